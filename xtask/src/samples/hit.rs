//! What a ray meets in a scene, and how much light passes between two points.
//! Never decides where light goes next.

use super::material::Finish;
use super::random::noise;
use super::scene::Scene;
use super::tree::meet;
use super::vec::Vec3;

/// Where the floor ends and the sky begins.
pub const HORIZON: f32 = 400.0;

/// A surface that a ray met.
pub struct Hit {
    /// Number of the object, 0 for background.
    pub object: u8,
    /// Distance along the ray.
    pub far: f32,
    /// Paint at this point.
    pub colour: Vec3,
    /// What happens to light here.
    pub finish: Finish,
    /// Outward.
    pub normal: Vec3,
    /// The normal with bumps.
    pub shading: Vec3,
}

/// The nearest surface that a ray meets.
pub fn hit(scene: &Scene, from: Vec3, direction: Vec3) -> Option<Hit> {
    let (height, ground) = &scene.floor;
    let down = (height - from.y) / direction.y;
    let floor = (down > 1e-4 && down < HORIZON).then_some(down);
    let limit = floor.unwrap_or(HORIZON);
    let Some((index, far)) = scene.tree.nearest(&scene.parts, from, direction, limit) else {
        let far = floor?;
        let point = from + direction * far;
        let shading = match &ground.relief {
            Some(relief) => bumped(point, Vec3::UP, 2e-3 + far * 4e-4, |p| relief(p)),
            None => Vec3::UP,
        };
        let colour = (ground.paint)(point);
        return Some(Hit {
            object: 0,
            far,
            colour,
            finish: ground.finish,
            normal: Vec3::UP,
            shading,
        });
    };
    let part = scene.parts.get(index)?;
    let local = part.place.point_in(from + direction * far);
    let outward = part.shape.normal(local);
    let shading = match &part.material.relief {
        Some(relief) => bumped(local, outward, 2e-3, |p| relief(p)),
        None => outward,
    };
    let [outward, shading] = [outward, shading].map(|n| part.place.direction_out(n).unit());
    let colour = (part.material.paint)(local);
    Some(Hit {
        object: part.object,
        far,
        colour,
        finish: part.material.finish,
        normal: outward,
        shading,
    })
}

/// The normal, bent by the slope of a relief.
fn bumped(point: Vec3, normal: Vec3, step: f32, relief: impl Fn(Vec3) -> f32) -> Vec3 {
    let (right, up) = normal.frame();
    let here = relief(point);
    let slope = |way: Vec3| (relief(point + way * step) - here) / step;
    (normal - right * slope(right) - up * slope(up)).unit()
}

/// How much light gets from a lamp to a point. Glass gathers it in the middle of its shadow, as a lens would.
pub fn shadow(scene: &Scene, from: Vec3, direction: Vec3, limit: f32) -> Vec3 {
    let mut light = Vec3::ONE;
    scene.tree.visit(from, direction, limit, |index| {
        let part = scene.parts.get(index)?;
        let Some(far) = meet(part, from, direction, limit) else {
            return Some(limit);
        };
        let Finish::Glass { .. } = part.material.finish else {
            light = Vec3::ZERO;
            return None;
        };
        let local = part.place.point_in(from + direction * far);
        let facing = part
            .shape
            .normal(local)
            .dot(part.place.direction_in(direction))
            .abs();
        let ripple = 1.0 + 0.1 * noise(local * 6.0);
        light *=
            (part.material.paint)(local).map(f32::sqrt) * ((0.12 + 1.5 * facing.powi(4)) * ripple);
        Some(limit)
    });
    light
}
