//! The `_headers` file, in the syntax that Cloudflare Pages and Netlify share:
//! a path, then indented headers.
//!
//! No header is set by two rules that match the same path, because hosts join
//! such values instead of choosing one.

/// Headers for the paths that a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// A path from the site's root, with at most one `*` for any characters.
    pub pattern: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
}

impl Rule {
    fn new(pattern: &str, headers: &[(&str, &str)]) -> Self {
        Self {
            pattern: pattern.to_owned(),
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    /// True when the rule is for `path`, which begins with a slash.
    pub fn matches(&self, path: &str) -> bool {
        match self.pattern.split_once('*') {
            Some((before, after)) => path
                .strip_prefix(before)
                .is_some_and(|rest| rest.ends_with(after)),
            None => self.pattern == path,
        }
    }
}

/// The site's rules: `policy` everywhere, and caching by kind of file.
/// `hashed_modules` are the paths of files whose name changes with them.
pub fn for_site(policy: &str, hashed_modules: &[String]) -> Vec<Rule> {
    let everywhere = Rule::new(
        "/*",
        &[
            ("Content-Security-Policy", policy),
            ("X-Content-Type-Options", "nosniff"),
            // Keys that are restricted to a website need the origin.
            ("Referrer-Policy", "strict-origin"),
            (
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=()",
            ),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ],
    );
    // Trunk names the JavaScript after the WebAssembly, and does not hash the
    // app's and the worker's names at all, so the same name can come with another
    // content: it is asked for again every time.
    let fresh = [
        "/",
        "/index.html",
        "/*.js",
        "/masque_bg.wasm",
        "/worker_bg.wasm",
    ];
    let fresh =
        fresh.map(|pattern| Rule::new(pattern, &[("Cache-Control", "max-age=0, must-revalidate")]));
    let lasting = hashed_modules
        .iter()
        .map(|path| Rule::new(path, &[("Cache-Control", "max-age=31536000, immutable")]));

    [everywhere]
        .into_iter()
        .chain(fresh)
        .chain(lasting)
        .collect()
}

/// The rules as text.
pub fn render(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        text.push_str(&rule.pattern);
        text.push('\n');
        for (name, value) in &rule.headers {
            text.push_str(&format!("  {name}: {value}\n"));
        }
    }
    text
}

/// The text as rules. Comments, and lines that belong to no rule, are left out.
pub fn parse(text: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            rules.push(Rule::new(content, &[]));
        } else if let (Some(rule), Some((name, value))) =
            (rules.last_mut(), content.split_once(':'))
        {
            rule.headers
                .push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Vec<Rule> {
        for_site(
            "default-src 'none'; img-src blob:",
            &["/a-0_bg.wasm".to_owned()],
        )
    }

    fn cache_of(path: &str) -> Vec<String> {
        rules()
            .into_iter()
            .filter(|rule| rule.matches(path))
            .flat_map(|rule| rule.headers)
            .filter(|(name, _)| name == "Cache-Control")
            .map(|(_, value)| value)
            .collect()
    }

    #[test]
    fn text_and_rules_say_the_same() {
        assert_eq!(parse(&render(&rules())), rules());
        assert_eq!(parse("# a comment\n\n  Lost: a\n"), []);
    }

    #[test]
    fn each_path_gets_one_caching_rule_at_most() {
        assert_eq!(cache_of("/"), ["max-age=0, must-revalidate"]);
        assert_eq!(cache_of("/index.html"), ["max-age=0, must-revalidate"]);
        assert_eq!(cache_of("/deep/a.js"), ["max-age=0, must-revalidate"]);
        assert_eq!(cache_of("/a-0_bg.wasm"), ["max-age=31536000, immutable"]);
        assert!(cache_of("/samples/cat.png").is_empty());
    }

    #[test]
    fn every_path_gets_the_policy() {
        for path in ["/", "/a.js", "/deep/a.wasm", "/absent"] {
            let policies = rules()
                .into_iter()
                .filter(|rule| rule.matches(path))
                .flat_map(|rule| rule.headers)
                .filter(|(name, _)| name == "Content-Security-Policy");
            assert_eq!(policies.count(), 1, "{path}");
        }
    }
}
