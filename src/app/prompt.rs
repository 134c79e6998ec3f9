//! The question: the words, Run, and while it is on its way the seconds and
//! Cancel.

use super::controls::{button, button_if, does, told, when};
use super::desk::Work;
use super::form::{Options, TaskPicker};
use super::texts;
use super::{ANSWER_INPUT, Desk, PICTURE_INPUT};
use crate::browser::{self, Ticker};
use crate::pipeline::message::Role;
use leptos::prelude::*;

/// The id that messages lead to.
pub(super) const PROMPT_FIELD: &str = "prompt-field";

#[component]
pub(super) fn Prompt() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_picture = move || desk.picture.read().is_some();
    let is_part = when(move || desk.part.read().is_some() || desk.choosing_part.get());
    let is_whole = when(move || !is_part.get());
    let waiting = when(move || desk.is_waiting());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !desk.is_busy() {
            desk.ask_for(Role::New);
        }
    };
    view! {
        <form class="prompt" on:submit=submit>
            <Progress />
            <div class="prompt__row">
                <TaskPicker />
                <label class="visually-hidden" for=PROMPT_FIELD>{desk.t(|t| t.prompt.what)}</label>
                <input
                    id=PROMPT_FIELD
                    type="text"
                    placeholder=desk.t(|t| t.prompt.such_as)
                    autocomplete="off"
                    enterkeyhint="go"
                    bind:value=desk.words
                />
                <button type="submit" class="primary" hidden=when(move || desk.is_asking() || desk.is_waiting()) disabled=when(move || desk.is_busy())>
                    {desk.t(|t| t.prompt.run)}
                </button>
                {button_if(desk.t(|t| t.prompt.cancel), "", when(move || desk.is_asking()), does(move || desk.cancel()))}
                {button_if(desk.t(|t| t.prompt.cancel), "", when(move || desk.exports.is_running.get()), does(move || desk.cancel_export()))}
                {button_if(desk.t(|t| t.prompt.try_now), "primary", waiting, does(move || desk.end_wait(true)))}
                {button_if(desk.t(|t| t.prompt.stop), "", waiting, does(move || desk.end_wait(false)))}
            </div>
            <Options />
            <div class="prompt__more" hidden=when(move || !has_picture())>
                <button
                    type="button"
                    class="quiet"
                    hidden=when(move || desk.sheets.read().len() < 2)
                    disabled=when(move || desk.is_busy())
                    on:click=move |_| desk.ask_for_all(false)
                >
                    {told(move || texts::run_all(desk.tongue.get(), desk.sheets.read().len()))}
                </button>
                {button_if(desk.t(|t| t.prompt.part), "quiet", is_whole, does(move || desk.choosing_part.set(true)))}
                {button_if(desk.t(|t| t.prompt.whole), "quiet", is_part, does(move || {
                    desk.part.set(None);
                    desk.choosing_part.set(false);
                }))}
                {button(desk.t(|t| t.prompt.another_picture), "quiet", does(|| browser::open_chooser(PICTURE_INPUT)))}
                {button(desk.t(|t| t.prompt.open_answer), "quiet", does(|| browser::open_chooser(ANSWER_INPUT)))}
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
    let waiting = desk.t(|t| t.prompt.waiting);
    let words = told(move || match desk.work.get() {
        Work::Idle => String::new(),
        Work::Opening(name) => texts::opening(desk.tongue.get(), &name),
        Work::Saving(name) => texts::saving(desk.tongue.get(), &name),
        Work::Asking { .. } => waiting.get(),
        Work::Waiting { why, .. } => why,
    });
    let seconds = told(move || match desk.work.get() {
        Work::Asking { since } => format!("{} s", (now.get() - since) as u32),
        Work::Waiting { until, .. } => {
            let left = (until - now.get()).max(0.0).ceil() as u32;
            texts::trying_again(desk.tongue.get(), left)
        }
        _ => String::new(),
    });
    let thought = told(move || match desk.is_asking() {
        true => desk.thought.get(),
        false => String::new(),
    });
    view! {
        <div class="progress" class:progress--asking=when(move || desk.is_asking())>
            <span role="status">{words}</span>
            <span class="progress__seconds" aria-hidden="true">{seconds}</span>
            <bdi class="progress__thought">{thought}</bdi>
        </div>
    }
}
