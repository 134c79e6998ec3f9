//! Google's newer interface, the Interactions API, through which Robotics-ER 2 is
//! asked: what is sent, how its events are read, what follows where they fail.
//! Never asserts how long anything takes.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answers::{STRIPS, THREE_STRIPS};
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, FakeGemini, Reply, Request};
use crate::setting::*;

/// The model as the page offers it, and as Google calls it.
const OFFERED: &str = "Gemini Robotics-ER 2 · preview";
const MODEL: &str = "gemini-robotics-er-2-preview";

/// A page with a picture, a key, words, and the model chosen.
fn ready() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("strips.png", &file));
    fill_in(page, KEY, "the strips");
    page.by_label("Model").select_option(OFFERED);
    (gemini, browser)
}

/// The body of a question, which went where such questions go.
#[track_caller]
fn body(post: &Request) -> Value {
    assert_eq!((post.path.as_str(), post.query.as_str()), ADDRESS);
    post.json()
}

/// Path and query, whatever the model and however it is to answer.
const ADDRESS: (&str, &str) = ("/v1beta/interactions", "");

/// An error in the form in which this interface names it: by a word.
fn unavailable() -> Reply {
    let error = json!({"code": "unavailable", "message": "The model is overloaded."});
    Reply::error(503, json!({"error": error}))
}

#[test]
fn a_model_of_the_interactions_api_is_asked_and_read() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let thinking = Reply::pieces(&THREE_STRIPS).thought("**Looking at the strips**");
    gemini.reply(thinking.pause(Duration::from_millis(500)));
    run(page);
    page.wait_for_text("Looking at the strips");
    assert_eq!(wait_for_list(page, 3), STRIPS);
    page.wait_until_text_gone("Looking at the strips");
    // 1200 · $1.00 and 400 · $5.00, a million tokens each.
    page.wait_for_text("1,200 tokens in, 340 out and 60 of thinking: about $0.0032");
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());

    let posts = gemini.wait_for_posts(1);
    assert_eq!(posts[0].header("x-goog-api-key"), Some(KEY));
    let asked = body(&posts[0]);
    assert_eq!(asked["model"], MODEL);
    // Google would keep the answer otherwise.
    assert_eq!(asked["store"], false);
    assert_eq!(asked["stream"], true);
    assert_eq!(
        asked["generation_config"],
        json!({"thinking_level": "minimal"})
    );
    let [words, picture] = [0, 1].map(|place| &asked["input"][place]);
    let prompt = words["text"].as_str().expect("there are words");
    assert!(prompt.contains("masks for the strips."), "{prompt}");
    assert_eq!(picture["type"], "image");
    assert_eq!(picture["mime_type"], "image/jpeg");
    let data = picture["data"].as_str().expect("there is a picture");
    assert!(data.starts_with("/9j/"), "it is no JPEG");
    let format = &asked["response_format"];
    assert_eq!(format["mime_type"], "application/json");
    assert!(format["schema"]["properties"]["boxes"].is_object());
    browser.check_clean();
}

#[test]
fn its_objects_are_shown_while_it_still_writes() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    // The interaction, its step and two pieces of text; the third never comes.
    gemini.reply(Reply::pieces(&THREE_STRIPS).stall_after_writes(4));
    run(page);
    wait_until("what has come is listed", || listed(page) == STRIPS[..2]);
    assert!(!page.is_present("button", "Run"));
    page.by_role("button", "Cancel").click();
    page.wait_for_text("Cancelled");
    gemini.wait_for_abort();
    assert_eq!(wait_for_list(page, 2), STRIPS[..2]);
    browser.check_clean();
}

#[test]
fn an_error_before_its_first_word_is_asked_again() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    for error in [Reply::overloaded(), unavailable()] {
        gemini.reply(Reply::chunks([]).then_error(&error));
    }
    gemini.reply(Reply::pieces(&THREE_STRIPS));
    run(page);
    gemini.wait_for_posts(3);
    assert_eq!(wait_for_list(page, 3), STRIPS);
    let posts = gemini.posts();
    assert_eq!(posts.len(), 3);
    assert!(posts.iter().all(|post| body(post) == body(&posts[0])));
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());
    browser.check_clean();
}

#[test]
fn what_does_not_come_as_a_stream_is_asked_for_in_one_piece() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply(Reply::html(200, "<!doctype html><title>Log in</title>"));
    gemini.reply(Reply::pieces(&THREE_STRIPS).thought("Looking"));
    run(page);
    let posts = gemini.wait_for_posts(2);
    assert_eq!(wait_for_list(page, 3), STRIPS);
    let [first, second] = [0, 1].map(|place| body(&posts[place]));
    assert_eq!(
        (&first["stream"], &second["stream"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&second["store"], &second["input"]),
        (&json!(false), &first["input"])
    );
    page.wait_for_text("340 out and 60 of thinking");
    browser.check_clean();
}

#[test]
fn an_answer_of_it_that_was_cut_is_continued() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let two = Reply::pieces(&THREE_STRIPS[..2]);
    // The interface calls it `incomplete`.
    gemini.reply(two.finish_reason("MAX_TOKENS"));
    run(page);
    page.wait_for_text("The model reached its length limit");
    assert_eq!(wait_for_list(page, 2), STRIPS[..2]);
    gemini.reply(Reply::pieces(&THREE_STRIPS));
    page.by_role("button", "Continue").click();
    assert_eq!(wait_for_list(page, 3), STRIPS);
    let posts = gemini.wait_for_posts(2);
    let asked = body(&posts[1]);
    assert_eq!(asked["model"], MODEL);
    let prompt = asked["input"][0]["text"].as_str().expect("there are words");
    assert!(prompt.contains("have been found already"), "{prompt}");
    assert!(prompt.contains(STRIPS[1]), "{prompt}");
    browser.check_clean();
}

#[test]
fn an_error_within_its_answer_keeps_what_had_come() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let two = Reply::pieces(&THREE_STRIPS[..2]);
    gemini.reply(two.then_error(&unavailable()));
    run(page);
    page.wait_for_text("overloaded or out of order (status 503)");
    page.by_role("button", "Continue");
    assert_eq!(wait_for_list(page, 2), STRIPS[..2]);
    assert_eq!(gemini.posts().len(), 1);
    browser.check_clean();
}
