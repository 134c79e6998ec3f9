//! What the fake Gemini says: answers, errors and the ways a connection fails.
//! Only describes; `proxy.rs` puts it on the wire.
//!
//! The shapes are those of <https://ai.google.dev/api/generate-content> and
//! <https://ai.google.dev/gemini-api/docs/troubleshooting>. A new error is a
//! constructor beside [`Reply::quota`].

use std::time::Duration;

use serde_json::{Value, json};

/// One scripted answer to one request.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) body: Body,
    finish_reason: String,
    pub(super) pause: Duration,
    pub(super) cut_after_bytes: Option<usize>,
    pub(super) cors_allowed: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    /// The model's text, sent in so many pieces when streamed.
    Answer {
        thought: Option<String>,
        text: String,
        pieces: usize,
    },
    Json {
        status: u16,
        json: Value,
    },
    Raw(Vec<u8>),
    Hang,
    Refuse,
}

/// A reply as it goes out: the body in the pieces it is written in.
pub(super) struct Rendered {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) pieces: Vec<Vec<u8>>,
}

impl Reply {
    /// The model answers `text`, streamed in `pieces` chunks of about equal
    /// length; in one JSON document when the page did not ask for a stream.
    pub fn stream(text: &str, pieces: usize) -> Self {
        Self::new(Body::Answer {
            thought: None,
            text: text.to_owned(),
            pieces,
        })
    }

    /// Any JSON body with any status.
    pub fn error(status: u16, json: Value) -> Self {
        Self::new(Body::Json { status, json })
    }

    /// These very bytes as the body of a 200, labelled as the page asked.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(Body::Raw(bytes.into()))
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
        Self::error(200, json!({"promptFeedback": {"blockReason": reason}}))
    }

    /// 400: the key is not one of Google's.
    pub fn api_key_invalid() -> Self {
        let message = "API key not valid. Please pass a valid API key.";
        let details = json!([
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": "API_KEY_INVALID", "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}},
            {"@type": "type.googleapis.com/google.rpc.LocalizedMessage",
             "locale": "en-US", "message": message},
        ]);
        Self::google_error(400, "INVALID_ARGUMENT", message, details)
    }

    /// 403: the key may not do this.
    pub fn permission_denied() -> Self {
        let message = "The caller does not have permission";
        Self::google_error(403, "PERMISSION_DENIED", message, Value::Null)
    }

    /// 400: the key was good once.
    pub fn key_expired() -> Self {
        let message = "API key expired. Please renew the API key.";
        let details = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": "API_KEY_INVALID", "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}}]);
        Self::google_error(400, "INVALID_ARGUMENT", message, details)
    }

    /// 403 for a reason that Google's error details name.
    pub fn forbidden(reason: &str, message: &str) -> Self {
        let details = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": reason, "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}}]);
        Self::google_error(403, "PERMISSION_DENIED", message, details)
    }

    /// 429: the model has no free requests.
    pub fn paid_only() -> Self {
        let message = "You exceeded your current quota, limit: 0";
        let details = json!([{"@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{
                "quotaMetric":
                    "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
                "quotaValue": "0"}]}]);
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, details)
    }

    /// 403: no key came with the request.
    pub fn key_missing() -> Self {
        let message = "Method doesn't allow unregistered callers (callers without \
                       established identity). Please use API Key or other form of \
                       API consumer identity to call this API.";
        Self::google_error(403, "PERMISSION_DENIED", message, Value::Null)
    }

    /// 404: the model does not exist, or not any more.
    pub fn model_not_found() -> Self {
        let message = "models/gemini-0 is not found for API version v1beta, or is not \
                       supported for generateContent. Call ListModels to see the list of \
                       available models and their supported methods.";
        Self::google_error(404, "NOT_FOUND", message, Value::Null)
    }

    /// 429: too many requests this minute; Google asks to wait 38.2 s.
    pub fn quota() -> Self {
        let message = "You exceeded your current quota, please check your plan and billing \
                       details.";
        let details = json!([
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
                "quotaMetric":
                    "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                "quotaValue": "5"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "38.2s"},
        ]);
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, details)
    }

    /// 503: the model is overloaded.
    pub fn overloaded() -> Self {
        let message = "The model is overloaded. Please try again later.";
        Self::google_error(503, "UNAVAILABLE", message, Value::Null)
    }

    /// Waits this long before every piece after the first.
    pub fn pause(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// Ends the answer for this reason instead of `STOP`.
    pub fn finish_reason(self, reason: &str) -> Self {
        Self {
            finish_reason: reason.to_owned(),
            ..self
        }
    }

    /// Streams one part marked as thought before the answer.
    pub fn thought(mut self, words: &str) -> Self {
        if let Body::Answer { thought, .. } = &mut self.body {
            *thought = Some(words.to_owned());
        }
        self
    }

    /// Drops the connection after so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        Self {
            cut_after_bytes: Some(bytes),
            ..self
        }
    }

    /// Leaves out `Access-Control-Allow-Origin`, so that the page may not read
    /// the answer.
    pub fn without_cors(self) -> Self {
        Self {
            cors_allowed: false,
            ..self
        }
    }

    fn new(body: Body) -> Self {
        Self {
            body,
            finish_reason: "STOP".to_owned(),
            pause: Duration::ZERO,
            cut_after_bytes: None,
            cors_allowed: true,
        }
    }

    fn google_error(code: u16, status: &str, message: &str, details: Value) -> Self {
        let mut error = json!({"code": code, "message": message, "status": status});
        if !details.is_null() {
            error["details"] = details;
        }
        Self::error(code, json!({"error": error}))
    }

    /// The body for a call of `model`; `None` for hanging and refusing.
    pub(super) fn render(&self, model: &str, streamed: bool) -> Option<Rendered> {
        let content_type = if streamed {
            "text/event-stream"
        } else {
            "application/json"
        };
        let (status, content_type, pieces) = match &self.body {
            Body::Answer {
                thought,
                text,
                pieces,
            } => {
                let parts = if streamed {
                    split(text, *pieces)
                } else {
                    vec![text.as_str()]
                };
                let chunks = self.chunks(model, thought.as_deref(), &parts);
                let written = chunks.iter().map(|chunk| match streamed {
                    true => event(chunk),
                    false => chunk.to_string().into_bytes(),
                });
                (200, content_type, written.collect())
            }
            Body::Json { status: 200, json } if streamed => (200, content_type, vec![event(json)]),
            Body::Json { status, json } => (
                *status,
                "application/json",
                vec![json.to_string().into_bytes()],
            ),
            Body::Raw(bytes) => (200, content_type, vec![bytes.clone()]),
            Body::Hang | Body::Refuse => return None,
        };
        Some(Rendered {
            status,
            content_type,
            pieces,
        })
    }

    fn chunks(&self, model: &str, thought: Option<&str>, parts: &[&str]) -> Vec<Value> {
        let chunk = |parts: Value| {
            json!({
                "candidates": [{"content": {"role": "model", "parts": parts}, "index": 0}],
                "modelVersion": model,
                "responseId": "fake-response",
            })
        };
        let mut chunks: Vec<Value> = parts
            .iter()
            .map(|text| chunk(json!([{"text": text}])))
            .collect();
        if let Some(words) = thought {
            let part = json!({"text": words, "thought": true});
            match chunks.as_mut_slice() {
                [only] => only["candidates"][0]["content"]["parts"]
                    .as_array_mut()
                    .expect("a chunk has parts")
                    .insert(0, part),
                _ => chunks.insert(0, chunk(json!([part]))),
            }
        }
        if let Some(last) = chunks.last_mut() {
            last["candidates"][0]["finishReason"] = json!(self.finish_reason);
            last["usageMetadata"] = json!({
                "promptTokenCount": 1200,
                "candidatesTokenCount": 340,
                "thoughtsTokenCount": 60,
                "totalTokenCount": 1600,
            });
        }
        chunks
    }
}

fn event(chunk: &Value) -> Vec<u8> {
    format!("data: {chunk}\r\n\r\n").into_bytes()
}

/// Cuts `text` into at most `pieces` parts of about equal length in characters.
fn split(text: &str, pieces: usize) -> Vec<&str> {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let length = starts.len().div_ceil(pieces.max(1)).max(1);
    let mut cuts: Vec<usize> = starts.into_iter().step_by(length).collect();
    cuts.push(text.len());
    if cuts.len() == 1 {
        return vec![text];
    }
    cuts.windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .collect()
}
