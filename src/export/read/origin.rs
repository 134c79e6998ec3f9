//! What a mask was made of, out of Masque's own JSON. Never believes it: the mask that
//! stands beside it counts, and what does not lead to that mask is named. Never works on
//! it for long.

use super::own::{exact, part};
use super::{Budget, OriginProblem};
use crate::export::Origin;
use crate::geometry::{NORM_SIDE, NormBox, NormPoint, Ring, Size};
use crate::mask::coco::{self, RUNS};
use crate::mask::limits::{MASK_PIXELS, RINGS, VERTICES};
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

/// The longest text of a PNG, in bytes: as many values as there may be, and an eighth more,
/// since values that are all unlike do not get smaller.
const PNG_TEXT: u64 = (MASK_PIXELS + MASK_PIXELS / 8) / 3 * 4;

/// What `mask` was made of, cut at a threshold of 1–254.
///
/// # Errors
/// [`OriginProblem`]; the mask is there all the same.
pub(super) fn origin(
    text: &str,
    mask: &Mask,
    threshold: u8,
    budget: &mut Budget,
) -> Result<Origin, OriginProblem> {
    let picture = mask.picture();
    let written: Written<'_> = serde_json::from_str(text)
        .ok()
        .ok_or(OriginProblem::Other)?;
    // What a text comes to is known once it is read, so the last one may be over the limit.
    budget.work(0)?;
    let origin = read(written, picture).ok_or(OriginProblem::Other)?;
    budget.work(steps(&origin.source, picture))?;
    let most = usize::try_from(RUNS).unwrap_or(usize::MAX);
    let cut = origin.source.rasterise_within(picture, threshold, most);
    let cut = cut.ok_or(OriginProblem::TooMuch)?;
    let made = match &origin.mending {
        Some(mending) => {
            budget.work(REFINING * mending.refine.work(&cut))?;
            mending.of(cut)
        }
        None => cut,
    };
    if made != *mask {
        return Err(OriginProblem::Other);
    }
    budget
        .take(origin.bytes())
        .ok()
        .ok_or(OriginProblem::TooMuch)?;
    Ok(origin)
}

/// A step of refining counts for so many of reading.
const REFINING: u64 = 4;

/// How many values are looked at, or rows crossed, until a source is cut.
fn steps(source: &Source, picture: Size) -> u64 {
    match source {
        Source::Values { grey, .. } | Source::Flags { grey, .. } => {
            u64::from(grey.width()) * u64::from(grey.height())
        }
        Source::Rings(rings) => {
            let height = f64::from(picture.height());
            let down = |at: &NormPoint| (at.y() * height / NORM_SIDE).clamp(0.0, height);
            let sides = rings
                .iter()
                .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
            let crossed: f64 = sides.map(|(from, to)| (down(from) - down(to)).abs()).sum();
            crossed as u64
        }
        Source::Part { source, part } => {
            let size = Size::new(part.width(), part.height());
            size.map_or(0, |size| steps(source, size))
        }
        Source::Combined(_) => 0,
    }
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
        (None, None, None, Some(text)) => Source::Combined(coco::read(&text, of).ok()?),
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
        Some(text) => coco::read(&text, picture).ok(),
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
        let text = Some(&self.png).filter(|text| text.len() as u64 <= PNG_TEXT)?;
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
