//! The models: those that are offered at first, then those that the service lists
//! for the person's key. Asking for the list also tells whether the key is good.

use super::Desk;
use super::doing::unexpected;
use super::header::MODEL_FIELD;
use crate::browser;
use crate::gemini::model::{MODELS, list_url};
use crate::pipeline::message::{ModelRow, Reply, Request};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The most pages of the list that are asked for; one holds a thousand models.
const PAGES: usize = 20;

#[component]
pub(super) fn ModelPicker() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let other = RwSignal::new(false);
    let rows = move || {
        let listed = desk.models.get();
        let known = MODELS.iter().map(|model| ModelRow {
            id: model.id.to_owned(),
            name: model.name.to_owned(),
        });
        let known = known
            .filter(|known| listed.is_empty() || listed.iter().any(|listed| listed.id == known.id));
        // Those that are known to be good at it stay on top.
        let mut rows: Vec<_> = known.collect();
        let more = listed
            .iter()
            .filter(|listed| !MODELS.iter().any(|known| known.id == listed.id));
        rows.extend(more.cloned());
        rows
    };
    let choose = move |value: String| {
        other.set(value.is_empty());
        desk.model.set(value);
    };
    view! {
        <div class="field">
            <label for=MODEL_FIELD>"Model"</label>
            <select id=MODEL_FIELD on:change:target=move |event| choose(event.target().value())>
                <For each=rows key=|row| row.id.clone() let:row>
                    <option value=row.id.clone() selected=desk.model.get_untracked() == row.id>
                        {row.name.clone()}
                    </option>
                </For>
                <option value="">"Another model…"</option>
            </select>
            <input
                type="text"
                class="field__other"
                aria-label="Name of the model"
                placeholder="gemini-…"
                autocomplete="off"
                spellcheck="false"
                hidden=move || !other.get()
                bind:value=desk.model
            />
        </div>
    }
}

/// Asks for the list of models with the key that was given, and says what came.
pub(super) fn check_key(desk: Desk) {
    desk.hush();
    spawn_local(async move {
        let said = match all_models(desk).await {
            Ok(models) if models.is_empty() => Message::warning(
                "The key is good, but Google lists no model that can look at pictures for it",
                Some(Help::Key),
            ),
            Ok(models) => {
                let count = models.len();
                desk.models.set(models);
                Message::note(format!(
                    "The key is good: {count} models that can look at pictures are in the list. The check was free"
                ))
            }
            Err(message) => message,
        };
        desk.say(said);
    });
}

async fn all_models(desk: Desk) -> Result<Vec<ModelRow>, Message> {
    let key = desk.key()?;
    let mut all = Vec::new();
    let mut next = list_url("");
    for _ in 0..PAGES {
        let Some(url) = next.take() else { break };
        let (status, body) = browser::get(&url, &key).await;
        let (reply, _) = desk.pipeline(&Request::Models { status }, &body).await?;
        let Reply::Models {
            models,
            next: more,
            problem,
        } = reply
        else {
            return Err(unexpected(&reply));
        };
        if let Some(problem) = problem {
            return Err(problem);
        }
        all.extend(models);
        next = more;
    }
    Ok(all)
}
