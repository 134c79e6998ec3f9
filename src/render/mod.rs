//! Pictures of masks: colours and overlay pixels. Pixels in, pixels out; never
//! reads a file, never draws text, and knows nothing of the browser.

mod overlay;
mod palette;

pub use overlay::{Layer, Look, draw, rim};
pub use palette::{Color, color};
