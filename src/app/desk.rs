//! What the page knows: signals for the document and for what is typed, and handles
//! for what lives in the browser. Never acts on its own.

use super::editing::Edits;
use super::exporting::Exports;
use super::form::Form;
use super::sorting::Order;
use super::strokes::Stroke;
use super::texts::{Text, Texts};
use super::tray::{Kept, Sheet};
use super::viewer::Viewer;
use crate::browser::{self, Call, Draggable, Photo, PipelineWorker};
use crate::gemini::Bill;
use crate::gemini::model::MODELS;
use crate::geometry::{Camera, Size};
use crate::mask::DEFAULT_THRESHOLD;
use crate::pipeline::message::{self, Request, Role};
use crate::session::Steps;
use crate::session::Tongue;
use crate::session::words::Message;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

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
    /// The object's id, unlike that of any other of its picture.
    pub id: u32,
    /// Unlike that of any other row of any picture.
    pub key: u32,
    /// Whether it is of a second answer, beside the first.
    pub is_second: bool,
    /// Whether it is drawn.
    pub visible: ArcRwSignal<bool>,
    /// The object; its pixels stay with the pipeline.
    pub object: ArcRwSignal<Arc<message::Row>>,
}

/// How many rows there were.
static KEYS: AtomicU32 = AtomicU32::new(0);

impl Row {
    /// A row for `object`.
    pub fn new(object: message::Row) -> Self {
        Self {
            id: object.id,
            key: KEYS.fetch_add(1, Ordering::Relaxed),
            is_second: object.is_second,
            visible: ArcRwSignal::new(object.is_shown),
            object: ArcRwSignal::new(Arc::new(object)),
        }
    }

    /// Puts `object`, about which something may have changed, in the place of itself.
    pub fn set(&self, object: message::Row) {
        if *self.visible.read_untracked() != object.is_shown {
            self.visible.set(object.is_shown);
        }
        if **self.object.read_untracked() != object {
            self.object.set(Arc::new(object));
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
    /// What was done to the objects, and can be done again.
    pub steps: RwSignal<Steps>,
    /// What there is to say, the newest last.
    pub messages: RwSignal<Vec<Message>>,
    /// The pictures, in the order in which they came, and how far each is.
    pub sheets: RwSignal<Vec<Sheet>>,
    /// The number of the one on show.
    pub sheet: RwSignal<u32>,
    /// What is being done.
    pub work: RwSignal<Work>,
    /// The key as typed. Kept in memory alone, unless it is to be remembered.
    pub key: RwSignal<String>,
    /// How long the key is remembered: not at all, in this tab, on this device.
    pub remembered: RwSignal<u8>,
    /// The theme: the system's, light, dark.
    pub theme: RwSignal<u8>,
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
    /// Who gave the first of two answers, and who gives the second; a line each.
    pub sides: RwSignal<String>,
    /// Whether there is an answer whose text can be shown.
    pub has_answer: RwSignal<bool>,
    /// The camera's horizontal field of view, in degrees.
    pub degrees: RwSignal<u8>,
    /// The threshold of PNG masks, 0–254.
    pub threshold: RwSignal<u8>,
    /// How much of the photograph a mask's fill covers, in percent.
    pub fill: RwSignal<u8>,
    /// The language of the page: the browser's, or one of
    /// [`Language::ALL`](crate::session::Language::ALL), counted from 1.
    pub language: RwSignal<u8>,
    /// How the person is spoken to.
    pub tongue: Memo<Tongue>,
    /// How the picture is looked at.
    pub view: Viewer,
    /// What is exported, and how.
    pub exports: Exports,
    /// The object whose menu is open, and where the menu is, in the window's pixels.
    pub menu: RwSignal<Option<(u32, [i32; 2])>>,
    /// What the list is sorted by.
    pub order: RwSignal<Order>,
    /// What of the list is listed, as typed.
    pub filter: RwSignal<String>,
    /// What no component shows.
    unseen: StoredValue<Rc<Unseen>, LocalStorage>,
}

/// What no component shows, and so needs no signals.
#[derive(Debug, Default)]
pub(super) struct Unseen {
    /// The picture's pixels; set before [`Desk::picture`].
    pub photo: RefCell<Option<Rc<Photo>>>,
    /// The number of the picture on show, and of the last that was added.
    pub sheet: Cell<u32>,
    /// See `sheet`.
    pub last_sheet: Cell<u32>,
    /// What is kept of each picture while another is on show.
    pub kept: RefCell<BTreeMap<u32, Kept>>,
    /// The picture that is put behind cut-outs.
    pub backdrop: RefCell<Option<Rc<Photo>>>,
    /// The cut-out that can be dragged out of the page, and of what it is.
    pub draggable: RefCell<Option<(Arc<message::Row>, Draggable)>>,
    /// How often texts came to be opened, and how often that is done: they wait for each
    /// other, as a queue does.
    pub texts_come: Cell<u32>,
    /// See `texts_come`.
    pub texts_done: Cell<u32>,
    /// The object whose cut-out is wanted for a drag, and whether one is being made.
    pub drag_wanted: Cell<Option<u32>>,
    /// See `drag_wanted`.
    pub is_preparing_drag: Cell<bool>,
    /// How many requests the pipeline has not answered yet.
    pub in_flight: Cell<u32>,
    /// Whether one picture after the other is asked about.
    pub is_batch: Cell<bool>,
    /// How many workers were started.
    pub workers: Cell<u32>,
    /// Which of them was the last to be warmed up.
    pub warmed: Cell<u32>,
    /// The request that is on its way.
    pub call: RefCell<Option<Call>>,
    /// What the last question was for, for asking it again.
    pub role: Cell<Role>,
    /// The number of the answer on show, unlike that of any other of its picture.
    pub answer: Cell<u32>,
    /// Whether the pipeline knows the question that the answer on show is to.
    pub is_asked: Cell<bool>,
    /// The part that the answer on show is about, where it was saved.
    pub part: Cell<Option<[u32; 4]>>,
    /// What all calls took.
    pub spent: Cell<Bill>,
    /// Why the last attempt came to nothing, while the question is asked again.
    pub failed: RefCell<Vec<Message>>,
    /// Whether the wait for the next attempt was ended, and how.
    pub wait_ended: Cell<Option<bool>>,
    /// Counts the questions and pictures, so that late replies are told apart.
    pub turn: Cell<u32>,
    /// The turn whose objects were listed last as they came.
    pub shown_turn: Cell<u32>,
    /// The pipeline, once the first picture was opened.
    pub worker: RefCell<Option<Rc<PipelineWorker>>>,
    /// What the pipeline was told of the answer on show, for a new one.
    pub recorded: RefCell<Vec<Told>>,
    /// Of that, the file that is being laid onto the picture on show: until it is, no new
    /// pipeline is told of it, for it may be what breaks one.
    pub laying: RefCell<Option<Told>>,
    /// How much of that is not about the answer that is read, or was read last.
    pub recorded_before: Cell<usize>,
    /// Whether a new pipeline is being told it.
    pub is_replaying: Cell<bool>,
    /// The place that is pointed at and not yet looked up, and on which panel.
    pub pointed: Cell<Option<(bool, [u32; 2])>>,
    /// Whether one is being looked up.
    pub is_pointing: Cell<bool>,
    /// How many strokes there were, and the one that is being drawn.
    pub strokes: Cell<u32>,
    /// See `strokes`.
    pub stroke: RefCell<Option<Stroke>>,
    /// The edits that are on their way.
    pub edits: Edits,
    /// How many pipelines broke since the person last did something.
    pub breaks: Cell<u32>,
}

/// A request to the pipeline, and its bytes.
pub(super) type Told = Rc<(Request, Vec<u8>)>;

impl Desk {
    /// An empty desk with the default model.
    pub fn new() -> Self {
        let language = RwSignal::new(0);
        let tongue = Memo::new(move |_| browser::tongue(language.get()));
        let default_model = MODELS.first().map_or("", |model| model.id);
        Self {
            picture: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            steps: RwSignal::new(Steps::default()),
            messages: RwSignal::new(Vec::new()),
            sheets: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(0),
            work: RwSignal::new(Work::Idle),
            key: RwSignal::new(String::new()),
            remembered: RwSignal::new(0),
            theme: RwSignal::new(0),
            model: RwSignal::new(default_model.to_owned()),
            words: RwSignal::new(String::new()),
            form: Form::new(),
            part: RwSignal::new(None),
            choosing_part: RwSignal::new(false),
            models: RwSignal::new(Vec::new()),
            thought: RwSignal::new(String::new()),
            bill: RwSignal::new(String::new()),
            sides: RwSignal::new(String::new()),
            has_answer: RwSignal::new(false),
            degrees: RwSignal::new(Camera::DEGREES),
            threshold: RwSignal::new(DEFAULT_THRESHOLD),
            fill: RwSignal::new(50),
            language,
            tongue,
            view: Viewer::new(),
            exports: Exports::new(),
            menu: RwSignal::new(None),
            order: RwSignal::new(Order::Answer),
            filter: RwSignal::new(String::new()),
            unseen: StoredValue::new_local(Rc::default()),
        }
    }

    /// A text of the page's, in the language that it has.
    pub fn t(self, text: Text) -> Signal<String> {
        Signal::derive(move || text(Texts::of(self.tongue.get().language)).to_owned())
    }

    /// All texts in the language that there is now.
    pub(super) fn texts(self) -> &'static Texts {
        Texts::of(self.tongue.get_untracked().language)
    }

    /// What no component shows.
    pub(super) fn unseen(self) -> Rc<Unseen> {
        self.unseen.get_value()
    }

    /// The pixels of the picture that is open.
    pub(super) fn photo(self) -> Option<Rc<Photo>> {
        self.unseen().photo.borrow().clone()
    }

    /// Whether anything is being done.
    pub fn is_busy(self) -> bool {
        *self.work.read() != Work::Idle
    }

    /// Whether a question is on its way or waits, just now.
    pub(super) fn is_live(self) -> bool {
        let work = self.work.read_untracked();
        matches!(*work, Work::Asking { .. } | Work::Waiting { .. })
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
    pub fn has_soft_masks(self) -> bool {
        self.rows.read().iter().any(|row| row.object.read().is_soft)
    }

    /// Whether a second answer stands beside the first.
    pub fn is_pair(self) -> bool {
        self.rows.read().iter().any(|row| row.is_second)
    }

    /// Says something, unless these words stand there already.
    pub fn say(self, message: Message) {
        let is_said = |said: &Message| said.text == message.text;
        if !self.messages.read_untracked().iter().any(is_said) {
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
        let unseen = self.unseen();
        if let Some(call) = unseen.call.take() {
            call.cancel();
        }
        unseen.breaks.set(0);
        unseen.turn.set(unseen.turn.get() + 1);
        unseen.turn.get()
    }

    /// Whether no newer turn has begun.
    pub(super) fn is_current(self, turn: u32) -> bool {
        self.unseen().turn.get() == turn
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
