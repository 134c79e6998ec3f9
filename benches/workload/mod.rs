//! The benchmarks' work, made from a fixed seed: pictures of 1, 12 and 48
//! megapixels, and answers of 1, 10 and 50 masks as Gemini writes them, with
//! hard and with soft masks of the same shapes. Never reads a clock, a file or
//! the system's randomness, so that every machine measures the same work.

mod blob;
mod boxes;
mod photo;
mod random;

use base64::Engine as _;
use blob::Blob;
use png::{BitDepth, ColorType, DeflateCompression, Filter};
use random::Random;
use std::fmt::Write as _;

pub use photo::rgba;

/// Every random number of the workload comes from this.
const SEED: u64 = 0x6d61_7371_7565_0003;

/// The side of a mask, in its own pixels.
pub const MASK_SIDE: usize = blob::SIDE;

/// The pictures: name, width and height in pixels.
pub const PICTURES: [(&str, u32, u32); 3] = [
    ("1MP", 1152, 864),
    ("12MP", 4032, 3024),
    ("48MP", 8064, 6048),
];

/// How many masks an answer has.
pub const MASKS: [usize; 3] = [1, 10, 50];

/// What a mask's grey values look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 0 and 255 only, as in the one real mask of Gemini's whose bytes are known.
    Hard,
    /// Edges of 3–10 mask pixels, and a little grain on both sides of them.
    Soft,
}

impl Kind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Hard, Self::Soft];

    /// The word for it in file names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
        }
    }
}

/// An answer and what is known of it.
pub struct Answer {
    /// As Gemini writes it: a fenced list of objects.
    pub text: String,
    /// The boxes' areas together, as a part of the picture's.
    pub share: f64,
    /// Boxes with a side under 256 pixels in the picture of 12 megapixels.
    pub small_boxes: usize,
    /// The median length of a mask's PNG, in bytes.
    pub png_bytes: usize,
}

/// The answer with so many masks of this kind; the shapes are the same for both.
pub fn answer(masks: usize, kind: Kind) -> Answer {
    let mut random = Random::new(SEED ^ masks as u64);
    let boxes = boxes::boxes(masks, &mut random);
    let mut sizes = Vec::new();
    let mut text = String::from("```json\n[\n");
    for (index, [y0, x0, y1, x1]) in boxes.iter().enumerate() {
        let png = png(&Blob::new(&mut random).values(kind, &mut random), kind);
        sizes.push(png.len());
        let mask = base64::engine::general_purpose::STANDARD.encode(png);
        let comma = if index + 1 < boxes.len() { "," } else { "" };
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "  {{\"box_2d\": [{y0}, {x0}, {y1}, {x1}], \"mask\": \
             \"data:image/png;base64,{mask}\", \"label\": \"object {}\"}}{comma}",
            index + 1
        );
    }
    text.push_str("]\n```");
    sizes.sort_unstable();
    Answer {
        text,
        share: boxes::share(&boxes),
        small_boxes: boxes::small(&boxes),
        png_bytes: sizes[sizes.len() / 2],
    }
}

/// The mask of one blob alone, for measurements that need no answer.
pub fn lone_mask(seed: u64, lobes: u32, kind: Kind) -> Vec<u8> {
    let mut random = Random::new(SEED ^ (seed << 8));
    Blob::with_lobes(lobes, &mut random).values(kind, &mut random)
}

/// A grey PNG of a mask's side, 8 bits. Hard ones as Gemini's own (no filter,
/// zlib level 9), soft ones as Pillow writes them (adaptive, level 6).
pub fn png(values: &[u8], kind: Kind) -> Vec<u8> {
    let side = MASK_SIDE as u32;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let (filter, level) = match kind {
        Kind::Hard => (Filter::NoFilter, 9),
        Kind::Soft => (Filter::Adaptive, 6),
    };
    encoder.set_filter(filter);
    encoder.set_deflate_compression(DeflateCompression::Level(level));
    let mut writer = encoder.write_header().expect("memory takes every byte");
    writer
        .write_image_data(values)
        .expect("the values fill the mask");
    writer.finish().expect("memory takes every byte");
    bytes
}
