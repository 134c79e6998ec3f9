//! What the tracer's light falls on: sums per pixel, a gentle denoiser, tone mapping, JPEG and thumbnails.
//! Never knows the scene.

use anyhow::Context as _;
use rayon::prelude::*;

use super::random::{fraction, hash};
use super::vec::{Vec3, vec3};

/// A picture in linear light with what the denoiser wants to know.
pub struct Film {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Row by row.
    pub pixels: Vec<Pixel>,
}

/// Sums over the paths of one pixel.
#[derive(Clone, Copy, Default)]
pub struct Pixel {
    light: Vec3,
    squared: f32,
    colour: Vec3,
    normal: Vec3,
    far: f32,
    paths: f32,
}

/// What the denoiser works on: means instead of sums.
#[derive(Clone, Copy)]
struct Mean {
    /// Light over colour.
    light: Vec3,
    /// Variance of the mean brightness of `light`.
    doubt: f32,
    colour: Vec3,
    normal: Vec3,
    far: f32,
}

impl Pixel {
    /// One more path.
    pub fn add(&mut self, light: Vec3, colour: Vec3, normal: Vec3, far: f32) {
        self.light += light;
        self.squared += light.luma() * light.luma();
        self.colour += colour;
        self.normal += normal;
        self.far += far;
        self.paths += 1.0;
    }

    fn mean(&self) -> Mean {
        let share = 1.0 / self.paths.max(1.0);
        let colour = (self.colour * share).max(Vec3::splat(0.02));
        let light = self.light * share;
        let spread = (self.squared * share - light.luma() * light.luma()).max(0.0) * share;
        let light = vec3(light.x / colour.x, light.y / colour.y, light.z / colour.z);
        let doubt = spread / (colour.luma() * colour.luma());
        Mean {
            light,
            doubt,
            colour,
            normal: self.normal * share,
            far: self.far * share,
        }
    }
}

impl Film {
    /// All black.
    pub fn new(width: u32, height: u32) -> Film {
        Film {
            width,
            height,
            pixels: vec![Pixel::default(); width as usize * height as usize],
        }
    }

    /// The finished picture in linear light: wider and wider steps average what looks alike
    /// (edge-avoiding à-trous wavelets, Dammertz 2010, with the noise as a measure, Schied 2017).
    pub fn denoised(&self) -> Vec<Vec3> {
        let mut means: Vec<Mean> = self.pixels.iter().map(Pixel::mean).collect();
        for step in [1, 2, 4] {
            means = self.smooth(&means, step);
        }
        means.iter().map(|mean| mean.light * mean.colour).collect()
    }

    fn smooth(&self, means: &[Mean], step: i64) -> Vec<Mean> {
        let (width, height) = (i64::from(self.width), i64::from(self.height));
        let at = |x: i64, y: i64| {
            let inside = x >= 0 && y >= 0 && x < width && y < height;
            if inside {
                means.get((y * width + x) as usize)
            } else {
                None
            }
        };
        let one = |index: usize| {
            let (x, y) = (index as i64 % width, index as i64 / width);
            let here = means[index];
            // The noise is itself noisy: its mean over the neighbours is a better measure.
            let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            let doubts: Vec<f32> = near
                .filter_map(|(dx, dy)| at(x + dx, y + dy))
                .map(|mean| mean.doubt)
                .collect();
            let doubt = doubts.iter().sum::<f32>() / doubts.len().max(1) as f32;
            let (mut light, mut spread, mut total) = (Vec3::ZERO, 0.0, 0.0);
            for dy in -2..=2 {
                for dx in -2..=2 {
                    let Some(there) = at(x + dx * step, y + dy * step) else {
                        continue;
                    };
                    const KERNEL: [f32; 3] = [0.375, 0.25, 0.0625];
                    let kernel =
                        KERNEL[dx.unsigned_abs() as usize] * KERNEL[dy.unsigned_abs() as usize];
                    let weight = kernel * likeness(&here, there, doubt, step as f32);
                    light += there.light * weight;
                    spread += there.doubt * weight * weight;
                    total += weight;
                }
            }
            Mean {
                light: light / total,
                doubt: spread / (total * total),
                ..here
            }
        };
        (0..means.len()).into_par_iter().map(one).collect()
    }
}

/// 1 for pixels that show the same surface under the same light, towards 0 for others.
fn likeness(here: &Mean, there: &Mean, doubt: f32, step: f32) -> f32 {
    let bend = (here.normal - there.normal).length() / (0.06 * step.sqrt());
    let depth = (here.far - there.far).abs() / (0.02 * here.far.min(there.far) * step + 1e-3);
    let tint = (here.colour - there.colour).abs().most() / 0.12;
    let bright = (here.light.luma() - there.light.luma()).abs() / (2.2 * doubt.sqrt() + 1e-4);
    (-(bend * bend + depth + tint * tint + bright)).exp()
}

/// 8-bit sRGB bytes, row by row: highlights are rolled off and whiten, all else keeps its colour
/// (Khronos PBR Neutral). A trace of even noise keeps skies from showing steps.
pub fn developed(light: &[Vec3]) -> Vec<u8> {
    let one = |(index, light): (usize, &Vec3)| {
        let toned = neutral(*light);
        let grain = fraction(hash(index as u32)) - 0.5;
        [toned.x, toned.y, toned.z].map(|value| {
            let encoded = if value <= 0.003_130_8 {
                12.92 * value
            } else {
                1.055 * value.powf(1.0 / 2.4) - 0.055
            };
            (encoded * 255.0 + 0.5 + grain * 0.8).clamp(0.0, 255.0) as u8
        })
    };
    light.iter().enumerate().flat_map(one).collect()
}

fn neutral(light: Vec3) -> Vec3 {
    const START: f32 = 0.8 - 0.04;
    const DESATURATION: f32 = 0.15;
    let least = light.x.min(light.y).min(light.z).max(0.0);
    let offset = if least < 0.08 {
        least - 6.25 * least * least
    } else {
        0.04
    };
    let colour = light - Vec3::splat(offset);
    let peak = colour.most();
    if peak < START {
        return colour;
    }
    let room = 1.0 - START;
    let lowered = 1.0 - room * room / (peak + room - START);
    let share = 1.0 - 1.0 / (DESATURATION * (peak - lowered) + 1.0);
    (colour * (lowered / peak)).mix(Vec3::splat(lowered), share)
}

/// A JPEG of 8-bit RGB rows.
pub fn jpeg(rows: &[u8], width: u32, height: u32, quality: u8) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(rows, width, height, image::ExtendedColorType::Rgb8)
        .context("could not write a JPEG")?;
    Ok(bytes)
}

/// The same picture in another size.
pub fn resized(rows: &[u8], from: (u32, u32), to: (u32, u32)) -> anyhow::Result<Vec<u8>> {
    let picture = image::RgbImage::from_raw(from.0, from.1, rows.to_vec())
        .context("rows do not fit the size")?;
    Ok(
        image::imageops::resize(&picture, to.0, to.1, image::imageops::FilterType::Lanczos3)
            .into_raw(),
    )
}

/// An 8-bit grey PNG without filters, like those Gemini writes.
pub fn grey_png(rows: &[u8], width: u32, height: u32) -> anyhow::Result<Vec<u8>> {
    use image::ImageEncoder as _;
    use image::codecs::png::{CompressionType, FilterType, PngEncoder};
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::NoFilter)
        .write_image(rows, width, height, image::ExtendedColorType::L8)
        .context("could not write a PNG")?;
    Ok(bytes)
}
