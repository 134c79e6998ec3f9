//! The page's texts of all languages, held against one another.

use super::*;
use crate::browser::WorkerProblem;
use crate::gemini::task::LabelsProblem;
use crate::session::Tongue;
use crate::session::words::Help;

/// English words that German does not know.
const UNKNOWN: &[&str] = &[
    "the", "of", "and", "or", "is", "are", "not", "to", "with", "for", "from", "it", "its", "that",
    "this", "what", "your", "you", "may", "could", "ask", "again", "answer", "masks", "picture",
    "key", "choose", "object", "objects", "all", "another", "by", "on", "as", "show", "save",
];

/// What is the same word in both.
const ALIKE: &[&str] = &["Original", "Format"];

/// Every fixed text; one group that is missing here is missing in `Texts` as well.
fn fixed(texts: &'static Texts) -> Vec<&'static str> {
    let Texts {
        front,
        bar,
        prompt,
        form,
        examples,
        stage,
        tools,
        styles,
        tray,
        history,
        shortcuts,
        objects,
        order,
        pair,
        chosen,
        looks,
        answer,
        export,
        menu,
        settings,
        said,
    } = texts;
    [
        front.all(),
        bar.all(),
        prompt.all(),
        form.all(),
        examples.all(),
        stage.all(),
        tools.all(),
        styles.all(),
        tray.all(),
        history.all(),
        shortcuts.all(),
        objects.all(),
        order.all(),
        pair.all(),
        chosen.all(),
        looks.all(),
        answer.all(),
        export.all(),
        menu.all(),
        settings.all(),
        said.all(),
    ]
    .concat()
}

fn with_values(tongue: Tongue) -> Vec<String> {
    let helps = [
        Help::Key,
        Help::OtherKey,
        Help::NewKey,
        Help::ReplaceKey,
        Help::Service,
        Help::Website,
        Help::Address,
        Help::Api,
        Help::Billing,
        Help::Credit,
        Help::Spending,
        Help::Regions,
        Help::Model,
        Help::OtherModel,
        Help::Later(60),
        Help::Retry,
        Help::All,
        Help::Check,
        Help::Rest,
        Help::Merge,
        Help::Picture,
        Help::Prompt,
    ];
    let mut all: Vec<String> = helps.map(|one| help(tongue, one)).into();
    let problems = [
        WorkerProblem::NotStarted,
        WorkerProblem::Broken,
        WorkerProblem::Hung,
    ];
    all.extend(problems.map(|one| broken(tongue, one)));
    let missing = [LabelsProblem::NoClasses, LabelsProblem::NothingToExplain];
    all.extend(missing.map(|one| missing_labels(tongue, one)));
    let named = [opening, saving, picture, show, save_cut_out, more, class_of];
    all.extend(named.map(|of| of(tongue, "tea.png")));
    all.extend([1, 77].map(|count| with_objects(tongue, "tea.png", count)));
    all.extend([1, 77].map(|count| comes_to(tongue, count, 77)));
    all.extend([
        pictures_of(tongue, 76, 77),
        more_files(tongue, 77),
        so_far(tongue, "tea.png", 76, 77),
        checked(tongue, "tea.png", 76, 77),
        bytes(tongue, 7.7e7),
    ]);
    let others = [
        compare_with,
        undo,
        redo,
        at_full_size,
        unreadable,
        could_not,
        not_copied,
    ];
    all.extend(others.map(|of| of(tongue, "77 xyz")));
    all.extend([0, 1, 9].map(|count| objects(tongue, count)));
    all.extend([0, 1, 9].map(|count| labels(tongue, count)));
    all.extend([
        trying_again(tongue, 7),
        list_came(tongue, 12),
        too_long(tongue, "tea.png", 40, 32),
        could_not_save(tongue, "tea.png", "xyz"),
    ]);
    all
}

fn pairs() -> Vec<(String, String)> {
    let owned = |texts| fixed(texts).into_iter().map(str::to_owned);
    let fixed = owned(&ENGLISH).zip(owned(&GERMAN));
    let with_values = with_values(Tongue::default()).into_iter();
    let with_values = with_values.zip(with_values_german());
    fixed.chain(with_values).collect()
}

fn with_values_german() -> Vec<String> {
    with_values(Language::German.into())
}

fn digits(text: &str) -> Vec<&str> {
    let groups = text.split(|c: char| !c.is_ascii_digit());
    let mut groups: Vec<_> = groups.filter(|group| !group.is_empty()).collect();
    groups.sort_unstable();
    groups
}

#[test]
fn no_text_of_the_page_is_left_in_another_language() {
    for (en, de) in pairs() {
        assert!(!de.trim().is_empty(), "{en}");
        assert!(en != de || ALIKE.contains(&&*en), "{en}");
        for word in de.split(|c: char| !c.is_alphabetic() && c != '_') {
            let plain = word.to_lowercase();
            assert!(!UNKNOWN.contains(&&*plain), "“{word}” in: {de}");
            assert!(!["Sie", "Ihr", "Ihre", "Ihnen"].contains(&word), "{de}");
        }
        assert!(!de.contains(['!', '”', '’']), "{de}");
    }
}

#[test]
fn texts_of_the_page_have_the_same_numbers_and_form_in_each_language() {
    for (en, de) in pairs() {
        assert_eq!(digits(&en), digits(&de), "{en}\n{de}");
        // In German a blank stands before the three dots, since they stand for words.
        assert_eq!(en.ends_with('…'), de.ends_with(" …"), "{en}\n{de}");
        assert_eq!(en.ends_with('.'), de.ends_with('.'), "{en}\n{de}");
        assert_eq!(en.starts_with(' '), de.starts_with(' '), "{en}\n{de}");
        assert_eq!(en.ends_with(' '), de.ends_with(' '), "{en}\n{de}");
    }
}

/// The document as it comes, before the app is there.
const DOCUMENT: &str = include_str!("../../../index.html");

#[test]
fn the_document_says_what_the_catalogue_does_in_both_languages() {
    let front = |texts: &'static Texts| {
        let Front {
            line,
            drop,
            choose,
            or_a_sample,
            breakfast,
            breakfast_about,
            toys,
            toys_about,
            dusk,
            dusk_about,
            what_to_ask,
            privacy,
            title,
            ..
        } = texts.front;
        let examples = &texts.examples;
        [
            line,
            drop,
            choose,
            or_a_sample,
            breakfast,
            breakfast_about,
            toys,
            toys_about,
            dusk,
            dusk_about,
            what_to_ask,
            privacy,
            title,
            examples.everything,
            examples.by_look,
            examples.boxes,
            examples.points,
            examples.boxes_3d,
            examples.shadows,
            examples.two_languages,
            examples.classes,
            examples.clean_up,
        ]
    };
    for (english, german) in front(&ENGLISH).into_iter().zip(front(&GERMAN)) {
        let both = format!("data-de=\"{german}\">{english}<");
        assert!(DOCUMENT.contains(&both), "{both}");
    }
}
