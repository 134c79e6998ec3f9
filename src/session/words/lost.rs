//! Why something that was asked for cannot be done: parts of a sentence that the page
//! begins and ends. Never blames the person.

use super::super::Tongue;
use crate::export::EncodeProblem;
use crate::session::say;

/// There is no picture.
pub fn lost_picture(tongue: Tongue) -> String {
    say!(tongue, en: "the picture is no longer there", de: "das Bild ist nicht mehr da")
}

/// There is no question.
pub fn lost_question(tongue: Tongue) -> String {
    say!(tongue, en: "the question is no longer there", de: "die Frage ist nicht mehr da")
}

/// There is no answer that could end.
pub fn lost_answer(tongue: Tongue) -> String {
    say!(tongue, en: "no answer was begun", de: "es wurde keine Antwort begonnen")
}

/// A file cannot be made; the encoder's own words are quoted.
pub fn unwritten(tongue: Tongue, problem: &EncodeProblem) -> String {
    match problem {
        EncodeProblem::Png(error) => say!(tongue,
            en: "the PNG could not be written: {error}",
            de: "das PNG war nicht zu schreiben: {error}"),
    }
}
