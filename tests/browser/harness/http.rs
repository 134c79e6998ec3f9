//! HTTP/1.1 messages off a byte stream, as far as the fake service needs
//! them. Never opens a connection and never writes.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::time::SystemTime;

/// The longest head that is read, in bytes; real ones are below 2 kB.
const LONGEST_HEAD_BYTES: usize = 64 * 1024;

/// One request as the fake service received it.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The method, in capitals.
    pub method: String,
    /// The path without the query, or `host:port` for `CONNECT`.
    pub path: String,
    /// What stands after the question mark; empty without one.
    pub query: String,
    /// Header values by lower-case name.
    pub headers: BTreeMap<String, String>,
    /// The whole body.
    pub body: Vec<u8>,
    /// When it was seen that the client had gone before it had the whole answer.
    pub aborted: Option<SystemTime>,
    /// When each piece of the answer's body was about to be written.
    pub piece_times: Vec<SystemTime>,
}

impl Request {
    /// A header's value; the name is given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the request's body is JSON")
    }
}

/// Reads messages from a stream, keeping what came too early.
pub struct Reader<S> {
    /// The stream that is read.
    pub source: S,
    unread: Vec<u8>,
}

impl<S: Read> Reader<S> {
    /// Starts at the first byte of a message.
    pub fn new(source: S) -> Self {
        Self {
            source,
            unread: Vec::new(),
        }
    }

    /// The next request, or `None` when the stream ended before one began.
    pub fn request(&mut self) -> io::Result<Option<Request>> {
        let Some(head) = self.head()? else {
            return Ok(None);
        };
        let mut slots = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut slots);
        parsed.parse(&head).map_err(io::Error::other)?;
        let target = parsed.path.unwrap_or_default();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request {
            method: parsed.method.unwrap_or_default().to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: by_name(parsed.headers),
            ..Request::default()
        };
        request.body = self.body(&request.headers)?;
        Ok(Some(request))
    }

    /// Reads once more into what is kept; 0 at the end of the stream.
    pub fn fill(&mut self) -> io::Result<usize> {
        let mut buffer = [0; 16 * 1024];
        let length = self.source.read(&mut buffer)?;
        self.unread.extend_from_slice(&buffer[..length]);
        Ok(length)
    }

    fn head(&mut self) -> io::Result<Option<Vec<u8>>> {
        self.until(b"\r\n\r\n", LONGEST_HEAD_BYTES)
    }

    fn body(&mut self, headers: &BTreeMap<String, String>) -> io::Result<Vec<u8>> {
        if headers
            .get("transfer-encoding")
            .is_some_and(|coding| coding.contains("chunked"))
        {
            return self.chunks();
        }
        match headers.get("content-length") {
            Some(length) => self.exactly(length.trim().parse().map_err(io::Error::other)?),
            None => Ok(Vec::new()),
        }
    }

    fn chunks(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = self
                .until(b"\r\n", 1024)?
                .ok_or(io::ErrorKind::UnexpectedEof)?;
            let length = match httparse::parse_chunk_size(&line) {
                Ok(httparse::Status::Complete((_, length))) => length,
                _ => return Err(io::ErrorKind::InvalidData.into()),
            };
            let chunk = self.exactly(usize::try_from(length).map_err(io::Error::other)?)?;
            self.exactly(2)?;
            if chunk.is_empty() {
                return Ok(body);
            }
            body.extend_from_slice(&chunk);
        }
    }

    /// Everything up to and including `end`; `None` if the stream is over.
    fn until(&mut self, end: &[u8], longest: usize) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(start) = self
                .unread
                .windows(end.len())
                .position(|window| window == end)
            {
                return Ok(Some(self.unread.drain(..start + end.len()).collect()));
            }
            if self.unread.len() > longest {
                return Err(io::ErrorKind::InvalidData.into());
            }
            if self.fill()? == 0 {
                let nothing = self.unread.is_empty();
                return if nothing {
                    Ok(None)
                } else {
                    Err(io::ErrorKind::UnexpectedEof.into())
                };
            }
        }
    }

    fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.unread.len() < length {
            if self.fill()? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(self.unread.drain(..length).collect())
    }
}

fn by_name(headers: &[httparse::Header]) -> BTreeMap<String, String> {
    headers
        .iter()
        .map(|header| {
            let value = String::from_utf8_lossy(header.value).into_owned();
            (header.name.to_ascii_lowercase(), value)
        })
        .collect()
}
