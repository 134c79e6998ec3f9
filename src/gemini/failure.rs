//! What an error from the service means for the person. Never worded here:
//! [`crate::session::words`] does that.
//!
//! Source: Google's API errors page, updated 2026-09-20.

use super::wire::{self, ErrorBody};
use std::time::Duration;

/// Why there is no answer, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser says that it is offline, so nothing was sent.
    Offline,
    /// The request got no reply at all: blocked, or the name not found.
    NoNetwork,
    /// The connection ended in the middle of the reply.
    Interrupted,
    /// It took too long.
    TimedOut(Timeout),
    /// The key is not one.
    KeyRefused,
    /// The key has expired.
    KeyExpired,
    /// The key was reported as leaked and is blocked.
    KeyLeaked,
    /// The key may not be used from this page's address.
    KeyRestricted,
    /// The key may not be used from this computer's network address.
    KeyElsewhere,
    /// The key is for other services of Google's than this one.
    KeyForOthers,
    /// The Gemini API is switched off in the key's project.
    ServiceDisabled,
    /// The key may not use this API or model.
    NotPermitted(String),
    /// The project that the key belongs to was suspended.
    Suspended,
    /// The API may not be used from here.
    Region,
    /// The API is not free here, and nobody pays for the key's project.
    FreeTierRegion,
    /// What was asked for needs billing, and nobody pays for the key's project.
    BillingOff,
    /// There is no such model, or no longer.
    UnknownModel,
    /// The request is larger than the service takes.
    TooLarge,
    /// Today's requests are used up.
    DayQuota,
    /// The model has no free requests at all.
    PaidOnly,
    /// Too many requests just now; how long to wait, if the service said so.
    MinuteQuota(Option<Duration>),
    /// The prepaid credit is used up.
    NoCredit,
    /// The project has spent what it may spend in a month.
    SpendingCap,
    /// The service is overloaded or broken for the moment; the status.
    Unavailable(u16),
    /// The same, and it says how long to wait.
    BackIn(u16, Duration),
    /// The service did not accept the request; its own words.
    Rejected(String),
    /// The reply is not one that the API gives, such as a proxy's page.
    NotAReply(u16),
}

/// Which of the waits was too long, each with its seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeout {
    /// Until the reply began.
    Begin(u32),
    /// Between two pieces of it.
    Idle(u32),
    /// Until its end.
    Total(u32),
}

/// The meaning of a reply with an error `status` and this `body`.
///
/// ```
/// use masque::gemini::{Failure, failure};
/// let body = r#"{"error": {"code": 400, "status": "INVALID_ARGUMENT",
///     "details": [{"reason": "API_KEY_INVALID"}]}}"#;
/// assert_eq!(failure(400, body), Failure::KeyRefused);
/// ```
pub fn failure(status: u16, body: &str) -> Failure {
    // Not JSON: the status alone has to do.
    meaning(status, wire::error(body).as_ref())
}

/// The meaning of an error object, alone or in a stream.
pub(super) fn meaning(status: u16, error: Option<&ErrorBody>) -> Failure {
    let Some(error) = error else {
        return match status {
            413 => Failure::TooLarge,
            429 => Failure::MinuteQuota(None),
            408 | 500.. => Failure::Unavailable(status),
            401 | 403 => Failure::NotPermitted(String::new()),
            _ => Failure::NotAReply(status),
        };
    };
    let has_reason = |reason: &str| error.details.iter().any(|detail| detail.reason == reason);
    let says = |words: &str| error.message.to_lowercase().contains(words);
    let named = match error.code() {
        0 => status_of(error),
        code => Some(code),
    };
    match named.unwrap_or(status) {
        400 if says("api key expired") => Failure::KeyExpired,
        400 if has_reason("API_KEY_INVALID") || says("api key") => Failure::KeyRefused,
        401 => Failure::KeyRefused,
        400 if says("location is not supported") => Failure::Region,
        400 if says("free tier") => Failure::FreeTierRegion,
        400 | 403 if has_reason("BILLING_DISABLED") => Failure::BillingOff,
        400 if error.status == "FAILED_PRECONDITION" && says("billing") => Failure::BillingOff,
        // The only meaning that Google's page gives it.
        400 if error.status == "FAILED_PRECONDITION" && error.message.is_empty() => Failure::Region,
        402 | 429 if says("spending cap") => Failure::SpendingCap,
        429 if says("credits are depleted") => Failure::NoCredit,
        402 => Failure::NoCredit,
        403 if has_reason("API_KEY_HTTP_REFERRER_BLOCKED") => Failure::KeyRestricted,
        403 if has_reason("API_KEY_IP_ADDRESS_BLOCKED") => Failure::KeyElsewhere,
        403 if has_reason("API_KEY_SERVICE_BLOCKED") => Failure::KeyForOthers,
        403 if has_reason("SERVICE_DISABLED") => Failure::ServiceDisabled,
        403 if has_reason("CONSUMER_SUSPENDED") || says("has been suspended") => Failure::Suspended,
        403 if says("leaked") => Failure::KeyLeaked,
        403 => Failure::NotPermitted(error.message.clone()),
        404 => Failure::UnknownModel,
        413 => Failure::TooLarge,
        429 if says("limit: 0") => Failure::PaidOnly,
        429 => quota(error),
        code @ (408 | 500..) => match delay(error) {
            Some(wait) => Failure::BackIn(code, wait),
            None => Failure::Unavailable(code),
        },
        _ => Failure::Rejected(error.message.clone()),
    }
}

fn quota(error: &ErrorBody) -> Failure {
    let quotas = || error.details.iter().flat_map(|detail| &detail.violations);
    if quotas().any(|quota| quota.quota_value == "0" || quota.quota_value == 0) {
        return Failure::PaidOnly;
    }
    if quotas().any(|quota| quota.quota_id.contains("PerDay")) {
        return Failure::DayQuota;
    }
    Failure::MinuteQuota(delay(error))
}

/// How long the service asks to wait: in its details, or else in its words.
fn delay(error: &ErrorBody) -> Option<Duration> {
    let told = error.details.iter();
    let told = told.map(|detail| detail.retry_delay.as_str());
    let said = error.message.split_once("retry in ");
    let said = said.and_then(|(_, rest)| rest.split_whitespace().next());
    let seconds = told.chain(said).find_map(seconds)?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// Seconds of a length of time such as `38.2s`, `2m13.5s` or `850ms`.
fn seconds(written: &str) -> Option<f64> {
    let mut rest = written.trim_end_matches('.');
    let mut sum = None;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| !c.is_ascii_alphabetic());
        let (unit, after) = after.split_at(letters.unwrap_or(after.len()));
        let length = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 0.001,
            _ => return None,
        };
        sum = Some(sum.unwrap_or(0.0) + number.parse::<f64>().ok()? * length);
        rest = after;
    }
    sum
}

/// The status that belongs to what Google calls an error, where it gives no
/// number; see `google.rpc.Code`.
fn status_of(error: &ErrorBody) -> Option<u16> {
    let name = error.code.as_str().unwrap_or(&error.status);
    Some(match name.to_ascii_uppercase().as_str() {
        "INVALID_ARGUMENT" | "FAILED_PRECONDITION" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "RESOURCE_EXHAUSTED" => 429,
        "INTERNAL" => 500,
        "UNAVAILABLE" => 503,
        "DEADLINE_EXCEEDED" => 504,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, details: &str, message: &str, expected: Failure) {
        let body = format!(
            r#"{{"error": {{"code": {status}, "message": "{message}", "details": [{details}]}}}}"#
        );
        assert_eq!(failure(status, &body), expected);
        assert_eq!(
            failure(status, &format!("[{body}]")),
            expected,
            "wrapped in a list"
        );
    }

    #[test]
    fn errors_have_their_meaning() {
        check(
            400,
            r#"{"reason": "API_KEY_INVALID"}"#,
            "API key not valid.",
            Failure::KeyRefused,
        );
        let invalid = r#"{"reason": "API_KEY_INVALID"}"#;
        let expired = "API key expired. Please renew the API key.";
        check(400, invalid, expired, Failure::KeyExpired);
        check(
            400,
            "",
            "User location is not supported for the API use.",
            Failure::Region,
        );
        check(
            400,
            "",
            "Bad schema",
            Failure::Rejected("Bad schema".to_owned()),
        );
        check(
            403,
            "",
            "Your API key was reported as leaked.",
            Failure::KeyLeaked,
        );
        check(
            403,
            r#"{"reason": "API_KEY_HTTP_REFERRER_BLOCKED"}"#,
            "x",
            Failure::KeyRestricted,
        );
        for (reason, expected) in [
            ("API_KEY_IP_ADDRESS_BLOCKED", Failure::KeyElsewhere),
            ("API_KEY_SERVICE_BLOCKED", Failure::KeyForOthers),
            ("SERVICE_DISABLED", Failure::ServiceDisabled),
        ] {
            check(403, &format!(r#"{{"reason": "{reason}"}}"#), "x", expected);
        }
        check(
            403,
            "",
            "No access",
            Failure::NotPermitted("No access".to_owned()),
        );
        check(404, "", "models/x is not found", Failure::UnknownModel);
        check(
            429,
            r#"{"retryDelay": "38.2s"}"#,
            "",
            Failure::MinuteQuota(Some(Duration::from_millis(38_200))),
        );
        let said = "Quota exceeded. Please retry in 12.5s.";
        check(
            429,
            "",
            said,
            Failure::MinuteQuota(Some(Duration::from_millis(12_500))),
        );
        check(429, "", "Too many", Failure::MinuteQuota(None));
        for (written, milliseconds) in [("2m13.5s.", 133_500), ("850ms", 850), ("1h2s", 3_602_000)]
        {
            let wait = Some(Duration::from_millis(milliseconds));
            let said = format!("Please retry in {written}");
            check(429, "", &said, Failure::MinuteQuota(wait));
        }
        let later = Failure::BackIn(503, Duration::from_secs(30));
        check(503, r#"{"retryDelay": "30s"}"#, "overloaded", later);
        let per_day = r#"{"violations": [{"quotaId": "GenerateRequestsPerDayPerProject"}]}"#;
        check(429, per_day, "", Failure::DayQuota);
        for none in [r#""0""#, "0"] {
            let none = format!(
                r#"{{"violations": [{{"quotaId": "PerDay-FreeTier", "quotaValue": {none}}}]}}"#
            );
            check(429, &none, "", Failure::PaidOnly);
        }
        // A value of nothing may be left out of the details.
        let said = "Quota exceeded for metric: requests, limit: 0, model: gemini-4-argon";
        check(429, per_day, said, Failure::PaidOnly);
        check(503, "", "overloaded", Failure::Unavailable(503));
    }

    #[test]
    fn countries_and_money_are_told_apart() {
        let precondition = |message: &str| {
            let body = format!(
                r#"{{"error": {{"code": 400, "message": "{message}", "status": "FAILED_PRECONDITION"}}}}"#
            );
            failure(400, &body)
        };
        let nowhere = "User location is not supported for the API use.";
        let unpaid = "Gemini API free tier is not available in your country. Please enable billing on your project in Google AI Studio.";
        assert_eq!(precondition(nowhere), Failure::Region);
        assert_eq!(precondition(""), Failure::Region);
        assert_eq!(precondition(unpaid), Failure::FreeTierRegion);
        let billing = "This API method requires billing to be enabled.";
        assert_eq!(precondition(billing), Failure::BillingOff);
        let other = "Precondition check failed.";
        assert_eq!(precondition(other), Failure::Rejected(other.to_owned()));
        check(400, "", unpaid, Failure::FreeTierRegion);
        let disabled = r#"{"reason": "BILLING_DISABLED"}"#;
        check(403, disabled, billing, Failure::BillingOff);
        check(400, disabled, "x", Failure::BillingOff);
        check(402, "", "Payment required", Failure::NoCredit);
        let depleted = "Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.";
        check(402, "", depleted, Failure::NoCredit);
        check(429, "", depleted, Failure::NoCredit);
        let cap = "Your project has exceeded its monthly spending cap. Please go to AI Studio to manage it.";
        check(429, "", cap, Failure::SpendingCap);
        check(402, "", cap, Failure::SpendingCap);
        // The usual words for a quota speak of billing too.
        let usual = "You exceeded your current quota, please check your plan and billing details.";
        check(429, "", usual, Failure::MinuteQuota(None));
    }

    #[test]
    fn a_reason_counts_more_than_words() {
        let referrer = r#"{"reason": "API_KEY_HTTP_REFERRER_BLOCKED"}"#;
        let address = "Requests from referer https://leaked.example are blocked.";
        check(403, referrer, address, Failure::KeyRestricted);
        let suspended = r#"{"reason": "CONSUMER_SUSPENDED"}"#;
        let message = "Permission denied: Consumer 'api_key:AIza0' has been suspended.";
        check(403, suspended, message, Failure::Suspended);
        check(403, "", message, Failure::Suspended);
    }

    #[test]
    fn what_is_not_json_is_judged_by_its_status() {
        assert_eq!(
            failure(502, "<h1>Bad Gateway</h1>"),
            Failure::Unavailable(502)
        );
        assert_eq!(failure(413, ""), Failure::TooLarge);
        assert_eq!(failure(429, ""), Failure::MinuteQuota(None));
        assert_eq!(failure(404, "<h1>Not found</h1>"), Failure::NotAReply(404));
        assert_eq!(failure(418, "teapot"), Failure::NotAReply(418));
    }
}
