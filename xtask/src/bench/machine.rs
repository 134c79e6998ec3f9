//! The machine and the versions that the figures belong to.

use std::fs;
use std::thread;

use anyhow::Result;
use serde_json::{Value, json};

use super::setting::{Setting, version};

/// What, and which; `load` is what [`load`] gave when the run began.
///
/// # Errors
/// When a program does not say its version.
pub fn describe(setting: &mut Setting, load: Option<String>) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut add = |what: &str, which: String| found.push((what.to_owned(), which));
    add("Processor", processor());
    let cores = thread::available_parallelism().map_or(1, |cores| cores.get());
    add("Cores", cores.to_string());
    if let Some(load) = load {
        add("Programs that wanted a core when it began", load);
    }
    add("Rust", version("rustc")?);
    add("wasm-opt", version("wasm-opt")?);
    setting.open()?;
    setting.call("start", &json!(["measure"]))?;
    let chromium = setting.ours.ask(&json!({"do": "version"}))?;
    add("Chromium", text(&chromium));
    let about = setting.call("about", &json!([]))?;
    let simd = |key: &str| match about[key].as_bool() {
        Some(true) => "yes".to_owned(),
        _ => "no".to_owned(),
    };
    add("simd128 in the measured module", simd("simd"));
    add("simd128 in the worker that ships", simd("shippedSimd"));
    for player in [&mut setting.python, &mut setting.node] {
        let versions = player.ask(&json!({"do": "versions"}))?;
        for (name, version) in versions.as_object().into_iter().flatten() {
            add(name, text(version));
        }
    }
    Ok(found)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn processor() -> String {
    let list = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = list.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(':'));
    name.map_or_else(
        || std::env::consts::ARCH.to_owned(),
        |(_, name)| name.trim().to_owned(),
    )
}

/// How many programs wanted a core in the last minute, where the system tells.
pub fn load() -> Option<String> {
    let load = fs::read_to_string("/proc/loadavg").ok()?;
    load.split_whitespace().next().map(str::to_owned)
}
