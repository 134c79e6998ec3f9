//! A question to a model as plain HTTP data. Never sends it.

use super::ORIGIN;
use super::model::family;
use super::task::Wish;
use super::wire::{self, Draft};
use serde::{Deserialize, Serialize};

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
    /// What the person wants to know.
    pub wish: Wish,
    /// The prompt in the person's own words, where they changed it.
    pub prompt: Option<String>,
}

impl Question {
    /// The text that is sent: the person's own, or the one that the wish makes.
    pub fn prompt(&self) -> String {
        let own = self.prompt.clone();
        own.unwrap_or_else(|| self.wish.prompt(&family(&self.model)))
    }
}

/// How a reply is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// Piece by piece, as server-sent events.
    #[default]
    Stream,
    /// In one piece, at the end: for networks that let no stream through.
    Plain,
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

/// The request that puts `question` about `picture` through the interface of the
/// model's family.
pub fn request(
    question: &Question,
    picture: Upload<'_>,
    delivery: Delivery,
) -> Result<HttpRequest, serde_json::Error> {
    let family = family(&question.model);
    let prompt = question.prompt();
    let draft = Draft {
        model: &question.model,
        family: &family,
        prompt: &prompt,
        schema: question.wish.schema(&family),
        picture,
        delivery,
    };
    Ok(HttpRequest {
        url: format!("{ORIGIN}{}", wire::path(&draft)),
        body: wire::body(draft)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn written(model: &str, delivery: Delivery) -> (String, Value) {
        let question = Question {
            model: model.to_owned(),
            wish: Wish {
                words: " the cups ".to_owned(),
                ..Wish::default()
            },
            prompt: None,
        };
        let picture = Upload {
            mime: "image/jpeg",
            bytes: b"abc",
        };
        let request = request(&question, picture, delivery).expect("a request");
        let path = request.url.strip_prefix(ORIGIN).expect("the one host");
        (
            path.to_owned(),
            serde_json::from_str(&request.body).expect("JSON"),
        )
    }

    #[test]
    fn a_current_model_is_held_to_the_polygon_schema() {
        let (path, body) = written("gemini-3.8-flash", Delivery::Stream);
        assert_eq!(
            path,
            "/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse"
        );
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
        assert_eq!(
            config["thinkingConfig"],
            json!({"thinkingLevel": "low", "includeThoughts": true})
        );
        assert_eq!(config["responseMimeType"], "application/json");
        assert!(config["responseJsonSchema"]["properties"]["boxes"].is_object());
        assert!(config.get("temperature").is_none());
    }

    #[test]
    fn an_older_model_is_asked_for_png_masks_in_words() {
        let (_, body) = written("gemini-2.5-flash", Delivery::Stream);
        assert_eq!(
            body["generationConfig"],
            json!({"thinkingConfig": {"thinkingBudget": 0}, "temperature": 0.5})
        );
    }

    #[test]
    fn a_plain_reply_is_asked_for_elsewhere_with_the_same_body() {
        let (path, body) = written("gemini-3.8-flash", Delivery::Plain);
        assert_eq!(path, "/v1beta/models/gemini-3.8-flash:generateContent");
        assert_eq!(body, written("gemini-3.8-flash", Delivery::Stream).1);
    }

    #[test]
    fn the_newer_interface_has_a_form_of_its_own() {
        let (path, body) = written("gemini-robotics-er-2-preview", Delivery::Stream);
        assert_eq!(path, "/v1beta/interactions");
        assert_eq!(body["model"], "gemini-robotics-er-2-preview");
        assert_eq!(
            (&body["store"], &body["stream"]),
            (&json!(false), &json!(true))
        );
        assert_eq!(body["input"][0]["type"], "text");
        assert_eq!(
            body["input"][1],
            json!({"type": "image", "data": "YWJj", "mime_type": "image/jpeg"})
        );
        assert_eq!(
            body["generation_config"],
            json!({"thinking_level": "minimal"})
        );
        assert!(body["response_format"]["schema"]["properties"]["boxes"].is_object());
        let (_, plain) = written("gemini-robotics-er-2-preview", Delivery::Plain);
        assert_eq!(plain["stream"], json!(false));
    }

    #[test]
    fn a_persons_own_prompt_is_sent_as_they_wrote_it() {
        let own = "  Tell me\nwhere the cat is.  ";
        let question = Question {
            model: "gemini-3.8-flash".to_owned(),
            wish: Wish::default(),
            prompt: Some(own.to_owned()),
        };
        assert_eq!(question.prompt(), own);
    }
}
