//! The requests as the page writes them for the shipped worker, and its replies.

use super::requests;
use super::work::size;
use js_sys::Uint8Array;
use masque::pipeline::message::{self, Reply, Request};
use wasm_bindgen::prelude::wasm_bindgen;

/// Writes requests down.
#[wasm_bindgen]
pub struct Scribe {
    width: u32,
    height: u32,
}

#[wasm_bindgen]
impl Scribe {
    /// About a picture of this size, in pixels.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// What makes the pipeline read an answer, one after the other; the second
    /// is the one that takes the answer's bytes.
    pub fn answer(&self) -> Vec<Uint8Array> {
        let begin = requests::begin(size(self.width, self.height));
        let all = [begin, requests::read(), requests::end()];
        all.iter().map(written).collect()
    }

    /// The ids of the objects that a reply tells of.
    pub fn found(&self, reply: &[u8]) -> Vec<u32> {
        match message::read(reply).expect("a reply of this build") {
            Reply::Found(found) => found.iter().map(|row| row.id).collect(),
            _ => Vec::new(),
        }
    }

    /// Moves the threshold, 0–254.
    pub fn threshold(&self, threshold: u8) -> Uint8Array {
        written(&requests::threshold(threshold))
    }

    /// Draws the objects at this size and threshold, with rims or without.
    pub fn overlay(&self, width: u32, height: u32, rim: bool, threshold: u8) -> Uint8Array {
        let (picture, view) = (size(self.width, self.height), size(width, height));
        written(&requests::overlay(picture, view, rim, threshold))
    }

    /// Walks the whole road once.
    pub fn warm_up(&self) -> Uint8Array {
        written(&requests::warm_up())
    }

    /// Whether the reply to that asks for more of it.
    pub fn is_warming(&self, reply: &[u8]) -> bool {
        message::read(reply) == Some(Reply::Warming)
    }
}

fn written(request: &Request) -> Uint8Array {
    let written = message::write(request).expect("a request is plain data");
    Uint8Array::from(written.as_slice())
}
