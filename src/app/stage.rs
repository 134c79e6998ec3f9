//! The picture with the masks over it. Never scales the masks' pixels: the
//! canvas has the picture's own, and the page's style scales what is seen.

use super::Desk;
use super::controls::{told, when};
use super::desk::Row;
use super::doing::unexpected;
use super::part::Part;
use super::saving::sides;
use crate::browser::{CANVAS_PIXELS, CANVAS_SIDE, MASKS_PIXELS, Photo};
use crate::geometry::Size;
use crate::pipeline::message::{Reply, Request};
use crate::session::words::Message;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

#[component]
pub(super) fn Stage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let size = Memo::new(move |_| desk.picture.read().as_ref().map(|picture| picture.size));
    let side = move |side: fn(Size) -> u32| told(move || size.get().map_or(1, side).to_string());
    let photo = NodeRef::<Canvas>::new();
    let masks = NodeRef::<Div>::new();
    paint_photo(desk, photo);
    let drawing = paint_masks(desk, masks);
    let busy = told(move || drawing.get().to_string());
    let name = told(move || {
        let picture = desk.picture.get();
        picture.map_or_else(String::new, |picture| format!("Picture {}", picture.name))
    });
    view! {
        <div class="stage">
            <div class="picture" style:--width=side(Size::width) style:--height=side(Size::height)>
                <canvas node_ref=photo role="img" aria-label=name />
                <div class="masks" node_ref=masks role="img" aria-label="Masks" aria-busy=busy />
                <div class="tags" aria-hidden="true">
                    <For each=move || desk.rows.get() key=|row| row.id let:row>
                        <Tag row=row size />
                    </For>
                </div>
                <Part size />
            </div>
        </div>
    }
}

/// An object's label, at the upper left of its box.
#[component]
fn Tag(row: Row, size: Memo<Option<Size>>) -> impl IntoView {
    let (shown, object) = (RwSignal::from(row.visible), RwSignal::from(row.object));
    let object = move || object.get();
    let place = move |axis: fn([i64; 2]) -> i64, whole: fn(Size) -> u32| {
        told(move || percent(object().anchor.map_or(0, axis), size.get().map_or(1, whole)))
    };
    let left = place(|[x, _]| x, Size::width);
    let top = place(|[_, y]| y, Size::height);
    view! {
        <span
            class="tag"
            hidden=when(move || !shown.get() || object().anchor.is_none())
            style:left=left
            style:top=top
            style:--mask=told(move || css(object().color))
        >
            {told(move || object().name.clone())}
        </span>
    }
}

/// Where `at` lies along `whole` pixels, for a style property.
pub(super) fn percent(at: i64, whole: u32) -> String {
    let hundredths = (at.max(0) * 10_000 / i64::from(whole.max(1))).min(10_000);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// A mask's colour for a style property.
pub(super) fn css([r, g, b]: [u8; 3]) -> String {
    format!("rgb({r} {g} {b})")
}

/// The size of the picture's canvas: its own, unless no browser could hold it.
fn photo_size(picture: Size) -> Size {
    picture.fit(CANVAS_SIDE, CANVAS_PIXELS)
}

/// The size of the masks' canvas: the picture's own, unless a window would not
/// show so many pixels anyway.
fn masks_size(picture: Size) -> Size {
    picture.fit(CANVAS_SIDE, MASKS_PIXELS)
}

fn paint_photo(desk: Desk, canvas: NodeRef<Canvas>) {
    Effect::new(move |_| {
        let (Some(canvas), Some(photo)) = (canvas.get(), desk.photo.get()) else {
            return;
        };
        if photo.paint(&canvas, photo_size(photo.size())).is_err() {
            desk.say(Message::error("The browser could not show the picture, perhaps for lack of memory. Close other tabs and open it again", None));
        }
    });
}

/// Has the shown masks drawn in `holder` whenever they change; while one drawing
/// is under way only the newest change waits for its turn. Says whether what is
/// on the screen is still to change.
fn paint_masks(desk: Desk, holder: NodeRef<Div>) -> RwSignal<bool> {
    let busy = RwSignal::new(false);
    let drawing = StoredValue::new(false);
    let begun = StoredValue::new(0_u32);
    let waiting = StoredValue::new_local(None::<(Rc<Photo>, Request)>);
    Effect::new(move |_| {
        let Some(photo) = desk.photo.get() else {
            return;
        };
        // The masks themselves may have changed: every row is looked at.
        desk.rows.read().iter().for_each(|row| row.object.track());
        let shown = desk.shown();
        let (picture, view) = (sides(photo.size()), sides(masks_size(photo.size())));
        waiting.set_value(Some((
            photo,
            Request::Overlay {
                picture,
                view,
                shown,
                fill: desk.fill.get(),
                rim: true,
                threshold: desk.threshold.get(),
            },
        )));
        if drawing.get_value() {
            return;
        }
        drawing.set_value(true);
        busy.set(true);
        begun.update_value(|begun| *begun += 1);
        let own = begun.get_value();
        spawn_local(async move {
            let mut last = None;
            while let Some((photo, request)) = waiting.try_update_value(Option::take).flatten() {
                // Another picture may be open by now; its own drawing follows.
                let open = desk.photo.get_untracked();
                let is_open = open.is_some_and(|open| Rc::ptr_eq(&open, &photo));
                let Some(holder) = holder.get_untracked().filter(|_| is_open) else {
                    continue;
                };
                match desk.pipeline_drawn(&request, &holder).await {
                    Ok((Reply::Drawn, shown)) => last = Some(shown),
                    Ok((other, _)) => desk.say(unexpected(&other)),
                    Err(message) => desk.say(message),
                }
            }
            drawing.set_value(false);
            if let Some(shown) = last {
                shown.await;
            }
            // A later one says for itself when it is on the screen.
            if begun.get_value() == own {
                busy.set(false);
            }
        });
    });
    busy
}
