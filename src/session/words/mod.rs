//! The words for everything that can happen: one exhaustive `match` for each
//! kind of event, each saying what happened and what to do next. Never a code
//! alone, never blame, and never HTML.

mod answer;
mod call;
mod edit;
mod failure;
mod mask;
mod pair;
mod picture;

pub use answer::while_streaming;
pub use call::{again, answering, bill, listed, model, thought};
pub use edit::{MERGE, edit, is_alone, not_done};
pub use failure::failure;
pub use mask::{about, area, lacks};
pub use pair::{BOTH, SAVED, compared, paired, sides};
pub use picture::{picture, picture_trait};

use super::{Outcome, Sameness};
use crate::answer::Problem;
use serde::{Deserialize, Serialize};

/// A sentence or two for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// How much it matters.
    pub tone: Tone,
    /// The words.
    pub text: String,
    /// The one thing that helps, offered as a button.
    pub help: Option<Help>,
}

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Good to know.
    Note,
    /// Something is missing, the rest is there.
    Warning,
    /// What was asked for did not happen.
    Error,
}

/// What a button under a message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Help {
    /// Opens the key field.
    Key,
    /// The same, for a key of another project.
    OtherKey,
    /// Opens the page on which Google gives keys, for one that has expired.
    NewKey,
    /// The same, for one that others know.
    ReplaceKey,
    /// Opens the page on which Google switches the API on.
    Service,
    /// Opens the page on which Google restricts keys, for the page's address.
    Website,
    /// The same, for the computer's address.
    Address,
    /// The same, for the API.
    Api,
    /// Opens the page on which Google is paid.
    Billing,
    /// The same, for credit that is used up.
    Credit,
    /// Opens the page on which spending is limited.
    Spending,
    /// Opens the page that names the countries in which Google offers this.
    Regions,
    /// Opens the model picker.
    Model,
    /// The same, for a model whose requests are used up.
    OtherModel,
    /// Asks again after so many seconds.
    Later(u16),
    /// Asks again.
    Retry,
    /// Asks about all pictures.
    All,
    /// Checks the key again.
    Check,
    /// Asks for what a cut answer still owed.
    Rest,
    /// Makes one of objects that are named twice.
    Merge,
    /// Chooses another picture.
    Picture,
    /// Goes to the prompt.
    Prompt,
}

impl Help {
    /// Whether it helps against something that any other question would meet too: the
    /// key, money, quotas, the model.
    pub fn is_for_all(self) -> bool {
        match self {
            Self::Key | Self::OtherKey | Self::NewKey | Self::ReplaceKey => true,
            Self::Service | Self::Website | Self::Address | Self::Api => true,
            Self::Billing | Self::Credit | Self::Spending | Self::Regions => true,
            Self::Model | Self::OtherModel | Self::Later(_) => true,
            Self::Retry | Self::Check | Self::All | Self::Rest | Self::Merge => false,
            Self::Picture | Self::Prompt => false,
        }
    }
}

impl Message {
    /// Something that is good to know.
    pub fn note(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Note,
            text: text.into(),
            help: None,
        }
    }

    /// Something that is missing.
    pub fn warning(text: impl Into<String>, help: Option<Help>) -> Self {
        Self {
            tone: Tone::Warning,
            text: text.into(),
            help,
        }
    }

    /// Something that did not happen.
    pub fn error(text: impl Into<String>, help: Option<Help>) -> Self {
        Self {
            tone: Tone::Error,
            text: text.into(),
            help,
        }
    }
}

/// What to say at the end of an answer; nothing when all went well.
pub fn outcome(outcome: &Outcome) -> Vec<Message> {
    let kept = kept(outcome.objects);
    let mut messages = Vec::new();
    if let Some(reason) = &outcome.failure {
        let mut message = failure(reason);
        if outcome.objects > 0 {
            message.tone = Tone::Warning;
            message.text = format!("{} {kept}", message.text);
        }
        // To ask for everything anew would be paid for anew.
        if outcome.objects + outcome.earlier > 0
            && matches!(message.help, Some(Help::Retry | Help::Later(_)))
        {
            message.help = Some(Help::Rest);
        }
        messages.push(message);
    }
    messages.extend(
        outcome
            .finish
            .as_ref()
            .and_then(|reason| failure::finish(reason, outcome)),
    );
    let explained = !messages.is_empty();
    for problem in &outcome.problems {
        // A cut or bare text follows from a cut or stopped reply: said once more
        // only to name what was cut.
        let implied = match problem {
            Problem::CutList => explained,
            Problem::CutObject(_) | Problem::NoObjects => explained && outcome.objects == 0,
            _ => false,
        };
        if !implied {
            let there = outcome.objects + outcome.earlier;
            messages.push(answer::answer(problem, there));
        }
    }
    if messages.is_empty() && outcome.objects == 0 && outcome.earlier > 0 {
        messages.push(Message::note(
            "Nothing is missing: the model finds no more than what is there",
        ));
    }
    // One button is enough for what several sentences lead to.
    let mut offered = Vec::new();
    for message in &mut messages {
        match message.help {
            Some(help) if offered.contains(&help) => message.help = None,
            Some(help) => offered.push(help),
            None => {}
        }
    }
    messages
}

/// What to say of an answer that the person ended.
pub fn cancelled(outcome: &Outcome) -> Message {
    let text = match kept(outcome.objects) {
        none if none.is_empty() => "Cancelled. Google may still count the request.".to_owned(),
        kept => format!("Cancelled. {kept} Google may still count the request."),
    };
    Message {
        help: (outcome.objects + outcome.earlier > 0).then_some(Help::Rest),
        ..Message::note(text)
    }
}

/// What to say of a saved answer that is about a part of another picture.
pub fn elsewhere() -> Message {
    Message::warning(
        "This answer is about a part of a picture of another size, so what it names lies elsewhere. Open that picture, then the answer",
        Some(Help::Picture),
    )
}

/// What to say of objects that are named twice; nothing when none is.
pub fn doubles(count: usize) -> Option<Message> {
    let text = match count {
        0 => return None,
        1 => "One object is there twice: its label and its place are those of another.".to_owned(),
        n => format!("{n} objects are there twice: their labels and places are those of others."),
    };
    Some(Message::warning(text, Some(Help::Merge)))
}

/// What stands beside an object that is the same as an earlier one.
pub fn double(of: &str, by: Sameness) -> String {
    match by {
        Sameness::Iou(iou) => format!("The same as “{of}”: IoU {iou:.2}"),
        Sameness::Place => format!("The same as “{of}”: in the same place"),
    }
}

fn kept(objects: usize) -> String {
    match objects {
        0 => String::new(),
        1 => "The object that had arrived is kept.".to_owned(),
        n => format!("The {n} objects that had arrived are kept."),
    }
}

fn count(objects: usize) -> String {
    match objects {
        1 => "1 object".to_owned(),
        n => format!("{n} objects"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::{Failure, Finish};

    fn texts(outcome_of: Outcome) -> Vec<String> {
        outcome(&outcome_of)
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
        let said = outcome(&none);
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!((said[0].tone, said[0].help), (Tone::Note, None));
        assert!(said[0].text.starts_with("Nothing is missing"), "{said:?}");
        let failed = Outcome {
            failure: Some(Failure::NoNetwork),
            ..none
        };
        let said = outcome(&failed);
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
}
