//! The bytes that a mask's text stands for: a data URL, or base64 alone, in all
//! the forms in which models and people leave it. Never fails on what can be
//! read past, and says where it had to stop.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

/// What a text gave.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Payload {
    pub bytes: Vec<u8>,
    /// Whether a character ended the reading that base64 does not have.
    pub stopped: bool,
}

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads `text`. `is_known` recognises bytes that need no base64: the payload
/// of a data URL may also be written with percent signs alone.
pub(super) fn read(text: &str, is_known: impl Fn(&[u8]) -> bool) -> Payload {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace() || "\"'`".contains(c));
    let is_url = text
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    let payload = match text.split_once(',') {
        Some((_, payload)) if is_url => payload,
        _ if is_url => "",
        _ => text,
    };
    let payload = if is_url {
        unescaped(payload.as_bytes())
    } else {
        Cow::Borrowed(payload.as_bytes())
    };
    if is_url && is_known(&payload) {
        return Payload {
            bytes: payload.into_owned(),
            stopped: false,
        };
    }
    base64(&payload)
}

/// A URL's payload without its percent signs; a broken one stays as it is.
fn unescaped(payload: &[u8]) -> Cow<'_, [u8]> {
    if !payload.contains(&b'%') {
        return Cow::Borrowed(payload);
    }
    let digit = |byte: u8| {
        (byte as char)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let mut bytes = Vec::with_capacity(payload.len());
    let mut rest = payload;
    while let [first, after @ ..] = rest {
        let escape = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        bytes.push(escape.map_or(*first, |(high, low)| high << 4 | low));
        let length = if escape.is_some() { 3 } else { 1 };
        rest = rest.get(length..).unwrap_or(&[]);
    }
    Cow::Owned(bytes)
}

/// Base64 of either alphabet, with or without padding; white space is ignored,
/// written out as `\n` too. Padding ends one piece, and another may follow.
fn base64(text: &[u8]) -> Payload {
    // Nearly every mask is plain, and needs no copy.
    if let Ok(bytes) = ENGINE.decode(text.trim_ascii_end()) {
        let stopped = false;
        return Payload { bytes, stopped };
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut piece = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied().peekable();
    let mut stopped = false;
    while let Some(byte) = rest.next() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => piece.push(byte),
            b'-' => piece.push(b'+'),
            b'_' => piece.push(b'/'),
            b'=' => decode_piece(&mut piece, &mut bytes),
            b'\\' if rest.next_if(|next| b"nrt".contains(next)).is_some() => {}
            b'\\' if rest.peek() == Some(&b'/') => {}
            _ if byte.is_ascii_whitespace() => {}
            _ => {
                stopped = true;
                break;
            }
        }
    }
    decode_piece(&mut piece, &mut bytes);
    Payload { bytes, stopped }
}

/// Moves the bytes of `piece`, symbols of the standard alphabet, to `bytes`.
fn decode_piece(piece: &mut Vec<u8>, bytes: &mut Vec<u8>) {
    // One symbol alone holds no byte: the text was cut there.
    if piece.len() % 4 == 1 {
        piece.pop();
    }
    // Only symbols are in it, so there is nothing left to fail.
    let _ = ENGINE.decode_vec(&*piece, bytes);
    piece.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes of `text`, and whether something stopped it.
    fn bytes(text: &str) -> (Vec<u8>, bool) {
        let payload = read(text, |bytes| bytes.starts_with(b"\xfb\xff\xbf"));
        (payload.bytes, payload.stopped)
    }

    #[test]
    fn base64_is_read_in_all_its_dialects() {
        let same = [
            "+/+/",
            "-_-_",
            " +/\n+/\t\r\n ",
            "+/+/==",
            "+/+/=",
            "+/+/A",
            "+/\\n+/\\r\\n",
            "+\\/+\\/",
            "`+/+/",
            "data:image/png;base64,+/+/",
            "DATA:image/PNG;charset=utf-8;BASE64, +/+/",
            "\n \"data:;base64,+/+/",
            "data:image/png,+/+/",
            "data:image/png;base64,%2B%2f%2B/",
            "data:image/png,%FB%ff%BF",
        ];
        for text in same {
            assert_eq!(bytes(text), (vec![0xfb, 0xff, 0xbf], false), "{text:?}");
        }
    }

    #[test]
    fn stray_characters_at_the_end_are_left_out() {
        for text in [
            "+/+/\"",
            "+/+/`",
            "+/+/\"}",
            "+/+/==\n```",
            "+/+/…",
            "+/+/*AAAA",
            "+/+/\\",
        ] {
            assert_eq!(bytes(text), (vec![0xfb, 0xff, 0xbf], true), "{text:?}");
        }
    }

    #[test]
    fn padding_in_the_middle_ends_a_piece() {
        assert_eq!(bytes("AQ==Ag==").0, [1, 2]);
        assert_eq!(bytes("AQI=AwQF").0, [1, 2, 3, 4, 5]);
        assert_eq!(bytes("A=AQID").0, [1, 2, 3]);
        assert!(bytes("====").0.is_empty());
        assert_eq!(bytes("AQ=").0, [1]);
    }

    #[test]
    fn what_is_missing_at_the_end_costs_no_byte_before_it() {
        assert_eq!(bytes("AQID").0, [1, 2, 3]);
        assert_eq!(bytes("AQI").0, [1, 2]);
        assert_eq!(bytes("AQ").0, [1]);
        assert!(bytes("A").0.is_empty());
        // Bits that do not fill a byte, whatever they are.
        assert_eq!(bytes("AR").0, [1]);
    }

    #[test]
    fn a_url_without_a_payload_is_empty() {
        for text in [
            "data:",
            "data:image/png;base64",
            "data:image/png;base64,",
            "data:,%",
            "",
        ] {
            assert!(bytes(text).0.is_empty(), "{text:?}");
        }
    }
}
