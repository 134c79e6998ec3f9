//! The schema that all tasks share: a list of places with labels. Never nested
//! deeper, since the service refuses schemas that allow too much.

use serde_json::{Value, json};

/// Where a thing is: the key, and its schema.
pub(super) type Place = Vec<(&'static str, Value)>;

/// An object with the key `boxes`, as Google's page has it, that holds a list of
/// places, each with a label of this schema.
pub(super) fn list(place: Place, label: Value) -> Value {
    let required: Vec<_> = place.iter().map(|(key, _)| *key).chain(["label"]).collect();
    let properties = place.iter().cloned().chain([("label", label)]);
    let properties: serde_json::Map<_, _> = properties
        .map(|(key, schema)| (key.to_owned(), schema))
        .collect();
    json!({
        "type": "object",
        "properties": { "boxes": {
            "type": "array",
            "items": { "type": "object", "properties": properties, "required": required }
        }},
        "required": ["boxes"]
    })
}

/// A list of whole numbers.
pub(super) fn integers(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "integer" }, "description": description })
}

/// A list of numbers.
pub(super) fn numbers(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "number" }, "description": description })
}
