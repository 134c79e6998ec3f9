//! What a mask was made of, out of Masque's own JSON. Never believes it: the mask that
//! stands beside it counts, and what does not lead to that mask is named.

use super::own::{exact, part};
use super::{Budget, Fault};
use crate::export::Origin;
use crate::geometry::{NormBox, NormPoint, Ring, Size};
use crate::mask::coco::{self, RUNS};
use crate::mask::limits::{MASK_TEXT, RINGS, VERTICES};
use crate::mask::{Grey, Mask, Mending, Refine, Source, intersection};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

#[derive(Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    grey: Option<Laid<'a>>,
    #[serde(borrow)]
    flags: Option<Laid<'a>>,
    #[serde(borrow)]
    rings: Option<Vec<Ring<[&'a RawValue; 2]>>>,
    mask: Option<String>,
    part: Option<[u32; 4]>,
    #[serde(default)]
    refine: Refine,
    added: Option<String>,
    removed: Option<String>,
}

/// Values, and the box over which they lie.
#[derive(Deserialize)]
struct Laid<'a> {
    png: String,
    #[serde(rename = "box", borrow)]
    bounds: [&'a RawValue; 4],
}

/// What `mask` was made of, cut at a threshold of 0–254.
///
/// # Errors
/// [`Fault::Origin`].
pub(super) fn origin(
    text: &str,
    mask: &Mask,
    threshold: u8,
    budget: &mut Budget,
) -> Result<Origin, Fault> {
    let picture = mask.picture();
    let written = serde_json::from_str(text).ok();
    let origin = written.and_then(|written| read(written, picture));
    let origin = origin.ok_or(Fault::Origin)?;
    budget.take(origin.bytes()).ok().ok_or(Fault::Origin)?;
    let most = usize::try_from(RUNS).unwrap_or(usize::MAX);
    let made = origin.mask(picture, threshold, most);
    let is_it = made.is_some_and(|made| made == *mask);
    is_it.then_some(origin).ok_or(Fault::Origin)
}

fn read(written: Written<'_>, picture: Size) -> Option<Origin> {
    let part = match written.part {
        Some(sides) => Some(part(sides, picture)?),
        None => None,
    };
    let of = match part {
        Some(part) => Size::new(part.width(), part.height())?,
        None => picture,
    };
    let source = match (written.grey, written.flags, written.rings, written.mask) {
        (Some(laid), None, None, None) => {
            let (grey, bounds) = laid.read()?;
            Source::Values { grey, bounds }
        }
        (None, Some(laid), None, None) => {
            let (grey, bounds) = laid.read()?;
            grey.is_hard().then_some(Source::Flags { grey, bounds })?
        }
        (None, None, Some(written), None) => Source::Rings(rings(&written)?),
        (None, None, None, Some(text)) => Source::Combined(run_lengths(&text, of)?),
        _ => return None,
    };
    let source = match part {
        Some(part) => Source::Part {
            source: Box::new(source),
            part,
        },
        None => source,
    };
    let drawn = |text: Option<String>| match text {
        Some(text) => run_lengths(&text, picture),
        None => Some(Mask::empty(picture)),
    };
    let mending = Mending {
        refine: written.refine,
        added: drawn(written.added)?,
        removed: drawn(written.removed)?,
    };
    let is_one = mending.refine == mending.refine.bounded()
        && intersection(&mending.added, &mending.removed).is_empty();
    is_one.then(|| Origin {
        source: Arc::new(source),
        mending: (!mending.is_nothing()).then(|| Arc::new(mending)),
    })
}

impl Laid<'_> {
    fn read(&self) -> Option<(Grey, NormBox)> {
        let text = Some(&self.png).filter(|text| text.len() <= MASK_TEXT)?;
        let grey = Grey::of_png(&STANDARD.decode(text).ok()?).ok()?;
        let [x0, y0, x1, y1] = exact(&self.bounds)?;
        Some((grey, NormBox::from_wire([y0, x0, y1, x1])?))
    }
}

fn rings(written: &[Ring<[&RawValue; 2]>]) -> Option<Vec<Ring<NormPoint>>> {
    let vertices: usize = written.iter().map(Vec::len).sum();
    (written.len() <= RINGS && vertices <= VERTICES).then_some(())?;
    let ring = |ring: &Ring<[&RawValue; 2]>| {
        let points = ring.iter().map(|pair| {
            let [x, y] = exact(pair)?;
            NormPoint::new(x, y)
        });
        points.collect::<Option<Ring<NormPoint>>>()
    };
    written.iter().map(ring).collect()
}

fn run_lengths(text: &str, picture: Size) -> Option<Mask> {
    coco::mask(&coco::counts_of_text(text).ok()?, picture).ok()
}
