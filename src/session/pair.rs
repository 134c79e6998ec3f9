//! Two answers to one question, side by side: which of their objects are the same
//! thing, and what is kept of both. Never decides which answer is right.

use super::doubles::{box_iou, extent, likeness};
use super::{Object, Sameness, Shape};
use crate::geometry::PixelBox;
use crate::mask::{intersection, union};
use serde::{Deserialize, Serialize};

/// Objects that share more of their union than this may be the same thing. Low, for
/// whoever compares wants to see how far two masks of one thing are apart.
pub const MATCH: f64 = 0.1;

/// How many objects of the other answer are held against one, those whose extents
/// share the most: more would take minutes where everything overlaps.
const CANDIDATES: usize = 32;

/// An object of each answer that are the same thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Its place among the first answer's.
    pub first: usize,
    /// Its place among the second's.
    pub second: usize,
    /// What says so; an intersection over union is above [`MATCH`].
    pub by: Sameness,
}

/// What is kept of two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keep {
    /// The first answer.
    First,
    /// The second answer.
    Second,
    /// What is in either: of each pair the union, and all that has no other half.
    Union,
    /// What is in both: of each pair the intersection.
    Intersection,
}

/// The pairs of objects that are the same thing, in the first answer's order: those
/// that are most alike are paired first, and each is in one pair at most.
pub fn pairs(first: &[&Object], second: &[&Object]) -> Vec<Pair> {
    let extents: Vec<_> = second.iter().map(|object| extent(object)).collect();
    let mut possible: Vec<Pair> = Vec::new();
    for (at, one) in first.iter().enumerate() {
        let own = extent(one);
        let mut near: Vec<_> = (0..)
            .zip(&extents)
            .filter_map(|(other, extent)| {
                let shared = match (own, extent) {
                    (Some(a), Some(b)) => box_iou(a, *b),
                    (None, None) => 1.0,
                    _ => 0.0,
                };
                (shared > 0.0).then_some((shared, other))
            })
            .collect();
        near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        // What has no extent costs nothing to compare.
        let most = own.map_or(usize::MAX, |_| CANDIDATES);
        for (_, other) in near.into_iter().take(most) {
            let by = second.get(other).and_then(|other| likeness(one, other));
            if let Some(by) = by.filter(|by| by.share() > MATCH) {
                possible.push(Pair {
                    first: at,
                    second: other,
                    by,
                });
            }
        }
    }
    possible.sort_by(|a, b| b.by.share().total_cmp(&a.by.share()));
    let mut pairs: Vec<Pair> = Vec::new();
    for pair in possible {
        let is_free = |taken: &Pair| taken.first != pair.first && taken.second != pair.second;
        if pairs.iter().all(is_free) {
            pairs.push(pair);
        }
    }
    pairs.sort_by_key(|pair| pair.first);
    pairs
}

/// What `how` keeps of two answers with these `pairs`.
pub fn keep(first: &[&Object], second: &[&Object], pairs: &[Pair], how: Keep) -> Vec<Object> {
    let owned = |objects: &[&Object]| objects.iter().copied().cloned().collect();
    let both = pairs.iter().filter_map(|pair| {
        let (a, b) = (first.get(pair.first)?, second.get(pair.second)?);
        Some((pair.first, combined(a, b, how)))
    });
    match how {
        Keep::First => owned(first),
        Keep::Second => owned(second),
        Keep::Intersection => both.map(|(_, object)| object).collect(),
        Keep::Union => {
            let mut kept: Vec<Object> = owned(first);
            for (at, object) in both {
                if let Some(place) = kept.get_mut(at) {
                    *place = object;
                }
            }
            let alone = |at: &usize| pairs.iter().all(|pair| pair.second != *at);
            let alone = (0..second.len()).filter(alone);
            let last = kept.iter().map(|object| object.index).max();
            for (at, index) in alone.zip(last.map_or(0, |last| last + 1)..) {
                if let Some(object) = second.get(at) {
                    kept.push(Object {
                        index,
                        ..(*object).clone()
                    });
                }
            }
            kept
        }
    }
}

/// One of two: masks and boxes are united or intersected; where only one has a
/// mask, that one is taken, and points and boxes in space are the first's.
fn combined(a: &Object, b: &Object, how: Keep) -> Object {
    let is_union = how == Keep::Union;
    let masks = a.mask.as_ref().ok().zip(b.mask.as_ref().ok());
    let (mask, bounds) = match masks {
        Some((one, other)) => {
            let of = if is_union { union } else { intersection };
            let mask = of(&one.mask, &other.mask);
            let bounds = mask.bounds();
            (Ok(Shape::of(mask)), bounds)
        }
        None => {
            let boxes = a.bounds.zip(b.bounds);
            let bounds = boxes.map(|(a, b)| combined_box(a, b, is_union));
            let mask = a
                .mask
                .clone()
                .or_else(|problem| b.mask.clone().or(Err(problem)));
            (mask, bounds.or(a.bounds))
        }
    };
    Object {
        label: a.label.clone().or_else(|| b.label.clone()),
        class: a.class.clone().or_else(|| b.class.clone()),
        mask,
        bounds,
        ..a.clone()
    }
}

/// The least box around both, or what both cover; they share something.
fn combined_box(a: PixelBox, b: PixelBox, is_union: bool) -> PixelBox {
    let span = |a0: i64, a1: u32, b0: i64, b1: u32| {
        let (a1, b1) = (a0 + i64::from(a1), b0 + i64::from(b1));
        let (from, to) = match is_union {
            true => (a0.min(b0), a1.max(b1)),
            false => (a0.max(b0), a1.min(b1)),
        };
        (from, u32::try_from(to - from).unwrap_or(0))
    };
    let (x, width) = span(a.x(), a.width(), b.x(), b.width());
    let (y, height) = span(a.y(), a.height(), b.y(), b.height());
    PixelBox::new(x, y, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::Size;
    use crate::session::Answering;

    fn objects(text: &str) -> Vec<Object> {
        let picture = Size::new(100, 100).expect("a size");
        Answering::new(picture, 127).read(Part::Text(text.to_owned()))
    }

    /// Two answers: a cup that both see, the second's 10 columns further right; a
    /// plate and a fork that only one sees; a spoon for which the second has no mask.
    fn answers() -> (Vec<Object>, Vec<Object>) {
        let square = |x: u32, y: u32, label: &str| {
            let (right, bottom) = (x + 400, y + 400);
            format!(
                r#"{{"box_2d": [{y}, {x}, {bottom}, {right}], "label": "{label}",
                "mask": [[{x}, {y}], [{right}, {y}], [{right}, {bottom}], [{x}, {bottom}]]}}"#
            )
        };
        let spoon = r#"{"box_2d": [0, 500, 400, 1000], "label": "spoon"}"#;
        let first = [
            square(0, 500, "plate"),
            square(0, 0, "cup"),
            square(500, 0, "spoon"),
        ];
        let second = [
            square(100, 0, "mug"),
            spoon.to_owned(),
            square(500, 500, "fork"),
        ];
        (
            objects(&format!("[{}]", first.join(","))),
            objects(&format!("[{}]", second.join(","))),
        )
    }

    fn kept(how: Keep) -> Vec<(String, Option<[i64; 4]>, u64)> {
        let (first, second) = answers();
        let (first, second): (Vec<_>, Vec<_>) = (first.iter().collect(), second.iter().collect());
        let pairs = pairs(&first, &second);
        let kept = keep(&first, &second, &pairs, how).into_iter();
        kept.map(|object| {
            let bounds = object.bounds;
            let bounds = bounds.map(|b| [b.x(), b.y(), b.width().into(), b.height().into()]);
            let area = object.mask.as_ref().map_or(0, |shape| shape.mask.area());
            (object.name(), bounds, area)
        })
        .collect()
    }

    #[test]
    fn what_is_most_alike_is_paired_whatever_its_label() {
        let (first, second) = answers();
        let found = pairs(
            &first.iter().collect::<Vec<_>>(),
            &second.iter().collect::<Vec<_>>(),
        );
        let places: Vec<_> = found.iter().map(|pair| (pair.first, pair.second)).collect();
        assert_eq!(places, [(1, 0), (2, 1)]);
        // 30 of 50 columns, and 40 of 50.
        assert!(
            (found[0].by.share() - 0.6).abs() < 1e-9 && (found[1].by.share() - 0.8).abs() < 1e-9,
            "{found:?}"
        );
    }

    #[test]
    fn each_is_in_one_pair_at_most() {
        let near = objects(r#"[{"box_2d": [0, 0, 500, 500]}, {"box_2d": [0, 0, 500, 400]}]"#);
        let one = objects(r#"[{"box_2d": [0, 0, 500, 410]}]"#);
        let found = pairs(
            &near.iter().collect::<Vec<_>>(),
            &one.iter().collect::<Vec<_>>(),
        );
        assert_eq!(
            found
                .iter()
                .map(|pair| (pair.first, pair.second))
                .collect::<Vec<_>>(),
            [(1, 0)]
        );
        assert!(pairs(&[], &one.iter().collect::<Vec<_>>()).is_empty());
    }

    #[test]
    fn either_both_or_one_can_be_kept() {
        let square =
            |name: &str, x, y, width| (name.to_owned(), Some([x, y, width, 40]), width as u64 * 40);
        let (plate, spoon) = (square("plate", 0, 50, 40), square("spoon", 50, 0, 40));
        assert_eq!(
            kept(Keep::First),
            [plate.clone(), square("cup", 0, 0, 40), spoon]
        );
        let bare = |width| ("spoon".to_owned(), Some([50, 0, width, 40]), 1600);
        assert_eq!(
            kept(Keep::Union),
            [
                plate,
                square("cup", 0, 0, 50),
                bare(50),
                square("fork", 50, 50, 40)
            ]
        );
        assert_eq!(
            kept(Keep::Intersection),
            [square("cup", 10, 0, 30), bare(40)]
        );
        assert_eq!(kept(Keep::Second).len(), 3);
    }

    #[test]
    fn what_is_kept_has_numbers_of_its_own() {
        let (first, second) = answers();
        let (first, second): (Vec<_>, Vec<_>) = (first.iter().collect(), second.iter().collect());
        let kept = keep(&first, &second, &pairs(&first, &second), Keep::Union);
        let numbers: Vec<_> = kept.iter().map(|object| object.index).collect();
        assert_eq!(numbers, [0, 1, 2, 3]);
    }
}
