//! What a person does to what is on show. Each edit is a step that can be taken back, and
//! so is an answer that comes; see [`super::place`] for those.
//!
//! Comparisons and doubles are worked out anew after each step. The threshold and the
//! field of view are steps where they change what is on show.

use super::Pipeline;
use super::message::Reply;
use super::standing::Standing;
use crate::answer::clean_label;
use crate::geometry::Size;
use crate::mask::limits::ANSWER_MASKS;
use crate::mask::{Mask, enclosed, stroke};
use crate::render::Color;
use crate::session::EditProblem::{self, Coming, NoRoom};
use crate::session::words;
use crate::session::{Deed, Edit, LEAST_RADIUS, OBJECTS, PARTS, POINTS, RADIUS};
use crate::session::{Object, Run, Scope, Shape, State as _, is_alone};
use std::collections::BTreeSet;

/// The ids from here on are those of objects that were made by hand; below it, of those
/// that answers gave. Neither half is ever used up.
pub(super) const MADE: u32 = 1 << 31;

/// The most memory that the masks may take after an edit that adds to it, in bytes: as
/// much as those of one answer.
pub(super) const MASKS: usize = ANSWER_MASKS;

impl Pipeline {
    /// Does what a person wants done.
    pub(super) fn edit(&mut self, edit: &Edit) -> Reply {
        self.touch();
        match self.do_edit(edit) {
            Ok(()) => self.all(),
            Err(problem) => Reply::Refused(words::not_done(self.tongue, problem)),
        }
    }

    /// The same, or says why it was not done.
    pub(super) fn do_edit(&mut self, edit: &Edit) -> Result<(), EditProblem> {
        let mut standing = self.standing();
        match edit {
            Edit::Undo | Edit::Go(..0) if self.history.is_held() => return Err(Coming),
            Edit::Undo => self.history.undo(&mut standing),
            Edit::Redo => self.history.redo(&mut standing),
            Edit::Go(steps) => self.history.go(*steps, &mut standing),
            edit => {
                let bytes = self.bytes();
                let done = self.apply(edit);
                let has_room = self.bytes() <= bytes.max(MASKS);
                // Nobody can do anything about what masks take at another threshold.
                let may_grow = has_room || matches!(edit, Edit::Threshold(_));
                if let Err(problem) = done.and(may_grow.then_some(()).ok_or(NoRoom)) {
                    self.objects = standing.objects;
                    return Err(problem);
                }
                let deed = |before: &Standing| Deed::of(edit, before.before());
                self.step(self.run(edit), standing, deed);
                return Ok(());
            }
        }
        self.stand(standing);
        self.mark_anew();
        Ok(())
    }

    /// Makes a step of what was done since things stood as `before`, if anything was.
    pub(super) fn step(
        &mut self,
        run: Option<Run>,
        before: Standing,
        deed: impl FnOnce(&Standing) -> Deed,
    ) {
        let now = self.standing();
        if !before.shows_as(&now) {
            self.history.record(run, before, &now, deed);
            self.mark_anew();
        }
    }

    /// Says anew what there is to say of the objects beside one another, unless an answer
    /// is on its way: its end does.
    fn mark_anew(&mut self) {
        if self.answering.is_some() {
            return;
        }
        if self.is_pair() {
            self.compare();
        } else {
            self.mark_doubles();
        }
    }

    /// What an edit goes on with, where edits in a row are one step.
    fn run(&self, edit: &Edit) -> Option<Run> {
        let these = |ids: &[u32]| self.chosen(ids).into_iter().collect();
        match edit {
            Edit::Stroke { number, .. } => Some(Run::Stroke(*number)),
            Edit::Refine { ids, .. } if ids.is_empty() => {
                let all = self.objects.iter().map(|(id, _)| *id);
                Some(Run::Refine(all.collect()))
            }
            Edit::Refine { ids, .. } => Some(Run::Refine(these(ids))),
            Edit::Rename { ids, .. } => Some(Run::Rename(these(ids))),
            Edit::Classify { ids, .. } => Some(Run::Classify(these(ids))),
            Edit::Recolor { ids, .. } => Some(Run::Recolor(these(ids))),
            Edit::Threshold(_) => Some(Run::Threshold),
            Edit::FieldOfView(_) => Some(Run::FieldOfView),
            _ => None,
        }
    }

    /// Those of `ids` that objects have.
    fn chosen(&self, ids: &[u32]) -> BTreeSet<u32> {
        let wanted: BTreeSet<u32> = ids.iter().copied().collect();
        let there = self.objects.iter().map(|(id, _)| *id);
        there.filter(|id| wanted.contains(id)).collect()
    }

    /// How much memory the objects' masks take, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let shapes = self
            .objects
            .iter()
            .filter_map(|(_, object)| object.mask.as_ref().ok());
        shapes.map(Shape::bytes).sum()
    }

    /// Changes the objects; where it says why not, they are not to be used.
    fn apply(&mut self, edit: &Edit) -> Result<(), EditProblem> {
        match edit {
            Edit::Show { ids, shown } => self.change(ids, |object| object.is_hidden = !shown),
            Edit::Solo(ids) => self.solo(ids),
            Edit::Rename { ids, label } => {
                let label = clean_label(label);
                self.change(ids, |object| object.label.clone_from(&label));
            }
            Edit::Classify { ids, class } => {
                let class = clean_label(class);
                self.change(ids, |object| object.class.clone_from(&class));
            }
            Edit::Recolor { ids, color } => {
                self.change(ids, |object| object.color = color.map(Color));
            }
            Edit::Delete(ids) => {
                let gone = self.chosen(ids);
                self.objects.retain(|(id, _)| !gone.contains(id));
            }
            Edit::Refine { ids, refine } => {
                let all = ids.is_empty();
                let chosen = self.chosen(ids);
                for (id, object) in &mut self.objects {
                    if all || chosen.contains(id) {
                        object.refine(*refine)?;
                    }
                }
            }
            Edit::Stroke {
                id,
                number,
                points,
                radius,
                erase,
            } => {
                let Some(picture) = self.picture() else {
                    return Ok(());
                };
                let radius = (*radius).clamp(LEAST_RADIUS, RADIUS);
                let drawn = stroke(bounded(points), radius, picture).ok_or(NoRoom)?;
                let begun = self.stroke.filter(|(begun, _)| begun == number);
                let is_there = |id: &u32| self.objects.iter().any(|(other, _)| other == id);
                let id = id.or(begun.map(|(_, id)| id).filter(is_there));
                if let Some(made) = self.draw(id, &drawn, *erase)? {
                    self.stroke = Some((*number, made));
                }
            }
            Edit::Lasso { id, points, erase } => {
                if let Some(picture) = self.picture() {
                    let drawn = enclosed(bounded(points), picture).ok_or(NoRoom)?;
                    self.draw(*id, &drawn, *erase)?;
                }
            }
            Edit::Unite(ids) => self.unite(ids),
            Edit::Split(ids) => self.split(ids)?,
            Edit::Threshold(threshold) => self.cut(*threshold),
            Edit::FieldOfView(degrees) => self.degrees = *degrees,
            // These are no changes, but the way back and forth.
            Edit::Undo | Edit::Redo | Edit::Go(_) => {}
        }
        Ok(())
    }

    /// The picture that the answer on show is about, or one on its way.
    pub(super) fn picture(&self) -> Option<Size> {
        self.scope.map(Scope::picture)
    }

    /// Draws on the object with this id; for none, makes one of what is drawn, and gives
    /// its id.
    fn draw(
        &mut self,
        id: Option<u32>,
        drawn: &Mask,
        erase: bool,
    ) -> Result<Option<u32>, EditProblem> {
        if id.is_some() {
            let there = self
                .objects
                .iter_mut()
                .find(|(other, _)| Some(*other) == id);
            if let Some((_, object)) = there {
                object.draw(drawn, erase);
            }
            return Ok(None);
        }
        if erase || drawn.is_empty() {
            return Ok(None);
        }
        if self.objects.len() >= OBJECTS {
            return Err(NoRoom);
        }
        let mut object = Object::by_hand(self.free(), drawn.picture());
        object.draw(drawn, false);
        let id = self.made_id();
        self.objects.push((id, object));
        Ok(Some(id))
    }

    /// A number that no object has.
    pub(super) fn free(&self) -> usize {
        let last = self.objects.iter().map(|(_, object)| object.index).max();
        last.map_or(0, |last| last.saturating_add(1))
    }

    /// The id of another object made by hand.
    pub(super) fn made_id(&mut self) -> u32 {
        self.made = self.made.saturating_add(1);
        self.made
    }

    /// Makes one object of these, in the place of the first.
    fn unite(&mut self, ids: &[u32]) {
        let mut chosen = self.chosen(ids);
        let first = ids.iter().find(|id| chosen.contains(id)).copied();
        let Some(first) = first.filter(|_| chosen.len() > 1) else {
            return;
        };
        chosen.remove(&first);
        let others = self.objects.iter().filter(|(id, _)| chosen.contains(id));
        let others: Vec<&Object> = others.map(|(_, object)| object).collect();
        let one = self.objects.iter().find(|(id, _)| *id == first);
        let Some(united) = one.map(|(_, object)| object.united(&others)) else {
            return;
        };
        self.objects.retain(|(id, _)| !chosen.contains(id));
        if let Some((_, place)) = self.objects.iter_mut().find(|(id, _)| *id == first) {
            *place = united;
        }
    }

    /// Makes each part of these objects' masks an object, in the place of its own. The
    /// first part keeps the id.
    fn split(&mut self, ids: &[u32]) -> Result<(), EditProblem> {
        let chosen = self.chosen(ids);
        let mut free = self.free();
        let mut split = Vec::with_capacity(self.objects.len());
        for (id, object) in std::mem::take(&mut self.objects) {
            let parts = match chosen.contains(&id) {
                true => object.parts(&words::name(self.tongue, &object), free, PARTS),
                false => Vec::new(),
            };
            free = free.saturating_add(parts.len());
            let mut parts = parts.into_iter();
            split.push((id, parts.next().unwrap_or(object)));
            split.extend(parts.map(|part| (self.made_id(), part)));
            if split.len() > OBJECTS {
                return Err(NoRoom);
            }
        }
        self.objects = split;
        Ok(())
    }

    /// Changes each of the objects with these ids.
    fn change(&mut self, ids: &[u32], change: impl Fn(&mut Object)) {
        let chosen = self.chosen(ids);
        for (id, object) in &mut self.objects {
            if chosen.contains(id) {
                change(object);
            }
        }
    }

    /// Shows these alone, or all where they are alone already.
    fn solo(&mut self, ids: &[u32]) {
        let chosen = self.chosen(ids);
        if chosen.is_empty() {
            return;
        }
        let are_alone = is_alone(ids, &self.objects);
        for (id, object) in &mut self.objects {
            object.is_hidden = !are_alone && !chosen.contains(id);
        }
    }
}

/// As many points as are looked at.
fn bounded(points: &[[i32; 2]]) -> &[[i32; 2]] {
    points.get(..POINTS).unwrap_or(points)
}
