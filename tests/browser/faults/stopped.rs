//! Answers that Google stopped and prompts that it blocked, for every reason
//! that it names and one that it may name some day.

use super::{Ends, Fault};
use crate::answers::THREE_STRIPS;
use crate::harness::Reply;

const WORDS: &str = "Change the words";
const LENGTH: &str = "The model reached its length limit";

/// Each says the reason.
pub fn faults() -> Vec<Fault> {
    let mut faults = stopped_at_once();
    faults.extend(stopped_later());
    faults.extend(blocked());
    faults
}

fn stopped_at_once() -> Vec<Fault> {
    let stopped = |name, reason, sentence| {
        let reply = Reply::stream("", 1).finish_reason(reason);
        Fault::says(name, reply, sentence, WORDS)
    };
    vec![
        stopped(
            "stopped for SAFETY",
            "SAFETY",
            "Google stopped the answer (safety)",
        ),
        stopped(
            "stopped for RECITATION",
            "RECITATION",
            "Google stopped the answer (it resembled a protected text)",
        ),
        stopped(
            "stopped for LANGUAGE",
            "LANGUAGE",
            "Google stopped the answer (LANGUAGE)",
        ),
        stopped(
            "stopped for OTHER",
            "OTHER",
            "Google stopped the answer (OTHER)",
        ),
        stopped(
            "stopped for BLOCKLIST",
            "BLOCKLIST",
            "Google stopped the answer (a word on its blocklist)",
        ),
        stopped(
            "stopped for PROHIBITED_CONTENT",
            "PROHIBITED_CONTENT",
            "Google stopped the answer (prohibited content)",
        ),
        stopped(
            "stopped for SPII",
            "SPII",
            "Google stopped the answer (personal data)",
        ),
        stopped(
            "stopped for MALFORMED_FUNCTION_CALL",
            "MALFORMED_FUNCTION_CALL",
            "Google stopped the answer (MALFORMED_FUNCTION_CALL)",
        ),
        stopped(
            "stopped for UNEXPECTED_TOOL_CALL",
            "UNEXPECTED_TOOL_CALL",
            "Google stopped the answer (UNEXPECTED_TOOL_CALL)",
        ),
        stopped(
            "stopped for IMAGE_SAFETY",
            "IMAGE_SAFETY",
            "Google stopped the answer (safety)",
        ),
        stopped(
            "stopped for a reason that nobody knows",
            "A_REASON_OF_TOMORROW",
            "Google stopped the answer (A_REASON_OF_TOMORROW)",
        ),
        stopped("stopped for MAX_TOKENS", "MAX_TOKENS", LENGTH),
    ]
}

fn stopped_later() -> Vec<Fault> {
    let two = || Reply::pieces(&THREE_STRIPS[..2]);
    vec![
        Fault::ends(
            "stopped for SAFETY after two objects",
            two().finish_reason("SAFETY"),
            Ends::Part(2, "Google stopped the answer (safety)", WORDS),
        ),
        Fault::ends(
            "stopped for MAX_TOKENS after two objects",
            two().finish_reason("MAX_TOKENS"),
            Ends::Part(2, LENGTH, "Continue"),
        ),
        Fault::says(
            "stopped for MAX_TOKENS while thinking",
            Reply::stream("", 1)
                .thought("Let me see")
                .finish_reason("MAX_TOKENS"),
            LENGTH,
            WORDS,
        ),
    ]
}

fn blocked() -> Vec<Fault> {
    let blocked =
        |name, reason, sentence| Fault::says(name, Reply::blocked(reason), sentence, WORDS);
    vec![
        blocked(
            "blocked for SAFETY",
            "SAFETY",
            "Google's filters blocked the question (safety)",
        ),
        blocked(
            "blocked for OTHER",
            "OTHER",
            "Google's filters blocked the question (OTHER)",
        ),
        blocked(
            "blocked for BLOCKLIST",
            "BLOCKLIST",
            "Google's filters blocked the question (a word on its blocklist)",
        ),
        blocked(
            "blocked for PROHIBITED_CONTENT",
            "PROHIBITED_CONTENT",
            "Google's filters blocked the question (prohibited content)",
        ),
        blocked(
            "blocked for IMAGE_SAFETY",
            "IMAGE_SAFETY",
            "Google's filters blocked the question (safety)",
        ),
        blocked(
            "blocked for no reason",
            "BLOCKED_REASON_UNSPECIFIED",
            "Google's filters blocked the question (BLOCKED_REASON_UNSPECIFIED)",
        ),
        blocked(
            "blocked for a reason of Vertex",
            "JAILBREAK",
            "Google's filters blocked the question (JAILBREAK)",
        ),
        blocked(
            "blocked for a reason that nobody knows",
            "A_REASON_OF_TOMORROW",
            "Google's filters blocked the question (A_REASON_OF_TOMORROW)",
        ),
    ]
}
