//! Boxes around what the words name. Never asks for masks beside them: an answer
//! of boxes alone is short, and models make fewer mistakes in it.
//!
//! `box_2d`, y first and 0–1000, is the form that models were trained on (Google's
//! cookbook, Spatial_understanding.ipynb, and its image understanding page).

use super::schema::{Place, integers};
use serde_json::Value;

pub(super) fn prompt(words: &str, most: u16) -> String {
    format!(
        "Detect {words}. Output a JSON list of at most {most} 2D bounding boxes where each entry \
         contains the box in the key \"box_2d\" as [ymin, xmin, ymax, xmax] normalized to 0-1000, \
         in whole numbers, and the text label in the key \"label\". Never output masks."
    )
}

pub(super) fn schema() -> Place {
    vec![box_2d()]
}

/// The key and the schema of a box.
pub(super) fn box_2d() -> (&'static str, Value) {
    let schema = integers("[ymin, xmin, ymax, xmax], normalized to 0-1000");
    ("box_2d", schema)
}
