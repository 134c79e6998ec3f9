//! Pixels onto a canvas. Never scales: the canvas takes the pixels' size.

use crate::geometry::Size;
use js_sys::{Uint8Array, Uint8ClampedArray};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Replaces what `canvas` shows by RGBA bytes that are still the browser's,
/// `4 · width · height` of them, straight alpha: they are not copied.
pub fn show(canvas: &HtmlCanvasElement, size: Size, bytes: &Uint8Array) -> Result<(), JsValue> {
    let clamped = Uint8ClampedArray::new(&bytes.buffer());
    let data =
        ImageData::new_with_js_u8_clamped_array_and_sh(&clamped, size.width(), size.height())?;
    resize(canvas, size.width(), size.height());
    context(canvas)?.put_image_data(&data, 0.0, 0.0)
}

/// Gives `canvas` a size; only where it has another, since that clears it.
pub(super) fn resize(canvas: &HtmlCanvasElement, width: u32, height: u32) {
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
}

/// The 2D context of `canvas`.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let context = canvas
        .get_context("2d")?
        .ok_or("this canvas has no 2D context")?;
    Ok(context.unchecked_into())
}

/// The 2D context of `canvas` for pixels that are read back again and again; it
/// must be the first that this canvas is asked for.
pub(super) fn reading_context(
    canvas: &HtmlCanvasElement,
) -> Result<CanvasRenderingContext2d, JsValue> {
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let context = canvas
        .get_context_with_context_options("2d", &options)?
        .ok_or("this canvas has no 2D context")?;
    Ok(context.unchecked_into())
}

/// A canvas that is not in the page.
pub(super) fn hidden(width: u32, height: u32) -> Result<HtmlCanvasElement, JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or("there is no page")?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    resize(&canvas, width, height);
    Ok(canvas)
}
