//! The answer's text, in pieces, to detections and a report. Never holds more
//! than the object that is still open.

use super::copies::Copies;
use super::limits::{ANSWER_BYTES, OBJECTS, OVERHANG};
use super::scan::{Found, Scanner, Sink};
use super::tokens::Tokens;
use super::value::Object;
use super::{Detection, item, shape};
use crate::geometry::NormBox;
use crate::mask::Encoding;

/// Something about the answer that a person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The text ends within an object; its label, if that was there already.
    CutObject(Option<String>),
    /// The text ends between two objects of a list that was not closed, or
    /// before the first.
    CutList,
    /// An object that the wrong bracket, a fence or the limit on nesting closed
    /// was left out; its label.
    BrokenObject(Option<String>),
    /// A mask that repeats itself, noticed while it streams; the label of its
    /// object, once that is there.
    LoopingMask(Option<String>),
    /// Some other text that repeats itself, noticed while it streams.
    LoopingText,
    /// The same objects again and again, noticed while they stream; they are
    /// given all the same.
    LoopingObjects,
    /// So many boxes reach over the picture by more than
    /// [`super::limits::OVERHANG`], as they do when they were written in pixels.
    FarBoxes(usize),
    /// More than [`OBJECTS`] objects; so many were left out.
    TooManyObjects(usize),
    /// More than [`ANSWER_BYTES`] bytes; the rest was not read.
    TooLong,
    /// A text of more than [`super::limits::TEXT`] bytes was left out; the label
    /// of its object, if that was there already.
    TooLongText(Option<String>),
    /// Nesting beyond [`super::limits::DEPTH`] was left out.
    TooDeep,
    /// A list with more than [`super::limits::VALUES`] values was left out.
    TooManyValues,
    /// So many `<seg_N>` tokens, and no object that they belong to.
    OnlyTokens(usize),
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
#[derive(Clone, Debug)]
pub struct Reader {
    scanner: Scanner,
    tokens: Tokens,
    bytes: usize,
    blank: bool,
    tally: Tally,
}

/// What was read so far.
#[derive(Clone, Debug, Default)]
struct Tally {
    report: Report,
    copies: Copies,
    left_out: usize,
    far_boxes: usize,
    /// The problem of a looping mask whose object has not closed yet.
    looping: Option<usize>,
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
            tokens: Tokens::default(),
            bytes: 0,
            blank: true,
            tally: Tally::default(),
        }
    }

    /// Reads a piece of any size; gives the detections whose objects closed in it.
    pub fn push(&mut self, piece: &str) -> Vec<Detection> {
        let room = ANSWER_BYTES.saturating_sub(self.bytes);
        let is_too_long = piece.len() > room;
        let mut kept = piece;
        if is_too_long {
            let cut = (0..=room).rev().find(|at| piece.is_char_boundary(*at));
            kept = cut.and_then(|cut| piece.get(..cut)).unwrap_or("");
        }
        // Once the limit is met, nothing may slip into what is left of the room.
        self.bytes = if is_too_long {
            ANSWER_BYTES
        } else {
            self.bytes + kept.len()
        };
        self.blank = self.blank && kept.trim().is_empty();
        if self.tally.report.objects == 0 {
            self.tokens.feed(kept);
        }
        let found = self.read(|scanner, sink| scanner.push(kept, sink));
        if is_too_long {
            self.tally.note(Problem::TooLong);
        }
        found
    }

    /// What was noticed so far. A loop is named here while it streams, so that
    /// the call can be ended; what only the end of the text can tell, such as a
    /// cut, is in [`Self::finish`]'s report.
    ///
    /// ```
    /// use masque::answer::{Problem, Reader};
    /// let mut reader = Reader::new();
    /// reader.push(r#"[{"label": "cup", "mask": "iVBORw0KGgo"#);
    /// assert!(reader.problems().is_empty());
    /// (0..2000).for_each(|_| drop(reader.push("+Pj4")));
    /// assert_eq!(reader.problems(), [Problem::LoopingMask(Some("cup".to_owned()))]);
    /// ```
    pub fn problems(&self) -> &[Problem] {
        &self.tally.report.problems
    }

    /// Ends the text and tells what it held.
    pub fn finish(mut self) -> Report {
        self.read(|scanner, sink| scanner.flush(sink));
        let is_open = self.scanner.is_open();
        let is_between_items = self.scanner.is_between_items();
        let open = self.scanner.into_open();
        let cut = open
            .iter()
            .rev()
            .find(|object| item::may_become_item(object));
        if let Some(object) = cut {
            self.tally.settle(object, &Encoding::Absent);
        }
        let mut report = self.tally.report;
        if self.tally.left_out > 0 {
            let left_out = Problem::TooManyObjects(self.tally.left_out);
            report.problems.push(left_out);
        }
        if self.tally.far_boxes > 0 {
            report
                .problems
                .push(Problem::FarBoxes(self.tally.far_boxes));
        }
        if let Some(object) = cut {
            let label = item::label(object);
            report.problems.push(Problem::CutObject(label));
        } else if is_between_items {
            report.problems.push(Problem::CutList);
        }
        if report.objects == 0 && report.problems.is_empty() {
            report.problems.push(match self.tokens.count() {
                _ if self.blank => Problem::Empty,
                0 if is_open => Problem::CutList,
                0 => Problem::NoObjects,
                count => Problem::OnlyTokens(count),
            });
        }
        report
    }

    fn read(&mut self, step: impl FnOnce(&mut Scanner, &mut Sink<'_>)) -> Vec<Detection> {
        let tally = &mut self.tally;
        let mut found = Vec::new();
        step(&mut self.scanner, &mut |finding| {
            match finding {
                Found::Object { object, under } => return tally.take(object, under, &mut found),
                Found::Unclosed(object) => {
                    if item::is_item(object, None) {
                        tally.settle(object, &Encoding::Absent);
                        let label = item::label(object);
                        tally.report.problems.push(Problem::BrokenObject(label));
                    }
                }
                Found::TooDeep => tally.note(Problem::TooDeep),
                Found::TooManyValues => tally.note(Problem::TooManyValues),
                Found::TooLong(object) => {
                    let label = object.and_then(item::label);
                    tally.note(Problem::TooLongText(label));
                }
                Found::Looping(place) => tally.looping(place),
            }
            None
        });
        found
    }
}

impl Tally {
    /// Takes `object` as an item, or gives it back.
    fn take(
        &mut self,
        object: Object,
        under: Option<&str>,
        found: &mut Vec<Detection>,
    ) -> Option<Object> {
        if !item::is_item(&object, under) {
            return Some(object);
        }
        if self.report.objects == OBJECTS {
            self.left_out += 1;
            return None;
        }
        let detection = item::detection(&object);
        self.report.objects += 1;
        self.far_boxes += usize::from(detection.bounds.is_some_and(is_far));
        self.settle(&object, &detection.mask);
        if self.copies.take(&detection) {
            self.note(Problem::LoopingObjects);
        }
        found.push(detection);
        None
    }

    fn note(&mut self, problem: Problem) {
        if !self.report.problems.contains(&problem) {
            self.report.problems.push(problem);
        }
    }

    /// Notes a loop in `place`: an object and the key under which it stands.
    fn looping(&mut self, place: Option<(&Object, Option<&str>)>) {
        match place {
            Some((object, Some(key))) if shape::may_hold_mask(key) => {
                if self.looping.is_none() {
                    self.looping = Some(self.report.problems.len());
                    let label = item::label(object);
                    self.report.problems.push(Problem::LoopingMask(label));
                }
            }
            _ => self.note(Problem::LoopingText),
        }
    }

    /// Puts the label of `object`, which closed, into the problem of its mask, if
    /// it is the one that loops. A mask that is whole after all was none: blank pictures repeat much.
    fn settle(&mut self, object: &Object, mask: &Encoding) {
        let Some(at) = self.looping.take_if(|_| object.loops) else {
            return;
        };
        if shape::is_whole_png(mask) {
            self.report.problems.remove(at);
        } else if let Some(problem) = self.report.problems.get_mut(at) {
            *problem = Problem::LoopingMask(item::label(object));
        }
    }
}

/// Whether a box reaches further over the picture than a real one does.
fn is_far(bounds: NormBox) -> bool {
    let near = -OVERHANG..=1000.0 + OVERHANG;
    let edges = [bounds.x0(), bounds.y0(), bounds.x1(), bounds.y1()];
    !edges.iter().all(|edge| near.contains(edge))
}

#[cfg(test)]
mod tests;
