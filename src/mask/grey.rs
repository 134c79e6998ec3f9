//! Grids of 8-bit grey values, and the one rule by which pixels of any colour
//! become one. Never resizes.

use super::plane::{Plane, bit};
use super::{DEFAULT_THRESHOLD, MaskProblem, png};
use std::borrow::Cow;

/// A grid of 8-bit grey values, row by row; both sides are at least 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    width: u32,
    height: u32,
    values: Values,
}

/// Most masks hold 0 and 255 alone: an eighth of the memory, and the same bits
/// at every threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Values {
    /// Which are 255; all others are 0.
    Hard(Plane),
    Soft(Vec<u8>),
}

/// One row of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    /// A bit for each value, as in a [`Plane`].
    Hard(&'a [u64]),
    Soft(&'a [u8]),
}

impl Grey {
    /// A grid from its rows; `None` when a side is 0 or the length is not
    /// `width × height`.
    pub fn new(width: u32, height: u32, values: Vec<u8>) -> Option<Self> {
        let length = (width as usize).checked_mul(height as usize)?;
        if length == 0 || length != values.len() {
            return None;
        }
        // In stretches, so that compilers turn this into vectors.
        let is_hard = values.chunks(1024).all(|stretch| {
            let extreme = |value: &u8| matches!(value, 0 | 255);
            stretch.iter().fold(true, |all, value| all & extreme(value))
        });
        let values = if is_hard {
            Values::Hard(Plane::new(width as usize, &values, DEFAULT_THRESHOLD))
        } else {
            Values::Soft(values)
        };
        Some(Self {
            width,
            height,
            values,
        })
    }

    /// The values of a PNG by the rule for masks, see [`super::decode()`].
    ///
    /// # Errors
    /// When a part of it is missing or damaged, or it is larger than a mask may be.
    pub fn of_png(bytes: &[u8]) -> Result<Self, MaskProblem> {
        let read = png::read(bytes)?;
        let is_whole = read.complete_rows == read.grey.height && !read.is_damaged;
        is_whole.then_some(read.grey).ok_or(MaskProblem::BrokenPng)
    }

    /// Values from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Values from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = Cow<'_, [u8]>> {
        (0..self.height as usize).map(|y| match self.line(y) {
            Line::Soft(values) => Cow::Borrowed(values),
            line @ Line::Hard(_) => {
                Cow::Owned((0..self.width as usize).map(|x| line.value(x)).collect())
            }
        })
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        match &self.values {
            Values::Hard(plane) => plane.bytes(),
            Values::Soft(values) => values.len(),
        }
    }

    /// Whether only 0 and 255 occur, so that a threshold moves an edge by less
    /// than one of the mask's own pixels.
    pub fn is_hard(&self) -> bool {
        matches!(self.values, Values::Hard(_))
    }

    /// Row `y` from the top; empty below the last.
    pub(super) fn line(&self, y: usize) -> Line<'_> {
        let width = self.width as usize;
        match &self.values {
            Values::Hard(plane) => Line::Hard(plane.row(y)),
            Values::Soft(values) => {
                Line::Soft(values.get(y * width..(y + 1) * width).unwrap_or(&[]))
            }
        }
    }

    /// Which values are strictly greater than `threshold`, 0–254.
    pub(super) fn plane(&self, threshold: u8) -> Cow<'_, Plane> {
        match &self.values {
            Values::Hard(plane) => Cow::Borrowed(plane),
            Values::Soft(values) => Cow::Owned(Plane::new(self.width as usize, values, threshold)),
        }
    }
}

impl Line<'_> {
    /// The value at `x`; 0 right of the last.
    pub fn value(self, x: usize) -> u8 {
        match self {
            Self::Hard(words) => bit(words, x) as u8 * 255,
            Self::Soft(values) => values.get(x).copied().unwrap_or(0),
        }
    }
}

/// Pixels of 1 to 4 channels on their way to grey values: grey as it is; RGB by
/// the luma `(19595 R + 38470 G + 7471 B + 2¹⁵) >> 16` (Pillow's conversion to
/// mode L); the alpha channel where the colour is the same everywhere and not
/// every pixel is opaque, for then it alone tells pixels apart.
pub(super) struct Pixels {
    channels: usize,
    grey: Vec<u8>,
    /// Empty when there is no alpha channel.
    alpha: Vec<u8>,
    first: Option<[u8; 3]>,
    one_color: bool,
}

impl Pixels {
    /// Room for `count` pixels of `channels` channels, 1 to 4.
    pub fn new(channels: usize, count: usize) -> Self {
        let has_alpha = matches!(channels, 2 | 4);
        Self {
            channels,
            grey: Vec::with_capacity(count),
            alpha: Vec::with_capacity(if has_alpha { count } else { 0 }),
            first: None,
            one_color: true,
        }
    }

    /// Adds whole pixels from their 8-bit samples.
    pub fn push(&mut self, samples: &[u8]) {
        if self.channels == 1 {
            self.grey.extend_from_slice(samples);
            return;
        }
        for pixel in samples.chunks_exact(self.channels) {
            match *pixel {
                [grey, alpha] => self.push_transparent([grey; 3], grey, alpha),
                [r, g, b] => self.grey.push(luma(r, g, b)),
                [r, g, b, alpha] => self.push_transparent([r, g, b], luma(r, g, b), alpha),
                _ => {}
            }
        }
    }

    fn push_transparent(&mut self, color: [u8; 3], grey: u8, alpha: u8) {
        self.one_color &= *self.first.get_or_insert(color) == color;
        self.grey.push(grey);
        self.alpha.push(alpha);
    }

    /// The grey values of all that was added, and 0 for the rest of
    /// `width × height`; `None` when a side is 0.
    pub fn finish(self, width: u32, height: u32) -> Option<Grey> {
        let by_alpha = self.one_color && self.alpha.iter().any(|alpha| *alpha < u8::MAX);
        let mut values = if by_alpha { self.alpha } else { self.grey };
        values.resize((width as usize).checked_mul(height as usize)?, 0);
        Grey::new(width, height, values)
    }
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + (1 << 15)) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(channels: usize, samples: &[u8]) -> Vec<u8> {
        let count = samples.len() / channels;
        let mut pixels = Pixels::new(channels, count);
        pixels.push(samples);
        let grey = pixels.finish(count as u32, 1).expect("a grid");
        grey.rows().flat_map(Cow::into_owned).collect()
    }

    #[test]
    fn every_colour_type_has_one_rule() {
        assert_eq!(values(1, &[0, 9, 128, 255]), [0, 9, 128, 255]);
        let rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
        assert_eq!(values(3, &rgb), [76, 150, 29, 255]);
        assert_eq!(values(2, &[7, 0, 7, 50, 7, 255]), [0, 50, 255]);
        assert_eq!(values(2, &[7, 0, 8, 50, 9, 255]), [7, 8, 9]);
    }

    #[test]
    fn an_opaque_picture_of_one_colour_is_its_colour() {
        assert_eq!(values(4, &[0, 0, 0, 255, 0, 0, 0, 255]), [0, 0]);
        assert_eq!(values(2, &[255, 255, 255, 255]), [255, 255]);
        assert_eq!(values(2, &[255, 0, 255, 0]), [0, 0]);
    }
}
