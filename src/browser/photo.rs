//! A picture decoded by the browser, upright. Never decodes what
//! [`crate::picture::inspect`] has not let through.

use super::CANVAS_PIXELS;
use super::canvas::{Surface, context, hidden, reading_context, resize};
use crate::geometry::Size;
use crate::picture::Rgba;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// The longest side of the tiles in which full-resolution pixels are read.
const TILE: u32 = 2048;

/// The quality of the JPEG that is sent, 0–1: no artefacts that a model sees.
const UPLOAD_QUALITY: f64 = 0.9;

/// A decoded picture. EXIF orientation is already applied; the pixels stay with
/// the browser until they are asked for.
#[derive(Debug)]
pub struct Photo {
    bitmap: ImageBitmap,
    size: Size,
}

/// Why the browser could not do something with a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoProblem {
    /// It could not decode the file.
    #[error("the picture cannot be decoded")]
    Undecodable,
    /// It could not give its pixels; its own words.
    #[error("the browser did not give the picture's pixels: {0}")]
    Pixels(String),
}

impl From<JsValue> for PhotoProblem {
    fn from(error: JsValue) -> Self {
        let said = error.dyn_ref::<js_sys::Error>();
        Self::Pixels(said.map_or_else(String::new, |error| error.message().into()))
    }
}

impl Photo {
    /// Decodes a picture file.
    pub async fn decode(bytes: &[u8]) -> Result<Self, PhotoProblem> {
        let window = web_sys::window().ok_or(PhotoProblem::Undecodable)?;
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
        let decoded = JsFuture::from(window.create_image_bitmap_with_blob(&blob)?).await;
        let Ok(bitmap) = decoded else {
            return Err(PhotoProblem::Undecodable);
        };
        let bitmap: ImageBitmap = bitmap.unchecked_into();
        let size = Size::new(bitmap.width(), bitmap.height()).ok_or(PhotoProblem::Undecodable)?;
        Ok(Self { bitmap, size })
    }

    /// The upright picture's size.
    pub fn size(&self) -> Size {
        self.size
    }

    /// Draws a part of the picture, left, top, width and height, onto `surface`, which
    /// takes the size `view`.
    pub fn paint(&self, surface: &Surface, part: [u32; 4], view: Size) -> Result<(), PhotoProblem> {
        surface.resize(view.width(), view.height());
        let [x, y, width, height] = part.map(f64::from);
        let (wide, high) = (f64::from(view.width()), f64::from(view.height()));
        let context = &surface.context;
        context.clear_rect(0.0, 0.0, wide, high);
        context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.bitmap,
            x,
            y,
            width,
            height,
            0.0,
            0.0,
            wide,
            high,
        )?;
        Ok(())
    }

    /// Draws all of it onto a small canvas, whose longest side becomes `longest`.
    pub fn thumbnail(&self, canvas: &HtmlCanvasElement, longest: u32) -> Result<(), PhotoProblem> {
        let size = self.size.fit(longest, u64::MAX);
        resize(canvas, size.width(), size.height());
        self.draw_scaled(&context(canvas)?, self.whole(), size)
    }

    /// All of it, as left, top, width and height.
    fn whole(&self) -> [u32; 4] {
        [0, 0, self.size.width(), self.size.height()]
    }

    fn draw_scaled(
        &self,
        context: &CanvasRenderingContext2d,
        part: [u32; 4],
        view: Size,
    ) -> Result<(), PhotoProblem> {
        let [x, y, width, height] = part.map(f64::from);
        context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &self.bitmap,
            x,
            y,
            width,
            height,
            0.0,
            0.0,
            f64::from(view.width()),
            f64::from(view.height()),
        )?;
        Ok(())
    }

    /// All pixels at full resolution, read tile by tile so that no canvas is
    /// larger than any browser allows.
    pub fn pixels(&self) -> Result<Rgba, PhotoProblem> {
        let mut pixels = Rgba::transparent(self.size);
        let tile = hidden(TILE.min(self.size.width()), TILE.min(self.size.height()))?;
        let context = reading_context(&tile)?;
        for top in (0..self.size.height()).step_by(TILE as usize) {
            for left in (0..self.size.width()).step_by(TILE as usize) {
                let width = TILE.min(self.size.width() - left);
                let height = TILE.min(self.size.height() - top);
                context.clear_rect(0.0, 0.0, f64::from(TILE), f64::from(TILE));
                context.draw_image_with_image_bitmap(
                    &self.bitmap,
                    -f64::from(left),
                    -f64::from(top),
                )?;
                let data = context
                    .get_image_data(0.0, 0.0, f64::from(width), f64::from(height))?
                    .data();
                for (y, row) in (top..).zip(data.chunks_exact(width as usize * 4)) {
                    if let Some(span) = pixels.span_mut(y, left, left + width) {
                        span.copy_from_slice(row.as_chunks().0);
                    }
                }
            }
        }
        resize(&tile, 0, 0);
        Ok(pixels)
    }

    /// The picture, or the `part` of it with this left, top, width and height, as a
    /// JPEG without metadata, its longest side at most `longest`, never enlarged, and
    /// made smaller where no browser could hold so many pixels at once; on white where
    /// it is transparent.
    pub async fn upload(
        &self,
        part: Option<[u32; 4]>,
        longest: u32,
    ) -> Result<Vec<u8>, PhotoProblem> {
        let part = part.unwrap_or_else(|| self.whole());
        let size = Size::new(part[2], part[3]).unwrap_or(self.size);
        let size = size.fit(longest, CANVAS_PIXELS);
        let canvas = hidden(size.width(), size.height())?;
        let context = context(&canvas)?;
        context.set_fill_style_str("white");
        context.fill_rect(0.0, 0.0, f64::from(size.width()), f64::from(size.height()));
        self.draw_scaled(&context, part, size)?;
        let blob = JsFuture::from(jpeg(&canvas)).await?;
        let blob: Blob = blob.dyn_into()?;
        let buffer = JsFuture::from(blob.array_buffer()).await?;
        resize(&canvas, 0, 0);
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

impl Drop for Photo {
    fn drop(&mut self) {
        self.bitmap.close();
    }
}

/// The canvas as a JPEG blob, or null where the browser cannot.
fn jpeg(canvas: &HtmlCanvasElement) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let taken =
            Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob));
        let quality = JsValue::from_f64(UPLOAD_QUALITY);
        let asked = canvas.to_blob_with_type_and_encoder_options(
            taken.unchecked_ref(),
            "image/jpeg",
            &quality,
        );
        if let Err(error) = asked {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    })
}
