//! What is done to objects and to how they are seen: sent to the pipeline one edit after
//! the other, and what comes back is shown. Never does any of it itself.

use super::Desk;
use crate::browser::Photo;
use crate::mask::Refine;
use crate::pipeline::message::{Reply, Request};
use crate::session::Edit;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// Edits that wait while one is on its way.
#[derive(Debug, Default)]
pub(super) struct Edits {
    is_on_its_way: Cell<bool>,
    waiting: RefCell<VecDeque<Edit>>,
    /// The one on its way.
    now: RefCell<Option<Edit>>,
}

impl Edits {
    /// Lets go of those that wait: another picture is open.
    pub fn clear(&self) {
        self.waiting.borrow_mut().clear();
    }
}

impl Edits {
    /// Whether any is not done yet.
    pub(super) fn is_busy(&self) -> bool {
        self.is_on_its_way.get()
    }

    /// How these objects will be refined once all is done, where that is not done yet.
    pub(super) fn refine_of(&self, ids: &[u32]) -> Option<Refine> {
        self.newest(|edit| match edit {
            Edit::Refine { ids: of, refine } if of == ids => Some(*refine),
            _ => None,
        })
    }

    /// Whether the threshold will be another once all is done.
    pub(super) fn sets_threshold(&self) -> bool {
        let sets = |edit: &Edit| matches!(edit, Edit::Threshold(_)).then_some(());
        self.newest(sets).is_some()
    }

    /// Whether the field of view will be another once all is done.
    pub(super) fn sets_field_of_view(&self) -> bool {
        let sets = |edit: &Edit| matches!(edit, Edit::FieldOfView(_)).then_some(());
        self.newest(sets).is_some()
    }

    /// What the newest edit says that is not done yet, of those that say something.
    fn newest<T>(&self, says: impl Fn(&Edit) -> Option<T>) -> Option<T> {
        let waiting = self.waiting.borrow();
        let waiting = waiting.iter().rev().find_map(&says);
        waiting.or_else(|| self.now.borrow().as_ref().and_then(says))
    }
}

impl Desk {
    /// Does something. Edits are done one after the other, in their order; of a slider's
    /// that follow one another only the newest waits.
    pub fn edit(self, edit: Edit) {
        let unseen = self.unseen();
        let edits = &unseen.edits;
        let mut waiting = edits.waiting.borrow_mut();
        if let Some(last) = waiting.back_mut().filter(|last| replaces(&edit, last)) {
            *last = edit;
        } else {
            waiting.push_back(edit);
        }
        if !edits.is_on_its_way.replace(true) {
            spawn_local(self.send_edits());
        }
    }

    async fn send_edits(self) {
        let unseen = self.unseen();
        loop {
            let next = unseen.edits.waiting.borrow_mut().pop_front();
            let Some(edit) = next else { break };
            unseen.edits.now.replace(Some(edit.clone()));
            let photo = self.photo();
            let is_way = matches!(edit, Edit::Undo | Edit::Redo | Edit::Go(_));
            let reply = self.pipeline_recorded(Request::Edit(edit), &[]).await;
            unseen.edits.now.take();
            // Another picture may be open by now, of which this says nothing.
            let is_same =
                |open: &Rc<Photo>| photo.as_ref().is_some_and(|was| Rc::ptr_eq(open, was));
            if !self.photo().as_ref().is_some_and(is_same) {
                continue;
            }
            match reply {
                Ok((Reply::All(shown), _)) => {
                    let is_another = shown.answer != unseen.answer.get();
                    self.show_all(shown);
                    if is_way && is_another && !self.is_live() {
                        // What was said is of an answer that is gone.
                        self.hush();
                        self.settle_state(&[]);
                    }
                }
                Ok((Reply::Refused(message), _)) | Err(message) => self.say(message),
                Ok((other, _)) => self.say(self.unexpected(&other)),
            }
        }
        unseen.edits.is_on_its_way.set(false);
    }
}

/// Whether `new` makes `old`, which still waits, needless.
fn replaces(new: &Edit, old: &Edit) -> bool {
    match (new, old) {
        (Edit::Refine { ids: new, .. }, Edit::Refine { ids: old, .. }) => new == old,
        (Edit::Threshold(_), Edit::Threshold(_)) => true,
        (Edit::FieldOfView(_), Edit::FieldOfView(_)) => true,
        _ => false,
    }
}
