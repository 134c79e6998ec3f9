//! Builds the release page with Trunk into `dist`, when it is out of date.
//!
//! It never builds a development page; `trunk serve` is for that.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context as _, Result};
use walkdir::{DirEntry, WalkDir};

use crate::{project, seal, shell, tools};

/// Its time of change is when the newest finished build began.
const STAMP: &str = ".tools/page.stamp";

/// Folders at the root that are no part of the page.
const NOT_THE_PAGE: [&str; 7] = [
    "target",
    project::DIST,
    "docs",
    "fuzz",
    "tests",
    "benches",
    "examples",
];

/// Builds the page unless `dist` already is the release page of these sources.
///
/// # Errors
/// When a tool is missing, the build fails, or the finished page is unsafe.
pub fn build() -> Result<()> {
    let dist = Path::new(project::DIST);
    if is_fresh(dist) {
        println!("The page in {} is up to date", dist.display());
        return seal::check(dist);
    }

    tools::prepare_page()?;
    println!("Building the release page; the first time takes a few minutes");
    let unfinished = Path::new(STAMP).with_extension("new");
    fs::create_dir_all(project::TOOLS)
        .and_then(|()| fs::write(&unfinished, ""))
        .with_context(|| format!("{} cannot be written", unfinished.display()))?;
    shell::run(
        shell::command("trunk")?
            .args(["build", "--release"])
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            // A stack trace of Trunk would only hide its message.
            .env("RUST_BACKTRACE", "0"),
    )
    .context("The page was not built; the reason stands above")?;
    seal::check(dist)?;
    fs::rename(&unfinished, STAMP).with_context(|| format!("{STAMP} cannot be written"))
}

/// True when nothing that makes the page changed since its build began, and
/// `dist` holds that build (a development build has no `_headers`).
fn is_fresh(dist: &Path) -> bool {
    let Some(built) = changed(Path::new(STAMP)) else {
        return false;
    };
    dist.join(seal::PAGE).is_file()
        && dist.join(seal::HEADERS).is_file()
        && newest_source(Path::new(".")).is_some_and(|newest| newest < built)
}

/// When the newest source changed. Folders count, so that a removed file does.
fn newest_source(root: &Path) -> Option<SystemTime> {
    WalkDir::new(root)
        .min_depth(1)
        .into_iter()
        .filter_entry(makes_the_page)
        .filter_map(|entry| changed(entry.ok()?.path()))
        .max()
}

fn makes_the_page(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    if entry.depth() > 1 {
        return true;
    }
    let hidden = name.as_encoded_bytes().starts_with(b".") && name != OsStr::new(".cargo");
    let prose = Path::new(name).extension() == Some(OsStr::new("md"));
    !hidden && !prose && !NOT_THE_PAGE.iter().any(|other| name == OsStr::new(other))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_makes_the_page_counts() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path();
        for path in ["src", "tests", "target", ".git", ".cargo"] {
            fs::create_dir(root.join(path))?;
        }
        let of = |path: &str| changed(&root.join(path));

        fs::write(root.join("src/main.rs"), "")?;
        let newest = newest_source(root);
        assert!(newest >= of("src/main.rs"));

        std::thread::sleep(std::time::Duration::from_millis(20));
        for path in ["README.md", "tests/a.rs", "target/a", ".git/a"] {
            fs::write(root.join(path), "")?;
        }
        assert_eq!(newest_source(root), newest);

        fs::write(root.join(".cargo/config.toml"), "")?;
        assert!(newest_source(root) > newest);
        Ok(())
    }
}
