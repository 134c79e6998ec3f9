//! Boxes in space and the camera that sees them. Never knows the true camera:
//! models are told of none, so the field of view is the viewer's to choose.
//!
//! The camera stands at the origin and looks along +y; x runs right and z up, all
//! in metres. The formulas are those of Google's spatial demo
//! (google-gemini/starter-applets, `spatial/src/Content.tsx`, at 82a598a).

use super::{PixelPoint, Size};

/// How far a number of a 3D box may lie from zero: metres or degrees beyond it
/// are no measure of anything in a picture.
const FAR: f64 = 100_000.0;

/// The plane nearer than which nothing is seen, in metres from the camera. What
/// lies behind it is cut off.
const NEAR: f64 = 0.01;

/// A box in space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cuboid {
    /// Its centre, in metres.
    center: [f64; 3],
    /// Its extent along its own axes, in metres, none below 0.
    size: [f64; 3],
    /// Roll, pitch and yaw, in degrees: turned about x, then y, then z.
    angles: [f64; 3],
}

/// The edges of a cuboid as pairs of places in [`Cuboid::corners`].
const EDGES: [[usize; 2]; 12] = [
    [0, 1],
    [1, 3],
    [3, 2],
    [2, 0], // left
    [4, 5],
    [5, 7],
    [7, 6],
    [6, 4], // right
    [0, 4],
    [1, 5],
    [2, 6],
    [3, 7], // across
];

impl Cuboid {
    /// A box from the wire form: centre, size, then roll, pitch and yaw. `None`
    /// when a number is not finite or beyond ±100 000.
    pub fn from_wire([x, y, z, width, depth, height, roll, pitch, yaw]: [f64; 9]) -> Option<Self> {
        let numbers = [x, y, z, width, depth, height, roll, pitch, yaw];
        let is_measure = |number: &f64| number.is_finite() && number.abs() <= FAR;
        numbers.iter().all(is_measure).then_some(Self {
            center: [x, y, z],
            size: [width.abs(), depth.abs(), height.abs()],
            angles: [roll, pitch, yaw],
        })
    }

    /// Its wire form; see [`Self::from_wire`].
    pub fn to_wire(&self) -> [f64; 9] {
        let ([x, y, z], [width, depth, height]) = (self.center, self.size);
        let [roll, pitch, yaw] = self.angles;
        [x, y, z, width, depth, height, roll, pitch, yaw]
    }

    /// Its extent along its own axes, x, y and z, in metres.
    pub fn size(&self) -> [f64; 3] {
        self.size
    }

    /// How far its centre is from the camera, in metres.
    pub fn distance(&self) -> f64 {
        self.center
            .iter()
            .map(|part| part * part)
            .sum::<f64>()
            .sqrt()
    }

    /// Its corners, in metres: x changes slowest and z fastest, from its least to
    /// its greatest. `R = Rz(yaw) · Ry(pitch) · Rx(roll)`, then the centre added.
    pub fn corners(&self) -> [[f64; 3]; 8] {
        let [[sr, cr], [sp, cp], [sy, cy]] = self.angles.map(|degrees| {
            let (sin, cos) = degrees.to_radians().sin_cos();
            [sin, cos]
        });
        let rotation = [
            [cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr],
            [sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr],
            [-sp, cp * sr, cp * cr],
        ];
        let [width, depth, height] = self.size.map(|side| side / 2.0);
        let side = |bit: bool, half: f64| if bit { half } else { -half };
        std::array::from_fn(|at| {
            let own = [
                side(at & 4 != 0, width),
                side(at & 2 != 0, depth),
                side(at & 1 != 0, height),
            ];
            let [x, y, z] = rotation.map(|[a, b, c]| a * own[0] + b * own[1] + c * own[2]);
            let [cx, cy, cz] = self.center;
            [x + cx, y + cy, z + cz]
        })
    }
}

/// What a picture is seen through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    picture: Size,
    /// Pixels for a slope of one, the same on both axes.
    focal: f64,
}

impl Camera {
    /// The horizontal field of view with which the demo begins, in degrees.
    pub const DEGREES: u8 = 60;

    /// The horizontal fields of view that a person can choose, in degrees: from a strong
    /// telephoto lens to a very wide one.
    pub const VIEWS: std::ops::RangeInclusive<u8> = 10..=140;

    /// A camera that took `picture` with a horizontal field of view of so many
    /// `degrees`, held within 1–179. Its focal length is
    /// `width / (2 · tan(degrees / 2))` pixels, its centre the picture's.
    ///
    /// ```
    /// use masque::geometry::{Camera, Size};
    /// let camera = Camera::new(Size::new(640, 480).unwrap(), 60);
    /// let ahead = camera.project([0.0, 2.0, 0.0]).unwrap();
    /// assert_eq!((ahead.x, ahead.y), (320.0, 240.0));
    /// ```
    pub fn new(picture: Size, degrees: u8) -> Self {
        let half = f64::from(degrees.clamp(1, 179)).to_radians() / 2.0;
        Self {
            picture,
            focal: f64::from(picture.width()) / (2.0 * half.tan()),
        }
    }

    /// Where the camera sees a point, in the picture's pixels, within it or not:
    /// `u = f · x / y + W / 2`, `v = H / 2 − f · z / y`. `None` for what is not
    /// in front of it.
    pub fn project(&self, [x, y, z]: [f64; 3]) -> Option<PixelPoint> {
        (y >= NEAR).then(|| PixelPoint {
            x: f64::from(self.picture.width()) / 2.0 + self.focal * x / y,
            y: f64::from(self.picture.height()) / 2.0 - self.focal * z / y,
        })
    }

    /// The edges of `cuboid` as far as they lie in front of the camera and may be
    /// seen in the picture: each from one end to the other, in its pixels, cut off
    /// one picture's size outside of it.
    pub fn edges(&self, cuboid: &Cuboid) -> Vec<[PixelPoint; 2]> {
        let corners = cuboid.corners();
        let edges = EDGES.iter().filter_map(|ends| {
            let [a, b] = ends.map(|end| corners.get(end).copied());
            let [a, b] = in_front(a?, b?)?;
            self.near_picture([self.project(a)?, self.project(b)?])
        });
        edges.collect()
    }

    /// Where the label of `cuboid` stands: a tenth of a metre above the middle of
    /// its corners.
    pub fn label(&self, cuboid: &Cuboid) -> Option<PixelPoint> {
        let [x, y, z] = cuboid.center;
        self.project([x, y, z + 0.1])
    }

    /// The part of a line within the picture grown by its own size on each side.
    fn near_picture(&self, [a, b]: [PixelPoint; 2]) -> Option<[PixelPoint; 2]> {
        let (width, height) = (
            f64::from(self.picture.width()),
            f64::from(self.picture.height()),
        );
        // Liang and Barsky: the line's share of each of four half planes.
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let planes = [
            (-dx, a.x + width),
            (dx, 2.0 * width - a.x),
            (-dy, a.y + height),
            (dy, 2.0 * height - a.y),
        ];
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (slope, room) in planes {
            if slope == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if slope < 0.0 {
                from = from.max(room / slope);
            } else {
                to = to.min(room / slope);
            }
        }
        let at = |share: f64| PixelPoint {
            x: a.x + share * dx,
            y: a.y + share * dy,
        };
        (from <= to).then(|| [at(from), at(to)])
    }
}

/// The part of a line in space that lies in front of the near plane.
fn in_front(a: [f64; 3], b: [f64; 3]) -> Option<[[f64; 3]; 2]> {
    let [near, far] = if a[1] < b[1] { [a, b] } else { [b, a] };
    let ([nx, ny, nz], [fx, fy, fz]) = (near, far);
    if fy < NEAR {
        return None;
    }
    if ny >= NEAR {
        return Some([near, far]);
    }
    let share = (NEAR - ny) / (fy - ny);
    let cut = [nx + share * (fx - nx), NEAR, nz + share * (fz - nz)];
    Some([cut, far])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        Camera::new(Size::new(640, 480).expect("a size"), 60)
    }

    /// Vectors computed from the demo's formulas, to a hundredth of a pixel.
    #[track_caller]
    fn check(wire: [f64; 9], expected: [(f64, f64); 8]) {
        let cuboid = Cuboid::from_wire(wire).expect("a cuboid");
        for (corner, (x, y)) in cuboid.corners().into_iter().zip(expected) {
            let seen = camera().project(corner).expect("in front");
            let close = (seen.x - x).abs() < 0.006 && (seen.y - y).abs() < 0.006;
            assert!(close, "{seen:?}, not {x}, {y}");
        }
        assert_eq!(camera().edges(&cuboid).len(), 12);
    }

    #[test]
    fn corners_lie_where_the_demo_has_them() {
        check(
            [0.0, 2.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            [
                (135.25, 424.75),
                (135.25, 55.25),
                (209.15, 350.85),
                (209.15, 129.15),
                (504.75, 424.75),
                (504.75, 55.25),
                (430.85, 350.85),
                (430.85, 129.15),
            ],
        );
        check(
            [0.2, 2.0, -0.3, 0.4, 0.5, 0.6, 10.0, -20.0, 35.0],
            [
                (397.71, 451.52),
                (370.81, 285.62),
                (306.20, 393.46),
                (275.26, 253.96),
                (474.08, 391.27),
                (458.85, 238.40),
                (378.50, 348.11),
                (357.20, 218.13),
            ],
        );
    }

    #[test]
    fn what_is_behind_the_camera_is_cut_off() {
        let around = Cuboid::from_wire([0.0, 0.0, -1.0, 2.0, 4.0, 1.0, 0.0, 0.0, 0.0]);
        let edges = camera().edges(&around.expect("a cuboid"));
        // The four edges that run away from the camera, and those of the far end,
        // as far as they come near the picture.
        assert!((4..=8).contains(&edges.len()), "{}", edges.len());
        for point in edges.into_iter().flatten() {
            assert!((-640.5..=1280.5).contains(&point.x) && (-480.5..=960.5).contains(&point.y));
        }
        let behind = Cuboid::from_wire([0.0, -5.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(camera().edges(&behind.expect("a cuboid")).is_empty());
        assert_eq!(camera().project([0.0, 0.0, 1.0]), None);
    }

    #[test]
    fn no_number_is_too_odd() {
        for odd in [f64::NAN, f64::INFINITY, 1e300, -1e9] {
            assert_eq!(Cuboid::from_wire([odd; 9]), None);
        }
        let numbers = [-100_000.0, -1.0, -0.0, 0.0, 0.01, 1.0, 359.0, 100_000.0];
        for a in numbers {
            for b in numbers {
                let cuboid = Cuboid::from_wire([a, b, a, b, a, b, a, b, a]).expect("a cuboid");
                for degrees in [0, 1, 60, 179, 255] {
                    let camera = Camera::new(Size::new(65_535, 1).expect("a size"), degrees);
                    let seen = camera.edges(&cuboid).into_iter().flatten();
                    assert!(seen.into_iter().all(|point| point.x.is_finite()));
                }
            }
        }
    }
}
