//! What a first visit comes to: a sample and its masks, a broken answer, another
//! language and theme, and changes that are taken back.

use fantoccini::key::Key;
use masque::geometry::Size;
use masque::session::Object;
use serde_json::json;

use crate::browser::{Browser, wait_until};
use crate::masks::{objects, wait_for_masks};

#[test]
fn a_first_visit_opens_a_sample_and_shows_its_masks() {
    let browser = Browser::open();
    browser.by_role("button", "Choose a picture…");
    browser.click("button", "Breakfast PNG masks");
    let size = Size::new(1280, 960).expect("a picture has pixels");
    let objects = objects("breakfast", size);
    let names: Vec<_> = objects.iter().map(Object::name).collect();
    assert_eq!(browser.wait_for_list(11), names);
    wait_for_masks(&browser, "Picture Breakfast", &objects, size);
    browser.check_clean();
}

#[test]
fn a_button_that_is_held_while_the_app_comes_is_clicked() {
    let browser = Browser::open();
    let sample = browser.by_role("button", "Breakfast PNG masks");
    let [x, y, width, height] = browser.place(&sample);
    browser.hold([x + width / 2.0, y + height / 2.0]);
    // The app is loaded at the first move of the mouse, and is there long before.
    std::thread::sleep(std::time::Duration::from_secs(1));
    browser.let_go();
    browser.wait_for_list(11);
    browser.check_clean();
}

#[test]
fn a_broken_sample_says_what_is_wrong_and_keeps_what_is_whole() {
    let browser = Browser::open();
    browser.click("button", "Planets at dusk");
    browser.wait_for_list(8);
    browser.wait_for_text("The answer breaks off within the next object");
    browser.wait_for_text("No mask: its JPEG is broken");
    browser.check_clean();
}

#[test]
fn language_and_theme_are_changed_and_remembered() {
    let browser = Browser::open();
    browser.click("button", "Shadows");
    browser.click("button", "Settings");
    browser.choose("Language", "Deutsch");
    browser.by_role("button", "Bild auswählen …");
    let speaks = || browser.script("return document.documentElement.lang", json!([]));
    assert_eq!(speaks(), "de");
    browser.choose("Sprache", "English");
    browser.by_role("button", "Choose a picture…");
    assert_eq!(speaks(), "en");
    browser.choose("Theme", "Dark");
    wait_until("it is dark", || brightness(&browser) < 80);
    browser.reload();
    wait_until("it is dark at once", || brightness(&browser) < 80);
    browser.click("button", "Shadows");
    browser.click("button", "Settings");
    browser.choose("Theme", "Light");
    wait_until("it is light", || brightness(&browser) > 200);
    browser.check_clean();
}

#[test]
fn what_is_deleted_and_drawn_is_taken_back() {
    let browser = Browser::open();
    browser.click("button", "Breakfast PNG masks");
    let names = browser.wait_for_list(11);
    let cup = &names[0];
    browser.click("button", cup);
    browser.press(&[Key::Delete.into()]);
    assert!(!browser.wait_for_list(10).contains(cup));
    undo(&browser);
    assert_eq!(browser.wait_for_list(11), names);

    // The brush, from the lower left corner to the right, over the bare table.
    browser.click("button", cup);
    let row = || {
        let row = browser.by_role("button", &format!("{cup} "));
        browser.run("the row", row.text())
    };
    let before = row();
    browser.click("button", "Brush");
    let picture = browser.by_role("image", "Picture Breakfast");
    let [x, y, width, height] = browser.place(&picture);
    let at = |share: f64| [x + share * width, y + 0.95 * height];
    browser.drag(at(0.05), at(0.3));
    wait_until("the mask grows", || area(&row()) > area(&before) + 5000);
    undo(&browser);
    wait_until("the stroke is gone", || row() == before);
    browser.check_clean();
}

#[test]
fn cards_are_no_larger_than_what_is_in_them() {
    let browser = Browser::open();
    browser.click("button", "Breakfast PNG masks");
    let names = browser.wait_for_list(11);
    browser.click("button", &format!("More for {}", names[0]));
    let entry = browser.by_role("button", "Copy JSON");
    let [.., height] = browser.place(&entry);
    assert!(height < 50.0, "an entry of the menu has {height} pixels");
    browser.press(&[Key::Escape.into()]);
    browser.click("button", "Export…");
    let format = browser.by_role("combobox", "Format");
    let save = browser.by_role("button", "Save");
    let card = browser.by_role("dialog", "Export");
    let [_, top, _, height] = browser.place(&card);
    let [_, first, ..] = browser.place(&format);
    let [_, last, _, last_height] = browser.place(&save);
    assert!(first - top < 90.0, "the format is {} below", first - top);
    let below = top + height - last - last_height;
    assert!(below < 30.0, "{below} pixels are below the last button");
    browser.check_clean();
}

#[track_caller]
fn undo(browser: &Browser) {
    browser.press(&[Key::Control.into(), 'z']);
}

/// The number of pixels that an object's row tells at its end.
#[track_caller]
fn area(row: &str) -> u32 {
    let before = row.trim_end().trim_end_matches(" px");
    // Engines set the name and the number apart in their own ways.
    let is_sign = |sign: char| sign.is_ascii_digit() || sign == ',';
    let number = before.rsplit(|sign| !is_sign(sign)).next();
    let number = number.unwrap_or_default();
    let Ok(area) = number.replace(',', "").parse() else {
        panic!("no area in {row}");
    };
    area
}

/// How bright the window is on the whole, 0–255.
#[track_caller]
fn brightness(browser: &Browser) -> u64 {
    let window = browser.screenshot();
    let sum: u64 = window.iter().map(|&byte| u64::from(byte)).sum();
    sum / window.len() as u64
}
