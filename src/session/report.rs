//! What was read, as data for a file: the `report.json` that the command line
//! writes. Areas and boxes are in the upright picture's pixels. Always in English.

use super::{Object, Outcome, Tongue, words};
use crate::mask::Kind;
use serde::Serialize;

/// The whole report.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The picture's columns.
    pub width: u32,
    /// The picture's rows.
    pub height: u32,
    /// The threshold that PNG masks were cut at.
    pub threshold: u8,
    /// One entry an object, in the answer's order.
    pub items: Vec<ReportItem>,
    /// How many objects were read.
    pub objects: usize,
    /// How many of them have a mask.
    pub masks: usize,
    /// The pixels of all masks together, shared ones counted once a mask.
    pub area: u64,
    /// What could not be read, in sentences.
    pub problems: Vec<String>,
}

/// One object of the report.
#[derive(Debug, Serialize)]
pub struct ReportItem {
    /// Its label, if it has one.
    pub label: Option<String>,
    /// Left, top, width, height; it may hang over the picture's edge.
    #[serde(rename = "box")]
    pub bounds: Option<[i64; 4]>,
    /// The mask's pixels.
    pub area: u64,
    /// `png`, `polygon`, `flags` or `combined`; `none` where there is no mask.
    pub kind: &'static str,
    /// Why there is no mask, or what is wrong with it.
    pub problem: Option<String>,
}

impl Report {
    /// The report of an answer about a picture of this size.
    pub fn new(
        picture: crate::geometry::Size,
        threshold: u8,
        objects: &[Object],
        outcome: &Outcome,
    ) -> Self {
        let items: Vec<_> = objects.iter().map(item).collect();
        Self {
            width: picture.width(),
            height: picture.height(),
            threshold,
            objects: objects.len(),
            masks: outcome.masks,
            area: items.iter().map(|item| item.area).sum(),
            items,
            problems: words::outcome(Tongue::default(), outcome)
                .into_iter()
                .map(|message| message.text)
                .collect(),
        }
    }
}

fn item(object: &Object) -> ReportItem {
    let shape = object.mask.as_ref().ok();
    ReportItem {
        label: object.label.clone(),
        bounds: object
            .bounds
            .map(|b| [b.x(), b.y(), b.width().into(), b.height().into()]),
        area: shape.map_or(0, |shape| shape.mask.area()),
        kind: match shape.map(|shape| shape.kind()) {
            Some(Kind::Png) => "png",
            Some(Kind::Polygon) => "polygon",
            Some(Kind::Flags) => "flags",
            Some(Kind::Combined) => "combined",
            None => "none",
        },
        problem: words::about(Tongue::default(), object, None),
    }
}
