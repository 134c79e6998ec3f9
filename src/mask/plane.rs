//! One bit for each value of a mask: whether it is greater than the threshold.
//! Never looks at a value twice.

/// Bits, row by row, each row in whole words, the lowest bit leftmost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plane {
    words: Vec<u64>,
    per_row: usize,
}

impl Plane {
    /// Which of `values`, `width` in each row, are strictly greater than
    /// `threshold`.
    pub fn new(width: usize, values: &[u8], threshold: u8) -> Self {
        let per_row = width.div_ceil(64);
        let rows = values.chunks_exact(width.max(1));
        let mut words = Vec::with_capacity(per_row * rows.len());
        for row in rows {
            words.extend(row.chunks(64).map(|values| greater(values, threshold)));
        }
        Self { words, per_row }
    }

    /// How much memory it takes, in bytes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.words.as_slice())
    }

    /// The words of row `y`; empty below the last.
    pub fn row(&self, y: usize) -> &[u64] {
        let words = y * self.per_row..(y + 1) * self.per_row;
        self.words.get(words).unwrap_or(&[])
    }

    /// Replaces `all` by the columns whose bits are set in every one of `rows`,
    /// and `any` by those where one is.
    pub fn fold(&self, rows: std::ops::Range<usize>, all: &mut Vec<u64>, any: &mut Vec<u64>) {
        let words = rows.start * self.per_row..rows.end * self.per_row;
        let words = self.words.get(words).unwrap_or(&[]);
        let mut lines = words.chunks_exact(self.per_row);
        let first = lines.next().unwrap_or(&[]);
        all.clear();
        all.extend_from_slice(first);
        any.clear();
        any.extend_from_slice(first);
        for line in lines {
            for ((all, any), word) in all.iter_mut().zip(any.iter_mut()).zip(line) {
                *all &= word;
                *any |= word;
            }
        }
    }
}

/// The stretches of `values` that are strictly greater than `threshold`, the
/// first value being pixel `left`.
pub fn stretches(values: &[u8], threshold: u8, left: u32, mut push: impl FnMut(u32, u32)) {
    let (mut start, mut last) = (None, 0);
    let mut at = left;
    let mut toggle = |at: u32| match start.take() {
        Some(start) => push(start, at),
        None => start = Some(at),
    };
    for values in values.chunks(64) {
        let bits = greater(values, threshold);
        // A bit for each value that lies on the other side than the one before.
        let mut changes = bits ^ (bits << 1 | last);
        if values.len() < 64 {
            // What follows the last value is not asked for.
            changes &= (1 << values.len()) - 1;
        }
        while changes != 0 {
            toggle(at + changes.trailing_zeros());
            changes &= changes - 1;
        }
        last = bits >> (values.len() - 1) & 1;
        at += values.len() as u32;
    }
    if last == 1 {
        toggle(at);
    }
}

/// One bit for each of up to 64 values.
fn greater(values: &[u8], threshold: u8) -> u64 {
    let (eights, rest) = values.as_chunks::<8>();
    // Most stretches of a mask are all 0 or all 255.
    let (any, all) = eights.iter().fold((0, u64::MAX), |(any, all), eight| {
        let word = u64::from_le_bytes(*eight);
        (any | word, all & word)
    });
    if rest.is_empty() && any == 0 {
        return 0;
    }
    if eights.len() == 8 && all == u64::MAX && threshold < 255 {
        return u64::MAX;
    }
    let mut bits = 0;
    for (at, eight) in eights.iter().enumerate() {
        bits |= greater_of_eight(u64::from_le_bytes(*eight), threshold) << (8 * at);
    }
    for (at, value) in rest.iter().enumerate() {
        bits |= u64::from(*value > threshold) << (8 * eights.len() + at);
    }
    bits
}

/// The lowest bit of each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each of eight bytes.
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// One bit for each of eight values that lie in one word, the lowest first.
fn greater_of_eight(values: u64, threshold: u8) -> u64 {
    // Adding to the lower seven bits carries into the eighth where they exceed
    // the threshold's; the values' own eighth bits then decide with it.
    let low = values & !HIGHS;
    let exceeds = low + (0x7F - u64::from(threshold & 0x7F)) * ONES;
    let highs = if threshold < 0x80 {
        (exceeds | values) & HIGHS
    } else {
        exceeds & values & HIGHS
    };
    // Gathers the eight highest bits into one byte: each lands on its own place.
    (highs >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The bit at `place`, 0 or 1; 0 beyond the last.
pub fn bit(words: &[u64], place: usize) -> u64 {
    words
        .get(place / 64)
        .map_or(0, |word| word >> (place % 64) & 1)
}

/// The first place at or after `from` whose bit is set, or `end`.
pub fn next_set(words: &[u64], from: usize, end: usize) -> usize {
    next(words, from, end, 0)
}

/// The first place at or after `from` whose bit is not set, or `end`.
pub fn next_clear(words: &[u64], from: usize, end: usize) -> usize {
    next(words, from, end, u64::MAX)
}

fn next(words: &[u64], from: usize, end: usize, flip: u64) -> usize {
    let mut at = from / 64;
    let mut hidden = u64::MAX << (from % 64);
    while let Some(word) = words.get(at) {
        let word = (word ^ flip) & hidden;
        if word != 0 {
            return (at * 64 + word.trailing_zeros() as usize).min(end);
        }
        hidden = u64::MAX;
        at += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_says_whether_its_value_is_greater() {
        let values: Vec<u8> = (0..=255).collect();
        for threshold in 0..=255 {
            for eight in values.as_chunks::<8>().0 {
                let bits = greater_of_eight(u64::from_le_bytes(*eight), threshold);
                for (at, value) in eight.iter().enumerate() {
                    assert_eq!(bits >> at & 1 == 1, *value > threshold, "{value}");
                }
            }
        }
        assert_eq!(greater(&[9, 1, 9], 5), 0b101);
    }

    #[test]
    fn stretches_hold_exactly_the_values_that_are_greater() {
        let check = |values: &[u8]| {
            let mut found = vec![0; values.len()];
            let mut last = None;
            stretches(values, 99, 7, |start, end| {
                assert!(start < end && last < Some(start), "{values:?}");
                last = Some(end);
                found[start as usize - 7..end as usize - 7].fill(1);
            });
            let expected: Vec<_> = values.iter().map(|value| u8::from(*value > 99)).collect();
            assert_eq!(found, expected, "{values:?}");
        };
        for length in [0, 1, 7, 8, 63, 64, 65, 128, 200] {
            check(&vec![200; length]);
            check(&vec![99; length]);
            for seed in 1..40 {
                let values = (0..length).map(|at| (at * at / seed % 200) as u8);
                check(&values.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn places_are_found_across_words() {
        let words = [0, 1 << 5, u64::MAX];
        assert_eq!(next_set(&words, 0, 192), 69);
        assert_eq!(next_set(&words, 70, 192), 128);
        assert_eq!(next_clear(&words, 69, 192), 70);
        assert_eq!(next_clear(&words, 128, 150), 150);
    }
}
