//! Masks of what the words name. Never spells out a data URL for a mask: models
//! that are told of base64 tend to write it without end.
//!
//! Key names and frames follow Google's image understanding page (2026-09-24):
//! `box_2d` is y-first, a polygon's vertices are x-first, both 0–1000.

use super::MaskForm;
use serde_json::{Value, json};

/// The most objects that are asked for: uncapped, models repeat themselves.
const MOST: usize = 25;

pub(super) fn prompt(words: &str, form: MaskForm) -> String {
    let mask = match form {
        MaskForm::Png => "the segmentation mask in key \"mask\"",
        MaskForm::Polygon => {
            "the segmentation mask in key \"mask\" as a polygon of [x, y] points that follows the \
             object's outline closely, normalized to 0-1000 relative to the full image"
        }
    };
    format!(
        "Give the segmentation masks for {}. Output a JSON list of at most {MOST} segmentation \
         masks where each entry contains the 2D bounding box in the key \"box_2d\" as \
         [ymin, xmin, ymax, xmax] normalized to 0-1000, {mask}, and the text label in the key \
         \"label\". Use descriptive labels. If there is nothing to find, output an empty list.",
        words.trim()
    )
}

pub(super) fn schema(form: MaskForm) -> Option<Value> {
    let integers = |description: &str| json!({ "type": "array", "items": { "type": "integer" }, "description": description });
    let item = || {
        json!({
            "type": "object",
            "properties": {
                "box_2d": integers("[ymin, xmin, ymax, xmax], normalized to 0-1000"),
                "mask": {
                    "type": "array",
                    "items": { "type": "array", "items": { "type": "integer" } },
                    "description": "the outline as [x, y] points of the full image, normalized to 0-1000"
                },
                "label": { "type": "string", "description": "a descriptive label" }
            },
            "required": ["box_2d", "mask", "label"]
        })
    };
    match form {
        MaskForm::Png => None,
        MaskForm::Polygon => Some(json!({
            "type": "object",
            "properties": { "boxes": { "type": "array", "items": item() } },
            "required": ["boxes"]
        })),
    }
}
