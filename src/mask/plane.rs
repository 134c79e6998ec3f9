//! One bit for each value of a mask: whether it is greater than the threshold.
//! Never looks at a value twice.

use std::ops::Range;

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
            let stretches = row.chunks(64);
            words.extend(stretches.map(|values| greater(values, values.len(), threshold)));
        }
        Self { words, per_row }
    }

    /// Which of `values`, `width` in each row, are 255; `None` when any is neither that
    /// nor 0.
    pub fn of_extremes(width: usize, values: &[u8]) -> Option<Self> {
        let per_row = width.div_ceil(64);
        let rows = values.chunks_exact(width.max(1));
        let mut words = Vec::with_capacity(per_row * rows.len());
        for row in rows {
            for values in row.chunks(64) {
                words.push(extremes(values)?);
            }
        }
        Some(Self { words, per_row })
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

    /// For each word of a row, the columns whose bits are set in every one of `rows`, and
    /// those where any is. There is one row at least.
    pub fn fold(&self, rows: Range<usize>) -> impl Iterator<Item = [u64; 2]> {
        let (first, last) = (self.row(rows.start), self.row(rows.end.saturating_sub(1)));
        let between = rows.start + 1..rows.end.saturating_sub(1);
        let ends = first.iter().zip(last).enumerate();
        ends.map(move |(at, (first, last))| {
            let words = between.clone().filter_map(move |row| self.row(row).get(at));
            words.fold([first & last, first | last], |[all, any], word| {
                [all & word, any | word]
            })
        })
    }
}

/// The stretches of the first `count` of `values` that are strictly greater than
/// `threshold`, the first value being pixel `left`. Others may follow them.
pub fn stretches(
    values: &[u8],
    count: usize,
    threshold: u8,
    left: u32,
    mut push: impl FnMut(u32, u32),
) {
    let (mut start, mut last) = (None, 0);
    let mut toggle = |at: u32| match start.take() {
        Some(start) => push(start, at),
        None => start = Some(at),
    };
    let count = count.min(values.len());
    let mut from = 0;
    while from < count {
        let length = (count - from).min(64);
        let bits = greater(values.get(from..).unwrap_or(&[]), length, threshold);
        // A bit for each value that lies on the other side than the one before.
        let mut changes = (bits ^ (bits << 1 | last)) & first(length);
        while changes != 0 {
            toggle(left + from as u32 + changes.trailing_zeros());
            changes &= changes - 1;
        }
        last = bits >> (length - 1) & 1;
        from += length;
    }
    if last == 1 {
        toggle(left + count as u32);
    }
}

/// The lowest `count` bits, 1 to 64.
fn first(count: usize) -> u64 {
    u64::MAX >> (64 - count)
}

/// One bit for each of the first `count` of `values`, 1 to 64, whether it is greater.
fn greater(values: &[u8], count: usize, threshold: u8) -> u64 {
    // Words that hold others as well are quicker than values one by one.
    let whole = values.get(..count.next_multiple_of(8));
    let own = whole.or(values.get(..count)).unwrap_or(values);
    let (eights, rest) = own.as_chunks::<8>();
    if count == 64 {
        // Most stretches of a mask are all 0 or all 255.
        match all_alike(own) {
            Some(0) => return 0,
            Some(u64::MAX) if threshold < 255 => return u64::MAX,
            _ => {}
        }
    }
    let mut bits = 0;
    for (at, eight) in eights.iter().enumerate() {
        bits |= greater_of_eight(u64::from_le_bytes(*eight), threshold) << (8 * at);
    }
    for (at, value) in rest.iter().enumerate() {
        bits |= u64::from(*value > threshold) << (8 * eights.len() + at);
    }
    bits & first(count)
}

/// One bit for each of up to 64 values, whether it is 255; `None` when any is neither
/// that nor 0.
fn extremes(values: &[u8]) -> Option<u64> {
    if let Some(bits) = all_alike(values) {
        return Some(bits);
    }
    let (eights, rest) = values.as_chunks::<8>();
    let (mut bits, mut is_extreme) = (0, true);
    for (at, eight) in eights.iter().enumerate() {
        let values = u64::from_le_bytes(*eight);
        let ones = values & ONES;
        is_extreme &= ones * 255 == values;
        bits |= gathered(ones) << (8 * at);
    }
    for (at, value) in rest.iter().enumerate() {
        is_extreme &= matches!(value, 0 | 255);
        bits |= u64::from(*value == 255) << (8 * eights.len() + at);
    }
    is_extreme.then_some(bits)
}

/// The bits of 64 values that are all 0 or all 255; `None` of others.
fn all_alike(values: &[u8]) -> Option<u64> {
    // Of so many as are known beforehand, compilers look at sixteen at once.
    let (eights, _) = values.first_chunk::<64>()?.as_chunks::<8>();
    let words = || eights.iter().map(|eight| u64::from_le_bytes(*eight));
    if words().fold(0, |any, word| any | word) == 0 {
        return Some(0);
    }
    let all = words().fold(u64::MAX, |all, word| all & word);
    (all == u64::MAX).then_some(all)
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
    gathered(highs >> 7)
}

/// The lowest bits of eight bytes, whose other bits are 0, in one byte: each lands on a
/// place of its own.
fn gathered(ones: u64) -> u64 {
    ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The 64 bits from `place` on, the first one the lowest; 0 beyond the last.
pub fn bits(words: &[u64], place: usize) -> u64 {
    let word = |at: usize| words.get(at).copied().unwrap_or(0);
    let (at, shift) = (place / 64, place as u32 % 64);
    let beyond = word(at + 1).checked_shl(64 - shift).unwrap_or(0);
    word(at) >> shift | beyond
}

/// The bit at `place`, 0 or 1; 0 beyond the last.
pub fn bit(words: &[u64], place: usize) -> u64 {
    words
        .get(place / 64)
        .map_or(0, |word| word >> (place % 64) & 1)
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
        assert_eq!(greater(&[9, 1, 9], 3, 5), 0b101);
        assert_eq!(greater(&[9, 1, 9, 9, 9, 9, 9, 9], 3, 5), 0b101);
    }

    #[test]
    fn extremes_are_the_bits_of_0_and_255_and_of_nothing_else() {
        for length in 0..=64 {
            for seed in 0..40_usize {
                let values = (0..length).map(|at| (at * at + seed) * seed / 3 % 2 * 255);
                let mut values: Vec<u8> = values.map(|value| value as u8).collect();
                let expected = values
                    .iter()
                    .rfold(0, |bits, value| bits << 1 | u64::from(*value & 1));
                assert_eq!(extremes(&values), Some(expected), "{values:?}");
                let Some(value) = values.get_mut(seed) else {
                    continue;
                };
                *value = [1, 127, 128, 254][seed % 4];
                assert_eq!(extremes(&values), None, "{values:?}");
            }
        }
    }

    #[test]
    fn stretches_hold_exactly_the_values_that_are_greater() {
        let check = |all: &[u8], count: usize| {
            let values = &all[..count];
            let mut found = vec![0; values.len()];
            let mut last = None;
            stretches(all, count, 99, 7, |start, end| {
                assert!(start < end && last < Some(start), "{values:?}");
                last = Some(end);
                found[start as usize - 7..end as usize - 7].fill(1);
            });
            let expected: Vec<_> = values.iter().map(|value| u8::from(*value > 99)).collect();
            assert_eq!(found, expected, "{values:?}");
        };
        for length in [0, 1, 7, 8, 63, 64, 65, 128, 200] {
            check(&vec![200; length], length);
            check(&vec![200; length + 9], length);
            check(&vec![99; length], length);
            for seed in 1..40 {
                let values = (0..length).map(|at| (at * at / seed % 200) as u8);
                let values: Vec<u8> = values.collect();
                check(&values, length);
                check(&[values, vec![200; 5]].concat(), length);
            }
        }
    }

    #[test]
    fn places_are_found_across_words() {
        let words = [0, 1 << 5, u64::MAX];
        assert_eq!(bits(&words, 0), 0);
        assert_eq!(bits(&words, 64), 1 << 5);
        assert_eq!(bits(&words, 69), 1 | u64::MAX << 59);
        assert_eq!(bits(&words, 190), 0b11);
        assert_eq!(bits(&words, 192), 0);
    }
}
