//! How an answer arrives: each object is on the screen while the next is still on
//! its way. Says how long that takes, and never asserts it.

use std::time::Duration;

use serde_json::json;

use crate::answers::{STRIPS, THREE_STRIPS};
use crate::files::{Folder, encoded, marked};
use crate::harness::Reply;
use crate::setting::*;

/// Notes, at every frame, when one more object is listed and its mask drawn.
const WATCH: &str = r#"
    window.__shown = [];
    const look = () => {
        const listed = document.querySelectorAll('[aria-label^="Show "]').length;
        const isDrawn = document.querySelector('[aria-label="Masks"]').ariaBusy === 'false';
        if (listed > window.__shown.length && isDrawn) {
            window.__shown.push(performance.timeOrigin + performance.now());
        }
        requestAnimationFrame(look);
    };
    look();
    return null;
"#;

#[test]
fn an_object_is_on_the_screen_while_the_answer_still_runs() {
    watch_one_arrive("of a model that takes its time", Duration::from_secs(2));
}

#[test]
fn an_object_that_comes_at_once_waits_for_no_warm_up() {
    watch_one_arrive("of a model in a hurry", Duration::from_millis(200));
}

/// Has three objects arrive, `pause` apart, and looks when each is on the screen.
#[track_caller]
fn watch_one_arrive(what: &str, pause: Duration) {
    let (gemini, browser) = open();
    let page = &browser.page;
    let folder = Folder::new();
    let file = encoded(marked(1600, 1200), image::ImageFormat::Png);
    drop_picture(page, &folder.file("strips.png", &file));
    fill_in(page, KEY, "the strips");
    // A model thinks before it answers.
    let thinking = Reply::pieces(&THREE_STRIPS).thought("Looking");
    gemini.reply(thinking.pause(pause));
    page.script(WATCH, json!([]));
    run(page);
    assert_eq!(wait_for_list(page, 3), STRIPS);
    wait_until("all are drawn", || {
        page.script("return window.__shown.length", json!([])) == json!(3)
    });
    let shown = page.script("return window.__shown", json!([]));
    let shown: Vec<f64> = shown
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|moment| moment.as_f64())
        .collect();
    let written = gemini.piece_times().split_off(1);
    for (at, (shown, written)) in shown.iter().zip(&written).enumerate() {
        println!(
            "object {} {what}: on the screen {:.0} ms after its last byte was written",
            at + 1,
            shown - written
        );
    }
    for (shown, next) in shown.iter().zip(&written[1..]) {
        assert!(shown < next, "it waited for the next one");
    }
    browser.check_clean();
}
