//! PNG files. Never writes metadata, unless it is asked for: a title, and what
//! made the file.
//!
//! Colours are sRGB, and said to be; what stands for numbers says nothing of
//! colours.

use crate::geometry::Size;
use crate::mask::Mask;
use crate::picture::Rgba;
use png::{BitDepth, ColorType, Compression, Encoder, SrgbRenderingIntent};
use std::io::Write as _;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EncodeProblem {
    /// The encoder's own words.
    #[error("the PNG could not be written: {0}")]
    Png(#[from] png::EncodingError),
}

/// What the samples of a PNG are.
pub(super) enum Samples<'a> {
    /// One byte a pixel.
    Grey(&'a [u8]),
    /// Four bytes a pixel, with straight alpha.
    Rgba(&'a [u8]),
    /// Two bytes a pixel, the upper one first.
    Grey16(&'a [u8]),
    /// One byte a pixel, and the colours that they stand for.
    Indexed(&'a [u8], Vec<[u8; 3]>),
}

/// Pixels as an 8-bit RGBA PNG with straight alpha.
pub fn rgba_png(pixels: &Rgba) -> Result<Vec<u8>, EncodeProblem> {
    encode(pixels.size(), &Samples::Rgba(pixels.bytes()))
}

/// A mask as an 8-bit grey PNG of the picture's size: 255 inside, 0 outside.
pub fn grey_png(mask: &Mask) -> Result<Vec<u8>, EncodeProblem> {
    encode(mask.picture(), &Samples::Grey(&mask.to_bitmap()))
}

pub(super) fn encode(size: Size, samples: &Samples) -> Result<Vec<u8>, EncodeProblem> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size.width(), size.height());
    let (color, depth, samples) = match samples {
        Samples::Grey(samples) => (ColorType::Grayscale, BitDepth::Eight, samples),
        Samples::Rgba(samples) => {
            encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
            (ColorType::Rgba, BitDepth::Eight, samples)
        }
        Samples::Grey16(samples) => (ColorType::Grayscale, BitDepth::Sixteen, samples),
        Samples::Indexed(samples, palette) => {
            encoder.set_palette(palette.concat());
            (ColorType::Indexed, BitDepth::Eight, samples)
        }
    };
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(samples)?;
    writer.finish()?;
    Ok(bytes)
}

/// What the samples of a PNG of colours are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colors {
    /// Three bytes a pixel.
    Rgb,
    /// Four bytes a pixel, with straight alpha.
    Rgba,
}

/// An 8-bit PNG of colours, each row of which `row` makes where it is told to, in
/// the order of their numbers.
pub(super) fn by_rows(
    size: Size,
    colors: Colors,
    title: Option<&str>,
    mut row: impl FnMut(u32, &mut [u8]),
) -> Result<Vec<u8>, EncodeProblem> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, size.width(), size.height());
    let (color, channels) = match colors {
        Colors::Rgb => (ColorType::Rgb, 3),
        Colors::Rgba => (ColorType::Rgba, 4),
    };
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    encoder.set_compression(Compression::Fast);
    if let Some(title) = title {
        encoder.add_itxt_chunk("Title".to_owned(), title.to_owned())?;
        encoder.add_itxt_chunk("Software".to_owned(), "Masque".to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let mut samples = vec![0; size.width() as usize * channels];
    for y in 0..size.height() {
        row(y, &mut samples);
        stream
            .write_all(&samples)
            .map_err(png::EncodingError::from)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(bytes)
}
