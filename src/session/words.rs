//! The words for everything that can happen: one exhaustive `match` for each
//! kind of event, each saying what happened and what to do next. Never a code
//! alone, never blame, and never HTML.

use super::{Object, Outcome};
use crate::answer::{Problem, limits as answer_limits};
use crate::gemini::{Failure, Finish};
use crate::mask::{Fit, Frame, MaskProblem, Note, limits};
use crate::picture::{FILE_BYTES, Format, PICTURE_PIXELS, PictureProblem, Trait};
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
    /// Opens the model picker.
    Model,
    /// Asks again.
    Retry,
    /// Chooses another picture.
    Picture,
    /// Goes to the prompt.
    Prompt,
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
        messages.push(message);
    }
    messages.extend(
        outcome
            .finish
            .as_ref()
            .and_then(|reason| finish(reason, outcome)),
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
            messages.push(answer(problem, outcome.objects));
        }
    }
    messages
}

fn kept(objects: usize) -> String {
    match objects {
        0 => String::new(),
        1 => "The object that had arrived is kept.".to_owned(),
        n => format!("The {n} objects that had arrived are kept."),
    }
}

/// Why there is no answer, or not all of it.
pub fn failure(failure: &Failure) -> Message {
    let (text, help) = match failure {
        Failure::NoNetwork => (
            "Google could not be reached. Check the connection, and whether a blocker or firewall stops generativelanguage.googleapis.com, then try again.".to_owned(),
            Help::Retry,
        ),
        Failure::Interrupted => ("The connection broke off in the middle of the answer.".to_owned(), Help::Retry),
        Failure::TimedOut(0) => ("Google took too long to answer. A smaller request may help.".to_owned(), Help::Retry),
        Failure::TimedOut(seconds) => {
            (format!("Nothing came for {seconds} seconds, so the request was ended. Google may be busy: try again."), Help::Retry)
        }
        Failure::KeyRefused => (
            "Google does not accept this key. Copy it again from Google AI Studio, the whole of it.".to_owned(),
            Help::Key,
        ),
        Failure::KeyLeaked => (
            "Google has blocked this key because it was seen in public. Make a new one in Google AI Studio.".to_owned(),
            Help::Key,
        ),
        Failure::KeyRestricted => (
            "This key may not be used from this page's address. Allow the address in the key's website restrictions, or use another key.".to_owned(),
            Help::Key,
        ),
        Failure::NotPermitted(words) => (
            format!("This key may not do that. Check its rights in Google AI Studio, or use another key.{}", quoted(words)),
            Help::Key,
        ),
        Failure::Region => (
            "Google does not offer the Gemini API's free tier here. A key with billing may work.".to_owned(),
            Help::Key,
        ),
        Failure::UnknownModel => ("Google does not know this model, or offers it no longer. Choose another one.".to_owned(), Help::Model),
        Failure::TooLarge => ("The request is larger than Google takes. Use a smaller picture.".to_owned(), Help::Picture),
        Failure::DayQuota => (
            "Today's requests for this model are used up. Choose another model, or go on tomorrow.".to_owned(),
            Help::Model,
        ),
        Failure::MinuteQuota(Some(seconds)) => {
            (format!("Too many requests just now. Google asks to wait {seconds} seconds."), Help::Retry)
        }
        Failure::MinuteQuota(None) => ("Too many requests just now. Wait a minute, then try again.".to_owned(), Help::Retry),
        Failure::NoCredit => ("This key's credit is used up. Add credit in Google AI Studio, or use another key.".to_owned(), Help::Key),
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

fn quoted(words: &str) -> String {
    let words: String = words
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

fn finish(finish: &Finish, outcome: &Outcome) -> Option<Message> {
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
            Help::Prompt,
        ),
        Finish::Blocked(reason) => (
            format!(
                "Google's filters blocked the question ({}). Word it otherwise, or use another picture.",
                reason_words(reason)
            ),
            Help::Prompt,
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
        other => other
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .take(60)
            .collect(),
    }
}

/// What is worth saying while the answer still arrives: that it goes round in
/// circles, for then nothing good will come.
pub fn while_streaming(problem: &Problem) -> Option<Message> {
    match problem {
        Problem::LoopingMask(_) | Problem::LoopingText | Problem::LoopingObjects => {
            Some(answer(problem, 0))
        }
        _ => None,
    }
}

fn answer(problem: &Problem, objects: usize) -> Message {
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
                help: Some(Help::Prompt),
            }
        }
        Problem::CutList => Message::warning(
            format!(
                "The answer breaks off after {}; there may have been more to come. Ask again, or for fewer things.",
                count(objects)
            ),
            Some(Help::Prompt),
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
            "The answer is too long and was read only in part. Ask for fewer things at once.",
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
            "A part of the answer is nested too deeply and was left out. Ask again.",
            None,
        ),
        Problem::TooManyValues => Message::warning(
            "A list in the answer is too long and was left out. Ask again.",
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

fn count(objects: usize) -> String {
    match objects {
        1 => "1 object".to_owned(),
        n => format!("{n} objects"),
    }
}

/// What there is to say about one object; nothing when it has a whole mask.
pub fn about(object: &Object) -> Option<String> {
    match &object.mask {
        Ok(shape) => {
            let notes: Vec<_> = shape.notes.iter().copied().map(mask_note).collect();
            match notes.as_slice() {
                [] if shape.mask.is_empty() => {
                    Some("The mask is empty at this threshold".to_owned())
                }
                [] => None,
                notes => Some(notes.join(". ")),
            }
        }
        Err(MaskProblem::Absent | MaskProblem::NoBox) if object.bad_box => {
            Some("No mask: its box cannot be read. Ask again".to_owned())
        }
        Err(MaskProblem::Absent) if object.bounds.is_none() && object.point.is_some() => {
            Some("A point, no mask".to_owned())
        }
        Err(MaskProblem::Absent) if object.bounds.is_none() => Some(
            "Neither a mask nor a 2D box came, so there is nothing to draw. Ask again".to_owned(),
        ),
        Err(problem) => Some(mask_problem(*problem)),
    }
}

fn mask_note(note: Note) -> String {
    match note {
        Note::Partial { rows, of } => {
            format!("The mask was cut off: {rows} of its {of} rows are there")
        }
        Note::Damaged => "The mask's PNG is damaged, so parts of the mask may be wrong".to_owned(),
        Note::WholePicture => {
            "The mask covers the whole picture, not the box; it was placed so".to_owned()
        }
        Note::OtherFrame(fit) => frame(fit),
        Note::DroppedRings { dropped, of } => {
            format!(
                "{dropped} of the outline's {of} parts have fewer than three points and are left out"
            )
        }
    }
}

fn frame(fit: Fit) -> String {
    let Fit {
        documented,
        fitting,
        of,
        ..
    } = fit;
    match fit.frame {
        Frame::Picture => "The outline is in the picture's frame".to_owned(),
        Frame::PictureSwapped => format!(
            "The outline was written y first and turned round: {fitting} of its {of} points lie in the box so, {documented} as written"
        ),
        Frame::Box => format!(
            "The outline was written within the box and placed there: {fitting} of its {of} points fit so, {documented} as written"
        ),
    }
}

fn mask_problem(problem: MaskProblem) -> String {
    match problem {
        MaskProblem::Absent => {
            "No mask: the model gave only a box. Ask again, or choose another model".to_owned()
        }
        MaskProblem::Tokens(_) => {
            "No mask: it came as <seg> tokens, which only Google can decode. Choose another model"
                .to_owned()
        }
        MaskProblem::Other(what) => format!("No mask: {what} came in its place. Ask again"),
        MaskProblem::BadBase64 => "No mask: its text is not base64. Ask again".to_owned(),
        MaskProblem::TooLong(bytes) => format!(
            "No mask: its text has {} MB, more than the {} MB that are read. Ask again",
            bytes >> 20,
            limits::MASK_TEXT >> 20
        ),
        MaskProblem::NotAPicture => "No mask: what came is not a picture. Ask again".to_owned(),
        MaskProblem::UnreadFormat(name) => {
            format!("No mask: it came as {name}, which is not read. Ask again")
        }
        MaskProblem::BrokenPng => "No mask: its PNG is broken. Ask again".to_owned(),
        MaskProblem::Broken(name) => format!("No mask: its {name} is broken. Ask again"),
        MaskProblem::TooLarge { width, height } => format!(
            "No mask: it claims {width} × {height} pixels; at most {} on a side and {} million in all are read. Ask again",
            limits::MASK_SIDE,
            limits::MASK_PIXELS / 1_000_000
        ),
        MaskProblem::TooCostly => format!(
            "No mask: reading it would take more than {} MB of memory. Ask again",
            limits::MASK_MEMORY >> 20
        ),
        MaskProblem::NoValues => {
            "No mask: its rows of true and false are empty. Ask again".to_owned()
        }
        MaskProblem::RaggedRows { row, length, first } => format!(
            "No mask: row {row} of its true and false has {length} values, the first has {first}. Ask again"
        ),
        MaskProblem::NoBox => "No mask: there is no box to lay it over. Ask again".to_owned(),
        MaskProblem::TooFewVertices => {
            "No mask: its outline has fewer than three points. Ask again".to_owned()
        }
        MaskProblem::TooManyVertices(count) => format!(
            "No mask: its outline has {count} points, more than the {} that are read. Ask again",
            limits::VERTICES
        ),
        MaskProblem::TooManyRings(count) => format!(
            "No mask: its outline has {count} parts, more than the {} that are read. Ask again",
            limits::RINGS
        ),
        MaskProblem::BadVertex => {
            "No mask: its outline leaves the picture by far. Ask again".to_owned()
        }
    }
}

/// Why a file was not taken as a picture.
pub fn picture(name: &str, problem: PictureProblem) -> Message {
    let why = match problem {
        PictureProblem::Empty => "is empty".to_owned(),
        PictureProblem::NotAPicture => {
            "is not a picture. Use a JPEG, PNG, WebP, GIF, BMP or AVIF".to_owned()
        }
        PictureProblem::Svg => {
            "is an SVG drawing, which has no pixels. Save it as PNG first".to_owned()
        }
        PictureProblem::TooManyBytes(bytes) => {
            format!(
                "has {} MB; up to {} MB are taken. Save it smaller",
                bytes >> 20,
                FILE_BYTES >> 20
            )
        }
        PictureProblem::TooManyPixels { width, height } => format!(
            "claims {width} × {height} pixels; up to {} megapixels are taken. Save it smaller",
            PICTURE_PIXELS / 1_000_000
        ),
        PictureProblem::Undecodable(Format::Heic) => {
            "is in HEIC, which this browser cannot open. Save it as JPEG first, or use Safari"
                .to_owned()
        }
        PictureProblem::Undecodable(format) => {
            format!(
                "is damaged or unusual: the browser cannot open it as {}. Save it anew as JPEG or PNG",
                format_name(format)
            )
        }
    };
    Message::error(format!("{name} {why}"), Some(Help::Picture))
}

/// What is unusual about a picture that was taken.
pub fn picture_trait(unusual: Trait) -> Message {
    Message::note(match unusual {
        Trait::Animated => "This picture is animated: its first frame is used",
        Trait::SixteenBit => "This picture has 16 bits a channel: 8 are shown and saved",
        Trait::Cmyk => "This picture is in CMYK: it is shown and saved in sRGB",
    })
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "JPEG",
        Format::Png => "PNG",
        Format::Webp => "WebP",
        Format::Gif => "GIF",
        Format::Bmp => "BMP",
        Format::Avif => "AVIF",
        Format::Heic => "HEIC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn googles_words_are_quoted_without_control_characters() {
        let message = failure(&Failure::Rejected("bad\u{7}\u{1b}[31m schema".to_owned()));
        assert!(
            message.text.ends_with("Google says: “bad[31m schema”"),
            "{}",
            message.text
        );
    }
}
