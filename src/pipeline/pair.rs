//! Two answers to one question, side by side: what is said of them, and what is
//! kept. Never more than two.

use super::Pipeline;
use crate::gemini::model::is_model_id;
use crate::session::words::{self, Message};
use crate::session::{Called, Deed, Giver, Keep, Mark, Object, Pair, Sameness, keep, pairs};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Pipeline {
    /// Whether a second answer's objects stand beside the first's.
    pub(super) fn is_pair(&self) -> bool {
        self.objects.iter().any(|(_, object)| object.is_second)
    }

    /// The objects of the first answer, or of the second.
    pub(super) fn side(&self, is_second: bool) -> Vec<&Object> {
        let objects = self.with_ids(is_second).into_iter();
        objects.map(|(_, object)| object).collect()
    }

    fn with_ids(&self, is_second: bool) -> Vec<(u32, &Object)> {
        let objects = self.objects.iter().map(|(id, object)| (*id, object));
        objects
            .filter(|(_, object)| object.is_second == is_second)
            .collect()
    }

    fn pairs(&self) -> Vec<Pair> {
        pairs(&self.side(false), &self.side(true))
    }

    /// Gives objects of the two answers that are the same thing one number, and so
    /// one colour, marks them, and says how far the answers agree.
    pub(super) fn compare(&mut self) -> Message {
        let pairs = self.pairs();
        self.number(&pairs);
        let (first, second) = (self.with_ids(false), self.with_ids(true));
        let mut marks = BTreeMap::new();
        for (at, (id, object)) in first.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.first == at);
            let other = pair.and_then(|pair| Some((second.get(pair.second)?.1, pair.by)));
            marks.insert(*id, marked(false, object, other));
        }
        for (at, (id, object)) in second.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.second == at);
            let other = pair.and_then(|pair| Some((first.get(pair.first)?.1, pair.by)));
            marks.insert(*id, marked(true, object, other));
        }
        let said = words::compared(self.tongue, [first.len(), second.len()], &pairs);
        self.marks = marks;
        said
    }

    /// Gives each object of the second answer the number of its other half, or one
    /// that none of the first has.
    fn number(&mut self, pairs: &[Pair]) {
        let first = self.side(false);
        let last = first.iter().map(|object| object.index).max();
        let mut free = last.map_or(0, |last| last + 1)..;
        let numbers: Vec<_> = (0..self.side(true).len())
            .map(|at| {
                let pair = pairs.iter().find(|pair| pair.second == at);
                let other = pair.and_then(|pair| first.get(pair.first));
                other.map(|other| other.index).or_else(|| free.next())
            })
            .collect();
        let of_second = self.objects.iter_mut();
        let of_second = of_second.filter(|(_, object)| object.is_second);
        for ((_, object), number) in of_second.zip(numbers) {
            object.index = number.unwrap_or(object.index);
        }
    }

    /// Makes one answer of the two: a step like any edit. What is kept keeps its id.
    pub(super) fn keep(&mut self, how: Keep) {
        if !self.is_pair() {
            return;
        }
        let before = self.standing();
        let pairs = self.pairs();
        let kept = keep(&self.side(false), &self.side(true), &pairs, how);
        let ids = |is_second| self.with_ids(is_second).into_iter().map(|(id, _)| id);
        let is_alone = |at: &usize| pairs.iter().all(|pair| pair.second != *at);
        let alone = ids(true).enumerate().filter(|(at, _)| is_alone(at));
        let ids: Vec<u32> = match how {
            Keep::First => ids(false).collect(),
            Keep::Second => ids(true).collect(),
            Keep::Union => ids(false).chain(alone.map(|(_, id)| id)).collect(),
            Keep::Intersection => {
                let firsts: Vec<u32> = ids(false).collect();
                let paired = pairs.iter().filter_map(|pair| firsts.get(pair.first));
                paired.copied().collect()
            }
        };
        let first = |object| Object {
            is_second: false,
            ..object
        };
        self.objects = ids.into_iter().zip(kept.into_iter().map(first)).collect();
        self.trials.clear();
        let answer = Arc::make_mut(&mut self.answer);
        let [first, second] = Arc::make_mut(&mut answer.texts);
        let [giver, other] = &mut answer.givers;
        match how {
            Keep::First => {}
            Keep::Second => {
                *first = std::mem::take(second);
                *giver = std::mem::take(other);
            }
            Keep::Union | Keep::Intersection => {
                *first = format!("{first}\n\n{second}");
                *giver = Giver::Both;
            }
        }
        second.clear();
        *other = Giver::Nobody;
        // What follows is asked of the model whose answer was kept.
        if let Some(question) = &mut answer.question
            && let Giver::Model(model) = giver
            && is_model_id(model)
        {
            question.follow_with(model);
        }
        self.step(None, before, |_| Deed::Keep(how));
    }
}

/// The mark of an object, of the second answer or the first, whose other half is
/// `other`.
fn marked(is_second: bool, object: &Object, other: Option<(&Object, Sameness)>) -> Mark {
    match other {
        None => Mark::Alone { is_second },
        Some((other, by)) => {
            let other: Called = other.called();
            Mark::Paired {
                is_second,
                other: Some(other).filter(|other| *other != object.called()),
                by,
            }
        }
    }
}
