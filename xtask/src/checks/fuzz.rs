//! Runs the fuzz targets: `cargo xtask fuzz`, and a minute of each in the long
//! run of the checks.
//!
//! What is tested stands in `fuzz/targets`. Inputs that lead somewhere new are
//! kept in `fuzz/corpus`, which is not in the repository, and are the start of
//! the next run. A new target is one line in [`TARGETS`].

use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::Outcome;
use crate::shell;
use crate::tools::nightly::{self, Nightly};

/// A fuzz target, and the longest input that it is given, in bytes.
struct Target {
    name: &'static str,
    longest: u32,
}

/// The targets, in the order in which they run.
const TARGETS: [Target; 7] = [
    Target {
        name: "reader",
        longest: 16 << 10,
    },
    Target {
        name: "pieces",
        longest: 8 << 10,
    },
    Target {
        name: "decode",
        longest: 64 << 10,
    },
    Target {
        name: "polygon",
        longest: 2 << 10,
    },
    Target {
        name: "rle",
        longest: 8 << 10,
    },
    Target {
        name: "annotations",
        longest: 8 << 10,
    },
    Target {
        name: "metadata",
        longest: 4 << 10,
    },
];

/// Words that answers and picture files are made of.
const DICTIONARY: &str = "fuzz/answers.dict";

/// The code has no `unsafe`, so that the sanitizers would find little and make
/// every execution slower.
const SANITIZER: [&str; 2] = ["--sanitizer", "none"];

/// Seconds that one input may take: many times what the slowest takes.
const INPUT_SECONDS: u32 = 5;

/// Megabytes that a target may use, all its inputs together.
const MEMORY_MEGABYTES: u32 = 1024;

/// Lines of a failed target's output that are shown.
const TAIL: usize = 40;

/// How long to fuzz what.
#[derive(Args)]
pub struct Options {
    /// Minutes for each target
    #[arg(long, default_value_t = 1)]
    minutes: u32,
    /// Run only this target; may be given several times
    #[arg(long, value_name = "TARGET", value_parser = names())]
    only: Vec<String>,
}

/// Runs the targets that `options` name.
///
/// # Errors
/// When a tool is missing, or an input was found that makes a target fail.
pub fn run(options: &Options) -> Result<()> {
    let seconds = options.minutes.saturating_mul(60);
    let chosen =
        |name: &str| options.only.is_empty() || options.only.iter().any(|only| only == name);
    match run_for(seconds, chosen)? {
        Outcome::Passed => Ok(()),
        Outcome::Skipped(reason) => bail!("Nothing was run: {reason}"),
    }
}

/// Runs each target whose name is `chosen` for so many seconds, and says how
/// often it was executed.
pub fn run_for(seconds: u32, chosen: impl Fn(&str) -> bool) -> Result<Outcome> {
    let nightly = match nightly::prepare_fuzzing()? {
        Ok(nightly) => nightly,
        Err(missing) => {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            let names = names.join(", ");
            return Ok(Outcome::Skipped(format!(
                "the fuzz targets {names}, which need {missing}"
            )));
        }
    };
    shell::run(nightly.cargo()?.args(["fuzz", "build"]).args(SANITIZER))?;
    for target in TARGETS.iter().filter(|target| chosen(target.name)) {
        run_one(&nightly, target, seconds)?;
    }
    Ok(Outcome::Passed)
}

fn run_one(nightly: &Nightly, target: &Target, seconds: u32) -> Result<()> {
    let name = target.name;
    let corpus = format!("fuzz/corpus/{name}");
    fs::create_dir_all(Path::new(&corpus)).with_context(|| format!("{corpus} cannot be made"))?;
    let mut command = nightly.cargo()?;
    command
        .args(["fuzz", "run"])
        .args(SANITIZER)
        .args([name, &corpus, &format!("fuzz/seeds/{name}"), "--"])
        .arg(format!("-dict={DICTIONARY}"))
        .arg(format!("-max_len={}", target.longest))
        .arg(format!("-timeout={INPUT_SECONDS}"))
        .arg(format!("-rss_limit_mb={MEMORY_MEGABYTES}"))
        .arg(format!("-max_total_time={seconds}"));
    println!("  $ {}", shell::shown(&command));
    let output = command.stderr(Stdio::piped()).output()?;
    // libFuzzer repeats inputs in what it says, whatever bytes they have.
    let said = String::from_utf8_lossy(&output.stderr);
    match executions(&said) {
        Some((count, taken)) if output.status.success() => {
            println!("{name}: {count} executions in {taken} s, no failure");
            Ok(())
        }
        _ => {
            let lines: Vec<&str> = said.lines().collect();
            let tail = lines.get(lines.len().saturating_sub(TAIL)..);
            eprintln!("{}", tail.unwrap_or(&lines).join("\n"));
            bail!(
                "The fuzz target `{name}` failed; the input is in fuzz/artifacts/{name}, \
                 and its name stands above"
            );
        }
    }
}

/// How often a target was executed, and in how many seconds, from libFuzzer's
/// `Done 7 runs in 61 second(s)`.
fn executions(said: &str) -> Option<(u64, u64)> {
    let line = said.lines().rev().find(|line| line.starts_with("Done "))?;
    let mut numbers = line.split(' ').filter_map(|word| word.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

fn names() -> clap::builder::PossibleValuesParser {
    TARGETS.iter().map(|target| target.name).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_found_in_what_libfuzzer_says() {
        let said = "#2\tINITED\n#77\tDONE   cov: 9\nDone 1234567 runs in 61 second(s)\n";
        assert_eq!(executions(said), Some((1_234_567, 61)));
        assert_eq!(executions("==1== ERROR: libFuzzer: deadly signal"), None);
    }

    #[test]
    fn every_target_is_run_and_has_seeds() -> Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        let mut files: Vec<String> = fs::read_dir(root.join("targets"))?
            .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
            .collect();
        files.sort();
        let mut named: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        named.sort_unstable();
        assert_eq!(files, named);
        for name in named {
            let seeds = fs::read_dir(root.join("seeds").join(name))?.count();
            assert!(seeds > 0, "no seeds for {name}");
        }
        Ok(())
    }
}
