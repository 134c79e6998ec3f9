//! Asking Gemini: what is missing first, then the question, its answer piece by
//! piece, and when it came to nothing the wait until it is asked again. Never
//! decides whether to ask again: the pipeline does.

use super::Desk;
use super::desk::Work;
use super::tray::State;
use crate::browser::{self, CANVAS_PIXELS, CANVAS_SIDE, Call, End, Outgoing, Photo};
use crate::gemini::model::is_model_id;
use crate::gemini::{ApiKey, Delivery, UPLOAD_SIDE};
use crate::geometry::Size;
use crate::pipeline::message::{Again, Ending, Reply, Request, Role, Wanted};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// A question with everything it needs.
struct Question {
    photo: Rc<Photo>,
    /// What is wanted; `None` for what was wanted last.
    wanted: Option<Wanted>,
    model: String,
    key: ApiKey,
    role: Role,
}

/// How often a wait looks whether it is over, in milliseconds.
const GLANCE: u32 = 100;

impl Desk {
    /// Asks Gemini about the picture that is open, for an answer in this role.
    pub fn ask_for(self, role: Role) {
        if self.exports.is_running.get_untracked() {
            return;
        }
        match self.question(role) {
            Err(message) => {
                self.hush();
                self.say(message);
            }
            Ok(question) => {
                let turn = self.begin_turn();
                self.hush();
                self.thought.set(String::new());
                let unseen = self.unseen();
                unseen.failed.take();
                unseen.role.set(role);
                self.set_state(State::Asked);
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

    /// Asks for the same as the last time.
    pub fn ask_again(self) {
        self.ask_for(self.unseen().role.get());
    }

    /// Asks for the same as the last time after so many seconds, unless the person
    /// stops the wait; then what it was for is said again.
    pub fn ask_later(self, seconds: u16, message: Message) {
        let turn = self.begin_turn();
        self.hush();
        let why = message.text.clone();
        spawn_local(async move {
            if self.wait(turn, u32::from(seconds) * 1000, why).await {
                self.ask_again();
            } else {
                self.stop(turn, [message]);
            }
        });
    }

    /// Ends the question that is on its way. What has come stays.
    pub fn cancel(self) {
        let is_sent = self.unseen().call.borrow().is_some();
        self.unseen().is_batch.set(false);
        let turn = self.begin_turn();
        self.settle_state(&[]);
        self.work.set(Work::Idle);
        // Who ends a second attempt wants to know what became of the first.
        let failed = self.unseen().failed.take();
        failed.into_iter().for_each(|message| self.say(message));
        if !is_sent {
            return self.say(Message::note(self.texts().said.nothing_sent));
        }
        spawn_local(async move {
            if let Err(message) = self.end(turn, Ending::Cancelled, &[]).await {
                self.say(message);
            }
        });
    }

    /// Ends the wait for the next attempt: asks now, or leaves it.
    pub fn end_wait(self, ask_now: bool) {
        let unseen = self.unseen();
        unseen.wait_ended.set(Some(ask_now));
        if !ask_now {
            unseen.is_batch.set(false);
        }
    }

    /// Everything a question needs, or the words for what is missing.
    fn question(self, role: Role) -> Result<Question, Message> {
        let photo = self.photo();
        let photo = photo
            .ok_or_else(|| Message::error(self.texts().said.picture_first, Some(Help::Picture)))?;
        // What follows an answer is asked as that was, whatever the form has become.
        let wanted = match role != Role::New && self.unseen().is_asked.get() {
            true => None,
            false => Some(self.wanted(role)?),
        };
        let key = self.key()?;
        let model = self.model.get_untracked().trim().to_owned();
        if !is_model_id(&model) {
            return Err(Message::error(
                self.texts().said.model_name,
                Some(Help::Model),
            ));
        }
        Ok(Question {
            photo,
            wanted,
            model,
            key,
            role,
        })
    }

    /// What the form says, or the words for what is missing.
    fn wanted(self, role: Role) -> Result<Wanted, Message> {
        let wish = self
            .form
            .wish(self.words.get_untracked(), self.tongue.get_untracked())?;
        let is_own = self.form.is_own_prompt.get_untracked();
        let prompt = is_own.then(|| self.form.prompt.get_untracked());
        if prompt.as_ref().unwrap_or(&wish.words).trim().is_empty() {
            return Err(Message::error(
                self.texts().said.what_to_find,
                Some(Help::Prompt),
            ));
        }
        Ok(Wanted {
            wish,
            prompt,
            // What follows a saved answer is about what that is about.
            part: match role {
                Role::New => self.part.get_untracked(),
                Role::Rest | Role::Second => self.unseen().part.get(),
            },
        })
    }

    /// The key that was given, or the words for that there is none.
    pub(super) fn key(self) -> Result<ApiKey, Message> {
        ApiKey::new(&self.key.get_untracked()).ok_or_else(|| {
            let missing = self.texts().said.key_first;
            Message::error(missing, Some(Help::Key))
        })
    }

    async fn ask(self, turn: u32, question: Question) -> Result<(), Message> {
        let mut bytes = Vec::new();
        if let Some(wanted) = &question.wanted {
            // Who asks about a part wants it as it is.
            let side = wanted.part.map_or(UPLOAD_SIDE, |_| CANVAS_SIDE);
            let part = wanted
                .part
                .and_then(|[_, _, width, height]| Size::new(width, height));
            if part.is_some_and(|part| part.fit(CANVAS_SIDE, CANVAS_PIXELS) != part) {
                self.say(Message::note(self.texts().said.part_made_smaller));
            }
            bytes = question
                .photo
                .upload(wanted.part, side)
                .await
                .map_err(|_opaque| {
                    Message::error(self.texts().said.not_prepared, Some(Help::Picture))
                })?;
        }
        let mut write = Request::Write {
            model: question.model,
            wanted: question.wanted,
            role: question.role,
        };
        let mut delivery = Delivery::Stream;
        if question.role == Role::New && self.is_current(turn) {
            self.record_anew();
        }
        loop {
            // It may have been cancelled while the picture was prepared.
            if !self.is_current(turn) {
                return Ok(());
            }
            let (reply, body) = self.pipeline_recorded(write, &bytes).await?;
            let Reply::Question { url, sides } = reply else {
                return Err(self.unexpected(&reply));
            };
            if !self.is_current(turn) {
                return Ok(());
            }
            self.sides.set(sides);
            self.begin_answer(question.photo.size(), true).await?;
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
        let call =
            Call::new().map_err(|_opaque| Message::error(self.texts().said.cannot_send, None))?;
        self.unseen().call.replace(Some(call.clone()));
        // Google takes seconds to answer, time enough for a worker that was just started.
        spawn_local(self.warm_up());
        let end = browser::ask(outgoing, &call, |piece| async move {
            if let Err(message) = self.take(turn, &piece).await {
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
        self.unseen().failed.replace(messages.clone());
        if self.wait(turn, again.wait, again.why.clone()).await {
            self.work.set(Work::Asking {
                since: browser::now_seconds(),
            });
            return Ok(Some(again));
        }
        self.stop(turn, messages);
        Ok(None)
    }

    /// Waits so many milliseconds until it is time to ask again, and says why;
    /// whether it is to be done.
    async fn wait(self, turn: u32, milliseconds: u32, why: String) -> bool {
        self.unseen().wait_ended.set(None);
        let until = browser::now_seconds() + f64::from(milliseconds) / 1000.0;
        self.work.set(Work::Waiting { until, why });
        loop {
            if !self.is_current(turn) {
                return false;
            }
            if let Some(ask_now) = self.unseen().wait_ended.get() {
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
