//! What a person wants to know, beside their words: the kind of answer, what
//! stands in the labels, how many at most, and the prompt that all of it makes.

use super::Desk;
use super::controls::{Entry, button_if, choice, does, line, when};
use super::texts::{self, Text, Texts};
use crate::gemini::task::{Labels, MOST, Naming, Task, Wish};
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
const NAMINGS: [(Text, Text); 3] = [
    (|t| t.form.descriptive, |_| ""),
    (|t| t.form.classes, |t| t.form.such_classes),
    (|t| t.form.explanation, |t| t.form.such_explanation),
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
    pub fn wish(self, words: String, tongue: Tongue) -> Result<Wish, Message> {
        let typed = self.naming_words.get();
        let naming = match self.naming.get() {
            1 => Naming::classes(&typed),
            2 => Naming::explanation(&typed),
            _ => Ok(Naming::Descriptive),
        };
        let naming = naming.map_err(|problem| {
            let text = texts::missing_labels(tongue, problem);
            Message::error(text, Some(Help::Prompt))
        })?;
        let most = self.most.get().trim().parse().ok();
        let most = most
            .filter(|most| (1..=500).contains(most))
            .ok_or_else(|| {
                let text = Texts::of(tongue.language).said.whole_number;
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
    let desk = expect_context::<Desk>();
    let task = desk.form.task;
    let entries = Signal::derive(move || {
        let tongue = desk.tongue.get();
        let all = Task::ALL.iter().enumerate();
        let entries = all.map(|(at, one)| Entry::new(at.to_string(), words::task(tongue, *one)));
        entries.collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let at = Task::ALL.iter().position(|one| *one == task.get());
        at.unwrap_or(0).to_string()
    });
    let choose = Callback::new(move |at: String| {
        let at = at.parse().ok();
        let chosen = at.and_then(|at: usize| Task::ALL.get(at));
        task.set(chosen.copied().unwrap_or_default());
    });
    choice(
        "task-field",
        desk.t(|t| t.form.kind),
        entries,
        chosen,
        choose,
    )
}

/// Everything that may be said beside the words, and the prompt.
#[component]
pub(super) fn Options() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let form = desk.form;
    let namings = Signal::derive(move || {
        let texts = Texts::of(desk.tongue.get().language);
        let namings = NAMINGS.iter().enumerate();
        let entries = namings.map(|(at, (name, _))| Entry::new(at.to_string(), name(texts)));
        entries.collect::<Vec<_>>()
    });
    let naming = Signal::derive(move || form.naming.get().to_string());
    let choose = Callback::new(move |at: String| {
        if let Ok(at) = at.parse() {
            form.naming.set(at);
        }
    });
    let hint = Signal::derive(move || {
        NAMINGS
            .get(usize::from(form.naming.get()))
            .map_or("", |(_, hint)| hint(Texts::of(desk.tongue.get().language)))
            .to_owned()
    });
    let plain = Signal::derive(move || form.naming.get() == 0);
    let languages = desk.t(|t| t.form.such_languages);
    let most = Signal::stored(MOST.to_string());
    let always = Signal::stored(false);
    view! {
        <details class="options">
            <summary>{desk.t(|t| t.form.more)}</summary>
            <div class="options__fields">
                <span>{desk.t(|t| t.form.labels)}</span>
                {choice("naming-field", desk.t(|t| t.form.labels), namings, naming, choose)}
                {line(desk.t(|t| t.form.say), hint, plain, form.naming_words)}
                <span>{desk.t(|t| t.form.language)}</span>
                {line(desk.t(|t| t.form.languages), languages, always, form.languages)}
                <span>{desk.t(|t| t.form.most)}</span>
                {line(desk.t(|t| t.form.so_many), most, always, form.most)}
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
        let wish = desk.form.wish(desk.words.get(), desk.tongue.get());
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
            <span>{desk.t(|t| t.form.prompt)}</span>
            <textarea
                rows="5"
                spellcheck="false"
                prop:value=prompt
                on:input:target=move |event| edit(event.target().value())
            ></textarea>
        </label>
        {button_if(desk.t(|t| t.form.own_prompt), "quiet", when(move || is_own.get()), does(move || is_own.set(false)))}
    }
}
