//! The ways in which a mask is written, and what stands in its place.

use serde_json::{Value, json};

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Shape, Thing, list, object, quoted};

pub const ALL: &[Family] = &[
    ("outlines-flat", 14, |random, _| {
        outline(random, |ring| list(&ring.concat()))
    }),
    ("outlines-in-rings", 14, rings),
    ("outlines-of-named-vertices", 14, |random, _| {
        outline(random, |ring| {
            list(
                &ring
                    .iter()
                    .map(|[x, y]| format!("{{\"x\": {x}, \"y\": {y}}}"))
                    .collect::<Vec<_>>(),
            )
        })
    }),
    ("outlines-of-strings", 10, |random, _| {
        outline(random, |ring| {
            list(
                &ring
                    .iter()
                    .map(|pair| list(&pair.map(|value| quoted(&value.to_string()))))
                    .collect::<Vec<_>>(),
            )
        })
    }),
    ("outlines-closed-and-unclosed", 14, closed),
    ("outlines-with-odd-vertices", 14, odd_vertices),
    ("flags-as-rows", 16, flags),
    ("flags-as-numbers", 14, flag_numbers),
    ("flags-in-one-row", 10, one_row),
    ("seg-tokens-in-quotes", 14, |random, _| tokens(random, true)),
    ("seg-tokens-without-quotes", 18, |random, _| {
        tokens(random, false)
    }),
    ("seg-tokens-alone", 16, tokens_alone),
    ("other-things-for-a-mask", 16, other),
];

/// A list of an object with this mask, and an intact one after it.
fn with_mask(random: &mut Random, name: &str, written: &str, read: Value) -> Case {
    let thing = Thing::plain(random);
    let mut gives = thing.gives();
    gives["mask"] = read;
    let text = object(&[
        ("box_2d", list(&thing.edges())),
        ("mask", written.to_owned()),
        ("label", quoted(thing.name())),
    ]);
    let next = Thing::random(random);
    Case::new(name)
        .text("[")
        .object(text, gives)
        .text(", ")
        .thing(&next)
        .text("]")
}

fn ring(random: &mut Random) -> Vec<[i64; 2]> {
    match Thing::with_ring(random).shape {
        Shape::Ring(ring) => ring,
        Shape::None | Shape::Png(_) => Vec::new(),
    }
}

fn pairs(ring: &[[i64; 2]]) -> String {
    list(&ring.iter().map(|pair| list(pair)).collect::<Vec<_>>())
}

fn outline(random: &mut Random, write: fn(&[[i64; 2]]) -> String) -> Case {
    let ring = ring(random);
    with_mask(random, "outline", &write(&ring), json!([ring]))
}

fn rings(random: &mut Random, number: usize) -> Case {
    let rings: Vec<_> = (0..number % 3 + 1).map(|_| ring(random)).collect();
    let written: Vec<String> = rings
        .iter()
        .map(|ring| match number / 3 % 2 {
            0 => pairs(ring),
            _ => list(&ring.concat()),
        })
        .collect();
    with_mask(random, "rings", &list(&written), json!(rings))
}

fn closed(random: &mut Random, number: usize) -> Case {
    let mut ring = ring(random);
    if number.is_multiple_of(2) {
        ring.push(ring[0]);
    }
    with_mask(random, "closed", &pairs(&ring), json!([ring]))
}

fn odd_vertices(random: &mut Random, number: usize) -> Case {
    let ring = ring(random);
    let (written, read) = match number % 4 {
        0 => (
            pairs(&ring).replacen(']', ", 7]", 1),
            json!({"other": true}),
        ),
        1 => (
            pairs(&ring).replacen('[', "[null, ", 1),
            json!({"other": true}),
        ),
        2 => (
            format!("{}, 5]", list(&ring.concat()).trim_end_matches(']')),
            json!({"other": true}),
        ),
        _ => (
            pairs(&ring).replace("]]", "], \"...\"]"),
            json!({"other": true}),
        ),
    };
    with_mask(random, "vertices", &written, read)
}

fn grid(random: &mut Random) -> Vec<Vec<bool>> {
    let (width, height) = (random.between(3, 12), random.between(2, 8));
    (0..height)
        .map(|_| (0..width).map(|_| random.below(2) == 1).collect())
        .collect()
}

fn read_grid(grid: &[Vec<bool>]) -> Value {
    let row = |row: &Vec<bool>| {
        row.iter()
            .map(|flag| if *flag { '1' } else { '0' })
            .collect::<String>()
    };
    json!({"flags": grid.iter().map(row).collect::<Vec<_>>()})
}

fn flags(random: &mut Random, number: usize) -> Case {
    let grid = grid(random);
    let rows: Vec<String> = grid.iter().map(|row| list(row)).collect();
    let written = match number % 2 {
        0 => list(&rows),
        _ => list(&rows)
            .replace("true", "True")
            .replace("false", "False"),
    };
    with_mask(random, "flags", &written, read_grid(&grid))
}

fn flag_numbers(random: &mut Random, number: usize) -> Case {
    let grid = grid(random);
    let one = if number.is_multiple_of(2) {
        ("0", "1")
    } else {
        ("0.0", "1.0")
    };
    let rows: Vec<String> = grid
        .iter()
        .map(|row| {
            list(
                &row.iter()
                    .map(|flag| if *flag { one.1 } else { one.0 })
                    .collect::<Vec<_>>(),
            )
        })
        .collect();
    with_mask(random, "numbers", &list(&rows), read_grid(&grid))
}

fn one_row(random: &mut Random, _: usize) -> Case {
    let row = grid(random).concat();
    with_mask(random, "one row", &list(&row), json!({"other": true}))
}

fn some_tokens(random: &mut Random) -> (String, usize) {
    let count = random.between(1, 16) as usize;
    let tokens: String = (0..count)
        .map(|_| format!("<seg_{}>", random.below(128)))
        .collect();
    (format!("<start_of_mask>{tokens}"), count)
}

fn tokens(random: &mut Random, in_quotes: bool) -> Case {
    let (text, count) = some_tokens(random);
    let written = if in_quotes { quoted(&text) } else { text };
    with_mask(random, "tokens", &written, json!({"tokens": count}))
}

fn tokens_alone(random: &mut Random, number: usize) -> Case {
    let (text, count) = some_tokens(random);
    let (begin, end) = [
        ("", ""),
        ("\"mask\": ", "\"."),
        ("The mask is ", "."),
        ("[\"", "\"]"),
        ("```\n", "\n```"),
        ("{", "}"),
    ][number % 6];
    Case::new("alone")
        .text(begin)
        .text(text)
        .text(end)
        .problem(format!("OnlyTokens({count})"))
}

fn other(random: &mut Random, number: usize) -> Case {
    let written = [
        "true",
        "5",
        "{\"type\": \"polygon\"}",
        "{\"width\": 256}",
        "[\"a\", \"b\"]",
        "[1, 2, 3]",
        "[{\"a\": 1}]",
        "[[true, 7, 9], [false, 2, 1]]",
    ][number % 8];
    with_mask(random, written, written, json!({"other": true}))
}
