//! The answer's text, in pieces, to detections and a report. Never holds more
//! than the object that is still open.

use super::limits::{ANSWER_BYTES, OBJECTS};
use super::scan::{Found, Object, Scanner};
use super::{Detection, item};

/// Something about the answer that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The text ends within an object; its label, if that was there already.
    CutObject(Option<String>),
    /// The text ends between two objects of a list that was not closed.
    CutList,
    /// An object closed by the wrong bracket was left out; its label.
    BrokenObject(Option<String>),
    /// More than [`OBJECTS`] objects; so many were left out.
    TooManyObjects(usize),
    /// More than [`ANSWER_BYTES`] bytes; the rest was not read.
    TooLong,
    /// Nesting beyond [`super::limits::DEPTH`] was left out.
    TooDeep,
    /// A list beyond [`super::limits::VALUES`] was left out in part.
    TooManyValues,
    /// There is text, but nothing in it looks like an object of an answer.
    NoObjects,
    /// There is no text.
    Empty,
}

/// What was read, once the text has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many detections were given.
    pub objects: usize,
    /// What could not be read, in order.
    pub problems: Vec<Problem>,
}

/// Reads an answer piece by piece.
///
/// ```
/// use masque::answer::Reader;
/// let mut reader = Reader::new();
/// assert!(reader.push(r#"Here you are: [{"box_2d": [0, 0, 10, 10], "label": "c"#).is_empty());
/// let found = reader.push(r#"up"}, {"box_2d": [5"#);
/// assert_eq!(found[0].label.as_deref(), Some("cup"));
/// let report = reader.finish();
/// assert_eq!((report.objects, report.problems.len()), (1, 1));
/// ```
#[derive(Debug)]
pub struct Reader {
    scanner: Scanner,
    bytes: usize,
    blank: bool,
    left_out: usize,
    report: Report,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// A reader at the beginning of an answer.
    pub fn new() -> Self {
        Self {
            scanner: Scanner::new(),
            bytes: 0,
            blank: true,
            left_out: 0,
            report: Report::default(),
        }
    }

    /// Reads a piece of any size; gives the detections whose objects closed in it.
    pub fn push(&mut self, piece: &str) -> Vec<Detection> {
        let room = ANSWER_BYTES - self.bytes;
        let piece = if piece.len() > room {
            if !self.report.problems.contains(&Problem::TooLong) {
                self.report.problems.push(Problem::TooLong);
            }
            let cut = (0..=room)
                .rev()
                .find(|at| piece.is_char_boundary(*at))
                .unwrap_or(0);
            piece.get(..cut).unwrap_or("")
        } else {
            piece
        };
        self.bytes += piece.len();
        self.blank &= piece.trim().is_empty();
        self.read(|scanner, sink| scanner.push(piece, sink))
    }

    /// Ends the text and tells what it held.
    pub fn finish(mut self) -> Report {
        self.read(|scanner, sink| scanner.flush(sink));
        let mut report = self.report;
        if self.left_out > 0 {
            report.problems.push(Problem::TooManyObjects(self.left_out));
        }
        let was_open = self.scanner.is_open();
        let open = self.scanner.into_open();
        let innermost = open.iter().rev().find(|object| item::is_item(object, None));
        let cut_item = innermost.filter(|object| !object.held_items);
        let unfinished = open
            .last()
            .filter(|object| !object.held_items && !object.entries.is_empty());
        if let Some(object) = cut_item.or(unfinished) {
            report
                .problems
                .push(Problem::CutObject(item::label(object)));
        } else if was_open && report.objects > 0 {
            report.problems.push(Problem::CutList);
        }
        if report.objects == 0 && report.problems.is_empty() {
            report.problems.push(if self.blank {
                Problem::Empty
            } else {
                Problem::NoObjects
            });
        }
        report
    }

    fn read(
        &mut self,
        step: impl FnOnce(&mut Scanner, &mut super::scan::Sink<'_>),
    ) -> Vec<Detection> {
        let Self {
            scanner,
            report,
            left_out,
            ..
        } = self;
        let mut found = Vec::new();
        step(scanner, &mut |finding| {
            match finding {
                Found::Object { object, under } => {
                    return take(object, under.as_deref(), report, left_out, &mut found);
                }
                Found::Unclosed(object) => {
                    if item::is_item(&object, None) {
                        report
                            .problems
                            .push(Problem::BrokenObject(item::label(&object)));
                    }
                }
                Found::TooDeep => note(report, Problem::TooDeep),
                Found::TooManyValues => note(report, Problem::TooManyValues),
            }
            None
        });
        found
    }
}

/// Takes `object` as an item, or gives it back.
fn take(
    object: Object,
    under: Option<&str>,
    report: &mut Report,
    left_out: &mut usize,
    found: &mut Vec<Detection>,
) -> Option<Object> {
    if !item::is_item(&object, under) {
        return Some(object);
    }
    if report.objects == OBJECTS {
        *left_out += 1;
    } else {
        report.objects += 1;
        found.push(item::detection(&object));
    }
    None
}

fn note(report: &mut Report, problem: Problem) {
    if !report.problems.contains(&problem) {
        report.problems.push(problem);
    }
}

#[cfg(test)]
mod tests;
