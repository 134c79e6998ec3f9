//! The model picker: what it offers, what is asked of which model and where it
//! goes; what is said of the one that answered, and of its end.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, FakeGemini, Page, Reply};
use crate::setting::*;

/// Has the page believe that it is the noon of this day, in UTC.
const ON_THE_DAY: &str = "
    const Clock = Date;
    window.Date = class extends Clock {
        constructor(...given) {
            given.length ? super(...given) : super('DAYT12:00:00Z');
        }
    };";

/// A page with a picture, a key and words.
fn ready() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    prepare(&browser.page);
    (gemini, browser)
}

/// The same, on a certain day.
fn ready_on(day: &str) -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    browser.run_before_pages(&ON_THE_DAY.replace("DAY", day));
    browser.reload();
    prepare(&browser.page);
    (gemini, browser)
}

fn prepare(page: &Page) {
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    fill_in(page, KEY, "the halves");
}

/// What the picker offers, from the top.
fn offered(page: &Page) -> Vec<String> {
    let names = "return [...arguments[0].options].map(option => option.text.trim())";
    let names = page.by_label("Model").script(names, json!(null));
    let names = names.as_array().into_iter().flatten();
    names
        .filter_map(|name| name.as_str())
        .map(str::to_owned)
        .collect()
}

/// Chooses a model that is not offered by its name.
fn name_model(page: &Page, name: &str) {
    page.by_label("Model").select_option("Another model…");
    page.by_label("Name of the model").clear_and_type(name);
}

#[test]
fn each_model_is_asked_in_its_own_way() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    let picker = page.by_label("Model");

    picker.select_option("Gemini 2.5 Flash-Lite · older");
    run(page);
    let posts = gemini.wait_for_posts(1);
    wait_for_list(page, 2);
    let path = "/v1beta/models/gemini-2.5-flash-lite:streamGenerateContent";
    assert_eq!(posts[0].path, path);
    let config = &posts[0].json()["generationConfig"];
    assert!(config["thinkingConfig"]["thinkingBudget"].is_number());
    assert!(config["thinkingConfig"]["thinkingLevel"].is_null());
    assert!(config["responseJsonSchema"].is_null(), "{config}");

    picker.select_option("Another model…");
    page.by_label("Name of the model")
        .type_text("gemini-9-xenon");
    run(page);
    let posts = gemini.wait_for_posts(2);
    wait_for_list(page, 2);
    let path = "/v1beta/models/gemini-9-xenon:streamGenerateContent";
    assert_eq!(posts[1].path, path);

    // A name that would change where the key goes is not sent anywhere.
    let name = page.by_label("Name of the model");
    name.clear_and_type("../../elsewhere?x=");
    run(page);
    page.wait_for_text("A model's name has letters, digits, dots and hyphens");
    page.by_role("button", "Choose a model").click();
    assert!(page.by_label("Model").is_focused());
    assert_eq!(gemini.posts().len(), 2);

    picker.select_option("Gemini 3.8 Flash");
    page.wait_until_gone("textbox", "Name of the model");
    run(page);
    let posts = gemini.wait_for_posts(3);
    wait_for_list(page, 2);
    let path = "/v1beta/models/gemini-3.8-flash:streamGenerateContent";
    assert_eq!(posts[2].path, path);
    browser.check_clean();
}

#[test]
fn every_page_of_the_list_is_read_and_only_what_can_see_is_offered() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let first = ["gemini-3.8-flash", "gemini-embedding-2", "veo-4"];
    let second = [
        "gemini-9-xenon",
        "gemini-3.8-flash-image",
        "gemini-2.5-flash-preview-tts",
    ];
    // A token with characters that mean something in an address.
    gemini.reply_to_model_pages(vec![
        Reply::models(&first, Some("Q2l+/dz0==")),
        Reply::models(&second, None),
    ]);
    page.by_role("button", "Check").click();
    page.wait_for_text("The key is good: 2 models");
    // One that the page knows by a better name, and one that it does not know.
    let unknown = "gemini-9-xenon · 1M in, 65k out";
    assert_eq!(
        offered(page),
        [
            "Gemini 3.8 Flash · 1M in, 65k out · $0.75 and $3.75 a million",
            unknown,
            "Another model…"
        ]
    );
    let lists = gemini.requests();
    let lists = lists.iter().filter(|request| request.method == "GET");
    assert_eq!(lists.count(), 2);

    gemini.reply(Reply::stream(TWO_HALVES, 1));
    page.by_label("Model").select_option(unknown);
    run(page);
    let posts = gemini.wait_for_posts(1);
    wait_for_list(page, 2);
    let path = "/v1beta/models/gemini-9-xenon:streamGenerateContent";
    assert_eq!(posts[0].path, path);
    browser.check_clean();
}

#[test]
fn a_list_whose_second_page_fails_says_so_and_changes_nothing() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let before = offered(page);
    gemini.reply_to_model_pages(vec![
        Reply::models(&["gemini-9-xenon"], Some("next")),
        Reply::overloaded(),
    ]);
    page.by_role("button", "Check").click();
    page.wait_for_text("overloaded or out of order (status 503)");
    assert_eq!(offered(page), before);
    browser.check_clean_except(&["status of 503"]);
}

#[test]
fn another_model_that_answers_is_named_and_billed() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let other = Reply::stream(TWO_HALVES, 2).model_version("gemini-3.5-flash-lite");
    gemini.reply(other);
    run(page);
    wait_for_list(page, 2);
    page.wait_for_text(
        "gemini-3.8-flash was asked, but gemini-3.5-flash-lite answered, and Google bills that one",
    );
    // 1200 · $0.30 and 400 · $2.50, a million tokens each.
    page.wait_for_text("340 out and 60 of thinking: about $0.0014");
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());

    // One version of the same is not another one.
    let version = Reply::stream(TWO_HALVES, 2).model_version("gemini-3.8-flash-001");
    gemini.reply(version);
    run(page);
    page.wait_until_text_gone("was asked, but");
    wait_for_list(page, 2);
    page.wait_for_text("2 calls so far");
    assert!(!page.visible_text().contains("was asked, but"));
    browser.check_clean();
}

#[test]
fn the_end_of_a_model_that_google_tells_is_said() {
    let (gemini, browser) = ready();
    let page = &browser.page;
    let ending = Reply::stream(TWO_HALVES, 2).model_status("DEPRECATED", "2099-01-31T00:00:00Z");
    gemini.reply(ending);
    run(page);
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    let sentence = "Google says that gemini-3.8-flash ends on 2099-01-31";
    page.wait_for_text(sentence);
    // In every chunk of the answer, and said once.
    assert_eq!(page.visible_text().matches(sentence).count(), 1);
    assert!(page.all("alert").is_empty(), "{}", page.visible_text());
    page.by_role("button", "Choose a model").click();
    assert!(page.by_label("Model").is_focused());
    browser.check_clean();
}

#[test]
fn the_end_of_a_family_is_said_when_it_is_near_and_when_it_is_past() {
    let cases = [
        ("2026-10-01", None),
        (
            "2026-10-02",
            Some(
                "gemini-2.5-flash ends on 2026-12-01; from then on gemini-3.5-flash-lite answers in its place, at its own price",
            ),
        ),
        (
            "2026-12-01",
            Some("gemini-2.5-flash ended on 2026-12-01; from then on gemini-3.5-flash-lite"),
        ),
    ];
    for (day, sentence) in cases {
        let (gemini, browser) = ready_on(day);
        let page = &browser.page;
        gemini.reply(Reply::stream(TWO_HALVES, 1));
        name_model(page, "gemini-2.5-flash");
        run(page);
        wait_for_list(page, 2);
        page.wait_for_text("tokens in");
        match sentence {
            Some(sentence) => {
                page.wait_for_text(sentence);
                page.by_role("button", "Choose a model");
            }
            None => assert!(!page.visible_text().contains("2026-12-01"), "{day}"),
        }
        browser.check_clean();
    }
}

#[test]
fn the_model_that_is_shown_is_asked_whatever_the_list_brought() {
    let cases = [
        ("Gemini 3.6 Flash", ["gemini-9-xenon", "gemini-3.6-flash"]),
        (
            "Gemini Robotics-ER 2 · preview",
            ["gemini-3.8-flash", "gemini-9-xenon"],
        ),
        ("Gemini 3.8 Flash", ["gemini-3.6-flash", "gemini-9-xenon"]),
    ];
    for (chosen, list) in cases {
        let (gemini, browser) = ready();
        let page = &browser.page;
        page.by_label("Model").select_option(chosen);
        gemini.reply_to_models(Reply::models(&list, None));
        page.by_role("button", "Check").click();
        page.wait_for_text("The key is good");
        let shown = page.by_label("Model").value();
        gemini.reply(Reply::stream(TWO_HALVES, 1));
        run(page);
        let posts = gemini.wait_for_posts(1);
        wait_for_list(page, 2);
        // One of the interfaces names it in the address, the other in the body.
        let [path, body] = [posts[0].path.clone(), posts[0].json()["model"].to_string()];
        assert!(
            path.contains(&format!("/{shown}:")) || body.contains(&shown),
            "{chosen} was chosen and {shown} is shown, but asked was {path}, {body}"
        );
        browser.check_clean();
    }
}
