//! Files in and out: chosen, dropped, pasted, saved. Never looks into them.

use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, DataTransfer, DragEvent, Element, File, FileList,
    FilePropertyBag, HtmlAnchorElement, HtmlInputElement, ScrollIntoViewOptions,
    ScrollLogicalPosition, Url,
};

/// A file that a person gave.
#[derive(Clone, Debug)]
pub struct Chosen {
    file: File,
}

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// It is longer than was asked for; its length in bytes.
    TooLong(usize),
    /// The browser could not read it, perhaps because it was moved.
    Unreadable,
}

impl Chosen {
    /// A file of these bytes; `None` where the browser makes none.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let file = File::new_with_u8_array_sequence(&parts, name).ok()?;
        Some(Self { file })
    }

    /// A text file of this; `None` where the browser makes none.
    pub(super) fn of_text(name: &str, text: &JsString) -> Option<Self> {
        let kind = FilePropertyBag::new();
        kind.set_type("text/plain");
        let parts = Array::of1(text);
        let file = File::new_with_str_sequence_and_options(&parts, name, &kind).ok()?;
        Some(Self { file })
    }

    /// The file itself.
    pub fn blob(&self) -> Blob {
        self.file.clone().into()
    }

    /// How many bytes it has.
    pub fn bytes(&self) -> f64 {
        self.file.size()
    }

    /// Its name, without a path.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// Whether the system takes it for text: JSON, plain text, a log.
    pub fn is_text(&self) -> bool {
        let (kind, name) = (self.file.type_(), self.file.name().to_ascii_lowercase());
        kind.starts_with("text/")
            || ["application/json", "application/xml"].contains(&kind.as_str())
            || [".json", ".txt", ".md", ".log", ".jsonl", ".xml"]
                .iter()
                .any(|end| name.ends_with(end))
    }
}

/// A name with its accents composed, as most systems have them, and decomposed, as macOS
/// does: é as one sign, and as e with a sign over it.
pub fn spellings(name: &str) -> [String; 2] {
    let name = JsString::from(name);
    ["NFC", "NFD"].map(|form| name.normalize(form).into())
}

/// The bytes of a file, when there are at most `most` of them.
pub async fn read(chosen: &Chosen, most: usize) -> Result<Vec<u8>, ReadProblem> {
    let length = chosen.file.size() as usize;
    if length > most {
        return Err(ReadProblem::TooLong(length));
    }
    match JsFuture::from(chosen.file.array_buffer()).await {
        Ok(buffer) => Ok(Uint8Array::new(&buffer).to_vec()),
        Err(error) => {
            web_sys::console::warn_1(&error);
            Err(ReadProblem::Unreadable)
        }
    }
}

/// The files of a file input's list.
pub fn chosen_from_list(list: Option<FileList>) -> Vec<Chosen> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length())
        .filter_map(|at| list.item(at))
        .map(|file| Chosen { file })
        .collect()
}

/// Whether something that is dragged over the page holds files.
pub fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| {
        let has = |kind: &str| data.types().includes(&kind.into(), 0);
        // What is dragged out of the page is not dragged into it.
        has("Files") && !has("downloadurl")
    })
}

/// The files that were dropped.
pub fn dropped_files(event: &DragEvent) -> Vec<Chosen> {
    chosen_from_list(event.data_transfer().and_then(|data| data.files()))
}

/// The files that were pasted.
pub fn clipboard_files(event: &ClipboardEvent) -> Vec<Chosen> {
    chosen_from_list(clipboard(event).and_then(|data| data.files()))
}

/// The text that was pasted, if any, as a file of this name.
pub fn clipboard_text(event: &ClipboardEvent, name: &str) -> Option<Chosen> {
    Chosen::of_text(name, &pasted(event)?)
}

/// The text that was pasted, if any. It stays the browser's own, since what reads it wants
/// bytes.
pub(super) fn pasted(event: &ClipboardEvent) -> Option<JsString> {
    let data = clipboard(event)?;
    let get: Function = Reflect::get(&data, &"getData".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let text = get.call1(&data, &"text/plain".into()).ok()?;
    let text: JsString = text.dyn_into().ok()?;
    Some(text).filter(|text| text.trim().length() > 0)
}

fn clipboard(event: &ClipboardEvent) -> Option<DataTransfer> {
    event.clipboard_data()
}

/// Whether the event goes to a field that a person types in.
pub fn is_typing(event: &web_sys::Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element
            .matches("input:not([type=checkbox]):not([type=range]), textarea")
            .unwrap_or(false)
    })
}

/// Whether the element that an event goes to does something with this key itself.
pub fn takes_key(event: &web_sys::Event, key: &str) -> bool {
    let by = match key {
        " " | "Enter" => "button, a, summary, select, input",
        key if key.starts_with("Arrow") || key == "Home" => "select, input, [role=application]",
        _ => "select",
    };
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches(by).unwrap_or(false))
}

/// The lower left corner of the element that an event went to, in the window's pixels.
pub fn corner(event: &web_sys::Event) -> [i32; 2] {
    let target = event.current_target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.map_or([0, 0], |element| {
        let place = element.get_bounding_client_rect();
        [place.left() as i32, place.bottom() as i32]
    })
}

/// Whether what was opened or closed is open now.
pub fn is_open(event: &web_sys::Event) -> bool {
    let target = event.target();
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches(":popover-open").unwrap_or(false))
}

/// Whether a card lies over the page.
pub fn is_card_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let open = document.map(|document| document.query_selector("[popover]:popover-open"));
    matches!(open, Some(Ok(Some(_))))
}

/// Opens the card with this id, or closes it.
pub fn toggle_card(id: &str) {
    if let Some(card) = element(id)
        && let Err(error) = card.toggle_popover()
    {
        web_sys::console::warn_1(&error);
    }
}

/// A file of these bytes, of this type.
pub fn typed(bytes: &Uint8Array, mime: &str) -> Result<Blob, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &kind)
}

/// Opens the card with this id, anew where it is open.
pub fn show_card(id: &str) {
    let Some(card) = element(id) else { return };
    if card.matches(":popover-open").unwrap_or(false) {
        let _ = card.hide_popover();
    }
    if let Err(error) = card.show_popover() {
        web_sys::console::warn_1(&error);
    }
}

/// Saves `bytes` as a file of this name, as a link that is clicked does.
pub fn save(name: &str, mime: &str, bytes: &Uint8Array) -> Result<(), JsValue> {
    save_file(name, &typed(bytes, mime)?)
}

/// The same of a file.
pub fn save_file(name: &str, file: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or("there is no page")?;
    let url = Url::create_object_url_with_blob(file)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser takes the file in its own time; the address must last till then.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// Gives `take` the files of the file input with this id, whenever some are chosen.
pub fn on_chosen(id: &str, take: impl Fn(Vec<Chosen>) + 'static) {
    let Some(input) = element(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    let of = input.clone();
    let chosen = Closure::<dyn Fn()>::new(move || {
        let files = chosen_from_list(of.files());
        // The same file chosen again must count as a change.
        of.set_value("");
        if !files.is_empty() {
            take(files);
        }
    });
    let chosen = chosen.into_js_value();
    if let Err(error) = input.add_event_listener_with_callback("change", chosen.unchecked_ref()) {
        web_sys::console::warn_1(&error);
    }
}

/// Opens the system's file dialog of the file input with this id.
pub fn open_chooser(id: &str) {
    if let Some(input) = element(id) {
        input.click();
    }
}

/// A PNG that can be dragged out of the page.
#[derive(Debug)]
pub struct Draggable {
    name: String,
    file: Blob,
    url: String,
}

impl Draggable {
    /// One of these bytes; `None` where the browser makes none.
    pub fn new(name: &str, bytes: &Uint8Array) -> Option<Self> {
        let file = typed(bytes, "image/png").ok()?;
        let url = Url::create_object_url_with_blob(&file).ok()?;
        let name = name.to_owned();
        Some(Self { name, file, url })
    }

    /// Lets the drag that begins carry it, to the desktop or into another program.
    pub fn drag(&self, event: &DragEvent) {
        let Some(data) = event.data_transfer() else {
            return;
        };
        let told = format!("image/png:{}:{}", self.name, self.url);
        let options = FilePropertyBag::new();
        options.set_type("image/png");
        let parts = Array::of1(&self.file);
        let file = File::new_with_blob_sequence_and_options(&parts, &self.name, &options);
        // Each browser takes what it knows of these.
        let _ = data.set_data("DownloadURL", &told);
        if let Ok(file) = file {
            let _ = data.items().add_with_file(&file);
        }
    }
}

impl Drop for Draggable {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.url);
    }
}

/// Scrolls no further than needed for an element to be seen.
pub fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element(id)
        && let Err(error) = element.focus()
    {
        web_sys::console::warn_1(&error);
    }
}

/// Removes the element with this id, such as the page's word of waiting.
pub fn remove(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
}

/// Has the page wear a theme, `light` or `dark`; with an empty name the system's.
pub fn wear(theme: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    let worn = root.map(|root| root.set_attribute("data-theme", theme));
    if let Some(Err(error)) = worn {
        web_sys::console::warn_1(&error);
    }
}

pub(super) fn element(id: &str) -> Option<web_sys::HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}
