//! Label Studio's packing of run lengths, bit by bit. Never makes the pixels that
//! it counts.
//!
//! The format: `brush.py` of label-studio-sdk, which is its judge in
//! `tests/exports.rs`.

use crate::mask::Mask;

/// The mask as packed run lengths; `None` in a picture of more than a billion
/// pixels, whose bytes 32 bits cannot count.
///
/// First the number of bytes, in 32 bits; then the bits of a byte, less one, in
/// five; then four lengths of counts, less one, in four bits each. Then runs: a
/// bit that says so, two bits for the length of the count, the count less one,
/// and the byte.
pub(super) fn packed(mask: &Mask) -> Option<Vec<u8>> {
    let picture = mask.picture();
    let total = u32::try_from(picture.area() * CHANNELS).ok()?;
    let mut bits = Bits::default();
    bits.push(total, 32);
    bits.push(8 - 1, 5);
    for length in COUNTS {
        bits.push(length - 1, 4);
    }
    let width = u64::from(picture.width());
    let (mut at, mut inside) = (0, 0);
    for (y, runs) in mask.rows() {
        for run in runs {
            let start = u64::from(y) * width + u64::from(run.start);
            if start > at + inside {
                bits.run(inside, 255);
                bits.run(start - at - inside, 0);
                (at, inside) = (start, 0);
            }
            inside += u64::from(run.end - run.start);
        }
    }
    bits.run(inside, 255);
    bits.run(picture.area() - at - inside, 0);
    Some(bits.finish())
}

/// Bytes of a pixel.
const CHANNELS: u64 = 4;

/// The bits that a count may have.
const COUNTS: [u32; 4] = [3, 4, 8, 16];

/// Bits, the highest of a number first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u64,
    /// How many bits of `open` wait for their byte; fewer than eight.
    waiting: u32,
}

impl Bits {
    fn push(&mut self, number: u32, bits: u32) {
        self.open = self.open << bits | u64::from(number);
        self.waiting += bits;
        while self.waiting >= 8 {
            self.waiting -= 8;
            // The lowest eight of what is left.
            self.bytes.push((self.open >> self.waiting) as u8);
        }
        self.open &= (1 << self.waiting) - 1;
    }

    /// So many pixels of one value.
    fn run(&mut self, pixels: u64, value: u8) {
        let mut left = pixels * CHANNELS;
        while left > 0 {
            let count = left.min(1 << 16) as u32;
            let sizes = COUNTS.iter().zip(0..);
            let mut fitting = sizes.filter(|(bits, _)| count <= 1 << **bits);
            let Some((bits, size)) = fitting.next() else {
                return;
            };
            self.push(1, 1);
            self.push(size, 2);
            self.push(count - 1, *bits);
            self.push(value.into(), 8);
            left -= u64::from(count);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.waiting > 0 {
            self.push(0, 8 - self.waiting);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_stand_in_their_order() {
        let mut bits = Bits::default();
        bits.push(0b101, 3);
        bits.push(0xffff_ffff, 32);
        bits.push(0, 2);
        assert_eq!(bits.finish(), [0xbf, 0xff, 0xff, 0xff, 0b1110_0000]);
    }
}
