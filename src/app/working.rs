//! Asking the pipeline: started at the first question, and anew after it broke.
//! What it was told about the answer on show is kept, so that a new pipeline can
//! be told the same.

use super::Desk;
use super::desk::Told;
use crate::browser::{self, Bytes, PipelineWorker, WorkerProblem};
use crate::pipeline::message::{Reply, Request, Role};
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
        let worker = self.running()?;
        worker.ask(request, bytes).await.map_err(words)
    }

    /// The same for pixels, which are drawn in `holder`; what comes with the reply
    /// is resolved when they are on the screen.
    pub(super) async fn pipeline_drawn(
        self,
        request: &Request,
        holder: &HtmlElement,
        second: bool,
    ) -> Result<(Reply, impl Future + use<>), Message> {
        let worker = self.running()?;
        worker.draw(request, holder, second).await.map_err(words)
    }

    /// The same for a part of an answer, which is kept for a new pipeline.
    pub(super) async fn pipeline_recorded(
        self,
        request: Request,
        bytes: &[u8],
    ) -> Result<(Reply, Bytes), Message> {
        self.running()?;
        // What comes while a new pipeline is being told has its place behind that.
        while self.unseen().is_replaying.get() {
            browser::pause(20).await;
        }
        let told: Told = Rc::new((request, bytes.to_vec()));
        self.unseen().recorded.borrow_mut().push(Rc::clone(&told));
        self.pipeline(&told.0, bytes).await
    }

    fn running(self) -> Result<Rc<PipelineWorker>, Message> {
        let unseen = self.unseen();
        let running = unseen.worker.borrow().clone();
        if let Some(worker) = running.filter(|worker| !worker.is_broken()) {
            return Ok(worker);
        }
        let started = PipelineWorker::start(move |problem| self.replace(problem));
        let started = Rc::new(started.map_err(words)?);
        unseen.worker.replace(Some(Rc::clone(&started)));
        if !unseen.recorded.borrow().is_empty() {
            unseen.is_replaying.set(true);
            spawn_local(self.read_again());
        }
        Ok(started)
    }

    /// Throws the broken worker away and has the answer on show read again; but
    /// not for ever, since what was read may be what breaks it.
    fn replace(self, problem: WorkerProblem) {
        self.say(words(problem));
        let unseen = self.unseen();
        unseen.is_replaying.set(false);
        if problem == WorkerProblem::NotStarted {
            return;
        }
        // Dropped only when it is no longer borrowed.
        let _broken = unseen.worker.take();
        unseen.breaks.set(unseen.breaks.get() + 1);
        if unseen.breaks.get() >= BREAKS {
            self.forget_recorded();
            self.rows.set(Vec::new());
            self.has_answer.set(false);
            unseen.is_asked.set(false);
            self.say(Message::error(
                "It broke down on this answer again and again, so its masks are gone. Ask again, or open another answer",
                None,
            ));
        } else if let Err(message) = self.running() {
            self.say(message);
        }
    }

    /// Gives a new pipeline what the last one had been told.
    async fn read_again(self) {
        let parts = self.unseen().recorded.borrow().clone();
        for told in &parts {
            if self.pipeline(&told.0, &told.1).await.is_err() {
                // It broke once more, and a newer one is at it already.
                return;
            }
        }
        // The sliders may have been moved since.
        let threshold = Request::Threshold(self.threshold.get_untracked());
        let view = Request::FieldOfView(self.degrees.get_untracked());
        let _replaced_by_the_next = self.pipeline(&threshold, &[]).await;
        let Ok((Reply::All(objects), _)) = self.pipeline(&view, &[]).await else {
            return;
        };
        self.unseen().is_replaying.set(false);
        self.list_again(objects);
        self.say(Message::note(
            "It was started anew, and the masks that were there are back",
        ));
    }

    /// Keeps apart what is told from now on about a new answer: as long as it has
    /// given nothing, a new pipeline needs what the one on show was read from.
    pub(super) fn record_anew(self) {
        let unseen = self.unseen();
        let told = unseen.recorded.borrow().len();
        unseen.recorded_before.set(told);
    }

    /// Lets go of what was told about the answer before, where the last one took its
    /// place, or else of what was told about the last one.
    pub(super) fn keep_recorded(self, is_new: bool) {
        let unseen = self.unseen();
        let mut recorded = unseen.recorded.borrow_mut();
        let before = unseen.recorded_before.take().min(recorded.len());
        if is_new {
            recorded.drain(..before);
        } else if unseen.role.get() == Role::New {
            recorded.truncate(before);
        }
    }

    /// Lets go of all that was told.
    pub(super) fn forget_recorded(self) {
        let unseen = self.unseen();
        unseen.recorded_before.set(0);
        unseen.recorded.take();
    }
}

/// So many pipelines may break before what they read is let go.
const BREAKS: u32 = 3;

fn words(problem: WorkerProblem) -> Message {
    let text = match problem {
        WorkerProblem::NotStarted => {
            "The part of Masque that works on pixels could not be loaded. Check the connection and reload the page; the browser may also be too old"
        }
        WorkerProblem::Broken => {
            "The part of Masque that works on pixels broke down, perhaps for lack of memory"
        }
        WorkerProblem::Hung => "The part of Masque that works on pixels gave no reply for a minute",
    };
    Message::error(text, None)
}
