//! The part of the page that works on pixels breaks down, or never answers: it
//! is replaced, the page says so, and what was on show comes back.

use serde_json::json;

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

/// Asks for more pixels than a WebAssembly memory can hold.
const BREAK: &str = r#"
    const flood = {Overlay: {
        picture: [10, 10], view: [60000, 60000], shown: [], fill: 50, rim: false, threshold: 1}};
    window.__workers.at(-1).postMessage([4000000000, JSON.stringify(flood), new Uint8Array(0)]);"#;

/// The browser reports the broken worker on the console.
const BROKEN: &[&str] = &["RuntimeError", "unreachable", "worker", "ErrorEvent"];

#[test]
fn a_broken_worker_is_replaced_and_its_masks_come_back() {
    let (_gemini, browser) = open();
    browser.run_before_pages(REACH_WORKERS);
    browser.reload();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    page.by_role("checkbox", "Show cup of coffee").click();
    let before = page.canvas_pixels("Masks");

    page.script(BREAK, json!([]));
    page.wait_for_text("broke down");
    page.wait_for_text("started anew");
    wait_for_list(page, 11);
    let switch = page.by_role("checkbox", "Show cup of coffee");
    assert_eq!(switch.state("checked"), Some("false"));
    assert!(
        page.canvas_pixels("Masks") == before,
        "other masks came back"
    );

    // And it goes on: the new worker cuts, draws and saves.
    page.by_role("checkbox", "Show cup of coffee").click();
    page.by_role("button", "Save overlay").click();
    browser.wait_for_download(".overlay.png");
    browser.check_clean_except(BROKEN);
}

#[test]
fn a_worker_that_gives_no_reply_is_replaced() {
    let (_gemini, browser) = open();
    browser.run_before_pages(REACH_WORKERS);
    browser.reload();
    let page = &browser.page;
    open_sample(page, "Wooden toys");
    wait_for_list(page, 10);
    let before = page.canvas_pixels("Masks");

    page.script("window.__workers.at(-1).terminate()", json!([]));
    page.by_role("slider", "Opacity").set_value("50");
    page.by_role("slider", "Opacity").set_value("51");
    page.wait_for_text("gave no reply for a minute");
    page.wait_for_text("started anew");
    page.by_role("slider", "Opacity").set_value("50");
    assert!(
        page.canvas_pixels("Masks") == before,
        "other masks came back"
    );
    browser.check_clean_except(BROKEN);
}

#[test]
fn a_worker_that_breaks_again_and_again_is_not_started_for_ever() {
    let (_gemini, browser) = open();
    let every_overlay = "
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message, ...rest) {
            message[1] = message[1].replace(/\"view\":\\[[^\\]]*\\]/, '\"view\":[60000,60000]');
            return post.call(this, message, ...rest);
        };";
    browser.run_before_pages(every_overlay);
    browser.reload();
    let page = &browser.page;
    open_sample(page, "Breakfast");
    page.wait_for_text("again and again, so its masks are gone");
    browser.check_clean_except(BROKEN);
}
