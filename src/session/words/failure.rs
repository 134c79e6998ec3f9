//! Why there is no answer. Never repeats what Google says without saying that it does.

use super::super::Tongue;
use super::{Help, Message};
use crate::gemini::{Failure, Timeout};
use crate::session::say;
use std::time::Duration;

/// How long a quota of a minute is waited for where nothing says so, in seconds.
const MINUTE: f64 = 60.0;

/// Why there is no answer, or not all of it.
pub fn failure(tongue: Tongue, failure: &Failure) -> Message {
    let (text, help) = match failure {
        Failure::NoNetwork => (
            say!(tongue,
                en: "Google could not be reached. Check the connection, and whether a blocker or firewall stops generativelanguage.googleapis.com, then try again.",
                de: "Google war nicht zu erreichen. Die Verbindung prüfen, auch ob ein Blocker oder eine Firewall generativelanguage.googleapis.com sperrt, dann erneut versuchen."),
            Help::Retry,
        ),
        Failure::Interrupted => (
            say!(tongue,
                en: "The connection broke off in the middle of the answer.",
                de: "Die Verbindung brach mitten in der Antwort ab."),
            Help::Retry,
        ),
        Failure::Offline => (
            say!(tongue,
                en: "This computer is offline, so nothing was sent. Check the connection, then try again.",
                de: "Dieser Computer ist offline, darum wurde nichts gesendet. Die Verbindung prüfen, dann erneut versuchen."),
            Help::Retry,
        ),
        Failure::TimedOut(which) => (timed_out(tongue, *which), Help::Retry),
        Failure::KeyRefused => (
            say!(tongue,
                en: "Google does not accept this key. Copy it again from Google AI Studio, the whole of it.",
                de: "Google nimmt diesen Schlüssel nicht an. Den ganzen Schlüssel noch einmal aus Google AI Studio kopieren."),
            Help::Key,
        ),
        Failure::KeyExpired => (
            say!(tongue,
                en: "This key has expired. Make a new one in Google AI Studio.",
                de: "Dieser Schlüssel ist abgelaufen. In Google AI Studio einen neuen erstellen."),
            Help::NewKey,
        ),
        Failure::KeyLeaked => (
            say!(tongue,
                en: "Google has blocked this key because it was seen in public. Make a new one in Google AI Studio.",
                de: "Google hat diesen Schlüssel gesperrt, weil er öffentlich zu sehen war. In Google AI Studio einen neuen erstellen."),
            Help::ReplaceKey,
        ),
        Failure::KeyElsewhere => (
            say!(tongue,
                en: "This key may only be used from certain network addresses, and this computer has none of them. Change the key's restrictions, or use another key.",
                de: "Dieser Schlüssel gilt nur für bestimmte Netzwerkadressen, und dieser Computer hat keine davon. Die Einschränkungen des Schlüssels ändern oder einen anderen Schlüssel verwenden."),
            Help::Address,
        ),
        Failure::KeyForOthers => (
            say!(tongue,
                en: "This key is restricted to other services. Allow the Generative Language API in the key's restrictions, or use another key.",
                de: "Dieser Schlüssel ist auf andere Dienste beschränkt. In den Einschränkungen des Schlüssels die Generative Language API zulassen oder einen anderen Schlüssel verwenden."),
            Help::Api,
        ),
        Failure::ServiceDisabled => (
            say!(tongue,
                en: "The Gemini API is switched off in this key's project. Switch it on, wait a minute, then try again.",
                de: "Die Gemini API ist im Projekt dieses Schlüssels ausgeschaltet. Dort einschalten, eine Minute warten, dann erneut versuchen."),
            Help::Service,
        ),
        Failure::KeyRestricted => (
            say!(tongue,
                en: "This key may not be used from this page's address. Allow the address in the key's website restrictions, or use another key.",
                de: "Dieser Schlüssel darf von der Adresse dieser Seite aus nicht verwendet werden. Die Adresse in den Website-Einschränkungen des Schlüssels zulassen oder einen anderen Schlüssel verwenden."),
            Help::Website,
        ),
        Failure::NotPermitted(words) => (
            say!(tongue,
                en: "This key may not do that. Check its rights in Google AI Studio, or use another key.{quoted}",
                de: "Dieser Schlüssel darf das nicht. Seine Rechte in Google AI Studio prüfen oder einen anderen Schlüssel verwenden.{quoted}",
                quoted = quoted(tongue, words)),
            Help::OtherKey,
        ),
        Failure::Suspended => (
            say!(tongue,
                en: "Google has suspended the project of this key. Use a key of another project.",
                de: "Google hat das Projekt dieses Schlüssels gesperrt. Einen Schlüssel eines anderen Projekts verwenden."),
            Help::OtherKey,
        ),
        Failure::Region => (
            say!(tongue,
                en: "Google does not offer the Gemini API in the country that this request came from.",
                de: "Google bietet die Gemini API in dem Land, aus dem diese Anfrage kam, nicht an."),
            Help::Regions,
        ),
        Failure::FreeTierRegion => (
            say!(tongue,
                en: "Google does not offer the Gemini API's free tier in this country. Set up billing for the key's project, or use a key with billing.",
                de: "Google bietet die Gemini API in diesem Land nicht kostenlos an. Für das Projekt des Schlüssels die Abrechnung einrichten oder einen Schlüssel mit Abrechnung verwenden."),
            Help::Billing,
        ),
        Failure::BillingOff => (
            say!(tongue,
                en: "This needs billing, and the key's project has none. Set it up, or use a key with billing.",
                de: "Dafür ist eine Abrechnung nötig, und das Projekt des Schlüssels hat keine. Die Abrechnung einrichten oder einen Schlüssel mit Abrechnung verwenden."),
            Help::Billing,
        ),
        Failure::UnknownModel => (
            say!(tongue,
                en: "Google does not know this model, or offers it no longer. Choose another one.",
                de: "Google kennt dieses Modell nicht oder bietet es nicht mehr an. Ein anderes wählen."),
            Help::Model,
        ),
        Failure::TooLarge => (
            say!(tongue,
                en: "The request is larger than Google takes. Use a smaller picture.",
                de: "Die Anfrage ist größer, als Google annimmt. Ein kleineres Bild verwenden."),
            Help::Picture,
        ),
        Failure::DayQuota => (
            say!(tongue,
                en: "Today's requests for this model are used up. Choose another model, or go on tomorrow.",
                de: "Die heutigen Anfragen für dieses Modell sind aufgebraucht. Ein anderes Modell wählen oder morgen weitermachen."),
            Help::OtherModel,
        ),
        Failure::PaidOnly => (
            say!(tongue,
                en: "This model has no free requests. Choose another one, or set up billing for the key's project.",
                de: "Dieses Modell hat keine kostenlosen Anfragen. Ein anderes wählen oder für das Projekt des Schlüssels die Abrechnung einrichten."),
            Help::Billing,
        ),
        Failure::MinuteQuota(wait) => {
            let seconds = wait.map_or(MINUTE, |wait| wait.as_secs_f64().ceil());
            (minute(tongue, *wait, seconds), Help::Later(seconds as u16))
        }
        Failure::NoCredit => (
            say!(tongue,
                en: "This key's credit is used up. Add credit in Google AI Studio, or use another key.",
                de: "Das Guthaben dieses Schlüssels ist aufgebraucht. Es in Google AI Studio aufladen oder einen anderen Schlüssel verwenden."),
            Help::Credit,
        ),
        Failure::SpendingCap => (
            say!(tongue,
                en: "This key's project has spent what it may spend this month. Raise the limit in Google AI Studio, or use another key.",
                de: "Das Projekt dieses Schlüssels hat ausgegeben, was es in diesem Monat ausgeben darf. Die Grenze in Google AI Studio anheben oder einen anderen Schlüssel verwenden."),
            Help::Spending,
        ),
        Failure::Unavailable(status @ (408 | 504)) => (
            say!(tongue,
                en: "Google took too long to answer (status {status}). A smaller picture or fewer things may help.",
                de: "Google brauchte zu lange für die Antwort (Status {status}). Vielleicht hilft ein kleineres Bild oder eine Frage nach weniger."),
            Help::Retry,
        ),
        Failure::BackIn(status, wait) => (
            say!(tongue,
                en: "Google's service is overloaded or out of order (status {status}). It asks to wait {seconds} seconds.",
                de: "Der Dienst von Google ist überlastet oder gestört (Status {status}). Erbeten sind {seconds} Sekunden Wartezeit.",
                seconds = wait.as_secs_f64().ceil()),
            Help::Retry,
        ),
        Failure::Unavailable(status) => (
            say!(tongue,
                en: "Google's service is overloaded or out of order (status {status}). Try again in a moment, or choose another model.",
                de: "Der Dienst von Google ist überlastet oder gestört (Status {status}). Gleich noch einmal versuchen oder ein anderes Modell wählen."),
            Help::Retry,
        ),
        Failure::Rejected(words) => (
            say!(tongue,
                en: "Google did not accept the request. Another model may.{quoted}",
                de: "Google hat die Anfrage nicht angenommen. Ein anderes Modell nimmt sie vielleicht an.{quoted}",
                quoted = quoted(tongue, words)),
            Help::Model,
        ),
        Failure::NotAReply(_) => (
            say!(tongue,
                en: "What came back is not an answer of the Gemini API; something between here and Google may have replied instead. Check the network, then try again.",
                de: "Was zurückkam, ist keine Antwort der Gemini API; vielleicht hat etwas zwischen hier und Google geantwortet. Das Netzwerk prüfen, dann erneut versuchen."),
            Help::Retry,
        ),
    };
    Message::error(text, Some(help))
}

fn minute(tongue: Tongue, wait: Option<Duration>, seconds: f64) -> String {
    match wait {
        Some(_) => say!(tongue,
            en: "Too many requests just now. Google asks to wait {seconds} seconds.",
            de: "Gerade zu viele Anfragen. Google bittet, {seconds} Sekunden zu warten."),
        None => say!(tongue,
            en: "Too many requests just now. Such a limit holds for a minute: wait {seconds} seconds.",
            de: "Gerade zu viele Anfragen. So eine Grenze gilt eine Minute lang: {seconds} Sekunden warten."),
    }
}

fn timed_out(tongue: Tongue, which: Timeout) -> String {
    match which {
        Timeout::Begin(seconds) => say!(tongue,
            en: "Google did not begin to answer within {seconds} seconds, so the request was ended. It may be busy: try again.",
            de: "Google hat innerhalb von {seconds} Sekunden nicht zu antworten begonnen, darum wurde die Anfrage beendet. Vielleicht ist dort viel los: erneut versuchen."),
        Timeout::Idle(seconds) => say!(tongue,
            en: "Nothing more came for {seconds} seconds, so the request was ended. Google may be busy: try again.",
            de: "{seconds} Sekunden lang kam nichts mehr, darum wurde die Anfrage beendet. Vielleicht ist bei Google viel los: erneut versuchen."),
        Timeout::Total(seconds) => say!(tongue,
            en: "The answer was not complete after {seconds} seconds, so the request was ended. Ask for fewer things at once, then try again.",
            de: "Die Antwort war nach {seconds} Sekunden nicht vollständig, darum wurde die Anfrage beendet. Nach weniger auf einmal fragen, dann erneut versuchen."),
    }
}

/// What Google says, without control characters, and without the key that its
/// words may name.
fn quoted(tongue: Tongue, words: &str) -> String {
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
    match words.trim() {
        "" => String::new(),
        words => say!(tongue, en: " Google says: “{words}”", de: " Google schreibt: „{words}“"),
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
            let said = failure(Tongue::default(), &refusal);
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
            let help = failure(Tongue::default(), &refusal).help;
            assert!(!buttons.contains(&help), "{refusal:?} shares {help:?}");
            buttons.push(help);
        }
    }

    #[test]
    fn no_key_is_quoted() {
        for key in ["AIzaSyD0", "AQ.Ab8RN6"] {
            let words = format!("Consumer 'api_key:{key}' is odd");
            let said = failure(Tongue::default(), &Failure::NotPermitted(words)).text;
            assert!(said.ends_with("Google says: “Consumer … is odd”"), "{said}");
        }
    }

    #[test]
    fn googles_words_are_quoted_without_control_characters() {
        let message = failure(
            Tongue::default(),
            &Failure::Rejected("bad\u{7}\u{1b}[31m schema".to_owned()),
        );
        assert!(
            message.text.ends_with("Google says: “bad[31m schema”"),
            "{}",
            message.text
        );
    }
}
