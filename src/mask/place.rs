//! A mask of one picture laid somewhere in another. Never scales it.

use super::{Mask, MaskBuilder};
use crate::geometry::Size;

/// `mask` in `picture`, its picture's upper left corner at `(x, y)`. What hangs
/// over the edge is cut off.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, place}};
/// let part = Mask::from_fn(Size::new(2, 2).unwrap(), |_, _| true);
/// let placed = place(&part, 3, -1, Size::new(4, 4).unwrap());
/// assert!(placed.contains(3, 0));
/// assert_eq!(placed.area(), 1);
/// ```
pub fn place(mask: &Mask, x: i64, y: i64, picture: Size) -> Mask {
    let span = mask.span();
    let first = (i64::from(span.start) + y).max(0);
    let Ok(top) = u32::try_from(first) else {
        return Mask::empty(picture);
    };
    let mut builder = MaskBuilder::new(picture, top);
    let column = |at: u32| u32::try_from((i64::from(at) + x).max(0)).unwrap_or(u32::MAX);
    for (row, runs) in mask.rows() {
        let row = i64::from(row) + y;
        if row < first {
            continue;
        }
        if row >= i64::from(picture.height()) {
            break;
        }
        for run in runs {
            builder.push(column(run.start), column(run.end));
        }
        builder.end_row();
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::tests::{Bitmap, cases, pictures};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn every_pixel_is_moved(
            bitmap in pictures(), x in -40_i64..40, y in -40_i64..40, side in 1_u32..50,
        ) {
            let picture = Size::new(side, 51 - side).expect("a size");
            let placed = place(&bitmap.mask(), x, y, picture);
            let (width, height) = (i64::from(picture.width()), i64::from(picture.height()));
            let expected = Bitmap::new(width, height, |px, py| bitmap.has(px - x, py - y));
            prop_assert_eq!(Bitmap::of(&placed), expected);
        }
    }
}
