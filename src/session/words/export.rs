//! Why an export was not saved, and that it was. Never says that a file is good before
//! it was opened again.

use super::super::Tongue;
use super::Message;
use crate::export::zip::ZipProblem;
use crate::export::{EncodeProblem, ExportProblem, plain};
use crate::picture::PICTURE_PIXELS;
use crate::session::say;
use std::fmt::Display;

/// Why a file of an export could not be made; `picture_name` is the picture's that the
/// problem is about, where it is known.
pub fn not_exported(
    tongue: Tongue,
    problem: &ExportProblem,
    picture_name: Option<&str>,
) -> Message {
    let named = |number: usize| match picture_name {
        Some(name) => name.to_owned(),
        None => say!(tongue, en: "picture {n}", de: "Bild {n}", n = number + 1),
    };
    let text = match problem {
        ExportProblem::OtherSize { picture, thing } => say!(tongue,
            en: "Not saved: the mask of object {number} in {picture} is of another size than the picture. Delete the object, or ask for it again",
            de: "Nicht gespeichert: Die Maske von Objekt {number} in {picture} hat eine andere Größe als das Bild. Das Objekt löschen oder erneut danach fragen",
            number = thing + 1,
            picture = named(*picture)),
        ExportProblem::TooLarge(picture) => say!(tongue,
            en: "Not saved: {picture} has more than {most} megapixels, too many for a format that is a picture itself. Choose another format, such as COCO, or leave the picture out",
            de: "Nicht gespeichert: {picture} hat mehr als {most} Megapixel, zu viele für ein Format, das selbst ein Bild ist. Ein anderes Format wählen, etwa COCO, oder das Bild auslassen",
            picture = named(*picture),
            most = PICTURE_PIXELS / 1_000_000),
        ExportProblem::OtherPixels => say!(tongue,
            en: "Not saved: a picture's file is another picture now. Open it again, then save",
            de: "Nicht gespeichert: Die Datei eines Bildes ist jetzt ein anderes Bild. Es noch einmal öffnen, dann speichern"),
        ExportProblem::Png(EncodeProblem::Png(error)) => unmade(tongue, "PNG", picture_name, error),
        ExportProblem::Json(error) => unmade(tongue, "JSON", picture_name, error),
        ExportProblem::Xml(error) => unmade(tongue, "XML", picture_name, error),
    };
    Message::error(text, None)
}

/// A file of this kind could not be written; the writer's own words are quoted.
fn unmade(tongue: Tongue, kind: &str, picture: Option<&str>, error: &dyn Display) -> String {
    let of = match picture {
        Some(name) => say!(tongue, en: " of {name}", de: " von {name}"),
        None => String::new(),
    };
    say!(tongue,
        en: "Not saved: the {kind}{of} could not be written, perhaps for lack of memory. Save fewer pictures at once, or choose another format. The cause: “{words}”",
        de: "Nicht gespeichert: Das {kind}{of} war nicht zu schreiben, vielleicht aus Mangel an Speicher. Weniger Bilder auf einmal speichern oder ein anderes Format wählen. Die Ursache: „{words}“",
        words = plain(&error.to_string()))
}

/// Why an archive could not be saved.
pub fn not_zipped(tongue: Tongue, problem: &ZipProblem) -> Message {
    let text = match problem {
        ZipProblem::BadPath(path) => say!(tongue,
            en: "Not saved: “{path}” is no name for a file in an archive. Rename the picture that it is from, then save again",
            de: "Nicht gespeichert: „{path}“ ist kein Name für eine Datei im Archiv. Das Bild umbenennen, zu dem sie gehört, dann erneut speichern",
            path = plain(path)),
        ZipProblem::Twice(path) => say!(tongue,
            en: "Not saved: two files in the archive would be called “{path}”. Rename one of the pictures, then save again",
            de: "Nicht gespeichert: Zwei Dateien im Archiv hießen „{path}“. Eines der Bilder umbenennen, dann erneut speichern",
            path = plain(path)),
        ZipProblem::Archive(error) => say!(tongue,
            en: "Not saved: the archive could not be written, or not opened again. Try again, or save fewer pictures at once. The cause: “{words}”",
            de: "Nicht gespeichert: Das Archiv war nicht zu schreiben oder nicht wieder zu öffnen. Erneut versuchen oder weniger Bilder auf einmal speichern. Die Ursache: „{words}“",
            words = plain(&error.to_string())),
        ZipProblem::Bytes(error) => say!(tongue,
            en: "Not saved: the archive could not be written or read, perhaps for lack of room. Make room, or save fewer pictures at once. The cause: “{words}”",
            de: "Nicht gespeichert: Das Archiv war nicht zu schreiben oder zu lesen, vielleicht aus Mangel an Platz. Platz schaffen oder weniger Bilder auf einmal speichern. Die Ursache: „{words}“",
            words = plain(&error.to_string())),
        ZipProblem::OtherFiles => say!(tongue,
            en: "The archive was opened again and does not hold the files that were written, so it cannot be relied on. Save it once more",
            de: "Das Archiv wurde noch einmal geöffnet und enthält nicht die geschriebenen Dateien, darum ist darauf kein Verlass. Noch einmal speichern"),
        ZipProblem::OtherBytes(path) => say!(tongue,
            en: "The archive was opened again, and “{path}” in it is not as it was written, so it cannot be relied on. Save it once more",
            de: "Das Archiv wurde noch einmal geöffnet, und „{path}“ darin ist nicht wie geschrieben, darum ist darauf kein Verlass. Noch einmal speichern",
            path = plain(path)),
    };
    Message::error(text, None)
}

/// An archive of so many files was saved, opened again and found whole; `bytes_text` is
/// its size, such as "3.4 MB".
pub fn exported(tongue: Tongue, name: &str, files: usize, bytes_text: &str) -> Message {
    let there = match files {
        1 => say!(tongue, en: "1 file", de: "1 Datei"),
        n => say!(tongue, en: "{n} files", de: "{n} Dateien", n = tongue.whole(n as u64)),
    };
    Message::note(say!(tongue,
        en: "Saved {name}: {there}, {bytes_text}, opened again and checked",
        de: "{name} gespeichert: {there}, {bytes_text}, noch einmal geöffnet und geprüft"))
}

/// A single file was saved.
pub fn saved_one(tongue: Tongue, name: &str) -> Message {
    Message::note(say!(tongue, en: "Saved {name}", de: "{name} gespeichert"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Language;

    const GERMAN: Language = Language::German;

    #[test]
    fn a_picture_without_a_name_is_counted() {
        let large = ExportProblem::TooLarge(1);
        let text = |tongue, name| not_exported(tongue, &large, name).text;
        let said = text(Tongue::default(), None);
        assert!(said.starts_with("Not saved: picture 2 has more"), "{said}");
        let said = text(GERMAN.into(), Some("a.jpg"));
        assert!(said.starts_with("Nicht gespeichert: a.jpg hat"), "{said}");
    }

    #[test]
    fn the_words_of_others_are_quoted_in_one_line() {
        let broken = ExportProblem::Xml(std::io::Error::other("no\nroom\u{202e}"));
        let said = not_exported(Tongue::default(), &broken, Some("a.jpg")).text;
        assert!(said.contains("the XML of a.jpg could not"), "{said}");
        assert!(said.ends_with("The cause: “no room”"), "{said}");
    }

    #[test]
    fn what_was_saved_says_what_it_is() {
        let said = |tongue: Tongue, files| exported(tongue, "masque.zip", files, "3 MB").text;
        assert_eq!(
            said(Tongue::default(), 12),
            "Saved masque.zip: 12 files, 3 MB, opened again and checked"
        );
        assert_eq!(
            said(GERMAN.into(), 1),
            "masque.zip gespeichert: 1 Datei, 3 MB, noch einmal geöffnet und geprüft"
        );
        assert_eq!(saved_one(GERMAN.into(), "a.svg").text, "a.svg gespeichert");
    }
}
