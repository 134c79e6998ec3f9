//! Masks as pixels: each in its colour, filled and rimmed, and frames for boxes
//! without a mask. Never reads the photograph: what comes out is laid over it.

use super::Color;
use crate::geometry::{PixelBox, Size};
use crate::mask::{Mask, difference, shrink};
use crate::picture::Rgba;

/// How masks are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// How much of a mask's fill covers the photograph, 0–1.
    pub fill: f32,
}

impl Default for Look {
    fn default() -> Self {
        Self { fill: 0.5 }
    }
}

/// One object to draw.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// Its colour.
    pub color: Color,
    /// Its mask and that mask's rim; see [`rim`].
    pub mask: Option<(&'a Mask, &'a Mask)>,
    /// A box to frame when there is no mask.
    pub frame: Option<PixelBox>,
}

/// The outline of `mask`, inside of it, as wide as shows on a picture of this
/// size: one pixel for every 600 of its longer side.
pub fn rim(mask: &Mask) -> Mask {
    let inner = (0..line_width(mask.picture())).fold(mask.clone(), |inner, _| shrink(&inner, 1));
    difference(mask, &inner)
}

fn line_width(picture: Size) -> u32 {
    picture.width().max(picture.height()).div_ceil(600)
}

/// Draws `layers` over `target`, the first lowest. Both cover the whole of
/// `picture`; where `target` has another size, each of its pixels shows the
/// picture's pixel under its centre.
pub fn draw(target: &mut Rgba, picture: Size, layers: &[Layer<'_>], look: Look) {
    let fill = (look.fill.clamp(0.0, 1.0) * 255.0).round() as u8;
    for layer in layers {
        if let Some((mask, rim)) = layer.mask {
            paint(target, mask, layer.color, fill);
            paint(target, rim, layer.color, 255);
        } else if let Some(frame) = layer.frame {
            paint(target, &frame_mask(frame, picture), layer.color, 255);
        }
    }
}

/// The border of `bounds` within `picture`.
fn frame_mask(bounds: PixelBox, picture: Size) -> Mask {
    let Some(inside) = bounds.crop(picture) else {
        return Mask::empty(picture);
    };
    let line = i64::from(line_width(picture));
    let (right, bottom) = (
        inside.x() + i64::from(inside.width()),
        inside.y() + i64::from(inside.height()),
    );
    let column = |x: i64| u32::try_from(x).unwrap_or(0);
    let mut builder = crate::mask::MaskBuilder::new(picture, column(inside.y()));
    for y in inside.y()..bottom {
        if y < inside.y() + line || y >= bottom - line {
            builder.push(column(inside.x()), column(right));
        } else {
            builder.push(column(inside.x()), column(inside.x() + line));
            builder.push(column(right - line), column(right));
        }
        builder.end_row();
    }
    builder.finish()
}

fn paint(target: &mut Rgba, mask: &Mask, Color(color): Color, alpha: u8) {
    let (from, to) = (mask.picture(), target.size());
    let across = |x: u32| scaled(x, from.width(), to.width());
    let Some(bounds) = mask.bounds() else { return };
    let row = |y: i64| scaled(u32::try_from(y).unwrap_or(0), from.height(), to.height());
    let rows = row(bounds.y())..row(bounds.y() + i64::from(bounds.height()));
    for y in rows {
        let source =
            (u64::from(2 * y + 1) * u64::from(from.height()) / (2 * u64::from(to.height()))) as u32;
        for run in mask.row(source) {
            let Some(span) = target.span_mut(y, across(run.start), across(run.end)) else {
                continue;
            };
            for pixel in span.chunks_exact_mut(4) {
                blend(pixel, color, alpha);
            }
        }
    }
}

/// The first target pixel whose centre lies at source edge `edge` or beyond it:
/// `⌈edge · to / from − ½⌉`.
fn scaled(edge: u32, from: u32, to: u32) -> u32 {
    let twice = 2 * u64::from(edge) * u64::from(to);
    let (from, doubled) = (u64::from(from), 2 * u64::from(from));
    twice.saturating_sub(from).div_ceil(doubled) as u32
}

/// Lays a colour over a pixel, both with straight alpha.
fn blend(pixel: &mut [u8], color: [u8; 3], alpha: u8) {
    let [r, g, b, a] = pixel else { return };
    let over = u32::from(alpha);
    let under = u32::from(*a) * (255 - over) / 255;
    let total = over + under;
    if total == 0 {
        return;
    }
    for (channel, new) in [r, g, b].into_iter().zip(color) {
        let sum = u32::from(new) * over + u32::from(*channel) * under;
        *channel = ((sum + total / 2) / total) as u8;
    }
    *a = total as u8;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).expect("a size")
    }

    fn alpha(target: &Rgba, x: usize, y: usize) -> u8 {
        target.bytes()[(y * target.size().width() as usize + x) * 4 + 3]
    }

    #[test]
    fn a_mask_covers_exactly_its_own_pixels() {
        let picture = size(40, 30);
        let inside = |x: u32, y: u32| (x + 2 * y) % 7 < 4 && x > 3;
        let mask = Mask::from_fn(picture, inside);
        let edge = rim(&mask);
        let mut target = Rgba::transparent(picture);
        let layer = Layer {
            color: Color([255, 0, 0]),
            mask: Some((&mask, &edge)),
            frame: None,
        };
        draw(&mut target, picture, &[layer], Look { fill: 0.5 });
        for y in 0..30 {
            for x in 0..40 {
                let expected = match (mask.contains(x, y), edge.contains(x, y)) {
                    (_, true) => 255,
                    (true, false) => 128,
                    (false, false) => 0,
                };
                assert_eq!(alpha(&target, x as usize, y as usize), expected, "{x}, {y}");
            }
        }
    }

    #[test]
    fn a_smaller_view_samples_the_pixel_under_each_centre() {
        let (picture, view) = (size(101, 67), size(25, 16));
        let inside = |x: u32, y: u32| (x / 9 + y / 5).is_multiple_of(2);
        let mask = Mask::from_fn(picture, inside);
        let empty = Mask::empty(picture);
        let mut target = Rgba::transparent(view);
        let layer = Layer {
            color: Color([9, 9, 9]),
            mask: Some((&mask, &empty)),
            frame: None,
        };
        draw(&mut target, picture, &[layer], Look { fill: 1.0 });
        for y in 0..16 {
            for x in 0..25 {
                let at = |view_at: u32, view: u32, picture: u32| {
                    (2 * view_at + 1) * picture / (2 * view)
                };
                let expected = inside(at(x, 25, 101), at(y, 16, 67));
                assert_eq!(
                    alpha(&target, x as usize, y as usize) > 0,
                    expected,
                    "{x}, {y}"
                );
            }
        }
    }

    #[test]
    fn a_box_without_a_mask_is_framed() {
        let picture = size(20, 20);
        let mut target = Rgba::transparent(picture);
        let frame = Some(PixelBox::new(5, 5, 10, 10));
        draw(
            &mut target,
            picture,
            &[Layer {
                color: Color([1, 2, 3]),
                mask: None,
                frame,
            }],
            Look::default(),
        );
        assert_eq!(
            (
                alpha(&target, 5, 5),
                alpha(&target, 14, 9),
                alpha(&target, 9, 9)
            ),
            (255, 255, 0)
        );
        assert_eq!((alpha(&target, 4, 5), alpha(&target, 15, 9)), (0, 0));
    }

    #[test]
    fn colours_add_up_with_straight_alpha() {
        let mut pixel = [0, 0, 0, 0];
        blend(&mut pixel, [200, 100, 50], 128);
        assert_eq!(pixel, [200, 100, 50, 128]);
        let mut opaque = [0, 100, 255, 255];
        blend(&mut opaque, [255, 100, 0], 255);
        assert_eq!(opaque, [255, 100, 0, 255]);
    }
}
