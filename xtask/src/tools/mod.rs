//! Gets the tools that building and testing need.
//!
//! A tool that is there in the right version is used as it is. Everything else
//! goes into `.tools`, or, for Node.js, browsers, pngcheck, Python's parts and a C++
//! compiler, through apt-get where that is allowed; parts of Rust come through
//! rustup. Nothing else of the system is changed, and each installation is
//! announced with its reason and a rough duration.

mod apt;
pub mod axe;
pub mod chromium;
pub mod firefox;
pub mod json_suite;
pub mod nightly;
mod npm;
pub mod python;
mod wasm_opt;
pub mod webkit;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::{project, shell};

/// The target that the page is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The version of Trunk that builds the page.
const TRUNK_VERSION: &str = "0.21.14";

/// Gets everything that building the page needs.
///
/// # Errors
/// With a sentence on what is missing and how to get it.
pub fn prepare_page() -> Result<()> {
    prepare_wasm_target()?;
    prepare_trunk()?;
    prepare_wasm_bindgen()?;
    wasm_opt::prepare()
}

/// Gets the program that checks PNG files; false where it is not there and this
/// program may not install it.
///
/// # Errors
/// When installing it fails.
pub fn prepare_pngcheck() -> Result<bool> {
    if shell::find("pngcheck").is_some() {
        return Ok(true);
    }
    apt::install(&["pngcheck"], "to check the PNGs of exports", "seconds")
}

/// Gets the standard library for WebAssembly.
///
/// # Errors
/// When it is not there and there is no rustup to get it.
pub fn prepare_wasm_target() -> Result<()> {
    let folder = shell::capture(shell::command("rustc")?.args([
        "--print",
        "target-libdir",
        "--target",
        WASM_TARGET,
    ]))?;
    if Path::new(&folder).is_dir() {
        return Ok(());
    }
    if shell::find("rustup").is_none() {
        bail!(
            "Rust's standard library for {WASM_TARGET} is missing and there is no rustup; \
             install it through your system, or get Rust from rustup.rs"
        );
    }
    announce(
        "Rust's standard library for WebAssembly",
        "to compile the page",
        "seconds",
    );
    shell::run(shell::command("rustup")?.args(["target", "add", WASM_TARGET]))
}

/// Gets a part of Rust's tools, `rustfmt` or `clippy`.
///
/// # Errors
/// When it is not there and there is no rustup to get it.
pub fn prepare_component(component: &str) -> Result<()> {
    let program = match component {
        "clippy" => "cargo-clippy",
        other => other,
    };
    // rustup leaves a program of that name even when the part is missing.
    if shell::find(program).is_some_and(|path| shell::version_line(&path).is_some()) {
        return Ok(());
    }
    if shell::find("rustup").is_none() {
        bail!("{component} is missing and there is no rustup; install it through your system");
    }
    announce(component, "to check the sources", "seconds");
    shell::run(shell::command("rustup")?.args(["component", "add", component]))
}

/// Gets wasm-bindgen, which must match the library in Cargo.lock exactly, and
/// gives the path of its test runner.
///
/// # Errors
/// When it cannot be installed.
pub fn prepare_wasm_bindgen() -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    let runner = "wasm-bindgen-test-runner";
    if !(is_version("wasm-bindgen", &version) && is_version(runner, &version)) {
        announce(
            &format!("wasm-bindgen {version}"),
            "to connect WebAssembly with JavaScript",
            "about 3 minutes",
        );
        // Without --locked: its lock file names a crate that cannot be had.
        install_crate("wasm-bindgen-cli", &version, &[])?;
    }
    shell::find(runner)
        .context("wasm-bindgen came without its test runner; remove .tools and run this again")
}

fn prepare_trunk() -> Result<()> {
    if is_version("trunk", TRUNK_VERSION) {
        return Ok(());
    }
    announce(
        &format!("Trunk {TRUNK_VERSION}"),
        "to build the page",
        "about 8 minutes",
    );
    install_crate("trunk", TRUNK_VERSION, &["--locked"])
}

fn install_crate(name: &str, version: &str, extra: &[&str]) -> Result<()> {
    let root = Path::new(project::TOOLS).join("cargo");
    shell::run(
        shell::command("cargo")?
            .args(["install", "--force", "--root"])
            .arg(root)
            .arg(format!("{name}@{version}"))
            .args(extra),
    )
    .with_context(|| format!("{name} {version} was not installed; is the network there?"))
}

/// True when `program` is there and says that it has exactly this version.
fn is_version(program: &str, version: &str) -> bool {
    shell::find(program)
        .and_then(|path| shell::version_line(&path))
        .is_some_and(|line| says_version(&line, version))
}

fn says_version(line: &str, version: &str) -> bool {
    line.split_whitespace().any(|word| word == version)
}

fn announce(what: &str, why: &str, duration: &str) {
    println!("Installing {what} {why} ({duration})");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_whole_words() {
        assert!(says_version("trunk 0.21.14", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!says_version("", "1"));
    }
}
