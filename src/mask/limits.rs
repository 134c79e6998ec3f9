//! What a mask may cost at most, each with its reason. Declared sizes are held
//! against these before anything is allocated.

use super::MaskProblem;

/// The longest side of a mask picture, in pixels: thirty-two times what Gemini
/// sends, so that a mask over a whole photo at its own size fits too.
pub const MASK_SIDE: u32 = 8192;

/// The most pixels of a mask picture, or values of a list of true and false: a
/// square of 4096. Each costs a byte for as long as the mask is shown, or a bit
/// where there are only 0 and 255.
pub const MASK_PIXELS: u64 = 1 << 24;

/// The most memory that the pixels of one mask picture may take on the way, in
/// bytes: as many as there may be, in four channels of 8 bits. A PNG that breaks
/// off takes it twice, once to see how far it goes.
pub const MASK_MEMORY: u64 = 4 * MASK_PIXELS;

/// The longest base64 text of one mask, in bytes: a 2048 × 2048 mask without
/// any compression fits; real ones are about a kilobyte.
pub const MASK_TEXT: usize = 8 << 20;

/// The most vertices that one object's rings may have together. Answers hold
/// some dozens; beyond this the text is a loop, not an outline.
pub const VERTICES: usize = 20_000;

/// The most rings that one object may have, holes included: a tree with a hole
/// for every patch of sky has some hundreds.
pub const RINGS: usize = 2_000;

/// The most memory that the masks of one answer may take together, what they were
/// made from included, in bytes: half of what a phone gives a page. Fifty of
/// Gemini's own over 12 megapixels take one hundredth of it.
pub const ANSWER_MASKS: usize = 512 << 20;

/// Whether a mask picture may have this size in pixels; the problem if not.
pub(super) fn hold(width: u32, height: u32) -> Result<(), MaskProblem> {
    let pixels = u64::from(width) * u64::from(height);
    if width > MASK_SIDE || height > MASK_SIDE || pixels > MASK_PIXELS {
        Err(MaskProblem::TooLarge { width, height })
    } else {
        Ok(())
    }
}
