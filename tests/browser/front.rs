//! The front: what a first visit loads, which is little, and that nothing is lost of
//! what a person does before the app is there.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, Page};
use crate::setting::*;

/// The names of all files of the page's that were loaded.
fn loaded(page: &Page) -> Vec<String> {
    let names = "return performance.getEntriesByType('resource')
        .map(entry => new URL(entry.name).pathname.split('/').pop())";
    let names = page.script(names, json!([]));
    let names = names.as_array().into_iter().flatten();
    names
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect()
}

/// The page as it is when nobody has come near it.
fn alone() -> (crate::harness::FakeGemini, Browser) {
    let (gemini, browser) = open();
    browser.go_alone();
    browser.page.by_role("button", "Choose a picture…");
    (gemini, browser)
}

fn is_app(name: &str) -> bool {
    name.starts_with("masque")
}

#[test]
fn the_app_is_loaded_when_somebody_is_there() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    // Long enough for what loads by itself.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let alone = loaded(page);
    assert!(!alone.iter().any(|name| is_app(name)), "{alone:?}");
    assert!(alone.iter().any(|name| name.starts_with("front")));
    let place = page.by_role("button", "Choose a picture…").place();
    page.by_role("button", "Choose a picture…")
        .hover_at(5.0, 5.0);
    page.by_role("button", "Run");
    assert!(loaded(page).iter().any(|name| is_app(name)));
    // Nothing moves when it comes.
    let [_, top, ..] = page.by_role("button", "Choose a picture…").place();
    assert!((top - place[1]).abs() < 1.0, "{place:?}, {top}");
    browser.check_clean();
}

#[test]
fn a_sample_that_is_clicked_at_once_opens() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    page.by_role("button", "Wooden toys polygon masks").click();
    wait_for_list(page, 10);
    browser.check_clean();
}

#[test]
fn the_keyboard_alone_goes_on_where_it_was() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    let sample = page.by_role("button", "Wooden toys polygon masks");
    sample.script("arguments[0].focus()", json!(null));
    page.by_role("button", "Run");
    let sample = page.by_role("button", "Wooden toys polygon masks");
    assert!(sample.is_focused());
    page.press("Enter");
    wait_for_list(page, 10);
    browser.check_clean();
}

#[test]
fn files_and_texts_that_come_at_once_are_taken() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    let picture = folder.file("halves.png", &file);
    page.drop_files(&[&picture]);
    page.by_role("image", "Picture halves.png");

    browser.go_alone();
    page.choose_file("Picture file", &picture);
    page.by_role("image", "Picture halves.png");

    browser.go_alone();
    page.paste_file(&picture);
    page.by_role("image", "Picture halves.png");

    browser.go_alone();
    // Nobody is quicker than what listens for them.
    wait_until("the front is loaded", || {
        loaded(page).iter().any(|name| name.ends_with(".wasm"))
    });
    page.by_role("button", "Choose a picture…");
    page.paste_text(TWO_HALVES);
    page.wait_for_text("Open the picture that the answer is about first");
    browser.check_clean();
}

#[test]
fn the_front_offers_what_the_app_does() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    let chips = |page: &Page| -> Vec<String> {
        let list = page.by_role("list", "Examples");
        list.text().lines().map(str::to_owned).collect()
    };
    let front = chips(page);
    assert_eq!(front.len(), 9);
    page.drop_files(&[&sample("toys.jpg")]);
    page.by_role("image", "Picture toys.jpg");
    assert_eq!(chips(page), front);
    browser.check_clean();
}

#[test]
fn an_example_that_is_clicked_at_once_fills_in_the_form() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    page.by_role("button", "Shadows").click();
    let words = || page.by_label("What to find").value();
    wait_until("it is filled in", || words().starts_with("the shadow"));
    browser.check_clean();
}

#[test]
fn the_theme_is_worn_before_the_app_is_there() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Settings").click();
    page.by_label("Theme").select_option("Dark");
    wait_until("it is dark", || brightness(&browser) < 100);
    browser.go_alone();
    wait_until("it is dark at once", || brightness(&browser) < 100);
    assert!(!loaded(page).iter().any(|name| is_app(name)));
}

#[test]
fn an_app_that_cannot_be_loaded_is_said() {
    let (_gemini, browser) = alone();
    let page = &browser.page;
    for lost in ["*masque_loader.js", "*masque_bg.wasm"] {
        browser.go_alone();
        browser.lose(lost);
        page.by_role("button", "Shadows").click();
        page.wait_for_text("Masque could not be loaded");
    }
}
