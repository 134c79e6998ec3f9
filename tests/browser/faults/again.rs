//! What passes when one asks again, or in another way: the last reply of each
//! row is a good answer.

use serde_json::json;

use super::{Fault, strips};
use crate::harness::Reply;

/// Each ends with the answer, without a word.
pub fn faults() -> Vec<Fault> {
    let internal = || Reply::google(500, "INTERNAL", "An internal error has occurred.");
    let login = "<!doctype html><title>Log in</title><h1>Welcome to Café WiFi</h1>";
    vec![
        Fault::recovers("one 503", vec![Reply::overloaded(), strips()]),
        Fault::recovers("four 503 in a row", {
            let mut replies = vec![Reply::overloaded(); 4];
            replies.push(strips());
            replies
        }),
        Fault::recovers("500, 502 and 504 in a row", {
            let bad_gateway = Reply::html(502, "<h1>Bad Gateway</h1>");
            vec![internal(), bad_gateway, Reply::nothing(504), strips()]
        }),
        Fault::recovers("one 408", {
            let timed_out = Reply::google(408, "DEADLINE_EXCEEDED", "The request timed out.");
            vec![timed_out, strips()]
        }),
        Fault::recovers(
            "one 429 with half a second's wait",
            vec![Reply::wait("0.5s"), strips()],
        ),
        Fault::recovers(
            "one 429 with 38 seconds' wait",
            vec![Reply::quota(), strips()],
        ),
        Fault::recovers(
            "one connection closed without a word",
            vec![Reply::refuse(), strips()],
        ),
        Fault::recovers(
            "one refused preflight",
            vec![strips().refuse_preflight(), strips()],
        ),
        Fault::recovers(
            "one 503 that the page may not read",
            vec![Reply::overloaded().without_cors(), strips()],
        ),
        Fault::recovers("one 503 as the first event", {
            let error = Reply::chunks([]).then_error(&Reply::overloaded());
            vec![error, strips()]
        }),
        Fault::recovers("one stream that closes while the model thinks", {
            let thought = json!({"content": {"parts": [{"text": "Hm", "thought": true}]}});
            let closed = Reply::chunks([json!({"candidates": [thought]})]);
            vec![closed, strips()]
        }),
        Fault::recovers(
            "one HTML page for the stream",
            vec![Reply::html(200, login), strips()],
        ),
        Fault::recovers(
            "one empty reply to the stream",
            vec![Reply::nothing(200), strips()],
        ),
        Fault::recovers(
            "one 404 without a body for the stream",
            vec![Reply::nothing(404), strips()],
        ),
        Fault::recovers(
            "one 405 without a body for the stream",
            vec![Reply::nothing(405), strips()],
        ),
    ]
}
