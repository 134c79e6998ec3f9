//! From what came on the wire to a [`Source`] that can be rasterised at any
//! threshold. Never fails for more than the one mask in hand.

use super::limits::MASK_TEXT;
use super::{Frame, Grey, Mask, View, png, polygon, resample};
use crate::geometry::{NormBox, NormPoint, PixelBox, Ring, Size};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// A mask as a model wrote it.
#[derive(Clone, Debug, PartialEq)]
pub enum Encoding {
    /// A data URL, or base64 alone.
    Text(String),
    /// Rings of pairs as written; normally `[x, y]`, 0–1000.
    Rings(Vec<Ring<[f64; 2]>>),
    /// Rows of true and false from the top, over the object's box.
    Flags(Vec<Vec<bool>>),
    /// So many `<seg_N>` tokens, whose code book is not public.
    Tokens(usize),
    /// Nothing under the key, or no such key.
    Absent,
    /// Something that is none of these, named in a few words.
    Other(&'static str),
}

/// Which of the encodings a mask came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A PNG over the object's box.
    Png,
    /// One or more rings.
    Polygon,
}

/// A decoded mask, kept so that its threshold can be changed later.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// Grey values that cover the object's box, 0–255.
    Values {
        /// The values as they came, before any resize.
        grey: Grey,
        /// The box they cover.
        bounds: NormBox,
    },
    /// Rings in the whole picture's frame.
    Rings(Vec<Ring<NormPoint>>),
}

impl Source {
    /// The encoding it came in.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Values { .. } => Kind::Png,
            Self::Rings(_) => Kind::Polygon,
        }
    }

    /// The mask in `picture`'s pixels. `threshold` (0–254) decides for grey
    /// values: a pixel belongs where its value is strictly greater. Rings are
    /// not touched by it.
    pub fn rasterise(&self, picture: Size, threshold: u8) -> Mask {
        match self {
            Self::Values { grey, bounds } => {
                let bounds = PixelBox::from_norm(*bounds, picture);
                resample::rasterise(grey, bounds, picture, threshold)
            }
            Self::Rings(rings) => polygon::fill(rings, picture),
        }
    }

    /// The mask that [`Self::rasterise`] gives, as `view` shows it. Of grey
    /// values only the rows that it shows are cut, so this is the quick way to
    /// try thresholds.
    pub fn sample(&self, view: View, threshold: u8) -> Mask {
        match self {
            Self::Values { grey, bounds } => {
                let bounds = PixelBox::from_norm(*bounds, view.picture());
                resample::sample(grey, bounds, view, threshold)
            }
            Self::Rings(_) => view.of(&self.rasterise(view.picture(), threshold)),
        }
    }
}

/// A decoded mask and what is worth saying about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// What can be rasterised.
    pub source: Source,
    /// What was noticed on the way.
    pub note: Option<Note>,
}

/// Something about a mask that a person should know, though it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The PNG broke off; only its upper rows are there.
    Partial {
        /// Whole rows that were read.
        rows: u32,
        /// Rows that were declared.
        of: u32,
    },
    /// The vertices were in another frame than the documented one.
    OtherFrame(Frame),
}

/// Why there is no mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum MaskProblem {
    /// The answer holds none for this object.
    Absent,
    /// So many `<seg_N>` tokens came instead.
    Tokens(usize),
    /// Something else came, named in a few words.
    Other(&'static str),
    /// The text is not base64.
    BadBase64,
    /// The text is longer than [`MASK_TEXT`]; its length in bytes.
    TooLong(usize),
    /// The bytes are no PNG.
    NotPng,
    /// The PNG cannot be read at all.
    BrokenPng,
    /// The PNG declares more than [`super::limits::MASK_SIDE`] on a side.
    TooLarge {
        /// Declared columns.
        width: u32,
        /// Declared rows.
        height: u32,
    },
    /// Reading the PNG would take more memory than a mask may.
    TooCostly,
    /// There is a PNG, but no box to lay it over.
    NoBox,
    /// Fewer than three distinct vertices.
    TooFewVertices,
    /// More than [`super::limits::VERTICES`] vertices.
    TooManyVertices(usize),
    /// A vertex that is not finite, or far beyond the picture.
    BadVertex,
}

/// Reads `encoding`; `bounds` is the object's box, which a PNG covers.
pub fn decode(encoding: &Encoding, bounds: Option<NormBox>) -> Result<Decoded, MaskProblem> {
    match encoding {
        Encoding::Text(text) => text_mask(text, bounds),
        Encoding::Rings(rings) => {
            let (rings, frame) = polygon::place(rings, bounds)?;
            let note = (frame != Frame::Picture).then_some(Note::OtherFrame(frame));
            Ok(Decoded {
                source: Source::Rings(rings),
                note,
            })
        }
        Encoding::Flags(_) => Err(MaskProblem::Other("rows of true and false")),
        Encoding::Tokens(count) => Err(MaskProblem::Tokens(*count)),
        Encoding::Absent => Err(MaskProblem::Absent),
        Encoding::Other(what) => Err(MaskProblem::Other(what)),
    }
}

fn text_mask(text: &str, bounds: Option<NormBox>) -> Result<Decoded, MaskProblem> {
    if text.len() > MASK_TEXT {
        return Err(MaskProblem::TooLong(text.len()));
    }
    let payload = match text.trim_start().strip_prefix("data:") {
        Some(url) => url.split_once(',').map_or("", |(_, payload)| payload),
        None => text,
    };
    let bytes = lenient_base64(payload)?;
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(MaskProblem::NotPng);
    }
    let read = png::read(&bytes)?;
    let bounds = bounds.ok_or(MaskProblem::NoBox)?;
    let of = read.grey.height();
    let note = (read.complete_rows < of).then_some(Note::Partial {
        rows: read.complete_rows,
        of,
    });
    Ok(Decoded {
        source: Source::Values {
            grey: read.grey,
            bounds,
        },
        note,
    })
}

/// Base64 of either alphabet, with or without padding, white space ignored.
fn lenient_base64(text: &str) -> Result<Vec<u8>, MaskProblem> {
    const ENGINE: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new()
            .with_decode_allow_trailing_bits(true)
            .with_decode_padding_mode(DecodePaddingMode::RequireNone),
    );
    let mut symbols: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    while symbols.last() == Some(&b'=') {
        symbols.pop();
    }
    // One symbol alone holds no byte: the text was cut there.
    if symbols.len() % 4 == 1 {
        symbols.pop();
    }
    ENGINE.decode(symbols).map_err(|error| match error {
        base64::DecodeError::InvalidByte(..)
        | base64::DecodeError::InvalidLength(_)
        | base64::DecodeError::InvalidLastSymbol(..)
        | base64::DecodeError::InvalidPadding => MaskProblem::BadBase64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<MaskProblem> {
        decode(&Encoding::Text(text.to_owned()), None).err()
    }

    #[test]
    fn base64_is_read_in_all_its_dialects() {
        for text in ["+/+/", "-_-_", " +/\n+/ ", "+/+/=="] {
            assert_eq!(lenient_base64(text), Ok(vec![0xfb, 0xff, 0xbf]), "{text:?}");
        }
        assert_eq!(lenient_base64("+/+/A"), Ok(vec![0xfb, 0xff, 0xbf]));
        assert_eq!(lenient_base64("a*b"), Err(MaskProblem::BadBase64));
    }

    #[test]
    fn what_is_no_png_is_named() {
        assert_eq!(
            problem("data:image/png;base64,AAAA"),
            Some(MaskProblem::NotPng)
        );
        assert_eq!(problem("mask_1!"), Some(MaskProblem::BadBase64));
        assert_eq!(
            problem("data:image/png;base64,iVBORw0KGgo"),
            Some(MaskProblem::BrokenPng)
        );
        assert_eq!(problem(""), Some(MaskProblem::NotPng));
    }
}
