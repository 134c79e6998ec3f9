//! Several pictures: a tray of them, one question for all, and each with what is its
//! own.

use crate::answers::{ALL_OF_IT, STRIPS, THREE_STRIPS, TWO_HALVES};
use crate::files::{Folder, encoded, marked};
use crate::harness::{Browser, FakeGemini, Reply};
use crate::setting::*;

/// Three pictures; their files go with the folder.
fn three() -> (FakeGemini, Browser, Folder) {
    let (gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    let folder = Folder::new();
    let files = ["a.png", "b.png", "c.png"]
        .map(|name| folder.file(name, &encoded(marked(320, 240), image::ImageFormat::Png)));
    page.drop_files(&files.each_ref().map(|file| file.as_path()));
    page.by_role("image", "Picture a.png");
    page.by_role("button", "c.png: nothing asked yet");
    (gemini, browser, folder)
}

#[test]
fn each_picture_keeps_what_is_its_own() {
    let (_gemini, browser, _folder) = three();
    let page = &browser.page;
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    page.by_role("button", "a.png: done");
    let masks = page.canvas_pixels("Masks");
    page.by_role("button", "b.png: nothing asked yet").click();
    page.by_role("image", "Picture b.png");
    wait_until("nothing is listed", || listed(page).is_empty());
    page.paste_text(ALL_OF_IT);
    wait_for_list(page, 1);
    page.by_role("button", "a.png: done").click();
    page.by_role("image", "Picture a.png");
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    wait_until("its masks are drawn", || {
        page.canvas_pixels("Masks") == masks
    });
    // What is seen stays the same part of pictures of one size.
    let place = |name: &str| page.by_role("image", name).place();
    page.press("+");
    wait_until("it is larger", || place("Picture a.png")[2] > 400.0);
    let near = place("Picture a.png");
    // By key, too.
    page.press("PageDown");
    page.by_role("image", "Picture b.png");
    assert_eq!(wait_for_list(page, 1), ["all of it"]);
    assert_eq!(place("Picture b.png"), near);
    page.by_role("button", "Remove").click();
    page.wait_until_gone("button", "b.png: done");
    page.by_role("image", "Picture c.png");
    browser.check_clean();
}

#[test]
fn one_question_goes_to_all_and_what_fails_says_so() {
    let (gemini, browser, _folder) = three();
    let page = &browser.page;
    fill_in(page, KEY, "the halves");
    gemini.reply(Reply::stream(TWO_HALVES, 2));
    gemini.reply(Reply::blocked("SAFETY"));
    gemini.reply(Reply::stream(ALL_OF_IT, 2));
    page.by_role("button", "Run for all 3").click();
    page.by_role("button", "a.png: done");
    page.by_role("button", "b.png: failed");
    page.by_role("button", "c.png: done");
    page.by_role("image", "Picture c.png");
    assert_eq!(wait_for_list(page, 1), ["all of it"]);
    assert_eq!(gemini.posts().len(), 3);
    page.by_role("button", "b.png: failed").click();
    page.by_role("image", "Picture b.png");
    page.wait_for_text("Google's filters blocked the question (safety)");
    browser.check_clean();
}

#[test]
fn what_stands_in_every_questions_way_ends_the_round() {
    let (gemini, browser, _folder) = three();
    let page = &browser.page;
    fill_in(page, KEY, "the halves");
    gemini.reply_always(Reply::api_key_invalid());
    page.by_role("button", "Run for all 3").click();
    page.wait_for_text("Google does not accept this key");
    page.by_role("button", "a.png: failed");
    settle(page);
    assert_eq!(gemini.posts().len(), 1);
    page.by_role("button", "b.png: nothing asked yet");
    browser.check_clean_except(&["status of 400"]);
}

#[test]
fn what_had_come_stays_with_a_picture_that_is_left() {
    let (gemini, browser, _folder) = three();
    let page = &browser.page;
    fill_in(page, KEY, "the strips");
    let pause = std::time::Duration::from_secs(2);
    gemini.reply(Reply::pieces(&THREE_STRIPS).pause(pause));
    run(page);
    wait_until("the first has come", || listed(page).len() == 1);
    page.by_role("button", "b.png: nothing asked yet").click();
    page.by_role("image", "Picture b.png");
    gemini.wait_for_abort();
    wait_until("nothing is listed", || listed(page).is_empty());
    page.by_role("button", "a.png: something is missing")
        .click();
    page.by_role("image", "Picture a.png");
    assert_eq!(wait_for_list(page, 1), [STRIPS[0]]);
    page.by_role("button", "Answer and request…");

    // And it goes on where it was left.
    let rest: Vec<&str> = THREE_STRIPS[1..].to_vec();
    let rest = format!(r#"{{"boxes": [{}"#, rest.concat());
    gemini.reply(Reply::stream(&rest, 2));
    page.by_role("button", "Continue").click();
    assert_eq!(wait_for_list(page, 3), STRIPS);
    page.by_role("button", "a.png: done");

    // A picture that comes meanwhile waits in the tray.
    gemini.reply(Reply::pieces(&THREE_STRIPS).pause(pause));
    run(page);
    page.wait_for_text("Waiting for Gemini…");
    page.drop_files(&[&sample("toys.jpg")]);
    page.by_role("button", "toys.jpg: nothing asked yet");
    assert_eq!(wait_for_list(page, 3), STRIPS);
    page.by_role("image", "Picture a.png");
    browser.check_clean();
}
