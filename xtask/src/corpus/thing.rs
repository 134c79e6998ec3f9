//! An intact object and the ways to write it down: what is written and what
//! must be read of it are made from the same values, apart from each other.

use serde_json::{Value, json};

use super::random::Random;

/// An object as a model means it.
#[derive(Clone)]
pub struct Thing {
    pub label: Option<String>,
    /// Top, left, bottom, right, as on the wire.
    pub edges: Option<[i64; 4]>,
    pub shape: Shape,
}

/// Its mask.
#[derive(Clone)]
pub enum Shape {
    None,
    Png(String),
    Ring(Vec<[i64; 2]>),
}

const LABELS: [&str; 24] = [
    "cup",
    "red cup",
    "tea pot",
    "カップ",
    "die Tasse",
    "left sock",
    "☕ coffee",
    "a pair of shoes",
    "bowl #2",
    "glass jar with sprinkles",
    "naïve café",
    "dog's ball",
    "cat, asleep",
    "50% of a cake",
    "{braces}",
    "[brackets]",
    "fork (silver)",
    "a/b",
    "key: value",
    "🧦🧦",
    "spoon",
    "plate",
    "чашка",
    "中文 标签",
];

impl Thing {
    /// A thing with a label, a box that lies in the picture, and some mask.
    pub fn random(random: &mut Random) -> Self {
        let mut side = || {
            let start = random.between(0, 900);
            (start, random.between(start + 1, 1000))
        };
        let ((top, bottom), (left, right)) = (side(), side());
        let label = (*random.pick(&LABELS)).to_owned();
        let shape = match random.below(3) {
            0 => Shape::None,
            1 => Shape::Png(Self::png(random)),
            _ => Shape::Ring(ring(random, [top, left, bottom, right])),
        };
        Self {
            label: Some(label),
            edges: Some([top, left, bottom, right]),
            shape,
        }
    }

    /// Things whose labels tell them apart.
    pub fn several(random: &mut Random, least: i64, most: i64) -> Vec<Self> {
        let count = random.between(least, most);
        let mut things: Vec<Self> = (0..count).map(|_| Self::random(random)).collect();
        for (number, thing) in things.iter_mut().enumerate() {
            if let Some(label) = &mut thing.label {
                *label = format!("{label} {number}");
            }
        }
        things
    }

    /// One with nothing but a box and a label.
    pub fn plain(random: &mut Random) -> Self {
        Self {
            shape: Shape::None,
            ..Self::random(random)
        }
    }

    /// One with a PNG.
    pub fn with_png(random: &mut Random) -> Self {
        let thing = Self::random(random);
        Self {
            shape: Shape::Png(Self::png(random)),
            ..thing
        }
    }

    /// One with an outline.
    pub fn with_ring(random: &mut Random) -> Self {
        let thing = Self::random(random);
        let ring = ring(random, thing.edges.unwrap_or([0, 0, 1000, 1000]));
        Self {
            shape: Shape::Ring(ring),
            ..thing
        }
    }

    fn png(random: &mut Random) -> String {
        let prefix = *random.pick(&["data:image/png;base64,", ""]);
        let length = 64 + random.below(48);
        format!("{prefix}{}", random.base64(length))
    }

    /// The label, for problems that name it.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or("")
    }

    /// The box as on the wire.
    pub fn edges(&self) -> [i64; 4] {
        self.edges.unwrap_or_default()
    }

    /// What must be read.
    pub fn gives(&self) -> Value {
        let mut gives = json!({});
        if let Some(label) = &self.label {
            gives["label"] = json!(label);
        }
        if let Some(edges) = self.edges {
            gives["box"] = sorted(edges);
        }
        match &self.shape {
            Shape::None => {}
            Shape::Png(text) => gives["mask"] = json!(text),
            Shape::Ring(ring) => gives["mask"] = json!([ring]),
        }
        gives
    }

    /// Its entries, each key with its value, as JSON.
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = Vec::new();
        if let Some(edges) = self.edges {
            entries.push(("box_2d", list(&edges)));
        }
        match &self.shape {
            Shape::None => {}
            Shape::Png(text) => entries.push(("mask", quoted(text))),
            Shape::Ring(ring) => entries.push((
                "mask",
                list(&ring.iter().map(|p| list(p)).collect::<Vec<_>>()),
            )),
        }
        if let Some(label) = &self.label {
            entries.push(("label", quoted(label)));
        }
        entries
    }

    /// As good JSON.
    pub fn json(&self) -> String {
        object(&self.entries())
    }

    /// As good JSON, in one of the layouts that models use.
    pub fn laid_out(&self, random: &mut Random) -> String {
        let mut entries = self.entries();
        let turn = random.below(entries.len());
        entries.rotate_left(turn);
        let pair = |(key, value): &(&str, String), colon: &str| format!("\"{key}\"{colon}{value}");
        let layouts: [(&str, &str, &str, &str); 4] = [
            ("{", ",", ":", "}"),
            ("{", ", ", ": ", "}"),
            ("{ ", " , ", " : ", " }"),
            ("{\n    ", ",\n    ", ": ", "\n  }"),
        ];
        let (begin, comma, colon, end) = *random.pick(&layouts);
        let entries: Vec<String> = entries.iter().map(|entry| pair(entry, colon)).collect();
        format!("{begin}{}{end}", entries.join(comma))
    }
}

/// Left, top, right, bottom, sorted.
pub fn sorted([a, b, c, d]: [i64; 4]) -> Value {
    json!([b.min(d), a.min(c), b.max(d), a.max(c)])
}

/// An object from its entries.
pub fn object(entries: &[(&str, String)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("\"{key}\": {value}"))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// A list of what is printed.
pub fn list<T: ToString>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    format!("[{}]", values.join(", "))
}

/// A string as JSON writes it.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn ring(random: &mut Random, [top, left, bottom, right]: [i64; 4]) -> Vec<[i64; 2]> {
    let count = random.between(3, 7);
    // Off the values 0 and 1, which could be flags.
    (0..count)
        .map(|_| {
            [
                random.between(left.max(2), right.max(3)),
                random.between(top.max(2), bottom.max(3)),
            ]
        })
        .collect()
}
