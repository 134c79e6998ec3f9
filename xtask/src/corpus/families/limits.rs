//! Answers at and beyond each limit, written as recipes.

use serde_json::json;

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, list};

/// The most objects that are kept.
const OBJECTS: usize = 2000;

pub const ALL: &[Family] = &[
    ("brackets-by-the-hundred-thousand", 10, brackets),
    ("objects-nested-too-deeply", 10, nested),
    ("objects-by-the-million", 4, million),
    ("objects-around-the-limit", 6, many),
    ("an-answer-of-32-mib", 6, huge),
    ("a-text-beyond-its-limit", 4, long_text),
    ("a-list-beyond-its-limit", 4, long_list),
    ("a-large-mask-in-flags", 2, large_flags),
];

fn brackets(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let (open, close) = [
        ("[", "]"),
        ("{", "}"),
        ("[{\"a\": ", "}]"),
        ("{\"a\":", ""),
        ("[[{", ""),
    ][number % 5];
    let case = Case::new(open)
        .repeat(open, 100_000)
        .repeat(if close.is_empty() { " " } else { close }, 1500);
    let case = case
        .text("\n```\n[")
        .things(&things, ", ")
        .text("]")
        .problem("TooDeep");
    if number < 5 {
        case
    } else {
        Case {
            name: format!("{open} alone"),
            ..Case::new("").repeat(open, 100_000)
        }
        .problem("TooDeep")
    }
}

fn nested(random: &mut Random, number: usize) -> Case {
    let (before, after) = (Thing::several(random, 1, 3), Thing::several(random, 1, 3));
    let depth = 130 + number * 37;
    let edges = list(&Thing::plain(random).edges());
    let case = Case::new(format!("{depth} deep"))
        .things(&before, "\n")
        .text(format!(
            "\n{{\"label\": \"deep\", \"box_2d\": {edges}, \"mask\": "
        ));
    let case = case
        .repeat("[", depth)
        .repeat("]", depth)
        .text("}\n")
        .things(&after, "\n");
    case.problem_of("BrokenObject", Some("deep"))
        .problem("TooDeep")
}

fn million(_: &mut Random, number: usize) -> Case {
    let (text, gives, begin) = [
        (
            "\n{\"point\":[1,2],\"label\":\"#\"}",
            json!({"label": "#", "point": [2, 1]}),
            "",
        ),
        (
            ",{\"label\":\"#\",\"box_2d\":[1,2,3]}",
            json!({"label": "#", "bad_box": true}),
            "[",
        ),
        ("{\"box_2d\":[1,2,3,4]}\n", json!({"box": [2, 1, 4, 3]}), ""),
        ("{}", json!({}), "["),
    ][number % 4]
        .clone();
    let times = if number == 1 { 900_000 } else { 1_000_000 };
    let case = Case::new(text).text(begin);
    match number {
        // Objects of no interest, and one that is.
        3 => case
            .repeat(text, times)
            .object(",{\"point\":[1,2]}", json!({"point": [2, 1]}))
            .text("]"),
        // The line break comes after the brace, so the object is a part alone.
        2 => {
            let case = case.repeat_object(&format!("\n{}", text.trim_end()), gives, times, OBJECTS);
            case.problem("LoopingObjects")
                .problem(format!("TooManyObjects({})", times - OBJECTS))
        }
        _ => {
            let case = case.repeat_object(text, gives, times, OBJECTS).text("]");
            case.problem(format!("TooManyObjects({})", times - OBJECTS))
        }
    }
}

fn many(_: &mut Random, number: usize) -> Case {
    let times = [OBJECTS - 1, OBJECTS, OBJECTS + 1, OBJECTS + 7, 5000, 2][number % 6];
    let case = Case::new(format!("{times}")).repeat_object(
        "\n{\"box_2d\":[1,2,3,4],\"label\":\"#\"}",
        json!({"box": [2, 1, 4, 3], "label": "#"}),
        times,
        times.min(OBJECTS),
    );
    if times > OBJECTS {
        case.problem(format!("TooManyObjects({})", times - OBJECTS))
    } else {
        case
    }
}

fn huge(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let case = Case::new("huge").text("[").things(&things, ", ");
    let late = Thing::plain(random).json();
    match number % 6 {
        // 1.5 million lines of 24 bytes and more.
        0 => case
            .text("]\n")
            .repeat("Line # of a long answer.\n", 1_500_000)
            .text(late)
            .problem("TooLong"),
        1 => case
            .text("]\n")
            .repeat("Line # [with brackets] {and: more}.\n", 900_000)
            .text(late)
            .problem("TooLong"),
        2 => case
            .text(",")
            .repeat("{\"a\":#},", 3_000_000)
            .text(late)
            .problem("TooLong")
            .problem("CutList"),
        3 => case
            .text(", {\"label\": \"wide\", \"tags\": \"")
            .repeat("#", 5_500_000)
            .text("\"}")
            .text(late)
            .problem("TooLongText(Some(\"wide\"))")
            .problem("TooLong")
            .problem_of("CutObject", Some("wide")),
        4 => case
            .text("]")
            .repeat("\u{a0}#é", 4_000_000)
            .text(late)
            .problem("TooLong"),
        // Almost 32 MiB, and all of it good.
        _ => (0..5)
            .fold(case, |case, number| {
                let thing = Thing {
                    label: Some(format!("large {number}")),
                    ..Thing::plain(random)
                };
                let mut gives = thing.gives();
                let start = random.base64(80);
                // The digits of 0..1_100_000, written one after another.
                gives["mask"] = json!({"length": start.len() + 6_588_890, "starts": start});
                case.text(format!(
                    ", {{\"box_2d\": {}, \"mask\": \"{start}",
                    list(&thing.edges())
                ))
                .repeat("#", 1_100_000)
                .object(format!("\", \"label\": \"large {number}\"}}"), gives)
            })
            .text("]"),
    }
}

fn long_text(random: &mut Random, number: usize) -> Case {
    let (thing, next) = (
        Thing {
            label: Some("long".to_owned()),
            ..Thing::plain(random)
        },
        Thing::random(random),
    );
    let mut gives = thing.gives();
    gives["mask"] = json!({"other": true});
    let edges = list(&thing.edges());
    // 8 888 890 digits, more than 8 MiB.
    let (head, end, known) = match number % 2 {
        0 => (
            format!("{{\"box_2d\": {edges}, \"mask\": \""),
            "\", \"label\": \"long\"}",
            None,
        ),
        _ => (
            format!("{{\"label\": \"long\", \"box_2d\": {edges}, \"mask\": \""),
            "\"}",
            Some("long"),
        ),
    };
    let case = Case::new("long")
        .text("[")
        .text(head)
        .repeat("#", 1_428_572);
    case.object(end, gives)
        .text(", ")
        .thing(&next)
        .text("]")
        .problem_of("TooLongText", known)
}

fn long_list(random: &mut Random, number: usize) -> Case {
    let (thing, next) = (
        Thing {
            label: Some("long".to_owned()),
            ..Thing::plain(random)
        },
        Thing::random(random),
    );
    let mut gives = thing.gives();
    gives["mask"] = json!({"other": true});
    let vertex = ["#, ", "[#, 7], ", "true,", "[1,2,3],"][number % 4];
    let case = Case::new(vertex).text(format!(
        "[{{\"box_2d\": {}, \"mask\": [",
        list(&thing.edges())
    ));
    case.repeat(vertex, 1_200_000)
        .object("], \"label\": \"long\"}", gives)
        .text(", ")
        .thing(&next)
        .text("]")
        .problem("TooManyValues")
}

fn large_flags(random: &mut Random, number: usize) -> Case {
    let side = [256, 1024][number % 2];
    let thing = Thing {
        label: Some("flags".to_owned()),
        ..Thing::plain(random)
    };
    let mut gives = thing.gives();
    gives["mask"] = json!({"columns": side, "rows": side});
    let row = format!("[{}],", vec!["true"; side].join(","));
    let case = Case::new(format!("{side} rows")).text(format!(
        "[{{\"box_2d\": {}, \"mask\": [",
        list(&thing.edges())
    ));
    case.repeat(row, side)
        .object("], \"label\": \"flags\"}", gives)
        .text("]")
}
