//! Which class a label is of, and texts that are harmless wherever they are
//! shown. Never changes the label itself: Masque's own files keep it as it came.

use super::{Annotated, Thing};
use std::collections::{BTreeMap, HashMap};

/// What stands in place of an empty label.
const NAMELESS: &str = "object";

/// The most letters of a class's name.
const LETTERS: usize = 200;

/// The classes that labels are of. A label that is not named is a class of its
/// own, unless all others are of one class.
///
/// ```
/// use masque::export::{Classes, Thing};
/// let classes = Classes::default().with("red cup", "cup");
/// let thing = |label: &str| Thing { label: label.into(), ..Thing::default() };
/// assert_eq!(classes.of(&thing("red cup")), "cup");
/// assert_eq!(classes.of(&thing("spoon")), "spoon");
/// assert_eq!(classes.others("thing").of(&thing("spoon")), "thing");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    named: BTreeMap<String, String>,
    others: Option<String>,
}

impl Classes {
    /// With `label` in `class`.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, class: impl Into<String>) -> Self {
        self.named.insert(label.into(), class.into());
        self
    }

    /// With all labels that are not named in one `class`.
    #[must_use]
    pub fn others(self, class: impl Into<String>) -> Self {
        Self {
            others: Some(class.into()),
            ..self
        }
    }

    /// The name of a thing's class: its own, or its label's. It is one line
    /// without control characters, see [`plain`], and never empty.
    pub fn of(&self, thing: &Thing) -> String {
        let mapped = self.named.get(&thing.label).or(self.others.as_ref());
        let class = thing.class.as_ref().or(mapped).unwrap_or(&thing.label);
        plain(class)
    }
}

/// `text` as one line that shows what it says: without control characters, line
/// breaks, marks that turn the direction of what follows, and codes that stand
/// for no character; at most 200 letters. `object` when nothing is left.
///
/// ```
/// use masque::export::plain;
/// assert_eq!(plain("  two\n words\u{202e}\u{0} "), "two words");
/// assert_eq!(plain("\u{2066}"), "object");
/// ```
pub fn plain(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|letter| if is_break(letter) { ' ' } else { letter })
        .filter(|letter| !is_hidden(*letter))
        .collect();
    let words: Vec<&str> = visible.split_whitespace().collect();
    let line: String = words.join(" ").chars().take(LETTERS).collect();
    if line.is_empty() {
        NAMELESS.to_owned()
    } else {
        line.trim_end().to_owned()
    }
}

fn is_break(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a letter only changes how others are read, or is none at all. What
/// joins emoji and letters is not among them.
pub(super) fn is_hidden(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_none = matches!(letter, '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    // The last two codes of each plane stand for no character.
    let is_last = u32::from(letter) & 0xfffe == 0xfffe;
    letter.is_control() || turns || is_none || is_last
}

/// The classes of an export in the order in which they first appear.
#[derive(Debug, Default)]
pub(super) struct ClassList {
    names: Vec<String>,
    number_of: HashMap<String, usize>,
}

impl ClassList {
    /// The classes of all things in `pictures`.
    pub fn of(pictures: &[Annotated], classes: &Classes) -> Self {
        let mut list = Self::default();
        for thing in pictures.iter().flat_map(|picture| &picture.things) {
            let name = classes.of(thing);
            if !list.number_of.contains_key(&name) {
                list.number_of.insert(name.clone(), list.names.len());
                list.names.push(name);
            }
        }
        list
    }

    /// Their names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The number of a class, from 0.
    pub fn number(&self, class: &str) -> usize {
        self.number_of.get(class).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays() {
        for label in [
            "naïve café",
            "👩‍🚀 \"best\", =1+1",
            "قطة",
            "<script>",
            "ほ げ",
        ] {
            assert_eq!(plain(label), label);
        }
    }

    #[test]
    fn what_cannot_be_seen_goes() {
        assert_eq!(plain("a\u{202e}gpj.exe"), "agpj.exe");
        assert_eq!(plain("a\u{ffff}\u{1fffe}\u{7f}b"), "ab");
        assert_eq!(plain("a\u{2028}b\r\nc"), "a b c");
        assert_eq!(plain(&"x".repeat(999)).len(), 200);
    }

    #[test]
    fn a_thing_may_have_a_class_of_its_own() {
        let thing = Thing {
            label: "red cup".into(),
            class: Some("mug".into()),
            ..Thing::default()
        };
        assert_eq!(Classes::default().with("red cup", "cup").of(&thing), "mug");
    }
}
