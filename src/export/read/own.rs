//! Masque's own JSON; see `docs/format.md`. Never rounds a number.

use super::origin::origin;
use super::{Annotations, Budget, Fault, OriginProblem, Problem, ReadProblem, hold, size};
use crate::export::own::{FORMAT, VERSION};
use crate::export::{Annotated, Bounds, Place, Thing};
use crate::geometry::{Camera, Cuboid, NormBox, NormPoint, PixelBox, PixelPoint, Size};
use crate::mask::{DEFAULT_THRESHOLD, THRESHOLDS, coco};
use crate::render::Color;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Which JSON a file is.
pub(super) enum Kind {
    Masque,
    Coco,
    LabelMe,
}

/// # Errors
/// When it is no JSON, or none of these.
pub(super) fn kind(file: &[u8]) -> Result<Kind, ReadProblem> {
    #[derive(Deserialize)]
    struct Keys<'a> {
        format: Option<String>,
        #[serde(borrow)]
        images: Option<&'a RawValue>,
        #[serde(borrow)]
        annotations: Option<&'a RawValue>,
        #[serde(borrow)]
        shapes: Option<&'a RawValue>,
    }
    hold(file)?;
    let keys: Keys = serde_json::from_slice(file)
        .ok()
        .ok_or(ReadProblem::Broken)?;
    match keys {
        Keys {
            format: Some(format),
            ..
        } if format == FORMAT => Ok(Kind::Masque),
        Keys {
            images: Some(_),
            annotations: Some(_),
            ..
        } => Ok(Kind::Coco),
        Keys {
            shapes: Some(_), ..
        } => Ok(Kind::LabelMe),
        _ => Err(ReadProblem::OtherFormat),
    }
}

#[derive(Deserialize)]
struct Document<'a> {
    format: String,
    version: u64,
    #[serde(borrow)]
    pictures: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Picture<'a> {
    file: String,
    saved_as: Option<String>,
    width: f64,
    height: f64,
    threshold: Option<u8>,
    field_of_view: Option<u8>,
    #[serde(borrow)]
    things: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Item<'a> {
    label: String,
    number: Option<u32>,
    class: Option<String>,
    mask: Option<String>,
    #[serde(borrow)]
    made_of: Option<&'a RawValue>,
    #[serde(rename = "box", borrow)]
    bounds: Option<Numbers<'a, 4>>,
    #[serde(default, borrow)]
    points: Vec<Numbers<'a, 2>>,
    #[serde(borrow)]
    box_3d: Option<[&'a RawValue; 9]>,
    group: Option<u32>,
    color: Option<[u8; 3]>,
    #[serde(default)]
    hidden: bool,
    part: Option<[u32; 4]>,
}

/// Numbers as they are written: serde_json's own reading may be off by the last
/// bit.
#[derive(Deserialize)]
#[serde(
    rename_all = "lowercase",
    bound(deserialize = "[&'a RawValue; N]: Deserialize<'de>, 'de: 'a")
)]
enum Numbers<'a, const N: usize> {
    Norm([&'a RawValue; N]),
    Pixel([&'a RawValue; N]),
}

/// What is in Masque's own JSON.
///
/// # Errors
/// When it is no such file, or a later version's.
pub fn masque(file: &[u8]) -> Result<Annotations, ReadProblem> {
    hold(file)?;
    let document: Document = serde_json::from_slice(file)
        .ok()
        .ok_or(ReadProblem::Broken)?;
    if document.format != FORMAT {
        return Err(ReadProblem::OtherFormat);
    }
    if document.version > VERSION {
        return Err(ReadProblem::LaterVersion(document.version));
    }
    let mut read = Annotations::default();
    let mut budget = Budget::default();
    for (number, text) in document.pictures.iter().enumerate() {
        let mut problem = |thing, fault| {
            read.problems.push(Problem {
                picture: Some(number),
                thing,
                fault,
            });
        };
        let Ok(picture) = serde_json::from_str::<Picture>(text.get()) else {
            problem(None, Fault::Form);
            continue;
        };
        let size = match size(Some(picture.width), Some(picture.height)) {
            Ok(size) => size,
            Err(fault) => {
                problem(None, fault);
                continue;
            }
        };
        let threshold = picture.threshold.unwrap_or(DEFAULT_THRESHOLD);
        let degrees = picture.field_of_view.unwrap_or(Camera::DEGREES);
        if !THRESHOLDS.contains(&threshold) || !Camera::VIEWS.contains(&degrees) {
            problem(None, Fault::Form);
            continue;
        }
        let mut things = Vec::new();
        for (at, text) in picture.things.iter().enumerate() {
            match thing(text.get(), size, threshold, &mut budget) {
                Ok((thing, fault)) => {
                    things.push(thing);
                    if let Some(fault) = fault {
                        problem(Some(at), fault);
                    }
                }
                Err(fault) => problem(Some(at), fault),
            }
        }
        read.pictures.push(Annotated {
            saved_as: picture.saved_as,
            threshold: picture.threshold,
            degrees: picture.field_of_view,
            ..Annotated::new(picture.file, size, things)
        });
    }
    Ok(read)
}

/// A thing, and what is wrong with what its mask was made of.
fn thing(
    text: &str,
    picture: Size,
    threshold: u8,
    budget: &mut Budget,
) -> Result<(Thing, Option<Fault>), Fault> {
    let item: Item = serde_json::from_str(text).ok().ok_or(Fault::Form)?;
    let mask = item.mask.map(|text| {
        let mask = coco::read(&text, picture).map_err(Fault::RunLengths)?;
        budget.hold(mask)
    });
    let mask = mask.transpose()?;
    let origin = item.made_of.map(|made_of| {
        let mask = mask.as_ref().ok_or(OriginProblem::Other)?;
        origin(made_of.get(), mask, threshold, budget)
    });
    let (origin, fault) = match origin.transpose() {
        Ok(origin) => (origin, None),
        Err(problem) => (None, Some(Fault::Origin(problem))),
    };
    let points = item
        .points
        .iter()
        .map(|point| place(point).ok_or(Fault::Form));
    let cuboid = item.box_3d.map(|numbers| {
        let numbers = exact(&numbers).and_then(Cuboid::from_wire);
        numbers.ok_or(Fault::Form)
    });
    let thing = Thing {
        label: item.label,
        number: item.number,
        class: item.class,
        mask: mask.map(Into::into),
        origin,
        bounds: item
            .bounds
            .map(|numbers| bounds(&numbers).ok_or(Fault::Form))
            .transpose()?,
        points: points.collect::<Result<_, _>>()?,
        cuboid: cuboid.transpose()?,
        group: item.group,
        color: item.color.map(Color),
        is_hidden: item.hidden,
        part: item
            .part
            .map(|sides| part(sides, picture).ok_or(Fault::Form))
            .transpose()?,
    };
    Ok((thing, fault))
}

/// A part that lies within the picture.
pub(super) fn part([x, y, width, height]: [u32; 4], picture: Size) -> Option<PixelBox> {
    let part = PixelBox::new(x.into(), y.into(), width, height);
    let is_within = part.crop(picture) == Some(part) && width > 0 && height > 0;
    is_within.then_some(part)
}

fn bounds(numbers: &Numbers<4>) -> Option<Bounds> {
    Some(match numbers {
        Numbers::Norm(numbers) => {
            let [x0, y0, x1, y1] = exact(numbers)?;
            Bounds::Norm(NormBox::from_wire([y0, x0, y1, x1])?)
        }
        Numbers::Pixel(numbers) => {
            let [x, y, width, height] = exact(numbers)?;
            Bounds::Pixel {
                corner: PixelPoint { x, y },
                width,
                height,
            }
        }
    })
}

fn place(numbers: &Numbers<2>) -> Option<Place> {
    Some(match numbers {
        Numbers::Norm(numbers) => {
            let [x, y] = exact(numbers)?;
            Place::Norm(NormPoint::new(x, y)?)
        }
        Numbers::Pixel(numbers) => {
            let [x, y] = exact(numbers)?;
            Place::Pixel(PixelPoint { x, y })
        }
    })
}

/// Finite numbers.
pub(super) fn exact<const N: usize>(texts: &[&RawValue; N]) -> Option<[f64; N]> {
    let mut numbers = [0.0; N];
    for (number, text) in numbers.iter_mut().zip(texts) {
        *number = text
            .get()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())?;
    }
    Some(numbers)
}
