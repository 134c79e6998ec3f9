//! Which frame a polygon's vertices are in. Never moves a vertex but from one
//! frame to another, and never guesses where the documented frame fits.

use super::MaskProblem;
use super::limits::{RINGS, VERTICES};
use crate::geometry::{NORM_SIDE, NormBox, NormPoint, Ring};

/// The frame that an answer's vertices turned out to be in.
///
/// There is no frame for `[y, x]` within the box: both axes of a box run from 0
/// to 1000, so nothing in the numbers would tell it from [`Frame::Box`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// `[x, y]` of the whole picture, 0–1000: the documented form.
    Picture,
    /// `[y, x]` of the whole picture, 0–1000.
    PictureSwapped,
    /// `[x, y]` of the object's own box, 0–1000.
    Box,
}

/// Why vertices were read in a frame: how many of them fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The frame they were read in.
    pub frame: Frame,
    /// Vertices in the object's box when read in the documented frame.
    pub documented: u32,
    /// Vertices in the object's box when read in this frame.
    pub fitting: u32,
    /// All vertices.
    pub of: u32,
}

impl Fit {
    /// Whether at least four fifths of the vertices fit.
    pub fn is_plain(self) -> bool {
        plainly(self.fitting, self.of)
    }
}

fn plainly(fitting: u32, of: u32) -> bool {
    u64::from(fitting) * 5 >= u64::from(of) * 4
}

/// Rings in the picture's normalised frame, and what was noticed about them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Each with at least three distinct vertices, the first not repeated.
    pub rings: Vec<Ring<NormPoint>>,
    /// Rings that were left out because they have fewer.
    pub dropped: u32,
    /// Why this frame; `None` without a box to compare with.
    pub fit: Option<Fit>,
}

/// How far outside its box a vertex may lie and still count as within, in
/// normalised units.
const MARGIN: f64 = 40.0;
/// How near to each side of the box an outline within the box must come, in
/// thousandths of that side: a box is drawn tightly around its object.
const SPAN: f64 = 100.0;

/// Rings as written, pairs of numbers, brought into the picture's normalised
/// frame.
///
/// The documented frame stands unless fewer than four fifths of the vertices
/// fall within the box under it and at least four fifths do under another.
pub(super) fn place(
    rings: &[Ring<[f64; 2]>],
    bounds: Option<NormBox>,
) -> Result<Placed, MaskProblem> {
    let vertices: usize = rings.iter().map(Vec::len).sum();
    if vertices > VERTICES {
        return Err(MaskProblem::TooManyVertices(vertices));
    }
    if rings.len() > RINGS {
        return Err(MaskProblem::TooManyRings(rings.len()));
    }
    let fit = bounds.map(|bounds| fit(rings, bounds));
    let frame = fit.map_or(Frame::Picture, |fit| fit.frame);
    let placed = rings.iter().map(|ring| placed(ring, frame, bounds));
    let mut placed = placed
        .collect::<Option<Vec<_>>>()
        .ok_or(MaskProblem::BadVertex)?;
    placed.retain(|ring| has_three_distinct(ring));
    if placed.is_empty() {
        return Err(MaskProblem::TooFewVertices);
    }
    Ok(Placed {
        dropped: u32::try_from(rings.len() - placed.len()).unwrap_or(u32::MAX),
        rings: placed,
        fit,
    })
}

fn fit(rings: &[Ring<[f64; 2]>], bounds: NormBox) -> Fit {
    let pairs = || rings.iter().flatten().copied();
    let fitting = |frame| {
        let points = pairs().filter_map(|pair| point(pair, frame, Some(bounds)));
        count(points.filter(|point| bounds.holds(*point, MARGIN)))
    };
    let of = count(pairs());
    let documented = fitting(Frame::Picture);
    let other = [Frame::PictureSwapped, Frame::Box]
        .into_iter()
        .filter(|frame| *frame != Frame::Box || spans(rings))
        .map(|frame| (frame, fitting(frame)))
        .find(|(_, fitting)| !plainly(documented, of) && plainly(*fitting, of));
    let (frame, fitting) = other.unwrap_or((Frame::Picture, documented));
    Fit {
        frame,
        documented,
        fitting,
        of,
    }
}

fn count(of: impl Iterator) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

/// Whether the vertices reach from end to end on both axes. All numbers in
/// 0–1000 lie within the box when read as a part of it; this tells an outline
/// that is one from an outline that merely missed its box.
fn spans(rings: &[Ring<[f64; 2]>]) -> bool {
    let spans_one = |axis: fn(&[f64; 2]) -> f64| {
        let values = || rings.iter().flatten().map(axis);
        values().any(|value| value <= SPAN) && values().any(|value| value >= NORM_SIDE - SPAN)
    };
    spans_one(|[a, _]| *a) && spans_one(|[_, b]| *b)
}

/// A ring without its repeated first vertex; `None` when a vertex has no place.
fn placed(ring: &[[f64; 2]], frame: Frame, bounds: Option<NormBox>) -> Option<Ring<NormPoint>> {
    let points = ring.iter().map(|pair| point(*pair, frame, bounds));
    let mut points = points.collect::<Option<Ring<_>>>()?;
    while points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    Some(points)
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

fn has_three_distinct(ring: &[NormPoint]) -> bool {
    let Some(first) = ring.first() else {
        return false;
    };
    let mut others = ring.iter().filter(|point| *point != first);
    others
        .next()
        .is_some_and(|second| others.any(|point| point != second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds() -> Option<NormBox> {
        NormBox::from_wire([100.0, 600.0, 300.0, 900.0])
    }

    #[test]
    fn the_frame_is_the_documented_one_unless_another_plainly_fits() {
        let check = |pairs: &[[f64; 2]], frame: Frame, documented: u32| {
            let placed = place(&[pairs.to_vec()], bounds()).expect("rings");
            let of = pairs.len() as u32;
            let expected = Fit {
                frame,
                documented,
                fitting: of,
                of,
            };
            assert_eq!(placed.fit, Some(expected));
            let mut points = placed.rings.iter().flatten();
            assert!(points.all(|point| bounds().is_some_and(|b| b.holds(*point, MARGIN))));
        };
        check(
            &[[600.0, 100.0], [900.0, 100.0], [900.0, 300.0]],
            Frame::Picture,
            3,
        );
        check(
            &[[100.0, 600.0], [100.0, 900.0], [300.0, 900.0]],
            Frame::PictureSwapped,
            0,
        );
        check(
            &[[0.0, 0.0], [1000.0, 0.0], [1000.0, 1000.0], [0.0, 1000.0]],
            Frame::Box,
            0,
        );
    }

    #[test]
    fn each_frame_puts_every_vertex_where_it_belongs() {
        // The same triangle in a box from (600, 100) to (900, 300), three ways.
        let written = [
            vec![[600.0, 100.0], [900.0, 200.0], [750.0, 300.0]],
            vec![[100.0, 600.0], [200.0, 900.0], [300.0, 750.0]],
            vec![[0.0, 0.0], [1000.0, 500.0], [500.0, 1000.0]],
        ];
        let expected: Vec<_> = written[0]
            .iter()
            .map(|[x, y]| NormPoint::new(*x, *y))
            .collect();
        for ring in written {
            let placed = place(&[ring], bounds()).expect("a ring");
            let points: Vec<_> = placed.rings[0].iter().copied().map(Some).collect();
            assert_eq!(points, expected);
        }
    }

    #[test]
    fn four_fifths_decide_and_doubt_stays_with_the_documented_frame() {
        let swapped = [100.0, 650.0];
        let stray = [999.0, 999.0];
        let ring = |strays: usize| {
            let mut ring: Vec<[f64; 2]> =
                (0..10).map(|at| [swapped[0] + at as f64, 700.0]).collect();
            ring.splice(..strays, vec![stray; strays]);
            vec![ring]
        };
        let frame = |strays| {
            let fit = place(&ring(strays), bounds()).expect("a ring").fit;
            fit.map(|fit| (fit.frame, fit.fitting))
        };
        assert_eq!(frame(2), Some((Frame::PictureSwapped, 8)));
        assert_eq!(frame(3), Some((Frame::Picture, 0)));
        // Fits either way: nothing is turned round.
        let square = NormBox::from_wire([400.0, 400.0, 600.0, 600.0]);
        let both = vec![vec![[410.0, 590.0], [500.0, 420.0], [580.0, 580.0]]];
        let fit = place(&both, square).expect("a ring").fit.expect("a box");
        assert_eq!((fit.frame, fit.documented), (Frame::Picture, 3));
    }

    #[test]
    fn an_outline_that_missed_its_box_is_not_squeezed_into_it() {
        let elsewhere = vec![vec![[100.0, 700.0], [300.0, 700.0], [200.0, 900.0]]];
        let elsewhere = place(&elsewhere, NormBox::from_wire([0.0, 0.0, 90.0, 90.0]));
        let fit = elsewhere.expect("a ring").fit.expect("a box");
        assert_eq!((fit.frame, fit.fitting), (Frame::Picture, 0));
    }

    #[test]
    fn a_line_is_no_shape_and_a_closing_vertex_is_no_vertex() {
        let line = vec![vec![[1.0, 1.0], [5.0, 5.0], [1.0, 1.0]]];
        assert_eq!(place(&line, None), Err(MaskProblem::TooFewVertices));
        let wild = vec![vec![[f64::INFINITY, 0.0], [1.0, 1.0], [2.0, 5.0]]];
        assert_eq!(place(&wild, None), Err(MaskProblem::BadVertex));
        let closed = vec![[1.0, 1.0], [5.0, 1.0], [5.0, 5.0], [1.0, 1.0]];
        let point = vec![[7.0, 7.0]; 9];
        let placed = place(&[closed, point, Vec::new()], None).expect("a ring");
        assert_eq!((placed.rings.len(), placed.dropped), (1, 2));
        assert_eq!(placed.rings.first().map(Vec::len), Some(3));
    }

    #[test]
    fn loops_are_refused_by_their_count() {
        let point = || vec![[1.0, 1.0]];
        assert_eq!(
            place(&vec![point(); RINGS + 1], None),
            Err(MaskProblem::TooManyRings(RINGS + 1))
        );
        assert_eq!(
            place(&[vec![[1.0, 1.0]; VERTICES + 1]], None),
            Err(MaskProblem::TooManyVertices(VERTICES + 1))
        );
    }
}
