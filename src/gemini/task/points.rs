//! Points on what the words name. Never more than one on a thing, unless the
//! words ask for it.
//!
//! `point` is y-first, 0–1000 (Google's cookbook, Spatial_understanding_3d.ipynb,
//! and its Robotics-ER page).

use super::schema::{Place, integers};

pub(super) fn prompt(words: &str, most: u16) -> String {
    format!(
        "Point to {words}. Output a JSON list of at most {most} points where each entry contains \
         the point in the key \"point\" as [y, x] normalized to 0-1000, in whole numbers, and the \
         text label in the key \"label\"."
    )
}

pub(super) fn schema() -> Place {
    vec![("point", integers("[y, x], normalized to 0-1000"))]
}
