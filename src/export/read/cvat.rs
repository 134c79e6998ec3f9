//! CVAT for images 1.1: masks, polygons, boxes and points. Never splits what one
//! `group_id` holds together, if it has one label.
//!
//! A polygon's pixels are those whose centres it holds; `[0, 0]` is the first
//! pixel's corner.

use super::labelme::{Part, corners};
use super::shape::{along_edges, corner, rows};
use super::{Annotations, Budget, Fault, Problem, ReadProblem, hold, size};
use crate::export::{Annotated, Place, Thing};
use crate::geometry::{PixelPoint, Size};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// What is in CVAT's `annotations.xml`.
///
/// # Errors
/// When it is no such file, or breaks off.
pub fn cvat(file: &[u8]) -> Result<Annotations, ReadProblem> {
    hold(file)?;
    let text = std::str::from_utf8(file).ok().ok_or(ReadProblem::Broken)?;
    let mut reader = Reader::from_str(text);
    let mut found = Found::default();
    let mut depth = 0_usize;
    let mut is_cvat = false;
    loop {
        match reader.read_event().ok().ok_or(ReadProblem::Broken)? {
            Event::Start(element) => {
                is_cvat |= depth == 0 && element.name().as_ref() == "annotations";
                depth += 1;
                found.element(&element);
            }
            Event::Empty(element) => found.element(&element),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => break,
            _ => {}
        }
    }
    match (is_cvat, depth) {
        (false, _) => Err(ReadProblem::OtherFormat),
        (true, 0) => Ok(found.read),
        (true, _) => Err(ReadProblem::Broken),
    }
}

#[derive(Default)]
struct Found {
    read: Annotations,
    images: usize,
    shapes: usize,
    /// Whether the current image could be read.
    is_open: bool,
    /// The place of each label and group among the current image's things.
    place_of: HashMap<(String, String), usize>,
    budget: Budget,
}

impl Found {
    fn element(&mut self, element: &BytesStart) {
        let name = element.name();
        match name.as_ref() {
            "image" => self.image(&attributes(element)),
            "mask" | "polygon" | "box" | "points" | "polyline" | "ellipse" | "cuboid"
            | "skeleton" => {
                let kind = name.as_ref().to_owned();
                let result = self.shape(&kind, &attributes(element));
                if let Err(fault) = result {
                    self.read.problems.push(Problem {
                        picture: self.images.checked_sub(1),
                        thing: Some(self.shapes),
                        fault,
                    });
                }
                self.shapes += 1;
            }
            _ => {}
        }
    }

    fn image(&mut self, attributes: &HashMap<String, String>) {
        self.place_of.clear();
        self.shapes = 0;
        let side = |name: &str| attributes.get(name).and_then(|side| side.parse().ok());
        match size(side("width"), side("height")) {
            Ok(size) => {
                let name = attributes.get("name").map_or("", String::as_str);
                let last = name.rsplit(['/', '\\']).next();
                let file = last.unwrap_or_default();
                self.read
                    .pictures
                    .push(Annotated::new(file, size, Vec::new()));
                self.is_open = true;
            }
            Err(fault) => {
                self.is_open = false;
                self.read.problems.push(Problem {
                    picture: Some(self.images),
                    thing: None,
                    fault,
                });
            }
        }
        self.images += 1;
    }

    fn shape(&mut self, kind: &str, attributes: &HashMap<String, String>) -> Result<(), Fault> {
        let picture = self.read.pictures.last_mut().filter(|_| self.is_open);
        let picture = picture.ok_or(Fault::NoPicture)?;
        let part = part(kind, attributes, picture.size, &mut self.budget)?;
        let label = attributes.get("label").cloned().unwrap_or_default();
        let next = picture.things.len();
        let group = attributes.get("group_id").filter(|group| *group != "0");
        let place = match group {
            Some(group) => {
                let key = (label.clone(), group.clone());
                *self.place_of.entry(key).or_insert(next)
            }
            None => next,
        };
        if place == next {
            picture.things.push(Thing {
                label,
                ..Thing::default()
            });
        }
        if let Some(thing) = picture.things.get_mut(place) {
            part.join(thing);
        }
        Ok(())
    }
}

/// Attributes by their names; those that cannot be read are left out.
fn attributes(element: &BytesStart) -> HashMap<String, String> {
    let attributes = element.attributes().flatten();
    let read = attributes.filter_map(|attribute| {
        let value = quick_xml::escape::unescape(&attribute.value).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    });
    read.collect()
}

fn part(
    kind: &str,
    attributes: &HashMap<String, String>,
    picture: Size,
    budget: &mut Budget,
) -> Result<Part, Fault> {
    let number = |name: &str| -> Result<f64, Fault> {
        let number = attributes.get(name).and_then(|number| number.parse().ok());
        number
            .filter(|number: &f64| number.is_finite())
            .ok_or(Fault::Form)
    };
    match kind {
        "mask" => {
            let size = size(number("width").ok(), number("height").ok())?;
            let corner = corner(number("left")?, number("top")?)?;
            let text = attributes.get("rle").ok_or(Fault::Form)?;
            let counts = text.split(',').map(|count| count.trim().parse().ok());
            budget
                .hold(rows(counts, size, corner, picture)?)
                .map(Part::Mask)
        }
        "polygon" => {
            let ring = points(attributes)?;
            budget.hold(along_edges(&[ring], picture)?).map(Part::Mask)
        }
        "box" => {
            let near = [number("xtl")?, number("ytl")?];
            let far = [number("xbr")?, number("ybr")?];
            Ok(Part::Bounds(corners(near, far)))
        }
        "points" => {
            let points = points(attributes)?.into_iter();
            let points = points.map(|[x, y]| Place::Pixel(PixelPoint { x, y }));
            Ok(Part::Points(points.collect()))
        }
        kind => Err(Fault::Kind(kind.to_owned())),
    }
}

fn points(attributes: &HashMap<String, String>) -> Result<Vec<[f64; 2]>, Fault> {
    let text = attributes.get("points").ok_or(Fault::Form)?;
    let points = text.split(';').map(|pair| {
        let (x, y) = pair.split_once(',')?;
        let [x, y] = [x, y].map(|number| number.trim().parse::<f64>().ok());
        Some([x.filter(|x| x.is_finite())?, y.filter(|y| y.is_finite())?])
    });
    points.collect::<Option<_>>().ok_or(Fault::Form)
}
