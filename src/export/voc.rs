//! Pascal VOC: maps of classes and objects, boxes in XML, and the lists of both.
//! Never writes a name with a space or a colon into a list: readers take them
//! for its end.
//!
//! The format: the VOC 2012 development kit; `labelmap.txt` is CVAT's.

use super::maps::{class_map, colour, object_map};
use super::name::{Names, stem};
use super::set::{Body, File, Files, Set, file, one};
use super::xml::{document, element, text};
use super::{Annotated, ExportProblem};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::rc::Rc;

/// Maps, boxes and lists, and the pictures.
pub(super) fn files<'a>(set: &Rc<Set<'a>>) -> Files<'a> {
    let named = Rc::new(Named::of(set));
    let pictures = set.numbered().flat_map({
        let (set, named) = (Rc::clone(set), Rc::clone(&named));
        move |(number, picture)| of_picture(&set, &named, number, picture)
    });
    let lists = one({
        let named = Rc::clone(&named);
        move || Ok(file("labelmap.txt", named.label_map()))
    });
    let train = one(move || Ok(file("ImageSets/Segmentation/train.txt", named.stems())));
    Box::new(lists.chain(train).chain(pictures))
}

/// Names as VOC's lists can hold them.
struct Named {
    pictures: Vec<String>,
    classes: Vec<String>,
}

impl Named {
    fn of(set: &Set) -> Self {
        let mut names = Names::default();
        let pictures = set.names.iter().map(|name| {
            let name: String = name
                .chars()
                .map(|letter| if letter.is_whitespace() { '_' } else { letter })
                .collect();
            names.add(&name)
        });
        let pictures = pictures.collect();
        // Taken by what belongs to no class.
        let mut taken = HashSet::from([BACKGROUND.to_owned()]);
        let classes = set.classes.names().iter().map(|name| {
            let mut name = name.replace(':', "_");
            if name.starts_with('#') {
                name = name.replacen('#', "_", 1);
            }
            while !taken.insert(name.clone()) {
                name.push('_');
            }
            name
        });
        Self {
            pictures,
            classes: classes.collect(),
        }
    }

    fn label_map(&self) -> String {
        let mut lines = format!("# label:color_rgb:parts:actions\n{BACKGROUND}:0,0,0::\n");
        for (name, number) in self.classes.iter().zip(1_u32..) {
            let [red, green, blue] = colour(u8::try_from(number).unwrap_or(u8::MAX));
            // Writing into a string does not fail.
            let _ = writeln!(lines, "{name}:{red},{green},{blue}::");
        }
        lines
    }

    fn stems(&self) -> String {
        let lines = self.pictures.iter().map(|name| format!("{}\n", stem(name)));
        lines.collect()
    }
}

const BACKGROUND: &str = "background";

fn of_picture<'a>(
    set: &Rc<Set<'a>>,
    named: &Rc<Named>,
    number: usize,
    picture: &'a Annotated,
) -> Files<'a> {
    let name = named.pictures.get(number).cloned().unwrap_or_default();
    let at = stem(&name).to_owned();
    let classes = {
        let (set, at) = (Rc::clone(set), at.clone());
        one(move || {
            let png = class_map(&set, picture)?;
            Ok(file(format!("SegmentationClass/{at}.png"), png))
        })
    };
    let objects = {
        let at = at.clone();
        one(move || {
            let png = object_map(picture)?;
            Ok(file(format!("SegmentationObject/{at}.png"), png))
        })
    };
    let photo = set.options.pictures.then(|| File {
        path: format!("JPEGImages/{name}"),
        body: Body::Picture(number),
    });
    let boxes = {
        let (set, named) = (Rc::clone(set), Rc::clone(named));
        one(move || {
            let xml = boxes(&set, &named, &name, picture)?;
            Ok(file(format!("Annotations/{at}.xml"), xml))
        })
    };
    let photo = photo.into_iter().map(Ok);
    Box::new(classes.chain(objects).chain(boxes).chain(photo))
}

/// Boxes count pixels from 1, the last one included.
fn boxes(
    set: &Set,
    named: &Named,
    name: &str,
    picture: &Annotated,
) -> Result<Vec<u8>, ExportProblem> {
    let size = picture.size;
    document(|xml| {
        element(xml, "annotation", &[], |xml| {
            text(xml, "folder", "JPEGImages")?;
            text(xml, "filename", name)?;
            element(xml, "source", &[], |xml| text(xml, "database", "Masque"))?;
            element(xml, "size", &[], |xml| {
                text(xml, "width", &size.width().to_string())?;
                text(xml, "height", &size.height().to_string())?;
                text(xml, "depth", "3")
            })?;
            text(xml, "segmented", "1")?;
            for thing in &picture.things {
                let Some(edges) = thing.edges(size) else {
                    continue;
                };
                let class = named.classes.get(set.class(thing).1);
                element(xml, "object", &[], |xml| {
                    text(xml, "name", class.map_or("", String::as_str))?;
                    text(xml, "pose", "Unspecified")?;
                    text(xml, "truncated", "0")?;
                    text(xml, "difficult", "0")?;
                    element(xml, "bndbox", &[], |xml| {
                        text(xml, "xmin", &(edges.x + 1.0).to_string())?;
                        text(xml, "ymin", &(edges.y + 1.0).to_string())?;
                        text(xml, "xmax", &(edges.x + edges.width).to_string())?;
                        text(xml, "ymax", &(edges.y + edges.height).to_string())
                    })
                })?;
            }
            Ok(())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Options, Thing};
    use crate::geometry::Size;

    #[test]
    fn no_name_ends_a_line_too_early() {
        let thing = |label: &str| Thing {
            label: label.to_owned(),
            ..Thing::default()
        };
        let picture = |file: &str, things| Annotated {
            file: file.to_owned(),
            size: Size::new(2, 2).expect("a size"),
            things,
        };
        let labels = ["a:b", "a_b", "#x", "background"];
        let pictures = [
            picture("a b.jpg", labels.map(thing).to_vec()),
            picture("A_B.png", vec![]),
        ];
        let options = Options::default();
        let set = Set::new(&pictures, &options).expect("a set");
        let named = Named::of(&set);
        assert_eq!(named.classes, ["a_b", "a_b_", "_x", "background_"]);
        assert_eq!(named.stems(), "a_b\nA_B-2\n");
        let lines: Vec<_> = named.label_map().lines().map(str::to_owned).collect();
        assert_eq!(lines[1..3], ["background:0,0,0::", "a_b:128,0,0::"]);
    }
}
