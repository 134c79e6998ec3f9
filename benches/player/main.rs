//! Our side of `cargo xtask bench` outside of the page: makes the work, says
//! what is right, judges pictures, measures masks by their outline, and drives
//! Chromium. Does what each line of its standard input says, and answers each
//! with a line; `cargo xtask bench` decides what happens when.
//!
//! A new order is one arm in [`obey`].

#[allow(
    dead_code,
    reason = "shared with the browser tests, which use all of it"
)]
#[path = "../../tests/browser/harness/chromedriver.rs"]
mod chromedriver;
#[path = "../judge.rs"]
mod judge;
#[allow(
    dead_code,
    reason = "shared with the browser tests, which use all of it"
)]
#[path = "../../tests/browser/harness/webdriver.rs"]
mod webdriver;
#[path = "../workload/mod.rs"]
mod workload;

mod browser;
mod exact;
mod make;
mod outline;

use serde_json::{Value, json};
use std::fmt::Display;
use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use browser::Browser;

fn main() {
    if std::env::var_os("MASQUE_BENCH").is_none() {
        eprintln!("This is a part of `cargo xtask bench`; run that instead");
        return;
    }
    let mut browser = None;
    for line in std::io::stdin().lock().lines() {
        let order: Value = or_fail("the order", serde_json::from_str(&or_fail("stdin", line)));
        let answer = obey(&order, &mut browser);
        let mut out = std::io::stdout().lock();
        or_fail(
            "stdout",
            writeln!(out, "{answer}").and_then(|()| out.flush()),
        );
    }
}

/// Does what `order` says; its word is under `do`.
fn obey(order: &Value, browser: &mut Option<Browser>) -> Value {
    match text(order, "do") {
        "make" => make::all(Path::new(text(order, "folder"))),
        "exact" => exact::write(Path::new(text(order, "folder")), order),
        "judge" => exact::judge(Path::new(text(order, "folder")), order),
        "outline" => outline::measure(),
        // A fresh one each time: nothing is compiled, cached or warm.
        "open" => {
            drop(browser.take());
            *browser = Some(Browser::open(text(order, "address")));
            Value::Null
        }
        "close" => {
            drop(browser.take());
            Value::Null
        }
        other => match browser {
            Some(browser) => browser.obey(other, order),
            None => panic!("no browser is open for `{other}`"),
        },
    }
}

/// A text of an order.
fn text<'a>(order: &'a Value, key: &str) -> &'a str {
    let Some(text) = order[key].as_str() else {
        panic!("the order has no {key}: {order}");
    };
    text
}

/// A number of an order.
fn number(order: &Value, key: &str) -> u32 {
    let number = order[key].as_u64().and_then(|it| u32::try_from(it).ok());
    let Some(number) = number else {
        panic!("the order has no {key}: {order}");
    };
    number
}

/// The 256-bit hash of `bytes`, as people write it.
fn hash(bytes: &[u8]) -> Value {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(bytes);
    json!(
        hash.iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    )
}

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
