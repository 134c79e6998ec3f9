//! A late breakfast on an oak table: coffee, doughnuts, oranges, blueberries.
//! Lengths are in units of about seven centimetres. Never anything but data.

use std::sync::Arc;

use super::fruit;
use crate::samples::flat::curve;
use crate::samples::light::Light;
use crate::samples::material::{Finish, Material};
use crate::samples::pattern;
use crate::samples::random::{layered_noise, noise, scatter};
use crate::samples::scene::{Camera, Scene, Stage, gradient};
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, Vec3, smoothstep, srgb, vec3};

/// Glazed stoneware.
pub const GLAZED: Finish = Finish::Coat { rough: 0.16 };

/// The scene; objects in the order of the answer.
pub fn scene() -> Scene {
    let mut stage = Stage::default();
    coffee(&mut stage, Place::at(-2.35, 0.0, -1.75).turn_y(-28.0));
    plate_of_rings(&mut stage, Place::at(0.75, 0.0, 0.55));
    fruit::blueberries(&mut stage, Place::at(2.35, 0.0, -2.75));
    fruit::oranges(&mut stage);
    napkin_and_spoon(&mut stage, Place::at(4.0, 0.0, 1.05).turn_y(-9.0));
    let oak = Material::painted(
        pattern::boards(srgb(0xDDB98C), srgb(0xB98A58), 2.3),
        Finish::Coat { rough: 0.5 },
    );
    let glow = vec3(1.0, 0.86, 0.68) * 21.0;
    let window = Light::window(
        vec3(-10.0, 9.0, -7.5),
        vec3(0.0, 0.0, 0.0),
        [3.0, 2.6],
        glow,
    )
    .with_panes(2.0, 2.0, 0.1);
    let camera = Camera::new(vec3(0.4, 11.2, 8.6), vec3(0.4, 0.15, -0.22), 32.0);
    stage.finish((0.0, oak), sky, vec![window], camera, 1.0)
}

fn sky(direction: Vec3) -> Vec3 {
    gradient(direction, vec3(0.50, 0.44, 0.40), vec3(0.62, 0.66, 0.74)) * 0.75
}

fn coffee(stage: &mut Stage, place: Place) {
    let white = Material::painted(
        pattern::speckled(srgb(0xF1E9DC), srgb(0x9C8466), 0.028),
        GLAZED,
    );
    let cup = stage.object("cup of coffee");
    let saucer = stage.object("saucer under the coffee cup");
    let line = curve(
        &[
            [0.0, 0.05],
            [0.62, 0.05],
            [1.05, 0.09],
            [1.5, 0.24],
            [1.62, 0.30],
        ],
        5,
    );
    stage.put(saucer, place, Shape::Vessel { line, thick: 0.05 }, &white);
    let stand = place.shift(0.0, 0.14, 0.0);
    let line = curve(
        &[
            [0.0, 0.04],
            [0.5, 0.04],
            [0.74, 0.16],
            [0.88, 0.5],
            [0.93, 0.95],
            [0.98, 1.22],
        ],
        5,
    );
    stage.put(cup, stand, Shape::Vessel { line, thick: 0.05 }, &white);
    let handle = Shape::Arc {
        ring: 0.36,
        tube: 0.085,
        opening: 122.0,
    };
    stage.put(cup, stand.shift(1.12, 0.66, 0.0), handle, &white);
    let crema = Material::painted(
        Arc::new(|p: Vec3| {
            let far = p.x.hypot(p.z);
            let swirl = layered_noise(vec3(p.x * 2.2 + 3.0 * noise(p), 0.0, p.z * 2.2), 4);
            let middle = srgb(0x7A4420).mix(srgb(0xC08A52), smoothstep(-0.05, 0.4, swirl));
            middle.mix(srgb(0xC89860), smoothstep(0.70, 0.86, far))
        }),
        Finish::Coat { rough: 0.08 },
    );
    stage.put(
        cup,
        stand.shift(0.0, 0.98, 0.0),
        Shape::Cylinder {
            radius: 0.915,
            half: 0.03,
            round: 0.0,
        },
        &crema,
    );
}

fn plate_of_rings(stage: &mut Stage, place: Place) {
    let glaze = Material::painted(
        pattern::speckled(srgb(0xC9D3CB), srgb(0x5E6F6C), 0.03),
        GLAZED,
    );
    let rings = [
        (
            "doughnut with pink icing and sprinkles",
            vec3(-0.88, 0.0, 0.5),
            0xE58FA2u32,
        ),
        (
            "chocolate doughnut with sprinkles",
            vec3(0.93, 0.0, 0.42),
            0x4A2718,
        ),
        ("doughnut with lemon icing", vec3(0.02, 0.0, -1.0), 0xF3D16B),
    ];
    for (index, (label, at, icing)) in (0u32..).zip(rings) {
        let object = stage.object(label);
        doughnut(
            stage,
            object,
            place.shift(at.x, 0.46, at.z),
            srgb(icing),
            index,
        );
    }
    let plate = stage.object("plate with three doughnuts on it");
    let line = curve(
        &[
            [0.0, 0.06],
            [1.5, 0.06],
            [1.78, 0.1],
            [2.05, 0.26],
            [2.2, 0.36],
        ],
        5,
    );
    stage.put(plate, place, Shape::Vessel { line, thick: 0.06 }, &glaze);
}

fn doughnut(stage: &mut Stage, object: u8, place: Place, icing: Vec3, index: u32) {
    let (ring, tube) = (0.53, 0.335);
    let dough = Material::painted(
        Arc::new(move |p: Vec3| {
            let pale = smoothstep(0.10, 0.03, (p.y + 0.02 + 0.03 * noise(p * 4.0)).abs());
            srgb(0xB8702F).mix(srgb(0xE9BF80), pale * 0.8) * (1.0 + 0.12 * noise(p * 9.0))
        }),
        Finish::Coat { rough: 0.55 },
    )
    .with_relief(|p| 0.006 * layered_noise(p * 14.0, 2));
    stage.put(object, place, Shape::Torus { ring, tube }, &dough);
    let coat = Material::plain(icing, Finish::Coat { rough: 0.2 });
    let seed = index as f32 * 2.1;
    stage.put(
        object,
        place,
        Shape::Glaze {
            ring,
            tube: tube + 0.035,
            edge: 0.05,
            wave: 0.06,
            seed,
        },
        &coat,
    );
    let colours: &[u32] = match index {
        0 => &[0xFFF6E8, 0xF2C14E, 0x5FA8A0, 0xC2445A],
        1 => &[0xF6E7D2, 0xE58FA2, 0xF2C14E, 0x7FC0B4],
        _ => &[0xFFFDF5],
    };
    let count = if index == 2 { 0 } else { 46 };
    for number in 0..count {
        let key = number + 100 * index;
        // Golden-angle turns spread the sprinkles evenly.
        let around = number as f32 * 2.399_963 + scatter(key, 1) * 0.5;
        let lean = (scatter(key, 2) - 0.5) * 2.1;
        let (sin, cos) = around.sin_cos();
        let out = ring + lean.sin() * (tube + 0.04);
        let at = vec3(out * cos, lean.cos() * (tube + 0.04), out * sin);
        let spot = place
            .shift(at.x, at.y, at.z)
            .turn_y(-around.to_degrees())
            .turn_z(-lean.to_degrees());
        let spot = spot.turn_y(scatter(key, 3) * 180.0);
        let stick = Shape::Capsule {
            from: vec3(-0.055, 0.0, 0.0),
            to: vec3(0.055, 0.0, 0.0),
            radius: 0.023,
        };
        let colour = colours
            .get(key as usize % colours.len())
            .copied()
            .unwrap_or(0xFFFFFF);
        stage.put(
            object,
            spot,
            stick,
            &Material::plain(srgb(colour), Finish::Coat { rough: 0.25 }),
        );
    }
}

fn napkin_and_spoon(stage: &mut Stage, place: Place) {
    let spoon = stage.object("silver spoon");
    let silver = Material::plain(vec3(0.93, 0.90, 0.86), Finish::Metal { rough: 0.16 });
    let scoop = Shape::Without(
        Box::new(Shape::Ellipsoid(vec3(0.36, 0.17, 0.52))),
        Box::new((
            Place::at(0.0, 0.085, 0.0),
            Shape::Ellipsoid(vec3(0.335, 0.19, 0.485)),
        )),
        0.02,
    );
    let outline = curve(
        &[
            [0.07, -1.55],
            [0.05, -0.9],
            [0.06, 0.2],
            [0.13, 1.0],
            [0.14, 1.25],
            [0.09, 1.42],
            [0.0, 1.46],
        ],
        5,
    );
    let mirrored = outline
        .iter()
        .rev()
        .map(|p| [-p[0], p[1]])
        .collect::<Vec<_>>();
    let handle = Shape::Plate {
        outline: [outline, mirrored].concat(),
        half: 0.035,
        round: 0.025,
    };
    let parts = vec![
        (Place::at(0.0, 0.17, -1.35), scoop),
        (
            Place::at(0.0, 0.10, 0.55).turn_x(-90.0).turn_z(180.0),
            handle,
        ),
    ];
    let at = place.shift(-0.05, 0.07, -0.1).turn_y(17.0);
    stage.put(
        spoon,
        at,
        Shape::Joined {
            parts,
            fillet: 0.08,
        },
        &silver,
    );
    let napkin = stage.object("striped linen napkin");
    const BANDS: &[(f32, f32)] = &[(-0.78, -0.62), (-0.55, -0.49), (0.49, 0.55), (0.62, 0.78)];
    let linen = Material::painted(
        pattern::striped(srgb(0xF0E6D6), srgb(0xBF5A3C), BANDS),
        Finish::Matte,
    )
    .with_relief(|p| 0.004 * (p.x * 52.0).sin() * (p.z * 52.0).sin() + 0.03 * noise(p * 1.7));
    stage.put(
        napkin,
        place.shift(0.0, 0.045, 0.0),
        Shape::Block {
            half: vec3(0.98, 0.045, 2.0),
            round: 0.04,
        },
        &linen,
    );
}
