//! The pipeline in a worker: started when it is first needed, asked one thing
//! at a time in order, thrown away when it breaks. The worker only ever gets
//! bytes: no key and no address reaches it.
//!
//! A message is `[id, JSON, bytes]` both ways; where the reply is pixels, an
//! `ImageBitmap` takes the place of its bytes, so that the page need not touch
//! them. The first message, from the worker, is `[0, version]` and says that it
//! listens.

use super::canvas::Painter;
use crate::geometry::Size;
use crate::pipeline::Pipeline;
use crate::pipeline::message::{Reply, Request};
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DedicatedWorkerGlobalScope, ImageBitmap, MessageEvent, Worker, WorkerOptions, WorkerType,
};

/// Where the worker's loader lies, seen from the page.
const LOADER: &str = "./worker_loader.js";

/// How long a request may take, in milliseconds. The longest, a file of the
/// largest picture on a slow phone, takes seconds.
const PATIENCE: u32 = 60_000;

/// The page and its worker are built together; a cached worker of another
/// build is told by this.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A running pipeline.
pub struct PipelineWorker {
    worker: Worker,
    waiting: Rc<Waiting>,
    ready: Promise,
    next: Cell<u32>,
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

/// What is to be told of each reply, by request.
struct Waiting {
    promised: RefCell<BTreeMap<u32, (Function, Function)>>,
    broken: Cell<Option<WorkerProblem>>,
    on_break: Box<dyn Fn(WorkerProblem)>,
}

impl Waiting {
    fn promise(self: &Rc<Self>, id: u32) -> Promise {
        Promise::new(&mut |resolve, reject| {
            self.promised.borrow_mut().insert(id, (resolve, reject));
        })
    }

    fn keep(&self, id: u32, message: &JsValue) {
        let promised = self.promised.borrow_mut().remove(&id);
        if let Some((resolve, _)) = promised {
            let _ = resolve.call1(&JsValue::NULL, message);
        }
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
            let id = message.get(0).as_f64().unwrap_or(0.0) as u32;
            if id == 0 && message.get(1).as_string().as_deref() != Some(VERSION) {
                for_messages.break_all(WorkerProblem::NotStarted);
            } else {
                for_messages.keep(id, &message);
            }
        });
        let for_errors = Rc::clone(&waiting);
        let on_error = Closure::new(move |event: JsValue| {
            web_sys::console::warn_1(&event);
            for_errors.break_all(WorkerProblem::Broken);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            waiting,
            ready,
            next: Cell::new(1),
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Whether it can no longer be asked.
    pub fn is_broken(&self) -> bool {
        self.waiting.broken.get().is_some()
    }

    /// Asks for `request`; gives the reply and its bytes.
    pub async fn ask(
        &self,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        let (reply, bytes) = self.exchange(request, bytes).await?;
        Ok((reply, bytes.unchecked_into()))
    }

    /// Asks for pixels; gives the reply, and the picture where it is one.
    pub async fn draw(
        &self,
        request: &Request,
    ) -> Result<(Reply, Option<ImageBitmap>), WorkerProblem> {
        let (reply, picture) = self.exchange(request, &[]).await?;
        Ok((reply, picture.dyn_into().ok()))
    }

    async fn exchange(
        &self,
        request: &Request,
        bytes: &[u8],
    ) -> Result<(Reply, JsValue), WorkerProblem> {
        let ready = JsFuture::from(self.ready.clone()).await;
        if ready.is_err() || self.is_broken() {
            return Err(WorkerProblem::NotStarted);
        }
        let id = self.next.replace(self.next.get() + 1);
        let reply = self.waiting.promise(id);
        let bytes = Uint8Array::from(bytes);
        post(id, request, &bytes, &bytes.buffer(), |message, transfer| {
            self.worker.post_message_with_transfer(message, transfer)
        })
        .map_err(|_opaque| WorkerProblem::Broken)?;
        let waiting = Rc::clone(&self.waiting);
        let alarm = Timeout::new(PATIENCE, move || waiting.break_all(WorkerProblem::Hung));
        let reply = JsFuture::from(reply)
            .await
            .map_err(|_opaque| self.waiting.broken.get().unwrap_or(WorkerProblem::Broken))?;
        drop(alarm);
        let reply: Array = reply.unchecked_into();
        let text = reply.get(1).as_string().ok_or(WorkerProblem::Broken)?;
        match serde_json::from_str(&text) {
            Ok(parsed) => Ok((parsed, reply.get(2))),
            Err(_ours) => Err(WorkerProblem::Broken),
        }
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
    let mut pipeline = Pipeline::default();
    let painter = Painter::new();
    let reply_to = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let id = message.get(0).as_f64().unwrap_or(0.0) as u32;
        let bytes: Uint8Array = message.get(2).unchecked_into();
        let text = message.get(1).as_string().unwrap_or_default();
        let (reply, made) = match serde_json::from_str(&text) {
            Ok(request) => pipeline.handle(request, bytes.to_vec()),
            Err(error) => (Reply::Failed(error.to_string()), Vec::new()),
        };
        let send = |message: &JsValue, transfer: &JsValue| {
            reply_to.post_message_with_transfer(message, transfer)
        };
        let sent = match painted(painter.as_ref(), &reply, &made) {
            Ok(Some(picture)) => post(id, &reply, &picture, &picture, send),
            Ok(None) => {
                let bytes = Uint8Array::from(made.as_slice());
                post(id, &reply, &bytes, &bytes.buffer(), send)
            }
            Err(error) => {
                let reply = Reply::Failed(format!("{error:?}"));
                let bytes = Uint8Array::default();
                post(id, &reply, &bytes, &bytes.buffer(), send)
            }
        };
        if let Err(error) = sent {
            web_sys::console::warn_1(&error);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    if let Err(error) = scope.post_message(&Array::of2(&0.into(), &VERSION.into())) {
        web_sys::console::error_1(&error);
    }
}

/// The picture of a reply that is pixels.
fn painted(
    painter: Result<&Painter, &JsValue>,
    reply: &Reply,
    made: &[u8],
) -> Result<Option<ImageBitmap>, JsValue> {
    let Reply::Pixels([width, height]) = *reply else {
        return Ok(None);
    };
    let size = Size::new(width, height).ok_or("pixels without a size")?;
    let painter = painter.map_err(Clone::clone)?;
    painter.paint(size, made).map(Some)
}

fn post(
    id: u32,
    content: &impl serde::Serialize,
    payload: &JsValue,
    transferred: &JsValue,
    send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let text = serde_json::to_string(content).map_err(|error| JsValue::from(error.to_string()))?;
    let transfer = Array::of1(transferred);
    send(&Array::of3(&id.into(), &text.into(), payload), &transfer)
}
