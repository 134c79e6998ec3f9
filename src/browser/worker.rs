//! The pipeline in a worker: started when it is first needed, asked one thing
//! at a time in order, thrown away when it breaks. The worker only ever gets
//! bytes: no key and no address reaches it.
//!
//! A message is `[id, JSON, bytes]` both ways; the first one, from the worker,
//! is `[0, version]` and says that it listens. Where a request reads no bytes,
//! those that come with it are room for the reply's.

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
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker, WorkerOptions, WorkerType};

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

    /// Asks for `request`; gives the reply and its bytes. `bytes` go to the
    /// worker and are no longer here afterwards.
    pub async fn ask(
        &self,
        request: &Request,
        bytes: Uint8Array,
    ) -> Result<(Reply, Uint8Array), WorkerProblem> {
        let ready = JsFuture::from(self.ready.clone()).await;
        if ready.is_err() || self.is_broken() {
            return Err(WorkerProblem::NotStarted);
        }
        let id = self.next.replace(self.next.get() + 1);
        let reply = self.waiting.promise(id);
        post(id, request, bytes, |message, transfer| {
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
            Ok(parsed) => Ok((parsed, reply.get(2).unchecked_into())),
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
    let reply_to = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let message: Array = event.data().unchecked_into();
        let id = message.get(0).as_f64().unwrap_or(0.0) as u32;
        let bytes: Uint8Array = message.get(2).unchecked_into();
        let text = message.get(1).as_string().unwrap_or_default();
        let (reply, made) = match serde_json::from_str::<Request>(&text) {
            Ok(request) if request.reads_bytes() => pipeline.handle(request, bytes.to_vec()),
            Ok(request) => pipeline.handle(request, Vec::new()),
            Err(error) => (Reply::Failed(error.to_string()), Vec::new()),
        };
        let sent = post(id, &reply, filled(bytes, &made), |message, transfer| {
            reply_to.post_message_with_transfer(message, transfer)
        });
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

/// `content` in `room` where it fits exactly; fresh memory costs more than the
/// pixels that are written to it.
fn filled(room: Uint8Array, content: &[u8]) -> Uint8Array {
    if room.length() as usize == content.len() {
        room.copy_from(content);
        room
    } else {
        Uint8Array::from(content)
    }
}

fn post(
    id: u32,
    content: &impl serde::Serialize,
    bytes: Uint8Array,
    send: impl FnOnce(&JsValue, &JsValue) -> Result<(), JsValue>,
) -> Result<(), JsValue> {
    let text = serde_json::to_string(content).map_err(|error| JsValue::from(error.to_string()))?;
    let transfer = Array::of1(&bytes.buffer());
    send(&Array::of3(&id.into(), &text.into(), &bytes), &transfer)
}
