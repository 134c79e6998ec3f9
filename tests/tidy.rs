//! The house rules that neither the compiler nor the lints can hold. Each rule
//! is one small test, and fails with the places where it is broken.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms with their walls: what each may use. `ARCHITECTURE.md` has the same
/// table.
const ROOMS: [(&str, &[&str]); 11] = [
    ("geometry", &[]),
    ("picture", &["geometry"]),
    ("mask", &["geometry"]),
    ("answer", &["geometry", "mask"]),
    ("gemini", &["geometry"]),
    ("render", &["geometry", "picture", "mask"]),
    ("export", &["geometry", "picture", "mask", "render"]),
    ("session", PURE.split_at(7).0),
    ("pipeline", PURE.split_at(8).0),
    ("browser", &PURE),
    ("app", &ALL_BUT_APP),
];

/// The pure rooms, in the order in which the data walks through them.
const PURE: [&str; 9] = [
    "geometry", "picture", "mask", "answer", "gemini", "render", "export", "session", "pipeline",
];
const ALL_BUT_APP: [&str; 10] = [
    "geometry", "picture", "mask", "answer", "gemini", "render", "export", "session", "pipeline",
    "browser",
];

/// The libraries that reach the web.
const WEB: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo"];

/// Lines that a style sheet may have.
const STYLE_LINES: usize = 600;

#[test]
fn every_file_begins_by_saying_what_it_is() {
    let folders = ["src", "xtask/src", "tests", "examples", "benches"];
    let silent = folders.iter().flat_map(|folder| files(folder, "rs"));
    let silent = silent.filter(|file| !file.text.starts_with("//!"));
    check(
        "must begin with `//!`",
        silent.map(|file| file.place(1, "")),
    );
}

#[test]
fn rooms_use_only_the_rooms_before_them() {
    check(
        "uses a room that it may not",
        ROOMS.iter().flat_map(|(room, allowed)| {
            let may = |used: &str| used == *room || allowed.contains(&used);
            room_files(room).into_iter().flat_map(move |file| {
                places(&file, file.code(), |line| {
                    rooms_named(line).iter().any(|used| !may(used))
                })
            })
        }),
    );
}

#[test]
fn rooms_are_named_one_by_one() {
    // `use crate::{a, b}` would slip past the rule on walls.
    let grouped = files("src", "rs").into_iter().flat_map(|file| {
        places(&file, file.code(), |line| {
            line.contains("crate::{") || line.contains("crate::*")
        })
    });
    check("names rooms in a group", grouped);
}

#[test]
fn the_rooms_are_those_of_the_architecture() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    for (room, allowed) in ROOMS {
        let start = format!("| `{room}` |");
        let line = text.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("ARCHITECTURE.md has no line for {room}"));
        let last = line.trim_end_matches([' ', '|']).rsplit('|').next();
        let written: BTreeSet<&str> = last.unwrap_or("").split('`').skip(1).step_by(2).collect();
        let expected: BTreeSet<&str> = allowed.iter().copied().collect();
        assert_eq!(written, expected, "what {room} may use, in ARCHITECTURE.md");
    }
    let folders = fs::read_dir(root().join("src")).expect("src");
    let folders = folders.map(|entry| entry.expect("an entry").path());
    for folder in folders.filter(|path| path.is_dir()) {
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let is_room = ROOMS.iter().any(|(room, _)| Some(*room) == name.as_deref());
        assert!(is_room, "{} is no room of the table", folder.display());
    }
}

#[test]
fn pure_rooms_know_nothing_of_the_web() {
    check(
        "names the web in a pure room",
        PURE.iter()
            .flat_map(|room| room_files(room))
            .flat_map(|file| {
                places(&file, file.code(), |line| {
                    names_one_of(line, &WEB) || names_one_of(line, &["leptos", "reactive_stores"])
                })
            }),
    );
}

#[test]
fn only_the_browser_room_touches_the_web() {
    let outside = files("src", "rs");
    let outside = outside
        .into_iter()
        .filter(|file| !file.path.starts_with("src/browser/"));
    check(
        "touches the web outside of src/browser",
        outside.flat_map(|file| {
            let in_app = file.path.starts_with("src/app/");
            places(&file, file.code(), |line| {
                // A component may say which element its event came from.
                let line = if in_app {
                    without_element_types(line)
                } else {
                    line.to_owned()
                };
                names_one_of(&line, &WEB)
            })
        }),
    );
}

#[test]
fn pure_rooms_never_panic_on_purpose() {
    const WAYS: [&str; 5] = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "unimplemented!(",
    ];
    let files = PURE.iter().flat_map(|room| room_files(room));
    let is_test = |path: &str| path.ends_with("tests.rs") || path.contains("/tests/");
    let files = files.filter(|file| !is_test(&file.path));
    check(
        "may panic",
        files.flat_map(|file| {
            places(&file, file.code_before_tests(), |line| {
                WAYS.iter().any(|way| line.contains(way))
            })
        }),
    );
}

#[test]
fn tests_stand_last_in_their_file() {
    // The rule on panics reads up to the first `#[cfg(test)]`.
    let early = files("src", "rs").into_iter().flat_map(|file| {
        let lines: Vec<&str> = file.text.lines().collect();
        let found = lines.windows(2).enumerate().filter(|(_, pair)| {
            pair[0].trim() == "#[cfg(test)]" && !pair[1].trim_start().starts_with("mod tests")
        });
        let found: Vec<String> = found
            .map(|(at, pair)| file.place(at + 1, pair[1]))
            .collect();
        found
    });
    check(
        "has `#[cfg(test)]` on something else than `mod tests`",
        early,
    );
}

#[test]
fn colours_are_named_in_one_file() {
    let sheets = files("style", "css");
    let sheets = sheets
        .into_iter()
        .filter(|file| !file.path.ends_with("/tokens.css"));
    check(
        "has a colour of its own; give it a name in style/tokens.css",
        sheets.flat_map(|file| places(&file, lines(&file.text), has_colour)),
    );
}

#[test]
fn style_sheets_stay_short() {
    let long = files("style", "css").into_iter();
    let long = long.filter(|file| file.text.lines().count() >= STYLE_LINES);
    check(
        "is a style sheet of 600 lines or more",
        long.map(|file| file.place(STYLE_LINES, "")),
    );
}

#[test]
fn nothing_is_styled_or_written_as_markup_in_place() {
    // The page's policy blocks the first; the second would trust a model's text.
    let mut sources = files("src", "rs");
    sources.push(File::read(&root().join("index.html")));
    check(
        "has an inline style or inner HTML",
        sources.iter().flat_map(|file| {
            places(file, lines(&file.text), |line| {
                line.contains("style=\"") || line.contains("inner_html")
            })
        }),
    );
}

#[test]
fn no_test_is_switched_off_or_expects_a_panic() {
    // In two pieces, so that this file does not find itself.
    let marks = [concat!("#[", "ignore"), concat!("#[", "should_panic")];
    let folders = ["src", "xtask/src", "tests", "examples", "benches"];
    check(
        "switches a test off or expects a panic",
        folders
            .iter()
            .flat_map(|folder| files(folder, "rs"))
            .flat_map(|file| {
                places(&file, lines(&file.text), |line| {
                    marks.iter().any(|mark| line.contains(mark))
                })
            }),
    );
}

/// A file of the project.
struct File {
    /// Its path from the project's root, with `/`.
    path: String,
    text: String,
}

impl File {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path);
        let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let path = path.strip_prefix(root()).unwrap_or(path);
        let path = path.to_string_lossy().replace('\\', "/");
        Self { path, text }
    }

    /// Its lines with their numbers, without comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        lines(&self.text).map(|(number, line)| (number, without_comment(line)))
    }

    /// The same, up to the module with its tests.
    fn code_before_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code()
            .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    fn place(&self, number: usize, line: &str) -> String {
        format!("{}:{number}: {}", self.path, line.trim())
    }
}

/// Fails with every place in which a rule is broken.
fn check(fault: &str, places: impl IntoIterator<Item = String>) {
    let places: Vec<String> = places.into_iter().collect();
    let list = places.iter().fold(String::new(), |mut list, place| {
        // Writing into a string does not fail.
        let _ = write!(list, "\n  {place}");
        list
    });
    assert!(places.is_empty(), "{} × {fault}:{list}", places.len());
}

/// The places among `lines` at which `is_fault` holds.
fn places<'a>(
    file: &'a File,
    lines: impl Iterator<Item = (usize, &'a str)>,
    is_fault: impl Fn(&str) -> bool,
) -> Vec<String> {
    lines
        .filter(|(_, line)| is_fault(line))
        .map(|(number, line)| file.place(number, line))
        .collect()
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

/// What stands before `//`; a `://` within a string is no comment.
fn without_comment(line: &str) -> &str {
    let starts = line.match_indices("//").map(|(at, _)| at);
    let mut starts = starts.filter(|at| !line[..*at].ends_with(':'));
    starts.next().map_or(line, |at| &line[..at])
}

/// The rooms that a line reaches through `crate::`.
fn rooms_named(line: &str) -> Vec<&str> {
    let after = line
        .match_indices("crate::")
        .map(|(at, found)| at + found.len());
    let names = after.map(|at| leading_word(&line[at..]));
    names
        .filter(|name| ROOMS.iter().any(|(room, _)| room == name))
        .collect()
}

fn leading_word(text: &str) -> &str {
    let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    &text[..end]
}

/// Whether a word of `line` begins with one of `names`: `gloo` finds `gloo_net`.
fn names_one_of(line: &str, names: &[&str]) -> bool {
    names.iter().any(|name| {
        let mut found = line.match_indices(name);
        found.any(|(at, _)| !line[..at].ends_with(is_word))
    })
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// `line` without `web_sys::Html…Element`.
fn without_element_types(line: &str) -> String {
    let mut kept = line.to_owned();
    for (at, found) in line.match_indices("web_sys::") {
        let name = leading_word(&line[at + found.len()..]);
        if name.starts_with("Html") && name.ends_with("Element") {
            kept = kept.replacen(&format!("{found}{name}"), "", 1);
        }
    }
    kept
}

/// Whether `line` of a style sheet spells a colour out.
fn has_colour(line: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla("];
    let is_hex = |at: usize| {
        let word: &str = leading_word(&line[at + 1..]);
        let ends = !line[at + 1 + word.len()..].starts_with('-');
        let digits = word.chars().all(|c| c.is_ascii_hexdigit());
        ends && digits && matches!(word.len(), 3 | 4 | 6 | 8)
    };
    functions.iter().any(|function| line.contains(function))
        || line.match_indices('#').any(|(at, _)| is_hex(at))
}

fn room_files(room: &str) -> Vec<File> {
    let found = files(&format!("src/{room}"), "rs");
    assert!(!found.is_empty(), "there is no room {room}");
    found
}

/// All files under `folder` whose names end so, in a fixed order.
fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut paths = Vec::new();
    gather(&root().join(folder), ending, &mut paths);
    paths.sort();
    paths.iter().map(|path| File::read(path)).collect()
}

fn gather(folder: &Path, ending: &str, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, ending, paths);
        } else if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
