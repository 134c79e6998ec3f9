//! Answers that somebody kept: dropped, pasted, chosen; as text or as the
//! API's whole reply. Nothing is sent for any of them.

use serde_json::json;

use crate::answers::TWO_HALVES;
use crate::files::Folder;
use crate::setting::*;

#[test]
fn a_saved_answer_comes_in_every_way() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();

    page.by_role("button", "Run");
    page.paste_text(TWO_HALVES);
    page.wait_for_text("Open the picture that the answer is about first");
    assert!(listed(page).is_empty());

    let picture = sample("toys.jpg");
    page.drop_files(&[&picture, &sample("toys.answer.txt")]);
    wait_for_list(page, 10);
    page.by_role("image", "Picture toys.jpg");
    page.wait_until_text_gone("Open the picture that the answer is about first");

    page.paste_text(TWO_HALVES);
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    let masks = page.canvas_pixels("Masks");
    assert!(masks.at(10, 10)[3] > 0 && masks.at(700, 700)[3] > 0);
    assert_eq!(masks.at(700, 100)[3], 0);

    page.choose_file(
        "Saved answer or annotations file",
        &sample("breakfast.answer.txt"),
    );
    wait_for_list(page, 11);

    let parts = json!([{"text": "I looked closely.", "thought": true}, {"text": TWO_HALVES}]);
    let reply = json!({
        "candidates": [{"content": {"role": "model", "parts": parts}, "finishReason": "STOP"}],
        "usageMetadata": {"totalTokenCount": 1600},
    });
    let file = folder.file("reply.json", reply.to_string().as_bytes());
    page.choose_file("Saved answer or annotations file", &file);
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);

    // An answer without any object says so and takes nothing away.
    page.paste_text("Sorry, I cannot see any toys here.");
    page.wait_for_text("The answer names no objects");
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);

    assert!(gemini.requests().is_empty(), "something was sent");
    browser.check_clean();
}

#[test]
fn answers_that_are_pasted_one_right_after_the_other_are_not_mixed_up() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.drop_files(&[&sample("toys.jpg")]);
    page.by_role("image", "Picture toys.jpg");
    let toys = std::fs::read_to_string(sample("toys.answer.txt")).expect("the sample");
    page.paste_texts(&[&toys, TWO_HALVES]);
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    page.by_role("button", "Undo: Open a saved answer").click();
    wait_for_list(page, 10);
    page.by_role("button", "Redo: Open a saved answer").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    browser.check_clean();
}

#[test]
fn text_that_is_pasted_into_a_field_stays_there() {
    let (gemini, browser) = open();
    let page = &browser.page;
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    let field = page.by_label("What to find");
    field.clear_and_type(" ");
    page.paste_text("every wheel");
    assert_eq!(field.value().trim(), "every wheel");
    assert_eq!(wait_for_list(page, 10).len(), 10);
    assert!(gemini.requests().is_empty(), "something was sent");
    browser.check_clean();
}
