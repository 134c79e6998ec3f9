//! What the page and the pipeline say to each other. Plain values that both
//! sides compile, written down in a form that only the two of one build know;
//! pictures and files travel beside them as bytes.

use super::plan::{Plan, Preview, Taken, Wanted as Needed};
use crate::gemini::task::Wish;
use crate::gemini::{Bill, Delivery};
use crate::mask::Refine;
use crate::session::words::Message;
use crate::session::{Edit, Keep, Steps, Tongue};
use serde::{Deserialize, Serialize};

/// Tells one form of the messages from another: the page and its worker must have
/// the same, and a browser may have kept a worker of another build. Made of the
/// very text that defines them.
pub const FORM: u32 = fingerprint(&[
    include_bytes!("message.rs"),
    include_bytes!("plan.rs"),
    include_bytes!("../session/words/mod.rs"),
    include_bytes!("../session/edit.rs"),
    include_bytes!("../mask/mending.rs"),
    include_bytes!("../session/language.rs"),
    include_bytes!("../session/pair.rs"),
    include_bytes!("../gemini/cost.rs"),
    include_bytes!("../gemini/request.rs"),
    include_bytes!("../gemini/task/mod.rs"),
    include_bytes!("../gemini/task/labels.rs"),
]);

/// The 32-bit FNV-1a hash of all `texts`, one after the other.
const fn fingerprint(texts: &[&[u8]]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut texts = texts;
    while let [text, others @ ..] = texts {
        let mut bytes = *text;
        while let [byte, rest @ ..] = bytes {
            hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
            bytes = rest;
        }
        texts = others;
    }
    hash
}

/// A message written down; `None` when it cannot be, as none of these is.
pub fn write(message: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// A message that was written down; `None` when it is of another build.
pub fn read<T: serde::de::DeserializeOwned>(written: &[u8]) -> Option<T> {
    postcard::from_bytes(written).ok()
}

/// What the page asks for. "Bytes" are the bytes that come with it. Sizes are
/// `[width, height]` in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Has all that is said from now on said in this way: [`Reply::All`], in which what
    /// there is is said anew.
    Speak(Tongue),
    /// Whether the file in the bytes can be opened: [`Reply::Picture`] or
    /// [`Reply::Refused`].
    Inspect {
        /// Its name, for the words.
        name: String,
    },
    /// The prompt that a wish makes for a model: [`Reply::Prompt`].
    Compose {
        /// The model's id.
        model: String,
        /// What is wanted.
        wish: Wish,
    },
    /// Writes down a question: [`Reply::Question`] with the body as bytes.
    Write {
        /// The model's id. What a cut answer owes is asked of the model that began
        /// it, where that is known.
        model: String,
        /// What is asked; the bytes are the JPEG. `None` where it is the question
        /// that the answer on show is to, about the same JPEG.
        wanted: Option<Wanted>,
        /// What the answer is for.
        role: Role,
    },
    /// Writes the same question down once more: [`Reply::Question`].
    Rewrite(Delivery),
    /// The last question as program text: [`Reply::File`].
    Snippet(Code),
    /// Reads the bytes as a page of the list of models: [`Reply::Models`].
    Models {
        /// The status that it came with; 0 when nothing came.
        status: u16,
        /// The day, `YYYY-MM-DD`, for prices.
        today: String,
    },
    /// The text of the answer on show: [`Reply::File`].
    Text,
    /// Drops objects that double earlier ones: [`Reply::All`].
    Merge,
    /// Makes one answer of the two on show: [`Reply::All`].
    Keep(Keep),
    /// Does something to objects, or to how they are seen: [`Reply::All`], or [`Reply::Refused`] where there is no
    /// room for it.
    Edit(Edit),
    /// Counts objects on from these numbers, so that objects of an answer that is read
    /// once more have the ids that they had; see [`Reply::Begun`].
    CountFrom([u32; 2]),
    /// Tells all that is on show: [`Reply::All`].
    Tell,
    /// Goes through the whole work once more on an answer of its own, so that the
    /// first real one finds everything compiled: [`Reply::Warming`] until that was
    /// done often enough. Changes nothing.
    WarmUp,
    /// A picture of this size is open, and nothing was asked about it yet.
    Open([u32; 2]),
    /// Drops all objects: the picture is closed.
    Forget,
    /// Begins an answer about a picture of this size: [`Reply::Begun`].
    Begin {
        /// The picture's columns.
        width: u32,
        /// The picture's rows.
        height: u32,
        /// 0–254; see [`crate::mask::Source::rasterise`].
        threshold: u8,
        /// The camera's horizontal field of view, in degrees.
        degrees: u8,
        /// Whether it is to the question that was written last. Otherwise it is
        /// one that was saved, and nobody knows what was asked.
        is_live: bool,
    },
    /// Reads the bytes as the next piece of a live reply: [`Reply::Found`] or
    /// [`Reply::Noticed`].
    Bytes,
    /// Reads the bytes as a whole saved answer: [`Reply::Found`].
    Saved,
    /// Ends the answer: [`Reply::Ended`].
    End {
        /// How the network left it.
        ending: Ending,
        /// A random number, for the wait until the next attempt.
        chance: u32,
        /// The day, `YYYY-MM-DD`, for prices.
        today: String,
        /// What all calls before it took.
        spent: Bill,
    },
    /// Draws the objects that are not hidden on the screen: [`Reply::Drawn`].
    Overlay {
        /// Whether it is for the second answer's screen, and of its objects.
        is_second: bool,
        /// The picture's size.
        picture: [u32; 2],
        /// The part of it that is drawn: left, top, width, height.
        part: [u32; 4],
        /// The size of the pixels wanted.
        view: [u32; 2],
        /// How much of the picture a fill covers, in percent.
        fill: u8,
        /// How masks are drawn.
        style: Style,
        /// The ids of the objects that stand out.
        lit: Vec<u32>,
        /// Whether something is being moved, so that quick counts more than fine.
        is_moving: bool,
        /// The threshold to draw them at, 0–254; the objects keep theirs.
        threshold: u8,
    },
    /// Cuts an object out of the picture whose RGBA pixels are the bytes:
    /// [`Reply::File`].
    CutOut {
        /// The object's id.
        id: u32,
        /// The picture's size.
        picture: [u32; 2],
    },
    /// Draws the first answer's objects that are not hidden over the picture whose RGBA
    /// pixels are the bytes: [`Reply::File`].
    OverlayFile {
        /// The picture's size.
        picture: [u32; 2],
        /// How much of the picture a fill covers, in percent.
        fill: u8,
        /// How masks are drawn.
        style: Style,
    },
    /// Which objects lie under a place: [`Reply::Under`].
    Pick {
        /// Whether it is of the second answer's.
        is_second: bool,
        /// The picture's column and row.
        place: [u32; 2],
    },
    /// An object as text: [`Reply::File`].
    Describe {
        /// Its id.
        id: u32,
        /// In which form.
        how: Described,
        /// The picture's name.
        file: String,
    },
    /// Adds what the bytes, one picture in Masque's own JSON, hold: [`Reply::Laid`], or
    /// [`Reply::Refused`] where there is no room for it.
    Lay,
    /// What an export would come to: [`Reply::Planned`], or [`Reply::Refused`]. One that goes
    /// on is not touched.
    Preview(Plan),
    /// Begins an export, in the place of any other: as for [`Request::Preview`].
    Export(Plan),
    /// Lets go of an export.
    Stop,
    /// Keeps the bytes, RGBA pixels of this size, as the picture behind cut-outs.
    Backdrop([u32; 2]),
    /// Makes more of the export that was begun last: [`Reply::Piece`],
    /// [`Reply::Wanted`], [`Reply::Exported`] or [`Reply::Refused`].
    Next,
    /// The same, the bytes being what was wanted: RGBA pixels of this size, or else a file.
    Give(Option<[u32; 2]>),
    /// Opens the file in the bytes, which was exported last, again, and reads some of what is
    /// in it, from the file on that has this place: [`Reply::Checked`], or [`Reply::Refused`]
    /// where anything is not as it was written.
    Check(usize),
    /// Reads the bytes as a file of annotations: [`Reply::Import`], or
    /// [`Reply::NotImported`].
    Import {
        /// Its name.
        name: String,
        /// The pictures that are there.
        pictures: Vec<Taken>,
    },
    /// What was read for the picture at this place of the last import, for
    /// [`Request::Lay`]: [`Reply::File`].
    Imported(usize),
}

/// An object as text for other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Described {
    /// Its outline, as the data of an SVG path.
    Path,
    /// Masque's own JSON.
    Json,
}

/// How masks are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// Filled, with a rim.
    #[default]
    Both,
    /// Filled.
    Fill,
    /// Their rims.
    Outline,
    /// Nothing but what lies beneath them.
    CutOut,
    /// All but them is dimmed.
    Dim,
}

impl Style {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Both,
        Self::Fill,
        Self::Outline,
        Self::CutOut,
        Self::Dim,
    ];
}

/// What is asked about a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What is wanted.
    pub wish: Wish,
    /// The prompt in the person's own words, where they changed it.
    pub prompt: Option<String>,
    /// The part that the JPEG shows, `[x, y, width, height]`, unless it is the whole.
    pub part: Option<[u32; 4]>,
}

/// What an answer is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// It takes the place of what is there.
    #[default]
    New,
    /// It adds what the answer on show left out.
    Rest,
    /// It is laid beside the answer on show, to be compared with it.
    Second,
}

/// What a question is written in for elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Code {
    /// A shell command.
    Curl,
    /// Python.
    Python,
    /// JavaScript.
    JavaScript,
}

/// How the network left an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// It came whole, as far as the network goes.
    Done,
    /// The browser is offline.
    Offline,
    /// There was no reply.
    NoNetwork,
    /// It broke off.
    Interrupted,
    /// It did not begin within so many seconds.
    NotBegun(u32),
    /// Nothing more came for so many seconds.
    Idle(u32),
    /// It was not complete after so many seconds.
    NotDone(u32),
    /// The person ended it.
    Cancelled,
    /// An error status; its body is the bytes.
    Refused(u16),
}

/// What the pipeline answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// It is done, and there is nothing to tell.
    Done,
    /// It is not quite warm: ask once more.
    Warming,
    /// The file may be decoded.
    Picture {
        /// What is unusual about it.
        notes: Vec<Message>,
        /// What to say when the browser cannot decode it after all.
        undecodable: Message,
        /// Whether the file can go into a dataset as it is.
        is_plain: bool,
    },
    /// The file is not taken, or an edit not done.
    Refused(Message),
    /// An answer is begun. The numbers are for [`Request::CountFrom`].
    Begun([u32; 2]),
    /// The prompt that would be sent.
    Prompt(String),
    /// The question is written.
    Question {
        /// Where to send it.
        url: String,
        /// Who gave the first answer and who is to give the second, a line each,
        /// where there are two.
        sides: String,
    },
    /// A page of the list of models.
    Models {
        /// Id, name and limits of each that can be asked.
        models: Vec<ModelRow>,
        /// Where the next page is, if there is one.
        next: Option<String>,
        /// Why there is no page, if there is none.
        problem: Option<Message>,
    },
    /// Rows that are new.
    Found(Vec<Row>),
    /// New rows, and something about the answer that should not wait for its end.
    Noticed {
        /// The rows, if any.
        found: Vec<Row>,
        /// What there is to say.
        messages: Vec<Message>,
        /// What the model says of its thinking.
        thought: Option<String>,
    },
    /// The answer has ended.
    Ended {
        /// All there is, with what its end completed.
        shown: Shown,
        /// What there is to say about it, unless it is asked again.
        messages: Vec<Message>,
        /// What the call took, and what all calls took with it.
        bill: Option<(String, Bill)>,
        /// When to ask again by itself, if at all.
        again: Option<Again>,
        /// What came of it.
        came: Came,
    },
    /// All there is.
    All(Shown),
    /// All there is once a file was laid onto the picture, and what could not be as it was
    /// in the file.
    Laid {
        /// All there is.
        shown: Shown,
        /// What could not be.
        messages: Vec<Message>,
    },
    /// All strips of it went to the screen.
    Drawn,
    /// The ids of the objects whose masks hold the place, the smallest first; those
    /// without a mask whose box or point is there come last.
    Under(Vec<u32>),
    /// The bytes are a file.
    File,
    /// An export is begun.
    Planned(Preview),
    /// So many files of it were read again, from the first on, and are as they were written;
    /// nothing is left to be read where that is all of them.
    Checked(usize),
    /// The bytes are a piece of it; more is to come.
    Piece {
        /// How many files are done.
        done: usize,
        /// How many there will be.
        total: usize,
    },
    /// The bytes are a piece of it; something is needed before more can come.
    Wanted(Needed),
    /// The bytes are the last piece; so many files there are.
    Exported(usize),
    /// A file of annotations was read.
    Import {
        /// The pictures onto which something is to be laid, by their numbers, each with how
        /// many objects.
        sheets: Vec<(u32, usize)>,
        /// The names of pictures that are not there.
        unmatched: Vec<String>,
        /// What there is to say.
        messages: Vec<Message>,
    },
    /// The file holds no annotations that can be read; why.
    NotImported {
        /// Whether it is of another kind altogether.
        is_other: bool,
        /// The words.
        message: Message,
    },
    /// The file that was sent cannot be read, perhaps because it was moved.
    Unreadable,
    /// It could not be done; why.
    Failed(String),
}

/// All that is on show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The objects.
    pub rows: Vec<Row>,
    /// What was done, and can be done again.
    pub steps: Steps,
    /// The threshold at which PNG masks are cut, 0–254.
    pub threshold: u8,
    /// The camera's horizontal field of view, in degrees.
    pub degrees: u8,
    /// Unlike that of any other answer; 0 where there is none.
    pub answer: u32,
    /// Who gave the first answer and who gave the second, a line each, where there are
    /// two.
    pub sides: String,
    /// Whether the question that the answer is to is known, for what follows it.
    pub is_asked: bool,
    /// The part that the answer is about, unless it is the whole.
    pub part: Option<[u32; 4]>,
}

/// What came of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Came {
    /// No object.
    Nothing,
    /// Objects. A step leads back to what there was before.
    Step,
    /// Objects, and nothing leads back to before them: a new pipeline need not be told of
    /// anything before this answer.
    Beginning,
}

/// A question that is asked again by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// After so many milliseconds.
    pub wait: u32,
    /// In this way.
    pub delivery: Delivery,
    /// Why, and what it may cost.
    pub why: String,
}

/// What the page shows of a model that can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelRow {
    /// Its id.
    pub id: String,
    /// Its name, or its id once more.
    pub name: String,
    /// Its id where its name is another, its limits and its price.
    pub about: String,
}

/// What the page shows of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Unlike that of any other object since the pipeline began.
    pub id: u32,
    /// Whether it is of a second answer, beside the first.
    pub is_second: bool,
    /// Its label, or "Object 3".
    pub name: String,
    /// Its label, which may be empty.
    pub label: String,
    /// The class that a person put it in; without one, its label is its class.
    pub class: Option<String>,
    /// Whether it is drawn.
    pub is_shown: bool,
    /// How many pixels its mask holds; 0 without one.
    pub area: u64,
    /// How its mask was made better.
    pub refine: Refine,
    /// How large its mask is, what is wrong with it, or where the object is.
    pub about: String,
    /// Whether there is a mask.
    pub has_mask: bool,
    /// Whether `about` says what is wrong.
    pub is_lacking: bool,
    /// Whether it is a box in space, which the field of view changes.
    pub is_in_space: bool,
    /// Whether a threshold shapes its mask; see [`crate::mask::Source::is_soft`].
    pub is_soft: bool,
    /// Red, green, blue.
    pub color: [u8; 3],
    /// Where it lies: left, top, right and bottom, in the picture's pixels.
    pub bounds: Option<[i64; 4]>,
    /// Where its label stands, in the picture's pixels.
    pub anchor: Option<[i64; 2]>,
    /// The name of its cut-out's file.
    pub file: String,
}
