//! An answer on its way onto the page, and what is done with its objects. Never
//! reads it: the pipeline does.

use super::Desk;
use super::desk::{Row, Work};
use crate::browser;
use crate::geometry::Size;
use crate::pipeline::message::{self, Again, Ending, Reply, Request, Role, Shown};
use crate::session::words::{Help, Message};
use crate::session::{Edit, Keep};
use leptos::prelude::*;
use leptos::task::spawn_local;

impl Desk {
    /// Has every PNG mask cut at the threshold that is set. While it is being
    /// moved the masks are only drawn there, which is quicker.
    pub fn cut(self) {
        self.edit(Edit::Threshold(self.threshold.get_untracked()));
    }

    /// Has boxes in space seen through the field of view that is set.
    pub fn look_through(self) {
        self.edit(Edit::FieldOfView(self.degrees.get_untracked()));
    }

    /// Drops the objects that double others.
    pub fn merge(self) {
        let merged = |message: &Message| message.help == Some(Help::Merge);
        self.messages
            .update(|said| said.retain(|message| !merged(message)));
        self.settle(Request::Merge);
    }

    /// Makes one answer of the two on show.
    pub fn keep(self, how: Keep) {
        self.hush();
        self.settle(Request::Keep(how));
    }

    /// Has the objects changed for good, and shows those that are left.
    fn settle(self, request: Request) {
        spawn_local(async move {
            match self.pipeline_recorded(request, &[]).await {
                Ok((Reply::All(shown), _)) => self.show_all(shown),
                Ok((other, _)) => self.say(self.unexpected(&other)),
                Err(message) => self.say(message),
            }
        });
    }

    /// Begins an answer to the question that was written last, or one that was
    /// saved.
    pub(super) async fn begin_answer(self, size: Size, is_live: bool) -> Result<(), Message> {
        let begin = Request::Begin {
            width: size.width(),
            height: size.height(),
            threshold: self.threshold.get_untracked(),
            degrees: self.degrees.get_untracked(),
            is_live,
        };
        match self.pipeline_recorded(begin, &[]).await? {
            (Reply::Begun(numbers), _) => {
                self.record_numbers(numbers);
                Ok(())
            }
            (other, _) => Err(self.unexpected(&other)),
        }
    }

    /// Has a piece of a live answer read and shows what it completes.
    pub(super) async fn take(self, turn: u32, piece: &[u8]) -> Result<(), Message> {
        let objects = self.have_read(turn, Request::Bytes, piece).await?;
        if self.is_current(turn) {
            self.show(turn, objects);
        }
        Ok(())
    }

    /// Has an answer read, or a piece of one, and says what was noticed; gives the objects
    /// that it completes, which are not shown yet.
    pub(super) async fn have_read(
        self,
        turn: u32,
        request: Request,
        bytes: &[u8],
    ) -> Result<Vec<message::Row>, Message> {
        let (reply, _) = self.pipeline_recorded(request, bytes).await?;
        let (objects, messages, thought) = match reply {
            Reply::Found(objects) => (objects, Vec::new(), None),
            Reply::Noticed {
                found,
                messages,
                thought,
            } => (found, messages, thought),
            other => return Err(self.unexpected(&other)),
        };
        if self.is_current(turn) {
            self.thought.set(thought.unwrap_or_default());
            messages.into_iter().for_each(|message| self.say(message));
        }
        Ok(objects)
    }

    /// Ends an answer and says what there is to say about it; or gives that back,
    /// with when to ask again.
    pub(super) async fn end(
        self,
        turn: u32,
        ending: Ending,
        body: &[u8],
    ) -> Result<Option<(Again, Vec<Message>)>, Message> {
        let end = Request::End {
            ending,
            chance: browser::chance(),
            today: browser::today(),
            spent: self.unseen().spent.get(),
        };
        let (reply, _) = self.pipeline_recorded(end, body).await?;
        let Reply::Ended {
            shown,
            messages,
            bill,
            again,
            came,
        } = reply
        else {
            return Err(self.unexpected(&reply));
        };
        let unseen = self.unseen();
        // What a call took counts, whatever came after it.
        if let Some((bill, spent)) = bill {
            self.bill.set(bill);
            unseen.spent.set(spent);
        }
        if !self.is_current(turn) {
            return Ok(None);
        }
        self.show_all(shown);
        if again.is_none() {
            self.keep_recorded(came);
        }
        self.has_answer.set(true);
        match again {
            Some(again) => Ok(Some((again, messages))),
            None => {
                self.stop(turn, messages);
                Ok(None)
            }
        }
    }

    /// Shows all that the pipeline says is on show, and nothing else. A slider follows,
    /// unless a person has moved it since.
    pub(super) fn show_all(self, shown: Shown) {
        let Shown {
            rows,
            steps,
            threshold,
            degrees,
            answer,
            sides,
            is_asked,
            part,
        } = shown;
        self.list(rows);
        if *self.steps.read_untracked() != steps {
            self.steps.set(steps);
        }
        if *self.sides.read_untracked() != sides {
            self.sides.set(sides);
        }
        let unseen = self.unseen();
        unseen.answer.set(answer);
        unseen.is_asked.set(is_asked);
        unseen.part.set(part);
        let follow = |slider: RwSignal<u8>, value: u8, is_free: bool| {
            if is_free && slider.get_untracked() != value {
                slider.set(value);
            }
        };
        let is_moving = self.view.is_moving.get_untracked();
        let is_free = !is_moving && !unseen.edits.sets_threshold();
        follow(self.threshold, threshold, is_free);
        let is_free = !unseen.edits.sets_field_of_view();
        follow(self.degrees, degrees, is_free);
    }

    fn list(self, objects: Vec<message::Row>) {
        let before = self.rows.get_untracked();
        let row = |object: message::Row| {
            let known = before.iter().find(|row| row.id == object.id);
            match known.cloned() {
                Some(mut row) => {
                    row.is_second = object.is_second;
                    row.set(object);
                    row
                }
                None => Row::new(object),
            }
        };
        self.rows.set(objects.into_iter().map(row).collect());
        self.let_go();
    }

    /// Adds objects of the answer that `turn` is about; the earlier answer's
    /// stand until the first of them comes.
    fn show(self, turn: u32, objects: Vec<message::Row>) {
        if objects.is_empty() {
            return;
        }
        let unseen = self.unseen();
        let is_first = unseen.shown_turn.replace(turn) != turn;
        let role = unseen.role.get();
        let new = objects.into_iter().map(Row::new);
        self.rows.update(|rows| {
            if is_first {
                rows.retain(|row| match role {
                    Role::New => false,
                    Role::Rest => true,
                    Role::Second => !row.is_second,
                });
            }
            rows.extend(new);
        });
        self.let_go();
    }

    /// Lets go of what no longer is there.
    fn let_go(self) {
        let rows = self.rows.read_untracked();
        let is_gone = |id: &u32| !rows.iter().any(|row| row.id == *id);
        let selected = self.view.selected;
        if selected.read_untracked().iter().any(is_gone) {
            selected.update(|selected| selected.retain(|id| !is_gone(id)));
        }
        if self
            .view
            .hovered
            .get_untracked()
            .as_ref()
            .is_some_and(is_gone)
        {
            self.view.hovered.set(None);
        }
    }

    /// Ends the question that is on its way, because its picture is left; what came of
    /// it stays with that.
    pub(super) async fn leave(self) {
        if !self.is_live() {
            return;
        }
        let is_sent = self.unseen().call.borrow().is_some();
        let turn = self.begin_turn();
        if !is_sent {
            self.settle_state(&[]);
        } else if let Err(message) = self.end(turn, Ending::Cancelled, &[]).await {
            self.say(message);
        }
        self.rest(turn, []);
    }

    /// Ends a turn's work with what there is to say, which is not about the picture on
    /// show.
    pub(super) fn rest(self, turn: u32, messages: impl IntoIterator<Item = Message>) {
        if self.is_current(turn) {
            self.work.set(Work::Idle);
            messages.into_iter().for_each(|message| self.say(message));
        }
    }

    /// Ends a turn's work with what there is to say about it.
    pub(super) fn stop(self, turn: u32, messages: impl IntoIterator<Item = Message>) {
        if self.is_current(turn) {
            let messages: Vec<_> = messages.into_iter().collect();
            self.settle_state(&messages);
            self.work.set(Work::Idle);
            messages.into_iter().for_each(|message| self.say(message));
        }
    }
}
