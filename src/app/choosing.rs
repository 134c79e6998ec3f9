//! What is done with the chosen objects, by key or button. Never changes them itself:
//! the pipeline does.

use super::Desk;
use crate::mask::Refine;
use crate::session::Edit;
use leptos::prelude::*;

impl Desk {
    /// Chooses the object after the chosen one in the list, or before it.
    pub(super) fn choose_next(self, by: i8) {
        let ids: Vec<u32> = self.listed().iter().map(|row| row.id).collect();
        let selected = self.view.selected.get_untracked();
        let at = selected
            .last()
            .and_then(|id| ids.iter().position(|other| other == id));
        let next = match (at, by >= 0) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.checked_sub(1).unwrap_or(ids.len().saturating_sub(1)),
            (None, true) => 0,
            (None, false) => ids.len().saturating_sub(1),
        };
        if let Some(id) = ids.get(next).or_else(|| ids.first()) {
            self.view.choose(*id, false);
        }
    }

    /// Hides these objects, or shows them where all are hidden.
    pub(super) fn toggle_shown(self, ids: Vec<u32>) {
        let rows = self.rows.read_untracked();
        let mut of_them = rows.iter().filter(|row| ids.contains(&row.id));
        let shown = !of_them.any(|row| row.object.read_untracked().is_shown);
        drop(rows);
        self.edit(Edit::Show { ids, shown });
    }

    /// Shows these alone, or all again.
    pub(super) fn solo(self, ids: Vec<u32>) {
        self.edit(Edit::Solo(ids));
    }

    /// Deletes these.
    pub(super) fn delete(self, ids: Vec<u32>) {
        self.view.selected.set(Vec::new());
        self.edit(Edit::Delete(ids));
    }

    /// Takes the last step back.
    pub(super) fn undo(self) {
        self.edit(Edit::Undo);
    }

    /// Does the next step again.
    pub(super) fn redo(self) {
        self.edit(Edit::Redo);
    }

    /// Goes back or forth until so many steps are done.
    pub(super) fn go_to(self, done: usize) {
        let now = self.steps.read_untracked().done.len();
        let number = |steps: usize| i32::try_from(steps).unwrap_or(i32::MAX);
        self.edit(Edit::Go(number(done) - number(now)));
    }

    /// How the masks of these are refined: as the first is.
    pub(super) fn refined(self, ids: &[u32]) -> Refine {
        let rows = self.rows.read();
        let of_them = rows
            .iter()
            .find(|row| ids.is_empty() || ids.contains(&row.id));
        of_them.map_or_else(Refine::default, |row| row.object.read().refine)
    }
}
