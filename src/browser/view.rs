//! The window's side of looking at a picture: sizes, pointers, the wheel. Never says
//! what they mean.

use super::canvas::Surface;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, MouseEvent, OffscreenCanvas, OffscreenCanvasRenderingContext2d, PointerEvent,
    ResizeObserver, WheelEvent,
};

/// How many pixels a line of text is that a wheel turns by.
const LINE: f64 = 16.0;

/// Tells `changed` the width and height of an element, in CSS pixels, now and whenever
/// they change.
pub fn watch_size(element: &Element, changed: impl Fn([f64; 2]) + 'static) {
    let of = element.clone();
    let tell = Closure::<dyn Fn()>::new(move || {
        changed([of.client_width(), of.client_height()].map(f64::from));
    });
    match ResizeObserver::new(tell.into_js_value().unchecked_ref()) {
        Ok(observer) => observer.observe(element),
        Err(error) => web_sys::console::warn_1(&error),
    }
}

/// How many of the screen's pixels one of the page's is, along a side.
pub fn pixel_ratio() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Where in `element` an event is, in CSS pixels from its upper left corner.
pub fn point(event: &MouseEvent, element: &Element) -> [f64; 2] {
    let frame = element.get_bounding_client_rect();
    [
        f64::from(event.client_x()) - frame.left(),
        f64::from(event.client_y()) - frame.top(),
    ]
}

/// The same for each of the moves that a browser tells as one, the last of them last.
pub fn points(event: &PointerEvent, element: &Element) -> Vec<[f64; 2]> {
    // Not every browser tells, and none on a page that came without encryption.
    let tells = Reflect::has(event, &"getCoalescedEvents".into()).unwrap_or(false);
    let moves = match tells {
        true => event.get_coalesced_events(),
        false => Array::new(),
    };
    let moves = moves
        .iter()
        .map(|event| event.unchecked_into::<PointerEvent>());
    let mut points: Vec<_> = moves.map(|event| point(&event, element)).collect();
    if points.is_empty() {
        points.push(point(event, element));
    }
    points
}

/// Has `element` told of all that this pointer does until it is let go.
pub fn capture(event: &PointerEvent, element: &Element) {
    if let Err(error) = element.set_pointer_capture(event.pointer_id()) {
        web_sys::console::warn_1(&error);
    }
}

/// By how many CSS pixels the wheel was turned, downwards positive.
pub fn turned(event: &WheelEvent) -> f64 {
    let by = event.delta_y();
    match event.delta_mode() {
        WheelEvent::DOM_DELTA_PIXEL => by,
        WheelEvent::DOM_DELTA_LINE => by * LINE,
        _ => by * LINE * 20.0,
    }
}

/// How wide a line of text is in this font of CSS's, in CSS pixels; 0 where the
/// browser does not say.
pub fn text_width(text: &str, font: &str) -> f64 {
    thread_local! {
        static RULER: Option<OffscreenCanvasRenderingContext2d> = ruler();
    }
    RULER.with(|ruler| {
        let Some(ruler) = ruler else { return 0.0 };
        ruler.set_font(font);
        ruler.measure_text(text).map_or(0.0, |size| size.width())
    })
}

/// Apart from the document: a canvas of that has all of its styles computed first.
fn ruler() -> Option<OffscreenCanvasRenderingContext2d> {
    let canvas = OffscreenCanvas::new(1, 1).ok()?;
    Some(Surface::new(canvas).ok()?.context)
}

/// Resolves in a task of its own after the next frame, or in the next one where the page is
/// not seen, which draws none.
pub async fn after_frame() {
    let window = web_sys::window();
    let document = window.as_ref().and_then(|window| window.document());
    if let Some(window) = window
        && document.is_some_and(|document| !document.hidden())
    {
        let promise = Promise::new(&mut |resolve, _reject| {
            if let Err(error) = window.request_animation_frame(&resolve) {
                web_sys::console::warn_1(&error);
                let _ = resolve.call0(&JsValue::NULL);
            }
        });
        let _ = JsFuture::from(promise).await;
    }
    super::pause(0).await;
}
