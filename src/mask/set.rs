//! Sets of pixels made from other sets: union, intersection, difference, and
//! how much two masks agree. Works row by row on the runs, at a cost that grows
//! with their number, and never makes a bitmap.
//!
//! Two masks in one operation belong to the same picture. Where they do not,
//! the result lies in the first one's, and what leaves that picture is left out.

use super::{Mask, MaskBuilder, Run};
use std::ops::Range;

/// The pixels that either mask holds, in the first one's picture.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, union}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x == 0);
/// let right = Mask::from_fn(picture, |x, _| x > 1);
/// assert_eq!(union(&left, &right), Mask::from_fn(picture, |x, _| x != 1));
/// ```
pub fn union(a: &Mask, b: &Mask) -> Mask {
    combined(a, b, joined_rows(a, b), |a, b| a || b)
}

/// The pixels that both masks hold, in the first one's picture.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, intersection}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(intersection(&left, &right).area(), 2);
/// ```
pub fn intersection(a: &Mask, b: &Mask) -> Mask {
    combined(a, b, shared_rows(a, b), |a, b| a && b)
}

/// The pixels of `a` that `b` does not hold.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, difference}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(difference(&left, &right).area(), 1);
/// ```
pub fn difference(a: &Mask, b: &Mask) -> Mask {
    combined(a, b, a.span(), |a, b| a && !b)
}

/// The pixels that one of the masks holds and the other does not, in the first
/// one's picture.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, symmetric_difference}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(symmetric_difference(&left, &right).area(), 2);
/// ```
pub fn symmetric_difference(a: &Mask, b: &Mask) -> Mask {
    combined(a, b, joined_rows(a, b), |a, b| a != b)
}

/// The picture's pixels that the mask does not hold.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, complement}};
/// let picture = Size::new(4, 3).unwrap();
/// assert_eq!(complement(&Mask::empty(picture)).area(), 12);
/// ```
pub fn complement(mask: &Mask) -> Mask {
    let width = mask.picture().width();
    let mut builder = MaskBuilder::new(mask.picture(), 0);
    for y in 0..mask.picture().height() {
        gaps(mask.row(y), width, |start, end| builder.push(start, end));
        builder.end_row();
    }
    builder.finish()
}

/// Intersection over union, 0 to 1; two empty masks agree, so theirs is 1.
/// Neither of the two is built.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, iou}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(iou(&left, &right), 0.5);
/// ```
pub fn iou(a: &Mask, b: &Mask) -> f64 {
    let shared = shared_area(a, b);
    let union = a.area() + b.area() - shared;
    if union == 0 {
        1.0
    } else {
        shared as f64 / union as f64
    }
}

/// How many pixels both masks hold. Looks only at the rows that both reach.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, shared_area}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(shared_area(&left, &right), 2);
/// ```
pub fn shared_area(a: &Mask, b: &Mask) -> u64 {
    let mut area = 0;
    for y in shared_rows(a, b) {
        sweep(
            a.row(y),
            b.row(y),
            |a, b| a && b,
            |start, end| area += u64::from(end - start),
        );
    }
    area
}

/// Calls `span` with each longest stretch `start..end` of a row at which `keep`
/// holds, from left to right. `keep` is told whether the first and the second
/// row hold a pixel; where neither does, it must say no.
pub(super) fn sweep(
    a: &[Run],
    b: &[Run],
    keep: impl Fn(bool, bool) -> bool,
    mut span: impl FnMut(u32, u32),
) {
    let (mut a, mut b) = (Edges::new(a), Edges::new(b));
    let mut start = None;
    loop {
        let x = a.next.min(b.next);
        if x == u32::MAX {
            return;
        }
        a.pass(x);
        b.pass(x);
        match (keep(a.inside, b.inside), start) {
            (true, None) => start = Some(x),
            (false, Some(from)) => {
                span(from, x);
                start = None;
            }
            _ => {}
        }
    }
}

/// Calls `span` with each stretch `start..end` of a row, `width` pixels long,
/// that lies between its runs or beside them.
pub(super) fn gaps(runs: &[Run], width: u32, mut span: impl FnMut(u32, u32)) {
    let mut from = 0;
    for run in runs {
        if from < run.start {
            span(from, run.start);
        }
        from = run.end;
    }
    if from < width {
        span(from, width);
    }
}

fn joined_rows(a: &Mask, b: &Mask) -> Range<u32> {
    let (a, b) = (a.span(), b.span());
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b,
        (_, true) => a,
        _ => a.start.min(b.start)..a.end.max(b.end),
    }
}

fn shared_rows(a: &Mask, b: &Mask) -> Range<u32> {
    let (a, b) = (a.span(), b.span());
    a.start.max(b.start)..a.end.min(b.end)
}

/// The pixels of these rows for which `keep(in_a, in_b)` holds.
fn combined(a: &Mask, b: &Mask, rows: Range<u32>, keep: impl Fn(bool, bool) -> bool) -> Mask {
    let mut builder = MaskBuilder::new(a.picture(), rows.start);
    for y in rows {
        sweep(a.row(y), b.row(y), &keep, |start, end| {
            builder.push(start, end)
        });
        builder.end_row();
    }
    builder.finish()
}

/// The ends of a row's runs, passed from left to right.
struct Edges<'a> {
    runs: std::slice::Iter<'a, Run>,
    /// Where the run ends that is being passed.
    end: u32,
    /// The next end; `u32::MAX`, which no picture reaches, after the last.
    next: u32,
    inside: bool,
}

impl<'a> Edges<'a> {
    fn new(runs: &'a [Run]) -> Self {
        let mut edges = Self {
            runs: runs.iter(),
            end: 0,
            next: u32::MAX,
            inside: false,
        };
        edges.take();
        edges
    }

    /// Goes past `x`, at which there may be an end.
    fn pass(&mut self, x: u32) {
        if x != self.next {
            return;
        }
        self.inside = !self.inside;
        if self.inside {
            self.next = self.end;
        } else {
            self.take();
        }
    }

    fn take(&mut self) {
        let run = self.runs.next();
        self.next = run.map_or(u32::MAX, |run| run.start);
        self.end = run.map_or(u32::MAX, |run| run.end);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bitmap, cases, pairs, pictures};
    use super::*;
    use crate::geometry::Size;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn sets_are_those_of_bitmaps((a, b) in pairs()) {
            let (one, other) = (a.mask(), b.mask());
            let by_pixel = |keep: fn(bool, bool) -> bool| {
                Bitmap::new(a.width, a.height, |x, y| keep(a.has(x, y), b.has(x, y))).mask()
            };
            prop_assert_eq!(union(&one, &other), by_pixel(|a, b| a || b));
            prop_assert_eq!(intersection(&one, &other), by_pixel(|a, b| a && b));
            prop_assert_eq!(difference(&one, &other), by_pixel(|a, b| a && !b));
            prop_assert_eq!(symmetric_difference(&one, &other), by_pixel(|a, b| a != b));
        }

        #[test]
        fn agreement_is_that_of_bitmaps((a, b) in pairs()) {
            let shared = a.count(|x, y| a.has(x, y) && b.has(x, y));
            let either = a.count(|x, y| a.has(x, y) || b.has(x, y));
            let (one, other) = (a.mask(), b.mask());
            prop_assert_eq!(shared_area(&one, &other), shared);
            let expected = if either == 0 { 1.0 } else { shared as f64 / either as f64 };
            prop_assert_eq!(iou(&one, &other), expected);
        }

        #[test]
        fn the_complement_is_that_of_the_bitmap(picture in pictures()) {
            let others = Bitmap::new(picture.width, picture.height, |x, y| !picture.has(x, y));
            prop_assert_eq!(complement(&picture.mask()), others.mask());
        }
    }

    #[test]
    fn iou_of_two_empty_masks_is_one() {
        let empty = Mask::empty(Size::new(3, 3).expect("a size"));
        assert_eq!(iou(&empty, &empty), 1.0);
    }

    #[test]
    fn what_leaves_the_first_picture_is_left_out() {
        let small = Mask::empty(Size::new(2, 2).expect("a size"));
        let large = Mask::from_fn(Size::new(9, 9).expect("a size"), |_, _| true);
        assert_eq!(union(&small, &large), complement(&small));
    }
}
