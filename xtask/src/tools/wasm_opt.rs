//! Gets wasm-opt, which makes the WebAssembly smaller.
//!
//! Trunk takes the wasm-opt on PATH only in exactly the version that Trunk.toml
//! names. Debian's own is too old, and so is the one on crates.io (116), hence
//! the npm package.

use anyhow::Result;

use super::{is_version, npm};

/// The version, as in Trunk.toml's `version_132`.
const VERSION: &str = "132";

/// The npm package that carries it.
const PACKAGE: &str = "binaryen@132.0.0";

/// Gets wasm-opt; without npm it is left to Trunk, which downloads it.
///
/// # Errors
/// When npm or apt-get fails.
pub fn prepare() -> Result<()> {
    if is_version("wasm-opt", VERSION) {
        return Ok(());
    }
    if !npm::install(PACKAGE, "to make the page smaller")? {
        println!(
            "There is no npm, so Trunk will try to download wasm-opt {VERSION} itself; \
             if that fails, install Node.js (on a Mac: brew install node) and run this again"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn trunk_npm_and_this_file_name_one_version() -> Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Trunk.toml");
        let trunk = std::fs::read_to_string(root)?;
        assert!(trunk.contains(&format!("wasm_opt = \"version_{VERSION}\"")));
        assert!(PACKAGE.starts_with(&format!("binaryen@{VERSION}.")));
        Ok(())
    }
}
