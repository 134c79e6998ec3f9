//! Pixels onto a canvas. Never scales: the canvas takes the pixels' size.

use crate::render::{Held, Strip};
use std::cell::RefCell;
use wasm_bindgen::{Clamped, JsCast as _, JsValue};
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData, OffscreenCanvas,
    OffscreenCanvasRenderingContext2d,
};

/// The pixels of a canvas of the page's. The browser takes them over only when
/// something was drawn; those of a canvas that was not detached, without a graphics
/// processor, with every frame of the page.
#[derive(Debug)]
pub struct Surface {
    canvas: OffscreenCanvas,
    pub(super) context: OffscreenCanvasRenderingContext2d,
}

impl Surface {
    /// What is drawn on `canvas`.
    pub(super) fn new(canvas: OffscreenCanvas) -> Result<Self, JsValue> {
        let context = canvas
            .get_context("2d")?
            .ok_or("an offscreen canvas has no 2D context")?
            .unchecked_into();
        Ok(Self { canvas, context })
    }

    /// Detaches the pixels of `canvas`, which is possible once.
    pub fn of(canvas: &HtmlCanvasElement) -> Result<Self, JsValue> {
        Self::new(canvas.transfer_control_to_offscreen()?)
    }

    /// Gives it a size; only where it has another, since that clears it.
    pub(super) fn resize(&self, width: u32, height: u32) {
        if self.canvas.width() != width {
            self.canvas.set_width(width);
        }
        if self.canvas.height() != height {
            self.canvas.set_height(height);
        }
    }
}

/// A canvas of the page's that is drawn on in the worker, so that the page need not
/// touch the pixels.
#[derive(Debug)]
pub struct Screen {
    surface: Surface,
    held: RefCell<Held>,
}

impl Screen {
    /// Takes over a canvas that [`lend`] gave away.
    pub fn new(canvas: OffscreenCanvas) -> Result<Self, JsValue> {
        Ok(Self {
            surface: Surface::new(canvas)?,
            held: RefCell::default(),
        })
    }

    /// Shows some rows instead of what was there.
    pub fn paint(&self, strip: Strip<'_>) -> Result<(), JsValue> {
        let (width, height) = (strip.size.width(), strip.size.height());
        self.surface.resize(width, height);
        let pixels = Clamped(strip.pixels.as_flattened());
        let mut data = None;
        for columns in self.held.borrow_mut().turn(&strip) {
            let data = match &data {
                Some(data) => data,
                None => data.insert(ImageData::new_with_u8_clamped_array_and_sh(
                    pixels,
                    width,
                    strip.height(),
                )?),
            };
            self.surface
                .context
                .put_image_data_with_dirty_x_and_dirty_y_and_dirty_width_and_dirty_height(
                    data,
                    0.0,
                    strip.top.into(),
                    columns.start.into(),
                    0.0,
                    columns.len() as f64,
                    strip.height().into(),
                )?;
        }
        Ok(())
    }
}

/// Puts a new canvas into `holder`, instead of what is in it; gives the canvas
/// and its pixels, which may be handed to a worker.
pub fn lend(holder: &Element) -> Result<(HtmlCanvasElement, OffscreenCanvas), JsValue> {
    let canvas = hidden(1, 1)?;
    let pixels = canvas.transfer_control_to_offscreen()?;
    holder.replace_children_with_node_1(&canvas);
    Ok((canvas, pixels))
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
