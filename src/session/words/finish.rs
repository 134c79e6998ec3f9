//! Why a model stopped before it was done. Never repeats a reason that is not a plain
//! word.

use super::super::{Outcome, Tongue};
use super::{Help, Message, Tone, kept};
use crate::gemini::Finish;
use crate::session::say;

/// Why the model stopped, where that needs a word.
pub(super) fn finish(tongue: Tongue, finish: &Finish, outcome: &Outcome) -> Option<Message> {
    let tone = if outcome.objects > 0 {
        Tone::Warning
    } else {
        Tone::Error
    };
    let has_some = outcome.objects + outcome.earlier > 0;
    let (text, help) = match finish {
        Finish::Stop => return None,
        Finish::MaxTokens => (
            say!(tongue,
                en: "The model reached its length limit before it was done. Ask for fewer things at once.",
                de: "Das Modell erreichte seine Längengrenze, bevor es fertig war. Nach weniger auf einmal fragen."),
            if has_some { Help::Rest } else { Help::Prompt },
        ),
        Finish::Blocked(reason) => (
            say!(tongue,
                en: "Google's filters blocked the question ({reason}). Word it otherwise, or use another picture.",
                de: "Die Filter von Google haben die Frage gesperrt ({reason}). Anders formulieren oder ein anderes Bild verwenden.",
                reason = reason_words(tongue, reason)),
            Help::Prompt,
        ),
        Finish::Stopped(reason) if reason == "FAILED" => (
            say!(tongue,
                en: "Google broke off the answer and gave no reason. Try again, or choose another model.",
                de: "Google hat die Antwort abgebrochen und keinen Grund genannt. Erneut versuchen oder ein anderes Modell wählen."),
            if has_some { Help::Rest } else { Help::Retry },
        ),
        Finish::Stopped(reason) => (
            say!(tongue,
                en: "Google stopped the answer ({reason}). Word the question otherwise, or choose another model.",
                de: "Google hat die Antwort angehalten ({reason}). Die Frage anders formulieren oder ein anderes Modell wählen.",
                reason = reason_words(tongue, reason)),
            Help::Prompt,
        ),
    };
    let kept = kept(tongue, outcome.objects);
    Some(Message {
        tone,
        text: format!("{text} {kept}").trim_end().to_owned(),
        help: Some(help),
    })
}

fn reason_words(tongue: Tongue, reason: &str) -> String {
    match reason {
        "SAFETY" | "IMAGE_SAFETY" => say!(tongue, en: "safety", de: "Sicherheit"),
        "RECITATION" | "IMAGE_RECITATION" => say!(tongue,
            en: "it resembled a protected text",
            de: "zu nah an einem geschützten Text"),
        "BLOCKLIST" => {
            say!(tongue, en: "a word on its blocklist", de: "ein Wort auf der Sperrliste")
        }
        "PROHIBITED_CONTENT" | "IMAGE_PROHIBITED_CONTENT" => {
            say!(tongue, en: "prohibited content", de: "verbotener Inhalt")
        }
        "SPII" => say!(tongue, en: "personal data", de: "persönliche Daten"),
        "CANCELLED" => say!(tongue, en: "it was cancelled", de: "sie wurde zurückgezogen"),
        "REQUIRES_ACTION" => say!(tongue,
            en: "it waits for a tool, and there is none",
            de: "sie wartet auf ein Werkzeug, und es gibt keines"),
        "BUDGET_EXCEEDED" => {
            say!(tongue, en: "its budget is used up", de: "das Budget ist aufgebraucht")
        }
        other => other
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .take(60)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_without_a_reason_can_be_tried_again() {
        let failed = Finish::Stopped("FAILED".to_owned());
        let help = |objects| {
            let outcome = Outcome {
                objects,
                ..Outcome::default()
            };
            finish(Tongue::default(), &failed, &outcome).and_then(|message| message.help)
        };
        assert_eq!(help(0), Some(Help::Retry));
        assert_eq!(help(2), Some(Help::Rest));
    }
}
