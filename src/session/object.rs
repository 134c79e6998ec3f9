//! One object found in the picture, ready to be drawn, listed and saved.

use crate::answer::Detection;
use crate::export::Thing;
use crate::geometry::{Camera, Cuboid, PixelBox, PixelPoint, Size};
use crate::mask::{
    DEFAULT_THRESHOLD, Kind, Mask, MaskProblem, Mending, Note, Run, Source, View, decode,
};
use crate::render::{Color, Layer, Line, color};
use std::borrow::Cow;
use std::sync::Arc;

/// An object; cloning it copies no pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its place in the answer, from 0.
    pub index: usize,
    /// Its label, if the model gave one.
    pub label: Option<String>,
    /// The class that a person put it in; without one, its label is its class.
    pub class: Option<String>,
    /// Its box as the model wrote it, or its mask's, in pixels, not cropped.
    pub bounds: Option<PixelBox>,
    /// Whether something that is no box was written in its place.
    pub bad_box: bool,
    /// Its point, for answers that point at things.
    pub point: Option<PixelPoint>,
    /// Its box in space, as the camera of the part that was asked about sees it.
    pub cuboid: Option<Cuboid>,
    /// Its mask, or why there is none.
    pub mask: Result<Shape, MaskProblem>,
    /// The colour that a person gave it.
    pub color: Option<Color>,
    /// Whether a person has hidden it: it is neither drawn nor a part of files of all.
    pub is_hidden: bool,
    /// Whether it is of a second answer, which is laid beside the first.
    pub is_second: bool,
    /// The picture, and the part of it that was asked about.
    pub scope: Scope,
    /// What a file of annotations said of it beside its mask, where it came out of one.
    pub known: Option<Arc<Thing>>,
}

/// The picture an answer is about, and which part of it was shown to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    picture: Size,
    part: PixelBox,
}

impl Scope {
    /// The whole of `picture`.
    pub fn whole(picture: Size) -> Self {
        Self {
            picture,
            part: PixelBox::whole(picture),
        }
    }

    /// What of `part` lies in `picture`; `None` when nothing does.
    pub fn part(picture: Size, part: PixelBox) -> Option<Self> {
        let part = part.crop(picture)?;
        Some(Self { picture, part })
    }

    /// The picture.
    pub fn picture(self) -> Size {
        self.picture
    }

    /// What a file has to say of the part, unless it is the whole.
    pub(super) fn note(self) -> Option<String> {
        self.part_of_it()
            .map(|_| super::note(self.part, self.picture))
    }

    /// The part, `[x, y, width, height]`, unless it is the whole.
    pub(super) fn part_of_it(self) -> Option<[u32; 4]> {
        let part = self.part;
        let (x, y) = (u32::try_from(part.x()), u32::try_from(part.y()));
        (part != PixelBox::whole(self.picture)).then_some(())?;
        Some([x.ok()?, y.ok()?, part.width(), part.height()])
    }

    /// The longer side of the picture, in pixels.
    pub(super) fn reach(self) -> f64 {
        f64::from(self.picture.width().max(self.picture.height()))
    }

    /// The size of the part.
    fn size(self) -> Size {
        Size::new(self.part.width(), self.part.height()).unwrap_or(self.picture)
    }

    /// A box of the part in the picture.
    fn bounds(self, bounds: PixelBox) -> PixelBox {
        let (x, y) = (self.part.x() + bounds.x(), self.part.y() + bounds.y());
        PixelBox::new(x, y, bounds.width(), bounds.height())
    }

    /// A point of the part in the picture.
    fn point(self, point: PixelPoint) -> PixelPoint {
        PixelPoint {
            x: self.part.x() as f64 + point.x,
            y: self.part.y() as f64 + point.y,
        }
    }

    /// What was said of the part, as a source for the picture.
    fn source(self, source: Source) -> Source {
        if self.part == PixelBox::whole(self.picture) {
            return source;
        }
        Source::Part {
            source: Box::new(source),
            part: self.part,
        }
    }
}

/// A mask and what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The mask itself, as it is shown.
    pub mask: Arc<Mask>,
    /// The threshold at which `mask` was cut, 0–254.
    pub threshold: u8,
    /// What it was made from, for another threshold.
    pub source: Arc<Source>,
    /// What was done to it by hand; `mask` has it.
    pub mending: Option<Arc<Mending>>,
    /// What was noticed when it was read.
    pub notes: Arc<[Note]>,
}

impl Shape {
    /// The shape of a mask that was made of others, which no threshold changes.
    pub fn of(mask: Mask) -> Self {
        Self {
            source: Arc::new(Source::Combined(mask.clone())),
            mask: Arc::new(mask),
            threshold: DEFAULT_THRESHOLD,
            mending: None,
            notes: Arc::new([]),
        }
    }

    /// How much memory it takes, in bytes, with what it was made from.
    pub fn bytes(&self) -> usize {
        let mending = self.mending.as_ref().map_or(0, |mending| mending.bytes());
        self.mask.bytes() + self.source.bytes() + mending
    }

    /// The encoding that the mask came in.
    pub fn kind(&self) -> Kind {
        self.source.kind()
    }

    /// The mask as `view` shows it.
    fn seen(&self, view: View) -> Cow<'_, Mask> {
        if view.is_exact() {
            Cow::Borrowed(&self.mask)
        } else {
            Cow::Owned(view.of(&self.mask))
        }
    }
}

impl Object {
    /// The object that `detection` describes, the `index`-th of its answer, in
    /// the pixels of the picture of `scope`. `threshold` is 0–254; see
    /// [`Source::rasterise`]. Its mask may take `room`, in bytes, which becomes
    /// less by it.
    pub fn new(
        index: usize,
        detection: &Detection,
        scope: Scope,
        threshold: u8,
        room: &mut usize,
    ) -> Self {
        let seen = scope.size();
        let decoded = decode(&detection.mask, detection.bounds, seen);
        let shape = decoded.and_then(|decoded| {
            let left = room.checked_sub(decoded.source.bytes());
            let left = left.ok_or(MaskProblem::NoRoom)?;
            let most = left / size_of::<Run>();
            let source = scope.source(decoded.source);
            let mask = source.rasterise_within(scope.picture, threshold, most);
            let mask = mask.ok_or(MaskProblem::NoRoom)?;
            *room = left.saturating_sub(mask.bytes());
            Ok(Shape {
                mask: Arc::new(mask),
                threshold,
                source: Arc::new(source),
                mending: None,
                notes: decoded.notes.into(),
            })
        });
        let written = detection.bounds;
        let written = written.map(|bounds| scope.bounds(PixelBox::from_norm(bounds, seen)));
        let point = detection.point;
        Self {
            index,
            label: detection.label.clone(),
            class: None,
            bounds: written.or_else(|| shape.as_ref().ok()?.mask.bounds()),
            bad_box: detection.bad_box,
            point: point.map(|point| scope.point(PixelPoint::from_norm(point, seen))),
            cuboid: detection.cuboid,
            mask: shape,
            color: None,
            is_hidden: false,
            is_second: false,
            scope,
            known: None,
        }
    }

    /// The longer side of its picture, in pixels.
    pub fn reach(&self) -> f64 {
        self.scope.reach()
    }

    /// Where its label stands, in the picture's pixels; `degrees` is the camera's
    /// horizontal field of view.
    pub fn anchor(&self, degrees: u8) -> Option<[i64; 2]> {
        let corner = self.bounds.map(|bounds| [bounds.x(), bounds.y()]);
        let pixel = |point: PixelPoint| [point.x as i64, point.y as i64];
        let above = || {
            let label = self.camera(degrees).label(self.cuboid.as_ref()?)?;
            let point = self.scope.point(label);
            let is_near = [point.x, point.y].iter().all(|part| part.abs() < 1e6);
            is_near.then(|| pixel(point))
        };
        corner.or_else(|| self.point.map(pixel)).or_else(above)
    }

    /// Its box as a model would write it: `[y0, x0, y1, x1]`, 0–1000 of the part.
    pub(super) fn norm_box(&self) -> Option<[i64; 4]> {
        let (bounds, part) = (self.bounds?, self.scope.part);
        let norm = |at: i64, from: i64, whole: u32| (at - from) * 1000 / i64::from(whole);
        let across = |x| norm(x, part.x(), part.width());
        let down = |y| norm(y, part.y(), part.height());
        Some([
            down(bounds.y()),
            across(bounds.x()),
            down(bounds.y() + i64::from(bounds.height())),
            across(bounds.x() + i64::from(bounds.width())),
        ])
    }

    /// Its point as a model would write it: `[y, x]`, 0–1000 of the part.
    pub(super) fn norm_point(&self) -> Option<[i64; 2]> {
        let (point, part) = (self.point?, self.scope.part);
        let norm = |at: f64, from: i64, whole: u32| {
            ((at - from as f64) * 1000.0 / f64::from(whole)).round() as i64
        };
        Some([
            norm(point.y, part.y(), part.height()),
            norm(point.x, part.x(), part.width()),
        ])
    }

    fn camera(&self, degrees: u8) -> Camera {
        Camera::new(self.scope.size(), degrees)
    }

    /// What is drawn of it beside a mask, in the picture's pixels: the edges of its
    /// box in space, or its point.
    fn lines(&self, degrees: u8) -> Vec<Line> {
        let camera = self.camera(degrees);
        let edges = self.cuboid.iter().flat_map(|cuboid| camera.edges(cuboid));
        let edges = edges.map(|ends| Line::Edge(ends.map(|end| self.scope.point(end))));
        edges.chain(self.point.map(Line::Dot)).collect()
    }

    /// Its label, or "Object 3": for prompts. People are told [`super::words::name`].
    pub fn name(&self) -> String {
        self.label
            .clone()
            .unwrap_or_else(|| format!("Object {}", self.index + 1))
    }

    /// Its colour: the one it was given, or the one of its number.
    pub fn color(&self) -> Color {
        self.color.unwrap_or_else(|| color(self.index))
    }

    /// Whether a person sees no difference between the two, and could change one into
    /// the other in no way.
    pub(super) fn shows_as(&self, other: &Self) -> bool {
        let masks = match (&self.mask, &other.mask) {
            (Ok(one), Ok(other)) => one.mask == other.mask && one.mending == other.mending,
            (one, other) => one.is_err() && other.is_err(),
        };
        masks
            && self.label == other.label
            && self.class == other.class
            && self.color == other.color
            && self.is_hidden == other.is_hidden
            && self.is_second == other.is_second
            && self.bounds == other.bounds
    }

    /// The memory that its masks take, in bytes, those that `other` holds as well left
    /// out.
    pub(super) fn bytes_beside(&self, other: Option<&Self>) -> usize {
        let Ok(own) = &self.mask else { return 0 };
        let other = other.and_then(|other| other.mask.as_ref().ok());
        let has_mask = other.is_some_and(|other| Arc::ptr_eq(&own.mask, &other.mask));
        let has_source = other.is_some_and(|other| Arc::ptr_eq(&own.source, &other.source));
        let counted = |is_shared: bool, bytes: usize| if is_shared { 0 } else { bytes };
        let mended = |shape: &Shape| shape.mending.as_ref().map(Arc::as_ptr);
        let has_mending = other.is_some_and(|other| mended(own) == mended(other));
        let mending = own.mending.as_ref().map_or(0, |mending| mending.bytes());
        counted(has_mask, own.mask.bytes())
            + counted(has_source, own.source.bytes())
            + counted(has_mending, mending)
    }

    /// Its shape, where a threshold changes it and `threshold` is not the one it
    /// was cut at.
    pub(super) fn changed_by(&self, threshold: u8) -> Option<&Shape> {
        let shape = self.mask.as_ref().ok()?;
        (shape.kind() == Kind::Png && shape.threshold != threshold).then_some(shape)
    }

    /// What `view` shows of it; `degrees` is the camera's field of view.
    pub fn layer(&self, view: View, degrees: u8) -> Layer<'_> {
        let shape = self.mask.as_ref().ok();
        self.layer_of(view, degrees, shape.map(|shape| shape.seen(view)))
    }

    /// The same with this mask, in the view's own pixels.
    pub(super) fn layer_of<'a>(
        &self,
        view: View,
        degrees: u8,
        mask: Option<Cow<'a, Mask>>,
    ) -> Layer<'a> {
        let lines = self.lines(degrees).into_iter();
        Layer {
            color: self.color(),
            mask,
            frame: self.bounds.map(|bounds| view.bounds(bounds)),
            lines: lines
                .map(|line| line.map(|point| view.point(point)))
                .collect(),
            is_lit: false,
        }
    }
}
