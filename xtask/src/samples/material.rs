//! How surfaces send light on: matte, coated, metal, glass and glowing ones.
//! Never finds surfaces and never follows rays. A new kind is a variant of [`Finish`] here.

use std::f32::consts::PI;
use std::sync::Arc;

use super::vec::{Vec3, vec3};

/// A colour for each local point of a solid.
pub type Paint = Arc<dyn Fn(Vec3) -> Vec3 + Send + Sync>;
/// A height, in scene units, for each local point of a solid.
pub type Relief = Arc<dyn Fn(Vec3) -> f32 + Send + Sync>;

/// What a solid is made of.
#[derive(Clone)]
pub struct Material {
    /// Colour: what is reflected, let through, or given off.
    pub paint: Paint,
    /// What happens to light.
    pub finish: Finish,
    /// Small bumps that only bend the normal.
    pub relief: Option<Relief>,
}

/// What happens to light that meets a surface; `rough` runs from 0 (mirror) to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finish {
    /// Sent everywhere alike.
    Matte,
    /// A clear coat over a matte ground: glaze, lacquer, skin of fruit, water over a dark ground.
    Coat { rough: f32 },
    /// Reflects only, in its colour.
    Metal { rough: f32 },
    /// Clear glass: the colour is what one scene unit of it lets through.
    Glass { index: f32 },
    /// Gives off its colour, times this.
    Glow(f32),
}

impl Material {
    /// One colour all over.
    pub fn plain(colour: Vec3, finish: Finish) -> Material {
        Material::painted(Arc::new(move |_| colour), finish)
    }

    /// A colour for each point.
    pub fn painted(paint: Paint, finish: Finish) -> Material {
        Material {
            paint,
            finish,
            relief: None,
        }
    }

    /// The same with bumps.
    pub fn with_relief(self, relief: impl Fn(Vec3) -> f32 + Send + Sync + 'static) -> Material {
        Material {
            relief: Some(Arc::new(relief)),
            ..self
        }
    }
}

/// An opaque surface point, ready to be asked: the normal is +z.
#[derive(Clone, Copy)]
pub struct Surface {
    colour: Vec3,
    metal: bool,
    /// GGX width, or none where there is no gloss.
    alpha: Option<f32>,
}

/// One way light may have come.
pub struct Bounce {
    /// Direction towards the light, +z is the normal.
    pub towards: Vec3,
    /// Reflected share over the chance of this direction.
    pub weight: Vec3,
    /// Chance of this direction per steradian.
    pub chance: f32,
}

impl Surface {
    /// None for glass and glowing things. Gloss is never narrower than `least_rough`.
    pub fn new(finish: Finish, colour: Vec3, least_rough: f32) -> Option<Surface> {
        let alpha = |rough: f32| Some(rough.max(least_rough).powi(2).max(0.001));
        match finish {
            Finish::Matte => Some(Surface {
                colour,
                metal: false,
                alpha: None,
            }),
            Finish::Coat { rough } => Some(Surface {
                colour,
                metal: false,
                alpha: alpha(rough),
            }),
            Finish::Metal { rough } => Some(Surface {
                colour,
                metal: true,
                alpha: alpha(rough),
            }),
            Finish::Glass { .. } | Finish::Glow(_) => None,
        }
    }

    /// Reflected share (cosine included) from `light` to `eye`, and the chance that [`Surface::bounce`] picks it.
    pub fn share(&self, eye: Vec3, light: Vec3) -> (Vec3, f32) {
        if light.z <= 0.0 || eye.z <= 0.0 {
            return (Vec3::ZERO, 0.0);
        }
        let gloss_chance = self.gloss_chance(eye);
        let (mut share, mut chance) = (Vec3::ZERO, 0.0);
        if let Some(alpha) = self.alpha {
            let half = (eye + light).unit();
            let width = ggx(half.z, alpha);
            let (seen, lit) = (smith(eye.z, alpha), smith(light.z, alpha));
            share += self.fresnel(eye.dot(half)) * (width * seen * lit / (4.0 * eye.z));
            chance += gloss_chance * seen * width / (4.0 * eye.z);
        }
        if !self.metal {
            let kept = if self.alpha.is_some() {
                (1.0 - schlick(eye.z)) * (1.0 - schlick(light.z))
            } else {
                1.0
            };
            share += self.colour * (kept * light.z / PI);
            chance += (1.0 - gloss_chance) * light.z / PI;
        }
        (share, chance)
    }

    /// A direction picked in proportion to what it matters; `pick` and both of `at` in 0..1.
    pub fn bounce(&self, eye: Vec3, pick: f32, at: (f32, f32)) -> Option<Bounce> {
        let towards = match self.alpha {
            Some(alpha) if pick < self.gloss_chance(eye) => {
                let half = visible_normal(eye, alpha, at);
                half * (2.0 * eye.dot(half)) - eye
            }
            _ => {
                let (radius, turn) = (at.0.sqrt(), 2.0 * PI * at.1);
                vec3(
                    radius * turn.cos(),
                    radius * turn.sin(),
                    (1.0 - at.0).max(0.0).sqrt(),
                )
            }
        };
        let (share, chance) = self.share(eye, towards);
        (chance > 1e-7).then(|| Bounce {
            towards,
            weight: share / chance,
            chance,
        })
    }

    /// Whether the surface behaves like a mirror: its picture, not its colour, is what one sees.
    pub fn is_mirror(&self) -> bool {
        self.metal && self.alpha.is_some_and(|alpha| alpha < 0.05)
    }

    fn gloss_chance(&self, eye: Vec3) -> f32 {
        match self.alpha {
            None => 0.0,
            Some(_) if self.metal => 1.0,
            Some(_) => {
                let (gloss, ground) = (schlick(eye.z), self.colour.luma().max(0.05));
                (gloss / (gloss + (1.0 - gloss) * ground)).clamp(0.2, 0.9)
            }
        }
    }

    fn fresnel(&self, cosine: f32) -> Vec3 {
        let edge = (1.0 - cosine).clamp(0.0, 1.0).powi(5);
        let straight = if self.metal {
            self.colour
        } else {
            Vec3::splat(0.04)
        };
        straight.mix(Vec3::ONE, edge)
    }
}

/// Reflected share of a clear surface, seen from either side. `ratio` = index here over index beyond.
pub fn dielectric(cosine: f32, ratio: f32) -> f32 {
    let beyond = 1.0 - ratio * ratio * (1.0 - cosine * cosine);
    if beyond <= 0.0 {
        return 1.0;
    }
    let other = beyond.sqrt();
    let across = (ratio * cosine - other) / (ratio * cosine + other);
    let along = (cosine - ratio * other) / (cosine + ratio * other);
    0.5 * (across * across + along * along)
}

fn schlick(cosine: f32) -> f32 {
    0.04 + 0.96 * (1.0 - cosine).clamp(0.0, 1.0).powi(5)
}

fn ggx(cosine: f32, alpha: f32) -> f32 {
    let squared = alpha * alpha;
    let base = cosine * cosine * (squared - 1.0) + 1.0;
    squared / (PI * base * base).max(1e-12)
}

fn smith(cosine: f32, alpha: f32) -> f32 {
    2.0 * cosine / (cosine + (alpha * alpha + (1.0 - alpha * alpha) * cosine * cosine).sqrt())
}

/// A micro-normal out of those the eye sees (Heitz 2018).
fn visible_normal(eye: Vec3, alpha: f32, at: (f32, f32)) -> Vec3 {
    let stretched = vec3(alpha * eye.x, alpha * eye.y, eye.z).unit();
    let flat = stretched.x.hypot(stretched.y);
    let right = if flat > 1e-6 {
        vec3(-stretched.y, stretched.x, 0.0) / flat
    } else {
        vec3(1.0, 0.0, 0.0)
    };
    let up = stretched.cross(right);
    let (radius, turn) = (at.0.sqrt(), 2.0 * PI * at.1);
    let x = radius * turn.cos();
    let lean = 0.5 * (1.0 + stretched.z);
    let y = (1.0 - lean) * (1.0 - x * x).max(0.0).sqrt() + lean * radius * turn.sin();
    let z = (1.0 - x * x - y * y).max(0.0).sqrt();
    let normal = right * x + up * y + stretched * z;
    vec3(alpha * normal.x, alpha * normal.y, normal.z.max(1e-6)).unit()
}
