//! Annotations out of files, onto the pictures that are open. Never reads them: the
//! pipeline does, and a file that holds none is taken for a saved answer.

use super::Desk;
use super::saving::sides;
use super::tray::State;
use crate::browser::{self, Chosen, ReadProblem};
use crate::export::read::FILE_BYTES;
use crate::pipeline::message::{Reply, Request};
use crate::pipeline::plan::Taken;
use crate::session::words::{self, Message};
use leptos::prelude::*;

impl Desk {
    /// Lays what a file of annotations holds onto its pictures; `false` where it is none.
    pub(super) async fn import_file(self, file: &Chosen) -> bool {
        let name = file.name();
        let is_xml = name.to_ascii_lowercase().ends_with(".xml");
        let bytes = match browser::read(file, FILE_BYTES).await {
            Ok(bytes) => bytes,
            // It is said once, by whoever takes it for an answer.
            Err(ReadProblem::TooLong(_) | ReadProblem::Unreadable) => return false,
        };
        self.import(&name, &bytes, is_xml).await
    }

    /// The same of what is in a file of this name. Where only annotations have such a name,
    /// it is said why it cannot be read.
    pub(super) async fn import(self, name: &str, bytes: &[u8], is_surely: bool) -> bool {
        let unseen = self.unseen();
        while unseen.is_importing.get() {
            browser::pause(50).await;
        }
        unseen.is_importing.set(true);
        let is_taken = self.import_alone(name, bytes, is_surely).await;
        unseen.is_importing.set(false);
        is_taken
    }

    /// The same while no other file is imported.
    async fn import_alone(self, name: &str, bytes: &[u8], is_surely: bool) -> bool {
        self.tell_all().await;
        let request = Request::Import {
            name: name.to_owned(),
            pictures: self.open_pictures(),
        };
        let (sheets, unmatched, messages) = match self.pipeline(&request, bytes).await {
            Ok((
                Reply::Import {
                    sheets,
                    unmatched,
                    messages,
                },
                _,
            )) => (sheets, unmatched, messages),
            Ok((Reply::NotImported { is_other, message }, _)) => {
                if !is_other || is_surely {
                    self.say(message);
                    return true;
                }
                return false;
            }
            Ok((other, _)) => {
                self.say(self.unexpected(&other));
                return true;
            }
            Err(message) => {
                self.say(message);
                return true;
            }
        };
        let (mut pictures, mut all) = (0, 0);
        for (place, (sheet, objects)) in sheets.into_iter().enumerate() {
            match self.lay(place, sheet).await {
                Ok(()) => {
                    pictures += 1;
                    all += objects;
                }
                Err(message) => self.say(message),
            }
        }
        if pictures > 0 {
            let tongue = self.tongue.get_untracked();
            self.say(words::imported(tongue, pictures, all, &unmatched));
        }
        messages.into_iter().for_each(|message| self.say(message));
        true
    }

    /// Lays what was read for one picture onto it.
    async fn lay(self, place: usize, sheet: u32) -> Result<(), Message> {
        let (reply, file) = self.pipeline(&Request::Imported(place), &[]).await?;
        if reply != Reply::File {
            return Err(self.unexpected(&reply));
        }
        let file = file.to_vec();
        let is_here = sheet == self.sheet.get_untracked();
        let (reply, _) = match is_here {
            true => self.pipeline_recorded(Request::Lay, &file).await?,
            false => self.pipeline_of(sheet, &Request::Lay, &file).await?,
        };
        match reply {
            Reply::Laid { shown, messages } => {
                match is_here {
                    true => self.show_all(shown),
                    false => self.keep_laid(sheet, file, shown),
                }
                messages.into_iter().for_each(|message| self.say(message));
            }
            Reply::Refused(message) => return Err(message),
            other => return Err(self.unexpected(&other)),
        }
        self.set_state_of(sheet, State::Done);
        Ok(())
    }

    /// The pictures that annotations may be about.
    fn open_pictures(self) -> Vec<Taken> {
        let unseen = self.unseen();
        let kept = unseen.kept.borrow();
        let taken = kept.iter().map(|(number, kept)| Taken {
            sheet: *number,
            name: kept.file.name(),
            size: sides(kept.size),
            is_plain: kept.is_plain,
            objects: 0,
        });
        taken.collect()
    }
}
