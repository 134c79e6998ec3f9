//! What the browser keeps of the page between visits. Never looks into it, and never
//! keeps anything by itself.

use web_sys::Storage;

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// As long as the tab is open.
    Tab,
    /// Until it is forgotten; every page of this address can read it.
    Device,
}

/// What is kept under `name`; `None` when nothing is, or the browser keeps nothing.
pub fn kept(shelf: Shelf, name: &str) -> Option<String> {
    storage(shelf)?.get_item(name).ok().flatten()
}

/// Keeps `value` under `name`; whether the browser did.
pub fn keep(shelf: Shelf, name: &str, value: &str) -> bool {
    storage(shelf).is_some_and(|storage| storage.set_item(name, value).is_ok())
}

/// Keeps nothing under `name` any more.
pub fn forget(shelf: Shelf, name: &str) {
    if let Some(storage) = storage(shelf) {
        // Only a browser that keeps nothing refuses that.
        let _ = storage.remove_item(name);
    }
}

fn storage(shelf: Shelf) -> Option<Storage> {
    let window = web_sys::window()?;
    let storage = match shelf {
        Shelf::Tab => window.session_storage(),
        Shelf::Device => window.local_storage(),
    };
    storage.ok().flatten()
}
