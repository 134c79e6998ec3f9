//! Nobody is left out: axe-core finds nothing, everything is large enough to be
//! pressed, nothing scrolls sideways, and Tab reaches everything and shows where
//! it is. In every state of the page, light and dark, on three widths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use serde_json::json;

use crate::answers::{THREE_STRIPS, TWO_HALVES};
use crate::files::{Folder, encoded, marked, sent_picture};
use crate::harness::{Browser, FakeGemini, Look, Obstacle, Page, Reply};
use crate::setting::*;

/// What Chromium itself writes to the console when a request fails.
const EXPECTED: &[&str] = &["status of 400", "status of 429"];

/// Something is being dragged over the window.
const DRAG_OVER: &str = "
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a'], 'a.png', { type: 'image/png' }));
    const how = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('dragover', how));
    return null;";

/// Makes of the page what nobody should have to use.
const SPOIL: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        :focus-visible { outline: none !important; }
        p { color: #aaa !important; }
        button { height: 20px; min-height: 0; }
        main { min-width: 1400px; }`);
    document.adoptedStyleSheets.push(sheet);
    document.querySelector('summary').tabIndex = -1;
    return null;";

/// A laptop, a tablet and a phone, light and dark.
fn looks() -> [Look; 6] {
    let tablet = Look {
        width: 768,
        height: 1024,
        dark: false,
    };
    let all = [Look::desktop(), tablet, Look::phone()];
    let [desktop, tablet, phone] = all;
    [
        desktop,
        tablet,
        phone,
        phone.dark(),
        tablet.dark(),
        desktop.dark(),
    ]
}

/// As narrow as a page may get before it scrolls sideways: a laptop's window at
/// 400 %, which is WCAG 1.4.10.
const NARROWEST: Look = Look {
    width: 320,
    ..Look::phone()
};

/// What was found, and in which states.
#[derive(Default)]
struct Findings(BTreeMap<Obstacle, Vec<String>>);

impl Findings {
    /// Looks at the page as it is, in all six looks and in the narrowest window.
    #[track_caller]
    fn look_at(&mut self, browser: &Browser, state: &str) {
        for look in looks() {
            browser.look(look);
            let page = &browser.page;
            let found = [page.violations(), page.unreachable()].concat();
            self.picture(page, state, look);
            self.add(found, state, look);
        }
        browser.look(NARROWEST);
        self.add(browser.page.unreachable(), state, NARROWEST);
        browser.look(Look::desktop());
    }

    /// Keeps a picture of a state where `cargo xtask screenshots` wants it.
    #[track_caller]
    fn picture(&self, page: &Page, state: &str, look: Look) {
        if let Some(folder) = std::env::var_os("MASQUE_STATES") {
            let colours = if look.dark { "dark" } else { "light" };
            let name = format!(
                "{}-{}-{colours}.png",
                state.replace([' ', ','], "-"),
                look.width
            );
            page.screenshot(&Path::new(&folder).join(name));
        }
    }

    /// Walks over the page with Tab, in this look.
    #[track_caller]
    fn walk(&mut self, browser: &Browser, state: &str, look: Look) {
        browser.look(look);
        self.add(browser.page.focus_obstacles(), state, look);
    }

    fn add(&mut self, found: Vec<Obstacle>, state: &str, look: Look) {
        let colours = if look.dark { "dark" } else { "light" };
        let place = format!("{state}, {} px, {colours}", look.width);
        for obstacle in found {
            self.0.entry(obstacle).or_default().push(place.clone());
        }
    }

    /// Fails with everything that was found.
    #[track_caller]
    fn check_none(self) {
        let lines = self.0.iter().map(|(obstacle, states)| {
            let Obstacle {
                rule,
                place,
                summary,
            } = obstacle;
            format!("\n{rule}: {place}\n  {summary}\n  in {}", states.join("; "))
        });
        let lines: Vec<String> = lines.collect();
        assert!(lines.is_empty(), "{} × {}", lines.len(), lines.concat());
    }
}

/// The rules that something breaks, each once.
fn rules(found: Vec<Obstacle>) -> BTreeSet<String> {
    found.into_iter().map(|obstacle| obstacle.rule).collect()
}

/// Drops a picture of 320 × 240 pixels.
#[track_caller]
fn drop_halves(page: &Page) {
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &Folder::new().file("halves.png", &file));
}

fn press(page: &Page, button: &str) {
    page.by_role("button", button).click();
}

fn open_options(page: &Page) {
    page.by_role("DisclosureTriangle", "Labels and prompt")
        .click();
}

/// Two answers to compare, the second with an object less.
#[track_caller]
fn compare(gemini: &FakeGemini, page: &Page) {
    let second = TWO_HALVES.replace("500, 500, 1000", "400, 500, 1000");
    gemini.reply(Reply::stream(&second, 1));
    press(page, "Compare with gemini-3.8-flash");
    page.wait_for_text("The two answers share");
    wait_for_list(page, 4);
}

#[test]
fn the_empty_page_stands_in_nobodys_way() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    page.by_role("button", "Run");
    findings.look_at(&browser, "empty");
    press(page, "Settings");
    page.by_label("Theme");
    findings.look_at(&browser, "settings");
    page.by_label("Theme").select_option("Dark");
    findings.look_at(&browser, "dark by choice");
    page.by_label("Theme").select_option("Light");
    findings.look_at(&browser, "light by choice");
    page.by_label("Theme").select_option("As the system");
    press(page, "Settings");
    press(page, "How to get a key");
    page.wait_for_text("A key in three steps");
    findings.look_at(&browser, "help with the key");
    press(page, "How to get a key");
    page.by_label("Gemini API key").type_text(KEY);
    press(page, "Show");
    findings.look_at(&browser, "key shown");
    press(page, "Check");
    page.wait_for_text("The key is good");
    findings.look_at(&browser, "key checked");
    press(page, "How to clean this up");
    page.by_label("Model").select_option("Another model…");
    findings.look_at(&browser, "example and another model");
    open_options(page);
    findings.look_at(&browser, "options");
    run(page);
    page.wait_for_text("Open a picture first");
    findings.look_at(&browser, "message");
    page.script(DRAG_OVER, json!([]));
    page.wait_for_text("Drop a picture, or a saved answer");
    findings.look_at(&browser, "files over the page");
    findings.check_none();
    browser.check_clean();
}

#[test]
fn samples_stand_in_nobodys_way() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    open_sample(page, "Breakfast");
    wait_for_list(page, 11);
    findings.look_at(&browser, "masks");
    page.by_role("checkbox", "Show cup of coffee").click();
    open_options(page);
    page.by_label("Labels").select_option("Only these classes");
    page.by_label("Prompt, as it is sent").type_text(" Please.");
    page.by_role("button", "Back to the prompt that Masque makes");
    findings.look_at(&browser, "hidden mask, own prompt");
    press(page, "Ask about a part…");
    let chooser = page.only("application");
    findings.look_at(&browser, "choosing a part");
    let (width, height) = chooser.size();
    chooser.drag(&[(width / 4.0, height / 4.0), (width / 2.0, height / 2.0)]);
    page.by_role("button", "Ask about the whole picture");
    findings.look_at(&browser, "a part");
    press(page, "Answer and request…");
    page.wait_for_text("Copy the request as");
    findings.look_at(&browser, "answer and request");
    for (title, state, count) in [
        ("Wooden toys", "polygons", 10),
        ("Planets at dusk", "broken answer", 8),
    ] {
        browser.reload();
        open_sample(page, title);
        wait_for_list(page, count);
        findings.look_at(&browser, state);
    }
    findings.check_none();
    browser.check_clean();
}

#[test]
fn questions_stand_in_nobodys_way() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    drop_halves(page);
    findings.look_at(&browser, "picture without an answer");
    fill_in(page, KEY, "the halves");
    let thinking = Reply::pieces(&THREE_STRIPS).thought("**Looking at the strips**");
    gemini.reply(thinking.pause(Duration::from_secs(30)));
    run(page);
    page.wait_for_text("Looking at the strips");
    findings.look_at(&browser, "thinking");
    press(page, "Cancel");
    page.wait_for_text("Cancelled");
    findings.look_at(&browser, "cancelled");

    gemini.reply(Reply::quota());
    run(page);
    page.wait_for_text("Trying again in");
    findings.look_at(&browser, "waiting for another attempt");
    press(page, "Stop");
    page.by_role("button", "Ask again in 39 s");
    findings.look_at(&browser, "error with a button");
    gemini.reply(Reply::key_expired());
    run(page);
    page.by_role("link", "Make a new key");
    findings.look_at(&browser, "error with a link");
    gemini.reply(Reply::pieces(&THREE_STRIPS[..2]).finish_reason("MAX_TOKENS"));
    run(page);
    page.by_role("button", "Continue");
    findings.look_at(&browser, "cut answer");
    findings.check_none();
    browser.check_clean_except(EXPECTED);
}

#[test]
fn every_kind_of_answer_stands_in_nobodys_way() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    drop_halves(page);
    for (state, answer) in [
        (
            "boxes",
            r#"[{"box_2d": [100, 100, 500, 500], "label": "a box"}]"#,
        ),
        ("points", r#"[{"point": [250, 750], "label": "a point"}]"#),
        (
            "boxes in space",
            r#"[{"label": "a crate", "box_3d": [0, 2, 0, 1, 1, 1, 0, 0, 0]}]"#,
        ),
    ] {
        page.paste_text(answer);
        wait_until("the answer is there", || {
            let listed = listed(page);
            listed.len() == 1 && answer.contains(&listed[0])
        });
        findings.look_at(&browser, state);
    }
    let half = r#"{"box_2d": [0, 0, 1000, 500], "mask": [[0, 0], [500, 0], [500, 1000], [0, 1000]], "label": "half"}"#;
    page.paste_text(&format!("[{half}, {half}]"));
    page.by_role("button", "Merge them");
    findings.look_at(&browser, "doubles");
    page.paste_text(TWO_HALVES);
    wait_until("the answer is there", || {
        listed(page) == ["left half", "lower right"]
    });
    fill_in(page, KEY, "the halves");
    compare(&gemini, page);
    findings.look_at(&browser, "two answers");
    findings.check_none();
    browser.check_clean();
}

#[test]
fn the_workshop_stands_in_nobodys_way() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    drop_halves(page);
    page.paste_text(TWO_HALVES);
    wait_until("the answer is there", || listed(page).len() == 2);
    page.by_role("button", "left half 38,400 px").click();
    findings.look_at(&browser, "an object is chosen");
    press(page, "Delete");
    wait_until("it is gone", || listed(page).len() == 1);
    press(page, "History");
    findings.look_at(&browser, "history");
    page.press("Escape");
    press(page, "Shortcuts");
    findings.look_at(&browser, "shortcuts");
    page.press("Escape");
    browser.look(Look::phone());
    press(page, "Tools");
    page.by_role("button", "Brush").click();
    findings.look_at(&browser, "brush, tools unfolded");
    browser.look(Look::phone());
    press(page, "Objects, the sheet");
    findings.look_at(&browser, "list folded");
    browser.look(Look::desktop());
    page.drop_files(&[&sample("toys.jpg"), &sample("dusk.jpg")]);
    page.by_role("navigation", "Pictures");
    page.by_role("image", "Picture toys.jpg");
    page.by_role("button", "dusk.jpg: nothing asked yet");
    findings.look_at(&browser, "several pictures");
    findings.check_none();
    browser.check_clean();
}

#[test]
fn exports_stand_in_nobodys_way() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    let folder = Folder::new();
    let file = encoded(marked(320, 240), image::ImageFormat::Png);
    drop_picture(page, &folder.file("halves.png", &file));
    page.paste_text(TWO_HALVES);
    wait_until("the answer is there", || listed(page).len() == 2);
    press(page, "More for left half");
    page.by_role("dialog", "More for left half");
    findings.look_at(&browser, "menu of an object");
    page.press("Escape");
    page.drop_files(&[&sample("toys.jpg")]);
    page.by_role("image", "Picture toys.jpg");
    press(page, "Export…");
    let card = page.by_role("dialog", "Export");
    let format = card.by_role("combobox", "Format");
    format.select_option("Cut-out of each object, PNG");
    card.by_role("checkbox", "Crop to the object").click();
    card.by_role("combobox", "Background")
        .select_option("Colour");
    findings.look_at(&browser, "export of cut-outs");
    format.select_option("YOLO segments");
    for part in ["Pictures: 1 of 2", "Classes", "Files"] {
        card.by_role("DisclosureTriangle", part).click();
    }
    page.wait_for_text("data.yaml");
    findings.look_at(&browser, "export of a dataset");
    card.by_role("button", "Save").click();
    page.wait_for_text("opened again and checked");
    findings.look_at(&browser, "exported");
    findings.check_none();
    browser.check_clean();
}

#[test]
fn tab_reaches_everything_and_shows_where_it_is() {
    let (gemini, browser) = open();
    let page = &browser.page;
    let mut findings = Findings::default();
    let state = "two answers and options";
    drop_halves(page);
    press(page, "Ask about a part…");
    findings.walk(&browser, "choosing a part", Look::phone().dark());
    browser.look(Look::desktop());
    press(page, "Ask about the whole picture");
    page.paste_text(TWO_HALVES);
    wait_for_list(page, 2);
    fill_in(page, KEY, "the halves");
    compare(&gemini, page);
    open_options(page);
    page.by_label("Labels").select_option("Only these classes");
    findings.walk(&browser, state, Look::desktop());
    findings.walk(&browser, state, Look::desktop().dark());
    findings.walk(&browser, state, Look::phone());
    browser.look(Look::desktop());
    press(page, "Answer and request…");
    page.wait_for_text("Copy the request as");
    findings.walk(&browser, "answer and request", Look::desktop());
    browser.reload();
    page.by_role("button", "Run");
    findings.walk(&browser, "empty", Look::phone().dark());
    findings.check_none();
    browser.check_clean();
}

#[test]
fn a_part_is_chosen_by_keyboard() {
    let (gemini, browser) = open();
    let page = &browser.page;
    drop_halves(page);
    fill_in(page, KEY, "the halves");
    press(page, "Ask about a part…");
    let chooser = page.only("application");
    wait_until("it has the focus", || chooser.is_focused());
    // The middle half, moved right by a tenth, and a twentieth taller.
    for keys in ["ArrowUp", "ArrowRight", "ArrowRight", "Shift+ArrowDown"] {
        page.press(keys);
    }
    page.press("Enter");
    wait_until("it is chosen", || page.all("application").is_empty());
    assert!(page.by_label("What to find").is_focused());
    gemini.reply(Reply::stream(TWO_HALVES, 1));
    page.press("Enter");
    wait_for_list(page, 2);
    let sent = sent_picture(&gemini.wait_for_posts(1)[0]);
    // Half of 320 pixels, and half and a twentieth of 240.
    assert_eq!(sent.dimensions(), (160, 132));

    // Escape gives it up.
    press(page, "Ask about the whole picture");
    press(page, "Ask about a part…");
    let chooser = page.only("application");
    wait_until("it has the focus", || chooser.is_focused());
    page.press("ArrowUp");
    page.press("Escape");
    page.by_role("button", "Ask about a part…");
    browser.check_clean();
}

#[test]
fn a_spoiled_page_is_found_out() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    page.script(SPOIL, json!([]));
    assert!(rules(page.violations()).contains("color-contrast"));
    let found = rules(page.unreachable());
    for rule in ["small target", "scrolls sideways", "beyond the window"] {
        assert!(found.contains(rule), "{rule}: {found:?}");
    }
    let found = rules(page.focus_obstacles());
    for rule in ["no visible focus", "not reached by Tab"] {
        assert!(found.contains(rule), "{rule}: {found:?}");
    }
    browser.check_clean();
}
