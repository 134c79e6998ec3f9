//! Files that a worker reads at once, without waiting. Never used by the page, which
//! has no such reader.

use crate::export::zip::ReaderAt;
use js_sys::Uint8Array;
use std::cell::RefCell;
use std::io;
use wasm_bindgen::JsValue;
use web_sys::{Blob, FileReaderSync};

/// All bytes of a file.
pub fn read_now(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A file that is read from anywhere, so much of it at a time.
#[derive(Debug)]
pub struct BlobReader {
    file: Blob,
    /// Where the bytes that are there begin, and these.
    held: RefCell<(u64, Vec<u8>)>,
}

/// So much is read at once.
const AHEAD: u64 = 4 << 20;

impl BlobReader {
    /// A reader of `file`.
    pub fn new(file: Blob) -> Self {
        Self {
            file,
            held: RefCell::default(),
        }
    }
}

impl ReaderAt for BlobReader {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut held = self.held.borrow_mut();
        let there = |(from, bytes): &(u64, Vec<u8>)| {
            let at = usize::try_from(offset.checked_sub(*from)?).ok()?;
            bytes.get(at..).filter(|rest| !rest.is_empty()).map(|_| at)
        };
        let at = match there(&held) {
            Some(at) => at,
            None => {
                // Numbers of bytes are far below 2⁵³.
                let (from, to) = (offset as f64, (offset + AHEAD) as f64);
                let part = self.file.slice_with_f64_and_f64(from, to);
                let read = part.and_then(|part| read_now(&part));
                *held = (
                    offset,
                    read.map_err(|error| io::Error::other(format!("{error:?}")))?,
                );
                0
            }
        };
        let rest = held.1.get(at..).unwrap_or(&[]);
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        Ok(count)
    }
}
