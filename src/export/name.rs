//! File names that every system takes, made by us from a label that a model
//! wrote or from a person's own file name. Never a path, never a name that a
//! system reserves, and never longer than a cap.

use super::class::is_hidden;
use std::collections::HashSet;

/// The longest name of a file, in bytes, its ending included: systems take 255,
/// and some formats put something before or after it.
const NAME_BYTES: usize = 160;

/// The longest name of a file without its ending and the number that keeps it apart
/// from others, in bytes.
const STEM_BYTES: usize = 120;

/// The longest ending of a name that is kept apart from it, in bytes.
const ENDING_BYTES: usize = 12;

/// `label` as lower-case ASCII letters, digits and hyphens; `object` when
/// nothing is left of it.
///
/// ```
/// use masque::export::slug;
/// assert_eq!(slug("../Red cup (left)"), "red-cup-left");
/// assert_eq!(slug("カップ"), "object");
/// ```
pub fn slug(label: &str) -> String {
    let mut slug = String::new();
    for word in label
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if slug.len() + 1 + word.len() > 60 {
            if slug.is_empty() {
                slug.extend(word.chars().take(60));
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    if slug.is_empty() {
        "object".to_owned()
    } else {
        slug.to_ascii_lowercase()
    }
}

/// `NN-label`, counted from 1: the number keeps names apart and rules out the
/// ones that Windows reserves.
///
/// ```
/// assert_eq!(masque::export::numbered(2, Some("CON")), "03-con");
/// ```
pub fn numbered(index: usize, label: Option<&str>) -> String {
    format!("{:02}-{}", index + 1, slug(label.unwrap_or("object")))
}

/// `name` as a file name that every system takes. Letters of all scripts stay,
/// what stands before the last `/` or `\` goes, and characters that a system
/// forbids become `_`. `file` when nothing is left.
///
/// ```
/// use masque::export::safe_name;
/// assert_eq!(safe_name("été 1.jpg"), "été 1.jpg");
/// assert_eq!(safe_name("../../etc/passwd"), "passwd");
/// assert_eq!(safe_name("a:b?.png"), "a_b_.png");
/// assert_eq!(safe_name("nul.txt"), "_nul.txt");
/// ```
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let allowed: String = last
        .chars()
        .filter(|letter| !is_hidden(*letter))
        .map(|letter| match letter {
            ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    let (stem, ending) = split(&allowed);
    let stem = capped(trimmed(stem), NAME_BYTES - ENDING_BYTES - 1);
    let stem = trimmed(&stem);
    let stem = if stem.is_empty() { "file" } else { stem };
    let mark = if is_reserved(stem) { "_" } else { "" };
    match ending.trim() {
        "" => format!("{mark}{stem}"),
        ending => format!("{mark}{stem}.{ending}"),
    }
}

/// What stands before a name's ending.
pub(super) fn stem(name: &str) -> &str {
    split(name).0
}

/// Names of one folder, no two of which are the same without regard to case.
#[derive(Debug, Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A [safe](safe_name) name whose stem is not taken yet, since formats write
    /// files beside it that differ in their ending alone: `a.jpg`, `A-2.png`. The
    /// stem is a safe name too, since formats name folders by it.
    pub fn add(&mut self, name: &str) -> String {
        let name = safe_name(name);
        let (stem, ending) = split(&name);
        let stem = safe_name(&capped(stem, STEM_BYTES));
        // What some formats write beside a picture ends in `json`, no picture does.
        let (stem, ending) = match ending.eq_ignore_ascii_case("json") {
            true => (format!("{stem}_{ending}"), ""),
            false => (stem, ending),
        };
        // So that nothing of it is taken for an ending.
        let stem = match ending {
            "" => stem.replace('.', "_"),
            _ => stem,
        };
        // There are not as many names as numbers, so one is free.
        let mut number = 1_u64;
        loop {
            let numbered = match number {
                1 => stem.clone(),
                number => format!("{stem}-{number}"),
            };
            if self.0.insert(folded(&numbered)) {
                return match ending {
                    "" => numbered,
                    ending => format!("{numbered}.{ending}"),
                };
            }
            number += 1;
        }
    }
}

/// What is the same of names that differ in case alone. Letter by letter: whatever
/// stands around a letter does not matter.
pub(super) fn folded(name: &str) -> String {
    let upper = name.chars().flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase).collect()
}

/// A name's stem, and its ending without the dot where it has a short one.
fn split(name: &str) -> (&str, &str) {
    let is_ending = |ending: &str| {
        let is_plain = ending.chars().all(|letter| letter.is_ascii_alphanumeric());
        is_plain && !ending.is_empty() && ending.len() <= ENDING_BYTES
    };
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => (stem, ending),
        _ => (name, ""),
    }
}

/// Without dots and spaces at its ends: some systems drop those, and a dot at
/// the beginning hides a file.
fn trimmed(stem: &str) -> &str {
    stem.trim_matches(|letter: char| letter == '.' || letter.is_whitespace())
}

/// Whole letters, `most` bytes of them at most.
fn capped(text: &str, most: usize) -> String {
    let mut kept = String::new();
    for letter in text.chars() {
        if kept.len() + letter.len_utf8() > most {
            break;
        }
        kept.push(letter);
    }
    kept
}

/// Whether Windows takes the name for a device, whatever its ending.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or(stem).trim_end();
    let upper = first.to_uppercase();
    let device = upper.strip_prefix("COM").or(upper.strip_prefix("LPT"));
    let is_port = device.is_some_and(|number| {
        let mut letters = number.chars();
        let is_digit = |digit: char| digit.is_ascii_digit() || matches!(digit, '¹' | '²' | '³');
        letters.next().is_some_and(is_digit) && letters.next().is_none()
    });
    let devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    is_port || devices.contains(&upper.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(names: &[&str]) -> Vec<String> {
        let mut taken = Names::default();
        names.iter().map(|name| taken.add(name)).collect()
    }

    #[test]
    fn names_differ_whatever_their_case_and_ending() {
        assert_eq!(
            names(&["a.jpg", "A.png", "a.jpg", "a-2.jpg", "É.jpg", "é.jpg"]),
            [
                "a.jpg",
                "A-2.png",
                "a-3.jpg",
                "a-2-2.jpg",
                "É.jpg",
                "é-2.jpg"
            ]
        );
    }

    #[test]
    fn what_a_system_would_refuse_is_changed() {
        for (name, expected) in [
            ("", "file"),
            ("..", "file"),
            ("C:\\x\\y.png", "y.png"),
            ("con", "_con"),
            ("Com1.tar.gz", "_Com1.tar.gz"),
            ("lpt².png", "_lpt².png"),
            ("common.png", "common.png"),
            (".hidden", "hidden"),
            ("end. .png", "end.png"),
            ("gpj\u{202e}exe.png", "gpjexe.png"),
            ("a\nb\0.png", "ab.png"),
            ("👩‍🚀 قطة.png", "👩‍🚀 قطة.png"),
            ("=cmd|' /C calc'!A0.png", "C calc'!A0.png"),
        ] {
            assert_eq!(safe_name(name), expected, "{name:?}");
        }
        assert!(safe_name(&"é".repeat(400)).len() <= NAME_BYTES);
    }

    proptest! {
        #[test]
        fn any_name_becomes_one_that_all_systems_take(name in any::<String>()) {
            let safe = safe_name(&name);
            prop_assert!(!safe.is_empty() && safe.len() <= NAME_BYTES + 1, "{safe:?}");
            prop_assert!(!safe.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!safe.chars().any(char::is_control));
            prop_assert!(!safe.starts_with(['.', ' ']) && !safe.ends_with(['.', ' ']));
            prop_assert!(!is_reserved(stem(&safe)));
            prop_assert_eq!(safe_name(&safe), safe);
        }
    }
}
