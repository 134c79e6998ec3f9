//! The network: one question to Gemini, and the page's own samples. Never any
//! other host, never a cookie, never a retry.

use crate::gemini::{Failure, HttpRequest, Part, ReplyReader, failure};
use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, RequestRedirect};

/// How long the service may take before its reply begins, in seconds.
const FIRST_BYTE: u32 = 60;
/// How long a reply may pause, in seconds.
const IDLE: u32 = 45;
/// The longest error body that is read, in bytes.
const ERROR_BYTES: usize = 1 << 20;

/// A request on its way, which can be ended.
#[derive(Clone, Debug)]
pub struct Call {
    controller: AbortController,
    ended: Rc<Cell<Option<Stop>>>,
}

#[derive(Clone, Copy, Debug)]
enum Stop {
    Cancelled,
    TimedOut(u32),
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The whole reply came.
    Done,
    /// The person ended it.
    Cancelled,
    /// It failed.
    Failed(Failure),
}

impl Call {
    /// A call that has not begun.
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self { controller: AbortController::new()?, ended: Rc::default() })
    }

    /// Ends the call at once; what has come stays.
    pub fn cancel(&self) {
        self.stop(Stop::Cancelled);
    }

    fn stop(&self, why: Stop) {
        if self.ended.get().is_none() {
            self.ended.set(Some(why));
            self.controller.abort();
        }
    }

    /// Ends the call after `seconds`, unless what is returned is dropped first.
    fn deadline(&self, seconds: u32) -> Timeout {
        let call = self.clone();
        Timeout::new(seconds * 1000, move || call.stop(Stop::TimedOut(seconds)))
    }

    /// The end that a stopped or broken request had.
    fn end(&self, otherwise: Failure) -> End {
        match self.ended.get() {
            Some(Stop::Cancelled) => End::Cancelled,
            Some(Stop::TimedOut(seconds)) => End::Failed(Failure::TimedOut(seconds)),
            None => End::Failed(otherwise),
        }
    }
}

/// Sends `request` and gives each part of the reply as it arrives.
pub async fn ask(request: &HttpRequest, call: &Call, mut part: impl FnMut(Part)) -> End {
    let deadline = call.deadline(FIRST_BYTE);
    let response = match send(request, call).await {
        Ok(response) => response,
        Err(_opaque) => return call.end(Failure::NoNetwork),
    };
    drop(deadline);
    let status = response.status();
    let mut reader = ReplyReader::new();
    let mut error_body = Vec::new();
    let streamed = read_stream(&response, call, |piece| {
        if !response.ok() {
            let room = ERROR_BYTES.saturating_sub(error_body.len());
            error_body.extend(piece.into_iter().take(room));
        } else {
            reader.push(&piece).into_iter().for_each(&mut part);
        }
    })
    .await;
    if !response.ok() {
        if let Some(Stop::Cancelled) = call.ended.get() {
            return End::Cancelled;
        }
        return End::Failed(failure(status, &String::from_utf8_lossy(&error_body)));
    }
    reader.finish().into_iter().for_each(&mut part);
    match streamed {
        Ok(()) => End::Done,
        Err(_opaque) => call.end(Failure::Interrupted),
    }
}

async fn send(request: &HttpRequest, call: &Call) -> Result<Response, gloo_net::Error> {
    let signal = call.controller.signal();
    Request::post(&request.url)
        .header("content-type", "application/json")
        .header("x-goog-api-key", request.key.expose())
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        // A key restricted to a website needs the origin; nothing needs the path.
        .referrer_policy(ReferrerPolicy::StrictOrigin)
        .abort_signal(Some(&signal))
        .body(&request.body)?
        .send()
        .await
}

async fn read_stream(response: &Response, call: &Call, mut piece: impl FnMut(Vec<u8>)) -> Result<(), JsValue> {
    let Some(stream) = response.body() else { return Ok(()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let deadline = call.deadline(IDLE);
        let read = JsFuture::from(reader.read()).await?;
        drop(deadline);
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return Ok(());
        }
        let value: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        piece(value.to_vec());
    }
}

/// A file of the page's own, such as a sample's picture.
pub async fn load_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let response = load(path).await?;
    response.binary().await.map_err(|_opaque| Failure::Interrupted)
}

/// A text of the page's own.
pub async fn load_text(path: &str) -> Result<String, Failure> {
    let response = load(path).await?;
    response.text().await.map_err(|_opaque| Failure::Interrupted)
}

async fn load(path: &str) -> Result<Response, Failure> {
    let sent = Request::get(path).send().await;
    let response = sent.map_err(|_opaque| Failure::NoNetwork)?;
    if response.ok() { Ok(response) } else { Err(Failure::Unavailable(response.status())) }
}
