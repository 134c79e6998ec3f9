//! Objects and lists that have not closed yet. Never decides what they mean.

use super::scan::OUTLINE;
use super::value::{Object, Value};

/// An object or list that has not closed yet.
#[derive(Clone, Debug)]
pub(super) struct Open {
    kind: Kind,
    /// How many values it holds, at any depth.
    held: usize,
    /// Whether items were taken out of it.
    held_items: bool,
    /// Whether values were left out of it.
    left_out: bool,
}

#[derive(Clone, Debug)]
enum Kind {
    Object {
        object: Object,
        /// The key whose value is to come.
        key: Option<String>,
        /// Whether it has quotes or a colon, as keys have.
        sure: bool,
    },
    List(Vec<Value>),
}

/// What closed.
pub(super) enum What {
    List(Value),
    Object(Object),
}

impl Open {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            held: 0,
            held_items: false,
            left_out: false,
        }
    }

    pub fn object() -> Self {
        Self::new(Kind::Object {
            object: Object::default(),
            key: None,
            sure: false,
        })
    }

    pub fn list() -> Self {
        Self::new(Kind::List(Vec::new()))
    }

    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    pub fn held(&self) -> usize {
        self.held
    }

    /// How many values the closed value will count for, itself included.
    pub fn held_when_closed(&self) -> usize {
        if self.is_list() && self.left_out {
            1
        } else {
            self.held + 1
        }
    }

    pub fn held_items(&self) -> bool {
        self.held_items
    }

    pub fn as_object(&self) -> Option<&Object> {
        match &self.kind {
            Kind::Object { object, .. } => Some(object),
            Kind::List(_) => None,
        }
    }

    /// The key whose value is to come.
    pub fn key(&self) -> Option<&str> {
        match &self.kind {
            Kind::Object { key, .. } => key.as_deref(),
            Kind::List(_) => None,
        }
    }

    pub fn is_at_key(&self) -> bool {
        matches!(self.kind, Kind::Object { key: None, .. })
    }

    pub fn is_at_value(&self) -> bool {
        matches!(self.kind, Kind::Object { key: Some(_), .. })
    }

    /// Whether `c` may be the first character in an outermost bracket. Lists of
    /// anything but objects and lists hold nothing of interest: they are prose.
    pub fn may_begin(&self, c: char) -> bool {
        match self.kind {
            Kind::List(_) => matches!(c, '{' | '[' | ']'),
            Kind::Object { .. } => {
                matches!(
                    c,
                    '"' | '\'' | '“' | '}' | '{' | '[' | '/' | '#' | '_' | '`'
                ) || c.is_alphabetic()
            }
        }
    }

    /// Notes a colon.
    pub fn colon(&mut self) {
        if let Kind::Object { key, sure, .. } = &mut self.kind {
            *sure = key.is_some();
        }
    }

    /// Notes a comma: a key before it has no value. Gives whether nothing in
    /// here looks like an object's entry.
    pub fn separate(&mut self) -> bool {
        let Kind::Object { object, key, sure } = &mut self.kind else {
            return false;
        };
        let Some(name) = key.take() else {
            return false;
        };
        let is_prose = object.entries.is_empty() && !*sure && !object.held_items;
        object.entries.push((name, Value::nothing()));
        is_prose
    }

    /// The text that was put here last, if that was a text.
    pub fn last_text(&mut self) -> Option<&mut String> {
        match &mut self.kind {
            Kind::Object {
                object, key: None, ..
            } => match object.entries.last_mut() {
                Some((_, Value::Text(text))) => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Puts a value, or a key, here; it holds `held` values, itself counted.
    pub fn put(&mut self, value: Value, held: usize) {
        self.held += held;
        match &mut self.kind {
            Kind::List(values) => values.push(value),
            Kind::Object { object, key, sure } => match (key.take(), value) {
                (Some(key), value) => object.entries.push((key, value)),
                (None, Value::Text(text)) => (*key, *sure) = (Some(trimmed(text)), true),
                (None, Value::Bare(text)) => (*key, *sure) = (Some(text), false),
                (None, value) => object.entries.push((String::new(), value)),
            },
        }
    }

    /// Notes that a value was left out here.
    pub fn leave_out(&mut self) {
        self.left_out = true;
        if let Kind::Object { object, key, .. } = &mut self.kind
            && let Some(key) = key.take()
        {
            object.entries.push((key, Value::TooLong));
        }
    }

    /// Notes that a text or outline of the object repeats itself; gives whether
    /// this is one.
    pub fn note_loop(&mut self) -> bool {
        match &mut self.kind {
            Kind::Object { object, .. } => {
                object.loops = true;
                true
            }
            Kind::List(_) => false,
        }
    }

    /// Notes that an item was taken out of this; `direct` when it would have
    /// been put here.
    pub fn take_item(&mut self, direct: bool) {
        self.held_items = true;
        if let Kind::Object { object, key, .. } = &mut self.kind {
            object.held_items = true;
            if direct {
                *key = None;
            }
        }
    }

    /// The last [`OUTLINE`] vertices, every half of that, if these are vertices.
    pub fn outline(&self) -> Option<&[Value]> {
        let Kind::List(values) = &self.kind else {
            return None;
        };
        let is_vertex = |value: &Value| match value {
            Value::List(pair) => matches!(pair.as_slice(), [Value::Number(_), Value::Number(_)]),
            _ => false,
        };
        let is_due = values.len() % (OUTLINE / 2) == 0 && values.last().is_some_and(is_vertex);
        let start = values.len().checked_sub(OUTLINE).filter(|_| is_due)?;
        values.get(start..)
    }

    /// What it became.
    pub fn close(self) -> What {
        let left_out = self.left_out;
        match self.kind {
            Kind::List(_) if left_out => What::List(Value::TooLong),
            Kind::List(values) => What::List(Value::List(values)),
            Kind::Object {
                mut object, key, ..
            } => {
                if let Some(key) = key {
                    object.entries.push((key, Value::nothing()));
                }
                What::Object(object)
            }
        }
    }

    /// The object as far as it came; `None` for a list.
    pub fn into_object(self) -> Option<Object> {
        match self.close() {
            What::Object(object) => Some(object),
            What::List(_) => None,
        }
    }
}

fn trimmed(key: String) -> String {
    let trimmed = key.trim();
    if trimmed.len() == key.len() {
        key
    } else {
        trimmed.to_owned()
    }
}
