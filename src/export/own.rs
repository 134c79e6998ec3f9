//! Masque's own JSON: everything, and nothing rounded. Never changes a name or a
//! label: what was there comes back as it was. `docs/format.md` describes it.

use super::set::{Files, Listed, Set, json, of_all, photos};
use super::{Annotated, Bounds, Made, Origin, Place, Thing};
use crate::mask::coco;
use serde::Serialize;
use std::iter::once;
use std::rc::Rc;

/// What the file says of itself.
pub(super) const FORMAT: &str = "masque";
/// The version that is written, and the newest that is read.
pub(super) const VERSION: u64 = 1;

/// `masque.json`, and the pictures.
pub(super) fn files(set: &Rc<Set>) -> Files {
    let annotations = of_all(set, "masque.json", annotations);
    Box::new(once(annotations).chain(photos(set, "images/")))
}

#[derive(Serialize)]
struct Document<P> {
    format: &'static str,
    version: u64,
    pictures: P,
}

#[derive(Serialize)]
struct Picture<'a, T> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    saved_as: Option<&'a str>,
    width: u32,
    height: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field_of_view: Option<u8>,
    things: T,
}

#[derive(Serialize)]
struct Item<'a> {
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made_of: Option<&'a Origin>,
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    bounds: Option<Numbers<4>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    points: Vec<Numbers<2>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    box_3d: Option<Vec<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<[u8; 3]>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<(i64, i64, u32, u32)>,
}

/// Numbers with their frame.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Numbers<const N: usize>
where
    [f64; N]: Serialize,
{
    Norm([f64; N]),
    Pixel([f64; N]),
}

fn annotations(set: &Set) -> Made {
    let pictures = || {
        set.numbered().map(|(number, picture)| {
            let saved = set.name(number);
            Picture {
                file: &picture.file,
                // Without pictures nothing is saved beside, and what was said stays.
                saved_as: match set.options.pictures {
                    true => Some(saved).filter(|saved| *saved != picture.file),
                    false => picture.saved_as.as_deref(),
                },
                width: picture.size.width(),
                height: picture.size.height(),
                threshold: picture.threshold,
                field_of_view: picture.degrees,
                things: Listed(move || items(picture)),
            }
        })
    };
    let document = Document {
        format: FORMAT,
        version: VERSION,
        pictures: Listed(pictures),
    };
    json(&document)
}

fn items(picture: &Annotated) -> impl Iterator<Item = Item<'_>> {
    picture.things.iter().map(|thing: &Thing| Item {
        label: &thing.label,
        number: thing.number,
        class: thing.class.as_deref(),
        mask: thing.mask.as_deref().map(coco::written),
        made_of: thing.origin.as_ref(),
        bounds: thing.bounds.map(|bounds| match bounds {
            Bounds::Norm(norm) => Numbers::Norm([norm.x0(), norm.y0(), norm.x1(), norm.y1()]),
            Bounds::Pixel {
                corner,
                width,
                height,
            } => Numbers::Pixel([corner.x, corner.y, width, height]),
        }),
        points: thing
            .points
            .iter()
            .map(|point| match point {
                Place::Norm(norm) => Numbers::Norm([norm.x(), norm.y()]),
                Place::Pixel(pixel) => Numbers::Pixel([pixel.x, pixel.y]),
            })
            .collect(),
        box_3d: thing.cuboid.map(|cuboid| cuboid.to_wire().to_vec()),
        group: thing.group,
        color: thing.color.map(|color| color.0),
        hidden: thing.is_hidden,
        part: thing
            .part
            .map(|part| (part.x(), part.y(), part.width(), part.height())),
    })
}
