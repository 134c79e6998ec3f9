//! The work itself: an answer's text to pixels in this module's memory, by the
//! requests that the page sends.

use super::requests;
use masque::geometry::{Camera, Size};
use masque::mask::{DEFAULT_THRESHOLD, Mask, View};
use masque::picture::Rgba;
use masque::pipeline::Pipeline;
use masque::pipeline::message::{Reply, Request};
use masque::render::{Held, Layer, Look, Strip, draw};
use masque::session::{Answering, Object, saved_parts};
use std::ops::Range;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, ImageData};

/// How masks look in all contenders' pictures: fills alone, of an alpha of 0.7.
const LOOK: Look = Look::bare(178);

/// So many rows of a photo are read at a time.
const BAND: u32 = 64;

/// A canvas of the page's own, and what of it holds anything, as the worker that ships
/// keeps it.
#[wasm_bindgen]
pub struct Canvas {
    context: CanvasRenderingContext2d,
    held: Held,
}

#[wasm_bindgen]
impl Canvas {
    /// A canvas on which nothing was drawn yet, and is drawn by others.
    #[wasm_bindgen(constructor)]
    pub fn new(context: CanvasRenderingContext2d) -> Self {
        Self {
            context,
            held: Held::default(),
        }
    }

    fn paint(&mut self, strip: &Strip<'_>) -> Result<(), JsValue> {
        let (width, height) = (strip.size.width(), strip.height());
        let stretches: Vec<_> = self.held.turn(strip).collect();
        if stretches.is_empty() {
            return Ok(());
        }
        let pixels = Clamped(strip.pixels.as_flattened());
        let data = ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height)?;
        for columns in stretches {
            self.context
                .put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                    &data,
                    0.0,
                    strip.top.into(),
                    columns.start.into(),
                    0.0,
                    columns.len() as f64,
                    height.into(),
                )?;
        }
        Ok(())
    }
}

/// One picture's work. The pixels that came out last lie in this module's
/// memory at [`Work::pointer`].
#[wasm_bindgen]
pub struct Work {
    picture: Size,
    pipeline: Pipeline,
    shown: Vec<u32>,
    pixels: Vec<u8>,
    /// What is to be blended.
    objects: Vec<Object>,
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
            objects: Vec::new(),
        }
    }

    /// Has the pipeline read an answer, as the page does; gives the number of
    /// its objects.
    pub fn read(&mut self, answer: Vec<u8>) -> usize {
        self.ask(requests::begin(self.picture), Vec::new());
        self.ask(requests::read(), answer);
        if let Reply::Ended { shown, .. } = self.ask(requests::end(), Vec::new()) {
            self.shown = shown.rows.iter().map(|row| row.id).collect();
        }
        self.shown.len()
    }

    /// Has the pipeline cut all masks anew.
    pub fn threshold(&mut self, threshold: u8) {
        self.ask(requests::threshold(threshold), Vec::new());
    }

    /// Has the pipeline draw what it read, with rims as the page shows it or
    /// without as the peers do. Another threshold than the one that the masks
    /// were cut at is a look while the slider is dragged. The pixels go to
    /// `canvas`, strip by strip, as in the worker that ships.
    pub fn overlay(
        &mut self,
        width: u32,
        height: u32,
        rim: bool,
        threshold: u8,
        canvas: &mut Canvas,
    ) {
        let view = size(width, height);
        self.draw(view, rim, threshold, &mut |strip: Strip<'_>| {
            canvas.paint(&strip).expect("the canvas takes pixels");
        });
    }

    /// The same at the picture's own size into this module's memory.
    pub fn overlay_in_memory(&mut self) {
        let mut pixels = std::mem::take(&mut self.pixels);
        pixels.clear();
        self.draw(self.picture, false, DEFAULT_THRESHOLD, &mut |strip| {
            pixels.extend_from_slice(strip.pixels.as_flattened());
        });
        self.pixels = pixels;
    }

    /// One object's mask in the picture's pixels, by the pipeline's own overlay:
    /// bits, row by row, the first pixel the highest bit.
    pub fn coverage(&mut self, index: usize) -> Vec<u8> {
        let id = self.shown[index];
        self.ask(requests::solo(id), Vec::new());
        let mut pixels: Vec<bool> = Vec::new();
        self.draw(self.picture, false, DEFAULT_THRESHOLD, &mut |strip| {
            pixels.extend(strip.pixels.iter().map(|pixel| pixel[3] > 0));
        });
        self.ask(requests::solo(id), Vec::new());
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

    /// Reads an answer that is to be blended into the picture: gives the pieces of the
    /// picture outside of which no mask lies, left, top, width and height of each.
    pub fn read_pieces(&mut self, answer: &[u8]) -> Vec<u32> {
        let mut answering = Answering::new(self.picture, DEFAULT_THRESHOLD);
        let parts = saved_parts(&String::from_utf8_lossy(answer));
        let parts = parts.into_iter();
        self.objects = parts.flat_map(|part| answering.read(part)).collect();
        let layers = self.layers();
        let masks: Vec<&Mask> = layers
            .iter()
            .filter_map(|layer| layer.mask.as_deref())
            .collect();
        let height = self.picture.height();
        let bands = (0..height).step_by(BAND as usize);
        let bands = bands.map(|top| top..height.min(top + BAND));
        bands
            .flat_map(|rows| pieces(&masks, rows))
            .flatten()
            .collect()
    }

    /// Blends what was read into the picture, of which those pieces were written.
    pub fn blend(&mut self) {
        let pixels = std::mem::take(&mut self.pixels);
        let mut target = Rgba::from_bytes(self.picture, pixels).expect("the room was made");
        draw(&mut target, &self.layers(), LOOK);
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
    fn layers(&self) -> Vec<Layer<'_>> {
        let whole = View::new(self.picture, self.picture);
        let objects = self.objects.iter();
        objects
            .map(|object| object.layer(whole, Camera::DEGREES))
            .collect()
    }

    fn draw(&mut self, view: Size, rim: bool, threshold: u8, screen: &mut dyn FnMut(Strip<'_>)) {
        let request = requests::overlay(self.picture, view, rim, threshold);
        let (reply, _) = self.pipeline.handle(request, Vec::new(), screen);
        assert!(reply == Reply::Drawn, "the pipeline draws: {reply:?}");
    }

    fn ask(&mut self, request: Request, bytes: Vec<u8>) -> Reply {
        self.pipeline.handle(request, bytes, &mut |_strip| {}).0
    }
}

/// The pieces of these rows in which any of `masks` lies: the stretches from the first
/// column that each has there to its last, joined where they meet.
fn pieces(masks: &[&Mask], rows: Range<u32>) -> Vec<[u32; 4]> {
    let stretch = |mask: &&Mask| {
        let span = mask.span();
        let shared = rows.start.max(span.start)..rows.end.min(span.end);
        let ends = shared.filter_map(|y| {
            let row = mask.row(y);
            row.first().zip(row.last())
        });
        let ends = ends.map(|(first, last)| [first.start, last.end]);
        ends.reduce(|[left, right], [start, end]| [left.min(start), right.max(end)])
    };
    let mut stretches: Vec<[u32; 2]> = masks.iter().filter_map(stretch).collect();
    stretches.sort_unstable();
    stretches.dedup_by(|next, last| {
        let meet = next[0] <= last[1];
        if meet {
            last[1] = last[1].max(next[1]);
        }
        meet
    });
    let piece = |[left, right]: [u32; 2]| [left, rows.start, right - left, rows.end - rows.start];
    stretches.into_iter().map(piece).collect()
}

/// A size that exists.
pub fn size(width: u32, height: u32) -> Size {
    Size::new(width, height).expect("a picture has pixels")
}
