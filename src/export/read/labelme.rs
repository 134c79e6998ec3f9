//! LabelMe's JSON, one picture a file: polygons, pictures of masks, rectangles
//! and points. Never splits what one `group_id` holds together.
//!
//! A polygon's pixels are those whose centres lie within its line or on it, as
//! LabelMe draws them; `[0, 0]` is the first pixel's centre there.

use super::shape::{corner, picture_of_box, through_centres};
use super::{Annotations, Budget, Fault, Problem, ReadProblem, hold, size};
use crate::export::{Annotated, Bounds, Place, Thing};
use crate::geometry::{PixelPoint, Size};
use crate::mask::{Mask, union};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    image_path: String,
    image_width: Option<f64>,
    image_height: Option<f64>,
    #[serde(borrow)]
    shapes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Item {
    label: String,
    points: Vec<[f64; 2]>,
    group_id: Option<i64>,
    shape_type: Option<String>,
    mask: Option<String>,
}

/// What is in a file of LabelMe's.
///
/// # Errors
/// When it is no such file.
pub fn labelme(file: &[u8]) -> Result<Annotations, ReadProblem> {
    hold(file)?;
    let document: Document = serde_json::from_slice(file)
        .ok()
        .ok_or(ReadProblem::Broken)?;
    let mut read = Annotations::default();
    let mut problem = |thing, fault| {
        read.problems.push(Problem {
            picture: Some(0),
            thing,
            fault,
        });
    };
    let size = match size(document.image_width, document.image_height) {
        Ok(size) => size,
        Err(fault) => {
            problem(None, fault);
            return Ok(read);
        }
    };
    let mut things = Vec::new();
    let mut place_of = HashMap::new();
    let mut budget = Budget::default();
    for (at, text) in document.shapes.iter().enumerate() {
        let item = serde_json::from_str::<Item>(text.get())
            .ok()
            .ok_or(Fault::Form);
        let part = item.and_then(|item| part(&item, size, &mut budget).map(|part| (item, part)));
        match part {
            Err(fault) => problem(Some(at), fault),
            Ok((item, part)) => {
                let next = things.len();
                let place = match item.group_id {
                    Some(group) => *place_of.entry((item.label.clone(), group)).or_insert(next),
                    None => next,
                };
                if place == next {
                    things.push(Thing {
                        label: item.label,
                        ..Thing::default()
                    });
                }
                if let Some(thing) = things.get_mut(place) {
                    part.join(thing);
                }
            }
        }
    }
    let last = document.image_path.rsplit(['/', '\\']).next();
    let file = last.unwrap_or_default();
    read.pictures.push(Annotated::new(file, size, things));
    Ok(read)
}

/// What a shape adds to its thing.
pub(super) enum Part {
    Mask(Mask),
    Bounds(Bounds),
    Points(Vec<Place>),
}

impl Part {
    pub(super) fn join(self, thing: &mut Thing) {
        match self {
            Self::Mask(mask) => {
                let whole = thing.mask.take().map(|before| union(&before, &mask));
                thing.mask = Some(whole.unwrap_or(mask).into());
            }
            Self::Bounds(bounds) => thing.bounds = Some(bounds),
            Self::Points(points) => thing.points.extend(points),
        }
    }
}

fn part(item: &Item, picture: Size, budget: &mut Budget) -> Result<Part, Fault> {
    match (
        item.shape_type.as_deref().unwrap_or("polygon"),
        item.points.as_slice(),
    ) {
        ("polygon", points) => {
            let mask = through_centres(points, picture)?;
            budget.hold(mask).map(Part::Mask)
        }
        ("rectangle", [a, b]) => Ok(Part::Bounds(corners(*a, *b))),
        ("point", [[x, y]]) => {
            let point = PixelPoint { x: *x, y: *y };
            Ok(Part::Points(vec![Place::Pixel(point)]))
        }
        ("mask", [[left, top], [right, bottom]]) => {
            let sides = [right - left + 1.0, bottom - top + 1.0];
            let box_size = size(Some(sides[0]), Some(sides[1]))?;
            let text = item.mask.as_deref().ok_or(Fault::Form)?;
            let corner = corner(*left, *top)?;
            let mask = picture_of_box(text, box_size, corner, picture)?;
            budget.hold(mask).map(Part::Mask)
        }
        ("rectangle" | "point" | "mask", _) => Err(Fault::Form),
        (kind, _) => Err(Fault::Kind(kind.to_owned())),
    }
}

/// The box between two corners, whichever they are.
pub(super) fn corners([x, y]: [f64; 2], [other_x, other_y]: [f64; 2]) -> Bounds {
    Bounds::Pixel {
        corner: PixelPoint {
            x: x.min(other_x),
            y: y.min(other_y),
        },
        width: (other_x - x).abs(),
        height: (other_y - y).abs(),
    }
}
