//! Where a pointer is. Never follows it: events come from the page.

use web_sys::{Element, PointerEvent};

/// Where in `element` the pointer of `event` is, as shares of its width and height,
/// held within it.
pub fn place(event: &PointerEvent, element: &Element) -> [f64; 2] {
    let frame = element.get_bounding_client_rect();
    let share = |at: i32, from: f64, whole: f64| ((f64::from(at) - from) / whole).clamp(0.0, 1.0);
    [
        share(event.client_x(), frame.left(), frame.width().max(1.0)),
        share(event.client_y(), frame.top(), frame.height().max(1.0)),
    ]
}
