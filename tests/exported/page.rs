//! `docs/exports.md`: what was measured, set by set and format by format.

use masque::export::Format;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Judges that a machine may do without; the page's lines about them then stand as
/// they are.
const MAY_BE_ABSENT: [&str; 2] = ["Chromium", "pngcheck"];

/// Holds the page against what was measured of each set, or writes it.
pub fn held(sets: &[(&str, Vec<Value>)]) {
    let measured = page(sets);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/exports.md");
    if std::env::var_os("MASQUE_WRITE").is_some() {
        fs::write(&path, &measured).expect("the page");
    }
    let absent: Vec<String> = MAY_BE_ABSENT
        .iter()
        .map(|judge| format!("| {judge} |"))
        .filter(|judge| !measured.contains(judge))
        .collect();
    let page = fs::read_to_string(&path).expect("docs/exports.md");
    let lines = page.split_inclusive('\n');
    let page: String = lines
        .filter(|line| !absent.iter().any(|judge| line.contains(judge)))
        .collect();
    assert_eq!(page, measured, "MASQUE_WRITE=1 writes docs/exports.md anew");
}

fn page(sets: &[(&str, Vec<Value>)]) -> String {
    let mut text = HEAD.to_owned();
    let mut loaded: Vec<String> = Vec::new();
    for (title, lines) in sets {
        let _ = write!(text, "\n## {title}\n\n{COLUMNS}");
        text += &table(lines);
        for line in lines.iter().filter_map(held_as_well) {
            if !loaded.contains(&line) {
                loaded.push(line);
            }
        }
    }
    text + FOOT + &loaded.concat()
}

/// The least and the mean agreement of each format and loader.
fn table(lines: &[Value]) -> String {
    let mut rows: BTreeMap<(usize, String), Vec<(&str, f64)>> = BTreeMap::new();
    for line in lines {
        let (form, loader) = names(line);
        if let (Some(iou), Some(thing)) = (line["iou"].as_f64(), line["thing"].as_str()) {
            let row = rows.entry((place(form), format!("{} | {loader}", name(form))));
            row.or_default().push((thing, iou));
        }
    }
    let mut text = String::new();
    for ((_, names), measured) in rows {
        let least = measured.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let (worst, least) = *least.expect("a measure");
        let mean = measured.iter().map(|(_, iou)| iou).sum::<f64>() / measured.len() as f64;
        let worst = if least == 1.0 { "" } else { worst };
        let masks = measured.len();
        let _ = writeln!(
            text,
            "| {names} | {masks} | {least:.3} | {mean:.3} | {worst} |"
        );
    }
    text
}

/// What is held that is no agreement of masks.
fn held_as_well(line: &Value) -> Option<String> {
    let (form, loader) = names(line);
    if line["iou"].is_number() {
        return None;
    }
    if let Some(ap) = line["ap"].as_f64() {
        return Some(format!("| {form}, against itself | {loader} | {ap:.1} |\n"));
    }
    let held = match form {
        "zip" => "every file whole, names in UTF-8",
        "png" => "every PNG sound",
        "label-studio-polygons" => "valid for its config",
        "yolo-seg" => "loads, classes right",
        "overlay" => "the photograph, to the pixel, where no mask is",
        _ => "loads, boxes right",
    };
    Some(format!("| {form} | {loader} | {held} |\n"))
}

fn names(line: &Value) -> (&str, &str) {
    let [form, loader] = ["format", "loader"].map(|key| line[key].as_str().expect("a name"));
    (form, loader)
}

fn place(form: &str) -> usize {
    let known = Format::ALL.iter();
    let place = known.rev().position(|format| form.starts_with(format.id()));
    Format::ALL.len() - place.map_or(0, |place| place + 1)
}

fn name(form: &str) -> &'static str {
    match form {
        "yolo-seg-rows" => "YOLO segments, a row for each part",
        "cut-outs-cropped" => "Cut-out of each object, cropped",
        _ => {
            let mut known = Format::ALL.iter();
            let known = known.find(|format| format.id() == form);
            known.expect("a format").name()
        }
    }
}

const HEAD: &str = "# Exports, as other programs load them

`tests/exports.rs` writes this page (`MASQUE_WRITE=1`) and holds it against what it measures: a set that is made to hurt, and the answers of the samples, are exported in every format, and loaded by the programs that the formats are for. Recorded answers of real models, where they lie beside the checkout, are held to the same. IoU is how much a loaded mask agrees with the one that was exported; 1.000 is every pixel.
";

const COLUMNS: &str = "| format | loaded by | masks | least IoU | mean IoU | the worst of them |
|---|---|---|---|---|---|
";

const FOOT: &str = "
Where it is not 1.000, the loader draws more than it was given: YOLO's rows hold one polygon, so the line that joins the parts of a thing is drawn too. A row for each part draws every pixel, but counts more things.

Masque's own JSON is read by Masque; tests read back all that was written, what masks were made of included, and Pillow, pycocotools and SciPy make the same masks of it by what [format.md](format.md) says.

## These are held as well

| | loaded by | |
|---|---|---|
";
