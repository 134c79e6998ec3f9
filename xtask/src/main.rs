//! `cargo xtask`: builds, serves and tests the page.
//!
//! Nothing here ends up in the page, and nothing here talks to Gemini. Every
//! command installs what it needs (under `.tools`, or through the system's own
//! package manager), says so first, and stops with a sentence when it cannot.
//! A new command is one variant of [`Task`] and one module.

mod bench;
mod checks;
mod corpus;
mod page;
mod project;
mod samples;
mod screenshots;
mod seal;
mod serve;
mod shell;
mod size;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, serves and tests Masque.
#[derive(Parser)]
#[command(name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

/// What there is to do.
#[derive(Subcommand)]
enum Task {
    /// Build the page if it is out of date, then serve it on this machine
    Serve(serve::Options),
    /// Build the page into `dist` if it is out of date
    Build,
    /// Run every check, fast ones first
    Test(checks::Options),
    /// Say what a first visit loads, and fail when it is over the budget
    Size,
    /// Measure Masque and its peers on the same work, and write it down
    Bench(bench::Options),
    /// Run the fuzz targets for as long as you like
    Fuzz(checks::fuzz::Options),
    /// Take the documentation's screenshots again
    Screenshots,
    /// Write the content-security policy into a built page; Trunk calls this
    Seal {
        /// The folder with index.html; Trunk gives it in `TRUNK_STAGING_DIR`
        folder: Option<PathBuf>,
    },
    /// Render the sample pictures and their answers anew; use a release build
    Samples,
    /// Write the malformed answers of `tests/malformed` anew
    Corpus,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Sentences only: a stack trace would tell the reader nothing.
            eprintln!("\n{error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    if let Task::Seal { folder } = arguments.task {
        return seal::run(folder);
    }

    project::enter_root()?;
    match arguments.task {
        Task::Serve(options) => serve::run(&options),
        Task::Build => page::build(),
        Task::Test(options) => checks::run(&options),
        Task::Size => size::run(),
        Task::Bench(options) => bench::run(&options),
        Task::Fuzz(options) => checks::fuzz::run(&options),
        Task::Screenshots => screenshots::run(),
        Task::Seal { folder } => seal::run(folder),
        Task::Samples => samples::run(std::path::Path::new("."), false),
        Task::Corpus => corpus::run(),
    }
}
