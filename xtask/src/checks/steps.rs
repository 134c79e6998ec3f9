//! What each check needs and does.
//!
//! A check only starts programs and reads their result; what is tested is
//! written in the tests themselves.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Check, Outcome};
use crate::serve::Server;
use crate::tools::chromium::{self, Chromium};
use crate::{page, project, shell, size, tools};

/// Seconds that the WebAssembly tests may take in the browser.
const WASM_TEST_SECONDS: &str = "300";

/// Gets what a check needs. A missing browser is not an error yet.
pub fn prepare(check: Check) -> Result<()> {
    match check {
        Check::Format => tools::prepare_component("rustfmt"),
        Check::Lints => {
            tools::prepare_component("clippy")?;
            tools::prepare_wasm_target()
        }
        Check::Native | Check::Docs => Ok(()),
        Check::Pillow => tools::python::prepare().map(drop),
        Check::Wasm => {
            tools::prepare_wasm_target()?;
            tools::prepare_wasm_bindgen()?;
            chromium::prepare().map(drop)
        }
        Check::Page | Check::Size => tools::prepare_page(),
        Check::Browser => {
            tools::prepare_page()?;
            chromium::prepare().map(drop)
        }
    }
}

/// Runs a check; `long` also runs the long versions of tests.
pub fn run(check: Check, long: bool) -> Result<Outcome> {
    match check {
        Check::Format => cargo(&["fmt", "--all", "--check"], &[])?,
        Check::Lints => lints()?,
        Check::Native => {
            cargo(&["test", "--workspace"], long_variable(long))?;
            cargo(
                &["test", "--no-default-features", "--lib"],
                long_variable(long),
            )?;
            // The long answers, and the time that they take.
            cargo(
                &[
                    "test",
                    "--release",
                    "--no-default-features",
                    "--test",
                    "malformed",
                ],
                long_variable(long),
            )?;
        }
        Check::Docs => cargo(
            &["doc", "--workspace", "--no-deps"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )?,
        Check::Pillow => pillow(long)?,
        Check::Wasm => return in_chromium(|chromium| wasm(chromium, long)),
        Check::Page => page::build()?,
        Check::Size => size::run()?,
        Check::Browser => return in_chromium(|chromium| browser(chromium, long)),
    }
    Ok(Outcome::Passed)
}

/// Runs `cargo test --test` with `arguments`, the target's name first, telling
/// the test where the page, the browser and its driver are.
///
/// # Errors
/// When the test fails.
pub fn with_page(
    arguments: &[&str],
    server: &Server,
    chromium: &Chromium,
    variables: &[(&str, &str)],
) -> Result<()> {
    let mut command = shell::command("cargo")?;
    command
        // The whole workspace, so that what the native tests compiled is used.
        .args(["test", "--workspace", "--test"])
        .args(arguments)
        .env("MASQUE_PAGE", server.page())
        .env("MASQUE_PAGE_IN_FOLDER", server.page_in_folder())
        .env("MASQUE_CHROMIUM", &chromium.browser)
        .env("MASQUE_CHROMEDRIVER", &chromium.driver)
        .envs(variables.iter().copied());
    shell::run(&mut command)
}

fn lints() -> Result<()> {
    let scopes: [&[&str]; 3] = [
        &["--workspace", "--all-targets"],
        &["--no-default-features", "--lib"],
        &[
            "--target",
            tools::WASM_TARGET,
            "--lib",
            "--bins",
            "--test",
            "web",
        ],
    ];
    for scope in scopes {
        cargo(
            &[&["clippy"], scope, &["--", "-D", "warnings"]].concat(),
            &[],
        )?;
    }
    Ok(())
}

fn pillow(long: bool) -> Result<()> {
    let python = tools::python::prepare()?;
    // Only the pure rooms: the page's own libraries need not be compiled.
    let mut command = cargo_command(
        &[
            "test",
            "--release",
            "--no-default-features",
            "--test",
            "pillow",
        ],
        long_variable(long),
    )?;
    shell::run(command.env("MASQUE_PYTHON", python))
}

fn wasm(chromium: &Chromium, long: bool) -> Result<()> {
    let runner = tools::prepare_wasm_bindgen()?;
    let arguments = ["test", "--target", tools::WASM_TARGET, "--test", "web"];
    let mut command = cargo_command(&arguments, long_variable(long))?;
    shell::run(
        command
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", &chromium.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", WASM_TEST_SECONDS),
    )
}

fn browser(chromium: &Chromium, long: bool) -> Result<()> {
    page::build()?;
    let server = Server::start_for_tests(Path::new(project::DIST))?;
    // One browser at a time: several would share the machine's few cores.
    let arguments = ["browser", "--", "--test-threads=1"];
    with_page(&arguments, &server, chromium, long_variable(long))
}

/// Runs a check that needs Chromium, or says loudly that it does not run.
fn in_chromium(check: impl FnOnce(&Chromium) -> Result<()>) -> Result<Outcome> {
    match chromium::prepare()? {
        Some(chromium) => check(&chromium).map(|()| Outcome::Passed),
        None if project::is_ci() => bail!(
            "There is no Chromium, and on CI its tests may not be skipped; {}",
            chromium::HOW_TO_GET_IT
        ),
        None => Ok(Outcome::Skipped(format!(
            "browser tests in Chromium, which is not on this machine; {}",
            chromium::HOW_TO_GET_IT
        ))),
    }
}

fn long_variable(long: bool) -> &'static [(&'static str, &'static str)] {
    if long { &[("MASQUE_LONG", "1")] } else { &[] }
}

fn cargo(arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    shell::run(&mut cargo_command(arguments, variables)?)
}

fn cargo_command(arguments: &[&str], variables: &[(&str, &str)]) -> Result<Command> {
    let mut command = shell::command("cargo")?;
    command.args(arguments).envs(variables.iter().copied());
    Ok(command)
}
