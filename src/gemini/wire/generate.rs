//! `generateContent`, v1beta: the shapes of its request and its reply. Never
//! looked into from outside of [`super`].

use super::{Draft, ErrorBody, Usage};
use crate::gemini::model::Thinking;
use crate::gemini::{Finish, Notice, Part};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body<'a> {
    contents: [Content<'a>; 1],
    generation_config: GenerationConfig,
}

#[derive(Debug, Serialize)]
struct Content<'a> {
    role: &'static str,
    parts: [RequestPart<'a>; 2],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
enum RequestPart<'a> {
    InlineData(InlineData<'a>),
    Text(&'a str),
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct InlineData<'a> {
    mime_type: &'a str,
    data: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GenerationConfig {
    thinking_config: ThinkingConfig,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_mime_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_json_schema: Option<Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ThinkingConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking_budget: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    thinking_level: Option<&'static str>,
    /// Its summary, shown as progress.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    include_thoughts: bool,
}

/// The text follows the picture, as Google's page on image understanding has it
/// for one picture.
pub(super) fn body(draft: Draft<'_>) -> Body<'_> {
    let picture = InlineData {
        mime_type: draft.picture.mime,
        data: STANDARD.encode(draft.picture.bytes),
    };
    let (thinking_budget, thinking_level) = match draft.family.thinking {
        Thinking::Budget(tokens) => (Some(tokens), None),
        Thinking::Level(level) => (None, Some(level)),
    };
    Body {
        contents: [Content {
            role: "user",
            parts: [
                RequestPart::InlineData(picture),
                RequestPart::Text(draft.prompt),
            ],
        }],
        generation_config: GenerationConfig {
            thinking_config: ThinkingConfig {
                thinking_budget,
                thinking_level,
                include_thoughts: thinking_budget != Some(0),
            },
            temperature: draft.family.temperature,
            response_mime_type: draft.schema.is_some().then_some("application/json"),
            response_json_schema: draft.schema,
        },
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Chunk {
    candidates: Option<Vec<Candidate>>,
    prompt_feedback: Option<PromptFeedback>,
    usage_metadata: Option<UsageMetadata>,
    model_version: Option<String>,
    model_status: Option<ModelStatus>,
    pub error: Option<ErrorBody>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Candidate {
    content: Option<ReplyContent>,
    finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyContent {
    parts: Option<Vec<ReplyPart>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyPart {
    text: Option<String>,
    thought: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PromptFeedback {
    block_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct UsageMetadata {
    prompt_token_count: Option<u64>,
    candidates_token_count: Option<u64>,
    thoughts_token_count: Option<u64>,
    prompt_tokens_details: Option<Vec<ModalityTokens>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ModalityTokens {
    modality: String,
    token_count: Option<u64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ModelStatus {
    model_stage: Option<String>,
    retirement_time: Option<String>,
}

/// Stages in which a model is still there, but not for long.
const ENDING: [&str; 3] = ["LEGACY", "DEPRECATED", "RETIRED"];

impl Chunk {
    pub(super) fn parts(self, parts: &mut Vec<Part>) {
        if let Some(error) = &self.error {
            parts.push(Part::Failed(error.failure()));
        }
        if let Some(model) = self.model_version {
            parts.push(Part::Notice(Notice::Model(model)));
        }
        if let Some(status) = self.model_status {
            let ending = status
                .model_stage
                .is_some_and(|stage| ENDING.contains(&stage.as_str()));
            let on = status.retirement_time;
            if ending || on.is_some() {
                parts.push(Part::Notice(Notice::Retires(on)));
            }
        }
        let blocked = self
            .prompt_feedback
            .and_then(|feedback| feedback.block_reason);
        if let Some(reason) = blocked {
            parts.push(Part::Finish(Finish::Blocked(reason)));
        }
        // Only one candidate is ever asked for.
        if let Some(candidate) = self.candidates.into_iter().flatten().next() {
            candidate.parts(parts);
        }
        if let Some(usage) = self.usage_metadata {
            parts.push(Part::Usage(usage.usage()));
        }
    }
}

impl Candidate {
    fn parts(self, parts: &mut Vec<Part>) {
        let written = self.content.and_then(|content| content.parts);
        for part in written.into_iter().flatten() {
            let Some(text) = part.text.filter(|text| !text.is_empty()) else {
                continue;
            };
            match (part.thought == Some(true), parts.last_mut()) {
                (true, _) => parts.push(Part::Thought(text)),
                (false, Some(Part::Text(before))) => before.push_str(&text),
                (false, _) => parts.push(Part::Text(text)),
            }
        }
        if let Some(reason) = self.finish_reason {
            parts.push(Part::Finish(match reason.as_str() {
                "STOP" => Finish::Stop,
                "MAX_TOKENS" => Finish::MaxTokens,
                _ => Finish::Stopped(reason),
            }));
        }
    }
}

impl UsageMetadata {
    fn usage(self) -> Usage {
        let pictures = self.prompt_tokens_details.into_iter().flatten();
        let pictures = pictures.filter(|tokens| tokens.modality == "IMAGE");
        Usage {
            prompt: self.prompt_token_count.unwrap_or(0),
            picture: pictures
                .filter_map(|tokens| tokens.token_count)
                .reduce(u64::saturating_add),
            answer: self.candidates_token_count.unwrap_or(0),
            thinking: self.thoughts_token_count.unwrap_or(0),
        }
    }
}
