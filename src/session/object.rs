//! One object found in the picture, ready to be drawn, listed and saved.

use crate::answer::Detection;
use crate::geometry::{PixelBox, PixelPoint, Size};
use crate::mask::{Kind, Mask, MaskProblem, Note, Source, decode};
use crate::render::{Color, Layer, color, rim};
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
    /// Its outline, as drawn.
    pub rim: Arc<Mask>,
    /// What it was made from, for another threshold.
    pub source: Arc<Source>,
    /// What was noticed when it was read.
    pub notes: Arc<[Note]>,
}

impl Shape {
    fn new(source: Arc<Source>, notes: Arc<[Note]>, picture: Size, threshold: u8) -> Self {
        let mask = source.rasterise(picture, threshold);
        let rim = Arc::new(rim(&mask));
        Self {
            mask: Arc::new(mask),
            rim,
            source,
            notes,
        }
    }

    /// The encoding that the mask came in.
    pub fn kind(&self) -> Kind {
        self.source.kind()
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

    /// What is drawn of it.
    pub fn layer(&self) -> Layer<'_> {
        Layer {
            color: self.color(),
            mask: self
                .mask
                .as_ref()
                .ok()
                .map(|shape| (&*shape.mask, &*shape.rim)),
            frame: self.bounds,
        }
    }
}
