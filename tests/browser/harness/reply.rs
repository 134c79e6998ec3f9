//! What the fake Gemini says: answers, pages, floods, silence. Only describes;
//! `exchange.rs` puts it on the wire.
//!
//! Errors have their constructors in `errors.rs`, and what may be odd about an
//! answer has its methods in `oddities.rs` and `events.rs`; how fast and how far a reply
//! goes, and under which headers, is chosen with the methods in `delivery.rs`.

use serde_json::{Value, json};

use super::call::{Call, Form};
use super::chunks::{Answer, split};
use super::delivery::{Delivery, How, Length};
use super::wire_forms::Style;

/// How much of a flood is one piece, in bytes.
const FLOOD_PIECE_BYTES: usize = 64 * 1024;

/// One scripted answer to one request.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) body: Body,
    pub(super) style: Style,
    pub(super) delivery: Delivery,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    /// The model's text.
    Answer(Answer),
    /// These very chunks.
    Chunks(Vec<Value>),
    Json {
        status: u16,
        json: Value,
    },
    Raw(Vec<u8>),
    /// So many bytes that mean nothing.
    Flood {
        bytes: usize,
        has_events: bool,
    },
    Hang,
    Refuse,
}

/// A reply as it goes out: the body in the pieces it is written in.
pub(super) struct Rendered {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    /// Of the whole body, in bytes, if the head tells it.
    pub(super) length: Option<usize>,
    pub(super) is_chunked: bool,
    pub(super) pieces: Vec<Vec<u8>>,
    pub(super) breaks: Option<How>,
}

impl Reply {
    /// The model answers `text`, streamed in `pieces` chunks of about equal
    /// length; in one JSON document when the page did not ask for a stream.
    pub fn stream(text: &str, pieces: usize) -> Self {
        Self::new(Body::Answer(Answer::new(split(text, pieces))))
    }

    /// The model answers with these pieces, each of which is a chunk.
    pub fn pieces(pieces: &[&str]) -> Self {
        let pieces = pieces.iter().map(|&piece| piece.to_owned());
        Self::new(Body::Answer(Answer::new(pieces.collect())))
    }

    /// The service sends these very chunks; only the first of them when the
    /// page did not ask for a stream.
    pub fn chunks(chunks: impl Into<Vec<Value>>) -> Self {
        Self::new(Body::Chunks(chunks.into()))
    }

    /// Any JSON body with any status.
    pub fn error(status: u16, json: Value) -> Self {
        Self::new(Body::Json { status, json })
    }

    /// These very bytes as the body of a 200, labelled as the page asked.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(Body::Raw(bytes.into()))
    }

    /// An HTML page with this status, as something on the way would send it.
    pub fn html(status: u16, html: &str) -> Self {
        Self::raw(html).status(status).content_type("text/html")
    }

    /// Plain words with this status.
    pub fn plain(status: u16, words: &str) -> Self {
        Self::raw(words).status(status).content_type("text/plain")
    }

    /// This status and no body.
    pub fn nothing(status: u16) -> Self {
        Self::raw("").status(status).without_content_type()
    }

    /// 302 to another address.
    pub fn redirect(address: &str) -> Self {
        Self::nothing(302).header("location", address)
    }

    /// An answer of so many bytes in valid events whose text says nothing.
    pub fn flood(bytes: usize) -> Self {
        let has_events = true;
        Self::new(Body::Flood { bytes, has_events })
    }

    /// So many bytes in which no event ends.
    pub fn flood_without_events(bytes: usize) -> Self {
        let has_events = false;
        Self::new(Body::Flood { bytes, has_events })
    }

    /// Takes the request and never says anything, not even headers.
    pub fn hang() -> Self {
        Self::new(Body::Hang)
    }

    /// Closes the connection without a word.
    pub fn refuse() -> Self {
        Self::new(Body::Refuse)
    }

    /// The prompt was blocked: no candidates, only a reason such as `SAFETY`.
    pub fn blocked(reason: &str) -> Self {
        Self::chunks([json!({"promptFeedback": {"blockReason": reason}})])
    }

    /// A page of the list of models, with the token of the next page if there
    /// is one. The names are given without `models/`.
    pub fn models(names: &[&str], next_page: Option<&str>) -> Self {
        let models = names.iter().map(|name| {
            json!({
                "name": format!("models/{name}"),
                "version": "001",
                "displayName": name,
                "description": "A model that only tests know",
                "inputTokenLimit": 1_048_576,
                "outputTokenLimit": 65_536,
                "supportedGenerationMethods": ["generateContent", "countTokens"],
                "thinking": true,
            })
        });
        let mut page = json!({"models": models.collect::<Vec<_>>()});
        if let Some(token) = next_page {
            page["nextPageToken"] = json!(token);
        }
        Self::error(200, page)
    }

    /// The token of the page after this one, if it is a page of the list of
    /// models that has one.
    pub(super) fn next_page(&self) -> Option<&str> {
        match &self.body {
            Body::Json { json, .. } => json["nextPageToken"].as_str(),
            _ => None,
        }
    }

    pub(super) fn new(body: Body) -> Self {
        Self {
            body,
            style: Style::new(),
            delivery: Delivery::new(),
        }
    }

    /// How it goes out for `call`, if it is one; `None` for hanging and
    /// refusing.
    pub(super) fn render(&self, call: Option<&Call>) -> Option<Rendered> {
        let mut call = call.cloned().unwrap_or(Call {
            model: String::new(),
            form: Form::Document,
        });
        if let Some(form) = self.style.form.filter(|_| call.form == Form::Events) {
            call.form = form;
        }
        let (status, form, pieces) = match &self.body {
            Body::Answer(answer) => {
                let is_streamed = call.form.is_streamed();
                let chunks = answer.chunks(&call.model, is_streamed);
                (200, call.form, self.style.pieces(&call, chunks))
            }
            Body::Chunks(chunks) => {
                let mut chunks = chunks.clone();
                if call.form == Form::Document {
                    chunks.truncate(1);
                }
                (200, call.form, self.style.pieces(&call, chunks))
            }
            Body::Json { status, json } => {
                (*status, Form::Document, vec![json.to_string().into_bytes()])
            }
            Body::Raw(bytes) => (200, call.form, vec![bytes.clone()]),
            Body::Flood { bytes, has_events } => {
                (200, call.form, self.flooding(&call, *bytes, *has_events))
            }
            Body::Hang | Body::Refuse => return None,
        };
        let whole: usize = pieces.iter().map(Vec::len).sum();
        let label = Some(form.content_type().to_owned());
        let is_chunked = form.is_streamed() && self.delivery.length == Length::Right;
        let length = match self.delivery.length {
            Length::Right => Some(whole).filter(|_| !is_chunked),
            Length::TooLarge(bytes) => Some(whole + bytes),
            Length::Untold => None,
        };
        let (pieces, breaks) = self.delivery.writes(pieces);
        Some(Rendered {
            status: self.delivery.status.unwrap_or(status),
            content_type: self.delivery.content_type.clone().unwrap_or(label),
            length,
            is_chunked,
            pieces,
            breaks,
        })
    }

    /// Bytes that mean nothing: pieces that are all alike, but long enough not
    /// to look like a loop.
    fn flooding(&self, call: &Call, bytes: usize, has_events: bool) -> Vec<Vec<u8>> {
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + (state >> 24) as u8 % 26)
        });
        let noise: String = noise.take(FLOOD_PIECE_BYTES).collect();
        let piece = if has_events {
            let mut answer = Answer::new(vec![noise]);
            answer.finish_reason = None;
            self.style.pieces(call, answer.chunks(&call.model, true))
        } else {
            vec![noise.into_bytes()]
        };
        let piece = piece.concat();
        vec![piece.clone(); bytes.div_ceil(piece.len())]
    }
}
