//! Files that are saved, at the picture's own resolution. Never read back from
//! the screen: the photograph's pixels and the masks themselves.

use super::Desk;
use super::desk::{Row, Work};
use super::texts;
use crate::browser;
use crate::geometry::Size;
use crate::pipeline::message::{self, Reply, Request};
use crate::session::words::Message;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::sync::Arc;

impl Desk {
    /// Saves `object`, cut out of the picture, as PNG.
    pub fn save_cut_out(self, object: Arc<message::Row>) {
        let id = object.id;
        self.save(object.file.clone(), move |size| Request::CutOut {
            id,
            picture: sides(size),
        });
    }

    /// Saves the picture with the masks that are shown over it, as PNG.
    pub fn save_overlay(self) {
        let picture = self.picture.read_untracked();
        let stem = picture.as_ref().map_or("picture", |picture| picture.stem());
        let name = format!("{}.overlay.png", crate::export::slug(stem));
        let fill = self.fill.get_untracked();
        let style = self.view.style.get_untracked();
        self.save(name, move |size| Request::OverlayFile {
            picture: sides(size),
            fill,
            style,
        });
    }

    /// The objects of the first answer, or of the second.
    pub fn side(self, is_second: bool) -> Vec<Row> {
        let rows = self.rows.read();
        let of_side = rows.iter().filter(|row| row.is_second == is_second);
        of_side.cloned().collect()
    }

    fn save(self, name: String, request: impl FnOnce(Size) -> Request + 'static) {
        let Some(photo) = self.photo().filter(|_| !self.is_busy_now()) else {
            return;
        };
        self.work.set(Work::Saving(name.clone()));
        spawn_local(async move {
            // The word "saving" is painted before the work begins.
            tick().await;
            let lost = |why: String| {
                Message::error(
                    texts::could_not_save(self.tongue.get_untracked(), &name, &why),
                    None,
                )
            };
            let saved = async {
                let pixels = photo.pixels().map_err(|problem| {
                    lost(texts::no_pixels(self.tongue.get_untracked(), &problem))
                })?;
                let (reply, file) = self
                    .pipeline(&request(photo.size()), pixels.bytes())
                    .await?;
                drop(pixels);
                if reply != Reply::File {
                    return Err(self.unexpected(&reply));
                }
                browser::save(&name, "image/png", &file)
                    .map_err(|_opaque| lost(self.texts().said.refused_the_file.to_owned()))
            };
            let saved = saved.await;
            if matches!(*self.work.read_untracked(), Work::Saving(_)) {
                self.work.set(Work::Idle);
            }
            if let Err(message) = saved {
                self.say(message);
            }
        });
    }
}

/// A size as the pipeline's messages have it.
pub(super) fn sides(size: Size) -> [u32; 2] {
    [size.width(), size.height()]
}
