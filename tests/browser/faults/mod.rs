//! Everything that can be odd or wrong between the page and Google, each with a
//! name and the end that it must have. Every one begins with a result on the
//! page; none may take it away, leave the person without a next step, or be
//! explained twice.
//!
//! A new fault is one entry in the table of its group. Never asserts how often
//! the page asks, nor how long it waits.

mod again;
mod broken;
mod busy;
mod chunks;
mod empty;
mod fault;
mod refused;
mod stopped;
mod wire;

use std::collections::BTreeSet;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::answers::{THREE_STRIPS, TWO_HALVES};
use crate::files::{Folder, encoded, marked};
use crate::harness::{FakeGemini, Page, Reply};
use crate::setting::*;

use fault::{EARLIER, Ends, Fault};

/// What Chromium itself writes to the console when a request fails.
const EXPECTED: &[&str] = &[
    "Failed to load resource",
    "net::ERR_",
    "blocked by CORS policy",
];

/// The longest that a fault may take to its end.
const LONGEST: Duration = Duration::from_secs(150);

/// The answer that comes when nothing is wrong: an object in each piece.
fn strips() -> Reply {
    Reply::pieces(&THREE_STRIPS)
}

/// Goes through a table in one browser.
#[track_caller]
fn check(faults: &[Fault]) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    fill_in(page, KEY, "the strips");
    for fault in faults {
        // Shown when the test fails.
        println!("fault: {}", fault.name);
        show_earlier_result(page);
        ask(&gemini, page, fault);
        settle(page, fault);
        check_end(page, fault);
        browser.check_clean_except(EXPECTED);
    }
}

/// Pastes the earlier answer, which takes away what was said before.
#[track_caller]
fn show_earlier_result(page: &Page) {
    // What is pasted into a field is no answer.
    page.script("document.activeElement?.blur()", json!([]));
    page.paste_text(TWO_HALVES);
    wait_until("the earlier result is listed", || {
        listed(page) == EARLIER && !page.is_present("button", "Dismiss")
    });
    page.by_role("button", "Run");
}

/// Asks, and waits for what has to come before the person cancels.
#[track_caller]
fn ask(gemini: &FakeGemini, page: &Page, fault: &Fault) {
    gemini.reply_in_turn(&fault.replies);
    let before = gemini.posts().len();
    run(page);
    if let Ends::Cancelled(count) = fault.ends {
        gemini.wait_for_posts(before + 1);
        wait_until("what comes before the stall is listed", || {
            count == 0 || listed(page) == fault.ends.objects()
        });
        page.by_role("button", "Cancel").click();
        gemini.wait_for_abort();
    }
}

/// Waits for the end. Where the page waits for another try, presses what leads
/// to the end that is expected.
#[track_caller]
fn settle(page: &Page, fault: &Fault) {
    let deadline = Instant::now() + LONGEST;
    let press = fault.ends.button();
    loop {
        if page.is_present("button", "Run") && fault.ends.has_come(page) {
            return;
        }
        if page.is_present("button", press) {
            let buttons = page.all("button");
            if let Some(button) = buttons.iter().find(|button| button.name() == press) {
                // It goes by itself when the page tries again.
                button.click_if_there();
            }
        }
        assert!(
            Instant::now() < deadline,
            "{} did not end as {:?}; objects are {:?}; read:\n{}",
            fault.name,
            fault.ends,
            listed(page),
            page.visible_text()
        );
        thread::sleep(Duration::from_millis(50));
    }
}

/// What holds at every end.
#[track_caller]
fn check_end(page: &Page, fault: &Fault) {
    let Fault { name, ends, .. } = fault;
    let text = page.visible_text();
    assert_eq!(listed(page), ends.objects(), "{name}");
    let alerts = page.all("alert").len();
    let Some((sentence, help)) = ends.said() else {
        assert_eq!(alerts, 0, "{name}: {text}");
        return;
    };
    assert_eq!(text.matches(sentence).count(), 1, "{name}: {text}");
    assert!(alerts <= 1, "{name}: {text}");
    if let Some(help) = help {
        let is_there = ["button", "link"].map(|role| page.is_present(role, help));
        assert!(is_there.contains(&true), "{name}: no “{help}”: {text}");
    }
}

#[test]
fn faults_are_many_and_each_has_its_name() {
    let tables = [
        wire::faults(),
        chunks::faults(),
        empty::faults(),
        stopped::faults(),
        refused::faults(),
        busy::faults(),
        again::faults(),
        broken::unreached(),
        broken::cut(),
        broken::ended_by_errors(),
        broken::stalled(),
        broken::waited_out(),
        broken::floods(),
    ];
    let names: Vec<_> = tables.iter().flatten().map(|fault| fault.name).collect();
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = names.iter().filter(|name| !seen.insert(**name)).collect();
    assert!(twice.is_empty(), "{twice:?}");
    assert!(seen.len() >= 60, "there are only {}", seen.len());
}

#[test]
fn an_answer_is_read_however_it_is_written_on_the_wire() {
    check(&wire::faults());
}

#[test]
fn an_answer_is_read_whatever_else_is_in_its_chunks() {
    check(&chunks::faults());
}

#[test]
fn an_answer_without_objects_is_explained() {
    check(&empty::faults());
}

#[test]
fn an_answer_that_was_stopped_says_why() {
    check(&stopped::faults());
}

#[test]
fn a_refusal_says_what_helps() {
    check(&refused::faults());
}

#[test]
fn a_busy_service_can_be_left_alone() {
    check(&busy::faults());
}

#[test]
fn what_failed_for_a_moment_is_tried_again() {
    check(&again::faults());
}

#[test]
fn a_service_that_is_not_reached_is_explained() {
    check(&broken::unreached());
}

#[test]
fn what_came_before_a_break_is_kept() {
    check(&broken::cut());
}

#[test]
fn an_error_within_a_stream_has_the_words_of_that_error() {
    check(&broken::ended_by_errors());
}

#[test]
fn a_reply_that_falls_silent_can_be_cancelled() {
    check(&broken::stalled());
}

#[test]
fn a_reply_that_falls_silent_is_given_up() {
    check(&broken::waited_out());
}

#[test]
fn a_reply_without_end_is_ended() {
    check(&broken::floods());
}
