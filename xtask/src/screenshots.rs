//! `cargo xtask screenshots`: takes the documentation's pictures of the page.
//!
//! The pictures come from the release page in a real Chromium; what is on them
//! is decided by the test target `screenshots`, not here.

use std::path::Path;

use anyhow::{Result, bail};

use crate::serve::Server;
use crate::{checks, page, project, tools};

/// Where the pictures go.
const FOLDER: &str = "docs";

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
    )
}
