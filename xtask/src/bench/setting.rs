//! Everything that runs during the benchmarks: the page's server, the peers'
//! programs, Chromium. Gets what they need.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::contenders::{Contender, Place};
use super::contest::Case;
use super::player::Player;
use super::site;
use crate::serve::Server;
use crate::tools::chromium::Chromium;
use crate::{page, shell, tools};

/// What is served to Chromium; ignored by git.
const SITE: &str = "target/bench/site";
/// The pictures and answers.
pub const WORK: &str = "target/bench/site/work";
/// Where `sharp` is installed.
const SHARP: &str = ".tools/bench-node";
/// The npm package, with its version.
const SHARP_PACKAGE: &str = "sharp@0.35.5";

/// What runs.
pub struct Setting {
    /// The exact results, the judge, and Chromium.
    pub ours: Player,
    /// The Python peers.
    pub python: Player,
    /// `sharp`.
    pub node: Player,
    /// The list of pictures and answers.
    pub work: Value,
    interpreter: PathBuf,
    server: Server,
}

impl Setting {
    /// Gets, builds and starts everything, and makes the work.
    ///
    /// # Errors
    /// With a sentence on what is missing or fails.
    pub fn prepare() -> Result<Self> {
        let Some(chromium) = tools::chromium::prepare()? else {
            bail!(
                "The benchmarks need Chromium; {}",
                tools::chromium::HOW_TO_GET_IT
            );
        };
        let interpreter = tools::python::prepare_peers()?;
        prepare_sharp()?;
        page::build()?;
        site::build(Path::new(SITE))?;
        let server = Server::start_for_tests(Path::new(SITE))?;
        let mut ours = start_ours(&chromium)?;
        let work = ours.ask(&json!({"do": "make", "folder": WORK}))?;
        Ok(Self {
            ours,
            python: start_python(&interpreter)?,
            node: start_node()?,
            work,
            interpreter,
            server,
        })
    }

    /// Loads a case everywhere, in a fresh browser.
    ///
    /// # Errors
    /// When a program fails.
    pub fn load(&mut self, case: &Case) -> Result<()> {
        let load = self.load_order(case.picture)?;
        self.python.ask(&load)?;
        self.node.ask(&load)?;
        self.open()?;
        self.call("start", &json!(["measure"]))?;
        self.call("start", &json!(["shipped"]))?;
        self.load_page(case.picture, &case.answer(), true)
    }

    /// Opens the bench's page in a fresh browser.
    ///
    /// # Errors
    /// When it does not start.
    pub fn open(&mut self) -> Result<()> {
        let address = self.server.page();
        self.ours
            .ask(&json!({"do": "open", "address": address}))
            .map(drop)
    }

    /// Loads an answer into the page, with the picture's pixels or its size alone.
    ///
    /// # Errors
    /// When the page fails.
    pub fn load_page(&mut self, picture: &str, answer: &str, with_pixels: bool) -> Result<()> {
        let mut picture = self.picture(picture)?;
        if !with_pixels {
            picture["file"] = Value::Null;
        }
        let colors = &self.work["colors"];
        let load = json!([{"picture": picture, "answer": answer, "colors": colors}]);
        self.call("load", &load).map(drop)
    }

    /// Makes the exact result of a case; gives its hashes.
    ///
    /// # Errors
    /// When the program fails.
    pub fn exact(&mut self, case: &Case, threshold: u8) -> Result<Value> {
        let picture = self.picture(case.picture)?;
        self.ours.ask(&json!({
            "do": "exact", "folder": WORK, "photo": picture["file"],
            "width": picture["width"], "height": picture["height"],
            "answer": case.answer(), "threshold": threshold,
        }))
    }

    /// Runs a contender; gives milliseconds.
    ///
    /// # Errors
    /// When its program fails.
    pub fn run(&mut self, contender: &Contender, case: &Case) -> Result<Vec<f64>> {
        let order = contender.order(&case.answer());
        match contender.place {
            Place::Python => Ok(vec![self.python.clock(&order)?]),
            Place::Node => Ok(vec![self.node.clock(&order)?]),
            Place::Page => numbers(&self.ours.ask(&order)?),
        }
    }

    /// Calls a function of the page's.
    ///
    /// # Errors
    /// When the page fails.
    pub fn call(&mut self, name: &str, arguments: &Value) -> Result<Value> {
        self.ours
            .ask(&json!({"do": "call", "name": name, "arguments": arguments}))
    }

    /// A program of a peer's that has just started, with this picture loaded.
    ///
    /// # Errors
    /// When it does not start.
    pub fn fresh(&self, place: Place, picture: &str) -> Result<Player> {
        let mut player = match place {
            Place::Node => start_node()?,
            Place::Python | Place::Page => start_python(&self.interpreter)?,
        };
        player.ask(&self.load_order(picture)?)?;
        Ok(player)
    }

    fn load_order(&self, picture: &str) -> Result<Value> {
        let picture = self.picture(picture)?;
        let folder = fs::canonicalize(WORK)?;
        Ok(json!({
            "do": "load", "folder": folder, "photo": picture["file"],
            "width": picture["width"], "height": picture["height"],
            "colors": self.work["colors"],
        }))
    }

    fn picture(&self, name: &str) -> Result<Value> {
        let pictures = self.work["pictures"].as_array();
        let mut pictures = pictures.into_iter().flatten();
        let found = pictures.find(|picture| picture["name"] == name);
        found
            .cloned()
            .with_context(|| format!("There is no picture {name}"))
    }
}

/// A list of numbers.
///
/// # Errors
/// When it is something else.
pub fn numbers(list: &Value) -> Result<Vec<f64>> {
    let numbers = list.as_array().into_iter().flatten().map(Value::as_f64);
    numbers
        .collect::<Option<_>>()
        .with_context(|| format!("These are no numbers: {list}"))
}

fn start_ours(chromium: &Chromium) -> Result<Player> {
    let mut command = shell::command("cargo")?;
    command
        .args(["bench", "--quiet", "--no-default-features"])
        .args(["--bench", "player"])
        .env("MASQUE_BENCH", "1")
        .env("MASQUE_CHROMIUM", &chromium.browser)
        .env("MASQUE_CHROMEDRIVER", &chromium.driver);
    Player::start("The player", &mut command)
}

fn start_python(interpreter: &Path) -> Result<Player> {
    let mut command = shell::command_at(interpreter);
    Player::start("Python", command.arg("benches/peers/peers.py"))
}

fn start_node() -> Result<Player> {
    let mut command = shell::command("node")?;
    let folder = fs::canonicalize(SHARP)?;
    Player::start(
        "Node.js",
        command.arg("benches/peers/sharp.mjs").arg(folder),
    )
}

fn prepare_sharp() -> Result<()> {
    let (name, version) = SHARP_PACKAGE.split_once('@').unwrap_or_default();
    let package = Path::new(SHARP)
        .join("node_modules")
        .join(name)
        .join("package.json");
    let wanted = format!("\"version\": \"{version}\"");
    if fs::read_to_string(package).is_ok_and(|text| text.contains(&wanted)) {
        return Ok(());
    }
    println!("Installing {SHARP_PACKAGE} to measure Masque against it (seconds)");
    fs::create_dir_all(SHARP)?;
    shell::run(
        shell::command("npm")?
            .args(["install", "--prefix", SHARP, "--no-audit", "--no-fund"])
            .args(["--ignore-scripts", SHARP_PACKAGE]),
    )
    .context("sharp was not installed; is the network there?")
}

/// A program to ask for its version.
///
/// # Errors
/// When it is not there.
pub fn version(program: &str) -> Result<String> {
    let mut command: Command = shell::command(program)?;
    shell::capture(command.arg("--version"))
}
