//! What is there again at the next visit: looks and habits, the key only where it was
//! asked for, and nothing of pictures and questions.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Page, Reply};
use crate::setting::*;

/// Everything that the browser keeps for the page.
fn kept(page: &Page) -> String {
    let all = "return JSON.stringify([localStorage, sessionStorage].map(Object.entries))";
    let all = page.script(all, json!([]));
    all.as_str().expect("a text").to_owned()
}

fn open_settings(page: &Page) {
    page.by_role("button", "Settings").click();
    page.by_label("Theme");
}

fn remember(page: &Page, how: &str) {
    open_settings(page);
    page.by_label("Remember the key").select_option(how);
    page.by_role("button", "Settings").click();
}

#[test]
fn the_key_is_remembered_as_long_as_it_was_asked_for() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let key = || page.by_label("Gemini API key").value();
    page.by_label("Gemini API key").type_text(KEY);
    assert!(!kept(page).contains(KEY), "nobody asked for that");
    browser.reload();
    assert_eq!(key(), "");

    page.by_label("Gemini API key").type_text(KEY);
    remember(page, "In this tab");
    wait_until("it is kept", || kept(page).contains(KEY));
    let on_device = page.script("return JSON.stringify(localStorage)", json!([]));
    assert!(!on_device.to_string().contains(KEY));
    browser.reload();
    assert_eq!(key(), KEY);

    remember(page, "On this device");
    let in_tab = || page.script("return JSON.stringify(sessionStorage)", json!([]));
    wait_until("it has moved", || !in_tab().to_string().contains(KEY));
    assert!(kept(page).contains(KEY));
    browser.reload();
    assert_eq!(key(), KEY);

    page.by_role("button", "Forget").click();
    wait_until("it is gone", || !kept(page).contains(KEY));
    browser.reload();
    assert_eq!(key(), "");
    browser.check_clean();
}

#[test]
fn looks_and_habits_are_there_again_and_nothing_else_is_kept() {
    let (gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    assert!(brightness(&browser) > 160, "it is not light at first");
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
    fill_in(page, KEY, "the secret halves");
    page.by_label("Kind of answer").select_option("Boxes");
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    wait_for_list(page, 2);
    slider(page, "Opacity").set_value("80");
    open_settings(page);
    page.by_label("Theme").select_option("Dark");
    page.by_role("button", "Settings").click();
    wait_until("it is dark", || brightness(&browser) < 110);
    let all = kept(page);
    for private in [KEY, "secret", "halves", "left"] {
        assert!(!all.contains(private), "{private} is kept: {all}");
    }

    browser.reload();
    page.by_role("button", "Run");
    assert!(brightness(&browser) < 110, "the theme is forgotten");
    assert_eq!(page.by_label("Kind of answer").chosen(), "Boxes");
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    assert_eq!(slider(page, "Opacity").value(), "80");

    // What an earlier page kept, or somebody else, is no settings.
    page.script(
        "localStorage.setItem('masque.settings.3', '€'); return null",
        json!([]),
    );
    browser.reload();
    page.by_role("button", "Run");
    assert_eq!(page.by_label("Kind of answer").chosen(), "Masks");

    // What a page kept before it exported is taken over.
    page.script(
        "localStorage.removeItem('masque.settings.3');
        localStorage.setItem('masque.settings.2', '\\x02\\x50\\x01\\x00\\x01\\x01'); return null",
        json!([]),
    );
    browser.reload();
    page.by_role("button", "Run");
    assert!(brightness(&browser) < 110, "the theme is forgotten");
    assert_eq!(page.by_label("Kind of answer").chosen(), "Boxes");
    wait_until("it is kept under its new name alone", || {
        let all = kept(page);
        all.contains("masque.settings.3") && !all.contains("masque.settings.2")
    });
    browser.check_clean();
}
