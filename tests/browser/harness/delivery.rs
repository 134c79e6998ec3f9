//! How a reply goes over the connection: how fast, how far, under which
//! headers, and what breaks on the way. Only describes; `exchange.rs` does it.

use std::time::Duration;

use super::Reply;
use super::wire_forms::Writes;

/// The way of a reply over the connection.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// What is waited before every write after the first.
    pub pause: Duration,
    /// How the body is cut into writes.
    pub writes: Writes,
    /// Where the body ends before its end, and how.
    pub breaks: Option<Break>,
    /// The status in place of the body's own.
    pub status: Option<u16>,
    /// The content type in place of the body's own; the inner `None` is none.
    pub content_type: Option<Option<String>>,
    /// More headers, each with its value.
    pub headers: Vec<(String, String)>,
    /// How the head says where the body ends.
    pub length: Length,
    /// What the browser lets the page see of it.
    pub cors: Cors,
}

/// A body that ends early.
#[derive(Clone, Copy, Debug)]
pub struct Break {
    /// After how much of it.
    pub after: Amount,
    /// In which way.
    pub how: How,
}

/// So much of a body.
#[derive(Clone, Copy, Debug)]
pub enum Amount {
    /// Bytes.
    Bytes(usize),
    /// Writes.
    Writes(usize),
}

/// How a body ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The connection is dropped.
    Cut,
    /// Nothing more is said until the client leaves.
    Stall,
    /// The length of the next chunk is no number.
    BadChunk,
}

/// How the head says where the body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// As it should: by chunks for a stream, by its length otherwise.
    Right,
    /// By a length that is too large by so many bytes.
    TooLarge(usize),
    /// Not at all: it ends with the connection.
    Untold,
}

/// What the browser lets the page see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cors {
    /// Everything.
    Allowed,
    /// Nothing, for `Access-Control-Allow-Origin` is missing.
    Missing,
    /// Nothing, for the preflight is refused already.
    PreflightRefused,
}

impl Delivery {
    /// All at once, whole, and seen by the page.
    pub fn new() -> Self {
        Self {
            pause: Duration::ZERO,
            writes: Writes::Pieces,
            breaks: None,
            status: None,
            content_type: None,
            headers: Vec::new(),
            length: Length::Right,
            cors: Cors::Allowed,
        }
    }

    /// The writes up to where the body breaks, and how it does if it does.
    pub fn writes(&self, pieces: Vec<Vec<u8>>) -> (Vec<Vec<u8>>, Option<How>) {
        let mut writes = self.writes.cut(pieces);
        let Some(Break { after, how }) = self.breaks else {
            return (writes, None);
        };
        match after {
            Amount::Writes(count) => writes.truncate(count),
            Amount::Bytes(mut left) => {
                if left > writes.iter().map(Vec::len).sum() {
                    return (writes, None);
                }
                for write in &mut writes {
                    write.truncate(left);
                    left -= write.len();
                }
                writes.retain(|write| !write.is_empty());
            }
        }
        (writes, Some(how))
    }
}

impl Reply {
    /// Waits this long before every piece after the first, and before the
    /// connection breaks.
    pub fn pause(mut self, pause: Duration) -> Self {
        self.delivery.pause = pause;
        self
    }

    /// Has this status in place of its own.
    pub fn status(mut self, status: u16) -> Self {
        self.delivery.status = Some(status);
        self
    }

    /// Is labelled with this content type in place of its own.
    pub fn content_type(mut self, content_type: &str) -> Self {
        self.delivery.content_type = Some(Some(content_type.to_owned()));
        self
    }

    /// Has no content type.
    pub fn without_content_type(mut self) -> Self {
        self.delivery.content_type = Some(None);
        self
    }

    /// Has one header more.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = (name.to_owned(), value.to_owned());
        self.delivery.headers.push(header);
        self
    }

    /// Comes in a single write.
    pub fn in_one_write(self) -> Self {
        self.in_writes(Writes::One)
    }

    /// Comes in writes of so many bytes, whatever they cut.
    pub fn in_writes_of(self, bytes: usize) -> Self {
        self.in_writes(Writes::Of(bytes))
    }

    /// Comes with every event cut in its middle.
    pub fn in_halves(self) -> Self {
        self.in_writes(Writes::Halves)
    }

    /// Comes with every character of several bytes cut after its first.
    pub fn cut_in_characters(self) -> Self {
        self.in_writes(Writes::InCharacters)
    }

    /// Drops the connection after so many bytes of the body.
    pub fn cut_after(self, bytes: usize) -> Self {
        self.breaks(Amount::Bytes(bytes), How::Cut)
    }

    /// Drops the connection after so many writes.
    pub fn cut_after_writes(self, count: usize) -> Self {
        self.breaks(Amount::Writes(count), How::Cut)
    }

    /// Sends the head, and drops the connection before the body.
    pub fn reset_after_headers(self) -> Self {
        self.breaks(Amount::Writes(0), How::Cut)
    }

    /// Falls silent after so many bytes of the body, until the client leaves.
    pub fn stall_after(self, bytes: usize) -> Self {
        self.breaks(Amount::Bytes(bytes), How::Stall)
    }

    /// Falls silent after so many writes, until the client leaves.
    pub fn stall_after_writes(self, count: usize) -> Self {
        self.breaks(Amount::Writes(count), How::Stall)
    }

    /// Breaks the rules of chunked coding after so many writes; only a stream
    /// is chunked.
    pub fn bad_chunk_after_writes(self, count: usize) -> Self {
        self.breaks(Amount::Writes(count), How::BadChunk)
    }

    /// Claims to be so many bytes longer than it is.
    pub fn length_too_large_by(mut self, bytes: usize) -> Self {
        self.delivery.length = Length::TooLarge(bytes);
        self
    }

    /// Does not say how long it is, and ends with the connection.
    pub fn without_length(mut self) -> Self {
        self.delivery.length = Length::Untold;
        self
    }

    /// Leaves out `Access-Control-Allow-Origin`, so that the page may not read
    /// the answer.
    pub fn without_cors(mut self) -> Self {
        self.delivery.cors = Cors::Missing;
        self
    }

    /// Refuses the preflight, so that the question itself never comes.
    pub fn refuse_preflight(mut self) -> Self {
        self.delivery.cors = Cors::PreflightRefused;
        self
    }

    fn in_writes(mut self, writes: Writes) -> Self {
        self.delivery.writes = writes;
        self
    }

    fn breaks(mut self, after: Amount, how: How) -> Self {
        self.delivery.breaks = Some(Break { after, how });
        self
    }
}
