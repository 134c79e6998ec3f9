//! The requests that the bench sends to the pipeline, directly and through the
//! shipped worker: the one place to change when the protocol changes.

use masque::gemini::Bill;
use masque::geometry::{Camera, Size};
use masque::mask::DEFAULT_THRESHOLD;
use masque::pipeline::message::{Ending, Request, Style};
use masque::session::Edit;

/// How much of the picture a fill covers, in percent; 0.7 like the peers'.
const FILL_PERCENT: u8 = 70;

/// Walks the whole road, so that everything is compiled.
pub fn warm_up() -> Request {
    Request::WarmUp
}

/// Begins an answer about a picture.
pub fn begin(picture: Size) -> Request {
    Request::Begin {
        width: picture.width(),
        height: picture.height(),
        threshold: DEFAULT_THRESHOLD,
        degrees: Camera::DEGREES,
        is_live: false,
    }
}

/// Reads the answer's text, which comes as the bytes.
pub fn read() -> Request {
    Request::Saved
}

/// Ends the answer.
pub fn end() -> Request {
    Request::End {
        ending: Ending::Done,
        chance: 0,
        today: String::new(),
        spent: Bill::default(),
    }
}

/// Cuts all masks anew.
pub fn threshold(threshold: u8) -> Request {
    Request::Edit(Edit::Threshold(threshold))
}

/// Draws the objects at a threshold, as the page does (with rims),
/// or as the peers do (fills alone).
pub fn overlay(picture: Size, view: Size, rim: bool, threshold: u8) -> Request {
    Request::Overlay {
        is_second: false,
        picture: sides(picture),
        part: [0, 0, picture.width(), picture.height()],
        view: sides(view),
        fill: FILL_PERCENT,
        style: if rim { Style::Both } else { Style::Fill },
        lit: Vec::new(),
        is_moving: false,
        threshold,
    }
}

/// Shows one object alone; asked again, shows all.
pub fn solo(id: u32) -> Request {
    Request::Edit(Edit::Solo(vec![id]))
}

fn sides(size: Size) -> [u32; 2] {
    [size.width(), size.height()]
}
