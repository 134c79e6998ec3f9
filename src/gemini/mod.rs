//! Speaking with Gemini, as values and pure functions: what is asked of which
//! model, what comes back, what a failure means, and when to ask again. Never
//! sends anything and knows no clock: only [`crate::browser`] does.
//!
//! Wire facts are from ai.google.dev (API reference, image understanding,
//! thinking, errors), as read in October 2026. To add a model family: one entry
//! in [`model`]; a task: one file in [`task`] and one line in its list; an
//! interface of Google's: one file in `wire`.

mod cost;
mod date;
mod elements;
mod failure;
mod family;
mod key;
mod request;
mod retry;
mod snippet;
mod stream;
mod wire;

pub mod model;
pub mod task;

pub use cost::{Bill, Cost};
pub use date::days;
pub use failure::{Failure, Timeout, failure};
pub use key::ApiKey;
pub use request::{Delivery, HttpRequest, Question, Upload, request};
pub use retry::{ATTEMPTS, Attempt, Next, Retry};
pub use snippet::{Language, snippet};
pub use stream::{Finish, Notice, Part, ReplyReader, is_reply};
pub use wire::Usage;

/// The only host that is ever spoken to.
pub const ORIGIN: &str = "https://generativelanguage.googleapis.com";

/// The longest side of a whole picture that is sent, in pixels: beyond it models
/// answer no better, and large uploads time out. Never enlarged to it.
pub const UPLOAD_SIDE: u32 = 1536;
