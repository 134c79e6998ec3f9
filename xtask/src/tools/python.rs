//! Makes a Python environment with the packages that the oracle tests import.
//!
//! It lives in `.tools/python`; the system's own Python is never changed.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use super::{announce, apt};
use crate::shell;

/// The packages, with their versions.
const REQUIREMENTS: &str = "tests/oracles/requirements.txt";

/// Where the environment is.
const ENVIRONMENT: &str = ".tools/python";

/// Makes the environment, or makes it again when the packages changed, and
/// gives the absolute path of its interpreter.
///
/// # Errors
/// When there is no Python, or the packages cannot be installed.
pub fn prepare() -> Result<PathBuf> {
    let wanted = fs::read_to_string(REQUIREMENTS)
        .with_context(|| format!("{REQUIREMENTS} cannot be read"))?;
    let folder = std::path::absolute(ENVIRONMENT)?;
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
        "to compare masks with independent programs",
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
                "-r",
            ])
            .arg(Path::new(REQUIREMENTS)),
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
            "for the oracle tests",
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
