//! What there is to say, above the prompt, where the person looks: each message
//! with the one button that helps, and gone when dismissed.

use super::controls::told;
use super::header::{KEY_FIELD, KEY_PAGE, MODEL_FIELD};
use super::models::check_key;
use super::prompt::PROMPT_FIELD;
use super::texts;
use super::{Desk, PICTURE_INPUT};
use crate::browser;
use crate::pipeline::message::Role;
use crate::session::words::{Help, Message, Tone};
use leptos::either::Either;
use leptos::html::Div;
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
    let said = message.clone();
    let help = message.help.map(|help| match page(help) {
        Some(page) => Either::Left(view! {
            <a class="button" href=page target="_blank" rel="noopener noreferrer">{told(move || texts::help(desk.tongue.get(), help))}</a>
        }),
        None => Either::Right(view! {
            <button type="button" on:click=move |_| act(desk, help, &said)>{told(move || texts::help(desk.tongue.get(), help))}</button>
        }),
    });
    let text = message.text.clone();
    let dismiss = move |_| {
        desk.messages
            .update(|messages| messages.retain(|other| other.text != text))
    };
    // On a phone it may have come behind the sheet.
    let card = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(card) = card.get() {
            browser::reveal(&card);
        }
    });
    view! {
        <div class=class role=role node_ref=card>
            <p>{message.text.clone()}</p>
            {help}
            <button type="button" class="quiet message__close" aria-label=desk.t(|t| t.said.dismiss) on:click=dismiss>"×"</button>
        </div>
    }
}

/// A message on a card, where no button is needed.
pub(super) fn card_message(message: Message) -> impl IntoView {
    let class = match message.tone {
        Tone::Note => "message message--note",
        Tone::Warning => "message message--warning",
        Tone::Error => "message message--error",
    };
    view! { <li class=class>{message.text}</li> }
}

/// Google's page that helps, where one does.
fn page(help: Help) -> Option<&'static str> {
    Some(match help {
        Help::NewKey | Help::ReplaceKey => KEY_PAGE,
        Help::Service => SERVICE_PAGE,
        Help::Website | Help::Address | Help::Api => RESTRICTIONS_PAGE,
        Help::Billing | Help::Credit => BILLING_PAGE,
        Help::Spending => SPENDING_PAGE,
        Help::Regions => REGIONS_PAGE,
        _ => return None,
    })
}

fn act(desk: Desk, help: Help, message: &Message) {
    match help {
        Help::Key | Help::OtherKey => browser::focus(KEY_FIELD),
        Help::Model | Help::OtherModel => browser::focus(MODEL_FIELD),
        Help::Prompt => browser::focus(PROMPT_FIELD),
        Help::Picture => browser::open_chooser(PICTURE_INPUT),
        Help::Retry => desk.ask_again(),
        Help::Later(seconds) => desk.ask_later(seconds, message.clone()),
        Help::All => desk.ask_for_all(true),
        Help::Check => check_key(desk),
        Help::Rest => desk.ask_for(Role::Rest),
        Help::Merge => desk.merge(),
        // The others are links: `page` knows them.
        _ => {}
    }
}
