//! What a call took, in tokens. Never a price.

/// Tokens of one call, as the service counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of the prompt, the picture included.
    pub prompt: u64,
    /// Of the picture alone, where the service says so.
    pub picture: Option<u64>,
    /// Of the answer.
    pub answer: u64,
    /// Of thinking, billed as the answer's.
    pub thinking: u64,
}
