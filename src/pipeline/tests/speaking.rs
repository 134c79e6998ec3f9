//! Another language, in the middle of everything: what is on show is said anew at once,
//! and what comes later is said in it.

use super::*;
use crate::session::{Edit, Language, Numbers, Steps};

const GERMAN: Language = Language::German;

fn speak(pipeline: &mut Pipeline, tongue: Tongue) -> (Vec<Row>, Steps) {
    match ask(pipeline, Request::Speak(tongue), Vec::new()) {
        Reply::All(shown) => (shown.rows, shown.steps),
        other => panic!("{other:?} instead of all"),
    }
}

fn opened(pipeline: &mut Pipeline, answer: &str) {
    let begin = Request::Begin {
        width: 3000,
        height: 2000,
        threshold: 127,
        degrees: Camera::DEGREES,
        is_live: false,
    };
    ask(pipeline, begin, Vec::new());
    found(pipeline, Request::Saved, answer.as_bytes().to_vec());
    end(pipeline);
}

fn abouts(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.about.as_str()).collect()
}

#[test]
fn rows_and_steps_are_said_anew_at_once() {
    let mut pipeline = Pipeline::default();
    opened(
        &mut pipeline,
        r#"[{"box_2d": [0, 0, 500, 500], "mask": [[0, 0], [500, 0], [500, 500], [0, 500]]},
            {"box_2d": [0, 0, 500, 500], "mask": [[0, 0], [500, 0], [500, 500], [0, 500]]},
            {"box_2d": [0, 500, 900, 900], "label": "plate"}]"#,
    );
    for ids in [vec![3], vec![1, 2]] {
        let hide = Edit::Show { ids, shown: false };
        ask(&mut pipeline, Request::Edit(hide), Vec::new());
    }
    ask(&mut pipeline, Request::Edit(Edit::Undo), Vec::new());
    let (rows, steps) = speak(&mut pipeline, Tongue::default());
    assert_eq!(
        abouts(&rows),
        [
            "1\u{202f}500\u{202f}000 px",
            "The same as “Object 1”: IoU 1.00",
            "No mask: the model gave only a box. Ask again, or choose another model"
        ]
    );
    assert_eq!(
        (steps.done, steps.undone),
        (
            vec!["Hide plate".to_owned()],
            vec!["Hide 2 objects".to_owned()]
        )
    );
    let (rows, steps) = speak(&mut pipeline, GERMAN.into());
    assert_eq!(
        abouts(&rows),
        [
            "1.500.000 px",
            "Gleich wie „Objekt 1“: IoU 1,00",
            "Keine Maske: Das Modell gab nur einen Rahmen. Erneut fragen oder ein anderes Modell wählen"
        ]
    );
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Objekt 1", "Objekt 2", "plate"]);
    assert_eq!(
        (steps.done, steps.undone),
        (
            vec!["plate ausblenden".to_owned()],
            vec!["2 Objekte ausblenden".to_owned()]
        )
    );
    let swiss = Tongue {
        language: GERMAN,
        numbers: Numbers {
            group: Some('’'),
            decimal: '.',
        },
    };
    let (rows, _) = speak(&mut pipeline, swiss);
    assert_eq!(rows[0].about, "1’500’000 px");
    assert_eq!(rows[1].about, "Gleich wie „Objekt 1“: IoU 1.00");
}

#[test]
fn what_comes_later_is_said_in_it_too_whatever_was_forgotten() {
    let mut pipeline = Pipeline::default();
    speak(&mut pipeline, GERMAN.into());
    ask(&mut pipeline, Request::Forget, Vec::new());
    let inspect = Request::Inspect {
        name: "notes.txt".to_owned(),
    };
    let Reply::Refused(refused) = ask(&mut pipeline, inspect, b"no picture".to_vec()) else {
        panic!("taken");
    };
    assert!(refused.text.starts_with("notes.txt ist kein Bild."));
    let models = Request::Models {
        status: 0,
        today: "2026-11-24".to_owned(),
    };
    let Reply::Models { problem, .. } = ask(&mut pipeline, models, Vec::new()) else {
        panic!("no models");
    };
    let problem = problem.expect("a problem").text;
    assert!(problem.starts_with("Google war nicht"), "{problem}");
    let cut = Request::CutOut {
        id: 1,
        picture: [0, 0],
    };
    assert_eq!(
        ask(&mut pipeline, cut, Vec::new()),
        Reply::Failed("das Bild ist nicht mehr da".to_owned())
    );
    begin(&mut pipeline, 127);
    let Reply::Ended { messages, .. } = ask(&mut pipeline, ended(Ending::Done), Vec::new()) else {
        panic!("not ended");
    };
    assert_eq!(
        messages[0].text,
        "Die Antwort ist leer. Erneut fragen oder ein anderes Modell wählen."
    );
}

#[test]
fn what_a_model_is_told_does_not_change() {
    let (mut one, mut other) = (Pipeline::default(), Pipeline::default());
    speak(&mut other, GERMAN.into());
    let mut written = [&mut one, &mut other].map(|pipeline| {
        let write = |wanted, role| Request::Write {
            model: "gemini-3.8-flash".to_owned(),
            wanted,
            role,
        };
        let wanted = Wanted {
            wish: Wish::default(),
            prompt: None,
            part: None,
        };
        let mut said = |request| pipeline.handle(request, vec![9; 9], &mut |_| {}).1;
        let new = said(write(Some(wanted), Role::New));
        said(Request::Begin {
            width: SIDE,
            height: SIDE,
            threshold: 127,
            degrees: Camera::DEGREES,
            is_live: true,
        });
        let answer = r#"[{"box_2d": [0, 0, 9, 9], "mask": [[0, 0], [9, 0], [0, 9]]}"#;
        let reply = serde_json::json!({"candidates": [{"content": {"parts": [{"text": answer}]}}]});
        let event = format!("data: {reply}\n\n").into_bytes();
        pipeline.handle(Request::Bytes, event, &mut |_| {});
        pipeline.handle(ended(Ending::Interrupted), Vec::new(), &mut |_| {});
        let rest = pipeline.handle(write(None, Role::Rest), Vec::new(), &mut |_| {});
        let snippet = pipeline.handle(
            Request::Snippet(message::Code::Curl),
            Vec::new(),
            &mut |_| {},
        );
        [new, rest.1, snippet.1]
    });
    let [one, other] = &mut written;
    assert!(one.iter().all(|bytes| !bytes.is_empty()));
    assert_eq!(one, other);
}

#[test]
fn two_answers_are_compared_in_another_language_at_once() {
    let mut pipeline = Pipeline::default();
    let ask_for = |pipeline: &mut Pipeline, role, model: &str, label: &str| {
        let wanted = Wanted {
            wish: Wish::default(),
            prompt: None,
            part: None,
        };
        let write = Request::Write {
            model: model.to_owned(),
            wanted: Some(wanted),
            role,
        };
        let question = ask(pipeline, write, vec![9; 9]);
        let begin = Request::Begin {
            width: 100,
            height: 100,
            threshold: 50,
            degrees: Camera::DEGREES,
            is_live: true,
        };
        ask(pipeline, begin, Vec::new());
        let answer = String::from_utf8(answer(label)).expect("text");
        let reply = serde_json::json!({"candidates": [{"content": {"parts": [{"text": answer}]}}]});
        let event = format!("data: {reply}\n\n").into_bytes();
        ask(pipeline, Request::Bytes, event);
        let Reply::Question { sides, .. } = question else {
            panic!("{question:?} instead of a question");
        };
        sides
    };
    ask_for(&mut pipeline, Role::New, "gemini-3.8-flash", "cup");
    end(&mut pipeline);
    speak(&mut pipeline, GERMAN.into());
    let sides = ask_for(&mut pipeline, Role::Second, "gemini-3.6-flash", "mug");
    assert_eq!(sides, "Erste: gemini-3.8-flash\nZweite: gemini-3.6-flash");
    // In the middle of an answer, too.
    let (rows, _) = speak(&mut pipeline, Tongue::default());
    assert_eq!(rows.len(), 2);
    end(&mut pipeline);
    let (rows, _) = speak(&mut pipeline, GERMAN.into());
    assert_eq!(
        abouts(&rows),
        [
            "IoU 1,00 mit „mug“ der zweiten Antwort",
            "IoU 1,00 mit „cup“ der ersten Antwort"
        ]
    );
    let (rows, _) = speak(&mut pipeline, Tongue::default());
    assert_eq!(rows[0].about, "IoU 1.00 with the second answer’s “mug”");
}
