//! The samples that come with the page: pictures and answers of our own making,
//! by `cargo xtask samples`. Never sent anywhere.

/// A picture with its saved answer.
#[derive(Debug)]
pub struct Sample {
    /// What it shows, in two words.
    pub title: &'static str,
    /// What was asked.
    pub words: &'static str,
    /// Where its picture lies, seen from the page.
    pub picture: &'static str,
    /// Where its answer lies.
    pub answer: &'static str,
}

/// All samples, in the order in which they are offered.
pub static SAMPLES: [Sample; 3] = [
    Sample {
        title: "Breakfast",
        words: "everything on the table",
        picture: "samples/breakfast.jpg",
        answer: "samples/breakfast.answer.txt",
    },
    Sample {
        title: "Wooden toys",
        words: "each toy",
        picture: "samples/toys.jpg",
        answer: "samples/toys.answer.txt",
    },
    Sample {
        title: "Planets at dusk",
        words: "everything over the water",
        picture: "samples/dusk.jpg",
        answer: "samples/dusk.answer.txt",
    },
];
