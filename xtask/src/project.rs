//! Where things are in the project, and what its lock file says.
//!
//! Paths are relative to the project's root, which [`enter_root`] makes the
//! current folder; no path of a particular machine is ever named.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};

/// Where Trunk writes the finished page.
pub const DIST: &str = "dist";

/// Where tools that only this project uses are installed; ignored by git.
pub const TOOLS: &str = ".tools";

/// Makes the project's root the current folder.
///
/// # Errors
/// When the folder cannot be entered.
pub fn enter_root() -> Result<()> {
    let root = root();
    env::set_current_dir(&root)
        .with_context(|| format!("The project's folder {} cannot be entered", root.display()))
}

/// The version of `package` that Cargo.lock asks for.
///
/// # Errors
/// When Cargo.lock cannot be read or does not name the package exactly once.
pub fn locked_version(package: &str) -> Result<String> {
    let text = fs::read_to_string("Cargo.lock")
        .context("Cargo.lock cannot be read; run `cargo generate-lockfile` first")?;
    version_in_lock(&text, package)
}

/// True on a continuous-integration machine, where nothing may be skipped.
pub fn is_ci() -> bool {
    env::var("CI").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn root() -> PathBuf {
    // Cargo sets this when it runs the program, so that a moved checkout works.
    let own_folder = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own_folder
        .parent()
        .map_or(own_folder.clone(), Path::to_path_buf)
}

fn version_in_lock(text: &str, package: &str) -> Result<String> {
    let lock: toml::Table = text
        .parse()
        .context("Cargo.lock is not valid; run `cargo generate-lockfile`")?;
    let versions: Vec<&str> = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .filter_map(|entry| entry.get("version").and_then(toml::Value::as_str))
        .collect();

    match versions.as_slice() {
        [version] => Ok((*version).to_owned()),
        [] => Err(anyhow!(
            "Cargo.lock does not name {package}; run `cargo generate-lockfile`"
        )),
        _ => Err(anyhow!(
            "Cargo.lock names several versions of {package} ({}); \
             run `cargo update` until one is left",
            versions.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_file_gives_the_one_version_of_a_package() {
        let lock = "version = 4\n\
            [[package]]\nname = \"a\"\nversion = \"1.2.3\"\n\
            [[package]]\nname = \"twice\"\nversion = \"1.0.0\"\n\
            [[package]]\nname = \"twice\"\nversion = \"2.0.0\"\n";
        assert_eq!(version_in_lock(lock, "a").ok().as_deref(), Some("1.2.3"));
        assert!(version_in_lock(lock, "twice").is_err());
        assert!(version_in_lock(lock, "absent").is_err());
        assert!(version_in_lock("not toml [", "a").is_err());
    }
}
