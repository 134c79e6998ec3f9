//! The model's words as the chunks of `generateContent`, with whatever is odd
//! about them. Never decides how chunks are put on the wire.
//!
//! The shapes are those of <https://ai.google.dev/api/generate-content>.

use serde_json::{Value, json};

/// What the model says.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The text in the pieces in which it is streamed.
    pub pieces: Vec<String>,
    /// Thoughts, each with the number of pieces that come before it.
    pub thoughts: Vec<(usize, String)>,
    /// Why the model stopped, if it says so.
    pub finish_reason: Option<String>,
    /// Parts that follow the last piece of text.
    pub last_parts: Vec<Value>,
    /// Candidates beside the one with the text.
    pub candidates: Vec<Value>,
    /// Fields that every chunk has as well, or in place of its own.
    pub fields: Vec<(String, Value)>,
    /// Whether each chunk counts tokens, and not the last one alone.
    pub counts_everywhere: bool,
}

impl Answer {
    /// An answer in these pieces that ends as it should.
    pub fn new(pieces: Vec<String>) -> Self {
        Self {
            pieces,
            thoughts: Vec::new(),
            finish_reason: Some("STOP".to_owned()),
            last_parts: Vec::new(),
            candidates: Vec::new(),
            fields: Vec::new(),
            counts_everywhere: false,
        }
    }

    /// The chunks of a stream, or the one chunk that is a whole document.
    pub fn chunks(&self, model: &str, streamed: bool) -> Vec<Value> {
        let parts = self.parts();
        let groups: Vec<Vec<Value>> = if streamed && self.pieces.len() > 1 {
            parts.into_iter().map(|part| vec![part]).collect()
        } else {
            vec![joined(parts)]
        };
        let last = groups.len().saturating_sub(1);
        let chunks = groups.into_iter().enumerate();
        chunks
            .map(|(index, parts)| self.chunk(model, parts, index == last))
            .collect()
    }

    /// Thoughts and pieces in the order in which they come.
    fn parts(&self) -> Vec<Value> {
        let thoughts_at = |place: usize| {
            let thoughts = self.thoughts.iter();
            let here = thoughts.filter(move |(before, _)| *before == place);
            here.map(|(_, words)| json!({"text": words, "thought": true}))
        };
        let mut parts = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            parts.extend(thoughts_at(index));
            parts.push(json!({"text": piece}));
        }
        parts
    }

    fn chunk(&self, model: &str, mut parts: Vec<Value>, is_last: bool) -> Value {
        let mut candidate = json!({"index": 0});
        if is_last {
            parts.extend(self.last_parts.iter().cloned());
            if let Some(reason) = &self.finish_reason {
                candidate["finishReason"] = json!(reason);
            }
        }
        candidate["content"] = json!({"role": "model", "parts": parts});
        let mut candidates = vec![candidate];
        candidates.extend(self.candidates.iter().cloned());
        let mut chunk = json!({
            "candidates": candidates,
            "modelVersion": model,
            "responseId": "fake-response",
        });
        if is_last || self.counts_everywhere {
            chunk["usageMetadata"] = json!({
                "promptTokenCount": 1200,
                "candidatesTokenCount": 340,
                "thoughtsTokenCount": 60,
                "totalTokenCount": 1600,
            });
        }
        for (name, value) in &self.fields {
            chunk[name.as_str()] = value.clone();
        }
        chunk
    }
}

/// The same parts with neighbouring texts in one.
fn joined(parts: Vec<Value>) -> Vec<Value> {
    let mut joined: Vec<Value> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if is_text(last) && is_text(&part) => {
                let text = [&*last, &part].map(|part| part["text"].as_str().unwrap_or_default());
                *last = json!({"text": text.concat()});
            }
            _ => joined.push(part),
        }
    }
    joined
}

fn is_text(part: &Value) -> bool {
    part["thought"] != true
}

/// Cuts `text` into at most `pieces` parts of about equal length in characters.
pub fn split(text: &str, pieces: usize) -> Vec<String> {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let length = starts.len().div_ceil(pieces.max(1)).max(1);
    let mut cuts: Vec<usize> = starts.into_iter().step_by(length).collect();
    cuts.push(text.len());
    if cuts.len() == 1 {
        return vec![text.to_owned()];
    }
    cuts.windows(2)
        .map(|pair| text[pair[0]..pair[1]].to_owned())
        .collect()
}
