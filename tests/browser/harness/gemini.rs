//! The fake Gemini as a test sees it: what it shall say, what it was asked.
//! Never reaches the real service; the wire is `proxy.rs`, the words are
//! `reply.rs`.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::{Value, json};

use super::http::Request;
use super::proxy::{self, Tls};
use super::{PATIENCE, Reply, poll};

/// The one host the page may call.
pub const HOST: &str = "generativelanguage.googleapis.com";

/// Hosts that Chromium calls for itself, each with its subdomains; the page
/// has nothing to do with them. The last is Debian's new tab.
const BACKGROUND_HOSTS: &[&str] = &[
    "accounts.google.com",
    "android.clients.google.com",
    "chromewebstore.googleapis.com",
    "clients1.google.com",
    "clients2.google.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "dl.google.com",
    "edgedl.me.gvt1.com",
    "mtalk.google.com",
    "optimizationguide-pa.googleapis.com",
    "passwordsleakcheck-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "safebrowsing.google.com",
    "safebrowsingohttpgateway.googleapis.com",
    "update.googleapis.com",
    "www.google.com",
    "start.duckduckgo.com",
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
    models: Reply,
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
        let unscripted = json!({"error": {
            "code": 500, "status": "INTERNAL", "message": "This test scripted no reply"}});
        let state = State {
            queue: VecDeque::new(),
            always: Reply::error(500, unscripted),
            models: Reply::error(200, default_models()),
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

    /// Answers every request for the list of models, instead of a short list.
    pub fn reply_to_models(&self, reply: Reply) {
        self.shared.state().models = reply;
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

    /// Waits until the page has given up the last question put so far.
    #[track_caller]
    pub fn wait_for_abort(&self) {
        poll(PATIENCE, || {
            self.posts()
                .last()
                .is_some_and(|post| post.aborted)
                .then_some(())
        })
        .expect("the page never gave up its last question");
    }

    /// Every other host that was asked for, the browser's own included.
    pub fn refused_hosts(&self) -> Vec<String> {
        self.shared.state().refused_hosts.clone()
    }

    /// The hosts among them that only the page can have asked for.
    pub fn foreign_hosts(&self) -> Vec<String> {
        self.shared.foreign_hosts()
    }

    /// Where the proxy listens, as `127.0.0.1:port`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }
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
        self.state().requests[number].aborted = true;
    }

    pub(super) fn record_refused(&self, host: &str) {
        self.state().refused_hosts.push(host.to_owned());
    }

    pub(super) fn foreign_hosts(&self) -> Vec<String> {
        let mut hosts = self.state().refused_hosts.clone();
        hosts.retain(|host| !is_background(host));
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
        let asks = proxy::call(&request.path).is_some();
        match request.method.as_str() {
            "GET" if request.path == "/v1beta/models" => state.models.clone(),
            "POST" if asks => {
                let always = state.always.clone();
                state.queue.pop_front().unwrap_or(always)
            }
            _ => Reply::model_not_found(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_background(host: &str) -> bool {
    BACKGROUND_HOSTS.iter().any(|known| {
        host.strip_suffix(known)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

fn default_models() -> Value {
    let models = [
        "gemini-3.8-flash",
        "gemini-3.6-flash",
        "gemini-2.5-flash-lite",
    ];
    let models = models.map(|name| {
        json!({
            "name": format!("models/{name}"),
            "version": "001",
            "displayName": name,
            "description": "A model that only tests know",
            "inputTokenLimit": 1_048_576,
            "outputTokenLimit": 65_536,
            "supportedGenerationMethods": ["generateContent", "countTokens"],
            "thinking": true,
        })
    });
    json!({"models": models})
}
