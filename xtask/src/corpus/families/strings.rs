//! What is wrong in and around strings: line breaks, escapes, quotes, comments.

use serde_json::json;

use super::Family;
use crate::corpus::case::Case;
use crate::corpus::random::Random;
use crate::corpus::thing::{Thing, list, object, quoted};

pub const ALL: &[Family] = &[
    ("line-breaks-in-strings", 18, line_breaks),
    ("lone-surrogates", 16, lone_surrogates),
    ("escapes", 16, escapes),
    ("labels-in-all-scripts", 14, scripts),
    ("labels-made-to-deceive", 14, deceiving),
    ("quotes-within-strings", 16, inner_quotes),
    ("single-quotes", 18, single_quotes),
    ("curly-quotes", 12, curly_quotes),
    ("keys-without-quotes", 16, bare_keys),
    ("full-width-marks", 12, full_width),
    ("comments", 18, comments),
    ("keys-of-other-names", 18, other_keys),
    ("entries-of-no-interest", 16, more_entries),
    ("inline-data", 12, inline_data),
];

/// A list of one plain thing, written by `write`, and an intact one after it.
fn with(random: &mut Random, name: &str, thing: &Thing, text: String) -> Case {
    let next = Thing::random(random);
    Case::new(name)
        .text("[")
        .object(text, thing.gives())
        .text(", ")
        .thing(&next)
        .text("]")
}

fn line_breaks(random: &mut Random, number: usize) -> Case {
    let brk = ["\n", "\r\n", "\t", "\n\n    "][number % 4];
    let mut thing = Thing::with_png(random);
    thing.label = Some("two lines".to_owned());
    let png = Thing::gives(&thing)["mask"]
        .as_str()
        .unwrap_or("")
        .to_owned();
    let (head, tail) = png.split_at(40);
    let broken = format!("{head}{brk}{tail}");
    let text = object(&[
        ("box_2d", list(&thing.edges())),
        ("mask", format!("\"{broken}\"")),
        ("label", format!("\"two{brk}lines\"")),
    ]);
    let mut gives = thing.gives();
    gives["mask"] = json!(broken);
    let next = Thing::random(random);
    Case::new(format!("{brk:?}"))
        .text("[")
        .object(text, gives)
        .text(", ")
        .thing(&next)
        .text("]")
}

fn labelled(random: &mut Random, written: &str, read: Option<&str>) -> Case {
    let thing = Thing {
        label: read.map(str::to_owned),
        ..Thing::plain(random)
    };
    let text = format!(
        "{{\"label\": \"{written}\", \"box_2d\": {}}}",
        list(&thing.edges())
    );
    with(random, written, &thing, text)
}

fn lone_surrogates(random: &mut Random, number: usize) -> Case {
    let (written, read) = [
        (r"cup \ud83c", "cup \u{fffd}"),
        (r"\udf75 cup", "\u{fffd} cup"),
        (r"a \ud83c b", "a \u{fffd} b"),
        (r"\ud83c\ud83c\udf75", "\u{fffd}🍵"),
        (r"\ud83c\n\udf75", "\u{fffd} \u{fffd}"),
        (r"\uD83C\u0041", "\u{fffd}A"),
        (r"\udf75\ud83c", "\u{fffd}\u{fffd}"),
        (r"\ud83c\udf75\ud83c", "🍵\u{fffd}"),
    ][number % 8];
    labelled(random, written, Some(read))
}

fn escapes(random: &mut Random, number: usize) -> Case {
    let (written, read) = [
        (r"caf\u00e9", "café"),
        (r"\ud83c\udf75 tea", "🍵 tea"),
        (r#"a \"big\" cup"#, "a \"big\" cup"),
        (r"a\/b", "a/b"),
        (r"back\\slash", "back\\slash"),
        (r"tab\tand\nline", "tab and line"),
        (r"it\'s", "it's"),
        (r"\u12zz cup", "\u{fffd}zz cup"),
    ][number % 8];
    labelled(random, written, Some(read))
}

fn scripts(random: &mut Random, number: usize) -> Case {
    let label = [
        "赤いカップ",
        "فنجان أحمر",
        "красная чашка",
        "빨간 컵",
        "🧦🫖👩\u{200d}🍳",
        "नीला कप",
        "ถ้วย",
    ][number % 7];
    labelled(random, label, Some(label))
}

fn deceiving(random: &mut Random, number: usize) -> Case {
    let long = "x".repeat(400);
    let cut = format!("{}…", "x".repeat(256));
    let (written, read) = [
        (
            "<img src=x onerror=alert(1)>",
            Some("<img src=x onerror=alert(1)>"),
        ),
        ("\u{202e}gnp.puc", Some("gnp.puc")),
        ("\u{200f}", None),
        ("a\u{0}b", Some("a b")),
        (long.as_str(), Some(cut.as_str())),
        ("   ", None),
        ("}], [{", Some("}], [{")),
    ][number % 7];
    labelled(random, written, read)
}

fn inner_quotes(random: &mut Random, number: usize) -> Case {
    let label = [
        "the \"big\" cup",
        "a sign \"STOP\" in red",
        "a 5\" pipe",
        "\"A\" mug",
    ][number % 4];
    let thing = Thing {
        label: Some(label.to_owned()),
        ..Thing::plain(random)
    };
    let label = format!("\"{label}\"");
    let text = match number / 4 % 2 {
        0 => object(&[("label", label), ("box_2d", list(&thing.edges()))]),
        _ => object(&[("box_2d", list(&thing.edges())), ("label", label)]),
    };
    with(random, "quotes", &thing, text)
}

fn single_quotes(random: &mut Random, number: usize) -> Case {
    let things = Thing::several(random, 1, 3);
    let quote = |text: &str| {
        // As Python prints a string.
        if text.contains('\'') {
            format!("\"{text}\"")
        } else {
            format!("'{text}'")
        }
    };
    let case = things
        .iter()
        .fold(Case::new("Python").text("["), |case, thing| {
            let mut entries: Vec<String> = thing
                .entries()
                .iter()
                .map(|(key, value)| {
                    let value = match serde_json::from_str::<String>(value) {
                        Ok(text) => quote(&text),
                        Err(_) => value.clone(),
                    };
                    format!("'{key}': {value}")
                })
                .collect();
            if number % 2 == 1 {
                entries.push("'score': None, 'occluded': False".to_owned());
            }
            case.object(format!("{{{}}}", entries.join(", ")), thing.gives())
                .text(", ")
        });
    case.text("]")
}

fn curly_quotes(random: &mut Random, _: usize) -> Case {
    let thing = Thing::with_ring(random);
    let entries: Vec<String> = thing
        .entries()
        .iter()
        .map(|(key, value)| {
            match value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'))
            {
                Some(text) => format!("“{key}”: “{text}”"),
                None => format!("“{key}”: {value}"),
            }
        })
        .collect();
    let text = format!("{{{}}}", entries.join(", "));
    with(random, "curly", &thing, text)
}

fn bare_keys(random: &mut Random, number: usize) -> Case {
    let thing = Thing {
        label: Some("cup".to_owned()),
        ..Thing::random(random)
    };
    let entries: Vec<String> = thing
        .entries()
        .iter()
        .map(|(key, value)| match (*key, number % 2) {
            ("label", 1) => "label: cup".to_owned(),
            _ => format!("{key}: {value}"),
        })
        .collect();
    let text = format!("{{{}}}", entries.join(", "));
    with(random, "bare", &thing, text)
}

fn full_width(random: &mut Random, _: usize) -> Case {
    let thing = Thing::random(random);
    let entries: Vec<String> = thing
        .entries()
        .iter()
        .map(|(key, value)| format!("\"{key}\"：{value}"))
        .collect();
    let text = format!("{{{}}}", entries.join("，"));
    with(random, "full width", &thing, text)
}

fn comments(random: &mut Random, number: usize) -> Case {
    let comment = [
        "// the cup's box, see [1]\n",
        "/* {not} an [object] */",
        "# it's \"here\"\n",
        "// }\n",
        "/* a * b / c **/",
        "// ]}\r\n",
    ][number % 6];
    let things = Thing::several(random, 1, 3);
    let case = things
        .iter()
        .fold(Case::new(comment).text("[\n"), |case, thing| {
            let entries: Vec<String> = thing
                .entries()
                .iter()
                .map(|(key, value)| format!("\"{key}\": {value}, {comment} "))
                .collect();
            case.object(format!("{{{comment}{}}}", entries.concat()), thing.gives())
                .text(", ")
                .text(comment)
        });
    case.text("]")
}

fn other_keys(random: &mut Random, number: usize) -> Case {
    let boxes = [
        "bbox",
        "box",
        "bounding_box",
        "bbox_2d",
        "Box_2D",
        "BOX_2D",
        "boundingBox",
        "box2d",
        " box_2d ",
    ];
    let masks = [
        "segmentation_mask",
        "segmentation",
        "polygon",
        "mask_2d",
        "Mask",
        "MASK",
    ];
    let labels = ["name", "text_label", "class", "description", "Label"];
    let thing = Thing::random(random);
    let entries: Vec<(&str, String)> = thing
        .entries()
        .into_iter()
        .map(|(key, value)| match key {
            "box_2d" => (boxes[number % boxes.len()], value),
            "mask" => (masks[number % masks.len()], value),
            _ => (labels[number % labels.len()], value),
        })
        .collect();
    with(random, "keys", &thing, object(&entries))
}

fn more_entries(random: &mut Random, number: usize) -> Case {
    let thing = Thing::random(random);
    let more = [
        ("confidence", "0.97".to_owned()),
        ("description", quoted("a longer text that is no label")),
        (
            "attributes",
            "{\"color\": \"red\", \"size\": [1, 2]}".to_owned(),
        ),
        ("tags", "[\"a\", \"b\"]".to_owned()),
        ("mask_description", quoted("the left one")),
        ("visible", "true".to_owned()),
        ("id", "7".to_owned()),
        ("", "[[]]".to_owned()),
    ];
    let mut entries = thing.entries();
    let at = random.below(entries.len());
    entries.insert(at, more[number % more.len()].clone());
    entries.push(more[(number + 3) % more.len()].clone());
    with(random, "more", &thing, object(&entries))
}

fn inline_data(random: &mut Random, number: usize) -> Case {
    let thing = Thing::with_png(random);
    let png = quoted(thing.gives()["mask"].as_str().unwrap_or(""));
    let mask = [
        format!("{{\"inline_data\": {{\"mime_type\": \"image/png\", \"data\": {png}}}}}"),
        format!("{{\"inlineData\": {{\"mimeType\": \"image/png\", \"data\": {png}}}}}"),
        format!("{{\"data\": {png}}}"),
    ][number % 3]
        .clone();
    let text = object(&[
        ("box_2d", list(&thing.edges())),
        ("mask", mask),
        ("label", quoted(thing.name())),
    ]);
    with(random, "inline", &thing, text)
}
