//! One malformed answer: its text in parts, and what each part gives. Where an
//! object ends in the text is where its part ends, so nobody has to look.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::random::Random;
use super::thing::Thing;

/// A stretch of the text.
#[derive(Clone)]
pub struct Part {
    /// With `#` for the number of the turn, when there are several.
    pub text: String,
    /// What must be read the moment this ends; with `#` in its label.
    pub gives: Option<Value>,
    /// How often it is written.
    pub times: usize,
    /// How many of those turns give something.
    pub kept: usize,
}

/// One answer.
pub struct Case {
    pub name: String,
    pub parts: Vec<Part>,
    /// The problems that must be named, as the reader prints them, in order.
    pub problems: Vec<String>,
}

impl Case {
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            parts: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Goes on with text that gives nothing.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        match self.parts.last_mut() {
            Some(part) if part.gives.is_none() && part.times == 1 => part.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.parts.push(Part {
                text,
                gives: None,
                times: 1,
                kept: 1,
            }),
        }
        self
    }

    /// Goes on with text at whose end `gives` is read.
    pub fn object(mut self, text: impl Into<String>, gives: Value) -> Self {
        self.parts.push(Part {
            text: text.into(),
            gives: Some(gives),
            times: 1,
            kept: 1,
        });
        self
    }

    /// Goes on with `thing` as good JSON.
    pub fn thing(self, thing: &Thing) -> Self {
        self.object(thing.json(), thing.gives())
    }

    /// Goes on with `things` as good JSON, `between` them.
    pub fn things(self, things: &[Thing], between: &str) -> Self {
        things
            .iter()
            .enumerate()
            .fold(self, |case, (number, thing)| {
                case.text(if number == 0 { "" } else { between })
                    .thing(thing)
            })
    }

    /// Goes on with `things` as JSON of any layout, commas between.
    pub fn laid_out(self, things: &[Thing], random: &mut Random) -> Self {
        let comma = *random.pick(&[",", ", ", ",\n  ", " ,\n"]);
        things
            .iter()
            .enumerate()
            .fold(self, |case, (number, thing)| {
                let text = thing.laid_out(random);
                case.text(if number == 0 { "" } else { comma })
                    .object(text, thing.gives())
            })
    }

    /// Goes on with `text`, that many times.
    pub fn repeat(mut self, text: impl Into<String>, times: usize) -> Self {
        self.parts.push(Part {
            text: text.into(),
            gives: None,
            times,
            kept: times,
        });
        self
    }

    /// Goes on with an object, that many times; the first `kept` are given.
    pub fn repeat_object(mut self, text: &str, gives: Value, times: usize, kept: usize) -> Self {
        self.parts.push(Part {
            text: text.to_owned(),
            gives: Some(gives),
            times,
            kept,
        });
        self
    }

    /// Names a problem.
    pub fn problem(mut self, problem: impl Into<String>) -> Self {
        self.problems.push(problem.into());
        self
    }

    /// Names a problem that has a label.
    pub fn problem_of(self, problem: &str, label: Option<&str>) -> Self {
        self.problem(format!("{problem}({label:?})"))
    }

    /// As one line of JSON.
    pub fn line(&self) -> String {
        let parts: Vec<Value> = self.parts.iter().map(Part::json).collect();
        json!({"name": self.name, "parts": parts, "problems": self.problems}).to_string()
    }
}

impl Part {
    fn json(&self) -> Value {
        if self.times == 1 && self.gives.is_none() {
            return json!(self.text);
        }
        // In the order of their names, whatever order the JSON library keeps.
        let mut part = json!({});
        if let Some(gives) = &self.gives {
            let sorted: BTreeMap<_, _> = gives.as_object().into_iter().flatten().collect();
            part["gives"] = json!(sorted);
        }
        if self.kept < self.times {
            part["kept"] = json!(self.kept);
        }
        part["text"] = json!(self.text);
        if self.times > 1 {
            part["times"] = json!(self.times);
        }
        part
    }
}
