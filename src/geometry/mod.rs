//! Sizes, points, boxes and rings, in two frames that are never mixed.
//!
//! * **Normalised** (`Norm…`): Gemini's frame. The origin is the picture's top
//!   left corner, x runs right, y runs down, and each axis is scaled on its own
//!   so that the picture's far edge lies at 1000.
//! * **Pixel** (`Pixel…`): the upright picture's own pixels. Pixel `(0, 0)`
//!   covers the square from `(0, 0)` to `(1, 1)`; its centre is `(0.5, 0.5)`.
//!
//! A third frame is the camera's, in metres; [`Camera`] leads from it to pixels.
//!
//! Order is x, y, width, height everywhere; Gemini's y-first arrays are turned
//! round once, in [`NormBox::from_wire`]. The only way from one frame to the
//! other is [`PixelBox::from_norm`], [`PixelPoint::from_norm`], and
//! [`ExactPoint::from_norm`] where no rounding may show.
//!
//! This room uses no other and knows nothing of masks, models or the browser.

mod cuboid;
mod exact;
mod norm;
mod pixel;
mod viewport;

pub use cuboid::{Camera, Cuboid};
pub use exact::ExactPoint;
pub use norm::{NormBox, NormPoint};
pub use pixel::{PixelBox, PixelPoint, Size};
pub use viewport::Viewport;

/// The far edge of the normalised frame, on both axes.
pub const NORM_SIDE: f64 = 1000.0;

/// A closed ring of points; the last joins the first without being repeated.
///
/// The frame is the point's: `Ring<NormPoint>` or `Ring<PixelPoint>`.
pub type Ring<P> = Vec<P>;
