//! Files from masks and pictures, at the picture's own resolution. Never decides
//! what is saved, and never writes anywhere: bytes out.

mod cutout;
mod name;
mod png;

pub use cutout::cut_out;
pub use name::{numbered, slug};
pub use png::{EncodeProblem, grey_png, rgba_png};
