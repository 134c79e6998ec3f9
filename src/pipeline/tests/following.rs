//! What follows an answer: a second one beside it, what is kept of both, its rest, its
//! end by the person, and its opening again.

use super::*;
use crate::session::Keep;

/// An answer with these boxes, from its question to its end; all rows and what was
/// said at its end.
fn answered(pipeline: &mut Pipeline, model: &str, role: Role, text: &str) -> (Vec<Row>, String) {
    question(pipeline, model, role);
    found(pipeline, Request::Bytes, event(text));
    let reply = ask(pipeline, ended(Ending::Done), Vec::new());
    let Reply::Ended {
        shown, messages, ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    let said = messages.into_iter().map(|message| message.text);
    (shown.rows, said.collect::<Vec<_>>().join(" "))
}

const FIRST: &str = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [600, 0, 900, 300], "label": "fork"}]"#;
const SECOND: &str = r#"[{"box_2d": [600, 600, 900, 900], "label": "plate"}, {"box_2d": [0, 0, 500, 400], "label": "mug"}]"#;

/// Two answers to one question.
fn pair() -> (Pipeline, Vec<Row>, String) {
    let mut pipeline = Pipeline::default();
    answered(&mut pipeline, MODEL, Role::New, FIRST);
    let (rows, said) = answered(&mut pipeline, "gemini-9", Role::Second, SECOND);
    (pipeline, rows, said)
}

#[test]
fn a_second_answer_stands_beside_the_first() {
    let (mut pipeline, rows, said) = pair();
    let about: Vec<_> = rows
        .iter()
        .map(|row| (row.is_second, row.name.as_str(), row.about.as_str()))
        .collect();
    assert_eq!(
        about,
        [
            (false, "cup", "IoU 0.80 with the second answer’s “mug”"),
            (false, "fork", "Only in the first answer"),
            (true, "plate", "Only in the second answer"),
            (true, "mug", "IoU 0.80 with the first answer’s “cup”"),
        ]
    );
    // What is the same has one colour.
    assert_eq!(rows[0].color, rows[3].color);
    assert_eq!(
        pipeline.sides(),
        "First: gemini-3.8-flash\nSecond: gemini-9"
    );
    assert!(
        said.contains("share 1 object, mean IoU 0.80; 1 only in"),
        "{said}"
    );
    // A third takes the second's place.
    let (rows, _) = answered(&mut pipeline, MODEL, Role::Second, FIRST);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[2].about, "IoU 1.00 with the first answer");
    // A new question is about neither.
    let (rows, _) = answered(&mut pipeline, MODEL, Role::New, SECOND);
    assert!(
        rows.len() == 2 && rows.iter().all(|row| !row.is_second),
        "{rows:?}"
    );
}

#[test]
fn one_answer_is_made_of_two() {
    let names = |how| {
        let (mut pipeline, _, _) = pair();
        let rows = all(&mut pipeline, Request::Keep(how));
        let names: Vec<_> = rows.iter().map(|row| row.name.clone()).collect();
        (names.join(" "), texts(&mut pipeline))
    };
    let both = format!("{FIRST}\n\n{SECOND}");
    assert_eq!(
        names(Keep::First),
        ("cup fork".to_owned(), FIRST.to_owned())
    );
    assert_eq!(
        names(Keep::Second),
        ("plate mug".to_owned(), SECOND.to_owned())
    );
    assert_eq!(
        names(Keep::Union),
        ("cup fork plate".to_owned(), both.clone())
    );
    assert_eq!(names(Keep::Intersection), ("cup".to_owned(), both));
}

#[test]
fn the_rest_of_a_second_answer_is_added_to_it_alone() {
    let (mut pipeline, _, _) = pair();
    let (rows, _) = answered(&mut pipeline, "gemini-9", Role::Rest, FIRST);
    let second = rows.iter().filter(|row| row.is_second);
    assert_eq!(
        second.map(|row| row.name.as_str()).collect::<Vec<_>>(),
        ["plate", "mug", "cup", "fork"]
    );
    assert_eq!(
        texts(&mut pipeline),
        format!("{FIRST}\n\n{SECOND}\n\n{FIRST}")
    );
}

#[test]
fn the_rest_is_asked_for_as_the_answer_was() {
    let mut pipeline = Pipeline::default();
    let whole = question(&mut pipeline, MODEL, Role::New);
    found(&mut pipeline, Request::Bytes, event(FIRST));
    end(&mut pipeline);
    let rest = question(&mut pipeline, "gemini-9", Role::Rest);
    let again = question(&mut pipeline, "gemini-9", Role::Rest);
    // The model, the picture and the words are those of the question.
    let (begin, _) = rest.split_once("These have been found").expect("the rest");
    assert!(whole.starts_with(begin.trim_end_matches("\\n")), "{begin}");
    assert_eq!(
        rest, again,
        "the rest of a rest is asked for in the same words"
    );
}

#[test]
fn a_cancelled_answer_says_what_is_kept_and_goes_on() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, MODEL, Role::New);
    found(&mut pipeline, Request::Bytes, event(&FIRST[..80]));
    let reply = ask(&mut pipeline, ended(Ending::Cancelled), Vec::new());
    let Reply::Ended {
        shown,
        messages,
        again: None,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(shown.rows.len(), 1);
    assert_eq!(
        messages[0].text,
        "Cancelled. The object that had arrived is kept. Google may still count the request."
    );
    assert_eq!(messages[0].help, Some(words::Help::Rest));

    // Nothing is asked again that was cancelled in the middle of its first event.
    question(&mut pipeline, MODEL, Role::New);
    found(&mut pipeline, Request::Bytes, event(FIRST)[..40].to_vec());
    let reply = ask(&mut pipeline, ended(Ending::Cancelled), Vec::new());
    let Reply::Ended {
        messages,
        again: None,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(
        messages[0].text,
        "Cancelled. Google may still count the request."
    );
}

#[test]
fn a_saved_answer_says_which_part_it_is_about() {
    let mut pipeline = Pipeline::default();
    let part = Wanted {
        part: Some([50, 50, 50, 50]),
        ..wanted()
    };
    let write = Request::Write {
        model: MODEL.to_owned(),
        wanted: Some(part),
        role: Role::New,
    };
    ask(&mut pipeline, write, b"jpeg".to_vec());
    let begin = |is_live| Request::Begin {
        width: 100,
        height: 100,
        threshold: 127,
        degrees: Camera::DEGREES,
        is_live,
    };
    ask(&mut pipeline, begin(true), Vec::new());
    let rows = found(&mut pipeline, Request::Bytes, event(FIRST));
    end(&mut pipeline);
    let saved = texts(&mut pipeline);
    assert!(saved.starts_with("About the part 50 50 50 50 "), "{saved}");
    ask(&mut pipeline, begin(false), Vec::new());
    let again = found(&mut pipeline, Request::Saved, saved.clone().into_bytes());
    assert_eq!(again[0].anchor, rows[0].anchor);
    assert_eq!(again[0].anchor, Some([50, 50]));
    end(&mut pipeline);
    assert_eq!(texts(&mut pipeline), saved);
}

#[test]
fn what_failed_is_not_what_is_followed_up() {
    let (mut pipeline, _, _) = pair();
    // A new question fails: both answers stand, and so do their names.
    let failed = Wanted {
        prompt: Some("Where is the sky?".to_owned()),
        ..wanted()
    };
    let write = Request::Write {
        model: "gemini-8".to_owned(),
        wanted: Some(failed),
        role: Role::New,
    };
    ask(&mut pipeline, write, b"other jpeg".to_vec());
    begin_asked(&mut pipeline);
    let reply = ask(&mut pipeline, ended(Ending::Refused(401)), Vec::new());
    let Reply::Ended { shown, came, .. } = reply else {
        panic!("{reply:?}");
    };
    assert_eq!((shown.rows.len(), came), (4, Came::Nothing));
    assert!(shown.is_asked);
    assert_eq!(
        pipeline.sides(),
        "First: gemini-3.8-flash\nSecond: gemini-9"
    );
    // A third comparison that fails leaves the second; one that comes replaces it.
    question(&mut pipeline, "gemini-7", Role::Second);
    let reply = ask(&mut pipeline, ended(Ending::Refused(401)), Vec::new());
    let Reply::Ended { shown, .. } = reply else {
        panic!("{reply:?}");
    };
    assert_eq!(shown.rows.iter().filter(|row| row.is_second).count(), 2);
    assert_eq!(texts(&mut pipeline), format!("{FIRST}\n\n{SECOND}"));
    let asked = question(&mut pipeline, "gemini-7", Role::Second);
    assert!(
        asked.contains("the cups") && !asked.contains("sky"),
        "{asked}"
    );
    found(&mut pipeline, Request::Bytes, event(FIRST));
    end(&mut pipeline);
    assert_eq!(
        pipeline.sides(),
        "First: gemini-3.8-flash\nSecond: gemini-7"
    );
    // What follows the one that is kept is asked of the model that gave it.
    all(&mut pipeline, Request::Keep(Keep::First));
    let write = Request::Write {
        model: String::new(),
        wanted: None,
        role: Role::Rest,
    };
    let Reply::Question { url, .. } = ask(&mut pipeline, write, Vec::new()) else {
        panic!("no question");
    };
    assert!(url.contains(MODEL), "{url}");
}

#[test]
fn what_is_kept_of_two_answers_keeps_its_ids() {
    for (how, ids) in [
        (Keep::First, vec![1, 2]),
        (Keep::Second, vec![3, 4]),
        (Keep::Union, vec![1, 2, 3]),
        (Keep::Intersection, vec![1]),
    ] {
        let (mut pipeline, _, _) = pair();
        let rows = all(&mut pipeline, Request::Keep(how));
        assert_eq!(
            rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            ids,
            "{how:?}"
        );
    }
}

#[test]
fn an_object_without_a_label_is_named_by_the_number_that_it_has() {
    let mut pipeline = Pipeline::default();
    let one = r#"[{"box_2d": [0, 0, 500, 500]}, {"box_2d": [600, 0, 900, 300]}]"#;
    let other = r#"[{"box_2d": [600, 0, 900, 310]}]"#;
    answered(&mut pipeline, MODEL, Role::New, one);
    let (rows, _) = answered(&mut pipeline, MODEL, Role::Second, other);
    assert_eq!(rows[2].name, "Object 2");
    assert_eq!(rows[1].about, "IoU 0.97 with the second answer");
    assert_eq!(rows[2].about, "IoU 0.97 with the first answer");
}

#[test]
fn an_answer_about_a_part_of_another_picture_is_said_so() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 127);
    let saved =
        format!("About the part 1 1 2 2 (left, top, width, height) of 9 x 9 pixels.\n\n{FIRST}");
    let reply = ask(&mut pipeline, Request::Saved, saved.into_bytes());
    let Reply::Noticed {
        found, messages, ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(found.len(), 2);
    assert!(
        messages[0].text.contains("a picture of another size"),
        "{messages:?}"
    );
}
