//! CVAT for images 1.1: one XML file for all pictures. Never loses a pixel of a
//! mask: its run lengths are written row by row within the mask's box.
//!
//! As polygons, masks go along the edges of pixels, a polygon for each part with
//! its holes joined by bridges. What belongs to one thing has one `group_id`.
//!
//! The format: <https://docs.cvat.ai/docs/manual/advanced/formats/format-cvat/>.

use super::set::{Files, Set, of_all, photos};
use super::xml::{Xml, document, element, empty, text};
use super::{Annotated, Made, Thing};
use crate::geometry::PixelBox;
use crate::mask::{Connectivity, Mask, contour};
use std::fmt::Write as _;
use std::iter::once;
use std::rc::Rc;

/// How masks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// As run lengths.
    Masks,
    /// As polygons along the edges of pixels.
    Polygons,
}

/// `annotations.xml` and the pictures.
pub(super) fn files(set: &Rc<Set>, shape: Shape) -> Files {
    let annotations = of_all(set, "annotations.xml", move |set| annotations(set, shape));
    Box::new(once(annotations).chain(photos(set, "images/")))
}

fn annotations(set: &Set, shape: Shape) -> Made {
    document(|xml| {
        element(xml, "annotations", &[], |xml| {
            text(xml, "version", "1.1")?;
            element(xml, "meta", &[], |xml| {
                element(xml, "task", &[], |xml| {
                    element(xml, "labels", &[], |xml| {
                        for name in set.classes.names() {
                            element(xml, "label", &[], |xml| {
                                text(xml, "name", name)?;
                                empty(xml, "attributes", &[])
                            })?;
                        }
                        Ok(())
                    })
                })
            })?;
            for (number, picture) in set.numbered() {
                image(xml, set, shape, number, picture)?;
            }
            Ok(())
        })
    })
}

fn image(
    xml: &mut Xml,
    set: &Set,
    shape: Shape,
    number: usize,
    picture: &Annotated,
) -> std::io::Result<()> {
    let attributes = [
        ("id", &*number.to_string()),
        ("name", set.name(number)),
        ("width", &picture.size.width().to_string()),
        ("height", &picture.size.height().to_string()),
    ];
    element(xml, "image", &attributes, |xml| {
        for (at, thing) in picture.things.iter().enumerate() {
            let items = items(thing, shape, picture);
            let group = (at + 1).to_string();
            for (name, mut attributes) in items.iter().cloned() {
                let label = set.class(thing).0;
                attributes.insert(0, ("label", label));
                attributes.push(("source", "auto".to_owned()));
                attributes.push(("occluded", "0".to_owned()));
                attributes.push(("z_order", at.to_string()));
                if items.len() > 1 {
                    attributes.push(("group_id", group.clone()));
                }
                let attributes: Vec<(&str, &str)> = attributes
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                empty(xml, name, &attributes)?;
            }
        }
        Ok(())
    })
}

/// The name of an element, and what is special to it.
type Item = (&'static str, Vec<(&'static str, String)>);

fn items(thing: &Thing, shape: Shape, picture: &Annotated) -> Vec<Item> {
    let mut items = Vec::new();
    match thing.shape() {
        Some(mask) if shape == Shape::Masks => items.extend(run_lengths(mask)),
        Some(mask) => {
            let rings = contour::bridged_along_edges(mask, Connectivity::Four).into_iter();
            items.extend(rings.map(|ring| {
                let points = ring.iter().map(|point| point.map(f64::from));
                ("polygon", vec![("points", listed(points))])
            }));
        }
        None => items.extend(thing.edges(picture.size).map(|edges| {
            let (right, bottom) = (edges.x + edges.width, edges.y + edges.height);
            let sides = [
                ("xtl", edges.x),
                ("ytl", edges.y),
                ("xbr", right),
                ("ybr", bottom),
            ];
            let sides = sides.map(|(name, side)| (name, side.to_string()));
            ("box", sides.to_vec())
        })),
    }
    let points: Vec<_> = thing.points_within(picture.size).collect();
    if !points.is_empty() {
        let points = points.iter().map(|point| [point.x, point.y]);
        items.push(("points", vec![("points", listed(points))]));
    }
    items
}

fn listed(points: impl Iterator<Item = [f64; 2]>) -> String {
    let points: Vec<String> = points.map(|[x, y]| format!("{x},{y}")).collect();
    points.join(";")
}

/// Row by row within the mask's box, how many pixels are outside, inside …
fn run_lengths(mask: &Mask) -> Option<Item> {
    let bounds = mask.bounds()?;
    let mut counts = String::new();
    let (mut outside, mut inside) = (0, 0);
    for (_, runs) in mask.rows() {
        let mut at = u32::try_from(bounds.x()).ok()?;
        let end = at + bounds.width();
        for run in runs {
            if run.start > at && inside > 0 {
                push(&mut counts, outside, inside);
                (outside, inside) = (0, 0);
            }
            outside += run.start - at;
            inside += run.end - run.start;
            at = run.end;
        }
        if at < end {
            if inside > 0 {
                push(&mut counts, outside, inside);
                (outside, inside) = (0, 0);
            }
            outside += end - at;
        }
    }
    if inside > 0 {
        push(&mut counts, outside, inside);
        outside = 0;
    }
    if outside > 0 {
        let _ = write!(counts, "{outside}, ");
    }
    let rle = counts.trim_end_matches(", ").to_owned();
    let sides = sides(bounds).map(|(name, side)| (name, side.to_string()));
    Some(("mask", [("rle", rle)].into_iter().chain(sides).collect()))
}

fn push(counts: &mut String, outside: u32, inside: u32) {
    // Writing into a string does not fail.
    let _ = write!(counts, "{outside}, {inside}, ");
}

fn sides(bounds: PixelBox) -> [(&'static str, i64); 4] {
    [
        ("left", bounds.x()),
        ("top", bounds.y()),
        ("width", bounds.width().into()),
        ("height", bounds.height().into()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    #[test]
    fn run_lengths_go_on_from_row_to_row_within_the_box() {
        let counts = |rows: [&str; 3]| {
            let size = Size::new(5, 3).expect("a size");
            let mask = Mask::from_fn(size, |x, y| rows[y as usize].as_bytes()[x as usize] == b'#');
            let (_, attributes) = run_lengths(&mask).expect("a mask");
            attributes[0].1.clone()
        };
        assert_eq!(counts([".....", ".##..", ".##.."]), "0, 4");
        assert_eq!(counts([".#...", "..##.", ".#..."]), "0, 1, 3, 3, 2");
    }
}
