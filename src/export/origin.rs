//! What a mask was made of, as Masque's own JSON writes it; `docs/format.md` describes
//! it. Never loses a value that the mask came from.

use super::png::{Samples, encode};
use crate::geometry::{NormBox, NormPoint, PixelBox, Ring, Size};
use crate::mask::{Grey, Mask, Mending, Refine, Source, coco};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Serialize, Serializer, ser::Error};
use std::sync::Arc;

/// What a mask was made of, so that it can be made anew: at another threshold, or with
/// less of what was done to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// What is cut.
    pub source: Arc<Source>,
    /// What was done to it by hand.
    pub mending: Option<Arc<Mending>>,
}

impl Origin {
    /// The mask that comes of it at a threshold of 0–254, in the pixels of `picture`;
    /// `None` where what is cut has more than `most` runs.
    pub fn mask(&self, picture: Size, threshold: u8, most: usize) -> Option<Mask> {
        let cut = self.source.rasterise_within(picture, threshold, most)?;
        Some(match &self.mending {
            Some(mending) => mending.of(cut),
            None => cut,
        })
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        let mending = self.mending.as_ref().map_or(0, |mending| mending.bytes());
        self.source.bytes() + mending
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (source, part) = match &*self.source {
            Source::Part { source, part } => (&**source, Some(part)),
            source => (source, None),
        };
        let mending = self.mending.as_deref();
        let drawn = |mask: &Mask| (!mask.is_empty()).then(|| coco::written(mask));
        let mut written = Written {
            part: part.map(|part: &PixelBox| (part.x(), part.y(), part.width(), part.height())),
            refine: mending
                .map(|mending| mending.refine)
                .filter(|refine| *refine != Refine::default()),
            added: mending.and_then(|mending| drawn(&mending.added)),
            removed: mending.and_then(|mending| drawn(&mending.removed)),
            ..Written::default()
        };
        match source {
            Source::Values { grey, bounds } => {
                written.grey = Some(Laid::new(grey, *bounds).map_err(S::Error::custom)?);
            }
            Source::Flags { grey, bounds } => {
                written.flags = Some(Laid::new(grey, *bounds).map_err(S::Error::custom)?);
            }
            Source::Rings(rings) => {
                let pairs = |ring: &Ring<NormPoint>| -> Ring<[f64; 2]> {
                    ring.iter().map(|at| [at.x(), at.y()]).collect()
                };
                written.rings = Some(rings.iter().map(pairs).collect());
            }
            Source::Combined(mask) => written.mask = Some(coco::written(mask)),
            Source::Part { .. } => return Err(S::Error::custom("a part of a part")),
        }
        written.serialize(serializer)
    }
}

#[derive(Default, Serialize)]
struct Written {
    #[serde(skip_serializing_if = "Option::is_none")]
    grey: Option<Laid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<Laid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rings: Option<Vec<Ring<[f64; 2]>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<(i64, i64, u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refine: Option<Refine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed: Option<String>,
}

/// Values, and the box over which they lie.
#[derive(Serialize)]
struct Laid {
    png: String,
    #[serde(rename = "box")]
    bounds: [f64; 4],
}

impl Laid {
    fn new(grey: &Grey, bounds: NormBox) -> Result<Self, &'static str> {
        let size = Size::new(grey.width(), grey.height()).ok_or("no size")?;
        let values: Vec<u8> = grey.rows().flat_map(|row| row.into_owned()).collect();
        let png = encode(size, &Samples::Grey(&values)).ok().ok_or("no PNG")?;
        Ok(Self {
            png: STANDARD.encode(png),
            bounds: [bounds.x0(), bounds.y0(), bounds.x1(), bounds.y1()],
        })
    }
}
