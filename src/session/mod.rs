//! The document: the objects found in a picture, how an answer becomes them,
//! and the words for everything that can happen. Never waits, never sends, and
//! is told the time.

mod answering;
mod doubles;
mod note;
mod object;
mod pair;
mod report;
mod rest;
mod trials;

pub mod words;

pub use answering::{Answering, Outcome, saved_parts};
pub use doubles::{DOUBLE, Double, NEAR, Sameness, doubles, likeness, sameness};
pub use note::{note, noted};
pub use object::{Object, Scope, Shape};
pub use pair::{Keep, MATCH, Pair, keep, pairs};
pub use report::{Report, ReportItem};
pub use rest::rest;
pub use trials::Trials;
