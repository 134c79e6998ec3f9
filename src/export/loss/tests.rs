//! What each format says that it loses, on small things made for it.

use super::*;
use crate::export::Place;
use crate::geometry::{NormPoint, Size};

fn losses(format: Format, options: &Options) -> Vec<Loss> {
    let size = Size::new(12, 9).expect("a size");
    let thing = |inside: fn(u32, u32) -> bool| Thing {
        mask: Some(Mask::from_fn(size, inside).into()),
        ..Thing::default()
    };
    let things = vec![
        thing(|x, y| x < 5 && y < 5 && (x, y) != (2, 2)),
        thing(|x, y| (x == 4 || x == 9) && y < 3),
        thing(|x, y| (x, y) == (0, 0)),
        Thing {
            points: NormPoint::new(10.0, 10.0)
                .map(Place::Norm)
                .into_iter()
                .collect(),
            group: Some(3),
            ..Thing::default()
        },
    ];
    let file = "a.png".to_owned();
    format.losses(&[Annotated::new(file, size, things)], options)
}

#[test]
fn what_a_format_cannot_hold_is_counted() {
    let options = Options::default();
    for (format, expected) in [
        (Format::Masque, vec![]),
        (Format::GeoJson, vec![]),
        (Format::Coco, vec![Loss::Groups(1)]),
        (Format::CocoPolygons, vec![Loss::Holes(1), Loss::Groups(1)]),
        (
            Format::YoloSegments,
            vec![
                Loss::LeftOut(1),
                Loss::Holes(1),
                Loss::PartsJoined(1),
                Loss::Tiny(2),
            ],
        ),
        (Format::YoloBoxes, vec![Loss::LeftOut(1), Loss::Masks(3)]),
        (
            Format::InstanceMap,
            vec![Loss::LeftOut(1), Loss::Overlaps(1)],
        ),
        (Format::CutOuts, vec![Loss::LeftOut(1)]),
        (
            Format::CutOutTogether,
            vec![Loss::LeftOut(1), Loss::Merged(3), Loss::Labels(3)],
        ),
        (Format::Overlay, vec![Loss::Groups(1), Loss::Labels(4)]),
    ] {
        assert_eq!(losses(format, &options), expected, "{}", format.id());
    }
    let mut labelled = Options::default();
    labelled.images.labelled = true;
    assert_eq!(losses(Format::Overlay, &labelled), [Loss::Groups(1)]);
    let rows = Options {
        parts: PartsAs::Rows,
        ..options
    };
    let found = losses(Format::YoloSegments, &rows);
    assert!(found.contains(&Loss::PartsSplit(1)), "{found:?}");
}

#[test]
fn what_is_there_twice_is_told_for_yolo() {
    let size = Size::new(4, 4).expect("a size");
    let thing = |label: &str, inside: fn(u32, u32) -> bool| Thing {
        label: label.to_owned(),
        mask: Some(Mask::from_fn(size, inside).into()),
        ..Thing::default()
    };
    let things = vec![
        thing("a", |x, y| x < 2 && y < 2),
        thing("a", |x, y| x < 2 && y < 2),
        thing("b", |x, y| x < 2 && y < 2),
        thing("a", |x, y| x < 2 && y < 2 && x + y < 2),
    ];
    let file = "a.png".to_owned();
    let pictures = [Annotated::new(file, size, things)];
    let options = Options::default();
    let doubles = |format: Format| {
        let found = format.losses(&pictures, &options);
        let doubles = found.iter().find_map(|loss| match loss {
            Loss::Doubles(things) => Some(*things),
            _ => None,
        });
        doubles.unwrap_or(0)
    };
    assert_eq!(doubles(Format::YoloSegments), 1);
    assert_eq!(doubles(Format::YoloBoxes), 2);
    assert_eq!(doubles(Format::Coco), 0);
}

#[test]
fn a_simplified_outline_says_what_it_costs() {
    let options = Options {
        tolerance: 2.0,
        ..Options::default()
    };
    let size = Size::new(30, 30).expect("a size");
    let stairs = Mask::from_fn(size, |x, y| x * x < 30 * y);
    let thing = Thing {
        mask: Some(stairs.into()),
        ..Thing::default()
    };
    let picture = Annotated::new("a.png", size, vec![thing]);
    let found = Format::Svg.losses(&[picture], &options);
    let [
        Loss::Simplified {
            things: 1,
            least_iou,
        },
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    assert!((0.8..1.0).contains(least_iou), "{least_iou}");
}
