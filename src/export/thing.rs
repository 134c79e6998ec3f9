//! What is exported: pictures and what was marked in them, as plain values that
//! any caller can make. Never knows where they came from, and never holds a
//! picture's pixels.

use super::Origin;
use crate::geometry::{Cuboid, NormBox, NormPoint, PixelBox, PixelPoint, Size};
use crate::mask::Mask;
use crate::render::Color;
use std::sync::Arc;

/// A picture with what was marked in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// The picture's file name as the person knows it. What is saved gets a
    /// name made from it that every system takes.
    pub file: String,
    /// The name that the picture was saved under beside these annotations, where a file
    /// of Masque's own says so and it is another one. What is saved is named anew.
    pub saved_as: Option<String>,
    /// Whether the picture is written anew, as PNG, where it goes along; its
    /// name ends accordingly then.
    pub anew: bool,
    /// The size of the upright picture.
    pub size: Size,
    /// The threshold, 0–254, at which the masks were cut that have an [`Origin`], where it
    /// is known; otherwise [`crate::mask::DEFAULT_THRESHOLD`].
    pub threshold: Option<u8>,
    /// The horizontal field of view through which boxes in space are seen, in degrees,
    /// where it is known; otherwise [`crate::geometry::Camera::DEGREES`].
    pub degrees: Option<u8>,
    /// What was marked, in the order in which it is listed.
    pub things: Vec<Thing>,
}

impl Annotated {
    /// A picture that goes along as it is, if at all.
    pub fn new(file: impl Into<String>, size: Size, things: Vec<Thing>) -> Self {
        Self {
            file: file.into(),
            saved_as: None,
            anew: false,
            size,
            threshold: None,
            degrees: None,
            things,
        }
    }
}

/// One thing that was marked; all of it may be missing but the label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    /// What it is, as it came; empty when nothing is known.
    pub label: String,
    /// Its number in its answer, from 1, by which people know it when it has no label.
    pub number: Option<u32>,
    /// Its class, where the person chose one for this thing alone. Where there
    /// is none, [`super::Classes`] says which class its label is of.
    pub class: Option<String>,
    /// Its pixels, in a picture of the same size as this one.
    pub mask: Option<Arc<Mask>>,
    /// What its mask was made of, unless that is all there is to know of it.
    pub origin: Option<Origin>,
    /// Its box; where there is none, its mask's bounds stand for it.
    pub bounds: Option<Bounds>,
    /// Its points.
    pub points: Vec<Place>,
    /// Its box in space.
    pub cuboid: Option<Cuboid>,
    /// Things with the same number belong together.
    pub group: Option<u32>,
    /// The colour that it is drawn in, where it is not the one of its place in the list.
    pub color: Option<Color>,
    /// Whether the person has hidden it.
    pub is_hidden: bool,
    /// The part of the picture that the answer with it was about, unless that was the
    /// whole: its box in space is seen by that part's camera.
    pub part: Option<PixelBox>,
}

/// A box, in the frame in which it is known exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// As a model wrote it.
    Norm(NormBox),
    /// In the picture's pixels; it may hang over the edge.
    Pixel {
        /// The upper left corner.
        corner: PixelPoint,
        /// Pixels from left to right.
        width: f64,
        /// Pixels from top to bottom.
        height: f64,
    },
}

/// A point, in the frame in which it is known exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// As a model wrote it.
    Norm(NormPoint),
    /// In the picture's pixels; the first pixel's centre is `(0.5, 0.5)`.
    Pixel(PixelPoint),
}

/// A box in the picture's pixels, within the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edges {
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// Pixels from left to right; above 0.
    pub width: f64,
    /// Pixels from top to bottom; above 0.
    pub height: f64,
}

impl From<PixelBox> for Bounds {
    fn from(pixels: PixelBox) -> Self {
        Self::Pixel {
            corner: PixelPoint {
                x: pixels.x() as f64,
                y: pixels.y() as f64,
            },
            width: pixels.width().into(),
            height: pixels.height().into(),
        }
    }
}

impl Place {
    /// The point in `picture`'s pixels, wherever it lies.
    pub fn pixel(self, picture: Size) -> PixelPoint {
        match self {
            Self::Norm(point) => PixelPoint::from_norm(point, picture),
            Self::Pixel(point) => point,
        }
    }
}

impl Bounds {
    /// The part of the box that lies within `picture`; `None` when none does.
    /// One in the normalised frame has whole pixels, by the rule for masks.
    pub(super) fn within(self, picture: Size) -> Option<Edges> {
        let (corner, width, height) = match self {
            Self::Norm(bounds) => {
                return Self::from(PixelBox::from_norm(bounds, picture)).within(picture);
            }
            Self::Pixel {
                corner,
                width,
                height,
            } => (corner, width, height),
        };
        let [far_x, far_y] = [picture.width(), picture.height()].map(f64::from);
        let (x, y) = (corner.x.clamp(0.0, far_x), corner.y.clamp(0.0, far_y));
        let edges = Edges {
            x,
            y,
            width: (corner.x + width).clamp(0.0, far_x) - x,
            height: (corner.y + height).clamp(0.0, far_y) - y,
        };
        // Not so either where a number is none.
        (edges.width > 0.0 && edges.height > 0.0).then_some(edges)
    }
}

impl Thing {
    /// Its mask, when it holds a pixel at all.
    pub(super) fn shape(&self) -> Option<&Mask> {
        self.mask.as_deref().filter(|mask| !mask.is_empty())
    }

    /// The smallest box around its mask, or else its own box, within `picture`.
    pub(super) fn edges(&self, picture: Size) -> Option<Edges> {
        let around = self.shape().and_then(Mask::bounds).map(Bounds::from);
        around.or(self.bounds)?.within(picture)
    }

    /// Its points that lie within `picture`.
    pub(super) fn points_within(&self, picture: Size) -> impl Iterator<Item = PixelPoint> {
        let [far_x, far_y] = [picture.width(), picture.height()].map(f64::from);
        let points = self.points.iter().map(move |point| point.pixel(picture));
        points.filter(move |point| {
            (0.0..=far_x).contains(&point.x) && (0.0..=far_y).contains(&point.y)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_cropped_and_one_outside_is_none() {
        let size = Size::new(10, 10).expect("a size");
        let within = |x, y, width, height| {
            let corner = PixelPoint { x, y };
            Bounds::Pixel {
                corner,
                width,
                height,
            }
            .within(size)
            .map(|edges| [edges.x, edges.y, edges.width, edges.height])
        };
        assert_eq!(within(-2.0, 8.5, 5.0, 9.0), Some([0.0, 8.5, 3.0, 1.5]));
        assert_eq!(within(10.0, 0.0, 5.0, 5.0), None);
        assert_eq!(within(0.0, 0.0, 0.0, 5.0), None);
        assert_eq!(within(f64::NAN, 0.0, 5.0, 5.0), None);
        let norm = NormBox::from_wire([0.0, 333.0, 1000.0, 666.0]).expect("a box");
        let edges = Bounds::Norm(norm).within(size).expect("edges");
        assert_eq!([edges.x, edges.y, edges.width], [3.0, 0.0, 4.0]);
    }
}
