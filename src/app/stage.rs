//! The picture with the masks over it. Never scales the masks' pixels: the
//! canvas has the picture's own, and the page's style scales what is seen.

use super::Desk;
use super::desk::{Row, RowStoreFields as _, WorkspaceStoreFields as _};
use crate::browser::{self, CANVAS_PIXELS, CANVAS_SIDE};
use crate::geometry::Size;
use crate::picture::Rgba;
use crate::render::{Color, draw};
use crate::session::words::Message;
use leptos::html::Canvas;
use leptos::prelude::*;
use reactive_stores::Field;

#[component]
pub(super) fn Stage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let size = Memo::new(move |_| desk.store.picture().read().as_ref().map(|picture| picture.size));
    let side = move |side: fn(Size) -> u32| move || size.get().map(|size| side(size).to_string());
    let photo = NodeRef::<Canvas>::new();
    let masks = NodeRef::<Canvas>::new();
    paint_photo(desk, photo);
    paint_masks(desk, masks);
    let name = move || desk.store.picture().read().as_ref().map(|picture| picture.name.clone());
    view! {
        <div class="stage">
            <div class="picture" style:--width=side(Size::width) style:--height=side(Size::height)>
                <canvas node_ref=photo role="img" aria-label=move || name().map(|name| format!("Picture {name}")) />
                <canvas node_ref=masks role="img" aria-label="Masks" />
                <div class="tags" aria-hidden="true">
                    <For each=move || desk.store.rows() key=|row| row.id().get() let:row>
                        <Tag row=row size />
                    </For>
                </div>
            </div>
        </div>
    }
}

/// An object's label, at the upper left of its box.
#[component]
fn Tag(#[prop(into)] row: Field<Row>, size: Memo<Option<Size>>) -> impl IntoView {
    let object = move || row.object().get();
    let place = move |along: fn(&Row) -> f64, whole: fn(Size) -> u32| {
        move || {
            let share = along(&row.read()) / f64::from(size.get().map_or(1, whole));
            format!("{}%", (share * 100.0).clamp(0.0, 100.0))
        }
    };
    let left = place(|row| anchor(row).0, Size::width);
    let top = place(|row| anchor(row).1, Size::height);
    view! {
        <span
            class="tag"
            class:tag--point=move || object().bounds.is_none()
            hidden=move || !row.visible().get() || anchor_of(&object()).is_none()
            style:left=left
            style:top=top
            style:--mask=move || css(object().color())
        >
            {move || object().name()}
        </span>
    }
}

fn anchor(row: &Row) -> (f64, f64) {
    anchor_of(&row.object).unwrap_or((0.0, 0.0))
}

/// Where an object's label stands, in the picture's pixels.
fn anchor_of(object: &crate::session::Object) -> Option<(f64, f64)> {
    let corner = object.bounds.map(|bounds| (bounds.x() as f64, bounds.y() as f64));
    corner.or_else(|| object.point.map(|point| (point.x, point.y)))
}

/// A mask's colour for a style property.
pub(super) fn css(Color([r, g, b]): Color) -> String {
    format!("rgb({r} {g} {b})")
}

/// The size of the canvases: the picture's own, unless no browser could hold it.
fn view_size(picture: Size) -> Size {
    picture.fit(CANVAS_SIDE, CANVAS_PIXELS)
}

fn paint_photo(desk: Desk, canvas: NodeRef<Canvas>) {
    Effect::new(move |_| {
        let (Some(canvas), Some(photo)) = (canvas.get(), desk.photo.get()) else { return };
        if photo.paint(&canvas, view_size(photo.size())).is_err() {
            desk.say(Message::error("The browser could not show the picture, perhaps for lack of memory. Close other tabs and open it again", None));
        }
    });
}

fn paint_masks(desk: Desk, canvas: NodeRef<Canvas>) {
    Effect::new(move |_| {
        let (Some(canvas), Some(photo)) = (canvas.get(), desk.photo.get()) else { return };
        let shown = desk.shown_objects();
        let layers: Vec<_> = shown.iter().map(|object| object.layer()).collect();
        let mut pixels = Rgba::transparent(view_size(photo.size()));
        draw(&mut pixels, photo.size(), &layers, desk.look());
        if browser::show(&canvas, &pixels).is_err() {
            desk.say(Message::error("The browser could not show the masks, perhaps for lack of memory. Close other tabs and open the picture again", None));
        }
    });
}
