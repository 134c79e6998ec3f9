//! Label Studio: one JSON file of tasks with predictions, and the labelling
//! config that they fit. Never names a control that the config has not.
//!
//! A brush is run lengths over the bytes of the picture's RGBA pixels, all four
//! channels alike, in a packing of its own. Polygons go along the edges of
//! pixels, in percent, a polygon for each part, its holes joined by bridges.
//!
//! The formats: <https://labelstud.io/guide/predictions>, and `brush.py` of
//! label-studio-sdk for the packing.

use super::set::{File, Files, Set, file, json, one, photos};
use super::xml::{element, empty, fragment};
use super::{ExportProblem, Thing};
use crate::geometry::Size;
use crate::mask::{Connectivity, Mask, contour};
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
pub(super) fn files<'a>(set: &Rc<Set<'a>>, shape: Shape) -> Files<'a> {
    let pictures = photos(set, "images/");
    let (for_tasks, for_config) = (Rc::clone(set), Rc::clone(set));
    let tasks = one(move || tasks(&for_tasks, shape));
    let config = one(move || config(&for_config));
    Box::new(tasks.chain(config).chain(pictures))
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

fn config(set: &Set) -> Result<File, ExportProblem> {
    let xml = fragment(|xml| {
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
    })?;
    Ok(file("config.xml", xml))
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

fn tasks(set: &Set, shape: Shape) -> Result<File, ExportProblem> {
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
    json("tasks.json", &tasks.collect::<Vec<_>>())
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
    match thing.shape() {
        Some(mask) if shape == Shape::Brush => values.extend(packed(mask).map(|rle| {
            let brush = Value::Brush {
                format: "rle",
                rle,
                brushlabels: labels(),
            };
            (&BRUSH, brush)
        })),
        Some(mask) => {
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
        None => values.extend(thing.edges(picture).map(|edges| {
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

/// The mask as packed run lengths; `None` in a picture of more than a billion
/// pixels, whose bytes 32 bits cannot count.
///
/// First the number of bytes, in 32 bits; then the bits of a byte, less one, in
/// five; then four lengths of counts, less one, in four bits each. Then runs: a
/// bit that says so, two bits for the length of the count, the count less one,
/// and the byte.
fn packed(mask: &Mask) -> Option<Vec<u8>> {
    let picture = mask.picture();
    let total = u32::try_from(picture.area() * CHANNELS).ok()?;
    let mut bits = Bits::default();
    bits.push(total, 32);
    bits.push(8 - 1, 5);
    for length in COUNTS {
        bits.push(length - 1, 4);
    }
    let width = u64::from(picture.width());
    let (mut at, mut inside) = (0, 0);
    for (y, runs) in mask.rows() {
        for run in runs {
            let start = u64::from(y) * width + u64::from(run.start);
            if start > at + inside {
                bits.run(inside, 255);
                bits.run(start - at - inside, 0);
                (at, inside) = (start, 0);
            }
            inside += u64::from(run.end - run.start);
        }
    }
    bits.run(inside, 255);
    bits.run(picture.area() - at - inside, 0);
    Some(bits.finish())
}

/// Bytes of a pixel.
const CHANNELS: u64 = 4;

/// The bits that a count may have.
const COUNTS: [u32; 4] = [3, 4, 8, 16];

/// Bits, the highest of a number first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u64,
    /// How many bits of `open` wait for their byte; fewer than eight.
    waiting: u32,
}

impl Bits {
    fn push(&mut self, number: u32, bits: u32) {
        self.open = self.open << bits | u64::from(number);
        self.waiting += bits;
        while self.waiting >= 8 {
            self.waiting -= 8;
            // The lowest eight of what is left.
            self.bytes.push((self.open >> self.waiting) as u8);
        }
        self.open &= (1 << self.waiting) - 1;
    }

    /// So many pixels of one value.
    fn run(&mut self, pixels: u64, value: u8) {
        let mut left = pixels * CHANNELS;
        while left > 0 {
            let count = left.min(1 << 16) as u32;
            let sizes = COUNTS.iter().zip(0..);
            let mut fitting = sizes.filter(|(bits, _)| count <= 1 << **bits);
            let Some((bits, size)) = fitting.next() else {
                return;
            };
            self.push(1, 1);
            self.push(size, 2);
            self.push(count - 1, *bits);
            self.push(value.into(), 8);
            left -= u64::from(count);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.waiting > 0 {
            self.push(0, 8 - self.waiting);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stand_in_their_order() {
        let mut bits = Bits::default();
        bits.push(0b101, 3);
        bits.push(0xffff_ffff, 32);
        bits.push(0, 2);
        assert_eq!(bits.finish(), [0xbf, 0xff, 0xff, 0xff, 0b1110_0000]);
    }

    #[test]
    fn addresses_hold_no_letter_that_means_something() {
        assert_eq!(address("/d/", "é 1&?.jpg"), "/d/%C3%A9%201%26%3F.jpg");
    }
}
