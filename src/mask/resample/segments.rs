//! Which pixels of a row are settled by the source values' bits alone, and which
//! have to be worked out. Never computes a value.

use super::super::plane::{next_clear, next_set};
use super::axis::Columns;
use std::ops::Range;

/// A stretch of pixels that is not wholly outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub start: u32,
    pub end: u32,
    /// Whether all of it is inside; otherwise each pixel decides for itself.
    pub inside: bool,
}

impl Segment {
    pub fn pixels(self) -> Range<u32> {
        self.start..self.end
    }
}

/// Replaces `segments` by those of a row, from left to right. `all` has a bit
/// for every column whose values are all inside, `any` for those where one is.
pub fn split(
    all: &[u64],
    any: &[u64],
    source: usize,
    columns: &Columns,
    segments: &mut Vec<Segment>,
) {
    segments.clear();
    let (mut value, mut pixel) = (0, 0);
    let mut open = |pixel: &mut u32, settled: Range<u32>, inside: bool| {
        if settled.is_empty() {
            return;
        }
        if *pixel < settled.start {
            segments.push(Segment {
                start: *pixel,
                end: settled.start,
                inside: false,
            });
        }
        if inside {
            segments.push(Segment {
                start: settled.start,
                end: settled.end,
                inside,
            });
        }
        *pixel = settled.end;
    };
    while value < source {
        let inside = next_set(all, value, source);
        let outside = next_clear(any, value, source);
        let (start, end) = if inside < outside {
            (inside, next_clear(all, inside, source))
        } else {
            (outside, next_set(any, outside, source))
        };
        if start == source {
            break;
        }
        open(&mut pixel, columns.within(start..end), inside < outside);
        value = end;
    }
    open(&mut pixel, columns.count()..columns.count() + 1, false);
}
