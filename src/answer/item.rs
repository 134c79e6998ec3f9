//! From an object of the answer to a [`Detection`]. Never guesses a value that
//! is not there.

use super::scan::{Object, Value};
use super::{Detection, label};
use crate::geometry::{NormBox, NormPoint, Ring};
use crate::mask::Encoding;

/// Keys under which models write a 2D box, `box_2d` being the documented one.
const BOX: &[&str] = &["box_2d", "bbox", "box", "bounding_box", "bbox_2d"];
/// Keys under which models write a mask.
const MASK: &[&str] = &[
    "mask",
    "segmentation_mask",
    "segmentation",
    "polygon",
    "mask_2d",
];
/// Keys under which models write a point.
const POINT: &[&str] = &["point", "point_2d"];
/// Keys under which models write a 3D box.
const BOX_3D: &[&str] = &["box_3d"];
/// Keys under which models write a label.
const LABEL: &[&str] = &["label", "name", "text_label", "class", "description"];

/// Whether `object` is an item: something that says where a thing is. `under` is
/// the key under which it stands, so that a vertex `{x, y}` is none.
pub(super) fn is_item(object: &Object, under: Option<&str>) -> bool {
    let has = |keys: &[&str]| object.get(keys).is_some();
    let within_geometry = under.is_some_and(|key| [BOX, MASK, POINT].concat().contains(&key));
    if has(BOX) || corners(object).is_some() {
        return true;
    }
    !object.held_items && !within_geometry && (has(MASK) || has(POINT) || has(BOX_3D))
}

/// The detection that `object` describes.
pub(super) fn detection(object: &Object) -> Detection {
    let written = object.get(BOX);
    let bounds = written.and_then(bounds).or_else(|| corners(object));
    let empty = |value: &Value| matches!(value, Value::Bare(text) if text.is_empty());
    Detection {
        label: label(object),
        bounds,
        bad_box: bounds.is_none() && written.is_some_and(|value| !empty(value)),
        point: object.get(POINT).and_then(point),
        mask: object.get(MASK).map_or(Encoding::Absent, encoding),
    }
}

/// The label of `object`, made safe to show.
pub(super) fn label(object: &Object) -> Option<String> {
    match object.get(LABEL)? {
        Value::Text(text) | Value::Bare(text) => label::clean(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn bounds(value: &Value) -> Option<NormBox> {
    match value {
        Value::List(values) => match values.as_slice() {
            [only @ Value::List(_)] => bounds(only),
            [y0, x0, y1, x1] => {
                NormBox::from_wire([number(y0)?, number(x0)?, number(y1)?, number(x1)?])
            }
            _ => None,
        },
        Value::Object(object) => corners(object),
        _ => None,
    }
}

/// A box as named corners: `{"y", "x", "y2", "x2"}`, `{"ymin", …}`.
fn corners(object: &Object) -> Option<NormBox> {
    let names = [
        ["y_min", "ymin", "y1", "y0", "y"],
        ["x_min", "xmin", "x1", "x0", "x"],
        ["y_max", "ymax", "y2", "y1", "y2"],
        ["x_max", "xmax", "x2", "x1", "x2"],
    ];
    (0..5).find_map(|form| {
        let edge = |side: &[&str; 5]| {
            side.get(form)
                .and_then(|name| object.get(&[*name]))
                .and_then(number)
        };
        let [y0, x0, y1, x1] = &names;
        NormBox::from_wire([edge(y0)?, edge(x0)?, edge(y1)?, edge(x1)?])
    })
}

fn point(value: &Value) -> Option<NormPoint> {
    let Value::List(values) = value else {
        return None;
    };
    let [y, x] = values.as_slice() else {
        return None;
    };
    NormPoint::new(number(x)?, number(y)?)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn encoding(value: &Value) -> Encoding {
    match value {
        Value::Text(text) | Value::Bare(text) => text_encoding(text),
        Value::Object(object) => match object.get(&["inline_data", "inlineData", "data"]) {
            Some(Value::Text(text)) => text_encoding(text),
            Some(inner @ Value::Object(_)) => encoding(inner),
            _ => Encoding::Other("an object"),
        },
        Value::List(values) if values.is_empty() => Encoding::Absent,
        Value::List(values) => list_encoding(values),
        Value::Bool(_) => Encoding::Other("true or false"),
        Value::Number(_) => Encoding::Other("a single number"),
    }
}

fn text_encoding(text: &str) -> Encoding {
    let tokens = text.matches("<seg_").count();
    match text.trim() {
        "" => Encoding::Absent,
        text if tokens > 0 || text.contains("<start_of_mask>") => Encoding::Tokens(tokens),
        _ => Encoding::Text(text.to_owned()),
    }
}

fn list_encoding(values: &[Value]) -> Encoding {
    let flat = || values.iter().map(number).collect::<Option<Vec<f64>>>();
    if values.iter().all(|value| matches!(value, Value::Bool(_))) {
        return Encoding::Other("a list of true and false");
    }
    if let Some(ring) = ring(values) {
        return Encoding::Rings(vec![ring]);
    }
    if let Some(numbers) = flat().filter(|numbers| numbers.len() % 2 == 0) {
        let pairs = numbers.chunks_exact(2);
        return Encoding::Rings(vec![
            pairs.filter_map(|pair| pair.try_into().ok()).collect(),
        ]);
    }
    let rings = values.iter().map(|value| match value {
        Value::List(values) => ring(values).or_else(|| match list_encoding(values) {
            Encoding::Rings(mut rings) if rings.len() == 1 => rings.pop(),
            _ => None,
        }),
        _ => None,
    });
    rings.collect::<Option<Vec<_>>>().map_or(
        Encoding::Other("a list that is no outline"),
        Encoding::Rings,
    )
}

/// A ring of `[x, y]` pairs or `{x, y}` objects.
fn ring(values: &[Value]) -> Option<Ring<[f64; 2]>> {
    let pair = |value: &Value| match value {
        Value::List(pair) => match pair.as_slice() {
            [a, b] => Some([number(a)?, number(b)?]),
            _ => None,
        },
        Value::Object(object) => Some([number(object.get(&["x"])?)?, number(object.get(&["y"])?)?]),
        _ => None,
    };
    values.iter().map(pair).collect()
}
