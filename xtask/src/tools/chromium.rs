//! Finds or gets Chromium and the driver of the same version.
//!
//! It never replaces a browser that is there, and never takes a driver that
//! does not fit: the two would fail later with a message that helps nobody.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::apt;
use crate::shell;

/// How to get a browser where this program may not install one.
pub const HOW_TO_GET_IT: &str = "install Chromium or Chrome and its ChromeDriver \
    (Debian: apt install chromium chromium-driver; \
    on a Mac: brew install --cask google-chrome chromedriver)";

/// Names of the browser's program, the best first.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// A browser and its driver.
pub struct Chromium {
    /// The browser's program.
    pub browser: PathBuf,
    /// ChromeDriver.
    pub driver: PathBuf,
}

/// Finds Chromium and its driver, or installs them; nothing where there are
/// none and this program may not install any.
///
/// # Errors
/// When installing fails, or the two do not fit together.
pub fn prepare() -> Result<Option<Chromium>> {
    if let Some(found) = find() {
        return matching(found).map(Some);
    }
    // A page without any fonts would have no text to test.
    let packages = ["chromium", "chromium-driver", "fonts-liberation"];
    if !apt::install(&packages, "to test the page", "about 2 minutes")? {
        return Ok(None);
    }
    find().map(matching).transpose()
}

fn find() -> Option<Chromium> {
    Some(Chromium {
        browser: BROWSERS.into_iter().find_map(shell::find)?,
        driver: shell::find("chromedriver")?,
    })
}

fn matching(chromium: Chromium) -> Result<Chromium> {
    let [browser, driver] = [&chromium.browser, &chromium.driver]
        .map(|path| shell::version_line(path).as_deref().and_then(major_version));
    if browser.is_none() || browser != driver {
        bail!(
            "Chromium ({}) and ChromeDriver ({}) must have the same version; {HOW_TO_GET_IT}",
            browser.map_or("does not run".to_owned(), |version| version.to_string()),
            driver.map_or("does not run".to_owned(), |version| version.to_string()),
        );
    }
    Ok(chromium)
}

/// The first number of the first word that looks like a version.
fn major_version(line: &str) -> Option<u32> {
    line.split_whitespace()
        .filter_map(|word| word.split_once('.'))
        .find_map(|(major, _)| major.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_found_in_what_browsers_say() {
        let said = [
            "Chromium 156.0.7000.1 built on Debian GNU/Linux 12",
            "Google Chrome 156.0.7000.1",
            "ChromeDriver 156.0.7000.1 (0123abcd-refs/branch-heads/7000@{#1})",
        ];
        assert!(said.iter().all(|line| major_version(line) == Some(156)));
        assert_eq!(major_version("no version"), None);
    }
}
