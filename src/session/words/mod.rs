//! The words for everything that can happen: one exhaustive `match` for each
//! kind of event, each saying what happened and what to do next. Never a code
//! alone, never blame, and never HTML.
//!
//! Each text stands there in every language, see [`Tongue`], with the same facts, the
//! same numbers and the same way on.

mod answer;
mod call;
mod edit;
mod export;
mod failure;
mod fault;
mod finish;
mod format;
mod import;
mod loss;
mod lost;
mod mask;
mod model;
mod pair;
mod picture;

pub use answer::while_streaming;
pub use call::{again, answering, bill, model, thought};
pub use edit::{name, not_done, step};
pub use export::{exported, not_exported, not_zipped, saved_one};
pub use failure::failure;
pub use fault::fault;
pub use format::{format_about, format_name};
pub use import::{imported, no_match, not_imported, other_size, other_threshold, other_view};
pub use loss::loss;
pub use lost::{lost_answer, lost_picture, lost_question, unwritten};
pub use mask::{about, area, lacks};
pub use model::{known, listed, task};
pub use pair::{compared, mark, sides};
pub use picture::{picture, picture_trait};

use super::language::say;
use super::{Outcome, Tongue};
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
pub fn outcome(tongue: Tongue, outcome: &Outcome) -> Vec<Message> {
    let kept = kept(tongue, outcome.objects);
    let mut messages = Vec::new();
    if let Some(reason) = &outcome.failure {
        let mut message = failure(tongue, reason);
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
            .and_then(|reason| finish::finish(tongue, reason, outcome)),
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
            messages.push(answer::answer(tongue, problem, there));
        }
    }
    if messages.is_empty() && outcome.objects == 0 && outcome.earlier > 0 {
        messages.push(Message::note(say!(tongue,
            en: "Nothing is missing: the model finds no more than what is there",
            de: "Es fehlt nichts: Das Modell findet nicht mehr, als schon da ist")));
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
pub fn cancelled(tongue: Tongue, outcome: &Outcome) -> Message {
    let text = match kept(tongue, outcome.objects) {
        none if none.is_empty() => say!(tongue,
            en: "Cancelled. Google may still count the request.",
            de: "Abgebrochen. Google zählt die Anfrage vielleicht trotzdem."),
        kept => say!(tongue,
            en: "Cancelled. {kept} Google may still count the request.",
            de: "Abgebrochen. {kept} Google zählt die Anfrage vielleicht trotzdem."),
    };
    Message {
        help: (outcome.objects + outcome.earlier > 0).then_some(Help::Rest),
        ..Message::note(text)
    }
}

/// What to say of a saved answer that is about a part of another picture.
pub fn elsewhere(tongue: Tongue) -> Message {
    Message::warning(
        say!(tongue,
            en: "This answer is about a part of a picture of another size, so what it names lies elsewhere. Open that picture, then the answer",
            de: "Diese Antwort handelt von einem Teil eines Bildes anderer Größe, darum liegt anderswo, was sie nennt. Erst jenes Bild öffnen, dann die Antwort"),
        Some(Help::Picture),
    )
}

/// What to say of objects that are named twice; nothing when none is.
pub fn doubles(tongue: Tongue, count: usize) -> Option<Message> {
    let text = match count {
        0 => return None,
        1 => say!(tongue,
            en: "One object is there twice: its label and its place are those of another.",
            de: "Ein Objekt ist doppelt da: Bezeichnung und Ort gleichen denen eines anderen."),
        n => say!(tongue,
            en: "{n} objects are there twice: their labels and places are those of others.",
            de: "{n} Objekte sind doppelt da: Bezeichnungen und Orte gleichen denen anderer."),
    };
    Some(Message::warning(text, Some(Help::Merge)))
}

fn kept(tongue: Tongue, objects: usize) -> String {
    match objects {
        0 => String::new(),
        1 => say!(tongue,
            en: "The object that had arrived is kept.",
            de: "Das Objekt, das schon da war, bleibt erhalten."),
        n => say!(tongue,
            en: "The {n} objects that had arrived are kept.",
            de: "Die {n} Objekte, die schon da waren, bleiben erhalten."),
    }
}

fn count(tongue: Tongue, objects: usize) -> String {
    match objects {
        1 => say!(tongue, en: "1 object", de: "1 Objekt"),
        n => say!(tongue, en: "{n} objects", de: "{n} Objekte"),
    }
}

/// The form of a word that goes with so many.
fn agree<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    match number {
        1 => one,
        _ => many,
    }
}

#[cfg(test)]
mod tests;
