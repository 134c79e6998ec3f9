//! What the project set out to reach, each line held against the findings.

use super::contest::{MAIN, SOFT};
use super::findings::Findings;
use super::statistics::{median, percentile};

/// One line.
pub struct Target {
    /// What is to be reached.
    pub what: String,
    /// What was found.
    pub found: String,
    /// Whether that is enough; nothing where it was not measured.
    pub is_reached: Option<bool>,
}

/// All lines.
pub fn all(findings: &Findings) -> Vec<Target> {
    let mut targets = Vec::new();
    for (case, ours, what, peer, goal) in [
        (MAIN, "ours full", "overlay in full", "cookbook", 100.0),
        (MAIN, "ours full", "overlay in full", "sharp", 40.0),
        (MAIN, "ours full", "overlay in full", "canvas grey", 5.0),
        (MAIN, "ours blend", "the same picture", "cookbook", 15.0),
        (MAIN, "ours blend", "the same picture", "sharp", 5.0),
        (MAIN, "ours blend", "the same picture", "canvas grey", 1.0),
        (SOFT, "ours full", "overlay in full", "cookbook", 40.0),
    ] {
        let ratio = ratio(findings, case, peer, ours);
        targets.push(Target {
            what: format!("{case}: {what}, faster than {peer} by {goal}×"),
            found: ratio.map_or_else(unmeasured, |ratio| format!("{ratio:.1}×")),
            is_reached: ratio.map(|ratio| ratio >= goal),
        });
    }
    let copies = ratio(findings, MAIN, "ours memory", "floor copy");
    targets.push(Target {
        what: format!("{MAIN}: in WebAssembly's memory, within 3 copies of the picture"),
        found: copies.map_or_else(unmeasured, |copies| format!("{copies:.2} copies")),
        is_reached: copies.map(|copies| copies <= 3.0),
    });
    let lengths = ratio(findings, MAIN, "pycocotools", "ours lengths");
    targets.push(Target {
        what: format!("{MAIN}: COCO's run lengths, faster than pycocotools by 150×"),
        found: lengths.map_or_else(unmeasured, |ratio| format!("{ratio:.0}×")),
        is_reached: lengths.map(|ratio| ratio >= 150.0),
    });
    for (series, what, percent, limit) in [
        (
            "step hard exact shipped 1",
            "threshold step, exact, p95",
            95,
            6.0,
        ),
        (
            "step hard dragging shipped 1",
            "threshold step while dragging, p95",
            95,
            4.0,
        ),
        (
            "step hard exact page 6",
            "threshold step, exact, p95, all of it slowed down 6×",
            95,
            16.7,
        ),
        (
            "step hard dragging page 6",
            "threshold step while dragging, p95, all of it slowed down 6×",
            95,
            16.7,
        ),
        (
            "first hard warmed up",
            "first answer after the warm-up",
            50,
            10.0,
        ),
    ] {
        let found = findings.series.get(series);
        let found = found.and_then(|times| percentile(times, percent));
        targets.push(milliseconds(what, limit, found));
    }
    for (kind, rate) in [("hard", 1), ("hard", 4), ("soft", 1), ("soft", 4)] {
        let tasks = findings.series.get(&format!("tasks {kind} {rate}"));
        // The browser reports only tasks of 50 ms or more.
        let longest = tasks.map(|tasks| percentile(tasks, 100).unwrap_or(0.0));
        targets.push(Target {
            what: format!("No task over 50 ms on the page's thread, {kind}, slowed down {rate}×"),
            found: tasks.map_or_else(unmeasured, |tasks| match longest {
                Some(some) if some > 0.0 => format!("{} tasks, up to {some:.0} ms", tasks.len()),
                _ => "none".to_owned(),
            }),
            is_reached: longest.map(|longest| longest <= 50.0),
        });
    }
    for picture in ["12MP", "48MP"] {
        let found = display_memory(findings, picture).map(|bytes| bytes / 1e6);
        targets.push(Target {
            what: format!("{picture}: memory beyond the picture for display, at most 40 MB"),
            found: found.map_or_else(unmeasured, |found| format!("{found:.0} MB")),
            is_reached: found.map(|found| found <= 40.0),
        });
    }
    targets
}

/// Bytes of WebAssembly's memory, and what the browser counts for the page beside
/// it, its canvas above all, where an overlay of 1600×1200 is shown.
fn display_memory(findings: &Findings, picture: &str) -> Option<f64> {
    let of = |what: &str| {
        let name = format!("{picture} {what}");
        let mut memory = findings.memory.iter();
        memory.find(|(of, _)| *of == name)?.1
    };
    let wasm = of("ours display, WebAssembly's memory")?;
    Some(wasm + of("ours display, as the browser counts it")?)
}

/// How many times longer `slow` takes than `fast`.
pub fn ratio(findings: &Findings, case: &str, slow: &str, fast: &str) -> Option<f64> {
    Some(findings.time(case, slow)? / findings.time(case, fast)?)
}

fn milliseconds(what: &str, limit: f64, found: Option<f64>) -> Target {
    Target {
        what: format!("{what}, within {limit} ms"),
        found: found.map_or_else(unmeasured, |found| format!("{found:.1} ms")),
        is_reached: found.map(|found| found <= limit),
    }
}

fn unmeasured() -> String {
    "not measured".to_owned()
}

/// The median of a series, in words.
pub fn middle(times: &[f64]) -> String {
    median(times).map_or_else(unmeasured, |time| format!("{time:.1}"))
}
