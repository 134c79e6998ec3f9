//! How the picture is looked at: which part of it, what is pointed at and chosen, how
//! masks are drawn. Never changes an object.

use super::Desk;
use crate::geometry::{PixelBox, Size, Viewport};
use crate::pipeline::message::{Reply, Request, Style};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a person sees of picture and objects, and what they hold in their hand.
#[derive(Clone, Copy, Debug)]
pub struct Viewer {
    /// The part of the picture that is shown; none before the page is laid out.
    pub port: RwSignal<Option<Viewport>>,
    /// The object that is pointed at, on the picture or in the list.
    pub hovered: RwSignal<Option<u32>>,
    /// The objects that are chosen, in the order in which they were.
    pub selected: RwSignal<Vec<u32>>,
    /// How masks are drawn.
    pub style: RwSignal<Style>,
    /// Whether nothing is laid over the picture, while a key or button is held.
    pub is_original: RwSignal<bool>,
    /// How much of the picture's width is shown without masks, in percent.
    pub divider: RwSignal<u8>,
    /// What a drag over the picture does.
    pub tool: RwSignal<Tool>,
    /// The brush's diameter, in the window's pixels.
    pub brush: RwSignal<u8>,
    /// The way that a lasso has gone, in the picture's pixels.
    pub outline: RwSignal<Vec<[f64; 2]>>,
    /// Whether the picture is moved by a drag whatever the tool, while Space is held.
    pub is_panning: RwSignal<bool>,
    /// Whether a slider is being moved that changes what is drawn.
    pub is_moving: RwSignal<bool>,
    /// Whether single keys do something.
    pub has_shortcuts: RwSignal<bool>,
}

/// What a drag over the picture does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Moves the picture; a click chooses what is there.
    #[default]
    Select,
    /// Adds to the chosen object what the brush covers.
    Brush,
    /// Takes away from it what the brush covers.
    Eraser,
    /// Adds what is drawn around.
    LassoAdd,
    /// Takes away what is drawn around.
    LassoTake,
}

/// One step of zooming by a key or button.
pub(super) const STEP: f64 = 1.25;

impl Viewer {
    /// Everything as it is at first.
    pub fn new() -> Self {
        Self {
            port: RwSignal::new(None),
            hovered: RwSignal::new(None),
            selected: RwSignal::new(Vec::new()),
            style: RwSignal::new(Style::default()),
            is_original: RwSignal::new(false),
            divider: RwSignal::new(0),
            tool: RwSignal::new(Tool::default()),
            brush: RwSignal::new(24),
            outline: RwSignal::new(Vec::new()),
            is_panning: RwSignal::new(false),
            is_moving: RwSignal::new(false),
            has_shortcuts: RwSignal::new(true),
        }
    }

    /// Shows what there is of a picture in a room of this width and height.
    pub(super) fn lay_out(self, picture: Size, room: [f64; 2]) {
        self.port.update(|port| {
            *port = Some(match port {
                Some(port) => port.adapted(picture, room),
                None => Viewport::new(picture, room),
            });
        });
    }

    /// Changes what is shown.
    pub(super) fn look(self, change: impl FnOnce(&mut Viewport)) {
        let Some(mut port) = self.port.get_untracked() else {
            return;
        };
        change(&mut port);
        self.port.set(Some(port));
    }

    /// Zooms around the middle of the window.
    pub(super) fn zoom(self, factor: f64) {
        self.look(|port| port.zoom(factor, port.middle()));
    }

    /// Shows each of the picture's pixels as `ratio` of the window's.
    pub(super) fn zoom_to(self, scale: f64) {
        self.look(|port| port.zoom_to(scale, port.middle()));
    }

    /// Chooses this object alone, or in addition to the others or no longer.
    pub(super) fn choose(self, id: u32, is_adding: bool) {
        self.selected.update(|selected| {
            let is_chosen = selected.contains(&id);
            match is_adding {
                true if is_chosen => selected.retain(|other| *other != id),
                true => selected.push(id),
                false => *selected = vec![id],
            }
        });
    }

    /// Whether an object is drawn as one that stands out.
    pub(super) fn is_lit(self, id: u32) -> bool {
        self.hovered.get() == Some(id) || self.selected.read().contains(&id)
    }
}

impl Default for Viewer {
    fn default() -> Self {
        Self::new()
    }
}

impl Desk {
    /// Shows the chosen objects as large as they can be; all of the picture where
    /// nothing is chosen.
    pub fn show_selected(self) {
        let selected = self.view.selected.read_untracked();
        let rows = self.rows.read_untracked();
        let chosen = rows.iter().filter(|row| selected.contains(&row.id));
        let bounds = chosen.filter_map(|row| row.object.read_untracked().bounds);
        let span = bounds.reduce(|[l, t, r, b], [left, top, right, bottom]| {
            [l.min(left), t.min(top), r.max(right), b.max(bottom)]
        });
        self.view.look(|port| match span {
            Some([left, top, right, bottom]) => {
                let side = |from: i64, to: i64| u32::try_from(to - from).unwrap_or(1);
                let (width, height) = (side(left, right), side(top, bottom));
                port.show(PixelBox::new(left, top, width, height));
            }
            None => port.fit(),
        });
    }

    /// Points at what lies under a place of the picture, or at nothing. Of many places
    /// in a row only the newest is looked up.
    pub(super) fn point_at(self, is_second: bool, place: Option<[u32; 2]>) {
        let unseen = self.unseen();
        unseen.pointed.set(place.map(|place| (is_second, place)));
        if place.is_none() {
            return self.view.hovered.set(None);
        }
        if unseen.is_pointing.replace(true) {
            return;
        }
        spawn_local(async move {
            let unseen = self.unseen();
            while let Some((is_second, place)) = unseen.pointed.take() {
                let under = self.under(is_second, place).await;
                let first = under.first().copied();
                if self.view.hovered.get_untracked() != first {
                    self.view.hovered.set(first);
                }
            }
            unseen.is_pointing.set(false);
        });
    }

    /// Chooses what lies under a place of the picture: the smallest first, and with
    /// each further click there the next one.
    pub(super) fn pick(self, is_second: bool, place: [u32; 2], is_adding: bool) {
        spawn_local(async move {
            let under = self.under(is_second, place).await;
            let selected = self.view.selected.get_untracked();
            let at = match selected.as_slice() {
                [one] if !is_adding => under.iter().position(|id| id == one),
                _ => None,
            };
            let next = at.map_or(0, |at| at + 1);
            match under.get(next).or_else(|| under.first()) {
                Some(id) => self.view.choose(*id, is_adding),
                None if is_adding => {}
                None => self.view.selected.set(Vec::new()),
            }
        });
    }

    /// The objects under a place, the smallest first.
    async fn under(self, is_second: bool, place: [u32; 2]) -> Vec<u32> {
        match self
            .pipeline(&Request::Pick { is_second, place }, &[])
            .await
        {
            Ok((Reply::Under(found), _)) => found,
            Ok((other, _)) => {
                self.say(self.unexpected(&other));
                Vec::new()
            }
            Err(message) => {
                self.say(message);
                Vec::new()
            }
        }
    }
}
