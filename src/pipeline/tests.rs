//! What the page may rely on between two answers.

use super::message::{Ending, Reply, Request, Row};
use super::*;
use crate::gemini::task::Wish;
use base64::Engine as _;

const SIDE: u32 = 8;

/// An answer with one object whose mask is grey 100 all over its box.
fn answer(label: &str) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 4, 4);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[100; 16]).expect("samples");
    writer.finish().expect("an end");
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
        part: None,
        wanted: None,
        more: false,
    };
    assert_eq!(ask(pipeline, begin, Vec::new()), Reply::Done);
}

fn found(pipeline: &mut Pipeline, request: Request, bytes: Vec<u8>) -> Vec<Row> {
    match ask(pipeline, request, bytes) {
        Reply::Found(rows) => rows,
        other => panic!("{other:?} instead of rows"),
    }
}

fn ended(ending: Ending) -> Request {
    Request::End {
        ending,
        chance: 0,
        today: "2026-11-24".to_owned(),
    }
}

fn end(pipeline: &mut Pipeline) {
    let ended = ask(pipeline, ended(Ending::Done), Vec::new());
    assert!(matches!(ended, Reply::Ended { .. }), "{ended:?}");
}

/// How many pixels of the overlay the object with this id covers.
fn covered(pipeline: &mut Pipeline, id: u32) -> usize {
    let sides = [SIDE, SIDE];
    let overlay = Request::Overlay {
        picture: sides,
        view: sides,
        shown: vec![id],
        fill: 50,
        rim: true,
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
fn a_cancelled_answer_leaves_the_earlier_masks_and_an_ended_one_takes_their_place() {
    let mut pipeline = Pipeline::default();
    begin(&mut pipeline, 50);
    let first = found(&mut pipeline, Request::Saved, answer("first"))[0].id;
    end(&mut pipeline);
    begin(&mut pipeline, 50);
    found(&mut pipeline, Request::Saved, answer("cancelled"));
    assert_eq!(covered(&mut pipeline, first), 16);

    begin(&mut pipeline, 50);
    let last = found(&mut pipeline, Request::Saved, answer("last"))[0].id;
    end(&mut pipeline);
    assert_eq!(
        (covered(&mut pipeline, first), covered(&mut pipeline, last)),
        (0, 16)
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
    let moved = found(&mut pipeline, Request::Threshold(50), Vec::new());
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

/// Writes a question of which the objects are wanted, and begins its answer.
fn question(pipeline: &mut Pipeline, rest: bool) -> String {
    let write = Request::Write {
        model: "gemini-3.8-flash".to_owned(),
        wish: Wish {
            words: "the cups".to_owned(),
            ..Wish::default()
        },
        prompt: None,
        rest,
    };
    let (reply, body) = pipeline.handle(write, b"jpeg".to_vec(), &mut |_strip| {});
    assert!(matches!(reply, Reply::Question { .. }), "{reply:?}");
    let begin = Request::Begin {
        width: 100,
        height: 100,
        threshold: 127,
        part: None,
        wanted: Some(Task::Masks),
        more: rest,
    };
    assert_eq!(ask(pipeline, begin, Vec::new()), Reply::Done);
    String::from_utf8(body).expect("JSON")
}

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
    let first = question(&mut pipeline, false);
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

    question(&mut pipeline, false);
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
fn the_rest_is_added_to_what_is_there_without_doubles() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, false);
    let cut = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0"#;
    found(&mut pipeline, Request::Bytes, event(cut));
    ask(&mut pipeline, ended(Ending::Interrupted), Vec::new());

    let body = question(&mut pipeline, true);
    assert!(
        body.contains(r#"[{\"box_2d\":[0,0,500,500],\"label\":\"cup\"}]"#),
        "{body}"
    );
    let rest = r#"[{"box_2d": [0, 0, 500, 500], "label": "cup"}, {"box_2d": [0, 0, 9, 9], "label": "fork"}]"#;
    let new = found(&mut pipeline, Request::Bytes, event(rest));
    assert_eq!(new.len(), 1);
    assert_eq!((new[0].id, new[0].name.as_str()), (2, "fork"));
    end(&mut pipeline);
    let all = found(&mut pipeline, Request::FieldOfView(60), Vec::new());
    assert_eq!(all.len(), 2);
    let (_, text) = pipeline.handle(Request::Text, Vec::new(), &mut |_strip| {});
    let text = String::from_utf8(text).expect("text");
    assert_eq!(text, format!("{cut}\n\n{rest}"));
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
        changed, messages, ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(changed.len(), 1);
    assert_eq!(changed[0].about, "The same as “cup”: IoU 1.00");
    assert_eq!(
        messages.last().and_then(|message| message.help),
        Some(words::Help::Merge)
    );
    let Reply::All(rows) = ask(&mut pipeline, Request::Merge, Vec::new()) else {
        panic!("no rows");
    };
    assert_eq!(rows.len(), 1);
}

#[test]
fn what_is_opened_was_not_asked_for_here() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, false);
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
    let reply = ask(&mut pipeline, Request::Models { status: 503 }, Vec::new());
    let Reply::Models {
        problem: Some(problem),
        ..
    } = reply
    else {
        panic!("{reply:?}");
    };
    assert_eq!(problem.help, None);
}
