//! The colours that masks carry. Never two neighbours in the list that a
//! colour-blind person would take for each other.

/// A colour as sRGB red, green and blue, 0–255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

/// Eight colours in the spirit of Okabe and Ito's set ("Color universal
/// design", 2008), brightened so that they stand out over a photograph.
const COLORS: [Color; 8] = [
    Color([255, 176, 0]),
    Color([64, 176, 255]),
    Color([0, 200, 140]),
    Color([245, 95, 60]),
    Color([226, 110, 200]),
    Color([250, 236, 80]),
    Color([120, 110, 255]),
    Color([160, 226, 90]),
];

/// The colour of the object at place `index` in the list; they repeat after eight.
pub fn color(index: usize) -> Color {
    COLORS
        .get(index % COLORS.len())
        .copied()
        .unwrap_or(Color([255, 176, 0]))
}
