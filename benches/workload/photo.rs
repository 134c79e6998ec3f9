//! Pictures as raw RGBA: smooth fields with grain, opaque. Not a photograph,
//! but as expensive as one for everything that happens to its pixels here.

use super::random::mixed;

/// Pixels between two corners of the smooth field, in the picture of 1 MP.
const CELLS: u32 = 12;

/// The picture of this size: `4 · width · height` bytes, alpha 255.
pub fn rgba(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = vec![255; 4 * width as usize * height as usize];
    for (y, row) in (0..).zip(pixels.chunks_exact_mut(4 * width as usize)) {
        let (cell_y, down) = place(y, height);
        for (x, pixel) in (0..).zip(row.chunks_exact_mut(4)) {
            let (cell_x, right) = place(x, width);
            let grain = mixed(u64::from(y) << 32 | u64::from(x));
            for (channel, value) in pixel.iter_mut().take(3).enumerate() {
                let corner = |dx, dy| corner(cell_x + dx, cell_y + dy, channel as u32);
                let above = corner(0, 0) * (256 - right) + corner(1, 0) * right;
                let below = corner(0, 1) * (256 - right) + corner(1, 1) * right;
                let smooth = (above * (256 - down) + below * down) >> 16;
                let grain = (grain >> (8 * channel)) as u32 % 17;
                *value = (smooth + grain).saturating_sub(8).min(255) as u8;
            }
        }
    }
    pixels
}

/// The cell that a pixel lies in, and how far into it, in 256ths.
fn place(at: u32, length: u32) -> (u32, u32) {
    let scaled = u64::from(at) * u64::from(CELLS) * 256 / u64::from(length);
    (scaled as u32 / 256, scaled as u32 % 256)
}

/// The value at a corner of the field, 8–247.
fn corner(x: u32, y: u32, channel: u32) -> u32 {
    let bits = mixed(u64::from(channel) << 48 | u64::from(y) << 24 | u64::from(x));
    8 + (bits % 240) as u32
}
