//! Where the masks of a sample must be, by the library, and where the window shows
//! them. Takes pixels from screenshots: the masks' canvas belongs to the worker.

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::Locator;
use image::RgbImage;
use masque::geometry::Size;
use masque::session::{Answering, Object, saved_parts};

use crate::browser::{Browser, wait_until};

/// The threshold with which the page begins.
const THRESHOLD: u8 = 127;

/// So many pixels of the picture around a place must be alike for it to count: no edge
/// and no outline is near it then.
const ROOM: u32 = 12;

/// Where a sample's file lies, such as `breakfast.jpg`.
pub fn sample(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(file)
}

/// What the library finds in a sample's answer for a picture of this size.
pub fn objects(name: &str, size: Size) -> Vec<Object> {
    let answer = std::fs::read_to_string(sample(&format!("{name}.answer.txt")));
    let answer = answer.expect("the sample is there");
    let mut answering = Answering::new(size, THRESHOLD);
    let parts = saved_parts(&answer);
    parts
        .into_iter()
        .flat_map(|part| answering.read(part))
        .collect()
}

/// Waits until the picture differs from the original exactly where a mask is.
#[track_caller]
pub fn wait_for_masks(browser: &Browser, picture: &str, objects: &[Object], size: Size) {
    let covered = coverage(objects, size);
    let mut shares = (0.0, 1.0);
    wait_until("masks are shown where they must be", || {
        shares = compare(browser, picture, &covered, size);
        // A mask may here and there have the colour of what it covers.
        shares.0 > 0.97 && shares.1 == 0.0
    });
}

/// The share of places that have changed: of those within masks, and of those beside.
fn compare(browser: &Browser, picture: &str, covered: &[bool], size: Size) -> (f64, f64) {
    let place = browser.place(&browser.by_role("image", picture));
    let tags = browser.run("tags", browser.client.find_all(Locator::Css(".tag")));
    let tags: Vec<_> = tags.iter().map(|tag| browser.place(tag)).collect();
    let shown = browser.screenshot();
    browser.hold_key('h');
    // Masks are hidden with the next frame.
    std::thread::sleep(Duration::from_millis(150));
    let original = browser.screenshot();
    browser.let_go_of_key('h');
    let (mut within, mut beside) = ([0, 0], [0, 0]);
    for y in (ROOM..size.height() - ROOM).step_by(8) {
        for x in (ROOM..size.width() - ROOM).step_by(8) {
            let Some(is_covered) = alike(covered, size, x, y) else {
                continue;
            };
            let at = [
                place[0] + (f64::from(x) + 0.5) * place[2] / f64::from(size.width()),
                place[1] + (f64::from(y) + 0.5) * place[3] / f64::from(size.height()),
            ];
            if tags.iter().any(|tag| is_near(*tag, at)) {
                continue;
            }
            let counted = if is_covered { &mut within } else { &mut beside };
            counted[0] += 1;
            counted[1] += usize::from(differ(&shown, &original, at));
        }
    }
    assert!(within[0] > 500 && beside[0] > 500, "{within:?} {beside:?}");
    let share = |[all, changed]: [usize; 2]| changed as f64 / all as f64;
    (share(within), share(beside))
}

/// For every pixel, row by row, whether any mask holds it.
fn coverage(objects: &[Object], size: Size) -> Vec<bool> {
    let mut covered = vec![false; size.width() as usize * size.height() as usize];
    let masks = objects
        .iter()
        .filter_map(|object| object.mask.as_ref().ok());
    for shape in masks {
        for (covered, grey) in covered.iter_mut().zip(shape.mask.to_bitmap()) {
            *covered |= grey > 0;
        }
    }
    covered
}

/// Whether a place and all around it is covered, or none of it; `None` near an edge.
fn alike(covered: &[bool], size: Size, x: u32, y: u32) -> Option<bool> {
    let at = |x: u32, y: u32| covered[(y * size.width() + x) as usize];
    let here = at(x, y);
    let mut around = (y - ROOM..=y + ROOM)
        .step_by(3)
        .flat_map(|y| (x - ROOM..=x + ROOM).step_by(3).map(move |x| (x, y)));
    around.all(|(x, y)| at(x, y) == here).then_some(here)
}

fn is_near([x, y, width, height]: [f64; 4], at: [f64; 2]) -> bool {
    let room = 3.0;
    let within = |at: f64, from: f64, length: f64| at > from - room && at < from + length + room;
    within(at[0], x, width) && within(at[1], y, height)
}

fn differ(one: &RgbImage, other: &RgbImage, [x, y]: [f64; 2]) -> bool {
    let (x, y) = (x as u32, y as u32);
    let (one, other) = (one.get_pixel(x, y), other.get_pixel(x, y));
    let mut channels = one.0.iter().zip(other.0);
    channels.any(|(one, other)| one.abs_diff(other) > 2)
}
