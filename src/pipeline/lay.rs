//! What a file of annotations holds, laid onto a picture: objects beside those that are
//! there, one step. Never changes a mask: where it is cut at another threshold than those
//! that are there, one of the two is kept as it was cut.

use super::Pipeline;
use super::message::Reply;
use super::standing::is_soft;
use crate::export::Annotated;
use crate::export::read::{Annotations, masque};
use crate::geometry::Camera;
use crate::mask::{DEFAULT_THRESHOLD, Kind, Source};
use crate::session::EditProblem::NoRoom;
use crate::session::words::{self, Message};
use crate::session::{Deed, OBJECTS, Object, Scope, Shape};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest number that a file can give to an object; it gets another where its own is
/// larger.
const NUMBERS: u32 = 1_000_000;

impl Pipeline {
    /// Adds the things of a file in Masque's own JSON, which is about this picture, to the
    /// objects.
    pub(super) fn lay(&mut self, file: &[u8]) -> Reply {
        let Ok(Annotations {
            mut pictures,
            problems,
        }) = masque(file)
        else {
            return self.no_picture();
        };
        let Some(picture) = (!pictures.is_empty()).then(|| pictures.swap_remove(0)) else {
            return self.no_picture();
        };
        if self.picture().is_some_and(|size| size != picture.size) {
            return self.no_picture();
        }
        if self.objects.len() + picture.things.len() > OBJECTS {
            return Reply::Refused(words::not_done(self.tongue, NoRoom));
        }
        self.touch();
        let (standing, bytes, made) = (self.standing(), self.bytes(), self.made);
        let mut messages = words::fault(self.tongue, &picture.file, &problems);
        let laid = self.laid(&picture, &mut messages);
        self.objects.extend(laid);
        if self.bytes() > bytes.max(super::edit::MASKS) {
            self.stand(standing);
            self.made = made;
            return Reply::Refused(words::not_done(self.tongue, NoRoom));
        }
        self.scope = self.scope.or(Some(Scope::whole(picture.size)));
        self.step(None, standing, |_| Deed::Import);
        Reply::Laid {
            shown: self.on_show(),
            messages,
        }
    }

    /// The objects that a file holds, and all that is there seen as they are.
    fn laid(&mut self, picture: &Annotated, messages: &mut Vec<Message>) -> Vec<(u32, Object)> {
        let things = || picture.things.iter();
        let has_origin = things().any(|thing| thing.origin.is_some());
        let has_cuboid = things().any(|thing| thing.cuboid.is_some());
        // What such a file means where it does not say.
        let usual = |is_there: bool, value: u8| is_there.then_some(value);
        let threshold = picture
            .threshold
            .or_else(|| usual(has_origin, DEFAULT_THRESHOLD));
        let degrees = picture
            .degrees
            .or_else(|| usual(has_cuboid, Camera::DEGREES));
        let cut_at = threshold.unwrap_or(self.threshold);

        let mut numbers: BTreeSet<usize> = self.objects.iter().map(|(_, one)| one.index).collect();
        let mut laid = Vec::new();
        for thing in things() {
            let wanted = thing
                .number
                .filter(|number| (1..=NUMBERS).contains(number))
                .map(|number| number as usize - 1)
                .filter(|index| !numbers.contains(index));
            let free = numbers.last().map_or(0, |last| last.saturating_add(1));
            let index = wanted.unwrap_or(free);
            numbers.insert(index);
            let object = Object::of_thing(index, thing.clone(), picture.size, cut_at);
            laid.push((self.made_id(), object));
        }

        if cut_at != self.threshold {
            self.cut_together(&mut laid, cut_at, picture, messages);
        }
        match degrees {
            // What is there is seen as before.
            Some(degrees) if degrees != self.degrees && self.has(is_in_space) => {
                let (own, name) = (self.degrees, &picture.file);
                let said = words::other_view(self.tongue, name, own, degrees);
                messages.extend(has_cuboid.then_some(said));
            }
            Some(degrees) => self.degrees = degrees,
            None => {}
        }
        laid
    }

    /// Has a picture with one threshold hold masks that were cut at two. Where a threshold
    /// shapes masks that are there, the new ones stay as they were cut; otherwise those that
    /// are there do, and lose nothing by it.
    fn cut_together(
        &mut self,
        laid: &mut [(u32, Object)],
        cut_at: u8,
        picture: &Annotated,
        messages: &mut Vec<Message>,
    ) {
        if self.has(is_soft) {
            if laid.iter().any(|(_, object)| is_soft(object)) {
                let (own, name) = (self.threshold, &picture.file);
                messages.push(words::other_threshold(self.tongue, name, own, cut_at));
            }
            laid.iter_mut().for_each(|(_, object)| keep_cut(object));
        } else {
            self.objects
                .iter_mut()
                .for_each(|(_, object)| keep_cut(object));
            self.cut(cut_at);
        }
    }

    fn has(&self, is_one: fn(&Object) -> bool) -> bool {
        self.objects.iter().any(|(_, object)| is_one(object))
    }
}

fn is_in_space(object: &Object) -> bool {
    object.cuboid.is_some()
}

/// Has its mask, if a threshold cuts it, stay as it is cut now; what was done to it since
/// can still be changed.
fn keep_cut(object: &mut Object) {
    let size = object.scope.picture();
    if let Ok(shape) = &mut object.mask
        && shape.kind() == Kind::Png
    {
        let cut = match shape.mending {
            Some(_) => shape.source.rasterise(size, shape.threshold),
            None => (*shape.mask).clone(),
        };
        *shape = Shape {
            source: Arc::new(Source::Combined(cut)),
            ..shape.clone()
        };
    }
}
