//! What masks were made of comes back, and is never believed where it does not lead to
//! the mask beside it.

use super::*;
use crate::export::Origin;
use crate::mask::{Grey, Mending, Refine, Source, THRESHOLDS, difference};
use std::sync::Arc;

const WIDTH: u32 = 13;
const HEIGHT: u32 = 9;

fn picture() -> Size {
    Size::new(WIDTH, HEIGHT).expect("a size")
}

fn bounds() -> impl Strategy<Value = NormBox> {
    let sides = prop::array::uniform4(-300.0..1300.0_f64);
    sides.prop_map(|sides| NormBox::from_wire(sides).expect("a box"))
}

fn greys(values: impl Strategy<Value = u8> + Clone) -> impl Strategy<Value = Grey> {
    (1_u32..7, 1_u32..7).prop_flat_map(move |(width, height)| {
        let values = prop::collection::vec(values.clone(), (width * height) as usize);
        values.prop_map(move |values| Grey::new(width, height, values).expect("a grid"))
    })
}

fn pixels(size: Size) -> impl Strategy<Value = Mask> {
    let pixels = prop::collection::vec(any::<bool>(), size.area() as usize);
    let width = size.width();
    pixels.prop_map(move |pixels| Mask::from_fn(size, |x, y| pixels[(y * width + x) as usize]))
}

fn part() -> PixelBox {
    PixelBox::new(2, 3, 7, 5)
}

/// Everything that a mask can be made of.
fn sources() -> impl Strategy<Value = Source> {
    let of = |size: Size| {
        let hard = || prop_oneof![Just(0_u8), Just(255)];
        let point = (-20.0..1020.0_f64, -20.0..1020.0_f64)
            .prop_map(|(x, y)| NormPoint::new(x, y).expect("a point"));
        let ring = prop::collection::vec(point, 3..6);
        prop_oneof![
            (greys(any::<u8>()), bounds())
                .prop_map(|(grey, bounds)| Source::Values { grey, bounds }),
            (greys(hard()), bounds()).prop_map(|(grey, bounds)| Source::Values { grey, bounds }),
            (greys(hard()), bounds()).prop_map(|(grey, bounds)| Source::Flags { grey, bounds }),
            prop::collection::vec(ring, 1..4).prop_map(Source::Rings),
            pixels(size).prop_map(Source::Combined),
        ]
    };
    let small = Size::new(part().width(), part().height()).expect("a size");
    let of_part = of(small).prop_map(|source| Source::Part {
        source: Box::new(source),
        part: part(),
    });
    prop_oneof![of(picture()), of_part]
}

fn mendings() -> impl Strategy<Value = Option<Mending>> {
    let refine = (-50_i8..=50, 0_u8..=50, any::<bool>(), any::<u32>());
    let drawn = (pixels(picture()), pixels(picture()));
    let mending = (refine, drawn).prop_map(|(refine, (added, removed))| {
        let (grow, smooth, fill_holes, specks) = refine;
        Mending {
            refine: Refine {
                grow,
                smooth,
                fill_holes,
                specks,
            },
            added: difference(&added, &removed),
            removed,
        }
    });
    prop::option::of(mending.prop_filter("something", |mending| !mending.is_nothing()))
}

fn made(source: Source, mending: Option<Mending>, threshold: u8) -> Annotated {
    let origin = Origin {
        source: Arc::new(source),
        mending: mending.map(Arc::new),
    };
    let mask = origin.mask(picture(), threshold, usize::MAX);
    let thing = Thing {
        mask: mask.map(Arc::new),
        origin: Some(origin),
        ..Thing::default()
    };
    Annotated {
        threshold: Some(threshold),
        degrees: Some(97),
        ..Annotated::new("a.png", picture(), vec![thing])
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_a_mask_was_made_of_comes_back(
        source in sources(),
        mending in mendings(),
        threshold in THRESHOLDS,
    ) {
        let pictures = vec![made(source, mending, threshold)];
        let read = written(Format::Masque, &pictures);
        prop_assert_eq!(read, Annotations { pictures, problems: vec![] });
    }

    #[test]
    fn what_leads_to_another_mask_is_named_and_the_mask_counts(
        source in sources(),
        mask in pixels(picture()),
    ) {
        let mut picture = made(source, None, 127);
        let made = picture.things[0].mask.replace(Arc::new(mask.clone()));
        let read = written(Format::Masque, &[picture]);
        let thing = &read.pictures[0].things[0];
        prop_assert_eq!(thing.mask.as_deref(), Some(&mask));
        let is_same = made.as_deref() == Some(&mask);
        prop_assert_eq!(thing.origin.is_some(), is_same);
        prop_assert_eq!(read.problems.is_empty(), is_same);
        for problem in read.problems {
            prop_assert_eq!(problem.fault, Fault::Origin(OriginProblem::Other));
        }
    }
}

#[test]
fn what_is_written_wrongly_costs_no_mask() {
    let all = Mask::from_fn(picture(), |_, _| true);
    let text = crate::mask::coco::text(&crate::mask::coco::counts(&all));
    let whole = "[[0,0],[1000,0],[1000,1000],[0,1000]]";
    let read = |made_of: &str| {
        let file = format!(
            r#"{{"format":"masque","version":1,"pictures":[{{"file":"a","width":{WIDTH},"height":{HEIGHT},"things":[{{"label":"a","mask":"{text}","made_of":{made_of}}}]}}]}}"#
        );
        let read = annotations(file.as_bytes()).expect("annotations");
        let thing = &read.pictures[0].things[0];
        assert_eq!(thing.mask.as_deref(), Some(&all));
        assert_eq!(thing.origin.is_none(), !read.problems.is_empty());
        read.problems
            .into_iter()
            .next()
            .map(|problem| problem.fault)
    };
    assert_eq!(read(&format!(r#"{{"rings":[{whole}]}}"#)), None);
    for wrong in [
        "7".to_owned(),
        "{}".to_owned(),
        format!(r#"{{"rings":[{whole}],"mask":"{text}"}}"#),
        format!(r#"{{"rings":[{whole}],"part":[0,0,99,1]}}"#),
        format!(r#"{{"rings":[{whole}],"part":[0,0,3,3]}}"#),
        format!(r#"{{"rings":[{whole}],"added":"{text}","removed":"{text}"}}"#),
        format!(r#"{{"rings":[{whole}],"added":"zz"}}"#),
        format!(
            r#"{{"rings":[{whole}],"refine":{{"grow":99,"smooth":0,"fill_holes":false,"specks":0}}}}"#
        ),
        format!(r#"{{"rings":[{}]}}"#, [whole; 2001].join(",")),
        format!(r#"{{"rings":[[{}]]}}"#, ["[0,1]"; 20_001].join(",")),
        r#"{"grey":{"png":"AAAA","box":[0,0,1000,1000]}}"#.to_owned(),
        r#"{"mask":"0"}"#.to_owned(),
    ] {
        // Beyond their limits, lists are long.
        if cfg!(miri) && wrong.len() > 10_000 {
            continue;
        }
        assert_eq!(
            read(&wrong),
            Some(Fault::Origin(OriginProblem::Other)),
            "{wrong}"
        );
    }
    // Without a mask there is nothing that could have been made.
    let file = r#"{"format":"masque","version":1,"pictures":[{"file":"a","width":2,"height":2,"things":[{"label":"a","made_of":{"rings":[]}}]}]}"#;
    let read = annotations(file.as_bytes()).expect("annotations");
    assert_eq!(read.pictures[0].things.len(), 1);
    assert_eq!(read.problems[0].fault, Fault::Origin(OriginProblem::Other));
    for key in [
        "threshold\":255",
        "field_of_view\":0",
        "field_of_view\":180",
    ] {
        let file = format!(
            r#"{{"format":"masque","version":1,"pictures":[{{"file":"a","width":2,"height":2,"{key},"things":[]}}]}}"#
        );
        let read = annotations(file.as_bytes()).expect("annotations");
        assert_eq!(
            (read.pictures.len(), &read.problems[0].fault),
            (0, &Fault::Form)
        );
    }
}

#[test]
fn as_many_values_come_back_as_a_mask_may_have() {
    let side = if cfg!(miri) { 40 } else { 4096 };
    let noise = (0_u32..side * side).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8);
    let grey = Grey::new(side, side, noise.collect()).expect("a grid");
    let bounds = NormBox::from_wire([100.0, 200.0, 700.0, 900.0]).expect("a box");
    let pictures = vec![made(Source::Values { grey, bounds }, None, 127)];
    let read = written(Format::Masque, &pictures);
    assert!(
        read == Annotations {
            pictures,
            problems: vec![]
        }
    );
}

#[test]
#[cfg_attr(miri, ignore = "only large masks take too long")]
fn what_takes_too_long_to_look_at_is_named_and_the_masks_are_there() {
    // Masks of few bytes that are much work to refine.
    let side = 700;
    let picture = Size::new(side, side).expect("a size");
    let values = (0..side * side).map(|at| {
        if (at % side + at / side) % 2 == 0 {
            255
        } else {
            0
        }
    });
    let grey = Grey::new(side, side, values.collect()).expect("a grid");
    let bounds = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]).expect("a box");
    let refine = Refine {
        smooth: 50,
        ..Refine::default()
    };
    let origin = Origin {
        source: Arc::new(Source::Values { grey, bounds }),
        mending: Some(Arc::new(Mending {
            refine,
            ..Mending::nothing(picture)
        })),
    };
    let mask = Arc::new(Mask::empty(picture));
    let thing = Thing {
        mask: Some(Arc::clone(&mask)),
        origin: Some(origin),
        ..Thing::default()
    };
    let pictures = [Annotated::new("a.png", picture, vec![thing; 40])];
    let read = written(Format::Masque, &pictures);
    let things = &read.pictures[0].things;
    assert_eq!(things.len(), 40);
    assert!(
        things
            .iter()
            .all(|thing| thing.mask.as_ref() == Some(&mask))
    );
    let too_much = Fault::Origin(OriginProblem::TooMuch);
    let named = read
        .problems
        .iter()
        .filter(|problem| problem.fault == too_much);
    assert!(named.count() > 30);
}
