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
}

#[derive(Debug, Deserialize)]
pub(super) struct Streamed {
    event_type: String,
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
            Self::Whole(whole) => whole.summary.errors?.into_iter().next(),
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
        }
    }
}

impl Streamed {
    fn parts(self, parts: &mut Vec<Part>) {
        if let Some(error) = &self.error {
            parts.push(Part::Failed(error.failure()));
        }
        if let Some(delta) = self.delta {
            let text = delta.text.or_else(|| delta.content?.text);
            let text = text.filter(|text| !text.is_empty());
            match delta.r#type.as_str() {
                "text" => parts.extend(text.map(Part::Text)),
                "thought_summary" | "thought" => parts.extend(text.map(Part::Thought)),
                _ => {}
            }
        }
        // What stands in the first events is not yet how it ended.
        let ended = matches!(
            self.event_type.as_str(),
            "interaction.completed" | "interaction.complete" | "interaction.failed"
        );
        if let Some(interaction) = self.interaction.filter(|_| ended) {
            interaction.parts(parts);
        }
    }
}

impl Summary {
    fn parts(self, parts: &mut Vec<Part>) {
        if let Some(error) = self.errors.iter().flatten().next() {
            parts.push(Part::Failed(error.failure()));
        }
        if let Some(model) = self.model {
            parts.push(Part::Notice(Notice::Model(model)));
        }
        match self.status.as_deref() {
            None | Some("in_progress" | "queued") => {}
            Some("completed") => parts.push(Part::Finish(Finish::Stop)),
            Some("incomplete") => parts.push(Part::Finish(Finish::MaxTokens)),
            Some(other) => {
                let reason = other.to_ascii_uppercase();
                parts.push(Part::Finish(Finish::Stopped(reason)));
            }
        }
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
