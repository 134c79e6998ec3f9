//! Looking at a picture and its masks: zoom, move, point, choose, and how masks are
//! drawn. By the pixels that are on the screen.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, FakeGemini, Page};
use crate::setting::*;

/// A square within a square within the left half; y first, as Gemini writes.
const NESTED: &str = r#"[
    {"box_2d": [0, 0, 1000, 500], "label": "outer", "mask": [[0, 0], [500, 0], [500, 1000], [0, 1000]]},
    {"box_2d": [200, 100, 800, 400], "label": "middle", "mask": [[100, 200], [400, 200], [400, 800], [100, 800]]},
    {"box_2d": [400, 200, 600, 300], "label": "inner", "mask": [[200, 400], [300, 400], [300, 600], [200, 600]]}
]"#;

fn with(answer: &str, width: u32, height: u32, count: usize) -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(width, height), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    page.paste_text(answer);
    wait_for_list(page, count);
    (gemini, browser)
}

/// Left, top, width and height of the picture in the window.
fn frame(page: &Page) -> [f64; 4] {
    let picture = page.all("image");
    let picture = picture.iter().find(|it| it.name().starts_with("Picture "));
    picture.expect("a picture").place()
}

/// Where in the stage, from its corner, a share of the picture lies.
fn spot(page: &Page, x: f64, y: f64) -> (f64, f64) {
    let [_, _, width, height] = frame(page);
    (x * width, y * height)
}

fn picture(page: &Page) -> crate::harness::Element {
    let pictures = page.all("image");
    let picture = pictures
        .into_iter()
        .find(|it| it.name().starts_with("Picture "));
    picture.expect("a picture")
}

fn chosen(page: &Page) -> Vec<String> {
    let pressed = page.all("button");
    let pressed = pressed
        .iter()
        .filter(|it| it.state("pressed") == Some("true"));
    let names = pressed.map(|it| it.name().to_owned());
    names.filter(|name| name.ends_with(" px")).collect()
}

#[test]
fn the_wheel_zooms_at_the_pointer_and_keys_and_buttons_do_it_too() {
    let (_gemini, browser) = with(TWO_HALVES, 2000, 1500, 2);
    let page = &browser.page;
    let whole = frame(page);
    let (x, y) = spot(page, 0.25, 0.5);
    picture(page).wheel_at(x, y, -500);
    wait_until("it is larger", || frame(page)[2] > whole[2] * 2.0);
    let near = frame(page);
    // What was under the pointer still is.
    let [left, top, width, height] = whole;
    let (at_x, at_y) = (left + x, top + y);
    let share = [(at_x - near[0]) / near[2], (at_y - near[1]) / near[3]];
    assert!((share[0] - x / width).abs() < 0.01, "{share:?}");
    assert!((share[1] - y / height).abs() < 0.01, "{share:?}");

    page.press("0");
    wait_until("it is whole again", || frame(page) == whole);
    page.press("1");
    wait_until("a pixel is a pixel", || {
        (frame(page)[2] - 2000.0).abs() < 1.0
    });
    page.by_role("button", "100 %, now 100 %");
    page.press("+");
    wait_until("it is larger", || (frame(page)[2] - 2500.0).abs() < 1.0);
    page.by_role("button", "Zoom out").click();
    wait_until("it is smaller", || (frame(page)[2] - 2000.0).abs() < 1.0);

    // Moved by dragging, by the middle of nowhere else, and by keys.
    let before = frame(page);
    picture(page).script("arguments[0].blur?.()", json!(null));
    page.press("ArrowRight");
    wait_until("it has moved", || frame(page)[0] < before[0]);
    page.by_role("button", "Fit").click();
    wait_until("it is whole again", || frame(page) == whole);
    browser.check_clean();
}

#[test]
fn masks_are_as_sharp_from_near_as_the_picture_is() {
    // Larger than what masks are drawn with at once.
    let (_gemini, browser) = with(TWO_HALVES, 4800, 3600, 2);
    let page = &browser.page;
    let at_once = page.canvas_pixels("Masks");
    assert_eq!((at_once.width, at_once.height), (1600, 1200));
    page.press("1");
    // From near it is drawn pixel for pixel, and only what is seen and a little more.
    wait_until("a part is drawn", || {
        let masks = page.canvas_pixels("Masks");
        let [_, _, width, _] = page.by_role("image", "Masks").place();
        masks.width < 4800 && (f64::from(masks.width) - width).abs() < 2.0
    });
    // The left half ends where it should: in the middle of the picture.
    let masks = page.canvas_pixels("Masks");
    let place = page.by_role("image", "Masks").place();
    let [left, ..] = frame(page);
    let edge = (left + 2400.0 - place[0]).round() as u32;
    let row = masks.height / 4;
    let (inside, outside) = (masks.at(edge - 2, row)[3], masks.at(edge + 2, row)[3]);
    assert!(inside > 0 && outside == 0, "{inside}, {outside} at {edge}");
    page.press("0");
    wait_until("all of it is drawn again", || {
        page.canvas_pixels("Masks").rgba == at_once.rgba
    });
    browser.check_clean();
}

#[test]
fn what_is_pointed_at_stands_out_and_a_click_chooses_the_smallest_first() {
    let (_gemini, browser) = with(NESTED, 640, 480, 3);
    let page = &browser.page;
    let plain = page.canvas_pixels("Masks");
    // From the list to the picture.
    let (width, _) = row(page, "inner").size();
    row(page, "inner").hover_at(width / 2.0, 10.0);
    wait_until("it stands out", || {
        page.canvas_pixels("Masks").rgba != plain.rgba
    });
    // From the picture to the list, by the mask's own pixels.
    let (x, y) = spot(page, 0.9, 0.5);
    picture(page).hover_at(x, y);
    wait_until("nothing stands out", || {
        page.canvas_pixels("Masks").rgba == plain.rgba
    });

    let (x, y) = spot(page, 0.25, 0.5);
    for name in ["inner", "middle", "outer", "inner"] {
        picture(page).click_at(x, y);
        wait_until(name, || {
            let chosen = chosen(page);
            chosen.len() == 1 && chosen[0].starts_with(name)
        });
    }
    let (x, y) = spot(page, 0.9, 0.5);
    picture(page).click_at(x, y);
    wait_until("nothing is chosen", || chosen(page).is_empty());
    page.press("j");
    wait_until("the first is chosen", || chosen(page).len() == 1);
    page.press("Escape");
    wait_until("nothing is chosen", || chosen(page).is_empty());
    browser.check_clean();
}

#[test]
fn masks_are_drawn_in_the_look_that_is_chosen() {
    let (_gemini, browser) = with(TWO_HALVES, 640, 480, 2);
    let page = &browser.page;
    let look = |name: &str, holds: &dyn Fn([u8; 4], [u8; 4], [u8; 4]) -> bool| {
        page.by_label("Look of the masks").select_option(name);
        wait_until(name, || {
            let masks = page.canvas_pixels("Masks");
            // Within the left half, on its rim, and beside both.
            holds(masks.at(100, 100), masks.at(0, 100), masks.at(500, 100))
        });
    };
    look("Fill", &|inside, rim, beside| {
        inside[3] == 128 && rim[3] == 128 && beside[3] == 0
    });
    look("Outline", &|inside, rim, beside| {
        inside[3] == 0 && rim[3] == 255 && beside[3] == 0
    });
    look("Cut out", &|inside, rim, beside| {
        inside[3] == 0 && rim[3] == 0 && beside[3] == 255
    });
    look("All else dimmed", &|inside, _, beside| {
        inside[3] == 0 && beside[..3] == [0, 0, 0] && beside[3] > 128
    });
    look("Fill and outline", &|inside, rim, beside| {
        inside[3] == 128 && rim[3] == 255 && beside[3] == 0
    });
    // Without masks as long as a button is held, and left of the divider.
    let masks = page.by_role("image", "Masks");
    let is_seen = || {
        let seen = "return getComputedStyle(arguments[0]).visibility";
        masks.script(seen, json!(null)) == json!("visible")
    };
    page.script(
        "dispatchEvent(new KeyboardEvent('keydown', {key: 'h', bubbles: true}))",
        json!([]),
    );
    wait_until("the masks are away", || !is_seen());
    page.script(
        "dispatchEvent(new KeyboardEvent('keyup', {key: 'h', bubbles: true}))",
        json!([]),
    );
    wait_until("they are there", is_seen);
    browser.check_clean();
}

#[test]
fn single_keys_can_be_switched_off_and_do_nothing_while_one_types() {
    let (_gemini, browser) = with(TWO_HALVES, 640, 480, 2);
    let page = &browser.page;
    let words = page.by_label("What to find");
    words.clear_and_type("1 + 1 x");
    let before = frame(page);
    assert_eq!(words.value(), "1 + 1 x");
    assert_eq!(frame(page), before);
    page.script("document.activeElement?.blur()", json!([]));
    page.press("?");
    page.by_role("dialog", "Shortcuts");
    page.by_label("Single keys do something").click();
    page.press("Escape");
    page.wait_until_gone("dialog", "Shortcuts");
    page.press("1");
    page.press("+");
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert_eq!(frame(page), before);
    browser.check_clean();
}

#[test]
fn space_a_drag_and_two_fingers_move_and_zoom() {
    let (_gemini, browser) = with(TWO_HALVES, 2000, 1500, 2);
    let page = &browser.page;
    page.press("1");
    wait_until("a pixel is a pixel", || {
        (frame(page)[2] - 2000.0).abs() < 1.0
    });
    let before = frame(page);
    let room = page.by_role("image", "Picture halves.png");
    let (x, y) = (-before[0] + 500.0, -before[1] + 300.0);
    room.drag(&[(x, y), (x - 60.0, y - 40.0), (x - 120.0, y - 80.0)]);
    wait_until("it has moved by a drag", || {
        let now = frame(page);
        now[0] < before[0] - 50.0 && now[1] < before[1] - 30.0
    });
    assert!(chosen(page).is_empty(), "who drags does not choose");

    // With Space held a drag moves whatever the tool, and draws nothing.
    page.by_role("button", "Eraser").click();
    let space = |name: &str| {
        let event = "dispatchEvent(new KeyboardEvent(arguments[0], {key: ' ', bubbles: true}))";
        page.script(event, json!([name]));
    };
    page.script("document.activeElement?.blur()", json!([]));
    space("keydown");
    let before = frame(page);
    let (x, y) = (-before[0] + 500.0, -before[1] + 300.0);
    room.drag(&[(x, y), (x + 50.0, y + 30.0)]);
    wait_until("it has moved back", || frame(page)[0] > before[0] + 20.0);
    space("keyup");
    page.by_role("button", "Undo");

    // Two fingers that part make it larger, whatever the tool.
    page.press("0");
    let whole = frame(page);
    room.pinch(
        [(200.0, 200.0), (260.0, 200.0)],
        [(120.0, 200.0), (360.0, 200.0)],
    );
    wait_until("it is larger", || frame(page)[2] > whole[2] * 2.0);
    page.by_role("button", "Undo");
    browser.check_clean();
}

#[test]
fn the_chosen_is_shown_large_and_from_near_each_pixel_is_a_square() {
    let (_gemini, browser) = with(NESTED, 640, 480, 3);
    let page = &browser.page;
    page.press("j");
    page.press("j");
    page.press("j");
    wait_until("the last is chosen", || {
        chosen(page)
            .first()
            .is_some_and(|name| name.starts_with("inner"))
    });
    let whole = frame(page);
    page.press("Shift+2");
    wait_until("it is large", || frame(page)[2] > whole[2] * 2.0);
    let rendering = "return getComputedStyle(arguments[0]).imageRendering";
    let rendering = || picture(page).script(rendering, json!(null));
    page.press("1");
    wait_until("it is smooth", || rendering() == json!("auto"));
    for _ in 0..8 {
        page.press("+");
    }
    wait_until("it is crisp", || rendering() == json!("pixelated"));
    browser.check_clean();
}

#[test]
fn the_divider_shows_the_picture_beside_its_masks() {
    let (_gemini, browser) = with(TWO_HALVES, 640, 480, 2);
    let page = &browser.page;
    let clip = "return getComputedStyle(arguments[0].parentElement).clipPath";
    let masks = page.by_role("image", "Masks");
    page.by_label("Without masks")
        .type_text(&"\u{e014}".repeat(30));
    wait_until("a third has no masks", || {
        masks.script(clip, json!(null)) == json!("inset(0px 0px 0px 30%)")
    });
    browser.check_clean();
}

#[test]
fn the_list_is_sorted_and_filtered_and_says_how_many_of_each_there_are() {
    let (_gemini, browser) = with(NESTED, 640, 480, 3);
    let page = &browser.page;
    page.by_label("Order of the list").select_option("By name");
    wait_until("by name", || listed(page) == ["inner", "middle", "outer"]);
    page.by_label("Order of the list")
        .select_option("Largest first");
    wait_until("by size", || listed(page) == ["outer", "middle", "inner"]);
    page.by_label("Filter by label or class").type_text("NN");
    wait_until("only one fits", || listed(page) == ["inner"]);
    page.by_label("Filter by label or class").clear_and_type("");
    page.script(
        "document.querySelector('.sorting__labels').open = true",
        json!([]),
    );
    page.by_role("button", "middle 1").click();
    wait_until("only one fits", || listed(page) == ["middle"]);
    browser.check_clean();
}
