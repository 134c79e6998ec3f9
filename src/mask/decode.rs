//! From what came on the wire to a [`Source`] that can be rasterised at any
//! threshold. Never fails for more than the one mask in hand.

use super::frame::{self, Fit, Frame};
use super::limits::MASK_TEXT;
use super::{Grey, Source};
use super::{flags, formats, payload, png, whole};
use crate::geometry::{NORM_SIDE, NormBox, Ring, Size};

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
    /// Something that is none of these.
    Other(Stray),
}

/// What is no mask, though it stands in a mask's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stray {
    /// An object that holds none.
    Object,
    /// True or false.
    Flag,
    /// A single number.
    Number,
    /// More text than a mask may have.
    LongText,
    /// True and false in one row, whose width is not said.
    FlagRow,
    /// A list that is no outline.
    List,
}

/// A decoded mask and what is worth saying about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// What can be rasterised.
    pub source: Source,
    /// What was noticed on the way; empty for nearly every mask.
    pub notes: Vec<Note>,
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
    /// All rows were read, but the PNG's checksums do not fit them.
    Damaged,
    /// The values cover the whole picture and not the object's box.
    WholePicture,
    /// The vertices were in another frame than the documented one.
    OtherFrame(Fit),
    /// The vertices are in the documented frame, but most lie outside the box.
    OutsideBox(Fit),
    /// Rings that are no shape were left out.
    DroppedRings {
        /// Rings with fewer than three distinct vertices.
        dropped: u32,
        /// All rings.
        of: u32,
    },
}

/// Why there is no mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum MaskProblem {
    /// The answer holds none for this object.
    Absent,
    /// So many `<seg_N>` tokens came instead.
    Tokens(usize),
    /// Something else came.
    Other(Stray),
    /// The text is not base64.
    BadBase64,
    /// The text is longer than [`MASK_TEXT`]; its length in bytes.
    TooLong(usize),
    /// The bytes are no picture.
    NotAPicture,
    /// The picture is of this format, which is not read.
    UnreadFormat(&'static str),
    /// The PNG cannot be read at all.
    BrokenPng,
    /// The picture of this format cannot be read.
    Broken(&'static str),
    /// The picture or the list declares more than
    /// [`super::limits::MASK_SIDE`] on a side, or more than
    /// [`super::limits::MASK_PIXELS`].
    TooLarge {
        /// Declared columns.
        width: u32,
        /// Declared rows.
        height: u32,
    },
    /// Reading the picture would take more than
    /// [`super::limits::MASK_MEMORY`].
    TooCostly,
    /// There are values, but no box to lay them over.
    NoBox,
    /// Rows of true and false without any value.
    NoValues,
    /// Rows of true and false that are not equally long.
    RaggedRows {
        /// The first row that differs, from 1.
        row: u32,
        /// Its length.
        length: u32,
        /// The first row's length.
        first: u32,
    },
    /// Fewer than three distinct vertices.
    TooFewVertices,
    /// More than [`super::limits::VERTICES`] vertices.
    TooManyVertices(usize),
    /// More than [`super::limits::RINGS`] rings.
    TooManyRings(usize),
    /// A vertex that is not finite, or far beyond the picture.
    BadVertex,
    /// The answer's masks together would take more than
    /// [`super::limits::ANSWER_MASKS`].
    NoRoom,
}

/// Reads `encoding`; `bounds` is the object's box in `picture`, which a mask
/// covers unless its shape and its values say that it covers the whole picture.
///
/// # Errors
/// The one [`MaskProblem`] for which there is no mask; nothing was kept of it.
///
/// ```
/// use masque::geometry::{NormBox, Size};
/// use masque::mask::{DEFAULT_THRESHOLD, Encoding, decode};
/// let picture = Size::new(40, 20).unwrap();
/// let bounds = NormBox::from_wire([0.0, 500.0, 1000.0, 1000.0]);
/// let encoding = Encoding::Flags(vec![vec![true], vec![false]]);
/// let decoded = decode(&encoding, bounds, picture).unwrap();
/// assert_eq!(decoded.source.rasterise(picture, DEFAULT_THRESHOLD).area(), 20 * 10);
/// ```
pub fn decode(
    encoding: &Encoding,
    bounds: Option<NormBox>,
    picture: Size,
) -> Result<Decoded, MaskProblem> {
    match encoding {
        Encoding::Text(text) => text_mask(text, bounds, picture),
        Encoding::Rings(rings) => ring_mask(rings, bounds),
        Encoding::Flags(rows) => {
            let grey = flags::grey(rows)?;
            let (bounds, note) = covered(&grey, bounds, picture)?;
            Ok(Decoded {
                source: Source::Flags { grey, bounds },
                notes: note.into_iter().collect(),
            })
        }
        Encoding::Tokens(count) => Err(MaskProblem::Tokens(*count)),
        Encoding::Absent => Err(MaskProblem::Absent),
        Encoding::Other(what) => Err(MaskProblem::Other(*what)),
    }
}

fn text_mask(text: &str, bounds: Option<NormBox>, picture: Size) -> Result<Decoded, MaskProblem> {
    if text.len() > MASK_TEXT {
        return Err(MaskProblem::TooLong(text.len()));
    }
    let payload = payload::read(text, |bytes| {
        bytes.starts_with(png::SIGNATURE) || formats::is_known(bytes)
    });
    let mut notes = Vec::new();
    let grey = if payload.bytes.starts_with(png::SIGNATURE) {
        let read = png::read(&payload.bytes)?;
        let (rows, of) = (read.complete_rows, read.grey.height());
        if rows < of {
            notes.push(Note::Partial { rows, of });
        } else if read.is_damaged {
            notes.push(Note::Damaged);
        }
        read.grey
    } else {
        let nothing = if payload.stopped {
            MaskProblem::BadBase64
        } else {
            MaskProblem::NotAPicture
        };
        formats::read(&payload.bytes).ok_or(nothing)??
    };
    let (bounds, note) = covered(&grey, bounds, picture)?;
    notes.extend(note);
    Ok(Decoded {
        source: Source::Values { grey, bounds },
        notes,
    })
}

/// The box that `grey` covers, and a note when it is not the object's.
fn covered(
    grey: &Grey,
    bounds: Option<NormBox>,
    picture: Size,
) -> Result<(NormBox, Option<Note>), MaskProblem> {
    if whole::covers_picture(grey, bounds, picture) {
        let all = NormBox::from_wire([0.0, 0.0, NORM_SIDE, NORM_SIDE]);
        return Ok((all.ok_or(MaskProblem::NoBox)?, Some(Note::WholePicture)));
    }
    Ok((bounds.ok_or(MaskProblem::NoBox)?, None))
}

fn ring_mask(rings: &[Ring<[f64; 2]>], bounds: Option<NormBox>) -> Result<Decoded, MaskProblem> {
    let placed = frame::place(rings, bounds)?;
    let doubt = placed.fit.and_then(|fit| match fit.frame {
        Frame::Picture => (!fit.is_plain()).then_some(Note::OutsideBox(fit)),
        Frame::PictureSwapped | Frame::Box => Some(Note::OtherFrame(fit)),
    });
    let dropped = (placed.dropped > 0).then(|| Note::DroppedRings {
        dropped: placed.dropped,
        of: u32::try_from(rings.len()).unwrap_or(u32::MAX),
    });
    let notes = doubt.into_iter().chain(dropped);
    Ok(Decoded {
        notes: notes.collect(),
        source: Source::Rings(placed.rings),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::{DEFAULT_THRESHOLD, Kind, Mask};

    fn picture() -> Size {
        Size::new(400, 300).expect("a size")
    }

    fn problem(text: &str) -> Option<MaskProblem> {
        decode(&Encoding::Text(text.to_owned()), None, picture()).err()
    }

    #[test]
    fn what_is_no_picture_is_named() {
        let named = [
            ("data:image/png;base64,AAAA", MaskProblem::NotAPicture),
            ("", MaskProblem::NotAPicture),
            ("mask_1!", MaskProblem::BadBase64),
            ("a*b", MaskProblem::BadBase64),
            ("data:image/png;base64,iVBORw0KGgo", MaskProblem::BrokenPng),
            ("data:image/gif;base64,R0lGODlh", MaskProblem::Broken("GIF")),
            ("data:image/jpeg;base64,/9j/", MaskProblem::Broken("JPEG")),
            (
                "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
                MaskProblem::UnreadFormat("SVG"),
            ),
            (
                "data:image/svg+xml;base64,PHN2Zy8+",
                MaskProblem::UnreadFormat("SVG"),
            ),
        ];
        for (text, expected) in named {
            assert_eq!(problem(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_text_beyond_the_limit_is_not_read() {
        let text = "A".repeat(MASK_TEXT + 1);
        assert_eq!(problem(&text), Some(MaskProblem::TooLong(MASK_TEXT + 1)));
    }

    #[test]
    fn an_outline_that_misses_its_box_stays_and_is_said() {
        let bounds = NormBox::from_wire([0.0, 0.0, 100.0, 100.0]);
        let ring = vec![[50.0, 50.0], [700.0, 300.0], [200.0, 900.0], [90.0, 90.0]];
        let decoded = decode(&Encoding::Rings(vec![ring]), bounds, picture()).expect("a mask");
        let fit = Fit {
            frame: Frame::Picture,
            documented: 2,
            fitting: 2,
            of: 4,
        };
        assert_eq!(decoded.notes, [Note::OutsideBox(fit)]);
    }

    #[test]
    fn flags_know_no_threshold() {
        let bounds = NormBox::from_wire([0.0, 0.0, 1000.0, 1000.0]);
        let encoding = Encoding::Flags(vec![vec![true, false]]);
        let decoded = decode(&encoding, bounds, picture()).expect("a mask");
        assert_eq!(decoded.source.kind(), Kind::Flags);
        assert_eq!(decoded.source.rasterise(picture(), 127).area(), 200 * 300);
        assert_eq!(
            decoded.source.rasterise(picture(), 1),
            decoded.source.rasterise(picture(), 254)
        );
        assert_eq!(decode(&encoding, None, picture()), Err(MaskProblem::NoBox));
    }

    #[test]
    fn flags_of_the_pictures_own_size_lie_over_the_picture() {
        let inside = |x: u32, y: u32| (10..60).contains(&x) && (20..70).contains(&y);
        let picture = Size::new(120, 90).expect("a size");
        let row = |y| (0..120).map(|x| inside(x, y)).collect();
        let encoding = Encoding::Flags((0..90).map(row).collect());
        let bounds = NormBox::from_wire([200.0, 80.0, 800.0, 500.0]);
        let decoded = decode(&encoding, bounds, picture).expect("a mask");
        assert_eq!(decoded.notes, [Note::WholePicture]);
        let mask = decoded.source.rasterise(picture, DEFAULT_THRESHOLD);
        assert_eq!(mask, Mask::from_fn(picture, inside));
    }

    #[test]
    fn rings_that_are_no_shape_are_left_out_and_counted() {
        let triangle = vec![[0.0, 0.0], [500.0, 0.0], [0.0, 500.0]];
        let encoding = Encoding::Rings(vec![triangle, vec![[1.0, 1.0]; 4]]);
        let decoded = decode(&encoding, None, picture()).expect("a mask");
        let expected = Note::DroppedRings { dropped: 1, of: 2 };
        assert_eq!(decoded.notes, [expected]);
    }
}
