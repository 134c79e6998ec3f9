//! GeoJSON in the picture's pixels: a file for each picture. Never joins a hole
//! to its outline: polygons have true holes here.
//!
//! Coordinates are `[x, y]` with y down and no place on earth, as QuPath and
//! napari read them. Outlines go clockwise on the screen, which by the numbers
//! alone is counter-clockwise, as RFC 7946 wants.

use super::set::{Files, Set, each, json, of_one};
use super::{Annotated, Thing};
use crate::geometry::{Ring, Size};
use crate::mask::{Connectivity, Mask, contour, parts};
use serde::Serialize;
use std::rc::Rc;

/// A file for each picture.
pub(super) fn files(set: &Rc<Set>) -> Files {
    each(set, |set, number| {
        let path = format!("{}.geojson", set.stem(number));
        Some(of_one(set, number, path, |set, picture| {
            json(&Collection {
                kind: "FeatureCollection",
                features: features(set, picture),
            })
        }))
    })
}

#[derive(Serialize)]
struct Collection {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<Feature>,
}

#[derive(Serialize)]
struct Feature {
    #[serde(rename = "type")]
    kind: &'static str,
    geometry: Geometry,
    properties: Properties,
}

#[derive(Serialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    MultiPolygon(Vec<Vec<Ring<[u32; 2]>>>),
    Polygon([[[f64; 2]; 5]; 1]),
    MultiPoint(Vec<[f64; 2]>),
}

#[derive(Clone, Serialize)]
struct Properties {
    #[serde(rename = "objectType")]
    object_type: &'static str,
    name: String,
    classification: Classification,
    /// The thing's place in the picture, from 1.
    thing: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    box_3d: Option<[f64; 9]>,
}

#[derive(Clone, Serialize)]
struct Classification {
    name: String,
}

/// A feature for each thing's mask or box, and another for its points.
fn features(set: &Set, picture: &Annotated) -> Vec<Feature> {
    let mut features = Vec::new();
    for (at, thing) in picture.things.iter().enumerate() {
        let name = set.class(thing).0;
        let properties = Properties {
            object_type: "annotation",
            name: name.clone(),
            classification: Classification { name },
            thing: at + 1,
            group: thing.group,
            box_3d: thing.cuboid.map(|cuboid| cuboid.to_wire()),
        };
        let geometries = geometries(thing, picture.size);
        features.extend(geometries.map(|geometry| Feature {
            kind: "Feature",
            geometry,
            properties: properties.clone(),
        }));
    }
    features
}

fn geometries(thing: &Thing, picture: Size) -> impl Iterator<Item = Geometry> {
    let area = match thing.shape() {
        Some(mask) => Some(Geometry::MultiPolygon(polygons(mask))),
        None => thing.edges(picture).map(|edges| {
            let (right, bottom) = (edges.x + edges.width, edges.y + edges.height);
            let first = [edges.x, edges.y];
            let ring = [
                first,
                [right, edges.y],
                [right, bottom],
                [edges.x, bottom],
                first,
            ];
            Geometry::Polygon([ring])
        }),
    };
    let points = thing.points_within(picture).map(|point| [point.x, point.y]);
    let points: Vec<[f64; 2]> = points.collect();
    let points = (!points.is_empty()).then_some(Geometry::MultiPoint(points));
    area.into_iter().chain(points)
}

/// For each part its outline and its holes; each ring ends where it began.
fn polygons(mask: &Mask) -> Vec<Vec<Ring<[u32; 2]>>> {
    let parts = parts(mask, Connectivity::Four).into_iter();
    let polygons = parts.map(|part| {
        let contours = contour::along_edges(&part, Connectivity::Four).into_iter();
        let closed = contours.map(|contour| {
            let mut ring = contour.ring;
            ring.extend(ring.first().copied());
            ring
        });
        closed.collect()
    });
    polygons.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_stand_with_their_own_part() {
        let size = Size::new(9, 4).expect("a size");
        let mask = Mask::from_fn(size, |x, y| (x < 3 && y < 3 && (x, y) != (1, 1)) || x == 8);
        let found = polygons(&mask);
        let rings: Vec<usize> = found.iter().map(Vec::len).collect();
        assert_eq!(rings, [2, 1]);
        assert_eq!(found[1], [[[8, 0], [9, 0], [9, 4], [8, 4], [8, 0]]]);
    }
}
