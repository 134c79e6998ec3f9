//! Asking the pipeline: started at the first question, and anew after it broke.

use super::Desk;
use crate::browser::{Bytes, PipelineWorker, WorkerProblem};
use crate::pipeline::message::{Reply, Request};
use crate::session::words::Message;
use leptos::prelude::*;
use std::rc::Rc;

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

    fn running(self) -> Result<Rc<PipelineWorker>, Message> {
        let running = self.worker.get_value().filter(|worker| !worker.is_broken());
        match running {
            Some(worker) => Ok(worker),
            None => {
                let started = Rc::new(PipelineWorker::start().map_err(words)?);
                self.worker.set_value(Some(Rc::clone(&started)));
                Ok(started)
            }
        }
    }
}

fn words(problem: WorkerProblem) -> Message {
    let text = match problem {
        WorkerProblem::NotStarted => {
            "The part of Masque that works on pixels could not be loaded. Check the connection and reload the page; the browser may also be too old"
        }
        WorkerProblem::Broken => {
            "The part of Masque that works on pixels broke down, perhaps for lack of memory. Open the picture again to go on"
        }
    };
    Message::error(text, None)
}
