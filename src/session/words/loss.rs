//! What a format cannot hold: how many objects that concerns, what becomes of them, and
//! which format holds it. Never said of a format that holds it.

use super::super::Tongue;
use super::format::format_name;
use super::{Message, agree, count};
use crate::export::{Format, Loss, Masks};
use crate::session::say;

/// What is lost in a format.
pub fn loss(tongue: Tongue, format: Format, loss: &Loss) -> Message {
    let name = format_name(tongue, format);
    let exact = both(tongue, Format::Coco);
    let apart = both(tongue, Format::GeoJson);
    // The objects as the subject of a sentence, and the verbs behind it.
    let number = things(loss);
    let there = count(tongue, number);
    let of = |one, many| agree(number, one, many);
    let (have, haben) = (of("has", "have"), of("hat", "haben"));
    let (are, sind) = (of("is", "are"), of("ist", "sind"));
    match loss {
        Loss::LeftOut(_) => Message::warning(left_out(tongue, format, number), None),
        Loss::Masks(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} a mask, of which “{name}” holds the box alone. “{outlines}” keeps outlines, {coco} every pixel",
                de: "{there} {haben} eine Maske, von der „{name}“ nur den Rahmen fasst. „{outlines}“ behält Umrisse, {coco} jeden Bildpunkt",
                outlines = format_name(tongue, Format::YoloSegments),
                coco = format_name(tongue, Format::Coco)),
            None,
        ),
        Loss::Holes(_) => Message::note(say!(tongue,
            en: "{there} {have} holes, which “{name}” cannot hold: a line joins each to the outline, and the mask stays the same. {exact} keep them",
            de: "{there} {haben} Löcher, die „{name}“ nicht fasst: Eine Linie verbindet jedes mit dem Umriss, die Maske bleibt gleich. {exact} behalten Löcher")),
        Loss::PartsJoined(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} several parts, and “{name}” holds one outline a row: lines join the parts, and other programs draw them too. A row for each part needs no lines, and {exact} keep the parts together",
                de: "{there} {haben} mehrere Teile, und „{name}“ fasst einen Umriss je Zeile: Linien verbinden die Teile, und andere Programme zeichnen sie mit. Eine Zeile je Teil braucht keine Linien, und {exact} halten die Teile zusammen"),
            None,
        ),
        Loss::PartsSplit(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} several parts, and in “{name}” each part becomes an object of its own. {exact} keep them together",
                de: "{there} {haben} mehrere Teile, und in „{name}“ wird jeder Teil ein eigenes Objekt. {exact} halten sie zusammen"),
            None,
        ),
        Loss::Overlaps(_) => {
            let (lie, liegen) = (of("lies", "lie"), of("liegt", "liegen"));
            Message::warning(
                say!(tongue,
                    en: "{there} {lie} partly under smaller ones, and in “{name}” a pixel belongs to one object alone: the smaller one keeps it. {exact} keep every mask whole",
                    de: "{there} {liegen} zum Teil unter kleineren, und in „{name}“ gehört ein Bildpunkt nur einem Objekt: Das kleinere behält ihn. {exact} behalten jede Maske ganz"),
                None,
            )
        }
        Loss::Covered(_) => {
            let them = of("it", "them");
            Message::warning(
                say!(tongue,
                    en: "{there} {are} covered by smaller ones as a whole, so nothing of {them} is left in “{name}”. {exact} keep every mask whole",
                    de: "{there} {sind} ganz von kleineren bedeckt, darum bleibt in „{name}“ nichts davon. {exact} behalten jede Maske ganz"),
                None,
            )
        }
        Loss::TooMany(_) => {
            let fehlen = of("fehlt", "fehlen");
            Message::warning(
                say!(tongue,
                    en: "“{name}” has too few numbers for all, so {there} {are} missing in its maps. {exact} know no such limit",
                    de: "„{name}“ hat nicht genug Nummern für alle, darum {fehlen} {there} in den Karten. {exact} kennen keine solche Grenze"),
                None,
            )
        }
        Loss::Tiny(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} a part that is one pixel wide or high. Programs that fill outlines without their line lose it; {exact} keep it",
                de: "{there} {haben} einen Teil, der einen Bildpunkt breit oder hoch ist. Programme, die Umrisse ohne ihre Linie füllen, verlieren ihn; {exact} behalten ihn"),
            None,
        ),
        Loss::Doubles(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} the class and the place of an earlier one, and Ultralytics reads the earlier alone. {exact} keep both",
                de: "{there} {haben} Klasse und Ort eines früheren, und Ultralytics liest nur das frühere. {exact} behalten beide"),
            None,
        ),
        Loss::Points(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} points, which “{name}” cannot hold, so they are not written. {exact} keep them",
                de: "{there} {haben} Punkte, die „{name}“ nicht fasst; geschrieben werden die Punkte nicht. {exact} behalten sie"),
            None,
        ),
        Loss::Cuboids(_) => Message::warning(
            say!(tongue,
                en: "{there} {have} a 3D box, which “{name}” cannot hold, so it is not written. {apart} keep it",
                de: "{there} {haben} einen 3D-Quader, den „{name}“ nicht fasst; geschrieben wird der Quader nicht. {apart} behalten ihn"),
            None,
        ),
        Loss::Groups(_) => {
            let (belong, gehoeren) = (of("belongs", "belong"), of("gehört", "gehören"));
            Message::warning(
                say!(tongue,
                    en: "{there} {belong} together with others, which “{name}” cannot say, so it is not written. {apart} can",
                    de: "{there} {gehoeren} mit anderen zusammen, was „{name}“ nicht ausdrücken kann; geschrieben wird es nicht. {apart} können es"),
                None,
            )
        }
        Loss::Merged(_) => {
            let (become_, werden) = (of("becomes", "become"), of("wird", "werden"));
            Message::note(say!(tongue,
                en: "{there} {become_} one picture with the others, in which nothing says which is which. “{alone}” keeps them apart",
                de: "{there} {werden} ein Bild mit den anderen, in dem nichts sagt, welches welches ist. „{alone}“ hält sie auseinander",
                alone = format_name(tongue, Format::CutOuts)))
        }
        Loss::Labels(_) => Message::note(say!(tongue,
            en: "{there} {have} a label, which “{name}” does not show. {exact} keep it",
            de: "{there} {haben} eine Bezeichnung, die „{name}“ nicht zeigt. {exact} behalten sie")),
        Loss::Simplified { least_iou, .. } => Message::note(say!(tongue,
            en: "{there} {have} a simplified outline, with an IoU of at least {iou} to the mask. With “Fewer corners” at 0 outlines stay exact",
            de: "{there} {haben} einen vereinfachten Umriss, mit einer IoU von mindestens {iou} zur Maske. Mit „Weniger Ecken“ auf 0 bleiben Umrisse genau",
            iou = tongue.decimal((least_iou * 1000.0).floor() / 1000.0, 3))),
    }
}

/// Nothing is written of so many objects.
fn left_out(tongue: Tongue, format: Format, number: usize) -> String {
    let there = count(tongue, number);
    let name = format_name(tongue, format);
    let masque = format_name(tongue, Format::Masque);
    let (are, sind) = (agree(number, "is", "are"), agree(number, "ist", "sind"));
    let holds = format.holds();
    if holds.masks == Masks::Drawn {
        return say!(tongue,
            en: "{there} without a mask, box, point or 3D box in the picture {are} left out: “{name}” shows nothing else. {masque} keeps everything",
            de: "{there} ohne Maske, Rahmen, Punkt oder 3D-Quader im Bild {sind} weggelassen: „{name}“ zeigt nichts anderes. {masque} behält alles");
    }
    match (holds.boxes, holds.points) {
        (true, true) if holds.cuboids => say!(tongue,
            en: "{there} without a mask, box or point in the picture {are} left out: “{name}” holds a 3D box beside one of them alone. {masque} keeps everything",
            de: "{there} ohne Maske, Rahmen oder Punkt im Bild {sind} weggelassen: „{name}“ fasst einen 3D-Quader nur neben einem davon. {masque} behält alles"),
        (true, true) => say!(tongue,
            en: "{there} without a mask, box or point in the picture {are} left out: “{name}” holds nothing else. {masque} keeps everything",
            de: "{there} ohne Maske, Rahmen oder Punkt im Bild {sind} weggelassen: „{name}“ fasst nichts anderes. {masque} behält alles"),
        (true, false) => say!(tongue,
            en: "{there} without a mask or box in the picture {are} left out: “{name}” holds nothing else. {masque} keeps everything",
            de: "{there} ohne Maske oder Rahmen im Bild {sind} weggelassen: „{name}“ fasst nichts anderes. {masque} behält alles"),
        (false, _) => say!(tongue,
            en: "{there} without a mask {are} left out: “{name}” holds masks alone. {masque} keeps everything",
            de: "{there} ohne Maske {sind} weggelassen: „{name}“ fasst nur Masken. {masque} behält alles"),
    }
}

/// A format, and Masque's own beside it.
fn both(tongue: Tongue, format: Format) -> String {
    say!(tongue,
        en: "{one} and {own}",
        de: "{one} und {own}",
        one = format_name(tongue, format),
        own = format_name(tongue, Format::Masque))
}

/// How many objects a loss concerns.
fn things(loss: &Loss) -> usize {
    match loss {
        Loss::LeftOut(things) | Loss::Masks(things) | Loss::Holes(things) => *things,
        Loss::PartsJoined(things) | Loss::PartsSplit(things) => *things,
        Loss::Overlaps(things) | Loss::Covered(things) | Loss::TooMany(things) => *things,
        Loss::Tiny(things) | Loss::Doubles(things) => *things,
        Loss::Points(things) | Loss::Cuboids(things) | Loss::Groups(things) => *things,
        Loss::Merged(things) | Loss::Labels(things) => *things,
        Loss::Simplified { things, .. } => *things,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Language;
    use crate::session::words::Tone;

    fn both_texts(format: Format, lost: Loss) -> [String; 2] {
        Language::ALL.map(|language| loss(language.into(), format, &lost).text)
    }

    #[test]
    fn one_object_and_several_have_their_own_verbs() {
        assert_eq!(
            both_texts(Format::CocoPolygons, Loss::Holes(3)),
            [
                "3 objects have holes, which “COCO, polygons” cannot hold: a line joins each to the outline, and the mask stays the same. COCO and Masque JSON keep them",
                "3 Objekte haben Löcher, die „COCO, Polygone“ nicht fasst: Eine Linie verbindet jedes mit dem Umriss, die Maske bleibt gleich. COCO und Masque-JSON behalten Löcher",
            ]
        );
        let [english, german] = both_texts(Format::InstanceMap, Loss::Overlaps(1));
        assert!(english.starts_with("1 object lies partly"), "{english}");
        assert!(german.starts_with("1 Objekt liegt zum Teil"), "{german}");
        let [english, german] = both_texts(Format::Coco, Loss::Groups(1));
        assert!(
            english.starts_with("1 object belongs together"),
            "{english}"
        );
        assert!(
            german.starts_with("1 Objekt gehört mit anderen"),
            "{german}"
        );
    }

    #[test]
    fn what_is_left_out_depends_on_what_is_held() {
        for (format, what) in [
            (Format::ClassMap, "without a mask are left out"),
            (
                Format::YoloSegments,
                "without a mask or box in the picture are",
            ),
            (
                Format::Coco,
                "without a mask, box or point in the picture are",
            ),
        ] {
            let [english, _] = both_texts(format, Loss::LeftOut(2));
            assert!(english.contains(what), "{english}");
        }
        assert_eq!(
            both_texts(Format::Overlay, Loss::LeftOut(1)),
            [
                "1 object without a mask, box, point or 3D box in the picture is left out: “Picture with masks, PNG” shows nothing else. Masque JSON keeps everything",
                "1 Objekt ohne Maske, Rahmen, Punkt oder 3D-Quader im Bild ist weggelassen: „Bild mit Masken, PNG“ zeigt nichts anderes. Masque-JSON behält alles",
            ]
        );
        let [english, _] = both_texts(Format::GeoJson, Loss::LeftOut(1));
        assert!(english.contains("holds a 3D box beside one"), "{english}");
    }

    #[test]
    fn an_outline_never_agrees_better_than_it_does() {
        let lost = |least_iou| Loss::Simplified {
            things: 1,
            least_iou,
        };
        let [english, german] = both_texts(Format::Svg, lost(0.99972));
        assert!(english.contains("at least 0.999 to"), "{english}");
        assert!(german.contains("mindestens 0,999 zur"), "{german}");
    }

    #[test]
    fn what_stays_whole_is_no_warning() {
        let tone = |lost| loss(Tongue::default(), Format::YoloSegments, &lost).tone;
        assert_eq!(tone(Loss::Holes(1)), Tone::Note);
        assert_eq!(tone(Loss::PartsJoined(1)), Tone::Warning);
    }

    #[test]
    fn the_formats_that_are_named_hold_what_is_lost() {
        for format in [Format::Coco, Format::Masque] {
            let holds = format.holds();
            assert_eq!(holds.masks, Masks::Exact);
            assert!(holds.holes && holds.parts && holds.boxes && holds.points);
        }
        for format in [Format::GeoJson, Format::Masque] {
            let holds = format.holds();
            assert!(holds.cuboids && holds.groups);
        }
        assert_ne!(Format::YoloSegments.holds().masks, Masks::None);
    }
}
