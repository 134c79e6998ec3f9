//! Lines and dots, as masks: what marks a point or the edges of a box in space.
//! Never smooths them; they have whole pixels, as masks do.

use crate::geometry::{PixelPoint, Size};
use crate::mask::{Mask, MaskBuilder};

/// Something that is drawn with a pen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Line {
    /// From one point to another.
    Edge([PixelPoint; 2]),
    /// A dot around a point, three times as wide as an edge.
    Dot(PixelPoint),
}

impl Line {
    /// The same line with its points moved.
    #[must_use]
    pub fn map(self, moved: impl Fn(PixelPoint) -> PixelPoint) -> Self {
        match self {
            Self::Edge(ends) => Self::Edge(ends.map(moved)),
            Self::Dot(point) => Self::Dot(moved(point)),
        }
    }

    /// The pixels that a pen of `radius` pixels covers, within `size`: those whose
    /// centres are not further from the line. `margin` pixels are added.
    pub fn mask(self, radius: f64, margin: f64, size: Size) -> Mask {
        match self {
            Self::Edge([a, b]) => stroke(a, b, radius + margin, size),
            Self::Dot(point) => stroke(point, point, 3.0 * radius + margin, size),
        }
    }
}

/// The pixels whose centres are within `radius` of the line from `a` to `b`.
///
/// Along a row these are one stretch: of the disc around either end, and of the
/// rectangle between the discs, the parts of the row joined.
fn stroke(a: PixelPoint, b: PixelPoint, radius: f64, size: Size) -> Mask {
    let top = (a.y.min(b.y) - radius).floor().max(0.0);
    let bottom = (a.y.max(b.y) + radius).ceil().min(f64::from(size.height()));
    if !(top < bottom && radius > 0.0) {
        return Mask::empty(size);
    }
    let mut builder = MaskBuilder::new(size, top as u32);
    for row in top as u32..bottom as u32 {
        let y = f64::from(row) + 0.5;
        let reach = [
            disc(a, radius, y),
            disc(b, radius, y),
            between(a, b, radius, y),
        ];
        let ends = reach.into_iter().flatten();
        let joined = ends.reduce(|[a, b], [c, d]| [a.min(c), b.max(d)]);
        if let Some([left, right]) = joined {
            // The pixels whose centres lie in it.
            let start = (left - 0.5).ceil().max(0.0) as u32;
            let end = (right + 0.5).floor().max(0.0) as u32;
            builder.push(start, end);
        }
        builder.end_row();
    }
    builder.finish()
}

/// Where a row runs through the disc around `center`.
fn disc(center: PixelPoint, radius: f64, y: f64) -> Option<[f64; 2]> {
    let half = (radius * radius - (y - center.y).powi(2)).sqrt();
    (half >= 0.0).then_some([center.x - half, center.x + half])
}

/// Where a row runs through the rectangle with the line as its middle.
fn between(a: PixelPoint, b: PixelPoint, radius: f64, y: f64) -> Option<[f64; 2]> {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return None;
    }
    let (nx, ny) = (-dy / length * radius, dx / length * radius);
    let corners = [
        (a.x + nx, a.y + ny),
        (b.x + nx, b.y + ny),
        (b.x - nx, b.y - ny),
        (a.x - nx, a.y - ny),
    ];
    let sides = corners.into_iter().zip(corners.into_iter().cycle().skip(1));
    let crossings = sides.take(4).filter_map(|((x0, y0), (x1, y1))| {
        let is_crossed = (y0 <= y) != (y1 <= y);
        is_crossed.then(|| x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    });
    let ends = crossings.map(|x| [x, x]);
    ends.reduce(|[a, b], [c, d]| [a.min(c), b.max(d)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> PixelPoint {
        PixelPoint { x, y }
    }

    /// The distance of a point from a line, the slow way.
    fn distance(p: PixelPoint, a: PixelPoint, b: PixelPoint) -> f64 {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let square = dx * dx + dy * dy;
        let along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / square;
        let share = if square == 0.0 {
            0.0
        } else {
            along.clamp(0.0, 1.0)
        };
        (p.x - a.x - share * dx).hypot(p.y - a.y - share * dy)
    }

    #[test]
    fn a_stroke_covers_what_is_near_the_line() {
        let size = Size::new(60, 40).expect("a size");
        let points = [
            at(5.2, 7.9),
            at(50.1, 30.3),
            at(-20.0, 12.0),
            at(33.0, 33.0),
            at(70.0, -9.0),
        ];
        for a in points {
            for b in points {
                for radius in [0.7, 2.3, 6.0] {
                    let drawn = Line::Edge([a, b]).mask(radius, 0.0, size);
                    let near = |x, y| distance(at(f64::from(x) + 0.5, f64::from(y) + 0.5), a, b);
                    for (x, y) in (0..40).flat_map(|y| (0..60).map(move |x| (x, y))) {
                        // A hair's breadth on either side is rounding.
                        let far = near(x, y) - radius;
                        assert!(far.abs() < 1e-9 || drawn.contains(x, y) == (far < 0.0));
                    }
                }
            }
        }
    }

    #[test]
    fn odd_lines_are_empty_or_within_the_picture() {
        let size = Size::new(20, 20).expect("a size");
        for odd in [f64::NAN, f64::INFINITY, -1e300, 1e300] {
            let drawn = Line::Edge([at(odd, 3.0), at(4.0, odd)]).mask(2.0, 1.0, size);
            assert!(drawn.area() <= 400);
        }
        assert!(Line::Dot(at(90.0, 90.0)).mask(2.0, 0.0, size).is_empty());
        assert!(Line::Dot(at(9.0, 9.0)).mask(2.0, 0.0, size).area() > 100);
    }
}
