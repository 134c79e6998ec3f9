//! How much of each pixel belongs to a cut-out. Never anything between all and
//! nothing further from the mask's edge than its softness.

use super::band::Bands;
use super::window::Window;
use crate::mask::Mask;
use image::imageops::{GaussianBlurParameters, blur_advanced};
use image::{ImageBuffer, Luma};

/// The share of each pixel, 0–255, row by row.
pub(super) enum Edge<'a> {
    Hard(&'a Mask),
    Soft(Bands<'a>),
}

impl<'a> Edge<'a> {
    /// The edge of `mask`, soft for so many pixels to each side.
    pub fn new(mask: &'a Mask, feather: u32) -> Self {
        if feather == 0 {
            return Self::Hard(mask);
        }
        let window = Window::around(mask, feather);
        let sharp = move |y, row: &mut [u8]| fill(mask, y, window.x, row);
        let softness = GaussianBlurParameters::new_from_radius(feather as f32);
        let blur = move |[width, height]: [u32; 2], samples| {
            let sharp = ImageBuffer::<Luma<u8>, _>::from_raw(width, height, samples);
            let soft = sharp.map(|sharp| blur_advanced(&sharp, softness));
            soft.map_or_else(Vec::new, ImageBuffer::into_raw)
        };
        Self::Soft(Bands::new(window, 1, feather, sharp, blur))
    }

    /// The shares of row `y`, from column `left` on.
    pub fn row(&mut self, y: u32, left: u32, shares: &mut [u8]) {
        let bands = match self {
            Self::Hard(mask) => return fill(mask, y, left, shares),
            Self::Soft(bands) => bands,
        };
        shares.fill(0);
        let columns = bands.window().columns();
        let Some(soft) = bands.row(y) else { return };
        let from = columns.start.max(left);
        let to = columns.end.min(left + shares.len() as u32);
        if from >= to {
            return;
        }
        let within = |start: u32| (from - start) as usize..(to - start) as usize;
        if let (Some(shares), Some(soft)) = (
            shares.get_mut(within(left)),
            soft.get(within(columns.start)),
        ) {
            shares.copy_from_slice(soft);
        }
    }
}

/// Row `y` of a mask from column `left` on: 255 inside.
fn fill(mask: &Mask, y: u32, left: u32, row: &mut [u8]) {
    row.fill(0);
    let end = left + row.len() as u32;
    for run in mask.row(y) {
        let inside = run.start.clamp(left, end)..run.end.clamp(left, end);
        let inside = (inside.start - left) as usize..(inside.end - left) as usize;
        if let Some(inside) = row.get_mut(inside) {
            inside.fill(255);
        }
    }
}
