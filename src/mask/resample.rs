//! Resizing a grey mask to its pixel box, bit for bit as Pillow 13's
//! `resize((w, h), BILINEAR)` does it for mode L, and thresholding the result.
//!
//! Pillow resizes in two passes with 8-bit values between them, so the order of
//! the passes shows in single pixels: 13.0 goes down before across when the
//! mask is to become lower and loses more than twice as many rows as columns
//! ([`down_first`]); older versions always go across first. Source of the
//! arithmetic: Pillow's `Resample.c` (triangle filter of support 1, widened
//! when shrinking; weights as 22-bit integers; halves rounded up).
//!
//! Only the part of the box that lies within the picture is ever computed.

use super::{Grey, Mask, MaskBuilder};
use crate::geometry::{PixelBox, Size};
use std::ops::Range;

/// Bits behind the binary point of Pillow's integer weights: 32 − 8 − 2.
const PRECISION: u32 = 22;
/// One half, added before the bits behind the point are dropped.
const HALF: i32 = 1 << (PRECISION - 1);

/// The pixels of `picture` at which `grey`, resized to `bounds`, is strictly
/// greater than `threshold`.
pub fn rasterise(grey: &Grey, bounds: PixelBox, picture: Size, threshold: u8) -> Mask {
    let Some(visible) = bounds.crop(picture) else {
        return Mask::empty(picture);
    };
    let across = Taps::new(
        grey.width(),
        bounds.width(),
        part(visible.x(), bounds.x(), visible.width()),
    );
    let down = Taps::new(
        grey.height(),
        bounds.height(),
        part(visible.y(), bounds.y(), visible.height()),
    );
    let left = u32::try_from(visible.x()).unwrap_or(0);
    let top = u32::try_from(visible.y()).unwrap_or(0);
    let mut rows = Rows {
        // `value > threshold` on the rounded byte, asked of the sum itself.
        least: (i32::from(threshold) + 1) << PRECISION,
        left,
        builder: MaskBuilder::new(picture, top),
    };
    if down_first(grey, bounds) {
        down_then_across(grey, &down, &across, &mut rows);
    } else {
        across_then_down(grey, &down, &across, &mut rows);
    }
    rows.builder.finish()
}

/// Whether Pillow 13 makes the vertical pass before the horizontal one.
fn down_first(grey: &Grey, bounds: PixelBox) -> bool {
    let rows_lost = i64::from(grey.height()) - i64::from(bounds.height());
    let columns_lost = i64::from(grey.width()) - i64::from(bounds.width());
    rows_lost > 2 * columns_lost.max(0)
}

/// The visible pixels of one axis, counted from the box's own edge.
fn part(visible: i64, edge: i64, length: u32) -> Range<u32> {
    let start = u32::try_from(visible - edge).unwrap_or(0);
    start..start.saturating_add(length)
}

fn across_then_down(grey: &Grey, down: &Taps, across: &Taps, rows: &mut Rows) {
    let width = across.len();
    let needed = down.span();
    let mut narrow = vec![0_u8; width * needed.len()];
    let lines = narrow
        .chunks_exact_mut(width)
        .zip(grey.rows().skip(needed.start));
    for (target, source) in lines {
        for (value, (first, weights)) in target.iter_mut().zip(across.iter()) {
            *value = byte(weighted(source, first, weights));
        }
    }
    let mut sums = vec![0_i32; width];
    for (first, weights) in down.iter() {
        sums.fill(HALF);
        let from = narrow.chunks_exact(width).skip(first - needed.start);
        for (line, weight) in from.zip(weights) {
            for (sum, value) in sums.iter_mut().zip(line) {
                *sum += i32::from(*value) * weight;
            }
        }
        rows.push(sums.iter().copied());
    }
}

fn down_then_across(grey: &Grey, down: &Taps, across: &Taps, rows: &mut Rows) {
    let mut sums = vec![0_i32; grey.width() as usize];
    let mut line = vec![0_u8; grey.width() as usize];
    for (first, weights) in down.iter() {
        sums.fill(HALF);
        for (source, weight) in grey.rows().skip(first).zip(weights) {
            for (sum, value) in sums.iter_mut().zip(source) {
                *sum += i32::from(*value) * weight;
            }
        }
        for (value, sum) in line.iter_mut().zip(&sums) {
            *value = byte(*sum);
        }
        rows.push(
            across
                .iter()
                .map(|(first, weights)| weighted(&line, first, weights)),
        );
    }
}

/// A sum with its half already added, as the byte that Pillow stores.
fn byte(sum: i32) -> u8 {
    (sum >> PRECISION).clamp(0, 255) as u8
}

fn weighted(line: &[u8], first: usize, weights: &[i32]) -> i32 {
    let values = line.get(first..).unwrap_or(&[]);
    values
        .iter()
        .zip(weights)
        .map(|(value, weight)| i32::from(*value) * weight)
        .sum::<i32>()
        + HALF
}

/// Where the thresholded rows go.
struct Rows {
    least: i32,
    left: u32,
    builder: MaskBuilder,
}

impl Rows {
    /// Ends a row whose pixels have these sums.
    fn push(&mut self, sums: impl Iterator<Item = i32>) {
        let mut start = None;
        let mut x = self.left;
        for sum in sums {
            match (sum >= self.least, start) {
                (true, None) => start = Some(x),
                (false, Some(from)) => {
                    self.builder.push(from, x);
                    start = None;
                }
                _ => {}
            }
            x += 1;
        }
        if let Some(from) = start {
            self.builder.push(from, x);
        }
        self.builder.end_row();
    }
}

/// For each target pixel of one axis, the first source pixel and the weights of
/// it and its successors. The weights of a pixel add up to about 2²².
struct Taps {
    firsts: Vec<usize>,
    /// One past each pixel's last weight in `weights`.
    ends: Vec<usize>,
    weights: Vec<i32>,
}

impl Taps {
    /// The taps of the target pixels `part` out of `target`, from `source` pixels.
    fn new(source: u32, target: u32, part: Range<u32>) -> Self {
        let scale = f64::from(source) / f64::from(target);
        let support = scale.max(1.0);
        let mut taps = Self {
            firsts: Vec::new(),
            ends: Vec::new(),
            weights: Vec::new(),
        };
        let mut exact = Vec::new();
        for pixel in part {
            let centre = (f64::from(pixel) + 0.5) * scale;
            // Both are cut towards zero, as C's cast does; both are in 0..=source.
            let first = (centre - support + 0.5).max(0.0) as u32;
            let last = ((centre + support + 0.5) as u32).min(source);
            exact.clear();
            exact.extend((first..last).map(|from| {
                // By the reciprocal, as Pillow does: a division rounds otherwise.
                triangle((f64::from(from) - centre + 0.5) * (1.0 / support))
            }));
            let total: f64 = exact.iter().sum();
            let norm = |weight: f64| if total == 0.0 { weight } else { weight / total };
            let fixed = |weight: f64| (0.5 + norm(weight) * f64::from(1 << PRECISION)) as i32;
            taps.weights
                .extend(exact.iter().map(|weight| fixed(*weight)));
            taps.firsts.push(first as usize);
            taps.ends.push(taps.weights.len());
        }
        taps
    }

    fn len(&self) -> usize {
        self.firsts.len()
    }

    fn iter(&self) -> impl Iterator<Item = (usize, &[i32])> {
        let starts = std::iter::once(&0).chain(&self.ends);
        self.firsts
            .iter()
            .zip(starts.zip(&self.ends))
            .map(|(first, (start, end))| (*first, self.weights.get(*start..*end).unwrap_or(&[])))
    }

    /// The source pixels that any of the taps needs.
    fn span(&self) -> Range<usize> {
        let start = self.firsts.first().copied().unwrap_or(0);
        let end = self
            .iter()
            .map(|(first, weights)| first + weights.len())
            .max()
            .unwrap_or(0);
        start..end.max(start)
    }
}

fn triangle(distance: f64) -> f64 {
    (1.0 - distance.abs()).max(0.0)
}
