//! What a cut-out lies on, row by row. Never transparent: what is in a picture
//! stands on white.

use super::band::Bands;
use super::window::Window;
use super::{Background, Images};
use crate::geometry::Size;
use crate::picture::Rgba;
use image::imageops::{crop_imm, fast_blur, interpolate_bilinear, thumbnail};
use image::{ImageBuffer, Rgb};
use std::rc::Rc;

/// What lies below transparent pixels.
const WHITE: [u8; 3] = [255; 3];

pub(super) enum Backdrop<'a> {
    Plain([u8; 3]),
    Blurred(Bands<'a>),
    Picture(Fitted),
}

impl<'a> Backdrop<'a> {
    /// What lies below `window` of `photo`; `None` when nothing does.
    pub fn new(photo: &'a Rgba, window: Window, background: &Background) -> Option<Self> {
        Some(match background {
            Background::None => return None,
            Background::Color(color) => Self::Plain(*color),
            Background::Blur(radius) => Self::Blurred(blurred(photo, window, *radius)),
            Background::Picture(picture) => Self::Picture(Fitted::new(picture, window)?),
        })
    }

    /// The colours of row `y` of the photograph, from column `left` on.
    pub fn row(&mut self, y: u32, left: u32, colors: &mut [[u8; 3]]) {
        match self {
            Self::Plain(color) => colors.fill(*color),
            Self::Blurred(bands) => {
                let start = (left - bands.window().x) as usize;
                let row = bands.row(y).map(|row| row.as_chunks::<3>().0);
                if let Some(blurred) = row.and_then(|row| row.get(start..start + colors.len())) {
                    colors.copy_from_slice(blurred);
                }
            }
            Self::Picture(picture) => picture.row(y, left, colors),
        }
    }
}

/// `pixel` over `below`, as far as it covers and this share of it belongs.
pub(super) fn over([red, green, blue, alpha]: [u8; 4], share: u8, below: [u8; 3]) -> [u8; 3] {
    let alpha = u32::from(product(alpha, share));
    let mixed = |above: u8, below: u8| {
        let sum = u32::from(above) * alpha + u32::from(below) * (255 - alpha);
        ((sum + 127) / 255) as u8
    };
    let [below_red, below_green, below_blue] = below;
    [
        mixed(red, below_red),
        mixed(green, below_green),
        mixed(blue, below_blue),
    ]
}

/// This share of an alpha, both 0–255.
pub(super) fn product(alpha: u8, share: u8) -> u8 {
    ((u32::from(alpha) * u32::from(share) + 127) / 255) as u8
}

fn blurred(photo: &Rgba, window: Window, radius: u32) -> Bands<'_> {
    let radius = radius.min(Images::WIDEST);
    // It is three blurs in a row, each of which reaches as far as this or less.
    let reach = 3 * (radius + 3);
    let window = window.grown(reach, photo.size());
    let sharp = move |y, row: &mut [u8]| {
        let columns = window.columns();
        let pixels = photo.span(y, columns.start, columns.end);
        let row = row.as_chunks_mut::<3>().0.iter_mut();
        for (color, pixel) in row.zip(pixels.into_iter().flatten()) {
            *color = over(*pixel, 255, WHITE);
        }
    };
    let blur = move |[width, height]: [u32; 2], samples| {
        let sharp = ImageBuffer::<Rgb<u8>, _>::from_raw(width, height, samples);
        let soft = sharp.map(|sharp| fast_blur(&sharp, radius as f32));
        soft.map_or_else(Vec::new, ImageBuffer::into_raw)
    };
    Bands::new(window, 3, reach, sharp, blur)
}

/// A picture scaled so that it covers a window.
pub(super) struct Fitted {
    picture: Rc<Rgba>,
    window: Window,
    /// Where the window's corner lies in the picture, in its pixels.
    corner: [f64; 2],
    /// How many of the picture's pixels one of the window's is.
    step: f64,
}

/// From how many pixels on several are made one before the rest is scaled: of
/// more, single ones would be left out.
const COARSE: f64 = 2.0;

impl Fitted {
    fn new(picture: &Rc<Rgba>, window: Window) -> Option<Self> {
        let [width, height] = sides(window.size);
        let [across, down] = sides(picture.size());
        let step = (across / width).min(down / height);
        let corner = [(across - width * step) / 2.0, (down - height * step) / 2.0];
        let fitted = Self {
            picture: Rc::clone(picture),
            window,
            corner,
            step,
        };
        if step > COARSE {
            return fitted.reduced();
        }
        Some(fitted)
    }

    /// With a picture that is as large as the window.
    fn reduced(self) -> Option<Self> {
        let size = self.window.size;
        let [x, y] = self.corner.map(|corner| corner as u32);
        let [width, height] = sides(size).map(|side| (side * self.step).round() as u32);
        let all = view(&self.picture)?;
        let part = crop_imm(&all, x, y, width, height);
        let small = thumbnail(&*part, size.width(), size.height());
        Some(Self {
            picture: Rc::new(Rgba::from_bytes(size, small.into_raw())?),
            corner: [0.0; 2],
            step: 1.0,
            ..self
        })
    }

    fn row(&self, y: u32, left: u32, colors: &mut [[u8; 3]]) {
        let Some(all) = view(&self.picture) else {
            return;
        };
        let [far_x, far_y] = sides(self.picture.size()).map(|side| side - 1.0);
        let [corner_x, corner_y] = self.corner;
        // Between the centres of pixels.
        let place = |at: u32, corner: f64, far: f64| {
            let place = corner + (f64::from(at) + 0.5) * self.step - 0.5;
            place.clamp(0.0, far) as f32
        };
        let y = place(y - self.window.y, corner_y, far_y);
        for (x, color) in (left - self.window.x..).zip(colors) {
            let x = place(x, corner_x, far_x);
            let pixel = interpolate_bilinear(&all, x, y);
            *color = pixel.map_or(WHITE, |pixel| over(pixel.0, 255, WHITE));
        }
    }
}

/// A picture's pixels as the library takes them.
fn view(picture: &Rgba) -> Option<ImageBuffer<image::Rgba<u8>, &[u8]>> {
    let size = picture.size();
    ImageBuffer::from_raw(size.width(), size.height(), picture.bytes())
}

fn sides(size: Size) -> [f64; 2] {
    [size.width().into(), size.height().into()]
}
