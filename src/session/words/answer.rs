//! What is wrong with an answer's text, and what helps. Never blames the model
//! for what it did not write.

use super::{Help, Message, Tone, count};
use crate::answer::{Problem, limits as answer_limits};

/// What is worth saying while the answer still arrives: that it goes round in
/// circles, or has become too long, for then nothing good will come.
pub fn while_streaming(problem: &Problem) -> Option<Message> {
    match problem {
        Problem::LoopingMask(_)
        | Problem::LoopingText
        | Problem::LoopingObjects
        | Problem::TooLong => Some(answer(problem, 0)),
        _ => None,
    }
}

/// A problem of an answer that gave so many objects.
pub(super) fn answer(problem: &Problem, objects: usize) -> Message {
    match problem {
        Problem::CutObject(label) => {
            let what = label.as_ref().map_or_else(
                || "the next object".to_owned(),
                |label| format!("“{label}”"),
            );
            let kept = if objects == 0 {
                "Nothing before it was complete.".to_owned()
            } else {
                format!(
                    "{} before it {} complete.",
                    count(objects),
                    if objects == 1 { "is" } else { "are" }
                )
            };
            let tone = if objects == 0 {
                Tone::Error
            } else {
                Tone::Warning
            };
            Message {
                tone,
                text: format!(
                    "The answer breaks off within {what}. {kept} Ask again, or for fewer things."
                ),
                help: Some(if objects == 0 {
                    Help::Prompt
                } else {
                    Help::Rest
                }),
            }
        }
        Problem::CutList => Message::warning(
            format!(
                "The answer breaks off after {}; there may have been more to come. Ask again, or for fewer things.",
                count(objects)
            ),
            Some(if objects == 0 {
                Help::Prompt
            } else {
                Help::Rest
            }),
        ),
        Problem::BrokenObject(label) => Message::warning(
            format!(
                "{} was written in a broken form and is left out. Ask again to get it.",
                label
                    .as_ref()
                    .map_or_else(|| "An object".to_owned(), |label| format!("“{label}”"))
            ),
            None,
        ),
        Problem::LoopingMask(label) => Message::warning(
            format!(
                "The mask of {} repeats itself without end. Cancel if it still goes on; ask again, or for fewer things.",
                label
                    .as_ref()
                    .map_or_else(|| "an object".to_owned(), |label| format!("“{label}”"))
            ),
            Some(Help::Retry),
        ),
        Problem::LoopingText => Message::warning(
            "A text in the answer repeats itself without end. Cancel if it still goes on; ask again, or for fewer things.",
            Some(Help::Retry),
        ),
        Problem::LoopingObjects => Message::warning(
            "The answer names the same objects again and again. Copies are kept; ask again, or for fewer things, to be rid of them.",
            Some(Help::Retry),
        ),
        Problem::FarBoxes(boxes) => Message::warning(
            format!(
                "{} far over the picture's edge; the model may have counted in pixels. Ask again, or choose another model.",
                match boxes {
                    1 => "1 box reaches".to_owned(),
                    n => format!("{n} boxes reach"),
                }
            ),
            Some(Help::Retry),
        ),
        Problem::TooManyObjects(more) => Message::warning(
            format!(
                "Only the first {objects} objects are kept; {more} more were left out. Ask for fewer things at once."
            ),
            Some(Help::Prompt),
        ),
        Problem::TooLong => Message::warning(
            format!(
                "The answer has more than {} MB and was read only so far. Ask for fewer things at once.",
                answer_limits::ANSWER_BYTES >> 20
            ),
            Some(Help::Prompt),
        ),
        Problem::TooLongText(label) => Message::warning(
            format!(
                "A text in {} has more than {} MB and was left out. Ask again.",
                label
                    .as_ref()
                    .map_or_else(|| "the answer".to_owned(), |label| format!("“{label}”")),
                answer_limits::TEXT >> 20
            ),
            None,
        ),
        Problem::TooDeep => Message::warning(
            format!(
                "A part of the answer is nested more than {} levels deep and was left out. Ask again.",
                answer_limits::DEPTH
            ),
            None,
        ),
        Problem::TooManyValues => Message::warning(
            format!(
                "A list in the answer has more than {} values and was left out. Ask again.",
                answer_limits::VALUES
            ),
            None,
        ),
        Problem::OnlyTokens(count) => Message::error(
            format!(
                "The answer is {count} <seg> tokens without an object; only Google can decode them. Ask again, or choose another model."
            ),
            Some(Help::Model),
        ),
        Problem::NoObjects => Message::error(
            "The answer names no objects. The model may have found none, or replied in plain words: name the things more simply, or choose another model.",
            Some(Help::Prompt),
        ),
        Problem::Empty => Message::error(
            "The answer is empty. Ask again, or choose another model.",
            Some(Help::Prompt),
        ),
    }
}
