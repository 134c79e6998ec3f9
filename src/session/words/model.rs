//! What is offered to choose from: the models that are known or listed, and the kinds
//! of answer. Never more exact about money than the prices are.

use super::super::Tongue;
use crate::gemini::model::{Listed, Model, Standing, family};
use crate::gemini::task::Task;
use crate::session::say;

/// A known model's name, and what sets it apart.
pub fn known(tongue: Tongue, model: &Model) -> String {
    let name = model.name;
    match model.standing {
        Standing::Usual => name.to_owned(),
        Standing::Fastest => say!(tongue, en: "{name} · fastest", de: "{name} · am schnellsten"),
        Standing::PaidOnly => {
            say!(tongue, en: "{name} · paid keys only", de: "{name} · nur mit bezahltem Schlüssel")
        }
        Standing::Preview => say!(tongue, en: "{name} · preview", de: "{name} · Vorschau"),
        Standing::Older => say!(tongue, en: "{name} · older", de: "{name} · älter"),
    }
}

/// What stands behind a listed model's name: its id, what it reads and writes at
/// most, its price on the day `today` where that is known.
pub fn listed(tongue: Tongue, model: &Listed, today: &str) -> String {
    let mut text = String::new();
    if model.name != model.id {
        text += &format!(" · {}", model.id);
    }
    if model.output_tokens > 0 {
        text += &say!(tongue,
            en: " · {input} in, {output} out",
            de: " · {input} hinein, {output} heraus",
            input = short(tongue, model.input_tokens),
            output = short(tongue, model.output_tokens));
    }
    if let Some(price) = family(&model.id).price(today) {
        text += &say!(tongue,
            en: " · {input} and {output} a million",
            de: " · {input} und {output} je Million",
            input = tongue.dollars(price.input.into(), 2),
            output = tongue.dollars(price.output.into(), 2));
    }
    text
}

/// Tokens by the million or thousand.
fn short(tongue: Tongue, tokens: u64) -> String {
    match tokens {
        1_000_000.. => say!(tongue, en: "{n}M", de: "{n}\u{a0}Mio.", n = tokens / 1_000_000),
        _ => say!(tongue, en: "{n}k", de: "{n}\u{a0}Tsd.", n = tokens / 1000),
    }
}

/// A kind of answer.
pub fn task(tongue: Tongue, task: Task) -> String {
    match task {
        Task::Masks => say!(tongue, en: "Masks", de: "Masken"),
        Task::Boxes => say!(tongue, en: "Boxes", de: "Rahmen"),
        Task::Points => say!(tongue, en: "Points", de: "Punkte"),
        Task::Boxes3d => say!(tongue, en: "3D boxes", de: "3D-Quader"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::model::MODELS;
    use crate::session::Language;

    #[test]
    fn a_listed_model_says_what_it_takes() {
        let model = Listed {
            id: "gemini-3.8-flash".to_owned(),
            name: "Gemini 3.8 Flash".to_owned(),
            input_tokens: 1_048_576,
            output_tokens: 65_536,
        };
        assert_eq!(
            listed(Tongue::default(), &model, "2026-11-24"),
            " · gemini-3.8-flash · 1M in, 65k out · $0.75 and $3.75 a million"
        );
        assert_eq!(
            listed(Language::German.into(), &model, "2026-11-24"),
            " · gemini-3.8-flash · 1\u{a0}Mio. hinein, 65\u{a0}Tsd. heraus · 0,75\u{a0}$ und 3,75\u{a0}$ je Million"
        );
    }

    #[test]
    fn what_sets_a_model_apart_stands_behind_its_name() {
        let names = |tongue| MODELS.iter().map(move |model| known(tongue, model));
        let english: Vec<_> = names(Tongue::default()).collect();
        let german: Vec<_> = names(Language::German.into()).collect();
        assert_eq!(english[0], "Gemini 3.8 Flash");
        assert_eq!(english[2], "Gemini 3.5 Flash-Lite · fastest");
        assert_eq!(german[2], "Gemini 3.5 Flash-Lite · am schnellsten");
        assert_eq!(english[3], "Gemini 4 Argon · paid keys only");
        assert_eq!(english[4], "Gemini Robotics-ER 2 · preview");
        assert_eq!(german[5], "Gemini 2.5 Flash-Lite · älter");
    }

    #[test]
    fn each_kind_of_answer_has_a_name() {
        let names = |tongue| Task::ALL.map(|one| task(tongue, one));
        assert_eq!(
            names(Tongue::default()),
            ["Masks", "Boxes", "Points", "3D boxes"]
        );
        assert_eq!(
            names(Language::German.into()),
            ["Masken", "Rahmen", "Punkte", "3D-Quader"]
        );
    }
}
