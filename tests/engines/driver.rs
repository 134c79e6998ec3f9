//! The program that drives an engine, as a process with an empty home of its own, and
//! what the engine must be told. Starts and ends it; never sends it a command.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::wait_until;

/// Files that come are saved without a question.
const SAVED: &str = "application/json,application/zip,image/png,text/plain";

/// A running driver. Dropping ends it and its browser.
pub struct Driver {
    /// Where it listens on this machine.
    pub port: u16,
    process: Child,
    // Last, so that it is removed when the browser is gone.
    home: TempDir,
}

impl Driver {
    /// Starts the driver of the engine that `cargo xtask test` names.
    #[track_caller]
    pub fn start() -> Self {
        let home = tempfile::tempdir().expect("a temporary directory can be made");
        let downloads = downloads(home.path());
        let config = home.path().join(".config");
        for folder in [&downloads, &config] {
            fs::create_dir(folder).expect("a new directory takes another");
        }
        // Where WebKitGTK looks for the place of downloads.
        let place = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display());
        fs::write(config.join("user-dirs.dirs"), place).expect("a new file can be written");
        let port = free_port();
        let process = Command::new(setting("MASQUE_ENGINE_DRIVER"))
            .arg(format!("--port={port}"))
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", &config)
            .env("XDG_CACHE_HOME", home.path().join(".cache"))
            .env("XDG_DATA_HOME", home.path().join(".local"))
            .env("TMPDIR", home.path())
            // English, whatever the machine speaks.
            .env("LC_ALL", "C.UTF-8")
            .env_remove("LANGUAGE")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("the driver starts");
        let driver = Self {
            port,
            process,
            home,
        };
        wait_until("the driver listens", || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        });
        driver
    }

    /// Where downloads arrive.
    pub fn downloads(&self) -> PathBuf {
        downloads(self.home.path())
    }

    /// What the driver must know of the browser.
    pub fn capabilities(&self) -> Value {
        if !is_firefox() {
            return json!({"browserName": "MiniBrowser"});
        }
        json!({
            "browserName": "firefox",
            "moz:firefoxOptions": {
                "binary": setting("MASQUE_ENGINE_BROWSER"),
                "args": ["-headless"],
                "prefs": {
                    "browser.download.dir": self.downloads(),
                    "browser.download.folderList": 2,
                    "browser.helperApps.neverAsk.saveToDisk": SAVED,
                },
            },
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The browser is of the driver's group.
        let group = format!("-{}", self.process.id());
        let ended = Command::new("kill").args(["-KILL", "--", &group]).status();
        // Whoever is gone already needs no ending.
        ended.ok();
        self.process.wait().ok();
    }
}

/// Whether the engine is Firefox's; else it is WebKitGTK.
pub fn is_firefox() -> bool {
    setting("MASQUE_ENGINE") == "firefox"
}

/// What the environment says; it is `cargo xtask test` that says it.
#[track_caller]
pub fn setting(name: &str) -> String {
    let Ok(value) = env::var(name) else {
        panic!("{name} is not set: run `cargo xtask test --only engines`");
    };
    value
}

fn downloads(home: &Path) -> PathBuf {
    home.join("downloads")
}

#[track_caller]
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    address.expect("this machine has a free port").port()
}
