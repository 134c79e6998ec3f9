//! One object found in the picture, ready to be drawn, listed and saved.

use crate::answer::Detection;
use crate::geometry::{PixelBox, PixelPoint, Size};
use crate::mask::{Kind, Mask, MaskProblem, Note, Source, View, decode};
use crate::render::{Color, Layer, color};
use std::borrow::Cow;
use std::sync::Arc;

/// An object; cloning it copies no pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its place in the answer, from 0.
    pub index: usize,
    /// Its label, if the model gave one.
    pub label: Option<String>,
    /// Its box as the model wrote it, or its mask's, in pixels, not cropped.
    pub bounds: Option<PixelBox>,
    /// Whether something that is no box was written in its place.
    pub bad_box: bool,
    /// Its point, for answers that point at things.
    pub point: Option<PixelPoint>,
    /// Its mask, or why there is none.
    pub mask: Result<Shape, MaskProblem>,
}

/// A mask and what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The mask itself.
    pub mask: Arc<Mask>,
    /// The threshold at which `mask` was cut, 0–254.
    pub threshold: u8,
    /// What it was made from, for another threshold.
    pub source: Arc<Source>,
    /// What was noticed when it was read.
    pub notes: Arc<[Note]>,
}

impl Shape {
    fn new(source: Arc<Source>, notes: Arc<[Note]>, picture: Size, threshold: u8) -> Self {
        Self {
            mask: Arc::new(source.rasterise(picture, threshold)),
            threshold,
            source,
            notes,
        }
    }

    /// The encoding that the mask came in.
    pub fn kind(&self) -> Kind {
        self.source.kind()
    }

    /// The mask as `view` shows it, cut at `threshold`.
    fn seen(&self, view: View, threshold: u8) -> Cow<'_, Mask> {
        if threshold != self.threshold && self.kind() == Kind::Png {
            Cow::Owned(self.source.sample(view, threshold))
        } else if view.size() == view.picture() {
            Cow::Borrowed(&self.mask)
        } else {
            Cow::Owned(view.of(&self.mask))
        }
    }
}

impl Object {
    /// The object that `detection` describes, the `index`-th of its answer, in
    /// `picture`'s pixels. `threshold` is 0–254; see [`Source::rasterise`].
    pub fn new(index: usize, detection: &Detection, picture: Size, threshold: u8) -> Self {
        let shape = decode(&detection.mask, detection.bounds, picture).map(|decoded| {
            let (source, notes) = (Arc::new(decoded.source), decoded.notes.into());
            Shape::new(source, notes, picture, threshold)
        });
        let written = detection
            .bounds
            .map(|bounds| PixelBox::from_norm(bounds, picture));
        Self {
            index,
            label: detection.label.clone(),
            bounds: written.or_else(|| shape.as_ref().ok()?.mask.bounds()),
            bad_box: detection.bad_box,
            point: detection
                .point
                .map(|point| PixelPoint::from_norm(point, picture)),
            mask: shape,
        }
    }

    /// The same object at another threshold.
    #[must_use]
    pub fn at_threshold(&self, threshold: u8) -> Self {
        let mask = match &self.mask {
            Ok(shape) if shape.kind() == Kind::Png => {
                let picture = shape.mask.picture();
                Ok(Shape::new(
                    shape.source.clone(),
                    shape.notes.clone(),
                    picture,
                    threshold,
                ))
            }
            other => other.clone(),
        };
        Self {
            mask,
            ..self.clone()
        }
    }

    /// Its label, or "Object 3".
    pub fn name(&self) -> String {
        self.label
            .clone()
            .unwrap_or_else(|| format!("Object {}", self.index + 1))
    }

    /// Its colour.
    pub fn color(&self) -> Color {
        color(self.index)
    }

    /// What `view` shows of it.
    pub fn layer(&self, view: View) -> Layer<'_> {
        let threshold = self.mask.as_ref().map_or(0, |shape| shape.threshold);
        self.layer_at(view, threshold)
    }

    /// What `view` would show of it at another threshold, 0–254.
    pub fn layer_at(&self, view: View, threshold: u8) -> Layer<'_> {
        let shape = self.mask.as_ref().ok();
        Layer {
            color: self.color(),
            mask: shape.map(|shape| shape.seen(view, threshold)),
            frame: self.bounds.map(|bounds| view.bounds(bounds)),
        }
    }
}
