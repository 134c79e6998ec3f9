//! Which part of a picture a window shows, and how large. Never more than numbers:
//! who turns the wheel and what is drawn is known elsewhere.

use super::{PixelBox, PixelPoint, Size};

/// A picture in a window. Lengths of the window are its own: CSS pixels.
///
/// ```
/// use masque::geometry::{Size, Viewport};
/// let picture = Size::new(400, 200).unwrap();
/// let mut viewport = Viewport::new(picture, [200.0, 200.0]);
/// assert_eq!((viewport.scale(), viewport.corner()), (0.5, [0.0, 50.0]));
/// viewport.zoom(2.0, [0.0, 50.0]);
/// assert_eq!((viewport.scale(), viewport.corner()), (1.0, [0.0, 0.0]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    picture: Size,
    room: [f64; 2],
    scale: f64,
    corner: [f64; 2],
    is_fit: bool,
}

/// The largest scale: so many of the window's pixels for one of the picture's.
const MOST: f64 = 64.0;

/// How much of the window a part takes that is shown as large as it can be.
const SHARE: f64 = 0.8;

/// How sharp is as good as sharp.
const SHARP: f64 = 0.95;

/// How much more than what is seen is drawn on each side, as a share of the window: so
/// far the picture can be moved before it is drawn anew.
const MARGIN: f64 = 0.25;

/// Whether `part` holds all of `other`; both left, top, width and height.
fn holds(part: [u32; 4], other: [u32; 4]) -> bool {
    let ([x, y, width, height], [left, top, wide, high]) = (part, other);
    x <= left && y <= top && left + wide <= x + width && top + high <= y + height
}

impl Viewport {
    /// The whole of `picture` as large as `room`, a width and a height, allows.
    pub fn new(picture: Size, room: [f64; 2]) -> Self {
        let mut viewport = Self {
            picture,
            room: room.map(|side| side.max(1.0)),
            scale: 1.0,
            corner: [0.0; 2],
            is_fit: true,
        };
        viewport.fit();
        viewport
    }

    /// The same part, as far as that can be, of another picture or in another room:
    /// the whole where it was the whole.
    pub fn adapted(self, picture: Size, room: [f64; 2]) -> Self {
        let mut adapted = Self::new(picture, room);
        if !self.is_fit && picture == self.picture {
            let middle = self.at(self.middle());
            adapted.is_fit = false;
            adapted.scale = self.scale;
            adapted.centre(middle);
        }
        adapted
    }

    /// The window's pixels for one of the picture's.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The picture's size.
    pub fn picture(&self) -> Size {
        self.picture
    }

    /// The window's width and height.
    pub fn room(&self) -> [f64; 2] {
        self.room
    }

    /// The window's middle.
    pub fn middle(&self) -> [f64; 2] {
        self.room.map(|side| side / 2.0)
    }

    /// Where the picture's upper left corner is in the window.
    pub fn corner(&self) -> [f64; 2] {
        self.corner
    }

    /// Whether the whole picture is shown, as large as it can be.
    pub fn is_fit(&self) -> bool {
        self.is_fit
    }

    /// Shows the whole picture.
    pub fn fit(&mut self) {
        self.scale = self.least();
        self.is_fit = true;
        self.hold();
    }

    /// Makes everything `factor` times as large, around a place of the window.
    pub fn zoom(&mut self, factor: f64, around: [f64; 2]) {
        self.zoom_to(self.scale * factor, around);
    }

    /// Shows the picture at a scale; the place of the window keeps what it shows.
    pub fn zoom_to(&mut self, scale: f64, around: [f64; 2]) {
        if !scale.is_finite() {
            return;
        }
        let least = self.least();
        let scale = scale.clamp(least, MOST.max(least));
        let factor = scale / self.scale;
        for (corner, around) in self.corner.iter_mut().zip(around) {
            *corner = around + (*corner - around) * factor;
        }
        self.scale = scale;
        self.is_fit = scale <= least;
        self.hold();
    }

    /// Moves the picture by so many of the window's pixels.
    pub fn pan(&mut self, by: [f64; 2]) {
        for (corner, by) in self.corner.iter_mut().zip(by) {
            *corner += by;
        }
        self.hold();
    }

    /// Shows a part of the picture in the middle, as large as it can be.
    pub fn show(&mut self, part: PixelBox) {
        let sides = [part.width(), part.height()].map(f64::from);
        let [width, height] = sides;
        let [wide, high] = self.room;
        let (wide, high) = (SHARE * wide / width, SHARE * high / height);
        let least = self.least();
        self.scale = wide.min(high).clamp(least, MOST.max(least));
        self.is_fit = self.scale <= least;
        self.centre(PixelPoint {
            x: part.x() as f64 + width / 2.0,
            y: part.y() as f64 + height / 2.0,
        });
    }

    /// The place of the picture that a place of the window shows.
    pub fn at(&self, place: [f64; 2]) -> PixelPoint {
        let ([x, y], [left, top]) = (place, self.corner);
        PixelPoint {
            x: (x - left) / self.scale,
            y: (y - top) / self.scale,
        }
    }

    /// The part of the picture that can be seen, grown on each side by `margin` of
    /// the window, 0 for none; whole pixels: left, top, width, height.
    pub fn seen(&self, margin: f64) -> [u32; 4] {
        let span = |corner: f64, room: f64, whole: u32| {
            let from = -corner;
            let edge = |at: f64| (at / self.scale).clamp(0.0, f64::from(whole));
            let first = edge(from - margin * room).floor() as u32;
            let last = edge(from + room + margin * room).ceil() as u32;
            let first = first.min(whole.saturating_sub(1));
            (first, last.max(first + 1) - first)
        };
        let ([x, y], [wide, high]) = (self.corner, self.room);
        let (left, width) = span(x, wide, self.picture.width());
        let (top, height) = span(y, high, self.picture.height());
        [left, top, width, height]
    }

    /// The part of the picture that has to be drawn by itself so that the window shows
    /// it as sharply as `ratio` of the screen's pixels for each of its own allow, and
    /// the size to draw it at; `None` while the whole, drawn at the size `whole`, is as
    /// sharp. What was drawn before, `had`, does as long as it shows all there is to
    /// see. At most so many pixels.
    pub fn detail(
        &self,
        ratio: f64,
        whole: Size,
        had: Option<([u32; 4], Size)>,
        most: u64,
    ) -> Option<([u32; 4], Size)> {
        let sharp = (self.scale * ratio).min(1.0);
        let share = |size: Size, of: u32| f64::from(size.width()) / f64::from(of);
        if share(whole, self.picture.width()) >= SHARP * sharp {
            return None;
        }
        let does = |(part, size): &([u32; 4], Size)| {
            let [_, _, width, _] = *part;
            let drawn = share(*size, width);
            holds(*part, self.seen(0.0)) && drawn >= SHARP * sharp && drawn <= 2.0 * sharp
        };
        if let Some(had) = had.filter(does) {
            return Some(had);
        }
        let part = self.seen(MARGIN);
        let [_, _, width, height] = part;
        let side = |side: u32| ((f64::from(side) * sharp).round() as u32).max(1);
        let size = Size::new(side(width), side(height))?;
        Some((part, size.fit(u32::MAX, most)))
    }

    fn centre(&mut self, point: PixelPoint) {
        let [x, y] = self.middle();
        self.corner = [x - point.x * self.scale, y - point.y * self.scale];
        self.hold();
    }

    /// The scale at which the whole picture is as large as the room allows.
    fn least(&self) -> f64 {
        let [wide, high] = self.room;
        let wide = wide / f64::from(self.picture.width());
        wide.min(high / f64::from(self.picture.height()))
    }

    /// Keeps the picture in the middle where it is smaller than the room, and over
    /// all of the room where it is larger.
    fn hold(&mut self) {
        let sides = [self.picture.width(), self.picture.height()];
        let rooms = self.room.into_iter().zip(sides);
        for (corner, (room, side)) in self.corner.iter_mut().zip(rooms) {
            let spare = room - f64::from(side) * self.scale;
            *corner = if spare >= 0.0 {
                spare / 2.0
            } else {
                corner.clamp(spare, 0.0)
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn size(width: u32, height: u32) -> Size {
        Size::new(width, height).expect("a size")
    }

    #[test]
    fn a_place_keeps_what_it_shows_while_it_is_zoomed_in() {
        let mut viewport = Viewport::new(size(4000, 3000), [800.0, 700.0]);
        viewport.zoom(3.0, [400.0, 350.0]);
        let place = [300.0, 400.0];
        let before = viewport.at(place);
        viewport.zoom(1.7, place);
        let after = viewport.at(place);
        assert!((before.x - after.x).abs() < 1e-9 && (before.y - after.y).abs() < 1e-9);
    }

    #[test]
    fn a_part_is_shown_in_the_middle() {
        let mut viewport = Viewport::new(size(4000, 3000), [800.0, 600.0]);
        viewport.show(PixelBox::new(1000, 500, 400, 100));
        assert!((viewport.scale() - 1.6).abs() < 1e-12);
        let middle = viewport.at([400.0, 300.0]);
        assert!((middle.x - 1200.0).abs() < 1e-9 && (middle.y - 550.0).abs() < 1e-9);
        // At the picture's corner there is nothing beyond it to show.
        viewport.show(PixelBox::new(0, 0, 100, 100));
        assert_eq!(viewport.corner(), [0.0, 0.0]);
    }

    #[test]
    fn a_picture_of_the_same_size_is_seen_in_the_same_way() {
        let mut viewport = Viewport::new(size(4000, 3000), [800.0, 600.0]);
        viewport.zoom(4.0, [100.0, 100.0]);
        assert_eq!(viewport.adapted(size(4000, 3000), [800.0, 600.0]), viewport);
        assert!(viewport.adapted(size(4000, 2999), [800.0, 600.0]).is_fit());
        let fit = Viewport::new(size(4000, 3000), [800.0, 600.0]);
        assert!(fit.adapted(size(4000, 3000), [300.0, 900.0]).is_fit());
    }

    #[test]
    fn what_is_seen_is_drawn_sharply_and_not_again_for_a_small_step() {
        let picture = size(8000, 6000);
        let whole = size(1600, 1200);
        let most = 4_000_000;
        let mut viewport = Viewport::new(picture, [800.0, 600.0]);
        assert_eq!(viewport.detail(1.0, whole, None, most), None);
        assert_eq!(viewport.detail(2.0, whole, None, most), None);
        viewport.zoom(5.0, [400.0, 300.0]);
        let first = viewport.detail(1.0, whole, None, most);
        // Half of the picture's pixels over one and a half windows.
        let (part, drawn) = first.expect("a part");
        assert_eq!(part, [2800, 2100, 2400, 1800]);
        assert_eq!(drawn, size(1200, 900));
        viewport.pan([150.0, -100.0]);
        assert_eq!(viewport.detail(1.0, whole, first, most), first);
        viewport.pan([100.0, 0.0]);
        assert_ne!(viewport.detail(1.0, whole, first, most), first);
        viewport.zoom(20.0, [400.0, 300.0]);
        let (part, drawn) = viewport.detail(1.0, whole, first, most).expect("a part");
        assert_eq!([part[2], part[3]], [drawn.width(), drawn.height()]);
    }

    proptest! {
        #[test]
        fn whatever_is_done_the_picture_stays_in_the_window(
            sides in (1_u32..9000, 1_u32..9000),
            room in (1.0_f64..3000.0, 1.0_f64..3000.0),
            steps in prop::collection::vec(
                (0.01_f64..100.0, -2000.0_f64..4000.0, -2000.0_f64..4000.0), 0..12),
        ) {
            let picture = size(sides.0, sides.1);
            let room = [room.0, room.1];
            let mut viewport = Viewport::new(picture, room);
            for (factor, x, y) in steps {
                viewport.zoom(factor, [x, y]);
                viewport.pan([y, x]);
                let [left, top, width, height] = viewport.seen(0.0);
                prop_assert!(width >= 1 && left + width <= picture.width());
                prop_assert!(height >= 1 && top + height <= picture.height());
                let shown = [sides.0, sides.1].map(|side| f64::from(side) * viewport.scale());
                for axis in 0..2 {
                    let corner = viewport.corner()[axis];
                    let slack = 1e-6 * room[axis].max(shown[axis]);
                    prop_assert!(corner >= (room[axis] - shown[axis]).min(0.0) - slack);
                    prop_assert!(corner <= (room[axis] - shown[axis]).max(0.0) + slack);
                }
            }
        }
    }
}
