//! The Interactions API's form of an answer, made of the chunks that
//! `generateContent` would have. Never puts anything on the wire.
//!
//! The shapes are those of <https://ai.google.dev/gemini-api/docs/interactions>.
//! It does not say how it names a blocked prompt: here that is status `failed`
//! with the reason as an error's code.

use serde_json::{Value, json};

/// What every interaction of a test is called.
const ID: &str = "fake-interaction";

/// The stream's events, each with its `event_type`.
pub fn events(chunks: &[Value], model: &str) -> Vec<Value> {
    let created = json!({"id": ID, "status": "in_progress", "model": model});
    let mut events = vec![json!({"event_type": "interaction.created", "interaction": created})];
    let mut open: Option<&str> = None;
    let mut index = 0;
    for part in chunks.iter().flat_map(parts) {
        let kind = kind(part);
        if open != Some(kind) {
            if open.is_some() {
                events.push(json!({"event_type": "step.stop", "index": index}));
                index += 1;
            }
            let step = json!({"type": kind});
            events.push(json!({"event_type": "step.start", "index": index, "step": step}));
            open = Some(kind);
        }
        let text = part["text"].as_str().unwrap_or_default();
        let delta = match kind {
            "thought" => {
                json!({"type": "thought_summary", "content": {"type": "text", "text": text}})
            }
            _ => json!({"type": "text", "text": text}),
        };
        events.push(json!({"event_type": "step.delta", "index": index, "delta": delta}));
    }
    if let Some(error) = chunks.iter().find_map(|chunk| chunk.get("error")) {
        events.push(json!({"event_type": "error", "error": error}));
        return events;
    }
    if open.is_some() {
        events.push(json!({"event_type": "step.stop", "index": index}));
    }
    let completed = closing(chunks, model);
    events.push(json!({"event_type": "interaction.completed", "interaction": completed}));
    events
}

/// The whole interaction as one document.
pub fn document(chunks: &[Value], model: &str) -> Value {
    let mut steps: Vec<Value> = Vec::new();
    for part in chunks.iter().flat_map(parts) {
        let kind = kind(part);
        let text = json!({"type": "text", "text": part["text"]});
        let place = if kind == "thought" {
            "summary"
        } else {
            "content"
        };
        match steps.last_mut().filter(|step| step["type"] == kind) {
            Some(step) => {
                let content = step[place].as_array_mut();
                content.expect("a step has content").push(text);
            }
            None => steps.push(json!({"type": kind, place: [text]})),
        }
    }
    let mut document = closing(chunks, model);
    document["steps"] = json!(steps);
    document
}

/// Status and tokens: what stands at the end of either form.
fn closing(chunks: &[Value], model: &str) -> Value {
    let mut closing = json!({"id": ID, "model": model});
    let blocked = chunks
        .iter()
        .find_map(|chunk| chunk["promptFeedback"]["blockReason"].as_str());
    let finish = chunks
        .iter()
        .rev()
        .find_map(|chunk| chunk["candidates"][0]["finishReason"].as_str());
    let status = match (blocked, finish) {
        (Some(reason), _) => {
            closing["errors"] = json!([{"code": reason, "message": "The prompt was blocked"}]);
            "failed"
        }
        (None, None | Some("STOP")) => "completed",
        (None, Some(_)) => "incomplete",
    };
    closing["status"] = json!(status);
    let usage = chunks
        .iter()
        .rev()
        .find_map(|chunk| chunk.get("usageMetadata"));
    if let Some(usage) = usage {
        closing["usage"] = json!({
            "total_input_tokens": usage["promptTokenCount"],
            "total_output_tokens": usage["candidatesTokenCount"],
            "total_thought_tokens": usage["thoughtsTokenCount"],
            "total_tokens": usage["totalTokenCount"],
        });
    }
    closing
}

/// The parts of a chunk that have words.
fn parts(chunk: &Value) -> impl Iterator<Item = &Value> {
    let parts = chunk["candidates"][0]["content"]["parts"].as_array();
    let parts = parts.into_iter().flatten();
    parts.filter(|part| part["text"].is_string())
}

fn kind(part: &Value) -> &'static str {
    if part["thought"] == true {
        "thought"
    } else {
        "model_output"
    }
}
