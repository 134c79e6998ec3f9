//! Answers as they come, whole and broken, and what must be read of them.

use super::*;
use crate::geometry::NormBox;
use crate::mask::Encoding;

fn read(text: &str) -> (Vec<Detection>, Vec<Problem>) {
    let mut reader = Reader::new();
    let found = reader.push(text);
    (found, reader.finish().problems)
}

/// The labels that come out, and the problems; however the text is cut.
fn check(text: &str, labels: &[&str], problems: &[Problem]) {
    let (found, reported) = read(text);
    let found_labels: Vec<_> = found
        .iter()
        .map(|d| d.label.as_deref().unwrap_or("-"))
        .collect();
    assert_eq!(found_labels, labels, "{text}");
    assert_eq!(reported, problems, "{text}");
    let mut reader = Reader::new();
    let mut buffer = [0; 4];
    let one_by_one: Vec<_> = text
        .chars()
        .flat_map(|c| reader.push(c.encode_utf8(&mut buffer)))
        .collect();
    assert_eq!(one_by_one, found, "cut into characters: {text}");
    assert_eq!(
        reader.finish().problems,
        problems,
        "cut into characters: {text}"
    );
}

const CUP: &str = r#"{"box_2d": [1, 2, 3, 4], "mask": "AAAA", "label": "cup"}"#;
const TEA: &str = r#"{"label": "tea", "box_2d": [5, 6, 7, 8]}"#;

#[test]
fn an_item_is_read_whatever_is_around_it() {
    check(&format!("[{CUP}, {TEA}]"), &["cup", "tea"], &[]);
    check(
        &format!("```json\n[{CUP},\n{TEA}]\n```"),
        &["cup", "tea"],
        &[],
    );
    check(
        &format!("Here [see] it's {{}} \"so\": {CUP} and {TEA}."),
        &["cup", "tea"],
        &[],
    );
    check(
        &format!("{{\"boxes\": [{CUP}, {TEA}]}}"),
        &["cup", "tea"],
        &[],
    );
    check(&format!("{{\"mask\": [{CUP}]}}"), &["cup"], &[]);
    check(&format!("[{CUP} {TEA},]"), &["cup", "tea"], &[]);
    check(&format!("{{\"result\": {CUP}}}"), &["cup"], &[]);
}

#[test]
fn a_box_is_y_first_and_sorted() {
    let (found, _) = read(r#"[{"box_2d": [30, "40", 10, 20.5]}]"#);
    assert_eq!(
        found[0].bounds,
        NormBox::from_wire([10.0, 20.5, 30.0, 40.0])
    );
    let (found, _) = read(r#"[{"label": "a", "y": 1, "x": 2, "y2": 3, "x2": 4}]"#);
    assert_eq!(found[0].bounds, NormBox::from_wire([1.0, 2.0, 3.0, 4.0]));
    let (found, _) = read(r#"[{"box_2d": [1, NaN, 1e999, 4]}]"#);
    assert!(found[0].bad_box && found[0].bounds.is_none());
    // A box that is good is not made bad by one in space that is not.
    let (found, _) = read(r#"[{"box_2d": [1, 2, 3, 4], "box_3d": [1, 2]}, {"box_3d": [1, 2]}]"#);
    assert!(!found[0].bad_box && found[0].bounds.is_some());
    assert!(found[1].bad_box && found[1].cuboid.is_none());
}

#[test]
fn masks_are_told_apart() {
    let mask = |text: &str| {
        let (found, _) = read(&format!(r#"[{{"box_2d": [0, 0, 9, 9], "mask": {text}}}]"#));
        found[0].mask.clone()
    };
    let ring = vec![vec![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]];
    assert_eq!(
        mask("[[1, 2], [3, 4], [5, 6]]"),
        Encoding::Rings(ring.clone())
    );
    assert_eq!(mask("[1, 2, 3, 4, 5, 6]"), Encoding::Rings(ring.clone()));
    assert_eq!(
        mask("[[[1, 2], [3, 4], [5, 6]]]"),
        Encoding::Rings(ring.clone())
    );
    assert_eq!(
        mask(r#"[{"x": 1, "y": 2}, {"x": 3, "y": 4}, {"x": 5, "y": 6}]"#),
        Encoding::Rings(ring)
    );
    assert_eq!(mask("<start_of_mask><seg_35><seg_4>"), Encoding::Tokens(2));
    assert_eq!(mask(r#""<start_of_mask><seg_35>""#), Encoding::Tokens(1));
    assert_eq!(mask("null"), Encoding::Absent);
    assert_eq!(mask(r#""""#), Encoding::Absent);
    assert_eq!(
        mask("[true, false]"),
        Encoding::Other(crate::mask::Stray::FlagRow)
    );
    let rows = Encoding::Flags(vec![vec![true, false, true], vec![false, false, true]]);
    assert_eq!(mask("[[true, false, true], [false, false, true]]"), rows);
    assert_eq!(mask("[[1, 0, 1], [0, 0, 1]]"), rows);
    assert_eq!(
        mask(r#"{"inline_data": {"data": "QUJD"}}"#),
        Encoding::Text("QUJD".to_owned())
    );
}

#[test]
fn strings_survive_what_is_wrong_in_them() {
    check(
        "[{\"point\": [1, 2], \"label\": \"two\nlines\"}]",
        &["two lines"],
        &[],
    );
    check(
        r#"[{"point": [1, 2], "label": "caf\u00e9 \ud83c\udf75 \ud83c!"}]"#,
        &["café 🍵 \u{fffd}!"],
        &[],
    );
    check(
        r#"[{"point": [1, 2], "label": "a \"quote\" } ]"}]"#,
        &["a \"quote\" } ]"],
        &[],
    );
}

#[test]
fn a_cut_answer_gives_what_was_closed_and_names_what_was_not() {
    let cut = |label: &str| Problem::CutObject(Some(label.to_owned()));
    check(
        &format!("[{CUP}, {{\"label\": \"pot\", \"mask\": \"iVBO"),
        &["cup"],
        &[cut("pot")],
    );
    check(
        &format!("[{CUP}, {{\"box_2d\": [1, 2"),
        &["cup"],
        &[Problem::CutObject(None)],
    );
    check(&format!("[{CUP},"), &["cup"], &[Problem::CutList]);
    check("[{\"label\": \"pot\", \"box_2d\": [", &[], &[cut("pot")]);
    check(
        &format!("[{{\"label\": \"pot\", \"box_2d\": [1, 2, 3, 4]], {CUP}"),
        &["cup"],
        &[Problem::BrokenObject(Some("pot".to_owned()))],
    );
}

#[test]
fn every_cut_gives_exactly_the_objects_closed_before_it() {
    let text = format!("```json\n{{\"boxes\": [{CUP}, {TEA}]}}\n```");
    let ends: Vec<_> = [CUP, TEA]
        .iter()
        .map(|item| text.find(item).map(|at| at + item.len()))
        .collect();
    for cut in 0..=text.len() {
        let closed = ends
            .iter()
            .filter(|end| end.is_some_and(|end| end <= cut))
            .count();
        assert_eq!(read(&text[..cut]).0.len(), closed, "cut at {cut}");
    }
}

#[test]
fn no_objects_is_said() {
    let tokens = "\"mask\": <start_of_mask><seg_35><seg_65>\".";
    check(tokens, &[], &[Problem::OnlyTokens(2)]);
    check("[", &[], &[Problem::CutList]);
    check("", &[], &[Problem::Empty]);
    check(" \n", &[], &[Problem::Empty]);
    check("I see no cups, {sorry}.", &[], &[Problem::NoObjects]);
    check("[]", &[], &[Problem::NoObjects]);
}

#[test]
fn limits_hold_and_are_said() {
    let brackets = if cfg!(miri) { 1_000 } else { 100_000 };
    let (found, problems) = read(&"[".repeat(brackets));
    assert_eq!((found.len(), problems), (0, vec![Problem::TooDeep]));
    let cups = (0..OBJECTS + 3).map(|n| format!("{{\"label\": \"{n}\", \"point\": [1, 2]}}"));
    let many = format!("[{}]", cups.collect::<Vec<_>>().join(","));
    let (found, problems) = read(&many);
    assert_eq!(
        (found.len(), problems),
        (OBJECTS, vec![Problem::TooManyObjects(3)])
    );
}

#[test]
fn a_loop_belongs_to_its_own_object_and_not_to_a_part_of_it() {
    let mut reader = Reader::new();
    reader.push(r#"[{"label": "car", "box_2d": [1, 2, 3, 4], "mask": "iVBORw0KGgo"#);
    (0..2000).for_each(|_| drop(reader.push("+Pj4")));
    let parts = reader.push(r#"", "parts": [{"label": "wheel", "box_2d": [1, 2, 2, 3]}"#);
    assert_eq!(parts.len(), 1);
    let expected = [Problem::LoopingMask(Some("car".to_owned()))];
    assert_eq!(reader.problems(), expected);
    assert_eq!(reader.push("]}]").len(), 1);
    assert_eq!(reader.finish().problems, expected);
}

#[test]
fn a_number_for_a_label_is_no_longer_than_any_label() {
    check(r#"{"label": 7, "box_2d": [5, 6, 7, 8]}"#, &["7"], &[]);
    let most = super::super::limits::LABEL;
    let cut = format!("1{}…", "0".repeat(most - 1));
    check(r#"{"class": 1e291, "box_2d": [5, 6, 7, 8]}"#, &[&cut], &[]);
}
