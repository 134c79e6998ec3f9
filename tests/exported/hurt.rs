//! A set that is made to hurt: a ring with a hole, two parts, a pixel in the
//! corner, overlaps, edges, lines and noise, with labels and names that are hard
//! to write.

use super::{Set, Truth, bounds, pattern};
use crate::random::Random;
use masque::export::{Annotated, Bounds, Place, Thing};
use masque::geometry::{NormBox, NormPoint, PixelBox, Size};
use masque::mask::Mask;

/// The classes that the labels must become, in their order.
const CLASSES: [&str; 11] = [
    "ring, \"quoted\"",
    "=SUM(A1)",
    "👩‍🚀 it's",
    "قطة سوداء",
    "<script>alert(1)</script>",
    "a: b #c & d",
    "line",
    "blob 0",
    "blob 1",
    "blob 2",
    "box: only",
];

/// What the things of the first picture are.
const NAMES: [&str; 8] = [
    "ring with a hole",
    "two parts",
    "pixel in the corner",
    "over the edge",
    "diagonal line",
    "many holes, touching its neighbours",
    "straight line",
    "square of four",
];

/// The set.
pub fn hurt() -> Set {
    let pictures = pictures();
    let saved = vec!["été 1.jpg", "noise.png", "NOISE-2.png", "_nul.png"];
    let truths = pictures.iter().zip(&saved).map(|(picture, saved)| {
        let things = picture.things.iter().enumerate();
        let truths = things.map(|(at, thing)| {
            let mut classes = CLASSES.iter();
            let class = classes.find(|class| thing.label.ends_with(**class));
            let name = match *saved {
                "noise.png" => "random discs",
                _ => NAMES[at],
            };
            let other = if at == 0 {
                [8, 3, 40, 18]
            } else {
                [3, 4, 8, 10]
            };
            Truth {
                name: name.to_owned(),
                class: (*class.expect("a class")).to_owned(),
                bounds: bounds(thing, other),
            }
        });
        truths.collect()
    });
    Set {
        title: "A set that is made to hurt",
        truths: truths.collect(),
        photos: pictures
            .iter()
            .map(|picture| pattern(picture.size))
            .collect(),
        pictures: pictures.into(),
        saved,
        classes: CLASSES.map(str::to_owned).into(),
    }
}

fn pictures() -> Vec<Annotated> {
    let size = Size::new(97, 61).expect("a size");
    let disc = |x: u32, y: u32, [at_x, at_y]: [i64; 2], radius: i64| {
        let [dx, dy] = [i64::from(x) - at_x, i64::from(y) - at_y];
        dx * dx + dy * dy <= radius * radius
    };
    let shapes: [(&str, Mask); 8] = [
        (
            "ring, \"quoted\"",
            Mask::from_fn(size, |x, y| {
                disc(x, y, [30, 30], 22) && !disc(x, y, [33, 28], 9)
            }),
        ),
        (
            "=SUM(A1)",
            Mask::from_fn(size, |x, y| {
                (60..70).contains(&x) && (3..9).contains(&y)
                    || (75..92).contains(&x) && (20..28).contains(&y)
            }),
        ),
        ("👩‍🚀 it's", Mask::from_fn(size, |x, y| (x, y) == (96, 60))),
        (
            "قطة سوداء",
            Mask::from_fn(size, |x, y| disc(x, y, [2, 40], 17)),
        ),
        (
            "<script>alert(1)</script>",
            Mask::from_fn(size, |x, y| x == y + 5 && y > 30),
        ),
        (
            "\u{202e}a: b #c & d",
            Mask::from_fn(size, |x, y| {
                (50..96).contains(&x) && (30..59).contains(&y) && !(x % 7 == 3 && y % 5 == 2)
            }),
        ),
        ("line", Mask::from_fn(size, |x, y| y == 0 && x > 40)),
        ("=SUM(A1)", Mask::from_fn(size, |x, y| x < 2 && y < 2)),
    ];
    let things = shapes.map(|(label, mask)| Thing {
        label: label.to_owned(),
        mask: Some(mask.into()),
        ..Thing::default()
    });
    let random = random_picture();
    let boxes = Thing {
        label: "box: only".to_owned(),
        bounds: NormBox::from_wire([100.0, 200.0, 600.0, 1100.0]).map(Bounds::Norm),
        ..Thing::default()
    };
    let point = Thing {
        label: "line".to_owned(),
        bounds: Some(PixelBox::new(3, 4, 5, 6).into()),
        points: NormPoint::new(500.0, 250.0)
            .map(Place::Norm)
            .into_iter()
            .collect(),
        ..Thing::default()
    };
    let picture = |file: &str, size, things| Annotated::new(file, size, things);
    let small = Size::new(40, 30).expect("a size");
    vec![
        picture("../été 1.jpg", size, things.into()),
        picture("noise.png", random.0, random.1),
        picture("NOISE.png", small, vec![boxes, point]),
        picture("nul.png", small, vec![]),
    ]
}

fn random_picture() -> (Size, Vec<Thing>) {
    let size = Size::new(64, 48).expect("a size");
    let mut random = Random::new(6);
    let things = (0..12).map(|number| {
        let discs: Vec<[i64; 3]> = (0..4)
            .map(|_| [64, 48, 12].map(|below| i64::from(random.below(below))))
            .collect();
        let mask = Mask::from_fn(size, |x, y| {
            let over = discs.iter().filter(|[at_x, at_y, radius]| {
                let [dx, dy] = [i64::from(x) - at_x, i64::from(y) - at_y];
                dx * dx + dy * dy <= radius * radius
            });
            over.count() % 2 == 1
        });
        Thing {
            label: format!("blob {}", number % 3),
            mask: Some(mask.into()),
            ..Thing::default()
        }
    });
    (size, things.collect())
}
