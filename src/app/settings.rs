//! What the page remembers between visits: its looks and the last kind of answer; the
//! key, where a person asks for it. Never a picture, an answer, or what was asked.

use super::Desk;
use super::controls::{Entry, choice};
use crate::browser::{self, Shelf};
use crate::gemini::task::Task;
use crate::pipeline::message::{read, write};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is remembered on this device. A field more needs another [`NAME`]: what an
/// earlier page kept would be read as something else.
#[derive(Serialize, Deserialize)]
struct Settings {
    theme: u8,
    fill: u8,
    task: Task,
}

/// Under what it is kept.
const NAME: &str = "masque.settings.1";

/// Under what the key is kept.
const KEY: &str = "masque.key";

/// The id of the card, for the button that opens it.
pub(super) const SETTINGS_CARD: &str = "settings";

/// The themes, as the page's style knows them and as a person does.
const THEMES: [(&str, &str); 3] = [("", "As the system"), ("light", "Light"), ("dark", "Dark")];

/// How long the key is remembered.
const REMEMBERED: [&str; 3] = ["Not at all", "In this tab", "On this device"];

impl Desk {
    /// Takes up what was remembered, and remembers from now on what changes.
    pub(super) fn remember(self) {
        let settings = browser::kept(Shelf::Device, NAME).and_then(|kept| unpacked(&kept));
        if let Some(settings) = settings {
            self.theme.set(settings.theme);
            self.fill.set(settings.fill.min(100));
            self.form.task.set(settings.task);
        }
        for (at, shelf) in [(1, Shelf::Tab), (2, Shelf::Device)] {
            if let Some(key) = browser::kept(shelf, KEY) {
                self.remembered.set(at);
                self.key.set(key);
                break;
            }
        }
        Effect::new(move |_| {
            let settings = Settings {
                theme: self.theme.get(),
                fill: self.fill.get(),
                task: self.form.task.get(),
            };
            if let Some((theme, _)) = THEMES.get(usize::from(settings.theme)) {
                browser::wear(theme);
            }
            // A browser that keeps nothing begins anew, as it was told to.
            let _ = browser::keep(Shelf::Device, NAME, &packed(&settings));
        });
        Effect::new(move |_| {
            let key = self.key.get();
            let shelf = match self.remembered.get() {
                1 => Some(Shelf::Tab),
                2 => Some(Shelf::Device),
                _ => None,
            };
            browser::forget(Shelf::Tab, KEY);
            browser::forget(Shelf::Device, KEY);
            let asked = shelf.filter(|_| !key.is_empty());
            if asked.is_some_and(|shelf| !browser::keep(shelf, KEY, &key)) {
                let refused = "This browser keeps nothing for the page, as in a private window, so the key is not remembered";
                self.say(Message::warning(refused, Some(Help::Key)));
            }
        });
    }

    /// Drops the key, here and wherever it was remembered.
    pub(super) fn forget_key(self) {
        self.key.set(String::new());
        self.remembered.set(0);
    }
}

/// A record as text: what a browser keeps is text.
fn packed(settings: &Settings) -> String {
    let bytes = write(settings).into_iter().flatten();
    bytes.map(char::from).collect()
}

/// The record in a text; `None` when it is none.
fn unpacked(text: &str) -> Option<Settings> {
    let bytes = text.chars().map(|c| u8::try_from(c).ok());
    read(&bytes.collect::<Option<Vec<u8>>>()?)
}

#[component]
pub(super) fn SettingsCard() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let numbered = |labels: [&'static str; 3]| {
        let entries = (0_u8..).zip(labels);
        let entries = entries.map(|(at, label)| Entry::new(at.to_string(), label));
        Signal::stored(entries.collect::<Vec<_>>())
    };
    let chosen = |value: RwSignal<u8>| Signal::derive(move || value.get().to_string());
    let choose = |value: RwSignal<u8>| {
        Callback::new(move |at: String| {
            if let Ok(at) = at.parse() {
                value.set(at);
            }
        })
    };
    let (theme, remembered) = (desk.theme, desk.remembered);
    let themes = THEMES.map(|(_, label)| label);
    view! {
        <div id=SETTINGS_CARD class="card key-help" popover="auto">
            <h2>"Settings"</h2>
            <label class="setting">
                "Theme" {choice("theme-field", "Theme", numbered(themes), chosen(theme), choose(theme))}
            </label>
            <label class="setting">
                "Remember the key" {choice("remember-field", "Remember the key", numbered(REMEMBERED), chosen(remembered), choose(remembered))}
            </label>
            <p>
                "A key that is remembered on this device can be read by everyone who uses this browser, and by other pages of this web address. Forget removes it."
            </p>
            <p>
                "Theme, opacity and the last kind of answer are remembered on this device. Pictures, answers and what you ask are not."
            </p>
        </div>
    }
}
