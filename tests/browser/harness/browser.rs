//! A Chromium that starts from nothing, shows the page at a given size, and
//! leaves nothing behind. Does not know what the page is; `cargo xtask test`
//! says where it is served.

use std::cell::{Cell, RefCell};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::gemini::{HOST, Shared};
use super::webdriver::WebDriver;
use super::{FakeGemini, Page};

/// Chromium's switches: no window, no sandbox (tests may run as root), no
/// calls home, and the same pixels on every machine.
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
    "--lang=en-US",
];

/// Keeps what the page's content security policy stopped, from the first line.
const WATCH_POLICY: &str = "
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', event => {
        window.__violations.push(`${event.effectiveDirective} stopped ${event.blockedURI}`);
    });";

/// Everything the page fetched from somewhere else than `arguments[0]`.
const FOREIGN_FETCHES: &str = "
    return performance.getEntriesByType('resource')
        .map(entry => entry.name)
        .filter(name => !/^(blob|data):/.test(name))
        .filter(name => new URL(name).origin !== location.origin)
        .filter(name => new URL(name).origin !== arguments[0]);";

/// The window as the page sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width of the viewport in CSS pixels; one is one pixel of the screen.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Whether the system prefers dark colours.
    pub dark: bool,
}

impl Look {
    /// A laptop's window: 1280 × 800, light.
    pub const fn desktop() -> Self {
        Self {
            width: 1280,
            height: 800,
            dark: false,
        }
    }

    /// A phone held upright: 390 × 844, light.
    pub const fn phone() -> Self {
        Self {
            width: 390,
            height: 844,
            dark: false,
        }
    }

    /// The same in the dark.
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// A browser with a fresh profile that shows the page.
pub struct Browser {
    /// The page, to look at and to use.
    pub page: Page,
    pub(super) taken_downloads: Cell<usize>,
    driver: Arc<WebDriver>,
    gemini: Arc<Shared>,
    problems: RefCell<Vec<String>>,
    // Last, so that it is removed when the browser is gone.
    pub(super) home: TempDir,
}

impl Browser {
    /// Starts Chromium, has it reach the outside only through `gemini`, and
    /// opens the page that `MASQUE_PAGE` names.
    #[track_caller]
    pub fn open(gemini: &FakeGemini, look: Look) -> Self {
        let page = setting("MASQUE_PAGE");
        let program = setting("MASQUE_CHROMEDRIVER");
        let home = tempfile::tempdir().expect("a temporary directory can be made");
        let downloads = home.path().join("downloads");
        std::fs::create_dir(&downloads).expect("a new directory takes another");
        let capabilities = capabilities(gemini, look, home.path(), &downloads);
        let driver = Arc::new(WebDriver::start(&program, capabilities));
        let browser = Self {
            page: Page::new(Arc::clone(&driver)),
            taken_downloads: Cell::default(),
            driver,
            gemini: Arc::clone(&gemini.shared),
            problems: RefCell::default(),
            home,
        };
        let allow = json!({"behavior": "allow", "downloadPath": downloads});
        browser.driver.cdp("Browser.setDownloadBehavior", allow);
        browser.run_before_pages(WATCH_POLICY);
        browser.look(look);
        browser.go(&page);
        browser
    }

    /// Changes size and colours of the window while the page is open.
    #[track_caller]
    pub fn look(&self, look: Look) {
        // A window has a smallest width that is wider than a phone; the
        // viewport has none.
        let Look {
            width,
            height,
            dark,
        } = look;
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.driver
            .cdp("Emulation.setDeviceMetricsOverride", metrics);
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.driver.cdp("Emulation.setEmulatedMedia", media);
    }

    /// Runs a script in every page that is opened from now on, before anything
    /// of its own.
    #[track_caller]
    pub fn run_before_pages(&self, script: &str) {
        let source = json!({"source": script});
        self.driver
            .cdp("Page.addScriptToEvaluateOnNewDocument", source);
    }

    /// Lets scripts of the test's bring code of their own: the page's own policy
    /// allows none but its own.
    #[track_caller]
    pub fn allow_any_code(&self) {
        self.driver
            .cdp("Page.setBypassCSP", json!({"enabled": true}));
    }

    /// Makes the page's own thread so many times slower.
    #[track_caller]
    pub fn slow_down(&self, rate: u32) {
        self.driver
            .cdp("Emulation.setCPUThrottlingRate", json!({"rate": rate}));
    }

    /// Opens an address, relative to the page's or whole, as a person does: with a
    /// hand on the mouse.
    #[track_caller]
    pub fn go(&self, address: &str) {
        self.load(address);
        self.page.nudge();
    }

    /// Opens the page anew with nobody in front of it.
    #[track_caller]
    pub fn go_alone(&self) {
        self.load(&setting("MASQUE_PAGE"));
    }

    /// Has no file arrive whose address fits, with stars for anything.
    #[track_caller]
    pub fn lose(&self, address: &str) {
        self.driver.cdp("Network.enable", json!({}));
        self.driver
            .cdp("Network.setCacheDisabled", json!({"cacheDisabled": true}));
        self.driver
            .cdp("Network.setBlockedURLs", json!({"urls": [address]}));
    }

    #[track_caller]
    fn load(&self, address: &str) {
        self.collect_problems();
        self.driver.run(address, self.driver.client.goto(address));
    }

    /// Loads the page anew, with what it stored.
    #[track_caller]
    pub fn reload(&self) {
        self.collect_problems();
        self.driver.run("reload", self.driver.client.refresh());
        self.page.nudge();
    }

    /// Where downloads arrive.
    pub fn downloads(&self) -> PathBuf {
        self.home.path().join("downloads")
    }

    /// Fails if the page broke its content security policy, wrote an error or
    /// a warning to the console, or called any host but Gemini's.
    #[track_caller]
    pub fn check_clean(&self) {
        self.check_clean_except(&[]);
    }

    /// As [`Browser::check_clean`], but lets lines pass that contain one of
    /// `expected`, such as Chromium's own `status of 400` or `net::ERR_`.
    #[track_caller]
    pub fn check_clean_except(&self, expected: &[&str]) {
        self.collect_problems();
        let mut problems = self.problems.borrow().clone();
        problems.retain(|problem| !expected.iter().any(|part| problem.contains(part)));
        let foreign = self.gemini.foreign_hosts();
        problems.extend(foreign.iter().map(|host| format!("Called {host}")));
        assert!(
            problems.is_empty(),
            "the page is not clean:\n{}",
            problems.join("\n")
        );
    }

    /// Ends the browser and removes its profile; dropping does the same.
    pub fn close(self) {}

    /// Takes over what the current document did wrong, before it is left.
    fn collect_problems(&self) {
        let mut problems = self.problems.borrow_mut();
        let lines = self.driver.console();
        problems.extend(lines.as_array().into_iter().flatten().filter_map(problem));
        let violations = self
            .driver
            .script("return window.__violations ?? []", json!([]));
        // A taken list is not reported twice.
        self.driver.script("window.__violations = []", json!([]));
        problems.extend(strings(&violations).map(|what| format!("Policy: {what}")));
        let gemini = format!("https://{HOST}");
        let fetches = self.driver.script(FOREIGN_FETCHES, json!([gemini]));
        for fetch in strings(&fetches).map(|address| format!("Fetched {address}")) {
            if !problems.contains(&fetch) {
                problems.push(fetch);
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Elements that outlive the browser also hold the driver.
        self.driver.kill();
    }
}

fn capabilities(gemini: &FakeGemini, look: Look, home: &Path, downloads: &Path) -> Value {
    let mut switches: Vec<String> = SWITCHES.iter().map(|&switch| switch.to_owned()).collect();
    switches.push(format!(
        "--user-data-dir={}",
        home.join("profile").display()
    ));
    switches.push(format!("--window-size={},{}", look.width, look.height));
    json!({
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "proxy": {
            "proxyType": "manual",
            "httpProxy": gemini.address(),
            "sslProxy": gemini.address(),
            "noProxy": ["127.0.0.1", "localhost"],
        },
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            "binary": setting("MASQUE_CHROMIUM"),
            "args": switches,
            "prefs": {
                "download.default_directory": downloads,
                "download.prompt_for_download": false,
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
        },
    })
}

/// What the environment says; it is `cargo xtask test` that says it.
#[track_caller]
pub(super) fn setting(name: &str) -> String {
    let Ok(value) = env::var(name) else {
        panic!("{name} is not set: run `cargo xtask test`, which builds and serves the page");
    };
    value
}

/// A console line as a sentence, if it is one that a clean page never writes.
fn problem(line: &Value) -> Option<String> {
    let level = line["level"].as_str().unwrap_or_default();
    let message = line["message"].as_str().unwrap_or_default();
    // Chromium's remark on Trunk's preload of the wasm with its checksum.
    let harmless = message.contains("integrity") && message.contains("preload");
    let bad = matches!(level, "SEVERE" | "WARNING") && !harmless;
    bad.then(|| format!("Console {}: {message}", level.to_lowercase()))
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
