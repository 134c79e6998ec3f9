//! What an answer may cost at most, each with its reason.

/// The most text that is read, in bytes: several times the largest answer that
/// a model's output limit allows.
pub const ANSWER_BYTES: usize = 32 << 20;

/// The most objects that are kept. Prompts ask for some dozens; the rest is
/// counted and said.
pub const OBJECTS: usize = 2000;

/// The deepest nesting that is followed. Real answers stay under 6.
pub const DEPTH: usize = 128;

/// The most values that one list may hold: a 1024 × 1024 mask written out value
/// by value.
pub const VALUES: usize = 1 << 20;

/// The longest label that is kept, in characters.
pub const LABEL: usize = 256;
