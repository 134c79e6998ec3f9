//! Objects as what is exported, and back. Never loses what a file said: what an object
//! does not hold itself it keeps beside.

use super::{Object, Scope, Shape};
use crate::export::{Bounds, Origin, Place, Thing};
use crate::geometry::{PixelBox, PixelPoint, Size};
use crate::mask::{MaskProblem, Source};
use crate::render::color;
use std::sync::Arc;

impl Object {
    /// Itself for an export, its mask as it is shown.
    pub fn thing(&self) -> Thing {
        let known = self.known.as_deref();
        let own = self
            .mask
            .as_ref()
            .ok()
            .and_then(|shape| shape.mask.bounds());
        let told = known.map(|thing| Placed::of(thing, own, self.scope.picture()));
        let is_known = |is_same: fn(&Placed, &Self) -> bool| {
            let told = told.as_ref();
            told.is_some_and(|told| is_same(told, self))
        };
        let bounds = match known {
            Some(known) if is_known(|told, own| told.bounds == own.bounds) => known.bounds,
            _ => self.bounds.map(Bounds::from),
        };
        let points = match known {
            Some(known) if is_known(|told, own| told.point == own.point) => known.points.clone(),
            _ => self.point.map(Place::Pixel).into_iter().collect(),
        };
        Thing {
            label: self.label.clone().unwrap_or_default(),
            number: u32::try_from(self.index + 1).ok(),
            class: self.class.clone(),
            mask: self.mask.as_ref().ok().map(|shape| Arc::clone(&shape.mask)),
            origin: self.mask.as_ref().ok().and_then(Shape::origin),
            bounds,
            points,
            cuboid: self.cuboid,
            group: known.and_then(|thing| thing.group),
            color: Some(self.color()),
            is_hidden: self.is_hidden,
            part: self
                .scope
                .part_of_it()
                .map(|[x, y, width, height]| PixelBox::new(x.into(), y.into(), width, height)),
        }
    }

    /// The object that a file says there is in a picture of this size, the `index`-th,
    /// whose mask was cut at `threshold`.
    pub fn of_thing(index: usize, thing: Thing, picture: Size, threshold: u8) -> Self {
        let own = thing.mask.as_ref().and_then(|mask| mask.bounds());
        let Placed { bounds, point } = Placed::of(&thing, own, picture);
        let label = Some(thing.label.clone()).filter(|label| !label.is_empty());
        let mask = match (&thing.mask, &thing.origin) {
            (Some(mask), Some(origin)) => Ok(Shape {
                mask: Arc::clone(mask),
                threshold,
                source: Arc::clone(&origin.source),
                mending: origin.mending.clone(),
                notes: Arc::new([]),
            }),
            (Some(mask), None) => Ok(Shape::of(mask.as_ref().clone())),
            (None, _) => Err(MaskProblem::Absent),
        };
        Self {
            index,
            label,
            class: thing.class.clone(),
            bounds,
            bad_box: false,
            point,
            cuboid: thing.cuboid,
            mask,
            color: thing.color.filter(|chosen| *chosen != color(index)),
            is_hidden: thing.is_hidden,
            scope: thing
                .part
                .and_then(|part| Scope::part(picture, part))
                .unwrap_or(Scope::whole(picture)),
            is_second: false,
            known: Some(Arc::new(Thing {
                mask: None,
                origin: None,
                ..thing
            })),
        }
    }
}

impl Shape {
    /// What its mask was made of, unless that is the mask itself.
    fn origin(&self) -> Option<Origin> {
        let is_itself = self.mending.is_none() && matches!(*self.source, Source::Combined(_));
        (!is_itself).then(|| Origin {
            source: Arc::clone(&self.source),
            mending: self.mending.clone(),
        })
    }
}

/// Where a thing is, as an object holds it.
struct Placed {
    bounds: Option<PixelBox>,
    point: Option<PixelPoint>,
}

impl Placed {
    /// Where `own`, its mask's bounds, stand for a box that it has not.
    fn of(thing: &Thing, own: Option<PixelBox>, picture: Size) -> Self {
        let written = thing.bounds.map(|bounds| around(bounds, picture));
        Self {
            bounds: written.or(own),
            point: thing.points.first().map(|point| point.pixel(picture)),
        }
    }
}

/// The whole pixels around a box.
fn around(bounds: Bounds, picture: Size) -> PixelBox {
    let (corner, width, height) = match bounds {
        Bounds::Norm(bounds) => return PixelBox::from_norm(bounds, picture),
        Bounds::Pixel {
            corner,
            width,
            height,
        } => (corner, width, height),
    };
    // Far beyond any picture, and no further.
    let whole = |at: f64| at.clamp(-FAR, FAR) as i64;
    let (x, y) = (whole(corner.x.floor()), whole(corner.y.floor()));
    let side = |from: i64, to: f64| u32::try_from(whole(to.ceil()) - from).unwrap_or(1);
    let (to_x, to_y) = (corner.x + width, corner.y + height);
    PixelBox::new(x, y, side(x, to_x), side(y, to_y))
}

/// See [`around`].
const FAR: f64 = (1 << 20) as f64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::{DEFAULT_THRESHOLD, Mask};

    #[test]
    fn what_a_file_said_is_said_again_until_it_is_changed() {
        let picture = Size::new(40, 30).expect("a size");
        let mask = Mask::from_fn(picture, |x, y| x > 3 && y > 4 && x < 9 && y < 12);
        let corner = PixelPoint { x: 1.25, y: 2.5 };
        let thing = Thing {
            label: "cup".to_owned(),
            number: Some(4),
            class: Some("crockery".to_owned()),
            mask: Some(mask.clone().into()),
            bounds: Some(Bounds::Pixel {
                corner,
                width: 20.5,
                height: 3.0,
            }),
            points: vec![
                Place::Pixel(corner),
                Place::Pixel(PixelPoint { x: 7.0, y: 8.0 }),
            ],
            group: Some(4),
            ..Thing::default()
        };
        let object = Object::of_thing(3, thing.clone(), picture, DEFAULT_THRESHOLD);
        assert_eq!(object.bounds, Some(PixelBox::new(1, 2, 21, 4)));
        let back = Thing {
            color: None,
            ..object.thing()
        };
        assert_eq!(back, thing);
        // Without a box, and with all else that a thing can have.
        let boxless = Thing {
            bounds: None,
            cuboid: crate::geometry::Cuboid::from_wire([1.0; 9]),
            color: Some(crate::render::Color([1, 2, 3])),
            is_hidden: true,
            part: Some(PixelBox::new(3, 4, 30, 20)),
            ..thing.clone()
        };
        let mut object = Object::of_thing(3, boxless.clone(), picture, DEFAULT_THRESHOLD);
        assert_eq!(object.bounds, mask.bounds());
        assert_eq!(object.thing(), boxless);
        // Not so once it lies elsewhere.
        object.bounds = Some(PixelBox::new(0, 0, 2, 2));
        let moved = object.thing().bounds;
        assert_eq!(moved, object.bounds.map(Bounds::from));
        // A box of no size at all is one all the same.
        let nowhere = Bounds::Pixel {
            corner: PixelPoint {
                x: f64::NAN,
                y: f64::INFINITY,
            },
            width: -1.0,
            height: f64::NAN,
        };
        let _ = around(nowhere, picture);
    }
}
