//! Which pixels of a row are settled by the source values' bits alone, and which
//! have to be worked out. Never computes a value.

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

/// Replaces `segments` by those of a row, from left to right. `words` have a bit for
/// every column of values whose values are all inside, and one for those where any is.
pub fn split(
    words: impl Iterator<Item = [u64; 2]>,
    columns: &Columns,
    segments: &mut Vec<Segment>,
) {
    segments.clear();
    let mut pixel = 0;
    let mut settle = |settled: Range<u32>, inside: bool| {
        if settled.is_empty() {
            return;
        }
        if pixel < settled.start {
            segments.push(Segment {
                start: pixel,
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
        pixel = settled.end;
    };
    // Columns that are alike, from the last change on.
    let (mut start, mut inside) = (0, Some(false));
    let (mut all_before, mut any_before) = (0, 0);
    for (at, [all, any]) in words.enumerate() {
        let mut changes = (all ^ (all << 1 | all_before)) | (any ^ (any << 1 | any_before));
        while changes != 0 {
            let place = changes.trailing_zeros();
            let change = 64 * at + place as usize;
            if let Some(inside) = inside {
                settle(columns.within(start..change), inside);
            }
            start = change;
            inside = match [all, any].map(|word| word >> place & 1) {
                [1, _] => Some(true),
                [_, 1] => None,
                _ => Some(false),
            };
            changes &= changes - 1;
        }
        [all_before, any_before] = [all, any].map(|word| word >> 63);
    }
    if let Some(inside) = inside {
        settle(columns.within(start..columns.source()), inside);
    }
    settle(columns.count()..columns.count() + 1, false);
}

#[cfg(test)]
mod tests {
    use super::super::axis::Axis;
    use super::*;
    use crate::mask::plane::Plane;

    #[test]
    fn exactly_what_has_values_of_one_side_is_settled() {
        for seed in 1..if cfg!(miri) { 4 } else { 400_u32 } {
            let source = 1 + seed * 7919 % 150;
            let pixels = 1 + seed * 104_729 % 400;
            let rows = 1 + seed % 4;
            // Stretches of up to a dozen values.
            let is_inside =
                |x: u32, y: u32| (x * 11 / (1 + seed % 13) + y).is_multiple_of(2 + seed % 5);
            let values: Vec<u8> = (0..rows * source)
                .map(|at| u8::from(is_inside(at % source, at / source)) * 255)
                .collect();
            let plane = Plane::new(source as usize, &values, 127);
            let axis = Axis::new(source, pixels);
            let columns = Columns::new(axis, 0..pixels);
            let mut segments = Vec::new();
            split(plane.fold(0..rows as usize), &columns, &mut segments);
            assert!(segments.is_sorted_by_key(|segment| segment.start));
            for pixel in 0..pixels {
                let window = axis.window(pixel);
                let under = || {
                    let columns = window.start as u32..window.end as u32;
                    columns.flat_map(|x| (0..rows).map(move |y| is_inside(x, y)))
                };
                let mut found = segments.iter();
                let segment = found.find(|segment| segment.pixels().contains(&pixel));
                let sides = [under().all(|inside| inside), under().any(|inside| inside)];
                let expected = match segment {
                    None => [false, false],
                    Some(segment) if segment.inside => [true, true],
                    Some(_) => [false, true],
                };
                assert_eq!(sides, expected, "seed {seed}, pixel {pixel}");
            }
        }
    }
}
