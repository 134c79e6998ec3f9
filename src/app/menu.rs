//! The menu of one object: its files, and what of it goes into the clipboard. Never
//! makes any of it: the pipeline does.

use super::Desk;
use super::controls::{button, button_if, does, told, when};
use super::saving::sides;
use super::texts;
use crate::browser::{self, Bytes, Copied, Draggable};
use crate::pipeline::message::{self, Described, Reply, Request};
use crate::session::words::Message;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// How long the pointer stays before a cut-out is made for a drag, in milliseconds.
const DWELL: u32 = 250;

/// The id of the menu.
pub(super) const OBJECT_MENU: &str = "object-menu";

impl Desk {
    /// Opens the menu of an object at a place of the window.
    pub(super) fn open_menu(self, id: u32, place: [i32; 2]) {
        self.menu.set(Some((id, place)));
        browser::show_card(OBJECT_MENU);
    }

    /// An object's cut-out as PNG.
    async fn cut_out(self, object: Arc<message::Row>) -> Result<Bytes, Message> {
        let Some(photo) = self.photo() else {
            return Err(self.unexpected(&Reply::Done));
        };
        let pixels = photo
            .pixels()
            .map_err(|_told| Message::error(self.texts().said.pixels_refused, None))?;
        let request = Request::CutOut {
            id: object.id,
            picture: sides(photo.size()),
        };
        match self.pipeline(&request, pixels.bytes()).await? {
            (Reply::File, file) => Ok(file),
            (other, _) => Err(self.unexpected(&other)),
        }
    }

    /// Puts an object's cut-out into the clipboard.
    fn copy_cut_out(self, object: Arc<message::Row>) {
        self.copy(Copied::Png, self.cut_out(object), |t| t.menu.no_clipboard);
    }

    /// Puts an object, as text, into the clipboard.
    fn copy_described(self, id: u32, how: Described) {
        let picture = self.picture.get_untracked();
        let file = picture.map_or_else(String::new, |picture| picture.name);
        let request = Request::Describe { id, how, file };
        self.copy_text(request, |t| t.menu.no_clipboard_for_text);
    }

    /// Has the cut-out of an object at hand, for a drag that may begin, once the pointer has
    /// been over it for a while: a large one costs memory.
    pub(super) fn prepare_drag(self, object: Arc<message::Row>) {
        let unseen = self.unseen();
        unseen.drag_wanted.set(Some(object.id));
        spawn_local(async move {
            browser::pause(DWELL).await;
            let is_wanted = unseen.drag_wanted.get() == Some(object.id);
            if !is_wanted || unseen.is_preparing_drag.get() || self.has_drag(&object) {
                return;
            }
            if self.is_busy_now() {
                return;
            }
            unseen.is_preparing_drag.set(true);
            let sheet = unseen.sheet.get();
            // Whoever saves it is told why it cannot be made.
            if let Ok(png) = self.cut_out(Arc::clone(&object)).await
                && sheet == unseen.sheet.get()
                && let Some(draggable) = Draggable::new(&object.file, &png)
            {
                unseen.draggable.replace(Some((object, draggable)));
            }
            unseen.is_preparing_drag.set(false);
        });
    }

    /// No drag is expected any more.
    pub(super) fn expect_no_drag(self) {
        self.unseen().drag_wanted.set(None);
    }

    fn has_drag(self, object: &Arc<message::Row>) -> bool {
        let unseen = self.unseen();
        let draggable = unseen.draggable.borrow();
        draggable.as_ref().is_some_and(|(of, _)| of == object)
    }

    /// Lets a drag that begins carry the cut-out of an object; none begins before it is
    /// made.
    pub(super) fn drag(self, event: &DragEvent, object: &Arc<message::Row>) {
        let unseen = self.unseen();
        let draggable = unseen.draggable.borrow();
        match draggable.as_ref().filter(|(of, _)| of == object) {
            Some((_, draggable)) => draggable.drag(event),
            None => event.prevent_default(),
        }
    }
}

#[component]
pub(super) fn ObjectMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let object = Memo::new(move |_| {
        let (id, _) = desk.menu.get()?;
        let rows = desk.rows.read();
        let row = rows.iter().find(|row| row.id == id);
        row.map(|row| row.object.get())
    });
    let name = told(move || {
        let object = object.read();
        let name = object.as_ref().map_or("", |object| &object.name);
        texts::more(desk.tongue.get(), name)
    });
    let at = move |axis: fn([i32; 2]) -> i32| {
        told(move || {
            desk.menu
                .get()
                .map_or_else(String::new, |(_, place)| format!("{}px", axis(place)))
        })
    };
    let has_mask = when(move || object.read().as_ref().is_some_and(|object| object.has_mask));
    let act = move |act: fn(Desk, Arc<message::Row>)| {
        does(move || {
            browser::toggle_card(OBJECT_MENU);
            if let Some(object) = object.get_untracked() {
                act(desk, object);
            }
        })
    };
    view! {
        <div
            id=OBJECT_MENU class="card menu" popover="auto" role="dialog" tabindex="-1" autofocus aria-label=name
            style:--x=at(|[x, _]| x) style:--y=at(|[_, y]| y)
        >
            {button_if(desk.t(|t| t.menu.save_png), "quiet", has_mask, act(|desk, object| desk.save_cut_out(object)))}
            {button_if(desk.t(|t| t.menu.copy_png), "quiet", has_mask, act(|desk, object| desk.copy_cut_out(object)))}
            {button_if(desk.t(|t| t.menu.copy_path), "quiet", has_mask, act(|desk, object| desk.copy_described(object.id, Described::Path)))}
            {button(desk.t(|t| t.menu.copy_json), "quiet", act(|desk, object| desk.copy_described(object.id, Described::Json)))}
            {button(desk.t(|t| t.chosen.zoom_to), "quiet", act(|desk, object| {
                desk.view.choose(object.id, false);
                desk.show_selected();
            }))}
            {button(desk.t(|t| t.chosen.alone), "quiet", act(|desk, object| desk.solo(vec![object.id])))}
            {button(desk.t(|t| t.chosen.delete), "quiet", act(|desk, object| desk.delete(vec![object.id])))}
        </div>
    }
}
