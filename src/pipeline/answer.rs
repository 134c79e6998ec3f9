//! An answer on its way through the pipeline, and its objects as rows.

use super::Pipeline;
use super::message::{Ending, Row};
use crate::export::numbered;
use crate::gemini::{Failure, Part, failure};
use crate::mask::Kind;
use crate::session::words::Message;
use crate::session::{Answering, Object, words};

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
        let mut rows = Vec::new();
        for object in found {
            self.next += 1;
            rows.push(row(self.next, &object));
            self.objects.push((self.next, object));
        }
        rows
    }

    /// What was noticed since the last time and should be said at once.
    pub(super) fn notices(&mut self) -> Vec<Message> {
        let problems = self.answering.as_ref().map_or(&[][..], Answering::problems);
        let new = problems.get(self.looked_at..).unwrap_or(&[]);
        self.looked_at = problems.len();
        new.iter().filter_map(words::while_streaming).collect()
    }

    /// Ends the reply; gives the rows that only its end completes.
    pub(super) fn end(&mut self, ending: Ending, body: &[u8]) -> Vec<Row> {
        let reason = match ending {
            Ending::Done => None,
            Ending::NoNetwork => Some(Failure::NoNetwork),
            Ending::Interrupted => Some(Failure::Interrupted),
            Ending::TimedOut(seconds) => Some(Failure::TimedOut(seconds)),
            Ending::Refused(status) => Some(failure(status, &String::from_utf8_lossy(body))),
        };
        let rest = std::mem::take(&mut self.reply).finish();
        // What the service itself said explains more than that the line broke.
        let found = self.read(rest);
        if let (Some(reason), Some(answering)) = (reason, &mut self.answering) {
            answering.fail(reason);
        }
        found
    }
}

/// What the page shows of an object.
pub(super) fn row(id: u32, object: &Object) -> Row {
    let shape = object.mask.as_ref().ok();
    let corner = object.bounds.map(|bounds| [bounds.x(), bounds.y()]);
    let point = object.point.map(|point| [point.x as i64, point.y as i64]);
    Row {
        id,
        name: object.name(),
        about: words::about(object),
        area: shape.map_or(0, |shape| shape.mask.area()),
        has_mask: shape.is_some(),
        is_png: shape.is_some_and(|shape| shape.kind() == Kind::Png),
        color: object.color().0,
        anchor: corner.or(point),
        file: format!(
            "{}.cutout.png",
            numbered(object.index, object.label.as_deref())
        ),
    }
}
