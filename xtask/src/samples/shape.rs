//! Solids as signed distances: negative inside, positive outside, never more than the true distance.
//! Never knows materials or rays. A new solid is a variant here, with its distance and its bounds.

use super::flat::{extent, flat, polygon, polyline};
use super::vec::{Place, Vec3, vec3};

/// A solid about its own origin; lengths in scene units.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Radius.
    Sphere(f32),
    /// Three half axes.
    Ellipsoid(Vec3),
    /// Half sizes, rounding included.
    Block { half: Vec3, round: f32 },
    /// Around the y axis: radius of the ring, radius of the tube.
    Torus { ring: f32, tube: f32 },
    /// Part of a torus in the xy plane, open towards -x: `opening` is half the drawn arc in degrees.
    Arc { ring: f32, tube: f32, opening: f32 },
    /// A round stick between two points.
    Capsule { from: Vec3, to: Vec3, radius: f32 },
    /// A thick line of points, its radius going evenly from `radii[0]` to `radii[1]`.
    Cord { points: Vec<Vec3>, radii: [f32; 2] },
    /// Along the y axis, half its height.
    Cylinder { radius: f32, half: f32, round: f32 },
    /// A vessel: an open line of (radius, height) points turned about the y axis, this thick on each side.
    Vessel { line: Vec<[f32; 2]>, thick: f32 },
    /// A turned solid: a closed outline of (radius, height) points, grown by `round`.
    Turned { outline: Vec<[f32; 2]>, round: f32 },
    /// A flat outline in x and y, half as deep as given along z, edges rounded.
    Plate {
        outline: Vec<[f32; 2]>,
        half: f32,
        round: f32,
    },
    /// The upper half of a torus with a wavy lower edge: glaze on a ring.
    Glaze {
        ring: f32,
        tube: f32,
        edge: f32,
        wave: f32,
        seed: f32,
    },
    /// Several solids, joined with a fillet of this size.
    Joined {
        parts: Vec<(Place, Shape)>,
        fillet: f32,
    },
    /// The first without the second, edges rounded by the third.
    Without(Box<Shape>, Box<(Place, Shape)>, f32),
    /// A thin solid in the xy plane, bowed by `curl` along x and folded by `fold` along its middle line.
    Bent {
        body: Box<Shape>,
        curl: f32,
        fold: f32,
    },
    /// What two solids share.
    Shared(Box<Shape>, Box<(Place, Shape)>),
}

impl Shape {
    /// Signed distance in scene units.
    pub fn distance(&self, p: Vec3) -> f32 {
        match self {
            Shape::Sphere(radius) => p.length() - radius,
            Shape::Ellipsoid(half) => ellipsoid(p, *half),
            Shape::Block { half, round } => {
                let q = p.abs() - *half + Vec3::splat(*round);
                q.max(Vec3::ZERO).length() + q.most().min(0.0) - round
            }
            Shape::Torus { ring, tube } => flat(flat(p.x, p.z) - ring, p.y) - tube,
            Shape::Arc {
                ring,
                tube,
                opening,
            } => {
                let (sin, cos) = opening.to_radians().sin_cos();
                let (along, side) = (p.x, p.y.abs());
                let inside = side.atan2(along) <= opening.to_radians();
                let across = if inside {
                    flat(along, side) - ring
                } else {
                    flat(along - cos * ring, side - sin * ring)
                };
                flat(across, p.z) - tube
            }
            Shape::Capsule { from, to, radius } => segment(p, *from, *to).0 - radius,
            Shape::Cord { points, radii } => cord(p, points, *radii),
            Shape::Cylinder {
                radius,
                half,
                round,
            } => {
                let (x, y) = (flat(p.x, p.z) - radius + round, p.y.abs() - half + round);
                flat(x.max(0.0), y.max(0.0)) + x.max(y).min(0.0) - round
            }
            Shape::Vessel { line, thick } => polyline([flat(p.x, p.z), p.y], line) - thick,
            Shape::Turned { outline, round } => polygon([flat(p.x, p.z), p.y], outline) - round,
            Shape::Plate {
                outline,
                half,
                round,
            } => {
                let (x, y) = (
                    polygon([p.x, p.y], outline) + round,
                    p.z.abs() - half + round,
                );
                flat(x.max(0.0), y.max(0.0)) + x.max(y).min(0.0) - round
            }
            Shape::Glaze {
                ring,
                tube,
                edge,
                wave,
                seed,
            } => glaze(p, [*ring, *tube], [*edge, *wave, *seed]),
            Shape::Joined { parts, fillet } => {
                let near = |(place, shape): &(Place, Shape)| shape.distance(place.point_in(p));
                parts
                    .iter()
                    .map(near)
                    .fold(f32::MAX, |a, b| smooth_min(a, b, *fillet))
            }
            Shape::Without(body, hole, round) => -smooth_min(
                -body.distance(p),
                hole.1.distance(hole.0.point_in(p)),
                *round,
            ),
            Shape::Bent { body, curl, fold } => {
                0.65 * body.distance(vec3(p.x, p.y, p.z + curl * p.x * p.x - fold * p.y.abs()))
            }
            Shape::Shared(a, b) => a.distance(p).max(b.1.distance(b.0.point_in(p))),
        }
    }

    /// Outward normal of length 1, from four distances around the point.
    pub fn normal(&self, p: Vec3) -> Vec3 {
        const STEP: f32 = 6e-4;
        let corners = [
            vec3(1.0, -1.0, -1.0),
            vec3(-1.0, -1.0, 1.0),
            vec3(-1.0, 1.0, -1.0),
            vec3(1.0, 1.0, 1.0),
        ];
        corners
            .iter()
            .fold(Vec3::ZERO, |sum, corner| {
                sum + *corner * self.distance(p + *corner * STEP)
            })
            .unit()
    }

    /// Lowest and highest corner of a box that holds the solid.
    pub fn bounds(&self) -> (Vec3, Vec3) {
        let about = |half: Vec3| (-half, half);
        match self {
            Shape::Sphere(radius) => about(Vec3::splat(*radius)),
            Shape::Ellipsoid(half) | Shape::Block { half, .. } => about(*half),
            Shape::Torus { ring, tube } => about(vec3(ring + tube, *tube, ring + tube)),
            Shape::Arc { ring, tube, .. } => about(vec3(ring + tube, ring + tube, *tube)),
            Shape::Capsule { from, to, radius } => grown(from.min(*to), from.max(*to), *radius),
            Shape::Cord { points, radii } => {
                let low = points
                    .iter()
                    .fold(Vec3::splat(f32::MAX), |low, p| low.min(*p));
                let high = points
                    .iter()
                    .fold(Vec3::splat(f32::MIN), |high, p| high.max(*p));
                grown(low, high, radii[0].max(radii[1]))
            }
            Shape::Cylinder { radius, half, .. } => about(vec3(*radius, *half, *radius)),
            Shape::Vessel {
                line: points,
                thick: more,
            }
            | Shape::Turned {
                outline: points,
                round: more,
            } => {
                let ([_, low], [radius, high]) = extent(points);
                grown(
                    vec3(-radius, low, -radius),
                    vec3(radius, high, radius),
                    *more,
                )
            }
            Shape::Plate { outline, half, .. } => {
                let ([x0, y0], [x1, y1]) = extent(outline);
                (vec3(x0, y0, -half), vec3(x1, y1, *half))
            }
            Shape::Glaze { ring, tube, .. } => about(vec3(ring + tube, *tube, ring + tube)),
            Shape::Joined { parts, fillet } => {
                let boxes = parts
                    .iter()
                    .map(|(place, shape)| placed_bounds(place, shape));
                let start = (Vec3::splat(f32::MAX), Vec3::splat(f32::MIN));
                let (low, high) =
                    boxes.fold(start, |all, next| (all.0.min(next.0), all.1.max(next.1)));
                grown(low, high, *fillet * 0.3)
            }
            Shape::Bent { body, curl, fold } => {
                let (low, high) = body.bounds();
                let far = low.abs().max(high.abs());
                grown(low, high, curl.abs() * far.x * far.x + fold.abs() * far.y)
            }
            Shape::Without(body, ..) | Shape::Shared(body, _) => body.bounds(),
        }
    }
}

/// A box, in the outer frame, that holds a placed solid.
pub fn placed_bounds(place: &Place, shape: &Shape) -> (Vec3, Vec3) {
    let (low, high) = shape.bounds();
    let (centre, half) = ((low + high) * 0.5, (high - low) * 0.5);
    let reach = place.direction_out(vec3(half.x, 0.0, 0.0)).abs()
        + place.direction_out(vec3(0.0, half.y, 0.0)).abs()
        + place.direction_out(vec3(0.0, 0.0, half.z)).abs();
    let middle = place.point_out(centre);
    (middle - reach, middle + reach)
}

/// The smaller of two distances, with a fillet.
fn smooth_min(a: f32, b: f32, fillet: f32) -> f32 {
    if fillet <= 0.0 {
        return a.min(b);
    }
    let h = (fillet - (a - b).abs()).max(0.0) / fillet;
    a.min(b) - h * h * fillet * 0.25
}

/// Never more than the distance to an ellipsoid, inside as outside.
fn ellipsoid(p: Vec3, half: Vec3) -> f32 {
    let scaled = vec3(p.x / half.x, p.y / half.y, p.z / half.z);
    (scaled.length() - 1.0) * half.x.min(half.y).min(half.z)
}

/// Distance to a segment, and how far along it (0..1) the nearest point lies.
fn segment(p: Vec3, from: Vec3, to: Vec3) -> (f32, f32) {
    let (along, way) = (p - from, to - from);
    let share = (along.dot(way) / way.dot(way).max(1e-12)).clamp(0.0, 1.0);
    ((along - way * share).length(), share)
}

fn cord(p: Vec3, points: &[Vec3], radii: [f32; 2]) -> f32 {
    let spans = points.len().saturating_sub(1).max(1) as f32;
    let one = |(index, pair): (usize, &[Vec3])| {
        let (distance, share) = segment(p, pair[0], pair[1]);
        distance - (radii[0] + (radii[1] - radii[0]) * (index as f32 + share) / spans)
    };
    0.95 * points
        .windows(2)
        .enumerate()
        .map(one)
        .fold(f32::MAX, f32::min)
}

fn glaze(p: Vec3, [ring, tube]: [f32; 2], [edge, wave, seed]: [f32; 3]) -> f32 {
    let around = p.z.atan2(p.x);
    let ripple = (around * 5.0 + seed).sin() * 0.6 + (around * 9.0 + seed * 2.7).sin() * 0.4;
    let body = flat(flat(p.x, p.z) - ring, p.y) - tube;
    let floor = (edge + wave * ripple - p.y) * 0.8;
    -smooth_min(-body, -floor, tube * 0.16) * 0.9
}

fn grown(low: Vec3, high: Vec3, by: f32) -> (Vec3, Vec3) {
    (low - Vec3::splat(by), high + Vec3::splat(by))
}
