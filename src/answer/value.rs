//! Values and objects as they were written, before anyone asks what they mean.
//! Never holds more than the scanner's limits let through.

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
    /// A text or list beyond its limit, which was not kept.
    TooLong,
}

impl Value {
    /// What `null`, and a key without a value, stand for.
    pub fn nothing() -> Self {
        Self::Bare(String::new())
    }

    /// The value that stands for a word without quotes.
    pub fn bare(word: &str) -> Self {
        let numeric =
            word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        match word {
            "true" | "True" => Self::Bool(true),
            "false" | "False" => Self::Bool(false),
            "null" | "None" | "undefined" => Self::nothing(),
            _ => match word.parse() {
                Ok(number) if numeric => Self::Number(number),
                _ => Self::Bare(word.to_owned()),
            },
        }
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Bare(word) if word.is_empty())
    }

    /// The number, also where it was written as a string; it may be infinite.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }
}

/// An object's keys and values, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Object {
    /// The keys without white space around them.
    pub entries: Vec<(String, Value)>,
    /// Whether objects within it were given as items of their own.
    pub held_items: bool,
    /// Whether a text or outline of its own repeats itself.
    pub loops: bool,
}

impl Object {
    /// The value under the first of `keys` that has one that is not nothing; of
    /// several under one key, the last. Upper and lower case do not matter.
    pub fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter().find_map(|key| {
            let mut written = self.entries.iter().rev();
            let found = written.find(|(name, _)| key.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value).filter(|v| !v.is_nothing())
        })
    }

    /// Whether any of `keys` was written, whatever stands under it.
    pub fn has_key(&self, keys: &[&str]) -> bool {
        self.entries.iter().any(|(name, _)| is_key(name, keys))
    }
}

/// Whether `name` is one of `keys`.
pub(super) fn is_key(name: &str, keys: &[&str]) -> bool {
    keys.iter().any(|key| key.eq_ignore_ascii_case(name))
}
