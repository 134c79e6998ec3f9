//! Pixels onto a canvas. Never scales: the canvas takes the pixels' size.

use crate::geometry::Size;
use wasm_bindgen::{Clamped, JsCast as _, JsValue};
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapRenderingContext,
    ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d,
};

/// Makes pictures of pixels, where the pixels are: in the worker.
#[derive(Debug)]
pub struct Painter {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
}

impl Painter {
    /// A painter for pictures of any size.
    pub fn new() -> Result<Self, JsValue> {
        let canvas = OffscreenCanvas::new(1, 1)?;
        let context = canvas
            .get_context("2d")?
            .ok_or("an offscreen canvas has no 2D context")?
            .unchecked_into();
        Ok(Self { canvas, context })
    }

    /// A picture of RGBA bytes, `4 · width · height` of them, straight alpha.
    pub fn paint(&self, size: Size, bytes: &[u8]) -> Result<ImageBitmap, JsValue> {
        // Only where it has another size, since that makes new memory.
        if self.canvas.width() != size.width() {
            self.canvas.set_width(size.width());
        }
        if self.canvas.height() != size.height() {
            self.canvas.set_height(size.height());
        }
        let bytes = Clamped(bytes);
        let data = ImageData::new_with_u8_clamped_array_and_sh(bytes, size.width(), size.height())?;
        self.context.put_image_data(&data, 0.0, 0.0)?;
        self.canvas.transfer_to_image_bitmap()
    }
}

/// Replaces what `canvas` shows by `picture`, which is no longer there
/// afterwards. Nothing is copied.
pub fn show(canvas: &HtmlCanvasElement, picture: &ImageBitmap) -> Result<(), JsValue> {
    resize(canvas, picture.width(), picture.height());
    let context = canvas
        .get_context("bitmaprenderer")?
        .ok_or("this canvas shows something else")?;
    let context: ImageBitmapRenderingContext = context.unchecked_into();
    context.transfer_from_image_bitmap(picture);
    Ok(())
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
