//! The names of what a person does to objects, for the list of steps. Each is a few
//! words in the imperative, never a sentence.

use super::{Message, count};
use crate::answer::clean_label;
use crate::session::{Edit, EditProblem, Object, Refine};
use std::collections::BTreeSet;

/// The step that drops objects which double others.
pub const MERGE: &str = "Merge doubles";

/// What is said of an edit that was not done.
pub fn not_done(problem: EditProblem) -> Message {
    let text = match problem {
        EditProblem::NoRoom => {
            "That was not done: there is no room for more objects and masks. Delete some, or drop the specks of those with frayed edges"
        }
        EditProblem::TooFrayed => {
            "That was not done: a mask is too frayed for it. Drop its specks first, or take fewer pixels"
        }
    };
    Message::warning(text, None)
}

/// The name of a step that `edit` makes of the objects there were `before` it.
pub fn edit(edit: &Edit, before: &[(u32, Object)]) -> String {
    let these = |ids: &[u32]| named(ids, before);
    match edit {
        Edit::Show { ids, shown: true } => format!("Show {}", these(ids)),
        Edit::Show { ids, shown: false } => format!("Hide {}", these(ids)),
        Edit::Solo(ids) => match is_alone(ids, before) {
            true => "Show all".to_owned(),
            false => format!("Show only {}", these(ids)),
        },
        Edit::Rename { ids, label } => match clean_label(label) {
            None => format!("Take the name from {}", these(ids)),
            Some(label) => format!("Rename {} to {label}", these(ids)),
        },
        Edit::Recolor { ids, color: None } => format!("Give {} the usual colour", these(ids)),
        Edit::Recolor { ids, .. } => format!("Recolour {}", these(ids)),
        Edit::Delete(ids) => format!("Delete {}", these(ids)),
        Edit::Refine { ids, refine } => refined(*refine, &these(ids)),
        Edit::Stroke { id, erase, .. } => by_hand(*id, *erase, before, ["Brush", "Erase"]),
        Edit::Lasso { id, erase, .. } => by_hand(*id, *erase, before, ["Lasso", "Lasso away"]),
        Edit::Unite(ids) => match two(ids, before) {
            Some([one, other]) => format!("Unite {one} and {other}"),
            None => format!("Unite {}", these(ids)),
        },
        Edit::Split(ids) => format!("Split {}", these(ids)),
        // These are no steps.
        Edit::Undo => "Undo".to_owned(),
        Edit::Redo => "Redo".to_owned(),
        Edit::GoTo(steps) => format!("Go to step {steps}"),
    }
}

/// Whether these objects are drawn, and no other.
pub fn is_alone(ids: &[u32], objects: &[(u32, Object)]) -> bool {
    let ids: BTreeSet<u32> = ids.iter().copied().collect();
    let mut objects = objects.iter();
    objects.all(|(id, object)| ids.contains(id) != object.is_hidden)
}

/// The name of the only one, or how many they are; "all" for none.
fn named(ids: &[u32], objects: &[(u32, Object)]) -> String {
    let ids: BTreeSet<u32> = ids.iter().copied().collect();
    let mut found = objects.iter().filter(|(id, _)| ids.contains(id));
    match (found.next(), found.count()) {
        (None, _) => "all".to_owned(),
        (Some((_, one)), 0) => one.name(),
        (Some(_), others) => count(others + 1),
    }
}

/// The names of both, where there are two.
fn two(ids: &[u32], objects: &[(u32, Object)]) -> Option<[String; 2]> {
    let name = |id: &u32| objects.iter().find(|(other, _)| other == id);
    let mut names = ids.iter().filter_map(name).map(|(_, object)| object.name());
    let both = [names.next()?, names.next()?];
    names.next().is_none().then_some(both)
}

fn refined(refine: Refine, these: &str) -> String {
    let none = Refine::default();
    let Refine {
        grow,
        smooth,
        fill_holes,
        specks,
    } = refine;
    let is_alone = |alone: Refine| refine == alone && refine != none;
    if refine == none {
        format!("Leave {these} as it came")
    } else if is_alone(Refine { grow, ..none }) {
        let way = if grow < 0 { "Shrink" } else { "Grow" };
        format!("{way} {these} by {} px", grow.unsigned_abs())
    } else if is_alone(Refine { smooth, ..none }) {
        format!("Smooth {these}")
    } else if is_alone(Refine { fill_holes, ..none }) {
        format!("Fill holes of {these}")
    } else if is_alone(Refine { specks, ..none }) {
        format!("Drop specks of {these}")
    } else {
        format!("Refine {these}")
    }
}

fn by_hand(
    id: Option<u32>,
    erase: bool,
    before: &[(u32, Object)],
    [add, take]: [&str; 2],
) -> String {
    let object = before.iter().find(|(other, _)| Some(*other) == id);
    match (object, erase) {
        (Some((_, object)), false) => format!("{add} on {}", object.name()),
        (Some((_, object)), true) => format!("{take} from {}", object.name()),
        (None, _) => format!("{add} a new object"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::Size;
    use crate::session::Answering;

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
        let cases = [
            (show(&[3], true), "Show Object 3"),
            (show(&[1, 2, 3, 3], false), "Hide 3 objects"),
            (Edit::Solo(vec![1]), "Show only cup"),
            (rename(" mug"), "Rename cup to mug"),
            (rename(" "), "Take the name from cup"),
            (recolor(Some([0; 3])), "Recolour mug"),
            (recolor(None), "Give mug the usual colour"),
            (Edit::Delete(vec![1, 2]), "Delete 2 objects"),
            (refine(&[], Refine { smooth: 3, ..none }), "Smooth all"),
            (refine(&[1], Refine { grow: 3, ..none }), "Grow cup by 3 px"),
            (
                refine(&[1], Refine { grow: -9, ..none }),
                "Shrink cup by 9 px",
            ),
            (
                refine(&[1], Refine { specks: 9, ..none }),
                "Drop specks of cup",
            ),
            (
                refine(
                    &[1],
                    Refine {
                        fill_holes: true,
                        ..none
                    },
                ),
                "Fill holes of cup",
            ),
            (
                refine(
                    &[1],
                    Refine {
                        grow: 1,
                        specks: 9,
                        ..none
                    },
                ),
                "Refine cup",
            ),
            (refine(&[1], none), "Leave cup as it came"),
            (stroke(Some(1), false), "Brush on cup"),
            (stroke(Some(1), true), "Erase from cup"),
            (stroke(None, false), "Brush a new object"),
            (lasso(Some(1), false), "Lasso on cup"),
            (lasso(Some(1), true), "Lasso away from cup"),
            (Edit::Unite(vec![2, 1]), "Unite mug and cup"),
            (Edit::Unite(vec![2, 1, 3]), "Unite 3 objects"),
            (Edit::Split(vec![1]), "Split cup"),
        ];
        for (done, expected) in cases {
            assert_eq!(edit(&done, &objects), expected);
        }
        for (id, object) in &mut objects {
            object.is_hidden = *id != 1;
        }
        assert_eq!(edit(&Edit::Solo(vec![1]), &objects), "Show all");
    }
}
