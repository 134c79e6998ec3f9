//! What was written comes back: property tests on whole exports, and what is
//! done with files that are not as they should be.

use super::*;
use crate::export::{Body, Bounds, Format, Options, Origin, Place, Thing};
use crate::geometry::{Cuboid, NormBox, NormPoint, PixelBox, PixelPoint};
use crate::mask::Source;
use crate::render::Color;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

mod origins;

fn masks() -> impl Strategy<Value = Mask> {
    let picture = (1_u32..14, 1_u32..11);
    picture.prop_flat_map(|(width, height)| {
        let pixels = prop::collection::vec(any::<bool>(), (width * height) as usize);
        let size = Size::new(width, height).expect("a size");
        pixels.prop_map(move |pixels| Mask::from_fn(size, |x, y| pixels[(y * width + x) as usize]))
    })
}

fn written(format: Format, pictures: &[Annotated]) -> Annotations {
    let options = Options {
        pictures: false,
        ..Options::default()
    };
    let mut files = format.files(pictures.into(), &options).expect("files");
    let Body::Made(make) = files.next().expect("a file").body else {
        panic!("a picture")
    };
    annotations(&make().expect("a file")).expect("annotations")
}

fn with_mask(mask: Mask) -> Vec<Annotated> {
    let size = mask.picture();
    let thing = Thing {
        label: "a <b> & \"c\"".into(),
        mask: Some(mask.into()),
        ..Thing::default()
    };
    vec![Annotated::new("été 1.jpg", size, vec![thing])]
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(3),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn masks_come_back_to_the_pixel(mask in masks()) {
        let is_empty = mask.is_empty();
        let pictures = with_mask(mask);
        prop_assert_eq!(&written(Format::Masque, &pictures).pictures, &pictures);
        for format in [
            Format::Coco,
            Format::CocoPlain,
            Format::CocoPolygons,
            Format::LabelMe,
            Format::LabelMeMasks,
            Format::Cvat,
            Format::CvatPolygons,
        ] {
            let read = written(format, &pictures);
            prop_assert_eq!(&read.problems, &[]);
            if !is_empty {
                prop_assert_eq!(&read.pictures, &pictures, "{}", format.id());
            }
        }
    }

    #[test]
    fn masques_own_file_changes_nothing(
        label in any::<String>(),
        class in any::<Option<String>>(),
        numbers in prop::array::uniform4(-1e4..1e4_f64),
        bits in prop::array::uniform4(any::<f64>()),
        angles in prop::array::uniform9(-1e5..1e5_f64),
        group in any::<Option<u32>>(),
        color in any::<Option<[u8; 3]>>(),
        saved_as in any::<Option<String>>(),
        is_hidden in any::<bool>(),
        number in any::<Option<u32>>(),
        part in prop::option::of((0_u32..7, 0_u32..5)),
    ) {
        let [a, b, c, d] = numbers;
        let [e, f, g, h] = bits.map(|bits| if bits.is_finite() { bits } else { 0.1 });
        let pixel = |x, y| PixelPoint { x, y };
        let thing = Thing {
            label,
            number,
            class,
            bounds: Some(Bounds::Norm(NormBox::from_wire(numbers).expect("a box"))),
            points: vec![
                Place::Norm(NormPoint::new(a, b).expect("a point")),
                Place::Pixel(pixel(e, f)),
            ],
            cuboid: Cuboid::from_wire(angles),
            group,
            color: color.map(Color),
            is_hidden,
            part: part.map(|(x, y)| PixelBox::new(x.into(), y.into(), 7 - x, 5 - y)),
            ..Thing::default()
        };
        let other = Thing {
            bounds: Some(Bounds::Pixel { corner: pixel(g, c), width: h, height: d }),
            ..thing.clone()
        };
        let size = Size::new(7, 5).expect("a size");
        let things = vec![thing, other];
        let pictures = vec![Annotated { saved_as, ..Annotated::new("../a\u{202e}", size, things) }];
        let read = written(Format::Masque, &pictures);
        prop_assert_eq!(read, Annotations { pictures, problems: vec![] });
    }

    #[test]
    fn any_file_that_was_changed_is_read_or_refused(
        mask in masks(),
        which in 0..Format::ALL.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[-0-9eE.,;\\[\\]{}\"a]{0,3}"), 1..4),
    ) {
        let options = Options { pictures: false, ..Options::default() };
        let mut pictures = with_mask(mask);
        for thing in &mut pictures[0].things {
            thing.origin = thing.mask.as_deref().map(|mask| Origin {
                source: Source::Combined(mask.clone()).into(),
                mending: None,
            });
        }
        pictures[0].things.push(Thing {
            bounds: NormBox::from_wire([1.0, 2.0, 900.0, 800.5]).map(Bounds::Norm),
            points: NormPoint::new(3.5, 700.0).map(Place::Norm).into_iter().collect(),
            cuboid: Cuboid::from_wire([1.0; 9]),
            ..Thing::default()
        });
        for file in Format::ALL[which].files(pictures.into(), &options).expect("files") {
            let Body::Made(make) = file.body else { continue };
            let bytes = make().expect("a file");
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            for (place, change) in &changes {
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                if starts.is_empty() {
                    continue;
                }
                let at = starts[place.index(starts.len())];
                let end = text[at..].chars().next().map_or(at, |letter| at + letter.len_utf8());
                text.replace_range(at..end, change);
            }
            let Ok(read) = annotations(text.as_bytes()) else { continue };
            if read.pictures.iter().all(|picture| picture.size.area() < 1 << 20) {
                let again = written(Format::Masque, &read.pictures);
                prop_assert_eq!(&again.problems, &[]);
                prop_assert_eq!(again.pictures, read.pictures);
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<Vec<u8>>()) {
        let _ = annotations(&text);
        let _ = (masque(&text), coco(&text), labelme(&text), cvat(&text));
    }
}

#[test]
fn boxes_and_points_come_back() {
    let corner = PixelPoint { x: 1.5, y: 2.0 };
    let size = Size::new(20, 10).expect("a size");
    let bounds = Bounds::Pixel {
        corner,
        width: 3.25,
        height: 4.0,
    };
    let thing = Thing {
        label: "cup".into(),
        bounds: Some(bounds),
        points: vec![Place::Pixel(corner)],
        ..Thing::default()
    };
    let pictures = vec![Annotated::new("a.jpg", size, vec![thing])];
    for format in [Format::Masque, Format::Coco, Format::LabelMe, Format::Cvat] {
        assert_eq!(
            written(format, &pictures).pictures,
            pictures,
            "{}",
            format.id()
        );
    }
}

#[test]
fn two_pictures_of_one_name_are_told_apart_by_what_they_were_saved_as() {
    let size = Size::new(2, 2).expect("a size");
    let picture = Annotated::new("a.jpg", size, Vec::new());
    let pictures = [picture.clone(), picture];
    let files = Format::Masque.files(pictures.into(), &Options::default());
    let Body::Made(make) = files.expect("files").next().expect("a file").body else {
        panic!("a picture")
    };
    let read = annotations(&make().expect("a file")).expect("annotations");
    let names = read.pictures.iter();
    let names: Vec<_> = names
        .map(|picture| (&*picture.file, picture.saved_as.as_deref()))
        .collect();
    assert_eq!(names, [("a.jpg", None), ("a.jpg", Some("a-2.jpg"))]);
}

#[test]
fn a_broken_thing_costs_itself_alone() {
    let good = r#"{"label":"cup"}"#;
    let bad = r#"{"label":"cup","mask":"zz"},{"label":"cup","part":[1,0,2,1]}"#;
    let file = format!(
        r#"{{"format":"masque","version":1,"pictures":[{{"file":"a","width":2,"height":2,"things":[{bad},{good}]}},{{"file":"b","width":0,"height":2,"things":[]}}]}}"#
    );
    let read = annotations(file.as_bytes()).expect("annotations");
    assert_eq!(read.pictures.len(), 1);
    assert_eq!(read.pictures[0].things.len(), 1);
    let places: Vec<_> = read.problems.iter().map(|p| (p.picture, p.thing)).collect();
    assert_eq!(
        places,
        [(Some(0), Some(0)), (Some(0), Some(1)), (Some(1), None)]
    );
    assert_eq!(read.problems[1].fault, Fault::Form);
    assert_eq!(read.problems[2].fault, Fault::Size);
}

#[test]
fn what_lies_far_away_or_never_ends_is_refused() {
    let huge = "1e300,1e300";
    let zigzag = "0,0;1,65535;".repeat(3000);
    let zigzag = zigzag.trim_end_matches(';');
    let file = format!(
        r#"<annotations><image name="a" width="65535" height="65535">
        <mask label="x" rle="0, 1" left="1e300" top="1e300" width="1" height="1"/>
        <polygon label="x" points="{huge};5,5;{huge}"/>
        <polygon label="x" points="{zigzag}"/></image></annotations>"#
    );
    let read = annotations(file.as_bytes()).expect("annotations");
    let faults: Vec<_> = read.problems.iter().map(|problem| &problem.fault).collect();
    assert_eq!(faults, [&Fault::Form, &Fault::TooComplex]);
    let shapes = r#"{"label":"x","shape_type":"mask","points":[[1e300,0],[1e300,0]],"mask":""},
        {"label":"x","shape_type":"polygon","points":[[1e5,-1e5],[-1e5,1e5],[3,3]]}"#;
    let file = format!(r#"{{"imagePath":"a","imageWidth":9,"imageHeight":9,"shapes":[{shapes}]}}"#);
    let read = annotations(file.as_bytes()).expect("annotations");
    assert_eq!(read.problems.len(), 1);
    let thing = &read.pictures[0].things[0];
    let mask = thing.mask.as_ref().expect("a mask");
    // Its long side passes the corner of the picture alone.
    assert!(mask.contains(0, 0) && mask.contains(3, 3) && !mask.contains(4, 4));
}

#[test]
fn what_is_no_file_of_ours_is_named() {
    let refused = |file: &str| annotations(file.as_bytes()).err();
    assert_eq!(refused(""), Some(ReadProblem::Broken));
    assert_eq!(refused("{\"format\":"), Some(ReadProblem::Broken));
    assert_eq!(refused("<svg/>"), Some(ReadProblem::OtherFormat));
    assert_eq!(refused("<annotations><image"), Some(ReadProblem::Broken));
    assert_eq!(refused("<annotations>"), Some(ReadProblem::Broken));
    let later = r#"{"format":"masque","version":2,"pictures":[]}"#;
    assert_eq!(refused(later), Some(ReadProblem::LaterVersion(2)));
}

#[test]
fn cvat_run_lengths_that_leave_their_box_are_refused() {
    let file = r#"<annotations><image name="a" width="9" height="9">
        <mask label="x" rle="0, 99" left="1" top="1" width="2" height="2"/>
        <mask label="x" rle="1, 2" left="7" top="7" width="2" height="2"/>
        <ellipse label="x"/></image></annotations>"#;
    let read = annotations(file.as_bytes()).expect("annotations");
    let faults: Vec<_> = read.problems.iter().map(|problem| &problem.fault).collect();
    assert_eq!(faults, [&Fault::Form, &Fault::Kind("ellipse".into())]);
    let mask = read.pictures[0].things[0].mask.as_ref().expect("a mask");
    assert_eq!(
        (mask.area(), mask.contains(8, 7), mask.contains(7, 8)),
        (2, true, true)
    );
}
