//! Answers that end too early, and brackets that do not fit.

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, list, quoted};

pub const ALL: &[Family] = &[
    ("cut-anywhere", 40, cut_anywhere),
    ("cut-between-objects", 16, cut_between),
    ("cut-in-a-mask", 18, cut_in_mask),
    ("cut-before-the-first-object", 12, cut_first),
    ("end-of-wrapper-missing", 12, end_missing),
    ("too-many-brackets", 16, too_many),
    ("wrong-brackets", 16, wrong),
    ("missing-brackets", 14, missing),
];

/// Where the first key of an object is complete, and where its label is.
fn marks(text: &str) -> (usize, usize) {
    let key = text
        .find('"')
        .and_then(|at| Some(at + 2 + text[at + 1..].find('"')?));
    // In good JSON the label comes last, so its quote is the last one.
    (
        key.unwrap_or(text.len()),
        text.rfind('"').map_or(text.len(), |at| at + 1),
    )
}

fn cut_anywhere(random: &mut Random, number: usize) -> Case {
    let before = Thing::several(random, 1, 4);
    let broken = Thing::random(random);
    let text = broken.json();
    let (key, label) = marks(&text);
    let mut at = random.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (begin, between) = [("[", ", "), ("```json\n{\"boxes\": [", ",\n"), ("", "\n")][number % 3];
    let case = Case::new("cut")
        .text(begin)
        .things(&before, between)
        .text(between)
        .text(&text[..at]);
    match at {
        _ if at >= label => case.problem_of("CutObject", Some(broken.name())),
        _ if at >= key => case.problem_of("CutObject", None),
        // Without a list, nothing shows that there was more to come.
        _ if begin.is_empty() => case,
        _ => case.problem("CutList"),
    }
}

fn cut_between(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let begin = ["[", "```json\n[\n", "{\"boxes\": ["][number % 3];
    let end = ["", ",", ",\n  ", "\n"][number % 4];
    let case = Case::new("between").text(begin);
    case.things(&things, ", ").text(end).problem("CutList")
}

fn cut_in_mask(random: &mut Random, number: usize) -> Case {
    let before = Thing::several(random, 1, 3);
    let broken = if number.is_multiple_of(2) {
        Thing::with_png(random)
    } else {
        Thing::with_ring(random)
    };
    let first = number.is_multiple_of(3);
    let label = if first {
        format!("\"label\": {}, ", quoted(broken.name()))
    } else {
        String::new()
    };
    let mask = broken.json();
    let at = mask.find("\"mask\"").unwrap_or(0);
    let cut = at + 9 + random.below(20);
    let text = format!("{{{label}{}", &mask[1..cut]);
    let case = Case::new("mask")
        .text("[")
        .things(&before, ", ")
        .text(", ")
        .text(text);
    case.problem_of("CutObject", first.then_some(broken.name()))
}

fn cut_first(_: &mut Random, number: usize) -> Case {
    let text = [
        "[",
        "```json\n[",
        "[\n  {",
        "{\"boxes\": [",
        "{\"boxes\": [{\"",
        "[{\"box",
    ][number % 6];
    let name = if number < 6 { "bare" } else { "with words" };
    let before = if number < 6 { "" } else { "Here you are:\n" };
    Case::new(name).text(before).text(text).problem("CutList")
}

fn end_missing(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    // The list is whole, so every object is there.
    let end = ["", "\n", "\n```"][number % 3];
    Case::new("end")
        .text("{\"boxes\": [")
        .things(&things, ", ")
        .text("]")
        .text(end)
}

fn too_many(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 2, 4);
    let (begin, between, end) = [
        ("[", "}, ", "]"),
        ("[", "], ", "]"),
        ("", ", ", "]]]"),
        ("[", "}}]], ", "]}"),
        ("]}", ", ", "}"),
        ("{\"boxes\": [", "}, ", "]}"),
    ][number % 6];
    Case::new("too many")
        .text(begin)
        .things(&things, between)
        .text(end)
}

fn wrong(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let broken = Thing {
        label: Some("broken".to_owned()),
        ..Thing::plain(random)
    };
    let edges = list(&broken.edges());
    let text = format!(
        "{{\"label\": \"broken\", \"box_2d\": {edges}{}",
        ["]", "]]"][number % 2]
    );
    Case::new("wrong")
        .text("[")
        .things(&things, ", ")
        .text(", ")
        .text(text)
        .problem_of("BrokenObject", Some("broken"))
}

fn missing(random: &mut Random, number: usize) -> Case {
    let broken = Thing {
        label: Some("open".to_owned()),
        ..Thing::plain(random)
    };
    let things = Thing::several(random, 1, 3);
    let text = format!(
        "{{\"label\": \"open\", \"box_2d\": {}, ",
        list(&broken.edges())
    );
    // The brace of the first one never comes; those after it are whole.
    let case = Case::new("missing")
        .text(["[", "{\"boxes\": ["][number % 2])
        .text(text)
        .things(&things, ", ");
    case.text(["]", "]}"][number % 2])
        .problem_of("BrokenObject", Some("open"))
}
