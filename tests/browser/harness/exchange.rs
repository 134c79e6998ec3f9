//! One request to the fake Gemini and its answer: HTTP, CORS and the ways in
//! which a connection fails. Decides nothing about answers.

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::Reply;
use super::call::Call;
use super::delivery::{Cors, How};
use super::http::{Reader, Request};
use super::line::Line;
use super::reply::{Body, Rendered};

/// The request headers that the real service lets a page send.
const ALLOWED_HEADERS: [&str; 2] = ["content-type", "x-goog-api-key"];

/// Up to so many writes without a pause, there is a glance between them whether
/// the client is still there. Of more, the glances would take too long.
const WRITES_WITH_GLANCES: usize = 64;

/// One request and its answer.
pub struct Exchange {
    reader: Reader<Line>,
}

impl Exchange {
    /// Begins with the first byte of a request.
    pub fn new(line: Line) -> Self {
        Self {
            reader: Reader::new(line),
        }
    }

    /// Reads the request and answers it.
    pub fn serve(&mut self) -> io::Result<()> {
        match self.reader.request()? {
            Some(request) => self.answer(request),
            None => Ok(()),
        }
    }

    fn answer(&mut self, request: Request) -> io::Result<()> {
        let origin = request.header("origin").unwrap_or("*").to_owned();
        let shared = Arc::clone(&self.reader.source.shared);
        let number = shared.record(request.clone());
        if request.method == "OPTIONS" {
            let may_pass = !shared.refuses_preflight(&request);
            return self.preflight(&request, &origin, may_pass);
        }
        let reply = shared.reply_to(&request);
        let written = match reply.render(Call::of(&request).as_ref()) {
            Some(rendered) => self.write(number, &reply, &rendered, &origin),
            None if matches!(reply.body, Body::Hang) => self.hang(),
            None => self.reader.source.cut(),
        };
        if written.is_err() {
            shared.record_abort(number);
        }
        written
    }

    /// Allows what the real service allows, word for word.
    fn preflight(&mut self, request: &Request, origin: &str, may_pass: bool) -> io::Result<()> {
        let asked = request
            .header("access-control-request-headers")
            .unwrap_or_default();
        let is_allowed = asked
            .split(',')
            .map(|name| name.trim().to_ascii_lowercase())
            .all(|name| name.is_empty() || ALLOWED_HEADERS.contains(&name.as_str()));
        let head = if is_allowed && may_pass {
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
    fn write(
        &mut self,
        number: usize,
        reply: &Reply,
        rendered: &Rendered,
        origin: &str,
    ) -> io::Result<()> {
        let head = head(reply, rendered, origin);
        self.reader.source.write_piece(head.as_bytes(), false)?;
        let pause = reply.delivery.pause;
        let has_glances = !pause.is_zero() || rendered.pieces.len() <= WRITES_WITH_GLANCES;
        for (index, piece) in rendered.pieces.iter().enumerate() {
            if index > 0 && has_glances {
                self.wait(pause)?;
            }
            let moment = SystemTime::now();
            let line = &mut self.reader.source;
            line.write_piece(piece, rendered.is_chunked)?;
            line.shared.record_piece(number, moment);
        }
        match rendered.breaks {
            Some(How::Cut) => {
                self.wait(pause)?;
                self.reader.source.cut()
            }
            Some(How::Stall) => self.hang(),
            Some(How::BadChunk) => {
                self.wait(pause)?;
                self.reader.source.write_piece(b"a chunk\r\n", false)?;
                self.reader.source.hang_up()
            }
            None => {
                if rendered.is_chunked {
                    self.reader.source.write_piece(b"0\r\n\r\n", false)?;
                }
                self.reader.source.hang_up()
            }
        }
    }

    /// Says nothing until the client gives up, which is an abort.
    fn hang(&mut self) -> io::Result<()> {
        loop {
            self.wait(Duration::from_secs(1))?;
        }
    }

    /// Waits; an error means that the client left meanwhile.
    fn wait(&mut self, pause: Duration) -> io::Result<()> {
        self.reader.source.deadline = Some(Instant::now() + pause);
        let has_left = loop {
            match self.reader.fill() {
                Ok(0) => break true,
                Ok(_) => {}
                Err(error) => break error.kind() != io::ErrorKind::TimedOut,
            }
        };
        self.reader.source.deadline = None;
        if has_left {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

/// Status and headers.
fn head(reply: &Reply, rendered: &Rendered, origin: &str) -> String {
    let mut head = format!("HTTP/1.1 {} Scripted\r\n", rendered.status);
    let mut add = |name: &str, value: &str| head += &format!("{name}: {value}\r\n");
    if let Some(content_type) = &rendered.content_type {
        add("content-type", content_type);
    }
    if reply.delivery.cors == Cors::Allowed {
        add("access-control-allow-origin", origin);
        add("vary", "origin");
    }
    // 204 is a head alone.
    match rendered.length {
        Some(length) if rendered.status != 204 => add("content-length", &length.to_string()),
        None if rendered.is_chunked => add("transfer-encoding", "chunked"),
        _ => {}
    }
    for (name, value) in &reply.delivery.headers {
        add(name, value);
    }
    add("connection", "close");
    head + "\r\n"
}
