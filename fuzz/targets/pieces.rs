//! The reader on a text that comes in pieces: the same objects and the same
//! report as in one piece, and no object later than its closing bracket. The
//! bytes of a streamed reply are cut as well, within characters too.
//!
//! Input: how many piece lengths follow, the lengths in bytes, the text.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Unstructured};
use libfuzzer_sys::fuzz_target;
use masque::answer::{Detection, Reader, Report};
use masque::gemini::{Part, ReplyReader};

/// Up to this length, in bytes, a text is also read character by character and
/// cut at every place at which a piece ends.
const SHORT: usize = 2048;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Unstructured::new(bytes);
    let Ok(lengths) = lengths(&mut input) else {
        return;
    };
    let rest = input.take_rest();
    let text = String::from_utf8_lossy(rest);
    let whole = masque_fuzz::read(&text);
    masque_fuzz::check_reading(&text, &whole.0, &whole.1);

    let pieces = cut(&text, &lengths);
    assert_eq!(pieces.concat(), text);
    assert_eq!(in_pieces(&pieces), whole);

    if text.len() <= SHORT {
        assert_eq!(in_pieces(&cut(&text, &[1])), whole);
        check_prefixes(&pieces, &text, &whole.0);
        check_stream(&pieces, &lengths, &whole);
    }
    check_reply(rest, &lengths);
});

fn lengths(input: &mut Unstructured) -> arbitrary::Result<Vec<usize>> {
    let count = input.arbitrary::<u8>()? % 16;
    let lengths: Vec<u8> = (0..count)
        .map(|_| input.arbitrary())
        .collect::<Result<_, _>>()?;
    let mut lengths: Vec<usize> = lengths.into_iter().map(usize::from).collect();
    if lengths.iter().all(|length| *length == 0) {
        lengths.push(1);
    }
    Ok(lengths)
}

/// `text` in pieces of these lengths, over and over; a piece that would end
/// within a character ends after it. Pieces may be empty.
fn cut<'a>(text: &'a str, lengths: &[usize]) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let mut end = rest.len().min(*length);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn in_pieces(pieces: &[&str]) -> (Vec<Detection>, Report) {
    let mut reader = Reader::new();
    let found = pieces.iter().flat_map(|piece| reader.push(piece)).collect();
    (found, reader.finish())
}

/// Cut short at the end of any piece, the text gives what the pieces up to
/// there gave: the first of all objects, none late and none early.
fn check_prefixes(pieces: &[&str], text: &str, whole: &[Detection]) {
    let mut reader = Reader::new();
    let (mut end, mut given) = (0, 0);
    for piece in pieces.iter().take(32) {
        end += piece.len();
        given += reader.push(piece).len();
        let (found, report) = masque_fuzz::read(&text[..end]);
        assert_eq!(found, whole[..given]);
        masque_fuzz::check_reading(&text[..end], &found, &report);
    }
}

/// The pieces as the events of a reply whose bytes come in pieces, too.
fn check_stream(pieces: &[&str], lengths: &[usize], whole: &(Vec<Detection>, Report)) {
    let events: String = pieces
        .iter()
        .map(|piece| {
            let parts = serde_json::json!({ "parts": [{ "text": piece }] });
            let event = serde_json::json!({ "candidates": [{ "content": parts }] });
            format!("data: {event}\r\n\r\n")
        })
        .collect();
    let mut reader = Reader::new();
    let mut found = Vec::new();
    for part in parts(events.as_bytes(), lengths) {
        let Part::Text(piece) = part else {
            panic!("{part:?} out of nothing");
        };
        found.extend(reader.push(&piece));
    }
    assert_eq!((found, reader.finish()), *whole);
}

/// Any bytes as a reply: the same parts, however they are cut.
fn check_reply(bytes: &[u8], lengths: &[usize]) {
    assert_eq!(parts(bytes, lengths), parts(bytes, &[usize::MAX]));
}

fn parts(bytes: &[u8], lengths: &[usize]) -> Vec<Part> {
    let mut reader = ReplyReader::new();
    let mut parts = Vec::new();
    let mut rest = bytes;
    for length in lengths.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        let (piece, after) = rest.split_at(rest.len().min(*length));
        parts.extend(reader.push(piece));
        rest = after;
    }
    parts.extend(reader.finish());
    parts
}
