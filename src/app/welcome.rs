//! What stands in the middle before a picture is open: what this is, a place to
//! drop, and samples that work at once.

use super::controls::{button, does, when};
use super::examples::Examples;
use super::samples::SAMPLES;
use super::{Desk, PICTURE_INPUT};
use crate::browser;
use leptos::prelude::*;

#[component]
pub(super) fn Welcome() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let cards = SAMPLES.iter().map(move |sample| {
        view! {
            <li>
                <button type="button" class="sample" on:click=move |_| desk.open_sample(sample)>
                    <img src=sample.thumbnail alt="" width="320" height="240" />
                    <span class="sample__title">{sample.title}</span>
                    <span class="sample__about">{sample.about}</span>
                </button>
            </li>
        }
    });
    view! {
        <div class="welcome" hidden=when(move || desk.picture.read().is_some())>
            <h2 class="welcome__line">"Say what to find in a picture, and get its exact mask"</h2>
            <div class="drop-zone">
                <svg class="drop-zone__sign" viewBox="0 0 48 48" aria-hidden="true">
                    <rect x="6" y="10" width="36" height="28" rx="4" />
                    <path d="M6 32l10-9 8 7 7-6 11 9" />
                    <circle cx="32" cy="18" r="3" />
                </svg>
                <p>"Drop a picture anywhere, or paste one"</p>
                {button("Choose a picture…", "primary", does(|| browser::open_chooser(PICTURE_INPUT)))}
            </div>
            <h3 class="welcome__or">"Or try a sample: no key needed"</h3>
            <ul class="samples">{cards.collect_view()}</ul>
            <h3 class="welcome__or">"What you can ask"</h3>
            <Examples />
            <p class="welcome__privacy">
                "Your pictures and your key go from this browser straight to Google’s Gemini API, and nowhere else."
            </p>
        </div>
    }
}
