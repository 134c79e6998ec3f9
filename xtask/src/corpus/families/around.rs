//! What stands around intact objects: fences, prose, wrappers, other commas.

use serde_json::json;

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, quoted};

/// Prose without a bracket.
const PROSE: [&str; 8] = [
    "Here are the objects you asked for:\n",
    "Sure! I found these.\n\n",
    "**Answer**\n\nThe \"cups\" aren't easy to tell apart; I did my best: ",
    "以下はセグメンテーションマスクです。\n",
    "Note: coordinates are normalised to 0-1000, y first.\n\n1. ",
    "<answer>\n",
    "Ok.\r\n",
    "# Result\n\n> it's all there\n\n",
];
/// Prose with brackets, closed and not.
const BRACKETS: [&str; 12] = [
    "As asked [see above], I looked {carefully}. ",
    "Let f(x) = {x | x > 0} and g = [0, 1000]. ",
    "The set {1, 2, 3 is not closed. ",
    "The interval [0, 1000) is half open. ",
    "Boxes are [ymin, xmin, ymax, xmax]. ",
    "Coordinates such as [120, 340] are y first. ",
    "I used {placeholders} and [links](https://example.org/a{b}). ",
    "$\\\\{x_1, \\\\dots, x_n\\\\}$ and \\\\[ E = mc^2 \\\\] ",
    "- [ ] todo\n- [x] done\n",
    "Smile :-} or :-] or {-: ",
    "{sorry, it took a while} ",
    "[1] and [2]: see the notes. ",
];
/// Prose with quotes that do not match.
const QUOTES: [&str; 6] = [
    "[\"cups, plates] and found: [",
    "{\"as you said} I looked and found: ",
    "The 5\" pipe [about 5\" wide] is there: [",
    "[e.g. \"cups] are these: ",
    "{note: \"the cups} ",
    "He said \"[\" and then: ",
];

pub const ALL: &[Family] = &[
    ("fences", 24, fences),
    ("prose-around", 18, prose_around),
    ("prose-between", 16, prose_between),
    ("prose-with-brackets", 24, prose_with_brackets),
    ("prose-with-odd-quotes", 18, prose_with_odd_quotes),
    ("one-object-without-a-list", 16, one_object),
    ("wrapped-in-boxes", 12, |random, _| wrapped(random, "boxes")),
    ("wrapped-in-masks", 12, |random, _| wrapped(random, "masks")),
    ("wrapped-in-items", 12, |random, _| wrapped(random, "items")),
    ("wrapped-in-anything", 16, |random, _| {
        let key = *random.pick(&[
            "objects",
            "result",
            "segmentation_masks",
            "mask",
            "polygon",
            "detections",
            "data",
        ]);
        wrapped(random, key)
    }),
    ("wrapped-deeply", 16, wrapped_deeply),
    ("named-by-their-keys", 12, named_by_keys),
    ("lines-of-objects", 16, lines),
    ("trailing-commas", 16, trailing_commas),
    ("missing-commas", 16, missing_commas),
    ("other-white-space", 16, white_space),
    ("lists-in-lists", 12, lists_in_lists),
    ("an-object-with-parts", 14, with_parts),
    ("fence-after-a-cut", 16, fence_after_a_cut),
];

fn fences(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let fences = [
        ("```json\n", "\n```"),
        ("```\n", "\n```\n"),
        ("````json\n", "\n````"),
        ("~~~json\n", "\n~~~"),
        ("```JSON\n", "```"),
        ("```json ", " ```"),
        ("```json\r\n", "\r\n```\r\n"),
        ("```", "```"),
        ("```json\n", ""),
        ("", "\n```"),
        ("```python\n", "\n```\nDone."),
        ("'''json\n", "\n'''"),
    ];
    let (begin, end) = fences[number % fences.len()];
    let case = Case::new(format!("{begin:?}")).text(begin).text("[\n  ");
    case.laid_out(&things, random).text("\n]").text(end)
}

fn prose_around(random: &mut Random, _: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let (before, after) = (*random.pick(&PROSE), *random.pick(&PROSE));
    let case = Case::new("prose").text(before).text("[");
    case.laid_out(&things, random).text("]\n").text(after)
}

fn prose_between(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 2, 4);
    let (begin, end) = [
        ("*   [", "]\n"),
        ("", "\n"),
        ("1. ", " is there.\n"),
        ("```json\n[", "]\n```\n"),
    ][number % 4];
    things.iter().fold(Case::new("between"), |case, thing| {
        let prose = *random.pick(&PROSE);
        case.text(prose).text(begin).thing(thing).text(end)
    })
}

fn prose_with_brackets(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let before = BRACKETS[number % BRACKETS.len()];
    let case = Case::new(before).text(before).text("[");
    case.laid_out(&things, random).text("]")
}

fn prose_with_odd_quotes(random: &mut Random, number: usize) -> Case {
    let things = [Thing::random(random)];
    let before = QUOTES[number % QUOTES.len()];
    Case::new(before)
        .text(before)
        .things(&things, ", ")
        .text("]")
}

fn one_object(random: &mut Random, number: usize) -> Case {
    let thing = Thing::random(random);
    let (begin, end) = [
        ("", ""),
        ("```json\n", "\n```"),
        ("Here: ", "."),
        ("\n\n", "\n"),
    ][number % 4];
    let text = thing.laid_out(random);
    Case::new("one")
        .text(begin)
        .object(text, thing.gives())
        .text(end)
}

fn wrapped(random: &mut Random, key: &str) -> Case {
    let things = Thing::several(random, 1, 4);
    let more = *random.pick(&[
        "",
        ", \"count\": 3",
        ", \"label\": null",
        ", \"unit\": \"0-1000\"",
    ]);
    let case = Case::new(key).text(format!("{{{}: [", quoted(key)));
    case.laid_out(&things, random)
        .text("]")
        .text(more)
        .text("}")
}

fn wrapped_deeply(random: &mut Random, _: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let depth = random.between(2, 20) as usize;
    let keys: Vec<&str> = (0..depth)
        .map(|_| *random.pick(&["result", "data", "answer", "output", "value"]))
        .collect();
    let begin: String = keys
        .iter()
        .map(|key| format!("{{{}: [", quoted(key)))
        .collect();
    let case = Case::new(format!("{depth} deep")).text(begin);
    case.laid_out(&things, random).text("]}".repeat(depth))
}

fn named_by_keys(random: &mut Random, _: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let case =
        things
            .iter()
            .enumerate()
            .fold(Case::new("keys").text("{"), |case, (number, thing)| {
                let key = quoted(&format!("object {number}"));
                case.text(if number == 0 { "" } else { ", " })
                    .text(format!("{key}: "))
                    .thing(thing)
            });
    case.text("}")
}

fn lines(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 5);
    let between = ["\n", "\r\n", "\n\n", ",\n", ";\n", " "][number % 6];
    Case::new(between).things(&things, between).text("\n")
}

fn trailing_commas(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let case = things
        .iter()
        .fold(Case::new("commas").text("["), |case, thing| {
            let text = match number % 3 {
                0 => thing.json(),
                1 => thing.json().replace('}', ",}"),
                _ => thing.json().replace("]", ",]").replace('}', " , }"),
            };
            // The braces and brackets of a label are not those of the object.
            let text = if thing.name().contains(['}', ']']) {
                thing.json()
            } else {
                text
            };
            case.object(text, thing.gives()).text(",")
        });
    case.text(["]", ",]", " \n]"][number % 3])
}

fn missing_commas(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let between = ["\n", " "][number % 2];
    let case = things
        .iter()
        .fold(Case::new("commas").text("["), |case, thing| {
            let entries: Vec<_> = thing
                .entries()
                .iter()
                .map(|(key, value)| format!("\"{key}\": {value}"))
                .collect();
            case.object(format!("{{{}}}", entries.join(between)), thing.gives())
                .text(between)
        });
    case.text("]")
}

fn white_space(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let space = [
        "\u{feff}", "\t", "\r\n", "\u{a0}", "\u{2028}", "\u{3000}", "\u{b}", "\n\n\n",
    ][number % 8];
    let case = things.iter().fold(
        Case::new(format!("{space:?}")).text(space).text("["),
        |case, thing| {
            let entries: Vec<_> = thing
                .entries()
                .iter()
                .map(|(key, value)| format!("{space}\"{key}\"{space}:{space}{value}"))
                .collect();
            case.text(space)
                .object(
                    format!("{{{}{space}}}", entries.join(&format!("{space},"))),
                    thing.gives(),
                )
                .text(space)
                .text(",")
        },
    );
    case.text(space).text("]").text(space)
}

fn lists_in_lists(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 4);
    let case = Case::new("lists").text("[".repeat(number + 1));
    case.things(&things, "], [").text("]".repeat(number + 1))
}

fn with_parts(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let whole = if number.is_multiple_of(2) {
        Thing::plain(random)
    } else {
        Thing::with_png(random)
    };
    let text = whole.json();
    let open = text.strip_suffix('}').unwrap_or(&text);
    // The whole closes last, so it comes out last.
    let key = ["parts", "children", "items"][number % 3];
    let case = Case::new(key)
        .text("[")
        .text(format!("{open}, \"{key}\": ["));
    case.things(&things, ", ")
        .text("]")
        .object("}", whole.gives())
        .text("]")
}

fn fence_after_a_cut(random: &mut Random, number: usize) -> Case {
    let before = Thing::several(random, 1, 3);
    let cut = Thing {
        label: Some("half".to_owned()),
        ..Thing::plain(random)
    };
    let after = Thing::several(random, 1, 3);
    let box_2d = json!(cut.edges());
    let half = [
        format!("{{\"label\": \"half\", \"box_2d\": {box_2d},"),
        format!("{{\"label\": \"half\", \"box_2d\": {box_2d}, \"mask\": [[1, 2], [3,"),
    ][number % 2]
        .clone();
    let case = Case::new("again")
        .text("```json\n[")
        .things(&before, ",\n")
        .text(",\n")
        .text(half);
    case.text("\n```\nAgain:\n```json\n[")
        .things(&after, ",\n")
        .text("]\n```")
        .problem_of("BrokenObject", Some("half"))
}
