//! The keyboard, apart from typing into a field, which is an element's.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Page;

impl Page {
    /// Presses keys together, such as `Escape` or `Control+z`, wherever the
    /// focus is. Names are those of `KeyboardEvent.key`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let names = match keys {
            "+" => vec![keys],
            _ => keys.split('+').collect(),
        };
        let mut codes = Vec::new();
        for name in names {
            let Some(code) = key_code(name) else {
                panic!("no key is called “{name}”");
            };
            codes.push(code);
        }
        let down = codes.iter().map(|&value| KeyAction::Down { value });
        let up = codes.iter().rev().map(|&value| KeyAction::Up { value });
        let keyboard = KeyActions::new("keyboard".to_owned());
        self.perform(down.chain(up).fold(keyboard, KeyActions::then));
    }
}

/// WebDriver's character for a named key; a character stands for itself.
fn key_code(name: &str) -> Option<char> {
    let key = match name {
        "Backspace" => Key::Backspace,
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Alt" => Key::Alt,
        "Escape" => Key::Escape,
        "Space" => return Some(' '),
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "End" => Key::End,
        "Home" => Key::Home,
        "ArrowLeft" => Key::Left,
        "ArrowUp" => Key::Up,
        "ArrowRight" => Key::Right,
        "ArrowDown" => Key::Down,
        "Delete" => Key::Delete,
        "Meta" => Key::Meta,
        _ => {
            let mut characters = name.chars();
            let only = characters.next()?;
            return characters.next().is_none().then_some(only);
        }
    };
    Some(key.into())
}
