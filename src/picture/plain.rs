//! Whether a picture's file can go into a dataset as it is. Never decodes its pixels.

use super::Format;
use image::ImageDecoder;
use image::codecs::{jpeg::JpegDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use std::io::Cursor;

/// Whether the file in `bytes` shows its pixels as they are stored, and is of a format
/// that tools for annotations read. What cannot be told counts as not so.
pub(super) fn is_plain(format: Format, bytes: &[u8]) -> bool {
    let cursor = Cursor::new(bytes);
    let turned = match format {
        Format::Jpeg => JpegDecoder::new(cursor).and_then(|mut file| file.orientation()),
        Format::Webp => WebPDecoder::new(cursor).and_then(|mut file| file.orientation()),
        Format::Png => return !has_exif(bytes),
        Format::Bmp => return true,
        Format::Gif | Format::Avif | Format::Heic => return false,
    };
    matches!(turned, Ok(Orientation::NoTransforms))
}

/// Whether a PNG has a chunk that may say how it is turned.
fn has_exif(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or(&[]);
    while let Some(([a, b, c, d, kind @ ..], _)) = rest.split_first_chunk::<8>() {
        if kind == b"eXIf" {
            return true;
        }
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        rest = rest.get(length.saturating_add(12)..).unwrap_or(&[]);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_is_turned_is_not_plain() {
        let chunk = |kind: &[u8]| [&[0, 0, 0, 2][..], kind, b"xx", &[0; 4]].concat();
        let png = |kinds: &[&[u8]]| {
            let chunks = kinds.iter().flat_map(|kind| chunk(kind));
            [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.collect()].concat()
        };
        assert!(is_plain(Format::Png, &png(&[b"IHDR", b"IDAT"])));
        assert!(!is_plain(Format::Png, &png(&[b"IHDR", b"IDAT", b"eXIf"])));
        let mut jpeg = Vec::new();
        let grey = image::GrayImage::new(8, 8);
        grey.write_to(&mut Cursor::new(&mut jpeg), image::ImageFormat::Jpeg)
            .expect("a JPEG");
        assert!(is_plain(Format::Jpeg, &jpeg));
        // An EXIF block that says: turned by a quarter.
        let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        assert!(!is_plain(Format::Jpeg, &turned));
        for end in 0..turned.len() {
            let _ = is_plain(Format::Jpeg, &turned[..end]);
        }
        assert!(!is_plain(Format::Heic, b""));
    }
}
