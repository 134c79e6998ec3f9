//! What there is to say about a call: which model answered, for how long it will,
//! what it took. Never more exact about money than the prices are.

use super::super::Tongue;
use super::{Help, Message, failure};
use crate::gemini::model::{PRICES_READ, family};
use crate::gemini::{ATTEMPTS, Bill, Cost, Failure, Notice, Usage, days};
use crate::session::say;

/// So many days before a model's end it is said.
const SOON: i64 = 60;

/// What there is to say about `model`, which was asked on the day `today`, and the
/// one that answered.
pub fn model(tongue: Tongue, model: &str, notices: &[Notice], today: &str) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut is_ending_said = false;
    for notice in notices {
        match notice {
            Notice::Model(answered) if is_other(model, answered) => {
                let answered = clean(answered);
                messages.push(Message::note(say!(tongue,
                    en: "{model} was asked, but {answered} answered, and Google bills that one",
                    de: "Gefragt wurde {model}, geantwortet hat aber {answered}, und dessen Preis berechnet Google")));
            }
            Notice::Model(_) => {}
            Notice::Retires(on) => {
                is_ending_said = true;
                let on = on.as_deref().and_then(|on| on.get(..10)).map(clean);
                messages.push(ending(match on {
                    Some(on) => say!(tongue,
                        en: "Google says that {model} ends on {on}",
                        de: "Laut Google wird {model} am {on} abgeschaltet"),
                    None => say!(tongue,
                        en: "Google says that {model} ends soon",
                        de: "Laut Google wird {model} bald abgeschaltet"),
                }));
            }
        }
    }
    let retires = family(model).retires.filter(|_| !is_ending_said);
    if let Some(end) = retires
        && days(end.on)
            .zip(days(today))
            .is_some_and(|(on, now)| now + SOON >= on)
    {
        let on = end.on;
        let ends = match today >= on {
            true => {
                say!(tongue, en: "{model} ended on {on}", de: "{model} wurde am {on} abgeschaltet")
            }
            false => {
                say!(tongue, en: "{model} ends on {on}", de: "{model} wird am {on} abgeschaltet")
            }
        };
        messages.push(ending(match end.then {
            None => ends,
            Some(then) => say!(tongue,
                en: "{ends}; from then on {then} answers in its place, at its own price",
                de: "{ends}; an seine Stelle tritt {then}, zu eigenem Preis"),
        }));
    }
    messages
}

/// A line of a model's thinking, for the line of progress; nothing when it says
/// nothing that can be shown.
pub fn thought(line: &str) -> Option<String> {
    let plain = line.trim_matches(['*', '#', ' ']);
    let plain: String = plain
        .chars()
        .filter(|c| !c.is_control())
        .take(120)
        .collect();
    (!plain.is_empty()).then_some(plain)
}

/// Why a question is asked again by itself, after so many attempts that failed,
/// and what that may cost.
pub fn again(tongue: Tongue, reason: &Failure, failed: u32, may_be_paid: bool) -> String {
    let why = failure(tongue, reason).text;
    // What to do about it is being done.
    let why = why.split_inclusive(". ").next().unwrap_or(&why);
    let why = why.trim_end().trim_end_matches('.');
    let attempt = failed + 1;
    match may_be_paid {
        true => say!(tongue,
            en: "{why}: attempt {attempt} of at most {ATTEMPTS}. Google may count both",
            de: "{why}: Versuch {attempt} von höchstens {ATTEMPTS}. Google zählt vielleicht beide"),
        false => say!(tongue,
            en: "{why}: attempt {attempt} of at most {ATTEMPTS}",
            de: "{why}: Versuch {attempt} von höchstens {ATTEMPTS}"),
    }
}

/// The model that answered, and so is paid for, where `asked` was asked.
pub fn answering<'a>(asked: &'a str, notices: &'a [Notice]) -> &'a str {
    let other = notices.iter().rev().find_map(|notice| match notice {
        Notice::Model(answered) if is_other(asked, answered) => Some(answered.as_str()),
        _ => None,
    });
    other.map_or(asked, |model| {
        model.strip_prefix("models/").unwrap_or(model)
    })
}

fn ending(text: String) -> Message {
    Message {
        help: Some(Help::Model),
        ..Message::note(text)
    }
}

/// Whether `answered` is another model than `asked`, and not one version of it.
fn is_other(asked: &str, answered: &str) -> bool {
    let answered = answered.strip_prefix("models/").unwrap_or(answered);
    let Some(version) = answered.strip_prefix(asked) else {
        return true;
    };
    let mut after = version.strip_prefix('-').unwrap_or(version).chars();
    let is_version = after.next().is_none_or(|first| first.is_ascii_digit())
        || version.starts_with("-preview")
        || version.starts_with("-exp");
    !is_version
}

/// What one call took, and all calls so far.
pub fn bill(tongue: Tongue, usage: Usage, cost: Option<Cost>, bill: &Bill) -> String {
    let picture = usage.picture.map_or(String::new(), |picture| {
        say!(tongue,
            en: " ({tokens} of them the picture)",
            de: " (davon {tokens} für das Bild)",
            tokens = tongue.whole(picture))
    });
    let thinking = match usage.thinking {
        0 => String::new(),
        tokens => say!(tongue,
            en: " and {tokens} of thinking",
            de: " und {tokens} beim Nachdenken",
            tokens = tongue.whole(tokens)),
    };
    let price = cost.map_or_else(
        || unknown(tongue),
        |cost| {
            say!(tongue,
                en: "about {dollars} at the prices of {PRICES_READ}",
                de: "etwa {dollars} zu den Preisen vom {PRICES_READ}",
                dollars = dollars(tongue, cost))
        },
    );
    let call = say!(tongue,
        en: "{input} tokens in{picture}, {output} out{thinking}: {price}",
        de: "{input} Token hinein{picture}, {output} heraus{thinking}: {price}",
        input = tongue.whole(usage.prompt),
        output = tongue.whole(usage.answer));
    if bill.calls <= 1 {
        return call;
    }
    say!(tongue,
        en: "{call}. {calls} calls so far, {tokens} tokens: {all}",
        de: "{call}. {calls} Anfragen bisher, {tokens} Token: {all}",
        calls = bill.calls,
        tokens = tongue.whole(bill.tokens),
        all = all(tongue, bill))
}

/// What all calls cost.
fn all(tongue: Tongue, bill: &Bill) -> String {
    let dollars = dollars(tongue, bill.cost);
    match bill.unpriced {
        0 => say!(tongue, en: "about {dollars}", de: "etwa {dollars}"),
        unpriced if unpriced == bill.calls => unknown(tongue),
        _ => say!(tongue, en: "about {dollars} and more", de: "etwa {dollars} und mehr"),
    }
}

fn unknown(tongue: Tongue) -> String {
    say!(tongue, en: "price not known", de: "Preis nicht bekannt")
}

/// Money with as many digits as it has worth, up to a hundredth of a cent.
fn dollars(tongue: Tongue, Cost(millionths): Cost) -> String {
    tongue.dollars(millionths.div_ceil(100), 4)
}

fn clean(words: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    words.chars().filter(is_plain).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(asked: &str, notices: &[Notice], today: &str) -> Vec<String> {
        let messages = model(Tongue::default(), asked, notices, today).into_iter();
        messages.map(|message| message.text).collect()
    }

    #[test]
    fn another_model_than_the_one_asked_is_said() {
        let answered = |name: &str| [Notice::Model(name.to_owned())];
        for same in [
            "gemini-3.8-flash",
            "models/gemini-3.8-flash-001",
            "gemini-3.8-flash-preview-09",
        ] {
            let none: [&str; 0] = [];
            assert_eq!(
                said("gemini-3.8-flash", &answered(same), "2026-11-24"),
                none
            );
        }
        let said = said("gemini-9", &answered("gemini-9-lite"), "2026-11-24");
        assert_eq!(
            said,
            ["gemini-9 was asked, but gemini-9-lite answered, and Google bills that one"]
        );
    }

    #[test]
    fn who_answers_is_paid() {
        let notices = [Notice::Model("models/gemini-3.8-flash".to_owned())];
        assert_eq!(answering("gemini-2.5-pro", &notices), "gemini-3.8-flash");
        assert_eq!(answering("gemini-3.8-flash", &notices), "gemini-3.8-flash");
    }

    #[test]
    fn an_end_that_is_near_or_past_is_said_once() {
        let soon = said("gemini-2.5-flash", &[], "2026-11-24");
        assert_eq!(
            soon,
            [
                "gemini-2.5-flash ends on 2026-12-01; from then on gemini-3.5-flash-lite answers in its place, at its own price"
            ]
        );
        assert!(said("gemini-2.5-flash", &[], "2026-12-01")[0].contains("ended on"));
        assert!(said("gemini-3.1-flash-lite", &[], "2026-11-24").is_empty());
        let told = [Notice::Retires(Some("2026-12-09T00:00:00Z".to_owned()))];
        assert_eq!(
            said("gemini-2.5-flash", &told, "2026-11-24"),
            ["Google says that gemini-2.5-flash ends on 2026-12-09"]
        );
    }

    #[test]
    fn a_call_says_what_it_took() {
        let usage = Usage {
            prompt: 12_345,
            picture: Some(1120),
            answer: 340,
            thinking: 60,
        };
        let mut all = Bill::default();
        all.add(usage, Some(Cost(2250)));
        assert_eq!(
            bill(Tongue::default(), usage, Some(Cost(2250)), &all),
            "12\u{202f}345 tokens in (1\u{202f}120 of them the picture), 340 out and 60 of thinking: about $0.0023 at the prices of 2026-10-07"
        );
        all.add(usage, None);
        let text = bill(Tongue::default(), usage, None, &all);
        assert!(
            text.ends_with(
                "price not known. 2 calls so far, 25\u{202f}490 tokens: about $0.0023 and more"
            ),
            "{text}"
        );
    }
}
