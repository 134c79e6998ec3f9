//! What may be odd about an answer, whatever its form on the wire. Only
//! describes; `chunks.rs` makes it.

use serde_json::{Value, json};

use super::Reply;
use super::chunks::Answer;
use super::reply::Body;
use super::wire_forms::LastError;

impl Reply {
    /// Ends the answer for this reason instead of `STOP`.
    pub fn finish_reason(self, reason: &str) -> Self {
        self.with(|answer| answer.finish_reason = Some(reason.to_owned()))
    }

    /// Ends the answer without saying why.
    pub fn without_finish_reason(self) -> Self {
        self.with(|answer| answer.finish_reason = None)
    }

    /// Streams one part marked as thought before the answer.
    pub fn thought(self, words: &str) -> Self {
        self.thought_after(0, words)
    }

    /// Streams one part marked as thought after so many pieces of the answer.
    pub fn thought_after(self, pieces: usize, words: &str) -> Self {
        self.with(|answer| answer.thoughts.push((pieces, words.to_owned())))
    }

    /// Ends the answer with a part that has only a signature of the thoughts.
    pub fn signature_part(self) -> Self {
        self.with(|answer| answer.last_parts.push(json!({"thoughtSignature": "Zm9v"})))
    }

    /// Counts tokens in every chunk.
    pub fn usage_in_every_chunk(self) -> Self {
        self.with(|answer| answer.counts_everywhere = true)
    }

    /// Says that another model answered than the one that was asked.
    pub fn model_version(self, model: &str) -> Self {
        self.field("modelVersion", json!(model))
    }

    /// Says that the model is `stage`, such as `DEPRECATED`, and when it goes.
    pub fn model_status(self, stage: &str, retirement_time: &str) -> Self {
        let status = json!({"modelStage": stage, "retirementTime": retirement_time});
        self.field("modelStatus", status)
    }

    /// Has this field in every chunk.
    pub fn field(self, name: &str, value: Value) -> Self {
        self.with(|answer| answer.fields.push((name.to_owned(), value)))
    }

    /// Has a second candidate with this text beside the first.
    pub fn second_candidate(self, text: &str) -> Self {
        let parts = json!([{"text": text}]);
        let content = json!({"role": "model", "parts": parts});
        let candidate = json!({"content": content, "finishReason": "STOP", "index": 1});
        self.with(|answer| answer.candidates.push(candidate))
    }

    /// Ends in the middle with the error of another reply, as an event.
    pub fn then_error(mut self, error: &Self) -> Self {
        self.style.error = Some(LastError::Event(error.json()));
        self.without_finish_reason()
    }

    /// The same without `data:` before the error.
    pub fn then_bare_error(mut self, error: &Self) -> Self {
        self.style.error = Some(LastError::Bare(error.json()));
        self.without_finish_reason()
    }

    /// Wraps an error in a list of one.
    pub fn wrapped(mut self) -> Self {
        if let Body::Json { json, .. } = &mut self.body {
            *json = json!([json.take()]);
        }
        self
    }

    /// The JSON of an error.
    fn json(&self) -> Value {
        match &self.body {
            Body::Json { json, .. } => json.clone(),
            _ => Value::Null,
        }
    }

    /// Changes the model's answer, where there is one.
    fn with(mut self, change: impl FnOnce(&mut Answer)) -> Self {
        if let Body::Answer(answer) = &mut self.body {
            change(answer);
        }
        self
    }
}
