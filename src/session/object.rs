//! One object found in the picture, ready to be drawn, listed and saved.

use crate::answer::Detection;
use crate::geometry::{PixelBox, PixelPoint, Size};
use crate::mask::{Kind, Mask, MaskProblem, Note, Run, Source, View, decode};
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
    /// The encoding that the mask came in.
    pub fn kind(&self) -> Kind {
        self.source.kind()
    }

    /// The mask as `view` shows it.
    fn seen(&self, view: View) -> Cow<'_, Mask> {
        if view.size() == view.picture() {
            Cow::Borrowed(&self.mask)
        } else {
            Cow::Owned(view.of(&self.mask))
        }
    }
}

impl Object {
    /// The object that `detection` describes, the `index`-th of its answer, in
    /// `picture`'s pixels. `threshold` is 0–254; see [`Source::rasterise`]. Its
    /// mask may take `room`, in bytes, which becomes less by it.
    pub fn new(
        index: usize,
        detection: &Detection,
        picture: Size,
        threshold: u8,
        room: &mut usize,
    ) -> Self {
        let decoded = decode(&detection.mask, detection.bounds, picture);
        let shape = decoded.and_then(|decoded| {
            let left = room.checked_sub(decoded.source.bytes());
            let left = left.ok_or(MaskProblem::NoRoom)?;
            let most = left / size_of::<Run>();
            let mask = decoded.source.rasterise_within(picture, threshold, most);
            let mask = mask.ok_or(MaskProblem::NoRoom)?;
            *room = left.saturating_sub(mask.bytes());
            Ok(Shape {
                mask: Arc::new(mask),
                threshold,
                source: Arc::new(decoded.source),
                notes: decoded.notes.into(),
            })
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

    /// Its shape, where a threshold changes it and `threshold` is not the one it
    /// was cut at.
    pub(super) fn changed_by(&self, threshold: u8) -> Option<&Shape> {
        let shape = self.mask.as_ref().ok()?;
        (shape.kind() == Kind::Png && shape.threshold != threshold).then_some(shape)
    }

    /// What `view` shows of it.
    pub fn layer(&self, view: View) -> Layer<'_> {
        let shape = self.mask.as_ref().ok();
        self.layer_of(view, shape.map(|shape| shape.seen(view)))
    }

    /// The same with this mask, in the view's own pixels.
    pub(super) fn layer_of<'a>(&self, view: View, mask: Option<Cow<'a, Mask>>) -> Layer<'a> {
        Layer {
            color: self.color(),
            mask,
            frame: self.bounds.map(|bounds| view.bounds(bounds)),
        }
    }
}
