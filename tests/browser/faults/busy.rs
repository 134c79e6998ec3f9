//! A service that has no time, and quotas that are used up: what is seen when
//! the person does not want to wait for another try.

use super::Fault;
use crate::harness::Reply;

const RETRY: &str = "Try again";
const BILLING: &str = "Set up billing";
const IN_A_MINUTE: &str = "Ask again in 60 s";

/// Each keeps its own words after "Stop".
pub fn faults() -> Vec<Fault> {
    let mut faults = quotas();
    faults.extend(outages());
    faults
}

fn quotas() -> Vec<Fault> {
    let minute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
    let day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    let words = |message| Reply::google(429, "RESOURCE_EXHAUSTED", message);
    vec![
        Fault::says(
            "429: a minute's quota, with a wait",
            Reply::quota(),
            "Google asks to wait 39 seconds",
            "Ask again in 39 s",
        ),
        Fault::says(
            "429: a minute's quota, without a wait",
            Reply::quota_of(minute, None),
            "Too many requests just now",
            IN_A_MINUTE,
        ),
        Fault::says(
            "429: a wait of many decimals and nothing else",
            Reply::wait("45.837906927s"),
            "Google asks to wait 46 seconds",
            "Ask again in 46 s",
        ),
        Fault::says(
            "429: a wait of 400 seconds",
            Reply::quota_of(minute, Some("400s")),
            "Google asks to wait 400 seconds",
            "Ask again in 400 s",
        ),
        Fault::says(
            "429: a day's quota, with a wait that misleads",
            Reply::quota_of(day, Some("12s")),
            "Today's requests for this model are used up",
            "Choose another model",
        ),
        Fault::says(
            "429: no free requests at all",
            Reply::paid_only(),
            "This model has no free requests",
            BILLING,
        ),
        Fault::says(
            "429: the credit is used up",
            words(
                "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.",
            ),
            "This key's credit is used up",
            "Add credit",
        ),
        Fault::says(
            "429: the month's money is spent",
            words("Your project has exceeded its monthly spending cap."),
            "has spent what it may spend this month",
            "Open the spending limit",
        ),
        Fault::says(
            "429: a wait in words alone",
            words("You exceeded your current quota. Please retry in 12.3s."),
            "Too many requests just now",
            "Ask again in 13 s",
        ),
        Fault::says(
            "429: no details",
            words("Resource has been exhausted (e.g. check quota)."),
            "Too many requests just now",
            IN_A_MINUTE,
        ),
        Fault::says(
            "429: no details, in a list of one",
            words("Resource has been exhausted (e.g. check quota).").wrapped(),
            "Too many requests just now",
            IN_A_MINUTE,
        ),
        Fault::says(
            "429 in plain words",
            Reply::plain(429, "Too Many Requests"),
            "Too many requests just now",
            IN_A_MINUTE,
        ),
    ]
}

fn outages() -> Vec<Fault> {
    let out_of_order = |name, reply, sentence| Fault::says(name, reply, sentence, RETRY);
    vec![
        out_of_order(
            "408 in Google's words",
            Reply::google(408, "DEADLINE_EXCEEDED", "The request timed out."),
            "Google took too long to answer",
        ),
        out_of_order(
            "408 without a body",
            Reply::nothing(408),
            "Google took too long to answer (status 408)",
        ),
        out_of_order(
            "500 in Google's words",
            Reply::google(500, "INTERNAL", "An internal error has occurred."),
            "overloaded or out of order (status 500)",
        ),
        out_of_order(
            "500 in a list of one",
            Reply::google(500, "INTERNAL", "An internal error has occurred.").wrapped(),
            "overloaded or out of order (status 500)",
        ),
        out_of_order(
            "500 as a page",
            Reply::html(500, "<h1>Internal Server Error</h1>"),
            "overloaded or out of order (status 500)",
        ),
        out_of_order(
            "502 as a page of a proxy",
            Reply::html(502, "<h1>Bad Gateway</h1>"),
            "overloaded or out of order (status 502)",
        ),
        out_of_order(
            "503 in Google's words",
            Reply::overloaded(),
            "overloaded or out of order (status 503)",
        ),
        out_of_order(
            "503 in plain words",
            Reply::plain(
                503,
                "upstream connect error or disconnect/reset before headers",
            ),
            "overloaded or out of order (status 503)",
        ),
        out_of_order(
            "503 whose body breaks off",
            Reply::overloaded().cut_after(30),
            "overloaded or out of order (status 503)",
        ),
        out_of_order(
            "504 in Google's words",
            Reply::google(
                504,
                "DEADLINE_EXCEEDED",
                "The service is unable to finish processing within the deadline.",
            ),
            "Google took too long to answer (status 504)",
        ),
        out_of_order(
            "504 without a body",
            Reply::nothing(504),
            "Google took too long to answer (status 504)",
        ),
        out_of_order(
            "511 as the page of a hotel",
            Reply::html(511, "<h1>Please log in to the network</h1>"),
            "overloaded or out of order (status 511)",
        ),
    ]
}
