//! Makes Python environments: one with the packages that the oracle tests
//! import, one with the programs that load exports, one with those that the
//! benchmarks measure.
//!
//! They live in `.tools`; the system's own Python is never changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::{announce, apt};
use crate::shell;

/// An environment: where it is, what is in it, and why.
struct Environment {
    folder: &'static str,
    /// The file with the packages and their versions.
    requirements: &'static str,
    why: &'static str,
}

/// Makes the oracle tests' environment, or makes it again when the packages
/// changed, and gives the absolute path of its interpreter.
///
/// # Errors
/// When there is no Python, or the packages cannot be installed.
pub fn prepare() -> Result<PathBuf> {
    made(&Environment {
        folder: ".tools/python",
        requirements: "tests/oracles/requirements.txt",
        why: "to compare masks with independent programs",
    })
}

/// As [`prepare`], with the programs that load exports.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_loaders() -> Result<PathBuf> {
    made(&Environment {
        folder: ".tools/export-python",
        requirements: "tests/oracles/exports-requirements.txt",
        why: "to load exports as other programs do; 1.4 GB, most of it theirs",
    })
}

/// As [`prepare`], with the benchmarks' packages.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_peers() -> Result<PathBuf> {
    made(&Environment {
        folder: ".tools/bench-python",
        requirements: "benches/peers/requirements.txt",
        why: "to measure Masque against them",
    })
}

fn made(environment: &Environment) -> Result<PathBuf> {
    let requirements = environment.requirements;
    let wanted = fs::read_to_string(requirements)
        .with_context(|| format!("{requirements} cannot be read"))?;
    let folder = std::path::absolute(environment.folder)?;
    let interpreter = folder.join("bin/python");
    let record = folder.join("requirements.installed");
    if fs::read_to_string(&record).is_ok_and(|installed| installed == wanted)
        && shell::version_line(&interpreter).is_some()
    {
        return Ok(interpreter);
    }

    prepare_venv()?;
    announce(
        &format!("Python packages ({})", names(&wanted)),
        environment.why,
        "seconds",
    );
    shell::run(
        shell::command("python3")?
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    shell::run(
        shell::command_at(&interpreter)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-cache-dir",
                "-r",
            ])
            .arg(Path::new(requirements)),
    )
    .context("The Python packages were not installed; is the network there?")?;
    fs::write(&record, wanted)
        .with_context(|| format!("{} cannot be written", record.display()))?;
    Ok(interpreter)
}

/// The packages that a list of requirements names.
fn names(requirements: &str) -> String {
    let lines = requirements.lines().map(str::trim);
    let packages = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    packages.collect::<Vec<_>>().join(", ")
}

/// Makes sure that Python can make environments; Debian splits that off.
fn prepare_venv() -> Result<()> {
    if can_make_environments()
        || (apt::install(
            &["python3", "python3-venv"],
            "to make an environment for packages",
            "seconds",
        )? && can_make_environments())
    {
        return Ok(());
    }
    bail!(
        "Python 3 with its module venv is missing; install it \
         (Debian: apt install python3-venv; on a Mac: brew install python)"
    )
}

fn can_make_environments() -> bool {
    shell::command("python3").is_ok_and(|mut python| {
        shell::capture(python.args(["-c", "import venv, ensurepip"])).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packages_are_named_without_the_remarks() {
        assert_eq!(names("# Why.\na==1\n\n  b==2\n"), "a==1, b==2");
    }
}
