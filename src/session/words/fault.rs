//! What was left out of a file of annotations, and why: one message for each kind of
//! fault, with the place of its first. Never one for each object.

use super::super::Tongue;
use super::import::{counted, together};
use super::mask::why as why_no_mask;
use super::{Message, agree, count};
use crate::export::plain;
use crate::export::read::{Fault, OriginProblem, Problem};
use crate::geometry::Size;
use crate::mask::coco::{self, RleProblem};
use crate::mask::limits;
use crate::session::say;
use std::collections::BTreeSet;
use std::mem::discriminant;

/// What was left out of a file; nothing when nothing was.
pub fn fault(tongue: Tongue, file: &str, problems: &[Problem]) -> Vec<Message> {
    let mut alike: Vec<(&Problem, Vec<&Problem>)> = Vec::new();
    for problem in problems {
        match alike.iter_mut().find(|(one, _)| is_alike(one, problem)) {
            Some((_, others)) => others.push(problem),
            None => alike.push((problem, Vec::new())),
        }
    }
    let said = alike.iter().map(|(first, others)| {
        let what = left_out(tongue, file, Left::of(first), others.len() + 1);
        let why = why(tongue, first, others);
        let place = place(tongue, first, others.is_empty());
        let way = way_on(tongue, &first.fault);
        Message::warning(format!("{what}: {why}. {place}{way}"), None)
    });
    said.collect()
}

/// What a problem leaves out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    Thing,
    Origin,
    Picture,
    Part,
}

impl Left {
    fn of(problem: &Problem) -> Self {
        if matches!(problem.fault, Fault::Origin(_)) {
            return Self::Origin;
        }
        match (problem.thing, problem.picture) {
            (Some(_), _) => Self::Thing,
            (None, Some(_)) => Self::Picture,
            (None, None) => Self::Part,
        }
    }
}

fn is_alike(one: &Problem, other: &Problem) -> bool {
    let is_same = match (&one.fault, &other.fault) {
        (Fault::RunLengths(one), Fault::RunLengths(other)) => {
            discriminant(one) == discriminant(other)
        }
        (Fault::Picture(one), Fault::Picture(other)) => discriminant(one) == discriminant(other),
        (Fault::Origin(one), Fault::Origin(other)) => one == other,
        (one, other) => discriminant(one) == discriminant(other),
    };
    is_same && Left::of(one) == Left::of(other)
}

fn left_out(tongue: Tongue, file: &str, left: Left, number: usize) -> String {
    let there = match left {
        Left::Thing | Left::Origin => count(tongue, number),
        Left::Picture => counted(tongue, number),
        Left::Part => match number {
            1 => say!(tongue, en: "1 part", de: "1 Teil"),
            n => say!(tongue, en: "{n} parts", de: "{n} Teile"),
        },
    };
    let (was, wurde) = (
        agree(number, "was", "were"),
        agree(number, "wurde", "wurden"),
    );
    if left == Left::Origin {
        let kam = agree(number, "kam", "kamen");
        return say!(tongue,
            en: "{there} in {file} came as they stand, without grey values and steps of mending",
            de: "Aus {file} {kam} {there} ohne Grauwerte und Schritte der Nacharbeit");
    }
    say!(tongue,
        en: "In {file} {there} {was} left out",
        de: "In {file} {wurde} {there} weggelassen")
}

/// Where the first is, and what is wrong just there, as a sentence of its own.
fn place(tongue: Tongue, first: &Problem, is_only: bool) -> String {
    let picture = first
        .picture
        .map(|at| say!(tongue, en: "picture {n}", de: "Bild {n}", n = at + 1));
    let thing = first
        .thing
        .map(|at| say!(tongue, en: "object {n}", de: "Objekt {n}", n = at + 1));
    let place = match (thing, picture) {
        (Some(thing), Some(picture)) => {
            say!(tongue, en: "{thing} in {picture}", de: "{thing} in {picture}")
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return String::new(),
    };
    let detail = detail(tongue, &first.fault);
    match is_only {
        true => say!(tongue, en: "It is {place}{detail}. ", de: "Es ist {place}{detail}. "),
        false => say!(tongue,
            en: "The first is {place}{detail}. ",
            de: "Zuerst kommt {place}{detail}. "),
    }
}

/// What all alike have in common.
fn why(tongue: Tongue, first: &Problem, others: &[&Problem]) -> String {
    let left = Left::of(first);
    match (&first.fault, left) {
        (Fault::Size, Left::Thing | Left::Origin) => say!(tongue,
            en: "the size of a mask is missing, or does not fit its picture",
            de: "Die Größe einer Maske fehlt oder passt nicht zu ihrem Bild"),
        (Fault::Size, Left::Picture | Left::Part) => say!(tongue,
            en: "width and height must be whole numbers from 1 to {most}",
            de: "Breite und Höhe müssen ganze Zahlen von 1 bis {most} sein",
            most = tongue.whole(Size::LONGEST_SIDE.into())),
        (Fault::NoPicture, _) => say!(tongue,
            en: "the picture is not listed in the file, or was left out itself",
            de: "Das Bild steht nicht in der Datei oder wurde selbst weggelassen"),
        (Fault::Form, Left::Thing | Left::Origin) => say!(tongue,
            en: "something that such an object must have is missing, or has another form",
            de: "Etwas, das so ein Objekt haben muss, fehlt oder hat eine andere Form"),
        (Fault::Form, Left::Picture | Left::Part) => say!(tongue,
            en: "something that must stand there is missing, or has another form",
            de: "Etwas, das dort stehen muss, fehlt oder hat eine andere Form"),
        (Fault::Kind(kind), _) => {
            let others = others.iter().filter_map(|other| match &other.fault {
                Fault::Kind(kind) => Some(kind),
                _ => None,
            });
            let mut seen = BTreeSet::new();
            let kinds = std::iter::once(kind)
                .chain(others)
                .filter(|kind| seen.insert(*kind))
                .map(|kind| say!(tongue, en: "“{kind}”", de: "„{kind}“", kind = plain(kind)));
            let kinds: Vec<String> = kinds.collect();
            say!(tongue,
                en: "shapes such as {kinds} are not read",
                de: "Formen wie {kinds} werden nicht gelesen",
                kinds = together(tongue, &kinds))
        }
        (Fault::RunLengths(problem), _) => run_lengths(tongue, *problem),
        (Fault::Picture(_), _) => say!(tongue,
            en: "the mask is a picture that cannot be decoded",
            de: "Die Maske ist ein Bild, das sich nicht lesen lässt"),
        (Fault::Memory, _) => say!(tongue,
            en: "the masks of the file together take more than {most} MB of memory",
            de: "Alle Masken der Datei zusammen brauchen mehr als {most} MB Speicher",
            most = limits::ANSWER_MASKS >> 20),
        (Fault::Origin(OriginProblem::Other), _) => say!(tongue,
            en: "what the masks were made of cannot be read, or gives other masks than those that stand beside it, which count",
            de: "Woraus die Masken gemacht sind, ist nicht lesbar oder ergibt andere Masken als die daneben, und die gelten"),
        (Fault::Origin(OriginProblem::TooMuch), _) => say!(tongue,
            en: "what all the masks of the file were made of takes too much memory, or too long to look at",
            de: "Woraus alle Masken der Datei gemacht sind, braucht zu viel Speicher oder zu viel Zeit"),
        (Fault::TooComplex, _) => say!(tongue,
            en: "an outline or mask is too frayed",
            de: "Ein Umriss oder eine Maske ist zu ausgefranst"),
    }
}

fn run_lengths(tongue: Tongue, problem: RleProblem) -> String {
    match problem {
        RleProblem::TextTooLong(_) => say!(tongue,
            en: "the text of the run lengths has more than {most} MB",
            de: "Der Text der Lauflängen hat mehr als {most} MB",
            most = coco::TEXT_BYTES >> 20),
        RleProblem::BadLetter(_) => say!(tongue,
            en: "the text of the run lengths has a letter that stands for no number",
            de: "Der Text der Lauflängen hat ein Zeichen, das für keine Zahl steht"),
        RleProblem::CutOff => say!(tongue,
            en: "the text of the run lengths breaks off within a number",
            de: "Der Text der Lauflängen bricht mitten in einer Zahl ab"),
        RleProblem::BadCount(_) => say!(tongue,
            en: "a run length is below 0, or too large",
            de: "Eine Lauflänge ist kleiner als 0 oder zu groß"),
        RleProblem::TooManyCounts(_) => say!(tongue,
            en: "there are more than {most} run lengths",
            de: "Es sind mehr als {most} Lauflängen",
            most = tongue.whole(coco::COUNTS as u64)),
        RleProblem::OtherSize { .. } => say!(tongue,
            en: "the run lengths do not fill the picture exactly",
            de: "Die Lauflängen füllen das Bild nicht genau"),
        RleProblem::TooManyRuns => say!(tongue,
            en: "the mask is too frayed, with more than {most} runs in its rows",
            de: "Die Maske ist zu ausgefranst, mit mehr als {most} Läufen in ihren Zeilen",
            most = tongue.whole(coco::RUNS)),
    }
}

/// What is wrong just there, behind the place.
fn detail(tongue: Tongue, fault: &Fault) -> String {
    match fault {
        Fault::RunLengths(RleProblem::BadLetter(at)) => {
            say!(tongue, en: ", at letter {n}", de: ", bei Zeichen {n}", n = at + 1)
        }
        Fault::RunLengths(RleProblem::BadCount(at)) => {
            say!(tongue, en: ", at run length {n}", de: ", bei Lauflänge {n}", n = at + 1)
        }
        Fault::RunLengths(RleProblem::OtherSize { counted, picture }) => say!(tongue,
            en: ": its run lengths count {counted} pixels, its picture has {picture}",
            de: ": Die Lauflängen zählen {counted} Bildpunkte, das Bild hat {picture}",
            counted = tongue.whole(*counted),
            picture = tongue.whole(*picture)),
        Fault::RunLengths(
            RleProblem::TextTooLong(_)
            | RleProblem::CutOff
            | RleProblem::TooManyCounts(_)
            | RleProblem::TooManyRuns,
        ) => String::new(),
        Fault::Picture(problem) => format!(": {}", why_no_mask(tongue, *problem)),
        Fault::Size | Fault::NoPicture | Fault::Form | Fault::Kind(_) => String::new(),
        Fault::Memory | Fault::TooComplex | Fault::Origin(_) => String::new(),
    }
}

fn way_on(tongue: Tongue, fault: &Fault) -> String {
    match fault {
        Fault::Kind(_) => say!(tongue,
            en: "Make masks or polygons of them in the program that made the file",
            de: "Im Programm, aus dem die Datei stammt, Masken oder Polygone daraus machen"),
        Fault::Memory | Fault::Origin(OriginProblem::TooMuch) => say!(tongue,
            en: "Save the file in several parts, then open each",
            de: "Die Datei in mehreren Teilen speichern, dann jeden öffnen"),
        Fault::TooComplex
        | Fault::RunLengths(
            RleProblem::TextTooLong(_) | RleProblem::TooManyCounts(_) | RleProblem::TooManyRuns,
        ) => say!(tongue,
            en: "Smooth the mask in the program that made the file",
            de: "Die Maske im Programm glätten, aus dem die Datei stammt"),
        Fault::Size | Fault::NoPicture | Fault::Form | Fault::Picture(_) => check(tongue),
        Fault::Origin(OriginProblem::Other) => check(tongue),
        Fault::RunLengths(
            RleProblem::BadLetter(_)
            | RleProblem::CutOff
            | RleProblem::BadCount(_)
            | RleProblem::OtherSize { .. },
        ) => check(tongue),
    }
}

fn check(tongue: Tongue) -> String {
    say!(tongue,
        en: "Check that in the program that made the file",
        de: "Das im Programm prüfen, aus dem die Datei stammt")
}

#[cfg(test)]
mod tests;
