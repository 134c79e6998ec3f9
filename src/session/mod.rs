//! The document: the objects found in a picture, how an answer becomes them,
//! and the words for everything that can happen. Never waits, never sends, and
//! is told the time.

mod answering;
mod object;
mod report;
mod trials;

pub mod words;

pub use answering::{Answering, Outcome, saved_parts};
pub use object::Object;
pub use report::{Report, ReportItem};
pub use trials::Trials;
