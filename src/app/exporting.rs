//! An export, from what a person chose on the card to a file that was opened again.
//! Never makes a file itself: the pipeline does, one at a time.

use super::Desk;
use super::desk::Work;
use super::export_card::EXPORT_CARD;
use super::saving::sides;
use super::texts;
use crate::browser::{self, Blob, Photo, Sink};
use crate::export::{Format, slug};
use crate::pipeline::message::{Reply, Request};
use crate::pipeline::plan::{Background, How, Plan, Preview, Taken, Wanted, Which};
use crate::session::words::{self, Message};
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a person chose on the export card, and what it comes to.
#[derive(Clone, Copy, Debug)]
pub struct Exports {
    /// How it is exported.
    pub how: RwSignal<How>,
    /// Which objects: those shown, all, those chosen.
    pub which: RwSignal<u8>,
    /// The pictures that a person took or left out, by their numbers.
    pub taken: RwSignal<BTreeMap<u32, bool>>,
    /// The classes that labels have, where a person named some.
    pub classes: RwSignal<BTreeMap<String, String>>,
    /// What it comes to.
    pub preview: RwSignal<Preview>,
    /// Of what that was worked out.
    pub previewed: RwSignal<Option<Plan>>,
    /// Why it comes to nothing.
    pub problem: RwSignal<Option<Message>>,
    /// The name of the picture behind cut-outs.
    pub backdrop: RwSignal<Option<String>>,
    /// Whether the card is open.
    pub is_open: RwSignal<bool>,
    /// Whether files are being made.
    pub is_running: RwSignal<bool>,
    /// Whether that is to end.
    pub is_cancelled: RwSignal<bool>,
}

impl Exports {
    /// Everything as it is at first.
    pub fn new() -> Self {
        Self {
            how: RwSignal::new(How::default()),
            which: RwSignal::new(0),
            taken: RwSignal::new(BTreeMap::new()),
            classes: RwSignal::new(BTreeMap::new()),
            preview: RwSignal::new(Preview::default()),
            previewed: RwSignal::new(None),
            problem: RwSignal::new(None),
            backdrop: RwSignal::new(None),
            is_open: RwSignal::new(false),
            is_running: RwSignal::new(false),
            is_cancelled: RwSignal::new(false),
        }
    }
}

/// Why an export did not come to its end.
enum Stop {
    Cancelled,
    Said(Message),
}

impl From<Message> for Stop {
    fn from(message: Message) -> Self {
        Self::Said(message)
    }
}

impl Desk {
    /// The pictures of the tray, each with its name and how many objects there are.
    pub(super) fn countable(self) -> Vec<(u32, String, usize)> {
        let (sheets, now) = (self.sheets.get(), self.sheet.get());
        let here = self.side(false).len();
        let unseen = self.unseen();
        let kept = unseen.kept.borrow();
        let count = |number| match kept.get(&number) {
            Some(_) if number == now => here,
            Some(kept) => kept.rows.iter().filter(|row| !row.is_second).count(),
            None => 0,
        };
        let listed = sheets.into_iter();
        listed
            .map(|sheet| (sheet.number, sheet.name, count(sheet.number)))
            .collect()
    }

    /// Whether a picture belongs to the export: where nobody has said so, if there are
    /// objects.
    pub(super) fn is_taken(self, number: u32, objects: usize) -> bool {
        let said = self.exports.taken.read().get(&number).copied();
        said.unwrap_or(objects > 0)
    }

    /// Whether the card shows what the choice on it comes to.
    pub(super) fn is_previewed(self) -> bool {
        let plan = self.plan();
        self.exports.previewed.read().as_ref() == Some(&plan)
    }

    /// What is to be exported.
    fn plan(self) -> Plan {
        let exports = self.exports;
        let which = match exports.which.get() {
            1 => Which::All,
            2 => Which::These(self.sheet.get(), self.view.selected.get()),
            _ => Which::Shown,
        };
        let countable = self.countable();
        let unseen = self.unseen();
        let kept = unseen.kept.borrow();
        let taken = countable.iter().filter_map(|(number, _, objects)| {
            let is_taken = match &which {
                Which::These(of, _) => of == number,
                _ => self.is_taken(*number, *objects),
            };
            let kept = kept.get(number).filter(|_| is_taken)?;
            Some(Taken {
                sheet: *number,
                name: kept.file.name(),
                size: sides(kept.size),
                is_plain: kept.is_plain,
                objects: *objects,
            })
        });
        Plan {
            pictures: taken.collect(),
            which,
            classes: exports.classes.get().into_iter().collect(),
            how: exports.how.get(),
            look: (self.fill.get(), self.view.style.get()),
        }
    }

    /// Shows what the choice on the card comes to, whenever it changes while the card is
    /// open.
    pub(super) fn preview_exports(self) {
        Effect::new(move |_| {
            if !self.exports.is_open.get() {
                return;
            }
            let plan = self.plan();
            spawn_local(async move {
                // Only what was chosen last is worth the work.
                tick().await;
                let is_latest =
                    || self.exports.is_open.get_untracked() && untrack(|| self.plan()) == plan;
                if is_latest() {
                    let planned = self.planned(Request::Preview(plan.clone())).await;
                    if is_latest() {
                        self.show_plan(plan, planned);
                    }
                }
            });
        });
    }

    fn show_plan(self, plan: Plan, planned: Result<Preview, Message>) {
        self.exports.previewed.set(Some(plan));
        let (preview, problem) = match planned {
            Ok(preview) => (preview, None),
            Err(message) => (Preview::default(), Some(message)),
        };
        self.exports.preview.set(preview);
        self.exports.problem.set(problem);
    }

    /// What an export comes to, or one that is begun.
    async fn planned(self, request: Request) -> Result<Preview, Message> {
        match self.pipeline(&request, &[]).await? {
            (Reply::Planned(preview), _) => Ok(preview),
            (Reply::Refused(message), _) => Err(message),
            (other, _) => Err(self.unexpected(&other)),
        }
    }

    /// Has the worker know what the card, which is open now, asks it.
    pub(super) fn open_exports(self) {
        spawn_local(async move {
            if !self.is_busy_now() {
                self.tell_all().await;
            }
        });
    }

    /// Has a worker that was started anew know all pictures again; whether it does.
    pub(super) async fn tell_all(self) -> bool {
        let unseen = self.unseen();
        let (here, worker) = (unseen.sheet.get(), unseen.workers.get());
        let unknown = |(number, kept): (&u32, &super::tray::Kept)| {
            (*number != here && kept.is_unknown_to(worker)).then_some(*number)
        };
        let unknown: Vec<u32> = unseen.kept.borrow().iter().filter_map(unknown).collect();
        let mut is_told = true;
        if !unknown.is_empty() {
            for number in unknown {
                is_told &= self.show_sheet(number).await;
            }
            self.show_sheet(here).await;
        }
        is_told
    }

    /// Exports what is chosen, into one file that is saved.
    pub(super) fn export(self) {
        if self.is_busy_now() {
            return;
        }
        browser::toggle_card(EXPORT_CARD);
        let plan = untrack(|| self.plan());
        let known = Format::ALL.iter().find(|one| one.id() == plan.how.format);
        let name = known.map(|one| words::format_name(self.tongue.get_untracked(), *one));
        self.exports.is_running.set(true);
        spawn_local(async move {
            // What is still being done to the objects comes first, and what a new worker
            // does not know.
            let is_told = self.tell_all().await;
            self.quiet().await;
            self.work.set(Work::Saving(name.unwrap_or_default()));
            tick().await;
            let said = match self.exported(plan).await {
                _ if !is_told => Message::note(self.texts().export.cancelled),
                Ok(message) | Err(Stop::Said(message)) => message,
                Err(Stop::Cancelled) => Message::note(self.texts().export.cancelled),
            };
            // A worker that broke has let go of it already.
            let _ = self.pipeline(&Request::Stop, &[]).await;
            self.exports.is_running.set(false);
            self.exports.is_cancelled.set(false);
            if matches!(*self.work.read_untracked(), Work::Saving(_)) {
                self.work.set(Work::Idle);
            }
            self.say(said);
        });
    }

    /// Ends an export; nothing of it is saved.
    pub(super) fn cancel_export(self) {
        self.exports.is_cancelled.set(true);
    }

    /// Waits until no export goes on, so that nothing changes what it reads.
    pub(super) async fn after_export(self) {
        while self.exports.is_running.get_untracked() {
            browser::pause(50).await;
        }
    }

    async fn exported(self, plan: Plan) -> Result<Message, Stop> {
        let tongue = self.tongue.get_untracked();
        if plan.how.background == Background::Picture {
            self.send_backdrop().await?;
        }
        let pictures = plan.pictures.clone();
        let format = plan.how.format.clone();
        let preview = self.planned(Request::Export(plan)).await?;
        let name = file_name(&pictures, &format, &preview);
        let full = |_opaque| {
            let refused = self.texts().export.refused;
            Message::error(texts::could_not_save(tongue, &name, refused), None)
        };
        let mut sink = Sink::default();
        let mut given = None;
        let files = loop {
            if self.exports.is_cancelled.get_untracked() {
                return Err(Stop::Cancelled);
            }
            let (reply, bytes) = match given.take() {
                Some(wanted) => self.give(&pictures, wanted).await?,
                None => self.pipeline(&Request::Next, &[]).await?,
            };
            sink.push(&bytes).await.map_err(full)?;
            match reply {
                Reply::Piece { done, total } => {
                    self.work
                        .set(Work::Saving(texts::so_far(tongue, &name, done, total)));
                }
                Reply::Wanted(wanted) => given = Some(wanted),
                Reply::Exported(files) => break files,
                Reply::Refused(message) => return Err(message.into()),
                other => return Err(self.unexpected(&other).into()),
            }
        };
        let file = sink.finish(mime(&name)).await.map_err(full)?;
        if files > 1 {
            self.check(&name, &file, files).await?;
        }
        browser::save_file(&name, &file).map_err(|_opaque| {
            let refused = self.texts().said.refused_the_file;
            Message::error(texts::could_not_save(tongue, &name, refused), None)
        })?;
        Ok(match files {
            1 => words::saved_one(tongue, &name),
            _ => words::exported(tongue, &name, files, &texts::bytes(tongue, file.size())),
        })
    }

    /// Has every file of what was exported read again.
    async fn check(self, name: &str, file: &Blob, files: usize) -> Result<(), Stop> {
        let tongue = self.tongue.get_untracked();
        let mut checked = 0;
        while checked < files {
            let so_far = texts::checked(tongue, name, checked, files);
            self.work.set(Work::Saving(so_far));
            let reply = self.pipeline_about(&Request::Check(checked), file).await?;
            if self.exports.is_cancelled.get_untracked() {
                return Err(Stop::Cancelled);
            }
            match reply.0 {
                Reply::Checked(more) if more > checked => checked = more,
                Reply::Refused(message) => return Err(message.into()),
                other => return Err(self.unexpected(&other).into()),
            }
        }
        Ok(())
    }

    /// Gives the pipeline what it wants of a picture, and goes on.
    async fn give(
        self,
        pictures: &[Taken],
        wanted: Wanted,
    ) -> Result<(Reply, browser::Bytes), Message> {
        let (Wanted::File(at) | Wanted::Pixels(at)) = wanted;
        let taken = pictures.get(at);
        let name = taken.map_or("", |taken| taken.name.as_str());
        let number = taken.map_or(0, |taken| taken.sheet);
        match wanted {
            Wanted::File(_) => {
                let file = self.file_of(number).ok_or_else(|| self.unreadable(name))?;
                match self.pipeline_about(&Request::Give(None), &file).await? {
                    (Reply::Unreadable, _) => Err(self.unreadable(name)),
                    given => Ok(given),
                }
            }
            Wanted::Pixels(_) => {
                let photo = self.photo_of(number).await;
                let photo = photo.ok_or_else(|| self.unreadable(name))?;
                let pixels = self.pixels_of(&photo, name)?;
                let size = Some(sides(photo.size()));
                self.pipeline(&Request::Give(size), pixels.bytes()).await
            }
        }
    }

    pub(super) fn pixels_of(
        self,
        photo: &Photo,
        name: &str,
    ) -> Result<crate::picture::Rgba, Message> {
        let tongue = self.tongue.get_untracked();
        photo.pixels().map_err(|problem| {
            let why = texts::no_pixels(tongue, &problem);
            Message::error(texts::could_not_save(tongue, name, &why), None)
        })
    }

    fn file_of(self, number: u32) -> Option<Blob> {
        let unseen = self.unseen();
        let kept = unseen.kept.borrow();
        kept.get(&number).map(|kept| kept.file.blob())
    }

    /// Takes a picture to be put behind cut-outs.
    pub(super) fn choose_backdrop(self, file: browser::Chosen) {
        spawn_local(async move {
            let name = file.name();
            let Ok(bytes) = browser::read(&file, crate::picture::FILE_BYTES).await else {
                return self.say(self.unreadable(&name));
            };
            match self.decode(&name, &bytes).await {
                Ok(decoded) => {
                    let photo = Rc::new(decoded.photo);
                    self.unseen().backdrop.replace(Some(photo));
                    self.exports.backdrop.set(Some(name));
                }
                Err(message) => self.exports.problem.set(Some(message)),
            }
        });
    }

    async fn send_backdrop(self) -> Result<(), Message> {
        let photo = self.unseen().backdrop.borrow().clone();
        let Some(photo) = photo else {
            return Ok(());
        };
        let pixels = self.pixels_of(&photo, "")?;
        let request = Request::Backdrop(sides(photo.size()));
        match self.pipeline(&request, pixels.bytes()).await? {
            (Reply::Done, _) => Ok(()),
            (other, _) => Err(self.unexpected(&other)),
        }
    }
}

/// The name of the file that is saved: the only file's own, or an archive's.
fn file_name(pictures: &[Taken], format: &str, preview: &Preview) -> String {
    if let (1, Some(path)) = (preview.files, preview.paths.first()) {
        return path.rsplit('/').next().unwrap_or(path).to_owned();
    }
    match pictures {
        [one] => {
            let stem = one
                .name
                .rsplit_once('.')
                .map_or(&*one.name, |(stem, _)| stem);
            format!("{}-{format}.zip", slug(stem))
        }
        _ => format!("masque-{format}.zip"),
    }
}

/// What browsers call a file of this name's kind.
fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("zip") => "application/zip",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("json" | "geojson") => "application/json",
        Some("xml") => "application/xml",
        _ => "text/plain",
    }
}
