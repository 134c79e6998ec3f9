//! German: the front and the app, what is said, numbers; chosen, or as the browser has
//! it.

use serde_json::json;

use crate::harness::Page;
use crate::setting::*;

/// Words that only English has and that stand all over the page.
const ENGLISH: [&str; 12] = [
    " the ",
    " of ",
    "Objects",
    "Model\n",
    "Settings",
    "Shortcuts",
    "Save ",
    "Answer",
    "Labels",
    "Threshold",
    "picture",
    "Choose",
];

fn speak_german(page: &Page) {
    page.by_role("button", "Settings").click();
    page.by_label("Language").select_option("Deutsch");
    page.by_role("button", "Einstellungen").click();
}

/// No word of English can be read, but in labels: they are the model's, in whatever
/// language it was asked for.
#[track_caller]
fn check_german(page: &Page, answer: &str) {
    let text: String = page
        .visible_text()
        .lines()
        .filter(|line| !answer.contains(line) || line.len() < 4)
        .map(|line| format!("{line}\n"))
        .collect();
    for word in ENGLISH {
        assert!(!text.contains(word), "“{word}” in:\n{text}");
    }
}

#[test]
fn the_whole_page_speaks_german_once_it_is_told() {
    let (_gemini, browser) = open();
    let page = &browser.page;
    page.by_role("button", "Run");
    speak_german(page);
    page.wait_for_text("Sagen, was im Bild zu finden ist, und die genaue Maske erhalten");
    let language = page.script("return document.documentElement.lang", json!([]));
    assert_eq!(language, json!("de"));
    // As it is from the first moment of the next visit.
    browser.go_alone();
    page.wait_for_text("Oder ein Beispiel ausprobieren");
    page.by_role("button", "Frühstück PNG-Masken").click();
    page.by_role("button", "Los");
    wait_until("its objects are listed", || {
        page.all("checkbox").len() >= 11
    });
    page.by_role("checkbox", "cup of coffee einblenden");
    page.wait_for_text("Dies ist ein Beispiel");
    // Numbers as they are written there.
    page.wait_for_text("48.550 px");
    let answer = sample_answer("breakfast");
    page.by_role("button", "Los").click();
    page.wait_for_text("Zuerst den Gemini-API-Schlüssel eingeben");
    check_german(page, &answer);
    for card in [
        "Wie man einen Schlüssel bekommt",
        "Einstellungen",
        "Tastenkürzel",
        "Antwort und Anfrage …",
    ] {
        page.by_role("button", card).click();
        check_german(page, &answer);
        page.press("Escape");
    }
    // And back, at once.
    page.by_role("button", "Einstellungen").click();
    page.by_label("Sprache").select_option("English");
    page.wait_for_text("48,550 px");
    page.by_role("button", "Run");
    browser.check_clean();
}
