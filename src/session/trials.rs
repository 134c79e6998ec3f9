//! Masks while their threshold is being chosen: where what every threshold needs
//! of them can be worked out once, that is done at the first step and kept for
//! the next ones. Never gives another mask than cutting its source anew would.

use super::Object;
use super::object::Shape;
use crate::mask::{Levels, Mask, View};
use crate::render::Layer;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most bytes that are kept. Fifty of Gemini's masks take about 2 MB for a
/// picture of 12 megapixels; masks that are noise all over could take hundreds,
/// and are cut anew at every step instead.
const MOST: usize = 16 << 20;

/// What is kept of the objects that were tried, by their ids.
#[derive(Debug, Default)]
pub struct Trials {
    /// As the screen shows them.
    screen: Kept,
    /// In the picture's own pixels.
    whole: Kept,
}

#[derive(Debug, Default)]
struct Kept {
    view: Option<View>,
    /// `None` where there are none, or no room for them.
    levels: BTreeMap<u32, Option<Levels>>,
    bytes: usize,
}

impl Trials {
    /// What `view` would show of `object`, whose id is `id`, at `threshold`, 0–254;
    /// `degrees` is the camera's field of view.
    pub fn layer<'a>(
        &mut self,
        id: u32,
        object: &'a Object,
        view: View,
        threshold: u8,
        degrees: u8,
    ) -> Layer<'a> {
        match object.changed_by(threshold) {
            None => object.layer(view, degrees),
            Some(shape) => {
                let mask = self.seen(id, shape, view, threshold);
                object.layer_of(view, degrees, Some(Cow::Owned(mask)))
            }
        }
    }

    /// `object` at another threshold, 0–254.
    pub fn cut(&mut self, id: u32, object: &mut Object, threshold: u8) {
        let Some(shape) = object.changed_by(threshold) else {
            return;
        };
        let picture = shape.mask.picture();
        let mask = self.seen(id, shape, View::new(picture, picture), threshold);
        if let Ok(shape) = &mut object.mask {
            shape.mask = Arc::new(mask);
            shape.threshold = threshold;
        }
    }

    /// Lets go of everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The mask with what was done to it by hand. That is done in the picture's own
    /// pixels, so a mended mask is cut whole for every view.
    fn seen(&mut self, id: u32, shape: &Shape, view: View, threshold: u8) -> Mask {
        if shape.mending.is_none() {
            return self.mask(id, shape, view, threshold);
        }
        let whole = View::new(view.picture(), view.picture());
        let mask = shape.mended(self.mask(id, shape, whole, threshold));
        if view == whole { mask } else { view.of(&mask) }
    }

    /// The mask that the source gives.
    fn mask(&mut self, id: u32, shape: &Shape, view: View, threshold: u8) -> Mask {
        let kept = self.kept(view);
        let room = MOST.saturating_sub(kept.bytes);
        let levels = kept.levels.entry(id).or_insert_with(|| {
            let levels = shape.source.levels(view, room);
            kept.bytes += levels.as_ref().map_or(0, Levels::bytes);
            levels
        });
        match levels {
            Some(levels) => levels.cut(threshold),
            None => shape.source.sample(view, threshold),
        }
    }

    fn kept(&mut self, view: View) -> &mut Kept {
        let kept = if view.is_exact() {
            &mut self.whole
        } else {
            &mut self.screen
        };
        if kept.view != Some(view) {
            *kept = Kept {
                view: Some(view),
                ..Kept::default()
            };
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{NormBox, Size};
    use crate::mask::{Grey, Source};
    use crate::session::Scope;
    use crate::session::object::Shape;

    const PICTURE: (u32, u32) = (90, 70);

    fn object(value: impl Fn(u32) -> u8) -> Object {
        let picture = Size::new(PICTURE.0, PICTURE.1).expect("a size");
        let grey = Grey::new(32, 32, (0..32 * 32).map(value).collect()).expect("a grid");
        let bounds = NormBox::from_wire([100.0, 50.0, 1100.0, 800.0]).expect("a box");
        let source = Source::Values { grey, bounds };
        Object {
            mask: Ok(Shape {
                mask: Arc::new(source.rasterise(picture, 127)),
                threshold: 127,
                source: Arc::new(source),
                mending: None,
                notes: Arc::new([]),
            }),
            index: 0,
            label: None,
            class: None,
            bounds: None,
            bad_box: false,
            point: None,
            cuboid: None,
            color: None,
            is_hidden: false,
            is_second: false,
            scope: Scope::whole(picture),
            known: None,
        }
    }

    #[test]
    fn a_mask_that_is_tried_is_the_one_that_is_cut_anew() {
        let picture = Size::new(PICTURE.0, PICTURE.1).expect("a size");
        let views = [(41, 33), (90, 70), (120, 99)];
        let views = views
            .map(|(width, height)| View::new(picture, Size::new(width, height).expect("a size")));
        let soft = object(|at| (at * at % 256) as u8);
        let hard = object(|at| (at * at % 7 / 4 * 255) as u8);
        let mut trials = Trials::default();
        let thresholds = [0, 127, 254, 3, 1, 126, 128, 200];
        let thresholds = &thresholds[..if cfg!(miri) { 3 } else { 8 }];
        for &threshold in thresholds {
            for (id, object) in [(1, &soft), (2, &hard)] {
                let Ok(shape) = &object.mask else {
                    panic!("no mask")
                };
                for view in views {
                    let expected = shape.source.sample(view, threshold);
                    let layer = trials.layer(id, object, view, threshold, 60);
                    assert_eq!(layer.mask.as_deref(), Some(&expected), "{threshold}");
                }
                let mut cut = object.clone();
                trials.cut(id, &mut cut, threshold);
                let Ok(cut) = cut.mask else { panic!("no mask") };
                assert_eq!(*cut.mask, shape.source.rasterise(picture, threshold));
                assert_eq!(cut.threshold, threshold);
            }
        }
        assert!(trials.screen.bytes > 0 && trials.whole.bytes > 0);
    }
}
