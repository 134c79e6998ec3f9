//! Colours laid over pixels, straight alpha. Never knows where the pixels lie.

use super::Color;

/// A colour and how much of what lies below it covers, 0–255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    pub color: Color,
    pub alpha: u8,
}

impl Paint {
    /// Lays the paint over a pixel, both with straight alpha, rounded to the
    /// nearest value.
    pub fn over(self, under: [u8; 4]) -> [u8; 4] {
        let [r, g, b, a] = under;
        let Color([red, green, blue]) = self.color;
        if a == 0 && self.alpha > 0 || self.alpha == 255 {
            return [red, green, blue, self.alpha];
        }
        let over = u32::from(self.alpha);
        let below = u32::from(a) * (255 - over) / 255;
        let total = over + below;
        if total == 0 {
            return under;
        }
        let mixed = |new: u8, old: u8| {
            let sum = u32::from(new) * over + u32::from(old) * below;
            ((sum + total / 2) / total) as u8
        };
        [mixed(red, r), mixed(green, g), mixed(blue, b), total as u8]
    }

    /// Lays the paint over each of `pixels`.
    pub fn cover(self, pixels: &mut [[u8; 4]]) {
        let Color([red, green, blue]) = self.color;
        if self.alpha == 255 {
            pixels.fill([red, green, blue, 255]);
        } else if pixels.iter().fold(255, |all, pixel| all & pixel[3]) == 255 {
            self.cover_opaque(pixels);
        } else {
            for pixel in pixels {
                *pixel = self.over(*pixel);
            }
        }
    }

    /// [`Self::over`] where all of `pixels` are opaque, without a division.
    fn cover_opaque(self, pixels: &mut [[u8; 4]]) {
        let Color([red, green, blue]) = self.color;
        let alpha = u16::from(self.alpha);
        let below = 255 - alpha;
        // What the paint gives, and the half that makes the division round:
        // ⌊(v + ⌊v / 256⌋) / 256⌋ with v = x + 128 is x / 255 to the nearest.
        let own = [red, green, blue, 255].map(|value| u16::from(value) * alpha + 128);
        let mix = |pixel: &mut [u8; 4]| {
            for (value, own) in pixel.iter_mut().zip(own) {
                let sum = u16::from(*value) * below + own;
                *value = ((sum + (sum >> 8)) >> 8) as u8;
            }
        };
        // Eight pixels at a time: a shape that compilers turn into vectors.
        let (eights, rest) = pixels.as_chunks_mut::<8>();
        for eight in eights {
            eight.iter_mut().for_each(mix);
        }
        rest.iter_mut().for_each(mix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_add_up_with_straight_alpha() {
        let paint = |color, alpha| Paint {
            color: Color(color),
            alpha,
        };
        let bare = paint([200, 100, 50], 128).over([0; 4]);
        assert_eq!(bare, [200, 100, 50, 128]);
        let opaque = paint([255, 100, 0], 255).over([0, 100, 255, 255]);
        assert_eq!(opaque, [255, 100, 0, 255]);
        assert_eq!(paint([1, 2, 3], 0).over([9, 9, 9, 0]), [9, 9, 9, 0]);
    }

    #[test]
    fn many_pixels_are_covered_as_one_is() {
        for alpha in [0, 1, 77, 127, 178, 254, 255] {
            for value in (0..=255_u8).step_by(if cfg!(miri) { 51 } else { 1 }) {
                let paint = Paint {
                    color: Color([value, 255 - value, 200]),
                    alpha,
                };
                let under: Vec<[u8; 4]> = (0..=255)
                    .map(|old| [old, old, 255 - old, if value % 2 == 0 { 255 } else { old }])
                    .collect();
                let mut covered = under.clone();
                paint.cover(&mut covered);
                for (covered, under) in covered.iter().zip(under) {
                    assert_eq!(*covered, paint.over(under), "{paint:?} over {under:?}");
                }
            }
        }
    }
}
