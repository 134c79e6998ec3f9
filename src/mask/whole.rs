//! Whether a mask's values cover the whole picture instead of the object's box.
//! Never takes a mask as Gemini sends it for one that does.

use super::{DEFAULT_THRESHOLD, Grey};
use crate::geometry::{NORM_SIDE, NormBox, Size};

/// What Gemini's masks measure on both sides, whatever they cover. A mask of
/// this size always covers its box.
const GEMINI_SIDE: u32 = 256;
/// The shortest side, in pixels, of a mask whose proportions say something.
const LEAST_SIDE: u32 = 64;
/// How far outside the box a value may lie and still count as within, in
/// normalised units.
const MARGIN: f64 = 40.0;
/// The largest share of the picture, in tenths, that the box may have: beyond
/// it both readings are nearly the same, and the documented one stands.
const MOST_TENTHS: f64 = 9.0;

/// Whether `grey` covers the whole picture. All of these must hold:
///
/// 1. its shape is the picture's: the very size, or, where it is not square,
///    the proportions to within a pixel, as a copy made smaller has;
/// 2. it is not of the size of Gemini's own masks;
/// 3. of its values above 127 at least 99 in 100 lie in the box's part of the
///    picture, which is no more than nine tenths of it. A mask over its box
///    reaches the box's edges instead.
///
/// Without a box the first two decide.
pub(super) fn covers_picture(grey: &Grey, bounds: Option<NormBox>, picture: Size) -> bool {
    if !has_shape_of(grey, picture) {
        return false;
    }
    let Some(bounds) = bounds else {
        return true;
    };
    let columns = Part::new(bounds.x0(), bounds.x1(), grey.width());
    let rows = Part::new(bounds.y0(), bounds.y1(), grey.height());
    if columns.share * rows.share * 10.0 > MOST_TENTHS {
        return false;
    }
    let (mut within, mut all) = (0_u64, 0_u64);
    for (y, row) in grey.rows().enumerate() {
        for (x, value) in row.iter().enumerate() {
            if *value > DEFAULT_THRESHOLD {
                all += 1;
                within += u64::from(rows.holds(y) && columns.holds(x));
            }
        }
    }
    all > 0 && within * 100 >= all * 99
}

fn has_shape_of(grey: &Grey, picture: Size) -> bool {
    let (width, height) = (grey.width(), grey.height());
    let [w, h, picture_w, picture_h] =
        [width, height, picture.width(), picture.height()].map(u64::from);
    let is_geminis = width == GEMINI_SIDE && height == GEMINI_SIDE;
    let is_same = w == picture_w && h == picture_h;
    // Cutting both sides of a smaller copy to whole pixels leaves this much.
    let is_like = (w * picture_h).abs_diff(h * picture_w) <= picture_w.max(picture_h);
    w.min(h) >= LEAST_SIDE.into() && !is_geminis && (is_same || (w != h && is_like))
}

/// The part of one axis that belongs to the box, grown by the margin.
struct Part {
    from: f64,
    to: f64,
    /// Its share of the axis, 0–1.
    share: f64,
}

impl Part {
    fn new(from: f64, to: f64, count: u32) -> Self {
        let from = (from - MARGIN).max(0.0) / NORM_SIDE;
        let to = ((to + MARGIN) / NORM_SIDE).min(1.0);
        let count = f64::from(count);
        Self {
            from: from * count,
            to: to * count,
            share: (to - from).max(0.0),
        }
    }

    fn holds(&self, at: usize) -> bool {
        let centre = at as f64 + 0.5;
        self.from <= centre && centre <= self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A mask of this size with a filled rectangle, left, top, right, bottom.
    fn grey([width, height]: [u32; 2], [x0, y0, x1, y1]: [u32; 4]) -> Grey {
        let [side, left, right] = [width, x0, x1].map(|at| at as usize);
        let mut values = vec![0; side * height as usize];
        let rows = values.chunks_exact_mut(side).enumerate();
        let inside = rows.filter(|(y, _)| (y0..y1).contains(&(*y as u32)));
        inside.for_each(|(_, row)| row[left..right].fill(255));
        Grey::new(width, height, values).expect("a grid")
    }

    fn covers(mask: &Grey, bounds: [f64; 4], picture: [u32; 2]) -> bool {
        let picture = Size::new(picture[0], picture[1]).expect("a size");
        covers_picture(mask, NormBox::from_wire(bounds), picture)
    }

    const UPPER_LEFT: [f64; 4] = [0.0, 0.0, 500.0, 500.0];

    #[test]
    fn a_copy_of_the_picture_with_its_ink_in_the_box_covers_the_picture() {
        let mask = grey([97, 64], [3, 3, 45, 30]);
        assert!(covers(&mask, UPPER_LEFT, [1500, 1000]));
        assert!(covers(
            &grey([100, 100], [0, 0, 50, 50]),
            UPPER_LEFT,
            [100, 100]
        ));
    }

    #[test]
    fn ink_outside_the_box_speaks_for_the_box() {
        let mask = grey([97, 64], [0, 0, 97, 64]);
        assert!(!covers(&mask, UPPER_LEFT, [1500, 1000]));
        let mostly = grey([97, 64], [0, 0, 60, 30]);
        assert!(!covers(&mostly, UPPER_LEFT, [1500, 1000]));
        let none = grey([97, 64], [0, 0, 0, 0]);
        assert!(!covers(&none, UPPER_LEFT, [1500, 1000]));
    }

    #[test]
    fn other_proportions_speak_for_the_box() {
        assert!(!covers(
            &grey([320, 200], [0, 0, 90, 90]),
            UPPER_LEFT,
            [1500, 1000]
        ));
        // A square is only taken for a square picture's own size.
        assert!(!covers(
            &grey([512, 512], [0, 0, 90, 90]),
            UPPER_LEFT,
            [1024, 1024]
        ));
        assert!(!covers(
            &grey([512, 512], [0, 0, 90, 90]),
            UPPER_LEFT,
            [1024, 1023]
        ));
    }

    #[test]
    fn geminis_own_masks_always_cover_their_box() {
        let ink = [[0, 0, 256, 256], [0, 0, 20, 20], [90, 90, 100, 100]];
        let pictures = [[256, 256], [1024, 1024], [257, 256], [64, 64], [4000, 3999]];
        for ink in ink {
            for picture in pictures {
                let mask = grey([256, 256], ink);
                assert!(!covers(&mask, UPPER_LEFT, picture), "{ink:?} {picture:?}");
                let size = Size::new(picture[0], picture[1]).expect("a size");
                assert!(!covers_picture(&mask, None, size));
            }
        }
    }
}
