//! Says loudly what is skipped. Never through `println!`: the test harness keeps
//! back what tests that pass print.

use std::io::Write as _;

/// Writes one line to the standard error stream itself.
pub fn say(what: &str) {
    // Nobody listens any more where this fails.
    writeln!(std::io::stderr(), "SKIPPED: {what}").ok();
}
