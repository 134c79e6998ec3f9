//! The page: components and the state they share. No arithmetic on masks, no
//! wire types, no web APIs: those have rooms of their own.
//!
//! [`Desk`] is the only thing that components see. Its methods are everything a
//! person can do; `desk` holds what is known; `doing`, `asking`
//! and `arriving` what happens on a click.

mod answer;
mod arriving;
mod asking;
mod choosing;
mod chosen;
mod controls;
mod desk;
mod doing;
mod editing;
mod examples;
mod export_card;
mod exporting;
mod form;
mod gestures;
mod header;
mod history;
mod importing;
mod keys;
mod menu;
mod messages;
mod models;
mod objects;
mod part;
mod prompt;
mod samples;
mod settings;
mod slices;
mod saving;
mod sorting;
mod stage;
mod strokes;
mod tags;
mod tools;
mod tray;
mod viewer;
mod welcome;
mod working;

pub mod texts;

pub use desk::Desk;

use crate::browser;
use controls::when;
use header::Header;
use leptos::ev;
use leptos::prelude::*;
use objects::Objects;
use prompt::Prompt;
use stage::Stage;
use welcome::Welcome;

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    desk.remember();
    desk.preview_exports();
    let dragging = listen_for_files(desk);
    keys::listen_for_keys(desk);
    browser::on_chosen(export_card::BACKDROP_INPUT, move |files| {
        files
            .into_iter()
            .take(1)
            .for_each(|file| desk.choose_backdrop(file));
    });
    for input in [PICTURE_INPUT, ANSWER_INPUT] {
        browser::on_chosen(input, move |files| desk.open_files(files));
    }
    let has_picture = move || desk.picture.read().is_some();

    view! {
        <Header />
        <main class="workspace" class:workspace--empty=when(move || !has_picture())>
            <section class="stage-column">
                <Welcome />
                <tray::Tray />
                <tools::Tools />
                <Stage />
                <messages::Messages />
                <Prompt />
            </section>
            <Objects />
            <answer::AnswerCard />
            <export_card::ExportCard />
            <menu::ObjectMenu />
            <settings::SettingsCard />
            <keys::ShortcutsCard />
            <div class="drop-veil" hidden=when(move || !dragging.get())>
                <p>{desk.t(|t| t.front.drop_here)}</p>
            </div>
        </main>
    }
}

/// The ids of the document's hidden file inputs, which buttons all over the page open.
pub(crate) const PICTURE_INPUT: &str = "picture-file";
pub(crate) const ANSWER_INPUT: &str = "answer-file";

/// Takes files that are dropped anywhere and pictures or answers that are
/// pasted; says whether files are being dragged over the page.
fn listen_for_files(desk: Desk) -> RwSignal<bool> {
    let dragging = RwSignal::new(false);
    let over = window_event_listener(ev::dragover, move |event| {
        if browser::holds_files(&event) {
            event.prevent_default();
            dragging.set(true);
        }
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        // Without a related target the pointer has left the window.
        if event.related_target().is_none() {
            dragging.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        dragging.set(false);
        if browser::holds_files(&event) {
            event.prevent_default();
            desk.open_files(browser::dropped_files(&event));
        }
    });
    let paste = window_event_listener(ev::paste, move |event| {
        let files = browser::clipboard_files(&event);
        let text = || browser::clipboard_text(&event, desk.texts().said.pasted);
        if browser::is_typing(&event) && (files.is_empty() || text().is_some()) {
            return;
        }
        let files = match files.is_empty() {
            true => Vec::from_iter(text()),
            false => files,
        };
        if !files.is_empty() {
            event.prevent_default();
            desk.open_files(files);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
        paste.remove();
    });
    dragging
}
