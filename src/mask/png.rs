//! A PNG as 8-bit grey values. Never reads pixels before it has held the
//! declared size against the limits.

use super::MaskProblem;
use super::limits::MASK_SIDE;
use png::{ColorType, DecodingError, Limits, Transformations};
use std::io::Cursor;

/// A grid of 8-bit grey values, row by row; both sides are at least 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    width: u32,
    height: u32,
    values: Vec<u8>,
}

impl Grey {
    /// A grid from its rows; `None` when a side is 0 or the length is not
    /// `width × height`.
    pub fn new(width: u32, height: u32, values: Vec<u8>) -> Option<Self> {
        let length = (width as usize).checked_mul(height as usize)?;
        (length > 0 && length == values.len()).then_some(Self {
            width,
            height,
            values,
        })
    }

    /// Values from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Values from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The rows from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.values.chunks_exact(self.width as usize)
    }

    /// Row `y` from the top; empty below the last.
    pub fn row(&self, y: usize) -> &[u8] {
        let width = self.width as usize;
        self.values.get(y * width..(y + 1) * width).unwrap_or(&[])
    }

    /// Whether only 0 and 255 occur, so that a threshold moves an edge by less
    /// than one of the mask's own pixels.
    pub fn is_hard(&self) -> bool {
        self.values.iter().all(|value| matches!(value, 0 | 255))
    }
}

/// What could be read of a PNG.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub grey: Grey,
    /// How many rows were whole; the rest of `grey` is 0.
    pub complete_rows: u32,
}

/// Reads a PNG of any colour type and depth by one rule: grey as it is; RGB by
/// the luma `(19595 R + 38470 G + 7471 B + 2¹⁵) >> 16` (Pillow's conversion to
/// mode L); the alpha channel where there is one and the colour is constant.
/// Sixteen bits are cut to their upper eight. The first frame of an animation.
pub(super) fn read(bytes: &[u8]) -> Result<Read, MaskProblem> {
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), Limits::default());
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let declared = decoder.read_header_info().map_err(problem)?;
    let (width, height) = (declared.width, declared.height);
    if width > MASK_SIDE || height > MASK_SIDE {
        return Err(MaskProblem::TooLarge { width, height });
    }
    let mut reader = decoder.read_info().map_err(problem)?;
    let (color, _) = reader.output_color_type();
    let channels = color.samples();
    let line = width as usize * channels;
    let mut samples = vec![0; line * height as usize];
    let complete_rows = if reader.info().interlaced {
        reader.next_frame(&mut samples).map_err(problem)?;
        height
    } else {
        let mut rows = 0;
        for target in samples.chunks_exact_mut(line) {
            // A row that cannot be read ends the picture; those above it stand.
            let Ok(Some(row)) = reader.next_row() else {
                break;
            };
            target.copy_from_slice(row.data().get(..line).ok_or(MaskProblem::BrokenPng)?);
            rows += 1;
        }
        rows
    };
    if complete_rows == 0 {
        return Err(MaskProblem::BrokenPng);
    }
    let read_samples = samples
        .get(..line * complete_rows as usize)
        .unwrap_or(&samples);
    let mut values = to_grey(read_samples, color);
    values.resize(width as usize * height as usize, 0);
    let grey = Grey::new(width, height, values).ok_or(MaskProblem::BrokenPng)?;
    Ok(Read {
        grey,
        complete_rows,
    })
}

fn problem(error: DecodingError) -> MaskProblem {
    match error {
        DecodingError::LimitsExceeded => MaskProblem::TooCostly,
        _ => MaskProblem::BrokenPng,
    }
}

fn to_grey(samples: &[u8], color: ColorType) -> Vec<u8> {
    let pixels = samples.chunks_exact(color.samples());
    let has_alpha = matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba);
    if has_alpha {
        let color_of = |pixel: &[u8]| pixel.split_last().map(|(_, color)| color.to_vec());
        let first = pixels.clone().next().and_then(color_of);
        if pixels
            .clone()
            .all(|pixel| pixel.split_last().map(|(_, color)| color) == first.as_deref())
        {
            return pixels.filter_map(|pixel| pixel.last().copied()).collect();
        }
    }
    pixels
        .filter_map(|pixel| match pixel {
            [r, g, b] | [r, g, b, _] => Some(luma(*r, *g, *b)),
            [grey] | [grey, _] => Some(*grey),
            _ => None,
        })
        .collect()
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    let sum = 19_595 * u32::from(r) + 38_470 * u32::from(g) + 7_471 * u32::from(b);
    ((sum + (1 << 15)) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of `width` × 2 with the given samples.
    fn png(width: u32, color: ColorType, samples: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, 2);
        encoder.set_color(color);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(samples).expect("samples");
        writer.finish().expect("an end");
        bytes
    }

    fn values(bytes: &[u8]) -> Vec<u8> {
        read(bytes).expect("a readable PNG").grey.values
    }

    #[test]
    fn every_colour_type_has_one_rule() {
        assert_eq!(
            values(&png(2, ColorType::Grayscale, &[0, 9, 128, 255])),
            [0, 9, 128, 255]
        );
        let rgb = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
        assert_eq!(values(&png(2, ColorType::Rgb, &rgb)), [76, 150, 29, 255]);
        let constant = [7, 0, 7, 50, 7, 200, 7, 255];
        assert_eq!(
            values(&png(2, ColorType::GrayscaleAlpha, &constant)),
            [0, 50, 200, 255]
        );
        let varied = [7, 255, 8, 255, 9, 255, 10, 255];
        assert_eq!(
            values(&png(2, ColorType::GrayscaleAlpha, &varied)),
            [7, 8, 9, 10]
        );
    }

    #[test]
    fn a_cut_picture_keeps_its_whole_rows() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 64, 64);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_compression(png::Compression::NoCompression);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&[200; 64 * 64]).expect("samples");
        writer.finish().expect("an end");
        let cut = read(&bytes[..bytes.len() / 2]).expect("its upper half");
        assert!(
            (10..60).contains(&cut.complete_rows),
            "{} rows",
            cut.complete_rows
        );
        let filled = cut
            .grey
            .values
            .iter()
            .filter(|value| **value == 200)
            .count();
        assert_eq!(filled, 64 * cut.complete_rows as usize);
    }

    #[test]
    fn a_huge_declaration_is_refused_before_it_costs_anything() {
        let mut bytes = png(2, ColorType::Grayscale, &[0; 4]);
        bytes[16..24].copy_from_slice(&[0, 0, 0xC3, 0x50, 0, 0, 0xC3, 0x50]);
        let checksum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        let expected = MaskProblem::TooLarge {
            width: 50_000,
            height: 50_000,
        };
        assert_eq!(read(&bytes), Err(expected));
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc: u32, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        })
    }
}
