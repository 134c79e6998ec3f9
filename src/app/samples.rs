//! The samples that come with the page: pictures and answers of our own making,
//! by `cargo xtask samples`. Never sent anywhere.

use super::texts::Text;

/// A picture with its saved answer.
#[derive(Debug)]
pub struct Sample {
    /// What it shows, in two words.
    pub title: Text,
    /// What was asked.
    pub words: Text,
    /// Where its picture lies, seen from the page.
    pub picture: &'static str,
    /// Where its answer lies.
    pub answer: &'static str,
}

/// All samples, in the order in which they are offered.
pub static SAMPLES: [Sample; 3] = [
    Sample {
        title: |t| t.front.breakfast,
        words: |t| t.front.breakfast_words,
        picture: "samples/breakfast.jpg",
        answer: "samples/breakfast.answer.txt",
    },
    Sample {
        title: |t| t.front.toys,
        words: |t| t.front.toys_words,
        picture: "samples/toys.jpg",
        answer: "samples/toys.answer.txt",
    },
    Sample {
        title: |t| t.front.dusk,
        words: |t| t.front.dusk_words,
        picture: "samples/dusk.jpg",
        answer: "samples/dusk.answer.txt",
    },
];
