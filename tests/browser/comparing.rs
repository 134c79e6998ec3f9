//! Two answers to one question, side by side: how far they agree, object by object,
//! and what is kept of them. Never judges which is right.

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked, sent_file};
use crate::harness::{Browser, FakeGemini, Page, Reply, Request};
use crate::setting::*;

const EXPECTED: &[&str] = &["status of 400"];

/// The left two fifths, and the upper right quarter that the first answer leaves out.
const OTHER_HALVES: &str = r#"{"boxes": [
    {"box_2d": [0, 500, 500, 1000], "mask": [[500, 0], [1000, 0], [1000, 500], [500, 500]], "label": "upper right"},
    {"box_2d": [0, 0, 1000, 400], "mask": [[0, 0], [400, 0], [400, 1000], [0, 1000]], "label": "left part"}
]}"#;

const OTHER_MODEL: &str = "Gemini 3.5 Flash-Lite · fastest";

/// A page with a picture of 320 × 240 pixels and an answer to a question about it.
fn answered() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
    fill_in(page, KEY, "the halves");
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    wait_for_list(page, 2);
    (gemini, browser)
}

/// Asks another model the same; both answers are there.
fn compare(gemini: &FakeGemini, page: &Page) {
    page.by_label("Model").select_option(OTHER_MODEL);
    gemini.reply(Reply::stream(OTHER_HALVES, 2));
    let model = page.by_label("Model").value();
    page.by_role("button", &format!("Compare with {model}"))
        .click();
    page.wait_for_text("The two answers share 1 object, mean IoU 0.80");
    wait_for_list(page, 4);
}

/// Whether these masks have a colour there, in shares of the canvas.
fn drawn(page: &Page, masks: &str, x: f64, y: f64) -> bool {
    let masks = page.canvas_pixels(masks);
    let at = |share: f64, side: u32| (share * f64::from(side)) as u32;
    masks.at(at(x, masks.width), at(y, masks.height))[3] > 0
}

fn question(post: &Request) -> String {
    post.json()["contents"][0]["parts"].to_string()
}

#[test]
fn another_model_is_asked_the_same_and_both_answers_are_seen() {
    let (gemini, browser) = answered();
    let page = &browser.page;
    // What the form says by now is of no account: the question is the same.
    page.by_label("What to find")
        .clear_and_type("something else");
    compare(&gemini, page);
    let posts = gemini.wait_for_posts(2);
    assert_ne!(posts[0].path, posts[1].path);
    assert!(
        posts[1].path.contains("gemini-3.5-flash-lite"),
        "{}",
        posts[1].path
    );
    assert_eq!(sent_file(&posts[0]), sent_file(&posts[1]));
    assert!(question(&posts[1]).contains("the halves"));

    page.wait_for_text("First: gemini-3.8-flash");
    page.wait_for_text("Second: gemini-3.5-flash-lite");
    let said = |name: &str| row(page, name).text();
    assert!(said("left half").contains("IoU 0.80 with the second answer’s “left part”"));
    assert!(said("left part").contains("IoU 0.80 with the first answer’s “left half”"));
    assert!(said("lower right").contains("Only in the first answer"));
    assert!(said("upper right").contains("Only in the second answer"));
    let second = "Masks of the second answer";
    wait_until("the second answer is drawn", || {
        drawn(page, second, 0.2, 0.5)
    });
    assert!(drawn(page, second, 0.75, 0.25) && !drawn(page, second, 0.75, 0.75));
    assert!(!drawn(page, second, 0.45, 0.5) && drawn(page, "Masks", 0.45, 0.5));
    assert!(!drawn(page, "Masks", 0.75, 0.25) && drawn(page, "Masks", 0.75, 0.75));
    browser.check_clean();
}

#[test]
fn either_answer_or_what_is_in_either_or_in_both_is_kept() {
    let (gemini, browser) = answered();
    let page = &browser.page;
    let mut is_first = true;
    for (keep, names, within) in [
        (
            "Union",
            &["left half", "lower right", "upper right"][..],
            [true, true],
        ),
        ("Intersection", &["left half"], [true, false]),
        ("Second", &["upper right", "left part"], [true, false]),
        ("First", &["left half", "lower right"], [true, true]),
    ] {
        if !std::mem::take(&mut is_first) {
            gemini.reply(Reply::stream(TWO_HALVES, 1));
            run(page);
            wait_for_list(page, 2);
        }
        compare(&gemini, page);
        page.by_role("button", keep).click();
        assert_eq!(wait_for_list(page, names.len()), names, "{keep}");
        page.wait_until_gone("img", "Masks of the second answer");
        // Of the pair, the first has these columns and the second has not.
        wait_until("what is kept is drawn", || {
            [
                drawn(page, "Masks", 0.2, 0.5),
                drawn(page, "Masks", 0.45, 0.9),
            ] == within
        });
        page.wait_until_gone("button", keep);
        page.wait_until_text_gone("The two answers share");
    }
    browser.check_clean();
}

#[test]
fn a_comparison_that_fails_takes_nothing_away_and_can_be_tried_again() {
    let (gemini, browser) = answered();
    let page = &browser.page;
    gemini.reply(Reply::error(
        400,
        serde_json::json!({"error": {"code": 400, "status": "INVALID_ARGUMENT", "message": "Not today"}}),
    ));
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    page.wait_for_text("Not today");
    assert_eq!(listed(page), ["left half", "lower right"]);
    // Nor is a question that failed the one that is compared.
    page.by_label("What to find").clear_and_type("the sky");
    gemini.reply(Reply::api_key_invalid());
    run(page);
    page.wait_for_text("Google does not accept this key");
    gemini.reply(Reply::stream(OTHER_HALVES, 1));
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    page.wait_for_text("The two answers share 1 object");
    let posts = gemini.wait_for_posts(4);
    assert!(question(&posts[2]).contains("the sky"));
    assert!(question(&posts[3]).contains("the halves"));
    // A new question is about neither.
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    page.wait_until_gone("img", "Masks of the second answer");
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    browser.check_clean_except(EXPECTED);
}

#[test]
fn a_saved_answer_is_compared_with_a_new_one() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    fill_in(page, KEY, "the halves");
    gemini.reply(Reply::stream(OTHER_HALVES, 1));
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    page.wait_for_text("First: a saved answer");
    page.wait_for_text("The two answers share 1 object");
    wait_for_list(page, 4);
    browser.check_clean();
}
