//! Three numbers that are a point, a direction or a linear colour, and the placing of things in space.
//! Never knows about shapes or light. A new operation goes here only when two other files need it.

use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub};

/// A point or direction in scene units, or a colour in linear light (red, green, blue).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vec3 {
    /// To the right, or red.
    pub x: f32,
    /// Upwards, or green.
    pub y: f32,
    /// Towards the viewer, or blue.
    pub z: f32,
}

/// Short for [`Vec3`] from its three numbers.
pub const fn vec3(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3 { x, y, z }
}

/// A linear colour from a `0xRRGGBB` value in sRGB, as designers write it.
pub fn srgb(hex: u32) -> Vec3 {
    let channel = |shift: u32| {
        let value = ((hex >> shift) & 255) as f32 / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    vec3(channel(16), channel(8), channel(0))
}

impl Vec3 {
    /// Nothing, nowhere, black.
    pub const ZERO: Vec3 = vec3(0.0, 0.0, 0.0);
    /// One in every direction, white.
    pub const ONE: Vec3 = vec3(1.0, 1.0, 1.0);
    /// Upwards.
    pub const UP: Vec3 = vec3(0.0, 1.0, 0.0);

    /// The same number three times.
    pub const fn splat(value: f32) -> Vec3 {
        vec3(value, value, value)
    }

    /// Scalar product.
    pub fn dot(self, other: Vec3) -> f32 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Vector product.
    pub fn cross(self, other: Vec3) -> Vec3 {
        vec3(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    /// Length in scene units.
    pub fn length(self) -> f32 {
        self.dot(self).sqrt()
    }

    /// The same direction with length 1; a null vector stays one.
    pub fn unit(self) -> Vec3 {
        let length = self.length();
        if length > 0.0 { self / length } else { self }
    }

    /// Each number through a function.
    pub fn map(self, function: impl Fn(f32) -> f32) -> Vec3 {
        vec3(function(self.x), function(self.y), function(self.z))
    }

    /// The smaller of each pair.
    pub fn min(self, other: Vec3) -> Vec3 {
        vec3(
            self.x.min(other.x),
            self.y.min(other.y),
            self.z.min(other.z),
        )
    }

    /// The greater of each pair.
    pub fn max(self, other: Vec3) -> Vec3 {
        vec3(
            self.x.max(other.x),
            self.y.max(other.y),
            self.z.max(other.z),
        )
    }

    /// Each number without its sign.
    pub fn abs(self) -> Vec3 {
        self.map(f32::abs)
    }

    /// The greatest of the three.
    pub fn most(self) -> f32 {
        self.x.max(self.y).max(self.z)
    }

    /// Brightness of a linear colour (Rec. 709 weights).
    pub fn luma(self) -> f32 {
        self.dot(vec3(0.2126, 0.7152, 0.0722))
    }

    /// From this (`share` 0) to `other` (`share` 1).
    pub fn mix(self, other: Vec3, share: f32) -> Vec3 {
        self * (1.0 - share) + other * share
    }

    /// Two directions that make a right-handed frame with this unit vector.
    pub fn frame(self) -> (Vec3, Vec3) {
        let sign = 1.0f32.copysign(self.z);
        let a = -1.0 / (sign + self.z);
        let b = self.x * self.y * a;
        (
            vec3(1.0 + sign * self.x * self.x * a, sign * b, -sign * self.x),
            vec3(b, sign + self.y * self.y * a, -self.y),
        )
    }
}

/// 0 below `low`, 1 above `high`, a smooth slope between.
pub fn smoothstep(low: f32, high: f32, value: f32) -> f32 {
    let t = ((value - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Where a thing stands and how it is turned; never scales.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// World direction of each local axis.
    axes: [Vec3; 3],
    /// World position of the local origin.
    origin: Vec3,
}

impl Place {
    /// Upright at a point.
    pub const fn at(x: f32, y: f32, z: f32) -> Place {
        let axes = [vec3(1.0, 0.0, 0.0), Vec3::UP, vec3(0.0, 0.0, 1.0)];
        Place {
            axes,
            origin: vec3(x, y, z),
        }
    }

    /// This place, with what stands there turned about its local x axis first.
    pub fn turn_x(self, degrees: f32) -> Place {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [x, y, z] = self.axes;
        Place {
            axes: [x, y * cos + z * sin, z * cos - y * sin],
            ..self
        }
    }

    /// The same about the local y axis.
    pub fn turn_y(self, degrees: f32) -> Place {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [x, y, z] = self.axes;
        Place {
            axes: [x * cos - z * sin, y, z * cos + x * sin],
            ..self
        }
    }

    /// The same about the local z axis.
    pub fn turn_z(self, degrees: f32) -> Place {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let [x, y, z] = self.axes;
        Place {
            axes: [x * cos + y * sin, y * cos - x * sin, z],
            ..self
        }
    }

    /// A place given inside this one.
    pub fn with(self, inner: Place) -> Place {
        Place {
            axes: inner.axes.map(|axis| self.direction_out(axis)),
            origin: self.point_out(inner.origin),
        }
    }

    /// A point moved inside this place, same turn.
    pub fn shift(self, x: f32, y: f32, z: f32) -> Place {
        self.with(Place::at(x, y, z))
    }

    /// Local point to world.
    pub fn point_out(&self, point: Vec3) -> Vec3 {
        self.origin + self.direction_out(point)
    }

    /// World point to local.
    pub fn point_in(&self, point: Vec3) -> Vec3 {
        self.direction_in(point - self.origin)
    }

    /// Local direction to world.
    pub fn direction_out(&self, direction: Vec3) -> Vec3 {
        let [x, y, z] = self.axes;
        x * direction.x + y * direction.y + z * direction.z
    }

    /// World direction to local.
    pub fn direction_in(&self, direction: Vec3) -> Vec3 {
        let [x, y, z] = self.axes;
        vec3(direction.dot(x), direction.dot(y), direction.dot(z))
    }
}

impl Add for Vec3 {
    type Output = Vec3;
    fn add(self, other: Vec3) -> Vec3 {
        vec3(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vec3 {
    type Output = Vec3;
    fn sub(self, other: Vec3) -> Vec3 {
        vec3(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul for Vec3 {
    type Output = Vec3;
    fn mul(self, other: Vec3) -> Vec3 {
        vec3(self.x * other.x, self.y * other.y, self.z * other.z)
    }
}

impl Mul<f32> for Vec3 {
    type Output = Vec3;
    fn mul(self, factor: f32) -> Vec3 {
        vec3(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl Div<f32> for Vec3 {
    type Output = Vec3;
    fn div(self, divisor: f32) -> Vec3 {
        self * (1.0 / divisor)
    }
}

impl Neg for Vec3 {
    type Output = Vec3;
    fn neg(self) -> Vec3 {
        self * -1.0
    }
}

impl AddAssign for Vec3 {
    fn add_assign(&mut self, other: Vec3) {
        *self = *self + other;
    }
}

impl MulAssign for Vec3 {
    fn mul_assign(&mut self, other: Vec3) {
        *self = *self * other;
    }
}
