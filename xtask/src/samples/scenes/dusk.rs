//! Planets and marbles over still water after sunset, with a paper boat.
//! Lengths are in units of the glass ball. Never anything but data.

use std::f32::consts::TAU;
use std::sync::Arc;

use crate::samples::light::Light;
use crate::samples::material::{Finish, Material};
use crate::samples::random::{layered_noise, noise, scatter};
use crate::samples::scene::{Camera, Scene, Stage};
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, Vec3, smoothstep, srgb, vec3};

const SATIN: Finish = Finish::Coat { rough: 0.24 };

/// The scene; objects in the order of the answer.
pub fn scene() -> Scene {
    let mut stage = Stage::default();
    ringed(
        &mut stage,
        Place::at(-1.85, 2.1, -0.9).turn_z(-17.0).turn_x(14.0),
    );
    swirl(&mut stage, Place::at(0.75, 0.86, 1.0));
    let blue = stage.object("small blue planet with clouds");
    stage.put(
        blue,
        Place::at(0.95, 2.95, -1.2).turn_z(20.0).turn_y(60.0),
        Shape::Sphere(0.56),
        &earth(),
    );
    boat(&mut stage, Place::at(-1.5, 0.0, 2.0).turn_y(24.0));
    let amber = stage.object("amber glass marble");
    let honey = Material::plain(vec3(0.86, 0.42, 0.10), Finish::Glass { index: 1.5 });
    stage.put(
        amber,
        Place::at(2.35, 0.46, 2.0),
        Shape::Sphere(0.46),
        &honey,
    );
    let giant = stage.object("striped gas giant");
    stage.put(
        giant,
        Place::at(3.0, 1.32, -0.8).turn_z(14.0),
        Shape::Sphere(0.98),
        &bands(),
    );
    let green = stage.object("green glass marble");
    let sea = Material::plain(vec3(0.22, 0.72, 0.52), Finish::Glass { index: 1.5 });
    stage.put(
        green,
        Place::at(-0.35, 0.34, 2.75),
        Shape::Sphere(0.34),
        &sea,
    );
    let red = stage.object("little red planet");
    let rust = Material::painted(
        Arc::new(|p: Vec3| {
            srgb(0xC4583A).mix(
                srgb(0x7E3128),
                smoothstep(-0.2, 0.35, layered_noise(p * 4.0, 4)),
            )
        }),
        SATIN,
    );
    stage.put(red, Place::at(-3.35, 0.75, 0.4), Shape::Sphere(0.36), &rust);
    let moon = stage.object("glowing moon");
    let glow = Material::painted(
        Arc::new(|p: Vec3| {
            let seas = smoothstep(-0.05, 0.35, layered_noise(p * 2.6 + vec3(3.0, 1.0, 0.0), 4));
            srgb(0xFFF2D6).mix(srgb(0xD9B98C), seas * 0.8)
        }),
        Finish::Glow(0.92),
    );
    stage.put(
        moon,
        Place::at(-0.35, 3.75, -2.6),
        Shape::Sphere(0.42),
        &glow,
    );

    let water = Material::plain(srgb(0x10182E), Finish::Coat { rough: 0.03 }).with_relief(|p| {
        let broad = noise(vec3(p.x * 0.55, 0.0, p.z * 1.3));
        let fine = noise(vec3(p.x * 1.7 + 5.0, 2.0, p.z * 4.2));
        0.030 * broad + 0.006 * fine
    });
    let lights = vec![
        Light::window(
            vec3(-13.0, 4.6, -4.5),
            vec3(0.0, 1.4, 0.0),
            [4.0, 3.0],
            vec3(1.0, 0.55, 0.30) * 21.0,
        ),
        Light::window(
            vec3(5.0, 8.0, 6.0),
            vec3(0.0, 1.0, 0.0),
            [2.6, 2.2],
            vec3(0.70, 0.70, 0.96) * 10.0,
        ),
    ];
    let camera = Camera::new(vec3(0.1, 2.5, 11.0), vec3(0.1, 1.75, 0.0), 31.0);
    stage.finish((0.0, water), sky, lights, camera, 1.15)
}

fn sky(direction: Vec3) -> Vec3 {
    let height = direction.y.abs();
    let low = srgb(0xF6A26B).mix(srgb(0xD9708A), smoothstep(0.0, 0.11, height));
    let middle = low.mix(srgb(0x5A4684), smoothstep(0.04, 0.21, height));
    let sky = middle.mix(srgb(0x161C45), smoothstep(0.11, 0.38, height));
    let sun = direction.dot(vec3(-0.42, 0.03, -0.9).unit()).max(0.0);
    let glow = srgb(0xFFB46A) * (0.55 * sun.powi(40) + 0.25 * sun.powi(8));
    // A halo where the camera sees the moon.
    let moon = direction.dot(vec3(-0.45, 1.25, -13.6).unit()).max(0.0);
    let glow = glow + srgb(0xFFE2B8) * (0.30 * moon.powi(500) + 0.08 * moon.powi(60));
    let behind = smoothstep(0.35, -0.5, direction.z) * 0.62 + 0.38;
    let haze = (sky * 0.8 + glow) * behind;
    let turn = direction.x.atan2(-direction.z);
    let cloud = layered_noise(vec3(turn * 3.0, height * 22.0, 1.0), 4);
    let clouds = smoothstep(0.02, 0.35, cloud)
        * smoothstep(0.02, 0.08, height)
        * smoothstep(0.30, 0.12, height);
    haze * (1.0 - 0.28 * clouds)
        + srgb(0xF08A70) * (0.10 * clouds * behind)
        + shore(direction, turn)
        + stars(turn, direction.y)
}

fn stars(turn: f32, height: f32) -> Vec3 {
    let (x, y) = (turn * 26.0, height * 26.0);
    let number = (x.floor() as i32 as u32).wrapping_mul(7919) ^ (y.floor() as i32 as u32);
    let middle = |stream: u32| 0.2 + 0.6 * scatter(number, stream);
    let far = (x - x.floor() - middle(1)).hypot(y - y.floor() - middle(2));
    let bright = scatter(number, 3).powi(3) * smoothstep(0.10, 0.30, height);
    Vec3::ONE * (1.4 * bright * smoothstep(0.045, 0.015, far))
}

/// Lights on the far shore, out of focus.
fn shore(direction: Vec3, turn: f32) -> Vec3 {
    if direction.z > -0.5 || direction.y.abs() > 0.2 {
        return Vec3::ZERO;
    }
    let one = |number: u32| {
        let x = (number as f32 - 10.5) * 0.058 + (scatter(number, 1) - 0.5) * 0.05;
        let y = 0.006 + 0.012 * scatter(number, 2);
        let size = 0.0045 + 0.0065 * scatter(number, 3);
        let far = (turn - x).hypot(direction.y - y);
        let disc = smoothstep(size, size * 0.86, far)
            * (0.65 + 0.35 * smoothstep(size * 0.5, size * 0.95, far));
        let tints = [0xFFC27A, 0xFFE0B0, 0xFF8F6B, 0xBFD4FF];
        let tint = tints
            .get((scatter(number, 4) * 4.0) as usize)
            .copied()
            .unwrap_or(0xFFFFFF);
        srgb(tint) * (disc * (0.25 + 0.65 * scatter(number, 5)))
    };
    (0..22).map(one).fold(Vec3::ZERO, |sum, light| sum + light)
}

fn ringed(stage: &mut Stage, place: Place) {
    let object = stage.object("planet with a ring");
    let body = Material::painted(
        Arc::new(|p: Vec3| {
            let band = (p.y * 7.0 + 0.5 * layered_noise(vec3(p.x, p.y * 4.0, p.z) * 1.4, 3)).sin();
            let pale = srgb(0xF2D3A2).mix(srgb(0xD79A78), smoothstep(-0.4, 0.9, band));
            pale.mix(srgb(0xB98A9C), smoothstep(0.45, 0.95, p.y.abs()))
        }),
        SATIN,
    );
    stage.put(object, place, Shape::Sphere(0.95), &body);
    let ring = Material::painted(
        Arc::new(|p: Vec3| {
            let far = p.x.hypot(p.z);
            let groove = smoothstep(-0.3, 0.5, noise(vec3(far * 11.0, 0.5, 0.5)));
            srgb(0xE9C9A0).mix(srgb(0x9C7280), groove)
                * (1.0 - 0.75 * smoothstep(0.03, 0.015, (far - 1.62).abs()))
        }),
        Finish::Coat { rough: 0.35 },
    );
    stage.put(
        object,
        place,
        Shape::Vessel {
            line: vec![[1.27, 0.0], [1.92, 0.0]],
            thick: 0.014,
        },
        &ring,
    );
}

fn swirl(stage: &mut Stage, place: Place) {
    let object = stage.object("glass ball with a swirl inside");
    let clear = Material::plain(vec3(0.93, 0.98, 0.97), Finish::Glass { index: 1.5 });
    stage.put(object, place, Shape::Sphere(0.86), &clear);
    let inner = place.turn_z(28.0).turn_x(12.0);
    let colours = [0xF2705A, 0xF4EDE0, 0x4FB7B0, 0xF4EDE0, 0xF7C55A];
    for (index, colour) in (0u32..).zip(colours) {
        let point = |step: u32| {
            let t = step as f32 / 32.0;
            let turn = index as f32 * TAU / 5.0 + t * 4.0;
            let reach = 0.37 * (t * std::f32::consts::PI).sin().max(0.0).powf(0.7) + 0.015;
            vec3(reach * turn.cos(), (t - 0.5) * 1.3, reach * turn.sin())
        };
        let points = (0..=32).map(point).collect();
        let cord = Shape::Cord {
            points,
            radii: [0.058, 0.058],
        };
        stage.put(
            object,
            inner,
            cord,
            &Material::plain(srgb(colour), Finish::Matte),
        );
    }
}

fn boat(stage: &mut Stage, place: Place) {
    let object = stage.object("paper boat");
    let paper = Material::plain(srgb(0xF3EEE6), Finish::Matte);
    let side = vec![
        [-1.12, 0.62],
        [-0.62, -0.06],
        [0.62, -0.06],
        [1.12, 0.62],
        [0.5, 0.40],
        [0.0, 0.36],
        [-0.5, 0.40],
    ];
    for turn in [0.0, 180.0] {
        let sheet = Shape::Plate {
            outline: side.clone(),
            half: 0.012,
            round: 0.008,
        };
        let hull = Shape::Bent {
            body: Box::new(sheet),
            curl: 0.29,
            fold: 0.0,
        };
        stage.put(
            object,
            place.turn_y(turn).shift(0.0, 0.0, 0.36),
            hull,
            &paper,
        );
        let sail = Shape::Plate {
            outline: vec![[-0.52, 0.0], [0.52, 0.0], [0.0, 1.06]],
            half: 0.012,
            round: 0.008,
        };
        stage.put(
            object,
            place.turn_y(turn).shift(0.0, 0.04, 0.20).turn_x(-10.5),
            sail,
            &paper,
        );
    }
}

fn earth() -> Material {
    Material::painted(
        Arc::new(|p: Vec3| {
            let land = layered_noise(p * 2.7 + vec3(1.0, 7.0, 2.0), 5);
            let sea = srgb(0x1F5FA0).mix(srgb(0x4B9CC8), smoothstep(-0.35, 0.0, land));
            let ground = srgb(0x7C9A5A).mix(srgb(0xC9AE7C), smoothstep(0.12, 0.36, land));
            let base = sea.mix(ground, smoothstep(0.03, 0.06, land));
            let cloud = layered_noise(
                vec3(p.x * 3.0, p.y * 7.0, p.z * 3.0) + vec3(noise(p * 4.0), 0.0, 3.0),
                5,
            );
            base.mix(srgb(0xF7F5F0), smoothstep(0.08, 0.34, cloud) * 0.95)
        }),
        SATIN,
    )
}

fn bands() -> Material {
    Material::painted(
        Arc::new(|p: Vec3| {
            let curl = layered_noise(vec3(p.x * 1.8, p.y * 5.0, p.z * 1.8), 4);
            let at = p.y * 5.2 + 0.55 * curl;
            let stripe = noise(vec3(0.3, at * 0.9, 0.7)) + 0.5 * noise(vec3(4.3, at * 2.3, 1.7));
            let warm = srgb(0xE8B48A).mix(srgb(0xB0564E), smoothstep(-0.1, 0.55, stripe));
            let body = warm.mix(srgb(0xF3E2CC), smoothstep(-0.1, -0.55, stripe));
            let spot = vec3((p.x + 0.22) * 1.5, (p.y + 0.28) * 2.6, 0.0).length();
            if p.z > 0.0 {
                body.mix(srgb(0x9C3B36), smoothstep(0.36, 0.26, spot))
            } else {
                body
            }
        }),
        SATIN,
    )
}
