//! Answers that repeat themselves, as models do when they lose the thread.

use serde_json::json;

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, list, quoted};

/// How much of a loop is written, in bytes: enough to be noticed wherever it
/// starts.
const LOOP: usize = 8192;
/// A text of this length may be anything yet.
const SHORT: usize = 3000;

pub const ALL: &[Family] = &[
    ("looping-base64", 24, base64),
    ("looping-base64-that-ends", 16, base64_that_ends),
    ("blank-masks", 14, blank_masks),
    ("looping-tokens", 12, looping_tokens),
    ("looping-outlines", 12, outlines),
    ("looping-labels", 12, labels),
    ("looping-prose", 12, prose),
    ("looping-white-space", 12, white_space),
    ("looping-objects", 14, objects),
];

fn block(random: &mut Random, number: usize) -> String {
    let length = [1, 4, 6, 64, 3, 16, 33, 128][number % 8];
    let head = random.base64(length + 11);
    head[11..].to_owned()
}

/// What stands before the mask's text of an object called "loop".
fn head(random: &mut Random, number: usize) -> String {
    let edges = list(&Thing::plain(random).edges());
    match number % 2 {
        0 => format!("{{\"box_2d\": {edges}, \"mask\": "),
        _ => format!("{{\"label\": \"loop\", \"box_2d\": {edges}, \"mask\": "),
    }
}

fn label(number: usize) -> Option<&'static str> {
    (number % 2 == 1).then_some("loop")
}

fn base64(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let (head, block, start) = (
        head(random, number),
        block(random, number),
        random.base64(60),
    );
    let case = Case::new("cut")
        .text("[")
        .things(&things, ", ")
        .text(", ")
        .text(head)
        .text(format!("\"{start}"));
    let case = case.repeat(&block, LOOP / block.len());
    case.problem_of("LoopingMask", label(number))
        .problem_of("CutObject", label(number))
}

fn base64_that_ends(random: &mut Random, number: usize) -> Case {
    let (edges, block, start) = (
        Thing::plain(random).edges(),
        block(random, number),
        random.base64(60),
    );
    let times = LOOP / block.len();
    let thing = Thing {
        edges: Some(edges),
        label: Some("loop".to_owned()),
        ..Thing::plain(random)
    };
    let mut gives = thing.gives();
    gives["mask"] = json!({"length": start.len() + times * block.len(), "starts": start});
    let next = Thing::random(random);
    let case = Case::new("closed").text(format!(
        "[{{\"box_2d\": {}, \"mask\": \"{start}",
        list(&edges)
    ));
    let case = case
        .repeat(&block, times)
        .object("\", \"label\": \"loop\"}", gives)
        .text(", ")
        .thing(&next);
    case.text("]").problem_of("LoopingMask", Some("loop"))
}

/// What repeats as a blank picture does, and ends as a PNG ends; and what is
/// too short for a loop.
fn blank_masks(random: &mut Random, number: usize) -> Case {
    let start = random.base64(90);
    let (times, end) = match number % 2 {
        0 => (
            LOOP,
            ["AAAASUVORK5CYII=", "AElFTkSuQmCC", "ABJRU5ErkJggg=="][number / 2 % 3],
        ),
        _ => (SHORT, ""),
    };
    let thing = Thing {
        label: Some("blank".to_owned()),
        ..Thing::plain(random)
    };
    let mut gives = thing.gives();
    gives["mask"] = json!({"length": start.len() + times + end.len(), "starts": start});
    let case = Case::new("blank").text(format!(
        "[{{\"box_2d\": {}, \"mask\": \"{start}",
        list(&thing.edges())
    ));
    case.repeat("A", times)
        .object(format!("{end}\", \"label\": \"blank\"}}"), gives)
        .text("]")
}

fn looping_tokens(random: &mut Random, number: usize) -> Case {
    let head = head(random, number);
    let tokens: String = (0..number % 5 + 1)
        .map(|_| format!("<seg_{}>", random.below(128)))
        .collect();
    let quote = ["", "\""][number / 2 % 2];
    let case = Case::new("tokens")
        .text("[")
        .text(head)
        .text(format!("{quote}<start_of_mask>"));
    let times = LOOP / tokens.len();
    case.repeat(tokens, times)
        .problem_of("LoopingMask", label(number))
        .problem_of("CutObject", label(number))
}

fn outlines(random: &mut Random, number: usize) -> Case {
    let head = head(random, number);
    let vertices: String = (0..number % 6 + 1)
        .map(|_| {
            format!(
                "[{}, {}], ",
                random.between(2, 1000),
                random.between(2, 1000)
            )
        })
        .collect();
    let case = Case::new("vertices").text("[").text(head).text("[");
    let times = 2100 / (number % 6 + 1);
    case.repeat(vertices, times)
        .problem_of("LoopingMask", label(number))
        .problem_of("CutObject", label(number))
}

fn labels(random: &mut Random, number: usize) -> Case {
    let thing = Thing::with_ring(random);
    let words = [
        "a cup and ",
        "very ",
        "カップ ",
        "\\n",
        "🧦",
        "the left one of the two cups on the table, ",
    ][number % 6];
    let case = Case::new("label")
        .text("[")
        .thing(&thing)
        .text(", {\"label\": \"");
    case.repeat(words, LOOP / words.len())
        .problem("LoopingText")
        .problem_of("CutObject", None)
}

fn prose(random: &mut Random, number: usize) -> Case {
    let thing = Thing::random(random);
    let words = [
        "I will now look at the cup again. ",
        "cup, ",
        "Wait. ",
        "はい。",
        "---\n",
        "Let me check the box once more, from the top.\n\n",
    ][number % 6];
    let (before, after) = (Case::new("prose").text("["), LOOP / words.len());
    before
        .thing(&thing)
        .text("]\n")
        .repeat(words, after)
        .problem("LoopingText")
}

fn white_space(random: &mut Random, number: usize) -> Case {
    let thing = Thing::random(random);
    let space = [" ", "\n", "\t", "\r\n", "\n  ", "\u{3000}"][number % 6];
    let case = Case::new("space").text("[").thing(&thing).text(",");
    case.repeat(space, LOOP)
        .problem("LoopingText")
        .problem("CutList")
}

fn objects(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let turns = 12;
    let case = (0..turns).fold(Case::new("objects").text("["), |case, _| {
        case.things(&things, ", ").text(",\n")
    });
    let case = match number % 2 {
        0 => case
            .text(format!("{{\"label\": {}, ", quoted("last")))
            .problem("LoopingObjects")
            .problem_of("CutObject", Some("last")),
        _ => case.text("]").problem("LoopingObjects"),
    };
    Case {
        name: format!("{} in turn", things.len()),
        ..case
    }
}
