//! The bar on top: the name, the model and the key.

use super::Desk;
use super::controls::{button_if, does, told, when};
use super::models::{ModelPicker, check_key};
use super::settings::SETTINGS_CARD;
use leptos::prelude::*;

/// The ids that messages lead to.
pub(super) const KEY_FIELD: &str = "key-field";
pub(super) const MODEL_FIELD: &str = "model-field";

/// Where a key is had; free of charge.
pub(super) const KEY_PAGE: &str = "https://aistudio.google.com/apikey";

#[component]
pub(super) fn Header() -> impl IntoView {
    view! {
        <header class="bar">
            <h1 class="brand">
                <svg class="brand__sign" viewBox="0 0 32 32" aria-hidden="true">
                    <circle cx="16" cy="16" r="13" />
                    <path d="M16 3a13 13 0 0 1 0 26z" />
                </svg>
                "Masque"
            </h1>
            <ModelPicker />
            <KeyField />
        </header>
    }
}

#[component]
fn KeyField() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let shown = RwSignal::new(false);
    let is_empty = when(move || desk.key.read().is_empty());
    let has_key = when(move || !is_empty.get());
    view! {
        <div class="field field--key">
            <label for=KEY_FIELD>"Gemini API key"</label>
            <input
                id=KEY_FIELD
                type=told(move || if shown.get() { "text" } else { "password" }.to_owned())
                placeholder="paste a key"
                autocomplete="off"
                spellcheck="false"
                bind:value=desk.key
            />
            <button
                type="button"
                class="quiet"
                hidden=is_empty
                aria-pressed=told(move || shown.get().to_string())
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                "Show"
            </button>
            {button_if("Forget", "quiet", has_key, does(move || {
                desk.forget_key();
                shown.set(false);
            }))}
            {button_if("Check", "quiet", has_key, does(move || check_key(desk)))}
            <button type="button" class="quiet" popovertarget="key-help" aria-label="How to get a key">
                "?"
            </button>
            <button type="button" class="quiet" popovertarget=SETTINGS_CARD>
                "Settings"
            </button>
            <KeyHelp />
        </div>
    }
}

#[component]
fn KeyHelp() -> impl IntoView {
    view! {
        <div id="key-help" class="card key-help" popover="auto" role="dialog" aria-label="How to get a key">
            <h2>"A key in three steps"</h2>
            <ol>
                <li>
                    "Open "
                    <a href=KEY_PAGE target="_blank" rel="noopener noreferrer">"Google AI Studio"</a>
                    " and sign in."
                </li>
                <li>"Choose “Create API key”, and copy it."</li>
                <li>"Paste it into the field above."</li>
            </ol>
            <p>
                "Your pictures and your key go from this browser straight to Google’s Gemini API, \
                and nowhere else. The key is kept in this page’s memory alone, and is gone when the \
                page is closed or you press Forget, unless you have it remembered in Settings."
            </p>
            <p>"On Google’s free tier, what you send may be used to improve Google’s products."</p>
        </div>
    }
}
