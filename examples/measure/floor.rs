//! The memory's own speed: what any work on a picture's pixels costs at least.

use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// Two stretches of memory, each as large as a picture's RGBA.
#[wasm_bindgen]
pub struct Floor {
    from: Vec<u8>,
    to: Vec<u8>,
}

#[wasm_bindgen]
impl Floor {
    /// For a picture of so many bytes; every page of it has been touched.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: usize) -> Self {
        Self {
            from: vec![1; bytes],
            to: vec![2; bytes],
        }
    }

    /// Copies the picture once.
    pub fn copy(&mut self) {
        self.to.copy_from_slice(black_box(&self.from));
        black_box(&mut self.to);
    }

    /// Reads every byte of the picture and writes it back changed.
    pub fn read_and_write(&mut self) {
        for byte in black_box(&mut self.to).iter_mut() {
            *byte ^= 0x55;
        }
        black_box(&mut self.to);
    }
}
