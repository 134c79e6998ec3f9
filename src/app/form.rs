//! What a person wants to know, beside their words: the kind of answer, what
//! stands in the labels, how many at most, and the prompt that all of it makes.

use super::Desk;
use crate::gemini::task::{Labels, LabelsProblem, MOST, Naming, Task, Wish};
use crate::pipeline::message::{Reply, Request};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The fields of a wish, as they are filled in.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The kind of answer.
    pub task: RwSignal<Task>,
    /// How things are named: a place in [`NAMINGS`].
    pub naming: RwSignal<usize>,
    /// The classes, or what is to be explained.
    pub naming_words: RwSignal<String>,
    /// The language of the labels.
    pub languages: RwSignal<String>,
    /// At most so many objects.
    pub most: RwSignal<String>,
    /// The prompt in the person's own words, once they changed it.
    pub own_prompt: RwSignal<Option<String>>,
}

/// The ways to name things: what they are called, and what to type for each.
const NAMINGS: [(&str, &str); 3] = [
    ("Descriptive", ""),
    ("Only these classes", "cup, plate, fork"),
    ("An explanation of", "how to clean this up"),
];

/// The language field offers these; any other can be typed.
const LANGUAGES: [&str; 8] = [
    "English",
    "German",
    "Spanish",
    "French",
    "Japanese",
    "Japanese with English",
    "Hindi",
    "Arabic",
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
            own_prompt: RwSignal::new(None),
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
    let options = Task::ALL.map(|one| {
        view! { <option value=one.name() selected=move || task.get() == one>{one.name()}</option> }
    });
    let choose = move |name: String| {
        let chosen = Task::ALL.into_iter().find(|one| one.name() == name);
        task.set(chosen.unwrap_or_default());
    };
    view! {
        <select
            aria-label="Kind of answer"
            prop:value=move || task.get().name()
            on:change:target=move |event| choose(event.target().value())
        >
            {options.collect_view()}
        </select>
    }
}

/// Everything that may be said beside the words, and the prompt.
#[component]
pub(super) fn Options() -> impl IntoView {
    let form = expect_context::<Desk>().form;
    let namings = (0..).zip(NAMINGS).map(|(at, (name, _))| {
        view! { <option value=at selected=move || form.naming.get() == at>{name}</option> }
    });
    let languages = LANGUAGES.map(|language| view! { <option value=language></option> });
    let hint = move || NAMINGS.get(form.naming.get()).map_or("", |(_, hint)| *hint);
    view! {
        <details class="options">
            <summary>"Labels and prompt"</summary>
            <div class="options__fields">
                <label>
                    <span>"Labels"</span>
                    <select
                        prop:value=move || form.naming.get().to_string()
                        on:change:target=move |event| {
                            if let Ok(at) = event.target().value().parse() {
                                form.naming.set(at);
                            }
                        }
                    >
                        {namings.collect_view()}
                    </select>
                </label>
                <input
                    type="text"
                    aria-label="What the labels say"
                    autocomplete="off"
                    placeholder=hint
                    hidden=move || form.naming.get() == 0
                    bind:value=form.naming_words
                />
                <label>
                    <span>"Language"</span>
                    <input type="text" list="languages" placeholder="as asked" autocomplete="off" bind:value=form.languages />
                </label>
                <datalist id="languages">{languages.collect_view()}</datalist>
                <label>
                    <span>"At most"</span>
                    <input type="number" min="1" max="500" bind:value=form.most />
                </label>
            </div>
            <PromptText />
        </details>
    }
}

/// The prompt as it is sent; a person's own stays as they wrote it.
#[component]
fn PromptText() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let own = desk.form.own_prompt;
    let made = RwSignal::new(String::new());
    Effect::new(move |_| {
        let wish = desk.form.wish(desk.words.get());
        let (model, is_own) = (desk.model.get(), own.read().is_some());
        // Before a picture is open there is no pipeline to ask, and no need.
        let has_picture = desk.photo.read().is_some();
        let Ok(wish) = wish else { return };
        if is_own || !has_picture {
            return;
        }
        spawn_local(async move {
            let composed = desk.pipeline(&Request::Compose { model, wish }, &[]).await;
            if let Ok((Reply::Prompt(prompt), _)) = composed {
                made.set(prompt);
            }
        });
    });
    let text = move || own.get().unwrap_or_else(|| made.get());
    view! {
        <label class="options__prompt">
            <span>"Prompt, as it is sent"</span>
            <textarea
                rows="5"
                spellcheck="false"
                prop:value=text
                on:input:target=move |event| own.set(Some(event.target().value()))
            ></textarea>
        </label>
        <button type="button" class="quiet" hidden=move || own.read().is_none() on:click=move |_| own.set(None)>
            "Back to the prompt that Masque makes"
        </button>
    }
}
