//! A phone, a low window, and the dark: everything is still there and can be pressed.

use serde_json::json;

use crate::harness::{Look, Page, Reply};
use crate::setting::*;

#[track_caller]
fn check_width(page: &Page, state: &str) {
    let width = page.script("return document.documentElement.scrollWidth", json!([]));
    let width = width.as_u64().expect("a number");
    assert!(width <= 390, "{state}: {width} px wide");
    // What a scroll bar does not tell: controls cut off at the edge.
    for role in ["button", "textbox", "combobox", "checkbox", "slider"] {
        for control in page.all(role) {
            let inside = control.script(
                "if (arguments[0].type === 'file') return true; // Never seen.
                 const { left, right, width } = arguments[0].getBoundingClientRect();
                 return width > 0 && left >= 0 && right <= 390;",
                json!(null),
            );
            assert!(inside == true, "{state}: {control} leaves the screen");
        }
    }
}

#[test]
fn a_phone_has_everything_and_never_scrolls_sideways() {
    let (gemini, browser) = open_with(Look::phone());
    let page = &browser.page;
    page.by_role("button", "Run");
    check_width(page, "welcome");
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    check_width(page, "sample");

    page.by_role("checkbox", "Show striped linen napkin")
        .click();
    let switch = page.by_role("checkbox", "Show striped linen napkin");
    assert_eq!(switch.state("checked"), Some("false"));
    page.by_role("button", "Save cut-out of half an orange")
        .click();
    browser.wait_for_download(".cutout.png");
    page.by_role("button", "Save overlay").click();
    browser.wait_for_download(".overlay.png");
    page.by_label("Gemini API key").clear_and_type("");
    run(page);
    page.wait_for_text("Give your Gemini API key first");
    check_width(page, "message");

    // With a key, and two answers to compare.
    fill_in(page, KEY, "everything on the table");
    check_width(page, "key");
    gemini.reply(Reply::stream(&sample_answer("breakfast"), 1));
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    page.wait_for_text("The two answers share 11 objects, mean IoU 1.00");
    check_width(page, "comparison");
    page.by_role("button", "Intersection").click();
    wait_for_list(page, 11);
    browser.check_clean();
}

#[test]
fn in_a_low_window_the_list_and_its_sliders_can_be_reached() {
    let look = Look {
        width: 844,
        height: 390,
        dark: false,
    };
    let (_gemini, browser) = open_with(look);
    let page = &browser.page;
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    for name in ["cup of coffee", "striped linen napkin"] {
        let switch = || page.by_role("checkbox", &format!("Show {name}"));
        switch().click();
        assert_eq!(switch().state("checked"), Some("false"), "{name}");
    }
    page.by_role("button", "Save overlay").click();
    browser.wait_for_download(".overlay.png");
    page.by_role("button", "Answer and request…").click();
    page.wait_for_text("Copy the request as");
    browser.check_clean();
}

#[test]
fn the_page_is_dark_where_the_system_is() {
    let (_gemini, browser) = open_with(Look::desktop().dark());
    let page = &browser.page;
    page.by_role("button", "Run");
    assert!(brightness(&browser) < 90, "welcome is not dark");
    open_sample(page, "Planets at dusk");
    wait_for_list(page, 8);
    assert!(brightness(&browser) < 110, "a sample is not dark");
    browser.look(Look::desktop());
    browser.reload();
    page.by_role("button", "Run");
    assert!(brightness(&browser) > 170, "welcome is not light");
    browser.check_clean();
}
