//! The release page in the engines beside Chromium's, one after the other.
//!
//! What is tested is written in `tests/engines`, which knows both. An engine that
//! cannot be had is skipped by its name, with the way to get it; one that can be had
//! and cannot be installed is an error. A new engine is one file in `tools` and its
//! lines in [`run`].

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Outcome;
use crate::serve::Server;
use crate::tools::{firefox, webkit};
use crate::{page, project, shell};

/// Gets the engines. What cannot be had is not an error yet.
pub fn prepare() -> Result<()> {
    firefox::prepare()?;
    webkit::prepare().map(drop)
}

/// Runs the tests in each engine.
pub fn run() -> Result<Outcome> {
    page::build()?;
    let server = Server::start_for_tests(Path::new(project::DIST))?;
    let mut missing = Vec::new();
    match firefox::prepare()? {
        Some(firefox) => {
            let mut command = test(&server, "firefox", &firefox.driver)?;
            shell::run(command.env("MASQUE_ENGINE_BROWSER", firefox.browser))?;
        }
        None => missing.push(skip("Firefox", firefox::HOW_TO_GET_IT)),
    }
    match webkit::prepare()? {
        Some(webkit) => {
            let screen = webkit.screen()?;
            let mut command = test(&server, "webkit", &webkit.driver)?;
            shell::run(
                command
                    .env("DISPLAY", &screen.name)
                    .env_remove("WAYLAND_DISPLAY")
                    // The screen that nobody sees has no graphics card.
                    .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
            )?;
        }
        None => missing.push(skip("WebKitGTK", webkit::HOW_TO_GET_IT)),
    }
    Ok(match missing.is_empty() {
        true => Outcome::Passed,
        false => Outcome::Skipped(missing.join("; ")),
    })
}

/// Says loudly that an engine's tests do not run, and gives what was said.
fn skip(engine: &str, how_to_get_it: &str) -> String {
    let said = format!("the page in {engine}, which is not on this machine; {how_to_get_it}");
    println!("SKIPPED: {said}");
    said
}

fn test(server: &Server, engine: &str, driver: &Path) -> Result<Command> {
    println!("In {engine}:");
    let mut command = shell::command("cargo")?;
    command
        // The whole workspace, so that what the native tests compiled is used.
        .args(["test", "--workspace", "--test", "engines"])
        // One browser at a time: several would share the machine's few cores.
        .args(["--", "--test-threads=1"])
        .env("MASQUE_PAGE", server.page())
        .env("MASQUE_ENGINE", engine)
        .env("MASQUE_ENGINE_DRIVER", driver);
    Ok(command)
}
