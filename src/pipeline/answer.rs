//! An answer on its way through the pipeline, and its objects as rows.

use super::Pipeline;
use super::edit::MADE;
use super::message::{Came, Ending, Reply, Role, Row};
use super::question::Asked;
use crate::export::numbered;
use crate::gemini::task::Task;
use crate::gemini::{Bill, Cost, Failure, Part, Timeout, failure};
use crate::mask::Refine;
use crate::session::words::Message;
use crate::session::{Answering, Double, Mark, Object, Outcome, Shape};
use crate::session::{doubles, sameness, saved_parts, words};
use std::sync::Arc;

impl Pipeline {
    /// Reads parts of the answer that was begun; gives the rows they complete.
    pub(super) fn read(&mut self, parts: Vec<Part>) -> Vec<Row> {
        let Some(answering) = &mut self.answering else {
            return Vec::new();
        };
        let found: Vec<_> = parts
            .into_iter()
            .flat_map(|part| answering.read(part))
            .collect();
        let before = self.next;
        for object in found {
            if self.role() == Role::Rest && self.is_there(&object) {
                self.known += 1;
                continue;
            }
            self.add(object);
        }
        // What is said of one may hang on those that came with it.
        let new = self
            .objects
            .iter()
            .filter(|(id, _)| (before + 1..MADE).contains(id));
        new.map(|(id, object)| self.row(*id, object)).collect()
    }

    /// Reads a whole saved answer.
    pub(super) fn saved(&mut self, saved: &str) -> Reply {
        let saved = saved.trim_start_matches('\u{FEFF}');
        let (text, is_elsewhere) = match &mut self.answering {
            Some(answering) => (answering.heed_note(saved), answering.is_elsewhere(saved)),
            None => (saved, false),
        };
        let found = self.read(saved_parts(text));
        if !is_elsewhere {
            return Reply::Found(found);
        }
        Reply::Noticed {
            found,
            messages: vec![words::elsewhere(self.tongue)],
            thought: None,
        }
    }

    /// Whether an object that is there already is the same.
    fn is_there(&self, object: &Object) -> bool {
        let mut earlier = self.side(self.is_second_next).into_iter();
        earlier.any(|earlier| sameness(object, earlier).is_some())
    }

    /// What the model says of its thinking, until its first object is there.
    pub(super) fn thought(&self) -> Option<String> {
        let answering = self.answering.as_ref()?;
        let thought = answering.thought().filter(|_| answering.objects() == 0)?;
        words::thought(thought)
    }

    /// What was noticed since the last time and should be said at once.
    pub(super) fn notices(&mut self) -> Vec<Message> {
        let problems = self.answering.as_ref().map_or(&[][..], Answering::problems);
        let new = problems.get(self.looked_at..).unwrap_or(&[]);
        self.looked_at = problems.len();
        let said = |problem| words::while_streaming(self.tongue, problem);
        new.iter().filter_map(said).collect()
    }

    /// Ends the answer: what there is, what there is to say, what it took beside
    /// what was `spent` before, and when to ask again.
    pub(super) fn ended(
        &mut self,
        ending: Ending,
        body: &[u8],
        chance: u32,
        today: &str,
        spent: Bill,
    ) -> Reply {
        self.end(ending, body);
        self.is_open = false;
        let Some(answering) = self.answering.take() else {
            return self.not_begun(ending);
        };
        let text = answering.text().to_owned();
        let note = answering.note();
        let mut outcome = answering.finish();
        let again = match ending {
            // Nobody waits for it any more.
            Ending::Cancelled => None,
            _ => self.again(&outcome, !text.trim().is_empty(), chance),
        };
        self.keep_text(&text, note);
        let came = self.settle(text.len());
        outcome.objects -= self.known.min(outcome.objects);
        let mut messages = match ending {
            Ending::Cancelled => vec![words::cancelled(self.tongue, &outcome)],
            _ => words::outcome(self.tongue, &outcome),
        };
        let model = self.asked.as_ref().map_or("", Asked::model);
        let bill = outcome.usage.filter(|_| self.asked.is_some()).map(|usage| {
            let cost = Cost::of(words::answering(model, &outcome.notices), usage, today);
            let mut spent = spent;
            spent.add(usage, cost);
            (words::bill(self.tongue, usage, cost, &spent), spent)
        });
        // A key that is refused says nothing of the model.
        let has_answered = bill.is_some() || !outcome.notices.is_empty();
        if has_answered || outcome.failure == Some(Failure::UnknownModel) {
            messages.extend(words::model(self.tongue, model, &outcome.notices, today));
        }
        if self.is_pair() {
            messages.push(self.compare());
        } else {
            let doubles = self.mark_doubles();
            messages.extend(words::doubles(self.tongue, doubles));
        }
        Reply::Ended {
            shown: self.on_show(),
            messages,
            bill,
            again,
            came,
        }
    }

    /// What is said at the end of an answer that was never begun: a question may
    /// be cancelled between two attempts.
    fn not_begun(&self, ending: Ending) -> Reply {
        if ending != Ending::Cancelled {
            return Reply::Failed(words::lost_answer(self.tongue));
        }
        Reply::Ended {
            shown: self.on_show(),
            messages: vec![words::cancelled(self.tongue, &Outcome::default())],
            bill: None,
            again: None,
            came: Came::Nothing,
        }
    }

    /// Keeps the text of an answer that has ended, with a note of what it is about.
    fn keep_text(&mut self, text: &str, note: Option<String>) {
        let is_new = self.role() == Role::New;
        if text.trim().is_empty() || !(is_new || self.has_come()) {
            return;
        }
        let is_rest = self.role() == Role::Rest;
        let texts = &mut Arc::make_mut(&mut self.answer).texts;
        if is_new {
            *texts = Arc::default();
        }
        let [first, second] = Arc::make_mut(texts);
        let kept = match self.is_second_next {
            true => second,
            false => first,
        };
        if is_rest && !kept.is_empty() {
            *kept += "\n\n";
        } else {
            *kept = note.unwrap_or_default();
        }
        *kept += text;
    }

    /// The text of all that is on show.
    pub(super) fn text(&self) -> String {
        let texts = self.answer.texts.iter().filter(|text| !text.is_empty());
        texts.cloned().collect::<Vec<_>>().join("\n\n")
    }

    /// Marks the objects that are there twice; how many they are.
    pub(super) fn mark_doubles(&mut self) -> usize {
        let objects = self.objects.iter().map(|(_, object)| object);
        let mark = |double: &Double| {
            let (id, _) = self.objects.get(double.at)?;
            let (_, earlier) = self.objects.get(double.of)?;
            let (of, by) = (earlier.called(), double.by);
            Some((*id, Mark::Double { of, by }))
        };
        self.marks = doubles(objects).iter().filter_map(mark).collect();
        self.marks.len()
    }

    /// Ends the reply, and reads what only its end completes.
    fn end(&mut self, ending: Ending, body: &[u8]) {
        let reason = match ending {
            // A reply without a byte is none, whatever its status.
            Ending::Done if self.asked.is_some() && !self.reply.has_begun() => {
                Some(Failure::NotAReply(200))
            }
            Ending::Done => {
                if self.asked.as_ref().is_some_and(Asked::is_stream)
                    && let Some(answering) = &mut self.answering
                {
                    answering.close();
                }
                None
            }
            Ending::Cancelled => None,
            Ending::Offline => Some(Failure::Offline),
            Ending::NoNetwork => Some(Failure::NoNetwork),
            Ending::Interrupted => Some(Failure::Interrupted),
            Ending::NotBegun(seconds) => Some(Failure::TimedOut(Timeout::Begin(seconds))),
            Ending::Idle(seconds) => Some(Failure::TimedOut(Timeout::Idle(seconds))),
            Ending::NotDone(seconds) => Some(Failure::TimedOut(Timeout::Total(seconds))),
            Ending::Refused(status) => Some(failure(status, &String::from_utf8_lossy(body))),
        };
        let rest = std::mem::take(&mut self.reply).finish();
        // A reply that was given up is cut because of that.
        let was_given_up = matches!(reason, Some(Failure::TimedOut(_)));
        if was_given_up {
            self.fail(reason.clone());
        }
        // What the service itself said explains more than that the line broke.
        self.read(rest);
        self.fail(reason);
    }

    fn fail(&mut self, reason: Option<Failure>) {
        if let (Some(reason), Some(answering)) = (reason, &mut self.answering) {
            answering.fail(reason);
        }
    }

    /// What the page shows of all objects.
    pub(super) fn rows(&self) -> Vec<Row> {
        let objects = self.objects.iter();
        objects.map(|(id, object)| self.row(*id, object)).collect()
    }

    /// What the page shows of an object.
    fn row(&self, id: u32, object: &Object) -> Row {
        let shape = object.mask.as_ref().ok();
        // Where nobody knows what was asked for, one mask tells that it was masks.
        let has_mask = |(_, object): &(u32, Object)| object.mask.is_ok();
        let masks = || self.objects.iter().any(has_mask).then_some(Task::Masks);
        let question = self.answer.question.as_ref();
        let wanted = question.map(Asked::task).or_else(masks);
        // Nobody was asked for what was made by hand, and it lacks nothing.
        let wanted = wanted.filter(|_| id < MADE);
        Row {
            id,
            is_second: object.is_second,
            name: words::name(self.tongue, object),
            label: object.label.clone().unwrap_or_default(),
            class: object.class.clone(),
            is_shown: !object.is_hidden,
            area: shape.map_or(0, |shape| shape.mask.area()),
            refine: shape.map_or(Refine::default(), Shape::refine),
            about: self
                .marks
                .get(&id)
                .map(|mark| words::mark(self.tongue, mark))
                .or_else(|| words::about(self.tongue, object, wanted))
                .unwrap_or_else(|| {
                    words::area(self.tongue, shape.map_or(0, |shape| shape.mask.area()))
                }),
            has_mask: shape.is_some(),
            is_lacking: words::lacks(object, wanted),
            is_in_space: object.cuboid.is_some(),
            is_soft: shape.is_some_and(|shape| shape.source.is_soft()),
            color: object.color().0,
            bounds: object.bounds.map(|bounds| {
                let (x, y) = (bounds.x(), bounds.y());
                let right = x.saturating_add(bounds.width().into());
                [x, y, right, y.saturating_add(bounds.height().into())]
            }),
            anchor: object.anchor(self.degrees),
            file: format!(
                "{}.cutout.png",
                numbered(object.index, object.label.as_deref())
            ),
        }
    }
}
