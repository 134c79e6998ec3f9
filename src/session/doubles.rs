//! Objects that an answer names twice. Never decides that two are one: it says how
//! they are alike, and a person merges them.

use super::Object;
use crate::geometry::{Cuboid, PixelBox};
use crate::mask::iou;

/// Two objects of one label that share more of their union than this are taken
/// for the same.
pub const DOUBLE: f64 = 0.9;

/// How far the centres of two boxes in space may lie apart, and their sides differ,
/// for them to be the same: a part of the longest side of both. No model measures
/// the same thing twice to the centimetre, and two things do not share a place.
pub const NEAR: f64 = 0.1;

/// An object that an earlier one is the same as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Double {
    /// Its place.
    pub at: usize,
    /// The earlier one's.
    pub of: usize,
    /// What says so.
    pub by: Sameness,
}

/// What two objects have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sameness {
    /// The intersection over union of their masks, or of their boxes where one has
    /// no mask.
    Iou(f64),
    /// Their points lie within a hundredth of the picture of each other, or their
    /// boxes in space are the same to within [`NEAR`].
    Place,
}

/// Why two objects are taken for the same, if they are: of one label, letters' case
/// and blanks aside, and in one place.
pub fn sameness(a: &Object, b: &Object) -> Option<Sameness> {
    Known::of(a).is_same_as(&Known::of(b))
}

/// An object, and what spares nearly all comparisons of pixels.
struct Known<'a> {
    object: &'a Object,
    /// Its label, letters' case and blanks aside.
    label: Option<String>,
    extent: Option<PixelBox>,
    /// How many pixels its mask holds, if it has one.
    area: Option<u64>,
}

impl<'a> Known<'a> {
    fn of(object: &'a Object) -> Self {
        let plain = |label: &str| label.trim().to_lowercase();
        let shape = object.mask.as_ref().ok();
        Self {
            object,
            label: object.label.as_deref().map(plain),
            extent: extent(object),
            area: shape.map(|shape| shape.mask.area()),
        }
    }

    /// See [`sameness`].
    fn is_same_as(&self, other: &Self) -> Option<Sameness> {
        if !self.may_share(other) || self.label != other.label {
            return None;
        }
        likeness(self.object, other.object).filter(|by| by.share() > DOUBLE)
    }

    /// Whether their extents and areas allow it. What two masks share is no more than what
    /// their boxes do, and both together are no less than the larger one.
    fn may_share(&self, other: &Self) -> bool {
        let both = match (self.extent, other.extent) {
            (Some(a), Some(b)) => shared(a, b),
            (None, None) => return true,
            _ => return false,
        };
        match (self.area, other.area) {
            (Some(a), Some(b)) => both >= DOUBLE * a.max(b) as f64,
            _ => both > 0.0,
        }
    }
}

/// How much two objects share, whatever they are called; `None` where they have
/// nothing to compare, or stand in different places.
pub fn likeness(a: &Object, b: &Object) -> Option<Sameness> {
    match (&a.mask, &b.mask, a.bounds, b.bounds) {
        (Ok(a), Ok(b), _, _) => Some(Sameness::Iou(iou(&a.mask, &b.mask))),
        (_, _, Some(a), Some(b)) => Some(Sameness::Iou(box_iou(a, b))),
        _ => is_same_place(a, b).then_some(Sameness::Place),
    }
}

impl Sameness {
    /// The intersection over union, 0–1; 1 for what is in one place.
    pub fn share(self) -> f64 {
        match self {
            Self::Iou(iou) => iou,
            Self::Place => 1.0,
        }
    }
}

/// The objects that double an earlier one; see [`sameness`].
pub fn doubles<'a>(objects: impl IntoIterator<Item = &'a Object>) -> Vec<Double> {
    let mut kept: Vec<(usize, Known<'_>)> = Vec::new();
    let mut doubles = Vec::new();
    for (at, object) in objects.into_iter().enumerate() {
        let object = Known::of(object);
        let found = kept.iter().find_map(|(of, earlier)| {
            let by = object.is_same_as(earlier)?;
            Some(Double { at, of: *of, by })
        });
        match found {
            Some(double) => doubles.push(double),
            None => kept.push((at, object)),
        }
    }
    doubles
}

/// Whether two objects without an extent in the picture stand in one place.
fn is_same_place(a: &Object, b: &Object) -> bool {
    let points = a.point.zip(b.point);
    let cuboids = a.cuboid.zip(b.cuboid);
    points.is_some_and(|(p, q)| (p.x - q.x).hypot(p.y - q.y) <= a.scope.reach() / 100.0)
        || cuboids.is_some_and(|(a, b)| is_same_space(&a, &b))
}

/// Whether two boxes in space are about the same, however they are turned.
fn is_same_space(a: &Cuboid, b: &Cuboid) -> bool {
    let longest = a.size().into_iter().chain(b.size()).fold(0.0, f64::max);
    let far = NEAR * longest;
    let differ = |[a, b]: [f64; 2]| (a - b).abs();
    let [[ax, ay, az], [bx, by, bz]] = [center(a), center(b)];
    let apart = [[ax, bx], [ay, by], [az, bz]].map(differ);
    let apart = apart.iter().map(|d| d * d).sum::<f64>().sqrt();
    let mut sides = a.size().into_iter().zip(b.size());
    apart <= far && sides.all(|(a, b)| differ([a, b]) <= far)
}

/// The middle of a box in space, in metres.
fn center(cuboid: &Cuboid) -> [f64; 3] {
    let [[x0, y0, z0], .., [x1, y1, z1]] = cuboid.corners();
    [(x0 + x1) / 2.0, (y0 + y1) / 2.0, (z0 + z1) / 2.0]
}

/// The box around its mask, or its own where it has no mask.
pub(super) fn extent(object: &Object) -> Option<PixelBox> {
    match &object.mask {
        Ok(shape) => shape.mask.bounds(),
        Err(_) => object.bounds,
    }
}

/// The intersection over union of two boxes.
pub(super) fn box_iou(a: PixelBox, b: PixelBox) -> f64 {
    let both = shared(a, b);
    let area = |b: PixelBox| f64::from(b.width()) * f64::from(b.height());
    both / (area(a) + area(b) - both)
}

/// How many pixels two boxes share.
fn shared(a: PixelBox, b: PixelBox) -> f64 {
    let along = |a0: i64, a1: u32, b0: i64, b1: u32| {
        let end = (a0 + i64::from(a1)).min(b0 + i64::from(b1));
        (end - a0.max(b0)).max(0) as f64
    };
    along(a.x(), a.width(), b.x(), b.width()) * along(a.y(), a.height(), b.y(), b.height())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::Size;
    use crate::session::Answering;

    fn found(text: &str) -> Vec<(usize, usize)> {
        let mut answering = Answering::new(Size::new(1000, 1000).expect("a size"), 127);
        let objects = answering.read(Part::Text(text.to_owned()));
        let doubles = doubles(&objects);
        doubles
            .iter()
            .map(|double| (double.at, double.of))
            .collect()
    }

    #[test]
    fn the_same_thing_twice_is_noticed() {
        let text = r#"[
            {"box_2d": [0, 0, 500, 500], "label": "Cup"},
            {"box_2d": [0, 0, 500, 505], "label": " cup"},
            {"box_2d": [0, 0, 500, 500], "label": "saucer"},
            {"box_2d": [0, 0, 500, 600], "label": "cup"},
            {"box_2d": [2, 0, 500, 500], "label": "cup"},
            {"point": [5, 5], "label": "cup"}, {"point": [9, 5], "label": "cup"}, {"point": [90, 5], "label": "cup"}]"#;
        assert_eq!(found(text), [(1, 0), (4, 0), (6, 5)]);
    }

    #[test]
    fn masks_count_more_than_their_boxes() {
        let text = r#"[
            {"box_2d": [0, 0, 500, 500], "mask": [[0, 0], [500, 0], [0, 500]], "label": "a"},
            {"box_2d": [0, 0, 500, 500], "mask": [[500, 500], [500, 0], [0, 500]], "label": "a"},
            {"box_2d": [0, 0, 500, 500], "mask": [[0, 0], [501, 0], [0, 500]], "label": "a"}]"#;
        assert_eq!(found(text), [(2, 0)]);
    }

    #[test]
    fn boxes_in_space_are_the_same_to_within_a_tenth_of_their_longest_side() {
        let cup = |numbers: &str| format!(r#"{{"box_3d": [{numbers}], "label": "cup"}}"#);
        let same = |a: &str, b: &str| {
            let both = found(&format!("[{}, {}]", cup(a), cup(b)));
            assert_eq!(
                both.is_empty(),
                found(&format!("[{}, {}]", cup(b), cup(a))).is_empty()
            );
            both == [(1, 0)]
        };
        let first = "0.2, 1.5, -0.1, 0.4, 0.1, 0.2, 0, 0, 30";
        assert!(same(first, first));
        assert!(same(first, "0.22, 1.52, -0.11, 0.38, 0.12, 0.2, 0, 0, 35"));
        assert!(!same(first, "0.25, 1.5, -0.1, 0.4, 0.1, 0.2, 0, 0, 30"));
        assert!(!same(first, "0.2, 1.5, -0.1, 0.4, 0.15, 0.2, 0, 0, 30"));
        // What has no size is the same only where it is equal.
        assert!(same(
            "1, 2, 3, 0, 0, 0, 0, 0, 0",
            "1, 2, 3, 0, 0, 0, 0, 0, 0"
        ));
        assert!(!same(
            "1, 2, 3, 0, 0, 0, 0, 0, 0",
            "1, 2, 3.1, 0, 0, 0, 0, 0, 0"
        ));
        let other = r#"{"box_3d": [0.2, 1.5, -0.1, 0.4, 0.1, 0.2, 0, 0, 30], "label": "mug"}"#;
        assert_eq!(found(&format!("[{}, {other}]", cup(first))), []);
    }
}
