//! The unit tests of the pure rooms in Miri, which interprets them and stops at
//! undefined behaviour: ours has no `unsafe`, the libraries below it do.
//!
//! Miri is some thousand times slower than the machine: all of them take about an hour.
//! Tests that are large on purpose are smaller under `cfg!(miri)`; two are left out,
//! which only large masks can pass.

use anyhow::Result;

use super::Outcome;
use crate::shell;
use crate::tools::nightly;

/// Tests ask for an environment variable, so no isolation. Which pointers may be
/// used beside which is not looked at: that takes far longer. The same sine is the
/// same number each time, as on every machine.
const FLAGS: &str =
    "-Zmiri-disable-isolation -Zmiri-disable-stacked-borrows -Zmiri-deterministic-floats";

/// On so many cases a property is tried whose test does not say how many.
const CASES: &str = "2";

/// Runs them, or says loudly that they do not run.
///
/// # Errors
/// When Miri stops at something or a test fails.
pub fn run() -> Result<Outcome> {
    let nightly = match nightly::prepare_miri()? {
        Ok(nightly) => nightly,
        Err(missing) => {
            return Ok(Outcome::Skipped(format!(
                "the unit tests in Miri, which need {missing}"
            )));
        }
    };
    let mut command = nightly.cargo()?;
    command
        .args(["miri", "test", "--no-default-features", "--lib"])
        .env("MIRIFLAGS", FLAGS)
        .env("PROPTEST_CASES", CASES);
    shell::run(&mut command)?;
    Ok(Outcome::Passed)
}
