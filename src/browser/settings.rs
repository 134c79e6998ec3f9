//! The one small record that is remembered on this device. Never holds a picture, an
//! answer, what was asked, or a key.

use super::shelf::{Shelf, forget, keep, kept};
use crate::gemini::task::Task;
use crate::pipeline::message::{Style, read, write};
use crate::pipeline::plan::How;
use serde::{Deserialize, Serialize};

/// What is remembered on this device. A field more stands last and needs another name to be
/// kept under; what an earlier page kept is then the beginning of it.
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

/// Under what earlier pages kept it, the last first.
const EARLIER: [&str; 2] = ["masque.settings.2", "masque.settings.1"];

/// The settings where there is no later one than those that the first page kept.
const STYLE: Style = Style::Both;
const SHORTCUTS: bool = true;
const LANGUAGE: u8 = 0;

impl Settings {
    /// What was remembered, if anything was, by an earlier page too.
    pub fn kept() -> Option<Self> {
        let names = [NAME].into_iter().chain(EARLIER);
        let mut kept = names.filter_map(|name| kept(Shelf::Device, name));
        kept.find_map(|text| Self::of_text(&text))
    }

    /// What a text holds that this page or an earlier one kept.
    fn of_text(text: &str) -> Option<Self> {
        let bytes = text.chars().map(|c| u8::try_from(c).ok());
        let bytes = bytes.collect::<Option<Vec<u8>>>()?;
        read(&bytes).or_else(|| Self::of_second(&bytes))
    }

    /// What pages kept before they exported, or the first one before it spoke German.
    fn of_second(bytes: &[u8]) -> Option<Self> {
        let first = || read(bytes).map(|first: (u8, u8, Task)| (first, STYLE, SHORTCUTS, LANGUAGE));
        let ((theme, fill, task), style, shortcuts, language) = read(bytes).or_else(first)?;
        Some(Self {
            theme,
            fill,
            task,
            style,
            shortcuts,
            language,
            export: How::default(),
        })
    }

    /// Remembers these from now on. A browser that keeps nothing begins anew, as it
    /// was told to.
    pub fn keep(&self) {
        // What a browser keeps is text.
        let bytes = write(self).into_iter().flatten();
        let text: String = bytes.map(char::from).collect();
        if keep(Shelf::Device, NAME, &text) {
            for name in EARLIER {
                forget(Shelf::Device, name);
            }
        }
    }

    /// Has the page wear their theme.
    pub fn wear(&self) {
        if let Some(theme) = THEMES.get(usize::from(self.theme)) {
            super::wear(theme);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the browser has it.
    fn text(record: &impl Serialize) -> String {
        let bytes = write(record).expect("bytes");
        bytes.into_iter().map(char::from).collect()
    }

    #[test]
    fn what_an_earlier_page_kept_is_understood_as_far_as_it_goes() {
        let now = Settings {
            theme: 2,
            fill: 200,
            task: Task::Points,
            style: Style::Dim,
            shortcuts: false,
            language: 2,
            export: How {
                format: "yolo-seg".to_owned(),
                blur: 255,
                ..How::default()
            },
        };
        assert_eq!(Settings::of_text(&text(&now)), Some(now.clone()));
        let second = Settings {
            export: How::default(),
            ..now
        };
        // As the pages of those days wrote it.
        let kept = "\u{2}\u{c8}\u{2}\u{4}\u{0}\u{2}";
        assert_eq!(Settings::of_text(kept), Some(second.clone()));
        let first = Settings {
            style: STYLE,
            shortcuts: SHORTCUTS,
            language: LANGUAGE,
            ..second
        };
        assert_eq!(Settings::of_text("\u{2}\u{c8}\u{2}"), Some(first));
    }

    #[test]
    fn what_somebody_else_kept_is_no_settings() {
        for text in ["", "\u{2}", "€", "\u{1}\u{1}\u{9}"] {
            assert_eq!(Settings::of_text(text), None, "{text:?}");
        }
    }
}
