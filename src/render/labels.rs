//! Where labels stand so that none covers another. Never draws them, and knows no
//! font: how large they are is told.

/// A label: where it belongs, and how large it is. Both in the window's own pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The place that it names: x and y.
    pub at: [f64; 2],
    /// Its width and height.
    pub size: [f64; 2],
}

/// So many labels are placed at most; nobody reads more at once.
const MOST: usize = 300;

/// Where each label may stand, by its own width and height from its place: below and
/// right of it first, then around it, then a line further.
const PLACES: [[f64; 2]; 8] = [
    [0.0, 0.0],
    [0.0, -1.0],
    [-1.0, 0.0],
    [-1.0, -1.0],
    [0.0, 1.0],
    [0.0, -2.0],
    [-0.5, -1.0],
    [0.0, 2.0],
];

/// The upper left corner of each label within a room of this width and height, the
/// first of `labels` first; `None` for one that has no room, or no place to name there.
///
/// ```
/// use masque::render::{Label, place_labels};
/// let label = |x, y| Label { at: [x, y], size: [40.0, 20.0] };
/// let placed = place_labels(&[label(10.0, 30.0), label(20.0, 35.0)], [200.0, 100.0]);
/// assert_eq!(placed, [Some([10.0, 30.0]), Some([20.0, 55.0])]);
/// ```
pub fn place_labels(labels: &[Label], room: [f64; 2]) -> Vec<Option<[f64; 2]>> {
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut placed = Vec::with_capacity(labels.len());
    for label in labels {
        let found = if taken.len() < MOST && is_within(label.at, room) {
            place_one(*label, room, &taken)
        } else {
            None
        };
        taken.extend(found);
        placed.push(found.map(|[x, y, ..]| [x, y]));
    }
    placed
}

/// The first place that is free, as left, top, right and bottom.
fn place_one(label: Label, room: [f64; 2], taken: &[[f64; 4]]) -> Option<[f64; 4]> {
    let ([x, y], [width, height], [right, bottom]) = (label.at, label.size, room);
    let places = PLACES.into_iter().map(|[across, down]| {
        // One that would hang over the room's edge is moved in.
        let left = (x + across * width).min(right - width).max(0.0);
        let top = (y + down * height).min(bottom - height).max(0.0);
        [left, top, left + width, top + height]
    });
    let is_free = |place: &[f64; 4]| !taken.iter().any(|other| do_meet(*place, *other));
    places.into_iter().find(is_free)
}

fn is_within([x, y]: [f64; 2], [right, bottom]: [f64; 2]) -> bool {
    (0.0..=right).contains(&x) && (0.0..=bottom).contains(&y)
}

fn do_meet(a: [f64; 4], b: [f64; 4]) -> bool {
    let ([left, top, right, bottom], [x, y, end, low]) = (a, b);
    left < end && x < right && top < low && y < bottom
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_named_out_of_sight_has_no_label() {
        let label = Label {
            at: [-1.0, 5.0],
            size: [10.0, 10.0],
        };
        assert_eq!(place_labels(&[label], [100.0, 100.0]), [None]);
    }

    proptest! {
        #[test]
        fn no_label_covers_another(
            labels in prop::collection::vec(
                (0.0_f64..400.0, 0.0_f64..300.0, 1.0_f64..120.0), 0..60),
        ) {
            let labels: Vec<_> = labels
                .into_iter()
                .map(|(x, y, width)| Label { at: [x, y], size: [width, 18.0] })
                .collect();
            let placed = place_labels(&labels, [400.0, 300.0]);
            prop_assert_eq!(placed.len(), labels.len());
            let frames: Vec<_> = placed
                .iter()
                .zip(&labels)
                .filter_map(|(place, label)| {
                    let ([x, y], [width, height]) = ((*place)?, label.size);
                    Some([x, y, x + width, y + height])
                })
                .collect();
            for (at, frame) in frames.iter().enumerate() {
                for other in frames.iter().skip(at + 1) {
                    prop_assert!(!do_meet(*frame, *other));
                }
            }
        }
    }
}
