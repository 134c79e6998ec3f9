//! Back and forth through what was done to the objects: two buttons, and the list of
//! all steps by name. Never keeps a step itself: the pipeline does.

use super::Desk;
use super::controls::{told, when};
use super::texts;
use leptos::prelude::*;

/// The id of the list's card.
const HISTORY_CARD: &str = "history";

#[component]
pub(super) fn History() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let steps = desk.steps;
    let (no_undo, no_redo) = (desk.t(|t| t.history.undo), desk.t(|t| t.history.redo));
    let as_it_came = desk.t(|t| t.history.as_it_came);
    let undo = told(move || match steps.read().done.last() {
        Some(step) => texts::undo(desk.tongue.get(), step),
        None => no_undo.get(),
    });
    let redo = told(move || match steps.read().undone.first() {
        Some(step) => texts::redo(desk.tongue.get(), step),
        None => no_redo.get(),
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
        <button type="button" class="quiet" popovertarget=HISTORY_CARD disabled=none>{desk.t(|t| t.history.history)}</button>
        <div id=HISTORY_CARD class="card history" popover="auto" role="dialog" aria-label=desk.t(|t| t.history.history)>
            <h2>{desk.t(|t| t.history.history)}</h2>
            <ol>
                <li>{step(desk, 0, as_it_came, false)}</li>
                {move || {
                    let steps = steps.get();
                    let done = steps.done.len();
                    let all = steps.done.into_iter().chain(steps.undone).enumerate();
                    all.map(|(at, name)| view! { <li>{step(desk, at + 1, Signal::stored(name), at >= done)}</li> }).collect_view()
                }}
            </ol>
        </div>
    }
}

/// A step in the list, which goes there.
fn step(desk: Desk, at: usize, name: Signal<String>, is_undone: bool) -> impl IntoView + use<> {
    let is_here = told(move || (desk.steps.read().done.len() == at).to_string());
    view! {
        <button type="button" class="quiet" class:history__undone=is_undone aria-current=is_here on:click=move |_| desk.go_to(at)>
            {name}
        </button>
    }
}
