//! Notices a text that repeats itself while it arrives. Never holds more than a
//! window of it, and costs the same for each byte.

use super::limits::{BLOCK, LOOP};

/// How many bytes arrive between two looks.
const STEP: usize = 1024;

/// Watches a text for a block of up to [`BLOCK`] bytes that is repeated for
/// about [`LOOP`] bytes.
///
/// Each look takes the last `STEP + BLOCK` bytes. Those windows overlap by one
/// block, so that looks which each find a period are one repetition.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    window: Vec<u8>,
    looks: usize,
}

impl Watch {
    /// Begins a new text.
    pub fn reset(&mut self) {
        self.window.clear();
        self.looks = 0;
    }

    /// Takes the next `run`; gives whether the text just became a loop.
    pub fn feed(&mut self, run: &str) -> bool {
        let mut noticed = false;
        let mut rest = run.as_bytes();
        while !rest.is_empty() {
            let room = (STEP + BLOCK).saturating_sub(self.window.len());
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.window.extend_from_slice(now);
            rest = later;
            if self.window.len() == STEP + BLOCK {
                noticed |= self.look();
                self.window.drain(..STEP);
            }
        }
        noticed
    }

    fn look(&mut self) -> bool {
        if period(&self.window).is_none() {
            self.looks = 0;
            return false;
        }
        self.looks += 1;
        self.looks == LOOP / STEP
    }
}

/// The smallest block, up to [`BLOCK`] parts long, that all of `window` repeats.
pub(super) fn period<T: PartialEq>(window: &[T]) -> Option<usize> {
    let repeats = |block: &usize| {
        let shorter = window.len().saturating_sub(*block);
        window.get(*block..) == window.get(..shorter)
    };
    (1..=BLOCK).find(repeats)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noticed_at(text: &str, piece: usize) -> Option<usize> {
        let mut watch = Watch::default();
        let mut at = 0;
        text.as_bytes().chunks(piece).find_map(|bytes| {
            at += bytes.len();
            let run = std::str::from_utf8(bytes).expect("ASCII");
            watch.feed(run).then_some(at)
        })
    }

    #[test]
    fn a_loop_is_noticed_whatever_its_block_and_however_it_is_cut() {
        for block in [1, 4, 6, 64, 333, BLOCK] {
            let block: String = ('!'..='~').cycle().step_by(7).take(block).collect();
            let text = format!("iVBORw0KGgo{}", block.repeat(40_000 / block.len()));
            let whole = noticed_at(&text, 1).expect("a loop");
            assert!(whole <= 2 * LOOP, "{whole}");
            for piece in [2, 3, 1000, 4096] {
                let at = noticed_at(&text, piece).expect("a loop");
                assert!((whole..whole + piece).contains(&at), "{at} in {piece}");
            }
        }
    }

    #[test]
    fn what_only_resembles_a_loop_is_left_alone() {
        let counted: String = (0..9000).map(|number| format!("{number}, ")).collect();
        assert_eq!(noticed_at(&counted, 100), None);
        let short = format!("{}B{}", "A".repeat(LOOP - 1), "A".repeat(LOOP - 1));
        assert_eq!(noticed_at(&short, 100), None);
    }
}
