//! The one small record that is remembered on this device. Never holds a picture, an
//! answer, what was asked, or a key.

use super::shelf::{Shelf, keep, kept};
use crate::gemini::task::Task;
use crate::pipeline::message::{Style, read, write};
use crate::pipeline::plan::How;
use serde::{Deserialize, Serialize};

/// What is remembered on this device. A field more needs another name to be kept under: what an
/// earlier page kept would be read as something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// A place in [`THEMES`].
    pub theme: u8,
    /// How much of the photograph a mask's fill covers, in percent.
    pub fill: u8,
    /// The last kind of answer.
    pub task: Task,
    /// How masks are drawn.
    pub style: Style,
    /// Whether single keys do something.
    pub shortcuts: bool,
    /// The language, as [`super::tongue`] takes it.
    pub language: u8,
    /// How was exported last.
    pub export: How,
}

/// The themes, as the page's style knows them: the system's, light, dark.
pub const THEMES: [&str; 3] = ["", "light", "dark"];

/// Under what it is kept.
const NAME: &str = "masque.settings.3";

impl Settings {
    /// What was remembered, if anything was.
    pub fn kept() -> Option<Self> {
        let kept = kept(Shelf::Device, NAME)?;
        let bytes = kept.chars().map(|c| u8::try_from(c).ok());
        read(&bytes.collect::<Option<Vec<u8>>>()?)
    }

    /// Remembers these from now on. A browser that keeps nothing begins anew, as it
    /// was told to.
    pub fn keep(&self) {
        // What a browser keeps is text.
        let bytes = write(self).into_iter().flatten();
        let text: String = bytes.map(char::from).collect();
        let _ = keep(Shelf::Device, NAME, &text);
    }

    /// Has the page wear their theme.
    pub fn wear(&self) {
        if let Some(theme) = THEMES.get(usize::from(self.theme)) {
            super::wear(theme);
        }
    }
}
