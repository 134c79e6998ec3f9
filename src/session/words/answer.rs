//! What is wrong with an answer's text, and what helps. Never blames the model
//! for what it did not write.

use super::super::Tongue;
use super::{Help, Message, Tone, count};
use crate::answer::{Problem, limits};
use crate::session::say;

/// What is worth saying while the answer still arrives: that it goes round in
/// circles, or has become too long, for then nothing good will come.
pub fn while_streaming(tongue: Tongue, problem: &Problem) -> Option<Message> {
    match problem {
        Problem::LoopingMask(_)
        | Problem::LoopingText
        | Problem::LoopingObjects
        | Problem::TooLong => Some(answer(tongue, problem, 0)),
        _ => None,
    }
}

/// A problem of an answer that gave so many objects.
pub(super) fn answer(tongue: Tongue, problem: &Problem, objects: usize) -> Message {
    let there = count(tongue, objects);
    let label = |label: &Option<String>| label.as_ref().map(|label| in_quotes(tongue, label));
    match problem {
        Problem::CutObject(of) => Message {
            tone: match objects {
                0 => Tone::Error,
                _ => Tone::Warning,
            },
            text: cut_object(tongue, label(of), objects),
            help: Some(rest(objects)),
        },
        Problem::CutList => Message::warning(
            match objects {
                1 => say!(tongue,
                    en: "The answer breaks off after {there}; there may have been more to come. Ask again, or for fewer things.",
                    de: "Die Antwort bricht ab; vollständig ist {there}, vielleicht fehlen weitere. Erneut oder nach weniger fragen."),
                _ => say!(tongue,
                    en: "The answer breaks off after {there}; there may have been more to come. Ask again, or for fewer things.",
                    de: "Die Antwort bricht ab; vollständig sind {there}, vielleicht fehlen weitere. Erneut oder nach weniger fragen."),
            },
            Some(rest(objects)),
        ),
        Problem::BrokenObject(of) => Message::warning(
            say!(tongue,
                en: "{what} was written in a broken form and is left out. Ask again to get it.",
                de: "{what} war fehlerhaft geschrieben und ist weggelassen. Dafür erneut fragen.",
                what = label(of).unwrap_or_else(|| say!(tongue, en: "An object", de: "Ein Objekt"))),
            None,
        ),
        Problem::LoopingMask(of) => Message::warning(
            say!(tongue,
            en: "The mask {of} repeats itself without end. Cancel if it still goes on; ask again, or for fewer things.",
            de: "Die Maske {of} wiederholt sich endlos. Abbrechen, falls es noch weitergeht; erneut oder nach weniger fragen.",
            of = match label(of) {
                Some(label) => say!(tongue, en: "of {label}", de: "von {label}"),
                None => say!(tongue, en: "of an object", de: "eines Objekts"),
            }),
            Some(Help::Retry),
        ),
        Problem::LoopingText => Message::warning(
            say!(tongue,
                en: "A text in the answer repeats itself without end. Cancel if it still goes on; ask again, or for fewer things.",
                de: "Ein Text in der Antwort wiederholt sich endlos. Abbrechen, falls es noch weitergeht; erneut oder nach weniger fragen."),
            Some(Help::Retry),
        ),
        Problem::LoopingObjects => Message::warning(
            say!(tongue,
                en: "The answer names the same objects again and again. Copies are kept; ask again, or for fewer things, to be rid of them.",
                de: "Die Antwort nennt dieselben Objekte immer wieder. Kopien bleiben erhalten; erneut oder nach weniger fragen, um sie loszuwerden."),
            Some(Help::Retry),
        ),
        Problem::FarBoxes(boxes) => Message::warning(
            match boxes {
                1 => say!(tongue,
                    en: "1 box reaches far over the picture's edge; the model may have counted in pixels. Ask again, or choose another model.",
                    de: "1 Rahmen ragt weit über den Bildrand; vielleicht hat das Modell in Bildpunkten gezählt. Erneut fragen oder ein anderes Modell wählen."),
                boxes => say!(tongue,
                    en: "{boxes} boxes reach far over the picture's edge; the model may have counted in pixels. Ask again, or choose another model.",
                    de: "{boxes} Rahmen ragen weit über den Bildrand; vielleicht hat das Modell in Bildpunkten gezählt. Erneut fragen oder ein anderes Modell wählen."),
            },
            Some(Help::Retry),
        ),
        Problem::TooManyObjects(more) => Message::warning(
            say!(tongue,
                en: "Only the first {objects} objects are kept; {more} more were left out. Ask for fewer things at once.",
                de: "Nur die ersten {objects} Objekte sind erhalten; {more} weitere wurden weggelassen. Nach weniger auf einmal fragen."),
            Some(Help::Prompt),
        ),
        Problem::TooLong => Message::warning(
            say!(tongue,
                en: "The answer has more than {most} MB and was read only so far. Ask for fewer things at once.",
                de: "Die Antwort hat mehr als {most} MB und wurde nur so weit gelesen. Nach weniger auf einmal fragen.",
                most = limits::ANSWER_BYTES >> 20),
            Some(Help::Prompt),
        ),
        Problem::TooLongText(of) => Message::warning(
            say!(tongue,
                en: "A text in {what} has more than {most} MB and was left out. Ask again.",
                de: "Ein Text in {what} hat mehr als {most} MB und wurde weggelassen. Erneut fragen.",
                what = label(of).unwrap_or_else(|| say!(tongue, en: "the answer", de: "der Antwort")),
                most = limits::TEXT >> 20),
            None,
        ),
        Problem::TooDeep => Message::warning(
            say!(tongue,
                en: "A part of the answer is nested more than {most} levels deep and was left out. Ask again.",
                de: "Ein Teil der Antwort ist mehr als {most} Ebenen tief verschachtelt und wurde weggelassen. Erneut fragen.",
                most = limits::DEPTH),
            None,
        ),
        Problem::TooManyValues => Message::warning(
            say!(tongue,
                en: "A list in the answer has more than {most} values and was left out. Ask again.",
                de: "Eine Liste in der Antwort hat mehr als {most} Werte und wurde weggelassen. Erneut fragen.",
                most = limits::VALUES),
            None,
        ),
        Problem::OnlyTokens(count) => Message::error(
            say!(tongue,
                en: "The answer is {count} <seg> tokens without an object; only Google can decode them. Ask again, or choose another model.",
                de: "Die Antwort besteht aus {count} <seg>-Token ohne ein Objekt; nur Google kann sie entschlüsseln. Erneut fragen oder ein anderes Modell wählen."),
            Some(Help::Model),
        ),
        Problem::NoObjects => Message::error(
            say!(tongue,
                en: "The answer names no objects. The model may have found none, or replied in plain words: name the things more simply, or choose another model.",
                de: "Die Antwort nennt keine Objekte. Vielleicht hat das Modell keine gefunden oder in gewöhnlichen Sätzen geantwortet: das Gesuchte einfacher benennen oder ein anderes Modell wählen."),
            Some(Help::Prompt),
        ),
        Problem::Empty => Message::error(
            say!(tongue,
                en: "The answer is empty. Ask again, or choose another model.",
                de: "Die Antwort ist leer. Erneut fragen oder ein anderes Modell wählen."),
            Some(Help::Prompt),
        ),
    }
}

fn cut_object(tongue: Tongue, label: Option<String>, objects: usize) -> String {
    let there = count(tongue, objects);
    let kept = match objects {
        0 => {
            say!(tongue, en: "Nothing before it was complete.", de: "Davor war nichts vollständig.")
        }
        1 => {
            say!(tongue, en: "{there} before it is complete.", de: "{there} davor ist vollständig.")
        }
        _ => {
            say!(tongue, en: "{there} before it are complete.", de: "{there} davor sind vollständig.")
        }
    };
    match label {
        Some(label) => say!(tongue,
            en: "The answer breaks off within {label}. {kept} Ask again, or for fewer things.",
            de: "Die Antwort bricht in {label} ab. {kept} Erneut oder nach weniger fragen."),
        None => say!(tongue,
            en: "The answer breaks off within the next object. {kept} Ask again, or for fewer things.",
            de: "Die Antwort bricht im nächsten Objekt ab. {kept} Erneut oder nach weniger fragen."),
    }
}

/// What helps where an answer was cut after so many objects.
fn rest(objects: usize) -> Help {
    match objects {
        0 => Help::Prompt,
        _ => Help::Rest,
    }
}

fn in_quotes(tongue: Tongue, label: &str) -> String {
    say!(tongue, en: "“{label}”", de: "„{label}“")
}
