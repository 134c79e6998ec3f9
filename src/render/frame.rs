//! Frames of boxes, as masks. Never outside of the box that they frame.

use crate::geometry::{PixelBox, Size};
use crate::mask::{Mask, MaskBuilder};

/// The border of `bounds`, `width` pixels wide, within `size`.
pub fn frame(bounds: PixelBox, size: Size, width: u32) -> Mask {
    let Some(inside) = bounds.crop(size) else {
        return Mask::empty(size);
    };
    let line = i64::from(width);
    let (right, bottom) = (
        inside.x() + i64::from(inside.width()),
        inside.y() + i64::from(inside.height()),
    );
    let column = |x: i64| u32::try_from(x).unwrap_or(0);
    let mut builder = MaskBuilder::new(size, column(inside.y()));
    for y in inside.y()..bottom {
        if y < inside.y() + line || y >= bottom - line {
            builder.push(column(inside.x()), column(right));
        } else {
            builder.push(column(inside.x()), column(inside.x() + line));
            builder.push(column(right - line), column(right));
        }
        builder.end_row();
    }
    builder.finish()
}
