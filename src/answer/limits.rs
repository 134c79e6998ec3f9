//! What an answer may cost at most, each with its reason.

use crate::mask::limits::MASK_TEXT;

/// The most text that is read, in bytes: several times the largest answer that
/// a model's output limit allows.
pub const ANSWER_BYTES: usize = 32 << 20;

/// The most objects that are kept. Prompts ask for some dozens; the rest is
/// counted and said.
pub const OBJECTS: usize = 2000;

/// The deepest nesting that is followed. Real answers stay under 6.
pub const DEPTH: usize = 128;

/// The most values that may be held at once, in all that is open: a 1024 × 1024
/// mask written out value by value, with room for its rows and its neighbours.
pub const VALUES: usize = 1_100_000;

/// The longest text in quotes that is kept, in bytes: that of a mask, the
/// longest thing that an object holds.
pub const TEXT: usize = MASK_TEXT;

/// The longest label that is kept, in characters.
pub const LABEL: usize = 256;

/// The longest block whose repetition is noticed, in bytes: a paragraph, or 60
/// `<seg_N>` tokens. Loops of base64 repeat blocks of 1 to 64.
pub const BLOCK: usize = 512;

/// How long a text may repeat one block, in bytes, before it counts as a loop.
/// Recorded masks repeat a block for at most 30 bytes, and a blank mask of
/// 1024 × 1024, sixteen times what Gemini sends, for 3 kB.
pub const LOOP: usize = 4096;

/// How many objects in a row may be copies of earlier ones before that counts
/// as a loop. Real answers repeat labels and boxes, not whole objects.
pub const COPIES: usize = 10;

/// How far a box may reach over the picture's edge, in thousandths, before that
/// is said: a real overhang is some dozens, values in pixels are hundreds.
pub const OVERHANG: f64 = 100.0;
