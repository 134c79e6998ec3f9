//! While Gemini thinks: what is seen, and how it is stopped. Never asserts how
//! long anything takes.

use std::time::Duration;

use serde_json::json;

use crate::answers::{ALL_OF_IT, TWO_HALVES};
use crate::harness::{Page, Reply};
use crate::setting::*;

/// How often an answer is cancelled, for a figure that is no accident.
const ROUNDS: usize = 6;

/// How many pieces an answer without end has: more than any test reads.
const PIECES: usize = 1000;

/// Notes when something is clicked, before the page learns of it.
const WATCH_CLICKS: &str = "
    addEventListener('click', () => {
        window.__clicked = performance.timeOrigin + performance.now();
    }, true);
    return null;";

/// The object that is there before each question.
const EARLIER: [&str; 1] = ["all of it"];

/// A box in each piece, and no end.
fn lines() -> Reply {
    let line = |at: usize| {
        let corner = at % 900;
        format!(r#"{{"box_2d": [{corner}, {corner}, 950, 950], "label": "line {at}"}},"#)
    };
    let mut pieces = vec!["[".to_owned()];
    pieces.extend((0..PIECES).map(line));
    let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
    Reply::pieces(&pieces)
}

/// Says the largest of the figures, and all of them.
fn print(what: &str, figures: &[f64]) {
    let largest = figures.iter().copied().fold(0.0, f64::max);
    println!("{what}: closed at most {largest:.1} ms after the click, of {figures:.1?}");
}

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

#[test]
fn cancelling_closes_the_connection_whatever_is_on_its_way() {
    let (gemini, browser) = open();
    let page = &browser.page;
    drop_picture(page, &sample("toys.jpg"));
    fill_in(page, KEY, "the lines");
    page.script(WATCH_CLICKS, json!([]));
    let often = Duration::from_millis(20);
    let cases = [
        ("silent before its first byte", Reply::hang(), 0),
        (
            "silent after three objects",
            lines().stall_after_writes(4),
            3,
        ),
        ("a piece every 20 ms", lines().pause(often), 3),
    ];
    for (what, reply, objects) in cases {
        let mut figures = Vec::new();
        for _ in 0..ROUNDS {
            // What is pasted into a field is no answer.
            page.script("document.activeElement?.blur()", json!([]));
            page.paste_text(ALL_OF_IT);
            wait_until("the earlier answer is there", || listed(page) == EARLIER);
            let before = gemini.posts().len();
            gemini.reply(reply.clone());
            run(page);
            gemini.wait_for_posts(before + 1);
            wait_until("so much has come", || {
                objects == 0 || (listed(page) != EARLIER && listed(page).len() >= objects)
            });
            page.by_role("button", "Cancel").click();
            page.wait_for_text("Cancelled");
            let closed = gemini.wait_for_abort();
            let clicked = page.script("return window.__clicked", json!([]));
            figures.push(closed - clicked.as_f64().expect("a click was noted"));

            // What had arrived stays, and nothing follows it.
            page.by_role("button", "Run");
            let kept = listed(page);
            let names: Vec<String> = match objects {
                0 => EARLIER.map(str::to_owned).to_vec(),
                _ => (0..kept.len()).map(|at| format!("line {at}")).collect(),
            };
            assert_eq!(kept, names, "{what}");
            assert!(kept.len() >= objects, "{what}: {kept:?}");
            page.wait_until_text_gone("Waiting for Gemini…");
            assert_eq!(listed(page), kept, "{what}");
            assert_eq!(gemini.posts().len(), before + 1, "{what}");
        }
        print(what, &figures);
    }
    browser.check_clean();
}

/// Makes the page's patience with the service short: seconds that nobody waits for
/// in a test.
const SHORT_PATIENCE: &str = "
    const later = window.setTimeout.bind(window);
    const short = { 60000: 3000, 45000: 2000, 180000: 5000 };
    window.setTimeout = (what, delay, ...rest) => later(what, short[delay] ?? delay, ...rest);";

#[test]
fn each_wait_that_is_too_long_is_named() {
    let (gemini, browser) = open();
    browser.run_before_pages(SHORT_PATIENCE);
    browser.reload();
    let page = &browser.page;
    drop_picture(page, &sample("toys.jpg"));
    fill_in(page, KEY, "the lines");

    gemini.reply(Reply::hang());
    run(page);
    page.by_role("button", "Stop").click();
    page.wait_for_text("Google did not begin to answer within 60 seconds");
    gemini.wait_for_abort();

    gemini.reply(lines().stall_after_writes(4));
    run(page);
    page.wait_for_text("Nothing more came for 45 seconds");
    assert_eq!(wait_for_list(page, 3), ["line 0", "line 1", "line 2"]);
    gemini.wait_for_abort();

    gemini.reply(lines().pause(Duration::from_millis(100)));
    run(page);
    page.wait_for_text("The answer was not complete after 180 seconds");
    page.by_role("button", "Continue");
    assert!(listed(page).len() > 3);
    gemini.wait_for_abort();
    browser.check_clean();
}
