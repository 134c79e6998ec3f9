//! A picture seen at another size: which of its pixels each pixel of the view
//! shows. Never blends: a pixel of the view shows the one under its centre.

use super::{Mask, MaskBuilder};
use crate::geometry::{PixelBox, PixelPoint, Size};
use std::ops::Range;

/// A picture of one size, shown whole at another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    picture: Size,
    size: Size,
}

impl View {
    /// `picture`, shown at `size`.
    pub fn new(picture: Size, size: Size) -> Self {
        Self { picture, size }
    }

    /// The picture's own size.
    pub fn picture(self) -> Size {
        self.picture
    }

    /// The size at which it is shown.
    pub fn size(self) -> Size {
        self.size
    }

    /// The picture's row that row `y` of the view shows.
    pub fn picture_row(self, y: u32) -> u32 {
        under_centre(y, self.size.height(), self.picture.height())
    }

    /// The picture's column that column `x` of the view shows.
    pub fn picture_column(self, x: u32) -> u32 {
        under_centre(x, self.size.width(), self.picture.width())
    }

    /// The first column of the view that shows the picture's column `x` or one
    /// right of it.
    pub fn column(self, x: u32) -> u32 {
        first_shown(x, self.picture.width(), self.size.width())
    }

    /// The columns of the view that show any of the picture's `columns`.
    pub fn columns(self, columns: Range<u32>) -> Range<u32> {
        self.column(columns.start)..self.column(columns.end)
    }

    /// The rows of the view that show any of the picture's `rows`.
    pub fn rows(self, rows: Range<u32>) -> Range<u32> {
        let row = |y| first_shown(y, self.picture.height(), self.size.height());
        row(rows.start)..row(rows.end)
    }

    /// `bounds` as it is seen, each edge on the nearest edge of the view's pixels.
    pub fn bounds(self, bounds: PixelBox) -> PixelBox {
        let edge = |at: i64, from: u32, to: u32| {
            let (from, to) = (i64::from(from), i64::from(to));
            (2 * at * to + from).div_euclid(2 * from)
        };
        let across = |x| edge(x, self.picture.width(), self.size.width());
        let down = |y| edge(y, self.picture.height(), self.size.height());
        let side = |from: i64, to: i64| u32::try_from(to - from).unwrap_or(0).max(1);
        let (left, top) = (across(bounds.x()), down(bounds.y()));
        let right = across(bounds.x() + i64::from(bounds.width()));
        let bottom = down(bounds.y() + i64::from(bounds.height()));
        PixelBox::new(left, top, side(left, right), side(top, bottom))
    }

    /// A point of the picture as it is seen.
    pub fn point(self, point: PixelPoint) -> PixelPoint {
        let scaled = |at: f64, from: u32, to: u32| at * f64::from(to) / f64::from(from);
        PixelPoint {
            x: scaled(point.x, self.picture.width(), self.size.width()),
            y: scaled(point.y, self.picture.height(), self.size.height()),
        }
    }

    /// `mask` as it is seen, in the view's own pixels.
    pub fn of(self, mask: &Mask) -> Mask {
        let rows = self.rows(mask.span());
        let mut builder = MaskBuilder::new(self.size, rows.start);
        for y in rows {
            for run in mask.row(self.picture_row(y)) {
                builder.push(self.column(run.start), self.column(run.end));
            }
            builder.end_row();
        }
        builder.finish()
    }
}

/// Which of `from` pixels lies under the centre of pixel `at` of `to`.
fn under_centre(at: u32, to: u32, from: u32) -> u32 {
    if from == to {
        return at;
    }
    ((2 * u64::from(at) + 1) * u64::from(from) / (2 * u64::from(to))) as u32
}

/// The first of `to` pixels whose centre lies at edge `edge` of `from` pixels or
/// beyond it: `⌈edge · to / from − ½⌉`.
fn first_shown(edge: u32, from: u32, to: u32) -> u32 {
    if from == to {
        return edge;
    }
    let twice = 2 * u64::from(edge) * u64::from(to);
    let (from, doubled) = (u64::from(from), 2 * u64::from(from));
    twice.saturating_sub(from).div_ceil(doubled) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pixel_of_a_view_shows_the_one_under_its_centre() {
        let size = |width, height| Size::new(width, height).expect("a size");
        let inside = |x: u32, y: u32| (x / 9 + y / 5).is_multiple_of(2);
        for view in [size(25, 16), size(101, 67), size(202, 70), size(1, 1)] {
            let picture = size(101, 67);
            let view = View::new(picture, view);
            let seen = view.of(&Mask::from_fn(picture, inside));
            let under = |at: u32, seen: u32, whole: u32| (2 * at + 1) * whole / (2 * seen);
            let expected = Mask::from_fn(view.size(), |x, y| {
                inside(
                    under(x, view.size().width(), 101),
                    under(y, view.size().height(), 67),
                )
            });
            assert_eq!(seen, expected, "{view:?}");
        }
    }
}
