//! Why there is no answer, or not all of it. Never repeats what Google says
//! without saying that it does.

use super::super::Outcome;
use super::{Help, Message, Tone, kept};
use crate::gemini::{Failure, Finish, Timeout};

/// How long a quota of a minute is waited for where nothing says so, in seconds.
const MINUTE: f64 = 60.0;

/// Why there is no answer, or not all of it.
pub fn failure(failure: &Failure) -> Message {
    let (text, help) = match failure {
        Failure::NoNetwork => (
            "Google could not be reached. Check the connection, and whether a blocker or firewall stops generativelanguage.googleapis.com, then try again.".to_owned(),
            Help::Retry,
        ),
        Failure::Interrupted => ("The connection broke off in the middle of the answer.".to_owned(), Help::Retry),
        Failure::Offline => (
            "This computer is offline, so nothing was sent. Check the connection, then try again.".to_owned(),
            Help::Retry,
        ),
        Failure::TimedOut(which) => (timed_out(*which), Help::Retry),
        Failure::KeyRefused => (
            "Google does not accept this key. Copy it again from Google AI Studio, the whole of it.".to_owned(),
            Help::Key,
        ),
        Failure::KeyExpired => (
            "This key has expired. Make a new one in Google AI Studio.".to_owned(),
            Help::NewKey,
        ),
        Failure::KeyLeaked => (
            "Google has blocked this key because it was seen in public. Make a new one in Google AI Studio.".to_owned(),
            Help::ReplaceKey,
        ),
        Failure::KeyElsewhere => (
            "This key may only be used from certain network addresses, and this computer has none of them. Change the key's restrictions, or use another key.".to_owned(),
            Help::Address,
        ),
        Failure::KeyForOthers => (
            "This key is restricted to other services. Allow the Generative Language API in the key's restrictions, or use another key.".to_owned(),
            Help::Api,
        ),
        Failure::ServiceDisabled => (
            "The Gemini API is switched off in this key's project. Switch it on, wait a minute, then try again.".to_owned(),
            Help::Service,
        ),
        Failure::KeyRestricted => (
            "This key may not be used from this page's address. Allow the address in the key's website restrictions, or use another key.".to_owned(),
            Help::Website,
        ),
        Failure::NotPermitted(words) => (
            format!("This key may not do that. Check its rights in Google AI Studio, or use another key.{}", quoted(words)),
            Help::OtherKey,
        ),
        Failure::Suspended => (
            "Google has suspended the project of this key. Use a key of another project.".to_owned(),
            Help::OtherKey,
        ),
        Failure::Region => (
            "Google does not offer the Gemini API in the country that this request came from.".to_owned(),
            Help::Regions,
        ),
        Failure::FreeTierRegion => (
            "Google does not offer the Gemini API's free tier in this country. Set up billing for the key's project, or use a key with billing.".to_owned(),
            Help::Billing,
        ),
        Failure::BillingOff => (
            "This needs billing, and the key's project has none. Set it up, or use a key with billing.".to_owned(),
            Help::Billing,
        ),
        Failure::UnknownModel => ("Google does not know this model, or offers it no longer. Choose another one.".to_owned(), Help::Model),
        Failure::TooLarge => ("The request is larger than Google takes. Use a smaller picture.".to_owned(), Help::Picture),
        Failure::DayQuota => (
            "Today's requests for this model are used up. Choose another model, or go on tomorrow.".to_owned(),
            Help::OtherModel,
        ),
        Failure::PaidOnly => (
            "This model has no free requests. Choose another one, or set up billing for the key's project.".to_owned(),
            Help::Billing,
        ),
        Failure::MinuteQuota(wait) => {
            let seconds = wait.map_or(MINUTE, |wait| wait.as_secs_f64().ceil());
            let who = match wait {
                Some(_) => "Google asks to wait",
                None => "Such a limit holds for a minute: wait",
            };
            (
                format!("Too many requests just now. {who} {seconds} seconds."),
                Help::Later(seconds as u16),
            )
        }
        Failure::NoCredit => ("This key's credit is used up. Add credit in Google AI Studio, or use another key.".to_owned(), Help::Credit),
        Failure::SpendingCap => (
            "This key's project has spent what it may spend this month. Raise the limit in Google AI Studio, or use another key.".to_owned(),
            Help::Spending,
        ),
        Failure::Unavailable(status @ (408 | 504)) => {
            (format!("Google took too long to answer (status {status}). A smaller picture or fewer things may help."), Help::Retry)
        }
        Failure::BackIn(status, wait) => {
            let seconds = wait.as_secs_f64().ceil();
            (format!("Google's service is overloaded or out of order (status {status}). It asks to wait {seconds} seconds."), Help::Retry)
        }
        Failure::Unavailable(status) => {
            (format!("Google's service is overloaded or out of order (status {status}). Try again in a moment, or choose another model."), Help::Retry)
        }
        Failure::Rejected(words) => {
            (format!("Google did not accept the request. Another model may.{}", quoted(words)), Help::Model)
        }
        Failure::NotAReply(_) => (
            "What came back is not an answer of the Gemini API; something between here and Google may have replied instead. Check the network, then try again.".to_owned(),
            Help::Retry,
        ),
    };
    Message::error(text, Some(help))
}

fn timed_out(which: Timeout) -> String {
    match which {
        Timeout::Begin(seconds) => format!(
            "Google did not begin to answer within {seconds} seconds, so the request was ended. It may be busy: try again."
        ),
        Timeout::Idle(seconds) => format!(
            "Nothing more came for {seconds} seconds, so the request was ended. Google may be busy: try again."
        ),
        Timeout::Total(seconds) => format!(
            "The answer was not complete after {seconds} seconds, so the request was ended. Ask for fewer things at once, then try again."
        ),
    }
}

/// What Google says, without control characters, and without the key that its
/// words may name.
fn quoted(words: &str) -> String {
    let is_key = |word: &&str| ["AIza", "AQ."].iter().any(|key| word.contains(key));
    let words = words.split(' ');
    let words: Vec<_> = words
        .map(|word| if is_key(&word) { "…" } else { word })
        .collect();
    let words: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(300)
        .collect();
    if words.trim().is_empty() {
        String::new()
    } else {
        format!(" Google says: “{}”", words.trim())
    }
}

/// Why the model stopped, where that needs a word.
pub(super) fn finish(finish: &Finish, outcome: &Outcome) -> Option<Message> {
    let tone = if outcome.objects > 0 {
        Tone::Warning
    } else {
        Tone::Error
    };
    let (text, help) = match finish {
        Finish::Stop => return None,
        Finish::MaxTokens => (
            "The model reached its length limit before it was done. Ask for fewer things at once."
                .to_owned(),
            if outcome.objects + outcome.earlier > 0 {
                Help::Rest
            } else {
                Help::Prompt
            },
        ),
        Finish::Blocked(reason) => (
            format!(
                "Google's filters blocked the question ({}). Word it otherwise, or use another picture.",
                reason_words(reason)
            ),
            Help::Prompt,
        ),
        Finish::Stopped(reason) if reason == "FAILED" => (
            "Google broke off the answer and gave no reason. Try again, or choose another model."
                .to_owned(),
            if outcome.objects + outcome.earlier > 0 {
                Help::Rest
            } else {
                Help::Retry
            },
        ),
        Finish::Stopped(reason) => (
            format!(
                "Google stopped the answer ({}). Word the question otherwise, or choose another model.",
                reason_words(reason)
            ),
            Help::Prompt,
        ),
    };
    let kept = kept(outcome.objects);
    Some(Message {
        tone,
        text: format!("{text} {kept}").trim_end().to_owned(),
        help: Some(help),
    })
}

fn reason_words(reason: &str) -> String {
    match reason {
        "SAFETY" | "IMAGE_SAFETY" => "safety".to_owned(),
        "RECITATION" | "IMAGE_RECITATION" => "it resembled a protected text".to_owned(),
        "BLOCKLIST" => "a word on its blocklist".to_owned(),
        "PROHIBITED_CONTENT" | "IMAGE_PROHIBITED_CONTENT" => "prohibited content".to_owned(),
        "SPII" => "personal data".to_owned(),
        "CANCELLED" => "it was cancelled".to_owned(),
        "REQUIRES_ACTION" => "it waits for a tool, and there is none".to_owned(),
        "BUDGET_EXCEEDED" => "its budget is used up".to_owned(),
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
    fn every_refusal_has_its_own_sentence_and_what_helps() {
        let refusals = [
            (Failure::KeyRefused, Help::Key),
            (Failure::KeyExpired, Help::NewKey),
            (Failure::KeyLeaked, Help::ReplaceKey),
            (Failure::KeyRestricted, Help::Website),
            (Failure::KeyElsewhere, Help::Address),
            (Failure::KeyForOthers, Help::Api),
            (Failure::ServiceDisabled, Help::Service),
            (Failure::Suspended, Help::OtherKey),
            (Failure::NotPermitted(String::new()), Help::OtherKey),
            (Failure::Region, Help::Regions),
            (Failure::FreeTierRegion, Help::Billing),
            (Failure::BillingOff, Help::Billing),
            (Failure::NoCredit, Help::Credit),
            (Failure::SpendingCap, Help::Spending),
            (Failure::PaidOnly, Help::Billing),
            (Failure::DayQuota, Help::OtherModel),
            (Failure::MinuteQuota(None), Help::Later(60)),
            (Failure::Unavailable(503), Help::Retry),
        ];
        let mut sentences = std::collections::BTreeSet::new();
        for (refusal, help) in refusals {
            let said = failure(&refusal);
            assert_eq!(said.help, Some(help), "{refusal:?}");
            assert!(
                sentences.insert(said.text),
                "{refusal:?} is told as another"
            );
        }
    }

    #[test]
    fn what_is_refused_most_often_has_a_button_of_its_own() {
        let refusals = [
            Failure::KeyRefused,
            Failure::KeyExpired,
            Failure::KeyLeaked,
            Failure::KeyRestricted,
            Failure::ServiceDisabled,
            Failure::Region,
            Failure::BillingOff,
            Failure::MinuteQuota(None),
            Failure::DayQuota,
            Failure::Unavailable(503),
        ];
        let mut buttons = Vec::new();
        for refusal in refusals {
            let help = failure(&refusal).help;
            assert!(!buttons.contains(&help), "{refusal:?} shares {help:?}");
            buttons.push(help);
        }
    }

    #[test]
    fn no_key_is_quoted() {
        for key in ["AIzaSyD0", "AQ.Ab8RN6"] {
            let words = format!("Consumer 'api_key:{key}' is odd");
            let said = failure(&Failure::NotPermitted(words)).text;
            assert!(said.ends_with("Google says: “Consumer … is odd”"), "{said}");
        }
    }

    #[test]
    fn googles_words_are_quoted_without_control_characters() {
        let message = failure(&Failure::Rejected("bad\u{7}\u{1b}[31m schema".to_owned()));
        assert!(
            message.text.ends_with("Google says: “bad[31m schema”"),
            "{}",
            message.text
        );
    }

    #[test]
    fn what_failed_without_a_reason_can_be_tried_again() {
        let failed = Finish::Stopped("FAILED".to_owned());
        let help = |objects| {
            let outcome = Outcome {
                objects,
                ..Outcome::default()
            };
            finish(&failed, &outcome).and_then(|message| message.help)
        };
        assert_eq!(help(0), Some(Help::Retry));
        assert_eq!(help(2), Some(Help::Rest));
    }
}
