//! A cut-out as a PNG, row by row. Never holds its pixels all at once.

use super::Images;
use super::backdrop::{Backdrop, over, product};
use super::edge::Edge;
use super::window::Window;
use crate::export::png::{Colors, by_rows};
use crate::export::{ExportProblem, Made};
use crate::mask::Mask;
use crate::picture::Rgba;

/// What `mask` holds of `photo`.
pub(super) fn png(photo: &Rgba, mask: &Mask, images: &Images, title: Option<&str>) -> Made {
    if photo.size() != mask.picture() {
        return Err(ExportProblem::OtherPixels);
    }
    let feather = images.feather();
    let window = if images.crop {
        Window::around(mask, feather.saturating_add(images.margin))
    } else {
        Window::whole(photo.size())
    };
    let columns = window.columns();
    let left = columns.start;
    let pixels = |y| photo.span(y, left, columns.end).into_iter().flatten();
    let mut edge = Edge::new(mask, feather);
    let mut shares = vec![0; columns.len()];
    let png = match Backdrop::new(photo, window, &images.background) {
        None => by_rows(window.size, Colors::Rgba, title, |row, samples| {
            let y = window.y + row;
            edge.row(y, left, &mut shares);
            let samples = samples.as_chunks_mut::<4>().0.iter_mut();
            for ((sample, pixel), share) in samples.zip(pixels(y)).zip(&shares) {
                let [red, green, blue, alpha] = *pixel;
                *sample = match share {
                    0 => [0; 4],
                    share => [red, green, blue, product(alpha, *share)],
                };
            }
        }),
        Some(mut backdrop) => by_rows(window.size, Colors::Rgb, title, |row, samples| {
            let y = window.y + row;
            edge.row(y, left, &mut shares);
            let samples = samples.as_chunks_mut::<3>().0;
            backdrop.row(y, left, samples);
            for ((sample, pixel), share) in samples.iter_mut().zip(pixels(y)).zip(&shares) {
                *sample = over(*pixel, *share, *sample);
            }
        }),
    };
    Ok(png?)
}
