//! The model picker: what is asked of which model, and where it goes.

use crate::answers::TWO_HALVES;
use crate::files::{Folder, encoded, marked};
use crate::harness::Reply;
use crate::setting::*;

#[test]
fn each_model_is_asked_in_its_own_way() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    gemini.reply_always(Reply::stream(TWO_HALVES, 1));
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    fill_in(page, KEY, "the halves");
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
