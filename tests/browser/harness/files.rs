//! Files into the page and out of it: choosing, dropping, pasting, downloads.
//! Files are real ones that Chromium reads from disk; only the gesture around
//! them is made by script, because WebDriver has none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::Element as Handle;
use serde_json::json;

use super::{Browser, Page, or_fail, poll};

/// How long a download may take.
const DOWNLOAD_PATIENCE: Duration = Duration::from_secs(15);

/// Finds a file input by its label, even one that is hidden from sight.
const FILE_INPUT: &str = "
    const words = text => (text ?? '').trim().replace(/\\s+/g, ' ');
    const names = input => [
        input.getAttribute('aria-label'),
        ...(input.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
            .map(id => document.getElementById(id)?.textContent),
        ...[...input.labels].map(label => label.textContent),
        input.title,
    ].map(words).filter(Boolean);
    const inputs = [...document.querySelectorAll('input[type=file]')];
    return inputs.find(input => names(input).includes(arguments[0])) ?? inputs.map(names);";

/// Adds a file input that nobody sees, outside of what the page manages.
const ADD_CARRIER: &str = "
    const carrier = document.createElement('input');
    carrier.type = 'file';
    carrier.multiple = true;
    carrier.hidden = true;
    return document.documentElement.appendChild(carrier);";

/// Drags the carrier's files over the middle of the window and, the second
/// time, lets them go. Returns whether the page was ready to take them.
const DRAG: &str = "
    const [carrier, events] = arguments;
    const x = innerWidth / 2, y = innerHeight / 2;
    const dataTransfer = new DataTransfer();
    for (const file of carrier.files) dataTransfer.items.add(file);
    const target = document.elementFromPoint(x, y) ?? document.body;
    return events.map(name => !target.dispatchEvent(new DragEvent(name, {
        dataTransfer, bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y,
    }))).includes(true);";

/// Pastes the carrier's files, or texts one right after the other, where the focus is.
const PASTE: &str = "
    const [carrier, texts] = arguments;
    const target = document.activeElement ?? document.body;
    const paste = clipboardData => target.dispatchEvent(new ClipboardEvent('paste', {
        clipboardData, bubbles: true, cancelable: true, composed: true,
    }));
    if (carrier) {
        const files = new DataTransfer();
        for (const file of carrier.files) files.items.add(file);
        paste(files);
    }
    for (const text of texts) {
        const carried = new DataTransfer();
        carried.setData('text/plain', text);
        if (paste(carried)) document.execCommand('insertText', false, text);
    }";

impl Page {
    /// Chooses a file for the file input with this label.
    #[track_caller]
    pub fn choose_file(&self, label: &str, path: &Path) {
        let found = self.script(FILE_INPUT, json!([label]));
        let Some(input) = self.driver.element(&found) else {
            panic!("no file input is labelled “{label}”, only {found}");
        };
        self.fill_input(&input, &[path]);
    }

    /// Drops files on the middle of the window.
    #[track_caller]
    pub fn drop_files(&self, paths: &[&Path]) {
        let carrier = self.add_carrier(paths);
        // Two steps, so that what appears under the pointer gets the drop.
        self.script(DRAG, json!([carrier, ["dragenter", "dragover"]]));
        let ready = self.script(DRAG, json!([carrier, ["dragover"]]));
        assert!(
            ready == true,
            "the page does not take what is dragged over it"
        );
        self.script(DRAG, json!([carrier, ["drop"]]));
        self.remove_carrier(&carrier);
    }

    /// Pastes a file where the focus is.
    #[track_caller]
    pub fn paste_file(&self, path: &Path) {
        let carrier = self.add_carrier(&[path]);
        self.script(PASTE, json!([carrier, []]));
        self.remove_carrier(&carrier);
    }

    /// Pastes text where the focus is.
    #[track_caller]
    pub fn paste_text(&self, text: &str) {
        self.paste_texts(&[text]);
    }

    /// Pastes texts where the focus is, each before the page has done anything with the
    /// one before.
    #[track_caller]
    pub fn paste_texts(&self, texts: &[&str]) {
        self.script(PASTE, json!([null, texts]));
    }

    #[track_caller]
    fn add_carrier(&self, paths: &[&Path]) -> Handle {
        let carrier = self.script(ADD_CARRIER, json!([]));
        let carrier = self.driver.element(&carrier);
        let carrier = carrier.expect("a new input is an element");
        self.fill_input(&carrier, paths);
        carrier
    }

    #[track_caller]
    fn remove_carrier(&self, carrier: &Handle) {
        self.script("arguments[0].remove()", json!([carrier]));
    }

    #[track_caller]
    fn fill_input(&self, input: &Handle, paths: &[&Path]) {
        let mut lines = Vec::new();
        for path in paths {
            let whole = or_fail(&path.display().to_string(), fs::canonicalize(path));
            lines.push(whole.to_str().expect("the path is Unicode").to_owned());
        }
        let lines = lines.join("\n");
        self.driver.run("choosing files", input.send_keys(&lines));
    }
}

impl Browser {
    /// Waits for a finished download whose name ends in `suffix`, and takes it
    /// out of the download directory, so that no later call returns it again.
    #[track_caller]
    pub fn wait_for_download(&self, suffix: &str) -> PathBuf {
        let mut previous = None;
        let downloaded = poll(DOWNLOAD_PATIENCE, || {
            let listing = self.listing();
            let unfinished = listing
                .iter()
                .any(|(path, _)| name(path).ends_with(".crdownload"));
            let new = listing
                .into_iter()
                .find(|(path, _)| name(path).ends_with(suffix));
            // Chromium reserves the name with an empty file: look twice.
            let settled = new.is_some() && !unfinished && new == previous;
            previous = new.clone();
            new.filter(|_| settled).map(|(path, _)| path)
        });
        let Some(path) = downloaded else {
            panic!("no download ends in {suffix}: {:?}", self.listing());
        };
        let number = self.taken_downloads.get();
        self.taken_downloads.set(number + 1);
        let place = self.home.path().join(format!("taken-{number}"));
        let taken = place.join(name(&path));
        let moved = fs::create_dir(&place).and_then(|()| fs::rename(&path, &taken));
        or_fail("the download cannot be moved", moved);
        taken
    }

    /// The files in the download directory with their lengths in bytes.
    fn listing(&self) -> Vec<(PathBuf, u64)> {
        let entries = fs::read_dir(self.downloads())
            .into_iter()
            .flatten()
            .flatten();
        let mut files: Vec<(PathBuf, u64)> = entries
            .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len())))
            .collect();
        files.sort();
        files
    }
}

fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}
