//! What may stand in the chunks of a good answer beside its text. None of it is
//! a reason for an error.

use serde_json::{Value, json};

use super::{Fault, strips};
use crate::answers::{THREE_STRIPS, TWO_HALVES};
use crate::harness::Reply;

/// Each is read as if it had only its text.
pub fn faults() -> Vec<Fault> {
    let [first, second, third] = THREE_STRIPS;
    let whole = || text(json!([{"text": THREE_STRIPS.concat()}]));
    let parts = THREE_STRIPS.map(|piece| json!({"text": piece}));
    let mut with_nulls = whole();
    for field in ["promptFeedback", "usageMetadata", "modelStatus", "error"] {
        with_nulls[field] = Value::Null;
    }
    with_nulls["candidates"][0]["finishReason"] = Value::Null;
    let without_words = |candidate: Value| json!({"candidates": [candidate]});
    vec![
        Fault::succeeds(
            "a thought before the text",
            strips().thought("I look for [{\"box_2d\": [1, 2, 3, 4]}]"),
        ),
        Fault::succeeds(
            "a thought between the pieces of the text",
            strips().thought_after(1, "Now {the second"),
        ),
        Fault::succeeds("a part with a signature alone", strips().signature_part()),
        Fault::succeeds("tokens in every chunk", strips().usage_in_every_chunk()),
        Fault::succeeds(
            "another model than the one that was asked",
            strips().model_version("gemini-3.5-flash-lite"),
        ),
        Fault::succeeds(
            "a model that will be retired",
            strips().model_status("DEPRECATED", "2026-12-01T00:00:00Z"),
        ),
        Fault::succeeds("two candidates", strips().second_candidate(TWO_HALVES)),
        Fault::succeeds(
            "fields that nobody knows",
            strips()
                .field("futureField", json!({"a": [1, null, {"b": "c"}]}))
                .field("serverTiming", json!(12.5)),
        ),
        Fault::succeeds(
            "a whole answer without a reason for its end",
            strips().without_finish_reason(),
        ),
        Fault::succeeds(
            "empty texts between the pieces",
            Reply::pieces(&["", first, "", second, "", third, ""]),
        ),
        Fault::succeeds(
            "all pieces as parts of one chunk",
            Reply::chunks([text(json!(parts))]),
        ),
        Fault::succeeds("fields that are null", Reply::chunks([with_nulls])),
        Fault::succeeds(
            "null parts after the text",
            Reply::chunks([
                whole(),
                without_words(json!({"content": {"parts": null}, "finishReason": "STOP"})),
            ]),
        ),
        Fault::succeeds(
            "a last chunk without content",
            Reply::chunks([whole(), without_words(json!({"finishReason": "STOP"}))]),
        ),
        Fault::succeeds(
            "a last chunk without candidates",
            Reply::chunks([
                whole(),
                json!({"usageMetadata": {"promptTokenCount": 1200}}),
            ]),
        ),
        Fault::succeeds(
            "a part of another kind beside the text",
            Reply::chunks([text(json!([
                {"executableCode": {"language": "PYTHON", "code": "print('[]')"}},
                {"text": THREE_STRIPS.concat()},
            ]))]),
        ),
    ]
}

/// A chunk with these parts that ends as it should.
fn text(parts: Value) -> Value {
    let content = json!({"role": "model", "parts": parts});
    json!({"candidates": [{"content": content, "finishReason": "STOP", "index": 0}]})
}
