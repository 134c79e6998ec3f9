//! The network: one question to Gemini, its list of models, and the page's own
//! samples. Never any
//! other host, never a cookie, never a retry.

use crate::gemini::{ApiKey, Delivery};
use crate::pipeline::message::Ending;
use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials,
    RequestMode, RequestRedirect,
};

/// How long the service may take before its reply begins, in seconds.
const FIRST_BYTE: u32 = 60;
/// How long a reply may pause, in seconds.
const IDLE: u32 = 45;
/// How long a reply may take as a whole, in seconds.
const TOTAL: u32 = 180;
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
    TimedOut(Ending),
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The person ended it.
    Cancelled,
    /// The network ended it; with the body, where it is an error's.
    Ended(Ending, Vec<u8>),
}

impl Call {
    /// A call that has not begun.
    pub fn new() -> Result<Self, JsValue> {
        Ok(Self {
            controller: AbortController::new()?,
            ended: Rc::default(),
        })
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

    /// Ends the call so after `seconds`, unless what is returned is dropped first.
    fn deadline(&self, seconds: u32, ending: fn(u32) -> Ending) -> Timeout {
        let call = self.clone();
        let stop = Stop::TimedOut(ending(seconds));
        Timeout::new(seconds * 1000, move || call.stop(stop))
    }

    /// The end that the request had, unless it was stopped.
    fn end(&self, otherwise: Ending, body: Vec<u8>) -> End {
        match self.ended.get() {
            Some(Stop::Cancelled) => End::Cancelled,
            Some(Stop::TimedOut(ending)) => End::Ended(ending, Vec::new()),
            None => End::Ended(otherwise, body),
        }
    }
}

/// A question, ready to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Where to.
    pub url: String,
    /// The JSON body.
    pub body: Uint8Array,
    /// What goes into the `x-goog-api-key` header, and nowhere else.
    pub key: ApiKey,
    /// How the reply will come.
    pub delivery: Delivery,
}

/// Sends `outgoing` and gives the reply's pieces as they arrive. Each is done
/// with before the next is read.
pub async fn ask<F: Future<Output = ()>>(
    outgoing: &Outgoing,
    call: &Call,
    piece: impl FnMut(Vec<u8>) -> F,
) -> End {
    if !is_online() {
        return call.end(Ending::Offline, Vec::new());
    }
    let _total = call.deadline(TOTAL, Ending::NotDone);
    // A reply in one piece begins only when all of it is there.
    let begun = match outgoing.delivery {
        Delivery::Stream => Some(call.deadline(FIRST_BYTE, Ending::NotBegun)),
        Delivery::Plain => None,
    };
    let Ok(response) = send(outgoing, call).await else {
        return call.end(Ending::NoNetwork, Vec::new());
    };
    drop(begun);
    if response.ok() {
        let streamed = read_stream(&response, call, piece).await;
        let ending = if streamed.is_ok() {
            Ending::Done
        } else {
            Ending::Interrupted
        };
        return call.end(ending, Vec::new());
    }
    let body = Rc::new(RefCell::new(Vec::new()));
    let read = read_stream(&response, call, |piece| {
        let mut body = body.borrow_mut();
        let room = ERROR_BYTES.saturating_sub(body.len());
        body.extend(piece.into_iter().take(room));
        std::future::ready(())
    });
    // What came of an error's body says what there is to say, and its status the
    // rest, even if the body was waited for in vain.
    let _ = read.await;
    match call.ended.get() {
        Some(Stop::Cancelled) => End::Cancelled,
        _ => End::Ended(Ending::Refused(response.status()), body.take()),
    }
}

/// Asks for something of Gemini's that costs nothing, such as its list of models:
/// the status and the body; 0 when nothing came.
pub async fn get(url: &str, key: &ApiKey) -> (u16, Vec<u8>) {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let Ok(call) = Call::new() else {
        return (0, Vec::new());
    };
    let _total = call.deadline(FIRST_BYTE, Ending::NotDone);
    let request = Request::get(path).query(pairs(query));
    let sent = guarded(request, key, &call).send().await;
    let Ok(response) = sent else {
        return (0, Vec::new());
    };
    match response.binary().await {
        Ok(body) => (response.status(), body),
        Err(_opaque) => (0, Vec::new()),
    }
}

/// Whether the browser believes that it is online; when it does not, it is right.
fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// The parts of a query, without the escapes that are put in again.
fn pairs(query: &str) -> impl Iterator<Item = (&str, String)> {
    query.split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let value = js_sys::decode_uri_component(value).ok()?;
        Some((name, String::from(value)))
    })
}

/// What every request to Google carries, and what none does.
fn guarded(request: RequestBuilder, key: &ApiKey, call: &Call) -> RequestBuilder {
    request
        .header("x-goog-api-key", key.expose())
        .mode(RequestMode::Cors)
        .credentials(RequestCredentials::Omit)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error)
        // A key restricted to a website needs the origin; nothing needs the path.
        .referrer_policy(ReferrerPolicy::StrictOrigin)
        .abort_signal(Some(&call.controller.signal()))
}

async fn send(outgoing: &Outgoing, call: &Call) -> Result<Response, gloo_net::Error> {
    let (path, query) = outgoing.url.split_once('?').unwrap_or((&outgoing.url, ""));
    let request = Request::post(path)
        .query(pairs(query))
        .header("content-type", "application/json");
    guarded(request, &outgoing.key, call)
        .body(&outgoing.body)?
        .send()
        .await
}

async fn read_stream<F: Future<Output = ()>>(
    response: &Response,
    call: &Call,
    mut piece: impl FnMut(Vec<u8>) -> F,
) -> Result<(), JsValue> {
    let Some(stream) = response.body() else {
        return Ok(());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let deadline = call.deadline(IDLE, Ending::Idle);
        let read = JsFuture::from(reader.read()).await?;
        drop(deadline);
        if Reflect::get(&read, &"done".into())?.is_truthy() {
            return Ok(());
        }
        let value: Uint8Array = Reflect::get(&read, &"value".into())?.dyn_into()?;
        piece(value.to_vec()).await;
    }
}

/// A file of the page's own, such as a sample's picture.
pub async fn load(path: &str) -> Result<Vec<u8>, LoadProblem> {
    let response = Request::get(path)
        .send()
        .await
        .map_err(|_opaque| LoadProblem)?;
    if !response.ok() {
        return Err(LoadProblem);
    }
    response.binary().await.map_err(|_opaque| LoadProblem)
}

/// A file of the page's own did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoadProblem;
