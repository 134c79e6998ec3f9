//! The document: the objects found in a picture, how an answer becomes them,
//! and the words for everything that can happen. Never waits, never sends, and
//! is told the time.

mod answering;
mod doubles;
mod object;
mod report;
mod rest;
mod trials;

pub mod words;

pub use answering::{Answering, Outcome, saved_parts};
pub use doubles::{DOUBLE, Double, doubles, likeness, sameness};
pub use object::{Object, Scope, Shape};
pub use report::{Report, ReportItem};
pub use rest::rest;
pub use trials::Trials;
