//! What is said of a file with faults, word for word.

use super::*;
use crate::mask::MaskProblem;
use crate::session::Language;

fn of(fault: Fault, thing: Option<usize>) -> Problem {
    Problem {
        picture: Some(1),
        thing,
        fault,
    }
}

fn texts(language: Language, problems: &[Problem]) -> Vec<String> {
    let said = fault(language.into(), "a.xml", problems).into_iter();
    said.map(|message| message.text).collect()
}

#[test]
fn one_kind_is_said_once_with_its_first_place() {
    let short = |counted| {
        Fault::RunLengths(RleProblem::OtherSize {
            counted,
            picture: 2000,
        })
    };
    let problems = [
        of(short(12), Some(3)),
        of(Fault::Size, None),
        of(short(40), Some(7)),
        of(Fault::Size, Some(8)),
    ];
    assert_eq!(
        texts(Language::English, &problems),
        [
            "In a.xml 2 objects were left out: the run lengths do not fill the picture exactly. The first is object 4 in picture 2: its run lengths count 12 pixels, its picture has 2\u{202f}000. Check that in the program that made the file",
            "In a.xml 1 picture was left out: width and height must be whole numbers from 1 to 65\u{202f}535. It is picture 2. Check that in the program that made the file",
            "In a.xml 1 object was left out: the size of a mask is missing, or does not fit its picture. It is object 9 in picture 2. Check that in the program that made the file",
        ]
    );
    assert_eq!(
        texts(Language::German, &problems[..1]),
        [
            "In a.xml wurde 1 Objekt weggelassen: Die Lauflängen füllen das Bild nicht genau. Es ist Objekt 4 in Bild 2: Die Lauflängen zählen 12 Bildpunkte, das Bild hat 2.000. Das im Programm prüfen, aus dem die Datei stammt"
        ]
    );
    assert!(texts(Language::German, &problems)[0].contains("Zuerst kommt Objekt 4"));
    assert_eq!(texts(Language::English, &[]), [""; 0]);
}

#[test]
fn kinds_of_shapes_are_named_once_each() {
    let kind = |name: &str| of(Fault::Kind(name.to_owned()), Some(0));
    let names = [
        "polyline",
        "circle",
        "polyline",
        "line",
        "dot\u{202e}",
        "arc",
    ];
    let said = texts(Language::English, &names.map(kind));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("6 objects were left out: shapes such as “polyline”, “circle”, “line” and 2 more are not read"),
        "{said:?}"
    );
}

#[test]
fn a_mask_that_is_a_picture_says_why_it_cannot_be_read() {
    let problems = [
        of(Fault::Picture(MaskProblem::BrokenPng), Some(0)),
        of(Fault::Picture(MaskProblem::BadBase64), Some(1)),
    ];
    let said = texts(Language::German, &problems);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("Es ist Objekt 1 in Bild 2: Das PNG ist fehlerhaft. "));
}

#[test]
fn a_fault_without_a_place_is_said_too() {
    let nowhere = Problem {
        picture: None,
        thing: None,
        fault: Fault::Form,
    };
    let said = texts(Language::English, &[nowhere]);
    assert_eq!(
        said,
        [
            "In a.xml 1 part was left out: something that must stand there is missing, or has another form. Check that in the program that made the file"
        ]
    );
}
