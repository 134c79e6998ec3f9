//! In which encoding a mask was written. Never decodes it, and never turns one
//! encoding into another.

use super::item::MASK;
use super::value::{Object, Value, is_key};
use crate::geometry::Ring;
use crate::mask::{Encoding, Stray};

/// The shortest base64 that can be a PNG: the smallest PNG has 67 bytes.
const PNG_BASE64: usize = 64;

/// Keys under which an object that stands for a mask holds its text.
const DATA: &[&str] = &["inline_data", "inlineData", "data"];

/// The encoding of what stands under a mask's key.
pub(super) fn encoding(value: &Value) -> Encoding {
    match value {
        Value::Text(text) | Value::Bare(text) => text_encoding(text),
        Value::Object(object) => match inner(object) {
            Some(Value::Text(text)) => text_encoding(text),
            Some(inner @ Value::Object(_)) => encoding(inner),
            _ => Encoding::Other(Stray::Object),
        },
        Value::List(values) => list_encoding(values),
        Value::Bool(_) => Encoding::Other(Stray::Flag),
        Value::Number(_) => Encoding::Other(Stray::Number),
        Value::TooLong => Encoding::Other(Stray::LongText),
    }
}

/// Whether something under a mask's key is meant as a mask, and is not the name
/// of a variable or a place to fill in.
pub(super) fn says_mask(value: &Value) -> bool {
    match value {
        Value::Text(text) => says_mask_text(text),
        Value::Bare(text) => is_tokens(text),
        Value::Object(object) => inner(object).is_some_and(says_mask),
        Value::List(values) => values.iter().any(|value| match value {
            Value::Bool(_) => true,
            Value::List(_) => says_mask(value),
            Value::Object(object) => vertex(object).is_some(),
            other => other.number().is_some(),
        }),
        Value::TooLong => true,
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether `encoding` is base64 that ends as every whole PNG does.
pub(super) fn is_whole_png(encoding: &Encoding) -> bool {
    let Encoding::Text(text) = encoding else {
        return false;
    };
    // The last chunk, `IEND` with its checksum, at the three places to which it
    // can fall among the symbols.
    let text = text.trim_end().trim_end_matches('=');
    ["SUVORK5CYII", "lFTkSuQmCC", "JRU5ErkJggg"]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Whether a mask may stand under `key`, in an object or in one within it.
pub(super) fn may_hold_mask(key: &str) -> bool {
    is_key(key, MASK) || is_key(key, DATA)
}

fn inner(object: &Object) -> Option<&Value> {
    object.get(DATA)
}

fn is_tokens(text: &str) -> bool {
    text.contains("<seg_") || text.contains("<start_of_mask>")
}

fn says_mask_text(text: &str) -> bool {
    let text = text.trim();
    let payload = match text.strip_prefix("data:") {
        Some(url) => url.split_once(',').map_or("", |(_, payload)| payload),
        None if text.len() < PNG_BASE64 && !text.starts_with("iVBOR") => "",
        None => text,
    };
    let is_symbol = |c: char| {
        c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '+' | '/' | '-' | '_' | '=')
    };
    is_tokens(text) || (!payload.is_empty() && payload.chars().all(is_symbol))
}

fn text_encoding(text: &str) -> Encoding {
    match text.trim() {
        "" => Encoding::Absent,
        text if is_tokens(text) => Encoding::Tokens(text.matches("<seg_").count()),
        _ => Encoding::Text(text.to_owned()),
    }
}

fn list_encoding(values: &[Value]) -> Encoding {
    if values.is_empty() {
        return Encoding::Absent;
    }
    if values.iter().all(|value| matches!(value, Value::Bool(_))) {
        return Encoding::Other(Stray::FlagRow);
    }
    if let Some(rows) = flags(values) {
        return Encoding::Flags(rows);
    }
    if let Some(ring) = ring(values) {
        return Encoding::Rings(vec![ring]);
    }
    if let Some(ring) = flat_ring(values) {
        return Encoding::Rings(vec![ring]);
    }
    let rings = values.iter().map(|value| match value {
        Value::List(values) => ring(values).or_else(|| match list_encoding(values) {
            Encoding::Rings(mut rings) if rings.len() == 1 => rings.pop(),
            _ => None,
        }),
        _ => None,
    });
    rings
        .collect::<Option<Vec<_>>>()
        .map_or(Encoding::Other(Stray::List), Encoding::Rings)
}

/// Rows of true and false; or of 0 and 1, when they are more than one and too
/// wide for vertices.
fn flags(values: &[Value]) -> Option<Vec<Vec<bool>>> {
    let rows = values.iter().map(|row| match row {
        Value::List(row) if !row.is_empty() => Some(row.as_slice()),
        _ => None,
    });
    let rows = rows.collect::<Option<Vec<_>>>()?;
    let is_wide = rows.len() > 1 && rows.iter().all(|row| row.len() > 2);
    let flag = |value: &Value| match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) if is_wide && *number == 0.0 => Some(false),
        Value::Number(number) if is_wide && *number == 1.0 => Some(true),
        _ => None,
    };
    rows.into_iter()
        .map(|row| row.iter().map(flag).collect())
        .collect()
}

/// A ring of `[x, y]` pairs or `{x, y}` objects.
fn ring(values: &[Value]) -> Option<Ring<[f64; 2]>> {
    let pair = |value: &Value| match value {
        Value::List(pair) => match pair.as_slice() {
            [a, b] => Some([a.number()?, b.number()?]),
            _ => None,
        },
        Value::Object(object) => vertex(object),
        _ => None,
    };
    values.iter().map(pair).collect()
}

/// A ring of numbers without brackets around the pairs.
fn flat_ring(values: &[Value]) -> Option<Ring<[f64; 2]>> {
    let numbers = values.iter().map(Value::number);
    let numbers = numbers.collect::<Option<Vec<f64>>>()?;
    let pairs = numbers.chunks_exact(2);
    let is_even = pairs.remainder().is_empty();
    is_even.then(|| pairs.filter_map(|pair| pair.try_into().ok()).collect())
}

fn vertex(object: &Object) -> Option<[f64; 2]> {
    let edge = |name: &str| object.get(&[name])?.number();
    Some([edge("x")?, edge("y")?])
}
