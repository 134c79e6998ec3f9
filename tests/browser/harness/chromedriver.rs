//! The chromedriver program and the browser that it started, as processes.
//! Starts and ends them; never sends either a command.

use std::io::{self, BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{or_fail, poll};

/// A running chromedriver. Dropping ends it and its browser.
pub struct Chromedriver {
    /// Where it listens on this machine.
    pub port: u16,
    processes: Mutex<Option<Processes>>,
}

struct Processes {
    driver: Child,
    browser: Option<u64>,
}

impl Chromedriver {
    /// Starts the program on a port that is free.
    #[track_caller]
    pub fn start(program: &str) -> Self {
        let driver = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let mut driver = or_fail(program, driver);
        let port = port_of(&mut driver);
        Self {
            port,
            processes: Mutex::new(Some(Processes {
                driver,
                browser: None,
            })),
        }
    }

    /// Has this browser end with the driver.
    pub fn end_with(&self, browser: Option<u64>) {
        let mut processes = self
            .processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(processes) = processes.as_mut() {
            processes.browser = browser;
        }
    }

    /// Ends driver and browser at once. Safe to call twice.
    pub fn kill(&self) {
        let processes = self
            .processes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut processes) = processes else {
            return;
        };
        if let Some(browser) = processes.browser {
            signal("-KILL", &[format!("-{browser}"), browser.to_string()]);
        }
        signal("-KILL", &[format!("-{}", processes.driver.id())]);
        // Whoever is gone already needs no ending.
        processes.driver.kill().ok();
        processes.driver.wait().ok();
        if let Some(browser) = processes.browser {
            poll(Duration::from_secs(3), || {
                (!signal("-0", &[browser.to_string()])).then_some(())
            });
        }
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The port that the driver says it took.
#[track_caller]
fn port_of(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("stdout is piped"));
    let mut line = String::new();
    loop {
        line.clear();
        let length = lines.read_line(&mut line).unwrap_or_default();
        assert!(length > 0, "chromedriver ended without opening a port");
        let Some((_, port)) = line.rsplit_once("on port ") else {
            continue;
        };
        // Before it has a port it says which one it was asked for, which is 0.
        let port = port
            .trim()
            .trim_end_matches('.')
            .parse()
            .unwrap_or_default();
        if port > 0 {
            // Goes on reading, so that the driver never waits for a reader.
            thread::spawn(move || io::copy(&mut lines, &mut io::sink()));
            return port;
        }
    }
}

/// Signals processes, or whole groups where the number is negative; says
/// whether there were any.
fn signal(signal: &str, targets: &[String]) -> bool {
    Command::new("kill")
        .arg(signal)
        .arg("--")
        .args(targets)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
