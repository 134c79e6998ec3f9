//! How objects are seen: the threshold and the field of view are steps as edits are.

use super::*;

/// A crate as a box in space.
fn space() -> Pipeline {
    let mut pipeline = Pipeline::default();
    let begin = Request::Begin {
        width: 640,
        height: 480,
        threshold: 127,
        degrees: Camera::DEGREES,
        is_live: false,
    };
    ask(&mut pipeline, begin, Vec::new());
    let text = br#"[{"label": "crate", "box_3d": [0, 2, 0, 1, 1, 1, 0, 0, 0]}]"#;
    found(&mut pipeline, Request::Saved, text.to_vec());
    end(&mut pipeline);
    pipeline
}

#[test]
fn a_threshold_is_a_step_and_a_sliders_way_is_one() {
    let mut pipeline = table();
    let before = state(&pipeline);
    let rows = step(&mut pipeline, Edit::Threshold(90), "Threshold 100 → 90");
    assert!(rows[1].area > before.rows[1].area);
    edited(&mut pipeline, rename(1, "mug"));
    let mut moved = |threshold| edited(&mut pipeline, Edit::Threshold(threshold)).1.done;
    for threshold in [80, 70, 60] {
        moved(threshold);
    }
    let done = moved(50);
    assert_eq!(done[1..], ["Rename cup to mug", "Threshold 90 → 50"]);
    // All the way back it is none.
    assert_eq!(moved(90), done[..2]);
    moved(30);
    went(&mut pipeline, 0);
    assert_eq!(state(&pipeline), before);
    assert_eq!(pipeline.threshold, 100);
}

#[test]
fn the_same_threshold_and_one_that_shows_nowhere_are_no_steps() {
    let mut pipeline = table();
    edited(&mut pipeline, Edit::Threshold(100));
    edited(&mut pipeline, Edit::FieldOfView(90));
    edited(&mut pipeline, Edit::Delete(vec![2]));
    let (_, steps) = edited(&mut pipeline, Edit::Threshold(30));
    assert_eq!(steps.done, ["Delete plate"]);
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(pipeline.threshold, 100);
    edited(&mut pipeline, Edit::Redo);
    assert_eq!(pipeline.threshold, 30);
}

#[test]
fn what_comes_back_is_cut_as_it_was_when_it_went() {
    let mut pipeline = table();
    let whole = mask(&pipeline, 2);
    edited(&mut pipeline, Edit::Threshold(50));
    edited(&mut pipeline, Edit::Delete(vec![2]));
    went(&mut pipeline, 0);
    assert_eq!(mask(&pipeline, 2), whole);
    went(&mut pipeline, 1);
    assert!(mask(&pipeline, 2).area() > whole.area());
}

#[test]
fn a_field_of_view_is_a_step() {
    let mut pipeline = space();
    let anchor = |rows: &[Row]| rows[0].anchor;
    let usual = anchor(&pipeline.rows());
    let view = Edit::FieldOfView(90);
    let rows = step(&mut pipeline, view, "Field of view 60° → 90°");
    assert_ne!(anchor(&rows), usual);
    for degrees in [100, 110] {
        edited(&mut pipeline, Edit::FieldOfView(degrees));
    }
    // A threshold changes nothing here.
    let (_, steps) = edited(&mut pipeline, Edit::Threshold(5));
    assert_eq!(
        steps.done,
        ["Field of view 60° → 90°", "Field of view 90° → 110°"]
    );
    // To be told what there is changes nothing either.
    let told = ask(&mut pipeline, Request::Tell, Vec::new());
    assert_eq!(told, Reply::All(pipeline.on_show()));
}

#[test]
fn a_slider_that_moves_when_a_question_begins_holds_and_is_a_step() {
    let mut pipeline = table();
    begin(&mut pipeline, 60);
    let shown = pipeline.on_show();
    assert_eq!(shown.steps.done, ["Threshold 100 → 60"]);
    assert_eq!(edited(&mut pipeline, Edit::Threshold(60)).1, shown.steps);
}
