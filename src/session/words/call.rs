//! What there is to say about a call: which model answered, for how long it will,
//! what it took. Never more exact about money than the prices are.

use super::{Help, Message, failure};
use crate::gemini::model::{Listed, PRICES_READ, family};
use crate::gemini::{ATTEMPTS, Bill, Cost, Failure, Notice, Usage, days};

/// So many days before a model's end it is said.
const SOON: i64 = 60;

/// What there is to say about `model`, which was asked on the day `today`, and the
/// one that answered.
pub fn model(model: &str, notices: &[Notice], today: &str) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut is_ending_said = false;
    for notice in notices {
        match notice {
            Notice::Model(answered) if is_other(model, answered) => {
                let answered = clean(answered);
                messages.push(Message::note(format!(
                    "{model} was asked, but {answered} answered, and Google bills that one"
                )));
            }
            Notice::Model(_) => {}
            Notice::Retires(on) => {
                is_ending_said = true;
                let when = on.as_deref().and_then(|on| on.get(..10)).map(clean);
                let when = when.map_or_else(|| "soon".to_owned(), |on| format!("on {on}"));
                messages.push(ending(format!("Google says that {model} ends {when}")));
            }
        }
    }
    let retires = family(model).retires.filter(|_| !is_ending_said);
    if let Some(end) = retires
        && days(end.on)
            .zip(days(today))
            .is_some_and(|(on, now)| now + SOON >= on)
    {
        let verb = if today >= end.on { "ended" } else { "ends" };
        let then = end.then.map_or(String::new(), |then| {
            format!("; from then on {then} answers in its place, at its own price")
        });
        messages.push(ending(format!("{model} {verb} on {}{then}", end.on)));
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
pub fn again(reason: &Failure, failed: u32, may_be_paid: bool) -> String {
    let attempt = format!("attempt {} of at most {ATTEMPTS}", failed + 1);
    let why = failure(reason).text;
    // What to do about it is being done.
    let why = why.split_inclusive(". ").next().unwrap_or(&why);
    let why = why.trim_end().trim_end_matches('.');
    let paid = if may_be_paid {
        ". Google may count both"
    } else {
        ""
    };
    format!("{why}: {attempt}{paid}")
}

/// What stands behind a listed model's name: its id, what it reads and writes at
/// most, its price on the day `today` where that is known.
pub fn listed(model: &Listed, today: &str) -> String {
    let mut text = String::new();
    if model.name != model.id {
        text += &format!(" · {}", model.id);
    }
    if model.output_tokens > 0 {
        let short = |tokens: u64| match tokens {
            1_000_000.. => format!("{}M", tokens / 1_000_000),
            _ => format!("{}k", tokens / 1000),
        };
        let (input, output) = (short(model.input_tokens), short(model.output_tokens));
        text += &format!(" · {input} in, {output} out");
    }
    if let Some(price) = family(&model.id).price(today) {
        let dollars = |cents: u32| format!("${}.{:02}", cents / 100, cents % 100);
        let (input, output) = (dollars(price.input), dollars(price.output));
        text += &format!(" · {input} and {output} a million");
    }
    text
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
pub fn bill(usage: Usage, cost: Option<Cost>, bill: &Bill) -> String {
    let picture = usage.picture.map_or(String::new(), |picture| {
        format!(" ({} of them the picture)", grouped(picture))
    });
    let thinking = match usage.thinking {
        0 => String::new(),
        tokens => format!(" and {} of thinking", grouped(tokens)),
    };
    let price = cost.map_or_else(
        || "price not known".to_owned(),
        |cost| format!("about {} at the prices of {PRICES_READ}", dollars(cost)),
    );
    let mut text = format!(
        "{} tokens in{picture}, {} out{thinking}: {price}",
        grouped(usage.prompt),
        grouped(usage.answer)
    );
    if bill.calls > 1 {
        let all = if bill.unpriced == bill.calls {
            "price not known".to_owned()
        } else {
            let more = if bill.unpriced > 0 { " and more" } else { "" };
            format!("about {}{more}", dollars(bill.cost))
        };
        text += &format!(
            ". {} calls so far, {} tokens: {all}",
            bill.calls,
            grouped(bill.tokens)
        );
    }
    text
}

/// Money with as many digits as it has worth, up to a hundredth of a cent.
fn dollars(Cost(millionths): Cost) -> String {
    let hundredths = millionths.div_ceil(100);
    format!("${}.{:04}", hundredths / 10_000, hundredths % 10_000)
}

/// A number with a thin space between thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

fn clean(words: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    words.chars().filter(is_plain).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(asked: &str, notices: &[Notice], today: &str) -> Vec<String> {
        let messages = model(asked, notices, today).into_iter();
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
            bill(usage, Some(Cost(2250)), &all),
            "12\u{202f}345 tokens in (1\u{202f}120 of them the picture), 340 out and 60 of thinking: about $0.0023 at the prices of 2026-10-07"
        );
        all.add(usage, None);
        let text = bill(usage, None, &all);
        assert!(
            text.ends_with(
                "price not known. 2 calls so far, 25\u{202f}490 tokens: about $0.0023 and more"
            ),
            "{text}"
        );
    }
}
