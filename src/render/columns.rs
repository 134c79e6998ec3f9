//! Which columns of an overlay hold anything, strip by strip, so that only those go to
//! the screen. Never sees a pixel.

use super::Strip;
use crate::geometry::Size;
use std::ops::Range;

/// Into so many parts a row is divided at most, a bit for each.
const PARTS: u32 = u64::BITS;

/// How wide a part of a row of `width` is, as a power of two.
pub(super) fn part(width: u32) -> u32 {
    width.div_ceil(PARTS).next_power_of_two().trailing_zeros()
}

/// So many empty parts between two that are not go along with them: to write one
/// stretch costs less than to begin another.
const GAP: u32 = 4;

/// Columns of rows that are all as wide, about a sixty-fourth of them at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Columns(u64);

impl Columns {
    /// All of them.
    pub const ALL: Self = Self(u64::MAX);

    /// Those that reach from one column to before another, which lies further right and
    /// within the row; its parts are as wide as [`part`] says.
    pub(super) fn add(&mut self, from: u32, to: u32, part: u32) {
        let (first, last) = (from >> part, to.saturating_sub(1) >> part);
        let up_to = u64::MAX >> (PARTS - 1).saturating_sub(last);
        self.0 |= up_to & u64::MAX.checked_shl(first).unwrap_or(0);
    }

    /// Stretches of a row of `width` in which all of them are, from the left.
    pub(super) fn stretches(self, width: u32) -> impl Iterator<Item = Range<u32>> {
        let part = part(width);
        let mut left = self.0;
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            let first = left.trailing_zeros();
            let mut end = first;
            loop {
                let rest = left.checked_shr(end).unwrap_or(0);
                let gap = rest.trailing_zeros();
                if rest == 0 || gap > GAP {
                    break;
                }
                end += gap + (rest >> gap).trailing_ones();
            }
            left &= u64::MAX.checked_shl(end).unwrap_or(0);
            Some(first << part..width.min(end << part))
        })
    }
}

/// What a canvas holds of the overlay that was drawn on it last.
#[derive(Debug, Default)]
pub struct Held {
    size: Option<Size>,
    strips: Vec<Columns>,
}

impl Held {
    /// The stretches of columns of a strip that have to be written, from the left: where
    /// it holds anything, and where the one in its place did. A canvas of another size
    /// than the last one's holds nothing.
    pub fn turn(&mut self, strip: &Strip<'_>) -> impl Iterator<Item = Range<u32>> + use<> {
        if self.size != Some(strip.size) {
            self.size = Some(strip.size);
            self.strips.clear();
        }
        if self.strips.len() <= strip.number {
            self.strips.resize(strip.number + 1, Columns::default());
        }
        let held = self.strips.get_mut(strip.number);
        let before = held.map_or(Columns::ALL, |held| std::mem::replace(held, strip.columns));
        Columns(before.0 | strip.columns.0).stretches(strip.size.width())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(6),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn stretches_hold_all_that_was_added_and_little_else(
            width in 1_u32..9000,
            pieces in prop::collection::vec((0.0..1.0_f64, 0.0..0.2_f64), 0..9),
        ) {
            let mut columns = Columns::default();
            let mut inside = vec![false; width as usize];
            for (from, length) in pieces {
                let from = (from * f64::from(width)) as u32;
                let to = width.min(from + 1 + (length * f64::from(width)) as u32);
                columns.add(from, to, part(width));
                inside[from as usize..to as usize].fill(true);
            }
            let stretches: Vec<Range<u32>> = columns.stretches(width).collect();
            prop_assert!(stretches.windows(2).all(|two| two[0].end < two[1].start));
            for (x, inside) in (0..).zip(&inside) {
                let is_written = stretches.iter().any(|stretch| stretch.contains(&x));
                prop_assert!(is_written || !inside);
            }
            // Both ends of a stretch are near to something.
            let near = |x: u32| {
                let part = 1 << part(width);
                let x = x as usize;
                let (from, to) = (x.saturating_sub(part), (x + part).min(inside.len()));
                inside[from..to].iter().any(|inside| *inside)
            };
            for stretch in stretches {
                prop_assert!(stretch.end <= width);
                prop_assert!(near(stretch.start) && near(stretch.end - 1));
            }
        }
    }

    #[test]
    fn what_was_there_is_written_once_more() {
        let size = Size::new(640, 9).expect("a size");
        let strip = |number, from, to| {
            let mut columns = Columns::default();
            if from < to {
                columns.add(from, to, part(640));
            }
            Strip {
                size,
                number,
                top: 3 * number as u32,
                pixels: &[],
                columns,
            }
        };
        let mut held = Held::default();
        let mut turn = |strip: Strip<'_>| {
            let stretches = held.turn(&strip);
            stretches
                .map(|columns| (columns.start, columns.end))
                .collect::<Vec<_>>()
        };
        assert!(turn(strip(0, 0, 0)).is_empty());
        assert_eq!(turn(strip(2, 100, 110)), [(96, 112)]);
        assert_eq!(turn(strip(1, 0, 640)), [(0, 640)]);
        assert_eq!(turn(strip(2, 300, 310)), [(96, 112), (288, 320)]);
        assert_eq!(turn(strip(2, 320, 330)), [(288, 336)]);
        assert_eq!(turn(strip(2, 0, 0)), [(320, 336)]);
        assert!(turn(strip(2, 0, 0)).is_empty());
        // Another canvas.
        let other = Strip {
            size: Size::new(641, 9).expect("a size"),
            ..strip(1, 0, 0)
        };
        assert!(turn(other).is_empty());
        assert!(turn(strip(1, 0, 0)).is_empty());
    }
}
