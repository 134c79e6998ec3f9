//! Resizing a grey mask to its pixel box, bit for bit as Pillow 13's
//! `resize((w, h), BILINEAR)` does it for mode L, and thresholding the result.
//!
//! The resized values are never written down, and most of them are never
//! computed. A pixel whose source values all lie on one side of the threshold
//! lies on that side too: the weights add up to one, to within a rounding that
//! is far below half a step. So one bit a source value, "greater than the
//! threshold", settles all but the pixels along the outline ([`plane`](super::plane),
//! [`segments`]); only those are worked out, with Pillow's own integers
//! ([`cutter`]). What it costs grows with the outline, not with the box.
//!
//! Pillow resizes in two passes with 8-bit values between them, so the order of
//! the passes shows in single pixels: 13.0 goes down before across when the
//! mask is to become lower and loses more than twice as many rows as columns;
//! older versions always go across first. Source of the arithmetic: Pillow's
//! `Resample.c` (triangle filter of support 1, widened when shrinking; weights
//! as 22-bit integers; halves rounded up).

mod axis;
mod cutter;
mod levels;
mod segments;

pub use levels::Levels;

use super::plane::stretches;
use super::{Grey, MaskBuilder, View};
use crate::geometry::PixelBox;
use cutter::{Cutter, Row};
use std::ops::Range;

/// What `view` shows of the pixels at which `grey`, resized to `bounds`, is
/// strictly greater than `threshold`, as far as `most` runs go: only the rows and
/// columns that it shows are worked out.
pub fn sample(
    grey: &Grey,
    bounds: PixelBox,
    view: View,
    threshold: u8,
    most: usize,
) -> MaskBuilder {
    let Some((columns, rows)) = shown(bounds, view) else {
        return MaskBuilder::new(view.size(), 0);
    };
    let picture_columns = columns.clone().map(|x| view.picture_column(x));
    let mut cutter = Cutter::new(grey, bounds, picture_columns, grey.plane(threshold));
    let mut builder = MaskBuilder::new(view.size(), rows.start)
        .for_rows(rows.end - rows.start)
        .with_at_most(most);
    for y in rows {
        let row = cutter.row(view.picture_row(y));
        cut(row, columns.start, threshold, &mut builder);
        if builder.is_full() {
            break;
        }
    }
    builder
}

/// The columns and rows of `view` that show any of `bounds`.
fn shown(bounds: PixelBox, view: View) -> Option<(Range<u32>, Range<u32>)> {
    let visible = bounds.crop(view.picture())?;
    let edge = |at: i64| u32::try_from(at).unwrap_or(0);
    let (left, top) = (edge(visible.x()), edge(visible.y()));
    let columns = view.columns(left..left + visible.width());
    let rows = view.rows(top..top + visible.height());
    Some((columns, rows))
}

/// Adds a row, cut at `threshold`, whose pixel 0 lies in column `left`.
fn cut((segments, mut values): Row<'_>, left: u32, threshold: u8, builder: &mut MaskBuilder) {
    for segment in segments {
        let (start, end) = (left + segment.start, left + segment.end);
        if segment.inside {
            builder.push(start, end);
            continue;
        }
        let count = segment.pixels().len();
        stretches(values, count, threshold, start, |start, end| {
            builder.push(start, end);
        });
        values = values.get(count..).unwrap_or(&[]);
    }
    builder.end_row();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    #[test]
    fn a_view_shows_what_the_whole_mask_has_there_at_every_threshold() {
        let size = |width, height| Size::new(width, height).expect("a size");
        for seed in 0..if cfg!(miri) { 10 } else { 200_u32 } {
            let side = |at: u32, most: u32| 1 + (seed * 37 + at * 101) * 7919 % most;
            let (width, height) = (side(1, 40), side(2, 40));
            let values = (0..width * height).map(|at| match seed % 2 {
                0 => (at * at * seed % 256) as u8,
                _ => (at * at % 7 / 4 * 255) as u8,
            });
            let grey = Grey::new(width, height, values.collect()).expect("a grid");
            let (left, top) = (i64::from(side(3, 90)) - 40, i64::from(side(4, 90)) - 40);
            let bounds = PixelBox::new(left, top, side(5, 120), side(6, 120));
            let picture = size(side(7, 100), side(8, 100));
            let view = View::new(picture, size(side(9, 150), side(10, 150)));
            let threshold = (seed % 255) as u8;
            let mask = |view| sample(&grey, bounds, view, threshold, usize::MAX).finish();
            let (whole, seen) = (mask(View::new(picture, picture)), mask(view));
            assert_eq!(seen, view.of(&whole), "seed {seed}");
            let levels = Levels::new(&grey, bounds, view, usize::MAX);
            assert_eq!(levels.is_some(), grey.is_hard());
            if let Some(levels) = levels {
                assert_eq!(levels.cut(threshold), seen, "seed {seed}");
            }
        }
    }
}
