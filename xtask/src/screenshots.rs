//! `cargo xtask screenshots`: takes the documentation's pictures of the page, and one of
//! every state that is looked at for accessibility, in every look.
//!
//! The pictures come from the release page in a real Chromium; what is on them
//! is decided by the test target `screenshots`, not here.

use std::path::Path;

use anyhow::{Result, bail};

use crate::serve::Server;
use crate::{checks, page, project, tools};

/// Where the pictures go.
const FOLDER: &str = "docs";

/// Where the pictures of every state go, seen from the project's folder; they are not in
/// the repository.
const STATES: &str = "target/states";

/// The tests that go through the states.
const WALKS: &str = "nobodys_way";

/// Builds and serves the page, and runs the target `screenshots` against it.
///
/// # Errors
/// When the page, Chromium or the target fails.
pub fn run() -> Result<()> {
    let Some(chromium) = tools::chromium::prepare()? else {
        bail!(
            "Screenshots need Chromium; {}",
            tools::chromium::HOW_TO_GET_IT
        );
    };
    page::build()?;
    let server = Server::start_for_tests(Path::new(project::DIST))?;
    checks::with_page(
        &["screenshots", "--", "--nocapture"],
        &server,
        &chromium,
        &[("MASQUE_SCREENSHOTS", FOLDER)],
    )?;
    let Some(axe) = tools::axe::prepare()? else {
        bail!("The pictures of every state need axe-core, which npm brings; install Node.js");
    };
    let states = std::env::current_dir()?.join(STATES);
    std::fs::create_dir_all(&states)?;
    let [axe, states] = [axe, states].map(|path| path.display().to_string());
    checks::with_page(
        &["browser", "--", "--test-threads=1", WALKS],
        &server,
        &chromium,
        &[("MASQUE_AXE", &axe), ("MASQUE_STATES", &states)],
    )?;
    println!("Every state is in {STATES}");
    Ok(())
}
