//! The errors of the Gemini API, word for word where its words are known.
//! Never decides when one is given.
//!
//! The shapes are those of
//! <https://ai.google.dev/gemini-api/docs/generate-content/api-errors> and
//! <https://ai.google.dev/gemini-api/docs/troubleshooting>. A new error is a
//! constructor beside [`Reply::quota`].

use serde_json::{Value, json};

use super::Reply;

impl Reply {
    /// Any error in Google's form, without details.
    pub fn google(code: u16, status: &str, message: &str) -> Self {
        Self::google_error(code, status, message, Value::Null)
    }

    /// 400: the key is not one of Google's.
    pub fn api_key_invalid() -> Self {
        let message = "API key not valid. Please pass a valid API key.";
        let details = json!([
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": "API_KEY_INVALID", "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}},
            {"@type": "type.googleapis.com/google.rpc.LocalizedMessage",
             "locale": "en-US", "message": message},
        ]);
        Self::google_error(400, "INVALID_ARGUMENT", message, details)
    }

    /// 403: the key may not do this.
    pub fn permission_denied() -> Self {
        let message = "The caller does not have permission";
        Self::google(403, "PERMISSION_DENIED", message)
    }

    /// 400: the key was good once.
    pub fn key_expired() -> Self {
        let message = "API key expired. Please renew the API key.";
        let details = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": "API_KEY_INVALID", "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}}]);
        Self::google_error(400, "INVALID_ARGUMENT", message, details)
    }

    /// 403 for a reason that Google's error details name.
    pub fn forbidden(reason: &str, message: &str) -> Self {
        let details = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
             "reason": reason, "domain": "googleapis.com",
             "metadata": {"service": "generativelanguage.googleapis.com"}}]);
        Self::google_error(403, "PERMISSION_DENIED", message, details)
    }

    /// 429: the model has no free requests.
    pub fn paid_only() -> Self {
        let message = "You exceeded your current quota, limit: 0";
        let details = json!([{"@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{
                "quotaMetric":
                    "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
                "quotaValue": "0"}]}]);
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, details)
    }

    /// 403: no key came with the request.
    pub fn key_missing() -> Self {
        let message = "Method doesn't allow unregistered callers (callers without \
                       established identity). Please use API Key or other form of \
                       API consumer identity to call this API.";
        Self::google(403, "PERMISSION_DENIED", message)
    }

    /// 404: the model does not exist, or not any more.
    pub fn model_not_found() -> Self {
        let message = "models/gemini-0 is not found for API version v1beta, or is not \
                       supported for generateContent. Call ListModels to see the list of \
                       available models and their supported methods.";
        Self::google(404, "NOT_FOUND", message)
    }

    /// 429: too many requests this minute; Google asks to wait 38.2 s.
    pub fn quota() -> Self {
        let message = "You exceeded your current quota, please check your plan and billing \
                       details.";
        let details = json!([
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
                "quotaMetric":
                    "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                "quotaValue": "5"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "38.2s"},
        ]);
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, details)
    }

    /// 503: the model is overloaded.
    pub fn overloaded() -> Self {
        let message = "The model is overloaded. Please try again later.";
        Self::google(503, "UNAVAILABLE", message)
    }

    /// 401: nobody is known by these credentials.
    pub fn unauthenticated() -> Self {
        let message = "Request had invalid authentication credentials. Expected OAuth 2 access \
                       token, login cookie or other valid authentication credential.";
        Self::google(401, "UNAUTHENTICATED", message)
    }

    /// 400: no free tier where the request comes from.
    pub fn region() -> Self {
        let message = "User location is not supported for the API use.";
        Self::google(400, "FAILED_PRECONDITION", message)
    }

    /// 429 for a quota with this id, with Google's wait if there is one, such
    /// as `38.2s`.
    pub fn quota_of(id: &str, delay: Option<&str>) -> Self {
        let message = "You exceeded your current quota, please check your plan and billing \
                       details.";
        let mut details = vec![
            json!({"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
                "quotaMetric":
                    "generativelanguage.googleapis.com/generate_content_free_tier_requests",
                "quotaId": id,
                "quotaValue": "5"}]}),
        ];
        details.extend(delay.map(retry_info));
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, json!(details))
    }

    /// 429 with nothing but Google's wait, such as `0.5s`.
    pub fn wait(delay: &str) -> Self {
        let message = "Resource has been exhausted (e.g. check quota).";
        let details = json!([retry_info(delay)]);
        Self::google_error(429, "RESOURCE_EXHAUSTED", message, details)
    }

    fn google_error(code: u16, status: &str, message: &str, details: Value) -> Self {
        let mut error = json!({"code": code, "message": message, "status": status});
        if !details.is_null() {
            error["details"] = details;
        }
        Self::error(code, json!({"error": error}))
    }
}

fn retry_info(delay: &str) -> Value {
    json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay})
}
