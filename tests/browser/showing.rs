//! How masks are shown: hidden and back, fainter and stronger, cut at another
//! threshold. Compared pixel by pixel with what the library draws.

use masque::session::Object;

use crate::answers::soft;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Page, Pixels};
use crate::setting::*;

#[track_caller]
fn check_alpha(page: &Page, objects: &[Object], fill: f32) -> Pixels {
    let expected = overlay(objects, size(1280, 960), fill);
    let alphas = |bytes: &[u8]| -> Vec<u8> { bytes.iter().skip(3).step_by(4).copied().collect() };
    let expected = alphas(expected.bytes());
    let shown = page.canvas_pixels("Masks");
    assert!(alphas(&shown.rgba) == expected, "other pixels are covered");
    shown
}

#[test]
fn a_hidden_mask_is_gone_and_comes_back() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    let all = objects(&sample_answer("breakfast"), size(1280, 960), THRESHOLD);
    let (cup, others): (Vec<_>, Vec<_>) = all
        .iter()
        .cloned()
        .partition(|object| object.name() == "cup of coffee");
    let before = check_alpha(page, &all, FILL);

    let switch = page.by_role("checkbox", "Show cup of coffee");
    assert_eq!(switch.state("checked"), Some("true"));
    switch.click();
    // What is pointed at stands out.
    page.nudge();
    let hidden = check_alpha(page, &others, FILL);
    let of_cup = coverage(&cup, size(1280, 960));
    let pixels = each(&before).zip(each(&hidden)).zip(of_cup);
    let cleared = pixels.filter(|((before, hidden), _)| before[3] > 0 && hidden[3] == 0);
    let cleared: Vec<bool> = cleared.map(|(_, of_cup)| of_cup).collect();
    assert!(cleared.len() > 1_000 && !cleared.contains(&false));
    let switch = page.by_role("checkbox", "Show cup of coffee");
    assert_eq!(switch.state("checked"), Some("false"));

    // What is hidden is not in the overlay's file either, but stays in the list.
    page.by_role("button", "Save overlay").click();
    let saved = Pixels::of_png(&browser.wait_for_download(".overlay.png"));
    let photo = page.canvas_pixels("Picture Breakfast");
    let pixels = each(&saved).zip(each(&photo)).zip(each(&hidden));
    for ((saved, photo), _) in pixels.filter(|(_, mask)| mask[3] == 0) {
        assert_eq!(saved, photo);
    }
    assert_eq!(listed(page).len(), 11);

    switch.click();
    page.nudge();
    let again = check_alpha(page, &all, FILL);
    assert!(again == before, "the mask came back in other colours");
    browser.check_clean();
}

#[test]
fn opacity_changes_the_pixels() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    let all = objects(&sample_answer("breakfast"), size(1280, 960), THRESHOLD);

    for (percent, fill) in [("20", 0.2), ("100", 1.0), ("0", 0.0), ("50", FILL)] {
        slider(page, "Opacity").set_value(percent);
        page.wait_for_text(&format!("{percent} %"));
        check_alpha(page, &all, fill);
    }

    browser.check_clean();
}

#[test]
fn the_threshold_cuts_soft_masks_anew() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let picture = encoded(marked(1280, 960), image::ImageFormat::Png);
    drop_picture(page, &folder.file("soft.png", &picture));
    let answer = soft();
    page.paste_text(&answer);
    wait_for_list(page, 1);
    let area = |objects: &[Object]| -> u64 {
        let shapes = objects
            .iter()
            .filter_map(|object| object.mask.as_ref().ok());
        shapes.map(|shape| shape.mask.area()).sum()
    };
    let usual = objects(&answer, size(1280, 960), THRESHOLD);
    for value in [30, 220] {
        slider(page, "Threshold").set_value(&value.to_string());
        let cut = objects(&answer, size(1280, 960), value);
        assert_ne!(area(&cut), area(&usual), "the test sees no difference");
        check_alpha(page, &cut, FILL);
    }
    browser.check_clean();
}

#[test]
fn a_threshold_is_taken_back_and_its_slider_follows() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let picture = encoded(marked(1280, 960), image::ImageFormat::Png);
    drop_picture(page, &folder.file("soft.png", &picture));
    let answer = soft();
    page.paste_text(&answer);
    wait_for_list(page, 1);
    let at = |value| objects(&answer, size(1280, 960), value);
    slider(page, "Threshold").set_value("30");
    slider(page, "Threshold").set_value("220");
    check_alpha(page, &at(220), FILL);
    page.by_role("button", "Undo: Threshold 127 → 220");
    // The slider may still have the keyboard.
    page.press("Control+z");
    wait_until("the slider is back", || {
        slider(page, "Threshold").value() == "127"
    });
    check_alpha(page, &at(127), FILL);
    page.by_role("button", "Undo");
    page.press("Control+Shift+z");
    wait_until("the slider is there again", || {
        slider(page, "Threshold").value() == "220"
    });
    check_alpha(page, &at(220), FILL);
    browser.check_clean();
}

#[test]
fn polygons_and_masks_of_two_values_have_no_threshold() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    assert!(!slider(page, "Threshold").is_enabled());
    assert!(slider(page, "Opacity").is_enabled());
    drop_picture(page, &sample("breakfast.jpg"));
    page.paste_text(&sample_answer("breakfast"));
    wait_for_list(page, 11);
    assert!(!slider(page, "Threshold").is_enabled());
    browser.check_clean();
}
