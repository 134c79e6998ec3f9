//! A person's API key. Never prints itself and cannot be serialised.

/// An API key, as typed, without the blanks and quotes that come with pasting.
///
/// No form is checked: keys that start `AIza` and `AQ.` both exist.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// The key in `typed`; `None` when it holds none, or characters that no HTTP
    /// header can carry.
    ///
    /// ```
    /// use masque::gemini::ApiKey;
    /// let key = ApiKey::new(" \"AQ.abc\"\n").unwrap();
    /// assert_eq!(key.expose(), "AQ.abc");
    /// assert_eq!(format!("{key:?}"), "ApiKey(•••)");
    /// assert!(ApiKey::new("  ").is_none());
    /// ```
    pub fn new(typed: &str) -> Option<Self> {
        let key = typed.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`'));
        let carried = !key.is_empty() && key.chars().all(|c| c.is_ascii_graphic());
        carried.then(|| Self(key.to_owned()))
    }

    /// The key itself, for the one header that carries it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApiKey(•••)")
    }
}
