//! Wooden toys on a pale floor, sun through a window.
//! Lengths are in units of about five centimetres. Never anything but data.

use std::sync::Arc;

use super::peg::peg;
use super::train::{CREAM, NAVY, PINK, RED, TEAL, YELLOW, beech, lacquer, train};
use crate::samples::flat::curve;
use crate::samples::light::{Light, Opening};
use crate::samples::material::{Finish, Material};
use crate::samples::pattern;
use crate::samples::scene::{Camera, Scene, Stage, gradient};
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, Vec3, smoothstep, srgb, vec3};

/// The scene; objects in the order of the answer.
pub fn scene() -> Scene {
    let mut stage = Stage::default();
    rocket(&mut stage, Place::at(-2.55, 0.0, -1.9).turn_y(24.0));
    tower(&mut stage, Place::at(3.2, 0.0, -1.3));
    train(&mut stage, Place::at(-0.45, 0.0, 1.05).turn_y(-13.0));
    bridge(&mut stage, Place::at(0.55, 0.0, -2.3).turn_y(12.0));
    let ball = stage.object("red ball with a white stripe");
    let stripes = Material::painted(
        Arc::new(|p: Vec3| srgb(if p.y.abs() < 0.17 { CREAM } else { RED })),
        Finish::Coat { rough: 0.1 },
    );
    stage.put(
        ball,
        Place::at(3.25, 0.72, 1.75).turn_z(-38.0).turn_x(24.0),
        Shape::Sphere(0.72),
        &stripes,
    );
    peg(
        &mut stage,
        "wooden peg doll in teal",
        Place::at(-4.2, 0.0, 0.35),
        TEAL,
        NAVY,
    );
    peg(
        &mut stage,
        "small wooden peg doll in pink",
        Place::at(-3.1, 0.0, 2.75),
        PINK,
        RED,
    );
    let cube = stage.object("yellow cube with white dots");
    let dots = Material::painted(
        Arc::new(|p: Vec3| {
            let side = p.abs();
            // The greatest coordinate names the face; the other two lie in it.
            let off_centre = (side.dot(side) - side.most() * side.most()).max(0.0).sqrt();
            srgb(YELLOW).mix(srgb(CREAM), smoothstep(0.285, 0.275, off_centre))
        }),
        Finish::Coat { rough: 0.22 },
    );
    let cube_shape = Shape::Block {
        half: Vec3::splat(0.58),
        round: 0.08,
    };
    stage.put(
        cube,
        Place::at(1.35, 0.58, 2.95).turn_y(33.0),
        cube_shape,
        &dots,
    );
    let floor = Material::painted(
        pattern::boards(srgb(0xF0E4D2), srgb(0xDCC9AE), 3.1),
        Finish::Coat { rough: 0.34 },
    );
    let camera = Camera::new(vec3(-0.2, 7.9, 12.3), vec3(-0.2, 0.72, 0.0), 31.5);
    stage.finish((0.0, floor), sky, lights(), camera, 1.3)
}

fn sky(direction: Vec3) -> Vec3 {
    gradient(direction, vec3(0.80, 0.75, 0.69), vec3(0.60, 0.64, 0.70)) * 0.66
}

fn lights() -> Vec<Light> {
    let towards = vec3(-0.74, 0.60, -0.30).unit();
    let opening = Opening {
        centre: towards * 13.0 + vec3(0.3, 0.0, -0.5),
        right: vec3(0.0, 0.0, -4.6),
        up: vec3(0.0, 3.3, 0.0),
        panes: [3.0, 2.0],
        bar: 0.17,
    };
    let sun = Light::Sun {
        towards,
        radius: 0.011,
        glow: vec3(1.0, 0.84, 0.62) * 11500.0,
        opening: Some(opening),
    };
    let window = Light::window(
        vec3(-11.0, 8.5, 3.0),
        vec3(0.0, 0.5, 0.0),
        [3.4, 2.8],
        vec3(0.86, 0.93, 1.0) * 8.0,
    );
    vec![window.with_panes(3.0, 2.0, 0.12), sun]
}

fn rocket(stage: &mut Stage, place: Place) {
    let object = stage.object("toy rocket with red fins");
    let body = curve(
        &[
            [0.0, 0.35],
            [0.42, 0.36],
            [0.62, 0.8],
            [0.76, 1.6],
            [0.66, 2.5],
            [0.50, 3.0],
        ],
        6,
    );
    let outline = [body, vec![[0.0, 3.0]]].concat();
    stage.put(
        object,
        place,
        Shape::Turned {
            outline,
            round: 0.02,
        },
        &lacquer(CREAM),
    );
    let nose = curve(
        &[
            [0.0, 3.02],
            [0.52, 3.02],
            [0.40, 3.34],
            [0.2, 3.7],
            [0.0, 3.9],
        ],
        6,
    );
    stage.put(
        object,
        place,
        Shape::Turned {
            outline: nose,
            round: 0.02,
        },
        &lacquer(RED),
    );
    let fin = [
        [0.35, 0.55],
        [0.62, 1.25],
        [1.0, 0.95],
        [1.25, 0.35],
        [1.22, 0.0],
        [1.05, 0.05],
        [0.85, 0.35],
    ];
    for turn in [20.0, 140.0, 260.0] {
        let shape = Shape::Plate {
            outline: fin.to_vec(),
            half: 0.11,
            round: 0.08,
        };
        stage.put(object, place.turn_y(turn), shape, &lacquer(RED));
    }
    let porthole = place
        .turn_y(-24.0 - 6.0)
        .shift(0.0, 1.98, 0.73)
        .turn_x(84.0);
    stage.put(
        object,
        porthole,
        Shape::Torus {
            ring: 0.29,
            tube: 0.075,
        },
        &lacquer(YELLOW),
    );
    stage.put(
        object,
        porthole,
        Shape::Cylinder {
            radius: 0.28,
            half: 0.07,
            round: 0.03,
        },
        &lacquer(NAVY),
    );
    stage.put(
        object,
        place.shift(0.0, 0.27, 0.0),
        Shape::Cylinder {
            radius: 0.36,
            half: 0.14,
            round: 0.05,
        },
        &beech(3.0),
    );
}

fn tower(stage: &mut Stage, place: Place) {
    let object = stage.object("stacking tower of coloured rings");
    let base = Shape::Cylinder {
        radius: 1.12,
        half: 0.14,
        round: 0.1,
    };
    stage.put(object, place.shift(0.0, 0.14, 0.0), base, &beech(1.0));
    let rings = [
        (0.72, 0.30, NAVY),
        (0.66, 0.28, TEAL),
        (0.59, 0.26, CREAM),
        (0.52, 0.24, YELLOW),
        (0.44, 0.215, PINK),
    ];
    let mut height = 0.28;
    for (ring, tube, colour) in rings {
        height += tube;
        stage.put(
            object,
            place.shift(0.0, height, 0.0),
            Shape::Torus { ring, tube },
            &lacquer(colour),
        );
        height += tube * 0.93;
    }
    let pole = Shape::Cylinder {
        radius: 0.2,
        half: height * 0.5,
        round: 0.05,
    };
    stage.put(
        object,
        place.shift(0.0, height * 0.5, 0.0),
        pole,
        &beech(5.0),
    );
    stage.put(
        object,
        place.shift(0.0, height + 0.30, 0.0),
        Shape::Sphere(0.36),
        &lacquer(RED),
    );
}

fn bridge(stage: &mut Stage, place: Place) {
    let arch = stage.object("wooden arch block");
    let shape = Shape::Without(
        Box::new(Shape::Block {
            half: vec3(1.35, 0.75, 0.5),
            round: 0.05,
        }),
        Box::new((
            Place::at(0.0, -0.75, 0.0).turn_x(90.0),
            Shape::Cylinder {
                radius: 0.78,
                half: 1.0,
                round: 0.0,
            },
        )),
        0.04,
    );
    stage.put(arch, place.shift(0.0, 0.75, 0.0), shape, &beech(2.0));
    let roof = stage.object("green roof block");
    let outline = vec![[-1.2, 0.04], [1.2, 0.04], [0.0, 1.0]];
    let wedge = Shape::Plate {
        outline,
        half: 0.5,
        round: 0.04,
    };
    stage.put(
        roof,
        place.shift(0.0, 1.5, 0.0).turn_y(-5.0),
        wedge,
        &lacquer(0x6E9B56),
    );
}
