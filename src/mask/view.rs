//! A picture seen at another size: which of its pixels each pixel of the view
//! shows. Never blends: a pixel of the view shows the one under its centre.

use super::{Mask, MaskBuilder};
use crate::geometry::{PixelBox, PixelPoint, Size};
use std::ops::Range;

/// A picture of one size, or a part of it, shown at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    picture: Size,
    left: u32,
    top: u32,
    part: Size,
    size: Size,
}

impl View {
    /// All of `picture`, shown at `size`.
    pub fn new(picture: Size, size: Size) -> Self {
        Self {
            picture,
            left: 0,
            top: 0,
            part: picture,
            size,
        }
    }

    /// What of `part` lies in `picture`, shown at `size`; all of it when nothing does.
    pub fn of_part(picture: Size, part: PixelBox, size: Size) -> Self {
        let whole = Self::new(picture, size);
        let Some(part) = part.crop(picture) else {
            return whole;
        };
        let corner = u32::try_from(part.x())
            .ok()
            .zip(u32::try_from(part.y()).ok());
        match corner.zip(Size::new(part.width(), part.height())) {
            Some(((left, top), part)) => Self {
                left,
                top,
                part,
                ..whole
            },
            None => whole,
        }
    }

    /// Whether it shows all of the picture, each pixel as one.
    pub fn is_exact(self) -> bool {
        self.part == self.picture && self.size == self.picture
    }

    /// The picture's own size.
    pub fn picture(self) -> Size {
        self.picture
    }

    /// The size at which it is shown.
    pub fn size(self) -> Size {
        self.size
    }

    /// The picture's row that row `y` of the view shows.
    pub fn picture_row(self, y: u32) -> u32 {
        self.top + under_centre(y, self.size.height(), self.part.height())
    }

    /// The picture's column that column `x` of the view shows.
    pub fn picture_column(self, x: u32) -> u32 {
        self.left + under_centre(x, self.size.width(), self.part.width())
    }

    /// The first column of the view that shows the picture's column `x` or one
    /// right of it.
    pub fn column(self, x: u32) -> u32 {
        let x = x.saturating_sub(self.left).min(self.part.width());
        first_shown(x, self.part.width(), self.size.width())
    }

    /// The columns of the view that show any of the picture's `columns`.
    pub fn columns(self, columns: Range<u32>) -> Range<u32> {
        self.column(columns.start)..self.column(columns.end)
    }

    /// The rows of the view that show any of the picture's `rows`.
    pub fn rows(self, rows: Range<u32>) -> Range<u32> {
        let row = |y: u32| {
            let y = y.saturating_sub(self.top).min(self.part.height());
            first_shown(y, self.part.height(), self.size.height())
        };
        row(rows.start)..row(rows.end)
    }

    /// `bounds` as it is seen, each edge on the nearest edge of the view's pixels.
    pub fn bounds(self, bounds: PixelBox) -> PixelBox {
        let edge = |at: i64, from: u32, to: u32| {
            let (from, to) = (i64::from(from), i64::from(to));
            (2 * at * to + from).div_euclid(2 * from)
        };
        let (left, top) = (i64::from(self.left), i64::from(self.top));
        let across = |x| edge(x - left, self.part.width(), self.size.width());
        let down = |y| edge(y - top, self.part.height(), self.size.height());
        let side = |from: i64, to: i64| u32::try_from(to - from).unwrap_or(0).max(1);
        let (left, top) = (across(bounds.x()), down(bounds.y()));
        let right = across(bounds.x() + i64::from(bounds.width()));
        let bottom = down(bounds.y() + i64::from(bounds.height()));
        PixelBox::new(left, top, side(left, right), side(top, bottom))
    }

    /// A point of the picture as it is seen.
    pub fn point(self, point: PixelPoint) -> PixelPoint {
        let scaled = |at: f64, from: u32, to: u32| at * f64::from(to) / f64::from(from);
        PixelPoint {
            x: scaled(
                point.x - f64::from(self.left),
                self.part.width(),
                self.size.width(),
            ),
            y: scaled(
                point.y - f64::from(self.top),
                self.part.height(),
                self.size.height(),
            ),
        }
    }

    /// `mask` as it is seen, in the view's own pixels.
    pub fn of(self, mask: &Mask) -> Mask {
        let rows = self.rows(mask.span());
        let mut builder = MaskBuilder::new(self.size, rows.start).for_rows(rows.end - rows.start);
        for y in rows {
            for run in mask.row(self.picture_row(y)) {
                let columns = self.columns(run.start..run.end);
                if !columns.is_empty() {
                    builder.push(columns.start, columns.end);
                }
            }
            builder.end_row();
        }
        builder.finish()
    }
}

/// Which of `from` pixels lies under the centre of pixel `at` of `to`.
fn under_centre(at: u32, to: u32, from: u32) -> u32 {
    if from == to {
        return at;
    }
    ((2 * u64::from(at) + 1) * u64::from(from) / (2 * u64::from(to))) as u32
}

/// The first of `to` pixels whose centre lies at edge `edge` of `from` pixels or
/// beyond it: `⌈edge · to / from − ½⌉`.
fn first_shown(edge: u32, from: u32, to: u32) -> u32 {
    if from == to {
        return edge;
    }
    let twice = 2 * u64::from(edge) * u64::from(to);
    let (from, doubled) = (u64::from(from), 2 * u64::from(from));
    twice.saturating_sub(from).div_ceil(doubled) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pixel_of_a_view_shows_the_one_under_its_centre() {
        let size = |width, height| Size::new(width, height).expect("a size");
        let inside = |x: u32, y: u32| (x / 9 + y / 5).is_multiple_of(2);
        for view in [size(25, 16), size(101, 67), size(202, 70), size(1, 1)] {
            let picture = size(101, 67);
            let view = View::new(picture, view);
            let seen = view.of(&Mask::from_fn(picture, inside));
            let under = |at: u32, seen: u32, whole: u32| (2 * at + 1) * whole / (2 * seen);
            let expected = Mask::from_fn(view.size(), |x, y| {
                inside(
                    under(x, view.size().width(), 101),
                    under(y, view.size().height(), 67),
                )
            });
            assert_eq!(seen, expected, "{view:?}");
        }
    }

    #[test]
    fn a_part_is_seen_as_if_it_were_cut_out_first() {
        let size = |width, height| Size::new(width, height).expect("a size");
        let picture = size(101, 67);
        let mask = Mask::from_fn(picture, |x, y| (x * x + 3 * y) % 13 < 6 && x != y);
        for (x, y, width, height) in [(0, 0, 101, 67), (13, 5, 40, 31), (100, 66, 1, 1)] {
            let part = PixelBox::new(x, y, width, height);
            let cut = crate::mask::place(&mask, -x, -y, size(width, height));
            for seen in [size(width, height), size(23, 17), size(200, 90)] {
                let view = View::of_part(picture, part, seen);
                let whole = View::new(size(width, height), seen);
                assert_eq!(view.of(&mask), whole.of(&cut), "{part:?} at {seen:?}");
                let corner = PixelBox::new(x, y, 1, 1);
                let moved = PixelBox::new(0, 0, 1, 1);
                assert_eq!(view.bounds(corner), whole.bounds(moved));
            }
        }
        let beyond = View::of_part(picture, PixelBox::new(500, 0, 3, 3), size(5, 5));
        assert_eq!(beyond, View::new(picture, size(5, 5)));
        assert!(View::new(picture, picture).is_exact());
    }
}
