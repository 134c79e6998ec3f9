//! Counts `<seg_N>` tokens in the text itself, so that an answer of nothing else
//! is named as what it is. Never decodes one: their code book is not public.

const BEGIN: [char; 5] = ['<', 's', 'e', 'g', '_'];

/// How many tokens began so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    count: usize,
    matched: usize,
}

impl Tokens {
    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes the next piece.
    pub fn feed(&mut self, piece: &str) {
        let mut rest = piece;
        loop {
            if self.matched == 0 {
                rest = rest.find('<').and_then(|at| rest.get(at..)).unwrap_or("");
            }
            let mut characters = rest.chars();
            let Some(c) = characters.next() else { return };
            rest = characters.as_str();
            self.matched = match BEGIN.get(self.matched) {
                Some(next) if *next == c => self.matched + 1,
                _ => usize::from(c == '<'),
            };
            if self.matched == BEGIN.len() {
                (self.count, self.matched) = (self.count + 1, 0);
            }
        }
    }
}
