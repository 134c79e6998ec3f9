//! Cut-outs, held against plain ones that are made pixel by pixel, and what stands
//! in their files beside pixels.

use super::*;
use crate::export::{Annotated, Body, ExportProblem, Format, Options, Thing, cut_out};
use crate::geometry::Size;
use crate::render::Color;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// What is in a PNG: its size, how many samples a pixel has, and the samples.
type Pixels = ([u32; 2], usize, Vec<u8>);

fn read(png: &[u8]) -> Pixels {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png))
        .read_info()
        .expect("a PNG");
    let mut samples = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut samples).expect("pixels");
    (
        [info.width, info.height],
        info.color_type.samples(),
        samples,
    )
}

/// The kinds of a PNG's chunks, in their order.
fn chunks(png: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = &png[8..];
    let mut chunks = Vec::new();
    while let Some((head, tail)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes(head[..4].try_into().expect("four bytes")) as usize;
        let kind = String::from_utf8(head[4..].to_vec()).expect("letters");
        chunks.push((kind, tail[..length].to_vec()));
        rest = &tail[length + 4..];
    }
    chunks
}

fn photo(size: Size, seed: u8) -> Rgba {
    let bytes = (0..size.area() * 4).map(|at| match at % 4 {
        3 => 255,
        channel => (at.wrapping_mul(37) >> channel) as u8 ^ seed,
    });
    Rgba::from_bytes(size, bytes.collect()).expect("pixels")
}

fn masks() -> impl Strategy<Value = Mask> {
    let picture = (1_u32..24, 1_u32..20);
    picture.prop_flat_map(|(width, height)| {
        let corners = (0..width, 0..height, 1..=width, 1..=height);
        let noise = prop::collection::vec(any::<bool>(), (width * height) as usize);
        let size = Size::new(width, height).expect("a size");
        (corners, noise, any::<bool>()).prop_map(move |((left, top, w, h), noise, is_plain)| {
            let within = |x, y| {
                let is_near = (left..left + w).contains(&x) && (top..top + h).contains(&y);
                is_near && (is_plain || noise[(y * width + x) as usize])
            };
            // Never empty.
            Mask::from_fn(size, |x, y| within(x, y) || (x, y) == (left, top))
        })
    })
}

fn made(photo: &Rgba, mask: &Mask, images: &Images) -> Pixels {
    read(&cut::png(photo, mask, images, None).expect("a cut-out"))
}

/// Which columns and rows a cut-out shows, found pixel by pixel.
fn shown(mask: &Mask, images: &Images) -> [std::ops::Range<u32>; 2] {
    let size = mask.picture();
    if !images.crop {
        return [0..size.width(), 0..size.height()];
    }
    let grown = images.margin + images.feather;
    let span = |held: &dyn Fn(u32) -> bool, end: u32| {
        let first = (0..end).find(|at| held(*at)).expect("a pixel");
        let last = (0..end).rfind(|at| held(*at)).expect("a pixel");
        first.saturating_sub(grown)..end.min(last + 1 + grown)
    };
    let columns = |x| (0..size.height()).any(|y| mask.contains(x, y));
    let rows = |y| (0..size.width()).any(|x| mask.contains(x, y));
    [span(&columns, size.width()), span(&rows, size.height())]
}

/// The pixels that are shown, each made by `pixel`.
fn plainly<const N: usize>(
    [columns, rows]: [std::ops::Range<u32>; 2],
    pixel: impl Fn(u32, u32) -> [u8; N],
) -> Pixels {
    let pixel = &pixel;
    let all = rows.clone().flat_map(|y| {
        let columns = columns.clone();
        columns.flat_map(move |x| pixel(x, y))
    });
    let samples = all.collect();
    ([columns.len() as u32, rows.len() as u32], N, samples)
}

/// Whether a pixel and all within `reach` columns and rows of it in the picture are
/// inside, or all are outside.
fn is_deep(mask: &Mask, x: u32, y: u32, reach: u32) -> bool {
    let size = mask.picture();
    let near = |at: u32, end: u32| at.saturating_sub(reach)..end.min(at + reach + 1);
    let inside = mask.contains(x, y);
    near(y, size.height()).all(|y| near(x, size.width()).all(|x| mask.contains(x, y) == inside))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 2 } else { 256 },
        rng_seed: RngSeed::Fixed(5),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_hard_edge_is_that_of_the_mask(
        mask in masks(),
        crop in any::<bool>(),
        margin in 0_u32..9,
        alpha in any::<u8>(),
        color in any::<[u8; 3]>(),
    ) {
        let size = mask.picture();
        let mut photo = photo(size, alpha);
        photo.span_mut(0, 0, 1).expect("a pixel")[0][3] = alpha;
        let pixel = |x, y| photo.pixel(x, y).expect("a pixel");
        let mut images = Images { crop, margin, ..Images::default() };
        let expected = plainly(shown(&mask, &images), |x, y| {
            if mask.contains(x, y) { pixel(x, y) } else { [0; 4] }
        });
        prop_assert_eq!(made(&photo, &mask, &images), expected);
        if !crop {
            let whole = cut_out(&photo, &mask).expect("a cut-out");
            prop_assert_eq!(made(&photo, &mask, &images).2, whole.into_bytes());
        }
        images.background = Background::Color(color);
        let expected = plainly(shown(&mask, &images), |x, y| {
            let [red, green, blue, alpha] = pixel(x, y);
            match (mask.contains(x, y), alpha) {
                (true, 255) => [red, green, blue],
                (true, alpha) => backdrop::over([red, green, blue, alpha], 255, color),
                (false, _) => color,
            }
        });
        prop_assert_eq!(made(&photo, &mask, &images), expected);
    }

    #[test]
    fn a_soft_edge_is_all_or_nothing_beyond_its_width(
        mask in masks(),
        crop in any::<bool>(),
        feather in 1_u32..7,
        margin in 0_u32..4,
    ) {
        let photo = photo(mask.picture(), 0);
        let images = Images { crop, margin, feather, ..Images::default() };
        let (size, channels, samples) = made(&photo, &mask, &images);
        let [columns, rows] = shown(&mask, &images);
        prop_assert_eq!((size, channels), ([columns.len() as u32, rows.len() as u32], 4));
        let places = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
        for ((x, y), sample) in places.zip(samples.as_chunks::<4>().0) {
            let [red, green, blue, alpha] = *sample;
            if is_deep(&mask, x, y, feather) {
                let expected = if mask.contains(x, y) { 255 } else { 0 };
                prop_assert_eq!(alpha, expected, "{}, {}", x, y);
            }
            let colors = photo.pixel(x, y).expect("a pixel");
            let expected = if alpha == 0 { [0; 3] } else { [colors[0], colors[1], colors[2]] };
            prop_assert_eq!([red, green, blue], expected);
        }
    }

    #[test]
    fn what_is_blurred_is_not_what_the_mask_holds(
        mask in masks(),
        crop in any::<bool>(),
        radius in 0_u32..40,
        margin in 0_u32..9,
    ) {
        let photo = photo(mask.picture(), 9);
        let background = Background::Blur(radius);
        let images = Images { crop, margin, background, ..Images::default() };
        let (size, channels, samples) = made(&photo, &mask, &images);
        let [columns, rows] = shown(&mask, &images);
        prop_assert_eq!((size, channels), ([columns.len() as u32, rows.len() as u32], 3));
        let sharp = image::RgbImage::from_fn(mask.picture().width(), mask.picture().height(), |x, y| {
            let [red, green, blue, _] = photo.pixel(x, y).expect("a pixel");
            image::Rgb([red, green, blue])
        });
        let blurred = image::imageops::fast_blur(&sharp, radius as f32);
        let places = rows.flat_map(|y| columns.clone().map(move |x| (x, y)));
        for ((x, y), sample) in places.zip(samples.as_chunks::<3>().0) {
            let from = if mask.contains(x, y) { &sharp } else { &blurred };
            prop_assert_eq!(*sample, from.get_pixel(x, y).0, "{}, {}", x, y);
        }
    }

    #[test]
    fn another_picture_covers_all(
        mask in masks(),
        crop in any::<bool>(),
        (width, height) in (1_u32..90, 1_u32..90),
        color in any::<[u8; 3]>(),
    ) {
        let [red, green, blue] = color;
        let size = Size::new(width, height).expect("a size");
        let plain = [red, green, blue, 255].repeat(size.area() as usize);
        let plain = Rgba::from_bytes(size, plain).expect("pixels");
        let background = Background::Picture(Rc::new(plain));
        let photo = photo(mask.picture(), 3);
        let images = Images { crop, background, ..Images::default() };
        let other = Images { background: Background::Color(color), ..images.clone() };
        prop_assert_eq!(made(&photo, &mask, &images), made(&photo, &mask, &other));
    }
}

#[test]
fn a_soft_edge_falls_steadily() {
    let size = Size::new(400, 9).expect("a size");
    let left = Mask::from_fn(size, |x, _| x < 200);
    let feathers = [1, 2, 5, 30, 100, Images::WIDEST];
    for feather in feathers.into_iter().take(if cfg!(miri) { 3 } else { 6 }) {
        let images = Images {
            feather,
            ..Images::default()
        };
        let (_, _, samples) = made(&photo(size, 0), &left, &images);
        let alphas: Vec<u8> = samples.as_chunks::<4>().0.iter().map(|p| p[3]).collect();
        let row = &alphas[4 * 400..5 * 400];
        assert!(row.is_sorted_by(|a, b| a >= b), "{feather}: {row:?}");
        // As much is lost inside as is won outside, and all of its width is used.
        assert_eq!(row[199].abs_diff(128), row[200].abs_diff(127), "{feather}");
        let soft = row.iter().filter(|alpha| (1..255).contains(*alpha)).count();
        assert!(
            soft > feather as usize && soft <= 2 * feather as usize,
            "{feather}: {soft}"
        );
    }
}

#[test]
fn bands_of_rows_do_not_show() {
    let height = if cfg!(miri) { 70 } else { 700 };
    let size = Size::new(40, height).expect("a size");
    let mask = Mask::from_fn(size, |x, y| (x + y / 3) % 40 < 12 && y % 90 > 20);
    let photo = photo(size, 77);
    let feather = 9;
    let images = Images {
        feather,
        ..Images::default()
    };
    let (_, _, samples) = made(&photo, &mask, &images);
    let hard = image::GrayImage::from_raw(40, height, mask.to_bitmap()).expect("a mask");
    let softness = image::imageops::GaussianBlurParameters::new_from_radius(feather as f32);
    let whole = image::imageops::blur_advanced(&hard, softness).into_raw();
    let alphas: Vec<u8> = samples.as_chunks::<4>().0.iter().map(|p| p[3]).collect();
    let worst = alphas.iter().zip(&whole).map(|(a, b)| a.abs_diff(*b)).max();
    assert!(worst <= Some(1), "{worst:?}");
}

#[test]
fn another_picture_is_shown_from_its_middle() {
    let size = Size::new(4, 2).expect("a size");
    let nothing = Mask::from_fn(size, |x, y| (x, y) == (0, 0));
    let halves = |width: u32, height: u32| {
        let size = Size::new(width, height).expect("a size");
        let pixels = (0..height).flat_map(|y| {
            let colors =
                (0..width).map(move |x| (2 * x < width, 4 * y < height || 4 * y >= 3 * height));
            colors.flat_map(|(is_left, is_outer)| match (is_outer, is_left) {
                (true, _) => [0, 0, 0, 255],
                (_, true) => [200, 0, 0, 255],
                (_, false) => [0, 200, 0, 255],
            })
        });
        Rgba::from_bytes(size, pixels.collect()).expect("pixels")
    };
    // As high as wide: its middle half is seen; as it is, larger, and smaller.
    for side in [4, 40, if cfg!(miri) { 60 } else { 2000 }] {
        let background = Background::Picture(Rc::new(halves(side, side)));
        let images = Images {
            background,
            ..Images::default()
        };
        let (_, _, samples) = made(&photo(size, 0), &nothing, &images);
        let row = &samples[4 * 3..];
        let expected = [[200, 0, 0], [200, 0, 0], [0, 200, 0], [0, 200, 0]].concat();
        assert_eq!(row, expected, "{side}");
    }
}

fn set(things: Vec<Thing>, size: Size) -> Rc<[Annotated]> {
    let file = "a/b.jpg".to_owned();
    [Annotated::new(file, size, things)].into()
}

fn files(format: Format, pictures: &Rc<[Annotated]>, options: &Options) -> Vec<(String, Vec<u8>)> {
    let files = format.files(Rc::clone(pictures), options).expect("files");
    let files = files.map(|file| {
        let bytes = match file.body {
            Body::OfPixels(0, make) => make(&photo(pictures[0].size, 1)).expect("a file"),
            Body::Made(make) => make().expect("a file"),
            _ => panic!("no picture of its own"),
        };
        (file.path, bytes)
    });
    files.collect()
}

#[test]
fn files_say_nothing_but_what_was_asked_for() {
    let size = Size::new(6, 4).expect("a size");
    let thing = |label: &str, inside: fn(u32, u32) -> bool| Thing {
        label: label.to_owned(),
        mask: Some(Mask::from_fn(size, inside).into()),
        ..Thing::default()
    };
    let things = vec![
        thing("Tässchen/../x", |x, _| x < 2),
        thing("empty", |_, _| false),
        thing("spoon", |x, _| x == 4),
        Thing::default(),
    ];
    let pictures = set(things, size);
    let mut options = Options::default();
    let paths = |format: Format| {
        let files = files(format, &pictures, &Options::default());
        files.into_iter().map(|(path, _)| path).collect::<Vec<_>>()
    };
    assert_eq!(
        paths(Format::CutOuts),
        ["cut-outs/b/01 Tässchen_.._x.png", "cut-outs/b/03 spoon.png"]
    );
    assert_eq!(paths(Format::CutOutTogether), ["cut-outs-together/b.png"]);
    assert_eq!(paths(Format::Overlay), ["overlays/b.png"]);
    let kinds = |png: &[u8]| -> Vec<String> {
        let chunks = chunks(png).into_iter();
        chunks.map(|(kind, _)| kind).collect()
    };
    let colored = [Format::CutOuts, Format::CutOutTogether, Format::Overlay];
    for format in colored {
        for (path, png) in files(format, &pictures, &options) {
            assert_eq!(kinds(&png), ["IHDR", "sRGB", "IDAT", "IEND"], "{path}");
        }
    }
    for format in [Format::ObjectMasks, Format::InstanceMap, Format::ClassMap] {
        for (path, png) in files(format, &pictures, &options) {
            if path.ends_with(".png") {
                let kinds = kinds(&png);
                let is_plain = |kind: &String| ["IHDR", "PLTE", "IDAT", "IEND"].contains(&&**kind);
                assert!(kinds.iter().all(is_plain), "{path}: {kinds:?}");
            }
        }
    }
    options.images.labelled = true;
    for (format, title) in colored.into_iter().zip([
        "Tässchen/../x",
        "Tässchen/../x, spoon",
        "Tässchen/../x, empty, spoon, object",
    ]) {
        let (_, png) = files(format, &pictures, &options).swap_remove(0);
        let texts: Vec<Vec<u8>> = chunks(&png)
            .into_iter()
            .filter(|(kind, _)| kind == "iTXt")
            .map(|(_, text)| text)
            .collect();
        let expected = [("Title", title), ("Software", "Masque")];
        let expected = expected.map(|(key, text)| format!("{key}\0\0\0\0\0{text}").into_bytes());
        assert_eq!(texts, expected, "{}", format.id());
    }
}

#[test]
fn an_overlay_is_drawn_in_each_things_colour() {
    let size = Size::new(60, 40).expect("a size");
    let boxed = |x0: f64| crate::geometry::NormBox::from_wire([100.0, x0, 900.0, x0 + 300.0]);
    let things = vec![
        Thing {
            mask: Some(Mask::from_fn(size, |x, _| x < 9).into()),
            color: Some(Color([1, 2, 3])),
            ..Thing::default()
        },
        Thing {
            bounds: boxed(400.0).map(crate::export::Bounds::Norm),
            ..Thing::default()
        },
        Thing {
            points: vec![crate::export::Place::Pixel(crate::geometry::PixelPoint {
                x: 55.5,
                y: 20.5,
            })],
            ..Thing::default()
        },
    ];
    let pictures = set(things, size);
    let mut options = Options::default();
    options.images.overlay = Overlay {
        fill: 255,
        rims: false,
        ..Overlay::default()
    };
    let (_, png) = files(Format::Overlay, &pictures, &options).swap_remove(0);
    let (sides, channels, samples) = read(&png);
    assert_eq!((sides, channels), ([60, 40], 3));
    let pixel = |x: usize, y: usize| samples.as_chunks::<3>().0[y * 60 + x];
    assert_eq!(pixel(4, 20), [1, 2, 3]);
    assert_eq!(
        pixel(24, 4),
        crate::render::color(1).0,
        "the corner of a frame"
    );
    assert_eq!(pixel(55, 20), crate::render::color(2).0, "a dot");
    let [red, green, blue, _] = photo(size, 1).pixel(15, 20).expect("a pixel");
    assert_eq!(pixel(15, 20), [red, green, blue]);
}

#[test]
fn pixels_of_another_size_are_a_problem() {
    let size = Size::new(6, 4).expect("a size");
    let mask = Some(Mask::from_fn(size, |x, _| x < 2).into());
    let thing = Thing {
        mask,
        ..Thing::default()
    };
    let pictures = set(vec![thing], size);
    let other = photo(Size::new(4, 6).expect("a size"), 0);
    for format in [Format::CutOuts, Format::CutOutTogether, Format::Overlay] {
        let mut files = format
            .files(Rc::clone(&pictures), &Options::default())
            .expect("files");
        let Some(Body::OfPixels(0, make)) = files.next().map(|file| file.body) else {
            panic!("no file of pixels");
        };
        assert!(matches!(make(&other), Err(ExportProblem::OtherPixels)));
    }
}
