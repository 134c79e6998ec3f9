//! The reader on JSONTestSuite: texts that are JSON, or just not quite.
//! `cargo xtask test` gets the suite and names the file in `MASQUE_JSON_SUITE`.
//!
//! serde_json says what a text that is JSON means. Never asserts a time: it
//! prints the slowest texts.

use masque::answer::{Detection, Reader, Report};
use serde::Deserialize;
use std::time::{Duration, Instant};

/// A text of the suite. A name that begins with `y_` says that it is JSON, `n_`
/// that it is none, `i_` that readers differ.
#[derive(Deserialize)]
struct Case {
    name: String,
    input: String,
}

/// How many of the slowest texts are named.
const SLOWEST: usize = 5;

#[test]
fn every_text_is_read_the_same_however_it_is_cut() {
    let mut times: Vec<(Duration, String)> = Vec::new();
    let cases = cases();
    for case in &cases {
        let text = case.input.as_str();
        let start = Instant::now();
        let whole = in_pieces(text, text.len());
        times.push((start.elapsed(), case.name.clone()));
        for bytes in [1, 7, 4096] {
            let pieces = in_pieces(text, bytes);
            assert!(pieces == whole, "{} in pieces of {bytes}", case.name);
        }
    }
    times.sort_by(|a, b| b.cmp(a));
    for (time, name) in times.iter().take(SLOWEST) {
        println!("{:9.3} ms  {name}", time.as_secs_f64() * 1000.0);
    }
}

#[test]
fn nothing_is_found_where_nothing_is_meant() {
    // The suite knows nothing of boxes, masks or points.
    for case in cases() {
        let (found, report) = in_pieces(&case.input, case.input.len());
        assert_eq!(found, [], "{}", case.name);
        assert!(!report.problems.is_empty(), "{} has no objects", case.name);
    }
}

#[test]
fn valid_json_beside_and_within_objects_disturbs_none() {
    let valid = cases();
    let valid: Vec<_> = valid.iter().filter(|case| case.is_valid()).collect();
    assert!(valid.len() > 90, "only {} valid texts", valid.len());
    for Case { name, input } in valid {
        let text = format!(
            r#"[{{"box_2d": [1, 2, 3, 4], "more": {input}, "label": "cup"}}, {input},
                {{"label": "tea", "more": [{input}], "box_2d": [5, 6, 7, 8]}}]"#
        );
        let (found, report) = in_pieces(&text, text.len());
        let labels: Vec<_> = found.iter().map(|d| d.label.as_deref()).collect();
        assert_eq!(labels, [Some("cup"), Some("tea")], "{name}: {text}");
        assert!(found.iter().all(|d| d.bounds.is_some()), "{name}: {text}");
        assert_eq!(report.problems, [], "{name}: {text}");
    }
}

#[test]
fn strings_mean_what_they_mean_in_json() {
    let mut compared = 0;
    for Case { name, input } in cases().iter().filter(|case| case.is_valid()) {
        // A list of one string; labels leave out what cannot be shown.
        let Ok([expected]) = serde_json::from_str::<[String; 1]>(input) else {
            continue;
        };
        if !expected.chars().all(is_shown) || expected.is_empty() {
            continue;
        }
        let written = input.trim().trim_start_matches('[').trim_end_matches(']');
        let text = format!(r#"[{{"box_2d": [1, 2, 3, 4], "label": {written}}}]"#);
        let (found, _) = in_pieces(&text, text.len());
        let labels: Vec<_> = found.iter().map(|d| d.label.as_deref()).collect();
        assert_eq!(labels, [Some(expected.as_str())], "{name}");
        compared += 1;
    }
    assert!(compared > 25, "only {compared} strings were compared");
}

impl Case {
    fn is_valid(&self) -> bool {
        self.name.starts_with("y_")
    }
}

fn is_shown(c: char) -> bool {
    let steers = matches!(c, '\u{061C}' | '\u{200B}'..='\u{206F}' | '\u{FEFF}');
    !(steers || c.is_whitespace() || c.is_control())
}

/// Reads `text` in pieces of so many bytes, or up to the end of the character
/// that stands there.
fn in_pieces(text: &str, bytes: usize) -> (Vec<Detection>, Report) {
    let mut reader = Reader::new();
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = (bytes..rest.len()).find(|at| rest.is_char_boundary(*at));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        found.extend(reader.push(piece));
        rest = after;
    }
    (found, reader.finish())
}

fn cases() -> Vec<Case> {
    let path = std::env::var("MASQUE_JSON_SUITE")
        .expect("run `cargo xtask test`, which gets the suite that these tests need");
    let text = std::fs::read_to_string(path).expect("the suite");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("a list of cases");
    assert!(cases.len() > 300, "only {} cases", cases.len());
    cases
}
