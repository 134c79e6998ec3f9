//! While Gemini thinks: what is seen, and how it is stopped. Never asserts how
//! long anything takes.

use std::time::Duration;

use serde_json::json;

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

/// Notes when a button is pressed.
const WATCH: &str = "addEventListener('click', () => {
        window.__clicked = performance.timeOrigin + performance.now();
    }, true);
    return null;";

#[test]
fn cancel_ends_the_network_at_once_wherever_the_answer_is() {
    let (gemini, browser) = open();
    let page = &browser.page;
    drop_picture(page, &sample("toys.jpg"));
    fill_in(page, KEY, "each toy");
    page.script(WATCH, json!([]));
    let toys = sample_answer("toys");
    let slow = |pause| Reply::stream(&toys, 400).pause(Duration::from_millis(pause));
    let moments = [
        ("before the headers", Reply::hang(), 0),
        ("in a silence", slow(20).stall_after_writes(200), 200),
        ("in mid-stream", slow(20), 40),
        ("in mid-stream once more", slow(20), 40),
        ("in a quick stream", slow(5), 40),
    ];
    for (moment, reply, pieces) in moments {
        gemini.reply(reply);
        let asked = gemini.posts().len();
        run(page);
        gemini.wait_for_posts(asked + 1);
        wait_until("something has come", || {
            gemini.piece_times().len() >= pieces
        });
        page.by_role("button", "Cancel").click();
        page.wait_for_text("Cancelled");
        let ended = gemini.wait_for_abort();
        let clicked = page.script("return window.__clicked", json!([]));
        let clicked = clicked.as_f64().expect("the click was noted");
        println!(
            "Cancel {moment}: the service saw the connection end {:.0} ms after the click",
            ended - clicked
        );
    }
    browser.check_clean();
}
