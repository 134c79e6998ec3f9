//! The only room that touches the web's APIs: files, pixels, the network, the
//! clock. Never decides anything: it does what it is told and tells what came.

mod canvas;
mod clipboard;
mod clock;
mod fetch;
mod files;
mod front;
mod panic;
mod photo;
mod pointer;
mod reading;
mod settings;
mod shelf;
mod sink;
mod speech;
mod view;
mod worker;

/// Bytes that are still the browser's: handed on, they are not copied.
pub use js_sys::Uint8Array as Bytes;
/// A file of the browser's.
pub use web_sys::Blob;

pub use canvas::{Screen, Surface, lend};
pub use clipboard::{Copied, CopyProblem, copy};
pub use clock::{Ticker, chance, now_seconds, pause, today};
pub use fetch::{Call, End, LoadProblem, Outgoing, ask, get, load};
pub use files::{
    Chosen, Draggable, ReadProblem, chosen_from_list, clipboard_files, clipboard_text, corner,
    dropped_files, focus, holds_files, is_card_open, is_open, is_typing, on_chosen, open_chooser,
    read, remove, reveal, save, save_file, show_card, spellings, takes_key, toggle_card, wear,
};
pub use front::{Left, act, left, take_over, wait_for_a_person, when_let_go};
pub use panic::install_panic_banner;
pub use photo::{Photo, PhotoProblem};
pub use pointer::place;
pub use settings::{Settings, THEMES};
pub use shelf::{Shelf, forget, keep, kept};
pub use sink::{Sink, clear_sink};
pub use speech::{speak, tongue};
pub use view::{after_frame, capture, pixel_ratio, point, points, text_width, turned, watch_size};
pub use worker::{PipelineWorker, WorkerProblem, serve_pipeline};

/// The most pixels of a canvas that is shown, and its longest side: within every
/// current browser's limits, old iPhones' included.
pub const CANVAS_PIXELS: u64 = 16_777_216;
/// How many pixels the masks are shown with at most: as many as a window shows.
/// More would cost memory and time that nobody sees.
pub const MASKS_PIXELS: u64 = 1600 * 1200;
/// The same for a part that is seen from near, on a screen of any sharpness.
pub const DETAIL_PIXELS: u64 = 4 * MASKS_PIXELS;
/// See [`CANVAS_PIXELS`].
pub const CANVAS_SIDE: u32 = 8192;
