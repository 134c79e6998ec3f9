//! A file that is put together piece by piece: in memory while it is small, and from
//! then on in the browser's own storage, where it may be larger than memory. Never
//! seen by anybody before it is whole; what is left in the storage goes when it was
//! surely saved, and at a visit after an hour.

use super::Bytes;
use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, File, FileSystemDirectoryHandle, FileSystemFileHandle,
    FileSystemGetFileOptions, FileSystemWritableFileStream,
};

/// So many bytes are kept in memory.
const IN_MEMORY: f64 = (64 << 20) as f64;

/// What the names in the storage begin with; when the file was begun, in milliseconds, and
/// a random number follow, so that no two exports and no two tabs have the same.
const NAME: &str = "masque-export-";

/// How long a browser may take to copy a file that is saved, or a person to say where to, in
/// milliseconds.
const SAVING: f64 = 3_600_000.0;

/// A file that grows.
#[derive(Debug, Default)]
pub struct Sink {
    parts: Array,
    in_memory: f64,
    stored: Option<Stored>,
    /// Whether this browser has no storage for files.
    is_without: bool,
}

/// A file in the storage. Dropped before it is whole, it is gone.
#[derive(Debug)]
struct Stored {
    handle: FileSystemFileHandle,
    stream: FileSystemWritableFileStream,
    is_whole: bool,
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
        if let Some(stored) = &self.stored {
            let written = stored.stream.write_with_js_u8_array(bytes)?;
            return JsFuture::from(written).await.map(drop);
        }
        self.parts.push(bytes);
        self.in_memory += f64::from(bytes.length());
        if self.in_memory > IN_MEMORY && !self.is_without {
            match Stored::open().await {
                Ok(stored) => {
                    let parts = Blob::new_with_u8_array_sequence(&self.parts)?;
                    let written = stored.stream.write_with_blob(&parts)?;
                    JsFuture::from(written).await?;
                    self.parts = Array::new();
                    self.stored = Some(stored);
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
    pub async fn finish(mut self, mime: &str) -> Result<Blob, JsValue> {
        let Some(mut stored) = self.stored.take() else {
            let kind = BlobPropertyBag::new();
            kind.set_type(mime);
            return Blob::new_with_u8_array_sequence_and_options(&self.parts, &kind);
        };
        stored.is_whole = true;
        JsFuture::from(stored.stream.close()).await?;
        let file: File = JsFuture::from(stored.handle.get_file())
            .await?
            .unchecked_into();
        let name = stored.handle.name();
        gloo_timers::callback::Timeout::new(SAVING as u32, move || {
            spawn_local(async move {
                if let Ok(root) = root().await {
                    let _ = JsFuture::from(root.remove_entry(&name)).await;
                }
            });
        })
        .forget();
        // Of the same bytes, which stay where they are.
        file.slice_with_f64_and_f64_and_content_type(0.0, file.size(), mime)
    }
}

impl Stored {
    async fn open() -> Result<Self, JsValue> {
        let root = root().await?;
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let random = (js_sys::Math::random() * 1e9) as u32;
        let name = format!("{NAME}{:.0}-{random}", Date::now());
        let handle = JsFuture::from(root.get_file_handle_with_options(&name, &options)).await?;
        let handle: FileSystemFileHandle = handle.unchecked_into();
        // Some browsers have the storage, and no way to write to it from a page.
        if !Reflect::has(&handle, &"createWritable".into())? {
            let _ = JsFuture::from(root.remove_entry(&name)).await;
            return Err("there is no way to write".into());
        }
        let stream = JsFuture::from(handle.create_writable()).await?;
        Ok(Self {
            handle,
            stream: stream.unchecked_into(),
            is_whole: false,
        })
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        if !self.is_whole {
            let (stream, name) = (self.stream.clone(), self.handle.name());
            spawn_local(async move {
                let _ = JsFuture::from(stream.abort()).await;
                if let Ok(root) = root().await {
                    let _ = JsFuture::from(root.remove_entry(&name)).await;
                }
            });
        }
    }
}

/// Removes from the storage what earlier visits left there, unless it may still be being
/// saved.
pub async fn clear_sink() {
    // Where nothing was left, or nothing can be, there is nothing to do.
    let Ok(root) = root().await else { return };
    let names = root.keys();
    while let Ok(next) = names.next() {
        let Ok(next) = JsFuture::from(next).await else {
            return;
        };
        let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).unwrap_or_default();
        if get(&next, "done").is_truthy() {
            return;
        }
        let name = get(&next, "value").as_string().unwrap_or_default();
        let begun = name
            .strip_prefix(NAME)
            .and_then(|rest| rest.split('-').next()?.parse().ok());
        if begun.is_some_and(|begun: f64| Date::now() - begun > SAVING) {
            let _ = JsFuture::from(root.remove_entry(&name)).await;
        }
    }
}

async fn root() -> Result<FileSystemDirectoryHandle, JsValue> {
    let window = web_sys::window().ok_or("there is no page")?;
    let storage = window.navigator().storage();
    let is_there =
        storage.is_instance_of::<Object>() && Reflect::has(&storage, &"getDirectory".into())?;
    if !is_there {
        return Err("there is no storage".into());
    }
    let root = JsFuture::from(storage.get_directory()).await?;
    Ok(root.unchecked_into())
}
