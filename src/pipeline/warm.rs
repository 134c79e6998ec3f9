//! The whole road once, on an answer of its own: a browser compiles code as it
//! is used, and the first real answer should not wait for that. Never touches
//! the pipeline that is at work.

use super::Pipeline;
use super::message::{Ending, Request, Style};
use crate::export::grey_png;
use crate::gemini::Bill;
use crate::geometry::{Camera, Size};
use crate::mask::Mask;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How often the road is walked: after about so many times browsers have
/// replaced their quickly made code by the quick code.
pub(super) const WALKS: usize = 24;

/// The picture of the answer, in pixels: large enough that loops count.
const PICTURE: [u32; 2] = [1200, 900];

/// The size at which it is shown: that of a large window, so that the memory for
/// its pixels is there as well.
const VIEW: [u32; 2] = [1600, 1200];

/// Where the answer's objects lie. So many masks are enough for the quick code to be there
/// after the last walk.
const BOXES: [&str; 6] = [
    "[100, 50, 900, 800]",
    "[300, 700, 500, 850]",
    "[110, 60, 500, 400]",
    "[310, 100, 500, 850]",
    "[120, 500, 900, 800]",
    "[320, 70, 500, 150]",
];

/// Walks the road once more, after so many times. Each walk is a request of its own,
/// so that a real answer need not wait for all of them.
pub(super) fn walk(before: usize) {
    let Some(answer) = answer() else { return };
    let [width, height] = PICTURE;
    let mut pipeline = Pipeline::default();
    let threshold = 100 + before as u8;
    let overlay = |threshold| Request::Overlay {
        is_second: false,
        picture: PICTURE,
        part: [0, 0, width, height],
        view: VIEW,
        fill: 50,
        style: Style::Both,
        lit: Vec::new(),
        is_moving: false,
        threshold,
    };
    let road = [
        Request::Begin {
            width,
            height,
            threshold,
            degrees: Camera::DEGREES,
            is_live: false,
        },
        Request::Saved,
        Request::End {
            ending: Ending::Done,
            chance: 0,
            today: String::new(),
            spent: Bill::default(),
        },
        overlay(threshold),
        overlay(threshold + 1),
    ];
    for request in road {
        pipeline.handle(request, answer.clone(), &mut |_strip| {});
    }
}

/// Discs, some growing and some shrinking on their way into the picture.
fn answer() -> Option<Vec<u8>> {
    let disc = Mask::from_fn(Size::new(256, 256)?, |x, y| {
        x.abs_diff(128).pow(2) + y.abs_diff(128).pow(2) < 110 * 110
    });
    let png = STANDARD.encode(grey_png(&disc).ok()?);
    let item = |bounds: &str| {
        format!(r#"{{"box_2d": {bounds}, "mask": "data:image/png;base64,{png}", "label": "disc"}}"#)
    };
    let items = BOXES.map(item);
    Some(format!("[{}]", items.join(", ")).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_answer_is_read_whole() {
        let answer = String::from_utf8(answer().expect("an answer")).expect("text");
        let size = Size::new(1200, 900).expect("a size");
        let mut reader = crate::answer::Reader::new();
        let found = reader.push(&answer);
        assert_eq!(found.len(), BOXES.len());
        for detection in found.iter().take(if cfg!(miri) { 1 } else { BOXES.len() }) {
            crate::mask::decode(&detection.mask, detection.bounds, size).expect("a mask");
        }
        assert!(reader.finish().problems.is_empty());
    }
}
