//! Mask pictures against Pillow and zlib: PNGs of every kind, PNGs cut at every
//! byte, and other formats. `cargo xtask test` runs it.

mod judge;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use judge::ask;
use masque::geometry::{NormBox, Size};
use masque::mask::{Decoded, Encoding, Grey, MaskProblem, Note, Source, decode};

/// A file, and what a judge says is in it.
#[derive(serde::Deserialize)]
struct Case {
    name: String,
    /// In base64.
    file: String,
    width: u32,
    height: u32,
    /// Grey values in base64, row by row.
    values: String,
    /// How far a value may lie off; 0 but where a format loses something.
    #[serde(default)]
    tolerance: u8,
    /// For each beginning of the file, how many rows of it are whole.
    #[serde(default)]
    rows: Vec<u32>,
}

#[test]
fn pngs_of_every_kind_are_pillows() {
    let cases = cases("pngs");
    assert!(cases.len() > 300, "{} cases", cases.len());
    for case in cases {
        let decoded = read(&case.file).expect(&case.name);
        assert_eq!(decoded.notes, [], "{}", case.name);
        check(&case, &grey(decoded), case.height);
    }
}

#[test]
fn other_formats_are_pillows() {
    for case in cases("others") {
        // Bare, and as a data URL whatever type that names.
        let types = ["jpeg", "webp", "gif", "bmp", "png"];
        let urls = types.map(|kind| format!("data:image/{kind};base64,{}", case.file));
        for text in urls.iter().chain([&case.file]) {
            let decoded = read(text).expect(&case.name);
            assert_eq!(decoded.notes, [], "{}", case.name);
            check(&case, &grey(decoded), case.height);
        }
    }
}

#[test]
fn a_png_cut_anywhere_gives_the_rows_that_zlib_gets() {
    for case in cases("cut") {
        let file = bytes(&case.file);
        assert_eq!(case.rows.len(), file.len() + 1);
        for (end, rows) in case.rows.iter().enumerate() {
            let found = read(&BASE64_STANDARD.encode(&file[..end]));
            let place = format!("{}, cut at {end} of {}", case.name, file.len());
            match found {
                Ok(decoded) => {
                    let of = case.height;
                    let partial = Note::Partial { rows: *rows, of };
                    let notes = if *rows < of { vec![partial] } else { vec![] };
                    assert_eq!(decoded.notes, notes, "{place}");
                    check(&case, &grey(decoded), *rows);
                }
                Err(problem) => {
                    assert_eq!(*rows, 0, "{problem} for {place}");
                    let expected = if end < 8 {
                        MaskProblem::NotAPicture
                    } else {
                        MaskProblem::BrokenPng
                    };
                    assert_eq!(problem, expected, "{place}");
                }
            }
        }
    }
}

/// Compares the upper `rows` with the case's; those below must be 0.
#[track_caller]
fn check(case: &Case, grey: &Grey, rows: u32) {
    let name = &case.name;
    assert_eq!(
        (grey.width(), grey.height()),
        (case.width, case.height),
        "{name}"
    );
    let expected = bytes(&case.values);
    let expected = expected.chunks(case.width as usize);
    for (y, (found, expected)) in (0..).zip(grey.rows().zip(expected)) {
        let same = found.iter().zip(expected).all(|(found, expected)| {
            if y < rows {
                found.abs_diff(*expected) <= case.tolerance
            } else {
                *found == 0
            }
        });
        assert!(same, "row {y} of {name}: {found:?}, not {expected:?}");
    }
}

fn read(file: &str) -> Result<Decoded, MaskProblem> {
    let bounds = NormBox::from_wire([100.0, 100.0, 200.0, 200.0]);
    let picture = Size::new(1000, 700).expect("a size");
    decode(&Encoding::Text(file.to_owned()), bounds, picture)
}

fn grey(decoded: Decoded) -> Grey {
    match decoded.source {
        Source::Values { grey, .. } => grey,
        other => panic!("no values: {other:?}"),
    }
}

fn cases(which: &str) -> Vec<Case> {
    let lines = ask("formats.py", &[which], String::new());
    let case = |line: &String| serde_json::from_str(line).expect("a case");
    lines.iter().map(case).collect()
}

fn bytes(text: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(text).expect("base64")
}
