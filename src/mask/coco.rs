//! COCO's run lengths, both forms: the list of counts and the compressed text.
//! Never makes a bitmap, and never believes a size before it is checked.
//!
//! COCO goes through a picture column by column, from the left, each from its
//! top, and counts pixels: how many are outside of the mask, then how many are
//! inside, then outside again, until the picture is full. The first count is 0
//! when the first pixel is inside. The text is each count, from the fourth on
//! less the count two places before it, in pieces of five bits, the lowest
//! first, as letters from `0` to `o`: 48, plus the piece, plus 32 when more
//! pieces follow. A number is as long as needed for its last piece to show its
//! sign. Both forms are those that pycocotools writes and reads.
//!
//! Source of the format: the COCO API's `maskApi.c`. Its own Python package,
//! pycocotools, is the judge of this file in `tests/operations.rs`.

use super::transpose::{Columns, transpose};
use super::{Mask, MaskBuilder};
use crate::geometry::Size;

/// The longest text that is read, in bytes: as long as the longest base64 of a
/// mask. A real one has some thousand letters.
pub const TEXT_BYTES: usize = 8 << 20;

/// The most counts that are read: as many as the longest text can hold.
pub const COUNTS: usize = TEXT_BYTES;

/// The most runs that a read mask may have in all rows together. Noise that
/// flips every other pixel has fewer in a picture of 16 million pixels; without
/// this a few kilobytes of stripes would fill the memory.
pub const RUNS: u64 = 8 << 20;

/// Why run lengths cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum RleProblem {
    /// The text is longer than [`TEXT_BYTES`]; its length in bytes.
    TextTooLong(usize),
    /// A letter that stands for no piece; its place, in bytes.
    BadLetter(usize),
    /// The text ends within a number.
    CutOff,
    /// A count below 0, or above what 32 bits hold; its place among the counts.
    BadCount(usize),
    /// More than [`COUNTS`] counts; their number.
    TooManyCounts(usize),
    /// The counts do not fill the picture exactly.
    OtherSize {
        /// The sum of all counts, in pixels.
        counted: u64,
        /// The picture's pixels.
        picture: u64,
    },
    /// The mask has more than [`RUNS`] runs.
    TooManyRuns,
}

/// The mask's run lengths: pixels outside, inside, outside … column by column.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, coco}};
/// let picture = Size::new(3, 4).unwrap();
/// let mask = Mask::from_fn(picture, |x, y| x == 1 && y > 0);
/// assert_eq!(coco::counts(&mask), [5, 3, 4]);
/// ```
pub fn counts(mask: &Mask) -> Vec<u32> {
    let picture = mask.picture();
    // There is no limit to what is written: it was read under one.
    let Some(columns) = Columns::of(mask, u64::MAX) else {
        return Vec::new();
    };
    // First where inside and outside change, in pixels from the first. These
    // fit 32 bits, as all pixels of a picture do.
    let mut counts: Vec<u32> = Vec::with_capacity(columns.count() + 1);
    for (x, flips) in columns.iter() {
        let top = x * picture.height();
        let joins = flips.first() == Some(&0) && counts.last() == Some(&top);
        if joins {
            // A run from the top edge goes on where the column before ended.
            counts.pop();
        }
        let flips = flips.iter().skip(usize::from(joins));
        counts.extend(flips.map(|flip| top + flip));
    }
    let mut counted = 0;
    for count in &mut counts {
        (*count, counted) = (*count - counted, *count);
    }
    let pixels = picture.width() * picture.height();
    if counted < pixels {
        counts.push(pixels - counted);
    }
    counts
}

/// A mask's run lengths as COCO's compressed text: [`counts`], then [`text`].
pub fn written(mask: &Mask) -> String {
    text(&counts(mask))
}

/// The mask that [`written`] gives as text.
///
/// # Errors
/// As [`counts_of_text`] and [`mask`](mask()).
pub fn read(text: &str, picture: Size) -> Result<Mask, RleProblem> {
    mask(&counts_of_text(text)?, picture)
}

/// The mask in `picture` that has these run lengths. A count of 0 joins those
/// beside it.
///
/// ```
/// use masque::{geometry::Size, mask::{Mask, coco}};
/// let picture = Size::new(3, 4).unwrap();
/// let mask = coco::mask(&[5, 3, 4], picture).unwrap();
/// assert_eq!(mask, Mask::from_fn(picture, |x, y| x == 1 && y > 0));
/// assert!(coco::mask(&[5, 3], picture).is_err());
/// ```
///
/// # Errors
/// When the counts do not fill the picture exactly, and over a limit.
pub fn mask(counts: &[u32], picture: Size) -> Result<Mask, RleProblem> {
    if counts.len() > COUNTS {
        return Err(RleProblem::TooManyCounts(counts.len()));
    }
    let counted = counts.iter().map(|count| u64::from(*count)).sum();
    if counted != picture.area() {
        return Err(RleProblem::OtherSize {
            counted,
            picture: picture.area(),
        });
    }
    let height = picture.height();
    // With exchanged sides a size is still one.
    let turned = Size::new(height, picture.width()).unwrap_or(picture);
    let mut columns = MaskBuilder::new(turned, 0);
    let (mut column, mut at) = (0, 0);
    for pair in counts.chunks(2) {
        let [outside, inside] = pair else { break };
        at += outside;
        let mut left = *inside;
        while left > 0 {
            while column < at / height {
                columns.end_row();
                column += 1;
            }
            let y = at % height;
            let length = left.min(height - y);
            columns.push(y, y + length);
            (at, left) = (at + length, left - length);
        }
    }
    columns.end_row();
    transpose(&columns.finish(), RUNS).ok_or(RleProblem::TooManyRuns)
}

/// The compressed text of run lengths.
///
/// ```
/// use masque::mask::coco;
/// assert_eq!(coco::text(&[5, 3, 4, 40, 2]), "534U1N");
/// ```
pub fn text(counts: &[u32]) -> String {
    let mut text = String::with_capacity(2 * counts.len());
    for (at, count) in counts.iter().enumerate() {
        let mut rest = i64::from(*count) - i64::from(base(counts, at));
        loop {
            // Five bits, which fit.
            let piece = (rest & 0x1f) as u8;
            rest >>= 5;
            let is_last = rest == if piece & 0x10 == 0 { 0 } else { -1 };
            let more = if is_last { 0 } else { MORE };
            text.push(char::from(FIRST_LETTER + (piece | more)));
            if is_last {
                break;
            }
        }
    }
    text
}

/// The run lengths of a compressed text.
///
/// ```
/// use masque::mask::coco;
/// assert_eq!(coco::counts_of_text("534U1N").unwrap(), [5, 3, 4, 40, 2]);
/// ```
///
/// # Errors
/// When the text holds other letters or numbers than run lengths do, and over
/// a limit.
pub fn counts_of_text(text: &str) -> Result<Vec<u32>, RleProblem> {
    if text.len() > TEXT_BYTES {
        return Err(RleProblem::TextTooLong(text.len()));
    }
    let mut counts: Vec<u32> = Vec::new();
    let (mut number, mut bits) = (0_i64, 0);
    for (at, letter) in text.bytes().enumerate() {
        let piece = letter
            .checked_sub(FIRST_LETTER)
            .filter(|piece| *piece < 2 * MORE)
            .ok_or(RleProblem::BadLetter(at))?;
        if bits > LONGEST_NUMBER {
            return Err(RleProblem::BadCount(counts.len()));
        }
        number |= i64::from(piece & 0x1f) << bits;
        bits += 5;
        if piece & MORE != 0 {
            continue;
        }
        if piece & 0x10 != 0 {
            number |= -1 << bits;
        }
        let base = base(&counts, counts.len());
        let count = u32::try_from(number + i64::from(base));
        let count = count.ok().ok_or(RleProblem::BadCount(counts.len()))?;
        counts.push(count);
        (number, bits) = (0, 0);
    }
    if bits > 0 {
        return Err(RleProblem::CutOff);
    }
    Ok(counts)
}

/// The letter of a piece that is 0 and the last of its number.
const FIRST_LETTER: u8 = b'0';
/// Added to a piece when another follows.
const MORE: u8 = 0x20;
/// Bits before the last piece of the longest number: a difference of two counts
/// has at most 33 and its sign.
const LONGEST_NUMBER: u32 = 30;

/// What the count at `at` is written less than: the one two places before, from
/// the fourth on.
fn base(counts: &[u32], at: usize) -> u32 {
    let before = at.checked_sub(2).filter(|_| at > 2);
    before.and_then(|at| counts.get(at)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::complement;
    use super::super::tests::{Bitmap, cases, pictures};
    use super::*;
    use proptest::prelude::*;

    /// Counts pixel by pixel, as the format is described.
    fn bitmap_counts(picture: &Bitmap) -> Vec<u32> {
        let mut counts = Vec::new();
        let (mut inside, mut count) = (false, 0);
        for x in 0..picture.width {
            for y in 0..picture.height {
                if picture.has(x, y) != inside {
                    counts.push(count);
                    (inside, count) = (!inside, 0);
                }
                count += 1;
            }
        }
        counts.push(count);
        counts
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn counts_are_those_of_the_bitmap(picture in pictures()) {
            let bitmap = picture.mask();
            let counts = counts(&bitmap);
            prop_assert_eq!(&counts, &bitmap_counts(&picture));
            prop_assert_eq!(mask(&counts, bitmap.picture()), Ok(bitmap));
        }

        #[test]
        fn a_text_gives_its_counts_again(counts in prop::collection::vec(any::<u32>(), 0..40)) {
            prop_assert_eq!(counts_of_text(&text(&counts)), Ok(counts));
        }

        #[test]
        fn any_text_is_read_or_refused(written in "[ -~é]{0,40}|[0-o]{0,40}") {
            if let Ok(counts) = counts_of_text(&written) {
                prop_assert_eq!(counts_of_text(&text(&counts)), Ok(counts));
            }
        }

        #[test]
        fn any_counts_are_read_or_refused(
            counts in prop::collection::vec(0_u32..9, 0..12),
            picture in pictures(),
        ) {
            let size = picture.mask().picture();
            let sum = counts.iter().map(|count| u64::from(*count)).sum::<u64>();
            prop_assert_eq!(mask(&counts, size).is_ok(), sum == size.area());
            // Zeros within, and the rest: the same pixels as without.
            let rest = size.area().saturating_sub(sum) as u32;
            let filled: Vec<u32> = counts.iter().copied().chain([rest]).collect();
            if sum <= size.area() {
                let inside = |place: u64| {
                    let mut ends = filled.iter().scan(0, |end, count| {
                        *end += u64::from(*count);
                        Some(*end)
                    });
                    ends.position(|end| place < end).is_some_and(|at| at % 2 == 1)
                };
                let expected = Mask::from_fn(size, |x, y| {
                    inside(u64::from(x) * u64::from(size.height()) + u64::from(y))
                });
                prop_assert_eq!(mask(&filled, size), Ok(expected));
            }
        }
    }

    #[test]
    fn a_text_of_pycocotools_is_read_and_written() {
        // A box of 4 × 3 pixels without one; encoded by pycocotools 2.0.11.
        let size = Size::new(6, 5).expect("a size");
        let expected = Mask::from_fn(size, |x, y| {
            (1..5).contains(&x) && (1..4).contains(&y) && (x, y) != (3, 2)
        });
        assert_eq!(text(&counts(&expected)), "63200NO0124");
        let read = counts_of_text("63200NO0124").expect("counts");
        assert_eq!(mask(&read, size), Ok(expected));
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(counts_of_text("0p"), Err(RleProblem::BadLetter(1)));
        assert_eq!(counts_of_text("0/"), Err(RleProblem::BadLetter(1)));
        assert_eq!(counts_of_text("00P"), Err(RleProblem::CutOff));
        assert_eq!(counts_of_text("0O"), Err(RleProblem::BadCount(1)));
        assert_eq!(counts_of_text("PPPPPPPPPP0"), Err(RleProblem::BadCount(0)));
        assert_eq!(counts_of_text("ooooooO"), Err(RleProblem::BadCount(0)));
        let long = "0".repeat(TEXT_BYTES + 1);
        let expected = RleProblem::TextTooLong(TEXT_BYTES + 1);
        assert_eq!(counts_of_text(&long), Err(expected));
    }

    #[test]
    fn the_largest_picture_and_the_worst_stripes() {
        let side = if cfg!(miri) { 200 } else { 65_535 };
        let size = Size::new(side, side).expect("a size");
        let pixels = side * side;
        let all = complement(&Mask::empty(size));
        assert_eq!(counts(&all), [0, pixels]);
        assert_eq!(mask(&[0, pixels], size), Ok(all));
        assert_eq!(mask(&[pixels], size), Ok(Mask::empty(size)));
        if side == 65_535 {
            let stripes = [65_535; 65_535];
            assert_eq!(mask(&stripes, size), Err(RleProblem::TooManyRuns));
        }
        let many = vec![0; COUNTS + 1];
        assert_eq!(
            mask(&many, size),
            Err(RleProblem::TooManyCounts(COUNTS + 1))
        );
    }
}
