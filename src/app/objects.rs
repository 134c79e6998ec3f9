//! The list of objects: the canvas's text alternative. Each with its colour, its
//! size or why it has no mask, a switch and its file; below them what holds for all.

use super::answer::ANSWER_CARD;
use super::controls::{button, does, slider, told, when};
use super::desk::Row;
use super::examples::Examples;
use super::stage::css;
use super::{ANSWER_INPUT, Desk};
use crate::browser;
use crate::pipeline::message::Role;
use crate::session::Keep;
use leptos::prelude::*;

#[component]
pub(super) fn Objects() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let count = move || desk.rows.read().len();
    let is_empty = when(move || count() == 0);
    view! {
        <section class="objects" aria-label="Objects" hidden=when(move || desk.picture.read().is_none())>
            <h2 class="objects__title">
                "Objects " <span class="objects__count">{told(move || if count() > 0 { count().to_string() } else { String::new() })}</span>
            </h2>
            <div class="objects__none" hidden=when(move || !is_empty.get())>
                <Nothing />
            </div>
            <Pair />
            <ul class="objects__list" hidden=is_empty>
                <For each=move || desk.rows.get() key=|row| row.id let:row>
                    <ObjectRow row=row />
                </For>
            </ul>
            <div class="looks" hidden=is_empty>
                <Looks />
            </div>
            <div class="call" hidden=when(move || !desk.has_answer.get())>
                <p class="call__bill" hidden=when(move || desk.bill.read().is_empty())>{told(move || desk.bill.get())}</p>
                <button type="button" class="quiet" popovertarget=ANSWER_CARD>"Answer and request…"</button>
                <button
                    type="button"
                    class="quiet"
                    title="Asks the same once more, of the model that is chosen above, and shows both answers"
                    hidden=is_empty
                    disabled=when(move || desk.is_busy())
                    on:click=move |_| desk.ask_for(Role::Second)
                >
                    {told(move || format!("Compare with {}", desk.model.read()))}
                </button>
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
            "Or " {button("open a saved answer", "link", does(|| browser::open_chooser(ANSWER_INPUT)))} " about this picture: text or JSON, dropped or pasted."
        </p>
    }
}

/// What is kept of two answers, while there are two.
#[component]
fn Pair() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let ways = [
        ("First", Keep::First),
        ("Second", Keep::Second),
        ("Union", Keep::Union),
        ("Intersection", Keep::Intersection),
    ];
    let ways = ways.map(|(label, how)| button(label, "", does(move || desk.keep(how))));
    view! {
        <fieldset class="pair" hidden=when(move || !desk.is_pair()) disabled=when(move || desk.is_busy())>
            <legend>"Keep"</legend>
            {ways.collect_view()}
        </fieldset>
    }
}

#[component]
fn ObjectRow(row: Row) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (shown, object) = (RwSignal::from(row.visible), RwSignal::from(row.object));
    let object = move || object.get();
    let name = told(move || object().name.clone());
    let about = told(move || object().about.clone());
    view! {
        <li class="object" class:object--hidden=when(move || !shown.get())>
            <input
                type="checkbox"
                class="object__shown"
                aria-label=told(move || format!("Show {}", name.get()))
                style:--mask=told(move || css(object().color))
                bind:checked=shown
            />
            <span class="object__text">
                <bdi class="object__name">{name}</bdi>
                <span class="object__about" class:object__about--problem=when(move || object().is_lacking)>{about}</span>
            </span>
                <button
                    type="button"
                    class="quiet object__save"
                    hidden=when(move || !object().has_mask)
                    title="Save cut-out"
                    aria-label=told(move || format!("Save cut-out of {}", name.get()))
                    disabled=when(move || desk.is_busy())
                    on:click=move |_| desk.save_cut_out(untrack(object))
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
    let always = Signal::stored(false);
    let no_png = Signal::derive(move || !desk.has_png_masks());
    let flat = Signal::derive(move || !desk.has_cuboids());
    // While it is being moved the masks are only drawn there, which is quicker.
    let cut = Callback::new(move |is_done| {
        if is_done {
            desk.cut();
        }
    });
    let look = Callback::new(move |is_done: bool| {
        if !is_done {
            desk.look_through();
        }
    });
    view! {
        {slider("Opacity", [0, 100], always, always, desk.fill, |fill| format!("{fill} %"), Callback::new(|_| {}))}
        {slider("Threshold", [0, 254], always, no_png, desk.threshold, |threshold| threshold.to_string(), cut)}
        {slider("Field of view", [10, 140], flat, always, desk.degrees, |degrees| format!("{degrees}°"), look)}
            <button type="button" disabled=when(move || desk.is_busy() || desk.is_pair()) on:click=move |_| desk.save_overlay()>
                "Save overlay"
            </button>
    }
}
