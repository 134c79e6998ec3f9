//! Masks: from what a model wrote to runs of pixels.
//!
//! [`Encoding`] is what came on the wire, [`decode()`] turns it into a
//! [`Source`] (grey values or rings) which is kept, and [`Source::rasterise`]
//! turns that, with a threshold, into a [`Mask`]: rows of runs in the upright
//! picture's pixels. A mask is never stored as a picture-sized buffer.
//!
//! The rule, step by step, is in `ARCHITECTURE.md` ("What a mask means").
//! To add an encoding: one variant of [`Encoding`] and its arm in [`decode()`].

mod decode;
mod edit;
mod png;
mod polygon;
mod resample;
mod runs;
mod view;

pub mod limits;

pub use decode::{Decoded, Encoding, Kind, MaskProblem, Note, Source, decode};
pub use edit::{difference, intersection, iou, shrink};
pub use png::Grey;
pub use polygon::Frame;
pub use runs::{Mask, MaskBuilder, Run};
pub use view::View;

/// A pixel belongs to a mask where its value, after the resize, is strictly
/// greater than this, unless the person chose another threshold.
pub const DEFAULT_THRESHOLD: u8 = 127;
