//! What stands on the export card and in an object's menu.

use super::texts;
use crate::session::{Tongue, say};

texts! {
    /// The export card.
    Export {
        open: "Export…" => "Exportieren …",
        export: "Export" => "Exportieren",
        format: "Format" => "Format",
        which: "Objects" => "Objekte",
        all: "All" => "Alle",
        shown: "Those shown" => "Eingeblendete",
        chosen: "Those chosen in this picture" => "Ausgewählte in diesem Bild",
        pictures: "Pictures" => "Bilder",
        classes: "Classes" => "Klassen",
        classes_note: "Each label is a class, unless another name stands here. The same name makes one class of several labels."
            => "Jede Bezeichnung ist eine Klasse, außer es steht hier ein anderer Name. Gleiche Namen machen aus mehreren Bezeichnungen eine Klasse.",
        no_label: "without a label" => "ohne Bezeichnung",
        with_pictures: "Put the pictures in too" => "Die Bilder mitgeben",
        metadata: "Keep their place, time and camera" => "Ort, Zeit und Kamera darin lassen",
        no_backdrop: "Choose the picture that is to lie behind" => "Das Bild auswählen, das dahinter liegen soll",
        rows: "A row for each part" => "Eine Zeile für jeden Teil",
        smoothing: "Fewer corners" => "Weniger Ecken",
        crop: "Crop to the object" => "Auf das Objekt zuschneiden",
        margin: "Margin" => "Rand",
        feather: "Soft edge" => "Weicher Rand",
        background: "Background" => "Hintergrund",
        transparent: "Transparent" => "Durchsichtig",
        color: "Colour" => "Farbe",
        blurred: "The picture, blurred" => "Das Bild, unscharf",
        other_picture: "Another picture" => "Ein anderes Bild",
        choose_picture: "Choose a picture…" => "Bild auswählen …",
        blur: "Blur" => "Unschärfe",
        labelled: "Write the label into the file" => "Bezeichnung in die Datei schreiben",
        files: "Files" => "Dateien",
        nothing: "There is nothing to export: no object is taken" => "Es gibt nichts zu exportieren: Kein Objekt ist dabei",
        save: "Save" => "Speichern",
        pair: "Two answers are on show: the first is exported" => "Zwei Antworten sind zu sehen: Exportiert wird die erste",
        refused: "the browser's storage is full" => "der Speicher des Browsers ist voll",
        cancelled: "The export was cancelled, and nothing was saved" => "Der Export wurde abgebrochen, gespeichert wurde nichts",
    }
}

texts! {
    /// What can be done with one object.
    Menu {
        save_png: "Save PNG" => "PNG speichern",
        copy_png: "Copy PNG" => "PNG kopieren",
        copy_path: "Copy SVG path" => "SVG-Pfad kopieren",
        copy_json: "Copy JSON" => "JSON kopieren",
        drag: "Save cut-out, or drag it out of the page" => "Freigestelltes speichern oder aus der Seite ziehen",
        no_clipboard: "Nothing was copied: the browser did not let Masque use the clipboard. Save the PNG instead"
            => "Kopiert wurde nichts: Der Browser ließ Masque nicht in die Zwischenablage. Stattdessen das PNG speichern",
        no_clipboard_for_text: "Nothing was copied: the browser did not let Masque use the clipboard. Export the object instead"
            => "Kopiert wurde nichts: Der Browser ließ Masque nicht in die Zwischenablage. Stattdessen das Objekt exportieren",
    }
}

/// The button of an object's menu, and the menu itself.
pub fn more(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "More for {name}", de: "Mehr für {name}")
}

/// How many pictures of how many are exported.
pub fn pictures_of(tongue: Tongue, taken: usize, all: usize) -> String {
    say!(tongue, en: "Pictures: {taken} of {all}", de: "Bilder: {taken} von {all}")
}

/// How many objects a picture has.
pub fn with_objects(tongue: Tongue, name: &str, objects: usize) -> String {
    match objects {
        1 => say!(tongue, en: "{name}, 1 object", de: "{name}, 1 Objekt"),
        n => say!(tongue, en: "{name}, {n} objects", de: "{name}, {n} Objekte"),
    }
}

/// The field for a label's class.
pub fn class_of(tongue: Tongue, label: &str) -> String {
    say!(tongue, en: "Class of {label}", de: "Klasse von {label}")
}

/// What an export comes to.
pub fn comes_to(tongue: Tongue, files: usize, objects: usize) -> String {
    let of = super::objects(tongue, objects);
    match files {
        1 => say!(tongue, en: "1 file, {of}", de: "1 Datei, {of}"),
        n => say!(tongue, en: "{n} files in one ZIP, {of}", de: "{n} Dateien in einem ZIP, {of}"),
    }
}

/// The paths that are not named.
pub fn more_files(tongue: Tongue, files: usize) -> String {
    say!(tongue, en: "and {files} more", de: "und {files} weitere")
}

/// How far an export is.
pub fn so_far(tongue: Tongue, name: &str, done: usize, total: usize) -> String {
    say!(tongue, en: "{name}, {done} of {total}", de: "{name}, {done} von {total}")
}

/// How far what was exported is read again.
pub fn checked(tongue: Tongue, name: &str, done: usize, total: usize) -> String {
    say!(tongue, en: "{name}, {done} of {total} checked", de: "{name}, {done} von {total} geprüft,")
}

/// So many bytes, in the unit that fits.
pub fn bytes(tongue: Tongue, bytes: f64) -> String {
    let (number, unit) = match bytes {
        few if few < 1e6 => (few / 1e3, "kB"),
        some if some < 1e9 => (some / 1e6, "MB"),
        many => (many / 1e9, "GB"),
    };
    format!("{} {unit}", tongue.decimal(number, 1))
}
