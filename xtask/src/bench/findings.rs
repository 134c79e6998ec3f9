//! What was found, as plain values.

use std::collections::BTreeMap;

use super::outline::Point;

/// Everything that a run found.
#[derive(Default)]
pub struct Findings {
    /// Machine and versions: what, and which.
    pub machine: Vec<(String, String)>,
    /// The cases, in the order in which they were held.
    pub cases: Vec<String>,
    /// Milliseconds by case and contender.
    pub times: BTreeMap<(String, &'static str), Vec<f64>>,
    /// How a contender's output compared, by case and contender.
    pub comparisons: BTreeMap<(String, &'static str), String>,
    /// Contenders whose output differs, with the case.
    pub differing: Vec<String>,
    /// Milliseconds of our stages, by case.
    pub stages: BTreeMap<String, Vec<(String, f64)>>,
    /// What else was measured in milliseconds, by what it is.
    pub series: BTreeMap<String, Vec<f64>>,
    /// Bytes beyond what was there before, by what used them.
    pub memory: Vec<(String, Option<f64>)>,
    /// Masks of many outlines.
    pub outline: Vec<Point>,
}

impl Findings {
    /// The median time of a contender in a case, in milliseconds; nothing when
    /// its output differed.
    pub fn time(&self, case: &str, contender: &str) -> Option<f64> {
        let found = self.times.iter();
        let mut found = found.filter(|((of, name), _)| of == case && *name == contender);
        super::statistics::median(found.next()?.1)
    }
}
