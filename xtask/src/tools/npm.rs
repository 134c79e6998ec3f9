//! Installs packages of npm into `.tools/node`.
//!
//! It never runs a package's own install scripts.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::{announce, apt};
use crate::{project, shell};

/// Where the packages are, under the project's tools.
pub const FOLDER: &str = "node";

/// Installs `package`, `name@version`; false when there is no npm and this
/// program may not install it.
///
/// # Errors
/// When npm or apt-get fails.
pub fn install(package: &str, why: &str) -> Result<bool> {
    if shell::find("npm").is_none()
        && !apt::install(
            &["nodejs", "npm"],
            &format!("to get {package}"),
            "about 2 minutes",
        )?
    {
        return Ok(false);
    }
    announce(package, why, "seconds");
    shell::run(
        shell::command("npm")?
            .args(["install", "--prefix"])
            .arg(Path::new(project::TOOLS).join(FOLDER))
            .args(["--no-audit", "--no-fund", "--ignore-scripts", package]),
    )
    .with_context(|| format!("{package} was not installed; is the network there?"))?;
    Ok(true)
}
