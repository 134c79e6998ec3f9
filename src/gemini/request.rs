//! A question to a model as plain HTTP data. Never sends it.

use super::ORIGIN;
use super::model::{Thinking, family};
use super::task::Task;
use super::wire::{Body, Content, GenerationConfig, InlineData, RequestPart, ThinkingConfig};
use base64::Engine as _;

/// The picture as it is sent: re-encoded, without metadata.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// `image/jpeg` or another type that the API takes.
    pub mime: &'a str,
    /// The file's bytes.
    pub bytes: &'a [u8],
}

/// What is asked of which model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The model's id; see [`super::model::is_model_id`].
    pub model: String,
    /// The kind of answer wanted.
    pub task: Task,
    /// What to find, in the person's own words.
    pub words: String,
}

/// A request, ready to be sent by POST with the key in its `x-goog-api-key`
/// header. The key itself is never part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Where to.
    pub url: String,
    /// The JSON body; its type is `application/json`.
    pub body: String,
}

/// The request that asks `question` about `picture`, its answer streamed as
/// server-sent events. The text follows the picture, as Google's page on image
/// understanding has it for one picture.
pub fn request(question: &Question, picture: Upload<'_>) -> Result<HttpRequest, serde_json::Error> {
    let family = family(&question.model);
    let prompt = question.task.prompt(&question.words, family.masks);
    let schema = question.task.schema(family.masks);
    let data = base64::engine::general_purpose::STANDARD.encode(picture.bytes);
    let inline = InlineData {
        mime_type: picture.mime,
        data: &data,
    };
    let body = Body {
        contents: [Content {
            role: "user",
            parts: [RequestPart::InlineData(inline), RequestPart::Text(&prompt)],
        }],
        generation_config: GenerationConfig {
            thinking_config: match family.thinking {
                Thinking::Budget(tokens) => ThinkingConfig::ThinkingBudget(tokens),
                Thinking::Level(level) => ThinkingConfig::ThinkingLevel(level),
            },
            temperature: family.temperature,
            response_mime_type: schema.is_some().then_some("application/json"),
            response_json_schema: schema,
        },
    };
    Ok(HttpRequest {
        url: format!(
            "{ORIGIN}/v1beta/models/{}:streamGenerateContent?alt=sse",
            question.model
        ),
        body: serde_json::to_string(&body)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn body(model: &str) -> Value {
        let question = Question {
            model: model.to_owned(),
            task: Task::Masks,
            words: " the cups ".to_owned(),
        };
        let picture = Upload {
            mime: "image/jpeg",
            bytes: b"abc",
        };
        let request = request(&question, picture).expect("a request");
        assert!(
            request
                .url
                .ends_with(&format!("/{model}:streamGenerateContent?alt=sse"))
        );
        serde_json::from_str(&request.body).expect("JSON")
    }

    #[test]
    fn a_current_model_is_held_to_the_polygon_schema() {
        let body = body("gemini-3.8-flash");
        assert_eq!(
            body["contents"][0]["parts"][0]["inlineData"],
            json!({"mimeType": "image/jpeg", "data": "YWJj"})
        );
        let text = body["contents"][0]["parts"][1]["text"]
            .as_str()
            .expect("a prompt");
        assert!(
            text.starts_with("Give the segmentation masks for the cups."),
            "{text}"
        );
        let config = &body["generationConfig"];
        assert_eq!(config["thinkingConfig"], json!({"thinkingLevel": "low"}));
        assert_eq!(config["responseMimeType"], "application/json");
        assert!(config["responseJsonSchema"]["properties"]["boxes"].is_object());
        assert!(config.get("temperature").is_none());
    }

    #[test]
    fn an_older_model_is_asked_for_png_masks_in_words() {
        let config = &body("gemini-2.5-flash")["generationConfig"];
        assert_eq!(
            *config,
            json!({"thinkingConfig": {"thinkingBudget": 0}, "temperature": 0.5})
        );
    }
}
