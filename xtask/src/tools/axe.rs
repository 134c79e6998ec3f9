//! Gets axe-core, which finds what stands in the way of assistive technology.
//!
//! Only the tests read it: it never becomes a part of the page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::npm;
use crate::project;

/// The npm package.
const PACKAGE: &str = "axe-core@4.14.1";

/// The checksum of its archive: npm notes it, having compared what came with what
/// was announced.
const CHECKSUM: &str = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";

/// Gets it and gives the absolute path of its script; nothing when there is no npm
/// and this program may not install it.
///
/// # Errors
/// When npm or apt-get fails, or another archive came than the one that is known.
pub fn prepare() -> Result<Option<PathBuf>> {
    let packages = Path::new(project::TOOLS)
        .join(npm::FOLDER)
        .join("node_modules");
    let script = std::path::absolute(packages.join("axe-core/axe.min.js"))?;
    let is_known = || noted(&packages).is_some_and(|checksum| checksum == CHECKSUM);
    if script.is_file() && is_known() {
        return Ok(Some(script));
    }
    if !npm::install(PACKAGE, "to check how accessible the page is")? {
        return Ok(None);
    }
    if !is_known() {
        bail!("{PACKAGE} came with another checksum than the one that is known");
    }
    fs::metadata(&script).with_context(|| format!("{} is not there", script.display()))?;
    Ok(Some(script))
}

/// The checksum that npm noted for what is installed.
fn noted(packages: &Path) -> Option<String> {
    let notes = fs::read_to_string(packages.join(".package-lock.json")).ok()?;
    checksum(&notes)
}

fn checksum(notes: &str) -> Option<String> {
    let notes: Value = serde_json::from_str(notes).ok()?;
    let checksum = &notes["packages"]["node_modules/axe-core"]["integrity"];
    checksum.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_found_in_what_npm_notes() {
        let notes = r#"{"packages": {
            "node_modules/axe-core": {"version": "4.14.1", "integrity": "sha512-axe"},
            "node_modules/other": {"integrity": "sha512-other"}
        }}"#;
        assert_eq!(checksum(notes).as_deref(), Some("sha512-axe"));
        assert_eq!(checksum(r#"{"packages": {}}"#), None);
        assert_eq!(checksum("no JSON"), None);
    }
}
