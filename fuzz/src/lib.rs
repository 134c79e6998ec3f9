//! What the fuzz targets share: how their bytes are read, and what must hold of
//! every answer and every mask. A target fails when one of these does not hold,
//! not only when something panics.
//!
//! `cargo xtask fuzz` runs them. To add a target: one file in `targets`, its
//! entry in `Cargo.toml`, a folder in `seeds`, and a line in `xtask`'s
//! `checks::fuzz`. Inputs that made a target fail belong into the tests of the
//! file that was wrong.

use masque::answer::limits::{LABEL, OBJECTS};
use masque::answer::{Detection, Problem, Reader, Report};
use masque::geometry::Size;
use masque::mask::Mask;

/// Reads `text` in one piece.
pub fn read(text: &str) -> (Vec<Detection>, Report) {
    let mut reader = Reader::new();
    let found = reader.push(text);
    (found, reader.finish())
}

/// Holds what was read of `text` against what every reading must keep to.
pub fn check_reading(text: &str, found: &[Detection], report: &Report) {
    assert_eq!(found.len(), report.objects, "the report counts otherwise");
    assert!(found.len() <= OBJECTS, "more objects than the limit");
    let closed = text.matches('}').count();
    assert!(found.len() <= closed, "an object that never closed");

    let said = |problem| report.problems.contains(&problem);
    assert_eq!(said(Problem::Empty), text.trim().is_empty());
    assert!(!said(Problem::NoObjects) || found.is_empty());
    assert!(
        !found.is_empty() || !report.problems.is_empty(),
        "nothing came out, and nothing says why"
    );
    for detection in found {
        check_detection(detection);
    }
}

fn check_detection(detection: &Detection) {
    if let Some(label) = &detection.label {
        let length = label.chars().count();
        assert!((1..=LABEL + 1).contains(&length), "a label of {length}");
        assert!(!label.contains(|c: char| c.is_control()), "{label:?}");
        assert_eq!(label.trim(), label);
    }
    if let Some(bounds) = detection.bounds {
        assert!(bounds.x0() <= bounds.x1() && bounds.y0() <= bounds.y1());
        let edges = [bounds.x0(), bounds.y0(), bounds.x1(), bounds.y1()];
        assert!(edges.iter().all(|edge| edge.is_finite()), "{bounds:?}");
        assert!(!detection.bad_box, "a box that is good and bad");
    }
}

/// Holds a mask against what every mask must keep to: rows in order and within
/// the picture, in each of them runs that are in order, not empty, and apart.
pub fn check_mask(mask: &Mask, picture: Size) {
    assert_eq!(mask.picture(), picture);
    let mut area = 0;
    let mut next_row = 0;
    let (mut left, mut right) = (u32::MAX, 0);
    let (mut top, mut bottom) = (u32::MAX, 0);
    for (y, runs) in mask.rows() {
        assert!(y >= next_row && y < picture.height(), "row {y}");
        next_row = y + 1;
        // Runs that touch would be one run, so each starts past the last one's end.
        let mut free = 0;
        for run in runs {
            assert!(run.start >= free && run.start < run.end, "{run:?} in {y}");
            assert!(run.end <= picture.width(), "{run:?} leaves the picture");
            free = run.end + 1;
            area += u64::from(run.end - run.start);
            (left, right) = (left.min(run.start), right.max(run.end));
        }
        assert_eq!(mask.row(y), runs);
        if !runs.is_empty() {
            (top, bottom) = (top.min(y), y + 1);
        }
    }
    assert_eq!(mask.area(), area);
    assert_eq!(mask.is_empty(), area == 0);
    assert_eq!(mask.bounds().is_none(), area == 0);
    if let Some(bounds) = mask.bounds() {
        assert_eq!((bounds.x(), bounds.y()), (left.into(), top.into()));
        assert_eq!(bounds.width(), right - left);
        assert_eq!(bounds.height(), bottom - top);
    }
}

/// The columns of row `y` at which `mask` changes, from left to right.
pub fn changes(mask: &Mask, y: u32) -> Vec<u32> {
    mask.row(y)
        .iter()
        .flat_map(|run| [run.start, run.end])
        .collect()
}

/// The columns at which exactly one of two rows changes: where their exclusive
/// or does.
pub fn exclusive_or(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut both: Vec<u32> = a.iter().chain(b).copied().collect();
    both.sort_unstable();
    let mut once: Vec<u32> = Vec::new();
    for column in both {
        if once.last() == Some(&column) {
            once.pop();
        } else {
            once.push(column);
        }
    }
    once
}
