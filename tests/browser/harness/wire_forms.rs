//! How chunks become the bytes of a body, and how these are cut into writes.
//! Never writes them and knows nothing of what the chunks mean.

use serde_json::Value;

use super::call::{Call, Form};
use super::interaction;

/// How the chunks of a stream are written.
#[derive(Clone, Debug)]
pub struct Style {
    /// What ends a line: `\n`, `\r` or `\r\n`, the service's own.
    pub line_end: &'static str,
    /// What stands before an event's JSON.
    pub data: &'static str,
    /// Whether events have `event:`, `id:` and `retry:` lines.
    pub has_fields: bool,
    /// Whether comments and empty events stand between the events.
    pub has_keep_alives: bool,
    /// Whether an event's JSON goes over several lines.
    pub has_many_lines: bool,
    /// Whether `data: [DONE]` is the last event.
    pub has_done: bool,
    /// Whether the body begins with a byte order mark.
    pub has_mark: bool,
    /// Whether the last event has its blank line.
    pub is_closed: bool,
    /// The form of the answer where it is not the one that was asked for.
    pub form: Option<Form>,
    /// The error with which the stream ends.
    pub error: Option<LastError>,
}

/// An error object at the end of a stream.
#[derive(Clone, Debug)]
pub enum LastError {
    /// As one more event.
    Event(Value),
    /// Alone, without `data:`.
    Bare(Value),
}

impl Style {
    /// The service's own.
    pub fn new() -> Self {
        Self {
            line_end: "\r\n",
            data: "data: ",
            has_fields: false,
            has_keep_alives: false,
            has_many_lines: false,
            has_done: false,
            has_mark: false,
            is_closed: true,
            form: None,
            error: None,
        }
    }

    /// The body with these chunks as pieces, in the form that the call has.
    pub fn pieces(&self, call: &Call, mut chunks: Vec<Value>) -> Vec<Vec<u8>> {
        if let Some(LastError::Event(error)) = &self.error {
            chunks.push(error.clone());
        }
        let mut pieces = match call.form {
            Form::Document => chunks.iter().map(bytes).collect(),
            Form::Interaction => vec![bytes(&interaction::document(&chunks, &call.model))],
            Form::Array => array(&chunks),
            Form::Events => self.events(&chunks),
            Form::InteractionEvents => self.events(&interaction::events(&chunks, &call.model)),
        };
        if let Some(LastError::Bare(error)) = &self.error {
            pieces.push(bytes(error));
        }
        if let Some(first) = pieces.first_mut().filter(|_| self.has_mark) {
            first.splice(0..0, "\u{feff}".bytes());
        }
        pieces
    }

    fn events(&self, events: &[Value]) -> Vec<Vec<u8>> {
        let mut pieces: Vec<Vec<u8>> = events
            .iter()
            .enumerate()
            .map(|(index, event)| self.event(index, event).into_bytes())
            .collect();
        let end = self.line_end;
        if self.has_done {
            pieces.push(format!("{}[DONE]{end}{end}", self.data).into_bytes());
        }
        if let Some(last) = pieces.last_mut().filter(|_| !self.is_closed) {
            last.truncate(last.trim_ascii_end().len());
        }
        pieces
    }

    fn event(&self, index: usize, event: &Value) -> String {
        let end = self.line_end;
        let mut text = String::new();
        if self.has_keep_alives {
            text += &format!(": keep-alive{end}{end}:{end}data:{end}{end}");
        }
        let kind = event["event_type"].as_str();
        if let Some(kind) = kind.or(self.has_fields.then_some("message")) {
            text += &format!("event: {kind}{end}");
        }
        if self.has_fields {
            text += &format!("id: {index}{end}retry: 3000{end}");
        }
        let json = match self.has_many_lines {
            true => format!("{event:#}"),
            false => event.to_string(),
        };
        for line in json.lines() {
            text += &format!("{}{line}{end}", self.data);
        }
        text + end
    }
}

/// A JSON array with a piece for each chunk, as the service writes it.
fn array(chunks: &[Value]) -> Vec<Vec<u8>> {
    let last = chunks.len().saturating_sub(1);
    let pieces = chunks.iter().enumerate().map(|(index, chunk)| {
        let before = if index == 0 { "[" } else { ",\r\n" };
        let after = if index == last { "]" } else { "" };
        format!("{before}{chunk}{after}").into_bytes()
    });
    pieces.collect()
}

fn bytes(json: &Value) -> Vec<u8> {
    json.to_string().into_bytes()
}

/// How the pieces of a body are cut into writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writes {
    /// Each piece is one.
    Pieces,
    /// All pieces are one.
    One,
    /// Each has so many bytes, whatever the pieces.
    Of(usize),
    /// Each piece is two halves.
    Halves,
    /// Each ends within the next character that has several bytes.
    InCharacters,
}

impl Writes {
    /// The same bytes in other pieces.
    pub fn cut(self, pieces: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        match self {
            Self::Pieces => pieces,
            Self::One => vec![pieces.concat()],
            Self::Of(bytes) => {
                let whole = pieces.concat();
                whole.chunks(bytes.max(1)).map(<[u8]>::to_vec).collect()
            }
            Self::Halves => {
                let halves = pieces.iter().map(|piece| piece.split_at(piece.len() / 2));
                halves
                    .flat_map(|(first, second)| [first.to_vec(), second.to_vec()])
                    .collect()
            }
            Self::InCharacters => {
                let whole = pieces.concat();
                // Before each byte that continues a character just begun.
                let parts = whole.chunk_by(|before, after| !(*before >= 0xc0 && *after >= 0x80));
                parts.map(<[u8]>::to_vec).collect()
            }
        }
    }
}
