//! Asking the pipeline: started at the first question, and anew after it broke.
//! What the answer on show was read from is kept, so that a new pipeline can
//! read it again.

use super::Desk;
use crate::browser::{Bytes, PipelineWorker, WorkerProblem};
use crate::pipeline::message::{self, Reply, Request};
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
    ) -> Result<(Reply, impl Future + use<>), Message> {
        let worker = self.running()?;
        worker.draw(request, holder).await.map_err(words)
    }

    /// The same for a part of an answer, which is kept for a new pipeline.
    pub(super) async fn pipeline_recorded(
        self,
        request: Request,
        bytes: &[u8],
    ) -> Result<(Reply, Bytes), Message> {
        let part = (request.clone(), bytes.to_vec());
        self.recorded.update_value(|parts| parts.push(part));
        self.pipeline(&request, bytes).await
    }

    fn running(self) -> Result<Rc<PipelineWorker>, Message> {
        let running = self.worker.get_value().filter(|worker| !worker.is_broken());
        match running {
            Some(worker) => Ok(worker),
            None => {
                let started = PipelineWorker::start(move |problem| self.replace(problem));
                let started = Rc::new(started.map_err(words)?);
                self.worker.set_value(Some(Rc::clone(&started)));
                Ok(started)
            }
        }
    }

    /// Throws the broken worker away and has the answer on show read again; but
    /// not for ever, since what was read may be what breaks it.
    fn replace(self, problem: WorkerProblem) {
        self.say(words(problem));
        if problem == WorkerProblem::NotStarted {
            return;
        }
        self.worker.set_value(None);
        self.breaks.update_value(|breaks| *breaks += 1);
        if self.breaks.get_value() < BREAKS {
            spawn_local(self.read_again());
        } else {
            self.recorded.set_value(Vec::new());
            self.rows.set(Vec::new());
            self.say(Message::error(
                "It broke down on this answer again and again, so its masks are gone. Ask again, or open another answer",
                None,
            ));
        }
    }

    /// Gives a new pipeline what the last one had read.
    async fn read_again(self) {
        let parts = self.recorded.get_value();
        let mut rows: Vec<message::Row> = Vec::new();
        for (request, bytes) in &parts {
            match self.pipeline(request, bytes).await {
                Ok((
                    Reply::Found(found) | Reply::Noticed { found, .. } | Reply::Ended { found, .. },
                    _,
                )) => rows.extend(found),
                Ok(_) => {}
                // It broke once more, and a newer one is at it already.
                Err(_said) => return,
            }
        }
        if !parts.is_empty() {
            self.show_again(rows);
            self.say(Message::note(
                "It was started anew, and the masks that were there are back",
            ));
        }
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
