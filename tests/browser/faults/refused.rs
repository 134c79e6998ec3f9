//! Refusals that stay refusals however often one asks: keys, rights, models,
//! requests. Google's own and those of something on the way.

use super::Fault;
use crate::harness::Reply;

const KEY: &str = "Go to the key";
const OTHER_KEY: &str = "Use another key";
const BILLING: &str = "Set up billing";
const MODEL: &str = "Choose a model";

/// Each says what helps.
pub fn faults() -> Vec<Fault> {
    let mut faults = keys();
    faults.extend(rights());
    faults.extend(requests());
    faults.extend(without_googles_words());
    faults
}

fn keys() -> Vec<Fault> {
    let not_accepted = "Google does not accept this key";
    vec![
        Fault::says(
            "400: the key is none",
            Reply::api_key_invalid(),
            not_accepted,
            KEY,
        ),
        Fault::says(
            "400: the key is none, in a list of one",
            Reply::api_key_invalid().wrapped(),
            not_accepted,
            KEY,
        ),
        Fault::says(
            "400: the key has expired",
            Reply::key_expired(),
            "This key has expired",
            "Make a new key",
        ),
        Fault::says(
            "401: nobody is known by the key",
            Reply::unauthenticated(),
            not_accepted,
            KEY,
        ),
        Fault::says(
            "403: the key was leaked",
            Reply::forbidden("", "Your API key was reported as leaked."),
            "was seen in public",
            "Replace the key",
        ),
    ]
}

fn rights() -> Vec<Fault> {
    vec![
        Fault::says(
            "400: not offered in this country",
            Reply::region(),
            "does not offer the Gemini API in the country",
            "See where it is available",
        ),
        Fault::says(
            "400: no free tier in this country",
            Reply::google(
                400,
                "FAILED_PRECONDITION",
                "Gemini API free tier is not available in your country. Please enable billing on \
                 your project in Google AI Studio.",
            ),
            "does not offer the Gemini API's free tier in this country",
            BILLING,
        ),
        Fault::says(
            "400: a condition of another kind",
            Reply::google(400, "FAILED_PRECONDITION", "Precondition check failed."),
            "Google says: “Precondition check failed.”",
            MODEL,
        ),
        Fault::says(
            "402: the credit is used up",
            Reply::google(
                402,
                "RESOURCE_EXHAUSTED",
                "Your prepayment credits are depleted.",
            ),
            "This key's credit is used up",
            "Add credit",
        ),
        Fault::says(
            "403: nobody pays for the project",
            Reply::forbidden(
                "BILLING_DISABLED",
                "This API method requires billing to be enabled.",
            ),
            "This needs billing, and the key's project has none",
            BILLING,
        ),
        Fault::says(
            "403: the project is suspended",
            Reply::forbidden(
                "CONSUMER_SUSPENDED",
                "Permission denied: Consumer 'api_key:AIza0' has been suspended.",
            ),
            "Google has suspended the project of this key",
            OTHER_KEY,
        ),
        Fault::says(
            "403: no right to do this",
            Reply::permission_denied(),
            "Google says: “The caller does not have permission”",
            OTHER_KEY,
        ),
        Fault::says(
            "403: no key had come",
            Reply::key_missing(),
            "This key may not do that",
            OTHER_KEY,
        ),
        Fault::says(
            "403: not from this page's address",
            Reply::forbidden(
                "API_KEY_HTTP_REFERRER_BLOCKED",
                "Requests from referer <empty> are blocked.",
            ),
            "may not be used from this page's address",
            "Allow this page's address",
        ),
        Fault::says(
            "403: not from this network address",
            Reply::forbidden("API_KEY_IP_ADDRESS_BLOCKED", "blocked"),
            "only be used from certain network addresses",
            "Allow this computer",
        ),
        Fault::says(
            "403: a key for other services",
            Reply::forbidden("API_KEY_SERVICE_BLOCKED", "blocked"),
            "restricted to other services",
            "Allow the API for this key",
        ),
        Fault::says(
            "403: the API is switched off",
            Reply::forbidden("SERVICE_DISABLED", "It is disabled."),
            "switched off in this key's project",
            "Switch it on",
        ),
    ]
}

fn requests() -> Vec<Fault> {
    let not_accepted = "Google did not accept the request";
    vec![
        Fault::says(
            "400: the request is not accepted",
            Reply::google(
                400,
                "INVALID_ARGUMENT",
                "The specified schema produces a constraint that has too many states for serving.",
            ),
            not_accepted,
            MODEL,
        ),
        Fault::says(
            "404: no such model",
            Reply::model_not_found(),
            "Google does not know this model",
            MODEL,
        ),
        Fault::says(
            "409 in Google's words",
            Reply::google(409, "ABORTED", "The operation was aborted."),
            not_accepted,
            MODEL,
        ),
        Fault::says(
            "413 in Google's words",
            Reply::google(
                413,
                "INVALID_ARGUMENT",
                "Request payload size exceeds the limit.",
            ),
            "The request is larger than Google takes",
            "Choose a picture…",
        ),
        Fault::says(
            "499 in Google's words",
            Reply::google(499, "CANCELLED", "The operation was cancelled."),
            not_accepted,
            MODEL,
        ),
    ]
}

fn without_googles_words() -> Vec<Fault> {
    let no_reply = "What came back is not an answer of the Gemini API";
    vec![
        Fault::says(
            "400 in plain words",
            Reply::plain(400, "Bad Request"),
            no_reply,
            "Try again",
        ),
        Fault::says(
            "403 as a page of a firewall",
            Reply::html(403, "<h1>Access denied by your organisation</h1>"),
            "This key may not do that",
            OTHER_KEY,
        ),
        Fault::says(
            "404 without a body",
            Reply::nothing(404),
            no_reply,
            "Try again",
        ),
        Fault::says(
            "405 without a body",
            Reply::nothing(405),
            no_reply,
            "Try again",
        ),
        Fault::says(
            "413 as a page of a proxy",
            Reply::html(413, "<h1>413 Request Entity Too Large</h1>"),
            "The request is larger than Google takes",
            "Choose a picture…",
        ),
        Fault::says(
            "418 in plain words",
            Reply::plain(418, "I'm a teapot"),
            no_reply,
            "Try again",
        ),
    ]
}
