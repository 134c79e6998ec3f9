//! A wooden peg doll with a cap and two eyes.
//! Lengths are in units of about five centimetres. Never anything but data.

use std::sync::Arc;

use crate::samples::flat::curve;
use crate::samples::material::{Finish, Material};
use crate::samples::scene::Stage;
use crate::samples::shape::Shape;
use crate::samples::vec::{Place, Vec3, srgb, vec3};

use super::train::lacquer;

/// One doll; the colours of its dress and its cap are sRGB.
pub fn peg(stage: &mut Stage, label: &str, place: Place, dress: u32, hair: u32) {
    let object = stage.object(label);
    let body = curve(
        &[
            [0.0, 0.02],
            [0.42, 0.02],
            [0.45, 0.12],
            [0.38, 0.7],
            [0.24, 1.15],
            [0.0, 1.2],
        ],
        6,
    );
    stage.put(
        object,
        place,
        Shape::Turned {
            outline: body,
            round: 0.02,
        },
        &lacquer(dress),
    );
    let skin = srgb(0xEBC79C);
    let eyes = srgb(0x3A2A20);
    let hair = srgb(hair);
    let face = Material::painted(
        Arc::new(move |p: Vec3| {
            let at = p.unit();
            let eye = (at - vec3(0.26, 0.02, 0.96).unit())
                .length()
                .min((at - vec3(-0.26, 0.02, 0.96).unit()).length());
            let cap = at.y > 0.38 - 0.30 * (1.0 - at.z).min(1.0) - 0.5 * (-at.z).max(0.0);
            if eye < 0.075 {
                eyes
            } else if cap {
                hair
            } else {
                skin
            }
        }),
        Finish::Coat { rough: 0.3 },
    );
    stage.put(
        object,
        place.shift(0.0, 1.42, 0.0),
        Shape::Sphere(0.4),
        &face,
    );
}
