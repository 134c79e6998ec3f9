//! An answer on its way through the pipeline, and its objects as rows.

use super::Pipeline;
use super::message::{Ending, Reply, Row};
use super::question::Asked;
use crate::export::numbered;
use crate::gemini::task::Task;
use crate::gemini::{Cost, Failure, Part, Timeout, failure};
use crate::mask::Kind;
use crate::session::words::Message;
use crate::session::{Answering, Double, Object, doubles, sameness, words};

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
            if self.more && self.is_there(&object) {
                continue;
            }
            self.next += 1;
            self.objects.push((self.next, object));
        }
        // What is said of one may hang on those that came with it.
        let new = self.objects.iter().filter(|(id, _)| *id > before);
        new.map(|(id, object)| self.row(*id, object)).collect()
    }

    /// Whether an object that is there already is the same.
    fn is_there(&self, object: &Object) -> bool {
        let mut earlier = self.objects.iter();
        earlier.any(|(_, earlier)| sameness(object, earlier).is_some())
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
        new.iter().filter_map(words::while_streaming).collect()
    }

    /// Ends the answer: what came last, what there is to say, what it took, and
    /// when to ask again.
    pub(super) fn ended(&mut self, ending: Ending, body: &[u8], chance: u32, today: &str) -> Reply {
        let found = self.end(ending, body);
        let Some(answering) = self.answering.take() else {
            return Reply::Failed("no answer was begun".to_owned());
        };
        let text = answering.text().to_owned();
        let outcome = answering.finish();
        let again = self.again(&outcome, !text.is_empty(), chance);
        if !text.trim().is_empty() {
            if self.more && !self.text.is_empty() {
                self.text += "\n\n";
            } else {
                self.text.clear();
            }
            self.text += &text;
        }
        self.drop_earlier();
        let mut messages = words::outcome(&outcome);
        let model = self.asked.as_ref().map_or("", Asked::model);
        let bill = outcome
            .usage
            .filter(|_| self.wanted.is_some())
            .map(|usage| {
                let cost = Cost::of(words::answering(model, &outcome.notices), usage, today);
                self.bill.add(usage, cost);
                words::bill(usage, cost, &self.bill)
            });
        if bill.is_some() && !model.is_empty() {
            messages.extend(words::model(model, &outcome.notices, today));
        }
        let changed = self.mark_doubles();
        messages.extend(words::doubles(changed.len()));
        Reply::Ended {
            found,
            changed,
            messages,
            bill,
            again,
        }
    }

    /// Marks the objects that are there twice; gives their rows, each saying so.
    fn mark_doubles(&mut self) -> Vec<Row> {
        let objects = self.objects.iter().map(|(_, object)| object);
        let mark = |double: &Double| {
            let (id, _) = self.objects.get(double.at)?;
            let (_, earlier) = self.objects.get(double.of)?;
            Some((*id, words::double(&earlier.name(), double.iou)))
        };
        self.marks = doubles(objects).iter().filter_map(mark).collect();
        let mut rows = self.rows();
        rows.retain(|row| self.marks.contains_key(&row.id));
        rows
    }

    /// Ends the reply; gives the rows that only its end completes.
    fn end(&mut self, ending: Ending, body: &[u8]) -> Vec<Row> {
        let reason = match ending {
            // A reply without a byte is none, whatever its status.
            Ending::Done if self.wanted.is_some() && !self.reply.has_begun() => {
                Some(Failure::NotAReply(200))
            }
            Ending::Done => None,
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
        let found = self.read(rest);
        self.fail(reason);
        found
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
        let wanted = self.wanted.or_else(masks);
        Row {
            id,
            name: object.name(),
            about: self
                .marks
                .get(&id)
                .cloned()
                .or_else(|| words::about(object, wanted))
                .unwrap_or_else(|| words::area(shape.map_or(0, |shape| shape.mask.area()))),
            has_mask: shape.is_some(),
            is_lacking: words::lacks(object, wanted),
            is_in_space: object.cuboid.is_some(),
            is_png: shape.is_some_and(|shape| shape.kind() == Kind::Png),
            color: object.color().0,
            anchor: object.anchor(self.degrees),
            file: format!(
                "{}.cutout.png",
                numbered(object.index, object.label.as_deref())
            ),
        }
    }
}
