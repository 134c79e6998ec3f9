//! Examples of what can be asked, one click each. Never sent by themselves: they
//! fill in the form, and a person looks at it first.

use super::Desk;
use super::controls::{button, does};
use super::prompt::PROMPT_FIELD;
use crate::browser;
use crate::gemini::task::Task;
use leptos::prelude::*;

/// Something to ask.
pub(super) struct Example {
    title: &'static str,
    task: Task,
    words: &'static str,
    /// How labels are named, a place in the form's list, and its words.
    naming: (u8, &'static str),
    languages: &'static str,
}

const fn example(title: &'static str, task: Task, words: &'static str) -> Example {
    Example {
        title,
        task,
        words,
        naming: (0, ""),
        languages: "",
    }
}

/// All of them, in the order in which they are offered.
pub(super) static EXAMPLES: [Example; 9] = [
    example(
        "Masks of everything",
        Task::Masks,
        "everything in the picture",
    ),
    example(
        "One thing by its look",
        Task::Masks,
        "the largest round thing",
    ),
    example("Boxes", Task::Boxes, "every person, animal and vehicle"),
    example(
        "Points",
        Task::Points,
        "everything that can be opened or picked up",
    ),
    example(
        "3D boxes",
        Task::Boxes3d,
        "the furniture and other large things",
    ),
    example(
        "Shadows",
        Task::Masks,
        "the shadow of each thing, not the thing itself",
    ),
    Example {
        languages: "Japanese with English",
        ..example(
            "Japanese with English",
            Task::Boxes,
            "the food and the dishes",
        )
    },
    Example {
        naming: (1, "cup, plate, cutlery, food"),
        ..example("Fixed classes", Task::Masks, "everything on the table")
    },
    Example {
        naming: (2, "how to clean this up"),
        ..example(
            "How to clean this up",
            Task::Boxes,
            "everything that is dirty or out of place",
        )
    },
];

#[component]
pub(super) fn Examples() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let chips = EXAMPLES.iter().map(move |example| {
        view! { <li>{button(example.title, "chip", does(move || fill_in(desk, example)))}</li> }
    });
    view! { <ul class="chips" aria-label="Examples">{chips.collect_view()}</ul> }
}

/// Fills in the form with an example.
pub(super) fn fill_in(desk: Desk, example: &Example) {
    let form = desk.form;
    form.task.set(example.task);
    form.naming.set(example.naming.0);
    form.naming_words.set(example.naming.1.to_owned());
    form.languages.set(example.languages.to_owned());
    form.is_own_prompt.set(false);
    desk.words.set(example.words.to_owned());
    browser::focus(PROMPT_FIELD);
}
