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
    async fn import(self, name: &str, bytes: &[u8], is_surely: bool) -> bool {
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
        let reply = match is_here {
            true => self.pipeline_laid(&file).await?,
            false => {
                self.tell_picture_of(sheet).await?;
                let (reply, _) = self.pipeline_of(sheet, &Request::Lay, &file).await?;
                reply
            }
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
        in_each_spelling(taken.collect(), browser::spellings)
    }
}

/// The same pictures, and once more under each other spelling of their names that is no
/// picture's own: a file of annotations may spell an accent in another way than the system
/// that the picture is from.
fn in_each_spelling(pictures: Vec<Taken>, spellings: impl Fn(&str) -> [String; 2]) -> Vec<Taken> {
    let mut all = pictures.clone();
    for picture in pictures {
        for name in spellings(&picture.name) {
            if !all.iter().any(|other| other.name == name) {
                let picture = picture.clone();
                all.push(Taken { name, ..picture });
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Sheets;

    /// As the browser does it, for one letter.
    fn spellings(name: &str) -> [String; 2] {
        let composed = name.replace("u\u{308}", "\u{fc}");
        let decomposed = composed.replace('\u{fc}', "u\u{308}");
        [composed, decomposed]
    }

    fn taken(sheet: u32, name: &str) -> Taken {
        Taken {
            sheet,
            name: name.to_owned(),
            size: [4, 3],
            is_plain: true,
            objects: 0,
        }
    }

    /// Onto which of `pictures` a file lays what it says of a picture of this name.
    fn laid_onto(name: &str, pictures: &[(u32, &str)]) -> Vec<u32> {
        let file = format!(
            r#"{{"images": [{{"id": 1, "file_name": "{name}", "width": 4, "height": 3}}],
                "annotations": [{{"image_id": 1, "category_id": 1, "bbox": [0, 0, 2, 2]}}],
                "categories": [{{"id": 1, "name": "door"}}]}}"#
        );
        let pictures = pictures.iter().map(|(sheet, name)| taken(*sheet, name));
        let import = Request::Import {
            name: "masque.json".to_owned(),
            pictures: in_each_spelling(pictures.collect(), spellings),
        };
        let file = file.into_bytes();
        let (reply, _) = Sheets::default().handle(1, import, file, &mut |_strip| {});
        match reply {
            Reply::Import { sheets, .. } => sheets.into_iter().map(|(sheet, _)| sheet).collect(),
            other => panic!("{other:?} instead of an import"),
        }
    }

    #[test]
    fn a_picture_is_known_however_its_accents_are_spelt() {
        let [composed, decomposed] = ["T\u{fc}r.png", "Tu\u{308}r.png"];
        for name in [composed, decomposed, "Tu\u{308}r.jpg"] {
            for picture in [composed, decomposed] {
                assert_eq!(laid_onto(name, &[(3, picture), (4, "Tur.png")]), [3]);
            }
        }
        // Where there are both, each is its own.
        for (name, sheet) in [(composed, 3), (decomposed, 4)] {
            assert_eq!(laid_onto(name, &[(3, composed), (4, decomposed)]), [sheet]);
        }
        assert_eq!(
            in_each_spelling(vec![taken(3, "a.png")], spellings).len(),
            1
        );
        assert!(laid_onto("Tur.png", &[(3, composed)]).is_empty());
    }
}
