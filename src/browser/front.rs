//! The front page: waits for the first sign of a person, then loads the app; and hands
//! over to it what a person did meanwhile. Never does any of it itself.
//!
//! The front stands in the document as it came. Its buttons say in `data-act` what
//! they are for; the app takes the whole over when it is there.

use super::files::{Chosen, chosen_from_list, element};
use crate::session::Language;
use gloo_timers::callback::Timeout;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{ClipboardEvent, Document, DragEvent, Element, Event, HtmlElement, HtmlInputElement};

/// Where the app's loader lies, seen from the page.
const LOADER: &str = "./masque_loader.js";

/// The id of all that the app takes the place of.
const FRONT: &str = "front";

/// The id of the line that says that something is on its way.
const LOADING: &str = "loading";

/// The id of the input that holds files until the app is there.
const FILES: &str = "picture-file";

/// Under what the document's root keeps what was clicked, and what was pasted.
const ACT: &str = "data-act";
const PASTED: &str = "data-pasted";

/// What a person does when they are there.
const SIGNS: [&str; 7] = [
    "pointermove",
    "pointerdown",
    "keydown",
    "focusin",
    "wheel",
    "touchstart",
    "dragenter",
];

/// A button of the front that is held down.
const PRESSED: &str = "#front button:active";

/// How often, and after how many milliseconds each, it is looked whether one still is.
const LOOKS: u32 = 250;
const LOOK_AFTER: u32 = 20;

/// What a person did before the app was there.
#[derive(Debug)]
pub enum Left {
    /// Clicked what says that it is for this.
    Act(String),
    /// Chose, dropped or pasted files, or pasted a text.
    Files(Vec<Chosen>),
}

/// Loads the app at the first sign of a person, and keeps for it what they do until
/// it is there.
pub fn wait_for_a_person() {
    let settings = super::Settings::kept();
    if let Some(settings) = &settings {
        settings.wear();
    }
    let language = settings.map_or(0, |settings| settings.language);
    super::speak(super::tongue(language).language);
    say("");
    for sign in SIGNS {
        listen(sign, |_| load());
    }
    listen("click", |event| {
        let Some(act) = act(event) else { return };
        load();
        if act == "choose" {
            super::open_chooser(FILES);
        } else {
            note(ACT, &act);
        }
    });
    listen("change", |_| waiting());
    listen("dragover", |event| event.prevent_default());
    listen("drop", |event| {
        event.prevent_default();
        let event: &DragEvent = event.unchecked_ref();
        keep(event.data_transfer().and_then(|data| data.files()));
    });
    listen("paste", |event| {
        load();
        let event: &ClipboardEvent = event.unchecked_ref();
        let files = event.clipboard_data().and_then(|data| data.files());
        match super::files::pasted(event) {
            Some(text) if files.as_ref().is_none_or(|files| files.length() == 0) => {
                note(PASTED, &String::from(text));
            }
            _ => keep(files),
        }
    });
}

/// Calls `then` when no button of the front is held down: one that is moved meanwhile
/// never tells that it was clicked. One that is held for five seconds is not waited for.
pub fn when_let_go(then: impl FnOnce() + 'static) {
    look_again(LOOKS, then);
}

fn look_again(looks: u32, then: impl FnOnce() + 'static) {
    let pressed = document().map(|document| document.query_selector(PRESSED));
    let is_pressed = matches!(pressed, Some(Ok(Some(_))));
    match looks.checked_sub(1).filter(|_| is_pressed) {
        Some(left) => {
            Timeout::new(LOOK_AFTER, move || look_again(left, then)).forget();
        }
        None => then(),
    }
}

/// Puts what of the front is to stay, the element with this id, into `holder`, and
/// takes the rest away.
pub fn take_over(id: &str, holder: &HtmlElement) {
    let Some(document) = document() else { return };
    let focused = document.active_element();
    if let Some(stays) = element(id) {
        holder.replace_children_with_node_1(&stays);
    }
    super::remove(FRONT);
    // An element that is moved loses the focus.
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        let _ = focused.focus();
    }
}

/// What a person did before the app was there. A text that was pasted becomes a file of
/// this name.
pub fn left(pasted: &str) -> Option<Left> {
    let taken = |name: &str| {
        let root = document()?.document_element()?;
        let value = root.get_attribute(name)?;
        let _ = root.remove_attribute(name);
        Some(value)
    };
    if let Some(input) = input() {
        let files = chosen_from_list(input.files());
        input.set_value("");
        if !files.is_empty() {
            return Some(Left::Files(files));
        }
    }
    let act = taken(ACT).map(Left::Act);
    act.or_else(|| {
        let text = Chosen::of_text(pasted, &taken(PASTED)?.into())?;
        Some(Left::Files(vec![text]))
    })
}

/// What the button that an event comes from is for.
pub fn act(event: &Event) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let button = target.closest("button[data-act]").ok().flatten()?;
    button.get_attribute(ACT)
}

/// Has `heard` told of an event as long as the app is not there.
fn listen(event: &str, heard: impl Fn(&Event) + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if element(FRONT).is_some() {
            heard(&event);
        }
    });
    let heard = heard.into_js_value();
    let listening = window.add_event_listener_with_callback(event, heard.unchecked_ref());
    if let Err(error) = listening {
        web_sys::console::warn_1(&error);
    }
}

/// Keeps files for the app.
fn keep(files: Option<web_sys::FileList>) {
    if let (Some(input), Some(files)) = (input(), files.filter(|files| files.length() > 0)) {
        input.set_files(Some(&files));
        waiting();
    }
}

/// Keeps a word for the app.
fn note(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element());
    if let Some(Err(error)) = root.map(|root| root.set_attribute(name, value)) {
        web_sys::console::warn_1(&error);
    }
    waiting();
}

fn waiting() {
    load();
    say(say_in("Loading…", "Wird geladen …"));
}

/// Loads the app, once.
fn load() {
    if element("app-loader").is_none()
        && let Err(error) = try_load()
    {
        web_sys::console::warn_1(&error);
        failed();
    }
}

fn try_load() -> Result<(), JsValue> {
    let document = document().ok_or("there is no page")?;
    let script = document.create_element("script")?;
    script.set_id("app-loader");
    script.set_attribute("type", "module")?;
    script.set_attribute("src", LOADER)?;
    let lost = Closure::once_into_js(failed);
    script.add_event_listener_with_callback("error", lost.unchecked_ref())?;
    // What the loader itself loads is missed as an error of the page's.
    listen("error", |_| failed());
    listen("unhandledrejection", |_| failed());
    let body = document.body().ok_or("there is no page")?;
    body.append_child(&script)?;
    Ok(())
}

fn failed() {
    say(
        "Masque could not be loaded. Check the connection, then reload the page; the browser may also be too old.",
    );
}

/// The words in the language that the document speaks.
fn say_in(english: &'static str, german: &'static str) -> &'static str {
    let root = document().and_then(|document| document.document_element());
    let language = root.and_then(|root| root.get_attribute("lang"));
    match Language::of_tag(&language.unwrap_or_default()) {
        Language::English => english,
        Language::German => german,
    }
}

fn say(words: &str) {
    if let Some(line) = element(LOADING) {
        line.set_text_content(Some(words));
    }
}

fn input() -> Option<HtmlInputElement> {
    element(FILES)?.dyn_into().ok()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
