//! What is done to objects, each edit with its way back: through requests alone, and to
//! the pixel.

mod drawing;
mod random;
mod returning;
mod seeing;

use super::super::edit::MADE;
use super::*;
use crate::mask::Mask;
use crate::mask::Refine;
use crate::session::{Edit, Steps};

/// The side of the picture, in pixels.
const PICTURE: u32 = 40;

/// All there is.
#[derive(Clone, Debug, PartialEq)]
struct State {
    rows: Vec<Row>,
    masks: Vec<Option<Mask>>,
    /// Where a mask is soft.
    threshold: Option<u8>,
    /// Where there is a box in space.
    degrees: Option<u8>,
    /// The answer's number, who gave it, whether its question is known, and its text.
    answer: (u32, String, bool, String),
}

/// A cup of two squares, a plate as PNG whose values rise from left to right, and a
/// fork without a mask. Their ids are 1, 2 and 3.
fn table() -> Pipeline {
    let mut pipeline = Pipeline::default();
    let begin = Request::Begin {
        width: PICTURE,
        height: PICTURE,
        threshold: 100,
        degrees: Camera::DEGREES,
        is_live: false,
    };
    ask(&mut pipeline, begin, Vec::new());
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 20, 20);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    let values: Vec<u8> = (0..400).map(|at| (at % 20 * 12) as u8).collect();
    writer.write_image_data(&values).expect("samples");
    writer.finish().expect("an end");
    let png = base64::engine::general_purpose::STANDARD.encode(png);
    let text = format!(
        r#"[{{"box_2d": [0, 0, 400, 700], "label": "cup",
            "mask": [[[0, 0], [200, 0], [200, 200], [0, 200]], [[300, 300], [500, 300], [500, 400], [300, 400]]]}},
        {{"box_2d": [500, 500, 1000, 1000], "label": "plate", "mask": "{png}"}},
        {{"box_2d": [600, 0, 900, 300], "label": "fork"}}]"#
    );
    let rows = found(&mut pipeline, Request::Saved, text.into_bytes());
    assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 3]);
    end(&mut pipeline);
    pipeline
}

/// Two answers of two objects each, the first ones alike; their ids are 1 to 4.
fn pair() -> Pipeline {
    let mut pipeline = Pipeline::default();
    let answers = [(Role::New, 0), (Role::Second, 40)];
    for (role, left) in answers {
        question(&mut pipeline, MODEL, role);
        let right = left + 200;
        let text = format!(
            r#"[{{"box_2d": [0, 0, 400, 700], "label": "cup",
                "mask": [[[{left}, 0], [{right}, 0], [{right}, 200], [{left}, 200]], [[300, 300], [500, 300], [500, 400], [300, 400]]]}},
            {{"box_2d": [600, {left}, 900, 300], "label": "fork"}}]"#
        );
        found(&mut pipeline, Request::Bytes, event(&text));
        end(&mut pipeline);
    }
    pipeline
}

fn edited(pipeline: &mut Pipeline, edit: Edit) -> (Vec<Row>, Steps) {
    match ask(pipeline, Request::Edit(edit), Vec::new()) {
        Reply::All(shown) => (shown.rows, shown.steps),
        other => panic!("{other:?} instead of all"),
    }
}

/// Goes to where so many steps are done.
fn went(pipeline: &mut Pipeline, done: usize) -> (Vec<Row>, Steps) {
    let now = pipeline.steps().done.len();
    edited(pipeline, Edit::Go(done as i32 - now as i32))
}

fn state(pipeline: &Pipeline) -> State {
    let masks = pipeline.objects.iter().map(|(_, object)| {
        let shape = object.mask.as_ref().ok();
        shape.map(|shape| (*shape.mask).clone())
    });
    let rows = pipeline.rows();
    let shown = pipeline.on_show();
    let is_soft = rows.iter().any(|row| row.is_soft);
    let is_in_space = rows.iter().any(|row| row.is_in_space);
    State {
        rows,
        masks: masks.collect(),
        threshold: is_soft.then_some(shown.threshold),
        degrees: is_in_space.then_some(shown.degrees),
        answer: (shown.answer, shown.sides, shown.is_asked, pipeline.text()),
    }
}

/// The mask of the object with this id.
fn mask(pipeline: &Pipeline, id: u32) -> Mask {
    let at = pipeline.rows().iter().position(|row| row.id == id);
    state(pipeline).masks[at.expect("the object")]
        .clone()
        .expect("a mask")
}

/// The pixels for which `inside` holds.
fn plain(inside: impl Fn(i32, i32) -> bool) -> Mask {
    let size = Size::new(PICTURE, PICTURE).expect("a size");
    Mask::from_fn(size, |x, y| inside(x as i32, y as i32))
}

fn is_cup(x: i32, y: i32) -> bool {
    x < 8 && y < 8 || (12..20).contains(&x) && (12..16).contains(&y)
}

/// Does one edit that must make one step of this name, takes it back and does it again:
/// both must bring back the very same.
fn step(pipeline: &mut Pipeline, edit: Edit, name: &str) -> Vec<Row> {
    let before = state(pipeline);
    let done = pipeline.steps().done.len();
    let (rows, steps) = edited(pipeline, edit);
    assert_eq!((steps.done.len(), steps.undone.len()), (done + 1, 0));
    assert_eq!(steps.done.last().map(String::as_str), Some(name));
    let after = state(pipeline);
    assert_ne!(before, after);
    let (_, steps) = edited(pipeline, Edit::Undo);
    assert_eq!(steps.undone, [name]);
    assert_eq!(state(pipeline), before);
    edited(pipeline, Edit::Redo);
    assert_eq!(state(pipeline), after);
    went(pipeline, done);
    assert_eq!(state(pipeline), before);
    went(pipeline, done + 1);
    assert_eq!(state(pipeline), after);
    rows
}

fn rename(id: u32, label: &str) -> Edit {
    Edit::Rename {
        ids: vec![id, 77],
        label: label.to_owned(),
    }
}

fn refine(ids: &[u32], refine: Refine) -> Edit {
    Edit::Refine {
        ids: ids.to_vec(),
        refine,
    }
}

/// A stroke of a brush of 2 pixels' radius, in whole pixels' centres.
fn brush(id: Option<u32>, number: u32, points: &[[i32; 2]], erase: bool) -> Edit {
    Edit::Stroke {
        id,
        number,
        points: centres(points),
        radius: 32,
        erase,
    }
}

fn centres(points: &[[i32; 2]]) -> Vec<[i32; 2]> {
    let points = points.iter().map(|point| point.map(|at| 16 * at + 8));
    points.collect()
}

/// Whether a pixel is under that brush, on a way that is level.
fn is_brushed(x: i32, y: i32, [from, to]: [i32; 2], row: i32) -> bool {
    let aside = (from - x).max(x - to).max(0);
    aside.pow(2) + (y - row).pow(2) <= 4
}

#[test]
fn an_object_is_called_what_it_is_renamed_to() {
    let mut pipeline = table();
    let rows = step(
        &mut pipeline,
        rename(1, " a \u{202e}mug\n"),
        "Rename cup to a mug",
    );
    assert_eq!(
        (rows[0].name.as_str(), rows[0].label.as_str()),
        ("a mug", "a mug")
    );
    assert!(rows[0].file.contains("a-mug"), "{}", rows[0].file);
    assert_eq!(edited(&mut pipeline, Edit::Undo).0[0].name, "cup");
}

#[test]
fn an_object_is_of_the_class_it_was_put_in() {
    let mut pipeline = table();
    let classify = |class: &str| Edit::Classify {
        ids: vec![1, 3, 77],
        class: class.to_owned(),
    };
    let class = |rows: &[Row]| rows.iter().map(|row| row.class.clone()).collect::<Vec<_>>();
    let ware = || Some("a ware".to_owned());
    let rows = step(
        &mut pipeline,
        classify(" a \u{202e}ware\n"),
        "Classify 2 objects as a ware",
    );
    assert_eq!(class(&rows), [ware(), None, ware()]);
    assert_eq!(
        (rows[0].name.as_str(), rows[2].label.as_str()),
        ("cup", "fork")
    );
    // One after the other they are one step; taken back in between they are not.
    edited(&mut pipeline, classify("tin"));
    let (rows, steps) = edited(&mut pipeline, classify(""));
    assert_eq!((class(&rows), steps.done.len()), (vec![None; 3], 2));
    let (rows, _) = edited(&mut pipeline, Edit::Undo);
    assert_eq!(class(&rows), [ware(), None, ware()]);
}

#[test]
fn a_class_stays_with_what_is_made_of_an_object() {
    let mut pipeline = table();
    let ids = vec![1];
    let class = "ware".to_owned();
    edited(&mut pipeline, Edit::Classify { ids, class });
    let (rows, _) = edited(&mut pipeline, Edit::Split(vec![1]));
    let is_ware = |row: &Row| row.class.as_deref() == Some("ware");
    assert!(is_ware(&rows[0]) && is_ware(&rows[1]) && !is_ware(&rows[2]));
    let (rows, _) = edited(&mut pipeline, Edit::Unite(vec![1, 2]));
    assert!(is_ware(&rows[0]), "{rows:?}");
}

#[test]
fn an_object_has_the_colour_it_was_given() {
    let mut pipeline = table();
    let recolor = |color| Edit::Recolor {
        ids: vec![2],
        color,
    };
    let usual = pipeline.rows()[1].color;
    let rows = step(&mut pipeline, recolor(Some([1, 2, 3])), "Recolour plate");
    assert_eq!(rows[1].color, [1, 2, 3]);
    // One after the other they are one step; taken back in between they are not.
    edited(&mut pipeline, recolor(Some([9, 9, 9])));
    let (rows, steps) = edited(&mut pipeline, recolor(None));
    assert_eq!((rows[1].color, steps.done.len()), (usual, 2));
    assert_eq!(edited(&mut pipeline, Edit::Undo).0[1].color, [1, 2, 3]);
}

#[test]
fn what_is_hidden_is_neither_drawn_nor_saved_but_for_itself() {
    let mut pipeline = table();
    let sides = [PICTURE; 2];
    let photo = || vec![9; (4 * PICTURE * PICTURE) as usize];
    let drawn = |pipeline: &mut Pipeline| covered(pipeline, 1);
    let file = |pipeline: &mut Pipeline, request| pipeline.handle(request, photo(), &mut |_| {});
    let overlay = || Request::OverlayFile {
        picture: sides,
        fill: 100,
        style: Style::Fill,
    };
    let all = drawn(&mut pipeline);
    let (_, with_all) = file(&mut pipeline, overlay());
    let hide = Edit::Show {
        ids: vec![1],
        shown: false,
    };
    let rows = step(&mut pipeline, hide, "Hide cup");
    assert_eq!(
        rows.iter().map(|row| row.is_shown).collect::<Vec<_>>(),
        [false, true, true]
    );
    let without = drawn(&mut pipeline);
    assert!(without < all, "{without} of {all}");
    assert_ne!(file(&mut pipeline, overlay()).1, with_all);
    let cut_out = Request::CutOut {
        id: 1,
        picture: sides,
    };
    assert_eq!(file(&mut pipeline, cut_out).0, Reply::File);
}

#[test]
fn some_are_shown_alone_and_then_all() {
    let mut pipeline = table();
    let shown = |rows: &[Row]| rows.iter().map(|row| row.is_shown).collect::<Vec<_>>();
    let solo = || Edit::Solo(vec![2, 3]);
    let rows = step(&mut pipeline, solo(), "Show only 2 objects");
    assert_eq!(shown(&rows), [false, true, true]);
    let rows = step(&mut pipeline, solo(), "Show all");
    assert_eq!(shown(&rows), [true; 3]);
    // None of those that are meant is there.
    let (rows, steps) = edited(&mut pipeline, Edit::Solo(vec![77]));
    assert_eq!((shown(&rows), steps.done.len()), (vec![true; 3], 2));
}

#[test]
fn objects_are_deleted() {
    let mut pipeline = table();
    let rows = step(
        &mut pipeline,
        Edit::Delete(vec![3, 1, 77]),
        "Delete 2 objects",
    );
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].id, 2);
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut pipeline = table();
    let none = Refine::default();
    let nothing = [
        rename(1, "cup"),
        rename(77, "x"),
        refine(&[], none),
        brush(Some(77), 1, &[[5, 5]], false),
        brush(None, 1, &[], false),
        brush(None, 1, &[[5, 5]], true),
        brush(None, 2, &[[500, 5]], false),
        brush(Some(3), 3, &[[5, 5]], true),
        Edit::Unite(vec![1, 1, 77]),
        Edit::Split(vec![2, 3, 77]),
        Edit::Undo,
        Edit::Redo,
        Edit::Go(9),
        Edit::Go(-9),
    ];
    let before = state(&pipeline);
    for edit in nothing {
        let (_, steps) = edited(&mut pipeline, edit.clone());
        assert_eq!(steps, Steps::default(), "{edit:?}");
        assert_eq!(state(&pipeline), before);
    }
}

#[test]
fn merging_is_a_step_and_marks_follow_masks() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 50);
    let item = String::from_utf8(answer("cup")).expect("text");
    let item = item.trim_matches(['[', ']']);
    found(
        &mut pipeline,
        Request::Saved,
        format!("[{item}, {item}]").into_bytes(),
    );
    end(&mut pipeline);
    let about = pipeline.rows()[1].about.clone();
    assert!(about.contains("cup"), "{about}");
    let before = state(&pipeline);
    let rows = all(&mut pipeline, Request::Merge);
    assert_eq!(rows.len(), 1);
    let (_, steps) = edited(&mut pipeline, Edit::Undo);
    assert_eq!(steps.undone, ["Merge doubles"]);
    assert_eq!(state(&pipeline), before);
    // Half of it is taken away: it doubles nothing any more.
    let (rows, _) = edited(&mut pipeline, brush(Some(2), 1, &[[0, 0]], true));
    assert_eq!(rows[1].about, "10 px");
}

#[test]
fn what_an_object_of_the_second_answer_is_split_into_belongs_to_it() {
    let mut pipeline = Pipeline::default();
    let two = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup",
        "mask": [[[0, 0], [200, 0], [200, 200], [0, 200]], [[300, 300], [500, 300], [500, 400], [300, 400]]]}]"#;
    for role in [Role::New, Role::Second] {
        question(&mut pipeline, MODEL, role);
        found(&mut pipeline, Request::Bytes, event(two));
        end(&mut pipeline);
    }
    let about = |rows: &[Row]| rows.iter().map(|row| row.about.clone()).collect::<Vec<_>>();
    let rows = step(&mut pipeline, Edit::Split(vec![2]), "Split cup");
    let sides: Vec<_> = rows.iter().map(|row| row.is_second).collect();
    assert_eq!(sides, [false, true, true]);
    assert_eq!(
        about(&rows),
        [
            "IoU 0.67 with the second answer’s “cup 1”",
            "IoU 0.67 with the first answer’s “cup”",
            "Only in the second answer",
        ]
    );
    // A mask that is mended is compared as it is shown: here 200 more of 600 pixels.
    let lasso = Edit::Lasso {
        id: Some(2),
        points: centres(&[[29, 29], [49, 29], [49, 39], [29, 39]]),
        erase: false,
    };
    let rows = step(&mut pipeline, lasso, "Lasso on cup 1");
    assert!(rows[1].about.starts_with("IoU 0.9"), "{}", rows[1].about);
    // A third answer takes the place of the second with all that was made of it.
    question(&mut pipeline, MODEL, Role::Second);
    found(&mut pipeline, Request::Bytes, event(two));
    let sides: Vec<_> = pipeline.rows().iter().map(|row| row.is_second).collect();
    assert_eq!(sides, [false, true]);
}

#[test]
fn an_answer_that_is_read_once_more_has_its_ids_again() {
    let told = |pipeline: &mut Pipeline| {
        let begin = Request::Begin {
            width: PICTURE,
            height: PICTURE,
            threshold: 127,
            degrees: Camera::DEGREES,
            is_live: false,
        };
        let begun = ask(pipeline, begin, Vec::new());
        found(pipeline, Request::Saved, answer("cup"));
        end(pipeline);
        edited(pipeline, brush(None, 1, &[[9, 9]], false));
        begun
    };
    let mut pipeline = Pipeline::default();
    told(&mut pipeline);
    let Reply::Begun(numbers) = told(&mut pipeline) else {
        panic!("not begun");
    };
    let mut another = Pipeline::default();
    let counted = ask(&mut another, Request::CountFrom(numbers), Vec::new());
    assert_eq!(counted, Reply::Done);
    told(&mut another);
    assert_eq!(state(&another), state(&pipeline));
}

#[test]
fn there_is_a_limit_to_what_is_made_by_hand() {
    let mut pipeline = table();
    let dot = |number| brush(None, number, &[[20, 20]], false);
    let (_, fork) = pipeline.objects[2].clone();
    let others = (1000..).take(crate::session::OBJECTS - 4);
    pipeline.objects.extend(others.map(|id| (id, fork.clone())));
    edited(&mut pipeline, dot(1));
    // In Miri so many rows take minutes.
    let now = |pipeline: &Pipeline| (!cfg!(miri)).then(|| state(pipeline));
    let before = now(&pipeline);
    let refused = ask(&mut pipeline, Request::Edit(dot(9999)), Vec::new());
    let Reply::Refused(message) = refused else {
        panic!("{refused:?}");
    };
    assert!(message.text.contains("no room"), "{}", message.text);
    assert_eq!(now(&pipeline), before);
}
