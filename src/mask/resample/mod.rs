//! Resizing a grey mask to its pixel box, bit for bit as Pillow 13's
//! `resize((w, h), BILINEAR)` does it for mode L, and thresholding the result.
//!
//! The resized values are never written down, and most of them are never
//! computed. A pixel whose source values all lie on one side of the threshold
//! lies on that side too: the weights add up to one, to within a rounding that
//! is far below half a step. So one bit a source value, "greater than the
//! threshold", settles all but the pixels along the outline ([`plane`],
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
mod plane;
mod segments;

use super::{Grey, Mask, MaskBuilder, View};
use crate::geometry::{PixelBox, Size};
use cutter::Cutter;

/// The pixels of `picture` at which `grey`, resized to `bounds`, is strictly
/// greater than `threshold`.
pub fn rasterise(grey: &Grey, bounds: PixelBox, picture: Size, threshold: u8) -> Mask {
    let Some(mut cutter) = Cutter::new(grey, bounds, picture, threshold) else {
        return Mask::empty(picture);
    };
    let rows = cutter.rows();
    let mut builder = MaskBuilder::new(picture, rows.start);
    for y in rows {
        cutter.row(y, |start, end| builder.push(start, end));
        builder.end_row();
    }
    builder.finish()
}

/// The same mask as `view` shows it: only the rows that it shows are cut.
pub fn sample(grey: &Grey, bounds: PixelBox, view: View, threshold: u8) -> Mask {
    let Some(mut cutter) = Cutter::new(grey, bounds, view.picture(), threshold) else {
        return Mask::empty(view.size());
    };
    let rows = view.rows(cutter.rows());
    let mut builder = MaskBuilder::new(view.size(), rows.start);
    for y in rows {
        cutter.row(view.picture_row(y), |start, end| {
            builder.push(view.column(start), view.column(end));
        });
        builder.end_row();
    }
    builder.finish()
}
