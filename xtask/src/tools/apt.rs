//! Installs packages on Debian and its relatives.
//!
//! It never asks for a password: without the right to install, it says no.

use anyhow::Result;

use super::announce;
use crate::shell;

/// Installs `packages` when this machine has apt-get, the right to use it, and a source
/// that offers them all; false when it has not.
///
/// # Errors
/// When apt-get fails.
pub fn install(packages: &[&str], why: &str, duration: &str) -> Result<bool> {
    let Some(apt_get) = permitted() else {
        return Ok(false);
    };
    announce(
        &packages.join(" "),
        &format!("{why}, with apt-get"),
        duration,
    );
    run(&apt_get, &["update", "--quiet"])?;
    if !packages.iter().all(|package| is_offered(package)) {
        return Ok(false);
    }
    let flags = ["install", "--quiet", "--yes", "--no-install-recommends"];
    run(&apt_get, &[&flags, packages].concat())?;
    Ok(true)
}

/// Whether a source of this machine has the package, by this name.
fn is_offered(package: &str) -> bool {
    let asked = shell::command("apt-cache");
    asked.is_ok_and(|mut command| shell::capture(command.args(["show", package])).is_ok())
}

/// The words that begin an apt-get command, when it may be used.
fn permitted() -> Option<Vec<&'static str>> {
    shell::find("apt-get")?;
    let user = shell::capture(shell::command("id").ok()?.arg("-u")).ok()?;
    if user == "0" {
        return Some(vec!["env"]);
    }
    shell::capture(shell::command("sudo").ok()?.args(["-n", "true"])).ok()?;
    Some(vec!["sudo", "-n", "env"])
}

fn run(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let (program, rest) = prefix.split_first().unwrap_or((&"env", &[]));
    shell::run(
        shell::command(program)?
            .args(rest)
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
            .args(arguments),
    )
}
