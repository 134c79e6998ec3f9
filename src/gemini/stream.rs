//! A reply's bytes, in pieces, to its parts: server-sent events, or JSON as a
//! whole when the service sends that. Never waits for the end to give what is
//! complete, and never splits a character.
//!
//! Events end with a blank line; lines end with `\n`, `\r\n` or `\r`. An error
//! object may stand between events without its `data:`.

use super::elements::{Elements, Step};
use super::failure::Failure;
use super::wire::{self, Usage};

/// The most bytes of one event, and of a reply that is no stream: the longest
/// answer that is read, and half as much again for JSON's escapes.
const EVENT_BYTES: usize = 48 << 20;

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A piece of the answer's text.
    Text(String),
    /// A piece of what the model says of its thinking; never part of the answer.
    Thought(String),
    /// Something about the model.
    Notice(Notice),
    /// Why the model stopped.
    Finish(Finish),
    /// Tokens so far.
    Usage(Usage),
    /// The service failed, possibly after some text.
    Failed(Failure),
}

/// What the service says of the model that answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Which one it is.
    Model(String),
    /// It will not be there for long; until when, if that was said.
    Retires(Option<String>),
}

/// Why a model stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It had said everything.
    Stop,
    /// It had written as much as it may.
    MaxTokens,
    /// The prompt was blocked before it began; the service's reason.
    Blocked(String),
    /// Its answer was stopped; the service's reason, such as `SAFETY`.
    Stopped(String),
}

/// Reads a reply piece by piece.
///
/// ```
/// use masque::gemini::{Finish, Part, ReplyReader};
/// let mut reader = ReplyReader::new();
/// let event = r#"data: {"candidates": [{"content": {"parts": [{"text": "[]"}]}, "finishReason": "STOP"}]}"#;
/// assert_eq!(reader.push(event.as_bytes()), []);
/// assert_eq!(reader.push(b"\n\n"), [Part::Text("[]".to_owned()), Part::Finish(Finish::Stop)]);
/// assert_eq!(reader.finish(), []);
/// ```
#[derive(Debug, Default)]
pub struct ReplyReader {
    /// Bytes of a mark at the beginning that says UTF-8, and nothing else.
    marks: usize,
    form: Form,
    line: Vec<u8>,
    data: Vec<u8>,
    after_return: bool,
    failed: bool,
}

/// What the first byte says of the rest.
#[derive(Debug, Default)]
enum Form {
    #[default]
    Unknown,
    Events,
    /// JSON: a list that grows, or one object.
    Json(Elements),
}

/// A byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl ReplyReader {
    /// A reader at the beginning of a reply.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a piece of any size; gives the parts that became complete.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Part> {
        let mut parts = Vec::new();
        for byte in piece {
            if self.failed {
                break;
            }
            if matches!(self.form, Form::Unknown) && !self.begin(*byte) {
                continue;
            }
            let open = match &mut self.form {
                Form::Json(elements) => {
                    let step = elements.push(*byte);
                    let open = elements.len();
                    match step {
                        Step::Open => {}
                        Step::Closed(element) => self.event(&element, false, &mut parts),
                        Step::Wrong => self.fail(&mut parts),
                    }
                    open
                }
                Form::Events | Form::Unknown => {
                    self.push_event(*byte, &mut parts);
                    self.line.len() + self.data.len()
                }
            };
            if open > EVENT_BYTES {
                self.fail(&mut parts);
            }
        }
        parts
    }

    /// Whether anything came but blanks.
    pub fn has_begun(&self) -> bool {
        !matches!(self.form, Form::Unknown)
    }

    /// Ends the reply; gives what was still waiting for its end.
    pub fn finish(mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        match &self.form {
            Form::Json(elements) if elements.len() > 0 && !self.failed => {
                parts.push(Part::Failed(Failure::Interrupted));
            }
            Form::Json(_) | Form::Unknown => {}
            Form::Events => {
                self.end_line(true, &mut parts);
                self.end_line(true, &mut parts);
            }
        }
        parts
    }

    /// Learns the form from the first byte that says anything; whether this is it.
    fn begin(&mut self, byte: u8) -> bool {
        if MARK.get(self.marks) == Some(&byte) {
            self.marks += 1;
            return false;
        }
        self.form = match byte {
            blank if blank.is_ascii_whitespace() => return false,
            b'{' | b'[' => Form::Json(Elements::default()),
            _ => Form::Events,
        };
        true
    }

    fn push_event(&mut self, byte: u8, parts: &mut Vec<Part>) {
        match byte {
            b'\n' if std::mem::take(&mut self.after_return) => {}
            b'\n' | b'\r' => {
                self.after_return = byte == b'\r';
                self.end_line(false, parts);
            }
            byte => {
                self.after_return = false;
                self.line.push(byte);
            }
        }
    }

    fn end_line(&mut self, is_end: bool, parts: &mut Vec<Part>) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() {
            let data = std::mem::take(&mut self.data);
            if !data.is_empty() {
                self.event(&data, is_end, parts);
            }
            return;
        }
        let field = |name: &[u8]| {
            line.strip_prefix(name)
                .map(|rest| rest.strip_prefix(b" ").unwrap_or(rest))
        };
        let named = [&b"event:"[..], b"id:", b"retry:", b":"];
        if let Some(data) = field(b"data:") {
            self.data.extend_from_slice(data);
        } else if !named.iter().any(|name| line.starts_with(name)) {
            self.data.extend_from_slice(&line);
        } else {
            return;
        }
        self.data.push(b'\n');
    }

    fn event(&mut self, data: &[u8], is_end: bool, parts: &mut Vec<Part>) {
        let data = data.trim_ascii();
        if data.is_empty() || data == b"[DONE]" {
            return;
        }
        match wire::parts(data) {
            Some(found) => parts.extend(found),
            // JSON that the end of the reply cut off.
            None if is_end && matches!(data.first(), Some(b'{' | b'[')) => {
                parts.push(Part::Failed(Failure::Interrupted));
            }
            None => self.fail(parts),
        }
    }

    fn fail(&mut self, parts: &mut Vec<Part>) {
        self.line.clear();
        self.data.clear();
        if !std::mem::replace(&mut self.failed, true) {
            parts.push(Part::Failed(Failure::NotAReply(200)));
        }
    }
}

/// Whether a saved text is the API's whole reply, events or JSON, and not the
/// model's text alone.
pub fn is_reply(text: &str) -> bool {
    let begin = text.trim_start();
    let says = |key: &str| text.contains(key);
    let is_json = begin.starts_with(['{', '[']);
    let is_event = ["data:", "event:"]
        .iter()
        .any(|field| begin.starts_with(field));
    is_event || is_json && (says("\"candidates\"") || says("\"model_output\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], piece: usize) -> Vec<Part> {
        let mut reader = ReplyReader::new();
        let mut parts: Vec<_> = bytes
            .chunks(piece)
            .flat_map(|piece| reader.push(piece))
            .collect();
        parts.extend(reader.finish());
        parts
    }

    fn check(text: &str, expected: &[Part]) {
        for piece in [1, 2, 3, 7, 4096] {
            assert_eq!(
                read(text.as_bytes(), piece),
                expected,
                "in pieces of {piece}: {text}"
            );
        }
    }

    fn event(text: &str) -> String {
        format!(r#"{{"candidates": [{{"content": {{"parts": [{{"text": "{text}"}}]}}}}]}}"#)
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    #[test]
    fn events_end_with_a_blank_line_of_any_kind() {
        let (a, b) = (event("é"), event("🍵"));
        for end in ["\n\n", "\r\n\r\n", "\r\r"] {
            check(
                &format!("data: {a}{end}data:{b}{end}"),
                &[text("é"), text("🍵")],
            );
        }
        check(
            &format!(": hello\nevent: x\ndata: {a}\n\ndata: {b}"),
            &[text("é"), text("🍵")],
        );
    }

    #[test]
    fn a_reply_may_be_json_as_a_whole() {
        check(&event("a"), &[text("a")]);
        check(
            &format!("[{},\n\n{}]", event("a"), event("b")),
            &[text("a"), text("b")],
        );
        check(&format!("\u{FEFF}{}", event("a")), &[text("a")]);
    }

    #[test]
    fn a_list_that_grows_gives_each_chunk_when_it_closes() {
        let mut reader = ReplyReader::new();
        let first = format!("[{}", event("a"));
        assert_eq!(reader.push(first.as_bytes()), [text("a")]);
        assert_eq!(reader.push(b",\r\n"), []);
        let error = br#"{"error": {"code": 503, "message": "overloaded"}}"#;
        assert_eq!(
            reader.push(error),
            [Part::Failed(Failure::Unavailable(503))]
        );
        assert_eq!(reader.finish(), []);
        let cut = format!("[{}, {{\"candid", event("a"));
        check(&cut, &[text("a"), Part::Failed(Failure::Interrupted)]);
    }

    #[test]
    fn an_interaction_streams_its_own_events() {
        let events = concat!(
            "event: interaction.created\ndata: {\"event_type\":\"interaction.created\",\"interaction\":{\"id\":\"v1_x\",\"status\":\"in_progress\",\"model\":\"m\"}}\n\n",
            "data: {\"event_type\":\"step.delta\",\"index\":0,\"delta\":{\"type\":\"thought_summary\",\"content\":{\"type\":\"text\",\"text\":\"hm\"}}}\n\n",
            "data: {\"event_type\":\"step.delta\",\"index\":1,\"delta\":{\"type\":\"text\",\"text\":\"[]\"}}\n\n",
            "data: {\"event_type\":\"step.stop\",\"index\":1}\n\n",
            "data: {\"event_type\":\"interaction.completed\",\"interaction\":{\"status\":\"completed\",\"model\":\"m\",\"usage\":{\"total_input_tokens\":7,\"total_output_tokens\":3}}}\n\n",
        );
        let usage = Usage {
            prompt: 7,
            answer: 3,
            ..Usage::default()
        };
        check(
            events,
            &[
                Part::Thought("hm".to_owned()),
                text("[]"),
                Part::Notice(Notice::Model("m".to_owned())),
                Part::Finish(Finish::Stop),
                Part::Usage(usage),
            ],
        );
        check(
            r#"{"id": "v1_x", "status": "incomplete", "steps": [{"type": "model_output", "content": [{"type": "text", "text": "[1"}]}]}"#,
            &[text("[1"), Part::Finish(Finish::MaxTokens)],
        );
        check(
            "data: {\"event_type\": \"error\", \"error\": {\"code\": \"unavailable\", \"message\": \"busy\"}}\n\n",
            &[Part::Failed(Failure::Unavailable(503))],
        );
    }

    #[test]
    fn an_error_may_stand_between_events() {
        let error = r#"{"error": {"code": 503, "message": "overloaded"}}"#;
        let failed = Part::Failed(Failure::Unavailable(503));
        check(
            &format!("data: {}\n\n{error}\n\n", event("a")),
            &[text("a"), failed.clone()],
        );
        check(error, &[failed]);
    }

    #[test]
    fn what_the_service_says_of_the_model_is_told() {
        check(
            r#"{"modelVersion": "gemini-3.8-flash", "modelStatus": {"modelStage": "DEPRECATED", "retirementTime": "2027-01-01T00:00:00Z"}}"#,
            &[
                Part::Notice(Notice::Model("gemini-3.8-flash".to_owned())),
                Part::Notice(Notice::Retires(Some("2027-01-01T00:00:00Z".to_owned()))),
            ],
        );
        check(
            r#"{"modelStatus": {"modelStage": "STABLE"}, "candidates": null}"#,
            &[],
        );
    }

    #[test]
    fn what_is_cut_or_no_reply_is_said() {
        let cut = format!("data: {}\n\ndata: {{\"candid", event("a"));
        check(&cut, &[text("a"), Part::Failed(Failure::Interrupted)]);
        check(
            "<html>hello</html>",
            &[Part::Failed(Failure::NotAReply(200))],
        );
    }

    #[test]
    fn thoughts_are_no_text_and_reasons_are_kept() {
        check(
            r#"{"candidates": [{"content": {"parts": [{"text": "hm", "thought": true}]}, "finishReason": "SAFETY"}]}"#,
            &[
                Part::Thought("hm".to_owned()),
                Part::Finish(Finish::Stopped("SAFETY".to_owned())),
            ],
        );
        check(
            r#"{"promptFeedback": {"blockReason": "OTHER"}}"#,
            &[Part::Finish(Finish::Blocked("OTHER".to_owned()))],
        );
        check(
            r#"{"candidates": [{"finishReason": "MAX_TOKENS"}], "usageMetadata": {"promptTokenCount": 5}}"#,
            &[
                Part::Finish(Finish::MaxTokens),
                Part::Usage(Usage {
                    prompt: 5,
                    ..Usage::default()
                }),
            ],
        );
    }
}
