//! Everything that can go wrong with a question: what is missing, what Google
//! refuses, what comes back broken. Each says so in its own words, offers what
//! helps, and takes no result away that is there.

use std::time::Duration;

use crate::answers::{TWO_HALVES, with_mask};
use crate::files::{Folder, encoded, marked, png_header};
use crate::harness::{Browser, FakeGemini, Page, Reply};
use crate::setting::*;

/// What Chromium itself writes to the console when a request fails.
const EXPECTED: &[&str] = &[
    "status of 400",
    "status of 403",
    "status of 404",
    "status of 429",
    "status of 503",
    "net::ERR_",
    "blocked by CORS policy",
];

/// A page with a picture and a result of two objects.
fn with_a_result() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    fill_in(page, KEY, "the halves");
    (gemini, browser)
}

/// Asks, and waits for a message that says so and offers this button.
#[track_caller]
fn check_said(page: &Page, sentence: &str, help: &str) {
    run(page);
    settle(page);
    page.wait_for_text(sentence);
    let is_there = ["button", "link"].map(|role| page.is_present(role, help));
    assert!(is_there.contains(&true), "{sentence}: no “{help}”");
}

#[test]
fn what_is_missing_is_said_before_anything_is_sent() {
    let (gemini, browser) = open();
    let page = &browser.page;
    check_said(page, "Open a picture first", "Choose a picture…");
    drop_picture(page, &sample("toys.jpg"));
    check_said(page, "Say what to find", "Change the words");
    page.by_role("button", "Change the words").click();
    let words = page.by_label("What to find");
    assert!(words.is_focused());
    words.type_text("each toy");
    check_said(page, "Give your Gemini API key first", "Go to the key");
    page.wait_until_text_gone("Say what to find, for example");
    page.by_role("button", "Go to the key").click();
    assert!(page.by_label("Gemini API key").is_focused());
    assert!(gemini.requests().is_empty(), "something was sent");
    browser.check_clean();
}

#[test]
fn each_refusal_has_its_words_and_takes_nothing_away() {
    let (gemini, browser) = with_a_result();
    let page = &browser.page;
    let masks = page.canvas_pixels("Masks");
    let whole_page = "<!doctype html><title>Log in</title><h1>Welcome to Café WiFi</h1>";
    let prose = "I am sorry, but I cannot find any halves in this picture.";
    let cases = [
        (
            Reply::api_key_invalid(),
            "Google does not accept this key",
            "Go to the key",
        ),
        (
            Reply::permission_denied(),
            "Google says: “The caller does not have permission”",
            "Use another key",
        ),
        (
            Reply::key_expired(),
            "This key has expired",
            "Make a new key",
        ),
        (
            Reply::forbidden("", "Your API key was reported as leaked."),
            "was seen in public",
            "Replace the key",
        ),
        (
            Reply::forbidden(
                "API_KEY_HTTP_REFERRER_BLOCKED",
                "Requests from referer <empty> are blocked.",
            ),
            "may not be used from this page's address",
            "Allow this page's address",
        ),
        (
            Reply::forbidden("API_KEY_IP_ADDRESS_BLOCKED", "blocked"),
            "only be used from certain network addresses",
            "Allow this computer",
        ),
        (
            Reply::forbidden("API_KEY_SERVICE_BLOCKED", "blocked"),
            "restricted to other services",
            "Allow the API for this key",
        ),
        (
            Reply::forbidden("SERVICE_DISABLED", "It is disabled."),
            "switched off in this key's project",
            "Switch it on",
        ),
        (
            Reply::paid_only(),
            "This model has no free requests",
            "Set up billing",
        ),
        (
            Reply::model_not_found(),
            "Google does not know this model",
            "Choose a model",
        ),
        (
            Reply::quota(),
            "Google asks to wait 39 seconds",
            "Ask again in 39 s",
        ),
        (
            Reply::overloaded(),
            "overloaded or out of order (status 503)",
            "Try again",
        ),
        (Reply::refuse(), "Google could not be reached", "Try again"),
        (
            Reply::blocked("SAFETY"),
            "Google's filters blocked the question (safety)",
            "Change the words",
        ),
        (
            Reply::stream("", 1).finish_reason("RECITATION"),
            "it resembled a protected text",
            "Change the words",
        ),
        (
            Reply::stream("[]", 1),
            "The answer names no objects",
            "Change the words",
        ),
        (
            Reply::raw(whole_page),
            "What came back is not an answer of the Gemini API",
            "Try again",
        ),
        (
            Reply::stream(prose, 3),
            "The answer names no objects",
            "Change the words",
        ),
        (
            Reply::stream("", 1),
            "The answer is empty",
            "Change the words",
        ),
        (
            Reply::stream(TWO_HALVES, 4).without_cors(),
            "Google could not be reached",
            "Try again",
        ),
        (
            Reply::stream("", 1).finish_reason("MAX_TOKENS"),
            "The model reached its length limit",
            "Change the words",
        ),
        (
            Reply::stream(TWO_HALVES, 1).cut_after(60),
            "The connection broke off",
            "Try again",
        ),
    ];
    for (reply, sentence, help) in cases {
        gemini.reply_always(reply);
        check_said(page, sentence, help);
        assert_eq!(page.all("alert").len(), 1, "{}", page.visible_text());
        assert_eq!(listed(page), ["left half", "lower right"], "{sentence}");
    }
    assert!(page.canvas_pixels("Masks") == masks, "the masks are others");

    // The button asks again, and what was said is gone once it went well.
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    page.by_role("button", "Try again").click();
    page.wait_until_text_gone("The connection broke off");
    wait_for_list(page, 2);
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());
    assert!(!page.visible_text().contains(KEY));
    browser.check_clean_except(EXPECTED);
}

#[test]
fn what_came_of_a_broken_answer_is_kept() {
    let (gemini, browser) = with_a_result();
    let page = &browser.page;
    let answer = sample_answer("toys");
    let (half, _) = answer.split_at(answer.len() / 2);

    // A body is longer than its text, so this cuts in its midst. The pauses let
    // the page read what came before: a browser drops what it has not read when
    // the connection breaks.
    let pause = Duration::from_millis(100);
    let cut = Reply::stream(&answer, 12).pause(pause);
    gemini.reply_always(cut.cut_after(answer.len() / 2));
    check_said(
        page,
        "The connection broke off in the middle of the answer",
        "Continue",
    );
    assert!(page.visible_text().contains("that had arrived are kept"));
    check_some_toys(page);

    gemini.reply_always(Reply::stream(half, 3).finish_reason("MAX_TOKENS"));
    check_said(page, "The model reached its length limit", "Continue");
    page.wait_until_text_gone("The connection broke off");
    check_some_toys(page);

    gemini.reply_always(Reply::stream(half, 3));
    check_said(page, "The answer breaks off", "Continue");
    page.wait_until_text_gone("The model reached its length limit");
    check_some_toys(page);
    browser.check_clean_except(EXPECTED);
}

#[track_caller]
fn check_some_toys(page: &Page) {
    let names = listed(page);
    assert_eq!(names[0], "toy rocket with red fins");
    assert!((2..10).contains(&names.len()), "{names:?}");
    assert!(page.canvas_pixels("Masks").count(|pixel| pixel[3] > 0) > 100);
}

#[test]
fn a_mask_that_cannot_be_read_says_why_beside_its_object() {
    let (gemini, browser) = with_a_result();
    let page = &browser.page;
    let letter = b"\0\0\0 a letter, and no picture";
    let cases = [
        (with_mask(letter), "No mask: what came is not a picture"),
        (
            with_mask(&png_header(50_000, 50_000)),
            "No mask: it claims 50000 × 50000 pixels",
        ),
        (
            with_mask(&encoded(marked(9_000, 8), image::ImageFormat::Png)),
            "No mask: it claims 9000 × 8 pixels",
        ),
        (with_mask(b""), "No mask: "),
    ];
    for (answer, sentence) in cases {
        gemini.reply_always(Reply::stream(&answer, 2));
        run(page);
        page.wait_for_text(sentence);
        assert_eq!(wait_for_list(page, 1), ["odd thing"]);
        assert!(row(page, "odd thing").text().contains(sentence));
        assert!(!page.is_present("button", "Save cut-out of odd thing"));
        // Its box is framed instead, from a tenth to nine tenths.
        let masks = page.canvas_pixels("Masks");
        assert!(masks.at(32, 120)[3] > 0, "no frame");
        assert_eq!((masks.at(160, 120)[3], masks.at(10, 120)[3]), (0, 0));
    }
    browser.check_clean();
}

#[test]
fn an_answer_that_ends_before_its_first_object_is_explained_once() {
    let (gemini, browser) = with_a_result();
    let page = &browser.page;
    gemini.reply(Reply::stream("```json\n[", 1).finish_reason("MAX_TOKENS"));
    check_said(
        page,
        "The model reached its length limit",
        "Change the words",
    );
    assert_eq!(listed(page), ["left half", "lower right"]);
    // The model was cut off; it did not find nothing.
    let said = page.visible_text();
    assert!(!said.contains("The answer names no objects"), "{said}");
    browser.check_clean();
}
