//! What Chromium loads during the benchmarks, put together in one folder. The
//! measuring module is built as Trunk builds the worker.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use serde_json::Value;
use walkdir::WalkDir;

use crate::{project, seal, shell, tools};

/// The two headers give the page a finer clock and a count of its memory.
const HEADERS: &str = "/*\n  Cross-Origin-Opener-Policy: same-origin\n  \
    Cross-Origin-Embedder-Policy: require-corp\n  Cache-Control: no-store\n";

/// Puts together what Chromium loads: the bench's page, the measuring module,
/// and the release page.
///
/// # Errors
/// When something cannot be built or written.
pub fn build(site: &Path) -> Result<()> {
    fs::create_dir_all(site.join("work"))?;
    copy(Path::new("benches/page"), site)?;
    copy(Path::new(project::DIST), &site.join("dist"))?;
    fs::write(site.join(seal::HEADERS), HEADERS)?;
    build_measure(&site.join("measure"))
}

/// Builds `examples/measure` just as Trunk builds the worker: what the page's
/// HTML says about the one holds for the other.
fn build_measure(folder: &Path) -> Result<()> {
    let worker = worker_attributes()?;
    let of = |name: &str| {
        let found = worker.iter().find(|(attribute, _)| attribute == name);
        found.map(|(_, value)| value.as_str())
    };
    let profile = of("data-cargo-profile-release").unwrap_or("release");
    let features = of("data-cargo-features").unwrap_or_default();
    shell::run(shell::command("cargo")?.args([
        "build",
        "--profile",
        profile,
        "--target",
        tools::WASM_TARGET,
        "--no-default-features",
        "--features",
        features,
        "--example",
        "measure",
    ]))?;
    let module = target_folder()?
        .join(tools::WASM_TARGET)
        .join(profile)
        .join("examples/measure.wasm");
    shell::run(
        shell::command("wasm-bindgen")?
            .args(["--target", "web", "--no-typescript"])
            .args(["--out-name", "measure", "--out-dir"])
            .args([folder, &module]),
    )?;
    let bound = folder.join("measure_bg.wasm");
    let level = of("data-wasm-opt").unwrap_or("0");
    let parameters = of("data-wasm-opt-params").unwrap_or_default();
    shell::run(
        shell::command("wasm-opt")?
            .arg(format!("-O{level}"))
            .args(parameters.split_whitespace())
            .arg("--output")
            .args([&bound, &bound]),
    )
}

/// What `index.html` says about how the worker is built.
fn worker_attributes() -> Result<Vec<(String, String)>> {
    let html = fs::read_to_string("index.html").context("index.html cannot be read")?;
    let mut attributes = Vec::new();
    let take = element!("link[data-bin=worker]", |link| {
        let found = link.attributes().iter();
        attributes.extend(found.map(|it| (it.name(), it.value())));
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(take);
    rewrite_str(&html, settings).context("index.html cannot be read")?;
    Ok(attributes)
}

fn target_folder() -> Result<PathBuf> {
    let metadata = shell::capture(shell::command("cargo")?.args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
    ]))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder.context("Cargo has no target folder")?.into())
}

/// Copies what lies in a folder, and in the folders in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("{} cannot be written", target.display()))?;
        }
    }
    Ok(())
}
