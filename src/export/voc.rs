//! Pascal VOC: maps of classes and objects, boxes in XML, and the lists of both.
//! Never writes a name with a space or a colon into a list: readers take them
//! for its end.
//!
//! The format: the VOC 2012 development kit; `labelmap.txt` is CVAT's.

use super::maps::{class_map, colour, object_map};
use super::name::{Names, stem};
use super::set::{Body, File, Files, Set, each, made, of_one};
use super::xml::{document, element, text};
use super::{Annotated, Made};
use std::collections::HashSet;
use std::fmt::Write as _;
use std::rc::Rc;

/// Maps, boxes and lists, and the pictures.
pub(super) fn files(set: &Rc<Set>) -> Files {
    let named = Rc::new(Named::of(set));
    let list = |path, text: fn(&Named) -> String| {
        let named = Rc::clone(&named);
        made(path, move || Ok(text(&named).into_bytes()))
    };
    let lists = [
        list("labelmap.txt", Named::label_map),
        list("ImageSets/Segmentation/train.txt", Named::stems),
    ];
    let pictures = each(set, move |set, number| of_picture(set, &named, number));
    Box::new(lists.into_iter().chain(pictures))
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

fn of_picture(
    set: &Rc<Set>,
    named: &Rc<Named>,
    number: usize,
) -> impl Iterator<Item = File> + use<> {
    let name = named.pictures.get(number).cloned().unwrap_or_default();
    let at = stem(&name);
    let classes = format!("SegmentationClass/{at}.png");
    let classes = of_one(set, number, classes, class_map);
    let objects = format!("SegmentationObject/{at}.png");
    let objects = of_one(set, number, objects, |_, picture| object_map(picture));
    let photo = set.options.pictures.then(|| File {
        path: format!("JPEGImages/{name}"),
        body: Body::Picture(number),
    });
    let path = format!("Annotations/{at}.xml");
    let named = Rc::clone(named);
    let boxes = of_one(set, number, path, move |set, picture| {
        boxes(set, &named, &name, picture)
    });
    [classes, objects, boxes].into_iter().chain(photo)
}

/// Boxes count pixels from 1, the last one included.
fn boxes(set: &Set, named: &Named, name: &str, picture: &Annotated) -> Made {
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
        let picture = |file: &str, things| {
            let size = Size::new(2, 2).expect("a size");
            Annotated::new(file, size, things)
        };
        let labels = ["a:b", "a_b", "#x", "background"];
        let pictures = [
            picture("a b.jpg", labels.map(thing).to_vec()),
            picture("A_B.png", vec![]),
        ];
        let options = Options::default();
        let set = Set::new(pictures.into(), &options).expect("a set");
        let named = Named::of(&set);
        assert_eq!(named.classes, ["a_b", "a_b_", "_x", "background_"]);
        assert_eq!(named.stems(), "a_b\nA_B-2\n");
        let lines: Vec<_> = named.label_map().lines().map(str::to_owned).collect();
        assert_eq!(lines[1..3], ["background:0,0,0::", "a_b:128,0,0::"]);
    }
}
