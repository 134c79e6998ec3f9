//! The controls that stand all over the page, made once: what each shows and does
//! is passed in without a type of its own, since a first visit loads every
//! instance of generic code. Never knows what it is used for.

use leptos::html::Select;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};

/// What a control does.
pub(super) fn does(act: impl Fn() + Send + Sync + 'static) -> Callback<()> {
    Callback::new(move |()| act())
}

/// When something holds.
pub(super) fn when(holds: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(holds)
}

/// What is shown or said, as it changes.
pub(super) fn told(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// A button that shows `label` and does `click`.
pub(super) fn button(
    label: Signal<String>,
    class: &'static str,
    click: Callback<()>,
) -> impl IntoView + use<> {
    button_if(label, class, Signal::stored(true), click)
}

/// The same, while `is_there`.
pub(super) fn button_if(
    label: Signal<String>,
    class: &'static str,
    is_there: Signal<bool>,
    click: Callback<()>,
) -> impl IntoView + use<> {
    let hidden = when(move || !is_there.get());
    view! {
        <button type="button" class=class hidden=hidden on:click=move |_| click.run(())>
            {label}
        </button>
    }
}

/// An entry of a [`choice`].
#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    /// What it stands for.
    pub value: String,
    /// What it shows.
    pub label: String,
}

impl Entry {
    /// An entry.
    pub(super) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// One of several: `chosen` says which, and `choose` takes another.
pub(super) fn choice(
    id: &'static str,
    label: Signal<String>,
    entries: Signal<Vec<Entry>>,
    chosen: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView + use<> {
    let select = NodeRef::<Select>::new();
    // Browsers choose for themselves where the options change.
    Effect::new(move |_| {
        entries.track();
        let (chosen, select) = (chosen.get(), select.get());
        spawn_local(async move {
            tick().await;
            if let Some(select) = select {
                select.set_value(&chosen);
            }
        });
    });
    let options = move || {
        let chosen = chosen.get_untracked();
        let option = |entry: Entry| {
            let is_chosen = entry.value == chosen;
            view! { <option value=entry.value selected=is_chosen>{entry.label}</option> }
        };
        entries.get().into_iter().map(option).collect_view()
    };
    view! {
        <select
            id=id
            aria-label=label
            node_ref=select
            on:change:target=move |event| choose.run(event.target().value())
        >
            {options}
        </select>
    }
}

/// Something that is on or off.
pub(super) fn switch(
    label: Signal<String>,
    is_on: Signal<bool>,
    turn: Callback<()>,
) -> impl IntoView + use<> {
    view! {
        <label class="switch">
            <input type="checkbox" prop:checked=is_on on:change=move |_| turn.run(()) />
            <span>{label}</span>
        </label>
    }
}

/// A line of text that a person types.
pub(super) fn line(
    label: Signal<String>,
    placeholder: Signal<String>,
    hidden: Signal<bool>,
    value: RwSignal<String>,
) -> impl IntoView + use<> {
    view! {
        <input
            type="text"
            aria-label=label
            placeholder=placeholder
            autocomplete="off"
            spellcheck="false"
            hidden=hidden
            bind:value=value
        />
    }
}

/// A slider with its value beside it.
pub(super) fn slider(
    label: Signal<String>,
    [least, most]: [u8; 2],
    hidden: Signal<bool>,
    disabled: Signal<bool>,
    value: RwSignal<u8>,
    shown: fn(u8) -> String,
    changed: Callback<bool>,
) -> impl IntoView + use<> {
    let set = move |typed: String| {
        // The browser keeps it within the slider's range.
        if let Ok(number) = typed.parse() {
            value.set(number);
            changed.run(false);
        }
    };
    view! {
        <label class="slider" hidden=hidden>
            <span>{label}</span>
            <input
                type="range" aria-label=label min=least max=most
                disabled=disabled
                prop:value=move || value.get().to_string()
                on:input:target=move |event| set(event.target().value())
                on:change=move |_| changed.run(true)
            />
            <output>{told(move || shown(value.get()))}</output>
        </label>
    }
}
