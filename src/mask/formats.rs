//! Mask pictures in other formats than PNG. Never takes pixels before it has
//! held the declared size against the limits.

use super::grey::Pixels;
use super::limits::{self, MASK_MEMORY};
use super::{Grey, MaskProblem};
use image::error::ImageError;
use image::{ColorType, DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Reads a JPEG, WebP, GIF or BMP by the rule of [`Pixels`]; the first frame of
/// an animation. `None` when `bytes` are no picture at all.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Grey, MaskProblem>> {
    let format = match image::guess_format(bytes) {
        Ok(format) => format,
        Err(_) => return unread(bytes).map(|name| Err(MaskProblem::UnreadFormat(name))),
    };
    let name = match format {
        ImageFormat::Jpeg => "JPEG",
        ImageFormat::WebP => "WebP",
        ImageFormat::Gif => "GIF",
        ImageFormat::Bmp => "BMP",
        ImageFormat::Avif => return Some(Err(MaskProblem::UnreadFormat("AVIF"))),
        ImageFormat::Tiff => return Some(Err(MaskProblem::UnreadFormat("TIFF"))),
        _ => return None,
    };
    Some(decoded(bytes, format).map_err(|problem| problem.unwrap_or(MaskProblem::Broken(name))))
}

/// Whether [`read`] would name what `bytes` are.
pub(super) fn is_known(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok() || unread(bytes).is_some()
}

/// The names of formats that are known but not read.
fn unread(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
    let is_svg = start.trim_ascii_start().starts_with(b"<")
        && start.windows(4).any(|window| window == b"<svg");
    let is_heic = bytes.get(4..8) == Some(b"ftyp");
    is_svg.then_some("SVG").or(is_heic.then_some("HEIC"))
}

/// The grey values; without a problem of its own when the picture is broken.
fn decoded(bytes: &[u8], format: ImageFormat) -> Result<Grey, Option<MaskProblem>> {
    let costly = |error: ImageError| match error {
        ImageError::Limits(_) => Some(MaskProblem::TooCostly),
        _ => None,
    };
    // Before a decoder is made: some refuse large sizes without saying so.
    if let Ok(declared) = imagesize::blob_size(bytes) {
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        limits::hold(side(declared.width), side(declared.height)).map_err(Some)?;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut most = Limits::no_limits();
    most.max_alloc = Some(MASK_MEMORY);
    reader.limits(most);
    let decoder = reader.into_decoder().map_err(costly)?;
    let (width, height) = decoder.dimensions();
    limits::hold(width, height).map_err(Some)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(costly)?;
    let mut pixels = Pixels::new(
        usize::from(channels(picture.color())),
        width as usize * height as usize,
    );
    match picture {
        DynamicImage::ImageLuma8(grey) => pixels.push(grey.as_raw()),
        DynamicImage::ImageLumaA8(grey) => pixels.push(grey.as_raw()),
        DynamicImage::ImageRgb8(color) => pixels.push(color.as_raw()),
        other => pixels.push(other.into_rgba8().as_raw()),
    }
    pixels.finish(width, height).ok_or(None)
}

/// How many channels are kept of a picture of this kind.
fn channels(color: ColorType) -> u8 {
    match color {
        ColorType::L8 => 1,
        ColorType::La8 => 2,
        ColorType::Rgb8 => 3,
        _ => 4,
    }
}
