//! What the page may rely on between two answers.

use super::message::{Came, Ending, Reply, Request, Role, Row, Wanted};
use super::*;
use crate::gemini::task::Wish;
use crate::gemini::{Bill, Delivery};
use base64::Engine as _;

mod editing;
mod following;
mod laying;
mod sheets;
mod speaking;

const SIDE: u32 = 8;

/// An answer with one object whose mask is grey 100 all over its box.
fn answer(label: &str) -> Vec<u8> {
    item(label, &png(&[100; 16]))
}

/// A square of these grey values.
fn png(values: &[u8]) -> Vec<u8> {
    let mut png = Vec::new();
    let side = values.len().isqrt() as u32;
    let mut encoder = png::Encoder::new(&mut png, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(values).expect("samples");
    writer.finish().expect("an end");
    png
}

/// An answer with one object in the upper left quarter, whose mask is this PNG.
fn item(label: &str, png: &[u8]) -> Vec<u8> {
    let mask = base64::engine::general_purpose::STANDARD.encode(png);
    let item = format!(r#"[{{"box_2d": [0, 0, 500, 500], "mask": "{mask}", "label": "{label}"}}]"#);
    item.into_bytes()
}

fn ask(pipeline: &mut Pipeline, request: Request, bytes: Vec<u8>) -> Reply {
    pipeline.handle(request, bytes, &mut |_strip| {}).0
}

fn begin(pipeline: &mut Pipeline, threshold: u8) {
    let begin = Request::Begin {
        width: SIDE,
        height: SIDE,
        threshold,
        degrees: Camera::DEGREES,
        is_live: false,
    };
    let begun = ask(pipeline, begin, Vec::new());
    assert!(matches!(begun, Reply::Begun(_)), "{begun:?}");
}

fn found(pipeline: &mut Pipeline, request: Request, bytes: Vec<u8>) -> Vec<Row> {
    match ask(pipeline, request, bytes) {
        Reply::Found(rows) => rows,
        other => panic!("{other:?} instead of rows"),
    }
}

fn all(pipeline: &mut Pipeline, request: Request) -> Vec<Row> {
    match ask(pipeline, request, Vec::new()) {
        Reply::All(shown) => shown.rows,
        other => panic!("{other:?} instead of all rows"),
    }
}

fn ended(ending: Ending) -> Request {
    Request::End {
        ending,
        chance: 0,
        today: "2026-11-24".to_owned(),
        spent: Bill::default(),
    }
}

fn end(pipeline: &mut Pipeline) {
    let ended = ask(pipeline, ended(Ending::Done), Vec::new());
    assert!(matches!(ended, Reply::Ended { .. }), "{ended:?}");
}

/// How many pixels the overlay covers, if the object with this id is its only one.
fn covered(pipeline: &mut Pipeline, id: u32) -> usize {
    if !pipeline.objects.iter().any(|(other, _)| *other == id) {
        return 0;
    }
    let sides = [SIDE, SIDE];
    let overlay = Request::Overlay {
        is_second: false,
        picture: sides,
        part: [0, 0, SIDE, SIDE],
        view: sides,
        fill: 50,
        style: Style::Both,
        lit: Vec::new(),
        is_moving: false,
        threshold: 50,
    };
    let mut covered = 0;
    let (reply, _) = pipeline.handle(overlay, Vec::new(), &mut |strip| {
        covered += strip.pixels.iter().filter(|pixel| pixel[3] > 0).count();
    });
    assert_eq!(reply, Reply::Drawn);
    covered
}

#[test]
fn an_answer_takes_the_earlier_ones_place_with_its_first_object() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 50);
    let first = found(&mut pipeline, Request::Saved, answer("first"))[0].id;
    end(&mut pipeline);
    begin(&mut pipeline, 50);
    found(&mut pipeline, Request::Saved, b"[".to_vec());
    assert_eq!(covered(&mut pipeline, first), 16);
    // A slider that is moved meanwhile brings nothing back.
    assert_eq!(
        all(&mut pipeline, Request::Edit(Edit::Threshold(50))).len(),
        1
    );

    begin(&mut pipeline, 50);
    let last = found(&mut pipeline, Request::Saved, answer("last"))[0].id;
    end(&mut pipeline);
    assert_eq!(
        (covered(&mut pipeline, first), covered(&mut pipeline, last)),
        (0, 16)
    );

    assert_eq!(
        all(&mut pipeline, Request::Edit(Edit::Threshold(50))).len(),
        1
    );

    // An answer without objects takes nothing away.
    begin(&mut pipeline, 50);
    end(&mut pipeline);
    assert_eq!(covered(&mut pipeline, last), 16);
}

#[test]
fn a_loop_is_told_while_it_arrives_and_once() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 127);
    let event = |text: &str| {
        let reply = serde_json::json!({"candidates": [{"content": {"parts": [{"text": text}]}}]});
        format!("data: {reply}\n\n").into_bytes()
    };
    let start = r#"[{"box_2d": [0, 0, 9, 9], "label": "cup", "mask": "data:image/png;base64,"#;
    found(&mut pipeline, Request::Bytes, event(start));
    let told: Vec<_> = (0..40)
        .map(|_| ask(&mut pipeline, Request::Bytes, event(&"oA/z".repeat(100))))
        .filter(|reply| matches!(reply, Reply::Noticed { .. }))
        .collect();
    let [Reply::Noticed { messages, .. }] = told.as_slice() else {
        panic!("told {} times", told.len());
    };
    assert!(
        messages[0].text.contains("“cup” repeats itself"),
        "{messages:?}"
    );
}

#[test]
fn a_threshold_moved_in_mid_answer_holds_for_what_comes_after() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 127);
    assert_eq!(
        found(&mut pipeline, Request::Saved, answer("early"))[0].about,
        "The mask is empty at this threshold"
    );
    let moved = all(&mut pipeline, Request::Edit(Edit::Threshold(50)));
    assert_eq!(moved[0].about, "16 px");
    assert_eq!(
        found(&mut pipeline, Request::Saved, answer("late"))[0].about,
        "16 px"
    );
}

#[test]
fn what_is_written_down_is_read_again_and_nothing_else_is() {
    let request = Request::CutOut {
        id: 7,
        picture: [4032, 3024],
    };
    let written = message::write(&request).expect("plain data");
    assert_eq!(message::read(&written), Some(request));
    assert_eq!(
        message::read::<Request>(&written[..written.len() - 1]),
        None
    );
    assert_eq!(message::read::<Request>(&[250]), None);
}

/// What is wanted of a picture in these tests.
fn wanted() -> Wanted {
    Wanted {
        wish: Wish {
            words: "the cups".to_owned(),
            ..Wish::default()
        },
        prompt: None,
        part: None,
    }
}

/// Writes a question, or what was asked last once more, and begins its answer.
fn question(pipeline: &mut Pipeline, model: &str, role: Role) -> String {
    let write = Request::Write {
        model: model.to_owned(),
        wanted: (role == Role::New).then(wanted),
        role,
    };
    let (reply, body) = pipeline.handle(write, b"jpeg".to_vec(), &mut |_strip| {});
    assert!(matches!(reply, Reply::Question { .. }), "{reply:?}");
    begin_asked(pipeline);
    String::from_utf8(body).expect("JSON")
}

fn begin_asked(pipeline: &mut Pipeline) {
    let begin = Request::Begin {
        width: 100,
        height: 100,
        threshold: 127,
        degrees: Camera::DEGREES,
        is_live: true,
    };
    let begun = ask(pipeline, begin, Vec::new());
    assert!(matches!(begun, Reply::Begun(_)), "{begun:?}");
}

const MODEL: &str = "gemini-3.8-flash";

fn event(text: &str) -> Vec<u8> {
    let text = serde_json::Value::from(text);
    format!(
        "data: {{\"candidates\": [{{\"content\": {{\"parts\": [{{\"text\": {text}}}]}}}}]}}\n\n"
    )
    .into_bytes()
}

#[test]
fn an_overloaded_service_is_asked_again_and_a_cut_answer_is_not() {
    let mut pipeline = Pipeline::default();
    let first = question(&mut pipeline, MODEL, Role::New);
    let reply = ask(&mut pipeline, ended(Ending::Refused(503)), Vec::new());
    let Reply::Ended {
        again: Some(again),
        messages,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert!(messages[0].text.contains("overloaded"), "{messages:?}");
    assert!(
        again.why.contains("attempt 2 of at most 5"),
        "{}",
        again.why
    );
    let rewrite = Request::Rewrite(again.delivery);
    let (_, second) = pipeline.handle(rewrite, Vec::new(), &mut |_strip| {});
    assert_eq!(second, first.into_bytes());

    question(&mut pipeline, MODEL, Role::New);
    let item = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0"#;
    found(&mut pipeline, Request::Bytes, event(item));
    let reply = ask(&mut pipeline, ended(Ending::Interrupted), Vec::new());
    let Reply::Ended {
        again: None,
        messages,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(messages[0].help, Some(words::Help::Rest), "{messages:?}");
}

#[test]
fn a_stream_that_closes_after_thoughts_alone_is_asked_for_once_more_in_one_piece() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, MODEL, Role::New);
    let thought =
        br#"data: {"candidates": [{"content": {"parts": [{"text": "Hm", "thought": true}]}}]}"#;
    ask(&mut pipeline, Request::Bytes, thought.to_vec());
    let reply = ask(&mut pipeline, ended(Ending::Done), Vec::new());
    let Reply::Ended {
        again: Some(again),
        messages,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert!(messages[0].text.contains("broke off"), "{messages:?}");
    assert!(
        again.why.ends_with("Google may count both"),
        "{}",
        again.why
    );
    assert_eq!(again.delivery, Delivery::Plain);

    // What is whole and has no text is empty, and cost what it cost.
    let rewrite = Request::Rewrite(again.delivery);
    pipeline.handle(rewrite, Vec::new(), &mut |_strip| {});
    begin_asked(&mut pipeline);
    found(
        &mut pipeline,
        Request::Bytes,
        br#"{"candidates": []}"#.to_vec(),
    );
    let reply = ask(&mut pipeline, ended(Ending::Done), Vec::new());
    let Reply::Ended {
        again: None,
        messages,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert!(
        messages[0].text.contains("The answer is empty"),
        "{messages:?}"
    );
}

#[test]
fn the_rest_is_added_to_what_is_there_without_doubles() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, MODEL, Role::New);
    let cut = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0"#;
    found(&mut pipeline, Request::Bytes, event(cut));
    ask(&mut pipeline, ended(Ending::Interrupted), Vec::new());

    let body = question(&mut pipeline, MODEL, Role::Rest);
    assert!(
        body.contains(r#"[{\"box_2d\":[0,0,500,500],\"label\":\"cup\"}]"#),
        "{body}"
    );
    let rest = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0, 0, 9, 9], "label": "fork"}]"#;
    let new = found(&mut pipeline, Request::Bytes, event(rest));
    assert_eq!(new.len(), 1);
    assert_eq!((new[0].id, new[0].name.as_str()), (2, "fork"));
    end(&mut pipeline);
    assert_eq!(all(&mut pipeline, Request::Tell).len(), 2);
    let (_, text) = pipeline.handle(Request::Text, Vec::new(), &mut |_strip| {});
    let text = String::from_utf8(text).expect("text");
    assert_eq!(text, format!("{cut}\n\n{rest}"));
}

#[test]
fn a_rest_of_nothing_new_is_good_news() {
    let item = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}]"#;
    for rest in ["[]", item] {
        let mut pipeline = Pipeline::default();
        question(&mut pipeline, MODEL, Role::New);
        found(&mut pipeline, Request::Bytes, event(item));
        end(&mut pipeline);
        question(&mut pipeline, MODEL, Role::Rest);
        assert_eq!(found(&mut pipeline, Request::Bytes, event(rest)), []);
        let reply = ask(&mut pipeline, ended(Ending::Done), Vec::new());
        let Reply::Ended { messages, .. } = reply else {
            panic!("{reply:?}");
        };
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].text.starts_with("Nothing is missing"));
        assert_eq!(messages[0].tone, words::Tone::Note);
    }
}

#[test]
fn objects_that_are_there_twice_are_marked_and_merged() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 127);
    let twice = br#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0, 0, 500, 500], "label": "cup"}]"#;
    assert_eq!(
        found(&mut pipeline, Request::Saved, twice.to_vec()).len(),
        2
    );
    let reply = ask(&mut pipeline, ended(Ending::Done), Vec::new());
    let Reply::Ended {
        shown, messages, ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    let rows = shown.rows;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1].about, "The same as “cup”: IoU 1.00");
    assert_eq!(
        messages.last().and_then(|message| message.help),
        Some(words::Help::Merge)
    );
    assert_eq!(all(&mut pipeline, Request::Merge).len(), 1);
}

#[test]
fn what_is_opened_was_not_asked_for_here() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, MODEL, Role::New);
    begin(&mut pipeline, 127);
    let copied = ask(
        &mut pipeline,
        Request::Snippet(message::Code::Curl),
        Vec::new(),
    );
    assert!(matches!(copied, Reply::Failed(_)), "{copied:?}");
    // Nor is it asked again when it ends in an error; that is told instead.
    let saved = br#"data: {"error": {"code": 503, "message": "overloaded"}}"#;
    found(&mut pipeline, Request::Saved, saved.to_vec());
    let reply = ask(&mut pipeline, ended(Ending::Done), Vec::new());
    let Reply::Ended {
        again: None,
        messages,
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert!(messages[0].text.contains("overloaded"), "{messages:?}");
}

#[test]
fn a_key_that_cannot_be_checked_offers_no_paid_question() {
    let mut pipeline = Pipeline::default();
    let list = Request::Models {
        status: 503,
        today: "2026-11-24".to_owned(),
    };
    let reply = ask(&mut pipeline, list, Vec::new());
    let Reply::Models {
        problem: Some(problem),
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(problem.help, Some(words::Help::Check));
}

fn texts(pipeline: &mut Pipeline) -> String {
    let (_, text) = pipeline.handle(Request::Text, Vec::new(), &mut |_strip| {});
    String::from_utf8(text).expect("text")
}
