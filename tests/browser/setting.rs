//! What the tests share: a page with a Gemini behind it, the samples that lie
//! in the repository, and what the library makes of them. Never asserts what
//! a page says.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use masque::geometry::{Camera, Size};
use masque::mask::View;
use masque::picture::Rgba;
use masque::render::{Look as Drawing, overlay as drawn};
use masque::session::{Answering, Object, saved_parts};

use crate::files::Folder;
use crate::harness::{Browser, Element, FakeGemini, Look, PATIENCE, Page, Pixels};

/// A key as a person types it.
pub const KEY: &str = "AIzaSy-Not-A-Real-Key_0123456789";

/// The threshold with which the page begins.
pub const THRESHOLD: u8 = 127;

/// How much a mask's fill covers when the page begins.
pub const FILL: f32 = 0.5;

/// A page on a laptop, and the Gemini that it asks.
pub fn open() -> (FakeGemini, Browser) {
    open_with(Look::desktop())
}

/// A page in a window that looks so, and the Gemini that it asks.
pub fn open_with(look: Look) -> (FakeGemini, Browser) {
    let gemini = FakeGemini::start();
    let browser = Browser::open(&gemini, look);
    (gemini, browser)
}

/// Where a sample's file lies, such as `breakfast.jpg`.
pub fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(file)
}

/// The text of a sample's answer.
pub fn sample_answer(name: &str) -> String {
    std::fs::read_to_string(sample(&format!("{name}.answer.txt"))).expect("the sample is there")
}

/// A size that exists.
pub fn size(width: u32, height: u32) -> Size {
    Size::new(width, height).expect("a picture has pixels")
}

/// What the library, without any browser, finds in an answer.
pub fn objects(answer: &str, picture: Size, threshold: u8) -> Vec<Object> {
    let mut answering = Answering::new(picture, threshold);
    let parts = saved_parts(answer);
    parts
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect()
}

/// What the library, without any browser, draws over a picture.
pub fn overlay(objects: &[Object], picture: Size, fill: f32) -> Rgba {
    let whole = View::new(picture, picture);
    let layers: Vec<_> = objects
        .iter()
        .map(|object| object.layer(whole, Camera::DEGREES))
        .collect();
    let fill = (fill * 255.0).round() as u8;
    let look = Drawing {
        fill,
        ..Drawing::at(picture)
    };
    let mut pixels = Vec::new();
    drawn(picture, &layers, look, |strip| {
        pixels.extend_from_slice(strip.pixels.as_flattened());
    });
    Rgba::from_bytes(picture, pixels).expect("every row was drawn")
}

/// For every pixel, row by row, whether any of the objects' masks holds it.
pub fn coverage<'a>(objects: impl IntoIterator<Item = &'a Object>, picture: Size) -> Vec<bool> {
    let mut covered = vec![false; picture.width() as usize * picture.height() as usize];
    let masks = objects
        .into_iter()
        .filter_map(|object| object.mask.as_ref().ok());
    for shape in masks {
        for (covered, grey) in covered.iter_mut().zip(shape.mask.to_bitmap()) {
            *covered |= grey > 0;
        }
    }
    covered
}

/// Every pixel, row by row.
pub fn each(pixels: &Pixels) -> impl Iterator<Item = [u8; 4]> + Clone {
    let (pixels, _) = pixels.rgba.as_chunks::<4>();
    pixels.iter().copied()
}

/// Asks again and again until it holds.
#[track_caller]
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// The names of the objects that are listed, from the top.
pub fn listed(page: &Page) -> Vec<String> {
    let boxes = page.all("checkbox");
    let names = boxes
        .iter()
        .filter_map(|row| row.name().strip_prefix("Show "));
    names.map(str::to_owned).collect()
}

/// Waits until so many objects are listed and nothing is on its way, and gives
/// their names.
#[track_caller]
pub fn wait_for_list(page: &Page, count: usize) -> Vec<String> {
    page.by_role("button", "Run");
    let mut names = Vec::new();
    wait_until(&format!("{count} objects are listed"), || {
        names = listed(page);
        names.len() == count
    });
    names
}

/// The row of the object with this name.
#[track_caller]
pub fn row(page: &Page, name: &str) -> Element {
    let rows = page.all("listitem");
    let of_name = |row: &Element| row.text().lines().next().is_some_and(|line| line == name);
    let Some(row) = rows.into_iter().find(of_name) else {
        panic!("no row is named “{name}”: {:?}", listed(page));
    };
    row
}

/// The slider whose label begins so; the rest of it is its value.
#[track_caller]
pub fn slider(page: &Page, label: &str) -> Element {
    let sliders = page.all("slider");
    let Some(slider) = sliders.into_iter().find(|it| it.name().starts_with(label)) else {
        panic!("no slider is labelled {label}");
    };
    slider
}

/// Presses the card of the sample with this title.
#[track_caller]
pub fn open_sample(page: &Page, title: &str) {
    page.by_role("button", "Run");
    let cards = page.all("button");
    let Some(card) = cards.iter().find(|card| card.name().contains(title)) else {
        panic!("no sample is called {title}");
    };
    card.click();
}

/// Drops a picture and waits until it is shown.
#[track_caller]
pub fn drop_picture(page: &Page, path: &Path) {
    page.by_role("button", "Run");
    page.drop_files(&[path]);
    let name = path.file_name().and_then(|name| name.to_str());
    page.by_role("image", &format!("Picture {}", name.expect("a name")));
}

/// Fills in key and words, in place of what is there.
#[track_caller]
pub fn fill_in(page: &Page, key: &str, words: &str) {
    page.by_label("Gemini API key").clear_and_type(key);
    page.by_label("What to find").clear_and_type(words);
}

/// Waits until nothing is on its way, and ends every wait for another attempt.
#[track_caller]
pub fn settle(page: &Page) {
    wait_until("nothing is on its way", || {
        if let Some(stop) = page
            .all("button")
            .iter()
            .find(|button| button.name() == "Stop")
        {
            // It goes by itself when the page asks again.
            stop.click_if_there();
        }
        page.is_present("button", "Run")
    });
}

/// Presses Run.
#[track_caller]
pub fn run(page: &Page) {
    page.by_role("button", "Run").click();
}

/// How bright the window is on the whole, 0–255.
pub fn brightness(browser: &Browser) -> u64 {
    let folder = Folder::new();
    let file = folder.file("window.png", &[]);
    browser.page.screenshot(&file);
    let window = Pixels::of_png(&file);
    let sum: u64 = window.rgba.iter().map(|&byte| u64::from(byte)).sum();
    let opaque = window.rgba.len() as u64 / 4;
    (sum - opaque * 255) / (opaque * 3)
}
