//! A Chromium that shows the bench's page and does what it is told there.

use crate::webdriver::WebDriver;
use crate::{or_fail, text};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

/// Chromium's switches: no window, no sandbox (it may run as root), no calls
/// home; memory is counted at once when it is asked for.
const SWITCHES: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--window-size=1700,1300",
    "--enable-blink-features=ForceEagerMeasureMemory",
    "--lang=en-US",
];

/// A browser with a fresh profile that shows the bench's page.
pub struct Browser {
    driver: WebDriver,
    // Last, so that it is removed when the browser is gone.
    _home: TempDir,
}

impl Browser {
    /// Starts Chromium and opens `address` in it.
    pub fn open(address: &str) -> Self {
        let home = or_fail("a temporary folder", tempfile::tempdir());
        let profile = format!("--user-data-dir={}", home.path().join("profile").display());
        let mut switches: Vec<&str> = SWITCHES.to_vec();
        switches.push(&profile);
        let driver = WebDriver::start(
            &setting("MASQUE_CHROMEDRIVER"),
            json!({
                "browserName": "chrome",
                "timeouts": {"script": 110_000},
                "goog:chromeOptions": {
                    "binary": setting("MASQUE_CHROMIUM"),
                    "args": switches,
                },
            }),
        );
        driver.run(address, driver.client.goto(address));
        Self {
            driver,
            _home: home,
        }
    }

    /// Does what `order` says.
    pub fn obey(&self, word: &str, order: &Value) -> Value {
        match word {
            // Calls a function of the page's `bench`.
            "call" => {
                let name = text(order, "name");
                let body = format!(
                    "const pages = arguments; return window.ready.then(() => \
                     window.bench[{name:?}](...pages))"
                );
                self.driver.script(&body, order["arguments"].clone())
            }
            // Slows the page's own thread down.
            "throttle" => {
                let rate = json!({"rate": order["rate"]});
                self.driver.cdp("Emulation.setCPUThrottlingRate", rate)
            }
            "version" => {
                let version = self.driver.cdp("Browser.getVersion", json!({}));
                version["product"].clone()
            }
            "memory" => json!(self.memory(order["reset"].as_bool() == Some(true))),
            other => panic!("nobody knows what `{other}` means"),
        }
    }

    /// The browser's processes' memory in bytes, summed: what they hold now
    /// where that is `reset` to be the peak, else their peaks since. `None`
    /// where the system does not tell.
    fn memory(&self, reset: bool) -> Option<u64> {
        let capabilities = self.driver.client.capabilities()?;
        let browser = capabilities.get("goog:processID")?.as_u64()?;
        let mut family = vec![browser];
        let mut parents = Vec::new();
        for entry in fs::read_dir("/proc").ok()?.flatten() {
            let id: Option<u64> = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            // The name before it may hold anything, and ends with a bracket.
            let parent = stat
                .rsplit(')')
                .next()
                .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
            parents.extend(id.zip(parent));
        }
        let mut at = 0;
        while let Some(parent) = family.get(at).copied() {
            let children = parents.iter().filter(|(_, of)| *of == parent);
            family.extend(children.map(|(id, _): &(u64, u64)| *id));
            at += 1;
        }
        let key = if reset { "VmRSS:" } else { "VmHWM:" };
        let mut sum = 0;
        for id in family {
            if reset {
                // A process that is just gone needs no reset.
                fs::write(format!("/proc/{id}/clear_refs"), "5").ok();
            }
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let line = status.lines().find(|line| line.starts_with(key));
            let kilobytes =
                line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
            sum += 1024 * kilobytes.unwrap_or(0);
        }
        Some(sum)
    }
}

fn setting(name: &str) -> String {
    let Ok(value) = std::env::var(name) else {
        panic!("{name} is not set: run `cargo xtask bench`");
    };
    value
}
