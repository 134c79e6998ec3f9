//! What happens when a person opens something or asks: the steps, in order,
//! with the words for whatever stops them. Never loses a result that is there
//! before a new one has come.

use super::Desk;
use super::desk::{Picture, Row, Work};
use super::samples::Sample;
use crate::answer;
use crate::browser::{self, Chosen, Photo, ReadProblem};
use crate::gemini::task::Task;
use crate::picture::{FILE_BYTES, PictureProblem};
use crate::pipeline::message::{self, Again, Ending, Reply, Request};
use crate::session::words::{self, Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

impl Desk {
    /// Opens files that were chosen, dropped or pasted: a picture, a saved
    /// answer, or one of each.
    pub fn open_files(self, files: Vec<Chosen>) {
        let (texts, pictures): (Vec<_>, Vec<_>) = files.into_iter().partition(Chosen::is_text);
        let more = pictures.len().saturating_sub(1) + texts.len().saturating_sub(1);
        spawn_local(async move {
            let picture = pictures.into_iter().next();
            if let Some(picture) = picture
                && !self.open_picture(picture).await
            {
                return;
            }
            if let Some(text) = texts.into_iter().next() {
                self.open_answer_file(text).await;
            }
            if more > 0 {
                self.say(Message::note(
                    "One picture and one answer are taken at a time: the first of each is open",
                ));
            }
        });
    }

    /// Opens a sample's picture and its answer.
    pub fn open_sample(self, sample: &'static Sample) {
        spawn_local(async move {
            let turn = self.begin_turn();
            self.hush();
            self.work.set(Work::Opening(sample.title.to_owned()));
            let picture = browser::load(sample.picture).await;
            let answer = browser::load(sample.answer).await;
            let (Ok(picture), Ok(answer)) = (picture, answer) else {
                let lost =
                    "The sample could not be loaded. Check the connection, then try it again";
                return self.stop(turn, [Message::error(lost, None)]);
            };
            if self.show_picture(turn, sample.title, &picture).await {
                self.words.set(sample.words.to_owned());
                self.open_answer(turn, &answer).await;
                self.say(Message::note(
                    "This is a sample: its answer comes with the page, and nothing was sent",
                ));
            }
        });
    }

    /// Reads a saved answer for the picture that is open.
    pub fn open_answer_text(self, text: String) {
        spawn_local(async move { self.open_answer_bytes(text.as_bytes()).await });
    }

    /// Has every PNG mask cut at the threshold that is set. While it is being
    /// moved the masks are only drawn there, which is quicker.
    pub fn cut(self) {
        let threshold = self.threshold.get_untracked();
        spawn_local(async move {
            let turn = self.turn.get_value();
            let cut = self.pipeline(&Request::Threshold(threshold), &[]).await;
            // A later step of the slider has overtaken this one.
            if self.threshold.get_untracked() != threshold {
                return;
            }
            match cut {
                Ok((Reply::Found(objects), _)) => self.change(objects),
                Ok(_) => {}
                Err(message) => self.stop(turn, [message]),
            }
        });
    }

    async fn open_picture(self, chosen: Chosen) -> bool {
        let turn = self.begin_turn();
        self.hush();
        let name = chosen.name();
        self.work.set(Work::Opening(name.clone()));
        match browser::read(&chosen, FILE_BYTES).await {
            Ok(bytes) => self.show_picture(turn, &name, &bytes).await,
            Err(ReadProblem::TooLong(bytes)) => {
                self.stop(
                    turn,
                    [words::picture(&name, PictureProblem::TooManyBytes(bytes))],
                );
                false
            }
            Err(ReadProblem::Unreadable) => {
                self.stop(turn, [unreadable(&name)]);
                false
            }
        }
    }

    async fn open_answer_file(self, chosen: Chosen) {
        let name = chosen.name();
        match browser::read(&chosen, answer::limits::ANSWER_BYTES).await {
            Ok(bytes) => self.open_answer_bytes(&bytes).await,
            Err(ReadProblem::TooLong(bytes)) => self.say(Message::error(
                format!(
                    "{name} has {} MB; an answer has at most {} MB",
                    bytes >> 20,
                    answer::limits::ANSWER_BYTES >> 20
                ),
                None,
            )),
            Err(ReadProblem::Unreadable) => self.say(unreadable(&name)),
        }
    }

    async fn open_answer_bytes(self, bytes: &[u8]) {
        if self.picture.read_untracked().is_none() {
            self.say(Message::error(
                "Open the picture that the answer is about first, then the answer",
                Some(Help::Picture),
            ));
            return;
        }
        let turn = self.begin_turn();
        self.hush();
        self.open_answer(turn, bytes).await;
    }

    /// Shows the picture in `bytes` in place of the one that is open; says so
    /// and leaves everything as it is when that cannot be done.
    async fn show_picture(self, turn: u32, name: &str, bytes: &[u8]) -> bool {
        match self.decode(name, bytes).await {
            Err(message) => {
                self.stop(turn, [message]);
                false
            }
            Ok(_) if !self.is_current(turn) => false,
            Ok((photo, notes)) => {
                let size = photo.size();
                self.photo.set(Some(Rc::new(photo)));
                self.rows.set(Vec::new());
                self.has_answer.set(false);
                self.bill.set(String::new());
                self.part.set(None);
                self.choosing_part.set(false);
                self.picture.set(Some(Picture {
                    name: name.to_owned(),
                    size,
                }));
                self.stop(turn, notes);
                // What the pipeline holds of the last picture is of no more use.
                self.recorded.update_value(Vec::clear);
                self.pipeline(&Request::Forget, &[]).await.is_ok()
            }
        }
    }

    /// The picture in `bytes`, once its header has been let through.
    async fn decode(self, name: &str, bytes: &[u8]) -> Result<(Photo, Vec<Message>), Message> {
        let inspected = self
            .pipeline(
                &Request::Inspect {
                    name: name.to_owned(),
                },
                bytes,
            )
            .await?;
        let (notes, undecodable) = match inspected.0 {
            Reply::Picture { notes, undecodable } => (notes, undecodable),
            Reply::Refused(message) => return Err(message),
            other => return Err(unexpected(&other)),
        };
        match Photo::decode(bytes).await {
            Ok(photo) => Ok((photo, notes)),
            Err(_opaque) => Err(undecodable),
        }
    }

    /// Reads a whole saved answer, on the road that a live one takes.
    async fn open_answer(self, turn: u32, bytes: &[u8]) {
        let Some(picture) = self.picture.get_untracked() else {
            return;
        };
        let read = async {
            self.begin_answer(picture.size, None, None, false).await?;
            self.take(turn, Request::Saved, bytes).await?;
            self.end(turn, Ending::Done, &[]).await.map(drop)
        };
        if let Err(message) = read.await {
            self.stop(turn, [message]);
        }
    }

    /// Begins an answer about a `part` of the picture or the whole, to what was
    /// `wanted`, if that is known; `more` keeps the objects that are there.
    pub(super) async fn begin_answer(
        self,
        size: crate::geometry::Size,
        part: Option<[u32; 4]>,
        wanted: Option<Task>,
        more: bool,
    ) -> Result<(), Message> {
        let begin = Request::Begin {
            width: size.width(),
            height: size.height(),
            threshold: self.threshold.get_untracked(),
            part,
            wanted,
            more,
        };
        if more {
            self.shown_turn.set_value(self.turn.get_value());
        } else {
            self.recorded.update_value(Vec::clear);
        }
        self.pipeline_recorded(begin, &[]).await.map(|_done| ())
    }

    /// Has a piece of an answer read and shows what it completes.
    pub(super) async fn take(
        self,
        turn: u32,
        request: Request,
        bytes: &[u8],
    ) -> Result<(), Message> {
        let (reply, _) = self.pipeline_recorded(request, bytes).await?;
        let (objects, messages, thought) = match reply {
            Reply::Found(objects) => (objects, Vec::new(), None),
            Reply::Noticed {
                found,
                messages,
                thought,
            } => (found, messages, thought),
            other => return Err(unexpected(&other)),
        };
        if self.is_current(turn) {
            self.thought.set(thought.unwrap_or_default());
            self.show(turn, objects);
            messages.into_iter().for_each(|message| self.say(message));
        }
        Ok(())
    }

    /// Ends an answer and says what there is to say about it; or gives that back,
    /// with when to ask again.
    pub(super) async fn end(
        self,
        turn: u32,
        ending: Ending,
        body: &[u8],
    ) -> Result<Option<(Again, Vec<Message>)>, Message> {
        let (reply, _) = self.pipeline_recorded(end(ending), body).await?;
        let Reply::Ended {
            found,
            changed,
            messages,
            bill,
            again,
        } = reply
        else {
            return Err(unexpected(&reply));
        };
        if !self.is_current(turn) {
            return Ok(None);
        }
        self.show(turn, found);
        self.change(changed);
        self.has_answer.set(true);
        if let Some(bill) = bill {
            self.bill.set(bill);
        }
        match again {
            Some(again) => Ok(Some((again, messages))),
            None => {
                self.stop(turn, messages);
                Ok(None)
            }
        }
    }

    /// Ends an answer that is no longer waited for; what came of it stays.
    pub(super) fn close_answer(self) {
        spawn_local(async move {
            let end = end(Ending::Done);
            let _said_by_the_next_request = self.pipeline_recorded(end, &[]).await;
        });
    }

    /// Puts objects about which something changed in the place of the same ones.
    pub(super) fn change(self, objects: Vec<message::Row>) {
        if objects.is_empty() {
            return;
        }
        let rows = self.rows.read_untracked();
        for object in objects {
            if let Some(row) = rows.iter().find(|row| row.id == object.id) {
                row.object.set(Arc::new(object));
            }
        }
    }

    /// Drops the objects that double others.
    pub fn merge(self) {
        spawn_local(async move {
            match self.pipeline(&Request::Merge, &[]).await {
                Ok((Reply::All(left), _)) => {
                    self.rows.update(|rows| {
                        rows.retain(|row| left.iter().any(|left| left.id == row.id));
                    });
                    self.hush();
                }
                Ok((other, _)) => self.say(unexpected(&other)),
                Err(message) => self.say(message),
            }
        });
    }

    /// Has boxes in space seen through the field of view that is set.
    pub fn look_through(self) {
        let degrees = self.degrees.get_untracked();
        spawn_local(async move {
            if let Ok((Reply::Found(rows), _)) =
                self.pipeline(&Request::FieldOfView(degrees), &[]).await
            {
                self.change(rows);
            }
        });
    }

    /// Shows the objects of an answer that was read once more, in the place of
    /// the same objects of its first reading.
    pub(super) fn show_again(self, objects: Vec<message::Row>) {
        self.rows.update(|rows| {
            let before: Vec<bool> = rows.iter().map(|row| row.visible.get_untracked()).collect();
            let visible = before.into_iter().chain(std::iter::repeat(true));
            *rows = objects
                .into_iter()
                .zip(visible)
                .map(|(object, visible)| Row::new(object, visible))
                .collect();
        });
    }

    /// Adds objects of the answer that `turn` is about; the earlier answer's
    /// stand until the first of them comes.
    fn show(self, turn: u32, objects: Vec<message::Row>) {
        if objects.is_empty() {
            return;
        }
        let is_first = self.shown_turn.get_value() != turn;
        self.shown_turn.set_value(turn);
        let new = objects.into_iter().map(|object| Row::new(object, true));
        self.rows.update(|rows| {
            if is_first {
                rows.clear();
            }
            rows.extend(new);
        });
    }

    /// Ends a turn's work with what there is to say about it.
    pub(super) fn stop(self, turn: u32, messages: impl IntoIterator<Item = Message>) {
        if self.is_current(turn) {
            self.work.set(Work::Idle);
            messages.into_iter().for_each(|message| self.say(message));
        }
    }
}

/// The request that ends an answer, with the day and a number of chance.
fn end(ending: Ending) -> Request {
    Request::End {
        ending,
        chance: browser::chance(),
        today: browser::today(),
    }
}

/// What cannot happen while page and worker are of one build.
pub(super) fn unexpected(reply: &Reply) -> Message {
    let why = match reply {
        Reply::Failed(why) => why.as_str(),
        _ => "its parts do not fit together",
    };
    Message::error(
        format!("Masque could not do that ({why}). Reload the page, then try again"),
        None,
    )
}

fn unreadable(name: &str) -> Message {
    Message::error(
        format!("{name} could not be read; it may have been moved. Choose it again"),
        Some(Help::Picture),
    )
}
