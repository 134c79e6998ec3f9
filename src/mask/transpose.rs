//! A mask turned over its diagonal, so that its columns become rows. Works on
//! runs: only where a row differs from the one above is anything done, so the
//! cost grows with the outline's length and never with the picture's pixels.

use super::set::sweep;
use super::{Mask, MaskBuilder, Run};
use crate::geometry::Size;

/// The mask with x and y exchanged; `None` when it has more than `most_runs`
/// runs. That is known before anything large is allocated.
pub fn transpose(mask: &Mask, most_runs: u64) -> Option<Mask> {
    let picture = mask.picture();
    // With exchanged sides a size is still one.
    let turned = Size::new(picture.height(), picture.width()).unwrap_or(picture);
    let columns = Columns::of(mask, most_runs)?;
    let mut builder = MaskBuilder::new(turned, columns.left);
    for (_, flips) in columns.iter() {
        for pair in flips.chunks_exact(2) {
            if let [start, end] = pair {
                builder.push(*start, *end);
            }
        }
        builder.end_row();
    }
    Some(builder.finish())
}

/// The rows at whose upper edges each column changes between outside and inside.
pub struct Columns {
    /// The first column that holds a pixel.
    left: u32,
    /// For each column from there, one past its last flip's place in `rows`.
    ends: Vec<usize>,
    /// The flips, column by column, each from the top.
    rows: Vec<u32>,
}

impl Columns {
    /// The columns of `mask`; `None` when they have more than `most_runs` runs.
    pub fn of(mask: &Mask, most_runs: u64) -> Option<Self> {
        let (left, width) = reach(mask);
        let flips = flips(mask, left);
        let total: u64 = flips.iter().map(Flip::length).sum();
        // Each run of a column begins and ends with a flip.
        if total / 2 > most_runs {
            return None;
        }
        let mut places = first_places(&flips, width);
        let mut rows = vec![0; usize::try_from(total).ok()?];
        for flip in &flips {
            for place in places.get_mut(flip.start..flip.end).unwrap_or_default() {
                if let Some(row) = rows.get_mut(*place) {
                    *row = flip.row;
                }
                *place += 1;
            }
        }
        Some(Self {
            left,
            ends: places,
            rows,
        })
    }

    /// The columns from the first that holds a pixel to the last, with their
    /// flips: the first row of each run, and the row after its last.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends);
        (self.left..)
            .zip(spans)
            .map(|(x, (start, end))| (x, self.rows.get(start..*end).unwrap_or_default()))
    }

    /// All columns' flips together.
    pub fn count(&self) -> usize {
        self.rows.len()
    }
}

/// Columns that change between outside and inside at the upper edge of a row.
struct Flip {
    row: u32,
    /// The first of them, counted from the mask's first column.
    start: usize,
    /// One past the last.
    end: usize,
}

impl Flip {
    fn length(&self) -> u64 {
        (self.end - self.start) as u64
    }
}

/// The mask's first column, and how many columns it reaches over.
fn reach(mask: &Mask) -> (u32, usize) {
    let left = mask.runs().iter().map(|run| run.start).min().unwrap_or(0);
    let right = mask.runs().iter().map(|run| run.end).max().unwrap_or(0);
    (left, (right - left) as usize)
}

/// What changes from each row to the next, from the top. No column twice in one
/// row.
fn flips(mask: &Mask, left: u32) -> Vec<Flip> {
    let mut flips = Vec::new();
    let mut above: &[Run] = &[];
    let rows = mask.span();
    for row in rows.start..=rows.end {
        let here = mask.row(row);
        let mut flip = |start: u32, end: u32| {
            flips.push(Flip {
                row,
                start: (start - left) as usize,
                end: (end - left) as usize,
            });
        };
        if is_moved(above, here) {
            for (above, here) in above.iter().zip(here) {
                let (starts, ends) = ((above.start, here.start), (above.end, here.end));
                for (one, other) in [starts, ends].into_iter().filter(|(a, b)| a != b) {
                    flip(one.min(other), one.max(other));
                }
            }
        } else {
            sweep(above, here, |above, here| above != here, flip);
        }
        above = here;
    }
    flips
}

/// Whether a row has the runs of the one above, each a little longer or shorter
/// or further on. Most rows have, and they are the quickest to compare.
fn is_moved(above: &[Run], here: &[Run]) -> bool {
    let mut before = 0;
    above.len() == here.len()
        && above.iter().zip(here).all(|(above, here)| {
            let follows = before <= above.start.min(here.start);
            before = above.end.max(here.end);
            follows && above.start.max(here.start) <= above.end.min(here.end)
        })
}

/// For each column, the place of its first flip when all are listed column by
/// column.
fn first_places(flips: &[Flip], width: usize) -> Vec<usize> {
    // At each column, by how much more it flips than the one before.
    let mut steps = vec![0_i64; width + 1];
    for flip in flips {
        if let Some(step) = steps.get_mut(flip.start) {
            *step += 1;
        }
        if let Some(step) = steps.get_mut(flip.end) {
            *step -= 1;
        }
    }
    let (mut count, mut place) = (0, 0);
    let places = steps.iter().take(width).map(|step| {
        let first = place;
        count += step;
        place += usize::try_from(count).unwrap_or(0);
        first
    });
    places.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bitmap, cases, pictures};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn columns_become_rows(picture in pictures()) {
            let turned = Bitmap::new(picture.height, picture.width, |x, y| picture.has(y, x));
            prop_assert_eq!(transpose(&picture.mask(), u64::MAX), Some(turned.mask()));
        }

        #[test]
        fn the_number_of_runs_is_known_exactly(picture in pictures()) {
            let mask = picture.mask();
            let runs = transpose(&mask, u64::MAX).map_or(0, |turned| turned.runs().len() as u64);
            prop_assert!(transpose(&mask, runs).is_some());
            prop_assert!(runs == 0 || transpose(&mask, runs - 1).is_none());
        }
    }
}
