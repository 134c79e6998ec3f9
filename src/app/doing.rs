//! What happens when a person opens something or asks: the steps, in order,
//! with the words for whatever stops them. Never loses a result that is there
//! before a new one has come.

use super::Desk;
use super::desk::{Picture, Row, Work, WorkspaceStoreFields as _};
use super::samples::Sample;
use crate::answer;
use crate::browser::{self, Call, Chosen, End, Photo, PhotoProblem, ReadProblem};
use crate::gemini::model::is_model_id;
use crate::gemini::task::Task;
use crate::gemini::{ApiKey, HttpRequest, Part, Question, UPLOAD_SIDE, Upload, request};
use crate::picture::{FILE_BYTES, PictureProblem, inspect};
use crate::session::words::{self, Help, Message};
use crate::session::{Answering, Object, saved_parts};
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
            if let Some(picture) = pictures.into_iter().next() {
                if !self.open_picture(picture).await {
                    return;
                }
            }
            if let Some(text) = texts.into_iter().next() {
                self.open_answer_file(text).await;
            }
            if more > 0 {
                self.say(Message::note("One picture and one answer are taken at a time: the first of each is open"));
            }
        });
    }

    /// Opens a sample's picture and its answer.
    pub fn open_sample(self, sample: &'static Sample) {
        spawn_local(async move {
            let turn = self.begin_turn();
            self.hush();
            self.store.work().set(Work::Opening(sample.title.to_owned()));
            let loaded = async {
                let bytes = browser::load_bytes(sample.picture).await?;
                Ok((bytes, browser::load_text(sample.answer).await?))
            };
            match loaded.await {
                Err(failure) => self.stop(turn, [words::failure(&failure)]),
                Ok((bytes, text)) => {
                    if self.show_picture(turn, sample.title, &bytes).await {
                        self.words.set(sample.words.to_owned());
                        self.open_answer(&text);
                        self.say(Message::note("This is a sample: its answer comes with the page, and nothing was sent"));
                    }
                }
            }
        });
    }

    /// Reads a saved answer for the picture that is open.
    pub fn open_answer_text(self, text: String) {
        if self.store.picture().read_untracked().is_none() {
            self.say(Message::error("Open the picture that the answer is about first, then the answer", Some(Help::Picture)));
            return;
        }
        self.begin_turn();
        self.hush();
        self.open_answer(&text);
    }

    /// Asks Gemini about the picture that is open.
    pub fn run(self) {
        match self.question() {
            Err(message) => {
                self.hush();
                self.say(message);
            }
            Ok((photo, question, key)) => {
                let turn = self.begin_turn();
                self.hush();
                self.store.work().set(Work::Asking { since: browser::now_seconds() });
                spawn_local(async move { self.ask(turn, &photo, &question, &key).await });
            }
        }
    }

    /// Ends the question that is on its way. What has come stays.
    pub fn cancel(self) {
        let call = self.call.try_update_value(Option::take).flatten();
        self.begin_turn();
        self.store.work().set(Work::Idle);
        if call.is_some() {
            self.say(Message::note("Cancelled. What had arrived is kept; Google may still count the request"));
        }
    }

    /// Sets the threshold and cuts every PNG mask anew.
    pub fn set_threshold(self, threshold: u8) {
        self.threshold.set(threshold);
        self.store.rows().update(|rows| {
            for row in rows {
                row.object = Arc::new(row.object.at_threshold(threshold));
            }
        });
    }

    async fn open_picture(self, chosen: Chosen) -> bool {
        let turn = self.begin_turn();
        self.hush();
        let name = chosen.name();
        self.store.work().set(Work::Opening(name.clone()));
        match browser::read(&chosen, FILE_BYTES).await {
            Ok(bytes) => self.show_picture(turn, &name, &bytes).await,
            Err(ReadProblem::TooLong(bytes)) => {
                self.stop(turn, [words::picture(&name, PictureProblem::TooManyBytes(bytes))]);
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
            Ok(bytes) => self.open_answer_text(String::from_utf8_lossy(&bytes).into_owned()),
            Err(ReadProblem::TooLong(bytes)) => self.say(Message::error(
                format!("{name} has {} MB; an answer has at most {} MB", bytes >> 20, answer::limits::ANSWER_BYTES >> 20),
                None,
            )),
            Err(ReadProblem::Unreadable) => self.say(unreadable(&name)),
        }
    }

    /// Shows the picture in `bytes` in place of the one that is open; says so
    /// and leaves everything as it is when that cannot be done.
    async fn show_picture(self, turn: u32, name: &str, bytes: &[u8]) -> bool {
        let header = match inspect(bytes) {
            Ok(header) => header,
            Err(problem) => {
                self.stop(turn, [words::picture(name, problem)]);
                return false;
            }
        };
        let photo = match Photo::decode(bytes).await {
            Ok(photo) => photo,
            Err(PhotoProblem::Undecodable | PhotoProblem::Pixels(_)) => {
                self.stop(turn, [words::picture(name, PictureProblem::Undecodable(header.format))]);
                return false;
            }
        };
        if !self.is_current(turn) {
            return false;
        }
        let size = photo.size();
        self.photo.set(Some(Rc::new(photo)));
        self.store.rows().set(Vec::new());
        self.store.picture().set(Some(Picture { name: name.to_owned(), size }));
        self.stop(turn, header.traits.iter().map(|unusual| words::picture_trait(*unusual)));
        true
    }

    /// Everything a question needs, or the words for what is missing.
    fn question(self) -> Result<(Rc<Photo>, Question, ApiKey), Message> {
        let photo = self.photo.get_untracked();
        let photo = photo.ok_or_else(|| Message::error("Open a picture first", Some(Help::Picture)))?;
        let words = self.words.get_untracked();
        if words.trim().is_empty() {
            return Err(Message::error("Say what to find, for example “the cups”", Some(Help::Prompt)));
        }
        let key = ApiKey::new(&self.key.get_untracked()).ok_or_else(|| {
            let missing = "Give your Gemini API key first: it is free in Google AI Studio. Samples and saved answers need none";
            Message::error(missing, Some(Help::Key))
        })?;
        let model = self.model.get_untracked().trim().to_owned();
        if !is_model_id(&model) {
            return Err(Message::error("A model's name has letters, digits, dots and hyphens, such as gemini-3.8-flash", Some(Help::Model)));
        }
        Ok((photo, Question { model, task: Task::Masks, words }, key))
    }

    async fn ask(self, turn: u32, photo: &Photo, question: &Question, key: &ApiKey) {
        let prepared = match prepare(photo, question, key).await {
            Ok(prepared) => prepared,
            Err(message) => return self.stop(turn, [message]),
        };
        let Ok(call) = Call::new() else {
            return self.stop(turn, [Message::error("This browser cannot send the question. Update it, or use another", None)]);
        };
        if !self.is_current(turn) {
            return;
        }
        self.call.set_value(Some(call.clone()));
        let mut answering = Answering::new(photo.size(), self.threshold.get_untracked());
        let end = browser::ask(&prepared, &call, |part| self.take(turn, &mut answering, part)).await;
        if !self.is_current(turn) {
            return;
        }
        self.call.set_value(None);
        match end {
            End::Cancelled => return,
            End::Failed(failure) => answering.fail(failure),
            End::Done => {}
        }
        self.end(turn, answering);
    }

    /// Reads a whole saved answer, on the road that a live one takes.
    fn open_answer(self, text: &str) {
        let Some(picture) = self.store.picture().get_untracked() else { return };
        let turn = self.turn.get_value();
        let mut answering = Answering::new(picture.size, self.threshold.get_untracked());
        for part in saved_parts(text) {
            self.take(turn, &mut answering, part);
        }
        self.end(turn, answering);
    }

    /// Reads a part of an answer and adds what it completes.
    fn take(self, turn: u32, answering: &mut Answering, part: Part) {
        if !self.is_current(turn) {
            return;
        }
        let is_first = answering.objects() == 0;
        let objects = answering.read(part);
        if objects.is_empty() {
            return;
        }
        let rows: Vec<_> = objects.into_iter().map(|object| self.row(object)).collect();
        self.store.rows().update(|shown| {
            // The earlier answer stands until the new one has something to show.
            if is_first {
                shown.clear();
            }
            shown.extend(rows);
        });
    }

    fn row(self, object: Object) -> Row {
        let id = self.next_row.try_update_value(|next| {
            *next += 1;
            *next
        });
        Row { id: id.unwrap_or(0), visible: true, object: Arc::new(object) }
    }

    fn end(self, turn: u32, answering: Answering) {
        let outcome = answering.finish();
        self.stop(turn, words::outcome(&outcome));
    }

    /// Ends a turn's work with what there is to say about it.
    fn stop(self, turn: u32, messages: impl IntoIterator<Item = Message>) {
        if self.is_current(turn) {
            self.store.work().set(Work::Idle);
            messages.into_iter().for_each(|message| self.say(message));
        }
    }
}

async fn prepare(photo: &Photo, question: &Question, key: &ApiKey) -> Result<HttpRequest, Message> {
    let failed = |_: PhotoProblem| {
        Message::error("The browser could not prepare the picture, perhaps for lack of memory. Use a smaller one", Some(Help::Picture))
    };
    let jpeg = photo.upload(UPLOAD_SIDE).await.map_err(failed)?;
    request(question, Upload { mime: "image/jpeg", bytes: &jpeg }, key)
        .map_err(|error| Message::error(format!("The question could not be written down: {error}"), None))
}

fn unreadable(name: &str) -> Message {
    Message::error(format!("{name} could not be read; it may have been moved. Choose it again"), Some(Help::Picture))
}
