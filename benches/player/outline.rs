//! How long it takes to turn a mask's grey values into runs, for masks whose
//! outlines and pictures differ widely.

use crate::workload::{Kind, MASK_SIDE, PICTURES, lone_mask};
use masque::geometry::{NormBox, Size};
use masque::mask::{DEFAULT_THRESHOLD, Grey, Mask, Source};
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::Instant;

/// Points of the star-shaped masks.
const LOBES: [u32; 6] = [0, 3, 8, 16, 32, 64];

/// Sides of the boxes, in thousandths of the picture's.
const SIDES: [u32; 4] = [100, 250, 500, 1000];

/// How often each is measured; the median counts.
const ROUNDS: usize = 9;

/// A list with, for each mask: the picture, the box's pixels, the outline's
/// length in pixels' edges, and microseconds.
pub fn measure() -> Value {
    let mut points = Vec::new();
    for (name, width, height) in PICTURES {
        let picture = Size::new(width, height).expect("a picture has pixels");
        for side in SIDES {
            for lobes in LOBES {
                let source = source(lobes, side);
                let mut times: Vec<f64> = (0..ROUNDS)
                    .map(|_| {
                        let start = Instant::now();
                        black_box(black_box(&source).rasterise(picture, DEFAULT_THRESHOLD));
                        start.elapsed().as_secs_f64() * 1e6
                    })
                    .collect();
                times.sort_by(f64::total_cmp);
                let mask = source.rasterise(picture, DEFAULT_THRESHOLD);
                points.push(json!({
                    "picture": name,
                    "box_px": mask.bounds().map_or(0, |b| u64::from(b.width()) * u64::from(b.height())),
                    "outline_px": outline(&mask),
                    "microseconds": times[ROUNDS / 2],
                }));
            }
        }
    }
    json!(points)
}

fn source(lobes: u32, side: u32) -> Source {
    let values = lone_mask(u64::from(lobes), lobes, Kind::Hard);
    let side_norm = f64::from(side);
    Source::Values {
        grey: Grey::new(MASK_SIDE as u32, MASK_SIDE as u32, values).expect("all values are there"),
        bounds: NormBox::from_wire([0.0, 0.0, side_norm, side_norm]).expect("a box"),
    }
}

/// The edges of pixels between the mask and what is not of it.
fn outline(mask: &Mask) -> u64 {
    let mut edges = 0;
    let mut above = 0;
    for (y, runs) in mask.rows() {
        edges += 2 * runs.len() as u64;
        let pixels: u64 = runs.iter().map(|run| u64::from(run.end - run.start)).sum();
        // Edges between two rows: what each has and the other has not.
        let shared: u64 = y.checked_sub(1).map_or(0, |before| {
            let pairs = runs.iter().flat_map(|run| {
                mask.row(before)
                    .iter()
                    .map(move |other| (run.start.max(other.start), run.end.min(other.end)))
            });
            pairs
                .map(|(start, end)| u64::from(end.saturating_sub(start)))
                .sum()
        });
        edges += above + pixels - 2 * shared;
        above = pixels;
    }
    edges + above
}
