//! What was done to a mask by hand, kept beside what the mask was made from. Never loses
//! the mask as it came: its threshold can still be moved beneath.

use super::{Refine, Shape};
use crate::geometry::Size;
use crate::mask::{Connectivity, Mask, difference, union};
use crate::mask::{drop_specks, fill_holes, grow, shrink, smooth};
use std::borrow::Cow;
use std::sync::Arc;

/// How much work growing or smoothing a mask may be, in runs that are looked at: some
/// seconds. Only a mask that is noise all over has so many.
const WORK: usize = 1 << 28;

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
    fn drawn_on(&self, mut mask: Mask) -> Mask {
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
    fn drawn(&self, drawn: &Mask, erase: bool) -> Self {
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
fn refined_or_part(mut mask: Mask, refine: Refine) -> (Mask, bool) {
    let mut is_whole = true;
    let refine = refine.bounded();
    if refine.fill_holes {
        mask = fill_holes(&mask, Connectivity::Eight);
    }
    if refine.specks > 1 {
        mask = drop_specks(&mask, refine.specks.into(), Connectivity::Eight);
    }
    let radius = u32::from(refine.smooth);
    if radius > 0 && is_bearable(&mask, 4 * radius) {
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
    let runs = mask.bytes() / size_of::<crate::mask::Run>();
    runs.saturating_mul(2 * rows as usize + 1) <= WORK
}

impl Shape {
    /// `cut`, which is what its source gives, as it is shown.
    pub(super) fn mended(&self, cut: Mask) -> Mask {
        match &self.mending {
            Some(mending) => mending.of(cut),
            None => cut,
        }
    }

    /// How it is made better.
    pub fn refine(&self) -> Refine {
        let mending = self.mending.as_ref();
        mending.map_or(Refine::default(), |mending| mending.refine)
    }

    /// The same shape, made better in another way; `None` where that takes too long.
    pub fn refined(&self, refine: Refine) -> Option<Self> {
        let mending = Mending {
            refine: refine.bounded(),
            ..self.mending().into_owned()
        };
        let cut = match &self.mending {
            None => (*self.mask).clone(),
            Some(_) => self.source.rasterise(self.mask.picture(), self.threshold),
        };
        let (mask, is_whole) = refined_or_part(cut, mending.refine);
        let mask = mending.drawn_on(mask);
        is_whole.then(|| self.with(mask, mending))
    }

    /// The same shape with these pixels added, or taken away where `erase` says so.
    #[must_use]
    pub fn drawn(&self, drawn: &Mask, erase: bool) -> Self {
        // The rule on what is shown gives just this, and its source need not be cut.
        let mask = match erase {
            false => union(&self.mask, drawn),
            true => difference(&self.mask, drawn),
        };
        let mending = self.mending().drawn(drawn, erase);
        self.with(mask, mending)
    }

    fn mending(&self) -> Cow<'_, Mending> {
        match &self.mending {
            Some(mending) => Cow::Borrowed(mending),
            None => Cow::Owned(Mending::nothing(self.mask.picture())),
        }
    }

    fn with(&self, mask: Mask, mending: Mending) -> Self {
        Self {
            mask: Arc::new(mask),
            mending: (!mending.is_nothing()).then(|| Arc::new(mending)),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests;
