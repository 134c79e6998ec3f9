//! Pixels: of a canvas, of the window, of a PNG file. Only reads them; what
//! they should be is the test's business.

use std::fs;
use std::io::{BufReader, Cursor};
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

use super::{Page, or_fail};

/// How many bytes of a canvas go over in one answer; a multiple of 3, so that
/// base64 needs no padding.
const CHUNK_BYTES: usize = 6 * 1024 * 1024;

/// Takes the canvas's bytes aside and tells its size.
const TAKE_PIXELS: &str = "
    const named = arguments[0];
    const take = () => {
        const canvas = named.matches('canvas') ? named : named.querySelector('canvas');
        // Of a copy, since Chromium warns the page of canvases that are read often.
        const copy = new OffscreenCanvas(canvas.width, canvas.height);
        const context = copy.getContext('2d', { willReadFrequently: true });
        context.globalCompositeOperation = 'copy';
        context.drawImage(canvas, 0, 0);
        window.__pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
        return [canvas.width, canvas.height];
    };
    // A canvas that is being drawn says so.
    return new Promise((resolve) => {
        const look = () => {
            if (named.getAttribute('aria-busy') === 'true') setTimeout(look, 20);
            else resolve(take());
        };
        look();
    });";

/// One chunk of the bytes taken aside, in base64.
const READ_PIXELS: &str = "
    const [start, end] = arguments;
    const pieces = [];
    for (let from = start; from < end; from += 0x8000) {
        const piece = window.__pixels.subarray(from, Math.min(from + 0x8000, end));
        pieces.push(String.fromCharCode.apply(null, piece));
    }
    return btoa(pieces.join(''));";

/// Pixels with straight alpha, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue and alpha of every pixel, 0–255.
    pub rgba: Vec<u8>,
}

impl Pixels {
    /// Reads a PNG file of any colour type as 8-bit RGBA.
    #[track_caller]
    pub fn of_png(path: &Path) -> Self {
        let bytes = fs::read(path).expect("the PNG file can be read");
        Self::of_png_bytes(&bytes)
    }

    /// Reads a PNG of any colour type as 8-bit RGBA.
    #[track_caller]
    pub fn of_png_bytes(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(BufReader::new(Cursor::new(bytes)));
        decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().expect("this is a PNG");
        let mut samples = vec![0; reader.output_buffer_size().expect("the PNG fits in memory")];
        let info = reader.next_frame(&mut samples).expect("the PNG is whole");
        samples.truncate(info.buffer_size());
        let rgba = match info.color_type {
            png::ColorType::GrayscaleAlpha => samples
                .chunks_exact(2)
                .flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]])
                .collect(),
            _ => samples,
        };
        Self {
            width: info.width,
            height: info.height,
            rgba,
        }
    }

    /// Red, green, blue and alpha at a place, 0–255.
    #[track_caller]
    pub fn at(&self, x: u32, y: u32) -> [u8; 4] {
        assert!(x < self.width && y < self.height, "({x}, {y}) is outside");
        let start = (y as usize * self.width as usize + x as usize) * 4;
        [0, 1, 2, 3].map(|channel| self.rgba[start + channel])
    }

    /// How many pixels are as `wanted` says.
    pub fn count(&self, wanted: impl Fn([u8; 4]) -> bool) -> usize {
        let pixels = self
            .rgba
            .chunks_exact(4)
            .map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]]);
        pixels.filter(|&pixel| wanted(pixel)).count()
    }
}

impl Page {
    /// The pixels of the canvas with this accessible name, or in what has it, at
    /// its own size.
    #[track_caller]
    pub fn canvas_pixels(&self, name: &str) -> Pixels {
        let what = format!("canvas “{name}”");
        let canvas = self.wait_for(None, &what, |node| {
            node.name == name && ["canvas", "image"].iter().any(|role| node.has_role(role))
        });
        let size = canvas.script(TAKE_PIXELS, json!(null));
        let side = |index: usize| u32::try_from(size[index].as_u64()?).ok();
        let (Some(width), Some(height)) = (side(0), side(1)) else {
            panic!("{what} is not drawn in 2D");
        };
        let length = width as usize * height as usize * 4;
        let mut rgba = Vec::with_capacity(length);
        for start in (0..length).step_by(CHUNK_BYTES) {
            let chunk = self.script(READ_PIXELS, json!([start, length.min(start + CHUNK_BYTES)]));
            let chunk = chunk.as_str().expect("the chunk is base64");
            BASE64_STANDARD
                .decode_vec(chunk, &mut rgba)
                .expect("the chunk is base64");
        }
        self.script("delete window.__pixels", json!([]));
        Pixels {
            width,
            height,
            rgba,
        }
    }

    /// Writes the whole viewport to a PNG file.
    #[track_caller]
    pub fn screenshot(&self, path: &Path) {
        let image = self.driver.client.screenshot();
        let image = self.driver.run("screenshot", image);
        or_fail(&path.display().to_string(), fs::write(path, image));
    }
}
