//! An answer on its way onto the page, and what is done with its objects. Never
//! reads it: the pipeline does.

use super::Desk;
use super::desk::{Row, Work};
use super::doing::unexpected;
use crate::browser;
use crate::gemini::task::Task;
use crate::geometry::Size;
use crate::pipeline::message::{self, Again, Ending, Reply, Request};
use crate::session::words::{Help, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

impl Desk {
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

    /// Begins an answer about a `part` of the picture or the whole, to what was
    /// `wanted`, if that is known; `more` keeps the objects that are there.
    pub(super) async fn begin_answer(
        self,
        size: Size,
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
                    let merged = |message: &Message| message.help == Some(Help::Merge);
                    self.messages
                        .update(|said| said.retain(|message| !merged(message)));
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
