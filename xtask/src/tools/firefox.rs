//! Finds or gets Firefox and geckodriver, which drives it.
//!
//! It never replaces a browser that is there. Any two current versions fit together.

use std::path::PathBuf;

use anyhow::Result;

use super::{announce, apt, install_crate};
use crate::shell;

/// How to get it where this program may not install it.
pub const HOW_TO_GET_IT: &str = "install Firefox (Debian: apt install firefox-esr; \
    on a Mac: brew install --cask firefox)";

/// Names of the browser's program, the best first.
const BROWSERS: [&str; 3] = [
    "firefox",
    "firefox-esr",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
];

/// The version of geckodriver that is installed where there is none. Debian has none.
const DRIVER_VERSION: &str = "0.36.0";

/// A browser and its driver.
pub struct Firefox {
    /// The browser's program.
    pub browser: PathBuf,
    /// geckodriver.
    pub driver: PathBuf,
}

/// Finds Firefox and its driver, or installs them; nothing where there is no Firefox
/// and this program may not install one.
///
/// # Errors
/// When installing fails.
pub fn prepare() -> Result<Option<Firefox>> {
    let find = || BROWSERS.into_iter().find_map(shell::find);
    if find().is_none() {
        let packages = ["firefox-esr", "fonts-liberation"];
        apt::install(&packages, "to test the page", "about a minute")?;
    }
    let Some(browser) = find() else {
        return Ok(None);
    };
    if shell::find("geckodriver").is_none() {
        announce(
            &format!("geckodriver {DRIVER_VERSION}"),
            "to drive Firefox",
            "about 2 minutes",
        );
        // Without optimisation, which would take longer than all tests do.
        install_crate("geckodriver", DRIVER_VERSION, &["--locked", "--debug"])?;
    }
    let driver = shell::find("geckodriver");
    Ok(driver.map(|driver| Firefox { browser, driver }))
}
