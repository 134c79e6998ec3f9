//! An answer on its way to objects: a live one and a saved one take the same
//! road from here. Never loses an object that was already there.

use super::{Object, Scope};
use crate::answer::{Problem, Reader, limits::ANSWER_BYTES};
use crate::gemini::{Failure, Finish, Notice, Part, ReplyReader, Usage, is_reply};
use crate::geometry::Size;
use crate::mask::limits::ANSWER_MASKS;

/// How an answer ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How many objects came out.
    pub objects: usize,
    /// How many there were before, where only what they lack was asked for.
    pub earlier: usize,
    /// How many of them have a mask.
    pub masks: usize,
    /// What could not be read of the text.
    pub problems: Vec<Problem>,
    /// Why the model stopped, if it said so.
    pub finish: Option<Finish>,
    /// Why the answer is missing or cut, if it is.
    pub failure: Option<Failure>,
    /// Tokens of the call, if it was one.
    pub usage: Option<Usage>,
    /// What the service said of the model, each once.
    pub notices: Vec<Notice>,
}

/// Reads an answer in pieces, for a picture of a known size.
///
/// ```
/// use masque::{gemini::Part, geometry::Size, session::Answering};
/// let mut answering = Answering::new(Size::new(100, 50).unwrap(), 127);
/// let found = answering.read(Part::Text(r#"[{"box_2d": [0, 0, 500, 500]}]"#.to_owned()));
/// assert_eq!(found[0].bounds.unwrap().width(), 50);
/// assert_eq!(answering.finish().objects, 1);
/// ```
#[derive(Debug)]
pub struct Answering {
    reader: Reader,
    scope: Scope,
    threshold: u8,
    /// How many objects there are before the first of this answer.
    before: usize,
    /// Bytes that masks may still take.
    room: usize,
    text: String,
    /// Bytes that the text may still take.
    text_room: usize,
    thought: String,
    /// Whether the stream closed as if it were whole.
    is_closed: bool,
    outcome: Outcome,
}

/// How much of the model's thinking is kept, in bytes: its last few lines.
const THOUGHT: usize = 2_000;

impl Answering {
    /// Begins an answer about the whole of `picture`. `threshold` is 0–254.
    pub fn new(picture: Size, threshold: u8) -> Self {
        Self::about(Scope::whole(picture), threshold, 0)
    }

    /// Begins an answer about the picture of `scope`. Where `before` objects are
    /// there already, it is to give those that they lack.
    pub fn about(scope: Scope, threshold: u8, before: usize) -> Self {
        Self {
            reader: Reader::new(),
            scope,
            threshold,
            before,
            room: ANSWER_MASKS,
            text: String::new(),
            text_room: ANSWER_BYTES,
            thought: String::new(),
            is_closed: false,
            outcome: Outcome {
                earlier: before,
                ..Outcome::default()
            },
        }
    }

    /// Heeds what a saved answer says of the part that it is about, see
    /// [`super::note`]; gives the answer itself.
    pub fn heed_note<'a>(&mut self, saved: &'a str) -> &'a str {
        let picture = self.scope.picture();
        let noted = super::noted(saved, picture)
            .and_then(|(part, text)| Some((Scope::part(picture, part)?, text)));
        let Some((scope, text)) = noted else {
            return saved;
        };
        self.scope = scope;
        text
    }

    /// Whether a saved answer says that it is about a part of a picture which is not
    /// this one.
    pub fn is_elsewhere(&self, saved: &str) -> bool {
        super::note::speaks_of_a_part(saved) && super::noted(saved, self.scope.picture()).is_none()
    }

    /// The part that it is about, `[x, y, width, height]`, unless it is the whole.
    pub fn part(&self) -> Option<[u32; 4]> {
        self.scope.part_of_it()
    }

    /// What a file with this answer has to say of the part that it is about.
    pub fn note(&self) -> Option<String> {
        self.scope.note()
    }

    /// Reads a part of the reply; gives the objects that became complete.
    pub fn read(&mut self, part: Part) -> Vec<Object> {
        match part {
            Part::Text(piece) => {
                self.keep(&piece);
                let found = self.reader.push(&piece);
                return found
                    .iter()
                    .map(|detection| self.object(detection))
                    .collect();
            }
            Part::Thought(piece) => self.think(&piece),
            Part::Notice(notice) if self.outcome.notices.contains(&notice) => {}
            Part::Notice(notice) => self.outcome.notices.push(notice),
            Part::Finish(finish) => self.outcome.finish = Some(finish),
            Part::Usage(usage) => self.outcome.usage = Some(usage),
            Part::Failed(failure) => self.fail(failure),
        }
        Vec::new()
    }

    /// The model's text so far, as it came, up to [`ANSWER_BYTES`] of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The last line of what the model said of its thinking.
    pub fn thought(&self) -> Option<&str> {
        let mut lines = self.thought.lines().map(str::trim);
        lines.rfind(|line| !line.is_empty())
    }

    /// How many objects came so far.
    pub fn objects(&self) -> usize {
        self.outcome.objects
    }

    /// Keeps the beginning of the text: once a piece of it does not fit, no later
    /// one is kept either.
    fn keep(&mut self, piece: &str) {
        let mut end = piece.len().min(self.text_room);
        while !piece.is_char_boundary(end) {
            end -= 1;
        }
        let (kept, left_out) = piece.split_at(end);
        self.text.push_str(kept);
        self.text_room = if left_out.is_empty() {
            self.text_room - kept.len()
        } else {
            0
        };
    }

    fn think(&mut self, piece: &str) {
        self.thought.push_str(piece);
        let spare = self.thought.len().saturating_sub(THOUGHT);
        if spare > 0 {
            let mut begins = self.thought.char_indices().map(|(at, _)| at);
            let cut = begins.find(|at| *at >= spare);
            self.thought.drain(..cut.unwrap_or(self.thought.len()));
        }
    }

    /// Notes why nothing more will come; the first reason stands.
    pub fn fail(&mut self, failure: Failure) {
        self.outcome.failure.get_or_insert(failure);
    }

    /// Notes that the stream of the reply closed as if it were whole. One that
    /// gives no reason for its end, and whose text is not whole, broke off.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// Sets the threshold, 0–254, of the objects that are still to come.
    pub fn set_threshold(&mut self, threshold: u8) {
        self.threshold = threshold;
    }

    /// What was noticed of the text so far; a mask that turns out whole after
    /// all takes its own back.
    pub fn problems(&self) -> &[Problem] {
        self.reader.problems()
    }

    /// Ends the answer.
    pub fn finish(mut self) -> Outcome {
        let report = self.reader.finish();
        // An error says more than a status that says that there was one.
        let has_failed = Finish::Stopped("FAILED".to_owned());
        if self.outcome.failure.is_some() && self.outcome.finish.as_ref() == Some(&has_failed) {
            self.outcome.finish = None;
        }
        let has_no_end = self.is_closed && self.outcome.finish.is_none();
        if has_no_end && is_cut(&self.text, &report.problems) {
            self.outcome.failure.get_or_insert(Failure::Interrupted);
        }
        // Where the reply itself failed or was stopped, an empty text needs no
        // second explanation.
        let explained = self.outcome.failure.is_some()
            || self
                .outcome
                .finish
                .as_ref()
                .is_some_and(|finish| *finish != Finish::Stop);
        self.outcome.problems = report.problems;
        // No more than what is there is what was hoped for.
        if self.outcome.earlier > 0 && says_none(&self.text) {
            let is_bad = |problem: &Problem| *problem != Problem::NoObjects;
            self.outcome.problems.retain(is_bad);
        }
        if explained {
            self.outcome
                .problems
                .retain(|problem| *problem != Problem::Empty);
        }
        self.outcome
    }

    fn object(&mut self, detection: &crate::answer::Detection) -> Object {
        let object = Object::new(
            self.before + self.outcome.objects,
            detection,
            self.scope,
            self.threshold,
            &mut self.room,
        );
        self.outcome.objects += 1;
        self.outcome.masks += usize::from(object.mask.is_ok());
        object
    }
}

/// Whether a text with these problems is a part of one, or nothing of it.
fn is_cut(text: &str, problems: &[Problem]) -> bool {
    problems.iter().any(|problem| match problem {
        Problem::Empty | Problem::CutList | Problem::CutObject(_) => true,
        Problem::NoObjects => !says_none(text),
        _ => false,
    })
}

/// Whether a text without objects says that there are none: by an empty list.
fn says_none(text: &str) -> bool {
    let lists = text.split('[').skip(1);
    lists.map(str::trim_start).any(|rest| rest.starts_with(']'))
}

/// A saved answer as the parts that a live one would have: the model's text
/// alone, or the API's whole reply, as JSON or as events.
pub fn saved_parts(text: &str) -> Vec<Part> {
    if !is_reply(text) {
        return vec![Part::Text(text.to_owned())];
    }
    let mut reader = ReplyReader::new();
    let mut parts = reader.push(text.as_bytes());
    parts.extend(reader.finish());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::MaskProblem;

    const ITEM: &str = r#"[{\"box_2d\": [0, 0, 9, 9], \"label\": \"cup\"}]"#;

    fn labels(text: &str) -> Vec<String> {
        let picture = Size::new(100, 100).expect("a size");
        let mut answering = Answering::new(picture, 127);
        let parts = saved_parts(text);
        parts
            .into_iter()
            .flat_map(|part| answering.read(part))
            .map(|object| object.name())
            .collect()
    }

    #[test]
    fn a_saved_answer_may_be_text_or_a_whole_reply() {
        let reply =
            format!(r#"{{"candidates": [{{"content": {{"parts": [{{"text": "{ITEM}"}}]}}}}]}}"#);
        assert_eq!(labels(&ITEM.replace('\\', "")), ["cup"]);
        assert_eq!(labels(&reply), ["cup"]);
        assert_eq!(labels(&format!("data: {reply}\n\n")), ["cup"]);
        assert_eq!(labels("[{\"box_2d\": [0, 0, 9, 9]}]"), ["Object 1"]);
    }

    #[test]
    fn masks_take_no_more_memory_than_there_is_for_them() {
        let picture = Size::new(400, 300).expect("a size");
        let item = |far: u32| {
            format!(
                r#"{{"box_2d": [0, 0, 900, 900], "label": "comb", "mask": [{}]}}"#,
                (0..60)
                    .map(|at| format!("[{}, {}]", 15 * at, if at % 2 == 0 { 10 } else { far }))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        };
        let mut answering = Answering::new(picture, 127);
        // A comb of thirty teeth over 270 rows takes about 60 kB.
        answering.room = 100_000;
        let text = format!("[{}, {}, {}]", item(900), item(890), item(50));
        let masks: Vec<_> = answering
            .read(Part::Text(text))
            .into_iter()
            .map(|object| object.mask.map(|shape| shape.mask.area() > 0))
            .collect();
        // What is small enough still finds room behind what is not.
        assert_eq!(masks, [Ok(true), Err(MaskProblem::NoRoom), Ok(true)]);
        assert!(answering.room < 40_000, "{} are left", answering.room);
    }

    #[test]
    fn a_failure_keeps_what_was_there() {
        let picture = Size::new(100, 100).expect("a size");
        let mut answering = Answering::new(picture, 127);
        assert_eq!(answering.read(Part::Text(ITEM.replace('\\', ""))).len(), 1);
        answering.fail(Failure::Interrupted);
        let outcome = answering.finish();
        assert_eq!(
            (outcome.objects, outcome.failure),
            (1, Some(Failure::Interrupted))
        );
    }

    fn outcome(parts: impl IntoIterator<Item = Part>) -> Outcome {
        let picture = Size::new(100, 100).expect("a size");
        let mut answering = Answering::new(picture, 127);
        for part in parts {
            answering.read(part);
        }
        answering.finish()
    }

    /// How an answer of which these parts came ends when its stream closes.
    fn closed(parts: impl IntoIterator<Item = Part>) -> (Option<Failure>, Vec<Problem>) {
        let picture = Size::new(100, 100).expect("a size");
        let mut answering = Answering::new(picture, 127);
        for part in parts {
            answering.read(part);
        }
        answering.close();
        let outcome = answering.finish();
        (outcome.failure, outcome.problems)
    }

    #[test]
    fn a_stream_that_closes_without_an_end_broke_off() {
        let thought = || Part::Thought("Let me see".to_owned());
        let text = |text: &str| Part::Text(text.to_owned());
        let cut = Some(Failure::Interrupted);
        assert_eq!(closed([]), (cut.clone(), vec![]));
        assert_eq!(closed([thought()]), (cut.clone(), vec![]));
        assert_eq!(closed([thought(), text("Here are")]).0, cut);
        assert_eq!(closed([text("[")]).0, cut);
        assert_eq!(closed([text(r#"[{"box_2d": [0, 0, 9"#)]).0, cut);
        assert_eq!(closed([text(r#"[{"box_2d": [0, 0, 9, 9]},"#)]).0, cut);
        // What is whole needs no reason for its end.
        assert_eq!(
            closed([text(r#"[{"box_2d": [0, 0, 9, 9]}]"#)]),
            (None, vec![])
        );
        assert_eq!(
            closed([text("```json\n[ ]\n```")]),
            (None, vec![Problem::NoObjects])
        );
    }

    #[test]
    fn an_answer_that_ends_as_it_should_without_a_text_is_empty() {
        let thought = || Part::Thought("Let me see".to_owned());
        let stop = Part::Finish(Finish::Stop);
        assert_eq!(closed([thought(), stop]), (None, vec![Problem::Empty]));
        // A text that was saved, and was no stream.
        assert_eq!(outcome([thought()]).problems, [Problem::Empty]);
        assert_eq!(outcome([thought()]).failure, None);
    }

    #[test]
    fn an_empty_list_is_no_problem_where_only_the_rest_was_asked_for() {
        let rest = |text: &str| {
            let scope = Scope::whole(Size::new(100, 100).expect("a size"));
            let mut answering = Answering::about(scope, 127, 2);
            answering.read(Part::Text(text.to_owned()));
            answering.finish().problems
        };
        for none in ["[]", "```json\n[ ]\n```", r#"{"boxes": []}"#] {
            assert_eq!(rest(none), [], "{none}");
        }
        assert_eq!(rest("I am sorry."), [Problem::NoObjects]);
        assert_eq!(rest(""), [Problem::Empty]);
        assert_eq!(
            outcome([Part::Text("[]".to_owned())]).problems,
            [Problem::NoObjects]
        );
    }

    #[test]
    fn what_failed_is_said_with_its_reason_alone() {
        let busy = || Part::Failed(Failure::Unavailable(503));
        let failed = || Part::Finish(Finish::Stopped("FAILED".to_owned()));
        for parts in [[busy(), failed()], [failed(), busy()]] {
            let outcome = outcome(parts);
            assert_eq!(outcome.failure, Some(Failure::Unavailable(503)));
            assert_eq!(outcome.finish, None);
        }
        let alone = outcome([failed()]);
        assert_eq!(alone.finish, Some(Finish::Stopped("FAILED".to_owned())));
    }

    #[test]
    fn a_text_beyond_the_limit_is_kept_from_its_beginning_without_a_hole() {
        let picture = Size::new(100, 100).expect("a size");
        let mut answering = Answering::new(picture, 127);
        answering.text_room = 6;
        for piece in ["[{}", "é🍵", "b", "c"] {
            answering.read(Part::Text(piece.to_owned()));
        }
        assert_eq!(answering.text(), "[{}é");
    }
}
