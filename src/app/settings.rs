//! What the page remembers between visits: its looks and the last kind of answer; the
//! key, where a person asks for it. Never a picture, an answer, or what was asked.

use super::Desk;
use super::controls::{Entry, choice};
use super::texts::{Text, Texts};
use crate::browser::{self, Settings, Shelf};
use crate::session::Language;
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Under what the key is kept.
const KEY: &str = "masque.key";

/// The id of the card, for the button that opens it.
pub(super) const SETTINGS_CARD: &str = "settings";

/// The themes as a person knows them, in the order of [`crate::browser::THEMES`].
const THEMES: [Text; 3] = [
    |t| t.settings.as_system,
    |t| t.settings.light,
    |t| t.settings.dark,
];

/// How long the key is remembered.
const REMEMBERED: [Text; 3] = [
    |t| t.settings.never,
    |t| t.settings.tab,
    |t| t.settings.device,
];

impl Desk {
    /// Takes up what was remembered, and remembers from now on what changes.
    pub(super) fn remember(self) {
        spawn_local(browser::clear_sink());
        if let Some(settings) = Settings::kept() {
            self.theme.set(settings.theme);
            self.fill.set(settings.fill.min(100));
            self.form.task.set(settings.task);
            self.view.style.set(settings.style);
            self.view.has_shortcuts.set(settings.shortcuts);
            self.language.set(settings.language);
            self.exports.how.set(settings.export.known());
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
                style: self.view.style.get(),
                shortcuts: self.view.has_shortcuts.get(),
                language: self.language.get(),
                export: self.exports.how.get(),
            };
            settings.wear();
            settings.keep();
        });
        Effect::new(move |_| {
            browser::speak(self.tongue.get().language);
            spawn_local(self.speak());
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
                let refused = self.texts().said.not_remembered;
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
    let numbered = move |labels: [Text; 3]| {
        Signal::derive(move || {
            let texts = Texts::of(desk.tongue.get().language);
            let entries = labels.iter().enumerate();
            let entries = entries.map(|(at, label)| Entry::new(at.to_string(), label(texts)));
            entries.collect::<Vec<_>>()
        })
    };
    let languages = Signal::derive(move || {
        let own = Texts::of(desk.tongue.get().language).settings.as_browser;
        let named = Language::ALL.iter().map(|language| language.name());
        let names = std::iter::once(own).chain(named).enumerate();
        let entries = names.map(|(at, name)| Entry::new(at.to_string(), name));
        entries.collect::<Vec<_>>()
    });
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
        <div id=SETTINGS_CARD class="card key-help" popover="auto" role="dialog" aria-label=desk.t(|t| t.settings.settings)>
            <h2>{desk.t(|t| t.settings.settings)}</h2>
            <label class="setting">
                {desk.t(|t| t.settings.theme)} {choice("theme-field", desk.t(|t| t.settings.theme), numbered(THEMES), chosen(theme), choose(theme))}
            </label>
            <label class="setting">
                {desk.t(|t| t.settings.language)} {choice("language-field", desk.t(|t| t.settings.language), languages, chosen(desk.language), choose(desk.language))}
            </label>
            <label class="setting">
                {desk.t(|t| t.settings.remember)} {choice("remember-field", desk.t(|t| t.settings.remember), numbered(REMEMBERED), chosen(remembered), choose(remembered))}
            </label>
            <p>
                {desk.t(|t| t.settings.key_note)}
            </p>
            <p>
                {desk.t(|t| t.settings.note)}
            </p>
        </div>
    }
}
