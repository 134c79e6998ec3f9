//! The picture's own pixels, and the only ways into them from the normalised
//! frame. Never clamps: what hangs over the picture's edge is cropped by whoever
//! draws it.

use super::{NORM_SIDE, NormBox, NormPoint};

/// A picture's size in pixels; both sides are in 1..=65 535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    width: u32,
    height: u32,
}

impl Size {
    /// The longest side that any browser's canvas or decoder holds, in pixels.
    pub const LONGEST_SIDE: u32 = 65_535;

    /// A size; `None` when a side is 0 or over [`Self::LONGEST_SIDE`].
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let side = 1..=Self::LONGEST_SIDE;
        (side.contains(&width) && side.contains(&height)).then_some(Self { width, height })
    }

    /// Pixels from left to right.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(self) -> u32 {
        self.height
    }

    /// Width times height.
    pub fn area(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// This size, scaled down in proportion until the longer side is at most
    /// `longest` and the area at most `pixels`; never scaled up.
    ///
    /// ```
    /// use masque::geometry::Size;
    /// let photo = Size::new(4032, 3024).unwrap();
    /// assert_eq!(photo.fit(1536, u64::MAX), Size::new(1536, 1152).unwrap());
    /// assert_eq!(photo.fit(9999, u64::MAX), photo);
    /// ```
    #[must_use]
    pub fn fit(self, longest: u32, pixels: u64) -> Self {
        let by_side = f64::from(longest) / f64::from(self.width.max(self.height));
        let by_area = (pixels as f64 / self.area() as f64).sqrt();
        let factor = by_side.min(by_area);
        if factor >= 1.0 {
            return self;
        }
        // The floor keeps the area's promise; a side never falls below 1.
        let scaled = |side: u32| ((f64::from(side) * factor + 1e-6).floor() as u32).max(1);
        Self {
            width: scaled(self.width),
            height: scaled(self.height),
        }
    }
}

/// A point in the picture's pixels; the first pixel's centre is `(0.5, 0.5)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelPoint {
    /// To the right of the left edge.
    pub x: f64,
    /// Below the top edge.
    pub y: f64,
}

impl PixelPoint {
    /// `v / 1000 · side` on each axis, not rounded.
    pub fn from_norm(point: NormPoint, picture: Size) -> Self {
        Self {
            x: scaled(point.x(), picture.width),
            y: scaled(point.y(), picture.height),
        }
    }
}

/// A box of whole pixels, at least one wide and high; it may hang over the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelBox {
    x: i64,
    y: i64,
    width: u32,
    height: u32,
}

impl PixelBox {
    /// A box from its left, top, width and height; a side of 0 becomes 1.
    pub fn new(x: i64, y: i64, width: u32, height: u32) -> Self {
        Self {
            x,
            y,
            width: width.max(1),
            height: height.max(1),
        }
    }

    /// The whole picture.
    pub fn whole(picture: Size) -> Self {
        Self::new(0, 0, picture.width, picture.height)
    }

    /// A normalised box in `picture`'s pixels: `round(v / 1000 · side)` for each
    /// edge, at least one pixel wide and high, not clamped to the picture.
    ///
    /// Halves go to the even neighbour, as in Python's `round`, so that a few
    /// lines of Python that follow the published rule agree on ties as well.
    ///
    /// ```
    /// use masque::geometry::{NormBox, PixelBox, Size};
    /// let picture = Size::new(1024, 500).unwrap();
    /// let bounds = NormBox::from_wire([168.0, 97.0, 361.0, 228.0]).unwrap();
    /// let pixels = PixelBox::from_norm(bounds, picture);
    /// assert_eq!(pixels, PixelBox::new(99, 84, 134, 96));
    /// ```
    pub fn from_norm(bounds: NormBox, picture: Size) -> Self {
        let edge = |value, side| scaled(value, side).round_ties_even() as i64;
        let (x0, x1) = (
            edge(bounds.x0(), picture.width),
            edge(bounds.x1(), picture.width),
        );
        let (y0, y1) = (
            edge(bounds.y0(), picture.height),
            edge(bounds.y1(), picture.height),
        );
        let side = |from: i64, to: i64| u32::try_from(to - from).unwrap_or(0);
        Self::new(x0, y0, side(x0, x1), side(y0, y1))
    }

    /// The left edge; negative when the box hangs over it.
    pub fn x(self) -> i64 {
        self.x
    }

    /// The top edge; negative when the box hangs over it.
    pub fn y(self) -> i64 {
        self.y
    }

    /// Pixels from left to right, at least 1.
    pub fn width(self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom, at least 1.
    pub fn height(self) -> u32 {
        self.height
    }

    /// The part of the box that lies within `picture`; `None` when none does.
    pub fn crop(self, picture: Size) -> Option<Self> {
        let x0 = self.x.max(0);
        let y0 = self.y.max(0);
        let x1 = (self.x + i64::from(self.width)).min(i64::from(picture.width));
        let y1 = (self.y + i64::from(self.height)).min(i64::from(picture.height));
        let width = u32::try_from(x1 - x0).ok().filter(|side| *side > 0)?;
        let height = u32::try_from(y1 - y0).ok().filter(|side| *side > 0)?;
        Some(Self {
            x: x0,
            y: y0,
            width,
            height,
        })
    }
}

/// `value / 1000 · side`, in this order of operations: the order decides ties.
fn scaled(value: f64, side: u32) -> f64 {
    value / NORM_SIDE * f64::from(side)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn px(wire: [f64; 4], width: u32, height: u32) -> (i64, i64, u32, u32) {
        let size = Size::new(width, height).expect("a size");
        let bounds = PixelBox::from_norm(NormBox::from_wire(wire).expect("a box"), size);
        (bounds.x, bounds.y, bounds.width, bounds.height)
    }

    #[test]
    fn edges_are_rounded_each_on_its_own() {
        assert_eq!(px([0.0, 0.0, 1000.0, 1000.0], 1024, 768), (0, 0, 1024, 768));
        assert_eq!(px([333.0, 333.0, 666.0, 666.0], 100, 10), (33, 3, 34, 4));
    }

    #[test]
    fn halves_go_to_the_even_pixel() {
        assert_eq!(px([0.0, 1.0, 10.0, 3.0], 500, 500), (0, 0, 2, 5));
    }

    #[test]
    fn a_box_without_extent_has_one_pixel() {
        assert_eq!(px([500.0, 500.0, 500.0, 500.0], 10, 10), (5, 5, 1, 1));
    }

    #[test]
    fn overhang_is_kept_until_cropped() {
        assert_eq!(
            px([-100.0, 900.0, 100.0, 1100.0], 100, 100),
            (90, -10, 20, 20)
        );
        let size = Size::new(100, 100).expect("a size");
        let over = PixelBox::new(90, -10, 20, 20);
        assert_eq!(over.crop(size), Some(PixelBox::new(90, 0, 10, 10)));
        assert_eq!(PixelBox::new(100, 0, 5, 5).crop(size), None);
    }

    #[test]
    fn fit_never_enlarges_and_keeps_a_pixel() {
        let thin = Size::new(60_000, 1).expect("a size");
        assert_eq!(
            thin.fit(1000, u64::MAX),
            Size::new(1000, 1).expect("a size")
        );
        let large = Size::new(8064, 6048).expect("a size").fit(8192, 16_777_216);
        assert!(large.area() <= 16_777_216);
    }
}
