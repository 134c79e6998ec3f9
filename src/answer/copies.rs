//! Notices an answer that writes the same objects again and again. Never drops
//! one: two equal objects may both be meant.

use super::Detection;
use super::limits::COPIES;
use crate::mask::Encoding;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// What was there already, as hashes with fixed keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Copies {
    seen: BTreeSet<u64>,
    in_a_row: usize,
}

impl Copies {
    /// Takes the next detection; gives whether the answer just became a loop.
    pub fn take(&mut self, detection: &Detection) -> bool {
        if self.seen.insert(hash(detection)) {
            self.in_a_row = 0;
            return false;
        }
        self.in_a_row += 1;
        self.in_a_row == COPIES
    }
}

fn hash(detection: &Detection) -> u64 {
    let mut hasher = DefaultHasher::new();
    detection.label.hash(&mut hasher);
    let bounds = detection
        .bounds
        .map(|b| [b.x0(), b.y0(), b.x1(), b.y1()].map(f64::to_bits));
    let point = detection.point.map(|p| [p.x(), p.y()].map(f64::to_bits));
    (bounds, point, detection.bad_box).hash(&mut hasher);
    std::mem::discriminant(&detection.mask).hash(&mut hasher);
    match &detection.mask {
        Encoding::Text(text) => text.hash(&mut hasher),
        Encoding::Rings(rings) => rings.iter().for_each(|ring| {
            ring.len().hash(&mut hasher);
            ring.iter()
                .for_each(|pair| pair.map(f64::to_bits).hash(&mut hasher));
        }),
        Encoding::Flags(rows) => rows.hash(&mut hasher),
        Encoding::Tokens(count) => count.hash(&mut hasher),
        Encoding::Absent => {}
        Encoding::Other(what) => what.hash(&mut hasher),
    }
    hasher.finish()
}
