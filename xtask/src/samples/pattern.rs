//! Colours that change over a surface: wood, speckled glaze, stripes, fruit.
//! Never random from run to run. A new pattern is a function that gives a [`Paint`].

use std::sync::Arc;

use super::material::Paint;
use super::random::{layered_noise, noise, scatter};
use super::vec::{Vec3, smoothstep, srgb, vec3};

/// Boards that lie side by side along x, `width` units each.
pub fn boards(light: Vec3, dark: Vec3, width: f32) -> Paint {
    Arc::new(move |p| {
        let board = (p.z / width).floor();
        let number = board as i32 as u32;
        // Boards are long enough that no end shows within ten units of the middle.
        let along = p.x + 10.0 + scatter(number, 1) * 40.0;
        let tone = scatter(number, 2) * 0.5 + 0.1;
        let colour = grain(vec3(along, 0.0, p.z + board * 3.7), light, dark, tone);
        let inside = (p.z / width - board) * width;
        let edge = inside.min(width - inside);
        let length = 60.0;
        let end = along.rem_euclid(length);
        let gap = edge.min(end.min(length - end));
        colour * (0.35 + 0.65 * smoothstep(0.004, 0.022, gap))
    })
}

/// Sawn wood with its fibres along x.
pub fn wood(light: Vec3, dark: Vec3, seed: f32) -> Paint {
    Arc::new(move |p| {
        grain(
            p * 1.4 + vec3(seed * 7.3, seed * 3.1, seed),
            light,
            dark,
            0.25,
        )
    })
}

/// A clear colour with fine dark specks, as in stoneware.
pub fn speckled(base: Vec3, speck: Vec3, size: f32) -> Paint {
    Arc::new(move |p| {
        let (fine, broad) = (
            noise(p / size),
            noise(p / (size * 2.7) + vec3(4.0, 1.0, 8.0)),
        );
        let dots = smoothstep(0.50, 0.62, fine).max(0.7 * smoothstep(0.58, 0.66, broad));
        base.mix(speck, dots) * (1.0 + 0.03 * noise(p * 1.3))
    })
}

/// Cloth in the xz plane with stripes across x: their places (from, to) in units.
pub fn striped(cloth: Vec3, stripe: Vec3, bands: &'static [(f32, f32)]) -> Paint {
    Arc::new(move |p| {
        let soft = 0.012;
        let inside = |&(from, to): &(f32, f32)| {
            smoothstep(from - soft, from + soft, p.x) * smoothstep(to + soft, to - soft, p.x)
        };
        let share = bands.iter().map(inside).fold(0.0, f32::max);
        let weave = 1.0 + 0.05 * ((p.x * 52.0).sin() * (p.z * 52.0).sin()) + 0.05 * noise(p * 14.0);
        cloth.mix(stripe, share) * weave
    })
}

/// The cut face of an orange around the y axis, `radius` to the rind.
pub fn orange_face(radius: f32) -> Paint {
    let (rind, pith, flesh, bright) = (
        srgb(0xF08A12),
        srgb(0xFBE7BF),
        srgb(0xF28C1B),
        srgb(0xF9AE3D),
    );
    Arc::new(move |p| {
        let (far, turn) = (p.x.hypot(p.z) / radius, p.z.atan2(p.x));
        let part = (turn / std::f32::consts::TAU * 10.0 + 0.12 * noise(p * 2.0)).rem_euclid(1.0);
        let wall = part.min(1.0 - part) * far * std::f32::consts::TAU / 10.0;
        let thread = layered_noise(vec3(turn * 9.0, far * 3.5, 0.0), 3);
        let inner = flesh.mix(bright, smoothstep(-0.25, 0.45, thread));
        let in_segment = smoothstep(0.012, 0.04, wall)
            * smoothstep(0.10, 0.16, far)
            * smoothstep(0.885, 0.85, far);
        let cut = pith.mix(inner, in_segment);
        cut.mix(rind, smoothstep(0.94, 0.965, far))
    })
}

/// Small round pores, about one for each cell of this size: 1 in the middle of a pore, 0 between.
pub fn pores(p: Vec3, size: f32) -> f32 {
    let scaled = p / size;
    let cell = scaled.map(f32::floor);
    let mut nearest = f32::MAX;
    for index in 0..27 {
        let step = vec3(
            (index % 3) as f32,
            (index / 3 % 3) as f32,
            (index / 9) as f32,
        ) - Vec3::ONE;
        let there = cell + step;
        let [x, y, z] = [there.x, there.y, there.z].map(|v| v as i32 as u32);
        let number =
            x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663) ^ z.wrapping_mul(83_492_791);
        let middle = there + vec3(scatter(number, 1), scatter(number, 2), scatter(number, 3));
        nearest = nearest.min((scaled - middle).length());
    }
    smoothstep(0.55, 0.0, nearest)
}

fn grain(p: Vec3, light: Vec3, dark: Vec3, tone: f32) -> Vec3 {
    let bend = 0.55 * noise(vec3(p.x * 0.22, p.y * 0.9, p.z * 0.8))
        + 0.1 * noise(vec3(p.x * 0.9, p.y * 3.0, p.z * 3.0));
    let ring = ((p.z + p.y * 0.8 + bend) * 5.2).rem_euclid(1.0);
    let late = smoothstep(0.25, 0.95, ring) * smoothstep(1.0, 0.95, ring);
    let fibre = noise(vec3(p.x * 1.6, p.y * 34.0, p.z * 34.0));
    let pores = smoothstep(0.35, 0.7, noise(vec3(p.x * 2.2, p.y * 70.0, p.z * 70.0)));
    light.mix(
        dark,
        (tone + 0.38 * late + 0.12 * fibre + 0.2 * pores).clamp(0.0, 1.0),
    )
}
