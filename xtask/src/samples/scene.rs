//! A scene: placed solids grouped into objects, the lights, the sky and the camera.
//! Never follows light. Objects are numbered from 1 in the order in which they are named; 0 is background.

use super::light::Light;
use super::material::Material;
use super::shape::{Shape, placed_bounds};
use super::tree::Tree;
use super::vec::{Place, Vec3, vec3};

/// Everything that is in a picture.
pub struct Scene {
    /// Solids.
    pub parts: Vec<Part>,
    /// Box tree over `parts`.
    pub tree: Tree,
    /// What each object is called, in order of number.
    pub labels: Vec<String>,
    /// The endless floor at this height, and what it is made of.
    pub floor: (f32, Material),
    /// Light that comes from far away, by direction.
    pub sky: fn(Vec3) -> Vec3,
    /// Lamps, windows and the sun.
    pub lights: Vec<Light>,
    /// Where one looks from.
    pub camera: Camera,
    /// Brightness before tone mapping.
    pub exposure: f32,
}

/// One solid of one object.
pub struct Part {
    /// Number of the object, 0 for background.
    pub object: u8,
    /// The solid.
    pub shape: Shape,
    /// Where it stands.
    pub place: Place,
    /// What it is made of.
    pub material: Material,
    /// Lowest and highest corner, in the world.
    pub bounds: (Vec3, Vec3),
}

/// A pinhole camera.
#[derive(Clone, Copy, Debug)]
pub struct Camera {
    eye: Vec3,
    ahead: Vec3,
    right: Vec3,
    up: Vec3,
}

impl Camera {
    /// Looking from one point to another; `degrees` is the vertical angle of view.
    pub fn new(eye: Vec3, target: Vec3, degrees: f32) -> Camera {
        let ahead = (target - eye).unit();
        let right = ahead.cross(Vec3::UP).unit();
        let scale = (degrees.to_radians() * 0.5).tan();
        Camera {
            eye,
            ahead,
            right: right * scale,
            up: right.cross(ahead) * scale,
        }
    }

    /// Where a ray through (x, y) of the picture starts and goes; y in -1..1 upwards, x in the same unit.
    pub fn ray(&self, x: f32, y: f32) -> (Vec3, Vec3) {
        (self.eye, (self.ahead + self.right * x + self.up * y).unit())
    }
}

/// A scene being built.
#[derive(Default)]
pub struct Stage {
    parts: Vec<Part>,
    labels: Vec<String>,
}

impl Stage {
    /// Names the next object and gives its number.
    pub fn object(&mut self, label: &str) -> u8 {
        self.labels.push(label.to_owned());
        self.labels.len() as u8
    }

    /// Puts a solid of an object (0: of the background) somewhere.
    pub fn put(&mut self, object: u8, place: Place, shape: Shape, material: &Material) {
        let (low, high) = placed_bounds(&place, &shape);
        let bounds = (low - Vec3::splat(1e-3), high + Vec3::splat(1e-3));
        self.parts.push(Part {
            object,
            shape,
            place,
            material: material.clone(),
            bounds,
        });
    }

    /// The finished scene.
    pub fn finish(
        self,
        floor: (f32, Material),
        sky: fn(Vec3) -> Vec3,
        lights: Vec<Light>,
        camera: Camera,
        exposure: f32,
    ) -> Scene {
        let tree = Tree::over(&self.parts);
        Scene {
            parts: self.parts,
            tree,
            labels: self.labels,
            floor,
            sky,
            lights,
            camera,
            exposure,
        }
    }
}

/// A sky that goes from one colour at the horizon to another overhead.
pub fn gradient(direction: Vec3, horizon: Vec3, zenith: Vec3) -> Vec3 {
    horizon.mix(zenith, vec3(0.0, direction.y, 0.0).length().sqrt())
}
