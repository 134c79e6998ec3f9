//! The question: the words, Run, and while it is on its way the seconds and
//! Cancel.

use super::desk::{Work, WorkspaceStoreFields as _};
use super::form::{Options, TaskPicker};
use super::{ANSWER_INPUT, Desk, PICTURE_INPUT};
use crate::browser::{self, Ticker};
use leptos::prelude::*;

/// The id that messages lead to.
pub(super) const PROMPT_FIELD: &str = "prompt-field";

#[component]
pub(super) fn Prompt() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_picture = move || desk.store.picture().read().is_some();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !desk.is_busy() {
            desk.run();
        }
    };
    view! {
        <form class="prompt" on:submit=submit>
            <Progress />
            <div class="prompt__row">
                <TaskPicker />
                <label class="visually-hidden" for=PROMPT_FIELD>"What to find"</label>
                <input
                    id=PROMPT_FIELD
                    type="text"
                    placeholder="What to find, such as: every cupcake"
                    autocomplete="off"
                    enterkeyhint="go"
                    bind:value=desk.words
                />
                <button type="submit" class="primary" hidden=move || desk.is_asking() || desk.is_waiting() disabled=move || desk.is_busy()>
                    "Run"
                </button>
                <button type="button" hidden=move || !desk.is_asking() on:click=move |_| desk.cancel()>
                    "Cancel"
                </button>
                <button type="button" class="primary" hidden=move || !desk.is_waiting() on:click=move |_| desk.end_wait(true)>
                    "Try now"
                </button>
                <button type="button" hidden=move || !desk.is_waiting() on:click=move |_| desk.end_wait(false)>
                    "Stop"
                </button>
            </div>
            <Options />
            <div class="prompt__more" hidden=move || !has_picture()>
                <button type="button" class="quiet" on:click=move |_| browser::open_chooser(PICTURE_INPUT)>
                    "Another picture…"
                </button>
                <button type="button" class="quiet" on:click=move |_| browser::open_chooser(ANSWER_INPUT)>
                    "Open a saved answer…"
                </button>
            </div>
        </form>
    }
}

/// What is being waited for. The seconds are for the eye alone: read out, they
/// would drown everything else.
#[component]
fn Progress() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let now = RwSignal::new(browser::now_seconds());
    let ticker = StoredValue::new_local(None::<Ticker>);
    Effect::new(move |_| {
        let asking = desk.is_asking() || desk.is_waiting();
        now.set(browser::now_seconds());
        ticker.set_value(asking.then(|| Ticker::new(200, move || now.set(browser::now_seconds()))));
    });
    let words = move || match desk.store.work().get() {
        Work::Idle => None,
        Work::Opening(name) => Some(format!("Opening {name}…")),
        Work::Saving(name) => Some(format!("Saving {name}…")),
        Work::Asking { .. } => Some("Waiting for Gemini…".to_owned()),
        Work::Waiting { why, .. } => Some(why),
    };
    let seconds = move || match desk.store.work().get() {
        Work::Asking { since } => Some(format!("{} s", (now.get() - since) as u32)),
        Work::Waiting { until, .. } => {
            let left = (until - now.get()).max(0.0).ceil();
            Some(format!("Trying again in {left} s"))
        }
        _ => None,
    };
    let thought =
        move || Some(desk.thought.get()).filter(|said| desk.is_asking() && !said.is_empty());
    view! {
        <div class="progress" class:progress--asking=move || desk.is_asking()>
            <span role="status">{words}</span>
            <span class="progress__seconds" aria-hidden="true">{seconds}</span>
            <span class="progress__thought"><bdi>{thought}</bdi></span>
        </div>
    }
}
