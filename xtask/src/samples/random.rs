//! Numbers that look random and are the same on every run: stratified samples and smooth noise.
//! Never reads a clock or the system's randomness.

use super::vec::{Vec3, vec3};

/// The samples of one path: each call gives the next pair, well spread over the paths of one pixel.
///
/// Correlated multi-jittered sampling (Kensler, Pixar technical memo 13-01): `side × side` paths per pixel.
pub struct Sampler {
    pixel: u32,
    index: u32,
    side: u32,
    dimension: u32,
}

impl Sampler {
    /// For path `index` of `side * side` in the pixel with this number.
    pub fn new(pixel: u32, index: u32, side: u32) -> Sampler {
        Sampler {
            pixel: hash(pixel ^ 0x9e37_79b9),
            index,
            side,
            dimension: 0,
        }
    }

    /// The next pair, each in 0..1.
    pub fn pair(&mut self) -> (f32, f32) {
        self.dimension += 1;
        let seed = hash(
            self.pixel
                .wrapping_add(self.dimension.wrapping_mul(0x85eb_ca6b)),
        );
        let side = self.side;
        let index = permute(self.index, side * side, seed.wrapping_mul(0x51633e2d));
        let (column, row) = (index % side, index / side);
        let shuffled_column = permute(column, side, seed.wrapping_mul(0xa511_e9b3));
        let shuffled_row = permute(row, side, seed.wrapping_mul(0x63d8_3595));
        let jitter_x = fraction(hash(index ^ seed.wrapping_mul(0xa399_d265)));
        let jitter_y = fraction(hash(index ^ seed.wrapping_mul(0x711a_d6a5)));
        let cell = side as f32;
        let x = (column as f32 + (shuffled_row as f32 + jitter_x) / cell) / cell;
        let y = (row as f32 + (shuffled_column as f32 + jitter_y) / cell) / cell;
        (x.min(0.999_999), y.min(0.999_999))
    }
}

/// Mixes the bits of a number (Wellons' lowbias32).
pub fn hash(value: u32) -> u32 {
    let mut x = value;
    x = (x ^ (x >> 16)).wrapping_mul(0x7feb_352d);
    x = (x ^ (x >> 15)).wrapping_mul(0x846c_a68b);
    x ^ (x >> 16)
}

/// 0..1 from a hashed number.
pub fn fraction(bits: u32) -> f32 {
    (bits >> 8) as f32 / 16_777_216.0
}

/// 0..1 that belongs to a whole number, for scattering things.
pub fn scatter(index: u32, stream: u32) -> f32 {
    fraction(hash(index.wrapping_mul(0x9e37_79b9) ^ hash(stream)))
}

/// Smooth noise in -1..1, features about one unit wide.
pub fn noise(point: Vec3) -> f32 {
    let cell = point.map(f32::floor);
    let inside = point - cell;
    let ease = inside.map(|t| t * t * t * (t * (t * 6.0 - 15.0) + 10.0));
    let corner = |dx: f32, dy: f32, dz: f32| {
        let [x, y, z] = [cell.x + dx, cell.y + dy, cell.z + dz].map(|v| v as i32 as u32);
        let bits = hash(
            x.wrapping_mul(0x8da6_b343) ^ y.wrapping_mul(0xd816_3841) ^ z.wrapping_mul(0xcb1a_b31f),
        );
        let away = inside - vec3(dx, dy, dz);
        let pick = |shift: u32| ((bits >> shift) & 1023) as f32 / 511.5 - 1.0;
        vec3(pick(0), pick(10), pick(20)).dot(away)
    };
    let blend = |a: f32, b: f32, t: f32| a + (b - a) * t;
    let edge = |dy: f32, dz: f32| blend(corner(0.0, dy, dz), corner(1.0, dy, dz), ease.x);
    let face = |dz: f32| blend(edge(0.0, dz), edge(1.0, dz), ease.y);
    1.3 * blend(face(0.0), face(1.0), ease.z)
}

/// Noise at several scales, each half as wide and half as strong.
pub fn layered_noise(point: Vec3, layers: u32) -> f32 {
    let (mut total, mut strength, mut at) = (0.0, 0.5, point);
    for _ in 0..layers {
        total += strength * noise(at);
        strength *= 0.5;
        at = at * 2.03 + vec3(17.1, 5.3, 9.7);
    }
    total
}

/// A shuffle of `0..length` (Kensler): where `index` goes under `seed`.
fn permute(index: u32, length: u32, seed: u32) -> u32 {
    let mut mask = length.saturating_sub(1);
    for shift in [1, 2, 4, 8, 16] {
        mask |= mask >> shift;
    }
    let mut i = index;
    loop {
        i ^= seed;
        i = i.wrapping_mul(0xe170_893d);
        i ^= seed >> 16;
        i ^= (i & mask) >> 4;
        i ^= seed >> 8;
        i = i.wrapping_mul(0x0929_eb3f);
        i ^= seed >> 23;
        i ^= (i & mask) >> 1;
        i = i.wrapping_mul(1 | (seed >> 27));
        i = i.wrapping_mul(0x6935_fa69);
        i ^= (i & mask) >> 11;
        i = i.wrapping_mul(0x74dc_b303);
        i ^= (i & mask) >> 2;
        i = i.wrapping_mul(0x9e50_1cc3);
        i ^= (i & mask) >> 2;
        i = i.wrapping_mul(0xc860_a3df);
        i &= mask;
        i ^= i >> 5;
        if i < length {
            return i.wrapping_add(seed) % length;
        }
    }
}
