//! What the page says of what happens, and what its buttons do about it; and texts that
//! have a value in them. Never what the worker says.

use super::{Texts, texts};
use crate::browser::{PhotoProblem, WorkerProblem};
use crate::gemini::task::LabelsProblem;
use crate::session::words::Help;
use crate::session::{Tongue, say};

texts! {
    /// Messages.
    Said {
        dismiss: "Dismiss" => "Schließen",
        pasted: "The pasted text" => "Der eingefügte Text",
        one_at_a_time: "One answer is taken at a time: the first is open"
            => "Angenommen wird eine Antwort auf einmal: Offen ist die erste",
        sample_lost: "The sample could not be loaded. Check the connection, then try it again"
            => "Das Beispiel war nicht zu laden. Die Verbindung prüfen, dann noch einmal versuchen",
        sample: "This is a sample: its answer comes with the page, and nothing was sent"
            => "Dies ist ein Beispiel: Die Antwort gehört zur Seite, und gesendet wurde nichts",
        picture_before_answer: "Open the picture that the answer is about first, then the answer"
            => "Zuerst das Bild öffnen, um das es in der Antwort geht, dann die Antwort",
        parts_do_not_fit: "its parts do not fit together" => "die Teile passen nicht zusammen",
        nothing_sent: "Cancelled. Nothing was sent" => "Abgebrochen. Gesendet wurde nichts",
        picture_first: "Open a picture first" => "Zuerst ein Bild öffnen",
        model_name: "A model's name has letters, digits, dots and hyphens, such as gemini-3.8-flash"
            => "Der Name eines Modells besteht aus Buchstaben, Ziffern, Punkten und Bindestrichen, etwa gemini-3.8-flash",
        what_to_find: "Say what to find, for example “the cups”" => "Sagen, was zu finden ist, zum Beispiel „die Tassen“",
        key_first: "Give your Gemini API key first: it is free in Google AI Studio. Samples and saved answers need none"
            => "Zuerst den Gemini-API-Schlüssel eingeben: In Google AI Studio ist er kostenlos. Beispiele und gespeicherte Antworten brauchen keinen",
        not_prepared: "The browser could not prepare the picture, perhaps for lack of memory. Use a smaller one"
            => "Der Browser konnte das Bild nicht vorbereiten, vielleicht aus Mangel an Speicher. Ein kleineres verwenden",
        part_made_smaller: "The part is larger than a browser can hold at once, so it is sent smaller"
            => "Der Ausschnitt ist größer, als ein Browser auf einmal fassen kann, darum wird er verkleinert gesendet",
        cannot_send: "This browser cannot send the question. Update it, or use another"
            => "Dieser Browser kann die Frage nicht senden. Ihn aktualisieren oder einen anderen verwenden",
        not_shown: "The browser could not show the picture, perhaps for lack of memory. Close other tabs and open it again"
            => "Der Browser konnte das Bild nicht zeigen, vielleicht aus Mangel an Speicher. Andere Tabs schließen und es noch einmal öffnen",
        no_request: "There is no request to copy: this answer was not asked for here"
            => "Es gibt keine Anfrage zum Kopieren: Nach dieser Antwort wurde nicht hier gefragt",
        copied: "Copied" => "Kopiert",
        no_clipboard: "Nothing was copied: the browser did not let Masque use the clipboard. Save the answer, or select the text and copy it by hand"
            => "Kopiert wurde nichts: Der Browser ließ Masque nicht in die Zwischenablage. Die Antwort speichern oder den Text markieren und von Hand kopieren",
        file_refused: "The browser refused the file. Copy the answer instead"
            => "Der Browser hat die Datei abgelehnt. Stattdessen die Antwort kopieren",
        refused_the_file: "the browser refused the file" => "der Browser hat die Datei abgelehnt",
        no_models: "The key is good, but Google lists no model that can look at pictures for it"
            => "Der Schlüssel ist gut, aber Google nennt für ihn kein Modell, das Bilder ansehen kann",
        not_remembered: "This browser keeps nothing for the page, as in a private window, so the key is not remembered"
            => "Dieser Browser bewahrt für die Seite nichts auf, wie in einem privaten Fenster, darum wird der Schlüssel nicht gemerkt",
        broke_again: "It broke down on this answer again and again, so its masks are gone. Ask again, or open another answer"
            => "Er ist bei dieser Antwort immer wieder zusammengebrochen, darum sind ihre Masken weg. Erneut fragen oder eine andere Antwort öffnen",
        back_again: "It was started anew, and the masks that were there are back"
            => "Er wurde neu gestartet, und die Masken von vorher sind wieder da",
        undecoded: "the picture cannot be decoded" => "das Bild lässt sich nicht lesen",
        no_pixels: "the browser did not give the picture's pixels" => "der Browser gab die Bildpunkte nicht heraus",
        pixels_refused: "The browser did not give the picture's pixels, perhaps for lack of memory. Close other tabs, then try again"
            => "Der Browser gab die Bildpunkte nicht heraus, vielleicht aus Mangel an Speicher. Andere Tabs schließen, dann erneut versuchen",
        whole_number: "“At most” takes a whole number from 1 to 500" => "„Höchstens“ braucht eine ganze Zahl von 1 bis 500",
    }
}

/// What a message's button does.
pub fn help(tongue: Tongue, help: Help) -> String {
    match help {
        Help::Key => say!(tongue, en: "Go to the key", de: "Zum Schlüssel"),
        Help::OtherKey => say!(tongue, en: "Use another key", de: "Anderen Schlüssel verwenden"),
        Help::NewKey => say!(tongue, en: "Make a new key", de: "Neuen Schlüssel erstellen"),
        Help::ReplaceKey => say!(tongue, en: "Replace the key", de: "Schlüssel ersetzen"),
        Help::Service => say!(tongue, en: "Switch it on", de: "Einschalten"),
        Help::Website => {
            say!(tongue, en: "Allow this page's address", de: "Adresse dieser Seite zulassen")
        }
        Help::Address => say!(tongue, en: "Allow this computer", de: "Diesen Computer zulassen"),
        Help::Api => {
            say!(tongue, en: "Allow the API for this key", de: "API für diesen Schlüssel zulassen")
        }
        Help::Billing => say!(tongue, en: "Set up billing", de: "Abrechnung einrichten"),
        Help::Credit => say!(tongue, en: "Add credit", de: "Guthaben aufladen"),
        Help::Spending => say!(tongue, en: "Open the spending limit", de: "Zur Ausgabengrenze"),
        Help::Regions => {
            say!(tongue, en: "See where it is available", de: "Zeigen, wo es verfügbar ist")
        }
        Help::Model => say!(tongue, en: "Choose a model", de: "Modell wählen"),
        Help::OtherModel => say!(tongue, en: "Choose another model", de: "Anderes Modell wählen"),
        Help::Later(seconds) => ask_in(tongue, seconds),
        Help::Retry => say!(tongue, en: "Try again", de: "Erneut versuchen"),
        Help::All => say!(tongue, en: "Send them all", de: "Alle senden"),
        Help::Check => say!(tongue, en: "Check again", de: "Erneut prüfen"),
        Help::Rest => say!(tongue, en: "Continue", de: "Fortsetzen"),
        Help::Merge => say!(tongue, en: "Merge them", de: "Zusammenführen"),
        Help::Picture => say!(tongue, en: "Choose a picture…", de: "Bild auswählen …"),
        Help::Prompt => say!(tongue, en: "Change the words", de: "Wortlaut ändern"),
    }
}

/// Asks again later.
pub fn ask_in(tongue: Tongue, seconds: u16) -> String {
    say!(tongue, en: "Ask again in {seconds} s", de: "In {seconds} s erneut fragen")
}

/// When it is tried again by itself.
pub fn trying_again(tongue: Tongue, seconds: u32) -> String {
    say!(tongue, en: "Trying again in {seconds} s", de: "Neuer Versuch in {seconds} s")
}

/// A file is being opened.
pub fn opening(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "Opening {name}…", de: "{name} wird geöffnet …")
}

/// A file is being saved.
pub fn saving(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "Saving {name}…", de: "{name} wird gespeichert …")
}

/// The picture, for those who do not see it.
pub fn picture(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "Picture {name}", de: "Bild {name}")
}

/// The switch of an object.
pub fn show(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "Show {name}", de: "{name} einblenden")
}

/// The button for an object's file.
pub fn save_cut_out(tongue: Tongue, name: &str) -> String {
    say!(tongue, en: "Save cut-out of {name}", de: "{name} freigestellt speichern")
}

/// The button that asks for a second answer.
pub fn compare_with(tongue: Tongue, model: &str) -> String {
    say!(tongue, en: "Compare with {model}", de: "Mit {model} vergleichen")
}

/// Takes a step back, by its name.
pub fn undo(tongue: Tongue, step: &str) -> String {
    say!(tongue, en: "Undo: {step}", de: "Rückgängig: {step}")
}

/// Does a step again, by its name.
pub fn redo(tongue: Tongue, step: &str) -> String {
    say!(tongue, en: "Redo: {step}", de: "Wiederholen: {step}")
}

/// The button for full size; `now` is such as "33 %".
pub fn at_full_size(tongue: Tongue, now: &str) -> String {
    say!(tongue, en: "100 %, now {now}", de: "100 %, jetzt {now}")
}

/// The button that asks about all pictures.
pub fn run_all(tongue: Tongue, count: usize) -> String {
    say!(tongue, en: "Run for all {count}", de: "Los für alle {count}")
}

/// Many questions are about to be sent.
pub fn many(tongue: Tongue, count: usize) -> String {
    say!(tongue,
        en: "{count} questions will be sent, one for each picture, and Google may charge for each",
        de: "Gesendet werden {count} Fragen, eine für jedes Bild, und Google kann jede berechnen")
}

/// A picture in the tray, and how far it is.
pub fn thumbnail(name: &str, state: &str) -> String {
    format!("{name}: {state}")
}

/// How many objects are chosen.
pub fn objects(tongue: Tongue, count: usize) -> String {
    match count {
        1 => say!(tongue, en: "{count} objects", de: "{count} Objekt"),
        _ => say!(tongue, en: "{count} objects", de: "{count} Objekte"),
    }
}

/// How many labels there are.
pub fn labels(tongue: Tongue, count: usize) -> String {
    match count {
        1 => say!(tongue, en: "{count} labels", de: "{count} Bezeichnung"),
        _ => say!(tongue, en: "{count} labels", de: "{count} Bezeichnungen"),
    }
}

/// The key was checked.
pub fn list_came(tongue: Tongue, count: usize) -> String {
    say!(tongue,
        en: "The key is good: {count} models that can look at pictures are in the list. The check was free",
        de: "Der Schlüssel ist gut: In der Liste stehen {count} Modelle, die Bilder ansehen können. Das Prüfen war kostenlos")
}

/// An answer's file has too many megabytes.
pub fn too_long(tongue: Tongue, name: &str, megabytes: usize, most: usize) -> String {
    say!(tongue,
        en: "{name} has {megabytes} MB; an answer has at most {most} MB",
        de: "{name} hat {megabytes} MB; eine Antwort hat höchstens {most} MB")
}

/// A file could not be read.
pub fn unreadable(tongue: Tongue, name: &str) -> String {
    say!(tongue,
        en: "{name} could not be read; it may have been moved. Choose it again",
        de: "{name} war nicht zu lesen, vielleicht wurde es verschoben. Noch einmal auswählen")
}

/// Why the browser did not give a picture's pixels.
pub fn no_pixels(tongue: Tongue, problem: &PhotoProblem) -> String {
    let said = &Texts::of(tongue.language).said;
    match problem {
        PhotoProblem::Undecodable => said.undecoded.to_owned(),
        PhotoProblem::Pixels(words) => format!("{}: {words}", said.no_pixels),
    }
}

/// A file could not be saved.
pub fn could_not_save(tongue: Tongue, name: &str, why: &str) -> String {
    say!(tongue,
        en: "{name} could not be saved ({why}). Free some memory by closing other tabs, then try again",
        de: "{name} war nicht zu speichern ({why}). Andere Tabs schließen, um Speicher freizugeben, dann erneut versuchen")
}

/// Nothing was put into the clipboard; `why` is a sentence of its own.
pub fn not_copied(tongue: Tongue, why: &str) -> String {
    say!(tongue, en: "Nothing was copied: {why}", de: "Kopiert wurde nichts: {why}")
}

/// What cannot happen while page and worker are of one build.
pub fn could_not(tongue: Tongue, why: &str) -> String {
    say!(tongue,
        en: "Masque could not do that ({why}). Reload the page, then try again",
        de: "Masque konnte das nicht tun ({why}). Die Seite neu laden, dann erneut versuchen")
}

/// Why the worker gave no reply.
pub fn broken(tongue: Tongue, problem: WorkerProblem) -> String {
    match problem {
        WorkerProblem::NotStarted => say!(tongue,
            en: "The part of Masque that works on pixels could not be loaded. Check the connection and reload the page; the browser may also be too old",
            de: "Der Teil von Masque, der mit Bildpunkten arbeitet, war nicht zu laden. Die Verbindung prüfen und die Seite neu laden; vielleicht ist auch der Browser zu alt"),
        WorkerProblem::Broken => say!(tongue,
            en: "The part of Masque that works on pixels broke down, perhaps for lack of memory",
            de: "Der Teil von Masque, der mit Bildpunkten arbeitet, ist zusammengebrochen, vielleicht aus Mangel an Speicher"),
        WorkerProblem::Hung => say!(tongue,
            en: "The part of Masque that works on pixels gave no reply for a minute",
            de: "Der Teil von Masque, der mit Bildpunkten arbeitet, hat eine Minute lang nicht geantwortet"),
    }
}

/// What the form lacks for the labels.
pub fn missing_labels(tongue: Tongue, problem: LabelsProblem) -> String {
    match problem {
        LabelsProblem::NoClasses => say!(tongue,
            en: "Name at least one class for the labels, such as: cup",
            de: "Mindestens eine Klasse für die Bezeichnungen nennen, etwa: Tasse"),
        LabelsProblem::NothingToExplain => say!(tongue,
            en: "Say what the labels shall explain, such as: how to clean this up",
            de: "Sagen, was die Bezeichnungen erklären sollen, etwa: wie das sauber wird"),
    }
}
