//! The requests that the bench sends to the pipeline, directly and through the
//! shipped worker: the one place to change when the protocol changes.

use masque::geometry::Size;
use masque::mask::DEFAULT_THRESHOLD;
use masque::pipeline::message::{Ending, Request};

/// How much of the picture a fill covers on the page, in percent.
const FILL_PERCENT: u8 = 50;

/// Begins an answer about a picture.
pub fn begin(picture: Size) -> Request {
    Request::Begin {
        width: picture.width(),
        height: picture.height(),
        threshold: DEFAULT_THRESHOLD,
    }
}

/// Reads the answer's text, which comes as the bytes.
pub fn read() -> Request {
    Request::Saved
}

/// Ends the answer.
pub fn end() -> Request {
    Request::End(Ending::Done)
}

/// Cuts all masks anew.
pub fn threshold(threshold: u8) -> Request {
    Request::Threshold(threshold)
}

/// Draws the objects with these ids, as the page does.
pub fn overlay(picture: Size, view: Size, shown: Vec<u32>) -> Request {
    Request::Overlay {
        picture: sides(picture),
        view: sides(view),
        shown,
        fill: FILL_PERCENT,
    }
}

fn sides(size: Size) -> [u32; 2] {
    [size.width(), size.height()]
}
