//! Models: those that are offered before the service was asked, and those that
//! it lists. Never asks it.
//!
//! `GET models` has no mark for what can see a picture (API reference, read
//! 2026-10-05): what cannot is told by its name and its methods.

use super::ORIGIN;
use serde::Deserialize;

pub use super::family::{Family, MaskForm, PRICES_READ, Price, Retirement, Thinking, Wire, family};

/// A model that the picker offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its id in the API.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What sets it apart.
    pub standing: Standing,
}

/// What sets a model apart from the others that the picker offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Usual,
    /// It answers fastest.
    Fastest,
    /// It answers only where it is paid for.
    PaidOnly,
    /// It is still being tried.
    Preview,
    /// It is of an earlier generation.
    Older,
}

/// The models that the picker offers; the first is the default.
pub const MODELS: &[Model] = &[
    Model {
        id: "gemini-3.8-flash",
        name: "Gemini 3.8 Flash",
        standing: Standing::Usual,
    },
    Model {
        id: "gemini-3.6-flash",
        name: "Gemini 3.6 Flash",
        standing: Standing::Usual,
    },
    Model {
        id: "gemini-3.5-flash-lite",
        name: "Gemini 3.5 Flash-Lite",
        standing: Standing::Fastest,
    },
    Model {
        id: "gemini-4-argon",
        name: "Gemini 4 Argon",
        standing: Standing::PaidOnly,
    },
    Model {
        id: "gemini-robotics-er-2-preview",
        name: "Gemini Robotics-ER 2",
        standing: Standing::Preview,
    },
    Model {
        id: "gemini-2.5-flash-lite",
        name: "Gemini 2.5 Flash-Lite",
        standing: Standing::Older,
    },
];

/// Whether `id` can be part of a request's path: letters, digits, `.`, `-`, `_`.
pub fn is_model_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// A model that the service lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its id, without `models/`.
    pub id: String,
    /// Its name for people; its id where it has none.
    pub name: String,
    /// The most tokens it reads, 0 where that is not said.
    pub input_tokens: u64,
    /// The most tokens it writes, 0 where that is not said.
    pub output_tokens: u64,
}

/// A page of the service's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The models on it that can be shown a picture and answer in words.
    pub models: Vec<Listed>,
    /// What leads to the next page, if there is one.
    pub next: Option<String>,
}

/// Where a page of the list is; the call is free. `None` when `token` is none of
/// the service's, but something that would lead elsewhere.
///
/// ```
/// use masque::gemini::model::list_url;
/// assert!(list_url("").unwrap().ends_with("/v1beta/models?pageSize=1000"));
/// assert!(list_url("CAo=").unwrap().ends_with("&pageToken=CAo%3D"));
/// ```
pub fn list_url(token: &str) -> Option<String> {
    let page = match token {
        "" => String::new(),
        token => format!("&pageToken={}", in_query(token)?),
    };
    Some(format!("{ORIGIN}/v1beta/models?pageSize=1000{page}"))
}

/// `token` as a query carries it: base64 of one alphabet or the other.
fn in_query(token: &str) -> Option<String> {
    token
        .chars()
        .map(|c| match c {
            '+' => Some("%2B".to_owned()),
            '/' => Some("%2F".to_owned()),
            '=' => Some("%3D".to_owned()),
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~') => {
                Some(c.to_string())
            }
            _ => None,
        })
        .collect()
}

/// Reads a page of the list; `None` when `body` is none.
///
/// ```
/// use masque::gemini::model::page;
/// let body = br#"{"models": [
///     {"name": "models/gemini-3.8-flash", "supportedGenerationMethods": ["generateContent"]},
///     {"name": "models/veo-4", "supportedGenerationMethods": ["predictLongRunning"]}]}"#;
/// let page = page(body).unwrap();
/// assert_eq!((page.models.len(), page.next), (1, None));
/// ```
pub fn page(body: &[u8]) -> Option<Page> {
    let wire: WirePage = serde_json::from_slice(body).ok()?;
    let models = wire.models?.into_iter().filter_map(listed).collect();
    let next = wire.next_page_token.filter(|token| !token.is_empty());
    Some(Page { models, next })
}

/// What stands in the names of models that see nothing, or answer in pictures,
/// sounds or actions.
const OTHERS: &[&str] = &[
    "-tts",
    "-image",
    "-live",
    "-audio",
    "embedding",
    "lyria",
    "veo",
    "imagen",
    "aqa",
    "deep-research",
    "antigravity",
    "computer-use",
    "nano-banana",
    "transcribe",
    "omni",
];

fn listed(wire: WireModel) -> Option<Listed> {
    let id = wire
        .name
        .strip_prefix("models/")
        .unwrap_or(&wire.name)
        .to_owned();
    let asks = wire
        .supported_generation_methods
        .iter()
        .any(|method| method == "generateContent" || method == "createInteraction");
    let sees = !OTHERS.iter().any(|other| id.contains(other));
    (asks && sees && is_model_id(&id)).then(|| Listed {
        name: wire
            .display_name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.clone()),
        id,
        input_tokens: wire.input_token_limit,
        output_tokens: wire.output_token_limit,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WirePage {
    models: Option<Vec<WireModel>>,
    next_page_token: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct WireModel {
    name: String,
    display_name: Option<String>,
    input_token_limit: u64,
    output_token_limit: u64,
    supported_generation_methods: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_see_is_not_listed() {
        let names = [
            "gemini-3.8-flash",
            "gemini-3.8-flash-image",
            "gemini-2.5-flash-preview-tts",
            "gemini-embedding-2",
            "imagen-5",
            "gemini-3.8-flash-live",
            "gemini-4-argon",
            "gemini-2.5-computer-use-preview",
            "gemini-3.6 flash",
        ];
        let models = names.map(|name| {
            format!(
                r#"{{"name": "models/{name}", "supportedGenerationMethods": ["generateContent"]}}"#
            )
        });
        let body = format!(
            r#"{{"models": [{}], "nextPageToken": "ab"}}"#,
            models.join(",")
        );
        let page = page(body.as_bytes()).expect("a page");
        let ids: Vec<_> = page.models.iter().map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["gemini-3.8-flash", "gemini-4-argon"]);
        assert_eq!(page.next.as_deref(), Some("ab"));
    }

    #[test]
    fn what_is_no_page_is_none() {
        for body in ["", "<html>", "{}", r#"{"error": {"code": 400}}"#] {
            assert_eq!(page(body.as_bytes()), None, "{body}");
        }
        assert_eq!(list_url("a&key=b"), None);
    }
}
