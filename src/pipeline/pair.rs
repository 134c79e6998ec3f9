//! Two answers to one question, side by side: what is said of them, and what is
//! kept. Never more than two.

use super::Pipeline;
use crate::session::words::{self, Message};
use crate::session::{Keep, Object, Pair, keep, pairs};
use std::collections::BTreeMap;

impl Pipeline {
    /// Whether a second answer's objects stand beside the first's.
    pub(super) fn is_pair(&self) -> bool {
        self.objects.iter().any(|(id, _)| self.second.contains(id))
    }

    /// The objects of the first answer, or of the second.
    pub(super) fn side(&self, is_second: bool) -> Vec<&Object> {
        let objects = self.with_ids(is_second).into_iter();
        objects.map(|(_, object)| object).collect()
    }

    fn with_ids(&self, is_second: bool) -> Vec<(u32, &Object)> {
        let objects = self.objects.iter().map(|(id, object)| (*id, object));
        objects
            .filter(|(id, _)| self.second.contains(id) == is_second)
            .collect()
    }

    fn pairs(&self) -> Vec<Pair> {
        pairs(&self.side(false), &self.side(true))
    }

    /// Marks which objects of the two answers are the same thing, gives those one
    /// number, and so one colour, and says how far the answers agree.
    pub(super) fn compare(&mut self) -> Message {
        let pairs = self.pairs();
        let (first, second) = (self.with_ids(false), self.with_ids(true));
        let mut marks = BTreeMap::new();
        for (at, (id, object)) in first.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.first == at);
            let other = pair.and_then(|pair| Some((second.get(pair.second)?.1.name(), pair.by)));
            marks.insert(*id, words::paired(false, &object.name(), other));
        }
        let last = first.iter().map(|(_, object)| object.index).max();
        let mut free = last.map_or(0, |last| last + 1)..;
        let mut numbers = BTreeMap::new();
        for (at, (id, object)) in second.iter().enumerate() {
            let pair = pairs.iter().find(|pair| pair.second == at);
            let other = pair.and_then(|pair| Some((first.get(pair.first)?.1, pair.by)));
            let named = other.map(|(other, by)| (other.name(), by));
            marks.insert(*id, words::paired(true, &object.name(), named));
            let number = other.map(|(other, _)| other.index).or_else(|| free.next());
            numbers.insert(*id, number.unwrap_or(at));
        }
        let said = words::compared([first.len(), second.len()], &pairs);
        self.marks = marks;
        for (id, object) in &mut self.objects {
            object.index = numbers.get(id).copied().unwrap_or(object.index);
        }
        said
    }

    /// Makes one answer of the two.
    pub(super) fn keep(&mut self, how: Keep) {
        let kept = keep(&self.side(false), &self.side(true), &self.pairs(), how);
        self.objects = (self.next + 1..).zip(kept).collect();
        self.next += self.objects.len() as u32;
        self.second = 0..0;
        self.trials.clear();
        let [first, second] = &mut self.texts;
        match how {
            Keep::First => {}
            Keep::Second => *first = std::mem::take(second),
            Keep::Union | Keep::Intersection => *first = format!("{first}\n\n{second}"),
        }
        second.clear();
        self.mark_doubles();
    }
}
