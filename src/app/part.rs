//! The part of the picture that is asked about: chosen by dragging over it, or by
//! a click on each of two opposite corners. Never a part of the pixels that are
//! shown: its place is in the picture's own.

use super::Desk;
use super::controls::{told, when};
use super::stage::percent;
use crate::browser;
use crate::geometry::Size;
use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;

/// The least side of a part, in pixels: models see nothing in less.
const LEAST: u32 = 8;

/// Over the picture: the part, and while one is chosen what follows the pointer.
#[component]
pub(super) fn Part(size: Memo<Option<Size>>, is_second: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let chooser = NodeRef::<Div>::new();
    let corner = StoredValue::new(None::<[f64; 2]>);
    // A choice that was given up leaves no corner for the next.
    Effect::new(move |_| {
        if !desk.choosing_part.get() {
            corner.set_value(None);
        }
    });
    let place = move |event: &PointerEvent| Some(browser::place(event, &*chooser.get_untracked()?));
    let down = move |event: PointerEvent| {
        event.prevent_default();
        // The second of two clicks ends what the first began.
        if corner.get_value().is_none() {
            corner.set_value(place(&event));
        }
    };
    let moved = move |event: PointerEvent| {
        if let (Some(from), Some(to), Some(size)) =
            (corner.get_value(), place(&event), size.get_untracked())
        {
            desk.part.set(between(from, to, size));
        }
    };
    let up = move |event: PointerEvent| {
        moved(event);
        if desk.part.read_untracked().is_some() {
            corner.set_value(None);
            desk.choosing_part.set(false);
        }
    };
    let edge = move |at: usize, whole: fn(Size) -> u32| {
        told(move || {
            let value = desk.part.get().and_then(|part| part.get(at).copied());
            percent(value.unwrap_or(0).into(), size.get().map_or(1, whole))
        })
    };
    view! {
        <div
            class="part"
            hidden=when(move || desk.part.read().is_none())
            style:left=edge(0, Size::width)
            style:top=edge(1, Size::height)
            style:width=edge(2, Size::width)
            style:height=edge(3, Size::height)
        />
        <div
            class="part-chooser"
            role="application"
            aria-label="Choose a part: drag, or click two opposite corners"
            hidden=when(move || is_second || !desk.choosing_part.get())
            node_ref=chooser
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
        />
    }
}

/// The pixels between two places, left, top, width, height; `None` when they are
/// too few.
fn between(a: [f64; 2], b: [f64; 2], size: Size) -> Option<[u32; 4]> {
    let span = |a: f64, b: f64, whole: u32| {
        let edge = |share: f64| (share * f64::from(whole)).round() as u32;
        let (from, to) = (edge(a.min(b)), edge(a.max(b)));
        (to - from >= LEAST.min(whole)).then_some((from, to - from))
    };
    let (x, width) = span(a[0], b[0], size.width())?;
    let (y, height) = span(a[1], b[1], size.height())?;
    Some([x, y, width, height])
}
