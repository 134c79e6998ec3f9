//! The reader on a whole text, held against serde_json where the text is the
//! JSON that Gemini is asked for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use masque::answer::Detection;
use masque::answer::limits::OBJECTS;
use masque::geometry::NormBox;
use masque::mask::Encoding;
use serde_json::{Map, Value};

fuzz_target!(|bytes: &[u8]| {
    // As the page reads a file.
    let text = String::from_utf8_lossy(bytes);
    let (found, report) = masque_fuzz::read(&text);
    masque_fuzz::check_reading(&text, &found, &report);

    let Some(objects) = plain_answer(&text) else {
        return;
    };
    // Nothing lost, nothing invented, and in the same order.
    assert_eq!(found.len(), objects.len().min(OBJECTS));
    for (object, detection) in objects.iter().zip(&found) {
        compare(object, detection);
    }
});

/// The objects of an answer as it is documented: a list of objects that have a
/// box of four numbers, and else a label and a mask at most. `None` when `text`
/// is anything else.
fn plain_answer(text: &str) -> Option<Vec<Map<String, Value>>> {
    let list: Vec<Map<String, Value>> = serde_json::from_str(text).ok()?;
    list.iter().all(is_plain).then_some(list)
}

fn is_plain(object: &Map<String, Value>) -> bool {
    let documented = object.iter().all(|(key, value)| match key.as_str() {
        "box_2d" => true,
        "label" | "mask" => value.is_string(),
        _ => false,
    });
    documented && wire_box(object).is_some()
}

fn wire_box(object: &Map<String, Value>) -> Option<[f64; 4]> {
    let edges = object.get("box_2d")?.as_array()?;
    let edges: Option<Vec<f64>> = edges.iter().map(Value::as_f64).collect();
    let edges: [f64; 4] = edges?.try_into().ok()?;
    let in_frame = |edge: &f64| (0.0..=1000.0).contains(edge);
    edges.iter().all(in_frame).then_some(edges)
}

fn compare(object: &Map<String, Value>, detection: &Detection) {
    assert_eq!(
        detection.bounds,
        wire_box(object).and_then(NormBox::from_wire)
    );
    let written = |key| object.get(key).and_then(Value::as_str);
    match written("mask").map(str::trim) {
        None | Some("") => assert_eq!(detection.mask, Encoding::Absent),
        Some(text) if text.contains('<') => {}
        Some(text) => {
            let Encoding::Text(mask) = &detection.mask else {
                panic!("{:?} instead of the text {text:?}", detection.mask);
            };
            assert_eq!(mask.trim(), text);
        }
    }
    // A label in plain letters comes out as it is.
    let letters = |label: &&str| label.chars().all(|c| c.is_ascii_alphanumeric());
    if let Some(label) = written("label").filter(letters) {
        let first: String = label.chars().take(256).collect();
        let shown = detection.label.as_deref().unwrap_or("");
        assert_eq!(shown.trim_end_matches('…'), first);
    }
}
