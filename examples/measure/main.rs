//! The library as WebAssembly behind exports that `cargo xtask bench` calls and
//! times in Chromium: compiled like the worker that ships, with the same
//! profile, features and flags. Never takes the time itself; the page does, so
//! that what it measures includes the way in and out.
//!
//! To measure something new: an export here, and its call in
//! `benches/page/ours.js`.

#[path = "../../benches/judge.rs"]
mod judge;
mod floor;
mod requests;
mod scribe;
mod stages;
mod work;

use wasm_bindgen::prelude::wasm_bindgen;

/// Needed by Cargo; the page calls the exports instead.
fn main() {}

/// Whether this was compiled for 128-bit vector instructions.
#[wasm_bindgen]
pub fn has_simd() -> bool {
    cfg!(target_feature = "simd128")
}

/// See [`judge::Judge`].
#[wasm_bindgen]
#[derive(Default)]
pub struct PictureJudge(judge::Judge);

#[wasm_bindgen]
impl PictureJudge {
    /// Begins with nothing seen.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at a piece of a whole picture.
    pub fn add(&mut self, photo: &[u8], exact: &[u8], counts: &[u8], made: &[u8]) {
        self.0.add(photo, exact, counts, made);
    }

    /// Looks at a piece of an overlay, as it shows over the photo.
    pub fn add_overlay(&mut self, photo: &[u8], exact: &[u8], counts: &[u8], overlay: &[u8]) {
        let made = laid_over(photo, overlay);
        self.0.add(photo, exact, counts, &made);
    }

    /// See [`judge::Judge::findings`].
    pub fn findings(&self) -> Vec<f64> {
        self.0.findings().to_vec()
    }
}

/// Lays `overlay` (straight alpha) over the opaque `photo`, as a browser does
/// that shows the one over the other.
fn laid_over(photo: &[u8], overlay: &[u8]) -> Vec<u8> {
    let mut made = photo.to_vec();
    for (pixel, over) in made.chunks_exact_mut(4).zip(overlay.chunks_exact(4)) {
        let alpha = u32::from(over[3]);
        for (channel, over) in pixel.iter_mut().zip(over).take(3) {
            let sum = u32::from(*over) * alpha + u32::from(*channel) * (255 - alpha);
            *channel = ((sum + 127) / 255) as u8;
        }
    }
    made
}
