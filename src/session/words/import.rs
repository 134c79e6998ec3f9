//! What came out of a file of annotations, or why nothing did. Never guesses which
//! picture is meant: pictures are known by their names.

use super::super::Tongue;
use super::{Help, Message, agree, count};
use crate::export::plain;
use crate::export::read::{FILE_BYTES, ReadProblem};
use crate::session::say;

/// How many names stand in a sentence; the rest are counted.
const NAMES: usize = 3;

/// Why nothing of a file can be read.
pub fn not_imported(tongue: Tongue, file: &str, problem: ReadProblem) -> Message {
    let text = match problem {
        ReadProblem::TooLong => say!(tongue,
            en: "{file} has more than the {most} MB that are read. Save it in several files",
            de: "{file} hat mehr als die {most} MB, die gelesen werden. In mehreren Dateien speichern",
            most = FILE_BYTES >> 20),
        ReadProblem::Broken => say!(tongue,
            en: "{file} breaks off, or is not written as its JSON or XML has to be. Save it anew in the program that made it",
            de: "{file} bricht ab oder ist nicht so geschrieben, wie JSON oder XML es verlangen. Im Programm, aus dem die Datei stammt, neu speichern"),
        ReadProblem::OtherFormat => say!(tongue,
            en: "{file} is in none of the formats that are read: Masque JSON, COCO, LabelMe and CVAT 1.1. Save it in one of them",
            de: "{file} hat keines der Formate, die gelesen werden: Masque-JSON, COCO, LabelMe und CVAT 1.1. In einem davon speichern"),
        ReadProblem::LaterVersion(version) => say!(tongue,
            en: "{file} was written by a later Masque, in version {version} of its format. Reload this page to have the latest, then open the file once more",
            de: "{file} stammt von einem späteren Masque, in Version {version} des Formats. Die Seite neu laden, damit sie aktuell ist, dann die Datei noch einmal öffnen"),
    };
    Message::error(text, None)
}

/// So many objects came into so many pictures; the file is about the `unmatched` ones
/// too, which are not open.
pub fn imported(tongue: Tongue, pictures: usize, objects: usize, unmatched: &[String]) -> Message {
    let into = counted(tongue, pictures);
    let there = count(tongue, objects);
    let kamen = agree(objects, "kam", "kamen");
    let came = match objects {
        0 => say!(tongue,
            en: "No objects came into {into}: the file has none there that can be read",
            de: "In {into} kamen keine Objekte: Die Datei hat dafür keine lesbaren"),
        _ => say!(tongue, en: "{there} came into {into}", de: "{there} {kamen} in {into}"),
    };
    let names = named(unmatched);
    let these = agree(names.len(), "this picture", "these pictures");
    let diese = agree(names.len(), "dieses Bild", "diese Bilder");
    let text = match names.as_slice() {
        [] => came,
        names => say!(tongue,
            en: "{came}. The file is also about {others}: open {these}, then the file once more",
            de: "{came}. In der Datei geht es auch um {others}: {diese} öffnen, dann die Datei noch einmal",
            others = together(tongue, names)),
    };
    Message {
        help: (!names.is_empty()).then_some(Help::Picture),
        ..match objects {
            0 => Message::warning(text, None),
            _ => Message::note(text),
        }
    }
}

/// Masks of a file were cut at another threshold than those that are in the picture; they
/// stay as they are.
pub fn other_threshold(tongue: Tongue, picture: &str, own: u8, theirs: u8) -> Message {
    Message::warning(
        say!(tongue,
            en: "The new masks in {picture} were cut at {theirs}, and those before them at {own}: the new ones stay as they were cut, whatever the threshold. To move it beneath them, undo, set the threshold to {theirs}, then open the file once more",
            de: "Die neuen Masken in {picture} wurden bei {theirs} geschnitten, die davor bei {own}: Die neuen bleiben bei jedem Schwellwert, wie sie geschnitten wurden. Um ihn auch bei ihnen zu ändern, rückgängig machen, den Schwellwert auf {theirs} stellen, dann die Datei noch einmal öffnen",
            picture = plain(picture)),
        None,
    )
}

/// Boxes in space of a file were seen through another field of view than those that are in
/// the picture; that stays as it is.
pub fn other_view(tongue: Tongue, picture: &str, own: u8, theirs: u8) -> Message {
    Message::warning(
        say!(tongue,
            en: "The new 3D boxes in {picture} belong to a field of view of {theirs}°, and those before them are seen at {own}°, which all have now. To see the new ones as they were, set the field of view to {theirs}°",
            de: "Die neuen 3D-Quader in {picture} gehören zu einem Bildwinkel von {theirs}°, die davor sind bei {own}° zu sehen, was nun für alle gilt. Um die neuen so zu sehen, wie sie waren, den Bildwinkel auf {theirs}° stellen",
            picture = plain(picture)),
        None,
    )
}

/// Nothing in a file is about an open picture; it is about those with these names.
pub fn no_match(tongue: Tongue, file: &str, names: &[String]) -> Message {
    let names = named(names);
    let these = agree(names.len(), "this picture", "these pictures");
    let diese = agree(names.len(), "Dieses Bild", "Diese Bilder");
    match names.as_slice() {
        [] => Message::error(
            say!(tongue,
                en: "{file} names no picture that can be read, so nothing came of it. Save it anew in the program that made it",
                de: "{file} nennt kein lesbares Bild, darum kam nichts daraus. Im Programm, aus dem die Datei stammt, neu speichern"),
            None,
        ),
        names => Message::error(
            say!(tongue,
                en: "Nothing in {file} is about an open picture: it is about {others}. Open {these}, then the file once more",
                de: "Nichts in {file} betrifft ein offenes Bild: Es geht um {others}. {diese} öffnen, dann die Datei noch einmal",
                others = together(tongue, names)),
            Some(Help::Picture),
        ),
    }
}

/// A picture is open in another size than a file says of it.
pub fn other_size(tongue: Tongue, picture: &str, here: [u32; 2], there: [u32; 2]) -> Message {
    let [width, height] = here;
    let [other_width, other_height] = there;
    Message::warning(
        say!(tongue,
            en: "{picture} has {width} × {height} pixels here, but {other_width} × {other_height} in the file, so nothing of the file came into it. Open the picture in that size, then the file once more",
            de: "{picture} hat hier {width} × {height} Bildpunkte, in der Datei aber {other_width} × {other_height}, darum kam nichts aus der Datei hinein. Das Bild in jener Größe öffnen, dann die Datei noch einmal"),
        Some(Help::Picture),
    )
}

/// So many pictures.
pub(super) fn counted(tongue: Tongue, pictures: usize) -> String {
    match pictures {
        1 => say!(tongue, en: "1 picture", de: "1 Bild"),
        n => say!(tongue, en: "{n} pictures", de: "{n} Bilder"),
    }
}

/// Names in a row: three at most, then how many more.
pub(super) fn together(tongue: Tongue, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= NAMES => say!(tongue,
            en: "{first} and {last}",
            de: "{first} und {last}",
            first = first.join(", ")),
        _ => say!(tongue,
            en: "{first} and {more} more",
            de: "{first} und {more} weitere",
            first = names.get(..NAMES).unwrap_or(names).join(", "),
            more = names.len().saturating_sub(NAMES)),
    }
}

/// Names out of a file as they can be shown; those that are none are left out.
fn named(names: &[String]) -> Vec<String> {
    let there = names.iter().filter(|name| !name.trim().is_empty());
    there.map(|name| plain(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Language;

    const GERMAN: Language = Language::German;

    fn files(count: usize) -> Vec<String> {
        (0..count).map(|number| format!("{number}.jpg")).collect()
    }

    #[test]
    fn what_came_is_counted() {
        let said = |tongue, pictures, objects| imported(tongue, pictures, objects, &[]).text;
        let english = Tongue::default();
        assert_eq!(said(english, 3, 12), "12 objects came into 3 pictures");
        assert_eq!(said(english, 1, 1), "1 object came into 1 picture");
        assert_eq!(said(GERMAN.into(), 3, 12), "12 Objekte kamen in 3 Bilder");
        assert_eq!(said(GERMAN.into(), 1, 1), "1 Objekt kam in 1 Bild");
        assert!(said(english, 2, 0).starts_with("No objects came into 2 pictures"));
    }

    #[test]
    fn at_most_three_names_are_said() {
        let said = |tongue, count| imported(tongue, 1, 2, &files(count)).text;
        for (count, english, german) in [
            (
                1,
                "about 0.jpg: open this picture, then",
                "um 0.jpg: dieses Bild öffnen",
            ),
            (
                2,
                "about 0.jpg and 1.jpg: open these pictures, then",
                "um 0.jpg und 1.jpg: diese Bilder öffnen",
            ),
            (
                3,
                "about 0.jpg, 1.jpg and 2.jpg: open",
                "um 0.jpg, 1.jpg und 2.jpg: diese",
            ),
            (
                8,
                "about 0.jpg, 1.jpg, 2.jpg and 5 more: open",
                "um 0.jpg, 1.jpg, 2.jpg und 5 weitere: diese",
            ),
        ] {
            let text = said(Tongue::default(), count);
            assert!(text.contains(english), "{text}");
            let text = said(GERMAN.into(), count);
            assert!(text.contains(german), "{text}");
        }
    }

    #[test]
    fn the_way_on_is_a_picture_where_one_is_named() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let help = |names: Vec<String>| no_match(Tongue::default(), "a.json", &names).help;
        assert_eq!(help(names(&["a\u{202e}.jpg", ""])), Some(Help::Picture));
        assert_eq!(help(names(&["", " "])), None);
        let text = no_match(GERMAN.into(), "a.json", &files(1)).text;
        assert_eq!(
            text,
            "Nichts in a.json betrifft ein offenes Bild: Es geht um 0.jpg. Dieses Bild öffnen, dann die Datei noch einmal"
        );
    }
}
