//! The wire of the fake Gemini: `CONNECT`, TLS, HTTP and CORS. Decides nothing
//! about answers and never opens a connection to anywhere.
//!
//! Every connection carries one request. Chromium repeats a request whose
//! reused connection breaks, which would eat the next scripted reply.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::Reply;
use super::gemini::{HOST, Shared};
use super::http::{Reader, Request};
use super::reply::{Body, Rendered};

/// The request headers that the real service lets a page send.
const ALLOWED_HEADERS: [&str; 2] = ["content-type", "x-goog-api-key"];

/// How often a waiting connection looks whether it is over.
const GLANCE: Duration = Duration::from_millis(20);

/// What makes the proxy able to speak as the service.
pub struct Tls(Arc<ServerConfig>);

impl Tls {
    /// A fresh certificate for `host`, which no browser trusts by itself.
    pub fn self_signed(host: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([host.to_owned()])
            .expect("a certificate for a host name can be made");
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring speaks the default versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("the certificate fits its key");
        Self(Arc::new(config))
    }
}

/// The model and whether a stream is wanted, for a path that asks a model.
pub fn call(path: &str) -> Option<(&str, bool)> {
    let (model, method) = path.strip_prefix("/v1beta/models/")?.split_once(':')?;
    match method {
        "generateContent" => Some((model, false)),
        "streamGenerateContent" => Some((model, true)),
        _ => None,
    }
}

/// Serves one connection of the browser to its proxy.
pub fn serve(stream: TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    let mut reader = Reader::new(stream);
    let Some(request) = reader.request()? else {
        return Ok(());
    };
    let mut stream = reader.source;
    if request.method != "CONNECT" || request.path != format!("{HOST}:443") {
        shared.record_refused(host_of(&request.path));
        return stream.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    }
    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    stream.set_read_timeout(Some(GLANCE))?;
    stream.set_nodelay(true)?;
    let tls = ServerConnection::new(Arc::clone(&shared.tls.0)).map_err(io::Error::other)?;
    let line = Line {
        stream: StreamOwned::new(tls, stream),
        shared: Arc::clone(shared),
        deadline: None,
    };
    let mut exchange = Exchange {
        reader: Reader::new(line),
    };
    match exchange.reader.request()? {
        Some(request) => exchange.answer(request),
        None => Ok(()),
    }
}

/// `host` of `host:port` or of `http://host:port/path`.
fn host_of(target: &str) -> &str {
    let start = target.split_once("://").map_or(target, |(_, rest)| rest);
    start.split(['/', ':']).next().unwrap_or(start)
}

/// One request and its answer.
struct Exchange {
    reader: Reader<Line>,
}

impl Exchange {
    fn answer(&mut self, request: Request) -> io::Result<()> {
        let origin = request.header("origin").unwrap_or("*").to_owned();
        let shared = Arc::clone(&self.reader.source.shared);
        let number = shared.record(request.clone());
        if request.method == "OPTIONS" {
            return self.preflight(&request, &origin);
        }
        let reply = shared.reply_to(&request);
        let (model, streamed) = call(&request.path).unwrap_or_default();
        // Without `alt=sse` the real service streams a JSON array, which
        // nothing here imitates.
        let streamed = streamed && request.query.contains("alt=sse");
        let written = match reply.render(model, streamed) {
            Some(rendered) => self.write(&reply, &rendered, &origin),
            None if matches!(reply.body, Body::Hang) => self.hang(),
            None => self.reader.source.cut(),
        };
        if written.is_err() {
            shared.record_abort(number);
        }
        written
    }

    /// Allows what the real service allows, word for word.
    fn preflight(&mut self, request: &Request, origin: &str) -> io::Result<()> {
        let asked = request
            .header("access-control-request-headers")
            .unwrap_or_default();
        let allowed = asked
            .split(',')
            .map(|name| name.trim().to_ascii_lowercase())
            .all(|name| name.is_empty() || ALLOWED_HEADERS.contains(&name.as_str()));
        let head = if allowed {
            let headers = ALLOWED_HEADERS.join(",");
            format!(
                "HTTP/1.1 200 OK\r\naccess-control-allow-origin: {origin}\r\n\
                 access-control-allow-headers: {headers}\r\n"
            )
        } else {
            "HTTP/1.1 403 Forbidden\r\n".to_owned()
        };
        let line = &mut self.reader.source;
        write!(line, "{head}content-length: 0\r\nconnection: close\r\n\r\n")?;
        line.hang_up()
    }

    /// Writes the answer; an error means that the client is gone.
    fn write(&mut self, reply: &Reply, rendered: &Rendered, origin: &str) -> io::Result<()> {
        let Rendered {
            status,
            content_type,
            pieces,
        } = rendered;
        let length: usize = pieces.iter().map(Vec::len).sum();
        let chunked = *content_type == "text/event-stream";
        let mut head = format!("HTTP/1.1 {status} Scripted\r\ncontent-type: {content_type}\r\n");
        if reply.cors_allowed {
            head += &format!("access-control-allow-origin: {origin}\r\nvary: origin\r\n");
        }
        head += &match chunked {
            true => "transfer-encoding: chunked\r\n".to_owned(),
            false => format!("content-length: {length}\r\n"),
        };
        head += "connection: close\r\n\r\n";
        self.reader.source.write_all(head.as_bytes())?;
        let mut left = reply.cut_after_bytes.unwrap_or(usize::MAX);
        for (index, piece) in pieces.iter().enumerate() {
            if index > 0 && self.client_left_within(reply.pause) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            let kept = &piece[..piece.len().min(left)];
            left -= kept.len();
            self.reader.source.write_piece(kept, chunked)?;
            if left == 0 {
                return self.reader.source.cut();
            }
        }
        if chunked {
            self.reader.source.write_all(b"0\r\n\r\n")?;
        }
        self.reader.source.hang_up()
    }

    /// Says nothing until the client gives up, which is an abort.
    fn hang(&mut self) -> io::Result<()> {
        while !self.client_left_within(Duration::from_secs(1)) {}
        Err(io::ErrorKind::ConnectionAborted.into())
    }

    fn client_left_within(&mut self, pause: Duration) -> bool {
        self.reader.source.deadline = Some(Instant::now() + pause);
        let left = loop {
            match self.reader.fill() {
                Ok(0) => break true,
                Ok(_) => {}
                Err(error) => break error.kind() != io::ErrorKind::TimedOut,
            }
        };
        self.reader.source.deadline = None;
        left
    }
}

/// The TLS connection to the browser. Reading waits until there is something,
/// until the deadline, or until the fake service stops.
struct Line {
    stream: StreamOwned<ServerConnection, TcpStream>,
    shared: Arc<Shared>,
    deadline: Option<Instant>,
}

impl Line {
    fn write_piece(&mut self, piece: &[u8], chunked: bool) -> io::Result<()> {
        match chunked {
            true if piece.is_empty() => return Ok(()),
            true => {
                write!(self, "{:x}\r\n", piece.len())?;
                self.write_all(piece)?;
                self.write_all(b"\r\n")?;
            }
            false => self.write_all(piece)?,
        }
        self.flush()
    }

    /// Ends the connection as a server does that has said everything.
    fn hang_up(&mut self) -> io::Result<()> {
        self.stream.conn.send_close_notify();
        self.flush()?;
        self.stream.sock.shutdown(Shutdown::Write)
    }

    /// Ends the connection as a broken cable does.
    fn cut(&mut self) -> io::Result<()> {
        self.stream.sock.shutdown(Shutdown::Both)
    }
}

impl Read for Line {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.stream.read(buffer) {
                Err(error) if is_timeout(&error) => {}
                result => return result,
            }
            if self.shared.stopped.load(Ordering::Relaxed) {
                return Err(io::ErrorKind::ConnectionAborted.into());
            }
            if self
                .deadline
                .is_some_and(|deadline| Instant::now() >= deadline)
            {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}
