//! What can be asked, and what becomes of it: kinds of answers, labels, the prompt
//! itself, a part of the picture; the key that is checked; what is asked again,
//! continued and merged; the answer as it came. Never asserts how long it takes.

use std::time::Duration;

use crate::answers::{ALL_OF_IT, TWO_HALVES};
use crate::files::{Folder, encoded, marked, sent_picture};
use crate::harness::{Browser, FakeGemini, Page, Reply, Request};
use crate::setting::*;

/// What Chromium itself writes to the console when a request fails.
const EXPECTED: &[&str] = &[
    "status of 400",
    "status of 429",
    "status of 503",
    "net::ERR_",
];

/// A page with a picture of 320 × 240 pixels, a key and words.
fn ready() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(&browser.page, &folder.file("halves.png", &file));
    fill_in(&browser.page, KEY, "the halves");
    (gemini, browser)
}

/// The words that a question put beside its picture.
fn prompt(post: &Request) -> String {
    let body = post.json();
    let parts = body["contents"][0]["parts"].as_array();
    let texts = parts
        .into_iter()
        .flatten()
        .filter_map(|part| part["text"].as_str());
    texts.collect()
}

fn open_options(page: &Page) {
    page.by_role("DisclosureTriangle", "Labels and prompt")
        .click();
}

/// Whether the masks' canvas has a colour there, in shares of its size.
fn is_drawn(page: &Page, x: f64, y: f64) -> bool {
    let masks = page.canvas_pixels("Masks");
    let at = |share: f64, side: u32| (share * f64::from(side)) as u32;
    masks.at(at(x, masks.width), at(y, masks.height))[3] > 0
}

#[test]
fn the_kind_of_answer_and_its_labels_are_asked_for() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply(Reply::stream(
        r#"{"boxes": [{"point": [250, 750], "label": "猫 cat"}]}"#,
        2,
    ));
    page.by_label("Kind of answer").select_option("Points");
    open_options(page);
    page.by_label("Language of the labels")
        .type_text("Japanese with English");
    page.by_label("At most so many").clear_and_type("3");
    run(page);
    assert_eq!(wait_for_list(page, 1), ["猫 cat"]);
    assert!(row(page, "猫 cat").text().contains("Point at 240, 60"));
    wait_until("the point is drawn", || is_drawn(page, 0.75, 0.25));
    let posts = gemini.wait_for_posts(1);
    let asked = prompt(&posts[0]);
    assert!(asked.starts_with("Point to the halves."), "{asked}");
    assert!(asked.contains("at most 3 points"), "{asked}");
    assert!(
        asked.contains("Write the labels in Japanese with English."),
        "{asked}"
    );
    let schema = &posts[0].json()["generationConfig"]["responseJsonSchema"];
    assert!(schema["properties"]["boxes"]["items"]["properties"]["point"].is_object());

    // What is missing is said, and nothing is sent.
    page.by_label("Labels").select_option("Only these classes");
    run(page);
    page.wait_for_text("Name at least one class");
    page.by_label("What the labels say").type_text("cat, dog");
    gemini.reply(Reply::stream(
        r#"[{"point": [250, 750], "label": "cat"}]"#,
        1,
    ));
    run(page);
    wait_for_list(page, 1);
    let posts = gemini.wait_for_posts(2);
    assert!(
        prompt(&posts[1]).contains(r#"only these, exactly as they are written here: "cat", "dog""#)
    );
    browser.check_clean();
}

#[test]
fn the_prompt_is_seen_and_a_persons_own_is_sent_as_it_is() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    open_options(page);
    let text = page.by_label("Prompt, as it is sent");
    wait_until("the prompt is shown", || {
        text.value().contains("masks for the halves.")
    });
    run(page);
    let posts = gemini.wait_for_posts(1);
    assert_eq!(prompt(&posts[0]), text.value());
    wait_for_list(page, 2);

    let own = "Where are the halves? Answer as you like.";
    text.clear_and_type(own);
    page.by_label("What to find")
        .clear_and_type("something else");
    run(page);
    let posts = gemini.wait_for_posts(2);
    assert_eq!(prompt(&posts[1]), own);
    text.clear_and_type(" ");
    run(page);
    page.wait_for_text("Say what to find");
    page.by_role("button", "Back to the prompt that Masque makes")
        .click();
    wait_until("the prompt is made anew", || {
        text.value().contains("something else")
    });
    browser.check_clean();
}

#[test]
fn an_answer_is_taken_back_and_what_follows_is_about_the_one_before() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    wait_for_list(page, 2);
    fill_in(page, KEY, "the whole");
    gemini.reply(Reply::stream(ALL_OF_IT, 1));
    run(page);
    assert_eq!(wait_for_list(page, 1), ["all of it"]);
    wait_until("the whole is drawn", || is_drawn(page, 0.75, 0.25));

    page.by_role("button", "Undo: Ask gemini-3.8-flash").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    wait_until("the halves are drawn", || !is_drawn(page, 0.75, 0.25));
    page.by_role("button", "Undo");
    page.by_role("button", "Answer and request…").click();
    let text = page.by_label("The answer, as it came");
    wait_until("its text is shown", || text.value().contains("lower right"));
    page.press("Escape");

    // Another answer is laid beside it, to its own question, and taken away again.
    gemini.reply(Reply::stream(ALL_OF_IT, 1));
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    wait_for_list(page, 3);
    let posts = gemini.wait_for_posts(3);
    assert!(prompt(&posts[1]).contains("the whole"));
    assert!(prompt(&posts[2]).contains("the halves"));
    page.by_role("button", "First").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    page.script("document.activeElement?.blur()", serde_json::json!([]));
    page.press("Control+z");
    wait_for_list(page, 3);
    page.by_role("img", "Masks of the second answer");
    page.wait_for_text("First: gemini-3.8-flash");
    page.press("Control+z");
    wait_for_list(page, 2);
    page.wait_until_gone("img", "Masks of the second answer");
    page.wait_until_text_gone("The two answers share");
    browser.check_clean();
}

#[test]
fn an_example_fills_in_the_form_and_sends_nothing() {
    let (gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "How to clean this up").click();
    assert_eq!(page.by_label("Kind of answer").chosen(), "Boxes");
    let words = page.by_label("What to find");
    assert!(words.is_focused());
    assert!(words.value().contains("dirty"), "{}", words.value());
    open_options(page);
    assert_eq!(
        page.by_label("What the labels say").value(),
        "how to clean this up"
    );
    assert!(gemini.requests().is_empty());
    browser.check_clean();
}

#[test]
fn a_part_is_sent_at_its_full_resolution_and_its_objects_lie_in_it() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(6800, 2400), image::ImageFormat::Png);
    drop_picture(page, &folder.file("large.png", &file));
    fill_in(page, KEY, "the halves");
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    page.by_role("button", "Ask about a part…").click();
    let chooser = page.only("application");
    let (width, height) = chooser.size();
    // The lower right quarter, by a click on each of two corners.
    chooser.click_at(width / 2.0, height / 2.0);
    chooser.click_at(width - 1.0, height - 1.0);
    wait_until("it is chosen", || page.all("application").is_empty());
    run(page);
    wait_for_list(page, 2);
    let posts = gemini.wait_for_posts(1);
    let (sent_width, sent_height) = sent_picture(&posts[0]).dimensions();
    // As it is, within what a pixel of the screen covers.
    let near = |sent: u32, part: u32| sent.abs_diff(part) <= 24;
    assert!(
        near(sent_width, 3400) && near(sent_height, 1200),
        "{sent_width} × {sent_height}"
    );
    // The left half of the quarter, and its lower right quarter.
    wait_until("the masks are drawn", || is_drawn(page, 0.6, 0.6));
    assert!(is_drawn(page, 0.9, 0.9));
    for (x, y) in [(0.9, 0.6), (0.4, 0.4), (0.6, 0.4), (0.4, 0.9)] {
        assert!(!is_drawn(page, x, y), "{x}, {y}");
    }
    // A saved answer says which part it is about, and opens there.
    page.by_role("button", "Answer and request…").click();
    page.by_role("button", "Save").click();
    let saved = std::fs::read(browser.wait_for_download(".answer.txt")).expect("the saved file");
    assert!(saved.starts_with(b"About the part "));
    page.by_role("button", "Ask about the whole picture")
        .click();
    run(page);
    wait_for_list(page, 2);
    wait_until("the masks are drawn anew", || is_drawn(page, 0.1, 0.1));
    page.drop_files(&[&folder.file("large.answer.txt", &saved)]);
    wait_until("the part's masks are there again", || {
        !is_drawn(page, 0.1, 0.1) && is_drawn(page, 0.6, 0.6)
    });
    browser.check_clean();
}

#[test]
fn a_part_that_no_browser_holds_is_sent_smaller_and_that_is_said() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(6000, 3200), image::ImageFormat::Png);
    drop_picture(page, &folder.file("large.png", &file));
    fill_in(page, KEY, "the halves");
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    page.by_role("button", "Ask about a part…").click();
    let chooser = page.only("application");
    let (width, height) = chooser.size();
    chooser.click_at(1.0, 1.0);
    chooser.click_at(width - 1.0, height - 1.0);
    run(page);
    page.wait_for_text("The part is larger than a browser can hold at once");
    let posts = gemini.wait_for_posts(1);
    let (width, height) = sent_picture(&posts[0]).dimensions();
    let sent = u64::from(width) * u64::from(height);
    assert!((16_000_000..=16_777_216).contains(&sent), "{sent}");
    browser.check_clean();
}

#[test]
fn boxes_in_space_are_drawn_through_a_field_of_view() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(640, 480), image::ImageFormat::Png);
    drop_picture(page, &folder.file("room.png", &file));
    page.paste_text(r#"[{"label": "crate", "box_3d": [0, 2, 0, 1, 1, 1, 0, 0, 0]}]"#);
    wait_for_list(page, 1);
    assert!(
        row(page, "crate")
            .text()
            .contains("1.00 × 1.00 × 1.00 m, 2.0 m away")
    );
    // Two corners at 60°, from the demo's own formulas.
    wait_until("its edges are drawn", || {
        is_drawn(page, 135.25 / 640.0, 55.25 / 480.0)
    });
    assert!(is_drawn(page, 430.85 / 640.0, 350.85 / 480.0));
    assert!(!is_drawn(page, 0.5, 0.5));
    slider(page, "Field of view").set_value("90");
    wait_until("its edges have moved", || {
        !is_drawn(page, 135.25 / 640.0, 55.25 / 480.0)
    });
    page.by_role("button", "Undo: Field of view 60° → 90°")
        .click();
    wait_until("its edges are back", || {
        is_drawn(page, 135.25 / 640.0, 55.25 / 480.0)
    });
    assert_eq!(slider(page, "Field of view").value(), "60");
    browser.check_clean();
}

#[test]
fn a_key_is_checked_for_free_and_brings_the_list_of_models() {
    let (gemini, browser) = open();
    let page = &browser.page;
    page.by_label("Gemini API key").type_text(KEY);
    page.by_role("button", "Check").click();
    page.wait_for_text("The key is good: 3 models");
    let listed = "Gemini 3.6 Flash · 1M in, 65k out · $0.75 and $3.75 a million";
    page.by_label("Model").select_option(listed);
    gemini.reply_to_models(Reply::api_key_invalid());
    page.by_role("button", "Check").click();
    page.wait_for_text("Google does not accept this key");
    gemini.reply_to_models(Reply::overloaded());
    page.by_role("button", "Check").click();
    page.by_role("button", "Check again").click();
    page.by_role("button", "Check again");
    assert!(gemini.posts().is_empty());
    assert!(
        gemini
            .requests()
            .iter()
            .all(|request| !request.query.contains("key="))
    );
    browser.check_clean_except(EXPECTED);
}

#[test]
fn an_overloaded_service_is_asked_again_by_itself() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply(Reply::overloaded());
    gemini.reply(Reply::overloaded());
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    wait_for_list(page, 2);
    assert_eq!(gemini.posts().len(), 3);
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());

    // A minute's quota: the wait is counted down, and can be ended.
    gemini.reply(Reply::quota());
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    page.wait_for_text("attempt 2 of at most 5");
    page.wait_for_text("Trying again in");
    assert_eq!(gemini.posts().len(), 4);
    page.by_role("button", "Try now").click();
    gemini.wait_for_posts(5);
    wait_for_list(page, 2);

    // Or stopped; then the reason stands there with its button.
    gemini.reply(Reply::quota());
    run(page);
    page.by_role("button", "Stop").click();
    page.wait_for_text("Google asks to wait 39 seconds");
    // Which waits as long as was asked, unless the person does not.
    page.by_role("button", "Ask again in 39 s").click();
    page.wait_for_text("Trying again in 39 s");
    page.by_role("button", "Stop").click();
    page.wait_for_text("Google asks to wait 39 seconds");
    assert_eq!(gemini.posts().len(), 6);
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    page.by_role("button", "Ask again in 39 s").click();
    page.by_role("button", "Try now").click();
    gemini.wait_for_posts(7);
    wait_for_list(page, 2);
    browser.check_clean_except(EXPECTED);
}

#[test]
fn what_the_model_says_of_its_thinking_is_progress_and_no_answer() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let thinking = Reply::stream(TWO_HALVES, 3).thought("**Looking at the left half**");
    gemini.reply(thinking.pause(Duration::from_secs(2)));
    run(page);
    page.wait_for_text("Looking at the left half");
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    page.wait_until_text_gone("Looking at the left half");
    page.wait_for_text("tokens in");
    browser.check_clean();
}

#[test]
fn a_cut_answer_is_continued_without_doubles() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let (first, _) = TWO_HALVES.split_at(TWO_HALVES.find("lower right").expect("a second"));
    gemini.reply(Reply::stream(first, 2).finish_reason("MAX_TOKENS"));
    run(page);
    page.wait_for_text("The model reached its length limit");
    assert_eq!(wait_for_list(page, 1), ["left half"]);
    gemini.reply(Reply::stream(TWO_HALVES, 2));
    page.by_role("button", "Continue").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    let posts = gemini.wait_for_posts(2);
    let asked = prompt(&posts[1]);
    assert!(asked.contains("have been found already"), "{asked}");
    assert!(
        asked.contains(r#"{"box_2d":[0,0,1000,500],"label":"left half"}"#),
        "{asked}"
    );
    browser.check_clean();
}

#[test]
fn things_that_are_there_twice_are_marked_and_merged() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    let half = r#"{"box_2d": [0, 0, 1000, 500], "mask": [[0, 0], [500, 0], [500, 1000], [0, 1000]], "label": "half"}"#;
    page.paste_text(&format!("[{half}, {half}]"));
    wait_for_list(page, 2);
    page.wait_for_text("The same as “half”: IoU 1.00");
    page.by_role("button", "Merge them").click();
    assert_eq!(wait_for_list(page, 1), ["half"]);
    page.wait_until_text_gone("is there twice");
    wait_until("its mask is still there", || is_drawn(page, 0.2, 0.5));
    browser.check_clean();
}

#[test]
fn an_answer_is_shown_as_it_came_saved_and_opened_again() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply(Reply::stream(TWO_HALVES, 3));
    run(page);
    let names = wait_for_list(page, 2);
    page.wait_for_text("1,200 tokens in, 340 out and 60 of thinking: about $0.0024");
    page.by_role("button", "Answer and request…").click();
    let text = page.by_label("The answer, as it came");
    wait_until("the answer is shown", || text.value() == TWO_HALVES);
    page.by_role("button", "Save").click();
    let saved = std::fs::read(browser.wait_for_download(".answer.txt")).expect("the saved file");
    assert_eq!(saved, TWO_HALVES.as_bytes());
    browser.reload();
    let folder = Folder::new();
    let picture = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &picture));
    page.drop_files(&[&folder.file("halves.answer.txt", &saved)]);
    assert_eq!(wait_for_list(page, 2), names);
    browser.check_clean();
}
