//! The list of objects: the canvas's text alternative. Each with its colour, its
//! size or why it has no mask, a switch and its file; below them what holds for all.

use super::answer::ANSWER_CARD;
use super::desk::{Row, RowStoreFields as _, WorkspaceStoreFields as _};
use super::examples::Examples;
use super::stage::css;
use super::{ANSWER_INPUT, Desk};
use crate::browser;
use leptos::prelude::*;
use reactive_stores::Field;

#[component]
pub(super) fn Objects() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let count = move || desk.store.rows().read().len();
    view! {
        <section class="objects" aria-label="Objects" hidden=move || desk.store.picture().read().is_none()>
            <h2 class="objects__title">
                "Objects " <span class="objects__count">{move || (count() > 0).then(count)}</span>
            </h2>
            <div class="objects__none" hidden=move || { count() > 0 }>
                <Nothing />
            </div>
            <ul class="objects__list" hidden=move || count() == 0>
                <For each=move || desk.store.rows() key=|row| row.object().read().id let:row>
                    <ObjectRow row=row />
                </For>
            </ul>
            <div class="looks" hidden=move || count() == 0>
                <Looks />
            </div>
            <div class="call" hidden=move || !desk.has_answer.get()>
                <p class="call__bill" hidden=move || desk.bill.read().is_empty()>{move || desk.bill.get()}</p>
                <button type="button" class="quiet" popovertarget=ANSWER_CARD>"Answer and request…"</button>
            </div>
        </section>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <p>"Say what to find and press Run. For example:"</p>
        <Examples />
        <p>
            "Or " <button type="button" class="link" on:click=move |_| browser::open_chooser(ANSWER_INPUT)>
                "open a saved answer"
            </button> " about this picture: text or JSON, dropped or pasted."
        </p>
    }
}

#[component]
fn ObjectRow(#[prop(into)] row: Field<Row>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let object = move || row.object().get();
    let name = move || object().name.clone();
    let has_mask = move || object().has_mask;
    let about = move || {
        let object = object();
        object
            .about
            .clone()
            .unwrap_or_else(|| format!("{} px", grouped(object.area)))
    };
    view! {
        <li class="object" class:object--hidden=move || !row.visible().get()>
            <input
                type="checkbox"
                class="object__shown"
                aria-label=move || format!("Show {}", name())
                style:--mask=move || css(object().color)
                bind:checked=row.visible()
            />
            <span class="object__text">
                <bdi class="object__name">{name}</bdi>
                <span class="object__about" class:object__about--problem=move || object().is_lacking>{about}</span>
            </span>
                <button
                    type="button"
                    class="quiet object__save"
                    hidden=move || !has_mask()
                    title="Save cut-out"
                    aria-label=move || format!("Save cut-out of {}", name())
                    disabled=move || desk.is_busy()
                    on:click=move |_| desk.save_cut_out(row.object().get_untracked())
                >
                    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9M6 8.500l4 4 4-4M4 16h12" /></svg>
                </button>
        </li>
    }
}

/// How masks are drawn, and the file of all of them.
#[component]
fn Looks() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
            <label class="slider">
                <span>"Opacity"</span>
                <input
                    type="range" aria-label="Opacity" min="0" max="100"
                    prop:value=move || desk.fill.get().to_string()
                    on:input:target=move |event| set_number(&event.target().value(), |fill| desk.fill.set(fill))
                />
                <output>{move || format!("{} %", desk.fill.get())}</output>
            </label>
            <label class="slider">
                <span>"Threshold"</span>
                <input
                    type="range" aria-label="Threshold" min="0" max="254"
                    disabled=move || !desk.has_png_masks()
                    prop:value=move || desk.threshold.get().to_string()
                    on:input:target=move |event| set_number(&event.target().value(), |value| desk.threshold.set(value))
                    on:change=move |_| desk.cut()
                />
                <output>{move || desk.threshold.get()}</output>
            </label>
            <label class="slider" hidden=move || !desk.has_cuboids()>
                <span>"Field of view"</span>
                <input
                    type="range" aria-label="Field of view" min="10" max="140"
                    prop:value=move || desk.degrees.get().to_string()
                    on:input:target=move |event| set_number(&event.target().value(), |degrees| {
                        desk.degrees.set(degrees);
                        desk.look_through();
                    })
                />
                <output>{move || format!("{}°", desk.degrees.get())}</output>
            </label>
            <button type="button" disabled=move || desk.is_busy() on:click=move |_| desk.save_overlay()>
                "Save overlay"
            </button>
    }
}

/// Passes on a slider's value; the browser keeps it within the slider's range.
fn set_number(value: &str, set: impl FnOnce(u8)) {
    if let Ok(number) = value.parse() {
        set(number);
    }
}

/// A number with a thin space between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}
