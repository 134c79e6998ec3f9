//! Masks: from what a model wrote to runs of pixels.
//!
//! [`Encoding`] is what came on the wire, [`decode()`] turns it into a
//! [`Source`] (grey values or rings) which is kept, and [`Source::rasterise`]
//! turns that, with a threshold, into a [`Mask`]: rows of runs in the upright
//! picture's pixels. A mask is never stored as a picture-sized buffer.
//!
//! What is done with masks afterwards works on their runs: sets ([`union`] and
//! its neighbours), [`parts()`] and [`holes`], [`grow`], [`shrink`] and [`smooth`],
//! what a hand draws ([`stroke()`] and [`enclosed`]) and what was done in all
//! ([`Mending`]), the ways around them ([`contour`]), and COCO's run lengths ([`coco`]). Each is
//! held against a plain bitmap by a property test at the end of its file.
//!
//! The rule, step by step, is in `ARCHITECTURE.md` ("What a mask means").
//! To add an encoding: one variant of [`Encoding`] and its arm in [`decode()`].

mod bridge;
mod cut;
mod decode;
mod flags;
mod formats;
mod frame;
mod grey;
mod mending;
mod morphology;
mod parts;
mod payload;
mod place;
mod plane;
mod png;
mod polygon;
mod resample;
mod runs;
mod set;
mod source;
mod stroke;
mod transpose;
mod view;
mod walls;
mod whole;

pub mod coco;
pub mod contour;
pub mod limits;

pub use decode::{Decoded, Encoding, MaskProblem, Note, Stray, decode};
pub use frame::{Fit, Frame};
pub use grey::Grey;
pub use mending::{GROW, Mending, Refine, SMOOTH, refined, refined_or_part};
pub use morphology::{grow, shrink, smooth};
pub use parts::{Connectivity, drop_specks, fill_holes, holes, largest_parts, parts};
pub use place::place;
pub use polygon::fill_rings;
pub use resample::Levels;
pub use runs::{Mask, MaskBuilder, Run};
pub use set::{
    complement, difference, intersection, iou, shared_area, symmetric_difference, union,
};
pub use source::{Kind, Source};
pub use stroke::{enclosed, stroke};
pub use view::View;

/// A pixel belongs to a mask where its value, after the resize, is strictly
/// greater than this, unless the person chose another threshold.
pub const DEFAULT_THRESHOLD: u8 = 127;

/// The thresholds that a person can choose.
pub const THRESHOLDS: std::ops::RangeInclusive<u8> = 1..=254;

#[cfg(test)]
mod tests;
