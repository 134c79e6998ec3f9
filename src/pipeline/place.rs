//! How an answer takes its place: a new one in the stead of what was on show, its rest
//! with it, a second one beside it. Never before it has given an object: an answer that
//! gives none leaves on show what is there.
//!
//! That is a step, unless there was nothing before. While the answer is still coming it
//! cannot be taken back; each of its objects is in every state since, and in none before.
//! Together with its end its text is.

use super::Pipeline;
use super::message::{Came, Role};
use super::question::Asked;
use super::standing::Answer;
use crate::session::{Answering, Deed, Giver, Object};
use std::sync::Arc;

/// The most that a new pipeline may have to be told, so that each step of the history
/// leads to the same as before, in bytes of texts and pictures.
const TOLD: usize = 64 << 20;

/// What each answer counts for at least, in bytes: no more than sixteen are read again,
/// which takes seconds.
const TOLD_AT_LEAST: usize = 4 << 20;

impl Pipeline {
    /// Adds an object of the answer that was begun last.
    pub(super) fn add(&mut self, object: Object) {
        if !self.has_come() {
            self.take_place();
        }
        self.next += 1;
        let is_second = self.is_second_next;
        let come = (
            self.next,
            Object {
                is_second,
                ..object
            },
        );
        self.history
            .change(|since| since.objects.push(come.clone()));
        self.objects.push(come);
    }

    /// Makes room for the answer that was begun last, and notes who gives it and to which
    /// question.
    fn take_place(&mut self) {
        let before = self.standing();
        let model = self.asked.as_ref().map(|asked| asked.model().to_owned());
        let giver = model.clone().map_or(Giver::Saved, Giver::Model);
        let answer = Arc::make_mut(&mut self.answer);
        answer.number = self.begun_at.saturating_add(1);
        let deed = match self.asked.as_ref().map_or(Role::New, Asked::role) {
            Role::New => {
                self.objects.clear();
                *answer = Answer {
                    number: answer.number,
                    question: self.asked.clone(),
                    givers: [giver, Giver::Nobody],
                    texts: Arc::default(),
                    part: self.answering.as_ref().and_then(Answering::part),
                };
                model.map_or(Deed::Open, Deed::Ask)
            }
            Role::Rest => {
                if answer.question.is_none() {
                    answer.question.clone_from(&self.asked);
                }
                Deed::Continue
            }
            Role::Second => {
                self.objects.retain(|(_, object)| !object.is_second);
                answer.question.clone_from(&self.asked);
                let [_, second] = &mut answer.givers;
                *second = giver;
                Deed::Compare(model.unwrap_or_default())
            }
        };
        if before.objects.is_empty() && self.history.is_empty() {
            self.history.clear();
        } else {
            let now = self.standing();
            self.history.record(None, before, &now, |_| deed);
        }
        self.history.hold();
    }

    /// Ends what was begun, whose text has so many bytes; what came of it.
    ///
    /// What goes beyond [`TOLD`] is let go of with a new answer. Not where something was
    /// done while it was awaited: to a new pipeline, which knows nothing of what that was
    /// done to, it would be something else.
    pub(super) fn settle(&mut self, text: usize) -> Came {
        if !self.has_come() {
            return Came::Nothing;
        }
        let texts = Arc::clone(&self.answer.texts);
        self.history.change(|since| {
            Arc::make_mut(&mut since.answer).texts = Arc::clone(&texts);
        });
        let picture = self
            .asked
            .as_ref()
            .map_or(0, |asked| asked.bytes_beside(None));
        let own = picture.saturating_add(text).max(TOLD_AT_LEAST);
        self.told = self.told.saturating_add(own);
        let is_too_much = self.told > TOLD && !self.is_touched;
        let is_beginning = self.history.begins_at_held() || is_too_much;
        let came = match is_beginning && self.role() == Role::New {
            true => {
                self.history.forget_held();
                self.told = own;
                Came::Beginning
            }
            false => Came::Step,
        };
        self.history.release();
        came
    }
}
