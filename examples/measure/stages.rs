//! The stages of the work, each on its own, all masks of an answer at a time.

use super::work::size;
use masque::answer::{Detection, Reader};
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Mask, Source, decode};
use masque::picture::Rgba;
use masque::render::{Layer, Look, color, draw, rim};
use wasm_bindgen::prelude::wasm_bindgen;

/// What each stage leaves for the next one.
#[wasm_bindgen]
pub struct Stages {
    picture: Size,
    text: String,
    detections: Vec<Detection>,
    sources: Vec<Source>,
    masks: Vec<Mask>,
    rims: Vec<Mask>,
}

#[wasm_bindgen]
impl Stages {
    /// Of an answer about a picture of this size.
    #[wasm_bindgen(constructor)]
    pub fn new(answer: &[u8], width: u32, height: u32) -> Self {
        Self {
            picture: size(width, height),
            text: String::from_utf8_lossy(answer).into_owned(),
            detections: Vec::new(),
            sources: Vec::new(),
            masks: Vec::new(),
            rims: Vec::new(),
        }
    }

    /// The text to objects, their masks still as text.
    pub fn scan(&mut self) -> usize {
        let mut reader = Reader::new();
        self.detections = reader.push(&self.text);
        self.detections.len()
    }

    /// Base64 and PNG to grey values.
    pub fn decode(&mut self) -> usize {
        let decoded = self.detections.iter().filter_map(|detection| {
            let decoded = decode(&detection.mask, detection.bounds).ok()?;
            Some(decoded.source)
        });
        self.sources = decoded.collect();
        self.sources.len()
    }

    /// Grey values to runs: resize and threshold, exactly.
    pub fn rasterise(&mut self) -> usize {
        let masks = self
            .sources
            .iter()
            .map(|source| source.rasterise(self.picture, DEFAULT_THRESHOLD));
        self.masks = masks.collect();
        self.masks.len()
    }

    /// The outlines that the page draws.
    pub fn rims(&mut self) -> usize {
        self.rims = self.masks.iter().map(rim).collect();
        self.rims.len()
    }

    /// The fills as an overlay of this size.
    pub fn draw(&mut self, width: u32, height: u32) -> usize {
        let empty = Mask::empty(self.picture);
        let layers: Vec<_> = (0..)
            .zip(&self.masks)
            .map(|(index, mask)| Layer {
                color: color(index),
                mask: Some((mask, &empty)),
                frame: None,
            })
            .collect();
        let mut target = Rgba::transparent(size(width, height));
        draw(&mut target, self.picture, &layers, Look::default());
        target.bytes().len()
    }
}
