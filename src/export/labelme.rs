//! LabelMe's JSON: a file beside each picture. Never leaves a key out: its
//! reader wants all of them.
//!
//! Masks are polygons through the centres of pixels, a polygon for each part
//! with its holes joined by bridges, since LabelMe draws the line itself too; or
//! pictures of their own, which nothing is lost in. What belongs to one thing
//! has one `group_id`.
//!
//! The format is that of labelme 6 (`labelme/_label_file.py`).

use super::png::{Samples, encode};
use super::set::{Files, Set, each, json, of_one, photos};
use super::{Annotated, ExportProblem, Made, Thing};
use crate::geometry::{PixelPoint, Size};
use crate::mask::{Mask, contour};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use std::rc::Rc;

/// How masks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As polygons.
    Polygons,
    /// As pictures of their boxes.
    Masks,
}

/// The pictures, and a file beside each.
pub(super) fn files(set: &Rc<Set>, shape: Shape) -> Files {
    let described = each(set, move |set, number| {
        let path = format!("{}.json", set.stem(number));
        Some(of_one(set, number, path, move |set, picture| {
            document(set, shape, number, picture)
        }))
    });
    Box::new(described.chain(photos(set, "")))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    version: &'static str,
    flags: Flags,
    shapes: Vec<Item>,
    image_path: &'a str,
    image_data: Option<()>,
    image_height: u32,
    image_width: u32,
}

/// No flags.
#[derive(Serialize)]
struct Flags {}

#[derive(Serialize)]
struct Item {
    label: String,
    points: Vec<[f64; 2]>,
    group_id: Option<usize>,
    description: &'static str,
    shape_type: &'static str,
    flags: Flags,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<String>,
}

fn document(set: &Set, shape: Shape, number: usize, picture: &Annotated) -> Made {
    let mut shapes = Vec::new();
    for (group, thing) in picture.things.iter().enumerate() {
        let (label, _) = set.class(thing);
        let mut items = items(thing, shape, picture.size, &label)?;
        if items.len() > 1 {
            for item in &mut items {
                item.group_id = Some(group + 1);
            }
        }
        shapes.append(&mut items);
    }
    let document = Document {
        version: "6.3.1",
        flags: Flags {},
        shapes,
        image_path: set.name(number),
        image_data: None,
        image_height: picture.size.height(),
        image_width: picture.size.width(),
    };
    json(&document)
}

fn items(
    thing: &Thing,
    shape: Shape,
    picture: Size,
    label: &str,
) -> Result<Vec<Item>, ExportProblem> {
    let item = |shape_type, points| Item {
        label: label.to_owned(),
        points,
        group_id: None,
        description: "",
        shape_type,
        flags: Flags {},
        mask: None,
    };
    let mut items = Vec::new();
    match thing.shape() {
        Some(mask) if shape == Shape::Masks => {
            let Some((points, mask)) = cropped(mask)? else {
                return Ok(items);
            };
            items.push(Item {
                mask: Some(mask),
                ..item("mask", points)
            });
        }
        Some(mask) => items.extend(polygons(mask).map(|ring| item("polygon", ring))),
        None => {
            let corners = thing.edges(picture).map(|edges| {
                let far = [edges.x + edges.width, edges.y + edges.height];
                vec![[edges.x, edges.y], far]
            });
            items.extend(corners.map(|corners| item("rectangle", corners)));
        }
    }
    let points = thing.points_within(picture);
    items.extend(points.map(|PixelPoint { x, y }| item("point", vec![[x, y]])));
    Ok(items)
}

/// The rings through centres, each of three points at least: those of a pixel
/// and of a line end where they began.
fn polygons(mask: &Mask) -> impl Iterator<Item = Vec<[f64; 2]>> {
    let rings = contour::bridged_through_centres(mask).into_iter();
    rings.map(|ring| {
        let points = ring.iter().cycle().take(ring.len().max(3));
        points.map(|point| point.map(f64::from)).collect()
    })
}

/// The first and the last pixel of a mask's bounds, and what lies in them as a
/// PNG in base64.
type Crop = (Vec<[f64; 2]>, String);

fn cropped(mask: &Mask) -> Result<Option<Crop>, ExportProblem> {
    let Some((bounds, size)) = mask.bounds().and_then(|bounds| {
        let size = Size::new(bounds.width(), bounds.height())?;
        Some((bounds, size))
    }) else {
        return Ok(None);
    };
    let (left, top) = (bounds.x() as f64, bounds.y() as f64);
    let [width, height] = [size.width(), size.height()].map(f64::from);
    let corners = vec![[left, top], [left + width - 1.0, top + height - 1.0]];
    let samples = cut(mask, size);
    let png = encode(size, &Samples::Grey(&samples))?;
    Ok(Some((corners, STANDARD.encode(png))))
}

/// What lies within a mask's bounds, which have this size: 255 inside.
fn cut(mask: &Mask, size: Size) -> Vec<u8> {
    let width = size.width() as usize;
    let left = mask.bounds().map_or(0, |bounds| bounds.x() as u32);
    let mut samples = vec![0; width * size.height() as usize];
    for ((_, runs), row) in mask.rows().zip(samples.chunks_exact_mut(width)) {
        for run in runs {
            if let Some(inside) =
                row.get_mut((run.start - left) as usize..(run.end - left) as usize)
            {
                inside.fill(255);
            }
        }
    }
    samples
}
