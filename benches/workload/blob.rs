//! One object's mask: a round shape with lobes, as grey values.

use super::Kind;
use super::random::Random;
use std::f64::consts::TAU;

/// The side of a mask, in its own pixels; Gemini's masks are as large.
pub const SIDE: usize = 256;

/// A shape whose edge lies at a distance from the middle that changes with the
/// angle. Lengths are in half sides of the mask.
pub struct Blob {
    radius: f64,
    waves: Vec<Wave>,
    /// How wide the edge is, in mask pixels.
    edge: f64,
}

struct Wave {
    lobes: f64,
    height: f64,
    turn: f64,
}

impl Blob {
    /// A blob with a few gentle lobes.
    pub fn new(random: &mut Random) -> Self {
        let waves = (2..8_u32)
            .map(|lobes| Wave {
                lobes: f64::from(lobes),
                height: random.between(0.0, 0.3) / f64::from(lobes),
                turn: random.between(0.0, TAU),
            })
            .collect();
        Self {
            radius: random.between(0.7, 0.85),
            waves,
            edge: random.between(3.0, 10.0),
        }
    }

    /// A star with so many points, the longer the outline the more it has.
    pub fn with_lobes(lobes: u32, random: &mut Random) -> Self {
        Self {
            radius: 0.68,
            waves: vec![Wave {
                lobes: f64::from(lobes),
                height: if lobes == 0 { 0.0 } else { 0.4 },
                turn: random.between(0.0, TAU),
            }],
            edge: 4.0,
        }
    }

    /// The grey values, row by row.
    pub fn values(&self, kind: Kind, random: &mut Random) -> Vec<u8> {
        // Drawn for both kinds, so that the shapes after it are the same.
        let mut grain = Random::new(random.bits());
        let half = SIDE as f64 / 2.0;
        let mut values = Vec::with_capacity(SIDE * SIDE);
        for y in 0..SIDE {
            for x in 0..SIDE {
                let (dx, dy) = (x as f64 + 0.5 - half, y as f64 + 0.5 - half);
                let inside = self.reach(dy.atan2(dx)) * half - dx.hypot(dy);
                let level = ((inside / self.edge + 0.5) * 255.0).clamp(0.0, 255.0);
                let speck = u8::from(grain.bits().is_multiple_of(12));
                values.push(match (kind, level.round() as u8) {
                    (Kind::Hard, level) => 255 * u8::from(level > 127),
                    (Kind::Soft, 255) => 255 - speck,
                    (Kind::Soft, 0) => speck,
                    (Kind::Soft, level) => level,
                });
            }
        }
        values
    }

    /// How far the shape reaches at this angle.
    fn reach(&self, angle: f64) -> f64 {
        let waves = self.waves.iter();
        let swing: f64 = waves
            .map(|wave| wave.height * (wave.lobes * angle + wave.turn).cos())
            .sum();
        self.radius * (1.0 + swing)
    }
}
