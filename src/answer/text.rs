//! A text in quotes while it arrives, its escapes resolved. Never holds more
//! than [`TEXT`], and never fails: what is no escape is replaced.

use super::limits::TEXT;
use super::value::Value;

/// A text whose closing quote has not come yet.
#[derive(Clone, Debug)]
pub(super) struct Text {
    text: String,
    close: char,
    escape: Escape,
    /// The first half of a `\u` pair, waiting for the second.
    high: Option<u32>,
    too_long: bool,
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

impl Text {
    /// A text that ends at `close`.
    pub fn new(close: char) -> Self {
        Self {
            text: String::new(),
            close,
            escape: Escape::None,
            high: None,
            too_long: false,
        }
    }

    /// How many bytes at the beginning of `rest` stand for themselves.
    pub fn plain(&self, rest: &str) -> usize {
        match self.escape {
            // By far the most texts; the search for two bytes is the quickest.
            Escape::None if self.close == '"' => rest.find(['"', '\\']).unwrap_or(rest.len()),
            Escape::None => rest.find([self.close, '\\']).unwrap_or(rest.len()),
            _ => 0,
        }
    }

    /// Whether the limit was passed.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// Adds what stands for itself.
    pub fn run(&mut self, run: &str) {
        self.end_pair();
        if self.text.len() + run.len() <= TEXT && !self.too_long {
            self.text.push_str(run);
        } else {
            self.too_long = true;
            self.text = String::new();
        }
    }

    /// Reads one character; gives whether it closed the text.
    pub fn step(&mut self, c: char) -> bool {
        match (self.escape, c) {
            (Escape::None, c) if c == self.close => {
                self.end_pair();
                return true;
            }
            (Escape::None, '\\') => self.escape = Escape::Backslash,
            (Escape::None, other) => self.push(other),
            (Escape::Backslash, 'u') => self.escape = Escape::Unicode { digits: 0, code: 0 },
            (Escape::Backslash, other) => {
                self.escape = Escape::None;
                self.push(match other {
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
                    let (digits, code) = (digits + 1, code * 16 + digit);
                    self.escape = Escape::Unicode { digits, code };
                }
                Some(digit) => {
                    self.escape = Escape::None;
                    self.unit(code * 16 + digit);
                }
                None => {
                    // A broken escape ends here; the character is read again.
                    self.escape = Escape::None;
                    self.push(char::REPLACEMENT_CHARACTER);
                    return self.step(c);
                }
            },
        }
        false
    }

    /// The text as a value.
    pub fn into_value(self) -> Value {
        if self.too_long {
            Value::TooLong
        } else {
            Value::Text(self.text)
        }
    }

    /// Whether an object could begin at the end of the text: its quote is then
    /// one that opens a key, and an earlier one was missing.
    pub fn ends_in_brace(&self) -> bool {
        self.text.trim_end().ends_with('{')
    }

    fn push(&mut self, c: char) {
        self.run(c.encode_utf8(&mut [0; 4]));
    }

    /// Adds a `\u` unit; halves of a pair are joined, lone ones replaced.
    fn unit(&mut self, code: u32) {
        match (self.high.take(), code) {
            (Some(first), 0xDC00..=0xDFFF) => {
                let joined = 0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00);
                self.push(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            (Some(first), code) => {
                self.high = Some(first);
                self.end_pair();
                self.unit(code);
            }
            (None, 0xD800..=0xDBFF) => self.high = Some(code),
            (None, code) => self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// Replaces a first half whose second did not come.
    fn end_pair(&mut self) {
        if self.high.take().is_some() {
            self.run(char::REPLACEMENT_CHARACTER.encode_utf8(&mut [0; 4]));
        }
    }
}
