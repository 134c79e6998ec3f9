//! Rings as masks: which frame their vertices are in, and which pixels they
//! hold. Never repairs a ring: what is inside is decided by the even-odd rule.

use super::limits::VERTICES;
use super::{Mask, MaskBuilder, MaskProblem};
use crate::geometry::{NORM_SIDE, NormBox, NormPoint, PixelPoint, Ring, Size};

/// The frame that an answer's vertices turned out to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// `[x, y]` of the whole picture, 0–1000: the documented form.
    Picture,
    /// `[y, x]` of the whole picture, 0–1000.
    PictureSwapped,
    /// `[x, y]` of the object's own box, 0–1000.
    Box,
}

/// How far outside its box a vertex may lie and still count as within, in
/// normalised units.
const MARGIN: f64 = 40.0;

/// Rings as written, pairs of numbers, brought into the picture's normalised
/// frame, and the frame in which they were written.
///
/// The documented frame stands unless fewer than four fifths of the vertices
/// fall within the box under it and another frame fits better.
pub(super) fn place(
    rings: &[Ring<[f64; 2]>],
    bounds: Option<NormBox>,
) -> Result<(Vec<Ring<NormPoint>>, Frame), MaskProblem> {
    let vertices: usize = rings.iter().map(Vec::len).sum();
    if vertices > VERTICES {
        return Err(MaskProblem::TooManyVertices(vertices));
    }
    let frame = bounds.map_or(Frame::Picture, |bounds| fitting(rings, bounds));
    let placed = rings.iter().map(|ring| placed(ring, frame, bounds));
    let placed = placed
        .collect::<Option<Vec<_>>>()
        .ok_or(MaskProblem::BadVertex)?;
    let placed: Vec<_> = placed
        .into_iter()
        .filter(|ring| distinct(ring) >= 3)
        .collect();
    if placed.is_empty() {
        Err(MaskProblem::TooFewVertices)
    } else {
        Ok((placed, frame))
    }
}

fn fitting(rings: &[Ring<[f64; 2]>], bounds: NormBox) -> Frame {
    let share = |frame| {
        let points = rings
            .iter()
            .flatten()
            .map(|pair| point(*pair, frame, Some(bounds)));
        let (mut within, mut all) = (0_u32, 0_u32);
        for point in points {
            all += 1;
            within += u32::from(point.is_some_and(|point| bounds.holds(point, MARGIN)));
        }
        f64::from(within) / f64::from(all.max(1))
    };
    let documented = share(Frame::Picture);
    if documented >= 0.8 {
        return Frame::Picture;
    }
    [Frame::PictureSwapped, Frame::Box]
        .into_iter()
        .find(|frame| share(*frame) >= 0.8)
        .unwrap_or(Frame::Picture)
}

fn placed(ring: &[[f64; 2]], frame: Frame, bounds: Option<NormBox>) -> Option<Ring<NormPoint>> {
    ring.iter()
        .map(|pair| point(*pair, frame, bounds))
        .collect()
}

fn point([a, b]: [f64; 2], frame: Frame, bounds: Option<NormBox>) -> Option<NormPoint> {
    match (frame, bounds) {
        (Frame::PictureSwapped, _) => NormPoint::new(b, a),
        (Frame::Box, Some(bounds)) => {
            let along = |from: f64, to: f64, at: f64| from + (to - from) * at / NORM_SIDE;
            NormPoint::new(
                along(bounds.x0(), bounds.x1(), a),
                along(bounds.y0(), bounds.y1(), b),
            )
        }
        (Frame::Picture | Frame::Box, _) => NormPoint::new(a, b),
    }
}

fn distinct(ring: &[NormPoint]) -> usize {
    let mut seen: Vec<NormPoint> = Vec::new();
    for point in ring {
        if !seen.contains(point) {
            seen.push(*point);
        }
        if seen.len() >= 3 {
            break;
        }
    }
    seen.len()
}

/// The pixels whose centres lie inside `rings` by the even-odd rule.
///
/// A centre exactly on an edge belongs to the pixel's side where the shape lies
/// to its right or below it, so that two shapes with a common edge share none.
pub(super) fn fill(rings: &[Ring<NormPoint>], picture: Size) -> Mask {
    let mut edges: Vec<Edge> = rings.iter().flat_map(|ring| edges(ring, picture)).collect();
    edges.sort_by_key(|edge| edge.rows.start);
    let Some(top) = edges.first().map(|edge| edge.rows.start) else {
        return Mask::empty(picture);
    };
    let bottom = edges.iter().map(|edge| edge.rows.end).max().unwrap_or(top);
    let mut waiting = edges.into_iter().peekable();
    let mut active: Vec<Edge> = Vec::new();
    let mut crossings: Vec<u32> = Vec::new();
    let mut builder = MaskBuilder::new(picture, top);
    for y in top..bottom {
        active.retain(|edge| edge.rows.end > y);
        while let Some(edge) = waiting.next_if(|edge| edge.rows.start <= y) {
            active.push(edge);
        }
        crossings.clear();
        crossings.extend(active.iter().map(|edge| edge.column(y, picture.width())));
        crossings.sort_unstable();
        for pair in crossings.chunks_exact(2) {
            if let [start, end] = pair {
                builder.push(*start, *end);
            }
        }
        builder.end_row();
    }
    builder.finish()
}

/// A side of a ring that crosses at least one row of pixel centres.
struct Edge {
    upper: PixelPoint,
    lower: PixelPoint,
    /// The picture's rows whose centres it crosses.
    rows: std::ops::Range<u32>,
}

fn edges(ring: &[NormPoint], picture: Size) -> Vec<Edge> {
    let points: Vec<_> = ring
        .iter()
        .map(|point| PixelPoint::from_norm(*point, picture))
        .collect();
    let next = points.iter().cycle().skip(1);
    points
        .iter()
        .zip(next)
        .filter_map(|(a, b)| {
            let (upper, lower) = if a.y <= b.y { (*a, *b) } else { (*b, *a) };
            let rows =
                first_centre(upper.y, picture.height())..first_centre(lower.y, picture.height());
            (!rows.is_empty()).then_some(Edge { upper, lower, rows })
        })
        .collect()
}

impl Edge {
    /// The first column whose centre lies on the edge or right of it, in row `y`.
    fn column(&self, y: u32, width: u32) -> u32 {
        let down = (f64::from(y) + 0.5 - self.upper.y) / (self.lower.y - self.upper.y);
        first_centre(self.upper.x + (self.lower.x - self.upper.x) * down, width)
    }
}

/// The first pixel whose centre is at `position` or beyond it, at most `count`.
fn first_centre(position: f64, count: u32) -> u32 {
    (position - 0.5).ceil().clamp(0.0, f64::from(count)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn the_frame_is_the_documented_one_unless_another_plainly_fits() {
        let bounds = NormBox::from_wire([100.0, 600.0, 300.0, 900.0]);
        let check = |pairs: &[[f64; 2]], expected: Frame| {
            let (rings, frame) = place(&[pairs.to_vec()], bounds).expect("rings");
            assert_eq!(frame, expected);
            let inside = rings
                .iter()
                .flatten()
                .all(|point| bounds.is_some_and(|bounds| bounds.holds(*point, MARGIN)));
            assert!(inside, "{rings:?}");
        };
        check(
            &[[600.0, 100.0], [900.0, 100.0], [900.0, 300.0]],
            Frame::Picture,
        );
        check(
            &[[100.0, 600.0], [100.0, 900.0], [300.0, 900.0]],
            Frame::PictureSwapped,
        );
        check(
            &[[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0]],
            Frame::Box,
        );
    }

    #[test]
    fn a_line_is_no_shape() {
        let line = vec![vec![[1.0, 1.0], [5.0, 5.0], [1.0, 1.0]]];
        assert_eq!(place(&line, None), Err(MaskProblem::TooFewVertices));
        let wild = vec![vec![[f64::INFINITY, 0.0], [1.0, 1.0], [2.0, 5.0]]];
        assert_eq!(place(&wild, None), Err(MaskProblem::BadVertex));
    }
}
