//! Ultralytics' YOLO: a text file beside each picture and a `data.yaml` for all.
//! Never writes a number outside of 0 to 1, nor a row that could be taken for
//! one of another kind.
//!
//! Readers round or cut polygons to whole pixels and draw them with the line
//! itself, so polygons go through the centres of pixels, and a quarter of a
//! pixel further: rounded or cut, the same pixel comes out. Holes are joined by
//! bridges. A row holds one polygon, so that a thing of several parts is either
//! one row, with its parts joined, or several.
//!
//! The format: <https://docs.ultralytics.com/datasets/segment/>.

use super::set::{Files, Set, each, of_all, of_one, photos};
use super::{Annotated, Made, PartsAs, Thing};
use crate::geometry::{Ring, Size};
use crate::mask::{Mask, contour};
use std::fmt::Write as _;
use std::iter::once;
use std::rc::Rc;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A polygon; a box as its four corners.
    Polygon,
    /// Centre and size of a box.
    Box,
}

/// `data.yaml`, a text file for each picture, and the pictures.
pub(super) fn files(set: &Rc<Set>, row: Row) -> Files {
    let head = once(of_all(set, "data.yaml", data));
    let rows = each(set, move |set, number| {
        let path = format!("labels/train/{}.txt", set.stem(number));
        Some(of_one(set, number, path, move |set, picture| {
            Ok(labels(set, row, picture).into_bytes())
        }))
    });
    Box::new(head.chain(rows).chain(photos(set, "images/train/")))
}

/// Names in quotes, as JSON writes them: YAML reads that, whatever is in them.
/// There is no `path`: then it is the folder of the file itself.
fn data(set: &Set) -> Made {
    let mut yaml = "train: images/train\nval: images/train\nnames:\n".to_owned();
    for (number, name) in set.classes.names().iter().enumerate() {
        let name = serde_json::to_string(name)?;
        // Writing into a string does not fail.
        let _ = writeln!(yaml, "  {number}: {name}");
    }
    if set.classes.names().is_empty() {
        yaml = yaml.replace("names:\n", "names: {}\n");
    }
    Ok(yaml.into_bytes())
}

fn labels(set: &Set, row: Row, picture: &Annotated) -> String {
    let mut rows = String::new();
    for thing in &picture.things {
        let class = set.class(thing).1;
        let lines = match row {
            Row::Box => bounds(thing, picture.size).into_iter().collect(),
            Row::Polygon => polygons(thing, picture.size, set.options.parts),
        };
        for line in lines {
            let _ = write!(rows, "{class}");
            for number in line {
                let _ = write!(rows, " {}", short(number));
            }
            rows.push('\n');
        }
    }
    rows
}

/// Centre and size, in parts of the picture's sides.
fn bounds(thing: &Thing, picture: Size) -> Option<Vec<f64>> {
    let [width, height] = sides(picture);
    let edges = thing.edges(picture)?;
    Some(vec![
        (edges.x + edges.width / 2.0) / width,
        (edges.y + edges.height / 2.0) / height,
        edges.width / width,
        edges.height / height,
    ])
}

fn polygons(thing: &Thing, picture: Size, parts: PartsAs) -> Vec<Vec<f64>> {
    let [width, height] = sides(picture);
    let Some(mask) = thing.shape() else {
        let corners = thing.edges(picture).map(|edges| {
            let (right, bottom) = (edges.x + edges.width, edges.y + edges.height);
            let (left, top) = (edges.x, edges.y);
            [[left, top], [right, top], [right, bottom], [left, bottom]]
        });
        let scaled = corners.map(|corners| corners.map(|[x, y]| [x / width, y / height]));
        return scaled.map(|corners| corners.concat()).into_iter().collect();
    };
    let rings = match parts {
        PartsAs::Rows => lines(mask),
        PartsAs::One => vec![joined(lines(mask))],
    };
    let scaled = rings.into_iter().map(|ring| {
        let points = ring.into_iter();
        points.flat_map(|[x, y]| [x / width, y / height]).collect()
    });
    scaled.collect()
}

/// The rings through centres, [`OFF`] of them, each of three points at least.
fn lines(mask: &Mask) -> Vec<Ring<[f64; 2]>> {
    let rings = contour::bridged_through_centres(mask).into_iter();
    let rings = rings.map(|ring| {
        let points = ring.iter();
        let mut ring: Ring<[f64; 2]> = points
            .map(|point| point.map(|place| f64::from(place) + OFF))
            .collect();
        // One pixel and a line of pixels are not drawn but as an area; what is
        // added lies in the same pixel.
        if let (1 | 2, Some([x, y])) = (ring.len(), ring.last().copied()) {
            ring.push([x + OFF / 2.0, y]);
            ring.push([x, y + OFF / 2.0]);
        }
        ring
    });
    rings.collect()
}

/// How far beyond its number a pixel is named, in pixels, so that it stays the
/// same however a reader rounds.
const OFF: f64 = 0.25;

/// One ring of several: each following one is reached from the point of those
/// before that is nearest to it, and left on the same way.
fn joined(rings: Vec<Ring<[f64; 2]>>) -> Ring<[f64; 2]> {
    let mut rings = rings.into_iter();
    let mut whole = rings.next().unwrap_or_default();
    for mut ring in rings {
        let Some((at, first)) = nearest(&whole, &ring) else {
            continue;
        };
        ring.rotate_left(first);
        let ends = [ring.first().copied(), whole.get(at).copied()];
        ring.extend(ends.into_iter().flatten());
        whole.splice(at + 1..at + 1, ring);
    }
    whole
}

/// The places of two points, one of each ring, that are near each other: of
/// long rings not all points are tried.
fn nearest(a: &[[f64; 2]], b: &[[f64; 2]]) -> Option<(usize, usize)> {
    let tried = |ring: &[[f64; 2]]| ring.len().div_ceil(TRIED).max(1);
    let pairs = a.iter().enumerate().step_by(tried(a)).flat_map(|from| {
        let others = b.iter().enumerate().step_by(tried(b));
        others.map(move |to| (from, to))
    });
    let distance = |[x, y]: &[f64; 2], [to_x, to_y]: &[f64; 2]| (to_x - x).hypot(to_y - y);
    let distances = pairs.map(|((at, from), (to_at, to))| (distance(from, to), at, to_at));
    let nearest = distances.min_by(|a, b| a.0.total_cmp(&b.0));
    nearest.map(|(_, at, to_at)| (at, to_at))
}

/// How many points of a ring are tried at most.
const TRIED: usize = 200;

/// A number from 0 to 1 with as many digits as the largest picture needs.
fn short(number: f64) -> String {
    let digits = format!("{:.7}", number.clamp(0.0, 1.0));
    let digits = digits.trim_end_matches('0');
    digits.trim_end_matches('.').to_owned()
}

fn sides(picture: Size) -> [f64; 2] {
    [picture.width().into(), picture.height().into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_reached_and_left_on_the_same_way() {
        let rings = vec![vec![[0.0, 0.0], [1.0, 0.0]], vec![[6.0, 5.0], [5.0, 5.0]]];
        let expected = [
            [0.0, 0.0],
            [1.0, 0.0],
            [5.0, 5.0],
            [6.0, 5.0],
            [5.0, 5.0],
            [1.0, 0.0],
        ];
        assert_eq!(joined(rings), expected);
    }

    #[test]
    fn numbers_are_short_and_never_beyond_one() {
        assert_eq!(short(0.5), "0.5");
        assert_eq!(short(0.0), "0");
        assert_eq!(short(1.000_000_1), "1");
        assert_eq!(short(1.0 / 3.0), "0.3333333");
    }
}
