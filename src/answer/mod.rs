//! Reading what a model wrote: JSON as it should be, in fences, wrapped in prose
//! or in other objects, cut in the middle, or slightly wrong. Never fails as a
//! whole and never invents: it gives what is good and a list of problems.
//!
//! [`Reader`] takes the text in pieces, as it arrives, and gives each
//! [`Detection`] the moment its object closes. The same text gives the same
//! detections however it is cut into pieces. A loop is named while it streams;
//! see [`Reader::problems`]. `ARCHITECTURE.md` says what becomes of each kind of
//! damage; `tests/malformed` holds an example of each.
//!
//! The way of the text: `scan` finds brackets and words, `text` reads what is in
//! quotes, `open` holds what has not closed; `item` and `shape` say what a closed
//! object means; `repeat`, `copies` and `tokens` watch. To read another damage:
//! a family in the corpus first, then the place that it breaks.

mod copies;
mod item;
mod label;
mod open;
mod reader;
mod repeat;
mod scan;
mod shape;
mod text;
mod tokens;
mod value;

pub mod limits;

pub use label::clean as clean_label;
pub use reader::{Problem, Reader, Report};

use crate::geometry::{Cuboid, NormBox, NormPoint};
use crate::mask::Encoding;

/// One object that the model named, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Detection {
    /// Its label, made safe to show; `None` when there is none.
    pub label: Option<String>,
    /// Its box; `None` when there is none or it cannot be read.
    pub bounds: Option<NormBox>,
    /// Whether something was written where the box belongs that is no box.
    pub bad_box: bool,
    /// Its point, for answers that point at things.
    pub point: Option<NormPoint>,
    /// Its box in space, for answers in three dimensions.
    pub cuboid: Option<Cuboid>,
    /// Its mask, not yet decoded.
    pub mask: Encoding,
}
