//! COCO: run lengths in either form and polygons. Never keeps what evaluation
//! alone needs: areas, and boxes beside masks.

use super::shape::along_edges;
use super::{Annotations, Budget, Fault, Problem, ReadProblem, hold, size};
use crate::export::{Annotated, Bounds, Place, Thing};
use crate::geometry::{PixelPoint, Ring, Size};
use crate::mask::{Mask, coco as run_lengths};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    images: Vec<&'a RawValue>,
    #[serde(default)]
    categories: Vec<Category>,
    #[serde(borrow)]
    annotations: Vec<&'a RawValue>,
}

/// Numbers mostly; some programs write texts.
#[derive(Clone, Deserialize, PartialEq, Eq, Hash)]
#[serde(untagged)]
enum Id {
    Number(i64),
    Text(String),
}

#[derive(Deserialize)]
struct Image {
    id: Id,
    file_name: String,
    width: Option<f64>,
    height: Option<f64>,
}

#[derive(Deserialize)]
struct Category {
    id: Id,
    name: String,
}

#[derive(Deserialize)]
struct Annotation {
    image_id: Id,
    category_id: Id,
    segmentation: Option<Segmentation>,
    bbox: Option<Vec<f64>>,
    #[serde(default)]
    keypoints: Vec<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Segmentation {
    Text { size: [u32; 2], counts: String },
    Counts { size: [u32; 2], counts: Vec<u32> },
    Polygons(Vec<Vec<f64>>),
}

/// What is in a COCO file.
///
/// # Errors
/// When it is no such file.
pub fn coco(file: &[u8]) -> Result<Annotations, ReadProblem> {
    hold(file)?;
    let document: Document = serde_json::from_slice(file)
        .ok()
        .ok_or(ReadProblem::Broken)?;
    let mut read = Annotations::default();
    let mut place_of = HashMap::new();
    for (number, text) in document.images.iter().enumerate() {
        let image = serde_json::from_str::<Image>(text.get());
        let sized = image.ok().ok_or(Fault::Form).and_then(|image| {
            let size = size(image.width, image.height)?;
            Ok((image, size))
        });
        match sized {
            Ok((image, size)) => {
                place_of.insert(image.id, read.pictures.len());
                read.pictures
                    .push(Annotated::new(image.file_name, size, Vec::new()));
            }
            Err(fault) => read.problems.push(Problem {
                picture: Some(number),
                thing: None,
                fault,
            }),
        }
    }
    let categories = document.categories.into_iter();
    let names: HashMap<Id, String> = categories
        .map(|category| (category.id, category.name))
        .collect();
    let mut budget = Budget::default();
    for (at, text) in document.annotations.iter().enumerate() {
        let annotation = serde_json::from_str::<Annotation>(text.get()).ok();
        let place = annotation
            .as_ref()
            .and_then(|annotation| place_of.get(&annotation.image_id));
        let picture = place.and_then(|place| read.pictures.get_mut(*place));
        let result = match (annotation, picture) {
            (None, _) => Err(Fault::Form),
            (_, None) => Err(Fault::NoPicture),
            (Some(annotation), Some(picture)) => {
                thing(annotation, &names, picture.size, &mut budget)
                    .map(|thing| picture.things.push(thing))
            }
        };
        if let Err(fault) = result {
            read.problems.push(Problem {
                picture: place.copied(),
                thing: Some(at),
                fault,
            });
        }
    }
    Ok(read)
}

fn thing(
    annotation: Annotation,
    names: &HashMap<Id, String>,
    picture: Size,
    budget: &mut Budget,
) -> Result<Thing, Fault> {
    let mask = annotation.segmentation.map(|shape| mask(shape, picture));
    let mask = mask.transpose()?.flatten();
    let mask = mask.map(|mask| budget.hold(mask)).transpose()?;
    let is_empty = |sides: &[f64]| sides.iter().all(|side| *side == 0.0);
    let bounds = match annotation.bbox.as_deref() {
        Some([x, y, width, height]) if mask.is_none() && !is_empty(&[*width, *height]) => {
            Some(Bounds::Pixel {
                corner: PixelPoint { x: *x, y: *y },
                width: *width,
                height: *height,
            })
        }
        _ => None,
    };
    let keypoints = annotation.keypoints.as_chunks::<3>().0.iter();
    let marked = keypoints.filter(|[_, _, visible]| *visible > 0.0);
    Ok(Thing {
        label: names
            .get(&annotation.category_id)
            .cloned()
            .unwrap_or_default(),
        mask: mask.map(Into::into),
        bounds,
        points: marked
            .map(|[x, y, _]| Place::Pixel(PixelPoint { x: *x, y: *y }))
            .collect(),
        ..Thing::default()
    })
}

fn mask(shape: Segmentation, picture: Size) -> Result<Option<Mask>, Fault> {
    let (size, counts) = match shape {
        Segmentation::Polygons(polygons) => {
            let rings = polygons
                .iter()
                .map(|numbers| numbers.as_chunks::<2>().0.to_vec());
            let rings: Vec<Ring<[f64; 2]>> = rings.collect();
            return match rings.is_empty() {
                true => Ok(None),
                false => along_edges(&rings, picture).map(Some),
            };
        }
        Segmentation::Text { size, counts } => {
            let counts = run_lengths::counts_of_text(&counts);
            (size, counts.map_err(Fault::RunLengths)?)
        }
        Segmentation::Counts { size, counts } => (size, counts),
    };
    if size != [picture.height(), picture.width()] {
        return Err(Fault::Size);
    }
    let mask = run_lengths::mask(&counts, picture);
    mask.map(Some).map_err(Fault::RunLengths)
}
