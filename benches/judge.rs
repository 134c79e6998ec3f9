//! Holds a picture that somebody made against the exact one. Both sides of the
//! benchmark use it: natively for the peers, and in the page as WebAssembly.
//! Never decides how much may differ; `cargo xtask bench` does.

/// What is known so far; pictures may come in pieces of whole pixels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Judge {
    /// Pixels that both sides painted.
    both: u64,
    /// Pixels that only one side painted.
    either: u64,
    /// Sum of differences over all channels where at most one mask lies.
    plain: u64,
    /// How many channels that are.
    plain_count: u64,
    /// Sum of differences over all channels.
    all: u64,
    /// How many channels there are.
    all_count: u64,
    /// The largest difference where at most one mask lies.
    largest_plain: u8,
    /// The largest difference anywhere.
    largest: u8,
}

impl Judge {
    /// Looks at a piece of the picture. All are RGBA but `counts`, which says
    /// how many masks lie over each pixel (0, 1, or 2 for more). Alpha is not
    /// looked at: the pictures are opaque.
    pub fn add(&mut self, photo: &[u8], exact: &[u8], counts: &[u8], made: &[u8]) {
        let pixels = photo.chunks_exact(4).zip(exact.chunks_exact(4));
        let pixels = pixels.zip(made.chunks_exact(4)).zip(counts);
        for (((photo, exact), made), count) in pixels {
            let (photo, exact, made) = (&photo[..3], &exact[..3], &made[..3]);
            match (*count > 0, photo != made) {
                (true, true) => self.both += 1,
                (false, false) => {}
                _ => self.either += 1,
            }
            for (exact, made) in exact.iter().zip(made) {
                let difference = exact.abs_diff(*made);
                self.all += u64::from(difference);
                self.largest = self.largest.max(difference);
                if *count < 2 {
                    self.plain += u64::from(difference);
                    self.plain_count += 1;
                    self.largest_plain = self.largest_plain.max(difference);
                }
            }
            self.all_count += 3;
        }
    }

    /// The findings: how well the painted pixels agree (intersection over
    /// union), then mean and largest difference in levels, where at most one
    /// mask lies and anywhere.
    pub fn findings(&self) -> [f64; 5] {
        let part = |sum: u64, count: u64| sum as f64 / count.max(1) as f64;
        let painted = self.both + self.either;
        [
            if painted == 0 {
                1.0
            } else {
                part(self.both, painted)
            },
            part(self.plain, self.plain_count),
            f64::from(self.largest_plain),
            part(self.all, self.all_count),
            f64::from(self.largest),
        ]
    }
}
