//! Lights that are aimed at directly: windows, and the sun, perhaps through an opening.
//! Never knows what stands in the way. A new light is a variant of [`Light`], with `aim` and `seen`.

use super::vec::{Vec3, smoothstep};

/// A light that is aimed at directly.
#[derive(Clone, Copy, Debug)]
pub enum Light {
    /// A rectangle with panes, shining to one side.
    Window {
        centre: Vec3,
        right: Vec3,
        up: Vec3,
        panes: [f32; 2],
        bar: f32,
        glow: Vec3,
    },
    /// A far disc: direction to it, radius in radians, and the opening its light comes through.
    Sun {
        towards: Vec3,
        radius: f32,
        glow: Vec3,
        opening: Option<Opening>,
    },
}

/// A window in a dark wall that lets the sun in: centre, half width and half height with direction, panes, bar width.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    /// Middle of the window.
    pub centre: Vec3,
    /// Half its width, with direction.
    pub right: Vec3,
    /// Half its height, with direction.
    pub up: Vec3,
    /// Panes across and down.
    pub panes: [f32; 2],
    /// Width of a bar, as a share of a pane.
    pub bar: f32,
}

/// A way of light from some point to a lamp.
pub struct Aim {
    /// Direction to the lamp.
    pub towards: Vec3,
    /// How far it is.
    pub far: f32,
    /// Light that comes from there.
    pub glow: Vec3,
    /// Chance of this direction per steradian.
    pub chance: f32,
}

impl Light {
    /// A window without bars at `centre` that faces `target`; half its width and height.
    pub fn window(centre: Vec3, target: Vec3, half: [f32; 2], glow: Vec3) -> Light {
        let (right, up) = facing(centre, target, half);
        Light::Window {
            centre,
            right,
            up,
            panes: [1.0, 1.0],
            bar: 0.0,
            glow,
        }
    }

    /// The same window divided by bars; `bar` is their width as a share of a pane.
    pub fn with_panes(self, across: f32, down: f32, width: f32) -> Light {
        match self {
            Light::Window {
                centre,
                right,
                up,
                glow,
                ..
            } => Light::Window {
                centre,
                right,
                up,
                panes: [across, down],
                bar: width,
                glow,
            },
            sun => sun,
        }
    }

    /// A direction from `point` to the lamp, picked by two numbers in 0..1.
    pub fn aim(&self, point: Vec3, at: (f32, f32)) -> Option<Aim> {
        match *self {
            Light::Window {
                centre, right, up, ..
            } => {
                let spot = centre + right * (2.0 * at.0 - 1.0) + up * (2.0 * at.1 - 1.0);
                let towards = (spot - point).unit();
                let (far, glow, chance) = self.seen(point, towards)?;
                Some(Aim {
                    towards,
                    far,
                    glow,
                    chance,
                })
            }
            Light::Sun {
                towards, radius, ..
            } => {
                let (right, up) = towards.frame();
                let (reach, turn) = (radius * at.0.sqrt(), std::f32::consts::TAU * at.1);
                let towards =
                    (towards + right * (reach * turn.cos()) + up * (reach * turn.sin())).unit();
                let (far, glow, chance) = self.seen(point, towards)?;
                Some(Aim {
                    towards,
                    far,
                    glow,
                    chance,
                })
            }
        }
    }

    /// If a ray meets the lamp: how far away, the light from there, and the chance that `aim` picks the direction.
    pub fn seen(&self, point: Vec3, direction: Vec3) -> Option<(f32, Vec3, f32)> {
        match *self {
            Light::Window {
                centre,
                right,
                up,
                panes,
                bar,
                glow,
            } => {
                let (far, across, upwards, facing) = meet(point, direction, centre, right, up)?;
                let area = 4.0 * right.length() * up.length();
                let light = glow * pane(across, upwards, panes, bar);
                Some((far, light, far * far / (facing * area)))
            }
            Light::Sun {
                towards,
                radius,
                glow,
                opening,
            } => {
                let slant = direction.dot(towards);
                if slant < (radius * 1.0005).cos() {
                    return None;
                }
                let shade = match opening {
                    None => 1.0,
                    Some(o) => meet(point, direction, o.centre, o.right, o.up)
                        .map_or(0.0, |(_, across, upwards, _)| {
                            pane(across, upwards, o.panes, o.bar)
                        }),
                };
                Some((
                    1e4,
                    glow * shade,
                    1.0 / (std::f32::consts::PI * radius * radius),
                ))
            }
        }
    }
}

/// The half sides of an upright rectangle that faces a point.
fn facing(centre: Vec3, target: Vec3, [width, height]: [f32; 2]) -> (Vec3, Vec3) {
    let normal = (target - centre).unit();
    let right = Vec3::UP.cross(normal).unit();
    (right * width, normal.cross(right) * height)
}

/// Where a ray meets a rectangle from its shining side: distance, -1..1 across and up, cosine.
fn meet(
    point: Vec3,
    direction: Vec3,
    centre: Vec3,
    right: Vec3,
    up: Vec3,
) -> Option<(f32, f32, f32, f32)> {
    let normal = right.cross(up).unit();
    let facing = -direction.dot(normal);
    if facing <= 1e-4 {
        return None;
    }
    let far = (point - centre).dot(normal) / facing;
    let spot = point + direction * far - centre;
    let (across, upwards) = (
        spot.dot(right) / right.dot(right),
        spot.dot(up) / up.dot(up),
    );
    (far > 1e-3 && across.abs() <= 1.0 && upwards.abs() <= 1.0)
        .then_some((far, across, upwards, facing))
}

/// 1 in a pane, 0 on a bar; `bar` is a share of a pane.
fn pane(across: f32, upwards: f32, panes: [f32; 2], bar: f32) -> f32 {
    let edge = |value: f32, count: f32| {
        let inside = ((value * 0.5 + 0.5) * count).fract();
        smoothstep(bar * 0.42, bar * 0.58, inside.min(1.0 - inside))
    };
    if bar <= 0.0 {
        1.0
    } else {
        edge(across, panes[0]) * edge(upwards, panes[1])
    }
}
