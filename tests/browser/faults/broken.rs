//! Connections that fail: not reached, cut, ended by an error, fallen silent,
//! or never ending. What came before stays.

use std::time::Duration;

use super::{Ends, Fault, strips};
use crate::answers::THREE_STRIPS;
use crate::harness::Reply;

const NOT_REACHED: &str = "Google could not be reached";
const CUT: &str = "The connection broke off";
const RETRY: &str = "Try again";

/// Between writes and before a break: a browser drops what the page has not
/// read when the connection breaks.
const PAUSE: Duration = Duration::from_millis(150);

/// How long a flood is, in bytes.
const FLOOD_BYTES: usize = 40_000_000;

/// The page learns nothing but that there is no reply.
pub fn unreached() -> Vec<Fault> {
    let unreached = |name, reply| Fault::says(name, reply, NOT_REACHED, RETRY);
    vec![
        unreached("closed without a word", Reply::refuse()),
        unreached(
            "an answer that the page may not read",
            strips().without_cors(),
        ),
        unreached(
            "a refusal that the page may not read",
            Reply::api_key_invalid().without_cors(),
        ),
        unreached("a refused preflight", strips().refuse_preflight()),
        unreached(
            "sent on to another path",
            Reply::redirect("/v1beta/elsewhere"),
        ),
        unreached(
            "sent on to another host",
            Reply::redirect("https://example.com/v1beta/models"),
        ),
    ]
}

/// The reply begins and ends too early.
pub fn cut() -> Vec<Fault> {
    let slowly = || strips().pause(PAUSE);
    let at_once = |name, reply| Fault::says(name, reply, CUT, RETRY);
    let later =
        |name, objects, reply| Fault::ends(name, reply, Ends::Part(objects, CUT, "Continue"));
    vec![
        at_once("cut after the headers", slowly().reset_after_headers()),
        at_once("cut within the first event", slowly().cut_after(60)),
        at_once(
            "a JSON array cut within its first chunk",
            slowly().in_an_array().cut_after(60),
        ),
        at_once(
            "a broken chunk at the beginning",
            slowly().bad_chunk_after_writes(0),
        ),
        at_once(
            "a body that is not packed as the header says",
            slowly().header("content-encoding", "gzip"),
        ),
        later("cut after one object", 1, slowly().cut_after_writes(1)),
        later("cut after two objects", 2, slowly().cut_after_writes(2)),
        later(
            "a JSON array cut after two objects",
            2,
            slowly().in_an_array().cut_after_writes(2),
        ),
        later(
            "a broken chunk after two objects",
            2,
            slowly().bad_chunk_after_writes(2),
        ),
        later(
            "two objects of a longer body than comes",
            2,
            slowly().length_too_large_by(1000).cut_after_writes(2),
        ),
        later(
            "all of the answer in a shorter body than was claimed",
            3,
            slowly().length_too_large_by(1000).cut_after_writes(3),
        ),
    ]
}

/// The stream says itself that it failed.
pub fn ended_by_errors() -> Vec<Fault> {
    let two = || Reply::pieces(&THREE_STRIPS[..2]).pause(PAUSE);
    let only = |error: Reply| Reply::chunks([]).then_error(&error);
    let overloaded = "overloaded or out of order (status 503)";
    vec![
        Fault::ends(
            "503 as an event after two objects",
            two().then_error(&Reply::overloaded()),
            Ends::Part(2, overloaded, "Continue"),
        ),
        Fault::ends(
            "503 without data: after two objects",
            two().then_bare_error(&Reply::overloaded()),
            Ends::Part(2, overloaded, "Continue"),
        ),
        Fault::ends(
            "503 in a list of one after two objects",
            two().then_error(&Reply::overloaded().wrapped()),
            Ends::Part(2, overloaded, "Continue"),
        ),
        Fault::says(
            "503 as the only event",
            only(Reply::overloaded()),
            overloaded,
            RETRY,
        ),
        Fault::says(
            "429 as the only event",
            only(Reply::quota()),
            "Google asks to wait 39 seconds",
            "Ask again in 39 s",
        ),
        Fault::says(
            "a key that is none as the only event",
            only(Reply::api_key_invalid()),
            "Google does not accept this key",
            "Go to the key",
        ),
    ]
}

/// Nothing more comes, and the person does not wait for it.
pub fn stalled() -> Vec<Fault> {
    let slowly = || strips().pause(PAUSE);
    vec![
        Fault::ends(
            "silent from the beginning",
            Reply::hang(),
            Ends::Cancelled(0),
        ),
        Fault::ends(
            "silent after the headers",
            slowly().stall_after_writes(0),
            Ends::Cancelled(0),
        ),
        Fault::ends(
            "silent within the first event",
            slowly().stall_after(60),
            Ends::Cancelled(0),
        ),
        Fault::ends(
            "silent after two objects",
            slowly().stall_after_writes(2),
            Ends::Cancelled(2),
        ),
    ]
}

/// Nothing more comes, and the page itself gives up: the one that takes long.
pub fn waited_out() -> Vec<Fault> {
    vec![Fault::says(
        "silent within the first event until the page gives up",
        strips().stall_after(60),
        "Nothing more came for 45 seconds",
        RETRY,
    )]
}

/// Far more comes than any answer has.
pub fn floods() -> Vec<Fault> {
    vec![
        Fault::says(
            "40 MB of events that say nothing",
            Reply::flood(FLOOD_BYTES),
            "The answer has more than 32 MB",
            "Change the words",
        ),
        Fault::says(
            "40 MB in which no event ends",
            Reply::flood_without_events(FLOOD_BYTES),
            "What came back is not an answer of the Gemini API",
            RETRY,
        ),
    ]
}
