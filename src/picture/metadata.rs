//! A picture's file without what it says beside its pixels: where and when it was
//! taken, with what, by whom. Never decodes, and never changes a byte of the pixels or
//! of what tells how they are shown.
//!
//! What stays is listed, everything else goes, so that nothing new slips through. What
//! follows the picture in its file goes too: phones put second pictures and films there,
//! with metadata of their own.

use std::borrow::Cow;

/// The file in `bytes` without its metadata. For JPEG, PNG and WebP; any other file, and
/// one that is not built as it should be, comes back as it is. A file that breaks off
/// within its pixels keeps those that it has.
///
/// Whether the picture is to be turned is metadata as well, so only a file that
/// [stands upright](super::Header::is_plain) looks the same afterwards.
///
/// ```
/// use masque::picture::without_metadata;
/// let png = b"\x89PNG\r\n\x1a\n\0\0\0\x04tEXthereCRC.\0\0\0\0IENDCRC.";
/// assert_eq!(*without_metadata(png), *b"\x89PNG\r\n\x1a\n\0\0\0\0IENDCRC.");
/// assert_eq!(*without_metadata(b"GIF89a"), *b"GIF89a");
/// ```
pub fn without_metadata(bytes: &[u8]) -> Cow<'_, [u8]> {
    let kept = jpeg(bytes).or_else(|| png(bytes)).or_else(|| webp(bytes));
    match kept {
        Some(kept) if kept != bytes => Cow::Owned(kept),
        _ => Cow::Borrowed(bytes),
    }
}

/// `None` when it is no JPEG, or none that is understood up to its pixels.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut kept = b"\xff\xd8".to_vec();
    let mut has_pixels = false;
    while let Some((marker, after)) = next_marker(rest) {
        rest = after;
        match marker {
            0xd9 => {
                kept.extend([0xff, marker]);
                break;
            }
            // These stand alone; a second picture cannot begin within one.
            0x01 | 0xd0..=0xd7 => {
                kept.extend([0xff, marker]);
                continue;
            }
            0xd8 => return None,
            _ => {}
        }
        let segment = segment(rest);
        let Some((segment, after)) = segment else {
            // It breaks off here.
            if has_pixels && is_shown(marker, rest) {
                kept.extend([0xff, marker]);
                kept.extend(rest);
            }
            break;
        };
        rest = after;
        if is_shown(marker, segment) {
            kept.extend([0xff, marker]);
            kept.extend(segment);
        }
        if marker == 0xda {
            has_pixels = true;
            let (scan, after) = rest.split_at(scan_end(rest));
            kept.extend(scan);
            rest = after;
        }
    }
    has_pixels.then_some(kept)
}

/// The next marker of a JPEG, and what stands behind it; what stands before it is
/// passed over, as decoders do.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut was_mark = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            0xff => was_mark = true,
            0 => was_mark = false,
            marker if was_mark => return Some((*marker, bytes.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

/// A segment of a JPEG, its length included, and what stands behind it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let [high, low] = bytes.first_chunk()?;
    let length = usize::from(u16::from_be_bytes([*high, *low]));
    if length < 2 {
        return None;
    }
    bytes.split_at_checked(length)
}

/// Whether a segment of a JPEG has to do with how its pixels are shown.
fn is_shown(marker: u8, segment: &[u8]) -> bool {
    let begins = |name: &[u8]| segment.get(2..).is_some_and(|text| text.starts_with(name));
    match marker {
        // Its extension is a small picture.
        0xe0 => !begins(b"JFXX\0"),
        0xe2 => begins(b"ICC_PROFILE\0"),
        // Which colours the numbers are.
        0xee => begins(b"Adobe"),
        0xe0..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Where the pixels of a scan end: at the next marker that is none of its own.
fn scan_end(bytes: &[u8]) -> usize {
    let mut mark = None;
    for (at, byte) in bytes.iter().enumerate() {
        mark = match (byte, mark) {
            (0xff, mark) => mark.or(Some(at)),
            (0 | 0xd0..=0xd7, _) | (_, None) => None,
            (_, Some(mark)) => return mark,
        };
    }
    bytes.len()
}

/// Chunks of a PNG that have to do with how its pixels are shown, besides those that no
/// decoder can do without.
const PNG_SHOWN: [&[u8; 4]; 14] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// `None` when it is no PNG.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let signature = b"\x89PNG\r\n\x1a\n";
    let mut rest = bytes.strip_prefix(signature)?;
    let mut kept = signature.to_vec();
    // Decoders want to see that something follows the pixels, so a file that breaks off
    // keeps how the last chunk begins.
    let mut last: &[u8] = &[];
    while let Some([a, b, c, d, kind @ ..]) = rest.first_chunk::<8>() {
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return None;
        }
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let end = length.saturating_add(12).min(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        let is_needed = kind.first().is_some_and(u8::is_ascii_uppercase);
        if is_needed || PNG_SHOWN.contains(&kind) {
            kept.extend(chunk);
            last = &[];
        } else {
            last = chunk.get(..8).unwrap_or(chunk);
        }
        if kind == b"IEND" {
            break;
        }
    }
    kept.extend(last);
    Some(kept)
}

/// Chunks of a WebP that have to do with how its pixels are shown.
const WEBP_SHOWN: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];

/// The bits of `VP8X` that promise EXIF and XMP.
const WEBP_METADATA: u8 = 0b1100;

/// `None` when it is no WebP, or ends where no chunk does.
fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let (b"RIFF", rest) = bytes.split_first_chunk()? else {
        return None;
    };
    let (size, rest) = rest.split_first_chunk()?;
    let declared = u32::from_le_bytes(*size);
    let (chunks, behind) = rest
        .split_at_checked(declared as usize)
        .unwrap_or((rest, &[]));
    let mut rest = chunks.strip_prefix(b"WEBP")?;
    let mut kept = [b"RIFF", &size[..], b"WEBP"].concat();
    // What is missing at the end of a file that breaks off, and was promised.
    let mut missing = 0;
    while let Some(([kind @ .., a, b, c, d], _)) = rest.split_first_chunk::<8>() {
        let kind: &[u8; 4] = kind;
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        // To an even place.
        let whole = length.saturating_add(length & 1).saturating_add(8);
        // The last may lack what fills it up, and only a file that breaks off more.
        if whole > rest.len() + 1 && !behind.is_empty() {
            return None;
        }
        let (chunk, after) = rest.split_at(whole.min(rest.len()));
        rest = after;
        if !WEBP_SHOWN.contains(&kind) {
            continue;
        }
        missing = whole - chunk.len();
        let flags = kept.len() + 8;
        kept.extend(chunk);
        if let (b"VP8X", Some(flags)) = (kind, kept.get_mut(flags)) {
            *flags &= !WEBP_METADATA;
        }
    }
    let size = u32::try_from((kept.len() - 8).checked_add(missing)?).ok()?;
    kept.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    Some(kept)
}

#[cfg(test)]
mod tests;
