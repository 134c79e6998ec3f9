//! Rings as masks: which pixels' centres they hold, exactly. Never repairs a
//! ring: what is inside is decided by the even-odd rule, and no number is
//! rounded after the vertices were laid on their grid.

use super::{Mask, MaskBuilder};
use crate::geometry::{ExactPoint, NormPoint, PixelPoint, Ring, Size};

/// The pixels whose centres lie inside `rings` by the even-odd rule, as far as
/// `most` runs go.
///
/// A centre exactly on an edge belongs to the shape on the edge's right, or on
/// its lower side where the edge is level, so that two shapes with a common
/// edge share no pixel and leave none out.
pub(super) fn fill(rings: &[Ring<NormPoint>], picture: Size, most: usize) -> MaskBuilder {
    let rings = rings.iter().map(|ring| {
        let points = ring.iter();
        points.map(|point| ExactPoint::from_norm(*point, picture))
    });
    let rings: Vec<Vec<ExactPoint>> = rings.map(Iterator::collect).collect();
    fill_exact(&rings, picture, most)
}

/// The pixels whose centres lie inside `rings` by the even-odd rule, with the
/// same ties as a polygon of an answer's; the first pixel's centre is
/// `(0.5, 0.5)`. Coordinates are laid on a grid of 1/65 536 000 pixel, and those
/// further out than 1 048 576 pixels, there. `None` when the mask would have more
/// than `most` runs.
///
/// ```
/// use masque::{geometry::{PixelPoint, Size}, mask::{Mask, fill_rings}};
/// let picture = Size::new(9, 9).unwrap();
/// let corners = [[2.0, 4.0], [5.0, 4.0], [5.0, 6.0], [2.0, 6.0]];
/// let ring = corners.map(|[x, y]| PixelPoint { x, y }).to_vec();
/// let inside = Mask::from_fn(picture, |x, y| (2..5).contains(&x) && (4..6).contains(&y));
/// assert_eq!(fill_rings(&[ring], picture, 100), Some(inside));
/// ```
pub fn fill_rings(rings: &[Ring<PixelPoint>], picture: Size, most: usize) -> Option<Mask> {
    let on_grid = |value: f64| {
        let near = value.clamp(-FAR, FAR);
        (near * ExactPoint::STEPS as f64).round_ties_even() as i64
    };
    let exact = |point: &PixelPoint| ExactPoint {
        x: on_grid(point.x),
        y: on_grid(point.y),
    };
    let rings = rings.iter().map(|ring| ring.iter().map(exact).collect());
    let rings: Vec<Vec<ExactPoint>> = rings.collect();
    let builder = fill_exact(&rings, picture, most);
    (!builder.is_full()).then(|| builder.finish())
}

/// How far from the origin a vertex may lie, in pixels: sixteen of the largest
/// pictures.
const FAR: f64 = 1_048_576.0;

/// The same for rings on that grid.
pub(super) fn fill_exact(rings: &[Vec<ExactPoint>], picture: Size, most: usize) -> MaskBuilder {
    let scale = Scale::finest_needed(rings.iter().flatten());
    let mut edges: Vec<Edge> = rings
        .iter()
        .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
        .filter_map(|(from, to)| Edge::new(*from, *to, scale, picture.height()))
        .collect();
    edges.sort_unstable_by_key(|edge| edge.top);
    let Some(top) = edges.first().map(|edge| edge.top) else {
        return MaskBuilder::new(picture, 0);
    };
    let bottom = edges.iter().map(|edge| edge.bottom).max().unwrap_or(top);
    let mut waiting = edges.into_iter().peekable();
    let mut active: Vec<Edge> = Vec::new();
    let mut columns: Vec<u32> = Vec::new();
    let mut builder = MaskBuilder::new(picture, top).with_at_most(most);
    let width = i64::from(picture.width());
    for y in top..bottom {
        while let Some(edge) = waiting.next_if(|edge| edge.top <= y) {
            active.push(edge);
        }
        columns.clear();
        columns.extend(active.iter_mut().map(|edge| {
            // Within 0..=width, so it fits.
            let column = edge.at.columns.clamp(0, width) as u32;
            edge.go_down(scale);
            column
        }));
        if !columns.is_sorted() {
            columns.sort_unstable();
        }
        for pair in columns.chunks_exact(2) {
            if let [start, end] = pair {
                builder.push(*start, *end);
            }
        }
        builder.end_row();
        if builder.is_full() {
            break;
        }
        let mut at = 0;
        while let Some(edge) = active.get(at) {
            if edge.bottom == y + 1 {
                active.swap_remove(at);
            } else {
                at += 1;
            }
        }
    }
    builder
}

/// How many steps there are to a pixel, once all that is even in every number
/// was halved: small numbers are quick.
#[derive(Clone, Copy)]
struct Scale {
    halvings: u32,
    /// Half a pixel, in steps.
    half: i64,
}

impl Scale {
    fn finest_needed<'a>(points: impl Iterator<Item = &'a ExactPoint>) -> Self {
        let half = ExactPoint::STEPS / 2;
        let bits = points.fold(half, |bits, point| bits | point.x | point.y);
        let halvings = bits.trailing_zeros();
        Self {
            halvings,
            half: half >> halvings,
        }
    }

    /// The first row or column whose centre is at `position` or beyond it.
    fn first_centre(self, position: i64) -> i64 {
        -(self.half - position).div_euclid(2 * self.half)
    }
}

/// A side of a ring that crosses at least one of the picture's rows of centres.
struct Edge {
    /// The first row whose centre it crosses.
    top: u32,
    /// One past the last such row.
    bottom: u32,
    /// Where it crosses the current row; its columns are the first one whose
    /// centre lies on the edge or right of it.
    at: Place,
    /// How far that moves from one row to the next.
    step: Place,
    /// Its height, in steps.
    height: i64,
}

/// A length in columns, steps of a column, and parts of a step: as many parts
/// make a step as the edge is steps high. Steps and parts are never negative.
struct Place {
    columns: i64,
    steps: i64,
    parts: i64,
}

impl Edge {
    fn new(a: ExactPoint, b: ExactPoint, scale: Scale, rows: u32) -> Option<Self> {
        let [a, b] = [a, b].map(|point| ExactPoint {
            x: point.x >> scale.halvings,
            y: point.y >> scale.halvings,
        });
        let (upper, lower) = if a.y <= b.y { (a, b) } else { (b, a) };
        let row = |y| u32::try_from(scale.first_centre(y).clamp(0, rows.into())).ok();
        let (top, bottom) = (row(upper.y)?, row(lower.y)?);
        if top >= bottom {
            return None;
        }
        let height = lower.y - upper.y;
        let down = (2 * i64::from(top) + 1) * scale.half - upper.y;
        let [across, tall, down] = [lower.x - upper.x, height, down].map(i128::from);
        let start = i128::from(upper.x - scale.half) * tall + across * down;
        // The least whole number that is not below a quotient is one more than
        // the greatest that is not above it when a part is taken away.
        let mut at = Place::new(start - 1, height, scale);
        at.columns += 1;
        // An edge that crosses one row alone may be nearly level, and its next
        // crossing further away than any number says.
        let step = if bottom - top > 1 {
            across * i128::from(2 * scale.half)
        } else {
            0
        };
        let step = Place::new(step, height, scale);
        Some(Self {
            top,
            bottom,
            at,
            step,
            height,
        })
    }

    fn go_down(&mut self, scale: Scale) {
        let steps = 2 * scale.half;
        self.at.columns += self.step.columns;
        self.at.steps += self.step.steps;
        self.at.parts += self.step.parts;
        // As numbers and not as branches: they carry at random.
        let carry = i64::from(self.at.parts >= self.height);
        self.at.parts -= carry * self.height;
        self.at.steps += carry;
        let carry = i64::from(self.at.steps >= steps);
        self.at.steps -= carry * steps;
        self.at.columns += carry;
    }
}

impl Place {
    /// So many parts, `height` of which make a step.
    fn new(parts: i128, height: i64, scale: Scale) -> Self {
        // Nearly always the numbers are small; dividing large ones is slow.
        let (steps, parts) = match i64::try_from(parts) {
            Ok(parts) => divided(parts, height),
            Err(_) => {
                let height = i128::from(height);
                let (steps, rest) = (parts.div_euclid(height), parts.rem_euclid(height));
                // An edge is at most 2⁴⁸ steps wide, so both fit.
                (steps as i64, rest as i64)
            }
        };
        let (columns, steps) = divided(steps, 2 * scale.half);
        Self {
            columns,
            steps,
            parts,
        }
    }
}

/// The greatest quotient that is not too large, and the rest, never negative.
fn divided(number: i64, by: i64) -> (i64, i64) {
    let quotient = number.div_euclid(by);
    (quotient, number - quotient * by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::Mask;

    fn fill(rings: &[Ring<NormPoint>], picture: Size) -> Mask {
        super::fill(rings, picture, usize::MAX).finish()
    }

    fn size() -> Size {
        Size::new(100, 50).expect("a size")
    }

    fn ring(points: &[(f64, f64)]) -> Ring<NormPoint> {
        points
            .iter()
            .map(|(x, y)| NormPoint::new(*x, *y).expect("a point"))
            .collect()
    }

    #[test]
    fn a_rectangle_holds_the_centres_within_it() {
        let mask = fill(
            &[ring(&[
                (100.0, 100.0),
                (300.0, 100.0),
                (300.0, 500.0),
                (100.0, 500.0),
            ])],
            size(),
        );
        let expected = Mask::from_fn(size(), |x, y| (10..30).contains(&x) && (5..25).contains(&y));
        assert_eq!(mask, expected);
    }

    #[test]
    fn a_ring_within_a_ring_is_a_hole() {
        let outer = ring(&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]);
        let inner = ring(&[
            (400.0, 400.0),
            (600.0, 400.0),
            (600.0, 600.0),
            (400.0, 600.0),
        ]);
        assert_eq!(fill(&[outer, inner], size()).area(), 100 * 50 - 20 * 10);
    }

    #[test]
    fn what_leaves_the_picture_is_cropped() {
        let around = ring(&[
            (-500.0, -500.0),
            (1500.0, -500.0),
            (1500.0, 1500.0),
            (-500.0, 1500.0),
        ]);
        assert_eq!(fill(&[around], size()).area(), 5000);
        let below = ring(&[(0.0, 1500.0), (1000.0, 1500.0), (500.0, 1900.0)]);
        assert!(fill(&[below], size()).is_empty());
    }

    #[test]
    fn two_triangles_share_no_pixel_and_leave_none_out() {
        let corners = [(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)];
        let upper = fill(&[ring(&[corners[0], corners[1], corners[2]])], size());
        let lower = fill(&[ring(&[corners[0], corners[2], corners[3]])], size());
        assert_eq!(upper.area() + lower.area(), 5000);
        assert!(super::super::intersection(&upper, &lower).is_empty());
    }

    #[test]
    fn edges_that_cross_swap_their_places() {
        let bow = ring(&[(0.0, 0.0), (1000.0, 1000.0), (1000.0, 0.0), (0.0, 1000.0)]);
        let left = ring(&[(0.0, 0.0), (0.0, 1000.0), (500.0, 500.0)]);
        let right = ring(&[(1000.0, 0.0), (1000.0, 1000.0), (500.0, 500.0)]);
        let [bow, left, right] = [bow, left, right].map(|ring| fill(&[ring], size()));
        assert_eq!(super::super::difference(&bow, &left), right);
        assert_eq!(bow.area(), left.area() + right.area());
    }

    #[test]
    fn an_edge_may_be_nearly_level_and_reach_far() {
        let high = Size::new(1, 65_535).expect("a size");
        let centre = 500.0 / 65_535.0 * 3.0;
        let fine = 1.0 / 65_536.0;
        let level = [
            (-10_000.0, centre - fine),
            (10_000.0, centre + fine),
            (10_000.0, 900.0),
            (-10_000.0 + fine, 900.0),
        ];
        let mask = fill(&[ring(&level)], high);
        assert!((58_979..=58_981).contains(&mask.area()), "{}", mask.area());
    }
}
