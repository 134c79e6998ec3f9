//! What is said at the end of an answer.

use super::*;
use crate::gemini::{Failure, Finish};

mod every;
mod files;
mod language;

fn texts(outcome_of: Outcome) -> Vec<String> {
    outcome(Tongue::default(), &outcome_of)
        .into_iter()
        .map(|message| message.text)
        .collect()
}

#[test]
fn all_well_needs_no_words() {
    assert!(
        texts(Outcome {
            objects: 3,
            finish: Some(Finish::Stop),
            ..Outcome::default()
        })
        .is_empty()
    );
}

#[test]
fn a_rest_of_nothing_is_good_news_and_a_failed_one_is_asked_for_again() {
    let none = Outcome {
        earlier: 3,
        finish: Some(Finish::Stop),
        ..Outcome::default()
    };
    let said = outcome(Tongue::default(), &none);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!((said[0].tone, said[0].help), (Tone::Note, None));
    assert!(said[0].text.starts_with("Nothing is missing"), "{said:?}");
    let failed = Outcome {
        failure: Some(Failure::NoNetwork),
        ..none
    };
    let said = outcome(Tongue::default(), &failed);
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(
        (said[0].tone, said[0].help),
        (Tone::Error, Some(Help::Rest))
    );
}

#[test]
fn a_cut_reply_is_said_once_and_names_what_is_kept() {
    let cut = Outcome {
        objects: 2,
        failure: Some(Failure::Interrupted),
        problems: vec![Problem::CutList],
        ..Outcome::default()
    };
    let said = texts(cut);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("The 2 objects that had arrived are kept"),
        "{said:?}"
    );
}
