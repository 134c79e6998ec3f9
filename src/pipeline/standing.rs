//! All that a step can change, as it was before the step: what there is to go back to.
//! Never a copy of pixels.

use super::Pipeline;
use crate::session::{Before, Listed, Object, State};

/// The objects, and how they are seen.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// The objects.
    pub objects: Vec<Listed>,
    /// The threshold at which their masks are cut.
    pub threshold: u8,
    /// The camera's field of view, in degrees.
    pub degrees: u8,
}

impl Standing {
    /// What the name of a step is made of.
    pub(super) fn before(&self) -> Before<'_> {
        Before {
            objects: &self.objects,
            threshold: self.threshold,
            degrees: self.degrees,
        }
    }

    fn has(&self, is_one: impl Fn(&Object) -> bool) -> bool {
        self.objects.iter().any(|(_, object)| is_one(object))
    }
}

impl State for Standing {
    fn bytes_beside(&self, next: &Self) -> usize {
        self.objects.bytes_beside(&next.objects)
    }

    /// A threshold shows in soft masks alone, and a field of view in boxes in space.
    fn shows_as(&self, other: &Self) -> bool {
        (self.threshold == other.threshold || !self.has(is_soft))
            && (self.degrees == other.degrees || !self.has(|object| object.cuboid.is_some()))
            && self.objects.shows_as(&other.objects)
    }
}

fn is_soft(object: &Object) -> bool {
    let shape = object.mask.as_ref();
    shape.is_ok_and(|shape| shape.source.is_soft())
}

impl Pipeline {
    /// How things stand.
    pub(super) fn standing(&self) -> Standing {
        Standing {
            objects: self.objects.clone(),
            threshold: self.threshold,
            degrees: self.degrees,
        }
    }

    /// Has things stand as they did.
    pub(super) fn stand(&mut self, as_before: Standing) {
        let Standing {
            objects,
            threshold,
            degrees,
        } = as_before;
        self.objects = objects;
        self.degrees = degrees;
        self.cut(threshold);
    }
}
