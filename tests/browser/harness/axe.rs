//! What axe-core holds against the page as it is at this moment. Only asks and
//! tells; `cargo xtask test` says where axe-core lies, and the page's own policy
//! knows nothing of it, since WebDriver's scripts stand outside of that.

use serde_json::{Value, json};

use super::browser::setting;
use super::{Page, or_fail};

/// The rules that count: those of WCAG 2.0 to 2.2 on levels A and AA, and what
/// axe-core's makers advise beyond.
const TAGS: [&str; 6] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
];

/// Has axe-core look at everything; each violation is its rule, its place and
/// what would mend it.
const LOOK: &str = "
    const options = {
        runOnly: { type: 'tag', values: arguments[0] },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
    };
    return axe.run(document, options).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary])));";

/// Something on the page that stands in somebody's way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Obstacle {
    /// The rule that it breaks, by axe-core's name or in our own words.
    pub rule: String,
    /// Where it is.
    pub place: String,
    /// What is wrong with it.
    pub summary: String,
}

impl Obstacle {
    /// What a script returned: a list of rules, places and summaries.
    pub(super) fn list(value: &Value) -> Vec<Self> {
        let text = |value: &Value| {
            let words = value.as_str().unwrap_or_default().split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        };
        let obstacles = value.as_array().into_iter().flatten();
        let obstacles = obstacles.map(|one| Self {
            rule: text(&one[0]),
            place: text(&one[1]),
            summary: text(&one[2]),
        });
        obstacles.collect()
    }
}

impl Page {
    /// Everything that axe-core holds against the page.
    #[track_caller]
    pub fn violations(&self) -> Vec<Obstacle> {
        if self.script("return 'axe' in window", json!([])) != true {
            let source = std::fs::read_to_string(setting("MASQUE_AXE"));
            self.script(&or_fail("axe-core", source), json!([]));
        }
        let found = self.script(LOOK, json!([TAGS]));
        assert!(found.is_array(), "axe-core says {found}");
        Obstacle::list(&found)
    }
}
