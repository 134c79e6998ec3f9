//! From an object of the answer to a [`Detection`]. Never guesses a value that
//! is not there, and never takes the description of an object for one.

use super::shape;
use super::value::{Object, Value, is_key};
use super::{Detection, label};
use crate::geometry::{Cuboid, NormBox, NormPoint};
use crate::mask::Encoding;

/// Keys under which models write a 2D box, `box_2d` being the documented one.
const BOX: &[&str] = &[
    "box_2d",
    "bbox",
    "box",
    "bounding_box",
    "bbox_2d",
    "box2d",
    "boundingBox",
];
/// Keys under which models write a mask.
pub(super) const MASK: &[&str] = &[
    "mask",
    "segmentation_mask",
    "segmentation",
    "polygon",
    "mask_2d",
];
/// Keys under which models write a point.
const POINT: &[&str] = &["point", "point_2d"];
/// Keys under which models write a 3D box.
const BOX_3D: &[&str] = &["box_3d", "bbox_3d", "box3d"];
/// Keys under which models write a label.
const LABEL: &[&str] = &["label", "name", "text_label", "class", "description"];
/// Keys of a schema under which an object only shows the form.
const EXAMPLE: &[&str] = &["example", "examples", "default"];
/// The names of a box's edges, top, left, bottom, right, in each form.
const CORNERS: [[&str; 4]; 5] = [
    ["y_min", "x_min", "y_max", "x_max"],
    ["ymin", "xmin", "ymax", "xmax"],
    ["y1", "x1", "y2", "x2"],
    ["y0", "x0", "y1", "x1"],
    ["y", "x", "y2", "x2"],
];

/// Whether `object` is an item: something that says where a thing is. `under` is
/// the key under which it stands, so that a vertex `{x, y}` is none.
///
/// What only describes the form is none either: the `{"type": "array"}` of a
/// schema, the words of `[ymin, xmin, ymax, xmax]`, the variables of a program.
pub(super) fn is_item(object: &Object, under: Option<&str>) -> bool {
    let under = |keys: &[&str]| under.is_some_and(|key| is_key(key, keys));
    if under(EXAMPLE) {
        return false;
    }
    if object.get(BOX).is_some_and(says_box) {
        return true;
    }
    if under(BOX) || under(MASK) || under(POINT) {
        return false;
    }
    let says = |keys: &[&str]| object.get(keys).is_some_and(holds_number);
    let has_label = || matches!(object.get(LABEL), Some(Value::Text(_)));
    let has_nothing = || {
        [BOX, MASK]
            .iter()
            .any(|keys| object.has_key(keys) && object.get(keys).is_none())
    };
    object.get(MASK).is_some_and(shape::says_mask)
        || says(POINT)
        || says(BOX_3D)
        || corners(object).is_some()
        || (!object.held_items && has_nothing() && has_label())
}

/// Whether `object`, which is still open, would become an item or a part of one.
pub(super) fn may_become_item(object: &Object) -> bool {
    let keys = [BOX, MASK, POINT, BOX_3D, LABEL];
    !object.held_items && keys.iter().any(|keys| object.has_key(keys))
}

/// The detection that `object` describes.
pub(super) fn detection(object: &Object) -> Detection {
    let written = object.get(BOX);
    let bounds = written.and_then(bounds).or_else(|| corners(object));
    let in_space = object.get(BOX_3D);
    let cuboid = in_space.and_then(cuboid);
    let has_bad_cuboid = cuboid.is_none() && in_space.is_some();
    Detection {
        label: label(object),
        bounds,
        bad_box: bounds.is_none() && (written.is_some() || has_bad_cuboid),
        point: object.get(POINT).and_then(point),
        cuboid,
        mask: object.get(MASK).map_or(Encoding::Absent, shape::encoding),
    }
}

/// The label of `object`, made safe to show.
pub(super) fn label(object: &Object) -> Option<String> {
    match object.get(LABEL)? {
        Value::Text(text) | Value::Bare(text) => label::clean(text),
        // A number may have hundreds of digits.
        Value::Number(number) => label::clean(&number.to_string()),
        _ => None,
    }
}

/// Whether something under a box's key is meant as a box, a good one or not.
fn says_box(value: &Value) -> bool {
    match value {
        Value::List(values) => values.is_empty() || holds_number(value),
        Value::Object(object) => CORNERS.as_flattened().iter().any(|name| {
            object
                .get(&[name])
                .is_some_and(|value| value.number().is_some())
        }),
        Value::Text(text) => text.contains(|c: char| c.is_ascii_digit()),
        Value::TooLong => true,
        Value::Number(_) | Value::Bool(_) | Value::Bare(_) => false,
    }
}

/// Whether there is a number in `value`, were it only NaN.
fn holds_number(value: &Value) -> bool {
    match value {
        Value::List(values) => values.iter().any(|value| match value {
            Value::List(_) | Value::Object(_) => holds_number(value),
            Value::Bare(word) => matches!(word.as_str(), "NaN" | "nan" | "Infinity" | "inf"),
            other => other.number().is_some(),
        }),
        Value::Object(object) => ["x", "y"].iter().any(|key| {
            object
                .get(&[key])
                .is_some_and(|value| value.number().is_some())
        }),
        _ => false,
    }
}

fn bounds(value: &Value) -> Option<NormBox> {
    match value {
        Value::List(values) => match values.as_slice() {
            [only @ Value::List(_)] => bounds(only),
            [y0, x0, y1, x1] => {
                NormBox::from_wire([y0.number()?, x0.number()?, y1.number()?, x1.number()?])
            }
            _ => None,
        },
        Value::Object(object) => corners(object),
        Value::Text(text) => written_out(text),
        _ => None,
    }
}

/// A box as one text: `"10, 20, 30, 40"`, with or without brackets.
fn written_out(text: &str) -> Option<NormBox> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    let mut numbers = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok());
    let mut next = || numbers.next().flatten();
    let corners = [next()?, next()?, next()?, next()?];
    let is_all = numbers.next().is_none();
    NormBox::from_wire(corners).filter(|_| is_all)
}

/// A box as named corners: `{"y", "x", "y2", "x2"}`, `{"ymin", …}`.
fn corners(object: &Object) -> Option<NormBox> {
    CORNERS.iter().find_map(|[y0, x0, y1, x1]| {
        let edge = |name: &str| object.get(&[name])?.number();
        NormBox::from_wire([edge(y0)?, edge(x0)?, edge(y1)?, edge(x1)?])
    })
}

/// Centre, size and angles in one list, or each in a list of its own.
fn cuboid(value: &Value) -> Option<Cuboid> {
    let Value::List(values) = value else {
        return None;
    };
    let mut numbers = Vec::new();
    for value in values {
        match value {
            Value::List(values) => numbers.extend(values.iter().map(Value::number)),
            value => numbers.push(value.number()),
        }
    }
    let numbers = numbers.into_iter().collect::<Option<Vec<f64>>>()?;
    Cuboid::from_wire(numbers.try_into().ok()?)
}

fn point(value: &Value) -> Option<NormPoint> {
    match value {
        Value::List(values) => match values.as_slice() {
            [only @ Value::List(_)] => point(only),
            [y, x] => NormPoint::new(x.number()?, y.number()?),
            _ => None,
        },
        Value::Object(object) => {
            let edge = |name: &str| object.get(&[name])?.number();
            NormPoint::new(edge("x")?, edge("y")?)
        }
        _ => None,
    }
}
