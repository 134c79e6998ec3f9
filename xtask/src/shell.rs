//! Runs other programs.
//!
//! The project's own tools come first on PATH, nothing ever reads from the
//! terminal, and a failure is a sentence that repeats the command.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::project;

/// A command for `program`, which is looked for among the project's tools and
/// then on PATH.
///
/// # Errors
/// When there is no such program.
pub fn command(program: &str) -> Result<Command> {
    let Some(path) = find(program) else {
        bail!("The program `{program}` was not found; install it and run this again");
    };
    Ok(command_at(&path))
}

/// A command for the program at `path`.
pub fn command_at(path: &Path) -> Command {
    let mut command = Command::new(path);
    command
        .env("PATH", search_path())
        // Trunk takes NO_COLOR=1, which others take for yes, for a mistake.
        .env_remove("NO_COLOR")
        .stdin(Stdio::null());
    command
}

/// Where `program` is, among the project's tools or on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    which::which_in(program, Some(search_path()), here).ok()
}

/// Runs a command, showing it and its output.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    println!("  $ {shown}");
    let status = command
        .status()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command quietly and gives what it wrote to its standard output.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub fn capture(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!(
            "`{shown}` failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a program answers to `--version`; nothing when it is not there or
/// does not run.
pub fn version_line(path: &Path) -> Option<String> {
    capture(command_at(path).arg("--version")).ok()
}

/// PATH with the project's own tools in front.
fn search_path() -> OsString {
    let tools = env::current_dir().unwrap_or_default().join(project::TOOLS);
    let own = [
        tools.join("cargo/bin"),
        tools.join("node/node_modules/.bin"),
    ];
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(env::split_paths(&inherited));
    // Joining fails only when a folder's name holds the separator itself.
    env::join_paths(all).unwrap_or(inherited.clone())
}

/// The command as a reader would type it: the program's name, not its path.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or_default().to_string_lossy()];
    words.extend(
        command
            .get_args()
            .map(|argument| argument.to_string_lossy()),
    );
    words.join(" ")
}
