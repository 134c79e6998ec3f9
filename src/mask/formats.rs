//! Mask pictures in other formats than PNG. Never takes pixels before it has
//! held the declared size against the limits.

use super::limits::{self, MASK_MEMORY};
use super::{Grey, MaskProblem};
use image::error::ImageError;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Reads a JPEG, WebP, GIF or BMP by the rule of [`Grey::of_samples`]; the first frame of
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
    let (channels, samples) = match picture {
        DynamicImage::ImageLuma8(grey) => (1, grey.into_raw()),
        DynamicImage::ImageLumaA8(grey) => (2, grey.into_raw()),
        DynamicImage::ImageRgb8(color) => (3, color.into_raw()),
        other => (4, other.into_rgba8().into_raw()),
    };
    Grey::of_samples(channels, samples, width, height).ok_or(None)
}
