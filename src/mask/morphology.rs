//! Masks grown, shrunk and smoothed by a disc. Works on runs: for each of the
//! disc's rows the mask's runs are made longer or shorter, so the cost grows
//! with their number times the radius, and never with the picture's pixels.
//!
//! The disc of radius `r` holds the pixels whose centres lie within `r` of its
//! own: `dx² + dy² ≤ r²`, all in whole pixels. Its row `dy` reaches
//! `⌊√(r² − dy²)⌋` pixels to either side. For `r` = 1 it is a pixel with its
//! four neighbours; for `r` = 0 the pixel alone.

use super::{Mask, MaskBuilder, Run};
use crate::geometry::Size;

/// The pixels within `radius` pixels of one of the mask's, those included.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, grow}};
/// let picture = Size::new(9, 9).unwrap();
/// let dot = Mask::from_fn(picture, |x, y| (x, y) == (4, 4));
/// assert_eq!(grow(&dot, 1).area(), 5);
/// assert_eq!(grow(&dot, 2).area(), 13);
/// ```
pub fn grow(mask: &Mask, radius: u32) -> Mask {
    let disc = Disc::new(radius, mask.picture());
    let rows = mask.span();
    let top = rows.start.saturating_sub(disc.radius);
    let bottom = (rows.end + disc.radius).min(mask.picture().height());
    if mask.is_empty() {
        return mask.clone();
    }
    let mut builder = MaskBuilder::new(mask.picture(), top).for_rows(bottom - top);
    let mut grown: Vec<Run> = Vec::new();
    for y in top..bottom {
        grown.clear();
        let from = y.saturating_sub(disc.radius).max(rows.start);
        let to = (y + disc.radius + 1).min(rows.end);
        for source in from..to {
            let reach = disc.reach(source.abs_diff(y));
            grown.extend(mask.row(source).iter().map(|run| Run {
                start: run.start.saturating_sub(reach),
                end: run.end + reach,
            }));
        }
        // Sorted stretches are what this sort is quickest with.
        grown.sort_by_key(|run| run.start);
        for run in &grown {
            builder.push(run.start, run.end);
        }
        builder.end_row();
    }
    builder.finish()
}

/// The mask's pixels that have none outside of it within `radius` pixels of
/// them. What lies beyond the picture's edge counts as outside.
///
/// With a radius of 1 these are the pixels whose four neighbours all belong.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, shrink}};
/// let picture = Size::new(9, 9).unwrap();
/// let square = Mask::from_fn(picture, |x, y| x < 5 && y < 5);
/// let inner = Mask::from_fn(picture, |x, y| (1..4).contains(&x) && (1..4).contains(&y));
/// assert_eq!(shrink(&square, 1), inner);
/// ```
pub fn shrink(mask: &Mask, radius: u32) -> Mask {
    shrunk(mask, radius, Beyond::Outside)
}

/// The mask without what is thinner than the disc of `radius` pixels, and with
/// gaps and notches closed that are: first opened, then closed.
///
/// Opening keeps the discs that fit into the mask; closing adds all pixels that
/// no disc clear of the mask reaches. Discs may hang over the picture's edge,
/// where nothing is known: a mask that is cut off there stays cut off straight.
/// A radius of 0 changes nothing.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, smooth}};
/// let picture = Size::new(20, 20).unwrap();
/// let half = Mask::from_fn(picture, |x, _| x < 10);
/// let rough = Mask::from_fn(picture, |x, y| (x < 10 && (x, y) != (5, 5)) || (x, y) == (15, 9));
/// assert_eq!(smooth(&rough, 1), half);
/// ```
pub fn smooth(mask: &Mask, radius: u32) -> Mask {
    let opened = grow(&shrunk(mask, radius, Beyond::Unknown), radius);
    shrunk(&grow(&opened, radius), radius, Beyond::Unknown)
}

/// What lies beyond the picture's edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beyond {
    /// Nothing of the mask.
    Outside,
    /// Nobody knows; it takes no pixel away.
    Unknown,
}

/// The pixels around which the disc lies within the mask.
fn shrunk(mask: &Mask, radius: u32, beyond: Beyond) -> Mask {
    let picture = mask.picture();
    let disc = Disc::new(radius, picture);
    let rows = mask.span();
    let mut builder = MaskBuilder::new(picture, rows.start).for_rows(rows.end - rows.start);
    let (mut kept, mut before): (Vec<Run>, Vec<Run>) = (Vec::new(), Vec::new());
    let lone: Vec<Run> = match beyond {
        Beyond::Outside => mask.rows().map(|(_, runs)| lone(runs)).collect(),
        Beyond::Unknown => Vec::new(),
    };
    for y in rows.clone() {
        if let Some(run) = alone(&lone, y - rows.start, &disc) {
            builder.push(run.start, run.end);
            builder.end_row();
            continue;
        }
        kept.clear();
        let here = mask.row(y).iter();
        kept.extend(here.filter_map(|run| narrowed(run, disc.radius, picture, beyond)));
        for (away, reach) in (1..=disc.radius).zip(disc.reaches.iter().skip(1)) {
            for source in [y.checked_sub(away), Some(y + away)] {
                let source = source.filter(|source| *source < picture.height());
                if source.is_none() && beyond == Beyond::Unknown {
                    continue;
                }
                let runs = source.map_or(&[][..], |source| mask.row(source));
                std::mem::swap(&mut before, &mut kept);
                kept.clear();
                let there = runs.iter();
                let there = there.filter_map(|run| narrowed(run, *reach, picture, beyond));
                meet(&before, there, &mut kept);
            }
            if kept.is_empty() {
                break;
            }
        }
        for run in &kept {
            builder.push(run.start, run.end);
        }
        builder.end_row();
    }
    builder.finish()
}

/// What no run is.
const NONE: Run = Run {
    start: u32::MAX,
    end: 0,
};

/// The one run of a row, or none.
fn lone(runs: &[Run]) -> Run {
    match runs {
        [run] => *run,
        _ => NONE,
    }
}

/// What is left of a mask's row where it and all rows that the disc reaches have one run
/// each, as most rows of most masks have; an empty run when nothing is. `lone` has the one
/// run of each of the mask's rows; what is not in it is not known.
fn alone(lone: &[Run], row: u32, disc: &Disc) -> Option<Run> {
    let (row, radius) = (row as usize, disc.radius as usize);
    let near = lone.get(row.checked_sub(radius)?..=row + radius)?;
    let mut left = Run {
        start: 0,
        end: u32::MAX,
    };
    let reaches = disc.reaches.iter();
    let from_edge = reaches.clone().rev().chain(reaches.skip(1));
    for (run, reach) in near.iter().zip(from_edge) {
        left.start = left.start.max(run.start.saturating_add(*reach));
        left.end = left.end.min(run.end.saturating_sub(*reach));
    }
    // Only what is none begins so far to the right.
    (left.start < u32::MAX).then_some(left)
}

/// The run, `reach` pixels shorter at both ends.
fn narrowed(run: &Run, reach: u32, picture: Size, beyond: Beyond) -> Option<Run> {
    let unknown = beyond == Beyond::Unknown;
    let start = if unknown && run.start == 0 {
        0
    } else {
        run.start.saturating_add(reach)
    };
    let end = if unknown && run.end == picture.width() {
        run.end
    } else {
        run.end.saturating_sub(reach)
    };
    (start < end).then_some(Run { start, end })
}

/// Adds the pixels that both rows hold.
fn meet(a: &[Run], b: impl Iterator<Item = Run>, out: &mut Vec<Run>) {
    let mut a = a.iter().copied().peekable();
    for b in b {
        while let Some(run) = a.next_if(|run| run.end <= b.end) {
            let start = run.start.max(b.start);
            if start < run.end {
                out.push(Run { start, ..run });
            }
        }
        // The next one reaches further.
        if let Some(run) = a.peek().filter(|run| run.start < b.end) {
            let start = run.start.max(b.start);
            out.push(Run { start, end: b.end });
        }
    }
}

/// All pixels within a distance of one.
struct Disc {
    /// In pixels.
    radius: u32,
    /// For each row, from the middle one down, the pixels to either side.
    reaches: Vec<u32>,
}

impl Disc {
    /// A disc no larger than is needed to cover `picture` from any of its
    /// pixels, whatever `radius` says.
    fn new(radius: u32, picture: Size) -> Self {
        let radius = radius.min(picture.width() + picture.height());
        let square = |side: u32| u64::from(side) * u64::from(side);
        let reach = |row: u32| (square(radius) - square(row)).isqrt();
        Self {
            radius,
            // No longer than the radius, which is 32 bits wide.
            reaches: (0..=radius).map(|row| reach(row) as u32).collect(),
        }
    }

    fn reach(&self, row: u32) -> u32 {
        self.reaches.get(row as usize).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::complement;
    use super::super::tests::{Bitmap, cases, pictures};
    use super::*;
    use proptest::prelude::*;

    /// The places within `radius` of a pixel, those beyond the edge as well.
    fn disc(radius: i64) -> Vec<(i64, i64)> {
        let side = -radius..=radius;
        side.clone()
            .flat_map(|dy| side.clone().map(move |dx| (dx, dy)))
            .filter(|(dx, dy)| dx * dx + dy * dy <= radius * radius)
            .collect()
    }

    fn bitmap_grown(picture: &Bitmap, radius: i64) -> Bitmap {
        let disc = disc(radius);
        Bitmap::new(picture.width, picture.height, |x, y| {
            disc.iter().any(|(dx, dy)| picture.has(x + dx, y + dy))
        })
    }

    fn bitmap_shrunk(picture: &Bitmap, radius: i64, beyond: bool) -> Bitmap {
        let disc = disc(radius);
        Bitmap::new(picture.width, picture.height, |x, y| {
            disc.iter().all(|(dx, dy)| {
                let (x, y) = (x + dx, y + dy);
                let known = (0..picture.width).contains(&x) && (0..picture.height).contains(&y);
                if known { picture.has(x, y) } else { beyond }
            })
        })
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn growing_is_that_of_the_bitmap(picture in pictures(), radius in 0_u32..7) {
            let expected = bitmap_grown(&picture, radius.into());
            prop_assert_eq!(grow(&picture.mask(), radius), expected.mask());
        }

        #[test]
        fn shrinking_is_that_of_the_bitmap(picture in pictures(), radius in 0_u32..7) {
            let expected = bitmap_shrunk(&picture, radius.into(), false);
            prop_assert_eq!(shrink(&picture.mask(), radius), expected.mask());
        }

        #[test]
        fn smoothing_is_that_of_the_bitmap(picture in pictures(), radius in 0_u32..5) {
            let side = i64::from(radius);
            let opened = bitmap_grown(&bitmap_shrunk(&picture, side, true), side);
            let closed = bitmap_shrunk(&bitmap_grown(&opened, side), side, true);
            prop_assert_eq!(smooth(&picture.mask(), radius), closed.mask());
        }
    }

    #[test]
    fn a_radius_beyond_all_pictures_costs_no_more_than_the_picture() {
        let picture = Size::new(50, 40).expect("a size");
        let dot = Mask::from_fn(picture, |x, y| (x, y) == (49, 39));
        let all = complement(&Mask::empty(picture));
        assert_eq!(grow(&dot, u32::MAX), all);
        assert_eq!(shrink(&all, u32::MAX), Mask::empty(picture));
        assert_eq!(smooth(&all, u32::MAX), all);
    }
}
