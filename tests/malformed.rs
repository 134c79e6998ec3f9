//! Malformed answers: every intact object must come out, the moment it closes,
//! and nothing else. `tests/malformed` holds the answers and what must be read
//! of them; `cargo xtask corpus` makes both, without the code under test.

mod random;
mod skipped;

use masque::answer::{Detection, Problem, Reader, Report};
use masque::mask::Encoding;
use random::Random;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Texts up to this length, in bytes, are cut at every offset in every run.
const SHORT: usize = 64 << 10;

/// An answer, what must come out of it and at which offset.
struct Case {
    name: String,
    text: String,
    /// Where an object ends in the text, in bytes, and what it gives.
    objects: Vec<(usize, Value)>,
    problems: Vec<String>,
}

#[test]
fn every_intact_object_comes_out_and_nothing_else() {
    let mut tally = Tally::default();
    for case in cases() {
        let began = Instant::now();
        let mut reader = Reader::new();
        let found = reader.push(&case.text);
        let report = reader.finish();
        tally.slowest(&case, began);
        tally.judge(&case, "whole", &found, &report);
    }
    tally.print();
}

#[test]
fn the_same_objects_come_out_of_random_pieces() {
    let mut tally = Tally::default();
    let mut random = Random::new(0x5eed);
    let mut below = |bound: usize| random.below(bound as u32) as usize;
    for case in cases() {
        let mut reader = Reader::new();
        let mut found = Vec::new();
        let mut at = 0;
        let longest = if case.text.len() > SHORT { 1 << 18 } else { 40 };
        while at < case.text.len() {
            let mut end = (at + 1 + below(longest)).min(case.text.len());
            while !case.text.is_char_boundary(end) {
                end += 1;
            }
            found.extend(reader.push(&case.text[at..end]));
            at = end;
            tally.closed_before(&case, at, found.len());
        }
        tally.judge(&case, "in pieces", &found, &reader.finish());
    }
    tally.print();
}

#[test]
fn a_cut_at_any_byte_gives_exactly_the_objects_closed_before_it() {
    let is_long = is_long_run();
    let mut tally = Tally::default();
    let mut left_out = 0;
    for case in cases() {
        if case.text.len() > SHORT && !is_long {
            left_out += 1;
            continue;
        }
        let mut reader = Reader::new();
        let mut found = Vec::new();
        for (at, c) in case.text.char_indices() {
            // A cut within a character leaves the text before it.
            tally.closed_before(&case, at, found.len());
            // A copy of a long text for every byte takes its time.
            let is_due = is_long || at % 61 == 0;
            if case.text.len() <= 1500 || (case.text.len() <= SHORT && is_due) {
                let report = reader.clone().finish();
                tally.check(report.objects == found.len(), &case, "cut and ended");
            }
            found.extend(reader.push(c.encode_utf8(&mut [0; 4])));
        }
        tally.closed_before(&case, case.text.len(), found.len());
        tally.judge(&case, "byte by byte", &found, &reader.finish());
    }
    if left_out > 0 {
        println!(
            "{left_out} long answers are cut at every byte under --long, in random pieces here"
        );
    }
    tally.print();
}

#[test]
fn an_answer_broken_at_random_reads_the_same_however_it_is_cut() {
    const MARKS: [char; 20] = [
        '"', '\'', '{', '}', '[', ']', ',', ':', '\\', '/', '*', '#', '`', '\n', ' ', '<', 'u',
        '0', '“', 'é',
    ];
    let turns = if is_long_run() { 100 } else { 4 };
    let mut random = Random::new(0xbad);
    let mut below = |bound: usize| random.below(bound as u32) as usize;
    let mut texts = 0;
    for case in cases().filter(|case| case.text.len() < 6000) {
        for _ in 0..turns {
            let mut text: Vec<char> = case.text.chars().collect();
            for _ in 0..1 + below(4) {
                let at = below(text.len() + 1);
                let mark = MARKS[below(MARKS.len())];
                match below(3) {
                    0 => text.insert(at, mark),
                    1 if at < text.len() => text[at] = mark,
                    _ => drop(text.drain(at..(at + 1 + below(9)).min(text.len()))),
                }
            }
            let text: String = text.into_iter().collect();
            let mut whole = Reader::new();
            let found = whole.push(&text);
            let mut cut = Reader::new();
            let each = text
                .chars()
                .flat_map(|c| cut.push(c.encode_utf8(&mut [0; 4])));
            assert_eq!(each.collect::<Vec<_>>(), found, "{text}");
            assert_eq!(cut.finish(), whole.finish(), "{text}");
            texts += 1;
        }
    }
    println!("{texts} texts");
}

#[test]
fn a_loop_is_named_while_it_streams() {
    let mut reader = Reader::new();
    reader.push(r#"[{"label": "cup", "box_2d": [1, 2, 3, 4], "mask": "iVBORw0KGgo"#);
    let mut bytes = 0;
    while reader.problems().is_empty() {
        reader.push("Pj4+");
        bytes += 4;
        assert!(bytes < 10_000, "the loop goes unnoticed");
    }
    let expected = Problem::LoopingMask(Some("cup".to_owned()));
    assert_eq!(reader.problems(), [expected]);

    let mut loops = 0;
    for case in cases().filter(|case| case.name.starts_with("looping-base64 ")) {
        let mut reader = Reader::new();
        let text: Vec<char> = case.text.chars().collect();
        let mut pieces = text.chunks(64);
        while !reader.problems().iter().any(is_loop) {
            let piece = pieces.next().expect("a loop that is named");
            reader.push(&piece.iter().collect::<String>());
        }
        assert!(pieces.len() > 32, "{} is named late", case.name);
        loops += 1;
    }
    assert!(loops >= 10, "{loops} loops");
}

fn is_loop(problem: &Problem) -> bool {
    matches!(problem, Problem::LoopingMask(_))
}

#[test]
fn recorded_malformed_answers_are_named() {
    let check = |name: &str, problems: &[Problem], labels: usize| {
        let path = root().join("../shared/recorded").join(name);
        let Ok(text) = std::fs::read_to_string(&path) else {
            skipped::say(&format!("the recorded {name} is not beside this checkout"));
            return;
        };
        let mut reader = Reader::new();
        assert_eq!(reader.push(&text).len(), labels, "{name}");
        assert_eq!(reader.finish().problems, problems, "{name}");
    };
    check(
        "seg-tokens/cookbook-issue-798.txt",
        &[Problem::OnlyTokens(16)],
        0,
    );
    check(
        "malformed/cookbook-issue-961_boolean-array-mask.excerpt.txt",
        &[Problem::CutObject(None)],
        0,
    );
    // Shorter than a loop is, and outside of any object.
    check(
        "malformed/cookbook-issue-798_runaway-base64.excerpt.txt",
        &[Problem::NoObjects],
        0,
    );
    check("polygons/forum-146559_gemini-3.5.json", &[], 1);
    check("points/tool_spatial3d-notebook.response.txt", &[], 10);
    check("boxes3d/spill_gemini-2.0_a.response.txt", &[], 4);
    check("boxes/cupcakes_gemini-2.0-flash.response.txt", &[], 13);
    check(
        "masks-png/google-cookbook/cupcakes_gemini-2.5-flash-preview-05-20_15masks.response.txt",
        &[],
        15,
    );
}

/// What was judged, and the faults.
#[derive(Default)]
struct Tally {
    cases: usize,
    expected: usize,
    came_out: usize,
    cuts: usize,
    faults: Vec<String>,
    slowest: Vec<(u128, String)>,
}

impl Tally {
    fn check(&mut self, holds: bool, case: &Case, what: &str) {
        if !holds {
            self.faults.push(format!("{}: {what}", case.name));
        }
    }

    fn closed_before(&mut self, case: &Case, at: usize, found: usize) {
        let closed = case.objects.partition_point(|(end, _)| *end <= at);
        self.cuts += 1;
        if closed != found {
            self.faults.push(format!(
                "{}: {found} instead of {closed} objects before {at}",
                case.name
            ));
        }
    }

    fn judge(&mut self, case: &Case, how: &str, found: &[Detection], report: &Report) {
        self.cases += 1;
        self.expected += case.objects.len();
        for (detection, (_, gives)) in found.iter().zip(&case.objects) {
            let read = as_json(detection, gives);
            self.came_out += usize::from(read == *gives);
            self.check(
                read == *gives,
                case,
                &format!("{how}: {read} instead of {gives}"),
            );
        }
        let problems: Vec<String> = report
            .problems
            .iter()
            .map(|problem| format!("{problem:?}"))
            .collect();
        let counts = (found.len(), report.objects);
        let right = (case.objects.len(), case.objects.len());
        self.check(
            counts == right,
            case,
            &format!("{how}: {counts:?} instead of {right:?} objects"),
        );
        let named = format!("{how}: {problems:?} instead of {:?}", case.problems);
        self.check(problems == case.problems, case, &named);
    }

    fn slowest(&mut self, case: &Case, began: Instant) {
        let time = began.elapsed().as_millis();
        let length = case.text.len();
        self.slowest
            .push((time, format!("{}, {length} bytes", case.name)));
    }

    fn print(mut self) {
        println!(
            "{} cases, {} of {} objects, {} cuts",
            self.cases, self.came_out, self.expected, self.cuts
        );
        self.slowest
            .sort_by_key(|(time, _)| std::cmp::Reverse(*time));
        for (time, name) in self.slowest.iter().take(12) {
            println!("{time} ms: {name}");
            // Well under a second in a release build; a busy machine may take
            // longer, but nothing that grows with the square would pass.
            let is_release = !cfg!(debug_assertions);
            assert!(!is_release || *time < 5000, "{name} took {time} ms");
        }
        assert!(self.cases >= 1000, "{} cases", self.cases);
        let some: Vec<_> = self.faults.iter().take(25).collect();
        assert!(
            some.is_empty(),
            "{} faults, such as {some:#?}",
            self.faults.len()
        );
    }
}

/// A detection in the corpus's own form; `gives` says how its mask is described.
fn as_json(detection: &Detection, gives: &Value) -> Value {
    let mut read = json!({});
    if let Some(label) = &detection.label {
        read["label"] = json!(label);
    }
    if let Some(b) = detection.bounds {
        read["box"] = json!([b.x0(), b.y0(), b.x1(), b.y1()].map(whole));
    }
    if detection.bad_box {
        read["bad_box"] = json!(true);
    }
    if let Some(point) = detection.point {
        read["point"] = json!([point.x(), point.y()].map(whole));
    }
    if let Some(cuboid) = detection.cuboid {
        read["box_3d"] = json!(cuboid.to_wire());
    }
    let mask = &gives["mask"];
    match &detection.mask {
        Encoding::Text(text) if mask.is_object() => {
            let starts = mask["starts"].as_str().unwrap_or("-");
            let shown = text.get(..starts.len()).unwrap_or("");
            read["mask"] = json!({"length": text.len(), "starts": shown});
        }
        Encoding::Text(text) => read["mask"] = json!(text),
        Encoding::Rings(rings) => {
            let ring = |ring: &Vec<[f64; 2]>| {
                ring.iter()
                    .map(|pair| json!(pair.map(whole)))
                    .collect::<Value>()
            };
            read["mask"] = rings.iter().map(ring).collect();
        }
        Encoding::Flags(rows) if mask["rows"].is_number() => {
            let columns = rows.iter().map(Vec::len).max();
            read["mask"] = json!({"columns": columns, "rows": rows.len()});
        }
        Encoding::Flags(rows) => {
            let row = |row: &Vec<bool>| {
                row.iter()
                    .map(|flag| if *flag { '1' } else { '0' })
                    .collect::<String>()
            };
            read["mask"] = json!({"flags": rows.iter().map(row).collect::<Vec<_>>()});
        }
        Encoding::Tokens(count) => read["mask"] = json!({"tokens": count}),
        Encoding::Other(_) => read["mask"] = json!({"other": true}),
        Encoding::Absent => {}
    }
    read
}

/// The corpus has whole numbers only.
fn whole(value: f64) -> Value {
    assert!(value.fract() == 0.0, "{value} is not whole");
    json!(value as i64)
}

/// All cases, read one by one: the large ones would not fit together.
fn cases() -> impl Iterator<Item = Case> {
    let folder = root().join("tests/malformed");
    let entries = std::fs::read_dir(folder).expect("the corpus");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 40, "{} families", paths.len());
    // Without optimisation the long answers alone take minutes.
    let is_slow = cfg!(debug_assertions) && !is_long_run();
    if is_slow {
        skipped::say("answers over 1 MiB, which are read in a release build and under --long");
    }
    let all = paths.into_iter().flat_map(|path| {
        let text = std::fs::read_to_string(&path).expect("a family");
        let family: Value = serde_json::from_str(&text).expect("JSON");
        let name = family["family"].as_str().expect("a name").to_owned();
        let cases = family["cases"].as_array().expect("cases").clone();
        let numbered = cases.into_iter().enumerate();
        numbered.map(move |(number, case)| Case::new(format!("{name} {number}"), &case))
    });
    all.filter(move |case| !is_slow || case.text.len() < 1 << 20)
}

fn is_long_run() -> bool {
    std::env::var_os("MASQUE_LONG").is_some()
}

impl Case {
    fn new(name: String, written: &Value) -> Self {
        let mut text = String::new();
        let mut objects = Vec::new();
        for part in written["parts"].as_array().expect("parts") {
            let turn = part
                .as_str()
                .or_else(|| part["text"].as_str())
                .expect("text");
            let times = part["times"].as_u64().unwrap_or(1);
            let kept = part["kept"].as_u64().unwrap_or(times);
            let is_numbered = times > 1 && turn.contains('#');
            for number in 0..times {
                if is_numbered {
                    text.push_str(&turn.replace('#', &number.to_string()));
                } else {
                    text.push_str(turn);
                }
                if number < kept && part["gives"].is_object() {
                    let mut gives = part["gives"].clone();
                    if times > 1 && gives["label"].is_string() {
                        gives["label"] = json!(number.to_string());
                    }
                    objects.push((text.len(), gives));
                }
            }
        }
        let problems = written["problems"].as_array().expect("problems").iter();
        let problems = problems.map(|name| name.as_str().expect("a problem").to_owned());
        let problems = problems.collect();
        Self {
            name,
            text,
            objects,
            problems,
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
