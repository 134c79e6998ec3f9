//! What is wrong with boxes, numbers and keys of objects that are whole
//! otherwise.

use serde_json::{Value, json};

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, list, object, quoted, sorted};

pub const ALL: &[Family] = &[
    ("numbers-beyond-all-bounds", 18, beyond_bounds),
    ("nan-and-infinity", 18, not_numbers),
    ("swapped-corners", 16, swapped),
    ("reversed-boxes", 12, reversed),
    ("overhanging-boxes", 14, overhanging),
    ("boxes-in-pixels", 18, in_pixels),
    ("boxes-out-of-all-range", 14, out_of_range),
    ("boxes-without-extent", 12, without_extent),
    ("boxes-of-other-lengths", 14, other_lengths),
    ("boxes-as-corners", 18, corners),
    ("boxes-in-lists", 10, in_lists),
    ("boxes-as-one-string", 12, one_string),
    ("numbers-as-strings", 16, as_strings),
    ("numbers-in-other-forms", 16, other_forms),
    ("missing-keys", 18, missing_keys),
    ("missing-values", 14, missing_values),
    ("nothing-as-value", 16, nothing),
    ("duplicate-keys", 18, duplicate_keys),
    ("duplicate-objects", 16, duplicate_objects),
    ("points", 14, points),
    ("boxes-in-space", 12, boxes_in_space),
];

/// A list of an object with this box, and an intact one after it.
fn with_box(random: &mut Random, name: &str, written: &str, read: Option<Value>) -> Case {
    let thing = Thing {
        label: Some("odd".to_owned()),
        edges: None,
        ..Thing::with_png(random)
    };
    let mut gives = thing.gives();
    match read {
        Some(read) => gives["box"] = read,
        None => gives["bad_box"] = json!(true),
    }
    let mut entries = thing.entries();
    entries.insert(
        random.below(3).min(entries.len()),
        ("box_2d", written.to_owned()),
    );
    let next = Thing::random(random);
    Case::new(name)
        .text("[")
        .object(object(&entries), gives)
        .text(", ")
        .thing(&next)
        .text("]")
}

/// Four edges, one of which is replaced by `word`.
fn one_is(random: &mut Random, word: &str) -> String {
    let mut edges = Thing::plain(random).edges().map(|edge| edge.to_string());
    edges[random.below(4)] = word.to_owned();
    list(&edges)
}

fn beyond_bounds(random: &mut Random, number: usize) -> Case {
    let word = [
        "1e999",
        "-1e999",
        "1e308",
        "9223372036854775808",
        "-99999999999999999999",
        "1E+400",
    ][number % 6];
    let written = one_is(random, word);
    with_box(random, word, &written, None)
}

fn not_numbers(random: &mut Random, number: usize) -> Case {
    let word = ["NaN", "Infinity", "-Infinity", "nan", "null", "inf"][number % 6];
    let written = one_is(random, word);
    with_box(random, word, &written, None)
}

fn swapped(random: &mut Random, number: usize) -> Case {
    let [top, left, bottom, right] = Thing::plain(random).edges();
    let edges = [[bottom, left, top, right], [top, right, bottom, left]][number % 2];
    with_box(random, "swapped", &list(&edges), Some(sorted(edges)))
}

fn reversed(random: &mut Random, _: usize) -> Case {
    let [top, left, bottom, right] = Thing::plain(random).edges();
    let edges = [bottom, right, top, left];
    with_box(random, "reversed", &list(&edges), Some(sorted(edges)))
}

fn overhanging(random: &mut Random, _: usize) -> Case {
    let edges = [
        random.between(-100, 0),
        random.between(-100, 0),
        random.between(1000, 1100),
        random.between(1000, 1100),
    ];
    with_box(random, "over the edge", &list(&edges), Some(sorted(edges)))
}

fn in_pixels(random: &mut Random, number: usize) -> Case {
    let count = number % 3 + 1;
    let case = (0..count).fold(Case::new("pixels").text("["), |case, number| {
        let edges = [
            random.between(0, 900),
            random.between(0, 900),
            random.between(1101, 4000),
            random.between(1101, 6000),
        ];
        let thing = Thing {
            label: Some(format!("far {number}")),
            edges: Some(edges),
            ..Thing::plain(random)
        };
        case.thing(&thing).text(", ")
    });
    let near = Thing::random(random);
    case.thing(&near)
        .text("]")
        .problem(format!("FarBoxes({count})"))
}

fn out_of_range(random: &mut Random, _: usize) -> Case {
    let far = (random.between(10_001, 1_000_000) * *random.pick(&[-1, 1])).to_string();
    let written = one_is(random, &far);
    with_box(random, "out of range", &written, None)
}

fn without_extent(random: &mut Random, number: usize) -> Case {
    let [top, left, bottom, right] = Thing::plain(random).edges();
    let edges = [
        [top, left, top, right],
        [top, left, bottom, left],
        [0, 0, 0, 0],
    ][number % 3];
    with_box(random, "flat", &list(&edges), Some(sorted(edges)))
}

fn other_lengths(random: &mut Random, number: usize) -> Case {
    let edges = Thing::plain(random).edges();
    let written = [
        list(&edges[..3]),
        list(&edges[..2]),
        list(&edges[..1]),
        "[]".to_owned(),
        list(&[edges.as_slice(), &[5]].concat()),
        list(&[edges, edges].concat()),
        format!("[{}, {}]", list(&edges[..2]), list(&edges[2..])),
    ][number % 7]
        .clone();
    with_box(random, "length", &written, None)
}

fn corners(random: &mut Random, number: usize) -> Case {
    let thing = Thing {
        label: Some("odd".to_owned()),
        ..Thing::with_png(random)
    };
    let edges = thing.edges();
    let names = [
        ["ymin", "xmin", "ymax", "xmax"],
        ["y1", "x1", "y2", "x2"],
        ["y", "x", "y2", "x2"],
        ["y_min", "x_min", "y_max", "x_max"],
        ["y0", "x0", "y1", "x1"],
    ][number % 5];
    let entries: Vec<(&str, String)> = names
        .into_iter()
        .zip(edges.map(|edge| edge.to_string()))
        .collect();
    let mask = ("mask", quoted(thing.gives()["mask"].as_str().unwrap_or("")));
    let label = ("label", quoted("odd"));
    let text = if number.is_multiple_of(2) {
        object(&[vec![label], entries, vec![mask]].concat())
    } else {
        object(&[("box_2d", object(&entries)), mask, label])
    };
    let next = Thing::random(random);
    Case::new("corners")
        .text("[")
        .object(text, thing.gives())
        .text(", ")
        .thing(&next)
        .text("]")
}

fn in_lists(random: &mut Random, number: usize) -> Case {
    let edges = Thing::plain(random).edges();
    let depth = number % 3 + 1;
    let written = format!("{}{}{}", "[".repeat(depth), list(&edges), "]".repeat(depth));
    with_box(random, "lists", &written, Some(sorted(edges)))
}

fn one_string(random: &mut Random, number: usize) -> Case {
    let edges = Thing::plain(random).edges();
    let text = [
        list(&edges),
        list(&edges).replace(['[', ']'], ""),
        list(&edges).replace(['[', ']', ','], ""),
    ][number % 3]
        .clone();
    with_box(random, "string", &quoted(&text), Some(sorted(edges)))
}

fn as_strings(random: &mut Random, number: usize) -> Case {
    let edges = Thing::plain(random).edges();
    let spaced = edges.map(|edge| {
        quoted(
            &[
                format!("{edge}"),
                format!(" {edge} "),
                format!("{edge}.0"),
                format!("+{edge}"),
            ][number % 4],
        )
    });
    with_box(random, "strings", &list(&spaced), Some(sorted(edges)))
}

fn other_forms(random: &mut Random, number: usize) -> Case {
    let edges = Thing::plain(random).edges();
    let written = edges.map(|edge| match number % 6 {
        0 => format!("{edge}.0"),
        1 => format!("{edge}e0"),
        2 => format!("+{edge}"),
        3 => format!("0{edge}"),
        4 => format!("{edge}."),
        _ => format!("{edge}.000E+0"),
    });
    with_box(random, "forms", &list(&written), Some(sorted(edges)))
}

fn missing_keys(random: &mut Random, number: usize) -> Case {
    let mut thing = if number.is_multiple_of(2) {
        Thing::with_png(random)
    } else {
        Thing::with_ring(random)
    };
    match number % 3 {
        0 => thing.edges = None,
        1 => thing.label = None,
        _ => (thing.edges, thing.label) = (None, None),
    }
    let next = Thing::random(random);
    // An object that says nowhere where it is, is none.
    Case::new("missing")
        .text("[")
        .thing(&thing)
        .text(", {\"label\": \"nowhere\"}, {}, ")
        .thing(&next)
        .text("]")
}

fn missing_values(random: &mut Random, number: usize) -> Case {
    let thing = Thing {
        label: None,
        ..Thing::random(random)
    };
    let text = thing.json();
    let open = text.strip_suffix('}').unwrap_or(&text);
    let text = [
        format!("{open}, \"label\": }}"),
        format!("{open}, \"label\"}}"),
        format!("{{\"label\": , {}", &text[1..]),
        format!("{{\"label\", {}", &text[1..]),
    ][number % 4]
        .clone();
    let next = Thing::random(random);
    Case::new("values")
        .text("[")
        .object(text, thing.gives())
        .text(", ")
        .thing(&next)
        .text("]")
}

fn nothing(random: &mut Random, number: usize) -> Case {
    let mut thing = Thing::plain(random);
    let nothing = *random.pick(&["null", "None", "\"\"", "[]"]);
    let mut entries = thing.entries();
    match number % 4 {
        0 => entries.push(("mask", nothing.to_owned())),
        1 => {
            (thing.label, entries[1].1) = (None, "null".to_owned());
        }
        2 => {
            (thing.edges, entries[0].1) = (None, "null".to_owned());
        }
        _ => {
            (thing.edges, entries[0].1) = (None, "null".to_owned());
            entries.push(("mask", "null".to_owned()));
        }
    }
    let next = Thing::random(random);
    Case::new("nothing")
        .text("[")
        .object(object(&entries), thing.gives())
        .text(", ")
        .thing(&next)
        .text("]")
}

fn duplicate_keys(random: &mut Random, number: usize) -> Case {
    let (first, last) = (Thing::with_png(random), Thing::with_png(random));
    // The last of equal keys counts; a key of higher rank counts more.
    let mut entries = first.entries();
    match number % 3 {
        0 => entries.extend(last.entries()),
        1 => {
            entries.rotate_left(1);
            entries.extend(last.entries());
            entries.push(("description", quoted("no label")));
            entries.push(("bbox", list(&first.edges())));
        }
        _ => {
            entries = first
                .entries()
                .into_iter()
                .zip(last.entries())
                .flat_map(|(a, b)| [a, b])
                .collect()
        }
    }
    let next = Thing::random(random);
    Case::new("keys")
        .text("[")
        .object(object(&entries), last.gives())
        .text(", ")
        .thing(&next)
        .text("]")
}

fn duplicate_objects(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 2, 4);
    let copies = number % 4 + 1;
    let case = (0..copies).fold(Case::new("copies").text("["), |case, _| {
        case.thing(&things[0]).text(", ")
    });
    case.things(&things, ", ").text("]")
}

fn points(random: &mut Random, number: usize) -> Case {
    let count = random.between(1, 4);
    let case = (0..count).fold(Case::new("points").text("["), |case, at| {
        let (y, x) = (random.between(0, 1000), random.between(0, 1000));
        let point = match number % 3 {
            0 => list(&[y, x]),
            1 => format!("{{\"x\": {x}, \"y\": {y}}}"),
            _ => list(&[quoted(&y.to_string()), quoted(&x.to_string())]),
        };
        let label = format!("point {at}");
        case.object(
            object(&[("point", point), ("label", quoted(&label))]),
            json!({"label": label, "point": [x, y]}),
        )
        .text(",\n ")
    });
    case.text("]")
}

fn boxes_in_space(random: &mut Random, _: usize) -> Case {
    let count = random.between(1, 3);
    let case = (0..count).fold(Case::new("space").text("["), |case, at| {
        let values = [0; 9].map(|_| {
            let hundredths = random.between(-999, 999);
            f64::from(hundredths as i32) / 100.0
        });
        let label = format!("solid {at}");
        // An extent has no sign.
        let mut read = values;
        read[3..6].iter_mut().for_each(|size| *size = size.abs());
        case.object(
            object(&[
                ("label", quoted(&label)),
                ("box_3d", list(&values.map(|value| format!("{value:?}")))),
            ]),
            json!({"label": label, "box_3d": read}),
        )
        .text(", ")
    });
    case.text("]")
}
