//! The names of what a person does to objects, for the list of steps. Each is a few
//! words in the imperative, or what a language has in its place, never a sentence.

use super::super::{Called, Deed, Object, These, Tongue};
use super::{Message, count};
use crate::mask::Refine;
use crate::session::{EditProblem, Keep, Tool, say};

/// What is said of an edit that was not done.
pub fn not_done(tongue: Tongue, problem: EditProblem) -> Message {
    let text = match problem {
        EditProblem::NoRoom => say!(tongue,
            en: "That was not done: there is no room for more objects and masks. Delete some, or drop the specks of those with frayed edges",
            de: "Das wurde nicht getan: Für weitere Objekte und Masken ist kein Platz. Einige löschen oder die Sprenkel derer mit ausgefransten Rändern entfernen"),
        EditProblem::TooFrayed => say!(tongue,
            en: "That was not done: a mask is too frayed for it. Drop its specks first, or take fewer pixels",
            de: "Das wurde nicht getan: Eine Maske ist dafür zu ausgefranst. Zuerst ihre Sprenkel entfernen oder weniger Bildpunkte nehmen"),
        EditProblem::Coming => {
            return Message::note(say!(tongue,
                en: "Undo works again as soon as the answer is there",
                de: "Rückgängig machen geht wieder, sobald die Antwort da ist"));
        }
    };
    Message::warning(text, None)
}

/// What an object is called: its label, or "Object 3".
pub fn name(tongue: Tongue, object: &Object) -> String {
    called(tongue, &object.called())
}

/// The same of what is known of it.
pub(super) fn called(tongue: Tongue, called: &Called) -> String {
    match called {
        Called::Label(label) => label.clone(),
        Called::Number(number) => say!(tongue, en: "Object {number}", de: "Objekt {number}"),
    }
}

/// The name of a step.
pub fn step(tongue: Tongue, deed: &Deed) -> String {
    let of = |these: &These| named(tongue, these);
    match deed {
        Deed::Show(ones) => {
            say!(tongue, en: "Show {these}", de: "{these} einblenden", these = of(ones))
        }
        Deed::Hide(ones) => {
            say!(tongue, en: "Hide {these}", de: "{these} ausblenden", these = of(ones))
        }
        Deed::ShowOnly(ones) => {
            say!(tongue, en: "Show only {these}", de: "Nur {these} einblenden", these = of(ones))
        }
        Deed::ShowAll => say!(tongue, en: "Show all", de: "Alle einblenden"),
        Deed::Rename(ones, label) => say!(tongue,
            en: "Rename {these} to {label}",
            de: "{these} in {label} umbenennen",
            these = of(ones)),
        Deed::Unname(ones) => say!(tongue,
            en: "Take the name from {these}",
            de: "{these}: Namen entfernen",
            these = of(ones)),
        Deed::Classify(ones, class) => say!(tongue,
            en: "Classify {these} as {class}",
            de: "{these} als {class} einordnen",
            these = of(ones)),
        Deed::Unclassify(ones) => say!(tongue,
            en: "Take the class from {these}",
            de: "{these}: Klasse entfernen",
            these = of(ones)),
        Deed::Recolor(ones) => {
            say!(tongue, en: "Recolour {these}", de: "{these} umfärben", these = of(ones))
        }
        Deed::UsualColor(ones) => say!(tongue,
            en: "Give {these} the usual colour",
            de: "{these} wie üblich färben",
            these = of(ones)),
        Deed::Delete(ones) => {
            say!(tongue, en: "Delete {these}", de: "{these} löschen", these = of(ones))
        }
        Deed::Refine(ones, refine) => refined(tongue, *refine, &of(ones)),
        Deed::Draw { tool, erase, on } => match on {
            None => new(tongue, *tool),
            Some(on) => drawn(tongue, *tool, *erase, &called(tongue, on)),
        },
        Deed::Unite([one, other]) => say!(tongue,
            en: "Unite {one} and {other}",
            de: "{one} und {other} vereinen",
            one = called(tongue, one),
            other = called(tongue, other)),
        Deed::UniteAll(ones) => {
            say!(tongue, en: "Unite {these}", de: "{these} vereinen", these = of(ones))
        }
        Deed::Split(ones) => {
            say!(tongue, en: "Split {these}", de: "{these} teilen", these = of(ones))
        }
        Deed::Merge => say!(tongue, en: "Merge doubles", de: "Doppelte zusammenführen"),
        Deed::Import => {
            say!(tongue, en: "Add a file's objects", de: "Objekte einer Datei hinzufügen")
        }
        Deed::Ask(model) => say!(tongue, en: "Ask {model}", de: "{model} fragen"),
        Deed::Open => {
            say!(tongue, en: "Open a saved answer", de: "Gespeicherte Antwort öffnen")
        }
        Deed::Continue => say!(tongue, en: "Continue the answer", de: "Antwort fortsetzen"),
        Deed::Compare(model) => {
            say!(tongue, en: "Compare with {model}", de: "Mit {model} vergleichen")
        }
        Deed::Keep(how) => kept(tongue, *how),
        Deed::Threshold { from, to } => {
            say!(tongue, en: "Threshold {from} → {to}", de: "Schwellwert {from} → {to}")
        }
        Deed::FieldOfView { from, to } => {
            say!(tongue, en: "Field of view {from}° → {to}°", de: "Bildwinkel {from}° → {to}°")
        }
        Deed::Undo => say!(tongue, en: "Undo", de: "Rückgängig"),
        Deed::Redo => say!(tongue, en: "Redo", de: "Wiederholen"),
        Deed::Go(by) => say!(tongue, en: "Go by {by} steps", de: "Um {by} Schritte gehen"),
    }
}

/// What they are called as the object of a sentence. German begins with them, but for
/// "only" them, which are never all.
fn named(tongue: Tongue, these: &These) -> String {
    match these {
        These::All => say!(tongue, en: "all", de: "Alle"),
        These::One(one) => called(tongue, one),
        These::Several(objects) => count(tongue, *objects),
    }
}

fn refined(tongue: Tongue, refine: Refine, these: &str) -> String {
    let none = Refine::default();
    let Refine {
        grow,
        smooth,
        fill_holes,
        specks,
    } = refine;
    let is_alone = |alone: Refine| refine == alone && refine != none;
    if refine == none {
        say!(tongue, en: "Leave {these} as it came", de: "{these} wie geliefert lassen")
    } else if is_alone(Refine { grow, ..none }) {
        let pixels = grow.unsigned_abs();
        match grow < 0 {
            true => {
                say!(tongue, en: "Shrink {these} by {pixels} px", de: "{these} um {pixels} px verkleinern")
            }
            false => {
                say!(tongue, en: "Grow {these} by {pixels} px", de: "{these} um {pixels} px erweitern")
            }
        }
    } else if is_alone(Refine { smooth, ..none }) {
        say!(tongue, en: "Smooth {these}", de: "{these} glätten")
    } else if is_alone(Refine { fill_holes, ..none }) {
        say!(tongue, en: "Fill holes of {these}", de: "{these}: Löcher füllen")
    } else if is_alone(Refine { specks, ..none }) {
        say!(tongue, en: "Drop specks of {these}", de: "{these}: Sprenkel entfernen")
    } else {
        say!(tongue, en: "Refine {these}", de: "{these} verfeinern")
    }
}

fn kept(tongue: Tongue, how: Keep) -> String {
    match how {
        Keep::First => say!(tongue, en: "Keep the first answer", de: "Erste Antwort behalten"),
        Keep::Second => say!(tongue, en: "Keep the second answer", de: "Zweite Antwort behalten"),
        Keep::Union => say!(tongue,
            en: "Keep the union of both answers",
            de: "Vereinigung beider Antworten behalten"),
        Keep::Intersection => say!(tongue,
            en: "Keep the intersection of both answers",
            de: "Schnittmenge beider Antworten behalten"),
    }
}

fn drawn(tongue: Tongue, tool: Tool, erase: bool, on: &str) -> String {
    match (tool, erase) {
        (Tool::Brush, false) => say!(tongue, en: "Brush on {on}", de: "Auf {on} malen"),
        (Tool::Brush, true) => say!(tongue, en: "Erase from {on}", de: "Von {on} wegradieren"),
        (Tool::Lasso, false) => {
            say!(tongue, en: "Lasso on {on}", de: "Mit dem Lasso zu {on} hinzufügen")
        }
        (Tool::Lasso, true) => {
            say!(tongue, en: "Lasso away from {on}", de: "Mit dem Lasso von {on} wegnehmen")
        }
    }
}

fn new(tongue: Tongue, tool: Tool) -> String {
    match tool {
        Tool::Brush => say!(tongue, en: "Brush a new object", de: "Neues Objekt malen"),
        Tool::Lasso => say!(tongue, en: "Lasso a new object", de: "Neues Objekt mit dem Lasso"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::Size;
    use crate::session::{Answering, Before, Edit, Language, Listed};

    fn before(objects: &[Listed]) -> Before<'_> {
        Before {
            objects,
            threshold: 127,
            degrees: 60,
        }
    }

    #[test]
    fn each_step_has_a_name() {
        let text = r#"[{"label": "cup", "point": [1, 1]}, {"label": "mug", "point": [5, 5]}, {"point": [9, 9]}]"#;
        let size = Size::new(100, 100).expect("a size");
        let objects = Answering::new(size, 127).read(Part::Text(text.to_owned()));
        let mut objects: Vec<_> = (1..).zip(objects).collect();
        let rename = |label: &str| Edit::Rename {
            ids: vec![1],
            label: label.to_owned(),
        };
        let classify = |class: &str| Edit::Classify {
            ids: vec![1, 2],
            class: class.to_owned(),
        };
        let refine = |ids: &[u32], refine| Edit::Refine {
            ids: ids.to_vec(),
            refine,
        };
        let none = Refine::default();
        let stroke = |id, erase| Edit::Stroke {
            id,
            number: 1,
            points: Vec::new(),
            radius: 16,
            erase,
        };
        let lasso = |id, erase| Edit::Lasso {
            id,
            points: Vec::new(),
            erase,
        };
        let show = |ids: &[u32], shown| Edit::Show {
            ids: ids.to_vec(),
            shown,
        };
        let recolor = |color| Edit::Recolor {
            ids: vec![2, 77],
            color,
        };
        let grown = |grow| refine(&[1], Refine { grow, ..none });
        let (smooth, specks) = (Refine { smooth: 3, ..none }, Refine { specks: 9, ..none });
        let filled = Refine {
            fill_holes: true,
            ..none
        };
        let both = Refine { grow: 1, ..specks };
        let cases = [
            (show(&[3], true), "Show Object 3", "Objekt 3 einblenden"),
            (
                show(&[1, 2, 3, 3], false),
                "Hide 3 objects",
                "3 Objekte ausblenden",
            ),
            (Edit::Solo(vec![1]), "Show only cup", "Nur cup einblenden"),
            (rename(" mug"), "Rename cup to mug", "cup in mug umbenennen"),
            (
                rename(" "),
                "Take the name from cup",
                "cup: Namen entfernen",
            ),
            (
                classify(" ware\n"),
                "Classify 2 objects as ware",
                "2 Objekte als ware einordnen",
            ),
            (
                classify("\t"),
                "Take the class from 2 objects",
                "2 Objekte: Klasse entfernen",
            ),
            (recolor(Some([0; 3])), "Recolour mug", "mug umfärben"),
            (
                recolor(None),
                "Give mug the usual colour",
                "mug wie üblich färben",
            ),
            (
                Edit::Delete(vec![1, 2]),
                "Delete 2 objects",
                "2 Objekte löschen",
            ),
            (refine(&[], smooth), "Smooth all", "Alle glätten"),
            (grown(3), "Grow cup by 3 px", "cup um 3 px erweitern"),
            (grown(-9), "Shrink cup by 9 px", "cup um 9 px verkleinern"),
            (
                refine(&[1], specks),
                "Drop specks of cup",
                "cup: Sprenkel entfernen",
            ),
            (
                refine(&[1], filled),
                "Fill holes of cup",
                "cup: Löcher füllen",
            ),
            (refine(&[1], both), "Refine cup", "cup verfeinern"),
            (
                refine(&[1], none),
                "Leave cup as it came",
                "cup wie geliefert lassen",
            ),
            (stroke(Some(1), false), "Brush on cup", "Auf cup malen"),
            (
                stroke(Some(1), true),
                "Erase from cup",
                "Von cup wegradieren",
            ),
            (
                stroke(None, false),
                "Brush a new object",
                "Neues Objekt malen",
            ),
            (
                lasso(None, false),
                "Lasso a new object",
                "Neues Objekt mit dem Lasso",
            ),
            (
                lasso(Some(1), false),
                "Lasso on cup",
                "Mit dem Lasso zu cup hinzufügen",
            ),
            (
                lasso(Some(1), true),
                "Lasso away from cup",
                "Mit dem Lasso von cup wegnehmen",
            ),
            (
                Edit::Unite(vec![2, 1]),
                "Unite mug and cup",
                "mug und cup vereinen",
            ),
            (
                Edit::Unite(vec![2, 1, 3]),
                "Unite 3 objects",
                "3 Objekte vereinen",
            ),
            (Edit::Split(vec![1]), "Split cup", "cup teilen"),
            (
                Edit::Threshold(90),
                "Threshold 127 → 90",
                "Schwellwert 127 → 90",
            ),
            (
                Edit::FieldOfView(75),
                "Field of view 60° → 75°",
                "Bildwinkel 60° → 75°",
            ),
            (Edit::Undo, "Undo", "Rückgängig"),
            (Edit::Redo, "Redo", "Wiederholen"),
            (Edit::Go(-7), "Go by -7 steps", "Um -7 Schritte gehen"),
        ];
        for (done, english, german) in cases {
            let deed = Deed::of(&done, before(&objects));
            assert_eq!(step(Tongue::default(), &deed), english);
            assert_eq!(step(Language::German.into(), &deed), german);
        }
        assert_eq!(step(Tongue::default(), &Deed::Merge), "Merge doubles");
        for (id, object) in &mut objects {
            object.is_hidden = *id != 1;
        }
        let deed = Deed::of(&Edit::Solo(vec![1]), before(&objects));
        assert_eq!(step(Tongue::default(), &deed), "Show all");
        assert_eq!(step(Language::German.into(), &deed), "Alle einblenden");
    }
}
