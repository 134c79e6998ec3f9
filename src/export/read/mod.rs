//! Annotations out of files: Masque's own JSON and COCO as they were written,
//! LabelMe and CVAT with their polygons and masks. Never believes a size before
//! it is checked, and never drops the good with the bad: what cannot be read is
//! named, with its place.
//!
//! Pictures are known by their file names alone; whoever has them matches them.

mod coco;
mod cvat;
mod labelme;
mod origin;
mod own;
mod shape;

pub use coco::coco;
pub use cvat::cvat;
pub use labelme::labelme;
pub use own::masque;

use super::Annotated;
use crate::geometry::Size;
use crate::mask::coco::RleProblem;
use crate::mask::{Mask, MaskProblem, limits};

/// The longest file that is read, in bytes: the masks of some ten thousand
/// objects.
pub const FILE_BYTES: usize = 256 << 20;

/// How often one outline may cross a row of pixels: as often as noise does that
/// fills a picture of a hundred megapixels. More would take minutes.
pub const CROSSINGS: f64 = (1 << 27) as f64;

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// What was read.
    pub pictures: Vec<Annotated>,
    /// What was not.
    pub problems: Vec<Problem>,
}

/// Something that was not read, or not wholly, and where: the picture's and the thing's place
/// in the file, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The picture's place, where it is known.
    pub picture: Option<usize>,
    /// The place in the list that the file has of things.
    pub thing: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a part of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A picture's size is missing, 0, or larger than any picture.
    Size,
    /// It names a picture that the file has not.
    NoPicture,
    /// It lacks what its kind must have, or has it in another form.
    Form,
    /// A kind of shape that is not read.
    Kind(String),
    /// Run lengths that are none.
    RunLengths(RleProblem),
    /// A picture of a mask that cannot be decoded.
    Picture(MaskProblem),
    /// The masks of the file together take more memory than they may, see
    /// [`limits::ANSWER_MASKS`].
    Memory,
    /// An outline that crosses more rows of pixels than [`CROSSINGS`], or a mask
    /// with more runs than [`crate::mask::coco::RUNS`].
    TooComplex,
    /// What a mask was made of is not kept. The thing itself was read.
    Origin(OriginProblem),
}

/// Why what a mask was made of is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OriginProblem {
    /// It cannot be read, or gives another mask.
    Other,
    /// With the others of the file it takes too much memory, see [`limits::ANSWER_MASKS`],
    /// or too long.
    TooMuch,
}

/// Why a file cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum ReadProblem {
    /// It is longer than [`FILE_BYTES`].
    TooLong,
    /// It is no JSON or XML, or breaks off.
    Broken,
    /// It is of no format that is read.
    OtherFormat,
    /// It was written by a later version of Masque: its version.
    LaterVersion(u64),
}

/// Whatever of these formats a file is.
///
/// ```
/// use masque::export::read::{ReadProblem, annotations};
/// let file = br#"{"format":"masque","version":1,"pictures":[]}"#;
/// assert!(annotations(file).unwrap().pictures.is_empty());
/// assert_eq!(annotations(b"{}"), Err(ReadProblem::OtherFormat));
/// ```
///
/// # Errors
/// When it is none of them, or nothing in it can be read.
pub fn annotations(file: &[u8]) -> Result<Annotations, ReadProblem> {
    let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'<') {
        return cvat(text);
    }
    match own::kind(text)? {
        own::Kind::Masque => masque(text),
        own::Kind::Coco => coco(text),
        own::Kind::LabelMe => labelme(text),
    }
}

fn hold(file: &[u8]) -> Result<(), ReadProblem> {
    if file.len() > FILE_BYTES {
        Err(ReadProblem::TooLong)
    } else {
        Ok(())
    }
}

/// How much is done at most to find out whether masks are made of what a file says, in
/// values that are looked at: ten thousand of Gemini's masks. It takes some seconds.
const WORK: u64 = 1 << 30;

/// Counts what the masks of a file take, and the work on what they were made of.
#[derive(Default)]
struct Budget {
    bytes: usize,
    work: u64,
}

impl Budget {
    /// The mask, while there is room for it.
    fn hold(&mut self, mask: Mask) -> Result<Mask, Fault> {
        self.take(mask.bytes())?;
        Ok(mask)
    }

    /// So many bytes more, while there is room for them.
    fn take(&mut self, bytes: usize) -> Result<(), Fault> {
        let taken = self.bytes.saturating_add(bytes);
        if taken > limits::ANSWER_MASKS {
            return Err(Fault::Memory);
        }
        self.bytes = taken;
        Ok(())
    }

    /// So much work more; nothing more is done once it is too much.
    fn work(&mut self, work: u64) -> Result<(), OriginProblem> {
        self.work = self.work.saturating_add(work);
        (self.work <= WORK)
            .then_some(())
            .ok_or(OriginProblem::TooMuch)
    }
}

fn size(width: Option<f64>, height: Option<f64>) -> Result<Size, Fault> {
    let side = |side: Option<f64>| {
        let side = side.filter(|side| side.fract() == 0.0 && (1.0..=65_535.0).contains(side));
        side.map(|side| side as u32)
    };
    let sides = side(width).zip(side(height));
    sides
        .and_then(|(width, height)| Size::new(width, height))
        .ok_or(Fault::Size)
}

#[cfg(test)]
mod tests;
