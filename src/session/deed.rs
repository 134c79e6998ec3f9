//! What a step of the history did, as a plain value: which of the edits, and what the
//! objects that it was done to were called then. Never worded here: the words come when
//! the steps are listed, in the language that is spoken by then.

use super::{Edit, Keep, Listed, Object};
use crate::answer::clean_label;
use crate::mask::Refine;
use std::collections::BTreeSet;

/// What an object is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// By its label.
    Label(String),
    /// By its number, from 1, where it has none.
    Number(usize),
}

/// The objects that something was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum These {
    /// All there were.
    All,
    /// One.
    One(Called),
    /// So many.
    Several(usize),
}

/// What masks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A round brush.
    Brush,
    /// A closed line.
    Lasso,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// They are drawn again.
    Show(These),
    /// They are no longer drawn.
    Hide(These),
    /// They alone are drawn.
    ShowOnly(These),
    /// All are drawn again.
    ShowAll,
    /// They have another label.
    Rename(These, String),
    /// They have no label any more.
    Unname(These),
    /// They are of this class.
    Classify(These, String),
    /// They have no class of their own any more.
    Unclassify(These),
    /// They have another colour.
    Recolor(These),
    /// They have the colour that their number gives them.
    UsualColor(These),
    /// They are gone.
    Delete(These),
    /// Their masks are made better in this way and no other.
    Refine(These, Refine),
    /// Something was drawn.
    Draw {
        /// With what.
        tool: Tool,
        /// Whether it was taken away.
        erase: bool,
        /// On which object; `None` for a new one.
        on: Option<Called>,
    },
    /// Two are one.
    Unite([Called; 2]),
    /// Several are one.
    UniteAll(These),
    /// Their parts are objects.
    Split(These),
    /// Those that doubled others are gone.
    Merge,
    /// What a file holds was added.
    Import,
    /// A model was asked, and its answer took the place of what there was.
    Ask(String),
    /// A saved answer took that place.
    Open,
    /// What an answer had left out was added to it.
    Continue,
    /// The answer of a model was laid beside the first.
    Compare(String),
    /// One answer was made of two.
    Keep(Keep),
    /// Masks are cut at another threshold.
    Threshold {
        /// The one before.
        from: u8,
        /// The one from now on.
        to: u8,
    },
    /// Boxes in space are seen through another field of view, in degrees.
    FieldOfView {
        /// The one before.
        from: u8,
        /// The one from now on.
        to: u8,
    },
    /// The last step was taken back.
    Undo,
    /// A step was done again.
    Redo,
    /// So many steps were gone forth, or back.
    Go(i32),
}

/// What there was before an edit.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The objects.
    pub objects: &'a [Listed],
    /// The threshold of their masks.
    pub threshold: u8,
    /// The camera's field of view, in degrees.
    pub degrees: u8,
}

impl Object {
    /// What it is called.
    pub fn called(&self) -> Called {
        match &self.label {
            Some(label) => Called::Label(label.clone()),
            None => Called::Number(self.index + 1),
        }
    }
}

impl Deed {
    /// What `edit` does to what there was `before` it.
    pub fn of(edit: &Edit, before: Before<'_>) -> Self {
        let Before {
            objects: before,
            threshold,
            degrees,
        } = before;
        let these = |ids: &[u32]| these(ids, before);
        match edit {
            Edit::Show { ids, shown: true } => Self::Show(these(ids)),
            Edit::Show { ids, shown: false } => Self::Hide(these(ids)),
            Edit::Solo(ids) => match is_alone(ids, before) {
                true => Self::ShowAll,
                false => Self::ShowOnly(these(ids)),
            },
            Edit::Rename { ids, label } => match clean_label(label) {
                None => Self::Unname(these(ids)),
                Some(label) => Self::Rename(these(ids), label),
            },
            Edit::Classify { ids, class } => match clean_label(class) {
                None => Self::Unclassify(these(ids)),
                Some(class) => Self::Classify(these(ids), class),
            },
            Edit::Recolor { ids, color: None } => Self::UsualColor(these(ids)),
            Edit::Recolor { ids, .. } => Self::Recolor(these(ids)),
            Edit::Delete(ids) => Self::Delete(these(ids)),
            Edit::Refine { ids, refine } => Self::Refine(these(ids), *refine),
            Edit::Stroke { id, erase, .. } => drawn(Tool::Brush, *id, *erase, before),
            Edit::Lasso { id, erase, .. } => drawn(Tool::Lasso, *id, *erase, before),
            Edit::Unite(ids) => match two(ids, before) {
                Some(both) => Self::Unite(both),
                None => Self::UniteAll(these(ids)),
            },
            Edit::Split(ids) => Self::Split(these(ids)),
            Edit::Threshold(to) => Self::Threshold {
                from: threshold,
                to: *to,
            },
            Edit::FieldOfView(to) => Self::FieldOfView {
                from: degrees,
                to: *to,
            },
            // These are no steps.
            Edit::Undo => Self::Undo,
            Edit::Redo => Self::Redo,
            Edit::Go(steps) => Self::Go(*steps),
        }
    }
}

/// Whether these objects are drawn, and no other.
pub fn is_alone(ids: &[u32], objects: &[Listed]) -> bool {
    let ids: BTreeSet<u32> = ids.iter().copied().collect();
    let mut objects = objects.iter();
    objects.all(|(id, object)| ids.contains(id) != object.is_hidden)
}

/// The only one, or how many they are; all for none.
fn these(ids: &[u32], objects: &[Listed]) -> These {
    let ids: BTreeSet<u32> = ids.iter().copied().collect();
    let mut found = objects.iter().filter(|(id, _)| ids.contains(id));
    match (found.next(), found.count()) {
        (None, _) => These::All,
        (Some((_, one)), 0) => These::One(one.called()),
        (Some(_), others) => These::Several(others + 1),
    }
}

/// What both are called, where there are two.
fn two(ids: &[u32], objects: &[Listed]) -> Option<[Called; 2]> {
    let found = |id: &u32| objects.iter().find(|(other, _)| other == id);
    let mut found = ids.iter().filter_map(found).map(|(_, object)| object);
    let both = [found.next()?.called(), found.next()?.called()];
    found.next().is_none().then_some(both)
}

fn drawn(tool: Tool, id: Option<u32>, erase: bool, before: &[Listed]) -> Deed {
    let object = before.iter().find(|(other, _)| Some(*other) == id);
    Deed::Draw {
        tool,
        erase,
        on: object.map(|(_, object)| object.called()),
    }
}
