//! The normalised 0–1000 frame of Gemini's answers. Never holds a value that is
//! not finite, or one further out than [`NORM_LIMIT`].

/// How far from the origin a coordinate may lie, in normalised units.
///
/// Ten pictures in each direction: far more than a real answer's overhang, and
/// little enough that sizes computed from it stay within 32 bits.
pub const NORM_LIMIT: f64 = 10_000.0;

/// A point in the normalised frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormPoint {
    x: f64,
    y: f64,
}

impl NormPoint {
    /// A point from its coordinates, x first. `None` when one of them is not
    /// finite or lies beyond ±10 000.
    pub fn new(x: f64, y: f64) -> Option<Self> {
        (within(x) && within(y)).then_some(Self { x, y })
    }

    /// To the right of the picture's left edge, in thousandths of its width.
    pub fn x(self) -> f64 {
        self.x
    }

    /// Below the picture's top edge, in thousandths of its height.
    pub fn y(self) -> f64 {
        self.y
    }
}

/// A box in the normalised frame, its corners sorted; it may have no extent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NormBox {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl NormBox {
    /// A box from the wire form `[y0, x0, y1, x1]`; swapped corners are sorted.
    /// `None` when a value is not finite or lies beyond ±10 000.
    ///
    /// ```
    /// use masque::geometry::NormBox;
    /// let sorted = NormBox::from_wire([500.0, 10.0, 100.0, 20.0]).unwrap();
    /// assert_eq!((sorted.x0(), sorted.y0(), sorted.y1()), (10.0, 100.0, 500.0));
    /// assert_eq!(NormBox::from_wire([f64::NAN, 0.0, 1.0, 1.0]), None);
    /// ```
    pub fn from_wire([y0, x0, y1, x1]: [f64; 4]) -> Option<Self> {
        [y0, x0, y1, x1].into_iter().all(within).then(|| Self {
            x0: x0.min(x1),
            y0: y0.min(y1),
            x1: x0.max(x1),
            y1: y0.max(y1),
        })
    }

    /// The smallest box around `points`; `None` when there are none.
    pub fn around(points: impl IntoIterator<Item = NormPoint>) -> Option<Self> {
        points
            .into_iter()
            .fold(None, |bounds: Option<Self>, point| {
                let at = Self {
                    x0: point.x,
                    y0: point.y,
                    x1: point.x,
                    y1: point.y,
                };
                Some(bounds.map_or(at, |b| Self {
                    x0: b.x0.min(at.x0),
                    y0: b.y0.min(at.y0),
                    x1: b.x1.max(at.x1),
                    y1: b.y1.max(at.y1),
                }))
            })
    }

    /// The left edge.
    pub fn x0(self) -> f64 {
        self.x0
    }

    /// The top edge.
    pub fn y0(self) -> f64 {
        self.y0
    }

    /// The right edge, not left of [`Self::x0`].
    pub fn x1(self) -> f64 {
        self.x1
    }

    /// The bottom edge, not above [`Self::y0`].
    pub fn y1(self) -> f64 {
        self.y1
    }

    /// Whether `point` lies in the box grown by `margin` units on each side.
    pub fn holds(self, point: NormPoint, margin: f64) -> bool {
        (self.x0 - margin..=self.x1 + margin).contains(&point.x)
            && (self.y0 - margin..=self.y1 + margin).contains(&point.y)
    }
}

fn within(value: f64) -> bool {
    value.is_finite() && value.abs() <= NORM_LIMIT
}
