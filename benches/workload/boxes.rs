//! Where the objects lie: boxes in 0–1000, `[y0, x0, y1, x1]` as Gemini writes
//! them. Every edge is chosen so that rounding and Python's `int` put it on the
//! same pixel in each of the pictures; peers that floor have the same work.

use super::PICTURES;
use super::random::Random;

/// A side shorter than this is smaller than its mask.
const MASK_SIDE_PX: u64 = 256;

/// `masks` boxes that cover together 0.40 of the picture (one), 0.32 (ten) or
/// 0.61 (fifty).
pub fn boxes(masks: usize, random: &mut Random) -> Vec<[u32; 4]> {
    let (small, area) = match masks {
        1 => (0, 0.40),
        10 => (4, 0.32),
        _ => (masks * 29 / 50, 0.61),
    };
    let mut boxes: Vec<[u32; 4]> = (0..small).map(|_| small_box(random)).collect();
    while boxes.len() < masks {
        // What is left, shared among those that are left, unevenly.
        let left = (masks - boxes.len()) as f64;
        let mean = (area - share(&boxes)) / left;
        let uneven = if left > 1.0 {
            random.between(0.55, 1.45)
        } else {
            1.0
        };
        boxes.push(large_box(mean * uneven, random));
    }
    boxes
}

/// The boxes' areas together, as a part of the picture's.
pub fn share(boxes: &[[u32; 4]]) -> f64 {
    let area = |[y0, x0, y1, x1]: &[u32; 4]| f64::from(y1 - y0) * f64::from(x1 - x0) / 1e6;
    boxes.iter().map(area).sum()
}

/// How many boxes have a side under a mask's own in the picture of 12 MP.
pub fn small(boxes: &[[u32; 4]]) -> usize {
    boxes.iter().filter(|bounds| is_small(bounds)).count()
}

fn is_small([y0, x0, y1, x1]: &[u32; 4]) -> bool {
    let (_, width, height) = PICTURES[1];
    let px = |from: u32, to: u32, side: u32| u64::from(to - from) * u64::from(side) / 1000;
    px(*x0, *x1, width) < MASK_SIDE_PX || px(*y0, *y1, height) < MASK_SIDE_PX
}

fn small_box(random: &mut Random) -> [u32; 4] {
    loop {
        let (width, height) = (random.between(0.02, 0.08), random.between(0.03, 0.14));
        let found = place(width, height, random);
        if is_small(&found) {
            return found;
        }
    }
}

fn large_box(area: f64, random: &mut Random) -> [u32; 4] {
    loop {
        let shape = random.between(0.6, 1.3);
        let (width, height) = ((area * shape).sqrt(), (area / shape).sqrt());
        let found = place(width.min(0.97), height.min(0.97), random);
        if !is_small(&found) {
            return found;
        }
    }
}

fn place(width: f64, height: f64, random: &mut Random) -> [u32; 4] {
    let across = PICTURES.map(|(_, width, _)| width);
    let down = PICTURES.map(|(_, _, height)| height);
    let (x, y) = (
        random.between(0.0, 1.0 - width),
        random.between(0.0, 1.0 - height),
    );
    let (x0, y0) = (snapped(x, across), snapped(y, down));
    let far = |from: u32, length: f64| f64::from(from) / 1000.0 + length;
    let (x1, y1) = (
        snapped(far(x0, width), across),
        snapped(far(y0, height), down),
    );
    [y0, x0, y1.max(y0 + 1), x1.max(x0 + 1)]
}

/// The nearest of 0–1000 whose edge lies less than half a pixel, and more than
/// a rounding error, right of a pixel's own edge in pictures of all these sides.
fn snapped(at: f64, sides: [u32; 3]) -> u32 {
    let fits = |edge: &u32| {
        matches!(edge, 0 | 1000)
            || sides
                .iter()
                .all(|side| (1..500).contains(&(edge * side % 1000)))
    };
    let distance = |edge: &u32| (f64::from(*edge) - at * 1000.0).abs();
    let fitting = (0..=1000).filter(fits);
    let nearest = fitting.min_by(|a, b| distance(a).total_cmp(&distance(b)));
    nearest.expect("0 fits always")
}
