//! Everything that can be said of files that are saved and opened. Every variant of
//! every enum is listed, or this does not compile.

use super::super::*;
use super::every::{each, mask_problems};
use crate::export::read::{Fault, OriginProblem, Problem, ReadProblem};
use crate::export::zip::{ZipProblem, check};
use crate::export::{EncodeProblem, ExportProblem, Format, Loss};
use crate::mask::coco::RleProblem;
use serde::ser::Error as _;
use std::io;

fn losses(things: usize) -> Vec<Loss> {
    each! { Loss:
        Loss::LeftOut(_) => Loss::LeftOut(things);
        Loss::Masks(_) => Loss::Masks(things);
        Loss::Holes(_) => Loss::Holes(things);
        Loss::PartsJoined(_) => Loss::PartsJoined(things);
        Loss::PartsSplit(_) => Loss::PartsSplit(things);
        Loss::Overlaps(_) => Loss::Overlaps(things);
        Loss::Covered(_) => Loss::Covered(things);
        Loss::TooMany(_) => Loss::TooMany(things);
        Loss::Tiny(_) => Loss::Tiny(things);
        Loss::Doubles(_) => Loss::Doubles(things);
        Loss::Points(_) => Loss::Points(things);
        Loss::Cuboids(_) => Loss::Cuboids(things);
        Loss::Groups(_) => Loss::Groups(things);
        Loss::Merged(_) => Loss::Merged(things);
        Loss::Labels(_) => Loss::Labels(things);
        Loss::Simplified { .. } => Loss::Simplified { things, least_iou: 0.914_27 };
    }
}

fn export_problems() -> Vec<ExportProblem> {
    use ExportProblem as P;
    let full = || EncodeProblem::Png(io::Error::other("no room").into());
    each! { P:
        P::OtherSize { .. } => P::OtherSize { picture: 1, thing: 3 };
        P::TooLarge(_) => P::TooLarge(1);
        P::OtherPixels => P::OtherPixels;
        P::Png(EncodeProblem::Png(_)) => P::Png(full());
        P::Json(_) => P::Json(serde_json::Error::custom("no room"));
        P::Xml(_) => P::Xml(io::Error::other("no room"));
    }
}

fn zip_problems() -> Vec<ZipProblem> {
    use ZipProblem as P;
    let path = || "a/cup.png".to_owned();
    let none: &[u8] = b"";
    let broken = check(none, 0, &[]).expect_err("no archive");
    assert!(matches!(broken, P::Archive(_)), "{broken}");
    each! { P:
        P::BadPath(_) => P::BadPath(path());
        P::Twice(_) => P::Twice(path());
        P::Archive(_) => broken;
        P::Bytes(_) => P::Bytes(io::Error::other("no room"));
        P::OtherFiles => P::OtherFiles;
        P::OtherBytes(_) => P::OtherBytes(path());
    }
}

fn read_problems() -> Vec<ReadProblem> {
    use ReadProblem as P;
    each! { P:
        P::TooLong => P::TooLong;
        P::Broken => P::Broken;
        P::OtherFormat => P::OtherFormat;
        P::LaterVersion(_) => P::LaterVersion(7);
    }
}

fn rle_problems() -> Vec<RleProblem> {
    use RleProblem as P;
    each! { P:
        P::TextTooLong(_) => P::TextTooLong(9 << 20);
        P::BadLetter(_) => P::BadLetter(16);
        P::CutOff => P::CutOff;
        P::BadCount(_) => P::BadCount(16);
        P::TooManyCounts(_) => P::TooManyCounts(9 << 20);
        P::OtherSize { .. } => P::OtherSize { counted: 1999, picture: 2000 };
        P::TooManyRuns => P::TooManyRuns;
    }
}

fn faults() -> Vec<Fault> {
    let run_lengths = rle_problems().into_iter().map(Fault::RunLengths);
    let pictures = mask_problems().into_iter().map(Fault::Picture);
    let list: Vec<Vec<Fault>> = each! { Fault:
        Fault::Size => vec![Fault::Size];
        Fault::NoPicture => vec![Fault::NoPicture];
        Fault::Form => vec![Fault::Form];
        Fault::Kind(_) => vec![Fault::Kind("polyline".to_owned())];
        Fault::RunLengths(_) => run_lengths.collect();
        Fault::Picture(_) => pictures.collect();
        Fault::Memory => vec![Fault::Memory];
        Fault::TooComplex => vec![Fault::TooComplex];
        Fault::Origin(_) => [OriginProblem::Other, OriginProblem::TooMuch].map(Fault::Origin).to_vec();
    };
    list.concat()
}

/// A fault of an object, of a picture and of neither, once and several times.
fn faulty(tongue: Tongue, of: &Fault) -> Vec<Message> {
    let places = [
        (Some(1), Some(3)),
        (None, Some(3)),
        (Some(1), None),
        (None, None),
    ];
    let problems = places.map(|(picture, thing)| Problem {
        picture,
        thing,
        fault: of.clone(),
    });
    let said = problems.iter().flat_map(|problem| {
        [1, 3].map(|times| fault(tongue, "annotations.xml", &vec![problem.clone(); times]))
    });
    said.flatten().collect()
}

/// All of it.
pub(super) fn files(tongue: Tongue) -> Vec<Message> {
    let mut said = Vec::new();
    for format in Format::ALL {
        said.push(Message::note(format_about(tongue, format)));
        for things in [1, 3] {
            let lost = losses(things);
            said.extend(lost.iter().map(|one| loss(tongue, format, one)));
        }
    }
    for problem in export_problems() {
        said.extend([None, Some("a.jpg")].map(|name| not_exported(tongue, &problem, name)));
    }
    said.extend(zip_problems().iter().map(|one| not_zipped(tongue, one)));
    said.extend([1, 1200].map(|files| exported(tongue, "masque.zip", files, "7 MB")));
    said.push(saved_one(tongue, "a.jpg"));
    for problem in read_problems() {
        said.push(not_imported(tongue, "annotations.xml", problem));
    }
    said.extend(faults().iter().flat_map(|one| faulty(tongue, one)));
    let names = ["a.jpg", "b.jpg", "c", "d", "e"].map(str::to_owned);
    for names in [&names[..0], &names[..1], &names[..3], &names] {
        said.push(no_match(tongue, "annotations.xml", names));
        for (pictures, objects) in [(1, 0), (3, 0), (1, 1), (3, 12)] {
            said.push(imported(tongue, pictures, objects, names));
        }
    }
    said.push(other_size(tongue, "a.jpg", [800, 600], [1600, 1200]));
    said
}
