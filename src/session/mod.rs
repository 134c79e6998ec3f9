//! The document: the objects found in a picture, how an answer becomes them,
//! and the words for everything that can happen. Never waits, never sends, and
//! is told the time.

mod answering;
mod by_hand;
mod deed;
mod doubles;
mod edit;
mod history;
mod language;
mod mark;
mod mending;
mod note;
mod object;
mod pair;
mod report;
mod rest;
mod thing;
mod trials;

pub mod words;

pub use answering::{Answering, Outcome, saved_parts};
pub use deed::{Before, Called, Deed, These, Tool, is_alone};
pub use doubles::{DOUBLE, Double, NEAR, Sameness, doubles, likeness, sameness};
pub use edit::{Edit, EditProblem, LEAST_RADIUS, OBJECTS, PARTS, POINTS, RADIUS, Steps};
pub use history::{HISTORY_BYTES, History, Listed, Run, STEPS, State};
pub(crate) use language::say;
pub use language::{Language, Numbers, Tongue};
pub use mark::{Giver, Mark};
pub use note::{note, noted};
pub use object::{Object, Scope, Shape};
pub use pair::{Keep, MATCH, Pair, keep, pairs};
pub use report::{Report, ReportItem};
pub use rest::rest;
pub use trials::Trials;
