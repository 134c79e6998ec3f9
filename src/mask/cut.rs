//! The whole rows of a PNG that breaks off or is broken within its pixels.
//!
//! What can be inflated is inflated to the last symbol, filled up with zeros,
//! and written as a PNG without compression, so that one decoder reads both.
//! Never counts a row of which a byte is missing.

use super::MaskProblem;
use super::limits::MASK_MEMORY;
use super::png::{SIGNATURE, whole_colors};
use miniz_oxide::inflate::core::inflate_flags::{
    TINFL_FLAG_IGNORE_ADLER32, TINFL_FLAG_PARSE_ZLIB_HEADER,
    TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
};
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The most bytes of a block that is stored as it is.
const BLOCK: usize = 65_535;

/// The seven passes of an interlaced PNG: the first column and row of each,
/// and how far its columns and rows lie apart.
const PASSES: [[u32; 4]; 7] = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
];
/// The one pass of a PNG that is not interlaced.
const WHOLE: [[u32; 4]; 1] = [[0, 0, 1, 1]];

/// A PNG made of what is left of another.
pub(super) struct Rebuilt {
    /// Of the same size and kind; its checksums are not filled in.
    pub png: Vec<u8>,
    /// Rows from the top of which every byte was there; at least 1.
    pub rows: u32,
}

/// Makes a PNG of what can be inflated of `bytes`, whose declared size was held
/// against the limits before.
pub(super) fn rebuild(bytes: &[u8]) -> Result<Rebuilt, MaskProblem> {
    let mut chunks = Chunks(bytes.strip_prefix(SIGNATURE).unwrap_or(&[]));
    let (_, header) = chunks
        .next()
        .filter(|(kind, _)| kind == b"IHDR")
        .ok_or(MaskProblem::BrokenPng)?;
    let layout = Layout::read(header).ok_or(MaskProblem::BrokenPng)?;
    let mut png = [SIGNATURE, &chunk(*b"IHDR", header)].concat();
    let mut packed = Vec::new();
    for (kind, data) in chunks {
        match &kind {
            b"PLTE" => png.extend(chunk(kind, whole_colors(data))),
            b"tRNS" => png.extend(chunk(kind, data)),
            b"IDAT" => packed.extend_from_slice(data),
            _ => {}
        }
    }
    let length = layout.length().ok_or(MaskProblem::TooCostly)?;
    let mut raw = vec![0; length];
    let flags = TINFL_FLAG_PARSE_ZLIB_HEADER
        | TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
        | TINFL_FLAG_IGNORE_ADLER32;
    let mut inflater = DecompressorOxide::new();
    let (_, _, written) = decompress(&mut inflater, &packed, &mut raw, 0, flags);
    let rows = layout.rows(&mut raw, written);
    if rows == 0 {
        return Err(MaskProblem::BrokenPng);
    }
    store(&raw, &mut png);
    png.extend(chunk(*b"IEND", &[]));
    Ok(Rebuilt { png, rows })
}

/// The kinds and data of chunks; the last one's data may be cut.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = ([u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (kind, rest) = rest.split_first_chunk::<4>()?;
        let length = u32::from_be_bytes(*length) as usize;
        let data = rest.get(..length).unwrap_or(rest);
        // Behind the data stands a checksum.
        self.0 = rest.get(length.saturating_add(4)..).unwrap_or(&[]);
        Some((*kind, data))
    }
}

/// A chunk with its checksum left at 0.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap_or(0).to_be_bytes();
    [&length, &kind, data, &[0; 4]].concat()
}

/// Adds `raw` to `png` as a chunk of pixels, a zlib stream without compression.
fn store(raw: &[u8], png: &mut Vec<u8>) {
    let count = raw.len().div_ceil(BLOCK);
    // The stream's two bytes and its sum, and for each block its five.
    let length = 2 + 5 * count + raw.len() + 4;
    png.reserve_exact(length + 24);
    png.extend(u32::try_from(length).unwrap_or(0).to_be_bytes());
    png.extend(b"IDAT\x78\x01");
    for (at, block) in raw.chunks(BLOCK).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(0);
        png.push(u8::from(at + 1 == count));
        png.extend(length.to_le_bytes());
        png.extend((!length).to_le_bytes());
        png.extend_from_slice(block);
    }
    // Neither the stream's sum nor the chunk's is looked at.
    png.extend([0; 8]);
}

/// How the bytes of a PNG's rows follow each other.
struct Layout {
    width: u32,
    height: u32,
    bits: u32,
    passes: &'static [[u32; 4]],
}

impl Layout {
    /// From the header's 13 bytes; `None` when it is cut or of no known kind.
    fn read(header: &[u8]) -> Option<Self> {
        let (width, rest) = header.split_first_chunk::<4>()?;
        let (height, rest) = rest.split_first_chunk::<4>()?;
        let [depth, color, _, _, interlace] = rest else {
            return None;
        };
        let channels = match color {
            0 | 3 => 1,
            4 => 2,
            2 => 3,
            6 => 4,
            _ => return None,
        };
        Some(Self {
            width: u32::from_be_bytes(*width),
            height: u32::from_be_bytes(*height),
            bits: channels * u32::from(*depth),
            passes: if *interlace == 1 { &PASSES } else { &WHOLE },
        })
    }

    /// Rows of a pass, and the bytes of each with its filter's; none when the
    /// picture is too small for the pass.
    fn pass(&self, [left, top, across, down]: [u32; 4]) -> (u32, u64) {
        let columns = self.width.saturating_sub(left).div_ceil(across);
        let rows = self.height.saturating_sub(top).div_ceil(down);
        let line = 1 + (u64::from(columns) * u64::from(self.bits)).div_ceil(8);
        if columns == 0 { (0, 1) } else { (rows, line) }
    }

    /// Bytes of all rows; `None` when their pixels take more than a mask may.
    fn length(&self) -> Option<usize> {
        let passes = self.passes.iter().map(|pass| self.pass(*pass));
        let (rows, length) = passes.fold((0, 0), |(all, length), (rows, line)| {
            (all + u64::from(rows), length + u64::from(rows) * line)
        });
        // Each row begins with one byte that is no pixel's.
        (length - rows <= MASK_MEMORY)
            .then(|| usize::try_from(length).ok())
            .flatten()
    }

    /// How many rows of the picture are whole when `written` bytes of `raw`
    /// are. What follows the first row with an unknown filter is cleared.
    fn rows(&self, raw: &mut [u8], written: usize) -> u32 {
        let mut known = self.known(raw, written);
        if let Some(rest) = raw.get_mut(known..) {
            rest.fill(0);
        }
        let mut complete = self.height;
        for pass in self.passes {
            let [_, top, _, down] = *pass;
            let (rows, line) = self.pass(*pass);
            let line = usize::try_from(line).unwrap_or(usize::MAX);
            let there = u32::try_from(known / line).unwrap_or(rows).min(rows);
            known = known.saturating_sub(line.saturating_mul(rows as usize));
            if there < rows {
                complete = complete.min(top + there * down);
            }
        }
        complete
    }

    /// How many of the `written` bytes come before a row with an unknown filter.
    fn known(&self, raw: &[u8], written: usize) -> usize {
        let mut at = 0;
        for pass in self.passes {
            let (rows, line) = self.pass(*pass);
            for _ in 0..rows {
                match raw.get(at) {
                    Some(0..=4) if at < written => at += usize::try_from(line).unwrap_or(0),
                    _ => return at.min(written),
                }
            }
        }
        at.min(written)
    }
}
