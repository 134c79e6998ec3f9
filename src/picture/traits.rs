//! What is unusual about a picture file, from its structure alone: frames,
//! bits, colour model. Never decodes, and stops at the first byte that does not
//! fit.

use super::{Format, Trait};

pub(super) fn of(format: Format, bytes: &[u8]) -> Vec<Trait> {
    let found = match format {
        Format::Png => png(bytes),
        Format::Jpeg => [jpeg_channels(bytes) == Some(4)]
            .map(|cmyk| cmyk.then_some(Trait::Cmyk))
            .to_vec(),
        Format::Gif => vec![(gif_frames(bytes) > 1).then_some(Trait::Animated)],
        Format::Webp => {
            let flags = bytes
                .get(12..16)
                .filter(|kind| *kind == b"VP8X")
                .and(bytes.get(20));
            vec![
                flags
                    .is_some_and(|flags| flags & 2 != 0)
                    .then_some(Trait::Animated),
            ]
        }
        Format::Avif => vec![(bytes.get(8..12) == Some(b"avis")).then_some(Trait::Animated)],
        Format::Bmp | Format::Heic => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// Depth from the IHDR; `acTL` before the first `IDAT` makes it an animation.
fn png(bytes: &[u8]) -> Vec<Option<Trait>> {
    let deep = bytes.get(24) == Some(&16);
    let mut at = 8;
    let animated = loop {
        let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) else {
            break false;
        };
        match kind {
            b"acTL" => break true,
            b"IDAT" => break false,
            _ => at = at.saturating_add(12 + u32::from_be_bytes([*a, *b, *c, *d]) as usize),
        }
        if at > bytes.len() {
            break false;
        }
    };
    vec![
        deep.then_some(Trait::SixteenBit),
        animated.then_some(Trait::Animated),
    ]
}

/// The number of components in the first frame header.
fn jpeg_channels(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let [0xFF, marker, high, low] = bytes.get(at..at + 4)? else {
            return None;
        };
        let is_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if is_frame {
            return bytes.get(at + 9).copied();
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
}

/// Frames up to the second one.
fn gif_frames(bytes: &[u8]) -> u32 {
    let table = |packed: u8| {
        if packed & 0x80 == 0 {
            0
        } else {
            3 << ((packed & 7) + 1)
        }
    };
    let blocks_end = |mut at: usize| loop {
        match bytes.get(at) {
            Some(0) => return Some(at + 1),
            Some(length) => at += 1 + usize::from(*length),
            None => return None,
        }
    };
    let mut frames = 0;
    let mut next = bytes.get(10).map(|packed| 13 + table(*packed));
    while let Some(at) = next {
        next = match bytes.get(at) {
            Some(0x21) => blocks_end(at + 2),
            Some(0x2C) => {
                frames += 1;
                let packed = bytes.get(at + 9).copied();
                packed.and_then(|packed| blocks_end(at + 11 + table(packed)))
            }
            _ => None,
        };
        if frames == 2 {
            break;
        }
    }
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_bits_and_channels_are_found() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x10\0\0\0\0crc.".to_vec();
        png.extend(b"\0\0\0\x08acTL");
        assert_eq!(of(Format::Png, &png), [Trait::SixteenBit, Trait::Animated]);
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x01\0\x01\x04";
        assert_eq!(of(Format::Jpeg, jpeg), [Trait::Cmyk]);
        let frame = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x01\x44\0";
        let gif = [b"GIF89a\x01\0\x01\0\0\0\0".as_slice(), frame].concat();
        assert_eq!(of(Format::Gif, &gif), []);
        assert_eq!(
            of(
                Format::Gif,
                &[&gif, b"\x21\xf9\x01a\0".as_slice(), frame].concat()
            ),
            [Trait::Animated]
        );
    }
}
