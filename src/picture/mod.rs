//! Pictures: what a file's first bytes say about the one in it (its format, its
//! size and what is unusual about it), the file without its metadata, and the
//! pixels once they are decoded. Never decodes: a file that declares too much is
//! refused before it costs anything, and decoding itself is the browser's work.

mod metadata;
mod plain;
mod rgba;
mod traits;

pub use metadata::without_metadata;
pub use rgba::Rgba;

use crate::geometry::Size;
use imagesize::{Compression, ImageType};

/// The most bytes that a picture's file may have: a 48-megapixel photo is a
/// tenth of this as JPEG, and all of it as a grainy PNG.
pub const FILE_BYTES: usize = 100 << 20;

/// The most pixels that a picture may have: twice today's largest phone photos,
/// and 400 MB once decoded.
pub const PICTURE_PIXELS: u64 = 100_000_000;

/// A format that browsers decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// AVIF.
    Avif,
    /// HEIC, as phones write it; only Safari decodes it.
    Heic,
}

/// Something about a picture that a person should know, though it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// It has several frames; the first is used.
    Animated,
    /// It has 16 bits a channel; 8 are kept.
    SixteenBit,
    /// It is in CMYK; it is turned into sRGB.
    Cmyk,
}

/// What the first bytes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The file's format.
    pub format: Format,
    /// The size as stored; a photo may be turned by a quarter when shown.
    pub stored: Size,
    /// What is unusual about it.
    pub traits: Vec<Trait>,
    /// Whether the file shows its pixels as they are stored, not turned, and is JPEG,
    /// PNG, WebP or BMP, which tools for annotations read.
    pub is_plain: bool,
}

/// Why a file is not taken as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum PictureProblem {
    /// The file has no bytes.
    Empty,
    /// It is in no format that is known.
    NotAPicture,
    /// It is an SVG: a drawing without pixels, which may carry scripts.
    Svg,
    /// It has more than [`FILE_BYTES`]; its length in bytes.
    TooManyBytes(usize),
    /// It declares more than [`PICTURE_PIXELS`], or a side beyond
    /// [`Size::LONGEST_SIDE`].
    TooManyPixels {
        /// Declared columns.
        width: usize,
        /// Declared rows.
        height: usize,
    },
    /// The format is known, but the file cannot be decoded here.
    Undecodable(Format),
}

/// Reads the header of the picture file `bytes`.
///
/// ```
/// use masque::picture::{PictureProblem, inspect};
/// assert_eq!(inspect(b"%PDF-1.7"), Err(PictureProblem::NotAPicture));
/// ```
pub fn inspect(bytes: &[u8]) -> Result<Header, PictureProblem> {
    if bytes.is_empty() {
        return Err(PictureProblem::Empty);
    }
    if bytes.len() > FILE_BYTES {
        return Err(PictureProblem::TooManyBytes(bytes.len()));
    }
    let Some(format) = imagesize::image_type(bytes).ok().and_then(known) else {
        let svg = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
        let svg = svg.windows(4).any(|window| window == b"<svg");
        return Err(if svg {
            PictureProblem::Svg
        } else {
            PictureProblem::NotAPicture
        });
    };
    let declared = imagesize::blob_size(bytes).map_err(|error| match error {
        imagesize::ImageError::NotSupported => PictureProblem::NotAPicture,
        imagesize::ImageError::CorruptedImage | imagesize::ImageError::IoError(_) => {
            PictureProblem::Undecodable(format)
        }
    })?;
    let (width, height) = (declared.width, declared.height);
    let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
    if width == 0 || height == 0 {
        return Err(PictureProblem::Undecodable(format));
    }
    let stored = Size::new(side(width), side(height))
        .filter(|size| size.area() <= PICTURE_PIXELS)
        .ok_or(PictureProblem::TooManyPixels { width, height })?;
    Ok(Header {
        format,
        stored,
        traits: traits::of(format, bytes),
        is_plain: plain::is_plain(format, bytes),
    })
}

fn known(kind: ImageType) -> Option<Format> {
    match kind {
        ImageType::Jpeg => Some(Format::Jpeg),
        ImageType::Png => Some(Format::Png),
        ImageType::Webp => Some(Format::Webp),
        ImageType::Gif => Some(Format::Gif),
        ImageType::Bmp => Some(Format::Bmp),
        ImageType::Heif(Compression::Av1) => Some(Format::Avif),
        ImageType::Heif(_) => Some(Format::Heic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_picture_is_named() {
        assert_eq!(inspect(b""), Err(PictureProblem::Empty));
        assert_eq!(
            inspect(b"hello, this is a letter"),
            Err(PictureProblem::NotAPicture)
        );
        let svg = br#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>"#;
        assert_eq!(inspect(svg), Err(PictureProblem::Svg));
    }

    #[test]
    fn a_declared_flood_is_refused_by_its_header() {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50, 1, 0, 0, 0, 0]);
        let expected = PictureProblem::TooManyPixels {
            width: 50_000,
            height: 50_000,
        };
        assert_eq!(inspect(&bytes), Err(expected));
    }

    #[test]
    fn no_cut_of_a_header_panics() {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"[..],
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"GIF89a\x01",
            b"RIFF\0\0\0\0WEBPVP8X",
        ] {
            for end in 0..=bytes.len() {
                assert!(inspect(&bytes[..end]).is_err());
            }
        }
    }
}
