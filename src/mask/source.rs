//! What a mask was made from, kept so that it can be cut anew. Never changes once
//! it is there.

use super::{DEFAULT_THRESHOLD, Grey, Levels, Mask, MaskBuilder, View};
use super::{place, polygon, resample};
use crate::geometry::{NormBox, NormPoint, PixelBox, Ring, Size};

/// Which of the encodings a mask came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A PNG or another picture, whose values a threshold cuts.
    Png,
    /// One or more rings.
    Polygon,
    /// Rows of true and false.
    Flags,
    /// Made of other masks.
    Combined,
}

/// A decoded mask, kept so that its threshold can be changed later.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Grey values that cover a box, 0–255.
    Values {
        /// The values as they came, before any resize.
        grey: Grey,
        /// The box they cover: the object's, or the whole picture.
        bounds: NormBox,
    },
    /// Rings in the whole picture's frame.
    Rings(Vec<Ring<NormPoint>>),
    /// Flags that cover a box, 255 for true and 0 for false.
    Flags {
        /// The flags as they came, before any resize.
        grey: Grey,
        /// The box they cover: the object's, or the whole picture.
        bounds: NormBox,
    },
    /// What was said of a part of the picture as if it were a picture.
    Part {
        /// What was said.
        source: Box<Source>,
        /// The part, which lies within the picture.
        part: PixelBox,
    },
    /// A mask made of other masks, which no threshold changes.
    Combined(Mask),
}

impl Source {
    /// The encoding it came in.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Values { .. } => Kind::Png,
            Self::Rings(_) => Kind::Polygon,
            Self::Flags { .. } => Kind::Flags,
            Self::Part { source, .. } => source.kind(),
            Self::Combined(_) => Kind::Combined,
        }
    }

    /// Whether a threshold shapes it: grey values of more than two kinds. Those of two
    /// have but one edge, which a threshold moves by less than one of their own pixels.
    pub fn is_soft(&self) -> bool {
        match self {
            Self::Values { grey, .. } => !grey.is_hard(),
            Self::Part { source, .. } => source.is_soft(),
            Self::Rings(_) | Self::Flags { .. } | Self::Combined(_) => false,
        }
    }

    /// The mask in `picture`'s pixels. `threshold` (0–254) decides for grey
    /// values: a pixel belongs where its value is strictly greater. Rings are
    /// not touched by it, nor are flags, which are always cut at
    /// [`DEFAULT_THRESHOLD`].
    pub fn rasterise(&self, picture: Size, threshold: u8) -> Mask {
        let mask = self.rasterise_within(picture, threshold, usize::MAX);
        mask.unwrap_or_else(|| Mask::empty(picture))
    }

    /// The same mask, if it has at most `most` runs.
    pub fn rasterise_within(&self, picture: Size, threshold: u8, most: usize) -> Option<Mask> {
        let (grey, bounds, threshold) = match self {
            Self::Values { grey, bounds } => (grey, bounds, threshold),
            Self::Flags { grey, bounds } => (grey, bounds, DEFAULT_THRESHOLD),
            Self::Rings(rings) => return finished(polygon::fill(rings, picture, most)),
            Self::Part { source, part } => {
                let size = Size::new(part.width(), part.height())?;
                let mask = source.rasterise_within(size, threshold, most)?;
                return Some(place(&mask, part.x(), part.y(), picture));
            }
            Self::Combined(mask) => return Some(place(mask, 0, 0, picture)),
        };
        let bounds = PixelBox::from_norm(*bounds, picture);
        let whole = View::new(picture, picture);
        finished(resample::sample(grey, bounds, whole, threshold, most))
    }

    /// The mask that [`Self::rasterise`] gives, as `view` shows it. Of grey
    /// values only the rows and columns that it shows are cut, so this is the
    /// quick way to try a threshold.
    pub fn sample(&self, view: View, threshold: u8) -> Mask {
        match self {
            Self::Combined(mask) => view.of(mask),
            Self::Rings(_) | Self::Part { .. } => {
                view.of(&self.rasterise(view.picture(), threshold))
            }
            Self::Values { grey, bounds } => sample(grey, *bounds, view, threshold),
            Self::Flags { grey, bounds } => sample(grey, *bounds, view, DEFAULT_THRESHOLD),
        }
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Values { grey, .. } | Self::Flags { grey, .. } => grey.bytes(),
            Self::Rings(rings) => rings.iter().map(|ring| size_of_val(ring.as_slice())).sum(),
            Self::Part { source, .. } => source.bytes(),
            Self::Combined(mask) => mask.bytes(),
        }
    }

    /// What [`Self::sample`] needs for every threshold at once, so that each
    /// further one costs little. `None` when there are more values than 0 and 255,
    /// when it takes more than `most` bytes, and for what no threshold changes.
    pub fn levels(&self, view: View, most: usize) -> Option<Levels> {
        let Self::Values { grey, bounds } = self else {
            return None;
        };
        let bounds = PixelBox::from_norm(*bounds, view.picture());
        Levels::new(grey, bounds, view, most)
    }
}

/// The mask, unless it has more runs than it may have.
fn finished(builder: MaskBuilder) -> Option<Mask> {
    (!builder.is_full()).then(|| builder.finish())
}

fn sample(grey: &Grey, bounds: NormBox, view: View, threshold: u8) -> Mask {
    let bounds = PixelBox::from_norm(bounds, view.picture());
    resample::sample(grey, bounds, view, threshold, usize::MAX).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_a_part_lies_in_that_part() {
        let ring = [[0.0, 0.0], [500.0, 0.0], [500.0, 1000.0], [0.0, 1000.0]];
        let ring = ring.map(|[x, y]| NormPoint::new(x, y).expect("a point"));
        let rings = Source::Rings(vec![ring.to_vec()]);
        let part = PixelBox::new(10, 5, 8, 6);
        let source = Source::Part {
            source: Box::new(rings),
            part,
        };
        let picture = Size::new(40, 30).expect("a size");
        let mask = source.rasterise(picture, 127);
        let expected = Mask::from_fn(picture, |x, y| {
            (10..14).contains(&x) && (5..11).contains(&y)
        });
        assert_eq!(mask, expected);
        let view = View::new(picture, Size::new(20, 15).expect("a size"));
        assert_eq!(source.sample(view, 3), view.of(&expected));
        assert_eq!((source.kind(), source.bytes() > 0), (Kind::Polygon, true));
        let combined = Source::Combined(mask);
        assert_eq!(combined.rasterise(picture, 0), expected);
        assert_eq!(combined.sample(view, 254), view.of(&expected));
    }
}
