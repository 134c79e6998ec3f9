//! What happens when a person opens something: the steps, in order, with the words
//! for whatever stops them. Never loses a result that is there before a new one has
//! come.

use super::Desk;
use super::desk::Work;
use super::samples::Sample;
use super::saving::sides;
use super::texts;
use crate::answer;
use crate::browser::{self, Chosen, Photo, ReadProblem};
use crate::picture::{FILE_BYTES, PictureProblem};
use crate::pipeline::message::{Ending, Reply, Request, Role};
use crate::session::words::{self, Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;

impl Desk {
    /// Opens files that were chosen, dropped or pasted: pictures, and a saved answer
    /// about the first of them or the one that is open.
    pub fn open_files(self, files: Vec<Chosen>) {
        let (texts, pictures): (Vec<_>, Vec<_>) = files.into_iter().partition(Chosen::is_text);
        self.unseen().is_batch.set(false);
        spawn_local(async move {
            self.after_export().await;
            let mut pictures = pictures.into_iter();
            // What is being asked about goes on; the pictures wait in the tray.
            let is_live = self.is_live();
            let mut is_open = pictures.len() == 0 || is_live;
            while !is_open && let Some(picture) = pictures.next() {
                is_open = self.open_picture(picture).await;
            }
            for picture in pictures {
                self.add_picture(picture).await;
            }
            let texts = if is_open { texts } else { Vec::new() };
            self.open_texts(texts).await;
        });
    }

    /// Opens files of annotations, as many as there are, and an answer, once all that came
    /// before them are open.
    async fn open_texts(self, texts: Vec<Chosen>) {
        let unseen = self.unseen();
        let place = unseen.texts_come.get();
        unseen.texts_come.set(place + 1);
        while unseen.texts_done.get() != place {
            browser::pause(10).await;
        }
        self.open_texts_now(texts).await;
        unseen.texts_done.set(place + 1);
    }

    async fn open_texts_now(self, texts: Vec<Chosen>) {
        let (mut has_left, mut has_answer) = (false, false);
        for text in texts {
            if !has_left {
                self.leave().await;
                has_left = true;
            }
            if self.import_file(&text).await {
                continue;
            }
            if has_answer {
                self.say(Message::note(self.texts().said.one_at_a_time));
            } else {
                self.open_answer_file(text).await;
                has_answer = true;
            }
        }
    }

    /// Opens a sample's picture and its answer.
    pub fn open_sample(self, sample: &'static Sample) {
        self.unseen().is_batch.set(false);
        spawn_local(async move {
            self.after_export().await;
            self.leave().await;
            let turn = self.begin_turn();
            let title = (sample.title)(self.texts());
            self.work.set(Work::Opening(title.to_owned()));
            let picture = browser::load(sample.picture).await;
            let answer = browser::load(sample.answer).await;
            let (Ok(picture), Ok(answer)) = (picture, answer) else {
                let lost = self.texts().said.sample_lost;
                return self.rest(turn, [Message::error(lost, None)]);
            };
            let file = Chosen::of(title, &picture);
            if let Some(file) = file
                && self.show_picture(turn, file, &picture).await
            {
                self.words.set((sample.words)(self.texts()).to_owned());
                self.open_answer(turn, &answer).await;
                self.say(Message::note(self.texts().said.sample));
            }
        });
    }

    async fn open_picture(self, chosen: Chosen) -> bool {
        let turn = self.begin_turn();
        // What was said of a file before is settled by this one; what was said of the
        // picture on show stays with it.
        let is_of_a_file = |message: &Message| message.help == Some(Help::Picture);
        if self.messages.read_untracked().iter().any(is_of_a_file) {
            self.messages
                .update(|said| said.retain(|message| !is_of_a_file(message)));
        }
        let name = chosen.name();
        self.work.set(Work::Opening(name.clone()));
        match browser::read(&chosen, FILE_BYTES).await {
            Ok(bytes) => self.show_picture(turn, chosen, &bytes).await,
            Err(ReadProblem::TooLong(bytes)) => {
                self.rest(
                    turn,
                    [words::picture(
                        self.tongue.get_untracked(),
                        &name,
                        PictureProblem::TooManyBytes(bytes),
                    )],
                );
                false
            }
            Err(ReadProblem::Unreadable) => {
                self.rest(turn, [self.unreadable(&name)]);
                false
            }
        }
    }

    async fn open_answer_file(self, chosen: Chosen) {
        let name = chosen.name();
        match browser::read(&chosen, answer::limits::ANSWER_BYTES).await {
            Ok(bytes) => self.open_answer_bytes(&bytes).await,
            Err(ReadProblem::TooLong(bytes)) => self.say(Message::error(
                texts::too_long(
                    self.tongue.get_untracked(),
                    &name,
                    bytes >> 20,
                    answer::limits::ANSWER_BYTES >> 20,
                ),
                None,
            )),
            Err(ReadProblem::Unreadable) => self.say(self.unreadable(&name)),
        }
    }

    async fn open_answer_bytes(self, bytes: &[u8]) {
        if self.picture.read_untracked().is_none() {
            self.say(Message::error(
                self.texts().said.picture_before_answer,
                Some(Help::Picture),
            ));
            return;
        }
        // One of a sample may still be read.
        self.quiet().await;
        let turn = self.begin_turn();
        self.hush();
        let picture = self.picture.get_untracked();
        let name = picture.map_or_else(String::new, |picture| picture.name);
        self.work.set(Work::Opening(name));
        self.open_answer(turn, bytes).await;
        self.rest(turn, []);
    }

    /// Adds a picture, whose file's bytes these are, and shows it; says so and leaves
    /// everything as it is when that cannot be done.
    async fn show_picture(self, turn: u32, file: Chosen, bytes: &[u8]) -> bool {
        match self.decode(&file.name(), bytes).await {
            Err(message) => {
                self.rest(turn, [message]);
                false
            }
            Ok(decoded) => {
                self.quiet().await;
                if !self.is_current(turn) {
                    return false;
                }
                let number = self.add_sheet(file, &decoded);
                self.put_away();
                let size = sides(decoded.photo.size());
                self.take_up(number, decoded.photo);
                self.rest(turn, decoded.notes);
                let is_told = self.tell_picture(size).await.is_ok();
                spawn_local(self.warm_up());
                is_told
            }
        }
    }

    /// The picture in `bytes`, once its header has been let through.
    pub(super) async fn decode(self, name: &str, bytes: &[u8]) -> Result<Decoded, Message> {
        let inspected = self
            .pipeline(
                &Request::Inspect {
                    name: name.to_owned(),
                },
                bytes,
            )
            .await?;
        let (notes, undecodable, is_plain) = match inspected.0 {
            Reply::Picture {
                notes,
                undecodable,
                is_plain,
            } => (notes, undecodable, is_plain),
            Reply::Refused(message) => return Err(message),
            other => return Err(self.unexpected(&other)),
        };
        match Photo::decode(bytes).await {
            Ok(photo) => Ok(Decoded {
                photo,
                notes,
                is_plain,
            }),
            Err(_opaque) => Err(undecodable),
        }
    }

    /// Reads a whole saved answer, on the road that a live one takes; but its objects are
    /// shown once, at its end, for their way onto the page is the longest part of it.
    async fn open_answer(self, turn: u32, bytes: &[u8]) {
        let Some(picture) = self.picture.get_untracked() else {
            return;
        };
        let unseen = self.unseen();
        unseen.role.set(Role::New);
        self.bill.set(String::new());
        self.record_anew();
        let _flight = self.flight();
        let read = async {
            self.begin_answer(picture.size, false).await?;
            self.have_read(turn, Request::Saved, bytes).await?;
            self.end(turn, Ending::Done, &[]).await.map(drop)
        };
        if let Err(message) = read.await {
            self.stop(turn, [message]);
        }
    }
}

/// A picture that was let through.
pub(super) struct Decoded {
    /// Its pixels.
    pub photo: Photo,
    /// What is unusual about it.
    pub notes: Vec<Message>,
    /// Whether its file can go into a dataset as it is.
    pub is_plain: bool,
}

impl Desk {
    /// What cannot happen while page and worker are of one build.
    pub(super) fn unexpected(self, reply: &Reply) -> Message {
        let why = match reply {
            Reply::Failed(why) => why.as_str(),
            _ => self.texts().said.parts_do_not_fit,
        };
        Message::error(texts::could_not(self.tongue.get_untracked(), why), None)
    }

    /// A file could not be read.
    pub(super) fn unreadable(self, name: &str) -> Message {
        let text = texts::unreadable(self.tongue.get_untracked(), name);
        Message::error(text, Some(Help::Picture))
    }
}
