//! Several pictures: which there are, how far each is, and what is kept of each while
//! another is on show. Never holds the pixels of more than one.

use super::Desk;
use super::PICTURE_INPUT;
use super::controls::{button, does, told, when};
use super::desk::{Picture, Row, Work};
use super::doing::Decoded;
use super::saving::sides;
use super::texts::{self, Text, Texts};
use super::working::Recorded;
use crate::browser::{self, Chosen, Photo};
use crate::geometry::Size;
use crate::picture::FILE_BYTES;
use crate::pipeline::message::{self, Reply, Request, Role};
use crate::session::words::{Help, Message, Tone};
use crate::session::{Edit, Steps};
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// How far a picture is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing was asked about it.
    #[default]
    Waiting,
    /// It is being asked about.
    Asked,
    /// There is an answer, and something is missing.
    Partial,
    /// There is an answer.
    Done,
    /// What was asked came to nothing.
    Failed,
}

impl State {
    /// What it is called, and its sign.
    fn words(self) -> (Text, &'static str) {
        match self {
            Self::Waiting => (|t| t.tray.waiting, ""),
            Self::Asked => (|t| t.tray.asked, "…"),
            Self::Partial => (|t| t.tray.partial, "!"),
            Self::Done => (|t| t.tray.done, "✓"),
            Self::Failed => (|t| t.tray.failed, "×"),
        }
    }
}

/// A picture in the tray.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Unlike that of any other.
    pub number: u32,
    /// Its file's name.
    pub name: String,
    /// How far it is.
    pub state: ArcRwSignal<State>,
}

/// What is kept of a picture while another is on show.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its file.
    pub file: Chosen,
    /// Its size, upright.
    pub size: Size,
    /// Whether its file can go into a dataset as it is.
    pub is_plain: bool,
    /// Its objects; those of the picture on show stand on the desk.
    pub rows: Vec<Row>,
    steps: Steps,
    messages: Vec<Message>,
    bill: String,
    sides: String,
    has_answer: bool,
    part: Option<[u32; 4]>,
    threshold: u8,
    degrees: u8,
    recorded: Recorded,
    /// Which worker was told it.
    worker: u32,
}

impl Kept {
    /// Whether a worker that was started since has to be told of it anew.
    pub fn is_unknown_to(&self, worker: u32) -> bool {
        self.recorded.is_told() && self.worker != worker
    }
}

/// The most pixels of a thumbnail's longer side.
const THUMBNAIL: u32 = 160;

/// From so many pictures on a person is asked whether they are all to be sent.
const MANY: usize = 10;

impl Desk {
    /// Adds a picture to the tray.
    pub(super) fn add_sheet(self, file: Chosen, decoded: &Decoded) -> u32 {
        let unseen = self.unseen();
        let number = unseen.last_sheet.get() + 1;
        unseen.last_sheet.set(number);
        let name = file.name();
        let kept = Kept {
            file,
            size: decoded.photo.size(),
            is_plain: decoded.is_plain,
            rows: Vec::new(),
            steps: Steps::default(),
            messages: Vec::new(),
            bill: String::new(),
            sides: String::new(),
            has_answer: false,
            part: None,
            threshold: self.threshold.get_untracked(),
            degrees: self.degrees.get_untracked(),
            recorded: Recorded::default(),
            worker: 0,
        };
        unseen.kept.borrow_mut().insert(number, kept);
        let state = ArcRwSignal::new(State::Waiting);
        let sheet = Sheet {
            number,
            name,
            state,
        };
        self.sheets.update(|sheets| sheets.push(sheet));
        number
    }

    /// Adds a picture without showing it; says why where it is none.
    pub(super) async fn add_picture(self, file: Chosen) {
        let name = file.name();
        let Ok(bytes) = browser::read(&file, FILE_BYTES).await else {
            return self.say(self.unreadable(&name));
        };
        match self.decode(&name, &bytes).await {
            Ok(decoded) => {
                self.add_sheet(file, &decoded);
            }
            Err(message) => self.say(message),
        }
    }

    /// Keeps what is known of the picture on show.
    pub(super) fn put_away(self) {
        let unseen = self.unseen();
        if let Some(kept) = unseen.kept.borrow_mut().get_mut(&unseen.sheet.get()) {
            kept.rows = self.rows.get_untracked();
            kept.steps = self.steps.get_untracked();
            kept.messages = self.messages.get_untracked();
            kept.bill = self.bill.get_untracked();
            kept.sides = self.sides.get_untracked();
            kept.has_answer = self.has_answer.get_untracked();
            kept.part = self.part.get_untracked();
            kept.threshold = self.threshold.get_untracked();
            kept.degrees = self.degrees.get_untracked();
            kept.recorded = self.take_recorded();
            kept.worker = unseen.workers.get();
        }
        unseen.edits.clear();
    }

    /// Shows a picture of the tray, with what is known of it; whether its worker has
    /// to be told that anew.
    pub(super) fn take_up(self, number: u32, photo: Photo) -> bool {
        let unseen = self.unseen();
        let mut all = unseen.kept.borrow_mut();
        let Some(kept) = all.get_mut(&number) else {
            return false;
        };
        let size = photo.size();
        unseen.photo.replace(Some(Rc::new(photo)));
        unseen.sheet.set(number);
        self.drop_stroke();
        unseen.draggable.take();
        self.view.selected.set(Vec::new());
        self.view.hovered.set(None);
        self.choosing_part.set(false);
        self.rows.set(std::mem::take(&mut kept.rows));
        self.steps.set(std::mem::take(&mut kept.steps));
        self.bill.set(std::mem::take(&mut kept.bill));
        self.sides.set(std::mem::take(&mut kept.sides));
        self.has_answer.set(kept.has_answer);
        self.part.set(kept.part);
        self.threshold.set(kept.threshold);
        self.degrees.set(kept.degrees);
        self.messages.set(std::mem::take(&mut kept.messages));
        let is_known = kept.worker == unseen.workers.get();
        let is_told = self.put_recorded(std::mem::take(&mut kept.recorded));
        let name = kept.file.name();
        drop(all);
        self.picture.set(Some(Picture { name, size }));
        self.sheet.set(number);
        is_told && !is_known
    }

    /// Shows another picture of the tray; whether that could be done.
    pub(super) async fn show_sheet(self, number: u32) -> bool {
        let unseen = self.unseen();
        if number == unseen.sheet.get() {
            return true;
        }
        let file = unseen
            .kept
            .borrow()
            .get(&number)
            .map(|kept| kept.file.clone());
        let Some(file) = file else { return false };
        self.leave().await;
        let turn = self.begin_turn();
        let name = file.name();
        self.work.set(Work::Opening(name.clone()));
        let Ok(bytes) = browser::read(&file, FILE_BYTES).await else {
            self.rest(turn, [self.unreadable(&name)]);
            return false;
        };
        match self.decode(&name, &bytes).await {
            Err(message) => {
                self.rest(turn, [message]);
                false
            }
            Ok(Decoded { photo, .. }) => {
                self.quiet().await;
                if !self.is_current(turn) {
                    return false;
                }
                self.put_away();
                let size = sides(photo.size());
                let is_told = self.take_up(number, photo);
                if self.unseen().recorded.borrow().is_empty() {
                    // What goes wrong is said by the next request.
                    let _ = self.tell_picture(size).await;
                }
                if is_told {
                    self.unseen().is_replaying.set(true);
                    self.tell_again().await;
                } else {
                    self.look_again().await;
                }
                self.rest(turn, []);
                true
            }
        }
    }

    /// Has the pipeline say what it holds of the picture on show: an answer may have
    /// come further than what was seen of it.
    async fn look_again(self) {
        if let Ok((Reply::All(shown), _)) = self.pipeline(&Request::Tell, &[]).await {
            self.show_all(shown);
        }
    }

    /// Tells the pipeline of a picture of which it knows nothing yet: its size, and where
    /// the sliders stand.
    pub(super) async fn tell_picture(self, size: [u32; 2]) -> Result<(), Message> {
        let (threshold, degrees) = (self.threshold.get_untracked(), self.degrees.get_untracked());
        for request in beginning(size, threshold, degrees) {
            self.pipeline_recorded(request, &[]).await?;
        }
        Ok(())
    }

    /// The same of a picture that is not on show, unless its pipeline was told it already.
    pub(super) async fn tell_picture_of(self, number: u32) -> Result<(), Message> {
        let unseen = self.unseen();
        let all = {
            let kept = unseen.kept.borrow();
            let untold = kept.get(&number).filter(|kept| !kept.recorded.is_told());
            untold.map(|kept| beginning(sides(kept.size), kept.threshold, kept.degrees))
        };
        for request in all.into_iter().flatten() {
            self.pipeline_of(number, &request, &[]).await?;
            if let Some(kept) = unseen.kept.borrow_mut().get_mut(&number) {
                kept.recorded.add((request, Vec::new()));
                kept.worker = unseen.workers.get();
            }
        }
        Ok(())
    }

    /// Shows the picture after the one on show, or before it; whether there is one.
    pub(super) fn show_next(self, by: isize) -> bool {
        let sheets = self.sheets.read_untracked();
        let at = sheets
            .iter()
            .position(|sheet| sheet.number == self.sheet.get_untracked());
        let next = at.and_then(|at| at.checked_add_signed(by));
        let Some(number) = next.and_then(|at| sheets.get(at)).map(|sheet| sheet.number) else {
            return false;
        };
        drop(sheets);
        self.turn_to(number);
        true
    }

    /// Shows a picture of the tray, unless one is being opened, and ends what goes
    /// through all of them.
    pub(super) fn turn_to(self, number: u32) {
        if matches!(
            *self.work.read_untracked(),
            Work::Opening(_) | Work::Saving(_)
        ) {
            return;
        }
        self.unseen().is_batch.set(false);
        spawn_local(async move {
            self.show_sheet(number).await;
        });
    }

    /// Takes the picture on show out of the tray, and shows another.
    pub(super) fn remove_sheet(self) {
        let number = self.sheet.get_untracked();
        let others: Vec<u32> = self
            .sheets
            .read_untracked()
            .iter()
            .map(|sheet| sheet.number)
            .collect();
        let at = others
            .iter()
            .position(|other| *other == number)
            .unwrap_or(0);
        let next = others
            .get(at + 1)
            .or_else(|| others.get(at.checked_sub(1)?))
            .copied();
        let Some(next) = next else { return };
        self.unseen().is_batch.set(false);
        spawn_local(async move {
            self.after_export().await;
            if self.show_sheet(next).await {
                let unseen = self.unseen();
                unseen.kept.borrow_mut().remove(&number);
                self.forget(number).await;
                self.sheets
                    .update(|sheets| sheets.retain(|sheet| sheet.number != number));
            }
        });
    }

    /// Says how far the picture on show is.
    pub(super) fn set_state(self, state: State) {
        self.set_state_of(self.sheet.get_untracked(), state);
    }

    /// Keeps what was laid onto a picture that is not on show, out of this file.
    pub(super) fn keep_laid(self, number: u32, file: Vec<u8>, shown: message::Shown) {
        let unseen = self.unseen();
        if let Some(kept) = unseen.kept.borrow_mut().get_mut(&number) {
            kept.recorded.add((Request::Lay, file));
            kept.rows = shown.rows.into_iter().map(Row::new).collect();
            kept.steps = shown.steps;
            (kept.threshold, kept.degrees) = (shown.threshold, shown.degrees);
            kept.worker = unseen.workers.get();
        }
    }

    /// Says how far a picture is.
    pub(super) fn set_state_of(self, number: u32, state: State) {
        let sheets = self.sheets.read_untracked();
        if let Some(sheet) = sheets.iter().find(|sheet| sheet.number == number) {
            sheet.state.set(state);
        }
    }

    /// How far the picture on show is once something was done that had this said of it.
    pub(super) fn settle_state(self, said: &[Message]) {
        let lacks =
            |message: &Message| message.tone != Tone::Note || message.help == Some(Help::Rest);
        let is_bad = said.iter().any(lacks);
        let state = match (self.rows.read_untracked().is_empty(), is_bad) {
            (false, false) => State::Done,
            (false, true) => State::Partial,
            (true, true) => State::Failed,
            (true, false) if self.has_answer.get_untracked() => State::Done,
            (true, false) => State::Waiting,
        };
        self.set_state(state);
    }

    /// Asks about every picture, one after the other; of many only where a person
    /// has agreed.
    pub fn ask_for_all(self, has_agreed: bool) {
        let numbers: Vec<u32> = self
            .sheets
            .read_untracked()
            .iter()
            .map(|sheet| sheet.number)
            .collect();
        if numbers.len() > MANY && !has_agreed {
            let text = texts::many(self.tongue.get_untracked(), numbers.len());
            return self.say(Message::warning(text, Some(Help::All)));
        }
        self.unseen().is_batch.set(true);
        spawn_local(async move {
            for number in numbers {
                if !self.unseen().is_batch.get() || !self.show_sheet(number).await {
                    break;
                }
                self.ask_for(Role::New);
                if !self.is_busy_now() {
                    // Something is missing, and it is said.
                    break;
                }
                while self.is_busy_now() {
                    browser::pause(50).await;
                }
                // What stands in the way of one question stands in the way of all.
                let said = self.messages.get_untracked();
                if said
                    .iter()
                    .any(|message| message.help.is_some_and(Help::is_for_all))
                {
                    break;
                }
            }
            self.unseen().is_batch.set(false);
        });
    }

    pub(super) fn is_busy_now(self) -> bool {
        *self.work.read_untracked() != Work::Idle
    }
}

/// What a pipeline is told of a picture first: its size, and where the sliders stand.
fn beginning(size: [u32; 2], threshold: u8, degrees: u8) -> [Request; 3] {
    [
        Request::Open(size),
        Request::Edit(Edit::Threshold(threshold)),
        Request::Edit(Edit::FieldOfView(degrees)),
    ]
}

#[component]
pub(super) fn Tray() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <nav class="tray" aria-label=desk.t(|t| t.tray.pictures) hidden=when(move || desk.sheets.read().len() < 2)>
            <ul class="tray__list">
                <For each=move || desk.sheets.get() key=|sheet| sheet.number let:sheet>
                    <Thumbnail sheet />
                </For>
            </ul>
            {button(desk.t(|t| t.tray.add), "quiet", does(|| browser::open_chooser(PICTURE_INPUT)))}
            {button(desk.t(|t| t.tray.remove), "quiet", does(move || desk.remove_sheet()))}
        </nav>
    }
}

#[component]
fn Thumbnail(sheet: Sheet) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Sheet {
        number,
        name,
        state,
    } = sheet;
    let state = RwSignal::from(state);
    let canvas = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            spawn_local(async move {
                if let Some(photo) = desk.photo_of(number).await {
                    // Without a picture its name is still there.
                    let _ = photo.thumbnail(&canvas, THUMBNAIL);
                }
            });
        }
    });
    let label = told(move || {
        let state = state.get().words().0;
        texts::thumbnail(&name, state(Texts::of(desk.tongue.get().language)))
    });
    let is_current = told(move || (desk.sheet.get() == number).to_string());
    view! {
        <li>
            <button
                type="button"
                class="thumbnail"
                aria-label=label
                title=label
                aria-current=is_current
                on:click=move |_| desk.turn_to(number)
            >
                <canvas node_ref=canvas width="4" height="3" />
                <span
                    class="thumbnail__state"
                    class:thumbnail__state--bad=when(move || matches!(state.get(), State::Failed | State::Partial))
                >
                    {told(move || state.get().words().1.to_owned())}
                </span>
            </button>
        </li>
    }
}

impl Desk {
    /// The pixels of a picture of the tray, for as long as they are held.
    pub(super) async fn photo_of(self, number: u32) -> Option<Rc<Photo>> {
        if number == self.sheet.get_untracked() {
            return self.photo();
        }
        let kept = self.unseen();
        let file = kept
            .kept
            .borrow()
            .get(&number)
            .map(|kept| kept.file.clone());
        let bytes = browser::read(&file?, FILE_BYTES).await.ok()?;
        Photo::decode(&bytes).await.ok().map(Rc::new)
    }
}
