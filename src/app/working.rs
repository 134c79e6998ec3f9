//! Asking the pipeline: started at the first question, and anew after it broke.
//! What it was told about the answer on show is kept, so that a new pipeline can
//! be told the same.

use super::Desk;
use super::desk::{Told, Unseen};
use super::texts;
use crate::browser::{self, Bytes, PipelineWorker, WorkerProblem};
use crate::pipeline::message::{Came, Reply, Request, Role};
use crate::session::Steps;
use crate::session::words::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use web_sys::HtmlElement;

impl Desk {
    /// The pipeline's reply to `request` and its bytes, or the words for why
    /// there is none.
    pub(super) async fn pipeline(
        self,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, Bytes), Message> {
        let sheet = self.unseen().sheet.get();
        let worker = self.running()?;
        let _flight = self.flight();
        worker
            .ask(sheet, request, bytes)
            .await
            .map_err(|problem| self.broken(problem))
    }

    /// The same with a file in the bytes' place, which the worker reads itself.
    pub(super) async fn pipeline_about(
        self,
        request: &Request,
        file: &browser::Blob,
    ) -> Result<(Reply, Bytes), Message> {
        let sheet = self.unseen().sheet.get();
        let worker = self.running()?;
        let _flight = self.flight();
        let told = worker.ask_about(sheet, request, file).await;
        told.map_err(|problem| self.broken(problem))
    }

    /// The same as [`Desk::pipeline`] about another picture of the tray.
    pub(super) async fn pipeline_of(
        self,
        sheet: u32,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, Bytes), Message> {
        let worker = self.running()?;
        let _flight = self.flight();
        let told = worker.ask(sheet, request, bytes).await;
        told.map_err(|problem| self.broken(problem))
    }

    /// Has the pipeline get ready for its first answer while nothing else is asked of it,
    /// once for each that was started.
    pub(super) async fn warm_up(self) {
        let unseen = self.unseen();
        let workers = unseen.workers.get();
        if unseen.warmed.replace(workers) == workers {
            return;
        }
        let mut is_cold = true;
        while is_cold {
            self.quiet().await;
            let worker = unseen.worker.borrow().clone();
            let Some(worker) = worker.filter(|_| unseen.workers.get() == workers) else {
                return;
            };
            // Nobody waits for it; what goes wrong is said by the next request.
            let reply = worker.ask(unseen.sheet.get(), &Request::WarmUp, &[]).await;
            is_cold = matches!(reply, Ok((Reply::Warming, _)));
        }
    }

    /// Has the pipeline speak as the page does, and shows what it holds in its words.
    pub(super) async fn speak(self) {
        let Some(worker) = self.unseen().worker.borrow().clone() else {
            return;
        };
        let (sheet, tongue) = (self.unseen().sheet.get(), self.tongue.get_untracked());
        let said = worker.ask(sheet, &Request::Speak(tongue), &[]).await;
        // What a new one holds is told it first, and it breaks aloud.
        if let Ok((Reply::All(shown), _)) = said
            && !self.unseen().is_replaying.get()
            && sheet == self.unseen().sheet.get()
            && !shown.rows.is_empty()
        {
            self.show_all(shown);
        }
    }

    /// Has the pipeline let go of a picture.
    pub(super) async fn forget(self, sheet: u32) {
        let worker = self.unseen().worker.borrow().clone();
        if let Some(worker) = worker {
            // A worker that is broken holds nothing either.
            let _ = worker.ask(sheet, &Request::Forget, &[]).await;
        }
    }

    /// The same for pixels, which are drawn in `holder`; what comes with the reply
    /// is resolved when they are on the screen.
    pub(super) async fn pipeline_drawn(
        self,
        request: &Request,
        holder: &HtmlElement,
        second: bool,
    ) -> Result<(Reply, impl Future + use<>), Message> {
        let sheet = self.unseen().sheet.get();
        let worker = self.running()?;
        let _flight = self.flight();
        let drawn = worker.draw(sheet, request, holder, second).await;
        drawn.map_err(|problem| self.broken(problem))
    }

    /// The same for a part of an answer, which is kept for a new pipeline.
    pub(super) async fn pipeline_recorded(
        self,
        request: Request,
        bytes: &[u8],
    ) -> Result<(Reply, Bytes), Message> {
        let told = self.record(request, bytes).await?;
        self.pipeline(&told.0, bytes).await
    }

    /// Keeps what a new pipeline will have to be told, once one is there that was told all
    /// before it.
    async fn record(self, request: Request, bytes: &[u8]) -> Result<Told, Message> {
        self.running()?;
        // What comes while a new pipeline is being told has its place behind that.
        while self.unseen().is_replaying.get() {
            browser::pause(20).await;
        }
        let told: Told = Rc::new((request, bytes.to_vec()));
        self.unseen().recorded.borrow_mut().push(Rc::clone(&told));
        Ok(told)
    }

    /// Has a file laid onto the picture on show. Only once it is, a new pipeline is told of
    /// it.
    pub(super) async fn pipeline_laid(self, file: &[u8]) -> Result<Reply, Message> {
        let told = self.record(Request::Lay, file).await?;
        self.unseen().laying.replace(Some(Rc::clone(&told)));
        let (reply, _) = self.pipeline(&told.0, &told.1).await?;
        match reply {
            Reply::Laid { .. } => _ = self.unseen().laying.take(),
            _ => _ = self.drop_laying(),
        }
        Ok(reply)
    }

    /// Forgets the file that is being laid, if one is.
    fn drop_laying(self) -> bool {
        let unseen = self.unseen();
        let Some(laying) = unseen.laying.take() else {
            return false;
        };
        let mut recorded = unseen.recorded.borrow_mut();
        recorded.retain(|told| !Rc::ptr_eq(told, &laying));
        true
    }

    /// Waits until all that the pipeline was asked about the picture on show is done:
    /// another may be shown then, and no reply comes to the wrong one.
    pub(super) async fn quiet(self) {
        let unseen = self.unseen();
        while unseen.in_flight.get() > 0 || unseen.is_replaying.get() || unseen.edits.is_busy() {
            browser::pause(10).await;
        }
    }

    /// Counts a request, or several that belong together, until it is let go.
    pub(super) fn flight(self) -> Flight {
        let unseen = self.unseen();
        unseen.in_flight.set(unseen.in_flight.get() + 1);
        Flight(unseen)
    }

    fn running(self) -> Result<Rc<PipelineWorker>, Message> {
        let unseen = self.unseen();
        let running = unseen.worker.borrow().clone();
        if let Some(worker) = running.filter(|worker| !worker.is_broken()) {
            return Ok(worker);
        }
        let started = PipelineWorker::start(move |problem| self.replace(problem));
        let started = Rc::new(started.map_err(|problem| self.broken(problem))?);
        unseen.worker.replace(Some(Rc::clone(&started)));
        unseen.workers.set(unseen.workers.get() + 1);
        spawn_local(self.speak());
        if !unseen.recorded.borrow().is_empty() {
            unseen.is_replaying.set(true);
            spawn_local(self.read_again());
        }
        Ok(started)
    }

    /// Throws the broken worker away and has the answer on show read again; but
    /// not for ever, since what was read may be what breaks it.
    fn replace(self, problem: WorkerProblem) {
        self.say(self.broken(problem));
        let unseen = self.unseen();
        unseen.is_replaying.set(false);
        if problem == WorkerProblem::NotStarted {
            return;
        }
        // Dropped only when it is no longer borrowed.
        let _broken = unseen.worker.take();
        if !self.drop_laying() {
            unseen.breaks.set(unseen.breaks.get() + 1);
        }
        if unseen.breaks.get() >= BREAKS {
            self.forget_recorded();
            self.rows.set(Vec::new());
            self.steps.set(Steps::default());
            self.has_answer.set(false);
            unseen.is_asked.set(false);
            self.say(Message::error(self.texts().said.broke_again, None));
        } else if let Err(message) = self.running() {
            self.say(message);
        }
    }

    /// Gives a new pipeline what the last one had been told, and says so.
    async fn read_again(self) {
        if self.tell_again().await {
            self.say(Message::note(self.texts().said.back_again));
        }
    }

    /// Gives a new pipeline what the last one had been told of the picture on show;
    /// whether it took it.
    pub(super) async fn tell_again(self) -> bool {
        let parts = self.unseen().recorded.borrow().clone();
        for told in &parts {
            if self.pipeline(&told.0, &told.1).await.is_err() {
                // It broke once more, and a newer one is at it already.
                return false;
            }
        }
        let Ok((Reply::All(shown), _)) = self.pipeline(&Request::Tell, &[]).await else {
            return false;
        };
        self.unseen().is_replaying.set(false);
        self.show_all(shown);
        true
    }

    /// Keeps apart what is told from now on about a new answer: as long as it has
    /// given nothing, a new pipeline needs what the one on show was read from.
    pub(super) fn record_anew(self) {
        let unseen = self.unseen();
        let told = unseen.recorded.borrow().len();
        unseen.recorded_before.set(told);
    }

    /// Keeps the numbers of which an answer's objects are counted, so that a new pipeline
    /// gives them the same ids: edits name objects by these.
    pub(super) fn record_numbers(self, numbers: [u32; 2]) {
        let unseen = self.unseen();
        let mut recorded = unseen.recorded.borrow_mut();
        let begun = recorded
            .iter()
            .rposition(|told| matches!(told.0, Request::Begin { .. }));
        if let Some(at) = begun {
            recorded.insert(at, Rc::new((Request::CountFrom(numbers), Vec::new())));
        }
    }

    /// Lets go of what was told before the last answer, where no step leads back there, or
    /// of what was told about the last one, where nothing came of it.
    pub(super) fn keep_recorded(self, came: Came) {
        let unseen = self.unseen();
        let mut recorded = unseen.recorded.borrow_mut();
        let before = unseen.recorded_before.take().min(recorded.len());
        if came == Came::Beginning {
            recorded.drain(..before);
        } else if came == Came::Nothing && unseen.role.get() == Role::New {
            // What was done to the objects on show meanwhile holds.
            let lasts = |told: &Told| {
                matches!(
                    told.0,
                    Request::Edit(_) | Request::Merge | Request::Keep(_) | Request::Lay
                )
            };
            let since = recorded.split_off(before);
            recorded.extend(since.into_iter().filter(lasts));
        }
    }

    /// Takes away all that was told of the picture on show.
    pub(super) fn take_recorded(self) -> Recorded {
        let unseen = self.unseen();
        Recorded {
            told: unseen.recorded.take(),
            before: unseen.recorded_before.take(),
            answer: unseen.answer.take(),
            is_asked: unseen.is_asked.take(),
            role: unseen.role.take(),
            part: unseen.part.take(),
        }
    }

    /// Puts it there again; whether there is any.
    pub(super) fn put_recorded(self, recorded: Recorded) -> bool {
        let unseen = self.unseen();
        let is_told = !recorded.told.is_empty();
        unseen.recorded.replace(recorded.told);
        unseen.recorded_before.set(recorded.before);
        unseen.answer.set(recorded.answer);
        unseen.is_asked.set(recorded.is_asked);
        unseen.role.set(recorded.role);
        unseen.part.set(recorded.part);
        is_told
    }

    /// Lets go of all that was told.
    pub(super) fn forget_recorded(self) {
        let unseen = self.unseen();
        unseen.recorded_before.set(0);
        unseen.recorded.take();
    }
}

/// A request that is on its way.
pub(super) struct Flight(Rc<Unseen>);

impl Drop for Flight {
    fn drop(&mut self) {
        self.0
            .in_flight
            .set(self.0.in_flight.get().saturating_sub(1));
    }
}

/// What a pipeline was told of a picture, and what the page knows of it beside.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    told: Vec<Told>,
    before: usize,
    answer: u32,
    is_asked: bool,
    role: Role,
    part: Option<[u32; 4]>,
}

impl Recorded {
    /// Adds what was told just now.
    pub(super) fn add(&mut self, told: (Request, Vec<u8>)) {
        self.told.push(Rc::new(told));
    }

    /// Whether anything was told.
    pub(super) fn is_told(&self) -> bool {
        !self.told.is_empty()
    }
}

/// So many pipelines may break before what they read is let go.
const BREAKS: u32 = 3;

impl Desk {
    /// The words for why the worker gave no reply.
    fn broken(self, problem: WorkerProblem) -> Message {
        Message::error(texts::broken(self.tongue.get_untracked(), problem), None)
    }
}
