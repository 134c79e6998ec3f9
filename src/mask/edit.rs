//! Sets of pixels made from other sets, on the runs. Never makes a bitmap.

use super::{Mask, MaskBuilder, Run};

/// The pixels that both masks hold, in the first one's picture.
pub fn intersection(a: &Mask, b: &Mask) -> Mask {
    by_row(a, |y, runs, out| meet(runs, b.row(y), out))
}

/// The pixels of `a` that `b` does not hold.
pub fn difference(a: &Mask, b: &Mask) -> Mask {
    by_row(a, |y, runs, out| subtract(runs, b.row(y), out))
}

/// Intersection over union, 0 to 1; two empty masks agree, so theirs is 1.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, iou}};
/// let picture = Size::new(4, 1).unwrap();
/// let left = Mask::from_fn(picture, |x, _| x < 3);
/// let right = Mask::from_fn(picture, |x, _| x > 0);
/// assert_eq!(iou(&left, &right), 0.5);
/// ```
pub fn iou(a: &Mask, b: &Mask) -> f64 {
    let shared = intersection(a, b).area();
    let union = a.area() + b.area() - shared;
    if union == 0 {
        1.0
    } else {
        shared as f64 / union as f64
    }
}

/// The mask without the pixels that have one outside it above, below, left or
/// right of them. The picture's edge counts as outside.
pub fn shrink(mask: &Mask) -> Mask {
    let mut above_and_here = Vec::new();
    by_row(mask, |y, runs, out| {
        let narrowed: Vec<Run> = runs
            .iter()
            .map(|run| Run {
                start: run.start + 1,
                end: run.end - 1,
            })
            .filter(|run| run.start < run.end)
            .collect();
        above_and_here.clear();
        let above = y.checked_sub(1).map_or(&[][..], |above| mask.row(above));
        meet(&narrowed, above, &mut above_and_here);
        meet(&above_and_here, mask.row(y + 1), out);
    })
}

/// A mask made by turning each row of `mask` into other runs, in order.
fn by_row(mask: &Mask, mut row: impl FnMut(u32, &[Run], &mut Vec<Run>)) -> Mask {
    let top = mask.rows().next().map_or(0, |(y, _)| y);
    let mut builder = MaskBuilder::new(mask.picture(), top);
    let mut made = Vec::new();
    for (y, runs) in mask.rows() {
        made.clear();
        row(y, runs, &mut made);
        for run in &made {
            builder.push(run.start, run.end);
        }
        builder.end_row();
    }
    builder.finish()
}

/// Appends the pixels that both rows hold.
fn meet(a: &[Run], b: &[Run], out: &mut Vec<Run>) {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let (start, end) = (left.start.max(right.start), left.end.min(right.end));
        if start < end {
            out.push(Run { start, end });
        }
        if left.end < right.end {
            a.next()
        } else {
            b.next()
        };
    }
}

/// Appends the pixels of `a` that `b` does not hold.
fn subtract(a: &[Run], b: &[Run], out: &mut Vec<Run>) {
    let mut holes = b.iter().copied().peekable();
    for run in a {
        let mut start = run.start;
        while let Some(hole) = holes.peek().copied() {
            if hole.start >= run.end {
                break;
            }
            if hole.start > start {
                out.push(Run {
                    start,
                    end: hole.start,
                });
            }
            start = start.max(hole.end);
            if hole.end > run.end {
                break;
            }
            holes.next();
        }
        if start < run.end {
            out.push(Run {
                start,
                end: run.end,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    /// A few patterns that cross each other in every way.
    fn pattern(seed: u32) -> impl Fn(u32, u32) -> bool {
        move |x, y| (x / (1 + seed % 4) + y * seed + x * x * seed / 7) % 5 < 2 + seed % 2
    }

    #[test]
    fn sets_agree_with_pixel_by_pixel() {
        let size = Size::new(41, 19).expect("a size");
        for seed in 0..40 {
            let (in_a, in_b) = (pattern(seed), pattern(seed * 3 + 1));
            let (a, b) = (Mask::from_fn(size, &in_a), Mask::from_fn(size, &in_b));
            let both = Mask::from_fn(size, |x, y| in_a(x, y) && in_b(x, y));
            let only = Mask::from_fn(size, |x, y| in_a(x, y) && !in_b(x, y));
            assert_eq!(intersection(&a, &b), both, "seed {seed}");
            assert_eq!(difference(&a, &b), only, "seed {seed}");
            let inner = Mask::from_fn(size, |x, y| {
                let near = [(0, 1), (2, 1), (1, 0), (1, 2)];
                in_a(x, y)
                    && near.iter().all(|(dx, dy)| {
                        (x + dx)
                            .checked_sub(1)
                            .zip((y + dy).checked_sub(1))
                            .is_some_and(|(x, y)| {
                                x < size.width() && y < size.height() && in_a(x, y)
                            })
                    })
            });
            assert_eq!(shrink(&a), inner, "seed {seed}");
        }
    }

    #[test]
    fn iou_of_two_empty_masks_is_one() {
        let empty = Mask::empty(Size::new(3, 3).expect("a size"));
        assert_eq!(iou(&empty, &empty), 1.0);
    }
}
