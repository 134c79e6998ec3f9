//! The fruit of the breakfast: a bowl of blueberries, an orange with a leaf, half an orange.
//! Lengths are in units of about seven centimetres. Never anything but data.

use std::f32::consts::{PI, TAU};
use std::sync::Arc;

use crate::samples::flat::curve;
use crate::samples::material::{Finish, Material};
use crate::samples::pattern;
use crate::samples::random::{layered_noise, scatter};
use crate::samples::scene::Stage;
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, Vec3, smoothstep, srgb, vec3};

use super::breakfast::GLAZED;

/// A full bowl.
pub fn blueberries(stage: &mut Stage, place: Place) {
    let bowl = stage.object("bowl of blueberries");
    let teal = Material::painted(
        pattern::speckled(srgb(0x2F6F73), srgb(0x163B42), 0.035),
        GLAZED,
    );
    let line = curve(
        &[
            [0.0, 0.06],
            [0.55, 0.06],
            [0.95, 0.28],
            [1.24, 0.66],
            [1.34, 0.95],
        ],
        5,
    );
    stage.put(bowl, place, Shape::Vessel { line, thick: 0.055 }, &teal);
    let layers: [(u32, f32, f32); 5] = [
        (13, 0.96, 0.70),
        (8, 0.58, 0.80),
        (3, 0.22, 0.88),
        (7, 0.50, 1.06),
        (2, 0.17, 1.18),
    ];
    let mut key = 0;
    for (layer, (count, out, height)) in (0u32..).zip(layers) {
        for number in 0..count {
            key += 1;
            let turn =
                TAU * number as f32 / count as f32 + layer as f32 * 0.9 + scatter(key, 5) * 0.16;
            let lift = height + (scatter(key, 6) - 0.5) * 0.07;
            let radius = 0.205 + scatter(key, 7) * 0.035;
            let spot = place.shift(out * turn.cos(), lift, out * turn.sin());
            let spot = spot
                .turn_x(scatter(key, 8) * 110.0 - 25.0)
                .turn_z(scatter(key, 9) * 120.0 - 60.0);
            berry(stage, bowl, spot, radius);
        }
    }
}

fn berry(stage: &mut Stage, object: u8, place: Place, radius: f32) {
    let skin = Material::painted(
        Arc::new(move |p: Vec3| {
            let bloom = smoothstep(-0.35, 0.5, layered_noise(p * 5.0, 3));
            srgb(0x2A2F52).mix(srgb(0x7F8BB4), bloom * 0.7)
        }),
        Finish::Coat { rough: 0.42 },
    );
    let dent = (
        Place::at(0.0, radius * 1.06, 0.0),
        Shape::Sphere(radius * 0.32),
    );
    let body = Shape::Without(
        Box::new(Shape::Sphere(radius)),
        Box::new(dent),
        radius * 0.16,
    );
    stage.put(object, place, body, &skin);
    let crown = Shape::Torus {
        ring: radius * 0.3,
        tube: radius * 0.055,
    };
    stage.put(
        object,
        place.shift(0.0, radius * 0.935, 0.0),
        crown,
        &Material::plain(srgb(0x222A4F), Finish::Matte),
    );
}

/// One whole, one cut.
pub fn oranges(stage: &mut Stage) {
    let peel = Material::painted(
        Arc::new(|p: Vec3| {
            srgb(0xEF8614).mix(
                srgb(0xF7A32B),
                smoothstep(-0.3, 0.4, layered_noise(p * 1.6, 3)),
            )
        }),
        Finish::Coat { rough: 0.33 },
    )
    .with_relief(|p| -0.009 * pattern::pores(p, 0.075));
    let whole = stage.object("orange with a leaf");
    let place = Place::at(-3.1, 0.93, 1.45).turn_z(14.0).turn_x(16.0);
    stage.put(
        whole,
        place,
        Shape::Ellipsoid(vec3(0.98, 0.93, 0.98)),
        &peel,
    );
    let stem = Shape::Capsule {
        from: vec3(0.0, 0.86, 0.0),
        to: vec3(0.03, 1.04, 0.0),
        radius: 0.05,
    };
    stage.put(
        whole,
        place,
        stem,
        &Material::plain(srgb(0x6B5A2C), Finish::Matte),
    );
    let leaf = Material::painted(
        Arc::new(|p: Vec3| {
            let vein =
                p.y.abs()
                    .min(((p.x * 5.0 - p.y.abs() * 5.0).rem_euclid(1.0) - 0.5).abs() * 0.2);
            srgb(0x8FB255).mix(srgb(0x3F7A35), smoothstep(0.004, 0.022, vein))
        }),
        Finish::Coat { rough: 0.3 },
    );
    let flat = Shape::Plate {
        outline: leaf_outline(),
        half: 0.014,
        round: 0.012,
    };
    let blade = Shape::Bent {
        body: Box::new(flat),
        curl: 0.22,
        fold: 0.35,
    };
    stage.put(
        whole,
        place
            .shift(0.02, 1.0, 0.0)
            .turn_y(-28.0)
            .turn_z(4.0)
            .turn_x(-90.0),
        blade,
        &leaf,
    );

    let half = stage.object("half an orange");
    let place = Place::at(-1.72, 0.60, 2.62)
        .turn_y(20.0)
        .turn_x(34.0)
        .turn_z(-10.0);
    let below = (
        Place::at(0.0, -1.0, 0.0),
        Shape::Block {
            half: vec3(1.2, 1.0, 1.2),
            round: 0.0,
        },
    );
    let body = Shape::Shared(Box::new(Shape::Sphere(0.9)), Box::new(below));
    let face = pattern::orange_face(0.9);
    let skin = peel.paint.clone();
    let flesh = Material::painted(
        Arc::new(move |p: Vec3| if p.y > -0.004 { face(p) } else { skin(p) }),
        Finish::Coat { rough: 0.22 },
    )
    .with_relief(|p| {
        if p.y > -0.004 {
            0.012 * layered_noise(p * 9.0, 2)
        } else {
            -0.009 * pattern::pores(p, 0.075)
        }
    });
    stage.put(half, place, body, &flesh);
}

fn leaf_outline() -> Vec<[f32; 2]> {
    let side = |t: f32| 0.30 * (t * PI).sin().max(0.0).powf(0.85) * (1.15 - 0.4 * t);
    let steps = 14;
    let at = |i: i32| i as f32 / steps as f32;
    let upper = (0..=steps).map(|i| [1.15 * at(i), side(at(i))]);
    let lower = (1..steps).rev().map(|i| [1.15 * at(i), -side(at(i))]);
    upper.chain(lower).collect()
}
