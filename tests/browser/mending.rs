//! Changing objects: names, colours, shapes, by hand and by rule; and the way back and
//! forth through all of it. By the list, and by the pixels of files that are saved.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, Element, FakeGemini, Page, Pixels};
use crate::setting::*;

/// A picture of 640 × 480 with its left half and its lower right quarter.
fn halves() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(640, 480), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    (gemini, browser)
}

fn picture(page: &Page) -> Element {
    page.by_role("image", "Picture halves.png")
}

/// Chooses the object with this name.
#[track_caller]
fn choose(page: &Page, name: &str) {
    let buttons = page.all("button");
    let row = buttons
        .into_iter()
        .find(|it| it.name().starts_with(name) && it.name().ends_with(" px"));
    row.expect("a row").click();
}

/// The row of the object whose name begins so, whatever its class.
#[track_caller]
fn row_of(page: &Page, name: &str) -> Element {
    let rows = page.all("listitem");
    let row = rows.into_iter().find(|row| row.text().starts_with(name));
    row.expect("a row")
}

/// Whether the left half is drawn in this colour, as far as a canvas keeps colours that
/// cover only half.
fn is_near(page: &Page, color: [u8; 3]) -> bool {
    let drawn = page.canvas_pixels("Masks").at(100, 100);
    let mut pairs = drawn.iter().zip(color);
    pairs.all(|(drawn, color)| drawn.abs_diff(color) <= 2)
}

/// What is said of the object with this name: its size.
fn about(page: &Page, name: &str) -> String {
    let text = row(page, name).text();
    text.lines().nth(1).unwrap_or_default().replace(',', "")
}

#[track_caller]
fn wait_for_about(page: &Page, name: &str, about_it: &str) {
    wait_until(&format!("{name}: {about_it}"), || {
        listed(page).iter().any(|listed| listed == name) && about(page, name) == about_it
    });
}

#[test]
fn names_colours_and_what_is_there_are_changed_and_changed_back() {
    let (_gemini, browser) = halves();
    let page = &browser.page;
    choose(page, "left half");
    let label = page.by_label("Label");
    label.clear_and_type("west\n");
    wait_until("it has its name", || {
        listed(page) == ["west", "lower right"]
    });
    page.by_label("Colour").set_value("#123456");
    page.by_label("Look of the masks").select_option("Fill");
    wait_until("it has its colour", || is_near(page, [0x12, 0x34, 0x56]));
    page.by_role("button", "Alone").click();
    wait_until("the other is hidden", || {
        page.canvas_pixels("Masks").at(600, 400)[3] == 0
    });
    page.by_role("button", "Delete").click();
    wait_until("it is gone", || listed(page) == ["lower right"]);

    // All the way back, by key and by button, and forth.
    page.script("document.activeElement?.blur()", json!([]));
    page.press("Control+z");
    wait_until("it is there again", || {
        listed(page) == ["west", "lower right"]
    });
    let undo = |page: &Page| {
        let buttons = page.all("button");
        let undo = buttons
            .into_iter()
            .find(|it| it.name().starts_with("Undo: "));
        undo.expect("something to undo").click();
    };
    undo(page);
    wait_until("both are drawn", || {
        page.canvas_pixels("Masks").at(600, 400)[3] > 0
    });
    undo(page);
    wait_until("it has its first colour", || {
        !is_near(page, [0x12, 0x34, 0x56])
    });
    undo(page);
    wait_until("it has its first name", || {
        listed(page) == ["left half", "lower right"]
    });
    page.by_role("button", "Undo");
    page.by_role("button", "History").click();
    let steps = page.by_role("dialog", "History");
    assert_eq!(steps.all("button").len(), 5, "{}", steps.text());
    steps.all("button").last().expect("the last step").click();
    wait_until("all is done again", || listed(page) == ["lower right"]);
    browser.check_clean();
}

#[test]
fn a_class_is_given_listed_found_and_taken_back() {
    let (_gemini, browser) = halves();
    let page = &browser.page;
    choose(page, "left half");
    let class = page.by_label("Class");
    assert_eq!(
        class.attribute("placeholder").as_deref(),
        Some("As the label")
    );
    class.clear_and_type("building\n");
    page.wait_for_text("building");
    let first = || row_of(page, "left half").text();
    assert!(first().contains("building"), "{}", first());
    assert!(!row_of(page, "lower right").text().contains("building"));
    page.by_role("button", "Undo: Classify left half as building");

    // It is found by it, and offered for the next.
    page.by_label("Filter by label or class").type_text("BUILD");
    wait_until("it alone is listed", || listed(page) == ["left half"]);
    page.by_label("Filter by label or class").clear_and_type("");
    wait_for_list(page, 2);
    let offered = page.script(
        "return [...document.querySelectorAll('#names option')].map((it) => it.value)",
        json!([]),
    );
    assert_eq!(offered, json!(["building", "left half", "lower right"]));

    // The label as class says nothing new.
    page.by_label("Class").clear_and_type("left half\n");
    wait_until("it has the label's", || !first().contains("building"));
    page.script("document.activeElement?.blur()", json!([]));
    page.press("Control+z");
    wait_until("it has none", || page.by_label("Class").value().is_empty());
    page.by_role("button", "Undo");
    browser.check_clean();
}

#[test]
fn brush_eraser_and_lasso_change_the_mask_they_go_over() {
    let (_gemini, browser) = halves();
    let page = &browser.page;
    wait_for_about(page, "left half", "153600 px");
    choose(page, "left half");
    page.by_role("button", "Eraser").click();
    let [_, _, width, height] = picture(page).place();
    let here = move |x: f64, y: f64| (x / 640.0 * width, y / 480.0 * height);
    picture(page).drag(&[here(100.0, 100.0), here(200.0, 100.0)]);
    wait_until("something is gone", || {
        about(page, "left half") != "153600 px"
    });
    let pixels = |page: &Page| -> u64 {
        let about = about(page, "left half");
        let digits: String = about.chars().filter(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    };
    // A line of 100 pixels, as wide as 24 of the window's, with round ends.
    let scale = width / 640.0;
    let breadth = 24.0 / scale;
    let expected = 100.0 * breadth + std::f64::consts::PI * breadth * breadth / 4.0;
    wait_until("all of the stroke is drawn", || {
        let gone = 153_600 - pixels(page);
        (gone as f64 - expected).abs() < 0.05 * expected + 60.0
    });
    let erased = pixels(page);

    page.by_role("button", "Lasso, add").click();
    let way = [
        (400.0, 100.0),
        (500.0, 100.0),
        (500.0, 200.0),
        (400.0, 200.0),
    ];
    picture(page).drag(&way.map(|(x, y)| here(x, y)));
    wait_until("what was drawn around is there", || {
        (pixels(page) as f64 - erased as f64 - 10_000.0).abs() < 400.0
    });
    page.script("document.activeElement?.blur()", json!([]));
    page.press("Control+z");
    wait_until("it is gone again", || pixels(page) == erased);
    // By a click on each corner too, and back on the first, or Enter.
    for (x, y) in way.into_iter().chain([way[0]]) {
        let (x, y) = here(x, y);
        picture(page).click_at(x, y);
    }
    wait_until("what was clicked around is there", || {
        (pixels(page) as f64 - erased as f64 - 10_000.0).abs() < 400.0
    });
    page.press("Control+z");
    wait_until("it is gone again", || pixels(page) == erased);
    for (x, y) in way {
        let (x, y) = here(x, y);
        picture(page).click_at(x, y);
    }
    page.press("Enter");
    wait_until("what was clicked around is there", || {
        (pixels(page) as f64 - erased as f64 - 10_000.0).abs() < 400.0
    });
    page.press("Control+z");
    wait_until("it is gone again", || pixels(page) == erased);
    page.press("Control+z");
    wait_for_about(page, "left half", "153600 px");
    browser.check_clean();
}

#[test]
fn shapes_are_refined_united_and_split_and_saved_so() {
    let (_gemini, browser) = halves();
    let page = &browser.page;
    choose(page, "left half");
    page.script(
        "document.querySelector('.refinement').open = true",
        json!([]),
    );
    page.by_label("Grow").set_value("-10");
    // Ten pixels less on the three sides that are within the picture… or at its edge.
    wait_until("it has shrunk", || about(page, "left half") != "153600 px");
    let shrunk = about(page, "left half");
    page.by_label("Grow").set_value("0");
    wait_for_about(page, "left half", "153600 px");
    assert_ne!(shrunk, "153600 px");

    // Both at once, and one of them.
    page.by_role("checkbox", "Show left half");
    page.press("Escape");
    choose(page, "left half");
    let buttons = page.all("button");
    let other = buttons
        .into_iter()
        .find(|it| it.name().starts_with("lower right"));
    other.expect("the other").script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: true}))",
        json!(null),
    );
    page.by_role("button", "Unite").click();
    wait_until("there is one", || listed(page) == ["left half"]);
    wait_for_about(page, "left half", "230400 px");
    page.by_role("button", "Save cut-out of left half").click();
    let file = browser.wait_for_download(".png");
    let saved = Pixels::of_png(&file);
    assert_eq!((saved.width, saved.height), (640, 480));
    assert_eq!((saved.at(600, 400)[3], saved.at(600, 100)[3]), (255, 0));
    browser.check_clean();
}

/// A thing of two parts, one small and one with a whisker, and a thing with a hole.
const PARTS_AND_HOLE: &str = r#"[
    {"box_2d": [100, 100, 900, 450], "label": "pair", "mask": [
        [[100, 500], [400, 500], [400, 700], [440, 700], [440, 706], [400, 706], [400, 900], [100, 900]], [[100, 100], [130, 100], [130, 130], [100, 130]]]},
    {"box_2d": [100, 500, 900, 900], "label": "ring", "mask": [
        [[500, 100], [900, 100], [900, 900], [500, 900]], [[600, 300], [800, 300], [800, 700], [600, 700]]]}
]"#;

#[test]
fn parts_are_split_specks_dropped_edges_smoothed_and_holes_filled() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(640, 480), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    page.paste_text(PARTS_AND_HOLE);
    wait_for_list(page, 2);
    let pixels = |name: &str| -> u64 {
        let digits = about(page, name).replace(" px", "");
        digits.parse().unwrap_or(0)
    };
    let (pair, ring) = (pixels("pair"), pixels("ring"));
    choose(page, "pair");
    page.script(
        "document.querySelector('.refinement').open = true",
        json!([]),
    );
    // The small part has some 270 pixels.
    page.by_label("Drop specks").set_value("500");
    wait_until("the small part is gone", || pixels("pair") < pair - 200);
    assert!(pixels("pair") > pair - 400);
    let dropped = pixels("pair");
    page.by_label("Smooth").set_value("20");
    wait_until("its whisker is gone", || pixels("pair") < dropped);
    page.script("document.activeElement?.blur()", json!([]));
    page.press("Control+z");
    wait_until("all of it is back", || pixels("pair") == pair);

    page.by_role("button", "Split").click();
    wait_until("there are two", || {
        listed(page) == ["pair 1", "pair 2", "ring"]
    });
    page.press("Escape");
    choose(page, "ring");
    page.by_label("Fill holes").click();
    // A fifth by two fifths of the picture.
    wait_until("its hole is filled", || pixels("ring") == ring + 128 * 192);
    browser.check_clean();
}
