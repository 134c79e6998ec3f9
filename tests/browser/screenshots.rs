//! Takes the documentation's screenshots: the real page, the release bundle, as
//! `cargo xtask screenshots` serves it. Never checks anything.

mod harness;

use harness::{Browser, FakeGemini, Look};
use std::path::{Path, PathBuf};

/// Each look with the name that its files carry.
const LOOKS: [(&str, u32, u32, bool); 4] = [
    ("wide-light", 1440, 900, false),
    ("wide-dark", 1440, 900, true),
    ("narrow-light", 390, 844, false),
    ("narrow-dark", 390, 844, true),
];

fn main() {
    let folder = std::env::var("MASQUE_SCREENSHOTS").unwrap_or_else(|_| "docs".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let gemini = FakeGemini::start();
    for (name, width, height, dark) in LOOKS {
        let browser = Browser::open(
            &gemini,
            Look {
                width,
                height,
                dark,
            },
        );
        let page = &browser.page;
        let file = |state: &str| -> PathBuf { folder.join(format!("{state}-{name}.png")) };
        page.by_role("button", "Run");
        // The samples' small pictures must have come.
        page.script(
            "return Promise.all([...document.images].map((image) => image.decode())).then(() => null)",
            serde_json::json!([]),
        );
        page.screenshot(&file("welcome"));
        page.by_role("button", "Settings").click();
        page.by_label("Theme");
        page.screenshot(&file("settings"));
        browser.reload();
        page.by_role("button", "Run");
        for (title, state) in [
            ("Breakfast", "masks"),
            ("Wooden toys", "polygons"),
            ("Planets at dusk", "broken"),
        ] {
            page.script(
                "const name = arguments[0]; const button = [...document.querySelectorAll('.sample')]\
                 .find((button) => button.textContent.includes(name)); button.click(); return null",
                serde_json::json!([title]),
            );
            page.wait_for_text("This is a sample");
            page.screenshot(&file(state));
            if state == "masks" {
                page.script(
                    "document.querySelector('.options summary').click(); return null",
                    serde_json::json!([]),
                );
                page.wait_for_text("Prompt, as it is sent");
                page.screenshot(&file("options"));
                page.by_role("button", "Answer and request…").click();
                page.wait_for_text("Copy the request as");
                page.screenshot(&file("answer"));
            }
            if state == "masks" {
                compare(&gemini, &browser);
                page.screenshot(&file("compare"));
            }
            browser.reload();
            page.by_role("button", "Run");
        }
        asking(&gemini, &browser, &file);
        browser.reload();
        page.by_role("button", "Run");
        workshop(&browser, &file);
        browser.close();
    }
}

/// A question on its way, one that waits for another attempt, and one that failed.
fn asking(gemini: &FakeGemini, browser: &Browser, file: &dyn Fn(&str) -> PathBuf) {
    let page = &browser.page;
    page.by_role("button", "Run");
    page.script(
        "document.querySelector('[data-act=sample-1]').click(); return null",
        serde_json::json!([]),
    );
    page.wait_for_text("This is a sample");
    page.by_label("Gemini API key")
        .type_text("AIzaSy-Not-A-Real-Key_0123456789");
    let thinking = harness::Reply::stream("[]", 2).thought("**Looking at each toy**");
    gemini.reply(thinking.pause(std::time::Duration::from_secs(60)));
    page.by_role("button", "Run").click();
    page.wait_for_text("Looking at each toy");
    page.screenshot(&file("asking"));
    page.by_role("button", "Cancel").click();
    page.wait_for_text("Cancelled");
    gemini.reply(harness::Reply::quota());
    page.by_role("button", "Run").click();
    page.wait_for_text("Trying again in");
    page.screenshot(&file("waiting"));
    page.by_role("button", "Stop").click();
    page.wait_for_text("Google asks to wait 39 seconds");
    page.screenshot(&file("failed"));
}

/// An object that is chosen, the card of shortcuts, several pictures, and German.
fn workshop(browser: &Browser, file: &dyn Fn(&str) -> PathBuf) {
    let page = &browser.page;
    let press = |selector: &str| {
        let click = "document.querySelector(arguments[0]).click(); return null";
        page.script(click, serde_json::json!([selector]));
    };
    press("[data-act=sample-0]");
    page.wait_for_text("This is a sample");
    // On a phone the tools unfold.
    page.script(
        "document.querySelector('.tools').classList.add('tools--open'); return null",
        serde_json::json!([]),
    );
    page.script(
        "document.querySelectorAll('.object__text')[2].click(); return null",
        serde_json::json!([]),
    );
    page.by_label("Colour");
    page.screenshot(&file("chosen"));
    page.script(
        "document.querySelector('.refinement').open = true; return null",
        serde_json::json!([]),
    );
    page.by_label("Grow").set_value("6");
    page.by_role("button", "Brush").click();
    page.by_role("button", "History").click();
    page.by_role("dialog", "History");
    page.screenshot(&file("history"));
    page.press("Escape");
    page.by_role("button", "Shortcuts").click();
    page.wait_for_text("Single keys do something");
    page.screenshot(&file("shortcuts"));
    page.press("Escape");
    let sample = |name: &str| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("samples")
            .join(name)
    };
    page.drop_files(&[&sample("toys.jpg"), &sample("dusk.jpg")]);
    page.by_role("button", "dusk.jpg: nothing asked yet");
    std::thread::sleep(std::time::Duration::from_millis(800));
    page.screenshot(&file("tray"));
    browser.reload();
    page.by_role("button", "Run");
    page.by_role("button", "Settings").click();
    page.by_label("Language").select_option("Deutsch");
    page.by_role("button", "Einstellungen").click();
    page.by_role("button", "Los");
    page.screenshot(&file("german-welcome"));
    press("[data-act=sample-0]");
    page.wait_for_text("Dies ist ein Beispiel");
    page.screenshot(&file("german"));
}

/// Asks for a second answer to the breakfast: the sample's own, its masks a little
/// further right and two of its objects left out.
fn compare(gemini: &FakeGemini, browser: &Browser) {
    let page = &browser.page;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/breakfast.answer.txt");
    let answer = std::fs::read_to_string(sample).expect("the sample is there");
    let begin = answer.find('[').unwrap_or(0);
    let end = answer.rfind(']').map_or(answer.len(), |end| end + 1);
    let mut objects: Vec<serde_json::Value> =
        serde_json::from_str(&answer[begin..end]).expect("a list");
    for (at, object) in objects.iter_mut().enumerate() {
        for corner in [1, 3] {
            let moved = object["box_2d"][corner].as_i64().unwrap_or(0) + 2 * at as i64;
            object["box_2d"][corner] = moved.into();
        }
    }
    objects.drain(3..5);
    let second = serde_json::Value::Array(objects).to_string();
    gemini.reply(harness::Reply::stream(&second, 3));
    browser.reload();
    page.by_role("button", "Run");
    page.by_label("Gemini API key")
        .type_text("AIzaSy-Not-A-Real-Key_0123456789");
    page.script(
        "[...document.querySelectorAll('.sample')].find((button) => button.textContent.includes('Breakfast')).click(); return null",
        serde_json::json!([]),
    );
    page.wait_for_text("This is a sample");
    page.by_role("button", "Compare with gemini-3.8-flash")
        .click();
    page.wait_for_text("The two answers share");
    page.script(
        "document.activeElement.blur(); scrollTo(0, 0); return null",
        serde_json::json!([]),
    );
}
