//! Labels made safe to show: model text is text. Never changes what a person
//! would read.

use super::limits::LABEL;

/// `text` on one line, without control and direction characters, at most
/// [`LABEL`] characters long. `None` when nothing is left.
pub fn clean(text: &str) -> Option<String> {
    let mut cleaned = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let mut visible = word.chars().filter(|c| !steers(*c)).peekable();
        if visible.peek().is_none() {
            continue;
        }
        if length == LABEL {
            cleaned.push('…');
            return Some(cleaned);
        }
        if !cleaned.is_empty() {
            cleaned.push(' ');
            length += 1;
        }
        for character in visible {
            if length == LABEL {
                cleaned.push('…');
                return Some(cleaned);
            }
            cleaned.push(character);
            length += 1;
        }
    }
    (!cleaned.is_empty()).then_some(cleaned)
}

/// Characters that turn the direction of the text around them or show nothing.
/// The joiners U+200C and U+200D stay: Persian and emoji need them.
fn steers(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_safe_line() {
        let check = |text, expected: Option<&str>| assert_eq!(clean(text).as_deref(), expected);
        check("  red\n cup ", Some("red cup"));
        check("\u{202E}live\u{0007} cup", Some("live cup"));
        check("カップ (cup) 👩‍🍳", Some("カップ (cup) 👩‍🍳"));
        check("<b>bold</b>", Some("<b>bold</b>"));
        check("\u{200F} \n", None);
        let full = "x".repeat(LABEL);
        assert_eq!(clean(&full), Some(full.clone()));
        let longer = clean(&format!("{full} y {full}"));
        assert_eq!(longer, Some(format!("{full}…")));
        assert_eq!(
            clean(&"x".repeat(9999)).map(|label| label.chars().count()),
            Some(LABEL + 1)
        );
    }
}
