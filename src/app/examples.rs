//! Examples of what can be asked, one click each. Never sent by themselves: they
//! fill in the form, and a person looks at it first.

use super::Desk;
use super::controls::{button, does};
use super::prompt::PROMPT_FIELD;
use super::texts::Text;
use crate::browser;
use crate::gemini::task::Task;
use leptos::prelude::*;

/// Something to ask.
pub(super) struct Example {
    title: Text,
    task: Task,
    words: Text,
    /// How labels are named, a place in the form's list, and its words.
    naming: (u8, Text),
    languages: Text,
}

const fn example(title: Text, task: Task, words: Text) -> Example {
    Example {
        title,
        task,
        words,
        naming: (0, |_| ""),
        languages: |_| "",
    }
}

/// All of them, in the order in which they are offered.
pub(super) static EXAMPLES: [Example; 9] = [
    example(
        |t| t.examples.everything,
        Task::Masks,
        |t| t.examples.everything_words,
    ),
    example(
        |t| t.examples.by_look,
        Task::Masks,
        |t| t.examples.by_look_words,
    ),
    example(
        |t| t.examples.boxes,
        Task::Boxes,
        |t| t.examples.boxes_words,
    ),
    example(
        |t| t.examples.points,
        Task::Points,
        |t| t.examples.points_words,
    ),
    example(
        |t| t.examples.boxes_3d,
        Task::Boxes3d,
        |t| t.examples.boxes_3d_words,
    ),
    example(
        |t| t.examples.shadows,
        Task::Masks,
        |t| t.examples.shadows_words,
    ),
    Example {
        languages: |t| t.examples.two_languages_names,
        ..example(
            |t| t.examples.two_languages,
            Task::Boxes,
            |t| t.examples.two_languages_words,
        )
    },
    Example {
        naming: (1, |t| t.examples.classes_names),
        ..example(
            |t| t.examples.classes,
            Task::Masks,
            |t| t.examples.classes_words,
        )
    },
    Example {
        naming: (2, |t| t.examples.clean_up_names),
        ..example(
            |t| t.examples.clean_up,
            Task::Boxes,
            |t| t.examples.clean_up_words,
        )
    },
];

#[component]
pub(super) fn Examples() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let chips = EXAMPLES.iter().map(move |example| {
        view! { <li>{button(desk.t(example.title), "chip", does(move || fill_in(desk, example)))}</li> }
    });
    view! { <ul class="chips" aria-label=desk.t(|t| t.examples.list)>{chips.collect_view()}</ul> }
}

/// Fills in the form with an example.
pub(super) fn fill_in(desk: Desk, example: &Example) {
    let (form, texts) = (desk.form, desk.texts());
    form.task.set(example.task);
    let (naming, words) = example.naming;
    form.naming.set(naming);
    form.naming_words.set(words(texts).to_owned());
    form.languages.set((example.languages)(texts).to_owned());
    form.is_own_prompt.set(false);
    desk.words.set((example.words)(texts).to_owned());
    browser::focus(PROMPT_FIELD);
}
