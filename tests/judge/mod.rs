//! Asks a program of somebody else's, through a script in `tests/oracles`. Never
//! judges by itself.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The lines that `script` answers to `input`. `cargo xtask test` makes the
/// Python that runs it and names it in `MASQUE_PYTHON`.
pub fn ask(script: &str, arguments: &[&str], input: String) -> Vec<String> {
    let python = std::env::var("MASQUE_PYTHON")
        .expect("run `cargo xtask test`, which makes the Python that these tests need");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/oracles");
    let mut child = Command::new(python)
        .arg(folder.join(script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    let written = writer.join().expect("the writer");
    assert!(output.status.success(), "the oracle failed");
    written.expect("all input written");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(str::to_owned).collect()
}
