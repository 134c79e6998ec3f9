//! What the page may rely on between two answers.

use super::message::{Ending, Reply, Request, Row};
use super::*;
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
    };
    assert_eq!(ask(pipeline, begin, Vec::new()), Reply::Done);
}

fn found(pipeline: &mut Pipeline, request: Request, bytes: Vec<u8>) -> Vec<Row> {
    match ask(pipeline, request, bytes) {
        Reply::Found(rows) => rows,
        other => panic!("{other:?} instead of rows"),
    }
}

fn end(pipeline: &mut Pipeline) {
    let ended = ask(pipeline, Request::End(Ending::Done), Vec::new());
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
        found(&mut pipeline, Request::Saved, answer("early"))[0].area,
        0
    );
    let moved = found(&mut pipeline, Request::Threshold(50), Vec::new());
    assert_eq!(moved[0].area, 16);
    assert_eq!(
        found(&mut pipeline, Request::Saved, answer("late"))[0].area,
        16
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
