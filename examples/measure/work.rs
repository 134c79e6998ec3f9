//! The work itself: an answer's text to pixels in this module's memory, by the
//! requests that the page sends.

use super::requests;
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, View};
use masque::picture::Rgba;
use masque::pipeline::Pipeline;
use masque::pipeline::message::{Reply, Request};
use masque::render::{Look, draw};
use masque::session::{Answering, saved_parts};
use wasm_bindgen::prelude::wasm_bindgen;

/// How masks look in all contenders' pictures: fills alone, of an alpha of 0.7.
const LOOK: Look = Look { fill: 178, rim: 0 };

/// One picture's work. The pixels that came out last lie in this module's
/// memory at [`Work::pointer`].
#[wasm_bindgen]
pub struct Work {
    picture: Size,
    pipeline: Pipeline,
    shown: Vec<u32>,
    pixels: Vec<u8>,
}

#[wasm_bindgen]
impl Work {
    /// About a picture of this size, in pixels.
    #[wasm_bindgen(constructor)]
    pub fn new(width: u32, height: u32) -> Self {
        Self {
            picture: size(width, height),
            pipeline: Pipeline::default(),
            shown: Vec::new(),
            pixels: Vec::new(),
        }
    }

    /// Has the pipeline read an answer, as the page does; gives the number of
    /// its objects.
    pub fn read(&mut self, answer: Vec<u8>) -> usize {
        self.shown.clear();
        self.ask(requests::begin(self.picture), Vec::new());
        let replies = [
            self.ask(requests::read(), answer),
            self.ask(requests::end(), Vec::new()),
        ];
        for reply in replies {
            if let Reply::Found(found) | Reply::Ended { found, .. } = reply {
                self.shown.extend(found.iter().map(|row| row.id));
            }
        }
        self.shown.len()
    }

    /// Has the pipeline cut all masks anew.
    pub fn threshold(&mut self, threshold: u8) {
        self.ask(requests::threshold(threshold), Vec::new());
    }

    /// Has the pipeline draw what it read, with rims as the page shows it or
    /// without as the peers do. Another threshold than the one that the masks
    /// were cut at is a look while the slider is dragged.
    pub fn overlay(&mut self, width: u32, height: u32, rim: bool, threshold: u8) {
        let shown = self.shown.clone();
        self.draw(size(width, height), shown, rim, threshold);
    }

    /// One object's mask in the picture's pixels, by the pipeline's own overlay:
    /// bits, row by row, the first pixel the highest bit.
    pub fn coverage(&mut self, index: usize) -> Vec<u8> {
        let shown = vec![self.shown[index]];
        self.draw(self.picture, shown, false, DEFAULT_THRESHOLD);
        let pixels: Vec<bool> = self.pixels.chunks_exact(4).map(|it| it[3] > 0).collect();
        let bits = pixels.chunks(8).map(|pixels| {
            let bits = pixels.iter().zip((0..8).rev());
            bits.fold(0, |byte, (inside, place)| byte | u8::from(*inside) << place)
        });
        bits.collect()
    }

    /// Makes room for the picture's own pixels, to be written at [`Work::pointer`].
    pub fn make_room(&mut self) {
        let sides = self.picture.width() as usize * self.picture.height() as usize;
        self.pixels.resize(4 * sides, 0);
    }

    /// An answer's text to fills blended into the picture that was written.
    pub fn blend(&mut self, answer: &[u8]) {
        let mut answering = Answering::new(self.picture, DEFAULT_THRESHOLD);
        let parts = saved_parts(&String::from_utf8_lossy(answer));
        let objects: Vec<_> = parts
            .into_iter()
            .flat_map(|part| answering.read(part))
            .collect();
        let whole = View::new(self.picture, self.picture);
        let layers: Vec<_> = objects.iter().map(|object| object.layer(whole)).collect();
        let pixels = std::mem::take(&mut self.pixels);
        let mut target = Rgba::from_bytes(self.picture, pixels).expect("the room was made");
        draw(&mut target, &layers, LOOK);
        self.pixels = target.into_bytes();
    }

    /// Where the pixels begin in this module's memory.
    pub fn pointer(&self) -> usize {
        self.pixels.as_ptr() as usize
    }

    /// How many bytes the pixels are.
    pub fn length(&self) -> usize {
        self.pixels.len()
    }
}

impl Work {
    fn draw(&mut self, view: Size, shown: Vec<u32>, rim: bool, threshold: u8) {
        let request = requests::overlay(self.picture, view, shown, rim, threshold);
        // The worker keeps none either.
        self.pixels = Vec::new();
        let (reply, pixels) = self.pipeline.handle(request, Vec::new());
        assert!(
            matches!(reply, Reply::Pixels(_)),
            "the pipeline draws: {reply:?}"
        );
        self.pixels = pixels;
    }

    fn ask(&mut self, request: Request, bytes: Vec<u8>) -> Reply {
        self.pipeline.handle(request, bytes).0
    }
}

/// A size that exists.
pub fn size(width: u32, height: u32) -> Size {
    Size::new(width, height).expect("a picture has pixels")
}
