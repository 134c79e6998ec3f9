//! The toy train, with the paints all the toys share.
//! Lengths are in units of about five centimetres. Never anything but data.

use crate::samples::flat::curve;
use crate::samples::material::{Finish, Material};
use crate::samples::pattern;
use crate::samples::scene::Stage;
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, srgb, vec3};

/// Red paint, sRGB.
pub const RED: u32 = 0xD9503F;
/// Yellow paint, sRGB.
pub const YELLOW: u32 = 0xF0B63C;
/// Blue paint, sRGB.
pub const BLUE: u32 = 0x4A80BC;
/// Teal paint, sRGB.
pub const TEAL: u32 = 0x4FA39A;
/// Pink paint, sRGB.
pub const PINK: u32 = 0xE9A19B;
/// Cream paint, sRGB.
pub const CREAM: u32 = 0xF4E9D8;
/// Navy paint, sRGB.
pub const NAVY: u32 = 0x3B5682;

/// Painted and lacquered wood.
pub fn lacquer(colour: u32) -> Material {
    Material::plain(srgb(colour), Finish::Coat { rough: 0.22 })
}

/// Bare wood; another seed is another piece.
pub fn beech(seed: f32) -> Material {
    Material::painted(
        pattern::wood(srgb(0xE8C394), srgb(0xC08E55), seed),
        Finish::Coat { rough: 0.4 },
    )
}

/// Engine and wagon.
pub fn train(stage: &mut Stage, place: Place) {
    let engine = stage.object("blue toy locomotive");
    let front = place.shift(0.95, 0.0, 0.0);
    chassis(stage, engine, front, 1.25);
    let boiler = Shape::Cylinder {
        radius: 0.43,
        half: 0.78,
        round: 0.1,
    };
    stage.put(
        engine,
        front.shift(0.36, 0.98, 0.0).turn_z(90.0),
        boiler,
        &lacquer(BLUE),
    );
    let band = Shape::Cylinder {
        radius: 0.45,
        half: 0.07,
        round: 0.03,
    };
    stage.put(
        engine,
        front.shift(0.55, 0.98, 0.0).turn_z(90.0),
        band,
        &lacquer(YELLOW),
    );
    let cab = Shape::Without(
        Box::new(Shape::Block {
            half: vec3(0.42, 0.66, 0.52),
            round: 0.05,
        }),
        Box::new((
            Place::at(0.0, 0.22, 0.0),
            Shape::Block {
                half: vec3(0.22, 0.22, 0.8),
                round: 0.06,
            },
        )),
        0.03,
    );
    stage.put(engine, front.shift(-0.74, 1.18, 0.0), cab, &lacquer(BLUE));
    let roof = Shape::Block {
        half: vec3(0.56, 0.075, 0.64),
        round: 0.07,
    };
    stage.put(engine, front.shift(-0.74, 1.9, 0.0), roof, &lacquer(RED));
    let funnel = curve(
        &[
            [0.0, 0.0],
            [0.15, 0.0],
            [0.14, 0.35],
            [0.25, 0.6],
            [0.25, 0.68],
            [0.0, 0.68],
        ],
        4,
    );
    stage.put(
        engine,
        front.shift(0.82, 1.34, 0.0),
        Shape::Turned {
            outline: funnel,
            round: 0.02,
        },
        &lacquer(RED),
    );
    stage.put(
        engine,
        front.shift(0.2, 1.42, 0.0),
        Shape::Sphere(0.17),
        &lacquer(YELLOW),
    );

    let wagon = stage.object("wooden wagon with coloured balls");
    let back = place.shift(-1.98, 0.0, 0.0);
    chassis(stage, wagon, back, 0.98);
    let tub = Shape::Without(
        Box::new(Shape::Block {
            half: vec3(0.92, 0.36, 0.56),
            round: 0.05,
        }),
        Box::new((
            Place::at(0.0, 0.2, 0.0),
            Shape::Block {
                half: vec3(0.80, 0.4, 0.44),
                round: 0.03,
            },
        )),
        0.03,
    );
    stage.put(wagon, back.shift(0.0, 0.93, 0.0), tub, &lacquer(TEAL));
    let load = [
        (-0.42, 1.2, 0.05, YELLOW),
        (0.38, 1.2, 0.08, PINK),
        (-0.03, 1.48, -0.05, CREAM),
    ];
    for (x, y, z, colour) in load {
        stage.put(
            wagon,
            back.shift(x, y, z),
            Shape::Sphere(0.34),
            &lacquer(colour),
        );
    }
    let link = Shape::Capsule {
        from: vec3(-1.08, 0.42, 0.0),
        to: vec3(-0.28, 0.42, 0.0),
        radius: 0.05,
    };
    stage.put(
        wagon,
        place,
        link,
        &Material::plain(vec3(0.8, 0.72, 0.55), Finish::Metal { rough: 0.25 }),
    );
}

fn chassis(stage: &mut Stage, object: u8, place: Place, half: f32) {
    let board = Shape::Block {
        half: vec3(half, 0.11, 0.5),
        round: 0.05,
    };
    stage.put(
        object,
        place.shift(0.0, 0.46, 0.0),
        board,
        &beech(half * 9.0),
    );
    for x in [-0.58, 0.58] {
        for z in [-0.58, 0.58] {
            let hub = place.shift(x * half, 0.36, z).turn_x(90.0);
            stage.put(
                object,
                hub,
                Shape::Cylinder {
                    radius: 0.36,
                    half: 0.09,
                    round: 0.06,
                },
                &lacquer(RED),
            );
            let cap = Shape::Cylinder {
                radius: 0.12,
                half: 0.13,
                round: 0.05,
            };
            stage.put(object, hub, cap, &beech(x + z));
        }
    }
}
