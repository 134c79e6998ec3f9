//! PNG files. Never writes metadata.

use crate::mask::Mask;
use crate::picture::Rgba;
use png::{BitDepth, ColorType, Compression, Encoder};

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EncodeProblem {
    /// The encoder's own words.
    #[error("the PNG could not be written: {0}")]
    Png(#[from] png::EncodingError),
}

/// Pixels as an 8-bit RGBA PNG with straight alpha.
pub fn rgba_png(pixels: &Rgba) -> Result<Vec<u8>, EncodeProblem> {
    encode(pixels.size(), ColorType::Rgba, pixels.bytes())
}

/// A mask as an 8-bit grey PNG of the picture's size: 255 inside, 0 outside.
pub fn grey_png(mask: &Mask) -> Result<Vec<u8>, EncodeProblem> {
    encode(mask.picture(), ColorType::Grayscale, &mask.to_bitmap())
}

fn encode(
    size: crate::geometry::Size,
    color: ColorType,
    samples: &[u8],
) -> Result<Vec<u8>, EncodeProblem> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size.width(), size.height());
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(samples)?;
    writer.finish()?;
    Ok(bytes)
}
