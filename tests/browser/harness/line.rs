//! One TLS connection to the browser, and the ways in which it ends. Never
//! reads or writes anything of its own accord.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rustls::{ServerConnection, StreamOwned};

use super::gemini::Shared;

/// How often a waiting connection looks whether it is over.
const GLANCE: Duration = Duration::from_millis(20);

/// The TLS connection to the browser. Reading waits until there is something,
/// until the deadline, or until the fake service stops.
pub struct Line {
    /// What the service shares with the test.
    pub shared: Arc<Shared>,
    /// When reading gives up, if it does.
    pub deadline: Option<Instant>,
    stream: StreamOwned<ServerConnection, TcpStream>,
}

impl Line {
    /// A connection whose tunnel is open and whose TLS has not begun.
    pub fn new(stream: TcpStream, shared: &Arc<Shared>) -> io::Result<Self> {
        stream.set_read_timeout(Some(GLANCE))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            shared: Arc::clone(shared),
            deadline: None,
            stream: StreamOwned::new(shared.tls.connection()?, stream),
        })
    }

    /// Writes bytes and sends them off, as a chunk if the body has chunks.
    pub fn write_piece(&mut self, piece: &[u8], chunked: bool) -> io::Result<()> {
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
    pub fn hang_up(&mut self) -> io::Result<()> {
        self.stream.conn.send_close_notify();
        self.flush()?;
        self.stream.sock.shutdown(Shutdown::Write)
    }

    /// Ends the connection as a broken cable does.
    pub fn cut(&mut self) -> io::Result<()> {
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
