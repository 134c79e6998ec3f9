//! Drawing on the picture: strokes of the brush, and what is drawn around. Never
//! changes a mask itself: the pipeline does.

use super::Desk;
use super::viewer::Tool;
use crate::session::{Edit, POINTS};
use leptos::prelude::*;

/// In how many steps one of the picture's pixels is told.
const STEPS: f64 = 16.0;

/// A stroke that is being drawn.
#[derive(Clone, Debug)]
pub(super) struct Stroke {
    tool: Tool,
    /// The object that it changes; none where it makes a new one.
    id: Option<u32>,
    /// Unlike that of every other stroke.
    number: u32,
    /// The brush's radius, in the same steps as the points.
    radius: u16,
    /// Where it went and what the pipeline was not yet told.
    points: Vec<[i32; 2]>,
    /// Whether the pipeline was told of it at all.
    is_told: bool,
}

/// A click so near to the first corner closes a lasso, in CSS pixels.
const CLOSE: f64 = 12.0;

impl Stroke {
    fn is_lasso(&self) -> bool {
        matches!(self.tool, Tool::LassoAdd | Tool::LassoTake)
    }
}

impl Desk {
    /// A stroke begins at this place of the picture, in pixels.
    pub(super) fn begin_stroke(self, at: [f64; 2]) {
        let unseen = self.unseen();
        let number = unseen.strokes.get() + 1;
        unseen.strokes.set(number);
        let scale = self
            .view
            .port
            .get_untracked()
            .map_or(1.0, |port| port.scale());
        let radius = STEPS * f64::from(self.view.brush.get_untracked()) / 2.0 / scale;
        let stroke = Stroke {
            tool: self.view.tool.get_untracked(),
            id: self.view.selected.read_untracked().last().copied(),
            number,
            radius: radius.round() as u16,
            points: vec![exact(at)],
            is_told: false,
        };
        if stroke.is_lasso() {
            self.view.outline.set(vec![at]);
        }
        // Nothing is told yet: a second finger may come, and make it no stroke.
        unseen.stroke.replace(Some(stroke));
    }

    /// It goes on to these places.
    pub(super) fn go_on_with_stroke(self, places: impl Iterator<Item = [f64; 2]>) {
        if let Some(stroke) = &mut *self.unseen().stroke.borrow_mut() {
            let places: Vec<_> = places.collect();
            stroke.points.extend(places.iter().copied().map(exact));
            if stroke.is_lasso() {
                self.view.outline.update(|outline| outline.extend(places));
            }
        }
        self.tell_stroke(false);
    }

    /// Whether a lasso was begun by clicks and goes on with the next.
    pub(super) fn has_open_lasso(self) -> bool {
        let unseen = self.unseen();
        let stroke = unseen.stroke.borrow();
        stroke.as_ref().is_some_and(|stroke| stroke.is_lasso())
    }

    /// Whether it does after the click just now: unless that came back to the first.
    pub(super) fn is_lasso_open(self) -> bool {
        let unseen = self.unseen();
        let stroke = unseen.stroke.borrow();
        let Some(stroke) = stroke.as_ref().filter(|stroke| stroke.is_lasso()) else {
            return false;
        };
        let scale = self
            .view
            .port
            .get_untracked()
            .map_or(1.0, |port| port.scale());
        let ends = stroke.points.first().zip(stroke.points.last());
        let is_back = ends.is_some_and(|([x, y], [to_x, to_y])| {
            let far = f64::from(to_x - x).hypot(f64::from(to_y - y)) / STEPS;
            far * scale <= CLOSE
        });
        !(is_back && stroke.points.len() > 3)
    }

    /// Takes a tool in hand.
    pub(super) fn take_tool(self, tool: Tool) {
        self.drop_stroke();
        self.view.tool.set(tool);
    }

    /// Lets go of a lasso that was begun by clicks.
    pub(super) fn drop_stroke(self) {
        self.unseen().stroke.take();
        self.view.outline.set(Vec::new());
    }

    /// It ends.
    pub(super) fn end_stroke(self) {
        self.tell_stroke(true);
        self.unseen().stroke.take();
        self.view.outline.set(Vec::new());
    }

    /// Tells the pipeline what it does not know of the stroke: of a brush as it goes,
    /// of what is drawn around at its end.
    fn tell_stroke(self, is_done: bool) {
        let unseen = self.unseen();
        let mut stroke = unseen.stroke.borrow_mut();
        let Some(stroke) = stroke.as_mut() else {
            return;
        };
        let is_brush = matches!(stroke.tool, Tool::Brush | Tool::Eraser);
        let erase = matches!(stroke.tool, Tool::Eraser | Tool::LassoTake);
        let id = stroke.id;
        if is_brush {
            // The next piece begins where this one ends.
            let last = stroke.points.last().copied();
            let points = std::mem::replace(&mut stroke.points, last.into_iter().collect());
            if is_done && points.len() < 2 && stroke.is_told {
                return;
            }
            stroke.is_told = true;
            self.edit(Edit::Stroke {
                id,
                number: stroke.number,
                points,
                radius: stroke.radius,
                erase,
            });
        } else if is_done && stroke.points.len() > 2 {
            // A hand may give more than is taken: then every second, every third.
            let every = stroke.points.len().div_ceil(POINTS).max(1);
            let points = std::mem::take(&mut stroke.points).into_iter();
            let points = points.step_by(every).collect();
            self.edit(Edit::Lasso { id, points, erase });
        }
    }
}

/// A place in the steps that the pipeline is told.
fn exact(at: [f64; 2]) -> [i32; 2] {
    at.map(|side| (side * STEPS).round() as i32)
}
