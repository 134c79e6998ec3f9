//! Follows light backwards from the eye: a small path tracer, and the true number of the object in each pixel.
//! Never writes files. The same scene, size and number of paths give the same bytes on every run.

use rayon::prelude::*;

use super::film::Film;
use super::hit::{HORIZON, hit, shadow};
use super::light::Light;
use super::material::{Finish, Surface, dielectric};
use super::random::Sampler;
use super::scene::Scene;
use super::vec::{Vec3, vec3};

/// Bounces before a path is given up.
const BOUNCES: u32 = 10;
/// Bounces off opaque surfaces before a path is given up.
const OPAQUE_BOUNCES: u32 = 4;
/// No single indirect path may be brighter than this (against specks).
const BRIGHTEST: f32 = 3.0;
/// How far a ray starts off the surface it leaves.
const LIFT: f32 = 6e-4;

/// What one path brings home.
#[derive(Clone, Copy, Default)]
struct Path {
    light: Vec3,
    colour: Vec3,
    normal: Vec3,
    far: f32,
}

/// A picture of `width × height` pixels with `side * side` paths for each.
pub fn render(scene: &Scene, width: u32, height: u32, side: u32) -> Film {
    let mut film = Film::new(width, height);
    film.pixels
        .par_chunks_mut(width as usize)
        .enumerate()
        .for_each(|(row, pixels)| {
            for (column, pixel) in pixels.iter_mut().enumerate() {
                let number = row as u32 * width + column as u32;
                for index in 0..side * side {
                    let mut sampler = Sampler::new(number, index, side);
                    let (a, b) = sampler.pair();
                    let x = column as f32 + 0.5 + tent(a);
                    let y = row as f32 + 0.5 + tent(b);
                    let (from, direction) = ray(scene, width, height, x, y);
                    let path = follow(scene, from, direction, &mut sampler);
                    pixel.add(
                        path.light * scene.exposure,
                        path.colour,
                        path.normal,
                        path.far,
                    );
                }
            }
        });
    film
}

/// The number of the object at each pixel's centre, row by row; 0 is background.
pub fn numbers(scene: &Scene, width: u32, height: u32) -> Vec<u8> {
    let mut map = vec![0; width as usize * height as usize];
    map.par_chunks_mut(width as usize)
        .enumerate()
        .for_each(|(row, pixels)| {
            for (column, pixel) in pixels.iter_mut().enumerate() {
                let (from, direction) =
                    ray(scene, width, height, column as f32 + 0.5, row as f32 + 0.5);
                *pixel = hit(scene, from, direction).map_or(0, |hit| hit.object);
            }
        });
    map
}

fn ray(scene: &Scene, width: u32, height: u32, x: f32, y: f32) -> (Vec3, Vec3) {
    let half = height as f32 * 0.5;
    scene
        .camera
        .ray((x - width as f32 * 0.5) / half, (half - y) / half)
}

/// -0.8..0.8, mostly near 0: how far a path may stray from the pixel's centre.
fn tent(at: f32) -> f32 {
    let wide = if at < 0.5 {
        (2.0 * at).sqrt() - 1.0
    } else {
        1.0 - (2.0 - 2.0 * at).sqrt()
    };
    wide * 0.8
}

fn follow(scene: &Scene, from: Vec3, direction: Vec3, sampler: &mut Sampler) -> Path {
    let mut path = Path {
        far: HORIZON,
        ..Path::default()
    };
    let (mut from, mut direction, mut carried) = (from, direction, Vec3::ONE);
    // Chance with which the last opaque bounce picked this direction; none when lamps are seen directly.
    let mut chance: Option<f32> = None;
    let (mut opaque, mut through_glass, mut plain_view) = (0, false, true);
    let mut travelled = 0.0;
    for _ in 0..BOUNCES {
        let found = hit(scene, from, direction);
        let limit = found.as_ref().map_or(f32::MAX, |hit| hit.far);
        let bright = lamps(
            scene,
            from,
            direction,
            limit,
            chance,
            through_glass && opaque > 0,
        );
        path.light += capped(carried * bright, opaque);
        let Some(hit) = found else {
            path.light += capped(carried * (scene.sky)(direction), opaque);
            if plain_view {
                path.colour = Vec3::ONE;
            }
            return path;
        };
        travelled += hit.far;
        let point = from + direction * hit.far;
        if let Finish::Glow(strength) = hit.finish {
            path.light += capped(carried * hit.colour * strength, opaque);
        }
        let rough = if opaque > 0 { 0.35 } else { 0.0 };
        let surface = Surface::new(hit.finish, hit.colour, rough);
        if plain_view && !surface.is_some_and(|surface| surface.is_mirror()) {
            let clear = matches!(hit.finish, Finish::Glass { .. } | Finish::Glow(_));
            path.colour = if clear { Vec3::ONE } else { hit.colour };
            path.normal = hit.shading;
            path.far = travelled;
            plain_view = false;
        }
        let Some(surface) = surface else {
            let Finish::Glass { index } = hit.finish else {
                return path;
            };
            let inside = direction.dot(hit.normal) > 0.0;
            if inside {
                carried *= hit.colour.map(|share| share.max(1e-3).powf(hit.far));
            }
            let (onwards, weight) = cross(direction, hit.normal, index, inside, sampler.pair().0);
            direction = onwards;
            carried = carried * weight;
            from = point + hit.normal * (LIFT * direction.dot(hit.normal).signum());
            through_glass = true;
            continue;
        };
        let (right, up) = hit.shading.frame();
        let local = |v: Vec3| vec3(v.dot(right), v.dot(up), v.dot(hit.shading));
        let eye = local(-direction);
        let eye = vec3(eye.x, eye.y, eye.z.max(1e-3)).unit();
        let start = point + hit.normal * LIFT;
        for light in &scene.lights {
            let Some(aim) = light.aim(start, sampler.pair()) else {
                continue;
            };
            let (share, picked) = surface.share(eye, local(aim.towards));
            let bright = share * aim.glow / (aim.chance + picked);
            if bright.most() > 1e-5 && aim.towards.dot(hit.normal) > 0.0 {
                path.light += capped(
                    carried * bright * shadow(scene, start, aim.towards, aim.far),
                    opaque,
                );
            }
        }
        opaque += 1;
        if opaque >= OPAQUE_BOUNCES {
            return path;
        }
        let Some(bounce) = surface.bounce(eye, sampler.pair().0, sampler.pair()) else {
            return path;
        };
        direction =
            (right * bounce.towards.x + up * bounce.towards.y + hit.shading * bounce.towards.z)
                .unit();
        if direction.dot(hit.normal) <= 0.0 {
            return path;
        }
        carried *= bounce.weight;
        if opaque > 1 {
            let stay = carried.most().clamp(0.05, 1.0);
            if sampler.pair().0 >= stay {
                return path;
            }
            carried = carried / stay;
        }
        chance = Some(bounce.chance);
        through_glass = false;
        from = start;
    }
    path
}

/// Light of the lamps that the ray meets before `limit`.
fn lamps(
    scene: &Scene,
    from: Vec3,
    direction: Vec3,
    limit: f32,
    chance: Option<f32>,
    counted: bool,
) -> Vec3 {
    // Behind glass, `shadow` has let the lamp's light through already.
    if counted {
        return Vec3::ZERO;
    }
    let one = |light: &Light| {
        let (far, glow, picked) = light.seen(from, direction)?;
        let weight = chance.map_or(1.0, |chance| chance / (chance + picked));
        (far < limit).then_some(glow * weight)
    };
    scene
        .lights
        .iter()
        .filter_map(one)
        .fold(Vec3::ZERO, |sum, light| sum + light)
}

fn capped(light: Vec3, opaque: u32) -> Vec3 {
    let most = light.most();
    if opaque > 0 && most > BRIGHTEST {
        light * (BRIGHTEST / most)
    } else {
        light
    }
}

/// Through a clear surface or off it, by chance: the new direction, and the weight that makes the chance fair.
fn cross(direction: Vec3, normal: Vec3, index: f32, inside: bool, pick: f32) -> (Vec3, f32) {
    let (normal, ratio) = if inside {
        (-normal, index)
    } else {
        (normal, 1.0 / index)
    };
    let cosine = (-direction.dot(normal)).clamp(0.0, 1.0);
    let reflected = dielectric(cosine, ratio);
    // Faint reflections on the outside are tried more often than they weigh: they show bright lamps.
    let chance = if inside || reflected > 0.3 {
        reflected
    } else {
        0.3
    };
    if pick < chance {
        return (
            (direction + normal * (2.0 * cosine)).unit(),
            reflected / chance,
        );
    }
    let beyond = (1.0 - ratio * ratio * (1.0 - cosine * cosine))
        .max(0.0)
        .sqrt();
    (
        (direction * ratio + normal * (ratio * cosine - beyond)).unit(),
        (1.0 - reflected) / (1.0 - chance).max(1e-6),
    )
}
