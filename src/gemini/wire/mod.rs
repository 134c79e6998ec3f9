//! The two interfaces behind one seam: a [`Draft`] becomes a request's body, and
//! what comes back becomes [`Part`]s. Everything in a reply may be missing.
//! Nothing of these shapes leaves this room but [`Usage`].
//!
//! To add an interface: a file here, a variant of [`Wire`], and its arms in
//! [`body`], [`path`] and [`Event`].

mod generate;
mod interactions;
mod usage;

pub use usage::Usage;

use super::failure::{Failure, meaning};
use super::model::{Family, Wire};
use super::{Delivery, Part, Upload};
use serde::Deserialize;
use serde_json::Value;

/// A question in the form that no interface has yet.
pub(super) struct Draft<'a> {
    pub model: &'a str,
    pub family: &'a Family,
    pub prompt: &'a str,
    pub schema: Option<Value>,
    pub picture: Upload<'a>,
    pub delivery: Delivery,
}

/// Where a draft goes, seen from the service's origin.
pub(super) fn path(draft: &Draft<'_>) -> String {
    match (draft.family.wire, draft.delivery) {
        (Wire::GenerateContent, Delivery::Stream) => {
            format!(
                "/v1beta/models/{}:streamGenerateContent?alt=sse",
                draft.model
            )
        }
        (Wire::GenerateContent, Delivery::Plain) => {
            format!("/v1beta/models/{}:generateContent", draft.model)
        }
        (Wire::Interactions, _) => "/v1beta/interactions".to_owned(),
    }
}

/// A draft's JSON body.
pub(super) fn body(draft: Draft<'_>) -> Result<String, serde_json::Error> {
    match draft.family.wire {
        Wire::GenerateContent => serde_json::to_string(&generate::body(draft)),
        Wire::Interactions => serde_json::to_string(&interactions::body(draft)),
    }
}

/// The parts of one event of a stream, or of a reply as a whole, of whichever
/// interface; `None` when it is of neither.
pub(super) fn parts(json: &[u8]) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    match serde_json::from_slice(json).ok()? {
        Event::Interaction(event) => event.parts(&mut parts),
        Event::Chunk(chunk) => chunk.parts(&mut parts),
        Event::Chunks(chunks) => chunks.into_iter().for_each(|chunk| chunk.parts(&mut parts)),
    }
    Some(parts)
}

/// The error that a body tells of, wrapped in a list or not.
pub(super) fn error(json: &str) -> Option<ErrorBody> {
    match serde_json::from_str(json).ok()? {
        Event::Interaction(event) => event.into_error(),
        Event::Chunk(chunk) => chunk.error,
        Event::Chunks(chunks) => chunks.into_iter().find_map(|chunk| chunk.error),
    }
}

/// What a reply is made of. An interaction says that it is one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Event {
    Interaction(Box<interactions::Event>),
    Chunk(Box<generate::Chunk>),
    Chunks(Vec<generate::Chunk>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorBody {
    /// A status; Interactions has words in its place.
    pub code: Value,
    pub message: String,
    pub status: String,
    pub details: Vec<ErrorDetail>,
}

impl ErrorBody {
    /// Its status; 0 where it has none.
    pub fn code(&self) -> u16 {
        let number = self.code.as_u64().unwrap_or(0);
        u16::try_from(number).unwrap_or(0)
    }

    fn failure(&self) -> Failure {
        meaning(self.code(), Some(self))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ErrorDetail {
    pub reason: String,
    pub retry_delay: String,
    pub violations: Vec<Violation>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Violation {
    pub quota_id: String,
    /// A number, written as a string.
    pub quota_value: Value,
}
