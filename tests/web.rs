//! The same code in a real browser: masks on WebAssembly, pictures through the
//! browser's own decoder and canvas, and the page itself. `cargo xtask test
//! --only wasm` runs it.
#![cfg(target_arch = "wasm32")]

use masque::app::App;
use masque::browser::{Painter, Photo, show};
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, Mask, iou};
use masque::picture::{Format, Rgba, inspect};
use masque::session::{Answering, saved_parts};
use std::io::Cursor;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn masks_are_the_same_on_webassembly() {
    let truth = include_bytes!("truth/breakfast.png");
    let mut truth = png::Decoder::new(Cursor::new(truth))
        .read_info()
        .expect("a PNG");
    let mut numbers = vec![0; truth.output_buffer_size().expect("a size that fits")];
    let frame = truth.next_frame(&mut numbers).expect("whole pixels");
    assert_eq!(
        numbers.len(),
        frame.width as usize * frame.height as usize,
        "8-bit grey"
    );
    let size = Size::new(frame.width, frame.height).expect("a size");

    let mut answering = Answering::new(size, DEFAULT_THRESHOLD);
    let parts = saved_parts(include_str!("../samples/breakfast.answer.txt"));
    let objects: Vec<_> = parts
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect();
    assert_eq!(answering.finish().problems, []);
    assert_eq!(
        Some(objects.len()),
        numbers.iter().max().map(|number| usize::from(*number))
    );
    for object in objects {
        let at = |x: u32, y: u32| y as usize * frame.width as usize + x as usize;
        let truth = Mask::from_fn(size, |x, y| {
            usize::from(numbers[at(x, y)]) == object.index + 1
        });
        let mask = &object.mask.as_ref().expect("a mask").mask;
        let agreement = iou(mask, &truth);
        assert!(agreement >= 0.98, "{}: {agreement:.4}", object.name());
    }
}

#[wasm_bindgen_test]
async fn a_pictures_pixels_come_back_exactly() {
    // Wider than one of the tiles in which pixels are read.
    for (width, height) in [(5, 3), (2100, 40)] {
        let pixels = pattern(width, height);
        let photo = Photo::decode(&png(&pixels)).await.expect("a picture");
        assert_eq!(photo.size(), pixels.size());
        let read = photo.pixels().expect("pixels");
        assert!(read.bytes() == pixels.bytes(), "{width} × {height}");
    }
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_refused() {
    assert!(Photo::decode(b"hello, this is a letter").await.is_err());
    let whole = png(&pattern(64, 64));
    assert!(
        Photo::decode(&whole[..40]).await.is_err(),
        "a PNG's header alone"
    );
}

#[wasm_bindgen_test]
async fn what_is_sent_is_a_jpeg_and_never_larger() {
    let photo = Photo::decode(&png(&pattern(300, 200)))
        .await
        .expect("a picture");
    for (longest, expected) in [(1536, (300, 200)), (150, (150, 100))] {
        let jpeg = photo.upload(longest).await.expect("a JPEG");
        assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF]));
        let header = inspect(&jpeg).expect("a picture");
        assert_eq!(header.format, Format::Jpeg);
        assert_eq!((header.stored.width(), header.stored.height()), expected);
    }
}

#[wasm_bindgen_test]
fn a_canvas_shows_the_very_pixels() {
    let pixels = pattern(37, 11);
    let canvas: HtmlCanvasElement = element("canvas").unchecked_into();
    let painter = Painter::new().expect("an offscreen canvas");
    let picture = painter
        .paint(pixels.size(), pixels.bytes())
        .expect("a picture");
    show(&canvas, &picture).expect("a canvas");
    assert_eq!((canvas.width(), canvas.height()), (37, 11));
    // What it shows is read through another canvas, as it has no pixels to read.
    let copy: HtmlCanvasElement = element("canvas").unchecked_into();
    let context = copy
        .get_context("2d")
        .expect("no fault")
        .expect("a context");
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context
        .draw_image_with_html_canvas_element(&canvas, 0.0, 0.0)
        .expect("a canvas that can be drawn");
    let data = context
        .get_image_data(0.0, 0.0, 37.0, 11.0)
        .expect("pixels")
        .data();
    assert!(data.as_slice() == pixels.bytes());
}

#[wasm_bindgen_test]
fn the_page_opens_with_its_name_and_three_samples() {
    let place: HtmlElement = element("div").unchecked_into();
    document()
        .body()
        .expect("a body")
        .append_child(&place)
        .expect("a place");
    let page = leptos::mount::mount_to(place.clone(), App);
    let heading = place
        .query_selector("h1")
        .expect("a selector")
        .expect("a heading");
    assert_eq!(heading.text_content().unwrap_or_default().trim(), "Masque");
    let samples = ["Breakfast", "Wooden toys", "Planets at dusk"];
    for (number, title) in (1..).zip(samples) {
        let button = format!(".samples li:nth-child({number}) button");
        let button = place
            .query_selector(&button)
            .expect("a selector")
            .expect("a button");
        let text = button.text_content().unwrap_or_default();
        assert!(text.starts_with(title), "{text}");
    }
    drop(page);
    place.remove();
}

/// Opaque pixels of many colours: only these come back exactly from a canvas.
fn pattern(width: u32, height: u32) -> Rgba {
    let size = Size::new(width, height).expect("a size");
    let pixel = |at: u32| [at as u8, (at >> 3) as u8, (at * 7) as u8, 255];
    let bytes = (0..width * height).flat_map(pixel).collect();
    Rgba::from_bytes(size, bytes).expect("as many bytes as the size has")
}

fn png(pixels: &Rgba) -> Vec<u8> {
    masque::export::rgba_png(pixels).expect("a PNG")
}

fn element(name: &str) -> Element {
    document().create_element(name).expect("an element")
}

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a page")
}
