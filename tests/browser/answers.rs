//! Answers as a model writes them, short enough to read. Never more than text.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::files::encoded;

/// Two polygons: the left half, and the lower right quarter.
pub const TWO_HALVES: &str = r#"{"boxes": [
    {"box_2d": [0, 0, 1000, 500], "mask": [[0, 0], [500, 0], [500, 1000], [0, 1000]], "label": "left half"},
    {"box_2d": [500, 500, 1000, 1000], "mask": [[500, 500], [1000, 500], [1000, 1000], [500, 1000]], "label": "lower right"}
]}"#;

/// One polygon: the whole picture.
pub const ALL_OF_IT: &str = r#"{"boxes": [
    {"box_2d": [0, 0, 1000, 1000], "mask": [[0, 0], [1000, 0], [1000, 1000], [0, 1000]], "label": "all of it"}
]}"#;

/// An object, "odd thing", whose mask is this file.
pub fn with_mask(file: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(file);
    format!(
        r#"[{{"box_2d": [100, 100, 900, 900], "mask": "data:image/png;base64,{text}", "label": "odd thing"}}]"#
    )
}

/// What the objects of [`THREE_STRIPS`] are called; not all of it in ASCII.
pub const STRIPS: [&str; 3] = ["top strip", "crème in the middle", "茶 🍵"];

/// Three polygons, one below the other; an object in each piece.
pub const THREE_STRIPS: [&str; 3] = [
    r#"{"boxes": [
    {"box_2d": [0, 0, 300, 1000], "mask": [[0, 0], [1000, 0], [1000, 300], [0, 300]], "label": "top strip"},"#,
    r#"
    {"box_2d": [300, 0, 600, 1000], "mask": [[0, 300], [1000, 300], [1000, 600], [0, 600]], "label": "crème in the middle"},"#,
    r#"
    {"box_2d": [600, 0, 1000, 1000], "mask": [[0, 600], [1000, 600], [1000, 1000], [0, 1000]], "label": "茶 🍵"}
]}"#,
];

/// A mask of 64 × 64 that fades from its middle.
pub fn soft() -> String {
    let grey = image::GrayImage::from_fn(64, 64, |x, y| {
        let far = (f64::from(x) - 31.5).hypot(f64::from(y) - 31.5);
        image::Luma([(255.0 - 7.0 * far).max(0.0) as u8])
    });
    let grey = image::DynamicImage::from(grey);
    with_mask(&encoded(grey, image::ImageFormat::Png))
}
