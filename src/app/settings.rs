//! What the page remembers between visits: its looks and the last kind of answer; the
//! key, where a person asks for it. Never a picture, an answer, or what was asked.

use super::Desk;
use super::controls::{Entry, choice};
use crate::browser::{self, Settings, Shelf};
use crate::session::words::{Help, Message};
use leptos::prelude::*;

/// Under what the key is kept.
const KEY: &str = "masque.key";

/// The id of the card, for the button that opens it.
pub(super) const SETTINGS_CARD: &str = "settings";

/// The themes as a person knows them, in the order of [`crate::browser::THEMES`].
const THEMES: [&str; 3] = ["As the system", "Light", "Dark"];

/// How long the key is remembered.
const REMEMBERED: [&str; 3] = ["Not at all", "In this tab", "On this device"];

impl Desk {
    /// Takes up what was remembered, and remembers from now on what changes.
    pub(super) fn remember(self) {
        if let Some(settings) = Settings::kept() {
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
            settings.wear();
            settings.keep();
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
    view! {
        <div id=SETTINGS_CARD class="card key-help" popover="auto" role="dialog" aria-label="Settings">
            <h2>"Settings"</h2>
            <label class="setting">
                "Theme" {choice("theme-field", "Theme", numbered(THEMES), chosen(theme), choose(theme))}
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
