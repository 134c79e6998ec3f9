//! What is put into the clipboard. Never waits before it asks for it: Safari gives it to a
//! click alone, and a click after which something was waited for is over.

use super::files::typed;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, Clipboard, ClipboardItem};

/// What is put into the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// Text in UTF-8.
    Text,
    /// A PNG.
    Png,
}

impl Copied {
    fn mime(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Png => "image/png",
        }
    }
}

/// Why nothing was put into the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyProblem<E> {
    /// It could not be made.
    NotMade(E),
    /// The browser did not let the page use the clipboard, or has none.
    Refused,
}

/// Puts what `make` gives into the clipboard. It is made while the browser waits.
pub async fn copy<E: 'static>(
    kind: Copied,
    make: impl Future<Output = Result<Uint8Array, E>> + 'static,
) -> Result<(), CopyProblem<E>> {
    let lost = Rc::new(Cell::new(None));
    let why = Rc::clone(&lost);
    let made = future_to_promise(async move {
        match make.await {
            Ok(bytes) => typed(&bytes, kind.mime()).map(JsValue::from),
            Err(error) => {
                why.set(Some(error));
                Err(JsValue::NULL)
            }
        }
    });
    if put(kind, made).await {
        return Ok(());
    }
    Err(lost
        .take()
        .map_or(CopyProblem::Refused, CopyProblem::NotMade))
}

/// Puts a file that is yet to be made into the clipboard; whether the browser took it.
async fn put(kind: Copied, made: Promise) -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    let clipboard = navigator.map(|navigator| navigator.clipboard());
    // Only pages that came over HTTPS have a clipboard.
    let clipboard = clipboard.filter(|clipboard| !clipboard.is_undefined());
    if let Some(clipboard) = &clipboard
        && put_item(clipboard, kind, &made).await
    {
        return true;
    }
    // Older browsers know no items, or none that are yet to be made; they take a text once
    // it is there.
    match (clipboard, JsFuture::from(made).await) {
        (Some(clipboard), Ok(file)) if kind == Copied::Text => put_text(&clipboard, &file).await,
        _ => false,
    }
}

async fn put_item(clipboard: &Clipboard, kind: Copied, made: &Promise) -> bool {
    let items = Object::new();
    let item = Reflect::set(&items, &kind.mime().into(), made)
        .and_then(|_| ClipboardItem::new_with_record_from_str_to_blob_promise(&items));
    let Ok(item) = item else { return false };
    let written = clipboard.write(&Array::of1(&item));
    JsFuture::from(written).await.is_ok()
}

async fn put_text(clipboard: &Clipboard, file: &JsValue) -> bool {
    let text = file.unchecked_ref::<Blob>().text();
    let Ok(text) = JsFuture::from(text).await else {
        return false;
    };
    let text = text.as_string().unwrap_or_default();
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}
