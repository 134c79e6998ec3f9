//! The picture's pixels as whole numbers, for arithmetic without rounding.
//! Never rounds but once: when a coordinate is laid on the grid.

use super::{NormPoint, Size};

/// Parts of one normalised unit that are told apart: whole numbers, halves and
/// what a model writes with four decimals stay apart, and all of it is 0.03
/// pixels of the largest picture.
const GRID: f64 = 65_536.0;

/// A point in the picture's pixels, in whole steps of 1/65 536 000 pixel.
///
/// A coordinate `v` becomes `round(v · 65 536)`, halves to the even neighbour,
/// and this times the picture's side is the number of steps: the factor
/// 1000 · 65 536 stands in the step, so nothing is divided. Both numbers stay
/// within ±2⁴⁶.
///
/// ```
/// use masque::geometry::{ExactPoint, NormPoint, Size};
/// let picture = Size::new(40, 30).unwrap();
/// let corner = ExactPoint::from_norm(NormPoint::new(1000.0, 0.5).unwrap(), picture);
/// assert_eq!(corner.x, 40 * ExactPoint::STEPS);
/// assert_eq!(corner.y, 15 * ExactPoint::STEPS / 1000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExactPoint {
    /// To the right of the left edge, in steps.
    pub x: i64,
    /// Below the top edge, in steps.
    pub y: i64,
}

impl ExactPoint {
    /// Steps in one pixel; an even number, so that centres are whole as well.
    pub const STEPS: i64 = 65_536_000;

    /// A normalised point in `picture`'s pixels.
    pub fn from_norm(point: NormPoint, picture: Size) -> Self {
        let on_grid = |value: f64| (value * GRID).round_ties_even() as i64;
        Self {
            x: on_grid(point.x()) * i64::from(picture.width()),
            y: on_grid(point.y()) * i64::from(picture.height()),
        }
    }
}
