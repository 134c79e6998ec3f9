//! Pictures of masks: colours and overlay pixels. Pixels in, pixels out; never
//! reads a file, never draws text, and knows nothing of the browser.

mod blend;
mod columns;
mod frame;
mod labels;
mod line;
mod overlay;
mod palette;
mod sweep;

pub use columns::{Columns, Held};
pub use labels::{Label, place_labels};
pub use line::Line;
pub use overlay::{Layer, Look, Outside, Strip, draw, overlay};
pub use palette::{Color, color};
