//! What edits make of objects: masks that are drawn, several objects as one, one object
//! as several. Never decides which: the pipeline is told.

use super::{EditProblem, Object, Scope, Shape};
use crate::geometry::{PixelBox, Size};
use crate::mask::{Connectivity, Mask, MaskProblem, Refine, largest_parts, union};

impl Object {
    /// An object of which there is nothing yet, in a picture of this size.
    pub fn by_hand(index: usize, picture: Size) -> Self {
        Self {
            index,
            label: None,
            class: None,
            bounds: None,
            bad_box: false,
            point: None,
            cuboid: None,
            mask: Err(MaskProblem::Absent),
            color: None,
            is_hidden: false,
            is_second: false,
            scope: Scope::whole(picture),
            known: None,
        }
    }

    /// Has its mask made better in this way; without one it stays as it is.
    ///
    /// # Errors
    ///
    /// [`EditProblem::TooFrayed`] where it takes too long; it stays as it is then.
    pub fn refine(&mut self, refine: Refine) -> Result<(), EditProblem> {
        if let Ok(shape) = &self.mask
            && shape.refine() != refine.bounded()
        {
            let shape = shape.refined(refine).ok_or(EditProblem::TooFrayed)?;
            self.reshape(shape);
        }
        Ok(())
    }

    /// Adds pixels to its mask, or takes them away where `erase` says so. An object
    /// without a mask gets one when pixels are added.
    pub fn draw(&mut self, drawn: &Mask, erase: bool) {
        let picture = self.scope.picture();
        match &self.mask {
            Ok(shape) => self.reshape(shape.drawn(drawn, erase)),
            Err(_) if !erase && !drawn.is_empty() => {
                self.reshape(Shape::of(Mask::empty(picture)).drawn(drawn, false));
            }
            Err(_) => {}
        }
    }

    /// Gives it another shape. A box that was its mask's own follows; one that the model
    /// wrote stays.
    fn reshape(&mut self, shape: Shape) {
        let before = self.mask.as_ref().ok();
        let before = before.and_then(|shape| shape.mask.bounds());
        if self.bounds == before || self.bounds.is_none() {
            self.bounds = shape.mask.bounds();
        }
        self.mask = Ok(shape);
    }

    /// One object of this and the others: the union of their masks as they are shown, or
    /// of their boxes where none has a mask. All else is this one's. No threshold
    /// changes it any more.
    #[must_use]
    pub fn united(&self, others: &[&Self]) -> Self {
        let all = || [self].into_iter().chain(others.iter().copied());
        let masks = all().filter_map(|object| object.mask.as_ref().ok());
        let masks = masks.map(|shape| (*shape.mask).clone()).collect();
        let boxes = all().filter_map(|object| object.bounds);
        let around = boxes.reduce(around);
        match all_in_one(masks) {
            Some(mask) => Self {
                bounds: mask.bounds(),
                mask: Ok(Shape::of(mask)),
                ..self.clone()
            },
            None => Self {
                bounds: around,
                ..self.clone()
            },
        }
    }

    /// The parts of its mask, as it is shown, that hang together, at most `most`: each
    /// an object named after it, which is called `name`: "cup 1" and so on. The first one
    /// keeps its number, its point and its box in space; the others are numbered from
    /// `free` on. Nothing where there are not two.
    pub fn parts(&self, name: &str, free: usize, most: usize) -> Vec<Self> {
        let Ok(shape) = &self.mask else {
            return Vec::new();
        };
        let parts = largest_parts(&shape.mask, Connectivity::Eight, most);
        if parts.len() < 2 {
            return Vec::new();
        }
        let object = |(at, mask): (usize, Mask)| Self {
            index: match at {
                0 => self.index,
                _ => free.saturating_add(at - 1),
            },
            label: Some(format!("{name} {}", at + 1)),
            bounds: mask.bounds(),
            point: self.point.filter(|_| at == 0),
            cuboid: self.cuboid.filter(|_| at == 0),
            mask: Ok(Shape::of(mask)),
            ..self.clone()
        };
        parts.into_iter().enumerate().map(object).collect()
    }
}

/// The union of all, two by two, so that none is gone through often.
fn all_in_one(mut masks: Vec<Mask>) -> Option<Mask> {
    while masks.len() > 1 {
        let mut rest = masks.into_iter();
        masks = std::iter::from_fn(|| {
            let one = rest.next()?;
            Some(match rest.next() {
                Some(other) => union(&one, &other),
                None => one,
            })
        })
        .collect();
    }
    masks.pop()
}

/// The least box around both.
fn around(a: PixelBox, b: PixelBox) -> PixelBox {
    let span = |a: i64, a_side: u32, b: i64, b_side: u32| {
        let end = (a + i64::from(a_side)).max(b + i64::from(b_side));
        let from = a.min(b);
        (from, u32::try_from(end - from).unwrap_or(u32::MAX))
    };
    let (x, width) = span(a.x(), a.width(), b.x(), b.width());
    let (y, height) = span(a.y(), a.height(), b.y(), b.height());
    PixelBox::new(x, y, width, height)
}
