//! The objects of a JSON text in pieces, each as soon as it closes: of a list, one
//! alone, or one after the other. Never looks into them.

/// Finds where objects begin and end.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// The object that is open.
    element: Vec<u8>,
    depth: u32,
    in_text: bool,
    is_escaped: bool,
}

/// What a byte completed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing yet.
    Open,
    /// An object.
    Closed(Vec<u8>),
    /// It cannot be a list of objects.
    Wrong,
}

impl Elements {
    /// Reads the next byte.
    pub(super) fn push(&mut self, byte: u8) -> Step {
        if self.depth == 0 {
            match byte {
                b'{' => {}
                b'[' | b']' | b',' => return Step::Open,
                blank if blank.is_ascii_whitespace() => return Step::Open,
                _ => return Step::Wrong,
            }
        }
        self.element.push(byte);
        if self.in_text {
            match byte {
                _ if std::mem::take(&mut self.is_escaped) => {}
                b'\\' => self.is_escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return Step::Open;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth = self.depth.saturating_add(1),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth == 0 {
            Step::Closed(std::mem::take(&mut self.element))
        } else {
            Step::Open
        }
    }

    /// How many bytes of an object are open.
    pub(super) fn len(&self) -> usize {
        self.element.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> Vec<String> {
        let mut elements = Elements::default();
        let steps = text.bytes().map(|byte| elements.push(byte));
        steps
            .filter_map(|step| match step {
                Step::Closed(element) => String::from_utf8(element).ok(),
                Step::Wrong => Some("wrong".to_owned()),
                Step::Open => None,
            })
            .collect()
    }

    #[test]
    fn each_object_is_given_when_it_closes() {
        let tricky = r#"{"a": "}]\"{", "b": [{}, "\\"]}"#;
        assert_eq!(elements(&format!("[{tricky},\n {{}}\n]")), [tricky, "{}"]);
        assert_eq!(elements(tricky), [tricky]);
        assert_eq!(elements("{} {}"), ["{}", "{}"]);
        assert_eq!(elements("[{\"a\": [1, 2"), [""; 0]);
        assert_eq!(elements("[a]"), ["wrong"]);
    }
}
