//! A picture's pixels, upright. Never premultiplied.

use crate::geometry::Size;

/// Pixels with straight alpha, red, green, blue, alpha, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rgba {
    size: Size,
    /// Four a pixel.
    bytes: Vec<u8>,
}

impl Rgba {
    /// Fully transparent pixels.
    pub fn transparent(size: Size) -> Self {
        Self {
            size,
            bytes: vec![0; size.area() as usize * 4],
        }
    }

    /// Pixels from their bytes; `None` when the length is not `4 · width · height`.
    pub fn from_bytes(size: Size, bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() as u64 == size.area() * 4).then_some(Self { size, bytes })
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The bytes, four a pixel, for good.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The bytes, four a pixel.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The pixel in column `x` of row `y`; `None` outside the picture.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        let row = y as usize * self.size.width() as usize;
        let pixels = self.bytes.as_chunks::<4>().0;
        let pixel = pixels.get(row + x as usize)?;
        (x < self.size.width()).then_some(*pixel)
    }

    /// Pixels `start..end` of row `y`; `None` outside the picture.
    pub fn span(&self, y: u32, start: u32, end: u32) -> Option<&[[u8; 4]]> {
        let row = y as usize * self.size.width() as usize;
        let end = row + end.min(self.size.width()) as usize;
        let pixels = self.bytes.as_chunks::<4>().0;
        pixels.get(row + start as usize..end)
    }

    /// Pixels `start..end` of row `y`, to be changed; `None` outside the picture.
    pub fn span_mut(&mut self, y: u32, start: u32, end: u32) -> Option<&mut [[u8; 4]]> {
        let row = y as usize * self.size.width() as usize;
        let end = row + end.min(self.size.width()) as usize;
        let pixels = self.bytes.as_chunks_mut::<4>().0;
        pixels.get_mut(row + start as usize..end)
    }
}
