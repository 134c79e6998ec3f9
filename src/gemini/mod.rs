//! Speaking with Gemini, as values and pure functions: what is asked of which
//! model, what comes back, and what a failure means. Never sends anything: only
//! [`crate::browser`] does.
//!
//! Wire facts are from ai.google.dev (API reference, image understanding,
//! thinking, errors), as read in October 2026. To add a model family: one entry
//! in [`model`]; a task: one file in [`task`] and one line in its list.

mod failure;
mod key;
mod request;
mod stream;
mod wire;

pub mod model;
pub mod task;

pub use failure::{Failure, failure};
pub use key::ApiKey;
pub use request::{HttpRequest, Question, Upload, request};
pub use stream::{Finish, Part, ReplyReader};
pub use wire::Usage;

/// The only host that is ever spoken to.
pub const ORIGIN: &str = "https://generativelanguage.googleapis.com";

/// The longest side of the picture that is sent, in pixels: beyond it models
/// answer no better, and large uploads time out. Never enlarged to it.
pub const UPLOAD_SIDE: u32 = 1536;
