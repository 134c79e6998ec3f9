//! A PNG as 8-bit grey values. Never reads pixels before it has held the
//! declared size against the limits, and never gives a row that is not whole.

use super::limits::{self, MASK_MEMORY};
use super::{Grey, MaskProblem, cut};
use png::{Decoder, DecodingError, Limits, Transformations};
use std::io::Cursor;

/// The bytes that every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What could be read of a PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub grey: Grey,
    /// How many rows from the top were whole; the rest of `grey` is 0.
    pub complete_rows: u32,
    /// Whether it is broken rather than cut, so that whole rows may be wrong.
    pub is_damaged: bool,
}

/// Reads a PNG of any colour type and depth by the rule of [`Grey::of_samples`]; of
/// sixteen bits the upper eight count. The first frame of an animation.
pub(super) fn read(bytes: &[u8]) -> Result<Read, MaskProblem> {
    let mut whole = decoder(bytes);
    let declared = whole.read_header_info().map_err(Fault::from)?;
    let (width, height) = (declared.width, declared.height);
    limits::hold(width, height)?;
    let (pixels, complete_rows, is_damaged) = match samples(whole) {
        Ok(pixels) => (pixels, height, false),
        Err(Fault::TooCostly) => return Err(MaskProblem::TooCostly),
        Err(fault) => {
            // `png` keeps back what it has not settled yet; the cut way does not.
            let cut = cut::rebuild(bytes)?;
            let mut upper = decoder(&cut.png);
            upper.ignore_checksums(true);
            let mut pixels = samples(upper)?;
            pixels.keep_rows(cut.rows);
            (pixels, cut.rows, fault == Fault::Broken)
        }
    };
    let grey = Grey::of_samples(pixels.channels, pixels.samples, width, height);
    let grey = grey.ok_or(MaskProblem::BrokenPng)?;
    Ok(Read {
        grey,
        complete_rows,
        is_damaged,
    })
}

fn decoder(bytes: &[u8]) -> Decoder<Cursor<&[u8]>> {
    let bytes_at_most = usize::try_from(MASK_MEMORY).unwrap_or(usize::MAX);
    let limits = Limits {
        bytes: bytes_at_most,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder
}

/// 8-bit samples, row by row.
struct Samples {
    channels: usize,
    /// So many of them are a row.
    line: usize,
    samples: Vec<u8>,
}

impl Samples {
    fn keep_rows(&mut self, count: u32) {
        self.samples.truncate(self.line * count as usize);
    }
}

/// All the samples there are, once the sums behind them were checked.
fn samples(decoder: Decoder<Cursor<&[u8]>>) -> Result<Samples, Fault> {
    let mut reader = decoder.read_info()?;
    // `png` 0.18 panics where a palette's colours are not whole, or too many.
    if let Some(palette) = &reader.info().palette
        && palette.len() != whole_colors(palette).len()
    {
        return Err(Fault::Broken);
    }
    let channels = reader.output_color_type().0.samples();
    let line = reader.info().width as usize * channels;
    let mut samples = vec![0; line * reader.info().height as usize];
    reader.next_frame(&mut samples)?;
    Ok(Samples {
        channels,
        line,
        samples,
    })
}

/// So much of a palette as are colours of three bytes, 256 of them at most.
pub(super) fn whole_colors(palette: &[u8]) -> &[u8] {
    let (colors, _) = palette.as_chunks::<3>();
    colors.get(..256).unwrap_or(colors).as_flattened()
}

/// Why no samples came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    TooCostly,
    /// The file breaks off.
    Cut,
    Broken,
}

impl From<DecodingError> for Fault {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::LimitsExceeded => Self::TooCostly,
            DecodingError::IoError(_) => Self::Cut,
            _ => Self::Broken,
        }
    }
}

impl From<Fault> for MaskProblem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::TooCostly => Self::TooCostly,
            Fault::Cut | Fault::Broken => Self::BrokenPng,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every so many bytes a file is cut or broken.
    const STEP: usize = if cfg!(miri) { 15 } else { 1 };

    /// A PNG of 64 × 64 whose rows are their own numbers.
    fn numbered() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 64, 64);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().expect("a header");
        let values: Vec<u8> = (0..64).flat_map(|row| [row; 64]).collect();
        writer.write_image_data(&values).expect("samples");
        writer.finish().expect("an end");
        bytes
    }

    fn check_rows(read: &Read) {
        for (y, row) in (0..).zip(read.grey.rows()) {
            let expected = if y < read.complete_rows { y as u8 } else { 0 };
            assert!(row.iter().all(|value| *value == expected), "row {y}");
        }
    }

    #[test]
    fn a_cut_picture_keeps_its_whole_rows() {
        let bytes = numbered();
        let rows = |end| match read(&bytes[..end]) {
            Ok(read) => {
                check_rows(&read);
                assert!(!read.is_damaged);
                read.complete_rows
            }
            Err(problem) => {
                assert_eq!(problem, MaskProblem::BrokenPng);
                0
            }
        };
        let ends = (8..bytes.len()).step_by(STEP).chain([bytes.len()]);
        let all: Vec<u32> = ends.map(rows).collect();
        assert!(all.is_sorted() && all.first() == Some(&0) && all.last() == Some(&64));
        assert!(all.iter().any(|rows| (10..60).contains(rows)), "{all:?}");
    }

    #[test]
    fn a_wrong_checksum_costs_no_row_and_is_said() {
        let mut bytes = numbered();
        // The last chunk is 12 bytes long; before it stands the sum of the pixels'.
        let sum = bytes.len() - 13;
        bytes[sum] ^= 1;
        let read = read(&bytes).expect("all its rows");
        assert_eq!((read.complete_rows, read.is_damaged), (64, true));
        check_rows(&read);
    }

    #[test]
    fn whole_colours_of_a_broken_palette_count() {
        let palette = |length: usize| -> Vec<u8> {
            let mut bytes = Vec::new();
            let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(vec![9; length]);
            let mut writer = encoder.write_header().expect("a header");
            writer.write_image_data(&[0, 1]).expect("samples");
            writer.finish().expect("an end");
            bytes
        };
        assert_eq!(read(&palette(2)), Err(MaskProblem::BrokenPng));
        for length in (3..20).chain(760..780) {
            let read = read(&palette(length)).expect("pixels");
            let is_whole = length % 3 == 0 && length <= 768;
            assert_eq!((read.complete_rows, read.is_damaged), (1, !is_whole));
            let values: Vec<u8> = read.grey.rows().flat_map(|row| row.into_owned()).collect();
            let color = |at: usize| if length >= 3 * at { 9 } else { 0 };
            assert_eq!(values, [color(1), color(2)], "{length} bytes");
        }
    }

    #[test]
    fn no_broken_byte_panics() {
        let bytes = numbered();
        for at in (0..bytes.len()).step_by(STEP) {
            for bit in 0..8 {
                let mut broken = bytes.clone();
                broken[at] ^= 1 << bit;
                // Whatever comes of it, its size is held to the limits.
                if let Ok(read) = read(&broken) {
                    assert_eq!(limits::hold(read.grey.width(), read.grey.height()), Ok(()));
                    assert!(read.complete_rows <= read.grey.height());
                }
            }
        }
    }
}
