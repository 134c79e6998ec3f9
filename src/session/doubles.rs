//! Objects that an answer names twice. Never decides that two are one: it says how
//! alike they are, and a person merges them.

use super::Object;
use crate::geometry::PixelBox;
use crate::mask::iou;

/// Two objects of one label that share more of their union than this are taken
/// for the same.
pub const DOUBLE: f64 = 0.9;

/// An object that an earlier one is the same as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Double {
    /// Its place.
    pub at: usize,
    /// The earlier one's.
    pub of: usize,
    /// Their intersection over union, above [`DOUBLE`].
    pub iou: f64,
}

/// How much two objects are alike, 0–1: the intersection over union of their masks,
/// or of their boxes where one has no mask. Points that lie within a hundredth of
/// the picture of each other are wholly alike, and so are equal boxes in space.
pub fn likeness(a: &Object, b: &Object) -> f64 {
    match (&a.mask, &b.mask, a.bounds, b.bounds) {
        (Ok(a), Ok(b), _, _) => iou(&a.mask, &b.mask),
        (_, _, Some(a), Some(b)) => box_iou(a, b),
        _ => {
            let near = a
                .point
                .zip(b.point)
                .is_some_and(|(p, q)| (p.x - q.x).hypot(p.y - q.y) <= a.scope.reach() / 100.0);
            let same = a.cuboid.is_some() && a.cuboid == b.cuboid;
            f64::from(u8::from(near || same))
        }
    }
}

/// How much two objects are alike, if they are taken for the same: of one label,
/// letters' case and blanks aside, and alike by more than [`DOUBLE`].
pub fn sameness(a: &Object, b: &Object) -> Option<f64> {
    let plain = |object: &Object| object.label.as_deref().map(plain);
    if !may_share(a, b) || plain(a) != plain(b) {
        return None;
    }
    Some(likeness(a, b)).filter(|iou| *iou > DOUBLE)
}

/// The objects that double an earlier one; see [`sameness`].
pub fn doubles<'a>(objects: impl IntoIterator<Item = &'a Object>) -> Vec<Double> {
    let mut kept: Vec<(usize, &Object)> = Vec::new();
    let mut doubles = Vec::new();
    for (at, object) in objects.into_iter().enumerate() {
        let found = kept.iter().find_map(|(of, earlier)| {
            let iou = sameness(object, earlier)?;
            Some(Double { at, of: *of, iou })
        });
        match found {
            Some(double) => doubles.push(double),
            None => kept.push((at, object)),
        }
    }
    doubles
}

fn plain(label: &str) -> String {
    label.trim().to_lowercase()
}

/// Whether two objects' extents allow it: what spares nearly all comparisons of
/// pixels. Masks that share most of their union have boxes that share something.
fn may_share(a: &Object, b: &Object) -> bool {
    match (extent(a), extent(b)) {
        (Some(a), Some(b)) => box_iou(a, b) > 0.0,
        (None, None) => true,
        _ => false,
    }
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
    let shared = |a0: i64, a1: u32, b0: i64, b1: u32| {
        let end = (a0 + i64::from(a1)).min(b0 + i64::from(b1));
        (end - a0.max(b0)).max(0) as f64
    };
    let both =
        shared(a.x(), a.width(), b.x(), b.width()) * shared(a.y(), a.height(), b.y(), b.height());
    let area = |b: PixelBox| f64::from(b.width()) * f64::from(b.height());
    both / (area(a) + area(b) - both)
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
}
