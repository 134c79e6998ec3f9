//! Label Studio: one JSON file of tasks with predictions, and the labelling
//! config that they fit. Never names a control that the config has not.
//!
//! A brush is run lengths over the bytes of the picture's RGBA pixels, all four
//! channels alike, packed as [`super::brush`] does it. Polygons go along the edges of
//! pixels, in percent, a polygon for each part, its holes joined by bridges.
//!
//! The format: <https://labelstud.io/guide/predictions>.

use super::brush::packed;
use super::set::{Files, Set, json, of_all, photos};
use super::xml::{element, empty, fragment};
use super::{Made, Thing};
use crate::geometry::Size;
use crate::mask::{Connectivity, contour};
use serde::Serialize;
use std::fmt::Write as _;
use std::rc::Rc;

/// How masks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As brushes.
    Brush,
    /// As polygons.
    Polygons,
}

/// `tasks.json`, `config.xml` and the pictures.
pub(super) fn files(set: &Rc<Set>, shape: Shape) -> Files {
    let tasks = of_all(set, "tasks.json", move |set| tasks(set, shape));
    let config = of_all(set, "config.xml", config);
    let both = [tasks, config].into_iter();
    Box::new(both.chain(photos(set, "images/")))
}

/// The name of the picture's own control.
const IMAGE: &str = "image";

/// A control of the config: its element, its name, and the type and key of its
/// results.
struct Control {
    element: &'static str,
    name: &'static str,
    kind: &'static str,
}

const BRUSH: Control = Control {
    element: "BrushLabels",
    name: "brush",
    kind: "brushlabels",
};
const POLYGON: Control = Control {
    element: "PolygonLabels",
    name: "polygon",
    kind: "polygonlabels",
};
const RECTANGLE: Control = Control {
    element: "RectangleLabels",
    name: "rectangle",
    kind: "rectanglelabels",
};
const KEY_POINT: Control = Control {
    element: "KeyPointLabels",
    name: "point",
    kind: "keypointlabels",
};

fn config(set: &Set) -> Made {
    fragment(|xml| {
        element(xml, "View", &[], |xml| {
            let image = [("name", IMAGE), ("value", "$image")];
            empty(xml, "Image", &image)?;
            for control in [&BRUSH, &POLYGON, &RECTANGLE, &KEY_POINT] {
                let names = [("name", control.name), ("toName", IMAGE)];
                element(xml, control.element, &names, |xml| {
                    for class in set.classes.names() {
                        empty(xml, "Label", &[("value", class)])?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })
    })
}

#[derive(Serialize)]
struct Task {
    data: Data,
    predictions: [Prediction; 1],
}

#[derive(Serialize)]
struct Data {
    image: String,
}

#[derive(Serialize)]
struct Prediction {
    model_version: &'static str,
    result: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    from_name: &'static str,
    to_name: &'static str,
    original_width: u32,
    original_height: u32,
    image_rotation: u32,
    value: Value,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Brush {
        format: &'static str,
        rle: Vec<u8>,
        brushlabels: [String; 1],
    },
    Polygon {
        points: Vec<[f64; 2]>,
        closed: bool,
        polygonlabels: [String; 1],
    },
    Rectangle {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        rotation: u32,
        rectanglelabels: [String; 1],
    },
    KeyPoint {
        x: f64,
        y: f64,
        width: f64,
        keypointlabels: [String; 1],
    },
}

fn tasks(set: &Set, shape: Shape) -> Made {
    let tasks = set.numbered().map(|(number, picture)| {
        let things = picture.things.iter().enumerate();
        let results = things.flat_map(|(at, thing)| {
            let values = values(thing, shape, picture.size, &set.class(thing).0);
            let values = values.into_iter().enumerate();
            values.map(move |(place, (control, value))| Item {
                id: format!("{number}-{at}-{place}"),
                kind: control.kind,
                from_name: control.name,
                to_name: IMAGE,
                original_width: picture.size.width(),
                original_height: picture.size.height(),
                image_rotation: 0,
                value,
            })
        });
        Task {
            data: Data {
                image: address(&set.options.picture_address, set.name(number)),
            },
            predictions: [Prediction {
                model_version: "masque",
                result: results.collect(),
            }],
        }
    });
    json(&tasks.collect::<Vec<_>>())
}

fn values(
    thing: &Thing,
    shape: Shape,
    picture: Size,
    class: &str,
) -> Vec<(&'static Control, Value)> {
    let labels = || [class.to_owned()];
    let mut values = Vec::new();
    let [across, down] = [picture.width(), picture.height()].map(|side| 100.0 / f64::from(side));
    // Where a brush cannot count all pixels, polygons can.
    let brush = thing.shape().filter(|_| shape == Shape::Brush);
    match (brush.and_then(packed), thing.shape()) {
        (Some(rle), _) => {
            let brush = Value::Brush {
                format: "rle",
                rle,
                brushlabels: labels(),
            };
            values.push((&BRUSH, brush));
        }
        (None, Some(mask)) => {
            let rings = contour::bridged_along_edges(mask, Connectivity::Four).into_iter();
            values.extend(rings.map(|ring| {
                let points = ring.iter().map(|point| point.map(f64::from));
                let polygon = Value::Polygon {
                    points: points.map(|[x, y]| [x * across, y * down]).collect(),
                    closed: true,
                    polygonlabels: labels(),
                };
                (&POLYGON, polygon)
            }));
        }
        (None, None) => values.extend(thing.edges(picture).map(|edges| {
            let rectangle = Value::Rectangle {
                x: edges.x * across,
                y: edges.y * down,
                width: edges.width * across,
                height: edges.height * down,
                rotation: 0,
                rectanglelabels: labels(),
            };
            (&RECTANGLE, rectangle)
        })),
    }
    values.extend(thing.points_within(picture).map(|point| {
        let point = Value::KeyPoint {
            x: point.x * across,
            y: point.y * down,
            width: POINT_WIDTH,
            keypointlabels: labels(),
        };
        (&KEY_POINT, point)
    }));
    values
}

/// How wide a point is drawn, in percent of the picture's width.
const POINT_WIDTH: f64 = 0.5;

/// The picture's address: what is no letter, digit or `-._~` in UTF-8 as `%XX`.
fn address(folder: &str, name: &str) -> String {
    let mut address = folder.to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_no_letter_that_means_something() {
        assert_eq!(address("/d/", "é 1&?.jpg"), "/d/%C3%A9%201%26%3F.jpg");
    }
}
