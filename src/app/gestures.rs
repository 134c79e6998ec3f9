//! Hands on the picture: wheel, mouse and fingers. Never says what is drawn: it moves
//! the viewport, points and chooses.

use super::Desk;
use super::viewer::Tool;
use crate::browser;
use crate::geometry::Viewport;
use leptos::ev::{PointerEvent, WheelEvent};
use leptos::html::Div;
use leptos::prelude::*;

/// So much of the wheel makes everything e times as large, in CSS pixels; a pinch on a
/// touchpad, which browsers tell as a wheel with Ctrl, is finer.
const WHEEL: f64 = 500.0;
const PINCH: f64 = 100.0;

/// A pointer that moved no further than so many CSS pixels has clicked.
const STILL: f64 = 4.0;

/// The mouse's buttons, as browsers number them.
const LEFT: i16 = 0;
const MIDDLE: i16 = 1;

/// What is done by pointers on one panel.
#[derive(Clone, Copy)]
pub(super) struct Gestures {
    desk: Desk,
    room: NodeRef<Div>,
    is_second: bool,
    /// Those that are down, and where.
    pointers: StoredValue<Vec<(i32, [f64; 2])>>,
    /// How far the first of them moved since it went down.
    travelled: StoredValue<f64>,
    /// Whether it draws rather than moves the picture.
    is_drawing: StoredValue<bool>,
}

impl Gestures {
    pub(super) fn new(desk: Desk, room: NodeRef<Div>, is_second: bool) -> Self {
        Self {
            desk,
            room,
            is_second,
            pointers: StoredValue::new(Vec::new()),
            travelled: StoredValue::new(0.0),
            is_drawing: StoredValue::new(false),
        }
    }

    pub(super) fn wheel(self, event: WheelEvent) {
        event.prevent_default();
        let Some(place) = self.place(&event) else {
            return;
        };
        let pace = if event.ctrl_key() { PINCH } else { WHEEL };
        let factor = (-browser::turned(&event) / pace).exp();
        self.desk.view.look(|port| port.zoom(factor, place));
    }

    pub(super) fn down(self, event: PointerEvent) {
        let is_held = self.desk.view.is_panning.get_untracked();
        let pans = event.button() == MIDDLE || is_held;
        let is_taken = self.desk.choosing_part.get_untracked();
        if is_taken || (event.button() != LEFT && !pans) {
            return;
        }
        let (Some(place), Some(room)) = (self.place(&event), self.room.get_untracked()) else {
            return;
        };
        // The middle button would scroll, and a drag would select text.
        event.prevent_default();
        browser::capture(&event, &room);
        let is_first = self.pointers.with_value(Vec::is_empty);
        self.pointers
            .update_value(|pointers| pointers.push((event.pointer_id(), place)));
        if !is_first {
            // A second finger: both move the picture from now on. What one finger has
            // hardly begun was no stroke, and a lasso waits for its next corner.
            if self.is_drawing.get_value() {
                let is_still = self.travelled.get_value() <= STILL;
                self.is_drawing.set_value(false);
                match is_still && !self.desk.is_lasso_open() {
                    true => self.desk.drop_stroke(),
                    false if is_still => {}
                    false => self.desk.end_stroke(),
                }
            }
            return self.travelled.set_value(f64::MAX);
        }
        // Who holds the middle button or Space never clicks.
        self.travelled.set_value(if pans { f64::MAX } else { 0.0 });
        let draws = !pans && self.desk.view.tool.get_untracked() != Tool::Select;
        self.is_drawing.set_value(draws);
        if draws && let Some(at) = self.in_picture(place) {
            match self.desk.has_open_lasso() {
                true => self.desk.go_on_with_stroke(std::iter::once(at)),
                false => self.desk.begin_stroke(at),
            }
        }
    }

    pub(super) fn moved(self, event: PointerEvent) {
        let Some(place) = self.place(&event) else {
            return;
        };
        let pointers = self.pointers.get_value();
        let id = event.pointer_id();
        let Some(at) = pointers.iter().position(|(other, _)| *other == id) else {
            let at = self.in_picture(place).map(|at| at.map(|side| side as u32));
            return self.desk.point_at(self.is_second, at);
        };
        if self.is_drawing.get_value() {
            self.follow(at, place);
            // A hand is quicker than the screen.
            let room = self.room.get_untracked();
            let places = room.map(|room| browser::points(&event, &room));
            let places = places.into_iter().flatten();
            return self
                .desk
                .go_on_with_stroke(places.filter_map(|place| self.in_picture(place)));
        }
        let before = spread(&pointers);
        let after = self.follow(at, place);
        if self.travelled.get_value() <= STILL {
            return;
        }
        self.desk.view.look(|port| {
            port.pan([after.0[0] - before.0[0], after.0[1] - before.0[1]]);
            if before.1 > 0.0 {
                port.zoom(after.1 / before.1, after.0);
            }
        });
    }

    pub(super) fn up(self, event: PointerEvent) {
        let id = event.pointer_id();
        let was_down = self
            .pointers
            .with_value(|pointers| pointers.iter().any(|(other, _)| *other == id));
        if !was_down {
            return;
        }
        self.pointers
            .update_value(|pointers| pointers.retain(|(other, _)| *other != id));
        if self.is_drawing.get_value() {
            // What is drawn around may be said by clicks, one for each corner.
            let is_click = self.travelled.get_value() <= STILL;
            if is_click && self.desk.is_lasso_open() {
                return self.is_drawing.set_value(false);
            }
            return self.stop_drawing();
        }
        if self.travelled.get_value() <= STILL
            && let Some(at) = self.place(&event).and_then(|place| self.in_picture(place))
        {
            let is_adding = event.shift_key() || event.ctrl_key() || event.meta_key();
            let at = at.map(|side| side as u32);
            self.desk.pick(self.is_second, at, is_adding);
        }
    }

    /// The pointer has left, or the system has taken it.
    pub(super) fn left(self, event: PointerEvent) {
        if self.pointers.with_value(Vec::is_empty) {
            return self.desk.point_at(self.is_second, None);
        }
        self.travelled.set_value(f64::MAX);
        self.up(event);
    }

    /// Notes where a pointer is now; gives the middle of all, and how far they are apart.
    fn follow(self, at: usize, place: [f64; 2]) -> ([f64; 2], f64) {
        let mut pointers = self.pointers.get_value();
        let before = spread(&pointers);
        if let Some((_, there)) = pointers.get_mut(at) {
            *there = place;
        }
        let after = spread(&pointers);
        self.travelled
            .update_value(|far| *far += length(before.0, after.0));
        self.pointers.set_value(pointers);
        after
    }

    fn stop_drawing(self) {
        if self.is_drawing.get_value() {
            self.is_drawing.set_value(false);
            self.desk.end_stroke();
        }
    }

    fn place(self, event: &leptos::ev::MouseEvent) -> Option<[f64; 2]> {
        Some(browser::point(event, &*self.room.get_untracked()?))
    }

    /// The place of the picture under a place of the window; `None` beside it.
    fn in_picture(self, place: [f64; 2]) -> Option<[f64; 2]> {
        let port = self.desk.view.port.get_untracked()?;
        within(&port, place)
    }
}

/// The place of the picture under a place of the window, in pixels; `None` beside it.
fn within(port: &Viewport, place: [f64; 2]) -> Option<[f64; 2]> {
    let at = port.at(place);
    let (width, height) = (port.picture().width(), port.picture().height());
    let is_in = at.x >= 0.0 && at.y >= 0.0 && at.x < width.into() && at.y < height.into();
    is_in.then_some([at.x, at.y])
}

/// The middle of the first two pointers, and how far they are apart.
fn spread(pointers: &[(i32, [f64; 2])]) -> ([f64; 2], f64) {
    match pointers {
        [(_, a), (_, b), ..] => ([(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0], length(*a, *b)),
        [(_, a)] => (*a, 0.0),
        [] => ([0.0; 2], 0.0),
    }
}

fn length(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
