//! The part of the page that works on pixels breaks down, or never answers: it
//! is replaced, the page says so, and what was on show comes back.

use masque::pipeline::message::{self, Request};
use serde_json::json;

use crate::answers::{ALL_OF_IT, TWO_HALVES};
use crate::files::{Folder, encoded, marked, sent_file};
use crate::harness::{Browser, FakeGemini, Page, Pixels, Reply};
use crate::setting::*;

/// Lets the test reach the page's workers as the browser's own tools do, and
/// makes the minute after which a worker counts as hung half a second.
const REACH_WORKERS: &str = "
    window.__workers = [];
    const Started = window.Worker;
    window.Worker = class extends Started {
        constructor(...how) { super(...how); window.__workers.push(this); }
    };
    const later = window.setTimeout.bind(window);
    window.setTimeout = (what, delay, ...rest) => later(what, delay === 60000 ? 500 : delay, ...rest);";

/// Sends something that is no message: nothing that the page can ask for breaks
/// a worker, as far as is known.
const BREAK: &str = "window.__workers.at(-1).postMessage(null);";

/// Gives every worker two words more: at the one, WebAssembly in it traps; at the
/// other, it never does anything again.
const SPOIL_WORKERS: &str = "{
    const Started = window.Worker;
    const module = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const words = `
        // A module that begins with an instruction that traps.
        const trap = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
            8, 1, 0, 10, 5, 1, 3, 0, 0, 11]);
        addEventListener('message', (event) => {
            if (event.data === 'trap') {
                event.stopImmediatePropagation();
                new WebAssembly.Instance(new WebAssembly.Module(trap));
            }
            if (event.data === 'hang') for (;;);
        });`;
    window.Worker = class extends Started {
        constructor(address, how) {
            const own = new URL(address, location.href);
            super(module(`import '${module(words)}'; import '${own}';`), how);
        }
    };
}";

/// The browser reports the broken worker on the console.
const BROKEN: &[&str] = &["TypeError", "worker", "ErrorEvent"];

/// Says the one word, and the other.
const TRAP: &str = "window.__workers.at(-1).postMessage('trap');";
const HANG: &str = "window.__workers.at(-1).postMessage('hang');";

/// The same of one that trapped.
const TRAPPED: &[&str] = &["RuntimeError: unreachable", "ErrorEvent"];

/// A page whose workers can be made to trap and to hang.
fn open_to_spoil() -> (FakeGemini, Browser) {
    let (gemini, browser) = open();
    browser.allow_any_code();
    browser.run_before_pages(SPOIL_WORKERS);
    browser.run_before_pages(REACH_WORKERS);
    browser.reload();
    (gemini, browser)
}

#[test]
fn a_broken_worker_is_replaced_and_its_masks_come_back() {
    let (_gemini, browser) = open_to_spoil();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    page.by_role("checkbox", "Show cup of coffee").click();
    let before = page.canvas_pixels("Masks");

    page.script(TRAP, json!([]));
    page.wait_for_text("broke down");
    page.wait_for_text("started anew");
    wait_for_list(page, 11);
    let switch = page.by_role("checkbox", "Show cup of coffee");
    assert_eq!(switch.state("checked"), Some("false"));
    check_drawn_anew(page, &before);

    // And it goes on: the new worker cuts, draws and saves.
    page.by_role("checkbox", "Show cup of coffee").click();
    page.by_role("button", "Save overlay").click();
    browser.wait_for_download(".overlay.png");
    browser.check_clean_except(TRAPPED);
}

#[test]
fn a_question_its_price_and_its_switches_outlive_the_worker() {
    let (gemini, browser) = open();
    browser.run_before_pages(REACH_WORKERS);
    browser.reload();
    let page = &browser.page;
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
    fill_in(page, KEY, "the halves");
    let (cut, _) = TWO_HALVES.split_at(TWO_HALVES.find("lower right").expect("a second"));
    gemini.reply(Reply::stream(cut, 2).finish_reason("MAX_TOKENS"));
    run(page);
    page.wait_for_text("The model reached its length limit");
    wait_for_list(page, 1);

    page.script(BREAK, json!([]));
    page.wait_for_text("started anew");
    // What the form says by now is not what was asked.
    page.by_label("What to find").clear_and_type("the sky");
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    page.by_role("button", "Continue").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    let posts = gemini.wait_for_posts(2);
    let asked = posts[1].json()["contents"].to_string();
    assert!(asked.contains("the halves") && asked.contains("have been found already"));
    assert_eq!(sent_file(&posts[0]), sent_file(&posts[1]));
    page.wait_for_text("2 calls so far");

    let drawn = || page.canvas_pixels("Masks").count(|pixel| pixel[3] > 0);
    wait_until("both are drawn", || drawn() > 50_000);
    page.by_role("checkbox", "Show left half").click();
    wait_until("one is hidden", || drawn() < 30_000);
    browser.check_clean_except(BROKEN);
}

#[test]
fn an_answer_that_was_gone_back_to_outlives_the_worker() {
    let (_gemini, browser) = open();
    browser.run_before_pages(REACH_WORKERS);
    browser.reload();
    let page = &browser.page;
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    page.paste_text(ALL_OF_IT);
    wait_for_list(page, 1);
    page.by_role("button", "Undo: Open a saved answer").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);

    page.script(BREAK, json!([]));
    page.wait_for_text("started anew");
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    page.by_role("button", "Redo: Open a saved answer").click();
    assert_eq!(wait_for_list(page, 1), ["all of it"]);
    page.by_role("button", "Undo: Open a saved answer").click();
    assert_eq!(wait_for_list(page, 2), ["left half", "lower right"]);
    browser.check_clean_except(BROKEN);
}

#[test]
fn annotations_out_of_a_file_outlive_the_worker() {
    let (_gemini, browser) = open_to_spoil();
    let page = &browser.page;
    let folder = Folder::new();
    let picture = encoded(marked(320, 240), image::ImageFormat::Png);
    let annotations = json!({
        "images": [{"id": 1, "file_name": "a.png", "width": 320, "height": 240}],
        "categories": [{"id": 1, "name": "left half"}],
        "annotations": [{
            "id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0,
            "bbox": [0, 0, 160, 240], "area": 38400,
            "segmentation": [[0, 0, 160, 0, 160, 240, 0, 240]],
        }],
    });
    let annotations = annotations.to_string();
    page.by_role("button", "Run");
    page.drop_files(&[
        &folder.file("a.png", &picture),
        &folder.file("a.json", annotations.as_bytes()),
    ]);
    assert_eq!(wait_for_list(page, 1), ["left half"]);
    let drawn = || page.canvas_pixels("Masks").count(|pixel| pixel[3] > 0);
    wait_until("the mask is drawn", || drawn() > 0);
    let before = page.canvas_pixels("Masks");

    page.script(TRAP, json!([]));
    page.wait_for_text("started anew");
    assert_eq!(wait_for_list(page, 1), ["left half"]);
    check_drawn_anew(page, &before);
    // It is a step, as before: it can be taken back and done again.
    page.by_role("button", "Undo: Add a file's objects").click();
    wait_until("it is gone", || drawn() == 0);
    page.by_role("button", "Redo: Add a file's objects").click();
    assert_eq!(wait_for_list(page, 1), ["left half"]);
    browser.check_clean_except(TRAPPED);
}

#[test]
fn a_worker_that_gives_no_reply_is_replaced() {
    let (_gemini, browser) = open_to_spoil();
    let page = &browser.page;
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    let before = page.canvas_pixels("Masks");

    page.script(HANG, json!([]));
    page.by_role("slider", "Opacity").set_value("50");
    page.by_role("slider", "Opacity").set_value("51");
    page.wait_for_text("gave no reply for a minute");
    page.wait_for_text("started anew");
    check_drawn_anew(page, &before);
    browser.check_clean();
}

/// The masks are those of `before`, and no picture that was left standing: at
/// another opacity they are others.
#[track_caller]
fn check_drawn_anew(page: &Page, before: &Pixels) {
    page.by_role("slider", "Opacity").set_value("80");
    let stronger = page.canvas_pixels("Masks");
    assert!(stronger != *before, "nothing is drawn any more");
    let covered = |pixels: &Pixels| pixels.count(|pixel| pixel[3] > 0);
    assert_eq!(covered(&stronger), covered(before));
    page.by_role("slider", "Opacity").set_value("50");
    let after = page.canvas_pixels("Masks");
    assert!(after == *before, "other masks came back");
}

#[test]
fn a_worker_that_cannot_be_loaded_never_listens_or_is_another_builds_is_said() {
    let workers = [
        "constructor(_, how) { super('./nothing.js', how); }",
        // It runs, but never says a word.
        "constructor(_, how) { super('./worker.js', how); }",
        // It listens, but to another form of the messages.
        "constructor(...how) {
            super(...how);
            setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: [0, 1] })));
        }",
    ];
    for worker in workers {
        let (_gemini, browser) = open();
        let elsewhere = format!(
            "{{
                const Started = window.Worker;
                window.Worker = class extends Started {{ {worker} }};
            }}"
        );
        browser.run_before_pages(REACH_WORKERS);
        browser.run_before_pages(&elsewhere);
        browser.reload();
        let page = &browser.page;
        open_sample(page, "Breakfast");
        page.wait_for_text("works on pixels could not be loaded. Check the connection");
        browser.check_clean_except(&["404", "worker", "ErrorEvent", "Event"]);
    }
}

#[test]
fn a_worker_that_breaks_again_and_again_is_not_started_for_ever() {
    let (_gemini, browser) = open();
    let overlay = Request::Overlay {
        is_second: false,
        picture: [1, 1],
        part: [0, 0, 1, 1],
        view: [1, 1],
        fill: 50,
        style: message::Style::Both,
        lit: Vec::new(),
        is_moving: false,
        threshold: 127,
    };
    // What a request of this kind begins with.
    let kind = message::write(&overlay).expect("a request is plain data")[0];
    let every_overlay = format!(
        "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message, transfer) {{
            if (message[1]?.[0] === {kind}) return post.call(this, null);
            return post.call(this, message, transfer);
        }};"
    );
    browser.run_before_pages(&every_overlay);
    browser.reload();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    page.wait_for_text("again and again, so its masks are gone");
    browser.check_clean_except(BROKEN);
}
