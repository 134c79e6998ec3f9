//! Numbers that look random and are the same on every machine (SplitMix64, by
//! Steele, Lea and Flood, 2014). Not a library's, because a library may change
//! its numbers with its version, and then the work would be another.

/// A sequence of numbers.
pub struct Random(u64);

impl Random {
    /// The sequence that belongs to `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// The next number in `from..to`.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        let fraction = (self.bits() >> 11) as f64 / (1_u64 << 53) as f64;
        from + fraction * (to - from)
    }
}

/// A number whose bits all depend on all bits of `value`.
pub fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
