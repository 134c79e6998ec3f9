//! Holds all texts of all languages against one another: none is left in English, and
//! none says other numbers, other names or another way on.

use super::super::known;
use super::every::everything;
use crate::gemini::model::{MODELS, Standing};
use crate::session::{Language, Tongue};
use std::collections::BTreeSet;

/// What is the same in every language.
const NAMES: &[&str] = &[
    "Google",
    "Google AI Studio",
    "Gemini",
    "Gemini API",
    "Generative Language API",
    "Safari",
    "generativelanguage.googleapis.com",
    "JPEG",
    "PNG",
    "WebP",
    "GIF",
    "BMP",
    "AVIF",
    "HEIC",
    "SVG",
    "CMYK",
    "sRGB",
    "TIFF",
    "base64",
    "<seg>",
    "IoU",
    " MB",
    " px",
    " m,",
    "Status",
    "cup",
    "photo.jpg",
    "gemini-2.5-flash",
    "gemini-9-lite",
    "$",
    "COCO",
    "pycocotools",
    "Ultralytics",
    "LabelMe",
    "CVAT",
    "Label Studio",
    "Pascal VOC",
    "QuPath",
    "napari",
    "JSON",
    "XML",
    "Masque",
    "a.jpg",
    "b.jpg",
    "masque.zip",
    "annotations.xml",
];

/// Words that English cannot do without, and German does not know.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "or", "is", "are", "be", "not", "no", "to", "with", "for", "from", "by",
    "at", "on", "as", "it", "its", "this", "that", "these", "those", "which", "who", "what", "has",
    "have", "had", "may", "can", "cannot", "will", "more", "than", "only", "one", "two", "all",
    "none", "again", "ask", "try", "use", "choose", "another", "other", "answer", "mask", "masks",
    "box", "boxes", "picture", "pixels", "key", "request", "model", "object", "objects", "first",
    "second", "seconds", "points", "outline", "row", "rows", "price", "tokens", "calls", "about",
    "there", "then", "their", "they", "so", "soon", "out", "into", "label", "list",
];

/// German words that look like one of those.
const GERMAN: &[&str] = &["so"];

/// Each text is looked at; in Miri, where that takes hours, one of so many.
const STEP: usize = if cfg!(miri) { 8 } else { 1 };

/// The groups of digits in a text, in order of size.
fn digits(text: &str) -> Vec<&str> {
    let groups = text.split(|c: char| !c.is_ascii_digit());
    let mut groups: Vec<_> = groups.filter(|group| !group.is_empty()).collect();
    groups.sort_unstable();
    groups
}

/// The text without what stands in German quotes, which is not ours.
fn unquoted(text: &str) -> String {
    let mut parts = text.split('„');
    let own = parts.next().unwrap_or("").to_owned();
    parts.fold(own, |own, part| {
        own + part.split_once('“').expect("an end of each quotation").1
    })
}

#[test]
fn no_text_is_left_in_another_language() {
    let english = everything(Tongue::default());
    let german = everything(Language::German.into());
    assert_eq!(english.len(), german.len());
    for (english, german) in english.iter().zip(&german).step_by(STEP) {
        let (en, de) = (&english.text, &german.text);
        assert_ne!(en, de);
        let spoken = unquoted(de).replace("Label Studio", "");
        let words = spoken.split(|c: char| !c.is_alphabetic());
        for word in words.filter(|word| !word.is_empty()) {
            let plain = word.to_lowercase();
            let is_english = ENGLISH.contains(&&*plain) && !GERMAN.contains(&&*plain);
            assert!(!is_english, "“{word}” in: {de}");
            assert!(!["Sie", "Ihr", "Ihre", "Ihnen"].contains(&word), "{de}");
        }
        assert!(!de.contains(['!', '”', '’']), "{de}");
        assert_eq!(de.matches('„').count(), de.matches('“').count(), "{de}");
    }
}

#[test]
fn all_languages_say_the_same_numbers_names_and_way_on() {
    let english = everything(Tongue::default());
    let german = everything(Language::German.into());
    for (english, german) in english.iter().zip(&german).step_by(STEP) {
        let (en, de) = (&english.text, &german.text);
        assert_eq!(digits(en), digits(de), "{en}\n{de}");
        assert_eq!((english.tone, english.help), (german.tone, german.help));
        for name in NAMES {
            let mut has = [en, de].map(|text| text.contains(name));
            if *name == "Status" {
                has[0] = en.contains("(status ");
            }
            assert_eq!(has[0], has[1], "{name}\n{en}\n{de}");
        }
        assert_eq!(en.ends_with('.'), de.ends_with('.'), "{en}\n{de}");
    }
}

#[test]
fn every_german_text_is_one_of_its_own() {
    // Two English texts that differ must not become one.
    let pairs = everything(Tongue::default()).into_iter();
    let pairs = pairs.zip(everything(Language::German.into()));
    let pairs: BTreeSet<_> = pairs.map(|(en, de)| (de.text, en.text)).collect();
    let german: BTreeSet<_> = pairs.iter().map(|(german, _)| german).collect();
    assert_eq!(german.len(), pairs.len());
}

#[test]
fn what_sets_models_apart_is_said_in_each_language() {
    for one in MODELS {
        let english = known(Tongue::default(), one);
        let german = known(Language::German.into(), one);
        assert_eq!(english == german, one.standing == Standing::Usual);
    }
}
