//! A browser that starts from nothing and shows the page, and what it does not like of
//! it. Blocks, and panics with a sentence; does not know what the page is.

use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{self, Runtime};

use crate::driver::{Driver, setting};

/// How long something may take that a person waits for.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long a command may take.
const COMMAND_PATIENCE: Duration = Duration::from_secs(90);

/// The window of a laptop.
const WINDOW: (u32, u32) = (1280, 900);

/// Keeps what goes wrong in the page from now on. No driver but Chromium's tells what is
/// written to the console.
const WATCH: &str = "
    const problems = window.__problems = [];
    addEventListener('error', event => problems.push(`Error: ${event.message}`));
    addEventListener('unhandledrejection', event => problems.push(`Rejection: ${event.reason}`));
    document.addEventListener('securitypolicyviolation', event =>
        problems.push(`Policy: ${event.effectiveDirective} stopped ${event.blockedURI}`));
    for (const level of ['error', 'warn']) {
        const write = console[level];
        console[level] = (...words) => {
            problems.push(`Console: ${words.map(String).join(' ')}`);
            write.apply(console, words);
        };
    }";

/// A browser with an empty profile.
pub struct Browser {
    pub(crate) client: Client,
    runtime: Runtime,
    driver: Driver,
}

impl Browser {
    /// Starts the engine and opens the page that `MASQUE_PAGE` names.
    #[track_caller]
    pub fn open() -> Self {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("there is a runtime");
        let driver = Driver::start();
        let address = format!("http://127.0.0.1:{}/", driver.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Value::Object(capabilities) = driver.capabilities() {
            builder.capabilities(capabilities);
        }
        let connected = runtime.block_on(builder.connect(&address));
        let client = connected.unwrap_or_else(|error| panic!("no browser: {error}"));
        let browser = Self {
            client,
            runtime,
            driver,
        };
        let (width, height) = WINDOW;
        browser.run("a size", browser.client.set_window_size(width, height));
        let page = setting("MASQUE_PAGE");
        browser.run("the page", browser.client.goto(&page));
        browser.script(WATCH, json!([]));
        browser
    }

    /// Loads the page anew, with what it stored.
    #[track_caller]
    pub fn reload(&self) {
        self.check_clean();
        self.run("the page once more", self.client.refresh());
        self.script(WATCH, json!([]));
    }

    /// Waits for a command; `what` names it in a failure.
    #[track_caller]
    pub fn run<T>(&self, what: &str, command: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.try_run(command) {
            Ok(answer) => answer,
            Err(problem) => panic!("{what}: {problem}"),
        }
    }

    /// The same of a command that may fail.
    pub fn try_run<T>(
        &self,
        command: impl Future<Output = Result<T, CmdError>>,
    ) -> Result<T, String> {
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(COMMAND_PATIENCE, command).await });
        match answer {
            Ok(answer) => answer.map_err(|error| error.to_string()),
            Err(late) => Err(format!("the driver does not answer: {late}")),
        }
    }

    /// Runs a function body in the page and gives what it returns.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.run("the script", self.client.execute(body, arguments))
    }

    /// The same about an element, which comes first among the arguments.
    #[track_caller]
    pub fn script_about(&self, body: &str, element: &Element) -> Value {
        let element = serde_json::to_value(element).expect("an element has an id");
        self.script(body, json!([element]))
    }

    /// Fails if anything went wrong in the page that it can know of.
    #[track_caller]
    pub fn check_clean(&self) {
        let problems = self.script("return window.__problems", json!([]));
        assert_eq!(problems, json!([]), "the page is not clean");
    }

    /// The bytes of the file that was saved whose name ends so, as soon as it is whole:
    /// an engine may write it under its own name, piece by piece.
    #[track_caller]
    pub fn wait_for_download(&self, end: &str, is_whole: fn(&[u8]) -> bool) -> Vec<u8> {
        let mut bytes = Vec::new();
        wait_until(&format!("a file …{end} is saved"), || {
            let entries = std::fs::read_dir(self.driver.downloads());
            let paths = entries.into_iter().flatten();
            let mut paths = paths.filter_map(|entry| Some(entry.ok()?.path()));
            let found = paths.find(|path| path.to_string_lossy().ends_with(end));
            bytes = found
                .and_then(|path| std::fs::read(path).ok())
                .unwrap_or_default();
            is_whole(&bytes)
        });
        bytes
    }

    /// Removes what was saved so far.
    #[track_caller]
    pub fn forget_downloads(&self) {
        let folder = self.driver.downloads();
        let emptied = std::fs::remove_dir_all(&folder).and_then(|()| std::fs::create_dir(&folder));
        emptied.expect("a folder can be emptied");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked first, a browser takes its processes with it.
        if std::thread::panicking() {
            let text = self
                .client
                .execute("return document.body.innerText", Vec::new());
            println!("The page: {:?}", self.try_run(text));
        }
        let ended = self.try_run(self.client.clone().close());
        ended.ok();
    }
}

/// Asks again and again until it holds.
#[track_caller]
pub fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "never: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
