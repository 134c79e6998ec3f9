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
            <label for=KEY_FIELD>{desk.t(|t| t.bar.key)}</label>
            <input
                id=KEY_FIELD
                type=told(move || if shown.get() { "text" } else { "password" }.to_owned())
                placeholder=desk.t(|t| t.bar.paste_key)
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
                {desk.t(|t| t.bar.show)}
            </button>
            {button_if(desk.t(|t| t.bar.forget), "quiet", has_key, does(move || {
                desk.forget_key();
                shown.set(false);
            }))}
            {button_if(desk.t(|t| t.bar.check), "quiet", has_key, does(move || check_key(desk)))}
            <button type="button" class="quiet" popovertarget="key-help" aria-label=desk.t(|t| t.bar.how_to_get)>
                "?"
            </button>
            <button type="button" class="quiet" popovertarget=SETTINGS_CARD>
                {desk.t(|t| t.settings.settings)}
            </button>
            <KeyHelp />
        </div>
    }
}

#[component]
fn KeyHelp() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div id="key-help" class="card key-help" popover="auto" role="dialog" aria-label=desk.t(|t| t.bar.how_to_get)>
            <h2>{desk.t(|t| t.bar.three_steps)}</h2>
            <ol>
                <li>
                    {desk.t(|t| t.bar.open_before)}
                    <a href=KEY_PAGE target="_blank" rel="noopener noreferrer">"Google AI Studio"</a>
                    {desk.t(|t| t.bar.open_after)}
                </li>
                <li>{desk.t(|t| t.bar.create)}</li>
                <li>{desk.t(|t| t.bar.paste)}</li>
            </ol>
            <p>{desk.t(|t| t.bar.where_it_goes)}</p>
            <p>{desk.t(|t| t.bar.free_tier)}</p>
        </div>
    }
}
