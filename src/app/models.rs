//! The models: those that are offered at first, then those that the service lists
//! for the person's key. Asking for the list also tells whether the key is good.

use super::Desk;
use super::controls::{Entry, choice, line};
use super::header::MODEL_FIELD;
use super::texts;
use crate::browser;
use crate::gemini::model::{MODELS, list_url};
use crate::pipeline::message::{ModelRow, Reply, Request};
use crate::session::words::{self, Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The most pages of the list that are asked for; one holds a thousand models.
const PAGES: usize = 20;

#[component]
pub(super) fn ModelPicker() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let other = RwSignal::new(false);
    let another = desk.t(|t| t.bar.another_model);
    let entries = Signal::derive(move || {
        let listed = desk.models.get();
        let mut entries = Vec::new();
        // Those that are known to be good at it stay on top.
        for known in MODELS {
            let name = words::known(desk.tongue.get(), known);
            match listed.iter().find(|row| row.id == known.id) {
                Some(row) => entries.push(Entry::new(known.id, name + &row.about)),
                None if listed.is_empty() => entries.push(Entry::new(known.id, name)),
                None => {}
            }
        }
        for row in listed {
            if !entries.iter().any(|known| known.value == row.id) {
                entries.push(Entry::new(row.id, row.name + &row.about));
            }
        }
        // What is asked is shown, listed or not.
        let model = desk.model.get();
        if !other.get() && !entries.iter().any(|known| known.value == model) {
            entries.push(Entry::new(model.clone(), model));
        }
        entries.push(Entry::new("", another.get()));
        entries
    });
    let chosen = Signal::derive(move || match other.get() {
        true => String::new(),
        false => desk.model.get(),
    });
    let choose = Callback::new(move |value: String| {
        other.set(value.is_empty());
        desk.model.set(value);
    });
    let hint = Signal::stored("gemini-…".to_owned());
    view! {
        <div class="field">
            <label for=MODEL_FIELD>{desk.t(|t| t.bar.model)}</label>
            {choice(MODEL_FIELD, desk.t(|t| t.bar.model), entries, chosen, choose)}
            {line(desk.t(|t| t.bar.model_name), hint, Signal::derive(move || !other.get()), desk.model)}
        </div>
    }
}

/// Asks for the list of models with the key that was given, and says what came.
pub(super) fn check_key(desk: Desk) {
    desk.hush();
    spawn_local(async move {
        let said = match all_models(desk).await {
            Ok(models) if models.is_empty() => {
                Message::warning(desk.texts().said.no_models, Some(Help::Key))
            }
            Ok(models) => {
                let count = models.len();
                desk.models.set(models);
                Message::note(texts::list_came(desk.tongue.get_untracked(), count))
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
        let today = browser::today();
        let (reply, _) = desk
            .pipeline(&Request::Models { status, today }, &body)
            .await?;
        let Reply::Models {
            models,
            next: more,
            problem,
        } = reply
        else {
            return Err(desk.unexpected(&reply));
        };
        if let Some(problem) = problem {
            return Err(problem);
        }
        all.extend(models);
        next = more;
    }
    Ok(all)
}
