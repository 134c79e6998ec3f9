//! The stages of the work, each on its own, all masks of an answer at a time.

use super::work::size;
use masque::answer::{Detection, Reader};
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Mask, Source, View, coco, decode};
use masque::render::{Layer, Look, color, overlay};
use std::borrow::Cow;
use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// What each stage leaves for the next one.
#[wasm_bindgen]
pub struct Stages {
    picture: Size,
    text: String,
    detections: Vec<Detection>,
    sources: Vec<Source>,
    masks: Vec<Mask>,
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
            let decoded = decode(&detection.mask, detection.bounds, self.picture).ok()?;
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

    /// Grey values to COCO's compressed run lengths, over the threshold.
    pub fn lengths(&mut self) -> Vec<String> {
        self.rasterise();
        let masks = self.masks.iter();
        masks.map(|mask| coco::text(&coco::counts(mask))).collect()
    }

    /// What a screen of this size shows of the thresholded masks at another
    /// threshold, while the slider is dragged.
    pub fn sample(&mut self, width: u32, height: u32) -> usize {
        let view = View::new(self.picture, size(width, height));
        let seen = self
            .sources
            .iter()
            .map(|source| source.sample(view, DEFAULT_THRESHOLD + 1));
        seen.map(|mask| mask.rows().count()).sum()
    }

    /// The masks as an overlay of this size, with rims or without.
    pub fn draw(&mut self, width: u32, height: u32, rim: bool) -> usize {
        let view = View::new(self.picture, size(width, height));
        let layers: Vec<_> = (0..)
            .zip(&self.masks)
            .map(|(index, mask)| Layer {
                color: color(index),
                mask: Some(if view.size() == view.picture() {
                    Cow::Borrowed(mask)
                } else {
                    Cow::Owned(view.of(mask))
                }),
                frame: None,
                lines: Vec::new(),
                is_lit: false,
            })
            .collect();
        let mut look = Look::at(view.size());
        if !rim {
            look = Look::bare(look.fill);
        }
        let mut pixels = 0;
        overlay(view.size(), &layers, look, |strip| {
            pixels += black_box(strip).pixels.len();
        });
        pixels
    }
}
