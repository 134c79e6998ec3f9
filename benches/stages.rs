//! Native micro-benchmarks, stage by stage, on the workload of `cargo xtask
//! bench`: `cargo bench --bench stages --no-default-features`. They show where
//! a change helps; what a person waits for is measured in the browser.

#[allow(
    dead_code,
    unused_imports,
    reason = "shared with the player, which uses the rest"
)]
#[path = "workload/mod.rs"]
mod workload;

use base64::Engine as _;
use divan::{Bencher, black_box, counter::BytesCount, counter::ItemsCount};
use masque::answer::{Detection, Reader};
use masque::geometry::{NormBox, NormPoint, Ring, Size};
use masque::mask::{
    Connectivity, DEFAULT_THRESHOLD, Grey, Mask, Source, View, coco, contour, decode, grow, holes,
    parts, shared_area, shrink, smooth, union,
};
use masque::render::{Layer, Look, color, overlay};
use std::borrow::Cow;
use workload::{Kind, MASK_SIDE, answer, lone_mask};

fn main() {
    divan::main();
}

const KINDS: [Kind; 2] = Kind::ALL;

/// The picture of 12 megapixels.
fn picture() -> Size {
    Size::new(4032, 3024).expect("a picture has pixels")
}

/// What an answer of 50 masks holds.
fn detections(kind: Kind) -> Vec<Detection> {
    let mut reader = Reader::new();
    let found = reader.push(&answer(50, kind).text);
    assert_eq!(found.len(), 50);
    found
}

fn sources(kind: Kind) -> Vec<Source> {
    let decoded = detections(kind).into_iter().map(|detection| {
        let decoded = decode(&detection.mask, detection.bounds, picture());
        decoded.expect("the workload's masks are good").source
    });
    decoded.collect()
}

fn masks(kind: Kind) -> Vec<Mask> {
    let sources = sources(kind);
    let masks = sources
        .iter()
        .map(|source| source.rasterise(picture(), DEFAULT_THRESHOLD));
    masks.collect()
}

/// Text to objects, 50 of them.
#[divan::bench(args = KINDS)]
fn scan(bencher: Bencher, kind: &Kind) {
    let text = answer(50, *kind).text;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| Reader::new().push(black_box(&text)));
}

/// The same text in pieces of 64 bytes, as it streams.
#[divan::bench(args = KINDS)]
fn scan_in_pieces(bencher: Bencher, kind: &Kind) {
    let text = answer(50, *kind).text;
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut reader = Reader::new();
        let pieces = text.as_bytes().chunks(64);
        let pieces = pieces.map(|piece| std::str::from_utf8(piece).expect("it is ASCII"));
        pieces.map(|piece| reader.push(piece).len()).sum::<usize>()
    });
}

/// The library's base64 on one mask: the least that decoding costs.
#[divan::bench(args = KINDS)]
fn base64_one_mask(bencher: Bencher, kind: &Kind) {
    let engine = base64::engine::general_purpose::STANDARD;
    let text = engine.encode(workload::png(&lone_mask(1, 5, *kind), *kind));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| engine.decode(black_box(&text)));
}

/// Base64 and PNG of 50 masks to grey values.
#[divan::bench(args = KINDS)]
fn decode_masks(bencher: Bencher, kind: &Kind) {
    let detections = detections(*kind);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let decoded = detections
            .iter()
            .map(|it| decode(&it.mask, it.bounds, picture()).is_ok());
        decoded.filter(|good| *good).count()
    });
}

/// 50 masks' grey values to runs, in the picture of 12 megapixels.
#[divan::bench(args = KINDS)]
fn rasterise_masks(bencher: Bencher, kind: &Kind) {
    let sources = sources(*kind);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let masks = sources
            .iter()
            .map(|it| it.rasterise(picture(), DEFAULT_THRESHOLD).area());
        masks.sum::<u64>()
    });
}

/// One mask, enlarged (its box is half the picture) and made smaller (a tenth).
#[divan::bench(args = [(Kind::Hard, 707), (Kind::Soft, 707), (Kind::Hard, 60), (Kind::Soft, 60)])]
fn rasterise_one(bencher: Bencher, (kind, side): &(Kind, u32)) {
    let side_norm = f64::from(*side);
    let side_values = MASK_SIDE as u32;
    let source = Source::Values {
        grey: Grey::new(side_values, side_values, lone_mask(1, 5, *kind)).expect("all values"),
        bounds: NormBox::from_wire([0.0, 0.0, side_norm, side_norm]).expect("a box"),
    };
    bencher.bench_local(|| black_box(&source).rasterise(picture(), DEFAULT_THRESHOLD));
}

/// What a screen shows of 50 masks at another threshold, while the slider is
/// dragged.
#[divan::bench(args = KINDS)]
fn sample_masks(bencher: Bencher, kind: &Kind) {
    let sources = sources(*kind);
    let view = View::new(picture(), Size::new(1600, 1200).expect("a view"));
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let masks = sources.iter().map(|it| it.sample(view, 140).area());
        masks.sum::<u64>()
    });
}

/// What every threshold needs of 50 hard masks, worked out once: on a screen, and
/// in full.
#[divan::bench(args = [1600, 4032])]
fn levels(bencher: Bencher, width: u32) {
    let view = View::new(picture(), Size::new(width, width * 3 / 4).expect("a view"));
    let sources = sources(Kind::Hard);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let levels = sources.iter().map(|it| it.levels(view, usize::MAX));
        levels
            .map(|it| it.map_or(0, |it| it.bytes()))
            .sum::<usize>()
    });
}

/// What each step of the slider then costs.
#[divan::bench(args = [1600, 4032])]
fn cut_levels(bencher: Bencher, width: u32) {
    let view = View::new(picture(), Size::new(width, width * 3 / 4).expect("a view"));
    let sources = sources(Kind::Hard);
    let levels = sources.iter().map(|it| it.levels(view, usize::MAX));
    let levels: Vec<_> = levels
        .map(|it| it.expect("hard masks have levels"))
        .collect();
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let masks = levels.iter().map(|it| it.cut(140).area());
        masks.sum::<u64>()
    });
}

/// 50 masks made smaller by 3 pixels, on a screen: the insides of their rims.
#[divan::bench]
fn shrink_masks(bencher: Bencher) {
    let view = View::new(picture(), Size::new(1600, 1200).expect("a view"));
    let masks: Vec<_> = masks(Kind::Hard).iter().map(|it| view.of(it)).collect();
    bencher
        .counter(ItemsCount::new(50_usize))
        .bench_local(|| masks.iter().map(|it| shrink(it, 3).area()).sum::<u64>());
}

/// 50 masks as a screen shows them.
#[divan::bench]
fn view_masks(bencher: Bencher) {
    let view = View::new(picture(), Size::new(1600, 1200).expect("a view"));
    let masks = masks(Kind::Hard);
    bencher
        .counter(ItemsCount::new(50_usize))
        .bench_local(|| masks.iter().map(|it| view.of(it).area()).sum::<u64>());
}

/// 50 masks as an overlay: on a screen and in full, without rims and with.
#[divan::bench(args = [(1600, 1200, 0), (1600, 1200, 3), (4032, 3024, 0)])]
fn draw_overlay(bencher: Bencher, (width, height, rim): &(u32, u32, u32)) {
    let view = View::new(picture(), Size::new(*width, *height).expect("a view"));
    let masks: Vec<_> = masks(Kind::Hard).iter().map(|it| view.of(it)).collect();
    let look = Look {
        rim: *rim,
        ..Look::bare(178)
    };
    bencher.bench_local(|| {
        let layers: Vec<_> = (0..)
            .zip(&masks)
            .map(|(index, mask)| Layer {
                color: color(index),
                mask: Some(Cow::Borrowed(mask)),
                frame: None,
                lines: Vec::new(),
                is_lit: false,
            })
            .collect();
        overlay(view.size(), &layers, look, |strip| {
            black_box(strip);
        });
    });
}

/// COCO's run lengths of 50 masks, as text.
#[divan::bench]
fn coco_lengths(bencher: Bencher) {
    let masks = masks(Kind::Hard);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let texts = masks.iter().map(|mask| coco::text(&coco::counts(mask)));
        texts.collect::<Vec<_>>()
    });
}

/// Each of 50 masks with the next one: what they share, and both together.
#[divan::bench]
fn sets(bencher: Bencher) {
    let masks = masks(Kind::Hard);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let pairs = masks.iter().zip(masks.iter().cycle().skip(1));
        let areas = pairs.map(|(a, b)| shared_area(a, b) + union(a, b).area());
        areas.sum::<u64>()
    });
}

/// The connected parts and the holes of 50 masks.
#[divan::bench]
fn parts_and_holes(bencher: Bencher) {
    let masks = masks(Kind::Hard);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let counts = masks
            .iter()
            .map(|it| parts(it, Connectivity::Eight).len() + holes(it, Connectivity::Eight).len());
        counts.sum::<usize>()
    });
}

/// 50 masks grown by 8 pixels, and smoothed by as many.
#[divan::bench(args = ["grow", "smooth"])]
fn morphology(bencher: Bencher, what: &str) {
    let masks = masks(Kind::Hard);
    let change = if what == "grow" { grow } else { smooth };
    bencher
        .counter(ItemsCount::new(50_usize))
        .bench_local(|| masks.iter().map(|it| change(it, 8).area()).sum::<u64>());
}

/// The ways around 50 masks, along pixels' edges and through their centres.
#[divan::bench]
fn contours(bencher: Bencher) {
    let masks = masks(Kind::Hard);
    bencher.counter(ItemsCount::new(50_usize)).bench_local(|| {
        let ways = masks.iter().map(|it| {
            contour::along_edges(it, Connectivity::Eight).len() + contour::through_centres(it).len()
        });
        ways.sum::<usize>()
    });
}

/// A polygon with so many vertices, over most of the picture.
#[divan::bench(args = [4, 64, 1024])]
fn fill_polygon(bencher: Bencher, vertices: u32) {
    let ring: Ring<NormPoint> = (0..vertices)
        .map(|at| {
            let angle = f64::from(at) / f64::from(vertices) * std::f64::consts::TAU;
            let reach = if at % 2 == 0 { 480.0 } else { 380.0 };
            let point = NormPoint::new(500.0 + reach * angle.cos(), 500.0 + reach * angle.sin());
            point.expect("it lies in the picture")
        })
        .collect();
    let source = Source::Rings(vec![ring]);
    bencher.bench_local(|| black_box(&source).rasterise(picture(), DEFAULT_THRESHOLD));
}
