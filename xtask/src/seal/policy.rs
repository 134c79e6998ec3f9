//! The content-security policy: which scripts run, and the only two places
//! that the page may talk to.
//!
//! It is one constant table. It never allows inline styles, `eval`, frames or
//! another host; a new host is a new line here and a new sentence in the README.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The one host, besides its own, that the page talks to.
const GEMINI: &str = "https://generativelanguage.googleapis.com";

/// The policy for a `<meta>` element, for a page with these script hashes.
pub fn for_page(script_hashes: &[String]) -> String {
    let scripts = script_hashes
        .iter()
        .fold("'self' 'wasm-unsafe-eval'".to_owned(), |list, hash| {
            format!("{list} {hash}")
        });
    let connections = format!("'self' {GEMINI}");
    [
        ("default-src", "'none'"),
        ("script-src", &scripts),
        ("style-src", "'self'"),
        ("img-src", "'self' blob: data:"),
        ("font-src", "'self'"),
        ("connect-src", &connections),
        ("worker-src", "'self'"),
        ("manifest-src", "'self'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
        ("object-src", "'none'"),
    ]
    .map(|(directive, sources)| format!("{directive} {sources}"))
    .join("; ")
}

/// The policy for a header, which can also forbid framing.
pub fn for_header(script_hashes: &[String]) -> String {
    format!("{}; frame-ancestors 'none'", for_page(script_hashes))
}

/// The source expression `'sha256-…'` that allows exactly this inline script.
pub fn hash(script: &str) -> String {
    // HTML parsers turn every line end into a line feed before hashing.
    let normal = script.replace("\r\n", "\n").replace('\r', "\n");
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(normal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // The example in section 2.3.1 of Content Security Policy, level 3.
        assert_eq!(
            hash("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn line_ends_do_not_change_the_hash() {
        assert_eq!(hash("a\r\nb\rc"), hash("a\nb\nc"));
    }

    #[test]
    fn the_policy_names_one_foreign_host_and_nothing_loose() {
        let policy = for_header(&["'sha256-a'".to_owned()]);
        assert_eq!(policy.matches("https:").count(), 1);
        for loose in ["unsafe-inline", "'unsafe-eval'", "*", "http:"] {
            assert!(!policy.contains(loose), "{loose}");
        }
        assert!(
            policy.starts_with(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a'; "
            )
        );
        assert!(policy.ends_with("; frame-ancestors 'none'"));
    }
}
