//! A reply's bytes, in pieces, to its parts: server-sent events, or JSON as a
//! whole when the service sends that. Never waits for the end to give what is
//! complete, and never splits a character.
//!
//! Events end with a blank line; lines end with `\n`, `\r\n` or `\r`. An error
//! object may stand between events without its `data:`.

use super::failure::{Failure, meaning};
use super::wire::{Chunk, Chunks, Usage};

/// The most bytes of one event, and of a reply that is no stream: the longest
/// answer that is read, and half as much again for JSON's escapes.
const EVENT_BYTES: usize = 48 << 20;

/// A part of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A piece of the answer's text; thoughts are left out.
    Text(String),
    /// Why the model stopped.
    Finish(Finish),
    /// Tokens so far.
    Usage(Usage),
    /// The service failed, possibly after some text.
    Failed(Failure),
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
    line: Vec<u8>,
    data: Vec<u8>,
    after_return: bool,
    any: bool,
    whole: bool,
    ended: bool,
    failed: bool,
}

impl ReplyReader {
    /// A reader at the beginning of a reply.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a piece of any size; gives the parts that became complete.
    pub fn push(&mut self, piece: &[u8]) -> Vec<Part> {
        let mut parts = Vec::new();
        for byte in piece {
            let blank = byte.is_ascii_whitespace();
            if !self.any && !blank {
                // A reply that begins with a bracket is JSON, not events.
                self.any = true;
                self.whole = matches!(byte, b'{' | b'[');
            }
            match byte {
                b'\n' if std::mem::take(&mut self.after_return) => {}
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    self.end_line(&mut parts);
                }
                byte => {
                    self.after_return = false;
                    self.line.push(*byte);
                }
            }
            if self.line.len() + self.data.len() > EVENT_BYTES {
                self.fail(&mut parts);
            }
        }
        parts
    }

    /// Ends the reply; gives what was still waiting for its end.
    pub fn finish(mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        self.whole = false;
        self.ended = true;
        self.end_line(&mut parts);
        self.end_line(&mut parts);
        parts
    }

    fn end_line(&mut self, parts: &mut Vec<Part>) {
        let line = std::mem::take(&mut self.line);
        if line.is_empty() && !self.whole {
            let data = std::mem::take(&mut self.data);
            if !data.is_empty() {
                self.event(&data, parts);
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
        } else if self.whole || !named.iter().any(|name| line.starts_with(name)) {
            self.data.extend_from_slice(&line);
        }
        self.data.push(b'\n');
    }

    fn event(&mut self, data: &[u8], parts: &mut Vec<Part>) {
        if data.trim_ascii().is_empty() || data.trim_ascii() == b"[DONE]" {
            return;
        }
        match serde_json::from_slice(data) {
            Ok(Chunks::One(chunk)) => chunk_parts(*chunk, parts),
            Ok(Chunks::Many(chunks)) => chunks
                .into_iter()
                .for_each(|chunk| chunk_parts(chunk, parts)),
            // JSON that the end of the reply cut off.
            Err(_) if self.ended && matches!(data.first(), Some(b'{' | b'[')) => {
                parts.push(Part::Failed(Failure::Interrupted));
            }
            Err(_) => self.fail(parts),
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

fn chunk_parts(chunk: Chunk, parts: &mut Vec<Part>) {
    if let Some(error) = &chunk.error {
        parts.push(Part::Failed(meaning(error.code, Some(error))));
    }
    let blocked = chunk
        .prompt_feedback
        .and_then(|feedback| feedback.block_reason);
    if let Some(reason) = blocked {
        parts.push(Part::Finish(Finish::Blocked(reason)));
    }
    if let Some(candidate) = chunk.candidates.into_iter().next() {
        let written = candidate
            .content
            .into_iter()
            .flat_map(|content| content.parts);
        let text: String = written
            .filter(|part| !part.thought)
            .filter_map(|part| part.text)
            .collect();
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        if let Some(reason) = candidate.finish_reason {
            parts.push(Part::Finish(match reason.as_str() {
                "STOP" => Finish::Stop,
                "MAX_TOKENS" => Finish::MaxTokens,
                _ => Finish::Stopped(reason),
            }));
        }
    }
    if let Some(usage) = chunk.usage_metadata {
        parts.push(Part::Usage(usage));
    }
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
            &[Part::Finish(Finish::Stopped("SAFETY".to_owned()))],
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
                    prompt_token_count: 5,
                    ..Usage::default()
                }),
            ],
        );
    }
}
