//! Objects' masks made better and drawn on. Never loses a mask as it came; see
//! [`Mending`].

use super::Shape;
use crate::mask::{Mask, Mending, Refine, difference, refined_or_part, union};
use std::borrow::Cow;
use std::sync::Arc;

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
