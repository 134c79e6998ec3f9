//! The labels over the picture, none over another. Never read by assistive
//! technology: the list says the same.

use super::Desk;
use super::controls::{told, when};
use super::desk::Row;
use super::slices::in_slices;
use super::stage::css;
use crate::browser;
use crate::render::{Label, place_labels};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A label's font, as the page's style has it, and its height and the width of all
/// that stands around its text, in CSS pixels.
const FONT: &str = "12px system-ui, sans-serif";
const HEIGHT: f64 = 19.0;
const AROUND: f64 = 18.0;

/// Where a longer text is cut off, in CSS pixels: on a wide window and on a phone's.
const LONGEST: [f64; 2] = [224.0, 104.0];

/// A narrower window is a phone's.
const PHONE: f64 = 480.0;

/// The labels of one panel's objects, over its window.
#[component]
pub(super) fn Tags(is_second: bool) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let rows = in_slices(move || desk.side(is_second));
    let places = Memo::new(move |_| places(desk, &rows.read()));
    view! {
        <div class="tags" aria-hidden="true" hidden=when(move || desk.view.is_original.get())>
            <For each=move || rows.get() key=|row| row.key let:row>
                <Tag row places />
            </For>
        </div>
    }
}

#[component]
fn Tag(row: Row, places: Memo<BTreeMap<u32, [f64; 2]>>) -> impl IntoView {
    let object = RwSignal::from(row.object);
    let id = row.id;
    let place = move || places.read().get(&id).copied();
    let side = move |side: fn([f64; 2]) -> f64| {
        told(move || format!("{:.1}px", place().map_or(0.0, side)))
    };
    view! {
        <span
            class="tag"
            hidden=when(move || place().is_none())
            style:left=side(|[x, _]| x)
            style:top=side(|[_, y]| y)
            style:--mask=told(move || css(object.read().color))
        >
            {told(move || object.read().name.clone())}
        </span>
    }
}

/// Where each label of these objects stands that has room: those that stand out first.
fn places(desk: Desk, rows: &[Row]) -> BTreeMap<u32, [f64; 2]> {
    let Some(port) = desk.view.port.get() else {
        return BTreeMap::new();
    };
    let [wide, narrow] = LONGEST;
    let [room, _] = port.room();
    let longest = if room < PHONE && !desk.is_pair() {
        narrow
    } else {
        wide
    };
    let mut named: Vec<(bool, u32, Label)> = Vec::new();
    for row in rows {
        let object = row.object.read();
        if let (true, Some([x, y])) = (row.visible.get(), object.anchor) {
            let corner = port.corner();
            let at = [
                (x.max(0) as f64).mul_add(port.scale(), corner[0]),
                (y.max(0) as f64).mul_add(port.scale(), corner[1]),
            ];
            let width = browser::text_width(&object.name, FONT) + AROUND;
            let size = [width.min(longest), HEIGHT];
            named.push((!desk.view.is_lit(row.id), row.id, Label { at, size }));
        }
    }
    // The sort is stable: within each kind the answer's order stays.
    named.sort_by_key(|(is_plain, _, _)| *is_plain);
    let labels: Vec<Label> = named.iter().map(|(_, _, label)| *label).collect();
    let placed = place_labels(&labels, port.room());
    let ids = named.iter().map(|(_, id, _)| *id);
    let placed = ids.zip(placed);
    placed.filter_map(|(id, at)| Some((id, at?))).collect()
}
