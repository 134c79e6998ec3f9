//! `cargo xtask corpus`: writes the malformed answers of `tests/malformed`, each
//! with what must be read of it.
//!
//! A tour: a [`thing`] is an intact object that is made up here; [`families`]
//! break the text around it or within it into a [`case`](case::Case); [`random`] numbers, the same
//! on every run, choose among the ways. What must come out is known from what
//! was put in: nothing here uses the page's own code.
//!
//! One file for each family: `{"family": …, "cases": […]}`, a case a line. A case
//! is its text in parts. A part is text, or `{"text", "gives", "times", "kept"}`:
//! an object that must be read at the end of this part; written so often, with
//! `#` for the number of the turn; of which only so many are kept.

mod case;
mod families;
mod random;
mod thing;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use random::Random;

/// Where the families' files lie.
const FOLDER: &str = "tests/malformed";

/// Writes all families anew.
///
/// # Errors
/// When a file cannot be written.
pub fn run() -> Result<()> {
    let files = files();
    fs::create_dir_all(FOLDER).with_context(|| format!("{FOLDER} cannot be made"))?;
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            fs::remove_file(path)?;
        }
    }
    for (name, text) in &files {
        let path = Path::new(FOLDER).join(name);
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    println!(
        "{} families, {} kB, in {FOLDER}.",
        files.len(),
        bytes / 1000
    );
    Ok(())
}

/// Each family's file name and text.
fn files() -> Vec<(String, String)> {
    let mut files: Vec<_> = families::all()
        .map(|(name, cases, make)| {
            let mut random = Random::of(name);
            let lines: Vec<String> = (0..*cases)
                .map(|number| make(&mut random, number).line())
                .collect();
            let text = format!(
                "{{\"family\": \"{name}\", \"cases\": [\n{}\n]}}\n",
                lines.join(",\n")
            );
            (format!("{name}.json"), text)
        })
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_corpus_is_the_generators() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .join(FOLDER);
        let mut names: Vec<String> = fs::read_dir(&folder)
            .expect("the corpus")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        let files = files();
        let made: Vec<&String> = files.iter().map(|(name, _)| name).collect();
        assert!(names.iter().eq(made), "run `cargo xtask corpus`");
        for (name, text) in &files {
            let committed = fs::read_to_string(folder.join(name)).expect("a family's file");
            assert!(
                committed == *text,
                "{name} differs; run `cargo xtask corpus`"
            );
        }
    }

    #[test]
    fn the_corpus_is_as_large_as_it_claims() {
        let cases: usize = families::all().map(|(_, cases, _)| cases).sum();
        assert!(
            families::all().count() >= 40 && cases >= 1000,
            "{cases} cases"
        );
        let bytes: usize = files().iter().map(|(_, text)| text.len()).sum();
        assert!(bytes < 1_500_000, "{bytes} bytes");
    }
}
