//! The pipeline in a worker: started when it is first needed, asked one thing
//! at a time in order, thrown away when it breaks. The worker only ever gets
//! bytes: no key and no address reaches it.
//!
//! A message is `[number, message, bytes]` both ways, the message as
//! [`message::write`] has it; a reply has its request's number. Behind a request stands
//! which sheet it is for: each has a pipeline of its own. In the bytes' place may be a
//! file, which the worker reads itself. The number after it,
//! alone, says that what the request drew is on the screen. Pixels never come to the
//! page: they go straight onto canvases of its own, whose pixels the worker was given
//! instead of bytes, with whether it is the second answer's in the message's place.
//! The first message, from the worker, is `[0, form]` and says that it listens, and
//! to what.

use super::canvas::{Screen, lend};
use super::reading::{BlobReader, read_now};
use crate::pipeline::Sheets;
use crate::pipeline::message::{self, FORM, Reply, Request};
use crate::render::Strip;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DedicatedWorkerGlobalScope, Element, HtmlCanvasElement, MessageEvent, OffscreenCanvas,
    Worker, WorkerOptions, WorkerType,
};

/// Where the worker's loader lies, seen from the page.
const LOADER: &str = "./worker_loader.js";

/// How long a request may take, in milliseconds. The longest, a file of the
/// largest picture on a slow phone, takes seconds.
const PATIENCE: u32 = 60_000;

/// So many bytes of a file are read in a millisecond by the slowest of devices.
const SLOWEST: f64 = 5_000.0;

/// A running pipeline.
pub struct PipelineWorker {
    worker: Worker,
    waiting: Rc<Waiting>,
    ready: Promise,
    next: Cell<u32>,
    /// The canvases whose pixels the worker has: the first answer's, the second's.
    screens: RefCell<[Option<HtmlCanvasElement>; 2]>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

/// Why the pipeline gave no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerProblem {
    /// It could not start.
    NotStarted,
    /// It broke down in the middle of its work.
    Broken,
    /// It gave no reply for a minute.
    Hung,
}

/// What is to be told of each message, by its number.
struct Waiting {
    promised: RefCell<BTreeMap<u32, (Function, Function)>>,
    broken: Cell<Option<WorkerProblem>>,
    on_break: Box<dyn Fn(WorkerProblem)>,
}

impl Waiting {
    fn promise(self: &Rc<Self>, number: u32) -> Promise {
        Promise::new(&mut |resolve, reject| {
            self.promised.borrow_mut().insert(number, (resolve, reject));
        })
    }

    fn keep(&self, number: u32, message: &JsValue) {
        let promised = self.promised.borrow_mut().remove(&number);
        if let Some((resolve, _)) = promised {
            let _ = resolve.call1(&JsValue::NULL, message);
        }
    }

    fn forget(&self, number: u32) {
        self.promised.borrow_mut().remove(&number);
    }

    fn break_all(&self, problem: WorkerProblem) {
        if self.broken.replace(Some(problem)).is_some() {
            return;
        }
        let promised = std::mem::take(&mut *self.promised.borrow_mut());
        for (_, reject) in promised.into_values() {
            let _ = reject.call0(&JsValue::NULL);
        }
        (self.on_break)(problem);
    }
}

impl PipelineWorker {
    /// Starts the worker; it need not be waited for. `on_break` is told, once,
    /// when it can no longer be asked.
    pub fn start(on_break: impl Fn(WorkerProblem) + 'static) -> Result<Self, WorkerProblem> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(LOADER, &options)
            .map_err(|_opaque| WorkerProblem::NotStarted)?;
        let waiting = Rc::new(Waiting {
            promised: RefCell::default(),
            broken: Cell::default(),
            on_break: Box::new(on_break),
        });
        let ready = waiting.promise(0);
        let for_messages = Rc::clone(&waiting);
        let on_message = Closure::new(move |event: MessageEvent| {
            let message: Array = event.data().unchecked_into();
            let number = message.get(0).as_f64().unwrap_or(0.0) as u32;
            if number == 0 && message.get(1).as_f64() != Some(FORM.into()) {
                for_messages.break_all(WorkerProblem::NotStarted);
            } else {
                for_messages.keep(number, &message);
            }
        });
        let for_errors = Rc::clone(&waiting);
        let on_error = Closure::new(move |event: JsValue| {
            web_sys::console::warn_1(&event);
            let is_listening = !for_errors.promised.borrow().contains_key(&0);
            for_errors.break_all(if is_listening {
                WorkerProblem::Broken
            } else {
                WorkerProblem::NotStarted
            });
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            waiting,
            ready,
            next: Cell::new(1),
            screens: RefCell::default(),
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Whether it can no longer be asked.
    pub fn is_broken(&self) -> bool {
        self.waiting.broken.get().is_some()
    }

    /// Asks the pipeline of a `sheet` for `request`; gives the reply and its bytes.
    pub async fn ask(
        &self,
        sheet: u32,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        self.listening().await?;
        self.exchange(self.number(), sheet, request, bytes).await
    }

    /// The same with a file in the bytes' place, which the worker reads itself.
    pub async fn ask_about(
        &self,
        sheet: u32,
        request: &Request,
        file: &Blob,
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        self.listening().await?;
        let written = message::write(request).ok_or(WorkerProblem::Broken)?;
        let written = Uint8Array::from(written.as_slice());
        let number = self.number();
        let patience = PATIENCE.saturating_add((file.size() / SLOWEST) as u32);
        self.reply_to(number, patience, || {
            let message = Array::of4(&number.into(), &written, file, &sheet.into());
            self.worker.post_message(&message)
        })
        .await
    }

    /// Has something drawn on a canvas in `holder`, the `second` screen's or the
    /// first's; gives the reply, and what is resolved once it is on the screen, if
    /// the reply is [`Reply::Drawn`].
    pub async fn draw(
        &self,
        sheet: u32,
        request: &Request,
        holder: &Element,
        second: bool,
    ) -> Result<(Reply, JsFuture), WorkerProblem> {
        self.listening().await?;
        self.hold_screen(holder, second)
            .map_err(|_opaque| WorkerProblem::NotStarted)?;
        let number = self.number();
        let shown = JsFuture::from(self.waiting.promise(number + 1));
        let (reply, _) = self.exchange(number, sheet, request, &[]).await?;
        if reply != Reply::Drawn {
            self.waiting.forget(number + 1);
        }
        Ok((reply, shown))
    }

    /// The number of a request; the one after it is not given to another.
    fn number(&self) -> u32 {
        self.next.replace(self.next.get() + 2)
    }

    /// Waits until the worker listens.
    async fn listening(&self) -> Result<(), WorkerProblem> {
        let problem = || self.waiting.broken.get();
        let alarm = self.alarm(PATIENCE, WorkerProblem::NotStarted);
        let ready = JsFuture::from(self.ready.clone()).await;
        drop(alarm);
        match ready {
            Ok(_) => problem().map_or(Ok(()), Err),
            Err(_opaque) => Err(problem().unwrap_or(WorkerProblem::NotStarted)),
        }
    }

    /// Gives the pixels of a canvas in `holder` to the worker, once.
    fn hold_screen(&self, holder: &Element, second: bool) -> Result<(), JsValue> {
        let mut screens = self.screens.borrow_mut();
        let [of_first, of_second] = &mut *screens;
        let screen = if second { of_second } else { of_first };
        let is_there = |canvas: &HtmlCanvasElement| holder.contains(Some(canvas));
        if screen.as_ref().is_some_and(is_there) {
            return Ok(());
        }
        let (canvas, pixels) = lend(holder)?;
        let message = Array::of3(&0.into(), &second.into(), &pixels);
        self.worker
            .post_message_with_transfer(&message, &Array::of1(&pixels))?;
        *screen = Some(canvas);
        Ok(())
    }

    async fn exchange(
        &self,
        number: u32,
        sheet: u32,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        self.reply_to(number, PATIENCE, || {
            post(number, request, bytes, |message, transfer| {
                message.push(&sheet.into());
                self.worker.post_message_with_transfer(message, transfer)
            })
        })
        .await
    }

    /// The reply to the message with this number, once it is sent, within so many
    /// milliseconds.
    async fn reply_to(
        &self,
        number: u32,
        patience: u32,
        send: impl FnOnce() -> Result<(), JsValue>,
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        let reply = self.waiting.promise(number);
        send().map_err(|_opaque| WorkerProblem::Broken)?;
        let alarm = self.alarm(patience, WorkerProblem::Hung);
        let reply = JsFuture::from(reply)
            .await
            .map_err(|_opaque| self.waiting.broken.get().unwrap_or(WorkerProblem::Broken))?;
        drop(alarm);
        let reply: Array = reply.unchecked_into();
        let written: Uint8Array = reply.get(1).unchecked_into();
        let parsed = message::read(&written.to_vec()).ok_or(WorkerProblem::Broken)?;
        Ok((parsed, reply.get(2).unchecked_into()))
    }

    fn alarm(&self, patience: u32, problem: WorkerProblem) -> Timeout {
        let waiting = Rc::clone(&self.waiting);
        Timeout::new(patience, move || waiting.break_all(problem))
    }
}

impl std::fmt::Debug for PipelineWorker {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let broken = self.waiting.broken.get();
        formatter
            .debug_struct("PipelineWorker")
            .field("broken", &broken)
            .finish_non_exhaustive()
    }
}

impl Drop for PipelineWorker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The worker's own side: answers every message with the pipeline's reply.
pub fn serve_pipeline() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut sheets = Sheets::default();
    let no_screen = || Err(JsValue::from("there is no canvas"));
    let (mut first, mut second) = (no_screen(), no_screen());
    let replies = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let number = message.get(0).as_f64().unwrap_or(0.0) as u32;
        let sent = match message.get(2).dyn_into::<OffscreenCanvas>() {
            Ok(canvas) => {
                let screen = match message.get(1).is_truthy() {
                    true => &mut second,
                    false => &mut first,
                };
                *screen = Screen::new(canvas);
                return;
            }
            Err(sent) => sent,
        };
        let (file, payload) = match sent.dyn_into::<Blob>() {
            Ok(file) => (Some(file), Vec::new()),
            Err(bytes) => (None, bytes.unchecked_into::<Uint8Array>().to_vec()),
        };
        let written: Uint8Array = message.get(1).unchecked_into();
        let sheet = message.get(3).as_f64().unwrap_or(0.0) as u32;
        let request = message::read(&written.to_vec());
        let is_second = matches!(
            request,
            Some(Request::Overlay {
                is_second: true,
                ..
            })
        );
        let screen = if is_second { &second } else { &first };
        let mut painted = Ok(());
        let mut paint = |strip: Strip<'_>| {
            if painted.is_ok() {
                painted = screen
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|screen| screen.paint(strip));
            }
        };
        let (mut reply, made) = match (request, file) {
            (Some(Request::Check(from)), Some(blob)) => {
                let length = blob.size() as u64;
                let checked = sheets.check(BlobReader::new(blob), length, from);
                (checked, Vec::new())
            }
            (Some(request), Some(blob)) => match read_now(&blob) {
                Ok(bytes) => sheets.handle(sheet, request, bytes, &mut paint),
                Err(error) => {
                    web_sys::console::warn_1(&error);
                    (Reply::Unreadable, Vec::new())
                }
            },
            (Some(request), None) => sheets.handle(sheet, request, payload, &mut paint),
            (None, _) => (Reply::Failed("no such request".to_owned()), Vec::new()),
        };
        match painted {
            Ok(()) if reply == Reply::Drawn => when_shown(&replies, number + 1),
            Ok(()) => {}
            Err(error) => reply = Reply::Failed(format!("{error:?}")),
        }
        let sent = post(number, &reply, &made, |message, transfer| {
            replies.post_message_with_transfer(message, transfer)
        });
        if let Err(error) = sent {
            web_sys::console::warn_1(&error);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    if let Err(error) = scope.post_message(&Array::of2(&0.into(), &FORM.into())) {
        web_sys::console::error_1(&error);
    }
}

/// Sends `number` when what was drawn just now is on the screen: after the frame
/// that takes it, or at once where a worker knows of no frames.
fn when_shown(scope: &DedicatedWorkerGlobalScope, number: u32) {
    after_frames(scope.clone(), 2, move |scope| {
        let _ = scope.post_message(&Array::of1(&number.into()));
    });
}

fn after_frames(
    scope: DedicatedWorkerGlobalScope,
    frames: u32,
    then: impl Fn(&DedicatedWorkerGlobalScope) + Copy + 'static,
) {
    let next = scope.clone();
    let wait = Closure::once_into_js(move || match frames {
        0 | 1 => then(&next),
        _ => after_frames(next, frames - 1, then),
    });
    if scope.request_animation_frame(wait.unchecked_ref()).is_err() {
        then(&scope);
    }
}

fn post(
    number: u32,
    content: &impl serde::Serialize,
    bytes: &[u8],
    send: impl FnOnce(&Array, &Array) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let written = message::write(content).ok_or("a message that cannot be written")?;
    let written = Uint8Array::from(written.as_slice());
    let bytes = Uint8Array::from(bytes);
    let transfer = Array::of2(&written.buffer(), &bytes.buffer());
    send(&Array::of3(&number.into(), &written, &bytes), &transfer)
}
