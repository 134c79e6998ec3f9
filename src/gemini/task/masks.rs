//! Masks of what the words name. Never spells out a data URL for a mask: models
//! that are told of base64 tend to write it without end.
//!
//! Key names and frames follow Google's image understanding page (2026-09-24):
//! `box_2d` is y-first, a polygon's vertices are x-first, both 0–1000.

use super::boxes::box_2d;
use super::schema::Place;
use crate::gemini::model::MaskForm;
use serde_json::json;

pub(super) fn prompt(words: &str, most: u16, form: MaskForm) -> String {
    let mask = match form {
        MaskForm::Png => "the segmentation mask in key \"mask\"",
        MaskForm::Polygon => {
            "the segmentation mask in key \"mask\" as a polygon of [x, y] points that follows the \
             object's outline closely, normalized to 0-1000 relative to the full image"
        }
    };
    format!(
        "Give the segmentation masks for {words}. Output a JSON list of at most {most} segmentation \
         masks where each entry contains the 2D bounding box in the key \"box_2d\" as \
         [ymin, xmin, ymax, xmax] normalized to 0-1000, {mask}, and the text label in the key \
         \"label\"."
    )
}

pub(super) fn schema() -> Place {
    let mask = json!({
        "type": "array",
        "items": { "type": "array", "items": { "type": "integer" } },
        "description": "the outline as [x, y] points of the full image, normalized to 0-1000"
    });
    vec![box_2d(), ("mask", mask)]
}
