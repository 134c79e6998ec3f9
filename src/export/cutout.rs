//! One object cut out of its picture. Never changes a pixel inside the mask.

use crate::mask::Mask;
use crate::picture::Rgba;

/// `photo` where `mask` holds the pixel, transparent black elsewhere, at the
/// picture's size. `None` when the photograph's size is not the mask's picture's.
///
/// ```
/// use masque::{export::cut_out, geometry::Size, mask::Mask, picture::Rgba};
/// let size = Size::new(2, 1).unwrap();
/// let photo = Rgba::from_bytes(size, vec![1, 2, 3, 255, 4, 5, 6, 255]).unwrap();
/// let right = Mask::from_fn(size, |x, _| x == 1);
/// assert_eq!(cut_out(&photo, &right).unwrap().bytes(), [0, 0, 0, 0, 4, 5, 6, 255]);
/// ```
pub fn cut_out(photo: &Rgba, mask: &Mask) -> Option<Rgba> {
    if photo.size() != mask.picture() {
        return None;
    }
    let mut cut = Rgba::transparent(photo.size());
    let width = photo.size().width() as usize;
    let pixels = photo.bytes().as_chunks::<4>().0;
    for (y, runs) in mask.rows() {
        for run in runs {
            let row = y as usize * width;
            let source = pixels.get(row + run.start as usize..row + run.end as usize)?;
            cut.span_mut(y, run.start, run.end)?.copy_from_slice(source);
        }
    }
    Some(cut)
}
