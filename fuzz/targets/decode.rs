//! From an answer's text, or from a picture file over a box, to masks at
//! several sizes and thresholds.
//!
//! Input: 12 bytes (an even first byte: an answer follows, an odd one: a
//! picture file; the threshold; the picture's two sides; the box's four edges as
//! 16-bit quarters of a thousandth), then the answer or the file. The checksums
//! of PNG files are not looked at while fuzzing.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::arbitrary::{self, Unstructured};
use libfuzzer_sys::fuzz_target;
use masque::geometry::{NormBox, PixelBox, Size};
use masque::mask::{Decoded, Encoding, Mask, MaskProblem, Note, Source, decode, difference};

struct Header {
    is_answer: bool,
    /// 0–254.
    threshold: u8,
    picture: Size,
    bounds: Option<NormBox>,
}

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let Ok(header) = header(&mut input) else {
        return;
    };
    let rest = input.take_rest();
    if header.is_answer {
        let (found, _) = masque_fuzz::read(&String::from_utf8_lossy(rest));
        for detection in found.iter().take(8) {
            if let Ok(decoded) = decode(&detection.mask, detection.bounds, header.picture) {
                check_source(&decoded.source, &header);
            }
        }
    } else if let Ok(whole) = decode_file(rest, &header) {
        check_source(&whole.source, &header);
        let cut = rest.len() * usize::from(header.threshold) / 255;
        // Other formats are read whole or not at all.
        if rest.starts_with(b"\x89PNG") {
            check_cut_short(rest, cut, &whole, &header);
        }
    }
});

fn header(input: &mut Unstructured) -> arbitrary::Result<Header> {
    let [mode, threshold, width, height]: [u8; 4] = input.arbitrary()?;
    let edges: [i16; 4] = input.arbitrary()?;
    let side = |byte: u8| 1 + u32::from(byte) * 3;
    Ok(Header {
        is_answer: mode % 2 == 0,
        threshold: threshold.min(254),
        picture: Size::new(side(width), side(height)).expect("sides from 1 to 766"),
        bounds: NormBox::from_wire(edges.map(|edge| f64::from(edge) / 4.0)),
    })
}

fn decode_file(bytes: &[u8], header: &Header) -> Result<Decoded, MaskProblem> {
    let text = format!("data:image/png;base64,{}", STANDARD.encode(bytes));
    decode(&Encoding::Text(text), header.bounds, header.picture)
}

fn check_source(source: &Source, header: &Header) {
    let sizes = [(1, 1), (Size::LONGEST_SIDE, 1), (1, Size::LONGEST_SIDE)];
    for (width, height) in sizes {
        let picture = Size::new(width, height).expect("a size");
        let mask = source.rasterise(picture, header.threshold);
        check(&mask, source, picture);
    }
    let mask = source.rasterise(header.picture, header.threshold);
    check(&mask, source, header.picture);
    // Whoever passes a threshold passes all that are lower.
    let lower = source.rasterise(header.picture, header.threshold / 2);
    check(&lower, source, header.picture);
    assert!(difference(&mask, &lower).is_empty());
    if matches!(source, Source::Rings(_)) {
        assert_eq!(mask, lower, "a threshold touched an outline");
    }
}

fn check(mask: &Mask, source: &Source, picture: Size) {
    masque_fuzz::check_mask(mask, picture);
    let (Source::Values { bounds, .. } | Source::Flags { bounds, .. }) = source else {
        return;
    };
    let visible = PixelBox::from_norm(*bounds, picture).crop(picture);
    let Some(held) = mask.bounds() else { return };
    let visible = visible.expect("a mask whose box lies outside of the picture");
    let within = |at: i64, side: u32, from: i64, length: u32| {
        at >= from && at + i64::from(side) <= from + i64::from(length)
    };
    assert!(
        within(held.x(), held.width(), visible.x(), visible.width())
            && within(held.y(), held.height(), visible.y(), visible.height()),
        "{held:?} leaves the box {visible:?}"
    );
}

/// A file that breaks off gives the same upper rows, says how many, and never
/// more than the whole file gives.
fn check_cut_short(bytes: &[u8], cut: usize, whole: &Decoded, header: &Header) {
    // With an alpha channel, the rows that are there decide what counts.
    let color_type = bytes.get(25).copied();
    let has_alpha =
        !matches!(color_type, Some(0 | 2 | 3)) || bytes.windows(4).any(|name| name == b"tRNS");
    let Some(Ok(part)) = bytes.get(..cut).map(|bytes| decode_file(bytes, header)) else {
        return;
    };
    let (Some((whole, all)), Some((part, some))) = (grey_rows(whole), grey_rows(&part)) else {
        panic!("a file became an outline");
    };
    assert!(some <= all, "{some} rows of a part, {all} of the whole");
    assert_eq!(whole.len(), part.len());
    if !has_alpha {
        assert_eq!(whole[..some], part[..some]);
    }
}

/// All rows of grey values, and how many of them were there.
fn grey_rows(decoded: &Decoded) -> Option<(Vec<Vec<u8>>, usize)> {
    let Source::Values { grey, .. } = &decoded.source else {
        return None;
    };
    let rows: Vec<Vec<u8>> = grey.rows().map(|row| row.into_owned()).collect();
    let partial = decoded.notes.iter().find_map(|note| match note {
        Note::Partial { rows, .. } => Some(*rows as usize),
        _ => None,
    });
    let complete = partial.unwrap_or(rows.len());
    Some((rows, complete))
}
