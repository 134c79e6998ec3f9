//! Finds or gets WebKitGTK's driver, which brings a browser, and a screen for it.
//!
//! The browser has no mode without a window, so it gets a screen that nobody sees; it
//! never opens a window on a person's own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result, bail};

use super::apt;
use crate::shell;

/// How to get it where this program may not install it.
pub const HOW_TO_GET_IT: &str =
    "on Linux install WebKitGTK's driver and Xvfb (Debian: apt install webkit2gtk-driver xvfb)";

/// The size and depth of the screen.
const SCREEN: &str = "1400x1000x24";

/// A driver, which knows its browser, and what makes a screen.
pub struct WebKit {
    /// `WebKitWebDriver`.
    pub driver: PathBuf,
    /// Xvfb.
    screen: PathBuf,
}

/// Finds the driver and Xvfb, or installs them; nothing where there are none and this
/// program may not install any.
///
/// # Errors
/// When installing fails.
pub fn prepare() -> Result<Option<WebKit>> {
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    let packages = ["webkit2gtk-driver", "xvfb", "fonts-liberation"];
    apt::install(&packages, "to test the page", "about a minute")?;
    Ok(find())
}

fn find() -> Option<WebKit> {
    Some(WebKit {
        driver: shell::find("WebKitWebDriver")?,
        screen: shell::find("Xvfb")?,
    })
}

/// A screen that nobody sees. Dropping ends it.
pub struct Screen {
    /// What programs find it by, in `DISPLAY`.
    pub name: String,
    process: Child,
}

impl WebKit {
    /// Starts a screen.
    ///
    /// # Errors
    /// When Xvfb does not start.
    pub fn screen(&self) -> Result<Screen> {
        let process = shell::command_at(&self.screen)
            .args(["-displayfd", "1", "-screen", "0", SCREEN])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started")?;
        // Ends with it, whatever comes.
        let mut screen = Screen {
            name: String::new(),
            process,
        };
        let mut number = String::new();
        if let Some(output) = screen.process.stdout.take() {
            BufReader::new(output).read_line(&mut number)?;
        }
        if number.trim().is_empty() {
            bail!("Xvfb ended without a screen");
        }
        screen.name = format!(":{}", number.trim());
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Whoever is gone already needs no ending.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
