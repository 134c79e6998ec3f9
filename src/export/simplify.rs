//! Outlines with fewer corners, and what they cost. Never drops an object: a
//! ring that would vanish stays as it was.

use crate::geometry::{PixelPoint, Ring};
use crate::mask::{Connectivity, Mask, contour, fill_rings, iou};

/// An outline, and how much of the mask it still is.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Rings along the edges of pixels, to be filled even-odd.
    pub rings: Vec<Ring<[u32; 2]>>,
    /// How much the filled rings and the mask agree, from 0 to 1.
    pub iou: f64,
}

/// The outline of `mask` without the corners that lie within `tolerance` pixels
/// of the line without them (Douglas and Peucker's rule); at 0 it is exact.
///
/// ```
/// use masque::{export::outline, geometry::Size, mask::Mask};
/// let stairs = Mask::from_fn(Size::new(40, 40).unwrap(), |x, y| x <= y);
/// let (exact, short) = (outline(&stairs, 0.0), outline(&stairs, 1.0));
/// assert_eq!(exact.iou, 1.0);
/// assert!(short.rings[0].len() < 6 && short.iou > 0.9);
/// ```
pub fn outline(mask: &Mask, tolerance: f64) -> Outline {
    let contours = contour::along_edges(mask, Connectivity::Eight).into_iter();
    let mut rings: Vec<Ring<[u32; 2]>> = contours.map(|contour| contour.ring).collect();
    if tolerance <= 0.0 || tolerance.is_nan() {
        return Outline { rings, iou: 1.0 };
    }
    for ring in &mut rings {
        let short = simplified(ring, tolerance);
        if short.len() > 2 {
            *ring = short;
        }
    }
    let points = rings.iter().map(|ring| {
        let points = ring.iter().map(|[x, y]| PixelPoint {
            x: f64::from(*x),
            y: f64::from(*y),
        });
        points.collect()
    });
    let points: Vec<Ring<PixelPoint>> = points.collect();
    let filled = fill_rings(&points, mask.picture(), usize::MAX);
    let iou = filled.map_or(0.0, |filled| iou(mask, &filled));
    Outline { rings, iou }
}

/// The ring between its first corner and the one furthest from it, each half on
/// its own.
fn simplified(ring: &[[u32; 2]], tolerance: f64) -> Ring<[u32; 2]> {
    let Some(first) = ring.first() else {
        return Ring::new();
    };
    let far = (0..ring.len()).max_by_key(|at| {
        let [dx, dy] = ring.get(*at).map_or([0; 2], |point| away(*first, *point));
        dx * dx + dy * dy
    });
    let far = far.unwrap_or(0);
    let closed: Vec<[u32; 2]> = ring.iter().chain([first]).copied().collect();
    let mut kept = vec![false; closed.len()];
    let mut waiting = vec![(0, far), (far, ring.len())];
    while let Some((from, to)) = waiting.pop() {
        for end in [from, to] {
            if let Some(kept) = kept.get_mut(end) {
                *kept = true;
            }
        }
        if let Some((at, distance)) = furthest(&closed, from, to)
            && distance > tolerance
        {
            waiting.push((from, at));
            waiting.push((at, to));
        }
    }
    let corners = ring.iter().zip(kept).filter(|(_, kept)| *kept);
    corners.map(|(corner, _)| *corner).collect()
}

/// Which of the points between two others lies furthest from the line between
/// them, and how far, in pixels.
fn furthest(points: &[[u32; 2]], from: usize, to: usize) -> Option<(usize, f64)> {
    let (start, end) = (points.get(from)?, points.get(to)?);
    let [dx, dy] = away(*start, *end);
    let length = ((dx * dx + dy * dy) as f64).sqrt();
    let between = (from + 1..to).filter_map(|at| {
        let [x, y] = away(*start, *points.get(at)?);
        let distance = if length > 0.0 {
            (dx * y - dy * x).abs() as f64 / length
        } else {
            ((x * x + y * y) as f64).sqrt()
        };
        Some((at, distance))
    });
    between.max_by(|a, b| a.1.total_cmp(&b.1))
}

fn away(from: [u32; 2], to: [u32; 2]) -> [i64; 2] {
    [0, 1].map(|axis| {
        let [from, to] = [from, to].map(|point: [u32; 2]| point.get(axis).copied().unwrap_or(0));
        i64::from(to) - i64::from(from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Size;

    fn disc(radius: i64) -> Mask {
        let size = Size::new(100, 100).expect("a size");
        Mask::from_fn(size, |x, y| {
            let [x, y] = [x, y].map(|at| i64::from(at) - 50);
            let far = x * x + y * y;
            far <= radius * radius && far > radius * radius / 9
        })
    }

    #[test]
    fn fewer_corners_cost_more() {
        let mask = disc(40);
        let outlines = [0.0, 0.75, 1.5].map(|tolerance| outline(&mask, tolerance));
        let corners = outlines.iter().map(|outline| outline.rings.concat().len());
        let corners: Vec<usize> = corners.collect();
        assert!(
            corners.is_sorted_by(|more, fewer| more > fewer),
            "{corners:?}"
        );
        assert!(outlines[0].iou == 1.0 && outlines[2].iou > 0.9);
        assert!(outlines[1].iou > outlines[2].iou);
    }

    #[test]
    fn nothing_vanishes() {
        let mask = disc(1);
        let coarse = outline(&mask, 50.0);
        assert_eq!(coarse.rings.len(), outline(&mask, 0.0).rings.len());
        assert!(coarse.rings.iter().all(|ring| ring.len() > 2));
        let nothing = outline(&mask, f64::NAN);
        assert_eq!(nothing.iou, 1.0);
    }
}
