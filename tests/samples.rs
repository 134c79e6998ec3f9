//! The samples that come with the page, against the truth: the pictures are
//! rendered by `cargo xtask samples`, so each pixel's object is known.

use image::GrayImage;
use masque::answer::Problem;
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Kind, Mask, MaskProblem, coco, iou};
use masque::session::{Answering, Object, Outcome, saved_parts};
use std::path::Path;

/// Columns and rows of every sample.
const SIDES: (u32, u32) = (1280, 960);

/// The least agreement with the truth. A polygon has fewer corners than the
/// thing that it goes round.
const LEAST_PNG: f64 = 0.98;
const LEAST_POLYGON: f64 = 0.95;

#[test]
fn breakfast_has_its_true_masks() {
    let (objects, outcome) = read("breakfast");
    assert_eq!(outcome.problems, []);
    assert!(objects.iter().all(|object| kind(object) == Some(Kind::Png)));
    agree("breakfast", &objects, LEAST_PNG);
    assert_eq!(Some(objects.len()), objects_in("breakfast"));
}

#[test]
fn toys_have_their_true_outlines() {
    let (objects, outcome) = read("toys");
    assert_eq!(outcome.problems, []);
    assert!(
        objects
            .iter()
            .all(|object| kind(object) == Some(Kind::Polygon))
    );
    agree("toys", &objects, LEAST_POLYGON);
    assert_eq!(Some(objects.len()), objects_in("toys"));
}

#[test]
fn dusk_keeps_what_is_intact_and_names_the_rest() {
    let (objects, outcome) = read("dusk");
    assert_eq!((outcome.objects, outcome.masks), (8, 5));
    agree("dusk", &objects, LEAST_PNG);

    let tokens = answer("dusk").matches("<seg_").count();
    let problems: Vec<_> = objects
        .iter()
        .map(|object| object.mask.as_ref().err())
        .collect();
    let expected = [
        None,
        None,
        Some(&MaskProblem::Tokens(tokens)),
        None,
        Some(&MaskProblem::Absent),
        None,
        Some(&MaskProblem::Broken("JPEG")),
        None,
    ];
    assert_eq!(problems, expected);
    // The boxes of those without a mask are kept.
    assert!(objects.iter().all(|object| object.bounds.is_some()));
    assert!(
        matches!(outcome.problems.as_slice(), [Problem::CutObject(_)]),
        "{:?}",
        outcome.problems
    );
}

/// What this machine gives is held by Pillow, in `tests/pillow.rs`; the same
/// texts must come out as WebAssembly, in `tests/web.rs`. `UPDATE_GOLDEN=1`
/// writes them anew, after new samples.
#[test]
fn the_masks_are_to_the_pixel_those_that_webassembly_is_held_to() {
    for name in ["breakfast", "toys"] {
        let (objects, _) = read(name);
        let texts = objects.iter().map(|object| {
            let shape = object.mask.as_ref().expect("a mask");
            coco::text(&coco::counts(&shape.mask))
        });
        let texts = texts.collect::<Vec<_>>().join("\n") + "\n";
        let path = root().join(format!("tests/truth/{name}.coco.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &texts).expect("the file can be written");
        }
        let expected = std::fs::read_to_string(&path).expect("the pinned masks");
        assert!(texts == expected, "{name}'s masks are others");
    }
}

#[test]
fn the_pictures_have_the_size_of_the_truth() {
    for name in ["breakfast", "toys", "dusk"] {
        let picture = root().join(format!("samples/{name}.jpg"));
        let picture = image::open(&picture).expect("a picture that can be decoded");
        assert_eq!((picture.width(), picture.height()), SIDES, "{name}");
        assert_eq!(truth(name).dimensions(), SIDES, "{name}'s truth");
        let small = root().join(format!("samples/{name}.thumb.jpg"));
        let small = image::open(&small).expect("a small picture that can be decoded");
        // In the same proportion, so that the page does not jump.
        assert_eq!(small.width() * SIDES.1, small.height() * SIDES.0, "{name}");
    }
}

/// Holds every mask against the truth, and prints how well it agrees.
fn agree(name: &str, objects: &[Object], least: f64) {
    let truth = truth(name);
    for object in objects {
        let Ok(shape) = &object.mask else { continue };
        let agreement = iou(&shape.mask, &true_mask(&truth, object.index + 1));
        println!("{name} {:<32} IoU {agreement:.4}", object.name());
        assert!(
            agreement >= least,
            "{name}, {}: {agreement:.4}",
            object.name()
        );
    }
}

/// The pixels that belong to object `number`, counted from 1.
fn true_mask(truth: &GrayImage, number: usize) -> Mask {
    Mask::from_fn(size(), |x, y| {
        usize::from(truth.get_pixel(x, y).0[0]) == number
    })
}

/// How many objects the truth knows.
fn objects_in(name: &str) -> Option<usize> {
    truth(name).into_raw().into_iter().max().map(usize::from)
}

fn truth(name: &str) -> GrayImage {
    let path = root().join(format!("tests/truth/{name}.png"));
    let truth = image::open(&path).expect("the truth");
    let image::DynamicImage::ImageLuma8(truth) = truth else {
        panic!("{} is not an 8-bit grey picture", path.display());
    };
    truth
}

fn read(name: &str) -> (Vec<Object>, Outcome) {
    let mut answering = Answering::new(size(), DEFAULT_THRESHOLD);
    let parts = saved_parts(&answer(name));
    let objects = parts
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect();
    (objects, answering.finish())
}

fn answer(name: &str) -> String {
    let path = root().join(format!("samples/{name}.answer.txt"));
    std::fs::read_to_string(path).expect("the sample's answer")
}

fn kind(object: &Object) -> Option<Kind> {
    object.mask.as_ref().ok().map(|shape| shape.kind())
}

fn size() -> Size {
    Size::new(SIDES.0, SIDES.1).expect("a size")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
