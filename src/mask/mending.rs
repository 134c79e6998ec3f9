//! What was done to a mask by hand, kept beside what the mask was made from. Never loses
//! the mask as it came: its threshold can still be moved beneath.

use super::{Connectivity, Mask, Run, difference, union};
use super::{drop_specks, fill_holes, grow, shrink, smooth};
use crate::geometry::Size;
use serde::{Deserialize, Serialize};

/// How far a mask can be grown or shrunk, in pixels: a hundredth of the longest side of
/// a photograph; beyond it another mask is what is wanted.
pub const GROW: i8 = 50;

/// The largest radius by which a mask is smoothed, in pixels: as far as it grows.
pub const SMOOTH: u8 = 50;

/// How a mask is made better, without losing what it was; see
/// [`Mending`] for the order in which it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refine {
    /// By how many pixels it is grown, or shrunk where it is negative; within ±[`GROW`].
    pub grow: i8,
    /// The radius by which it is smoothed, in pixels, up to [`SMOOTH`]; 0 for not.
    pub smooth: u8,
    /// Whether its holes are filled.
    pub fill_holes: bool,
    /// Parts of fewer pixels are dropped; 0 for none.
    pub specks: u32,
}

impl Refine {
    /// The same within the limits.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            grow: self.grow.clamp(-GROW, GROW),
            smooth: self.smooth.min(SMOOTH),
            ..self
        }
    }
}

/// How much work growing or smoothing a mask may be, in runs that are looked at: some
/// seconds. Only a mask that is noise all over has so many.
const WORK: usize = 1 << 28;

/// To smooth looks at each run from so many rows for each pixel of the radius: it shrinks,
/// grows twice, and shrinks.
const SMOOTH_ROWS: u64 = 4;

impl Refine {
    /// About how many runs are looked at to refine `mask`.
    pub fn work(self, mask: &Mask) -> u64 {
        let runs = (mask.bytes() / size_of::<Run>()) as u64;
        let smooth = u64::from(self.smooth) * SMOOTH_ROWS;
        let rows = 2 * (smooth + u64::from(self.grow.unsigned_abs())) + 1;
        runs.saturating_mul(rows)
    }
}

/// What was done to a mask: what is shown is `(refined(cut) ∪ added) \ removed`.
///
/// It is refined in this order: its holes are filled, then small parts dropped, then it is
/// smoothed, then grown or shrunk. So what is dropped is not made large first, holes
/// that were there stay filled, and the last step moves an outline that is clean
/// already. Pixels with a common edge or corner hang together.
///
/// Of `added` and `removed` no pixel is in both: what was done last holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mending {
    /// How it is made better.
    pub refine: Refine,
    /// The pixels that were added.
    pub added: Mask,
    /// The pixels that were taken away.
    pub removed: Mask,
}

impl Mending {
    /// Nothing, in a picture of this size.
    pub fn nothing(picture: Size) -> Self {
        Self {
            refine: Refine::default(),
            added: Mask::empty(picture),
            removed: Mask::empty(picture),
        }
    }

    /// Whether it changes nothing.
    pub fn is_nothing(&self) -> bool {
        self.refine == Refine::default() && self.added.is_empty() && self.removed.is_empty()
    }

    /// The mask that is shown where the source's is `cut`.
    pub fn of(&self, cut: Mask) -> Mask {
        self.drawn_on(refined(cut, self.refine))
    }

    /// `mask` with what was added, and without what was taken away.
    pub fn drawn_on(&self, mut mask: Mask) -> Mask {
        if !self.added.is_empty() {
            mask = union(&mask, &self.added);
        }
        if !self.removed.is_empty() {
            mask = difference(&mask, &self.removed);
        }
        mask
    }

    /// Adds pixels, or takes them away where `erase` says so; it takes them back from the
    /// other.
    #[must_use]
    pub fn drawn(&self, drawn: &Mask, erase: bool) -> Self {
        let (added, removed) = match erase {
            false => (union(&self.added, drawn), difference(&self.removed, drawn)),
            true => (difference(&self.added, drawn), union(&self.removed, drawn)),
        };
        Self {
            added,
            removed,
            ..*self
        }
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.added.bytes() + self.removed.bytes()
    }
}

/// `mask`, made better; see [`Mending`] for the order. What is too much work is left
/// out: nobody is asked to wait for it while the threshold moves.
pub fn refined(mask: Mask, refine: Refine) -> Mask {
    let (mask, _) = refined_or_part(mask, refine);
    mask
}

/// The same, and whether nothing was left out.
pub fn refined_or_part(mut mask: Mask, refine: Refine) -> (Mask, bool) {
    let mut is_whole = true;
    let refine = refine.bounded();
    if refine.fill_holes {
        mask = fill_holes(&mask, Connectivity::Eight);
    }
    if refine.specks > 1 {
        mask = drop_specks(&mask, refine.specks.into(), Connectivity::Eight);
    }
    let radius = u32::from(refine.smooth);
    if radius > 0 && is_bearable(&mask, SMOOTH_ROWS as u32 * radius) {
        mask = smooth(&mask, radius);
    } else {
        is_whole &= radius == 0;
    }
    let radius = refine.grow.unsigned_abs().into();
    if radius > 0 && is_bearable(&mask, radius) {
        mask = match refine.grow < 0 {
            true => shrink(&mask, radius),
            false => grow(&mask, radius),
        };
    } else {
        is_whole &= radius == 0;
    }
    (mask, is_whole)
}

/// Whether each of the mask's runs can be looked at from so many rows above and below.
fn is_bearable(mask: &Mask, rows: u32) -> bool {
    let runs = mask.bytes() / size_of::<Run>();
    runs.saturating_mul(2 * rows as usize + 1) <= WORK
}
