//! Forms in which a good answer may be written on the wire. None of them is a
//! reason to say anything.

use std::time::Duration;

use super::{Fault, strips};

/// Each is read as if nothing were odd.
pub fn faults() -> Vec<Fault> {
    let moment = Duration::from_millis(50);
    vec![
        Fault::succeeds("events that end with \\n\\n", strips().line_end("\n")),
        Fault::succeeds("events that end with \\r\\r", strips().line_end("\r")),
        Fault::succeeds(
            "events that end with \\r\\n\\r\\n",
            strips().line_end("\r\n"),
        ),
        Fault::succeeds(
            "event, id and retry lines before each event",
            strips().with_event_fields(),
        ),
        Fault::succeeds(
            "comments and empty events between the events",
            strips().with_keep_alives().pause(moment),
        ),
        Fault::succeeds("[DONE] as the last event", strips().with_done()),
        Fault::succeeds(
            "a byte order mark before the first event",
            strips().with_byte_order_mark(),
        ),
        Fault::succeeds(
            "data: without a blank after it",
            strips().without_blank_after_data(),
        ),
        Fault::succeeds(
            "each event's JSON on several data lines",
            strips().with_many_lines(),
        ),
        Fault::succeeds(
            "no blank line after the last event",
            strips().without_last_blank_line(),
        ),
        Fault::succeeds(
            "characters cut between two writes",
            strips().cut_in_characters().pause(moment),
        ),
        Fault::succeeds("one byte at a time", strips().in_writes_of(1)),
        Fault::succeeds("several events in one write", strips().in_one_write()),
        Fault::succeeds(
            "events cut in their middle",
            strips().in_halves().pause(moment),
        ),
        Fault::succeeds(
            "a slow drip of a few bytes",
            strips().in_writes_of(40).pause(Duration::from_millis(20)),
        ),
        Fault::succeeds(
            "a JSON array in pieces instead of events",
            strips().in_an_array().pause(moment),
        ),
        Fault::succeeds(
            "a JSON array a few bytes at a time",
            strips().in_an_array().in_writes_of(7),
        ),
        Fault::succeeds(
            "one JSON document instead of events",
            strips().in_one_document(),
        ),
        Fault::succeeds(
            "events that are labelled as plain text",
            strips().content_type("text/plain; charset=utf-8"),
        ),
        Fault::succeeds(
            "events that are labelled in capitals",
            strips().content_type("TEXT/EVENT-STREAM; CHARSET=UTF-8"),
        ),
        Fault::succeeds(
            "events that are not labelled",
            strips().without_content_type(),
        ),
        Fault::succeeds(
            "events that end with the connection",
            strips().without_length(),
        ),
    ]
}
