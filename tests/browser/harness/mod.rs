//! What the browser tests and the screenshot program share: a fake Gemini, a
//! real Chromium, and a way to use the page in it as a person does.
//!
//! The page under test is the unmodified release bundle. It believes that it
//! talks to Google: [`FakeGemini`] is the browser's proxy and answers for the
//! one host that the page may call. Nothing here reaches the network, knows
//! Masque's own types, or builds and serves the page; `cargo xtask test` does
//! the last and says where it is through the environment.
//!
//! Everything blocks and panics with a sentence: a test reads from top to
//! bottom, and a failure points at the test's own line.
//!
//! ```ignore
//! let gemini = FakeGemini::start();
//! gemini.reply(Reply::stream(r#"{"boxes":[]}"#, 3));
//! let browser = Browser::open(&gemini, Look::desktop());
//! browser.page.by_role("button", "Run").click();
//! browser.page.wait_for_text("Nothing found");
//! browser.check_clean();
//! ```
//!
//! Another browser would be another program in `chromedriver.rs`; another
//! answer of the service is a constructor in `reply.rs` or `errors.rs`, and
//! another way for it to go wrong a method in `delivery.rs`.

#![allow(
    dead_code,
    unused_imports,
    reason = "two targets share these modules and neither uses all of them"
)]

mod axe;
mod browser;
mod call;
mod chromedriver;
mod chunks;
mod delivery;
mod element;
mod errors;
mod events;
mod exchange;
mod files;
mod focus;
mod gemini;
mod hosts;
mod http;
mod interaction;
mod keys;
mod line;
mod oddities;
mod page;
mod pixels;
mod proxy;
mod reply;
mod targets;
mod webdriver;
mod wire_forms;

pub use axe::Obstacle;
pub use browser::{Browser, Look};
pub use element::Element;
pub use gemini::FakeGemini;
pub use http::Request;
pub use page::Page;
pub use pixels::Pixels;
pub use reply::Reply;

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How long the harness waits for something to appear on the page.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// The value, or a failure at the caller's own line.
#[track_caller]
fn or_fail<T>(what: &str, result: Result<T, impl Display>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{what}: {error}"),
    }
}

/// Asks again and again until there is an answer; `None` when time is up.
fn poll<T>(patience: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() >= deadline {
            return None;
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}
