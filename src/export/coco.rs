//! COCO: one JSON file for all pictures. Never marks an object as a crowd, and
//! never counts from 0: evaluation ignores the one and loses the other.
//!
//! Masks are run lengths, as text or as numbers, or polygons along the edges of
//! their pixels: a polygon for each part, its holes joined by bridges. A thing
//! with a box alone has an empty segmentation. Points become keypoints that are
//! named `point_1`, `point_2` … within their class.
//!
//! The format: <https://cocodataset.org/#format-data>, as pycocotools reads it.

use super::set::{Files, Listed, Set, json, of_all, photos};
use super::{Annotated, Made, Thing};
use crate::mask::{Connectivity, Mask, coco, contour};
use serde::Serialize;
use std::iter::once;
use std::rc::Rc;

/// How masks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Run lengths as COCO's text.
    Text,
    /// Run lengths as numbers.
    Counts,
    /// Polygons along the edges of pixels.
    Polygons,
}

/// The file with all annotations, and the pictures beside it.
pub(super) fn files(set: &Rc<Set>, shape: Shape) -> Files {
    let annotations = of_all(set, "annotations/instances_train.json", move |set| {
        annotations(set, shape)
    });
    Box::new(once(annotations).chain(photos(set, "images/")))
}

#[derive(Serialize)]
struct Document<I, A, C> {
    info: Info,
    licenses: [(); 0],
    categories: C,
    images: I,
    annotations: A,
}

#[derive(Serialize)]
struct Info {
    description: &'static str,
}

#[derive(Serialize)]
struct Image<'a> {
    id: usize,
    file_name: &'a str,
    width: u32,
    height: u32,
}

#[derive(Serialize)]
struct Category<'a> {
    id: usize,
    name: &'a str,
    supercategory: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keypoints: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skeleton: Option<[(); 0]>,
}

#[derive(Serialize)]
struct Annotation {
    id: usize,
    image_id: usize,
    category_id: usize,
    segmentation: Segmentation,
    area: f64,
    bbox: [f64; 4],
    iscrowd: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    keypoints: Option<Vec<f64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_keypoints: Option<usize>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Segmentation {
    Text { size: [u32; 2], counts: String },
    Counts { size: [u32; 2], counts: Vec<u32> },
    Polygons(Vec<Vec<u32>>),
}

fn annotations(set: &Set, shape: Shape) -> Made {
    let points = points_of_classes(set);
    let categories = || {
        let names = set.classes.names().iter().zip(&points);
        names.enumerate().map(|(number, (name, points))| Category {
            id: number + 1,
            name,
            supercategory: "",
            keypoints: (1..=*points)
                .map(|point| format!("point_{point}"))
                .collect(),
            skeleton: (*points > 0).then_some([]),
        })
    };
    let images = || {
        set.numbered().map(|(number, picture)| Image {
            id: number + 1,
            file_name: set.name(number),
            width: picture.size.width(),
            height: picture.size.height(),
        })
    };
    let annotations = || {
        let things = set.numbered().flat_map(|(number, picture)| {
            let things = picture.things.iter();
            things.filter_map(move |thing| annotation(set, shape, number, picture, thing))
        });
        things.zip(1..).map(|(annotation, id)| {
            let places = points.get(annotation.category_id - 1);
            annotation.numbered(id, places.copied().unwrap_or(0))
        })
    };
    let document = Document {
        info: Info {
            description: "Made with Masque",
        },
        licenses: [],
        categories: Listed(categories),
        images: Listed(images),
        annotations: Listed(annotations),
    };
    json(&document)
}

/// For each class, the most points that one of its things has.
fn points_of_classes(set: &Set) -> Vec<usize> {
    let mut most = vec![0; set.classes.names().len()];
    for picture in set.pictures.iter() {
        for thing in &picture.things {
            if let Some(most) = most.get_mut(set.class(thing).1) {
                *most = thing.points_within(picture.size).count().max(*most);
            }
        }
    }
    most
}

/// `None` for a thing that is nowhere in the picture.
fn annotation(
    set: &Set,
    shape: Shape,
    number: usize,
    picture: &Annotated,
    thing: &Thing,
) -> Option<Annotation> {
    let points: Vec<f64> = thing
        .points_within(picture.size)
        .flat_map(|point| [point.x, point.y, VISIBLE])
        .collect();
    let edges = thing.edges(picture.size);
    if edges.is_none() && points.is_empty() {
        return None;
    }
    let bbox = edges.map_or([0.0; 4], |edges| {
        [edges.x, edges.y, edges.width, edges.height]
    });
    let [_, _, width, height] = bbox;
    let mask = thing.shape();
    Some(Annotation {
        id: 0,
        image_id: number + 1,
        category_id: set.class(thing).1 + 1,
        segmentation: mask.map_or(Segmentation::Polygons(Vec::new()), |mask| {
            segmentation(mask, shape)
        }),
        area: mask.map_or(width * height, |mask| mask.area() as f64),
        bbox,
        iscrowd: 0,
        num_keypoints: (!points.is_empty()).then_some(points.len() / 3),
        keypoints: Some(points),
    })
}

/// That a keypoint is marked and can be seen.
const VISIBLE: f64 = 2.0;

impl Annotation {
    /// With its number, and as many keypoints as its class has.
    fn numbered(mut self, id: usize, places: usize) -> Self {
        self.id = id;
        if places == 0 {
            self.keypoints = None;
        }
        if let Some(keypoints) = &mut self.keypoints {
            keypoints.resize(3 * places, 0.0);
            self.num_keypoints.get_or_insert(0);
        }
        self
    }
}

fn segmentation(mask: &Mask, shape: Shape) -> Segmentation {
    let picture = mask.picture();
    let size = [picture.height(), picture.width()];
    match shape {
        Shape::Text => Segmentation::Text {
            size,
            counts: coco::written(mask),
        },
        Shape::Counts => Segmentation::Counts {
            size,
            counts: coco::counts(mask),
        },
        Shape::Polygons => {
            let rings = contour::bridged_along_edges(mask, Connectivity::Four);
            Segmentation::Polygons(rings.iter().map(|ring| ring.concat()).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Bounds, Options, Place};
    use crate::geometry::{PixelBox, PixelPoint, Size};
    use serde_json::{Value, json};

    #[test]
    fn numbers_begin_at_one_and_keypoints_are_as_many_in_a_class() {
        let size = Size::new(4, 3).expect("a size");
        let point = |x, y| Place::Pixel(PixelPoint { x, y });
        let thing = |points: Vec<Place>| Thing {
            label: "cup".to_owned(),
            points,
            ..Thing::default()
        };
        let boxed = Thing {
            bounds: Some(Bounds::from(PixelBox::new(1, 1, 9, 1))),
            ..thing(vec![])
        };
        let nowhere = thing(vec![point(9.0, 9.0)]);
        let things = vec![
            thing(vec![point(1.0, 2.0), point(3.0, 1.5)]),
            boxed,
            nowhere,
        ];
        let pictures = [Annotated::new("a.png", size, things)];
        let options = Options::default();
        let set = Set::new(pictures.into(), &options).expect("a set");
        let bytes = annotations(&set, Shape::Text).expect("a file");
        let found: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(
            found["categories"][0]["keypoints"],
            json!(["point_1", "point_2"])
        );
        let [first, second] = [0, 1].map(|at| &found["annotations"][at]);
        assert_eq!(found["annotations"].as_array().map(Vec::len), Some(2));
        assert_eq!(first["keypoints"], json!([1.0, 2.0, 2.0, 3.0, 1.5, 2.0]));
        assert_eq!((&first["id"], &second["id"]), (&json!(1), &json!(2)));
        assert_eq!(second["bbox"], json!([1.0, 1.0, 3.0, 1.0]));
        assert_eq!(
            (&second["area"], &second["num_keypoints"]),
            (&json!(3.0), &json!(0))
        );
    }
}
