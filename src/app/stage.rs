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
use std::cell::{Cell, RefCell};
use std::rc::Rc;

#[component]
pub(super) fn Stage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div class="stage" hidden=when(move || desk.picture.read().is_none())>
            {[false, true].map(panel).collect_view()}
        </div>
    }
}

/// The picture with the masks of one answer; the second's is there while there is
/// a second.
fn panel(is_second: bool) -> impl IntoView + use<> {
    let desk = expect_context::<Desk>();
    let size = Memo::new(move |_| {
        let is_there = !is_second || desk.is_pair();
        let picture = desk.picture.read();
        picture
            .as_ref()
            .filter(|_| is_there)
            .map(|picture| picture.size)
    });
    let side = move |side: fn(Size) -> u32| told(move || size.get().map_or(1, side).to_string());
    let photo = NodeRef::<Canvas>::new();
    let masks = NodeRef::<Div>::new();
    paint_photo(desk, photo, size);
    let drawing = paint_masks(desk, masks, is_second);
    let busy = told(move || drawing.get().to_string());
    let what = if is_second {
        "Masks of the second answer"
    } else {
        "Masks"
    };
    let name = told(move || {
        let picture = desk.picture.get();
        picture.map_or_else(String::new, |picture| format!("Picture {}", picture.name))
    });
    let caption = told(move || {
        let sides = desk.sides.read();
        let who = sides
            .lines()
            .nth(is_second.into())
            .filter(|_| desk.is_pair());
        who.unwrap_or_default().to_owned()
    });
    view! {
        <div class="panel" hidden=when(move || size.read().is_none())>
            <p class="panel__caption">{caption}</p>
            <div class="panel__room">
                <div class="picture" style:--width=side(Size::width) style:--height=side(Size::height)>
                    <canvas node_ref=photo role="img" aria-label=name />
                    <div class="masks" node_ref=masks role="img" aria-label=what aria-busy=busy />
                    <div class="tags" aria-hidden="true">
                        <For each=move || desk.side(is_second) key=|row| row.id let:row>
                            <Tag row=row size />
                        </For>
                    </div>
                    <Part size is_second />
                </div>
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

/// The size of the masks' canvas: the picture's own, unless a window would not
/// show so many pixels anyway.
fn masks_size(picture: Size) -> Size {
    picture.fit(CANVAS_SIDE, MASKS_PIXELS)
}

/// Paints the picture at its own size, unless no browser could hold that.
fn paint_photo(desk: Desk, canvas: NodeRef<Canvas>, size: Memo<Option<Size>>) {
    Effect::new(move |_| {
        desk.picture.track();
        let (Some(canvas), Some(photo)) = (canvas.get(), desk.photo()) else {
            return;
        };
        // What is not there takes no memory.
        let side = size.get().map_or(1, |_| CANVAS_SIDE);
        let size = photo.size().fit(side, CANVAS_PIXELS);
        if photo.paint(&canvas, size).is_err() {
            desk.say(Message::error("The browser could not show the picture, perhaps for lack of memory. Close other tabs and open it again", None));
        }
    });
}

/// The drawings of one panel's masks.
#[derive(Default)]
struct Drawings {
    is_drawing: Cell<bool>,
    begun: Cell<u32>,
    /// The newest change, for when the one before it is drawn.
    waiting: RefCell<Option<(Rc<Photo>, Request)>>,
}

/// Has the shown masks drawn in `holder` whenever they change; while one drawing
/// is under way only the newest change waits for its turn. Says whether what is
/// on the screen is still to change.
fn paint_masks(desk: Desk, holder: NodeRef<Div>, is_second: bool) -> RwSignal<bool> {
    let busy = RwSignal::new(false);
    let drawings = Rc::new(Drawings::default());
    Effect::new(move |_| {
        desk.picture.track();
        let Some(photo) = desk.photo().filter(|_| !is_second || desk.is_pair()) else {
            return;
        };
        // The masks themselves may have changed: every row is looked at.
        desk.rows.read().iter().for_each(|row| row.object.track());
        let shown = desk.shown(is_second);
        let (picture, view) = (sides(photo.size()), sides(masks_size(photo.size())));
        let request = Request::Overlay {
            is_second,
            picture,
            view,
            shown,
            fill: desk.fill.get(),
            rim: true,
            threshold: desk.threshold.get(),
        };
        drawings.waiting.replace(Some((photo, request)));
        if drawings.is_drawing.replace(true) {
            return;
        }
        busy.set(true);
        let own = drawings.begun.get() + 1;
        drawings.begun.set(own);
        let drawings = Rc::clone(&drawings);
        spawn_local(async move {
            let mut last = None;
            loop {
                let Some((photo, request)) = drawings.waiting.take() else {
                    break;
                };
                // Another picture may be open by now; its own drawing follows.
                let is_open = desk.photo().is_some_and(|open| Rc::ptr_eq(&open, &photo));
                let Some(holder) = holder.get_untracked().filter(|_| is_open) else {
                    continue;
                };
                match desk.pipeline_drawn(&request, &holder, is_second).await {
                    Ok((Reply::Drawn, shown)) => last = Some(shown),
                    Ok((other, _)) => desk.say(unexpected(&other)),
                    Err(message) => desk.say(message),
                }
            }
            drawings.is_drawing.set(false);
            if let Some(shown) = last {
                shown.await;
            }
            // A later one says for itself when it is on the screen.
            if drawings.begun.get() == own {
                busy.set(false);
            }
        });
    });
    busy
}
