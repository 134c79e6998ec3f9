//! What a file of annotations holds, laid onto a picture: objects beside those that are
//! there, one step. Never changes what is there: where it is cut at another threshold,
//! or seen through another field of view, the picture keeps its own.

use super::Pipeline;
use super::message::Reply;
use crate::export::Annotated;
use crate::export::read::masque;
use crate::mask::Kind;
use crate::session::EditProblem::NoRoom;
use crate::session::words::{self, Message};
use crate::session::{Deed, OBJECTS, Object, Scope, Shape};

impl Pipeline {
    /// Adds the things of a file in Masque's own JSON, which is about this picture, to the
    /// objects.
    pub(super) fn lay(&mut self, file: &[u8]) -> Reply {
        let read = masque(file).ok();
        let Some(picture) = read.and_then(|read| read.pictures.into_iter().next()) else {
            return self.no_picture();
        };
        if self.picture().is_some_and(|size| size != picture.size) {
            return self.no_picture();
        }
        let standing = self.standing();
        let bytes = self.bytes();
        let (size, threshold) = (picture.size, picture.threshold.unwrap_or(self.threshold));
        let seen = self.seen_as(&picture);
        for thing in picture.things {
            let number = thing.number.and_then(|number| number.checked_sub(1));
            let index = number.map_or(usize::MAX, |index| index as usize);
            let is_taken = |(_, object): &(u32, Object)| object.index == index;
            let index = match number.is_none() || self.objects.iter().any(is_taken) {
                true => self.free(),
                false => index,
            };
            let mut object = Object::of_thing(index, thing, size, threshold);
            if !seen.by_threshold && is_cut(&object) {
                object.mask = object.mask.map(|shape| Shape::of((*shape.mask).clone()));
            }
            let id = self.made_id();
            self.objects.push((id, object));
        }
        if self.bytes() > bytes.max(super::edit::MASKS) || self.objects.len() > OBJECTS {
            self.objects = standing.objects;
            return Reply::Refused(words::not_done(self.tongue, NoRoom));
        }
        self.scope = self.scope.or(Some(Scope::whole(size)));
        if let Some(threshold) = picture.threshold.filter(|_| seen.by_threshold) {
            self.cut(threshold);
        }
        if let Some(degrees) = picture.degrees.filter(|_| seen.by_degrees) {
            self.degrees = degrees;
        }
        self.step(None, standing, |_| Deed::Import);
        Reply::Laid {
            shown: self.on_show(),
            messages: seen.messages,
        }
    }

    /// How what a file holds can be seen beside what is there.
    fn seen_as(&self, picture: &Annotated) -> Seen {
        let has = |is_one: fn(&Object) -> bool| self.objects.iter().any(|(_, one)| is_one(one));
        let is_other = |own: u8, value: Option<u8>| value.is_some_and(|value| value != own);
        let things = || picture.things.iter();
        let is_cut_there = things().any(|thing| {
            let origin = thing.origin.as_ref();
            origin.is_some_and(|origin| origin.source.kind() == Kind::Png)
        });
        let is_other_cut =
            is_cut_there && is_other(self.threshold, picture.threshold) && has(is_cut);
        let is_seen_there = things().any(|thing| thing.cuboid.is_some());
        let is_other_view = is_seen_there
            && is_other(self.degrees, picture.degrees)
            && has(|object| object.cuboid.is_some());
        let said = [
            is_other_cut.then(|| {
                let theirs = picture.threshold.unwrap_or(self.threshold);
                words::other_threshold(self.tongue, &picture.file, self.threshold, theirs)
            }),
            is_other_view.then(|| {
                let theirs = picture.degrees.unwrap_or(self.degrees);
                words::other_view(self.tongue, &picture.file, self.degrees, theirs)
            }),
        ];
        Seen {
            by_threshold: !is_other_cut && (is_cut_there || !has(is_cut)),
            by_degrees: !is_other_view && (is_seen_there || !has(|object| object.cuboid.is_some())),
            messages: said.into_iter().flatten().collect(),
        }
    }
}

/// See [`Pipeline::seen_as`].
struct Seen {
    /// Whether the picture is cut at the file's threshold from now on.
    by_threshold: bool,
    /// Whether boxes in space are seen through the file's field of view from now on.
    by_degrees: bool,
    messages: Vec<Message>,
}

/// Whether a threshold cuts its mask.
fn is_cut(object: &Object) -> bool {
    let shape = object.mask.as_ref();
    shape.is_ok_and(|shape| shape.kind() == Kind::Png)
}
