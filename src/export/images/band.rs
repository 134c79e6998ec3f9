//! Rows that are blurred as they are asked for. Never holds more of a picture
//! than a band of them, and what lies so near that it shows in them.

use super::window::Window;
use std::ops::Range;

/// The fewest rows that are blurred at a time.
const ROWS: u32 = 64;

/// Blurs pixels of so many columns and rows, row by row.
type Blur<'a> = Box<dyn Fn([u32; 2], Vec<u8>) -> Vec<u8> + 'a>;

/// Gives the samples of a row of the picture within the window.
type Sharp<'a> = Box<dyn Fn(u32, &mut [u8]) + 'a>;

/// A window of a picture, blurred band by band.
pub(super) struct Bands<'a> {
    window: Window,
    /// Bytes of a row.
    stride: usize,
    /// How many rows away something may lie and still show.
    reach: u32,
    sharp: Sharp<'a>,
    blur: Blur<'a>,
    rows: Range<u32>,
    samples: Vec<u8>,
}

impl<'a> Bands<'a> {
    pub fn new(
        window: Window,
        channels: usize,
        reach: u32,
        sharp: impl Fn(u32, &mut [u8]) + 'a,
        blur: impl Fn([u32; 2], Vec<u8>) -> Vec<u8> + 'a,
    ) -> Self {
        Self {
            window,
            stride: window.size.width() as usize * channels,
            reach,
            sharp: Box::new(sharp),
            blur: Box::new(blur),
            rows: 0..0,
            samples: Vec::new(),
        }
    }

    pub fn window(&self) -> Window {
        self.window
    }

    /// The samples of row `y` of the picture; `None` where the window has none.
    pub fn row(&mut self, y: u32) -> Option<&[u8]> {
        if !self.window.rows().contains(&y) {
            return None;
        }
        if !self.rows.contains(&y) {
            self.make(y);
        }
        let at = (y - self.rows.start) as usize * self.stride;
        self.samples.get(at..at + self.stride)
    }

    /// Blurs the band that begins with row `y`.
    fn make(&mut self, y: u32) {
        let all = self.window.rows();
        let rows = ROWS.max(2 * self.reach);
        let end = all.end.min(y + rows);
        let seen = all.start.max(y.saturating_sub(self.reach))..all.end.min(end + self.reach);
        // What the last band took is free before the next is made.
        self.samples = Vec::new();
        let mut samples = vec![0; self.stride * seen.len()];
        for (y, row) in seen.clone().zip(samples.chunks_exact_mut(self.stride)) {
            (self.sharp)(y, row);
        }
        let size = [self.window.size.width(), seen.end - seen.start];
        let mut blurred = (self.blur)(size, samples);
        blurred.truncate((end - seen.start) as usize * self.stride);
        blurred.drain(..(y - seen.start) as usize * self.stride);
        (self.rows, self.samples) = (y..end, blurred);
    }
}
