//! What a hand draws, as masks: a round brush along a way, and what a closed line holds.
//! All is whole numbers, and nothing is rounded: which pixels belong is exact.
//!
//! Points are `[x, y]` in sixteenths of a pixel, from the picture's upper left corner; the
//! centre of the first pixel is `[8, 8]`. Points further out than twice the longest side
//! of a picture are taken for the nearest that is not.

use super::{Mask, MaskBuilder, Run, polygon};
use crate::geometry::{ExactPoint, Size};

/// Sixteenths in a pixel.
const PIXEL: i64 = 16;

/// How far out a point may lie, in sixteenths of a pixel, in each direction. It keeps
/// every number within 64 bits, and the root's square within 128.
const FAR: i64 = 2 * PIXEL * Size::LONGEST_SIDE as i64;

/// The most runs that a drawn mask may have: 32 MB. A hand gives some thousands.
const RUNS: usize = 1 << 22;

/// The pixels whose centres are not further than `radius` (in sixteenths of a pixel)
/// from the way along `points`; a single point gives a disc. `None` where these are too
/// many runs to be held.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, stroke}};
/// let picture = Size::new(9, 9).unwrap();
/// let dot = stroke(&[[72, 72]], 16, picture).unwrap();
/// assert_eq!(dot.area(), 5);
/// let line = stroke(&[[8, 8], [72, 8]], 8, picture).unwrap();
/// assert_eq!(line, Mask::from_fn(picture, |x, y| x < 5 && y == 0));
/// ```
pub fn stroke(points: &[[i32; 2]], radius: u16, picture: Size) -> Option<Mask> {
    let points: Vec<[i64; 2]> = points.iter().map(|point| point.map(bounded)).collect();
    let radius = i64::from(radius);
    let mut pieces: Vec<Piece> = points
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] => Some(Piece::new(*a, *b, radius)),
            _ => None,
        })
        .collect();
    if let [point] = points.as_slice() {
        pieces.push(Piece::new(*point, *point, radius));
    }
    let height = i64::from(picture.height());
    pieces.retain(|piece| piece.rows[0].max(0) < piece.rows[1].min(height));
    pieces.sort_by_key(|piece| piece.rows[0]);
    let top = pieces.first().map_or(0, |piece| piece.rows[0].max(0));
    let bottom = pieces.iter().map(|piece| piece.rows[1].min(height)).max();
    let mut builder = MaskBuilder::new(picture, u32::try_from(top).ok()?).with_at_most(RUNS);
    let mut waiting = pieces.into_iter().peekable();
    let mut active: Vec<Piece> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for y in top..bottom.unwrap_or(top) {
        active.retain(|piece| y < piece.rows[1]);
        while let Some(piece) = waiting.next_if(|piece| piece.rows[0] <= y) {
            active.push(piece);
        }
        runs.clear();
        runs.extend(active.iter().filter_map(|piece| piece.run(y)));
        runs.sort_unstable_by_key(|run| run.start);
        for run in &runs {
            builder.push(run.start, run.end);
        }
        builder.end_row();
        if builder.is_full() {
            return None;
        }
    }
    Some(builder.finish())
}

/// The pixels that the closed line along `points` holds, even-odd, by the same rule as a
/// polygon of an answer: those whose centres lie inside, a centre on the line being on
/// its right, or below it. `None` where these are too many runs to be held.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, enclosed}};
/// let picture = Size::new(9, 9).unwrap();
/// let square = [[16, 0], [64, 0], [64, 32], [16, 32]];
/// let expected = Mask::from_fn(picture, |x, y| (1..4).contains(&x) && y < 2);
/// assert_eq!(enclosed(&square, picture), Some(expected));
/// ```
pub fn enclosed(points: &[[i32; 2]], picture: Size) -> Option<Mask> {
    let exact = |at: i32| bounded(at) * (ExactPoint::STEPS / PIXEL);
    let ring = points.iter().map(|[x, y]| ExactPoint {
        x: exact(*x),
        y: exact(*y),
    });
    let builder = polygon::fill_exact(&[ring.collect()], picture, RUNS);
    (!builder.is_full()).then(|| builder.finish())
}

fn bounded(at: i32) -> i64 {
    i64::from(at).clamp(-FAR, FAR)
}

/// A piece of the way, straight, with all that is near it.
struct Piece {
    a: [i64; 2],
    b: [i64; 2],
    radius: i64,
    /// The square of its length, and the most that a product across it may be: the
    /// radius times the length, rounded down, as products are whole.
    length_squared: i64,
    across: i64,
    /// The first row that it may reach and one past the last, in the picture or not.
    rows: [i64; 2],
}

impl Piece {
    fn new(a: [i64; 2], b: [i64; 2], radius: i64) -> Self {
        let ([ax, ay], [bx, by]) = (a, b);
        let (dx, dy) = (bx - ax, by - ay);
        let length_squared = dx * dx + dy * dy;
        let square = i128::from(radius * radius) * i128::from(length_squared);
        Self {
            a,
            b,
            radius,
            length_squared,
            // Both factors' roots are below 2²⁴.
            across: square.isqrt() as i64,
            rows: [
                (ay.min(by) - radius).div_euclid(PIXEL),
                (ay.max(by) + radius).div_euclid(PIXEL) + 1,
            ],
        }
    }

    /// The pixels of row `y` whose centres are near enough. They are one run: the piece
    /// with all around it bulges nowhere inwards.
    fn run(&self, y: i64) -> Option<Run> {
        let y = PIXEL * y + PIXEL / 2;
        let discs = [self.disc(self.a, y), self.disc(self.b, y)];
        let near = discs.into_iter().chain([self.between(y)]).flatten();
        // The first pixel whose centre is not left of it, and the last not right of it.
        let pixels = near.map(|[from, to]| {
            let first = -(PIXEL / 2 - from).div_euclid(PIXEL);
            [first, (to - PIXEL / 2).div_euclid(PIXEL) + 1]
        });
        let pixels = pixels.filter(|[start, end]| start < end);
        let [start, end] = pixels.reduce(|[a, b], [c, d]| [a.min(c), b.max(d)])?;
        let column = |at: i64| u32::try_from(at.max(0)).ok();
        let (start, end) = (column(start)?, column(end)?);
        (start < end).then_some(Run { start, end })
    }

    /// Where the line at height `y` runs through the disc around an end.
    fn disc(&self, [x, center]: [i64; 2], y: i64) -> Option<[i64; 2]> {
        let left = self.radius * self.radius - (y - center).pow(2);
        let half = left.checked_isqrt()?;
        Some([x - half, x + half])
    }

    /// Where it runs through the rectangle with the piece as its middle.
    fn between(&self, y: i64) -> Option<[i64; 2]> {
        let ([ax, ay], [bx, by]) = (self.a, self.b);
        let (dx, dy, down) = (bx - ax, by - ay, y - ay);
        if self.length_squared == 0 {
            return None;
        }
        // Neither too far aside, nor before its beginning or beyond its end.
        let aside = within(-dy, dx * down, [-self.across, self.across])?;
        let along = within(dx, dy * down, [0, self.length_squared])?;
        let (from, to) = (aside[0].max(along[0]), aside[1].min(along[1]));
        (from <= to).then_some([ax + from, ax + to])
    }
}

/// The whole numbers `t` for which `factor · t + plus` lies within the ends, both
/// included; as far as it matters.
fn within(factor: i64, plus: i64, [least, most]: [i64; 2]) -> Option<[i64; 2]> {
    let (least, most) = (least - plus, most - plus);
    let up = |a: i64, b: i64| -(-a).div_euclid(b);
    let [from, to] = match factor {
        0 if least <= 0 && 0 <= most => [-4 * FAR, 4 * FAR],
        0 => return None,
        1.. => [up(least, factor), most.div_euclid(factor)],
        _ => [up(-most, -factor), (-least).div_euclid(-factor)],
    };
    (from <= to).then_some([from, to])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Bitmap, cases};
    use super::*;
    use proptest::prelude::*;

    /// Whether a point is near a piece, the plain way.
    fn is_near(p: [i128; 2], a: [i128; 2], b: [i128; 2], radius: i128) -> bool {
        let (d, e) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
        let square = |[x, y]: [i128; 2]| x * x + y * y;
        let along = d[0] * e[0] + d[1] * e[1];
        if along <= 0 {
            square(e) <= radius * radius
        } else if along >= square(d) {
            square([p[0] - b[0], p[1] - b[1]]) <= radius * radius
        } else {
            (d[0] * e[1] - d[1] * e[0]).pow(2) <= radius * radius * square(d)
        }
    }

    /// Whether a point lies in a ring, the plain way.
    fn is_inside([x, y]: [i128; 2], ring: &[[i32; 2]]) -> bool {
        let ring: Vec<_> = ring.iter().map(|point| point.map(i128::from)).collect();
        let sides = ring.iter().zip(ring.iter().cycle().skip(1));
        let crossed = sides.filter(|(a, b)| {
            let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
            let is_beside = a[1] <= y && y < b[1];
            is_beside && (b[0] - a[0]) * (y - a[1]) <= (x - a[0]) * (b[1] - a[1])
        });
        crossed.count() % 2 == 1
    }

    fn ways() -> impl Strategy<Value = Vec<[i32; 2]>> {
        let near = prop::array::uniform2(-100_i32..600);
        // On corners and centres, where it matters what a tie is.
        let even = prop::array::uniform2(-2_i32..40).prop_map(|point| point.map(|at| 8 * at));
        let far = prop::array::uniform2(any::<i32>());
        let point = prop_oneof![5 => near, 5 => even, 1 => far];
        prop::collection::vec(point, 0..9)
    }

    fn bitmap(size: Size, inside: impl Fn([i128; 2]) -> bool) -> Bitmap {
        Bitmap::new(size.width().into(), size.height().into(), |x, y| {
            inside([x, y].map(|at| i128::from(16 * at + 8)))
        })
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn a_stroke_is_what_is_near_its_way(
            way in ways(),
            radius in prop_oneof![0_u16..200, (0_u16..12).prop_map(|at| 8 * at), any::<u16>()],
            width in 1_u32..40,
            height in 1_u32..40,
        ) {
            let size = Size::new(width, height).expect("a size");
            let bounded: Vec<_> = way.iter().map(|point| point.map(|at| i128::from(bounded(at)))).collect();
            let near = |p| {
                let pieces = bounded.windows(2).any(|pair| is_near(p, pair[0], pair[1], radius.into()));
                pieces || bounded.len() == 1 && is_near(p, bounded[0], bounded[0], radius.into())
            };
            let drawn = stroke(&way, radius, size).expect("a mask");
            prop_assert_eq!(Bitmap::of(&drawn), bitmap(size, near));
        }

        #[test]
        fn a_lasso_holds_what_is_inside(way in ways(), width in 1_u32..40, height in 1_u32..40) {
            let size = Size::new(width, height).expect("a size");
            let way: Vec<_> = way.iter().map(|point| point.map(|at| bounded(at) as i32)).collect();
            let held = enclosed(&way, size).expect("a mask");
            prop_assert_eq!(Bitmap::of(&held), bitmap(size, |p| is_inside(p, &way)));
        }
    }

    #[test]
    fn the_furthest_numbers_fit() {
        let rows = if cfg!(miri) { 20 } else { 65_535 };
        let size = Size::new(3, rows).expect("a size");
        let ends = [i32::MIN, -1, 0, 24, i32::MAX];
        for (x, y) in ends.into_iter().flat_map(|x| ends.map(|y| (x, y))) {
            for other in ends {
                let way = [[x, y], [other, x], [y, other]];
                assert!(stroke(&way, u16::MAX, size).is_some());
                assert!(enclosed(&way, size).is_some());
            }
        }
    }
}
