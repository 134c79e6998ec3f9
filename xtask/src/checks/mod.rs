//! `cargo xtask test`: every check, fast ones first, the same as on CI.
//!
//! It stops at the first failure. What needs something that cannot be had, a
//! browser or the nightly compiler, is skipped loudly by its name, and on CI
//! Chromium never is. A new check is one variant of [`Check`] and its lines in
//! `steps.rs`.

mod engines;
pub mod fuzz;
mod miri;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

pub use steps::with_page;

/// What to test.
#[derive(Args)]
pub struct Options {
    /// Also run the long versions of tests (`MASQUE_LONG=1`), Miri, and the fuzz targets
    #[arg(long)]
    long: bool,
    /// Run only this check, with what it needs; may be given several times
    #[arg(long, value_name = "CHECK")]
    only: Vec<Check>,
}

/// The checks, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Check {
    /// Formatting
    Format,
    /// Lints, native, pure and WebAssembly
    Lints,
    /// Native tests and documentation examples
    Native,
    /// The documentation builds without a warning
    Docs,
    /// Texts that are JSON or just not quite
    JsonSuite,
    /// Masks against other people's programs
    Oracles,
    /// WebAssembly tests in Chromium
    Wasm,
    /// The release page builds
    Page,
    /// What a first visit loads
    Size,
    /// The release page in Chromium
    Browser,
    /// The release page in Firefox and in WebKitGTK
    Engines,
    /// The unit tests in Miri; only with --long, or by its name
    Miri,
    /// A minute of each fuzz target; only with --long, or by its name
    Fuzz,
}

impl Check {
    /// Whether it is too long for every run.
    fn is_long(self) -> bool {
        matches!(self, Self::Miri | Self::Fuzz)
    }
}

/// How a check ended.
pub enum Outcome {
    Passed,
    /// Not run, with the reason.
    Skipped(String),
}

/// One line of the summary.
struct Line {
    check: String,
    outcome: String,
    duration: Duration,
}

/// Gets what the checks need and runs them.
///
/// # Errors
/// When a tool is missing or a check fails; later checks do not run then.
pub fn run(options: &Options) -> Result<()> {
    let checks: Vec<Check> = Check::value_variants()
        .iter()
        .copied()
        .filter(|check| match options.only.as_slice() {
            [] => options.long || !check.is_long(),
            only => only.contains(check),
        })
        .collect();

    heading("Getting the tools ready");
    for check in &checks {
        steps::prepare(*check)?;
    }

    let mut summary = Vec::new();
    let result = run_all(&checks, options.long, &mut summary);
    print_summary(&summary);
    result
}

fn run_all(checks: &[Check], long: bool, summary: &mut Vec<Line>) -> Result<()> {
    for check in checks {
        let name = name(*check);
        heading(&name);
        let start = Instant::now();
        let result = steps::run(*check, long);
        let duration = start.elapsed();
        let outcome = match &result {
            Ok(Outcome::Passed) => "passed".to_owned(),
            Ok(Outcome::Skipped(reason)) => format!("SKIPPED: {reason}"),
            Err(_) => "FAILED".to_owned(),
        };
        println!("{name}: {outcome} ({:.1} s)", duration.as_secs_f64());
        summary.push(Line {
            check: name.clone(),
            outcome,
            duration,
        });
        result.with_context(|| {
            format!("The check `{name}` failed; run it alone with `cargo xtask test --only {name}`")
        })?;
    }
    Ok(())
}

fn name(check: Check) -> String {
    check
        .to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned())
}

fn heading(text: &str) {
    println!("\n== {text} ==");
}

fn print_summary(lines: &[Line]) {
    heading("Summary");
    for line in lines {
        println!(
            "{:<11}{:>8.1} s  {}",
            line.check,
            line.duration.as_secs_f64(),
            line.outcome
        );
    }
}
