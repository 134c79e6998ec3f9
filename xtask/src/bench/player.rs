//! A program that does what it is told line by line and answers each line:
//! JSON both ways, over its standard input and output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// A running program. It ends when it is dropped.
pub struct Player {
    name: &'static str,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Player {
    /// Starts the program; `name` is for sentences.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} could not be started"))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("{name} takes no orders");
        };
        Ok(Self {
            name,
            child,
            input: Some(input),
            output: BufReader::new(output),
        })
    }

    /// Has it do something; gives its answer.
    ///
    /// # Errors
    /// When it has ended or answers with something that is no JSON.
    pub fn ask(&mut self, order: &Value) -> Result<Value> {
        let Some(input) = &mut self.input else {
            bail!("{} takes no orders", self.name);
        };
        let sent = writeln!(input, "{order}").and_then(|()| input.flush());
        let mut line = String::new();
        let read = sent.and_then(|()| self.output.read_line(&mut line));
        if !matches!(read, Ok(1..)) {
            bail!("{} broke down at: {order}", self.name);
        }
        serde_json::from_str(&line)
            .with_context(|| format!("{} answered what nobody understands: {line}", self.name))
    }

    /// Has it do something that takes time; gives the milliseconds.
    ///
    /// # Errors
    /// As [`Player::ask`].
    pub fn clock(&mut self, order: &Value) -> Result<f64> {
        let answer = self.ask(order)?;
        answer["ms"]
            .as_f64()
            .with_context(|| format!("{} gave no time: {answer}", self.name))
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        // Without input it ends by itself, and takes what it started with it.
        drop(self.input.take());
        self.child.wait().ok();
    }
}
