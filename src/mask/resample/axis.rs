//! Pillow's weights along one axis. Never touches a value.

use super::super::grey::Lines;
use super::super::plane::{bit, bits};
use std::ops::Range;

/// Bits behind the binary point of Pillow's integer weights: 32 − 8 − 2.
pub const PRECISION: u32 = 22;
/// One half, added before the bits behind the point are dropped.
pub const HALF: i32 = 1 << (PRECISION - 1);

/// One axis of a resize, from `source` values to `target` pixels.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    source: u32,
    /// Source values for each target pixel.
    scale: f64,
    /// How far the triangle reaches to either side, in source values.
    support: f64,
}

impl Axis {
    pub fn new(source: u32, target: u32) -> Self {
        let scale = f64::from(source) / f64::from(target);
        Self {
            source,
            scale,
            support: scale.max(1.0),
        }
    }

    /// How many values the axis begins with.
    pub fn source(self) -> usize {
        self.source as usize
    }

    /// Whether there are no fewer pixels than values: each pixel is made of two at most.
    pub fn grows(self) -> bool {
        self.support <= 1.0
    }

    /// The source values that target pixel `pixel` is made of; never empty.
    pub fn window(self, pixel: u32) -> Range<usize> {
        let centre = self.centre(pixel);
        // Both are cut towards zero, as C's cast does; both are in 0..=source. A cast that
        // would give less gives 0.
        let first = (centre - self.support + 0.5) as u32;
        let last = ((centre + self.support + 0.5) as u32).min(self.source);
        first as usize..last as usize
    }

    /// Replaces `weights` by those of the values in `window`, which is `pixel`'s.
    /// They add up to about 2²².
    pub fn weights(self, pixel: u32, window: Range<usize>, weights: &mut Vec<i32>) {
        let centre = self.centre(pixel);
        // By the reciprocal, as Pillow does: a division rounds otherwise.
        let narrowing = 1.0 / self.support;
        let exact = |from: usize| triangle((from as f64 - centre + 0.5) * narrowing);
        weights.clear();
        let total: f64 = window.clone().map(exact).sum();
        let share = |weight: f64| if total == 0.0 { weight } else { weight / total };
        weights.extend(window.map(|from| fixed(share(exact(from)))));
    }

    /// The two weights of the values in `window`, which is `pixel`'s, on an axis that grows;
    /// the second is 0 where the window holds one value.
    #[inline]
    pub fn pair(self, pixel: u32, window: &Range<usize>) -> Option<[i32; 2]> {
        if !self.grows() {
            return None;
        }
        if window.len() < 2 {
            return Some([1 << PRECISION, 0]);
        }
        let centre = self.centre(pixel);
        let exact = |from: usize| triangle(from as f64 - centre + 0.5);
        let (upper, lower) = (exact(window.start), exact(window.start + 1));
        Some(shares(upper, lower).map(fixed))
    }

    fn centre(self, pixel: u32) -> f64 {
        (f64::from(pixel) + 0.5) * self.scale
    }
}

/// Two weights as parts of their sum. It is nearly always 1, and then the slow
/// division would change nothing.
fn shares(upper: f64, lower: f64) -> [f64; 2] {
    let total = upper + lower;
    if total == 1.0 || total == 0.0 {
        [upper, lower]
    } else {
        [upper / total, lower / total]
    }
}

/// A weight as Pillow's integer. No weight is negative.
fn fixed(weight: f64) -> i32 {
    (0.5 + weight * f64::from(1 << PRECISION)) as i32
}

/// A sum of weighted values, one half added, as the byte that Pillow stores.
/// Weights miss 2²² by less than one half each, so a sum never rounds beyond 255.
pub fn byte(sum: i32) -> i32 {
    sum >> PRECISION
}

fn triangle(distance: f64) -> f64 {
    let distance = distance.abs();
    if distance < 1.0 { 1.0 - distance } else { 0.0 }
}

/// The windows and weights of a stretch of target pixels, and the way back from
/// source values to pixels.
#[derive(Debug)]
pub struct Columns {
    /// The first value of each pixel's window.
    firsts: Vec<u32>,
    /// For each place in a window, the weights of all pixels; 0 beyond a
    /// window's end.
    weights: Vec<Vec<i32>>,
    /// For each edge between source values, how many pixels begin before it.
    begun: Vec<u32>,
    /// For each edge between source values, how many pixels end before it.
    ended: Vec<u32>,
}

impl Columns {
    /// Target pixels of `axis`, none left of the one before it.
    pub fn new(axis: Axis, pixels: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut columns = Self {
            firsts: Vec::with_capacity(pixels.len()),
            weights: [(); 2].map(|()| Vec::with_capacity(pixels.len())).into(),
            begun: Vec::with_capacity(axis.source() + 1),
            ended: Vec::with_capacity(axis.source() + 1),
        };
        let mut weights = Vec::new();
        for (count, pixel) in (0..).zip(pixels) {
            let window = axis.window(pixel);
            // Windows only move to the right, from pixel to pixel.
            columns.begun.resize(window.start + 1, count);
            columns.ended.resize(window.end, count);
            columns.firsts.push(window.start as u32);
            if let (Some(pair), [upper, lower]) =
                (axis.pair(pixel, &window), columns.weights.as_mut_slice())
            {
                upper.push(pair[0]);
                lower.push(pair[1]);
                continue;
            }
            axis.weights(pixel, window, &mut weights);
            if columns.weights.len() < weights.len() {
                let zeros = vec![0; count as usize];
                columns.weights.resize(weights.len(), zeros);
            }
            let places = columns.weights.iter_mut();
            for (place, weight) in places.zip(weights.iter().chain(std::iter::repeat(&0))) {
                place.push(*weight);
            }
        }
        columns.begun.resize(axis.source() + 1, columns.count());
        columns.ended.resize(axis.source() + 1, columns.count());
        columns
    }

    /// How many pixels there are.
    pub fn count(&self) -> u32 {
        self.firsts.len() as u32
    }

    /// How many source values there are.
    pub fn source(&self) -> usize {
        self.begun.len().saturating_sub(1)
    }

    /// The pixels whose windows lie within the source values `values`.
    pub fn within(&self, values: Range<usize>) -> Range<u32> {
        let begun = self.begun.get(values.start).copied().unwrap_or(0);
        let ended = self.ended.get(values.end).copied().unwrap_or(0);
        begun..ended
    }

    /// The source values that any of `pixels` is made of.
    pub fn window(&self, pixels: Range<u32>) -> Range<usize> {
        let first = |pixel: u32| self.firsts.get(pixel as usize).map_or(0, |at| *at as usize);
        let last = first(pixels.end.saturating_sub(1)) + self.weights.len();
        first(pixels.start)..last.min(self.source())
    }

    /// Appends what becomes of the values of `lines` at `pixels`, as the bytes that
    /// Pillow stores: for each pixel one of each line.
    pub fn resize<const N: usize>(
        &self,
        lines: Lines<'_, N>,
        pixels: Range<u32>,
        bytes: &mut Vec<[i32; N]>,
    ) {
        let range = pixels.start as usize..pixels.end as usize;
        let firsts = self.firsts.get(range.clone()).unwrap_or(&[]);
        let [Some(first), Some(last)] = [firsts.first(), firsts.last()] else {
            return;
        };
        let reach = (last - first) as usize + self.weights.len();
        match lines {
            Lines::Hard(lines) if reach <= 64 => {
                let lines = lines.map(|words| bits(words, *first as usize));
                let windows = firsts
                    .iter()
                    .map(|at| lines.map(|line| line >> (at - first)));
                self.resize_bits(windows, range, bytes);
            }
            Lines::Hard(lines) => {
                let values = |at| lines.map(|words| bit(words, at) as i32 * 255);
                self.resize_values(values, range, bytes);
            }
            Lines::Soft(lines) => {
                let value = |line: &[u8], at: usize| line.get(at).copied().map_or(0, i32::from);
                let values = |at| lines.map(|line| value(line, at));
                self.resize_values(values, range, bytes);
            }
        }
    }

    /// The same of 0 and 255 alone: for each of `pixels` the bits of its window, the first
    /// one the lowest, and others above it.
    fn resize_bits<const N: usize>(
        &self,
        windows: impl Iterator<Item = [u64; N]>,
        pixels: Range<usize>,
        bytes: &mut Vec<[i32; N]>,
    ) {
        if let [upper, lower] = self.weights.as_slice() {
            let [upper, lower] = [upper, lower].map(|all| all.get(pixels.clone()).unwrap_or(&[]));
            let weights = upper.iter().zip(lower);
            bytes.extend(windows.zip(weights).map(|(lines, (upper, lower))| {
                lines.map(|window| {
                    let [first, second] = [window, window >> 1].map(|bit| -(bit as i32 & 1));
                    byte((first & upper) * 255 + (second & lower) * 255 + HALF)
                })
            }));
            return;
        }
        // A window's weights add up to one, but for a rounding that is lost in the byte.
        let all = u64::MAX >> 64_usize.saturating_sub(self.weights.len());
        bytes.extend(windows.zip(pixels).map(|(lines, pixel)| {
            lines.map(|window| match window & all {
                0 => 0,
                window if window == all => 255,
                window => byte(255 * self.weight_of(window, pixel) + HALF),
            })
        }));
    }

    /// The sum of a pixel's weights at those places of its window whose bits are set.
    fn weight_of(&self, mut window: u64, pixel: usize) -> i32 {
        let mut sum = 0;
        while window != 0 {
            let weights = self.weights.get(window.trailing_zeros() as usize);
            sum += weights.and_then(|all| all.get(pixel)).copied().unwrap_or(0);
            window &= window - 1;
        }
        sum
    }

    /// The same of any values: `values` gives those of the lines at a place.
    fn resize_values<const N: usize>(
        &self,
        values: impl Fn(usize) -> [i32; N],
        pixels: Range<usize>,
        bytes: &mut Vec<[i32; N]>,
    ) {
        let start = bytes.len();
        let firsts = self.firsts.get(pixels.clone()).unwrap_or(&[]);
        if let [upper, lower] = self.weights.as_slice() {
            let [upper, lower] = [upper, lower].map(|all| all.get(pixels.clone()).unwrap_or(&[]));
            let taps = firsts.iter().zip(upper.iter().zip(lower));
            bytes.extend(taps.map(|(first, (upper, lower))| {
                let first = *first as usize;
                let (mut sums, seconds) = (values(first), values(first + 1));
                for (sum, second) in sums.iter_mut().zip(seconds) {
                    *sum = byte(*sum * upper + second * lower + HALF);
                }
                sums
            }));
            return;
        }
        bytes.resize(start + firsts.len(), [HALF; N]);
        let sums = bytes.get_mut(start..).unwrap_or(&mut []);
        for (place, weights) in self.weights.iter().enumerate() {
            let weights = weights.get(pixels.clone()).unwrap_or(&[]);
            for ((sums, first), weight) in sums.iter_mut().zip(firsts).zip(weights) {
                for (sum, value) in sums.iter_mut().zip(values(*first as usize + place)) {
                    *sum += value * weight;
                }
            }
        }
        for sum in sums.as_flattened_mut() {
            *sum = byte(*sum);
        }
    }
}
