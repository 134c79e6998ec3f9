//! The same code in a real browser: masks on WebAssembly, pictures through the
//! browser's own decoder and canvas, and the page itself. `cargo xtask test
//! --only wasm` runs it.
#![cfg(target_arch = "wasm32")]

use gloo_timers::future::TimeoutFuture;
use masque::app::App;
use masque::browser::{Photo, Screen, lend};
use masque::geometry::Size;
use masque::mask::{DEFAULT_THRESHOLD, coco};
use masque::picture::{Format, Rgba, inspect};
use masque::render::{Columns, Strip};
use masque::session::{Answering, saved_parts};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn masks_are_to_the_pixel_the_same_on_webassembly() {
    let size = Size::new(1280, 960).expect("a size");
    let samples = [
        (
            include_str!("../samples/breakfast.answer.txt"),
            include_str!("truth/breakfast.coco.txt"),
        ),
        (
            include_str!("../samples/toys.answer.txt"),
            include_str!("truth/toys.coco.txt"),
        ),
    ];
    for (answer, expected) in samples {
        let mut answering = Answering::new(size, DEFAULT_THRESHOLD);
        let parts = saved_parts(answer).into_iter();
        let texts: Vec<_> = parts
            .flat_map(|part| answering.read(part))
            .map(|object| coco::text(&coco::counts(&object.mask.expect("a mask").mask)))
            .collect();
        assert_eq!(answering.finish().problems, []);
        assert!(texts.iter().eq(expected.lines()), "the masks are others");
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
        let jpeg = photo.upload(None, longest).await.expect("a JPEG");
        assert!(jpeg.starts_with(&[0xFF, 0xD8, 0xFF]));
        let header = inspect(&jpeg).expect("a picture");
        assert_eq!(header.format, Format::Jpeg);
        assert_eq!((header.stored.width(), header.stored.height()), expected);
    }
}

#[wasm_bindgen_test]
async fn a_canvas_whose_pixels_are_elsewhere_shows_the_very_pixels() {
    let pixels = pattern(37, 11);
    let holder = element("div");
    let body = document().body().expect("a body");
    body.append_child(&holder).expect("a place");
    let (canvas, lent) = lend(&holder).expect("a canvas");
    assert!(holder.first_element_child().as_ref() == Some(&canvas));
    let screen = Screen::new(lent).expect("its pixels");
    // In two strips, as a worker gives them.
    let (upper, lower) = pixels.bytes().as_chunks().0.split_at(37 * 4);
    for (number, top, pixels) in [(0, 0, upper), (1, 4, lower)] {
        let size = Size::new(37, 11).expect("a size");
        let columns = Columns::ALL;
        let strip = Strip {
            size,
            number,
            top,
            pixels,
            columns,
        };
        screen.paint(strip).expect("pixels that fit");
    }
    // It shows them with a frame that is still to come, and is read through
    // another canvas, as it has no pixels to read.
    let copy: HtmlCanvasElement = element("canvas").unchecked_into();
    copy.set_width(37);
    copy.set_height(11);
    let context = copy
        .get_context("2d")
        .expect("no fault")
        .expect("a context");
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let mut data = Vec::new();
    for _ in 0..200 {
        TimeoutFuture::new(20).await;
        if canvas.width() != 37 {
            continue;
        }
        context
            .draw_image_with_html_canvas_element(&canvas, 0.0, 0.0)
            .expect("a canvas that can be drawn");
        data = context
            .get_image_data(0.0, 0.0, 37.0, 11.0)
            .expect("pixels")
            .data()
            .0;
        if data == pixels.bytes() {
            break;
        }
    }
    assert!(data == pixels.bytes());
    holder.remove();
}

#[wasm_bindgen_test]
async fn the_app_opens_with_its_name_and_takes_the_fronts_middle_over() {
    let body = document().body().expect("a body");
    let [front, welcome] = ["front", "welcome"].map(|id| {
        let part = element("div");
        part.set_id(id);
        part
    });
    front.append_child(&welcome).expect("a place");
    body.append_child(&front).expect("a place");
    let place: HtmlElement = element("div").unchecked_into();
    body.append_child(&place).expect("a place");
    let page = leptos::mount::mount_to(place.clone(), App);
    let heading = place
        .query_selector("h1")
        .expect("a selector")
        .expect("a heading");
    assert_eq!(heading.text_content().unwrap_or_default().trim(), "Masque");
    for _ in 0..200 {
        if document().get_element_by_id("front").is_none() {
            break;
        }
        TimeoutFuture::new(20).await;
    }
    assert!(document().get_element_by_id("front").is_none());
    assert!(place.contains(Some(&welcome)));
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
