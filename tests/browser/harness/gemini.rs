//! The fake Gemini as a test sees it: what it shall say, what it was asked.
//! Never reaches the real service; the wire is `proxy.rs` and `exchange.rs`,
//! the words are `reply.rs`.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::SystemTime;

use url::form_urlencoded;

use super::call::Call;
use super::delivery::Cors;
use super::hosts;
use super::http::Request;
use super::proxy::{self, Tls};
use super::{PATIENCE, Reply, poll};

/// The one host the page may call.
pub const HOST: &str = "generativelanguage.googleapis.com";

/// The models that are there unless a test says otherwise.
const DEFAULT_MODELS: &[&str] = &[
    "gemini-3.8-flash",
    "gemini-3.6-flash",
    "gemini-2.5-flash-lite",
];

/// A proxy on this machine that is Gemini and nothing else.
///
/// Answers are given in the order in which [`FakeGemini::reply`] got them,
/// then by [`FakeGemini::reply_always`]. The list of models is answered apart.
/// It runs on its own threads until it is dropped.
pub struct FakeGemini {
    address: SocketAddr,
    pub(super) shared: Arc<Shared>,
}

/// What the connections and the test both touch.
pub(super) struct Shared {
    pub(super) tls: Tls,
    pub(super) stopped: AtomicBool,
    state: Mutex<State>,
}

struct State {
    queue: VecDeque<Reply>,
    always: Reply,
    models: Vec<Reply>,
    requests: Vec<Request>,
    refused_hosts: Vec<String>,
}

impl FakeGemini {
    /// Starts listening on a free port of 127.0.0.1.
    pub fn start() -> Self {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port on 127.0.0.1 is free");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let state = State {
            queue: VecDeque::new(),
            always: Reply::google(500, "INTERNAL", "This test scripted no reply"),
            models: vec![Reply::models(DEFAULT_MODELS, None)],
            requests: Vec::new(),
            refused_hosts: Vec::new(),
        };
        let shared = Arc::new(Shared {
            tls: Tls::self_signed(HOST),
            stopped: AtomicBool::new(false),
            state: Mutex::new(state),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if accepting.stopped.load(Ordering::Relaxed) {
                    return;
                }
                let shared = Arc::clone(&accepting);
                // A broken connection is the browser's to report.
                thread::spawn(move || proxy::serve(stream, &shared).ok());
            }
        });
        Self { address, shared }
    }

    /// Answers the next question that no earlier reply is waiting for.
    pub fn reply(&self, reply: Reply) {
        self.shared.state().queue.push_back(reply);
    }

    /// Answers every question for which no reply is queued.
    pub fn reply_always(&self, reply: Reply) {
        self.shared.state().always = reply;
    }

    /// Answers the next questions with these in turn, and all that follow with
    /// the last of them. What was scripted before is forgotten.
    #[track_caller]
    pub fn reply_in_turn(&self, replies: &[Reply]) {
        let Some((last, first)) = replies.split_last() else {
            panic!("there is no reply to give");
        };
        let mut state = self.shared.state();
        state.queue = first.to_vec().into();
        state.always = last.clone();
    }

    /// Answers every request for the list of models, instead of a short list.
    pub fn reply_to_models(&self, reply: Reply) {
        self.reply_to_model_pages(vec![reply]);
    }

    /// Answers requests for the list of models with these pages: the first for
    /// a request without `pageToken`, otherwise the one after the page whose
    /// `nextPageToken` it is.
    pub fn reply_to_model_pages(&self, pages: Vec<Reply>) {
        self.shared.state().models = pages;
    }

    /// Every request so far, preflights included, in the order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.state().requests.clone()
    }

    /// The questions put to a model so far, in the order of arrival.
    pub fn posts(&self) -> Vec<Request> {
        self.requests()
            .into_iter()
            .filter(|request| request.method == "POST")
            .collect()
    }

    /// Waits until `count` questions have been put, and returns them all.
    #[track_caller]
    pub fn wait_for_posts(&self, count: usize) -> Vec<Request> {
        let posts = poll(PATIENCE, || {
            Some(self.posts()).filter(|posts| posts.len() >= count)
        });
        let Some(posts) = posts else {
            panic!("Gemini was asked {} times, not {count}", self.posts().len());
        };
        posts
    }

    /// Waits until the page has given up the last question put so far; gives when
    /// that was seen, in milliseconds since the epoch.
    #[track_caller]
    pub fn wait_for_abort(&self) -> f64 {
        let aborted = poll(PATIENCE, || {
            self.posts().last().and_then(|post| post.aborted)
        });
        since_epoch(&aborted.expect("the page never gave up its last question"))
    }

    /// Every other host that was asked for, the browser's own included.
    pub fn refused_hosts(&self) -> Vec<String> {
        self.shared.state().refused_hosts.clone()
    }

    /// The hosts among them that only the page can have asked for.
    pub fn foreign_hosts(&self) -> Vec<String> {
        self.shared.foreign_hosts()
    }

    /// When each piece of the answer to the last question was about to be
    /// written, in milliseconds since the epoch.
    pub fn piece_times(&self) -> Vec<f64> {
        let posts = self.posts();
        let times = posts.last().map(|post| post.piece_times.as_slice());
        times.unwrap_or_default().iter().map(since_epoch).collect()
    }

    /// The certificate with which the proxy speaks as the service, for programs
    /// that are told whom to trust.
    pub fn certificate_pem(&self) -> String {
        self.shared.tls.certificate_pem()
    }

    /// Where the proxy listens, as `127.0.0.1:port`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }
}

/// A moment in milliseconds since the epoch.
fn since_epoch(time: &SystemTime) -> f64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1000.0
}

impl Drop for FakeGemini {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        // Wakes the listener, which then sees that it is over.
        drop(TcpStream::connect(self.address));
    }
}

impl Shared {
    /// Notes a request and returns its number.
    pub(super) fn record(&self, request: Request) -> usize {
        let mut state = self.state();
        state.requests.push(request);
        state.requests.len() - 1
    }

    pub(super) fn record_abort(&self, number: usize) {
        self.state().requests[number].aborted = Some(SystemTime::now());
    }

    pub(super) fn record_piece(&self, number: usize, moment: SystemTime) {
        self.state().requests[number].piece_times.push(moment);
    }

    pub(super) fn record_refused(&self, host: &str) {
        self.state().refused_hosts.push(host.to_owned());
    }

    pub(super) fn foreign_hosts(&self) -> Vec<String> {
        let mut hosts = self.state().refused_hosts.clone();
        hosts.retain(|host| !hosts::is_background(host));
        hosts
    }

    /// What to say to a request that passed the browser's own checks.
    pub(super) fn reply_to(&self, request: &Request) -> Reply {
        let key_given =
            request.header("x-goog-api-key").is_some() || request.query.contains("key=");
        if !key_given {
            return Reply::key_missing();
        }
        let mut state = self.state();
        match request.method.as_str() {
            "GET" if request.path == "/v1beta/models" => state.models_page(&request.query),
            "POST" if Call::of(request).is_some() => {
                let queued = state.queue.pop_front();
                queued.unwrap_or_else(|| state.always.clone())
            }
            _ => Reply::model_not_found(),
        }
    }

    /// Whether the question that this preflight announces shall not come; its
    /// reply is then given.
    pub(super) fn refuses_preflight(&self, preflight: &Request) -> bool {
        let mut state = self.state();
        let next = state.queue.front().unwrap_or(&state.always);
        let is_refused =
            Call::of(preflight).is_some() && next.delivery.cors == Cors::PreflightRefused;
        if is_refused {
            state.queue.pop_front();
        }
        is_refused
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The page of the list of models that the query asks for.
    fn models_page(&self, query: &str) -> Reply {
        let token = form_urlencoded::parse(query.as_bytes())
            .find_map(|(name, value)| (name == "pageToken").then_some(value))
            .filter(|token| !token.is_empty());
        let page = match token.as_deref() {
            None => self.models.first(),
            Some(token) => {
                let before = self.models.iter();
                let mut before = before.map(|page| page.next_page() == Some(token));
                let place = before.position(|is_before| is_before);
                place.and_then(|place| self.models.get(place + 1))
            }
        };
        page.cloned().unwrap_or_else(|| {
            Reply::google(400, "INVALID_ARGUMENT", "The page token is not valid.")
        })
    }
}
