//! Masks as pixels: each in its colour, filled and rimmed, and frames for boxes
//! without a mask, and lines. Never reads the photograph, but to lay masks over it.

use super::blend::Paint;
use super::columns::part;
use super::frame::frame;
use super::line::Line;
use super::sweep::Sweep;
use super::{Color, Columns};
use crate::geometry::{PixelBox, Size};
use crate::mask::{Mask, shrink, union};
use crate::picture::Rgba;
use std::borrow::Cow;
use std::ops::Range;

/// How masks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How much of what lies below a mask's fill covers, 0–255.
    pub fill: u8,
    /// The width of its rim, in pixels of what is drawn; 0 for none.
    pub rim: u32,
    /// The width of the dark line within the rim, so that it shows over anything of
    /// any colour; 0 for none.
    pub edge: u32,
    /// What lies where no mask does.
    pub outside: Outside,
}

/// What is drawn where no mask lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outside {
    /// Nothing.
    #[default]
    Clear,
    /// A dark veil.
    Veil,
    /// Squares of two greys, as for what is transparent.
    Squares,
}

/// How dark a veil is, 0–255.
const VEIL: u8 = 176;

/// The greys of the squares, and how many squares the longer side has.
const SQUARES: [u8; 2] = [204, 255];
const SQUARES_ALONG: u32 = 100;

impl Outside {
    fn pixel(self, x: u32, y: u32, square: u32) -> [u8; 4] {
        match self {
            Self::Clear => [0; 4],
            Self::Veil => [0, 0, 0, VEIL],
            Self::Squares => {
                let is_light = (x / square + y / square).is_multiple_of(2);
                let [dark, light] = SQUARES;
                let grey = if is_light { light } else { dark };
                [grey, grey, grey, 255]
            }
        }
    }
}

impl Look {
    /// A fill that covers so much, 0–255, and nothing else.
    pub const fn bare(fill: u8) -> Self {
        Self {
            fill,
            rim: 0,
            edge: 0,
            outside: Outside::Clear,
        }
    }

    /// Half covering, with a rim that shows at this size: one pixel for every
    /// 600 of the longer side, and half as much of its dark line.
    pub fn at(size: Size) -> Self {
        let rim = size.width().max(size.height()).div_ceil(600);
        Self {
            fill: 128,
            rim,
            edge: rim.div_ceil(2),
            outside: Outside::Clear,
        }
    }
}

/// One object to draw; its mask and frame are in the drawn pixels' own frame.
#[derive(Clone, Debug)]
pub struct Layer<'a> {
    /// Its colour.
    pub color: Color,
    /// Its mask.
    pub mask: Option<Cow<'a, Mask>>,
    /// A box to frame when there is no mask.
    pub frame: Option<PixelBox>,
    /// What is drawn with a pen, over mask or frame.
    pub lines: Vec<Line>,
    /// Whether it stands out: its rim is twice as wide, with a white line.
    pub is_lit: bool,
}

/// Some rows of an overlay, all its columns.
#[derive(Clone, Copy, Debug)]
pub struct Strip<'a> {
    /// The whole overlay's size, in pixels.
    pub size: Size,
    /// Its place among the overlay's strips, from 0: all but the last have as many rows.
    pub number: usize,
    /// The overlay's row that the strip begins with.
    pub top: u32,
    /// RGBA with straight alpha, row by row.
    pub pixels: &'a [[u8; 4]],
    /// The columns outside of which all its pixels are transparent.
    pub columns: Columns,
}

impl Strip<'_> {
    /// How many rows there are.
    pub fn height(&self) -> u32 {
        (self.pixels.len() / self.size.width() as usize) as u32
    }
}

/// How many bytes of pixels are made at a time: as many as stay in a processor's
/// cache until they are on the screen. Each strip is made in the same memory.
const STRIP: usize = 384 << 10;

/// Gives `screen` the pixels of `layers` over nothing, the first lowest, from the
/// top: transparent where there is no mask.
pub fn overlay(size: Size, layers: &[Layer<'_>], look: Look, mut screen: impl FnMut(Strip<'_>)) {
    let drawing = Drawing::new(size, layers, look);
    let mut sweep = drawing.sweep();
    let width = size.width() as usize;
    let rows = (STRIP / (4 * width)).max(1);
    let mut pixels = vec![[0; 4]; width * rows.min(size.height() as usize) + AT_ONCE];
    let square = size.width().max(size.height()).div_ceil(SQUARES_ALONG);
    let part = part(size.width());
    for (number, top) in (0..size.height()).step_by(rows).enumerate() {
        let mut columns = match look.outside {
            Outside::Clear => Columns::default(),
            Outside::Veil | Outside::Squares => Columns::ALL,
        };
        let mut row = 0;
        for y in top..size.height().min(top + rows as u32) {
            let mut from = 0;
            let between = |pixels: &mut [[u8; 4]], from: u32, to: u32| match look.outside {
                // Nothing was there but what the piece before it wrote too far.
                Outside::Clear => {
                    let end = to.min(from + AT_ONCE as u32);
                    put(pixels, row + from as usize..row + end as usize, [0; 4]);
                }
                other => {
                    let pixels = pixels.get_mut(row + from as usize..row + to as usize);
                    for (x, pixel) in (from..).zip(pixels.into_iter().flatten()) {
                        *pixel = other.pixel(x, y, square);
                    }
                }
            };
            sweep.row(y, |start, end, over| {
                between(&mut pixels, from, start);
                from = end;
                columns.add(start, end, part);
                let mut color = [0; 4];
                drawing.over(over, |paint| color = paint.over(color));
                put(&mut pixels, row + start as usize..row + end as usize, color);
            });
            between(&mut pixels, from, size.width());
            row += width;
        }
        screen(Strip {
            size,
            number,
            top,
            pixels: pixels.get(..row).unwrap_or(&[]),
            columns,
        });
        if look.outside != Outside::Clear {
            continue;
        }
        // The next strip begins with nothing.
        for row in pixels.chunks_exact_mut(width) {
            for columns in columns.stretches(size.width()) {
                let columns = columns.start as usize..columns.end as usize;
                let pixels = row.get_mut(columns).unwrap_or(&mut []);
                pixels.as_flattened_mut().fill(0);
            }
        }
    }
}

/// So many pixels are written at once: most pieces are shorter.
const AT_ONCE: usize = 8;

/// Writes one colour. Pixels behind a piece may be written as well, less than
/// [`AT_ONCE`] of them: whoever goes from left to right writes those later.
fn put(pixels: &mut [[u8; 4]], piece: Range<usize>, color: [u8; 4]) {
    let count = piece.len();
    let pixels = pixels.get_mut(piece.start..).unwrap_or(&mut []);
    let (all, _) = pixels.as_chunks_mut::<AT_ONCE>();
    for some in all.iter_mut().take(count.div_ceil(AT_ONCE)) {
        *some = [color; AT_ONCE];
    }
}

/// Lays `layers` over `photo`, the first lowest, both in its own pixels.
pub fn draw(photo: &mut Rgba, layers: &[Layer<'_>], look: Look) {
    let size = photo.size();
    let drawing = Drawing::new(size, layers, look);
    let mut sweep = drawing.sweep();
    let square = size.width().max(size.height()).div_ceil(SQUARES_ALONG);
    for y in 0..size.height() {
        let mut from = 0;
        let between = |photo: &mut Rgba, from: u32, to: u32| {
            if look.outside == Outside::Clear {
                return;
            }
            let pixels = photo.span_mut(y, from, to).into_iter().flatten();
            for (x, pixel) in (from..).zip(pixels) {
                let [red, green, blue, alpha] = look.outside.pixel(x, y, square);
                let color = Color([red, green, blue]);
                *pixel = Paint { color, alpha }.over(*pixel);
            }
        };
        sweep.row(y, |start, end, over| {
            between(photo, from, start);
            from = end;
            let Some(pixels) = photo.span_mut(y, start, end) else {
                return;
            };
            drawing.over(over, |paint| paint.cover(pixels));
        });
        between(photo, from, size.width());
    }
}

/// What lines are edged with.
const EDGE: Color = Color([20, 20, 24]);

/// The same for what stands out.
const LIT_EDGE: Color = Color([255, 255, 255]);

/// By how much more a fill covers that stands out, 0–255.
const LIT_FILL: u8 = 48;

/// The rim, its line and the fill of what stands out.
fn lit(look: Look, size: Size) -> (u32, u32, u8) {
    let usual = Look::at(size);
    let fill = look.fill.saturating_add(LIT_FILL);
    (2 * usual.rim, usual.rim, fill)
}

/// The layers as shapes, the lowest first.
struct Drawing<'a> {
    shapes: Vec<Shape<'a>>,
}

struct Shape<'a> {
    mask: Cow<'a, Mask>,
    paint: Paint,
    /// Whether it takes the place of the shape before it where it lies: the
    /// inside of a mask whose rim shows around it.
    is_inside: bool,
}

impl<'a> Drawing<'a> {
    fn new(size: Size, layers: &'a [Layer<'_>], look: Look) -> Self {
        let mut shapes = Vec::new();
        for layer in layers {
            let color = layer.color;
            let mut push = |color, mask, alpha, is_inside| {
                shapes.push(Shape {
                    mask,
                    paint: Paint { color, alpha },
                    is_inside,
                });
            };
            match (&layer.mask, layer.frame) {
                (Some(mask), _) if look.rim > 0 || layer.is_lit => {
                    let (rim, edge, fill) = match layer.is_lit {
                        true => lit(look, size),
                        false => (look.rim, look.edge, look.fill),
                    };
                    push(color, Cow::Borrowed(&**mask), 255, false);
                    let mut inside = shrink(mask, rim);
                    if edge > 0 {
                        let within = shrink(&inside, edge);
                        let line = if layer.is_lit { LIT_EDGE } else { EDGE };
                        push(line, Cow::Owned(inside), 255, true);
                        inside = within;
                    }
                    push(color, Cow::Owned(inside), fill, true);
                }
                (Some(mask), _) => push(color, Cow::Borrowed(&**mask), look.fill, false),
                (None, Some(bounds)) => {
                    let width = Look::at(size).rim << u32::from(layer.is_lit);
                    push(color, Cow::Owned(frame(bounds, size, width)), 255, false);
                }
                (None, None) => {}
            }
            // A dark edge, so that the line shows over anything.
            let pen = f64::from(Look::at(size).rim);
            for (margin, color) in [(pen.max(1.0), EDGE), (0.0, layer.color)] {
                let masks = layer.lines.iter().map(|line| line.mask(pen, margin, size));
                if let Some(mask) = masks.reduce(|all, mask| union(&all, &mask)) {
                    shapes.push(Shape {
                        mask: Cow::Owned(mask),
                        paint: Paint { color, alpha: 255 },
                        is_inside: false,
                    });
                }
            }
        }
        Self { shapes }
    }

    fn sweep(&self) -> Sweep<'_> {
        Sweep::new(self.shapes.iter().map(|shape| &*shape.mask))
    }

    /// Gives the paints that lie over each other where the shapes at these places
    /// do, the lowest first.
    fn over(&self, places: &[u32], mut paint: impl FnMut(Paint)) {
        let mut next: Option<&Shape<'_>> = None;
        for place in places {
            let shape = self.shapes.get(*place as usize);
            if let Some(below) = next.filter(|_| !shape.is_some_and(|shape| shape.is_inside)) {
                paint(below.paint);
            }
            next = shape;
        }
        if let Some(top) = next {
            paint(top.paint);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::PixelPoint;

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).expect("a size")
    }

    /// The whole overlay, from its strips.
    fn whole(size: Size, layers: &[Layer<'_>], look: Look) -> Rgba {
        let mut pixels = Vec::new();
        overlay(size, layers, look, |strip| {
            assert_eq!(strip.size, size);
            assert_eq!(strip.top * size.width(), pixels.len() as u32);
            assert!(
                strip.height() > 0
                    && size_of_val(strip.pixels) <= STRIP.max(4 * size.width() as usize)
            );
            pixels.extend_from_slice(strip.pixels);
        });
        Rgba::from_bytes(size, pixels.into_flattened()).expect("every row came")
    }

    fn layer(mask: &Mask, color: [u8; 3]) -> Layer<'_> {
        Layer {
            color: Color(color),
            mask: Some(Cow::Borrowed(mask)),
            frame: None,
            lines: Vec::new(),
            is_lit: false,
        }
    }

    #[test]
    fn a_mask_covers_exactly_its_own_pixels() {
        let picture = size(40, 30);
        let inside = |x: u32, y: u32| (x + 2 * y) % 7 < 4 && x > 3;
        let mask = Mask::from_fn(picture, inside);
        let inner = shrink(&mask, 1);
        let look = Look {
            rim: 1,
            ..Look::bare(128)
        };
        let drawn = whole(picture, &[layer(&mask, [255, 0, 0])], look);
        for y in 0..30 {
            for x in 0..40 {
                let expected = match (mask.contains(x, y), inner.contains(x, y)) {
                    (_, true) => 128,
                    (true, false) => 255,
                    (false, false) => 0,
                };
                assert_eq!(
                    drawn.pixel(x, y).map(|pixel| pixel[3]),
                    Some(expected),
                    "{x}, {y}"
                );
            }
        }
    }

    #[test]
    fn a_rim_has_a_dark_line_and_a_white_one_where_it_stands_out() {
        let picture = size(60, 60);
        let mask = Mask::from_fn(picture, |x, y| {
            (10..50).contains(&x) && (10..50).contains(&y)
        });
        let look = Look {
            rim: 2,
            edge: 1,
            ..Look::bare(100)
        };
        let color = [0, 200, 9];
        let across = |layer: Layer<'_>| {
            let drawn = whole(picture, &[layer], look);
            [9, 10, 11, 12, 13].map(|x| drawn.pixel(x, 30))
        };
        let [r, g, b] = color;
        let (rim, fill) = (Some([r, g, b, 255]), Some([r, g, b, 100]));
        let dark = Some([20, 20, 24, 255]);
        let usual = across(layer(&mask, color));
        assert_eq!(usual, [Some([0; 4]), rim, rim, dark, fill]);
        let lit = across(Layer {
            is_lit: true,
            ..layer(&mask, color)
        });
        let white = Some([255; 4]);
        assert_eq!(lit, [Some([0; 4]), rim, rim, white, Some([r, g, b, 148])]);
    }

    #[test]
    fn what_is_outside_is_veiled_or_shown_as_missing() {
        let picture = size(40, 30);
        let mask = Mask::from_fn(picture, |x, y| x > 5 && y < 20);
        let photo = Rgba::from_bytes(picture, vec![255; 40 * 30 * 4]).expect("pixels");
        for (outside, corner) in [
            (Outside::Veil, [79, 79, 79, 255]),
            (Outside::Squares, [255, 255, 255, 255]),
        ] {
            let look = Look {
                outside,
                ..Look::bare(0)
            };
            let bare = whole(picture, &[layer(&mask, [9, 9, 9])], look);
            let mut laid = photo.clone();
            draw(&mut laid, &[layer(&mask, [9, 9, 9])], look);
            assert_eq!(laid.pixel(0, 0), Some(corner), "{outside:?}");
            for y in 0..30 {
                for x in 0..40 {
                    let pixel = bare.pixel(x, y).expect("a pixel");
                    assert_eq!(pixel[3] == 0, mask.contains(x, y), "{x}, {y}");
                    let [red, green, blue, alpha] = pixel;
                    let color = Color([red, green, blue]);
                    let over = Paint { color, alpha }.over([255; 4]);
                    assert_eq!(laid.pixel(x, y), Some(over), "{outside:?} {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn layers_add_up_in_their_order_pixel_by_pixel() {
        let picture = size(37, 23);
        let inside = |seed: u32| move |x: u32, y: u32| (x * seed + y * y) % 11 < 5 && x % 9 != seed;
        let masks: Vec<Mask> = (1..6)
            .map(|seed| Mask::from_fn(picture, inside(seed)))
            .collect();
        let colors = [
            [250, 0, 9],
            [0, 200, 30],
            [3, 3, 255],
            [90, 90, 90],
            [255, 255, 0],
        ];
        let layers: Vec<_> = masks
            .iter()
            .zip(colors)
            .map(|(mask, color)| layer(mask, color))
            .collect();
        let look = Look::bare(178);
        let photo: Vec<u8> = (0..picture.area() * 4)
            .map(|at| {
                if at % 4 == 3 {
                    255
                } else {
                    (at * 7 % 251) as u8
                }
            })
            .collect();
        let photo = Rgba::from_bytes(picture, photo).expect("pixels");
        let mut blended = photo.clone();
        draw(&mut blended, &layers, look);
        let bare = whole(picture, &layers, look);
        for y in 0..23 {
            for x in 0..37 {
                let over = |under: [u8; 4]| {
                    let here = masks
                        .iter()
                        .zip(colors)
                        .filter(|(mask, _)| mask.contains(x, y));
                    here.fold(under, |under, (_, color)| {
                        Paint {
                            color: Color(color),
                            alpha: 178,
                        }
                        .over(under)
                    })
                };
                assert_eq!(bare.pixel(x, y), Some(over([0; 4])), "{x}, {y}");
                assert_eq!(blended.pixel(x, y), photo.pixel(x, y).map(over), "{x}, {y}");
            }
        }
    }

    #[test]
    fn a_picture_of_several_strips_is_whole() {
        let picture = size(700, 500);
        let mask = Mask::from_fn(picture, |x, y| x.abs_diff(350) + y.abs_diff(250) < 200);
        let drawn = whole(picture, &[layer(&mask, [9, 9, 9])], Look::bare(128));
        let alphas = drawn.bytes().iter().skip(3).step_by(4);
        assert!(
            alphas
                .zip(mask.to_bitmap())
                .all(|(alpha, grey)| *alpha == grey.min(128))
        );
    }

    #[test]
    fn a_point_is_a_dot_with_a_dark_edge() {
        let picture = size(30, 30);
        let pointed = Layer {
            color: Color([1, 2, 3]),
            mask: None,
            frame: None,
            lines: vec![Line::Dot(PixelPoint { x: 15.0, y: 15.0 })],
            is_lit: false,
        };
        let drawn = whole(picture, &[pointed], Look::at(picture));
        let [dot, edge, around] = [15, 18, 21].map(|x| drawn.pixel(x, 15));
        assert_eq!([dot, edge], [Some([1, 2, 3, 255]), Some([20, 20, 24, 255])]);
        assert_eq!(around, Some([0; 4]));
    }

    #[test]
    fn a_box_without_a_mask_is_framed() {
        let picture = size(20, 20);
        let framed = Layer {
            color: Color([1, 2, 3]),
            mask: None,
            frame: Some(PixelBox::new(5, 5, 10, 10)),
            lines: Vec::new(),
            is_lit: false,
        };
        let drawn = whole(picture, &[framed], Look::at(picture));
        let alpha = |x, y| drawn.pixel(x, y).map(|pixel| pixel[3]);
        assert_eq!(
            [alpha(5, 5), alpha(14, 9), alpha(9, 9)],
            [Some(255), Some(255), Some(0)]
        );
        assert_eq!([alpha(4, 5), alpha(15, 9)], [Some(0), Some(0)]);
    }
}
