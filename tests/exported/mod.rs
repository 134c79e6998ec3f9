//! Sets of pictures to export, each with what must come out of it.

mod answers;
mod hurt;
pub mod page;

pub use answers::{recorded, samples};
pub use hurt::hurt;

use masque::export::{Annotated, Thing};
use masque::geometry::Size;
use masque::mask::Mask;
use masque::picture::Rgba;
use serde_json::{Value, json};
use std::rc::Rc;

/// Pictures with what was marked in them.
pub struct Set {
    pub title: &'static str,
    pub pictures: Rc<[Annotated]>,
    /// Their pixels.
    pub photos: Vec<Rgba>,
    /// The names under which they must be saved.
    pub saved: Vec<&'static str>,
    /// The classes, in their order.
    pub classes: Vec<String>,
    /// For each picture what must be known of its things.
    pub truths: Vec<Vec<Truth>>,
}

/// What must be known of a thing, whatever the format.
pub struct Truth {
    /// What it is called where it is measured.
    pub name: String,
    pub class: String,
    /// Left, top, right and bottom, in pixels.
    pub bounds: [i64; 4],
}

impl Set {
    /// The truth as the oracle reads it.
    pub fn truth(&self) -> Value {
        let pictures = self.pictures.iter().zip(&self.truths).zip(&self.saved);
        let pictures = pictures.map(|((picture, truths), saved)| {
            let things = picture.things.iter().zip(truths);
            let things = things.map(|(thing, truth)| {
                json!({
                    "class": truth.class, "voc": truth.class.replace(':', "_"),
                    "name": truth.name, "box": truth.bounds,
                    "has_points": !thing.points.is_empty(),
                    "mask": thing.mask.as_deref().map(toggles),
                })
            });
            let size = [picture.size.width(), picture.size.height()];
            let things: Vec<Value> = things.collect();
            json!({ "name": saved, "saved": saved, "size": size, "things": things })
        });
        json!({ "pictures": pictures.collect::<Vec<_>>(), "classes": self.classes })
    }
}

/// A mask's own bounds, or these.
fn bounds(thing: &Thing, other: [i64; 4]) -> [i64; 4] {
    let bounds = thing.mask.as_deref().and_then(Mask::bounds);
    bounds.map_or(other, |bounds| {
        let (x, y) = (bounds.x(), bounds.y());
        let (width, height) = (i64::from(bounds.width()), i64::from(bounds.height()));
        [x, y, x + width, y + height]
    })
}

/// Pixels of which no two in a row are the same.
fn pattern(size: Size) -> Rgba {
    let bytes = (0..size.area() * 4).map(|at| match at % 4 {
        3 => 255,
        channel => (at.wrapping_mul(41) >> (2 * channel)) as u8,
    });
    Rgba::from_bytes(size, bytes.collect()).expect("pixels")
}

/// The offsets at which a mask changes, in row order over the whole picture.
fn toggles(mask: &Mask) -> Vec<u64> {
    let width = u64::from(mask.picture().width());
    let mut toggles = Vec::new();
    for (y, runs) in mask.rows() {
        for run in runs {
            for end in [run.start, run.end] {
                let at = u64::from(y) * width + u64::from(end);
                // A run from the left edge goes on where the row above ended.
                if toggles.last() == Some(&at) {
                    toggles.pop();
                } else {
                    toggles.push(at);
                }
            }
        }
    }
    toggles
}
