//! All that a step can change, as it was before the step: what there is to go back to.
//! Never a copy of pixels.

use super::Pipeline;
use super::question::Asked;
use crate::session::{Before, Giver, Listed, Object, State};
use std::sync::Arc;

/// The objects, how they are seen, and whose they are.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    /// The objects.
    pub objects: Vec<Listed>,
    /// The threshold at which their masks are cut.
    pub threshold: u8,
    /// The camera's field of view, in degrees.
    pub degrees: u8,
    /// The answer that they are of.
    pub answer: Arc<Answer>,
}

/// What is known of the answer on show, and of one beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// Unlike that of any other; 0 for none.
    pub number: u32,
    /// The question that it is to, where that is known.
    pub question: Option<Asked>,
    /// Who gave it, and one beside it.
    pub givers: [Giver; 2],
    /// Its text, and that of one beside it.
    pub texts: Arc<[String; 2]>,
    /// The part that it is about, unless it is the whole.
    pub part: Option<[u32; 4]>,
}

impl Answer {
    /// What it holds in memory that `next` does not hold as well, in bytes.
    fn bytes_beside(&self, next: &Self) -> usize {
        let texts = match Arc::ptr_eq(&self.texts, &next.texts) {
            true => 0,
            false => self.texts.iter().map(String::len).sum(),
        };
        let question = self.question.as_ref();
        texts + question.map_or(0, |asked| asked.bytes_beside(next.question.as_ref()))
    }
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
        self.objects.bytes_beside(&next.objects) + self.answer.bytes_beside(&next.answer)
    }

    /// A threshold shows in soft masks alone, and a field of view in boxes in space.
    fn shows_as(&self, other: &Self) -> bool {
        (self.threshold == other.threshold || !self.has(is_soft))
            && (self.degrees == other.degrees || !self.has(|object| object.cuboid.is_some()))
            && self.objects.shows_as(&other.objects)
    }
}

/// Whether a threshold shapes its mask.
pub(super) fn is_soft(object: &Object) -> bool {
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
            answer: Arc::clone(&self.answer),
        }
    }

    /// Has things stand as they did.
    pub(super) fn stand(&mut self, as_before: Standing) {
        let Standing {
            objects,
            threshold,
            degrees,
            answer,
        } = as_before;
        // What is copied for elsewhere is what was asked about this answer.
        self.is_recalled |= answer.number != self.answer.number;
        self.objects = objects;
        self.degrees = degrees;
        self.answer = answer;
        self.cut(threshold);
    }
}
