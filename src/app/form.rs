//! What a person wants to know, beside their words: the kind of answer, what
//! stands in the labels, how many at most, and the prompt that all of it makes.

use super::Desk;
use super::controls::{Entry, button_if, choice, does, line, when};
use crate::gemini::task::{Labels, LabelsProblem, MOST, Naming, Task, Wish};
use crate::pipeline::message::{Reply, Request};
use crate::session::Tongue;
use crate::session::words::{self, Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The fields of a wish, as they are filled in.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The kind of answer.
    pub task: RwSignal<Task>,
    /// How things are named: a place in [`NAMINGS`].
    pub naming: RwSignal<u8>,
    /// The classes, or what is to be explained.
    pub naming_words: RwSignal<String>,
    /// The language of the labels.
    pub languages: RwSignal<String>,
    /// At most so many objects.
    pub most: RwSignal<String>,
    /// The prompt as it is sent.
    pub prompt: RwSignal<String>,
    /// Whether it is in the person's own words.
    pub is_own_prompt: RwSignal<bool>,
}

/// The ways to name things: what they are called, and what to type for each.
const NAMINGS: [(&str, &str); 3] = [
    ("Descriptive", ""),
    ("Only these classes", "cup, plate, fork"),
    ("An explanation of", "how to clean this up"),
];

impl Form {
    /// The form as it is at first.
    pub fn new() -> Self {
        Self {
            task: RwSignal::new(Task::Masks),
            naming: RwSignal::new(0),
            naming_words: RwSignal::new(String::new()),
            languages: RwSignal::new(String::new()),
            most: RwSignal::new(MOST.to_string()),
            prompt: RwSignal::new(String::new()),
            is_own_prompt: RwSignal::new(false),
        }
    }

    /// What is wanted with these words, or the words for what is missing.
    pub fn wish(self, words: String) -> Result<Wish, Message> {
        let typed = self.naming_words.get();
        let naming = match self.naming.get() {
            1 => Naming::classes(&typed),
            2 => Naming::explanation(&typed),
            _ => Ok(Naming::Descriptive),
        };
        let naming = naming.map_err(|problem| {
            let text = match problem {
                LabelsProblem::NoClasses => "Name at least one class for the labels, such as: cup",
                LabelsProblem::NothingToExplain => {
                    "Say what the labels shall explain, such as: how to clean this up"
                }
            };
            Message::error(text, Some(Help::Prompt))
        })?;
        let most = self.most.get().trim().parse().ok();
        let most = most
            .filter(|most| (1..=500).contains(most))
            .ok_or_else(|| {
                let text = "“At most” takes a whole number from 1 to 500";
                Message::error(text, Some(Help::Prompt))
            })?;
        Ok(Wish {
            task: self.task.get(),
            words,
            labels: Labels {
                naming,
                languages: self.languages.get(),
            },
            most,
        })
    }
}

/// The kind of answer.
#[component]
pub(super) fn TaskPicker() -> impl IntoView {
    let task = expect_context::<Desk>().form.task;
    let name = |task| words::task(Tongue::default(), task);
    let entries = Task::ALL
        .map(|one| Entry::new(name(one), name(one)))
        .to_vec();
    let chosen = Signal::derive(move || name(task.get()));
    let choose = Callback::new(move |value: String| {
        let chosen = Task::ALL.into_iter().find(|one| name(*one) == value);
        task.set(chosen.unwrap_or_default());
    });
    choice(
        "task-field",
        "Kind of answer",
        Signal::stored(entries),
        chosen,
        choose,
    )
}

/// Everything that may be said beside the words, and the prompt.
#[component]
pub(super) fn Options() -> impl IntoView {
    let form = expect_context::<Desk>().form;
    let namings = (0..).zip(NAMINGS);
    let namings = namings.map(|(at, (name, _)): (usize, _)| Entry::new(at.to_string(), name));
    let namings = Signal::stored(namings.collect());
    let naming = Signal::derive(move || form.naming.get().to_string());
    let choose = Callback::new(move |at: String| {
        if let Ok(at) = at.parse() {
            form.naming.set(at);
        }
    });
    let hint = Signal::derive(move || {
        NAMINGS
            .get(usize::from(form.naming.get()))
            .map_or("", |(_, hint)| *hint)
            .to_owned()
    });
    let plain = Signal::derive(move || form.naming.get() == 0);
    let languages = Signal::stored("Japanese with English".to_owned());
    let most = Signal::stored(MOST.to_string());
    let always = Signal::stored(false);
    view! {
        <details class="options">
            <summary>"Labels and prompt"</summary>
            <div class="options__fields">
                <span>"Labels"</span>
                {choice("naming-field", "Labels", namings, naming, choose)}
                {line("What the labels say", hint, plain, form.naming_words)}
                <span>"Language"</span>
                {line("Language of the labels", languages, always, form.languages)}
                <span>"At most"</span>
                {line("At most so many", most, always, form.most)}
            </div>
            <PromptText />
        </details>
    }
}

/// The prompt as it is sent; a person's own stays as they wrote it.
#[component]
fn PromptText() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (prompt, is_own) = (desk.form.prompt, desk.form.is_own_prompt);
    Effect::new(move |_| {
        let wish = desk.form.wish(desk.words.get());
        let model = desk.model.get();
        // Before a picture is open there is no pipeline to ask, and no need.
        let has_picture = desk.picture.read().is_some();
        let Ok(wish) = wish else { return };
        if is_own.get() || !has_picture {
            return;
        }
        spawn_local(async move {
            let composed = desk.pipeline(&Request::Compose { model, wish }, &[]).await;
            if let Ok((Reply::Prompt(made), _)) = composed
                && !is_own.get_untracked()
            {
                prompt.set(made);
            }
        });
    });
    let edit = move |typed: String| {
        is_own.set(true);
        prompt.set(typed);
    };
    view! {
        <label class="options__prompt">
            <span>"Prompt, as it is sent"</span>
            <textarea
                rows="5"
                spellcheck="false"
                prop:value=prompt
                on:input:target=move |event| edit(event.target().value())
            ></textarea>
        </label>
        {button_if("Back to the prompt that Masque makes", "quiet", when(move || is_own.get()), does(move || is_own.set(false)))}
    }
}
