//! SVG: a file for each picture, a layer for each class, a path for each object.
//! Never writes a script, a style or a reference to anything.
//!
//! The user's unit is the picture's pixel. Paths go along the edges of pixels
//! and are filled even-odd, so holes are holes, and drawn without smoothing, the
//! mask comes out to the pixel.

use super::maps::colour;
use super::set::{Files, Set, each, of_one};
use super::simplify::outline;
use super::slug;
use super::xml::{Xml, document, element, empty, text};
use super::{Annotated, Thing};
use crate::geometry::{Ring, Size};
use crate::mask::Mask;
use std::fmt::Write as _;
use std::rc::Rc;

/// A file for each picture.
pub(super) fn files(set: &Rc<Set>) -> Files {
    each(set, |set, number| {
        let path = format!("{}.svg", set.stem(number));
        Some(of_one(set, number, path, |set, picture| {
            document(|xml| drawing(xml, set, picture, set.options.tolerance))
        }))
    })
}

/// The `d` of an SVG path around `mask`, in the picture's pixels, to be filled
/// even-odd; see [`outline`] for `tolerance`.
///
/// ```
/// use masque::{export::path_data, geometry::Size, mask::Mask};
/// let mask = Mask::from_fn(Size::new(9, 9).unwrap(), |x, y| (2..5).contains(&x) && y == 4);
/// assert_eq!(path_data(&mask, 0.0), "M2 4h3v1h-3z");
/// ```
pub fn path_data(mask: &Mask, tolerance: f64) -> String {
    let mut data = String::new();
    for ring in outline(mask, tolerance).rings {
        add_ring(&mut data, &ring);
    }
    data
}

fn add_ring(data: &mut String, ring: &Ring<[u32; 2]>) {
    let mut before: Option<[u32; 2]> = None;
    for [x, y] in ring {
        let step = before.map(|[from_x, from_y]| {
            (
                i64::from(*x) - i64::from(from_x),
                i64::from(*y) - i64::from(from_y),
            )
        });
        // Writing into a string does not fail.
        let _ = match step {
            None => write!(data, "M{x} {y}"),
            Some((dx, 0)) => write!(data, "h{dx}"),
            Some((0, dy)) => write!(data, "v{dy}"),
            Some((dx, dy)) => write!(data, "l{dx} {dy}"),
        };
        before = Some([*x, *y]);
    }
    if before.is_some() {
        data.push('z');
    }
}

/// What Inkscape knows a layer by.
const INKSCAPE: &str = "http://www.inkscape.org/namespaces/inkscape";

fn drawing(xml: &mut Xml, set: &Set, picture: &Annotated, tolerance: f64) -> std::io::Result<()> {
    let [width, height] =
        [picture.size.width(), picture.size.height()].map(|side| side.to_string());
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("xmlns:inkscape", INKSCAPE),
        ("width", &*width),
        ("height", &*height),
        ("viewBox", &*format!("0 0 {width} {height}")),
        ("shape-rendering", "crispEdges"),
    ];
    element(xml, "svg", &attributes, |xml| {
        for (number, name) in set.classes.names().iter().enumerate() {
            let of_class = |thing: &&Thing| set.class(thing).1 == number;
            let things: Vec<&Thing> = picture.things.iter().filter(of_class).collect();
            if things.is_empty() {
                continue;
            }
            let [red, green, blue] = colour((number % 254 + 1) as u8);
            let colour = format!("#{red:02x}{green:02x}{blue:02x}");
            let layer = [
                ("id", &*format!("class-{}-{}", number + 1, slug(name))),
                ("inkscape:groupmode", "layer"),
                ("inkscape:label", name),
                ("fill", &*colour),
                ("stroke", "none"),
            ];
            element(xml, "g", &layer, |xml| {
                text(xml, "title", name)?;
                for thing in things {
                    shapes(xml, thing, picture.size, &colour, tolerance)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })
}

fn shapes(
    xml: &mut Xml,
    thing: &Thing,
    picture: Size,
    colour: &str,
    tolerance: f64,
) -> std::io::Result<()> {
    if let Some(mask) = thing.shape() {
        let data = path_data(mask, tolerance);
        empty(xml, "path", &[("fill-rule", "evenodd"), ("d", &data)])?;
    } else if let Some(edges) = thing.edges(picture) {
        let sides = [edges.x, edges.y, edges.width, edges.height].map(|side| side.to_string());
        let [x, y, width, height] = &sides;
        let attributes = [
            ("x", x.as_str()),
            ("y", y),
            ("width", width),
            ("height", height),
            ("fill", "none"),
            ("stroke", colour),
        ];
        empty(xml, "rect", &attributes)?;
    }
    let radius = (f64::from(picture.width().max(picture.height())) / 200.0).max(1.0);
    for point in thing.points_within(picture) {
        let [x, y, r] = [point.x, point.y, radius].map(|number| number.to_string());
        empty(xml, "circle", &[("cx", &x), ("cy", &y), ("r", &r)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Body, Options, Thing};

    #[test]
    fn a_hole_is_a_ring_of_its_own() {
        let size = Size::new(9, 9).expect("a size");
        let ring = Mask::from_fn(size, |x, y| {
            (1..4).contains(&x) && (1..4).contains(&y) && (x, y) != (2, 2)
        });
        assert_eq!(path_data(&ring, 0.0), "M1 1h3v3h-3zM2 2v1h1v-1z");
        assert_eq!(path_data(&Mask::empty(size), 0.0), "");
    }

    #[test]
    fn a_label_is_text_and_nothing_else() {
        let pictures = [Annotated::new(
            "a.png",
            Size::new(2, 2).expect("a size"),
            vec![Thing {
                label: "\"/><script onload='x'>&\u{0}".to_owned(),
                ..Thing::default()
            }],
        )];
        let options = Options::default();
        let set = Set::new(pictures.into(), &options).expect("a set");
        let Body::Made(make) = files(&set).next().expect("a file").body else {
            panic!("a picture");
        };
        let bytes = make().expect("a file");
        let svg = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(svg.matches("<script").count(), 0, "{svg}");
        assert!(svg.contains("id=\"class-1-script-onload-x\""), "{svg}");
    }
}
