//! A mask as rows of runs. Never holds an empty run, two runs that touch, or
//! a run that leaves the picture.

use crate::geometry::{PixelBox, Size};
use std::ops::Range;

/// Pixels `start..end` of one row, in the picture's pixels; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first pixel's column.
    pub start: u32,
    /// One past the last pixel's column.
    pub end: u32,
}

/// A set of the picture's pixels, stored as runs from its first row to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    picture: Size,
    /// The row of the picture that `ends[0]` speaks of.
    top: u32,
    /// For each row, one past its last run's place in `runs`.
    ends: Vec<usize>,
    runs: Vec<Run>,
}

impl Mask {
    /// The mask that holds no pixel.
    pub fn empty(picture: Size) -> Self {
        Self {
            picture,
            top: 0,
            ends: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// The pixels for which `inside(x, y)` holds.
    ///
    /// ```
    /// use masque::{geometry::Size, mask::Mask};
    /// let picture = Size::new(8, 8).unwrap();
    /// let square = Mask::from_fn(picture, |x, y| (2..5).contains(&x) && y > 5);
    /// assert_eq!(square.area(), 6);
    /// ```
    pub fn from_fn(picture: Size, inside: impl Fn(u32, u32) -> bool) -> Self {
        let mut builder = MaskBuilder::new(picture, 0);
        for y in 0..picture.height() {
            for x in (0..picture.width()).filter(|x| inside(*x, y)) {
                builder.push(x, x + 1);
            }
            builder.end_row();
        }
        builder.finish()
    }

    /// The size of the picture that the mask belongs to.
    pub fn picture(&self) -> Size {
        self.picture
    }

    /// How many pixels the mask holds.
    pub fn area(&self) -> u64 {
        self.runs
            .iter()
            .map(|run| u64::from(run.end - run.start))
            .sum()
    }

    /// Whether the mask holds no pixel.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The smallest box around the mask; `None` when it is empty.
    pub fn bounds(&self) -> Option<PixelBox> {
        let left = self.runs.iter().map(|run| run.start).min()?;
        let right = self.runs.iter().map(|run| run.end).max()?;
        let height = u32::try_from(self.ends.len()).ok()?;
        Some(PixelBox::new(
            left.into(),
            self.top.into(),
            right - left,
            height,
        ))
    }

    /// The runs of row `y`, from left to right; none outside the mask's rows.
    pub fn row(&self, y: u32) -> &[Run] {
        let Some(row) = y.checked_sub(self.top).map(|row| row as usize) else {
            return &[];
        };
        let Some(end) = self.ends.get(row).copied() else {
            return &[];
        };
        let start = row
            .checked_sub(1)
            .and_then(|above| self.ends.get(above))
            .copied();
        self.runs.get(start.unwrap_or(0)..end).unwrap_or(&[])
    }

    /// The rows from the first that holds a pixel to the last; none when the
    /// mask is empty.
    pub fn span(&self) -> Range<u32> {
        self.top..self.top + self.ends.len() as u32
    }

    /// The rows from the first that holds a pixel to the last, with their runs.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Run])> {
        self.span().map(|y| (y, self.row(y)))
    }

    /// The runs of all rows, one after the other.
    pub(super) fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Whether the mask holds the pixel in column `x` of row `y`.
    pub fn contains(&self, x: u32, y: u32) -> bool {
        let row = self.row(y);
        let after = row.partition_point(|run| run.start <= x);
        after
            .checked_sub(1)
            .and_then(|at| row.get(at))
            .is_some_and(|run| x < run.end)
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.runs.as_slice()) + size_of_val(self.ends.as_slice())
    }

    /// The mask as a picture-sized grey bitmap, row by row: 255 inside, 0
    /// outside. Only for files: everything else works on the runs.
    pub fn to_bitmap(&self) -> Vec<u8> {
        let width = self.picture.width() as usize;
        let mut bitmap = vec![0; width * self.picture.height() as usize];
        for (y, line) in (0..).zip(bitmap.chunks_exact_mut(width)) {
            for run in self.row(y) {
                if let Some(span) = line.get_mut(run.start as usize..run.end as usize) {
                    span.fill(255);
                }
            }
        }
        bitmap
    }
}

/// Builds a [`Mask`] row by row, from the top and from the left.
#[derive(Debug)]
pub struct MaskBuilder {
    mask: Mask,
    row_start: usize,
    most: usize,
}

impl MaskBuilder {
    /// Begins in row `top` of `picture`.
    pub fn new(picture: Size, top: u32) -> Self {
        Self {
            mask: Mask {
                top,
                ..Mask::empty(picture)
            },
            row_start: 0,
            most: usize::MAX,
        }
    }

    /// Makes room for so many rows of a run each, as most rows of most masks have.
    #[must_use]
    pub fn for_rows(mut self, count: u32) -> Self {
        self.mask.ends.reserve_exact(count as usize);
        self.mask.runs.reserve_exact(count as usize);
        self
    }

    /// Lets it hold `most` runs and no more; see [`Self::is_full`].
    #[must_use]
    pub fn with_at_most(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// Whether there were more runs than it may hold: some of them are missing,
    /// and the mask is not to be used.
    pub fn is_full(&self) -> bool {
        self.mask.runs.len() > self.most
    }

    /// Adds the pixels `start..end` to the current row. What lies beyond the
    /// picture or left of what the row holds already is left out; a run that
    /// touches the last one is joined with it.
    pub fn push(&mut self, start: u32, end: u32) {
        let end = end.min(self.mask.picture.width());
        let is_full = self.is_full();
        let mut row = self.mask.runs.iter_mut().skip(self.row_start);
        let last = row.next_back();
        let start = last.as_ref().map_or(start, |last| start.max(last.end));
        if start >= end {
            return;
        }
        match last {
            Some(last) if last.end == start => last.end = end,
            // The one beyond the limit tells that there were more.
            _ if is_full => {}
            _ => self.mask.runs.push(Run { start, end }),
        }
    }

    /// Ends the current row. Rows below the picture are left out.
    pub fn end_row(&mut self) {
        let next = u64::from(self.mask.top) + self.mask.ends.len() as u64;
        if next >= u64::from(self.mask.picture.height()) {
            self.mask.runs.truncate(self.row_start);
            return;
        }
        self.row_start = self.mask.runs.len();
        if self.mask.ends.is_empty() && self.row_start == 0 {
            // Rows above the first pixel are not stored.
            self.mask.top += 1;
        } else {
            self.mask.ends.push(self.row_start);
        }
    }

    /// The mask, without empty rows below its last pixel.
    pub fn finish(mut self) -> Mask {
        let runs = self.row_start;
        self.mask.runs.truncate(runs);
        if runs == 0 {
            return Mask::empty(self.mask.picture);
        }
        let filled = self.mask.ends.partition_point(|end| *end < runs);
        self.mask.ends.truncate(filled + 1);
        self.mask.ends.shrink_to_fit();
        self.mask.runs.shrink_to_fit();
        self.mask
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).expect("a size")
    }

    #[test]
    fn rows_above_and_below_are_not_stored() {
        let mask = Mask::from_fn(size(9, 9), |x, y| y == 4 && x != 3);
        assert_eq!(mask.bounds(), Some(PixelBox::new(0, 4, 9, 1)));
        assert_eq!(
            mask.row(4),
            [Run { start: 0, end: 3 }, Run { start: 4, end: 9 }]
        );
        assert_eq!(mask.row(3), []);
        assert_eq!(mask.row(5), []);
        assert_eq!(mask.area(), 8);
    }

    #[test]
    fn a_mask_equals_its_bitmap() {
        let inside = |x: u32, y: u32| (x * 7 + y * 13) % 5 < 2;
        let mask = Mask::from_fn(size(23, 17), inside);
        let bitmap = mask.to_bitmap();
        for y in 0..17 {
            for x in 0..23 {
                assert_eq!(mask.contains(x, y), inside(x, y), "pixel {x}, {y}");
                let value = bitmap.get((y * 23 + x) as usize);
                assert_eq!(value == Some(&255), inside(x, y), "bitmap {x}, {y}");
            }
        }
        assert!(!mask.contains(23, 0) && !mask.contains(0, 17));
    }

    #[test]
    fn what_leaves_the_picture_is_left_out() {
        let mut builder = MaskBuilder::new(size(4, 2), 1);
        builder.push(2, 9);
        builder.end_row();
        builder.push(0, 4);
        builder.end_row();
        let mask = builder.finish();
        assert_eq!(mask.area(), 2);
        assert_eq!(mask.bounds(), Some(PixelBox::new(2, 1, 2, 1)));
    }

    #[test]
    fn a_builder_holds_no_more_than_it_may() {
        let row = |most: usize| {
            let mut builder = MaskBuilder::new(size(9, 1), 0).with_at_most(most);
            for x in [0, 2, 4, 6] {
                builder.push(x, x + 1);
            }
            builder.end_row();
            (builder.is_full(), builder.finish().bytes())
        };
        let whole = 4 * size_of::<Run>() + size_of::<usize>();
        assert_eq!(row(4), (false, whole));
        assert_eq!(row(3), (true, whole));
        assert_eq!(row(1), (true, whole - 2 * size_of::<Run>()));
    }

    #[test]
    fn the_empty_mask_has_no_bounds() {
        let mask = Mask::from_fn(size(5, 5), |_, _| false);
        assert_eq!(mask, Mask::empty(size(5, 5)));
        assert_eq!((mask.bounds(), mask.area()), (None, 0));
    }
}
