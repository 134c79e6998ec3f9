//! The picture with the masks over it. Never changes what is seen: the viewport says
//! which part that is, and the page's style scales what is drawn.

use super::Desk;
use super::controls::{told, when};
use super::gestures::Gestures;
use super::part::Part;
use super::saving::sides;
use super::tags::Tags;
use super::texts;
use super::viewer::Tool;
use crate::browser::{
    self, CANVAS_PIXELS, CANVAS_SIDE, DETAIL_PIXELS, MASKS_PIXELS, Photo, Surface,
};
use crate::geometry::{Size, Viewport};
use crate::pipeline::message::{Reply, Request};
use crate::session::words::Message;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, OnceCell, RefCell};
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
    let viewer = desk.view;
    let size = Memo::new(move |_| {
        let is_there = !is_second || desk.is_pair();
        let picture = desk.picture.read();
        picture
            .as_ref()
            .filter(|_| is_there)
            .map(|picture| picture.size)
    });
    let room = NodeRef::<Div>::new();
    let photo = NodeRef::<Canvas>::new();
    let masks = NodeRef::<Div>::new();
    let room_size = measured(room);
    // Both panels are as large, so the first speaks for both.
    Effect::new(move |_| {
        if let (Some(size), Some(room), false) = (size.get(), room_size.get(), is_second) {
            viewer.lay_out(size, room);
        }
    });
    let photo_part = paint_photo(desk, photo, size);
    let drawn = paint_masks(desk, masks, is_second, size);
    let busy = told(move || drawn.is_busy.get().to_string());
    let what = if is_second {
        desk.t(|t| t.stage.second_masks)
    } else {
        desk.t(|t| t.stage.masks)
    };
    let name = told(move || {
        let picture = desk.picture.get();
        picture.map_or_else(String::new, |picture| {
            texts::picture(desk.tongue.get(), &picture.name)
        })
    });
    let caption = told(move || {
        let sides = desk.sides.read();
        let who = sides
            .lines()
            .nth(is_second.into())
            .filter(|_| desk.is_pair());
        who.unwrap_or_default().to_owned()
    });
    let place = move |of: fn(&Viewport) -> f64| {
        told(move || {
            let port = viewer.port.get();
            port.map_or_else(String::new, |port| format!("{:.3}px", of(&port)))
        })
    };
    let whole = move |side: fn(Size) -> u32| {
        told(move || {
            let (port, size) = (viewer.port.get(), size.get());
            let sides = port.zip(size);
            sides.map_or_else(String::new, |(port, size)| {
                format!("{:.3}px", f64::from(side(size)) * port.scale())
            })
        })
    };
    let is_crisp = when(move || {
        let port = viewer.port.get();
        port.is_some_and(|port| port.scale() * browser::pixel_ratio() >= CRISP)
    });
    let frame = move |part: Signal<Option<[u32; 4]>>, axis: usize| {
        told(move || share(part.get(), axis, size.get()))
    };
    let outline = told(move || {
        let (way, port) = (viewer.outline.get(), viewer.port.get());
        let Some(port) = port else {
            return String::new();
        };
        let [left, top] = port.corner();
        let at = |[x, y]: [f64; 2]| {
            format!(
                "{:.1},{:.1}",
                x * port.scale() + left,
                y * port.scale() + top
            )
        };
        way.into_iter().map(at).collect::<Vec<_>>().join(" ")
    });
    let (photo_part, masks_part) = (Signal::from(photo_part), Signal::from(drawn.part));
    let ratio = told(move || {
        let size = size.get();
        let ratio = size.map_or(1.0, |size| {
            f64::from(size.width()) / f64::from(size.height())
        });
        format!("{ratio:.4}")
    });
    let gestures = Gestures::new(desk, room, is_second);
    view! {
        <div class="panel" hidden=when(move || size.read().is_none()) style:--ratio=ratio>
            <p class="panel__caption">{caption}</p>
            <div
                class="panel__room"
                class:panel__room--moving=when(move || viewer.is_panning.get())
                class:panel__room--drawing=when(move || viewer.tool.get() != Tool::Select)
                node_ref=room
                on:wheel=move |event| gestures.wheel(event)
                on:pointerdown=move |event| gestures.down(event)
                on:pointermove=move |event| gestures.moved(event)
                on:pointerup=move |event| gestures.up(event)
                on:pointercancel=move |event| gestures.left(event)
                on:pointerleave=move |event| gestures.left(event)
            >
                <div
                    class="picture"
                    class:picture--crisp=is_crisp
                    style:left=place(|port| port.corner()[0])
                    style:top=place(|port| port.corner()[1])
                    style:width=whole(Size::width)
                    style:height=whole(Size::height)
                >
                    <canvas
                        node_ref=photo
                        role="img"
                        aria-label=name
                        style:left=frame(photo_part, 0)
                        style:top=frame(photo_part, 1)
                        style:width=frame(photo_part, 2)
                        style:height=frame(photo_part, 3)
                    />
                    <div
                        class="over"
                        class:over--away=when(move || viewer.is_original.get())
                        style:--divider=told(move || format!("{}%", viewer.divider.get()))
                    >
                        <div
                            class="masks"
                            node_ref=masks
                            role="img"
                            aria-label=what
                            aria-busy=busy
                            style:left=frame(masks_part, 0)
                            style:top=frame(masks_part, 1)
                            style:width=frame(masks_part, 2)
                            style:height=frame(masks_part, 3)
                        />
                    </div>
                    <div
                        class="divider"
                        hidden=when(move || viewer.divider.get() == 0)
                        style:left=told(move || format!("{}%", viewer.divider.get()))
                    />
                    <Part size is_second />
                </div>
                <Tags is_second />
                <svg class="outline" aria-hidden="true" class:outline--none=when(move || viewer.outline.read().is_empty())>
                    <polyline class="outline__edge" points=outline />
                    <polyline points=outline />
                </svg>
            </div>
        </div>
    }
}

/// From so many of the screen's pixels for one of the picture's on, each is shown as a
/// square.
const CRISP: f64 = 4.0;

/// The width and height of what is in a room, as they change.
fn measured(room: NodeRef<Div>) -> RwSignal<Option<[f64; 2]>> {
    let size = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(room) = room.get() {
            browser::watch_size(&room, move |sides| {
                let is_seen = sides.iter().all(|side| *side >= 1.0);
                if is_seen && size.get_untracked() != Some(sides) {
                    size.set(Some(sides));
                }
            });
        }
    });
    size
}

/// One edge or side of a part of the picture, as a share of it: left, top, width or
/// height. The whole where there is no part.
fn share(part: Option<[u32; 4]>, axis: usize, size: Option<Size>) -> String {
    let (Some(part), Some(size)) = (part, size) else {
        return if axis < 2 { "0%" } else { "100%" }.to_owned();
    };
    let whole = if axis.is_multiple_of(2) {
        size.width()
    } else {
        size.height()
    };
    let edge = part.get(axis).copied().unwrap_or(0);
    format!("{:.6}%", 100.0 * f64::from(edge) / f64::from(whole))
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

/// The same as an input of colours has it.
pub(super) fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The size of the masks' canvas: the picture's own, unless a window would not
/// show so many pixels anyway.
fn masks_size(picture: Size) -> Size {
    picture.fit(CANVAS_SIDE, MASKS_PIXELS)
}

/// The part of the picture that is drawn by itself, and at what size, as the window
/// changes; `None` while the whole, of this size, is sharp enough.
fn detail(desk: Desk, whole: fn(Size) -> Size, most: u64) -> Memo<Option<([u32; 4], Size)>> {
    Memo::new(move |had: Option<&Option<([u32; 4], Size)>>| {
        let port = desk.view.port.get()?;
        let ratio = browser::pixel_ratio();
        port.detail(ratio, whole(port.picture()), had.copied().flatten(), most)
    })
}

/// Paints the picture at its own size; where no browser could hold that, what of it is
/// seen from near by itself. Says which part that is.
fn paint_photo(
    desk: Desk,
    canvas: NodeRef<Canvas>,
    size: Memo<Option<Size>>,
) -> RwSignal<Option<[u32; 4]>> {
    let shown = RwSignal::new(None);
    let detail = detail(
        desk,
        |size| size.fit(CANVAS_SIDE, CANVAS_PIXELS),
        CANVAS_PIXELS,
    );
    let surface = OnceCell::new();
    Effect::new(move |_| {
        desk.picture.track();
        let (Some(canvas), Some(photo)) = (canvas.get(), desk.photo()) else {
            return;
        };
        let surface = surface.get_or_init(|| Surface::of(&canvas));
        // What is not there takes no memory.
        let side = size.get().map_or(1, |_| CANVAS_SIDE);
        let whole = [0, 0, photo.size().width(), photo.size().height()];
        let is_there = size.get() == Some(photo.size());
        let near = detail.get().filter(|_| is_there);
        let (part, view) = near.unwrap_or((whole, photo.size().fit(side, CANVAS_PIXELS)));
        shown.set(near.map(|(part, _)| part));
        let painted = surface
            .as_ref()
            .map(|surface| photo.paint(surface, part, view));
        if !matches!(painted, Ok(Ok(()))) {
            desk.say(Message::error(desk.texts().said.not_shown, None));
        }
    });
    shown
}

/// The drawings of one panel's masks.
#[derive(Default)]
struct Drawings {
    is_drawing: Cell<bool>,
    begun: Cell<u32>,
    /// The newest change, for when the one before it is drawn.
    waiting: RefCell<Option<Wanted>>,
}

/// What is to be drawn: of which picture, which part by itself, and how.
type Wanted = (Rc<Photo>, Option<[u32; 4]>, Request);

/// What is known of a panel's masks.
#[derive(Clone, Copy)]
struct Drawn {
    /// Whether what is on the screen is still to change.
    is_busy: RwSignal<bool>,
    /// The part that is on it, unless it is the whole.
    part: RwSignal<Option<[u32; 4]>>,
}

/// Has the shown masks drawn in `holder` whenever they change; while one drawing
/// is under way only the newest change waits for its turn.
fn paint_masks(
    desk: Desk,
    holder: NodeRef<Div>,
    is_second: bool,
    size: Memo<Option<Size>>,
) -> Drawn {
    let drawn = Drawn {
        is_busy: RwSignal::new(false),
        part: RwSignal::new(None),
    };
    let drawings = Rc::new(Drawings::default());
    let detail = detail(desk, masks_size, DETAIL_PIXELS);
    Effect::new(move |_| {
        desk.picture.track();
        let Some(photo) = desk.photo().filter(|_| !is_second || desk.is_pair()) else {
            return;
        };
        // The masks themselves may have changed: every row is looked at.
        let rows = desk.side(is_second);
        rows.iter().for_each(|row| row.object.track());
        let shown = rows.iter().filter(|row| row.visible.get());
        let lit = shown.map(|row| row.id).filter(|id| desk.view.is_lit(*id));
        let [width, height] = sides(photo.size());
        let near = detail.get().filter(|_| size.get() == Some(photo.size()));
        let whole = ([0, 0, width, height], masks_size(photo.size()));
        let (part, view) = near.unwrap_or(whole);
        let request = Request::Overlay {
            is_second,
            picture: [width, height],
            part,
            view: sides(view),
            lit: lit.collect(),
            fill: desk.fill.get(),
            style: desk.view.style.get(),
            is_moving: desk.view.is_moving.get(),
            threshold: desk.threshold.get(),
        };
        let part = near.map(|(part, _)| part);
        drawings.waiting.replace(Some((photo, part, request)));
        if drawings.is_drawing.replace(true) {
            return;
        }
        drawn.is_busy.set(true);
        let own = drawings.begun.get() + 1;
        drawings.begun.set(own);
        let drawings = Rc::clone(&drawings);
        spawn_local(async move {
            let mut last = None;
            loop {
                let Some((photo, part, request)) = drawings.waiting.take() else {
                    break;
                };
                // Another picture may be open by now; its own drawing follows.
                let is_open = desk.photo().is_some_and(|open| Rc::ptr_eq(&open, &photo));
                let Some(holder) = holder.get_untracked().filter(|_| is_open) else {
                    continue;
                };
                match desk.pipeline_drawn(&request, &holder, is_second).await {
                    Ok((Reply::Drawn, shown)) => {
                        if drawn.part.get_untracked() != part {
                            drawn.part.set(part);
                        }
                        last = Some(shown);
                    }
                    Ok((other, _)) => desk.say(desk.unexpected(&other)),
                    Err(message) => desk.say(message),
                }
            }
            drawings.is_drawing.set(false);
            if let Some(shown) = last {
                shown.await;
            }
            // A later one says for itself when it is on the screen.
            if drawings.begun.get() == own {
                drawn.is_busy.set(false);
            }
        });
    });
    drawn
}
