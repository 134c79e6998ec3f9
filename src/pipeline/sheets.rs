//! A pipeline for each picture of the tray, and what is done with several at once:
//! speaking alike, exporting, importing. Never keeps a pipeline whose picture is gone.

use super::export::Export;
use super::message::{Reply, Request};
use super::{Pipeline, warm};
use crate::picture::Rgba;
use crate::render::Strip;
use crate::session::{Tongue, words};
use std::collections::BTreeMap;
use std::rc::Rc;

/// All pipelines, by their pictures' numbers.
#[derive(Debug, Default)]
pub struct Sheets {
    pub(super) pipelines: BTreeMap<u32, Pipeline>,
    pub(super) tongue: Tongue,
    /// The export that goes on.
    pub(super) export: Option<Export>,
    /// The picture that is put behind cut-outs.
    pub(super) backdrop: Option<Rc<Rgba>>,
    /// How often the whole road was walked.
    walked: usize,
    /// What was read of a file of annotations, until it is laid onto its pictures.
    pub(super) import: Vec<Option<crate::export::Annotated>>,
}

impl Sheets {
    /// Does what `request` asks of the picture with the number `sheet`; see
    /// [`Pipeline::handle`].
    pub fn handle(
        &mut self,
        sheet: u32,
        request: Request,
        bytes: Vec<u8>,
        screen: &mut dyn FnMut(Strip<'_>),
    ) -> (Reply, Vec<u8>) {
        match request {
            Request::Forget => {
                self.pipelines.remove(&sheet);
                (Reply::Done, Vec::new())
            }
            Request::Backdrop(size) => (self.set_backdrop(size, bytes), Vec::new()),
            Request::Preview(plan) => (self.preview(&plan), Vec::new()),
            Request::Export(plan) => (self.begin_export(plan), Vec::new()),
            Request::Stop => {
                (self.export, self.backdrop) = (None, None);
                (Reply::Done, Vec::new())
            }
            Request::Next => self.next(),
            Request::Give(size) => self.give(size, bytes),
            Request::Import { name, pictures } => {
                (self.import(&name, &pictures, &bytes), Vec::new())
            }
            Request::Imported(place) => self.imported(place),
            Request::WarmUp => (self.warm_up(), Vec::new()),
            Request::Speak(tongue) => {
                self.tongue = tongue;
                // All speak alike, those to come too.
                for (other, pipeline) in &mut self.pipelines {
                    if *other != sheet {
                        pipeline.handle(Request::Speak(tongue), Vec::new(), screen);
                    }
                }
                self.of(sheet).handle(request, bytes, screen)
            }
            request => self.of(sheet).handle(request, bytes, screen),
        }
    }

    fn of(&mut self, sheet: u32) -> &mut Pipeline {
        let tongue = self.tongue;
        let new = || Pipeline::speaking(tongue);
        self.pipelines.entry(sheet).or_insert_with(new)
    }

    /// Walks the whole road once more, unless that was done often enough.
    fn warm_up(&mut self) -> Reply {
        if self.walked < warm::WALKS {
            warm::walk(self.walked);
            self.walked += 1;
        }
        match self.walked < warm::WALKS {
            true => Reply::Warming,
            false => Reply::Done,
        }
    }

    pub(super) fn failed(&self) -> Reply {
        Reply::Failed(words::lost_picture(self.tongue))
    }
}
