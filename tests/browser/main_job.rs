//! What the page is for: a picture and some words in, exact masks and files
//! out. Every pixel is compared with what the library computes natively.

use std::time::Duration;

use masque::browser::{CANVAS_SIDE, MASKS_PIXELS};
use masque::session::Object;

use crate::files::{Folder, encoded, jpeg_markers, marked, sent_file, sent_picture};
use crate::harness::{Pixels, Reply, Request};
use crate::setting::*;

const WORDS: &str = "everything on the breakfast table";

#[test]
fn a_dropped_photo_and_some_words_become_exact_masks_and_files() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let answer = sample_answer("breakfast");
    gemini.reply(Reply::stream(&answer, 9).pause(Duration::from_millis(400)));

    drop_picture(page, &sample("breakfast.jpg"));
    fill_in(page, KEY, WORDS);
    let key_field = page.by_label("Gemini API key");
    assert_eq!(key_field.attribute("type").as_deref(), Some("password"));
    run(page);

    // The first objects are there while the answer is still on its way.
    let mut early = Vec::new();
    wait_until("an object is listed", || {
        early = listed(page);
        !early.is_empty()
    });
    assert!(page.is_present("button", "Cancel"), "the answer had ended");
    assert!(early.len() < 11, "all objects came at once");

    let picture = size(1280, 960);
    let objects = objects(&answer, picture, THRESHOLD);
    let names: Vec<_> = objects.iter().map(Object::name).collect();
    assert_eq!(wait_for_list(page, 11), names);
    assert_eq!(names[..early.len()], early);
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());

    check_masks(&page.canvas_pixels("Masks"), &objects);

    let photo = page.canvas_pixels("Picture breakfast.jpg");
    assert_eq!((photo.width, photo.height), (1280, 960));
    page.by_role("button", "Save cut-out of cup of coffee")
        .click();
    let cup = objects
        .iter()
        .find(|object| object.name() == "cup of coffee");
    let cut_out = Pixels::of_png(&browser.wait_for_download(".cutout.png"));
    check_cut_out(&cut_out, &photo, cup.expect("there is a cup"));

    page.by_role("button", "Save overlay").click();
    let saved = Pixels::of_png(&browser.wait_for_download(".overlay.png"));
    check_overlay(&saved, &photo, &objects);

    let posts = gemini.posts();
    assert_eq!(posts.len(), 1);
    check_request(&posts[0]);
    browser.check_clean();
}

fn check_masks(shown: &Pixels, objects: &[Object]) {
    let picture = size(1280, 960);
    assert_eq!((shown.width, shown.height), (1280, 960));
    let expected = overlay(objects, picture, FILL);
    let (expected, _) = expected.bytes().as_chunks::<4>();
    let inside = coverage(objects, picture);
    for (at, ((pixel, wanted), inside)) in each(shown).zip(expected).zip(inside).enumerate() {
        assert_eq!(pixel[3] > 0, inside, "pixel {at}");
        assert_eq!(pixel[3], wanted[3], "pixel {at}");
        // A canvas keeps colours multiplied with alpha, which rounds them.
        let close = (0..3).all(|channel| pixel[channel].abs_diff(wanted[channel]) <= 2);
        assert!(!inside || close, "pixel {at}: {pixel:?}, not {wanted:?}");
    }
}

fn check_cut_out(cut_out: &Pixels, photo: &Pixels, object: &Object) {
    assert_eq!((cut_out.width, cut_out.height), (1280, 960));
    let inside = coverage([object], size(1280, 960));
    for (at, ((cut, photo), inside)) in each(cut_out).zip(each(photo)).zip(inside).enumerate() {
        let expected = if inside { photo } else { [0; 4] };
        assert_eq!(cut, expected, "pixel {at}");
    }
    assert!(cut_out.count(|pixel| pixel[3] == 255) > 10_000);
}

fn check_overlay(saved: &Pixels, photo: &Pixels, objects: &[Object]) {
    assert_eq!((saved.width, saved.height), (1280, 960));
    let inside = coverage(objects, size(1280, 960));
    let mut changed = 0;
    for (at, ((pixel, before), inside)) in each(saved).zip(each(photo)).zip(inside).enumerate() {
        assert!(inside || pixel == before, "pixel {at}");
        assert_eq!(pixel[3], 255, "pixel {at}");
        changed += usize::from(pixel != before);
    }
    assert!(changed > 100_000, "only {changed} pixels carry a colour");
}

fn check_request(post: &Request) {
    let path = "/v1beta/models/gemini-3.8-flash:streamGenerateContent";
    assert_eq!(post.path, path);
    let said = post.query.split('&').filter(|said| !said.is_empty());
    assert_eq!(said.collect::<Vec<_>>(), ["alt=sse"]);
    assert_eq!(post.header("x-goog-api-key"), Some(KEY));
    assert_eq!(post.header("content-type"), Some("application/json"));
    assert!(!String::from_utf8_lossy(&post.body).contains(KEY));
    assert_eq!(post.header("cookie"), None);

    let file = sent_file(post);
    // 0xE1 is where EXIF and XMP live: camera, place, time.
    assert!(!jpeg_markers(&file).contains(&0xE1), "metadata is sent");
    assert_eq!(sent_picture(post).dimensions(), (1280, 960));

    let body = post.json();
    let parts = body["contents"][0]["parts"].as_array();
    let mut texts = parts
        .into_iter()
        .flatten()
        .filter_map(|part| part["text"].as_str());
    assert!(
        texts.any(|text| text.contains(WORDS)),
        "the words are not sent"
    );
    assert!(body["generationConfig"]["responseJsonSchema"].is_object());
}

#[test]
fn a_large_picture_is_sent_smaller_and_a_small_one_as_it_is() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    gemini.reply_always(Reply::stream(crate::answers::TWO_HALVES, 1));
    let cases = [
        ("wide", (2400, 1200), (1536, 768)),
        ("tall", (1000, 2000), (768, 1536)),
        ("small", (300, 200), (300, 200)),
    ];
    for (number, (name, (width, height), sent)) in (1..).zip(cases) {
        let file = encoded(marked(width, height), image::ImageFormat::Png);
        drop_picture(page, &folder.file(&format!("{name}.png"), &file));
        fill_in(page, KEY, "the halves");
        run(page);
        wait_for_list(page, 2);
        let posts = gemini.wait_for_posts(number);
        assert_eq!(posts.len(), number);
        assert_eq!(
            sent_picture(&posts[number - 1]).dimensions(),
            sent,
            "{name}"
        );
        // The masks are as large as the picture, or as a window shows it, and
        // not as what was sent.
        let masks = page.canvas_pixels("Masks");
        let shown = size(width, height).fit(CANVAS_SIDE, MASKS_PIXELS);
        let shown = (shown.width(), shown.height());
        assert_eq!((masks.width, masks.height), shown, "{name}");
        // What is saved has all of the picture's pixels.
        page.by_role("button", "Save overlay").click();
        let saved = Pixels::of_png(&browser.wait_for_download(".overlay.png"));
        assert_eq!((saved.width, saved.height), (width, height), "{name}");
    }
    browser.check_clean();
}

#[test]
fn a_picture_larger_than_a_tile_is_saved_without_a_seam() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    // No two pixels near each other are alike, so that a shift would show.
    let (width, height) = (2300, 2100);
    let chart = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([x as u8, y as u8, ((x >> 8) * 16 + (y >> 8)) as u8])
    });
    let file = encoded(chart.clone(), image::ImageFormat::Png);
    drop_picture(page, &folder.file("chart.png", &file));
    page.paste_text(crate::answers::ALL_OF_IT);
    wait_for_list(page, 1);
    page.by_role("button", "Save cut-out of all of it").click();
    let saved = Pixels::of_png(&browser.wait_for_download(".cutout.png"));
    assert_eq!((saved.width, saved.height), (width, height));
    for (at, (pixel, wanted)) in each(&saved).zip(chart.pixels()).enumerate() {
        let [red, green, blue] = wanted.0;
        assert_eq!(pixel, [red, green, blue, 255], "pixel {at}");
    }
    browser.check_clean();
}
