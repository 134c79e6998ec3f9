//! What a mask may cost at most, each with its reason. Declared sizes are held
//! against these before anything is allocated.

/// The longest side of a mask picture, in pixels: sixteen times what Gemini
/// sends, and as large as the largest picture it is sent.
pub const MASK_SIDE: u32 = 4096;

/// The longest base64 text of one mask, in bytes: a 4096 × 4096 mask without
/// any compression would fill twice this; real ones are about a kilobyte.
pub const MASK_TEXT: usize = 8 << 20;

/// The most vertices that one object's rings may have together. Answers hold
/// some dozens; beyond this the text is a loop, not an outline.
pub const VERTICES: usize = 20_000;
