//! While Gemini thinks: what is seen, and how it is stopped. Never asserts how
//! long anything takes.

use std::time::Duration;

use crate::answers::TWO_HALVES;
use crate::harness::{Page, Reply};
use crate::setting::*;

/// The seconds that stand beside "Waiting for Gemini…".
fn seconds(page: &Page) -> Option<u32> {
    let text = page.visible_text();
    let (_, after) = text.split_once("Waiting for Gemini…")?;
    let (number, _) = after.trim_start().split_once(" s")?;
    number.parse().ok()
}

#[test]
fn a_question_without_an_answer_can_be_cancelled() {
    let (gemini, browser) = open();
    let page = &browser.page;
    drop_picture(page, &sample("toys.jpg"));
    fill_in(page, KEY, "the halves");
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    run(page);
    let earlier = wait_for_list(page, 2);
    let masks = page.canvas_pixels("Masks");

    gemini.reply(Reply::hang());
    run(page);
    wait_until("the seconds go by", || seconds(page) >= Some(1));
    assert!(!page.is_present("button", "Run"));
    gemini.wait_for_posts(2);
    page.by_role("button", "Cancel").click();
    page.wait_for_text("Cancelled");
    gemini.wait_for_abort();
    page.wait_until_text_gone("Waiting for Gemini…");
    assert_eq!(wait_for_list(page, 2), earlier);
    assert!(page.canvas_pixels("Masks") == masks, "the masks are others");

    // And the page can be asked again.
    gemini.reply(Reply::stream(&sample_answer("toys"), 2));
    run(page);
    wait_for_list(page, 10);
    page.wait_until_text_gone("Cancelled");
    assert_eq!(gemini.posts().len(), 3);
    browser.check_clean();
}

#[test]
fn what_had_arrived_stays_when_a_stream_is_cancelled() {
    let (gemini, browser) = open();
    let page = &browser.page;
    drop_picture(page, &sample("toys.jpg"));
    fill_in(page, KEY, "each toy");
    let slow = Reply::stream(&sample_answer("toys"), 5).pause(Duration::from_secs(3));
    gemini.reply(slow);
    run(page);
    wait_until("an object is listed", || !listed(page).is_empty());
    page.by_role("button", "Cancel").click();
    page.wait_for_text("Cancelled");
    gemini.wait_for_abort();
    page.by_role("button", "Run");
    let kept = listed(page);
    assert!((1..10).contains(&kept.len()), "{kept:?}");
    let masks = page.canvas_pixels("Masks");
    assert!(masks.count(|pixel| pixel[3] > 0) > 1_000);
    browser.check_clean();
}
