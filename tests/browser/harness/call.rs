//! Which call of the API a request is, and so in which form its answer comes.
//! Never answers it.

use serde_json::Value;

use super::http::Request;

/// A call that asks a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The model's name, without `models/`.
    pub model: String,
    /// How the answer is written.
    pub form: Form,
}

/// The form of an answer, which the call chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `generateContent`: one JSON document. So is everything that asks no model.
    Document,
    /// `streamGenerateContent` without `alt=sse`: a JSON array, piece by piece.
    Array,
    /// `streamGenerateContent?alt=sse`: server-sent events.
    Events,
    /// `interactions`: one JSON document with steps.
    Interaction,
    /// `interactions` with `"stream": true`: server-sent events about steps.
    InteractionEvents,
}

impl Form {
    /// The content type with which the real service labels it.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Events | Self::InteractionEvents => "text/event-stream",
            Self::Document | Self::Array | Self::Interaction => "application/json",
        }
    }

    /// Whether it comes piece by piece, so that its length is not known.
    pub fn is_streamed(self) -> bool {
        match self {
            Self::Events | Self::InteractionEvents | Self::Array => true,
            Self::Document | Self::Interaction => false,
        }
    }
}

impl Call {
    /// The call that a request makes, if it is one that asks a model.
    pub fn of(request: &Request) -> Option<Self> {
        if request.path == "/v1beta/interactions" {
            return Some(Self::interaction(&request.body));
        }
        let target = request.path.strip_prefix("/v1beta/models/")?;
        let (model, method) = target.split_once(':')?;
        let form = match method {
            "generateContent" => Form::Document,
            "streamGenerateContent" if request.query.contains("alt=sse") => Form::Events,
            "streamGenerateContent" => Form::Array,
            _ => return None,
        };
        Some(Self {
            model: model.to_owned(),
            form,
        })
    }

    /// Model and form stand in the body, which a preflight has not.
    fn interaction(body: &[u8]) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let form = match body["stream"].as_bool() {
            Some(true) => Form::InteractionEvents,
            _ => Form::Interaction,
        };
        let model = body["model"].as_str().unwrap_or_default().to_owned();
        Self { model, form }
    }
}
