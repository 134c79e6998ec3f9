//! Mended masks against plain bitmaps, under a threshold that moves.

use super::*;
use crate::geometry::{NormBox, Size};
use crate::mask::{Grey, Source, View, refined};
use crate::session::{Object, Trials};
use proptest::prelude::*;
use std::collections::VecDeque;

const SIDE: i64 = 24;

/// A mask as a function of its pixels, the plain way.
type Pixels = Vec<bool>;

fn places() -> impl Iterator<Item = (i64, i64)> {
    (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (x, y)))
}

fn pixels(inside: impl Fn(i64, i64) -> bool) -> Pixels {
    places().map(|(x, y)| inside(x, y)).collect()
}

fn has(pixels: &Pixels, x: i64, y: i64) -> bool {
    let is_there = (0..SIDE).contains(&x) && (0..SIDE).contains(&y);
    is_there && pixels[(y * SIDE + x) as usize]
}

fn size() -> Size {
    Size::new(SIDE as u32, SIDE as u32).expect("a size")
}

fn mask(pixels: &Pixels) -> Mask {
    Mask::from_fn(size(), |x, y| has(pixels, x.into(), y.into()))
}

/// The pixels within `radius` of one for which `inside` holds.
fn near(radius: i64, x: i64, y: i64, inside: impl Fn(i64, i64) -> bool) -> bool {
    let disc = (-radius..=radius).flat_map(|dy| (-radius..=radius).map(move |dx| (dx, dy)));
    let mut disc = disc.filter(|(dx, dy)| dx * dx + dy * dy <= radius * radius);
    disc.any(|(dx, dy)| inside(x + dx, y + dy))
}

/// All pixels that hang together with one of `from`, among those that `among` holds.
fn flood(from: &[(i64, i64)], corners: bool, among: impl Fn(i64, i64) -> bool) -> Pixels {
    let mut found = pixels(|_, _| false);
    let mut waiting: VecDeque<_> = from.iter().copied().collect();
    while let Some((x, y)) = waiting.pop_front() {
        let is_there = (0..SIDE).contains(&x) && (0..SIDE).contains(&y);
        if !is_there || found[(y * SIDE + x) as usize] || !among(x, y) {
            continue;
        }
        found[(y * SIDE + x) as usize] = true;
        for (dx, dy) in (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))) {
            if corners || dx * dy == 0 {
                waiting.push_back((x + dx, y + dy));
            }
        }
    }
    found
}

/// The slow way of refining.
fn slowly(mut now: Pixels, refine: Refine) -> Pixels {
    if refine.fill_holes {
        let edge: Vec<_> = places()
            .filter(|(x, y)| [0, SIDE - 1].contains(x) || [0, SIDE - 1].contains(y))
            .collect();
        let outside = flood(&edge, false, |x, y| !has(&now, x, y));
        now = pixels(|x, y| !has(&outside, x, y));
    }
    let (all, mut seen) = (now.clone(), pixels(|_, _| false));
    for (x, y) in places().filter(|_| refine.specks > 0) {
        if !has(&all, x, y) || has(&seen, x, y) {
            continue;
        }
        let part = flood(&[(x, y)], true, |x, y| has(&all, x, y));
        let is_speck = part.iter().filter(|held| **held).count() < refine.specks as usize;
        for (at, _) in part.iter().enumerate().filter(|(_, held)| **held) {
            seen[at] = true;
            now[at] = !is_speck;
        }
    }
    let radius = i64::from(refine.smooth);
    if radius > 0 {
        // Beyond the edge nothing is known, and nothing is taken away for it.
        let is_there = |x: i64, y: i64| (0..SIDE).contains(&x) && (0..SIDE).contains(&y);
        let grown = |now: &Pixels| pixels(|x, y| near(radius, x, y, |x, y| has(now, x, y)));
        let shrunk = |now: &Pixels| {
            pixels(|x, y| !near(radius, x, y, |x, y| is_there(x, y) && !has(now, x, y)))
        };
        // A disc may hang over the edge, so it opens with what lies beyond it as well.
        now = grown(&shrunk(&now));
        now = shrunk(&grown(&now));
    }
    let radius = i64::from(refine.grow).abs();
    match refine.grow {
        0 => now,
        1.. => pixels(|x, y| near(radius, x, y, |x, y| has(&now, x, y))),
        _ => pixels(|x, y| !near(radius, x, y, |x, y| !has(&now, x, y))),
    }
}

fn refines() -> impl Strategy<Value = Refine> {
    (-4_i8..5, 0_u8..4, any::<bool>(), 0_u32..9).prop_map(|(grow, smooth, fill_holes, specks)| {
        Refine {
            grow,
            smooth,
            fill_holes,
            specks,
        }
    })
}

/// Random pixels: noise of all densities, and blobs.
fn random() -> impl Strategy<Value = Pixels> {
    let noise = (
        0_u8..9,
        prop::collection::vec(0_u8..8, (SIDE * SIDE) as usize),
    );
    let discs = prop::collection::vec((0..SIDE, 0..SIDE, 1_i64..9), 1..6);
    prop_oneof![
        noise.prop_map(|(density, noise)| noise.into_iter().map(|at| at < density).collect()),
        discs.prop_map(|discs| pixels(|x, y| {
            let inside =
                |(cx, cy, r): &&(i64, i64, i64)| (x - cx).pow(2) + (y - cy).pow(2) <= r * r;
            discs.iter().filter(inside).count() % 2 == 1
        })),
    ]
}

/// The same cases on every machine.
fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: if cfg!(miri) { 2 } else { 60 },
        rng_seed: proptest::test_runner::RngSeed::Fixed(5),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// A shape whose values are these, over the whole picture.
fn shape(values: Vec<u8>, threshold: u8) -> Shape {
    let grey = Grey::new(SIDE as u32, SIDE as u32, values).expect("a grid");
    let bounds = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]).expect("a box");
    let source = Source::Values { grey, bounds };
    Shape {
        mask: Arc::new(source.rasterise(size(), threshold)),
        threshold,
        source: Arc::new(source),
        mending: None,
        notes: Arc::new([]),
    }
}

#[derive(Clone, Debug)]
enum Done {
    Refine(Refine),
    Draw(Pixels, bool),
    Threshold(u8),
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        refines().prop_map(Done::Refine),
        (random(), any::<bool>()).prop_map(|(drawn, erase)| Done::Draw(drawn, erase)),
        (0_u8..255).prop_map(Done::Threshold),
    ]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn refined_is_what_it_is_slowly(came in random(), refine in refines()) {
        let expected = slowly(came.clone(), refine);
        prop_assert_eq!(refined(mask(&came), refine), mask(&expected));
    }

    #[test]
    fn what_is_shown_is_what_the_rule_says(
        values in prop::collection::vec(any::<u8>(), (SIDE * SIDE) as usize),
        all_done in prop::collection::vec(done(), 0..7),
    ) {
        let mut shape = shape(values.clone(), 127);
        let (mut refine, mut threshold) = (Refine::default(), 127);
        let (mut added, mut removed) = (pixels(|_, _| false), pixels(|_, _| false));
        let mut trials = Trials::default();
        for one in all_done {
            match one {
                Done::Refine(other) => {
                    refine = other;
                    shape = shape.refined(refine).expect("little work");
                }
                Done::Draw(drawn, erase) => {
                    let [to, from] = if erase { [&mut removed, &mut added] } else { [&mut added, &mut removed] };
                    *to = pixels(|x, y| has(to, x, y) || has(&drawn, x, y));
                    *from = pixels(|x, y| has(from, x, y) && !has(&drawn, x, y));
                    shape = shape.drawn(&mask(&drawn), erase);
                }
                Done::Threshold(other) => {
                    threshold = other;
                    let mut object = object(shape.clone());
                    let small = View::new(size(), Size::new(17, 11).expect("a size"));
                    let seen = trials.layer(1, &object, small, threshold, 60).mask.map(Cow::into_owned);
                    trials.cut(1, &mut object, threshold);
                    shape = object.mask.expect("a mask");
                    prop_assert_eq!(seen, Some(small.of(&shape.mask)));
                }
            }
            let cut = values.iter().map(|value| *value > threshold).collect();
            let refined = slowly(cut, refine);
            let expected = pixels(|x, y| (has(&refined, x, y) || has(&added, x, y)) && !has(&removed, x, y));
            prop_assert_eq!(&*shape.mask, &mask(&expected));
        }
    }
}

fn object(shape: Shape) -> Object {
    Object {
        mask: Ok(shape),
        ..Object::by_hand(0, size())
    }
}

#[test]
fn nothing_done_is_nothing_kept() {
    let shape = shape(vec![200; (SIDE * SIDE) as usize], 127);
    let smooth = Refine {
        smooth: 2,
        ..Refine::default()
    };
    let smoothed = shape.refined(smooth).expect("little work");
    assert!(smoothed.mending.is_some());
    assert_eq!(smoothed.refined(Refine::default()), Some(shape));
}

#[test]
#[cfg_attr(miri, ignore = "only a large mask takes too long")]
fn what_takes_too_long_is_not_done() {
    let picture = Size::new(4000, 1500).expect("a size");
    let comb = Mask::from_fn(picture, |x, _| x % 2 == 0);
    let grow = Refine {
        grow: 50,
        ..Refine::default()
    };
    assert_eq!(Shape::of(comb.clone()).refined(grow), None);
    assert_eq!(refined(comb.clone(), grow), comb);
}
