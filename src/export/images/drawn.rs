//! The photograph with all that is marked drawn over it. Never writes a label:
//! there is no type here to write it in.

use super::Overlay;
use crate::export::png::{Colors, by_rows};
use crate::export::{Annotated, ExportProblem, Made, Thing};
use crate::geometry::{Camera, PixelBox, PixelPoint, Size};
use crate::picture::Rgba;
use crate::render::{Layer, Line, Look, color, draw};
use std::borrow::Cow;

/// `photo` with what is marked in `picture`; without alpha where `photo` needs none.
pub(super) fn png(
    photo: &Rgba,
    picture: &Annotated,
    overlay: Overlay,
    title: Option<&str>,
) -> Made {
    let size = picture.size;
    if photo.size() != size {
        return Err(ExportProblem::OtherPixels);
    }
    let things = picture.things.iter().enumerate();
    let layers = things.map(|(at, thing)| layer(at, thing, size, degrees(picture)));
    let layers: Vec<Layer<'_>> = layers.collect();
    let mut drawn = photo.clone();
    draw(&mut drawn, &layers, look(overlay, size));
    let pixels = drawn.bytes().as_chunks::<4>().0;
    let is_opaque = pixels.iter().all(|[.., alpha]| *alpha == 255);
    let row = |y| drawn.span(y, 0, size.width()).into_iter().flatten();
    let png = if is_opaque {
        by_rows(size, Colors::Rgb, title, |y, samples| {
            let samples = samples.as_chunks_mut::<3>().0.iter_mut();
            for (sample, [red, green, blue, _]) in samples.zip(row(y)) {
                *sample = [*red, *green, *blue];
            }
        })
    } else {
        by_rows(size, Colors::Rgba, title, |y, samples| {
            let samples = samples.as_chunks_mut::<4>().0.iter_mut();
            for (sample, pixel) in samples.zip(row(y)) {
                *sample = *pixel;
            }
        })
    };
    Ok(png?)
}

fn look(overlay: Overlay, size: Size) -> Look {
    let usual = if overlay.rims {
        Look::at(size)
    } else {
        Look::bare(0)
    };
    Look {
        fill: overlay.fill,
        outside: overlay.outside,
        ..usual
    }
}

/// The field of view through which a picture's boxes in space are seen.
fn degrees(picture: &Annotated) -> u8 {
    picture.degrees.unwrap_or(Camera::DEGREES)
}

/// Whether anything of a thing's box in space shows in its picture.
pub(in crate::export) fn shows_cuboid(thing: &Thing, picture: &Annotated) -> bool {
    let pen = f64::from(Look::at(picture.size).rim);
    let mut edges = edges(thing, picture.size, degrees(picture));
    edges.any(|edge| !edge.mask(pen, 0.0, picture.size).is_empty())
}

/// The edges of a thing's box in space, as its part of the picture sees them.
fn edges(thing: &Thing, size: Size, degrees: u8) -> impl Iterator<Item = Line> {
    let part = thing.part.and_then(|part| part.crop(size));
    let part = part.unwrap_or(PixelBox::whole(size));
    let seen = Size::new(part.width(), part.height()).unwrap_or(size);
    let camera = Camera::new(seen, degrees);
    let placed = move |point: PixelPoint| PixelPoint {
        x: part.x() as f64 + point.x,
        y: part.y() as f64 + point.y,
    };
    let cuboid = thing.cuboid.iter();
    let edges = cuboid.flat_map(move |cuboid| camera.edges(cuboid));
    edges.map(move |ends| Line::Edge(ends.map(placed)))
}

/// The thing at this place of the list.
fn layer(at: usize, thing: &Thing, size: Size, degrees: u8) -> Layer<'_> {
    let points = thing.points_within(size).map(Line::Dot);
    let frame = thing.edges(size).map(|edges| {
        let (right, bottom) = (edges.x + edges.width, edges.y + edges.height);
        let (x, y) = (edges.x.floor(), edges.y.floor());
        let [width, height] = [right.ceil() - x, bottom.ceil() - y].map(|side| side as u32);
        PixelBox::new(x as i64, y as i64, width, height)
    });
    Layer {
        color: thing.color.unwrap_or_else(|| color(at)),
        mask: thing.shape().map(Cow::Borrowed),
        frame,
        lines: edges(thing, size, degrees).chain(points).collect(),
        is_lit: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Cuboid;

    #[test]
    fn a_box_in_space_is_seen_from_its_part_of_the_picture() {
        let [whole, small] = [(60, 40), (30, 20)].map(|(width, height)| Size::new(width, height));
        let (whole, small) = (whole.expect("a size"), small.expect("a size"));
        let of_whole = Thing {
            cuboid: Cuboid::from_wire([0.1, 1.2, 0.0, 0.3, 0.3, 0.2, 0.0, 0.0, 45.0]),
            ..Thing::default()
        };
        let of_part = Thing {
            part: Some(PixelBox::new(25, 10, 30, 20)),
            ..of_whole.clone()
        };
        let ends = |thing: &Thing, size| {
            let lines = layer(0, thing, size, 60).lines;
            assert!(!lines.is_empty());
            let ends = lines.into_iter().map(|line| match line {
                Line::Edge(ends) => ends.map(|end| [end.x, end.y]),
                Line::Dot(_) => panic!("no point was marked"),
            });
            ends.collect::<Vec<_>>()
        };
        let moved = ends(&of_whole, small).into_iter();
        let moved = moved.map(|line| line.map(|[x, y]| [x + 25.0, y + 10.0]));
        assert_eq!(ends(&of_part, whole), moved.collect::<Vec<_>>());
    }
}
