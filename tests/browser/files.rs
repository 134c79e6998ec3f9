//! Picture files, made on the spot, and what is inside the JPEG that the page
//! sends. Never touches a browser.

use std::path::PathBuf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use tempfile::TempDir;

use crate::harness::Request;

/// A directory that is gone with the test.
pub struct Folder(TempDir);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory can be made"))
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a new file can be written");
        path
    }
}

/// A blue picture whose upper left corner, an eighth each way, is red.
pub fn marked(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if x < width / 8 && y < height / 8 {
            Rgb([230, 20, 20])
        } else {
            Rgb([20, 40, 230])
        }
    })
}

/// The file that holds a picture.
pub fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let written = picture.into().write_to(&mut file, format);
    written.expect("a picture can be encoded");
    file.into_inner()
}

/// A JPEG that says it is to be turned: EXIF orientation 6, a quarter turn
/// clockwise, as a phone held upright writes it.
pub fn turned_jpeg(stored: RgbImage) -> Vec<u8> {
    let mut bytes = encoded(stored, ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    let length = u16::try_from(exif.len() + 2).expect("a short segment");
    let mut segment = vec![0xFF, 0xE1];
    segment.extend(length.to_be_bytes());
    segment.extend(exif);
    bytes.splice(2..2, segment);
    bytes
}

/// The beginning of a PNG of this size, without any of its pixels.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = png::Encoder::new(&mut bytes, width, height);
    // Dropped before any pixel: what a file begins with, and an empty rest.
    drop(encoder.write_header().expect("a header can be written"));
    bytes
}

/// The picture in a request, as the bytes of the file that was sent.
#[track_caller]
pub fn sent_file(request: &Request) -> Vec<u8> {
    let body = request.json();
    let parts = body["contents"][0]["parts"].as_array();
    let mut data = parts.into_iter().flatten().map(|part| &part["inlineData"]);
    let data = data
        .find(|data| data.is_object())
        .expect("a picture is sent");
    assert_eq!(data["mimeType"], "image/jpeg");
    let text = data["data"].as_str().expect("the picture is text");
    BASE64_STANDARD.decode(text).expect("the picture is base64")
}

/// The picture in a request, decoded.
#[track_caller]
pub fn sent_picture(request: &Request) -> RgbImage {
    let file = sent_file(request);
    let decoded = image::load_from_memory_with_format(&file, ImageFormat::Jpeg);
    decoded.expect("what is sent is a JPEG").to_rgb8()
}

/// The markers of a JPEG's segments up to its pixels.
#[track_caller]
pub fn jpeg_markers(file: &[u8]) -> Vec<u8> {
    assert_eq!(file[..2], [0xFF, 0xD8], "a JPEG begins so");
    let (mut at, mut markers) = (2, Vec::new());
    loop {
        assert_eq!(file[at], 0xFF, "a segment begins so");
        let marker = file[at + 1];
        markers.push(marker);
        if marker == 0xDA {
            return markers;
        }
        at += 2 + usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    }
}
