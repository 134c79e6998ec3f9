//! What each check needs and does.
//!
//! A check only starts programs and reads their result; what is tested is
//! written in the tests themselves.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::{Check, Outcome, engines, fuzz, miri};
use crate::serve::Server;
use crate::tools::chromium::{self, Chromium};
use crate::{page, project, shell, size, tools};

/// Seconds that the WebAssembly tests may take in the browser.
const WASM_TEST_SECONDS: &str = "300";

/// The test targets that ask programs in Python.
const ORACLES: [&str; 5] = ["pillow", "formats", "polygons", "operations", "exports"];

/// Seconds of each fuzz target.
const FUZZ_SECONDS: u32 = 60;

/// Gets what a check needs. What cannot be had is not an error yet.
pub fn prepare(check: Check) -> Result<()> {
    match check {
        Check::Format => tools::prepare_component("rustfmt"),
        Check::Lints => {
            tools::prepare_component("clippy")?;
            tools::prepare_wasm_target()
        }
        Check::Native | Check::Docs => Ok(()),
        Check::JsonSuite => tools::json_suite::prepare().map(drop),
        Check::Oracles => {
            tools::python::prepare()?;
            tools::python::prepare_loaders()?;
            tools::prepare_pngcheck()?;
            chromium::prepare().map(drop)
        }
        Check::Wasm => {
            tools::prepare_wasm_target()?;
            tools::prepare_wasm_bindgen()?;
            chromium::prepare().map(drop)
        }
        Check::Page | Check::Size => tools::prepare_page(),
        Check::Browser => {
            tools::prepare_page()?;
            tools::axe::prepare()?;
            chromium::prepare().map(drop)
        }
        Check::Engines => {
            tools::prepare_page()?;
            engines::prepare()
        }
        Check::Miri => tools::nightly::prepare_miri().map(drop),
        Check::Fuzz => tools::nightly::prepare_fuzzing().map(drop),
    }
}

/// Runs a check; `long` also runs the long versions of tests.
pub fn run(check: Check, long: bool) -> Result<Outcome> {
    match check {
        Check::Format => {
            cargo(&["fmt", "--all", "--check"], &[])?;
            let fuzz = ["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"];
            cargo(&fuzz, &[])?;
        }
        Check::Lints => lints()?,
        Check::Native => {
            cargo(&["test", "--workspace"], long_variable(long))?;
            cargo(
                &["test", "--no-default-features", "--lib"],
                long_variable(long),
            )?;
            // The long answers, and the time that they take.
            shell::run(&mut pure_tests(&["malformed"], long_variable(long))?)?;
        }
        Check::Docs => cargo(
            &["doc", "--workspace", "--no-deps"],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )?,
        Check::JsonSuite => return json_suite(),
        Check::Oracles => oracles(long)?,
        Check::Wasm => return in_chromium(|chromium| wasm(chromium, long)),
        Check::Page => page::build()?,
        Check::Size => size::run()?,
        Check::Browser => return in_chromium(|chromium| browser(chromium, long)),
        Check::Engines => return engines::run(),
        Check::Miri => return miri::run(),
        Check::Fuzz => return fuzz::run_for(FUZZ_SECONDS, |_| true),
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

fn json_suite() -> Result<Outcome> {
    let Some(cases) = tools::json_suite::prepare()? else {
        return Ok(Outcome::Skipped(
            "JSONTestSuite, which npm brings; install Node.js (on a Mac: brew install node)"
                .to_owned(),
        ));
    };
    let mut command = pure_tests(&["json_suite"], &[])?;
    shell::run(command.env("MASQUE_JSON_SUITE", cases))?;
    Ok(Outcome::Passed)
}

fn oracles(long: bool) -> Result<()> {
    let python = tools::python::prepare()?;
    let mut command = pure_tests(&ORACLES, long_variable(long))?;
    let loaders = tools::python::prepare_loaders()?;
    command
        .env("MASQUE_PYTHON", python)
        .env("MASQUE_EXPORT_PYTHON", loaders);
    // Two more judges, which the tests name when they are not there.
    let pngcheck = tools::prepare_pngcheck()?;
    let chromium = chromium::prepare()?;
    if project::is_ci() && (!pngcheck || chromium.is_none()) {
        bail!("On CI pngcheck and Chromium may not be missing, they judge exports");
    }
    if let Some(chromium) = chromium {
        command.env("MASQUE_CHROMIUM", chromium.browser);
    }
    shell::run(&mut command)
}

/// Runs test targets in a release build of the pure rooms: the page's own
/// libraries need not be compiled. What they counted and timed is shown.
fn pure_tests(targets: &[&str], variables: &[(&str, &str)]) -> Result<Command> {
    let mut command = cargo_command(&["test", "--release", "--no-default-features"], variables)?;
    for target in targets {
        command.args(["--test", target]);
    }
    command.args(["--", "--show-output"]);
    Ok(command)
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
    let mut arguments = vec!["browser", "--", "--test-threads=1"];
    let axe = tools::axe::prepare()?.map(|path| path.display().to_string());
    let mut variables = long_variable(long).to_vec();
    match &axe {
        Some(path) => variables.push(("MASQUE_AXE", path)),
        None if project::is_ci() => bail!("There is no npm, and on CI axe-core is needed"),
        None => {
            println!("SKIPPED: axe-core, which npm brings; install Node.js");
            arguments.extend(["--skip", "accessibility::"]);
        }
    }
    with_page(&arguments, &server, chromium, &variables)
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
