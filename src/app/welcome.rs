//! What stands in the middle before a picture is open. It came with the document,
//! and is taken over as it stands; here is only what its buttons do.

use super::examples::{EXAMPLES, fill_in};
use super::samples::SAMPLES;
use super::{Desk, PICTURE_INPUT};
use crate::browser::{self, Left};
use leptos::html::Div;
use leptos::prelude::*;

/// The id of what is taken over.
const WELCOME: &str = "welcome";

#[component]
pub(super) fn Welcome() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let room = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let Some(room) = room.get() else { return };
        browser::take_over(WELCOME, &room);
        match browser::left(desk.texts().said.pasted) {
            Some(Left::Files(files)) => desk.open_files(files),
            Some(Left::Act(act)) => do_it(desk, &act),
            None => {}
        }
    });
    let click = move |event: leptos::ev::MouseEvent| {
        if let Some(act) = browser::act(&event) {
            do_it(desk, &act);
        }
    };
    view! {
        <div class="welcome-room" hidden=move || desk.picture.read().is_some() node_ref=room on:click=click />
    }
}

/// Does what a button of the front is for.
fn do_it(desk: Desk, act: &str) {
    let Some((what, at)) = act.split_once('-') else {
        return browser::open_chooser(PICTURE_INPUT);
    };
    let at: usize = at.parse().unwrap_or(usize::MAX);
    match what {
        "sample" => {
            if let Some(sample) = SAMPLES.get(at) {
                desk.open_sample(sample);
            }
        }
        _ => {
            if let Some(example) = EXAMPLES.get(at) {
                fill_in(desk, example);
            }
        }
    }
}
