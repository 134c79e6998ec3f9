//! The findings in Markdown.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::contenders::ALL;
use super::contest::MAIN;
use super::findings::Findings;
use super::outline;
use super::shipped::{RATES, WAYS};
use super::statistics::percentile;
use super::targets::{self, ratio};

/// Where the findings are written.
const FILE: &str = "docs/benchmarks.md";

/// What the part begins with that the browser tests' figures are noted in.
const UNDER_THE_HAND: &str = "## The page under the hand";

/// Writes the findings into the documentation; what stands there of the page under the
/// hand stays.
///
/// # Errors
/// When the file cannot be written.
pub fn write(text: &str) -> Result<()> {
    let before = fs::read_to_string(FILE).unwrap_or_default();
    let noted = before.find(UNDER_THE_HAND).and_then(|at| before.get(at..));
    let text = match noted {
        Some(noted) => format!("{}\n\n{noted}", text.trim_end()),
        None => text.to_owned(),
    };
    fs::write(FILE, text).with_context(|| format!("{FILE} cannot be written"))
}

/// The findings as Markdown.
pub fn text(findings: &Findings, work: &Value) -> String {
    let mut text = String::from(INTRODUCTION);
    let parts = [
        reached(findings),
        times(findings),
        comparisons(findings),
        stages(findings),
        shipped(findings),
        memory(findings),
        by_outline(findings),
        workload(work),
        machine(findings),
    ];
    for part in parts {
        text.push('\n');
        text.push_str(&part);
    }
    text
}

const INTRODUCTION: &str = "# Benchmarks

Written by `cargo xtask bench`; do not edit. `cargo xtask bench --quick` prints \
the most important rows in less time and writes nothing. `cargo bench --bench \
stages --no-default-features` measures the stages natively.

Everything was measured in one run on one machine, in turns: each round runs \
every contender once, or a few times where it takes only milliseconds. Times \
are medians of wall clock inside the program, in milliseconds, from the \
answer's text in memory, the picture decoded, to the finished result. Read them \
as ratios; another machine has other times. A contender whose output is not \
what the table of outputs asks for gets no time.
";

fn reached(findings: &Findings) -> String {
    let rows = targets::all(findings).into_iter().map(|target| {
        let verdict = match target.is_reached {
            Some(true) => "reached",
            Some(false) => "**not reached**",
            None => "—",
        };
        vec![target.what, target.found, verdict.to_owned()]
    });
    let table = table(&["To reach", "Found", ""], rows);
    format!("## What was to be reached\n\n{table}")
}

fn times(findings: &Findings) -> String {
    let tables = [
        ("Text to finished result", "overlay in full", "ours full"),
        ("COCO's run lengths", "run lengths", "ours lengths"),
    ];
    let tables = tables.map(|(title, whose, rival)| {
        let mut head = vec![format!("Milliseconds (times as long as Masque's {whose})")];
        head.extend(findings.cases.iter().cloned());
        let contenders = ALL.iter().filter(|contender| contender.rival() == rival);
        let rows = contenders.map(|contender| {
            let mut row = vec![contender.title.to_owned()];
            let cases = findings.cases.iter();
            row.extend(cases.map(|case| {
                let Some(time) = findings.time(case, contender.name) else {
                    return "outputs differ".to_owned();
                };
                match ratio(findings, case, contender.name, rival) {
                    Some(ratio) => format!("{} ({})", short(time), short(ratio)),
                    None => short(time),
                }
            }));
            row
        });
        format!("## {title}\n\n{}", table(&head, rows))
    });
    let [finished, lengths] = tables;
    format!(
        "{finished}\n{}\n{lengths}",
        "Masque's overlay lies over the picture, which the page shows as an image of its own; \
         all peers' results contain the picture. The row with the same picture as (a) is like \
         for like: photo drawn to a canvas, read back where masks lie, blended, put back. In \
         the rows of the worker that ships, everything goes through messages, as on the page, \
         and masks have rims; in full, most of the time is the browser's own, which hands a \
         canvas of that size from the worker to the page: one mask takes nearly as long as \
         fifty. On screen the page never draws in full.\n"
    )
}

fn comparisons(findings: &Findings) -> String {
    let case = MAIN.to_owned();
    let rows = ALL.iter().map(|contender| {
        let found = findings.comparisons.get(&(case.clone(), contender.name));
        vec![
            contender.title.to_owned(),
            contender.matches.words(),
            found.cloned().unwrap_or_default(),
        ]
    });
    let table = table(&["", "What is compared", &format!("Found, {MAIN}")], rows);
    format!(
        "## Outputs\n\n{}\n{table}",
        "Before any time is taken, the library's masks must be the ones that Pillow makes, \
         bit for bit, and each contender's output is held against the exact one. \
         A difference in levels is of 255, counted where at most one mask lies: \
         `supervision` does not stack overlapping masks.\n"
    )
}

fn stages(findings: &Findings) -> String {
    let mut head = vec!["Milliseconds, all masks"];
    head.extend(findings.stages.keys().map(String::as_str));
    let names = findings.stages.values().next().into_iter().flatten();
    let rows = names.map(|(name, _)| {
        let mut row = vec![name.clone()];
        row.extend(findings.stages.values().map(|stages| {
            let found = stages.iter().find(|(other, _)| other == name);
            found.map_or_else(String::new, |(_, time)| short(*time))
        }));
        row
    });
    let table = table(&head, rows);
    format!("## Masque's stages, in Chromium\n\n{table}")
}

fn shipped(findings: &Findings) -> String {
    let series = |name: String| findings.series.get(&name).cloned().unwrap_or_default();
    let mut text = String::from(
        "## The worker that ships\n\n\
         50 masks in a picture of 12 MP, shown at 1600×1200, milliseconds.\n\n",
    );
    let firsts = ["hard", "soft"].into_iter().flat_map(|kind| {
        ["cold", "warmed up"].map(|how| {
            let times = series(format!("first {kind} {how}"));
            vec![
                format!("First answer in a fresh browser, {kind}, {how}"),
                targets::middle(&times),
                percentile(&times, 100).map_or_else(String::new, short),
            ]
        })
    });
    text += &table(&["", "Median", "Worst"], firsts);
    let _ = writeln!(
        text,
        "\nThe warm-up itself takes {} ms (median); the page asks for it when a picture is \
         opened. Here the answer comes a second after it; Gemini's takes longer. Each step \
         begins when the one before is on the screen, as a slider's do.",
        targets::middle(&series("warm-up".to_owned()))
    );
    text.push('\n');
    let steps = ["hard", "soft"].into_iter().flat_map(|kind| {
        WAYS.into_iter().flat_map(move |how| {
            let places = ["page", "shipped"].into_iter();
            places.flat_map(move |place| RATES.map(|rate| (kind, how, place, rate)))
        })
    });
    let steps = steps.map(|(kind, how, place, rate)| {
        let times = series(format!("step {kind} {how} {place} {rate}"));
        let place = match place {
            "page" => "on the page's own thread",
            _ => "in the shipped worker",
        };
        vec![
            format!("Threshold step, {kind}, {how}, {place}, page slowed down {rate}×"),
            percentile(&times, 50).map_or_else(String::new, short),
            percentile(&times, 95).map_or_else(String::new, short),
        ]
    });
    text += &table(&["", "p50", "p95"], steps);
    text += "\nA step in the shipped worker ends when the page is told that the pixels are \
        written; they lie in the memory of a canvas of the page's, and the next frame shows \
        them. Slowing down is Chromium's own (Emulation.setCPUThrottlingRate). It is for pages \
        only: asked to slow a worker down, Chromium answers \"Operation is only supported for \
        pages, not workers\". So in the shipped worker only the page's part (asking, and being \
        told) was slowed down. On the page's own thread everything was, the work on the masks \
        too.\n";
    text
}

fn memory(findings: &Findings) -> String {
    let rows = findings.memory.iter().map(|(what, bytes)| {
        let found = bytes.map(|bytes| format!("{:.0}", bytes / 1e6));
        vec![
            what.clone(),
            found.unwrap_or_else(|| "not measured".to_owned()),
        ]
    });
    let table = table(&["Megabytes at the peak, 50 hard masks", ""], rows);
    format!(
        "## Memory\n\n{}\n{table}",
        "Of the peers: resident memory above what the program held with the picture loaded. \
         Of a page: the same, summed over all of the browser's processes, after three runs; \
         of ours it includes loading the module or starting the worker. Where an overlay is \
         drawn, the picture itself is not loaded: on the page it is an image of its own. The \
         browser's own count (measureUserAgentSpecificMemory) leaves WebAssembly's memory out; \
         the target is held against the sum of the two.\n"
    )
}

fn by_outline(findings: &Findings) -> String {
    let points = &findings.outline;
    let mut text = String::from(
        "## Cost by outline\n\n\
         ![Time against outline and area](cost-by-outline.svg)\n\n\
         Grey values to runs, natively, for stars of 0 to 64 points in boxes of a hundredth \
         to all of pictures of 1, 12 and 48 MP. Lines: time in proportion.",
    );
    let (outline, area) = (
        outline::correlation(points, |point| point.outline_px),
        outline::correlation(points, |point| point.box_px),
    );
    // Writing into a string does not fail.
    let _ = writeln!(
        text,
        " The logarithm of the time correlates with that of the outline's length by \
         {outline:.2}, with that of the box's area by {area:.2}."
    );
    text
}

fn workload(work: &Value) -> String {
    let answers = work["answers"].as_array().into_iter().flatten();
    let rows = answers.map(|answer| {
        let number = |key: &str| answer[key].as_f64().unwrap_or(f64::NAN);
        vec![
            answer["name"].as_str().unwrap_or_default().to_owned(),
            format!("{:.1}", number("bytes") / 1000.0),
            format!("{:.0}", number("png_bytes")),
            format!("{:.2}", number("share")),
            format!("{:.0}", number("small_boxes")),
        ]
    });
    let head = [
        "Masks",
        "Answer, kB",
        "PNG, median bytes",
        "Boxes' area / picture's",
        "Boxes with a side under 256 px at 12 MP",
    ];
    format!(
        "## The work\n\n{}\n{}",
        "Made from a fixed seed by `benches/workload`: pictures of 1152×864, 4032×3024 and \
         8064×6048 pixels (smooth fields with grain, raw RGBA), and answers as Gemini writes \
         them, with 256×256 grey PNGs. Hard masks hold 0 and 255 only, like the one real mask \
         whose bytes are known; soft ones have edges of 3–10 mask pixels. The boxes' edges \
         are chosen so that rounding and flooring give the same pixel, since the peers floor. \
         Of the eighteen combinations six are measured: that of the targets, and five that \
         show what more or fewer masks, soft ones and larger or smaller pictures cost.\n",
        table(&head, rows)
    )
}

fn machine(findings: &Findings) -> String {
    let rows = findings.machine.iter();
    let rows = rows.map(|(what, which)| vec![what.clone(), which.clone()]);
    format!("## Machine and versions\n\n{}", table(&["", ""], rows))
}

fn table<T: AsRef<str>>(head: &[T], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head.iter().map(AsRef::as_ref).collect());
    text.push_str(&line(vec!["---"; head.len()]));
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

/// A number with about three digits.
fn short(number: f64) -> String {
    match number {
        100.0.. => format!("{number:.0}"),
        10.0..100.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_three_digits() {
        let shown = [1234.5, 56.78, 9.876, 0.004].map(short);
        assert_eq!(shown, ["1234", "56.8", "9.88", "0.00"]);
    }

    #[test]
    fn a_contender_without_a_time_is_said_to_differ() {
        let mut findings = Findings {
            cases: vec![MAIN.to_owned()],
            ..Findings::default()
        };
        let key = |name| (MAIN.to_owned(), name);
        findings
            .times
            .insert(key("cookbook"), vec![900.0, 1000.0, 1100.0]);
        findings.times.insert(key("ours full"), vec![10.0]);
        let text = times(&findings);
        assert!(text.contains("NumPy) | 1000 (100) |"), "{text}");
        assert!(text.contains("(c) sharp | outputs differ |"), "{text}");
    }
}
