//! Replies that are whole and yet give no objects: no text, the wrong text, or
//! no reply of the Gemini API at all.

use serde_json::{Value, json};

use super::{Ends, Fault};
use crate::answers::THREE_STRIPS;
use crate::harness::Reply;

const EMPTY: &str = "The answer is empty";
const CUT: &str = "The connection broke off";
const NO_OBJECTS: &str = "The answer names no objects";
const NO_REPLY: &str = "What came back is not an answer of the Gemini API";
const WORDS: &str = "Change the words";
const RETRY: &str = "Try again";

/// Each says what it is.
pub fn faults() -> Vec<Fault> {
    let mut faults = without_text();
    faults.extend(without_end());
    faults.extend(without_reply());
    faults.extend(with_other_text());
    faults
}

/// The API's form, and no text in it.
fn without_text() -> Vec<Fault> {
    let empty = |name, chunk: Value| Fault::says(name, Reply::chunks([chunk]), EMPTY, WORDS);
    let candidate = |candidate: Value| json!({"candidates": [candidate]});
    vec![
        empty(
            "a candidate without content",
            candidate(json!({"finishReason": "STOP"})),
        ),
        empty(
            "content without parts",
            candidate(json!({"content": {"role": "model"}, "finishReason": "STOP"})),
        ),
        empty(
            "content with null parts",
            candidate(json!({"content": {"parts": null}, "finishReason": "STOP"})),
        ),
        empty(
            "a thought and nothing else",
            candidate(json!({
                "content": {"parts": [{"text": "Hm", "thought": true}]},
                "finishReason": "STOP",
            })),
        ),
        empty(
            "a signature and nothing else",
            candidate(json!({
                "content": {"parts": [{"thoughtSignature": "Zm9v"}]},
                "finishReason": "STOP",
            })),
        ),
        Fault::says(
            "a text of no characters",
            Reply::stream("", 1),
            EMPTY,
            WORDS,
        ),
        Fault::says("a text of blanks", Reply::stream(" \n ", 2), EMPTY, WORDS),
    ]
}

/// A stream that closes with no text in it and no reason for its end.
fn without_end() -> Vec<Fault> {
    let cut = |name, chunk: Value| Fault::says(name, Reply::chunks([chunk]), CUT, RETRY);
    let thought = json!({"content": {"parts": [{"text": "Hm", "thought": true}]}});
    vec![
        cut("no field for candidates", json!({"modelVersion": "gemini"})),
        cut("a list of no candidates", json!({"candidates": []})),
        cut(
            "a thought and then the end",
            json!({"candidates": [thought]}),
        ),
        Fault::says(
            "a text of blanks and then the end",
            Reply::stream(" \n ", 2).without_finish_reason(),
            CUT,
            RETRY,
        ),
        Fault::ends(
            "two objects and then the end",
            Reply::pieces(&THREE_STRIPS[..2]).without_finish_reason(),
            Ends::Part(2, CUT, "Continue"),
        ),
    ]
}

/// Something else than a reply.
fn without_reply() -> Vec<Fault> {
    let login = "<!doctype html><title>Log in</title><h1>Welcome to Café WiFi</h1>";
    let mut broken = b"data: {\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"".to_vec();
    broken.extend([0xff, 0xfe, 0xe2, 0x28]);
    broken.extend(b"\"}]}}]}\r\n\r\n");
    vec![
        Fault::says(
            "an HTML page with status 200",
            Reply::html(200, login),
            NO_REPLY,
            "Try again",
        ),
        Fault::says(
            "an HTML page that is labelled as events",
            Reply::raw(login),
            NO_REPLY,
            "Try again",
        ),
        Fault::says(
            "status 200 and no body",
            Reply::nothing(200),
            NO_REPLY,
            "Try again",
        ),
        Fault::says("status 204", Reply::nothing(204), NO_REPLY, "Try again"),
        Fault::says(
            "bytes that are not UTF-8",
            Reply::raw(broken),
            NO_REPLY,
            "Try again",
        ),
        Fault::says(
            "plain words with status 200",
            Reply::plain(200, "It works!"),
            NO_REPLY,
            "Try again",
        ),
    ]
}

/// A text, and no objects or not all in it.
fn with_other_text() -> Vec<Fault> {
    let prose = "I am sorry, but I cannot find any of these in the picture.";
    let tokens = "<start_of_mask><seg_4><seg_20><seg_7>";
    vec![
        Fault::says(
            "an empty list of objects",
            Reply::stream("[]", 1),
            NO_OBJECTS,
            WORDS,
        ),
        Fault::says("prose", Reply::stream(prose, 3), NO_OBJECTS, WORDS),
        Fault::says(
            "seg tokens without an object",
            Reply::stream(tokens, 2),
            "tokens without an object",
            "Choose a model",
        ),
        Fault::ends(
            "a list that breaks off, though the model says it is done",
            Reply::pieces(&THREE_STRIPS[..2]),
            Ends::Part(2, "The answer breaks off", "Continue"),
        ),
    ]
}
