//! One chromedriver with one open session, spoken to through `fantoccini` and
//! waited for. Knows nothing of the page, and never speaks HTTP itself.
//!
//! `fantoccini` is asynchronous and the harness blocks: every command runs on
//! a runtime of its own that stands still between commands.

use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::{self, Runtime};
use url::{ParseError, Url};

use super::chromedriver::Chromedriver;
use super::or_fail;

/// How long a command may take; the longest is fetching a canvas's pixels.
const COMMAND_PATIENCE: Duration = Duration::from_secs(120);

/// The key under which WebDriver names an element.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An open session. Dropping ends the browser.
pub struct WebDriver {
    /// Makes the commands that [`WebDriver::run`] runs.
    pub client: Client,
    runtime: Runtime,
    chromedriver: Chromedriver,
}

impl WebDriver {
    /// Starts the driver program and, through it, a browser.
    #[track_caller]
    pub fn start(program: &str, capabilities: Value) -> Self {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = or_fail("no runtime", runtime);
        let chromedriver = Chromedriver::start(program);
        let address = format!("http://127.0.0.1:{}/", chromedriver.port);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Value::Object(capabilities) = capabilities {
            builder.capabilities(capabilities);
        }
        let client = or_fail("no browser", runtime.block_on(builder.connect(&address)));
        let browser = client
            .capabilities()
            .and_then(|given| given.get("goog:processID")?.as_u64());
        chromedriver.end_with(browser);
        Self {
            client,
            runtime,
            chromedriver,
        }
    }

    /// Waits for a command; `what` names it in a failure.
    #[track_caller]
    pub fn run<T>(&self, what: &str, command: impl Future<Output = Result<T, CmdError>>) -> T {
        or_fail(what, self.try_run(command))
    }

    /// As [`WebDriver::run`], for commands that may fail.
    pub fn try_run<T>(
        &self,
        command: impl Future<Output = Result<T, CmdError>>,
    ) -> Result<T, String> {
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(COMMAND_PATIENCE, command).await });
        match answer {
            Ok(answer) => answer.map_err(|error| sentence(&error)),
            Err(late) => Err(format!("chromedriver does not answer: {late}")),
        }
    }

    /// Runs a function body in the page; it sees `arguments` and may `return`.
    #[track_caller]
    pub fn script(&self, body: &str, arguments: Value) -> Value {
        or_fail("the script", self.try_script(body, arguments))
    }

    /// As [`WebDriver::script`], for scripts that may fail.
    pub fn try_script(&self, body: &str, arguments: Value) -> Result<Value, String> {
        let Value::Array(arguments) = arguments else {
            return Err(format!("the arguments are no list: {arguments}"));
        };
        self.try_run(self.client.execute(body, arguments))
    }

    /// Sends a command of the Chrome DevTools Protocol.
    #[track_caller]
    pub fn cdp(&self, command: &str, parameters: Value) -> Value {
        or_fail(command, self.try_cdp(command, parameters))
    }

    /// As [`WebDriver::cdp`], for commands that may fail.
    pub fn try_cdp(&self, command: &str, parameters: Value) -> Result<Value, String> {
        self.try_run(self.client.issue_cmd(OwnCommand {
            path: "goog/cdp/execute",
            body: json!({"cmd": command, "params": parameters}),
        }))
    }

    /// What was written to the console since it was last asked for.
    #[track_caller]
    pub fn console(&self) -> Value {
        let command = OwnCommand {
            path: "se/log",
            body: json!({"type": "browser"}),
        };
        self.run("the console", self.client.issue_cmd(command))
    }

    /// The element that a script returned.
    pub fn element(&self, value: &Value) -> Option<Element> {
        let id = ElementRef::from(value[ELEMENT_KEY].as_str()?.to_owned());
        Some(Element::from_element_id(self.client.clone(), id))
    }

    /// Ends driver and browser at once. Safe to call twice.
    pub fn kill(&self) {
        self.chromedriver.kill();
    }
}

/// A command that chromedriver has beyond the standard.
#[derive(Debug)]
struct OwnCommand {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for OwnCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// What went wrong, without the versions and the stack that follow it.
fn sentence(error: &CmdError) -> String {
    let whole = match error {
        CmdError::Standard(answer) => answer.to_string(),
        other => other.to_string(),
    };
    whole.lines().next().unwrap_or_default().to_owned()
}
