//! A file that is put together piece by piece: in memory while it is small, and from
//! then on in the browser's own storage, where it may be larger than memory. Never
//! seen by anybody before it is whole, and gone from the storage at the next visit.

use super::Bytes;
use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, File, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetFileOptions, FileSystemWritableFileStream,
};

/// So many bytes are kept in memory.
const IN_MEMORY: f64 = (64 << 20) as f64;

/// Its name in the storage: each export takes the place of the last.
const NAME: &str = "masque-export";

/// A file that grows.
#[derive(Debug, Default)]
pub struct Sink {
    parts: Array,
    in_memory: f64,
    stored: Option<(FileSystemFileHandle, FileSystemWritableFileStream)>,
    /// Whether this browser has no storage for files.
    is_without: bool,
}

impl Sink {
    /// Adds bytes at the end.
    ///
    /// # Errors
    /// When the storage is full.
    pub async fn push(&mut self, bytes: &Bytes) -> Result<(), JsValue> {
        if bytes.length() == 0 {
            return Ok(());
        }
        if let Some((_, stream)) = &self.stored {
            return JsFuture::from(stream.write_with_js_u8_array(bytes)?)
                .await
                .map(drop);
        }
        self.parts.push(bytes);
        self.in_memory += f64::from(bytes.length());
        if self.in_memory > IN_MEMORY && !self.is_without {
            match open().await {
                Ok((handle, stream)) => {
                    let parts = Blob::new_with_u8_array_sequence(&self.parts)?;
                    JsFuture::from(stream.write_with_blob(&parts)?).await?;
                    self.parts = Array::new();
                    self.stored = Some((handle, stream));
                }
                // Then memory has to do.
                Err(_none) => self.is_without = true,
            }
        }
        Ok(())
    }

    /// The whole file, of this type.
    ///
    /// # Errors
    /// When the storage is full.
    pub async fn finish(self, mime: &str) -> Result<Blob, JsValue> {
        let Some((handle, stream)) = self.stored else {
            let kind = BlobPropertyBag::new();
            kind.set_type(mime);
            return Blob::new_with_u8_array_sequence_and_options(&self.parts, &kind);
        };
        JsFuture::from(stream.close()).await?;
        let file: File = JsFuture::from(handle.get_file()).await?.unchecked_into();
        // Of the same bytes, which stay where they are.
        file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), mime)
    }
}

async fn open() -> Result<(FileSystemFileHandle, FileSystemWritableFileStream), JsValue> {
    let root = root().await?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let handle = JsFuture::from(root.get_file_handle_with_options(NAME, &options)).await?;
    let handle: FileSystemFileHandle = handle.unchecked_into();
    let stream = JsFuture::from(handle.create_writable()).await?;
    Ok((handle, stream.unchecked_into()))
}

/// Removes from the storage what an earlier visit left there.
pub async fn clear_sink() {
    // Where nothing was left, or nothing can be, there is nothing to do.
    if let Ok(root) = root().await {
        let _ = JsFuture::from(root.remove_entry(NAME)).await;
    }
}

async fn root() -> Result<FileSystemDirectoryHandle, JsValue> {
    let window = web_sys::window().ok_or("there is no page")?;
    let storage = window.navigator().storage();
    if storage.is_undefined() {
        return Err("there is no storage".into());
    }
    let root = JsFuture::from(storage.get_directory()).await?;
    Ok(root.unchecked_into())
}
