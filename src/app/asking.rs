//! Asking Gemini: what is missing first, then the question, its answer piece by
//! piece, and when it came to nothing the wait until it is asked again. Never
//! decides whether to ask again: the pipeline does.

use super::Desk;
use super::desk::Work;
use super::doing::unexpected;
use crate::browser::{self, Call, End, Outgoing, Photo};
use crate::gemini::model::is_model_id;
use crate::gemini::task::Wish;
use crate::gemini::{ApiKey, Delivery, UPLOAD_SIDE};
use crate::pipeline::message::{Again, Reply, Request};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// A question with everything it needs.
struct Question {
    photo: Rc<Photo>,
    /// The part that is asked about, unless it is the whole.
    part: Option<[u32; 4]>,
    model: String,
    wish: Wish,
    prompt: Option<String>,
    key: ApiKey,
    /// Whether only what is missing of the answer on show is wanted.
    rest: bool,
}

/// How often a wait looks whether it is over, in milliseconds.
const GLANCE: u32 = 100;

impl Desk {
    /// Asks Gemini about the picture that is open.
    pub fn run(self) {
        self.start(false);
    }

    /// Asks for what the answer on show left out.
    pub fn run_rest(self) {
        self.start(true);
    }

    fn start(self, rest: bool) {
        match self.question(rest) {
            Err(message) => {
                self.hush();
                self.say(message);
            }
            Ok(question) => {
                let turn = self.begin_turn();
                self.hush();
                self.thought.set(String::new());
                self.failed.set_value(Vec::new());
                self.work.set(Work::Asking {
                    since: browser::now_seconds(),
                });
                spawn_local(async move {
                    if let Err(message) = self.ask(turn, question).await {
                        self.stop(turn, [message]);
                    }
                });
            }
        }
    }

    /// Ends the question that is on its way. What has come stays.
    pub fn cancel(self) {
        self.begin_turn();
        self.work.set(Work::Idle);
        self.say(Message::note(
            "Cancelled. What had arrived is kept; Google may still count the request",
        ));
        // Who ends a second attempt wants to know what became of the first.
        let failed = self.failed.get_value();
        failed.into_iter().for_each(|message| self.say(message));
        self.close_answer();
    }

    /// Ends the wait for the next attempt: asks now, or leaves it.
    pub fn end_wait(self, ask_now: bool) {
        self.wait_ended.set_value(Some(ask_now));
    }

    /// Everything a question needs, or the words for what is missing.
    fn question(self, rest: bool) -> Result<Question, Message> {
        let photo = self.photo.get_untracked();
        let photo =
            photo.ok_or_else(|| Message::error("Open a picture first", Some(Help::Picture)))?;
        let wish = self.form.wish(self.words.get_untracked())?;
        let prompt = self.form.own_prompt.get_untracked();
        if wish.words.trim().is_empty() && prompt.is_none() {
            return Err(Message::error(
                "Say what to find, for example “the cups”",
                Some(Help::Prompt),
            ));
        }
        let key = self.key()?;
        let model = self.model.get_untracked().trim().to_owned();
        if !is_model_id(&model) {
            return Err(Message::error(
                "A model's name has letters, digits, dots and hyphens, such as gemini-3.8-flash",
                Some(Help::Model),
            ));
        }
        Ok(Question {
            photo,
            part: self.part.get_untracked(),
            model,
            wish,
            prompt,
            key,
            rest,
        })
    }

    /// The key that was given, or the words for that there is none.
    pub(super) fn key(self) -> Result<ApiKey, Message> {
        ApiKey::new(&self.key.get_untracked()).ok_or_else(|| {
            let missing = "Give your Gemini API key first: it is free in Google AI Studio. Samples and saved answers need none";
            Message::error(missing, Some(Help::Key))
        })
    }

    async fn ask(self, turn: u32, question: Question) -> Result<(), Message> {
        let jpeg = question.photo.upload(question.part, UPLOAD_SIDE).await.map_err(|_opaque| {
            Message::error("The browser could not prepare the picture, perhaps for lack of memory. Use a smaller one", Some(Help::Picture))
        })?;
        let task = question.wish.task;
        let mut write = Request::Write {
            model: question.model,
            wish: question.wish,
            prompt: question.prompt,
            rest: question.rest,
        };
        let mut bytes = jpeg;
        let mut delivery = Delivery::Stream;
        loop {
            // It may have been cancelled while the picture was prepared.
            if !self.is_current(turn) {
                return Ok(());
            }
            let (reply, body) = self.pipeline(&write, &bytes).await?;
            let Reply::Question { url } = reply else {
                return Err(unexpected(&reply));
            };
            let size = question.photo.size();
            if !self.is_current(turn) {
                return Ok(());
            }
            let part = question.part;
            self.begin_answer(size, part, Some(task), question.rest)
                .await?;
            if !self.is_current(turn) {
                return Ok(());
            }
            let outgoing = Outgoing {
                url,
                body,
                key: question.key.clone(),
                delivery,
            };
            let Some(again) = self.attempt(turn, &outgoing).await? else {
                return Ok(());
            };
            delivery = again.delivery;
            write = Request::Rewrite(delivery);
            bytes = Vec::new();
        }
    }

    /// Sends a question once and shows what comes; gives what follows when nothing
    /// did, once it was waited for.
    async fn attempt(self, turn: u32, outgoing: &Outgoing) -> Result<Option<Again>, Message> {
        let call = Call::new().map_err(|_opaque| {
            Message::error(
                "This browser cannot send the question. Update it, or use another",
                None,
            )
        })?;
        self.call.set_value(Some(call.clone()));
        // Google takes seconds to answer: time for the pipeline to get ready.
        spawn_local(async move {
            let _said_by_the_next_request = self.pipeline(&Request::WarmUp, &[]).await;
        });
        let end = browser::ask(outgoing, &call, |piece| async move {
            if let Err(message) = self.take(turn, Request::Bytes, &piece).await {
                self.say(message);
            }
        })
        .await;
        let End::Ended(ending, body) = end else {
            return Ok(None);
        };
        if !self.is_current(turn) {
            return Ok(None);
        }
        let Some((again, messages)) = self.end(turn, ending, &body).await? else {
            return Ok(None);
        };
        self.failed.set_value(messages.clone());
        if self.wait(turn, &again).await {
            self.work.set(Work::Asking {
                since: browser::now_seconds(),
            });
            return Ok(Some(again));
        }
        self.stop(turn, messages);
        Ok(None)
    }

    /// Waits until it is time to ask again; whether it is to be done.
    async fn wait(self, turn: u32, again: &Again) -> bool {
        self.wait_ended.set_value(None);
        let until = browser::now_seconds() + f64::from(again.wait) / 1000.0;
        let why = again.why.clone();
        self.work.set(Work::Waiting { until, why });
        loop {
            if !self.is_current(turn) {
                return false;
            }
            if let Some(ask_now) = self.wait_ended.get_value() {
                return ask_now;
            }
            let left = until - browser::now_seconds();
            if left <= 0.0 {
                return true;
            }
            let left = (left * 1000.0).ceil() as u32;
            browser::pause(left.min(GLANCE)).await;
        }
    }
}
