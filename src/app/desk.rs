//! What the page knows: signals for the document and for what is typed, and handles
//! for what lives in the browser. Never acts on its own.

use super::form::Form;
use crate::browser::{Call, Photo, PipelineWorker};
use crate::gemini::model::MODELS;
use crate::geometry::{Camera, Size};
use crate::mask::DEFAULT_THRESHOLD;
use crate::pipeline::message::{self, Request};
use crate::session::words::Message;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;

/// The picture that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its file's name.
    pub name: String,
    /// Its size, upright.
    pub size: Size,
}

impl Picture {
    /// Its name without what stands behind the last dot.
    pub fn stem(&self) -> &str {
        let stem = self.name.rsplit_once('.');
        stem.map_or(self.name.as_str(), |(stem, _)| stem)
    }
}

/// An object and how it is shown; cloning it makes another handle to the same.
#[derive(Clone, Debug)]
pub struct Row {
    /// The object's id.
    pub id: u32,
    /// Whether it is drawn.
    pub visible: ArcRwSignal<bool>,
    /// The object; its pixels stay with the pipeline.
    pub object: ArcRwSignal<Arc<message::Row>>,
}

impl Row {
    /// A row for `object`.
    pub fn new(object: message::Row, visible: bool) -> Self {
        Self {
            id: object.id,
            visible: ArcRwSignal::new(visible),
            object: ArcRwSignal::new(Arc::new(object)),
        }
    }
}

/// What is being done.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Work {
    /// Nothing.
    #[default]
    Idle,
    /// A file is being opened; its name.
    Opening(String),
    /// Gemini is being asked.
    Asking {
        /// When it began, in seconds; see [`crate::browser::now_seconds`].
        since: f64,
    },
    /// Gemini is asked again in a while.
    Waiting {
        /// When, in seconds; see [`crate::browser::now_seconds`].
        until: f64,
        /// Why.
        why: String,
    },
    /// A file is being made; its name.
    Saving(String),
}

/// Everything the page knows, and through its methods everything one can do.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// The picture, once one is open.
    pub picture: RwSignal<Option<Picture>>,
    /// The objects, in the answer's order.
    pub rows: RwSignal<Vec<Row>>,
    /// What there is to say, the newest last.
    pub messages: RwSignal<Vec<Message>>,
    /// What is being done.
    pub work: RwSignal<Work>,
    /// The key as typed. Kept in memory alone.
    pub key: RwSignal<String>,
    /// The model's id.
    pub model: RwSignal<String>,
    /// What to find, as typed.
    pub words: RwSignal<String>,
    /// What is wanted beside the words.
    pub form: Form,
    /// The part of the picture that is asked about: left, top, width, height.
    pub part: RwSignal<Option<[u32; 4]>>,
    /// Whether that is being chosen.
    pub choosing_part: RwSignal<bool>,
    /// The models that the service listed, once it was asked.
    pub models: RwSignal<Vec<message::ModelRow>>,
    /// What the model says of its thinking.
    pub thought: RwSignal<String>,
    /// What the last call took, and all calls.
    pub bill: RwSignal<String>,
    /// Whether there is an answer whose text can be shown.
    pub has_answer: RwSignal<bool>,
    /// The camera's horizontal field of view, in degrees.
    pub degrees: RwSignal<u8>,
    /// The threshold of PNG masks, 0–254.
    pub threshold: RwSignal<u8>,
    /// How much of the photograph a mask's fill covers, in percent.
    pub fill: RwSignal<u8>,
    /// The picture's pixels.
    pub(super) photo: RwSignal<Option<Rc<Photo>>, LocalStorage>,
    /// The request that is on its way.
    pub(super) call: StoredValue<Option<Call>, LocalStorage>,
    /// Why the last attempt came to nothing, while the question is asked again.
    pub(super) failed: StoredValue<Vec<Message>>,
    /// Whether the wait for the next attempt was ended, and how.
    pub(super) wait_ended: StoredValue<Option<bool>>,
    /// Counts the questions and pictures, so that late replies are told apart.
    pub(super) turn: StoredValue<u32>,
    /// The turn whose objects are listed.
    pub(super) shown_turn: StoredValue<u32>,
    /// The pipeline, once the first picture was opened.
    pub(super) worker: StoredValue<Option<Rc<PipelineWorker>>, LocalStorage>,
    /// What the answer on show was read from, for a new pipeline.
    pub(super) recorded: StoredValue<Vec<(Request, Vec<u8>)>, LocalStorage>,
    /// How many pipelines broke since the person last did something.
    pub(super) breaks: StoredValue<u32>,
}

impl Desk {
    /// An empty desk with the default model.
    pub fn new() -> Self {
        let default_model = MODELS.first().map_or("", |model| model.id);
        Self {
            picture: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            messages: RwSignal::new(Vec::new()),
            work: RwSignal::new(Work::Idle),
            key: RwSignal::new(String::new()),
            model: RwSignal::new(default_model.to_owned()),
            words: RwSignal::new(String::new()),
            form: Form::new(),
            part: RwSignal::new(None),
            choosing_part: RwSignal::new(false),
            models: RwSignal::new(Vec::new()),
            thought: RwSignal::new(String::new()),
            bill: RwSignal::new(String::new()),
            has_answer: RwSignal::new(false),
            degrees: RwSignal::new(Camera::DEGREES),
            threshold: RwSignal::new(DEFAULT_THRESHOLD),
            fill: RwSignal::new(50),
            photo: RwSignal::new_local(None),
            call: StoredValue::new_local(None),
            failed: StoredValue::new(Vec::new()),
            wait_ended: StoredValue::new(None),
            turn: StoredValue::new(0),
            shown_turn: StoredValue::new(0),
            worker: StoredValue::new_local(None),
            recorded: StoredValue::new_local(Vec::new()),
            breaks: StoredValue::new(0),
        }
    }

    /// Whether anything is being done.
    pub fn is_busy(self) -> bool {
        *self.work.read() != Work::Idle
    }

    /// Whether Gemini is being asked.
    pub fn is_asking(self) -> bool {
        matches!(*self.work.read(), Work::Asking { .. })
    }

    /// Whether it is waited until Gemini is asked again.
    pub fn is_waiting(self) -> bool {
        matches!(*self.work.read(), Work::Waiting { .. })
    }

    /// Whether the field of view changes anything.
    pub fn has_cuboids(self) -> bool {
        let rows = self.rows.read();
        rows.iter().any(|row| row.object.read().is_in_space)
    }

    /// Whether the threshold changes anything.
    pub fn has_png_masks(self) -> bool {
        self.rows.read().iter().any(|row| row.object.read().is_png)
    }

    /// Says something, unless it stands there already.
    pub fn say(self, message: Message) {
        let is_new = !self.messages.read_untracked().contains(&message);
        if is_new {
            self.messages.write().push(message);
        }
    }

    /// Takes back everything that was said.
    pub fn hush(self) {
        if !self.messages.read_untracked().is_empty() {
            self.messages.write().clear();
        }
    }

    /// Starts a new turn; what earlier ones still send is from then on ignored.
    pub(super) fn begin_turn(self) -> u32 {
        if let Some(call) = self.call.try_update_value(Option::take).flatten() {
            call.cancel();
        }
        self.breaks.set_value(0);
        self.turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or(0)
    }

    /// Whether no newer turn has begun.
    pub(super) fn is_current(self, turn: u32) -> bool {
        self.turn.get_value() == turn
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
