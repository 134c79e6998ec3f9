//! Grids of 8-bit grey values, and the one rule by which pixels of any colour
//! become one. Never resizes.

use super::plane::{Plane, bit};
use super::{MaskProblem, png};
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

/// Rows of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lines<'a, const N: usize> {
    /// A bit for each value, as in a [`Plane`].
    Hard([&'a [u64]; N]),
    Soft([&'a [u8]; N]),
}

impl Grey {
    /// A grid from its rows; `None` when a side is 0 or the length is not
    /// `width × height`.
    pub fn new(width: u32, height: u32, values: Vec<u8>) -> Option<Self> {
        let length = (width as usize).checked_mul(height as usize)?;
        if length == 0 || length != values.len() {
            return None;
        }
        let values = match Plane::of_extremes(width as usize, &values) {
            Some(plane) => Values::Hard(plane),
            None => Values::Soft(values),
        };
        Some(Self {
            width,
            height,
            values,
        })
    }

    /// A grid from a picture's 8-bit samples, 1 to 4 `channels` of them a pixel: grey as
    /// it is; RGB by the luma `(19595 R + 38470 G + 7471 B + 2¹⁵) >> 16` (Pillow's
    /// conversion to mode L); the alpha channel where the colour is the same everywhere
    /// and not every pixel is opaque, for then it alone tells pixels apart. Pixels that
    /// are missing are 0; `None` when a side is 0.
    pub(super) fn of_samples(
        channels: usize,
        samples: Vec<u8>,
        width: u32,
        height: u32,
    ) -> Option<Self> {
        let mut values = values(channels, samples);
        values.resize((width as usize).checked_mul(height as usize)?, 0);
        Self::new(width, height, values)
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
        (0..self.height as usize).map(|y| match self.lines([y]) {
            Lines::Soft([values]) => Cow::Borrowed(values),
            line @ Lines::Hard(_) => {
                let values = (0..self.width as usize).flat_map(|x| line.values(x));
                Cow::Owned(values.collect())
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

    /// These rows, counted from the top; empty below the last.
    pub(super) fn lines<const N: usize>(&self, rows: [usize; N]) -> Lines<'_, N> {
        let width = self.width as usize;
        match &self.values {
            Values::Hard(plane) => Lines::Hard(rows.map(|y| plane.row(y))),
            Values::Soft(values) => {
                Lines::Soft(rows.map(|y| values.get(y * width..(y + 1) * width).unwrap_or(&[])))
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

impl<const N: usize> Lines<'_, N> {
    /// The values at `x`, one of each row; 0 right of the last.
    pub fn values(self, x: usize) -> [u8; N] {
        match self {
            Self::Hard(lines) => lines.map(|words| bit(words, x) as u8 * 255),
            Self::Soft(lines) => lines.map(|values| values.get(x).copied().unwrap_or(0)),
        }
    }
}

/// One value of each pixel, whose samples are grey, grey and alpha, RGB, or RGB and alpha.
fn values(channels: usize, samples: Vec<u8>) -> Vec<u8> {
    match channels {
        1 => samples,
        2 => colored_or_clear(samples.as_chunks().0, |[grey, _]| *grey),
        3 => {
            let pixels = samples.as_chunks().0.iter();
            pixels.map(|[r, g, b]| luma(*r, *g, *b)).collect()
        }
        _ => colored_or_clear(samples.as_chunks().0, |[r, g, b, _]| luma(*r, *g, *b)),
    }
}

/// The alphas, which stand last, where they alone tell `pixels` apart.
fn colored_or_clear<const N: usize>(pixels: &[[u8; N]], grey: impl Fn(&[u8; N]) -> u8) -> Vec<u8> {
    let parts = || pixels.iter().filter_map(|pixel| pixel.split_last());
    let first = parts().next().map(|(_, color)| color);
    let is_opaque = parts().all(|(alpha, _)| *alpha == u8::MAX);
    if !is_opaque && parts().all(|(_, color)| Some(color) == first) {
        parts().map(|(alpha, _)| *alpha).collect()
    } else {
        pixels.iter().map(grey).collect()
    }
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + (1 << 15)) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(channels: usize, samples: &[u8]) -> Vec<u8> {
        let count = samples.len() / channels;
        let grey = Grey::of_samples(channels, samples.to_vec(), count as u32, 1);
        let grey = grey.expect("a grid");
        grey.rows().flat_map(Cow::into_owned).collect()
    }

    #[test]
    fn every_colour_type_has_one_rule() {
        assert_eq!(grey(1, &[0, 9, 128, 255]), [0, 9, 128, 255]);
        let rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
        assert_eq!(grey(3, &rgb), [76, 150, 29, 255]);
        assert_eq!(grey(2, &[7, 0, 7, 50, 7, 255]), [0, 50, 255]);
        assert_eq!(grey(2, &[7, 0, 8, 50, 9, 255]), [7, 8, 9]);
    }

    #[test]
    fn an_opaque_picture_of_one_colour_is_its_colour() {
        assert_eq!(grey(4, &[0, 0, 0, 255, 0, 0, 0, 255]), [0, 0]);
        assert_eq!(grey(2, &[255, 255, 255, 255]), [255, 255]);
        assert_eq!(grey(2, &[255, 0, 255, 0]), [0, 0]);
    }
}
