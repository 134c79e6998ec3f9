//! Gets Rust's nightly compiler, and what fuzzing and Miri need beside it.
//!
//! It never makes the nightly compiler the default one. Where something is not
//! offered for this machine, it says what; the checks that need it are then
//! skipped.

use std::process::Command;

use anyhow::Result;

use super::{announce, apt, install_crate, is_version};
use crate::shell;

/// The version of cargo-fuzz.
const CARGO_FUZZ_VERSION: &str = "0.13.1";

/// A nightly compiler that is there.
pub struct Nightly(());

impl Nightly {
    /// A command for the nightly toolchain's cargo.
    ///
    /// # Errors
    /// When rustup vanished.
    pub fn cargo(&self) -> Result<Command> {
        let mut command = shell::command("rustup")?;
        command.args(["run", "nightly", "cargo"]);
        // These name the compiler that this program itself was started with.
        for variable in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"] {
            command.env_remove(variable);
        }
        Ok(command)
    }
}

/// A tool, or what is missing for it, in a few words.
pub type Offered = std::result::Result<Nightly, &'static str>;

/// Gets what fuzzing needs.
///
/// # Errors
/// When cargo-fuzz or the C++ compiler cannot be installed.
pub fn prepare_fuzzing() -> Result<Offered> {
    if !has_toolchain()? {
        return Ok(Err(NO_NIGHTLY));
    }
    // libFuzzer is compiled on this machine.
    if shell::find("c++").is_none() && !apt::install(&["g++"], "to build libFuzzer", "seconds")? {
        return Ok(Err("a C++ compiler"));
    }
    if !is_version("cargo-fuzz", CARGO_FUZZ_VERSION) {
        announce(
            &format!("cargo-fuzz {CARGO_FUZZ_VERSION}"),
            "to run the fuzz targets",
            "about 1 minute",
        );
        install_crate("cargo-fuzz", CARGO_FUZZ_VERSION, &["--locked"])?;
    }
    Ok(Ok(Nightly(())))
}

/// Gets what Miri needs.
///
/// # Errors
/// When rustup cannot be started.
pub fn prepare_miri() -> Result<Offered> {
    if !has_toolchain()? {
        return Ok(Err(NO_NIGHTLY));
    }
    let nightly = Nightly(());
    let runs = || -> Result<bool> {
        let version = nightly.cargo()?.args(["miri", "--version"]).output()?;
        Ok(version.status.success())
    };
    if !runs()? {
        announce("Miri", "to run the unit tests in an interpreter", "seconds");
        let parts = ["component", "add", "--toolchain", "nightly"];
        let added = shell::run(
            shell::command("rustup")?
                .args(parts)
                .args(["miri", "rust-src"]),
        );
        if added.is_err() || !runs()? {
            return Ok(Err("Miri, which rustup does not offer here"));
        }
    }
    Ok(Ok(nightly))
}

/// What a check says that does not run without it.
const NO_NIGHTLY: &str = "Rust's nightly compiler (rustup toolchain install nightly)";

/// Whether the nightly toolchain is there, or could be installed.
fn has_toolchain() -> Result<bool> {
    if shell::find("rustup").is_none() {
        return Ok(false);
    }
    let runs = || -> Result<bool> {
        let version = ["run", "nightly", "rustc", "--version"];
        Ok(shell::capture(shell::command("rustup")?.args(version)).is_ok())
    };
    if runs()? {
        return Ok(true);
    }
    announce(
        "Rust's nightly compiler",
        "for fuzzing and Miri",
        "about 1 minute",
    );
    let install = ["toolchain", "install", "nightly", "--profile", "minimal"];
    Ok(shell::run(shell::command("rustup")?.args(install)).is_ok() && runs()?)
}
