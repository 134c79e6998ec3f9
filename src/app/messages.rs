//! What there is to say, above the prompt, where the person looks: each message
//! with the one button that helps, and gone when dismissed.

use super::header::{KEY_FIELD, KEY_PAGE, MODEL_FIELD};
use super::models::check_key;
use super::prompt::PROMPT_FIELD;
use super::{Desk, PICTURE_INPUT};
use crate::browser;
use crate::pipeline::message::Role;
use crate::session::words::{Help, Message, Tone};
use leptos::either::Either;
use leptos::prelude::*;

/// Where the Gemini API is switched on for a project.
const SERVICE_PAGE: &str =
    "https://console.cloud.google.com/apis/library/generativelanguage.googleapis.com";

/// Where a key's restrictions are changed.
const RESTRICTIONS_PAGE: &str = "https://console.cloud.google.com/apis/credentials";

/// Where billing is set up and credit bought.
const BILLING_PAGE: &str = "https://aistudio.google.com/billing";

/// Where a project's spending is limited.
const SPENDING_PAGE: &str = "https://aistudio.google.com/spend";

/// Which countries the Gemini API is offered in.
const REGIONS_PAGE: &str = "https://ai.google.dev/gemini-api/docs/available-regions";

#[component]
pub(super) fn Messages() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let messages = move || desk.messages.get();
    view! {
        <div class="messages">
            <For each=messages key=|message| message.text.clone() let:message>
                <MessageCard message />
            </For>
        </div>
    }
}

#[component]
fn MessageCard(message: Message) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (role, class) = match message.tone {
        Tone::Note => ("status", "message message--note"),
        Tone::Warning => ("status", "message message--warning"),
        Tone::Error => ("alert", "message message--error"),
    };
    let help = message.help.map(|help| match page(help) {
        Some(page) => Either::Left(view! {
            <a class="button" href=page target="_blank" rel="noopener noreferrer">{label(help)}</a>
        }),
        None => Either::Right(view! {
            <button type="button" on:click=move |_| act(desk, help)>{label(help)}</button>
        }),
    });
    let text = message.text.clone();
    let dismiss = move |_| {
        desk.messages
            .update(|messages| messages.retain(|other| other.text != text))
    };
    view! {
        <div class=class role=role>
            <p>{message.text.clone()}</p>
            {help}
            <button type="button" class="quiet message__close" aria-label="Dismiss" on:click=dismiss>"×"</button>
        </div>
    }
}

fn label(help: Help) -> &'static str {
    match help {
        Help::Key => "Go to the key",
        Help::NewKey => "Make a new key",
        Help::Service => "Switch it on",
        Help::Restrictions => "Open the key's restrictions",
        Help::Billing => "Open billing in AI Studio",
        Help::Spending => "Open the spending limit",
        Help::Regions => "See where it is available",
        Help::Model => "Choose a model",
        Help::Retry => "Try again",
        Help::Check => "Check again",
        Help::Rest => "Continue",
        Help::Merge => "Merge them",
        Help::Picture => "Choose a picture…",
        Help::Prompt => "Change the words",
    }
}

/// Google's page that helps, where one does.
fn page(help: Help) -> Option<&'static str> {
    match help {
        Help::NewKey => Some(KEY_PAGE),
        Help::Service => Some(SERVICE_PAGE),
        Help::Restrictions => Some(RESTRICTIONS_PAGE),
        Help::Billing => Some(BILLING_PAGE),
        Help::Spending => Some(SPENDING_PAGE),
        Help::Regions => Some(REGIONS_PAGE),
        Help::Key
        | Help::Model
        | Help::Retry
        | Help::Check
        | Help::Rest
        | Help::Merge
        | Help::Picture
        | Help::Prompt => None,
    }
}

fn act(desk: Desk, help: Help) {
    match help {
        // Of these, `page` knows.
        Help::NewKey
        | Help::Service
        | Help::Restrictions
        | Help::Billing
        | Help::Spending
        | Help::Regions => {}
        Help::Key => browser::focus(KEY_FIELD),
        Help::Model => browser::focus(MODEL_FIELD),
        Help::Prompt => browser::focus(PROMPT_FIELD),
        Help::Picture => browser::open_chooser(PICTURE_INPUT),
        Help::Retry => desk.ask_again(),
        Help::Check => check_key(desk),
        Help::Rest => desk.ask_for(Role::Rest),
        Help::Merge => desk.merge(),
    }
}
