//! What a file of Masque's own brings back: all that can still be done to it.

use super::super::Sheets;
use super::super::plan::{Plan, Taken, Which};
use super::sheets::{ask, exported, nothing, plan, taken, with_answers};
use super::{SIDE, ended};
use crate::export::Format;
use crate::mask::Refine;
use crate::pipeline::message::{Ending, Reply, Request, Shown};
use crate::session::Edit;

/// What is on show of a picture after an edit.
fn edit(sheets: &mut Sheets, sheet: u32, edit: Edit) -> Shown {
    match ask(sheets, sheet, Request::Edit(edit), &[]).0 {
        Reply::All(shown) => shown,
        other => panic!("{other:?} instead of all"),
    }
}

fn areas(shown: &Shown) -> Vec<u64> {
    shown.rows.iter().map(|row| row.area).collect()
}

/// Has what is in `file` laid onto a picture; what is on show then, and what is said.
fn lay(sheets: &mut Sheets, sheet: u32, file: &[u8]) -> (Shown, usize) {
    let import = Request::Import {
        name: "masque.json".to_owned(),
        pictures: vec![taken(sheet, "a.png")],
    };
    ask(sheets, sheet, import, file);
    let (_, part) = ask(sheets, sheet, Request::Imported(0), &[]);
    match ask(sheets, sheet, Request::Lay, &part).0 {
        Reply::Laid { shown, messages } => (shown, messages.len()),
        other => panic!("{other:?} instead of what was laid"),
    }
}

fn saved(sheets: &mut Sheets, pictures: Vec<Taken>) -> Vec<u8> {
    exported(sheets, plan(Format::Masque, pictures), nothing).1
}

const GROWN: Refine = Refine {
    grow: 1,
    smooth: 0,
    fill_holes: false,
    specks: 0,
};

#[test]
fn the_threshold_still_moves_and_mending_can_be_taken_back() {
    let mut sheets = with_answers(&["cup"]);

    let stroke = Edit::Stroke {
        id: Some(1),
        number: 1,
        erase: false,
        radius: 16,
        points: vec![[120, 120]],
    };
    let before = edit(&mut sheets, 1, stroke);
    let refine = Edit::Refine {
        ids: vec![],
        refine: GROWN,
    };
    let mended = edit(&mut sheets, 1, refine);
    assert!(areas(&mended) > areas(&before));
    let file = saved(&mut sheets, vec![taken(1, "a.png")]);

    let mut other = Sheets::default();
    let (laid, said) = lay(&mut other, 5, &file);
    assert_eq!((areas(&laid), said), (areas(&mended), 0));
    assert_eq!((laid.threshold, laid.rows[0].refine), (50, GROWN));
    // Its grey values are 100 each.
    let gone = edit(&mut other, 5, Edit::Threshold(120));
    assert!(areas(&gone) < areas(&mended));
    edit(&mut other, 5, Edit::Undo);
    let plain = Edit::Refine {
        ids: vec![],
        refine: Refine::default(),
    };
    assert_eq!(areas(&edit(&mut other, 5, plain)), areas(&before));
    // It is one step with the threshold.
    edit(&mut other, 5, Edit::Undo);
    let none = edit(&mut other, 5, Edit::Undo);
    assert!(none.rows.is_empty());
}

#[test]
fn what_was_cut_elsewhere_stays_as_it_is_beside_what_is_there() {
    let mut sheets = with_answers(&["cup"]);
    let cut = edit(&mut sheets, 1, Edit::Threshold(90));
    let file = saved(&mut sheets, vec![taken(1, "a.png")]);
    let mut other = with_answers(&["spoon"]);
    let (laid, said) = lay(&mut other, 1, &file);
    assert_eq!((laid.threshold, said), (50, 1));
    assert_eq!(areas(&laid)[1..], areas(&cut));
    // What was done to it can still be taken back, though.
    let refined = |refine| Edit::Refine {
        ids: vec![laid.rows[1].id],
        refine,
    };
    let grown = edit(&mut other, 1, refined(GROWN));
    assert!(areas(&grown)[1] > areas(&cut)[0]);
    let file = saved(&mut other, vec![taken(1, "a.png")]);
    let (again, _) = lay(&mut Sheets::default(), 1, &file);
    assert_eq!(areas(&again), areas(&grown));
    edit(&mut other, 1, refined(Refine::default()));
    let moved = edit(&mut other, 1, Edit::Threshold(120));
    assert_eq!(areas(&moved)[1..], areas(&cut));
    assert_eq!(areas(&moved)[0], 0);
}

#[test]
fn masks_of_two_values_that_are_there_stay_as_they_were_cut() {
    let mut sheets = with_answers(&["cup"]);
    let file = saved(&mut sheets, vec![taken(1, "a.png")]);
    let mut other = Sheets::default();
    let begin = Request::Begin {
        width: SIDE,
        height: SIDE,
        threshold: 127,
        degrees: 60,
        is_live: false,
    };
    ask(&mut other, 1, begin, &[]);
    let hard = super::png(&[0, 255, 255, 255]);
    ask(&mut other, 1, Request::Saved, &super::item("spoon", &hard));
    ask(&mut other, 1, ended(Ending::Done), &[]);
    let before = edit(&mut other, 1, Edit::Threshold(127));
    let (laid, said) = lay(&mut other, 1, &file);
    assert_eq!((laid.threshold, said), (50, 0));
    assert_eq!(areas(&laid)[..1], areas(&before));
    let moved = edit(&mut other, 1, Edit::Threshold(120));
    assert_eq!(areas(&moved), [areas(&before)[0], 0]);
}

#[test]
fn what_a_file_leaves_out_is_as_its_description_says() {
    let mut sheets = with_answers(&["cup"]);
    edit(&mut sheets, 1, Edit::Threshold(127));
    edit(&mut sheets, 1, Edit::Threshold(99));
    let file = String::from_utf8(saved(&mut sheets, vec![taken(1, "a.png")])).expect("UTF-8");
    assert!(file.contains(r#""threshold":99"#));
    let other_cut = file.replace(r#""threshold":99"#, r#""threshold":50"#);
    let (laid, said) = lay(&mut Sheets::default(), 1, other_cut.as_bytes());
    assert_eq!((laid.threshold, said), (50, 0));
    // The mask is empty at 127, where the grey values of 100 are not there.
    let without = file.replace(r#""threshold":99,"#, "");
    let mut other = Sheets::default();
    let import = Request::Import {
        name: "masque.json".to_owned(),
        pictures: vec![taken(1, "a.png")],
    };
    let (reply, _) = ask(&mut other, 1, import, without.as_bytes());
    assert!(matches!(reply, Reply::Import { messages, .. } if messages.len() == 1));
    let file = file.replace(r#""number":1"#, r#""number":4294967295"#);
    let (laid, _) = lay(&mut other, 1, file.as_bytes());
    assert_eq!(
        (laid.threshold, &*laid.rows[0].file),
        (99, "01-cup.cutout.png")
    );
    let (twice, _) = lay(&mut other, 1, file.as_bytes());
    assert_eq!(twice.rows[1].file, "02-cup.cutout.png");
}

#[test]
fn more_than_are_listed_are_refused_at_once() {
    let things = [r#"{"label":""}"#; 2001].join(",");
    let file = format!(
        r#"{{"format":"masque","version":1,"pictures":[{{"file":"a.png","width":{SIDE},"height":{SIDE},"things":[{things}]}}]}}"#
    );
    let mut sheets = with_answers(&["cup"]);
    let (reply, _) = ask(&mut sheets, 1, Request::Lay, file.as_bytes());
    assert!(matches!(reply, Reply::Refused(_)), "{reply:?}");
    assert_eq!(edit(&mut sheets, 1, Edit::Undo).rows.len(), 1);
}

#[test]
fn numbers_and_the_field_of_view_come_back() {
    let mut sheets = Sheets::default();
    let begin = Request::Begin {
        width: SIDE,
        height: SIDE,
        threshold: 127,
        degrees: 93,
        is_live: false,
    };
    let boxes = br#"[{"box_3d": [0.1, 1.2, 0, 0.3, 0.3, 0.2, 0, 0, 45]}, {"point": [1, 2]}]"#;
    ask(&mut sheets, 1, begin, &[]);
    ask(&mut sheets, 1, Request::Saved, boxes);
    ask(&mut sheets, 1, ended(Ending::Done), &[]);
    let second = Plan {
        which: Which::These(1, vec![2]),
        ..plan(Format::Masque, vec![taken(1, "a.png")])
    };
    let (_, second) = exported(&mut sheets, second, nothing);
    let both = saved(&mut sheets, vec![taken(1, "a.png")]);
    let mut other = Sheets::default();
    let (laid, _) = lay(&mut other, 1, &second);
    // Without a label it is known by its number, and by the colour of that number.
    let (number, color) = (&laid.rows[0].name, laid.rows[0].color);
    let (laid, said) = lay(&mut other, 2, &both);
    assert_eq!((laid.degrees, said), (93, 0));
    assert_eq!((&laid.rows[1].name, laid.rows[1].color), (number, color));
    assert_ne!(&laid.rows[0].name, number);
    // Where the number is taken, the colour stays.
    let (twice, _) = lay(&mut other, 1, &second);
    assert_ne!(twice.rows[1].name, twice.rows[0].name);
    assert_eq!(twice.rows[1].color, color);
    // Boxes that are there are seen as they were.
    let begin = Request::Begin {
        width: SIDE,
        height: SIDE,
        threshold: 127,
        degrees: 40,
        is_live: false,
    };
    ask(&mut other, 3, begin, &[]);
    ask(&mut other, 3, Request::Saved, boxes);
    ask(&mut other, 3, ended(Ending::Done), &[]);
    let (laid, said) = lay(&mut other, 3, &both);
    assert_eq!((laid.degrees, said), (40, 1));
    // Nor does a file change them that has none itself.
    let file = String::from_utf8(saved(&mut with_answers(&["cup"]), vec![taken(1, "a.png")]));
    let file = file
        .expect("UTF-8")
        .replace(r#""field_of_view":60"#, r#""field_of_view":75"#);
    let (laid, said) = lay(&mut other, 3, file.as_bytes());
    assert_eq!((laid.degrees, said), (40, 0));
}
