//! A scanner for almost-JSON that is fed in pieces and gives each object that
//! could be an item as soon as it closes. Never looks ahead, never recurses,
//! and holds only what is still open.
//!
//! Tolerated: text before, after and between; fences; missing and trailing
//! commas; raw line breaks in strings; lone surrogates; bare words where a value
//! or key belongs; brackets that close in the wrong order.

use super::limits::{DEPTH, VALUES};

/// A value as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Number(f64),
    Bool(bool),
    /// A string in quotes, its escapes resolved.
    Text(String),
    /// Anything else without quotes: `null` is empty, `NaN` stays as it is.
    Bare(String),
    List(Vec<Value>),
    Object(Object),
}

/// An object's keys and values, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object {
    pub entries: Vec<(String, Value)>,
    /// Whether objects within it were given as items of their own.
    pub held_items: bool,
}

impl Object {
    /// The last value under any of `keys`.
    pub fn get(&self, keys: &[&str]) -> Option<&Value> {
        self.entries
            .iter()
            .rev()
            .find(|(key, _)| keys.contains(&key.as_str()))
            .map(|(_, value)| value)
    }
}

/// What the scanner tells its owner.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// A closed object, and the key of the enclosing object under which it
    /// stands, however many lists lie between. Answer `true` from
    /// the callback to take it as an item.
    Object {
        object: Object,
        under: Option<String>,
    },
    /// An object that was closed by the wrong bracket and is dropped.
    Unclosed(Object),
    /// Nesting beyond [`DEPTH`]; what was open is dropped.
    TooDeep,
    /// A list beyond [`VALUES`]; the rest of it is dropped.
    TooManyValues,
}

/// An object or list that has not closed yet.
#[derive(Debug)]
enum Open {
    Object { object: Object, key: Option<String> },
    List(Vec<Value>),
}

#[derive(Debug)]
enum Token {
    None,
    Text { text: String, escape: Escape },
    Bare(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Escape {
    None,
    Backslash,
    /// `\u` and the digits so far.
    Unicode {
        digits: u8,
        code: u32,
    },
}

/// The scanner's state between two pieces.
#[derive(Debug)]
pub(super) struct Scanner {
    open: Vec<Open>,
    token: Token,
    /// The first half of a `\u` pair, waiting for the second.
    high: Option<u32>,
}

/// Says whether a closed object is taken as an item, so that it is not kept in
/// its parent.
pub(super) type Sink<'a> = dyn FnMut(Found) -> Option<Object> + 'a;

impl Scanner {
    pub fn new() -> Self {
        Self {
            open: Vec::new(),
            token: Token::None,
            high: None,
        }
    }

    /// Whether anything is still open.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The objects that are still open, outermost first, as far as they came.
    /// A value that is itself still open is not among their entries.
    pub fn into_open(self) -> Vec<Object> {
        self.open
            .into_iter()
            .filter_map(|open| match open {
                Open::Object { mut object, key } => {
                    if let Some(key) = key {
                        object.entries.push((key, Value::Bare(String::new())));
                    }
                    Some(object)
                }
                Open::List(_) => None,
            })
            .collect()
    }

    /// Reads a piece. `sink` gets each finding; for [`Found::Object`] it gives
    /// the object back when it is no item, and it then stays in its parent.
    pub fn push(&mut self, piece: &str, sink: &mut Sink<'_>) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            if let Token::Text {
                text,
                escape: Escape::None,
            } = &mut self.token
            {
                let plain = rest.find(['"', '\\']).unwrap_or(rest.len());
                if plain > 0 {
                    let (run, after) = rest.split_at(plain);
                    if self.high.take().is_some() {
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                    text.push_str(run);
                    rest = after;
                    continue;
                }
            }
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            self.character(first, sink);
        }
    }

    fn character(&mut self, c: char, sink: &mut Sink<'_>) {
        match &mut self.token {
            Token::Text { .. } => self.in_text(c, sink),
            Token::Bare(_) => self.in_bare(c, sink),
            Token::None => self.between(c, sink),
        }
    }

    fn between(&mut self, c: char, sink: &mut Sink<'_>) {
        match c {
            '{' => self.begin(
                Open::Object {
                    object: Object::default(),
                    key: None,
                },
                sink,
            ),
            '[' => self.begin(Open::List(Vec::new()), sink),
            // Outside of every bracket all else is prose.
            _ if self.open.is_empty() => {}
            '}' => self.end(true, sink),
            ']' => self.end(false, sink),
            '"' => {
                self.token = Token::Text {
                    text: String::new(),
                    escape: Escape::None,
                }
            }
            ',' => {
                if let Some(Open::Object { object, key }) = self.open.last_mut()
                    && let Some(key) = key.take()
                {
                    object.entries.push((key, Value::Bare(String::new())));
                }
            }
            ':' => {}
            c if c.is_whitespace() => {}
            c => self.token = Token::Bare(String::from(c)),
        }
    }

    fn in_text(&mut self, c: char, sink: &mut Sink<'_>) {
        let Token::Text { text, escape } = &mut self.token else {
            return;
        };
        match (*escape, c) {
            (Escape::None, '"') => {
                if self.high.take().is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                let text = std::mem::take(text);
                self.token = Token::None;
                self.value(Value::Text(text), sink);
            }
            (Escape::None, '\\') => *escape = Escape::Backslash,
            (Escape::None, other) => text.push(other),
            (Escape::Backslash, 'u') => *escape = Escape::Unicode { digits: 0, code: 0 },
            (Escape::Backslash, other) => {
                *escape = Escape::None;
                if self.high.take().is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                text.push(match other {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    other => other,
                });
            }
            (Escape::Unicode { digits, code }, c) => match c.to_digit(16) {
                Some(digit) if digits < 3 => {
                    *escape = Escape::Unicode {
                        digits: digits + 1,
                        code: code * 16 + digit,
                    };
                }
                Some(digit) => {
                    *escape = Escape::None;
                    let code = code * 16 + digit;
                    push_unit(text, &mut self.high, code);
                }
                None => {
                    // A broken escape ends here; the character is read again.
                    *escape = Escape::None;
                    text.push(char::REPLACEMENT_CHARACTER);
                    self.in_text(c, sink);
                }
            },
        }
    }

    fn in_bare(&mut self, c: char, sink: &mut Sink<'_>) {
        let at_key = matches!(self.open.last(), Some(Open::Object { key: None, .. }));
        let ends = matches!(c, ',' | ']' | '}' | '\n' | '\r') || (at_key && c == ':');
        let Token::Bare(word) = &mut self.token else {
            return;
        };
        if !ends {
            word.push(c);
            return;
        }
        let value = bare_value(word.trim_end());
        self.token = Token::None;
        self.value(value, sink);
        self.between(c, sink);
    }

    /// Ends a bare word that runs up to the end of the text.
    pub fn flush(&mut self, sink: &mut Sink<'_>) {
        if let Token::Bare(_) = self.token {
            self.in_bare('\n', sink);
        }
    }

    fn begin(&mut self, open: Open, sink: &mut Sink<'_>) {
        if self.open.len() == DEPTH {
            self.open.clear();
            sink(Found::TooDeep);
        }
        self.open.push(open);
    }

    /// A closing bracket: closes whatever is open up to the nearest bracket of
    /// its kind. Without one it is ignored.
    fn end(&mut self, object: bool, sink: &mut Sink<'_>) {
        let matching = |open: &Open| matches!(open, Open::Object { .. }) == object;
        let Some(at) = self.open.iter().rposition(matching) else {
            return;
        };
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            let wrong_bracket = self.open.len() > at;
            match open {
                Open::List(values) => self.value(Value::List(values), sink),
                Open::Object { object, .. } if wrong_bracket => {
                    sink(Found::Unclosed(object));
                }
                Open::Object { mut object, key } => {
                    if let Some(key) = key {
                        object.entries.push((key, Value::Bare(String::new())));
                    }
                    self.close(object, sink);
                }
            }
        }
    }

    fn close(&mut self, object: Object, sink: &mut Sink<'_>) {
        let under = self.open.iter().rev().find_map(|open| match open {
            Open::Object { key, .. } => Some(key.clone()),
            Open::List(_) => None,
        });
        match sink(Found::Object {
            object,
            under: under.flatten(),
        }) {
            Some(object) => self.value(Value::Object(object), sink),
            None => self.taken(),
        }
    }

    /// Notes that an item was taken out of everything that encloses it.
    fn taken(&mut self) {
        if let Some(Open::Object { key, .. }) = self.open.last_mut() {
            *key = None;
        }
        for open in &mut self.open {
            if let Open::Object { object, .. } = open {
                object.held_items = true;
            }
        }
    }

    fn value(&mut self, value: Value, sink: &mut Sink<'_>) {
        match self.open.last_mut() {
            None => {}
            Some(Open::List(values)) if values.len() == VALUES => {
                // Said once: the list does not grow past the limit again.
                values.push(value);
                sink(Found::TooManyValues);
            }
            Some(Open::List(values)) if values.len() > VALUES => {}
            Some(Open::List(values)) => values.push(value),
            Some(Open::Object { object, key }) => match (key.take(), value) {
                (Some(key), value) => object.entries.push((key, value)),
                (None, Value::Text(text) | Value::Bare(text)) => *key = Some(text),
                (None, value) => object.entries.push((String::new(), value)),
            },
        }
    }
}

/// Adds a `\u` unit; halves of a pair are joined, lone ones replaced.
fn push_unit(text: &mut String, high: &mut Option<u32>, code: u32) {
    match (high.take(), code) {
        (Some(first), 0xDC00..=0xDFFF) => {
            let joined = 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00);
            text.push(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        (Some(_), code) => {
            text.push(char::REPLACEMENT_CHARACTER);
            push_unit(text, high, code);
        }
        (None, 0xD800..=0xDBFF) => *high = Some(code),
        (None, code) => text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

fn bare_value(word: &str) -> Value {
    let numeric = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    match word {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Bare(String::new()),
        _ => match word.parse() {
            Ok(number) if numeric => Value::Number(number),
            _ => Value::Bare(word.to_owned()),
        },
    }
}
