//! What each format says that it loses, on small things made for it.

use super::*;
use crate::export::{Body, Place};
use crate::geometry::{Cuboid, NormPoint, PixelBox, Size};
use crate::picture::Rgba;

fn losses(format: Format, options: &Options) -> Vec<Loss> {
    let size = Size::new(12, 9).expect("a size");
    let thing = |inside: fn(u32, u32) -> bool| Thing {
        label: "cup".to_owned(),
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
        // What has no label loses none.
        (Format::Overlay, vec![Loss::Groups(1), Loss::Labels(3)]),
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

/// A picture with something of each kind: a mask with a box in space and a point, a
/// box, a point, a box in space ahead, one behind the camera and one far to the right,
/// and a label alone.
fn of_each_kind() -> Annotated {
    let size = Size::new(40, 30).expect("a size");
    let ahead = Cuboid::from_wire([0.0, 2.0, 0.0, 0.3, 0.3, 0.3, 0.0, 0.0, 20.0]);
    let [behind, aside] = [[0.0, -2.0], [2.0, 2.0]].map(|[x, y]| {
        let wire = [x, y, 0.0, 0.3, 0.3, 0.3, 0.0, 0.0, 20.0];
        Cuboid::from_wire(wire)
    });
    let point = NormPoint::new(500.0, 500.0).map(Place::Norm);
    let cuboid = |cuboid| Thing {
        cuboid,
        ..Thing::default()
    };
    let things = vec![
        Thing {
            mask: Some(Mask::from_fn(size, |x, y| x < 9 && y < 9).into()),
            points: point.into_iter().collect(),
            ..cuboid(ahead)
        },
        Thing {
            bounds: Some(PixelBox::new(20, 10, 9, 9).into()),
            ..Thing::default()
        },
        Thing {
            points: point.into_iter().collect(),
            ..Thing::default()
        },
        cuboid(ahead),
        cuboid(behind),
        cuboid(aside),
        Thing {
            label: "nowhere".to_owned(),
            ..Thing::default()
        },
    ];
    Annotated::new("a.png", size, things)
}

#[test]
fn what_is_drawn_is_not_lost() {
    let picture = of_each_kind();
    let losses = |format: Format| format.losses(std::slice::from_ref(&picture), &<_>::default());
    assert_eq!(losses(Format::Overlay), [Loss::LeftOut(3)]);
    let wide = Annotated {
        degrees: Some(120),
        ..picture.clone()
    };
    let seen = Format::Overlay.losses(&[wide], &Options::default());
    assert_eq!(seen, [Loss::LeftOut(2)]);
    assert_eq!(losses(Format::GeoJson), [Loss::LeftOut(4)]);
    let beside = [Loss::LeftOut(6), Loss::Points(1), Loss::Cuboids(1)];
    assert_eq!(losses(Format::CutOuts), beside);
    assert_eq!(losses(Format::CutOutTogether), beside);
}

/// Whether `format` makes of `thing` anything but the photograph, or a file at all.
fn shows(format: Format, thing: &Thing) -> bool {
    let size = Size::new(40, 30).expect("a size");
    let photo = Rgba::from_bytes(size, vec![90; 40 * 30 * 4]).expect("pixels");
    let png = |things: Vec<Thing>| {
        let picture = Annotated::new("a.png", size, things);
        let mut files = format
            .files([picture].into(), &<_>::default())
            .expect("files");
        files.next().map(|file| match file.body {
            Body::OfPixels(0, make) => make(&photo).expect("a file"),
            _ => panic!("{} is made of pixels", format.id()),
        })
    };
    png(vec![thing.clone()]) != png(Vec::new())
}

#[test]
fn what_is_said_to_be_left_out_is_what_the_files_do_not_show() {
    for thing in of_each_kind().things {
        for format in [Format::Overlay, Format::CutOuts, Format::CutOutTogether] {
            let picture = Annotated::new("a.png", of_each_kind().size, vec![thing.clone()]);
            let found = format.losses(&[picture], &Options::default());
            let is_out = found.contains(&Loss::LeftOut(1));
            assert_eq!(is_out, !shows(format, &thing), "{} {thing:?}", format.id());
        }
    }
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
