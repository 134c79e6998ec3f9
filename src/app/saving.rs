//! Files that are saved, at the picture's own resolution. Never read back from
//! the screen: the photograph's pixels and the masks themselves.

use super::Desk;
use super::desk::{Work, WorkspaceStoreFields as _};
use crate::browser;
use crate::export::{cut_out, numbered, rgba_png, slug};
use crate::picture::Rgba;
use crate::render::{Look, draw};
use crate::session::Object;
use crate::session::words::Message;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::sync::Arc;

impl Desk {
    /// Saves `object`, cut out of the picture, as PNG.
    pub fn save_cut_out(self, object: Arc<Object>) {
        let name = format!("{}.cutout.png", numbered(object.index, object.label.as_deref()));
        self.save(name, move |photo| cut_out(&photo, &object.mask.as_ref().ok()?.mask));
    }

    /// Saves the picture with the masks that are shown over it, as PNG.
    pub fn save_overlay(self) {
        let picture = self.store.picture().read_untracked();
        let stem = picture.as_ref().map_or("picture", |picture| {
            picture.name.rsplit_once('.').map_or(picture.name.as_str(), |(stem, _)| stem)
        });
        let name = format!("{}.overlay.png", slug(stem));
        let look = self.look();
        self.save(name, move |mut photo| {
            let shown = self.shown_objects();
            let layers: Vec<_> = shown.iter().map(|object| object.layer()).collect();
            let size = photo.size();
            draw(&mut photo, size, &layers, look);
            Some(photo)
        });
    }

    /// How masks are drawn at the moment.
    pub fn look(self) -> Look {
        Look { fill: f32::from(self.fill.get()) / 100.0 }
    }

    /// The objects that are not hidden, the lowest first.
    pub fn shown_objects(self) -> Vec<Arc<Object>> {
        let rows = self.store.rows();
        rows.read().iter().filter(|row| row.visible).map(|row| row.object.clone()).collect()
    }

    fn save(self, name: String, make: impl FnOnce(Rgba) -> Option<Rgba> + 'static) {
        let Some(photo) = self.photo.get_untracked() else { return };
        self.store.work().set(Work::Saving(name.clone()));
        spawn_local(async move {
            // The word "saving" is painted before the work begins.
            tick().await;
            let made = photo.pixels().map_err(|problem| format!("{problem:?}"));
            let made = made.and_then(|pixels| make(pixels).ok_or_else(|| "there is no mask".to_owned()));
            let made = made.and_then(|pixels| rgba_png(&pixels).map_err(|error| error.to_string()));
            let saved = made.and_then(|png| browser::save(&name, "image/png", &png).map_err(|error| format!("{error:?}")));
            self.store.work().set(Work::Idle);
            if let Err(why) = saved {
                self.say(Message::error(format!("{name} could not be saved ({why}). Free some memory by closing other tabs, then try again"), None));
            }
        });
    }
}
