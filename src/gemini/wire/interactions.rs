//! The Interactions API, v1beta: the shapes of its request, its reply and the
//! events of its stream. Never looked into from outside of [`super`].
//!
//! Source: Google's js-genai, `src/gaos/models/interactions` (2026-08-21). Answers
//! would be kept by Google for weeks; `store` says not to.

use super::{Draft, ErrorBody, Usage};
use crate::gemini::model::Thinking;
use crate::gemini::{Delivery, Finish, Notice, Part};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Serialize)]
pub(super) struct Body<'a> {
    model: &'a str,
    input: [Input<'a>; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat>,
    generation_config: GenerationConfig,
    store: bool,
    stream: bool,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Input<'a> {
    Text { text: &'a str },
    Image { data: String, mime_type: &'a str },
}

#[derive(Debug, Serialize)]
struct ResponseFormat {
    r#type: &'static str,
    mime_type: &'static str,
    schema: Value,
}

#[derive(Debug, Serialize)]
struct GenerationConfig {
    /// A budget has no place here; only older families have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking_level: Option<&'static str>,
}

/// The text stands before the picture, as Google's page on this interface has it.
pub(super) fn body(draft: Draft<'_>) -> Body<'_> {
    Body {
        model: draft.model,
        input: [
            Input::Text { text: draft.prompt },
            Input::Image {
                data: STANDARD.encode(draft.picture.bytes),
                mime_type: draft.picture.mime,
            },
        ],
        response_format: draft.schema.map(|schema| ResponseFormat {
            r#type: "text",
            mime_type: "application/json",
            schema,
        }),
        generation_config: GenerationConfig {
            thinking_level: match draft.family.thinking {
                Thinking::Level(level) => Some(level),
                Thinking::Budget(_) => None,
            },
        },
        store: false,
        stream: draft.delivery == Delivery::Stream,
    }
}

/// An event of a stream, or a reply as a whole.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Event {
    /// An event says which one it is.
    Streamed(Streamed),
    /// A whole reply has steps.
    Whole(Interaction),
    /// One that failed may have none, but says so.
    Bare(Bare),
}

#[derive(Debug, Deserialize)]
pub(super) struct Streamed {
    event_type: String,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    delta: Option<Delta>,
    #[serde(default)]
    interaction: Option<Summary>,
    #[serde(default)]
    error: Option<ErrorBody>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Delta {
    r#type: String,
    text: Option<String>,
    content: Option<Content>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Interaction {
    steps: Vec<Step>,
    #[serde(flatten)]
    summary: Summary,
}

#[derive(Debug, Deserialize)]
pub(super) struct Bare {
    status: String,
    #[serde(flatten)]
    summary: Summary,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Step {
    r#type: String,
    content: Option<Vec<Content>>,
    summary: Option<Vec<Content>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Content {
    text: Option<String>,
}

/// What stands around the steps, whole or at a stream's end.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Summary {
    status: Option<String>,
    model: Option<String>,
    usage: Option<UsageTotals>,
    error: Option<ErrorBody>,
    errors: Option<Vec<ErrorBody>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct UsageTotals {
    total_input_tokens: Option<u64>,
    total_output_tokens: Option<u64>,
    total_thought_tokens: Option<u64>,
    input_tokens_by_modality: Option<Vec<ModalityTokens>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ModalityTokens {
    modality: String,
    tokens: Option<u64>,
}

impl Event {
    pub(super) fn into_error(self) -> Option<ErrorBody> {
        match self {
            Self::Streamed(event) => event.error,
            Self::Whole(whole) => whole.summary.into_error(),
            Self::Bare(bare) => bare.summary.into_error(),
        }
    }

    pub(super) fn parts(self, parts: &mut Vec<Part>) {
        match self {
            Self::Streamed(event) => event.parts(parts),
            Self::Whole(whole) => {
                for step in whole.steps {
                    let texts = |contents: Option<Vec<Content>>| {
                        contents
                            .into_iter()
                            .flatten()
                            .filter_map(|content| content.text)
                    };
                    match step.r#type.as_str() {
                        "model_output" => parts.extend(texts(step.content).map(Part::Text)),
                        "thought" => parts.extend(texts(step.summary).map(Part::Thought)),
                        _ => {}
                    }
                }
                whole.summary.parts(parts);
            }
            Self::Bare(bare) => bare.summary.ended(bare.status).parts(parts),
        }
    }
}

impl Streamed {
    fn parts(self, parts: &mut Vec<Part>) {
        if let Some(delta) = self.delta {
            let text = delta.text.or_else(|| delta.content?.text);
            let text = text.filter(|text| !text.is_empty());
            match delta.r#type.as_str() {
                "text" => parts.extend(text.map(Part::Text)),
                "thought_summary" | "thought" => parts.extend(text.map(Part::Thought)),
                _ => {}
            }
        }
        let mut summary = self.interaction.unwrap_or_default();
        summary.error = self.error.or(summary.error);
        // Each status has an event of its own name too.
        let lifecycle = self.event_type.strip_prefix("interaction.");
        let named = lifecycle.map(ToOwned::to_owned);
        if let Some(status) = self.status.or(summary.status.take()).or(named) {
            summary = summary.ended(status);
        }
        // What stands in the first events is not yet how it ended.
        if summary.error.is_some() || summary.finish().is_some() {
            summary.parts(parts);
        }
    }
}

impl Summary {
    fn ended(self, status: String) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    fn into_error(self) -> Option<ErrorBody> {
        let listed = self.errors.into_iter().flatten();
        self.error.into_iter().chain(listed).next()
    }

    /// How it ended, if it has.
    fn finish(&self) -> Option<Finish> {
        Some(match self.status.as_deref()? {
            "created" | "start" | "status_update" | "in_progress" | "queued" => return None,
            "completed" | "complete" => Finish::Stop,
            "incomplete" => Finish::MaxTokens,
            other => Finish::Stopped(other.to_ascii_uppercase()),
        })
    }

    fn parts(self, parts: &mut Vec<Part>) {
        let finish = self.finish();
        let mut errors = self.error.iter().chain(self.errors.iter().flatten());
        let error = errors.next();
        parts.extend(error.map(|error| Part::Failed(error.failure())));
        // An error says more than that it failed.
        let is_said = error.is_some() && self.status.as_deref() == Some("failed");
        if let Some(model) = self.model {
            parts.push(Part::Notice(Notice::Model(model)));
        }
        parts.extend(finish.filter(|_| !is_said).map(Part::Finish));
        if let Some(usage) = self.usage {
            let pictures = usage.input_tokens_by_modality.into_iter().flatten();
            let pictures = pictures.filter(|tokens| tokens.modality.eq_ignore_ascii_case("image"));
            parts.push(Part::Usage(Usage {
                prompt: usage.total_input_tokens.unwrap_or(0),
                picture: pictures
                    .filter_map(|tokens| tokens.tokens)
                    .reduce(u64::saturating_add),
                answer: usage.total_output_tokens.unwrap_or(0),
                thinking: usage.total_thought_tokens.unwrap_or(0),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Failure;
    use crate::gemini::wire::{error, parts};

    #[track_caller]
    fn check(json: &str, expected: &[Part]) {
        assert_eq!(parts(json.as_bytes()).as_deref(), Some(expected), "{json}");
    }

    fn stopped(reason: &str) -> Part {
        Part::Finish(Finish::Stopped(reason.to_owned()))
    }

    const BUSY: &str = r#"{"code": "unavailable", "message": "busy"}"#;

    #[test]
    fn what_failed_says_why_once() {
        for failed in [
            format!(r#"{{"id": "v1_x", "status": "failed", "error": {BUSY}}}"#),
            format!(r#"{{"id": "v1_x", "status": "failed", "errors": [{BUSY}]}}"#),
            format!(r#"{{"status": "failed", "steps": [], "errors": [{BUSY}]}}"#),
            format!(r#"{{"status": "failed", "steps": null, "error": {BUSY}}}"#),
            format!(r#"{{"event_type": "error", "error": {BUSY}}}"#),
            format!(r#"{{"event_type": "interaction.failed", "error": {BUSY}}}"#),
            format!(
                r#"{{"event_type": "interaction.completed", "interaction": {{"status": "failed", "errors": [{BUSY}]}}}}"#
            ),
        ] {
            check(&failed, &[Part::Failed(Failure::Unavailable(503))]);
        }
        check(
            r#"{"id": "v1_x", "status": "failed"}"#,
            &[stopped("FAILED")],
        );
        let body = format!(r#"{{"id": "v1_x", "status": "failed", "errors": [{BUSY}]}}"#);
        assert_eq!(error(&body).expect("an error").message, "busy");
    }

    #[test]
    fn a_status_that_changes_may_be_the_end() {
        for (status, expected) in [
            ("queued", None),
            ("in_progress", None),
            ("completed", Some(Part::Finish(Finish::Stop))),
            ("incomplete", Some(Part::Finish(Finish::MaxTokens))),
            ("failed", Some(stopped("FAILED"))),
            ("cancelled", Some(stopped("CANCELLED"))),
            ("requires_action", Some(stopped("REQUIRES_ACTION"))),
            ("budget_exceeded", Some(stopped("BUDGET_EXCEEDED"))),
        ] {
            check(
                &format!(
                    r#"{{"event_type": "interaction.status_update", "interaction_id": "v1_x", "status": "{status}"}}"#
                ),
                expected.as_slice(),
            );
            check(
                &format!(r#"{{"event_type": "interaction.{status}"}}"#),
                expected.as_slice(),
            );
        }
        check(r#"{"event_type": "interaction.status_update"}"#, &[]);
        check(r#"{"event_type": "interaction.created"}"#, &[]);
        check(
            &format!(r#"{{"event_type": "interaction.status_update", "error": {BUSY}}}"#),
            &[Part::Failed(Failure::Unavailable(503))],
        );
    }
}
