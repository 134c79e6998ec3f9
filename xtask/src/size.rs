//! `cargo xtask size`: what a first visit loads, against a budget.
//!
//! It reads `dist` and changes nothing. Samples are left out, since they are
//! loaded only when somebody asks for one.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use walkdir::WalkDir;

use crate::{page, project};

/// The most that a first visit may load, in bytes after brotli.
const FIRST_VISIT: usize = 30_000;

/// The most that the app may be, which is loaded when somebody is there, in bytes
/// after brotli: a second on a slow phone's network.
const APP: usize = 320_000;

/// Kinds of file that a first visit loads.
const LOADED: [&str; 9] = [
    "html",
    "wasm",
    "js",
    "css",
    "svg",
    "png",
    "ico",
    "webmanifest",
    "woff2",
];

/// A folder of `dist` that a first visit does not load.
const SAMPLES: &str = "samples";

/// What the names of the app's files begin with, and of the worker's.
const APP_NAME: &str = "masque";
const WORKER_NAME: &str = "worker";

/// Sizes in bytes.
#[derive(Clone, Copy, Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds the page if it is out of date, and prints and checks its sizes.
///
/// # Errors
/// When the page cannot be built or read, or is over the budget.
pub fn run() -> Result<()> {
    page::build()?;
    check(Path::new(project::DIST))
}

/// Prints and checks the sizes of the page in `dist`.
///
/// # Errors
/// When the page cannot be read or is over the budget.
pub fn check(dist: &Path) -> Result<()> {
    let first_visit = table(dist, "First visit, bytes", Moment::FirstVisit)?;
    println!();
    let app = table(dist, "When somebody is there, bytes", Moment::Somebody)?;
    println!();
    table(dist, "With the first picture, bytes", Moment::FirstPicture)?;

    for (what, sizes, budget) in [
        ("A first visit", first_visit, FIRST_VISIT),
        ("The app", app, APP),
    ] {
        if sizes.brotli > budget {
            bail!(
                "{what} is {} bytes after brotli, which is over the budget of {budget}; look \
                 for a new dependency or web-sys feature",
                sizes.brotli
            );
        }
    }
    Ok(())
}

/// When a file of the page is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Before anything is done.
    FirstVisit,
    /// At the first sign of a person.
    Somebody,
    /// When the first picture is opened.
    FirstPicture,
    /// Only by a person's choice, or never.
    Later,
}

/// Prints the files that are loaded at `moment` and gives their total.
fn table(dist: &Path, title: &str, moment: Moment) -> Result<Sizes> {
    let mut total = Sizes::default();
    println!(
        "{title:<44}{:>10}{:>10}{:>10}",
        "raw", "gzip -9", "brotli 11"
    );
    for entry in WalkDir::new(dist).sort_by_file_name() {
        let entry = entry.context("The page cannot be read; run `cargo xtask build`")?;
        let Ok(name) = entry.path().strip_prefix(dist) else {
            continue;
        };
        if !entry.file_type().is_file() || loaded(name) != moment {
            continue;
        }
        let bytes = fs::read(entry.path())
            .with_context(|| format!("{} cannot be read", entry.path().display()))?;
        let sizes = measure(&bytes)?;
        print_row(&name.to_string_lossy(), sizes);
        total.raw += sizes.raw;
        total.gzip += sizes.gzip;
        total.brotli += sizes.brotli;
    }
    print_row("total", total);
    Ok(total)
}

fn loaded(name: &Path) -> Moment {
    let kind = name.extension().and_then(|kind| kind.to_str());
    if name.starts_with(SAMPLES) || !kind.is_some_and(|kind| LOADED.contains(&kind)) {
        Moment::Later
    } else if name.to_string_lossy().starts_with(WORKER_NAME) {
        Moment::FirstPicture
    } else if name.to_string_lossy().starts_with(APP_NAME) {
        Moment::Somebody
    } else {
        Moment::FirstVisit
    }
}

fn measure(bytes: &[u8]) -> Result<Sizes> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    Ok(Sizes {
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.len(),
    })
}

fn print_row(name: &str, sizes: Sizes) {
    println!(
        "{name:<44}{:>10}{:>10}{:>10}",
        sizes.raw, sizes.gzip, sizes.brotli
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_and_hosting_files_are_no_part_of_a_first_visit() {
        let check = |name: &str, moment| assert_eq!(loaded(Path::new(name)), moment, "{name}");
        for name in ["index.html", "front-0_bg.wasm", "icons/icon.svg"] {
            check(name, Moment::FirstVisit);
        }
        for name in ["masque.js", "masque_bg.wasm", "masque_loader.js"] {
            check(name, Moment::Somebody);
        }
        for name in ["worker.js", "worker_bg.wasm", "worker_loader.js"] {
            check(name, Moment::FirstPicture);
        }
        for name in ["_headers", "samples/cat.png", "samples/a/b.json"] {
            check(name, Moment::Later);
        }
    }

    #[test]
    fn noise_over_the_budget_fails_and_text_under_it_passes() -> Result<()> {
        let dist = tempfile::tempdir()?;
        fs::write(dist.path().join("index.html"), "a".repeat(1_000_000))?;
        check(dist.path())?;

        // A linear congruential generator: bytes that no method makes smaller.
        let mut state = 1_u64;
        let noise: Vec<u8> = (0..FIRST_VISIT)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                state.to_be_bytes()[0]
            })
            .collect();
        fs::write(dist.path().join("a.wasm"), noise)?;
        assert!(check(dist.path()).is_err());
        Ok(())
    }
}
