//! Back and forth through what was done to the objects: two buttons, and the list of
//! all steps by name. Never keeps a step itself: the pipeline does.

use super::Desk;
use super::controls::{told, when};
use crate::session::Edit;
use leptos::prelude::*;

/// The id of the list's card.
const HISTORY_CARD: &str = "history";

#[component]
pub(super) fn History() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let steps = desk.steps;
    let undo = told(move || match steps.read().done.last() {
        Some(step) => format!("Undo: {step}"),
        None => "Undo".to_owned(),
    });
    let redo = told(move || match steps.read().undone.first() {
        Some(step) => format!("Redo: {step}"),
        None => "Redo".to_owned(),
    });
    let nothing_done = when(move || steps.read().done.is_empty());
    let nothing_undone = when(move || steps.read().undone.is_empty());
    let none = when(move || nothing_done.get() && nothing_undone.get());
    view! {
        <button type="button" class="quiet tool" title=undo aria-label=undo disabled=nothing_done on:click=move |_| desk.undo()>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7 4L3 8l4 4M3 8h8a5 5 0 0 1 0 9H8" /></svg>
        </button>
        <button type="button" class="quiet tool" title=redo aria-label=redo disabled=nothing_undone on:click=move |_| desk.redo()>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 9h3" /></svg>
        </button>
        <button type="button" class="quiet" popovertarget=HISTORY_CARD disabled=none>"History"</button>
        <div id=HISTORY_CARD class="card history" popover="auto" role="dialog" aria-label="History">
            <h2>"History"</h2>
            <ol>
                <li>{step(desk, 0, "As it came".to_owned(), false)}</li>
                {move || {
                    let steps = steps.get();
                    let done = steps.done.len();
                    let all = steps.done.into_iter().chain(steps.undone).enumerate();
                    all.map(|(at, name)| view! { <li>{step(desk, at + 1, name, at >= done)}</li> }).collect_view()
                }}
            </ol>
        </div>
    }
}

/// A step in the list, which goes there.
fn step(desk: Desk, at: usize, name: String, is_undone: bool) -> impl IntoView + use<> {
    let is_here = told(move || (desk.steps.read().done.len() == at).to_string());
    view! {
        <button type="button" class="quiet" class:history__undone=is_undone aria-current=is_here on:click=move |_| desk.edit(Edit::GoTo(at))>
            {name}
        </button>
    }
}
