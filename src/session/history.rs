//! The way back: what there was before each step. Never copies a pixel, and never knows
//! what a state holds besides what [`State`] tells of it.

use super::{Deed, Object, Steps};
use std::collections::BTreeMap;

/// The most steps that can be taken back: more than anybody does to one picture, and
/// few enough that their names are a list.
pub const STEPS: usize = 200;

/// The most memory that the earlier states may hold beside what is on show, in bytes:
/// an eighth of what the masks of one answer may take. The oldest go first; the last
/// step can always be taken back.
pub const HISTORY_BYTES: usize = 64 << 20;

/// Objects with their ids.
pub type Listed = (u32, Object);

/// What a step leads from, and to.
pub trait State {
    /// What it holds in memory that the `next` one does not hold as well, in bytes.
    fn bytes_beside(&self, next: &Self) -> usize;

    /// Whether a person sees no difference between the two: no step lies between them.
    fn shows_as(&self, other: &Self) -> bool;
}

/// What makes steps that follow one another one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Pieces of the stroke with this number.
    Stroke(u32),
    /// Refinements of these objects.
    Refine(Vec<u32>),
    /// New labels of these objects.
    Rename(Vec<u32>),
    /// New classes of these objects.
    Classify(Vec<u32>),
    /// New colours of these objects.
    Recolor(Vec<u32>),
    /// Other thresholds.
    Threshold,
    /// Other fields of view.
    FieldOfView,
}

/// The steps that were done and those that were taken back.
#[derive(Debug)]
pub struct History<S> {
    /// The last step last.
    done: Vec<Step<S>>,
    /// The step that was taken back last, last.
    undone: Vec<Step<S>>,
    /// What would still be a part of the last step.
    open: Option<Run>,
    /// So many steps cannot be taken back for now: what they led to is still coming.
    held: usize,
}

#[derive(Debug)]
struct Step<S> {
    deed: Deed,
    /// The state on its other side: before it once it is done, after it once it was
    /// taken back.
    state: S,
    /// What it alone holds, in bytes.
    bytes: usize,
}

impl<S> Default for History<S> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            undone: Vec::new(),
            open: None,
            held: 0,
        }
    }
}

impl<S: State> History<S> {
    /// Keeps what there was `before` a step that has led to `now`. Where it goes on
    /// with the last one, as `run` says, they are one, or none where they lead back to
    /// where they began. `deed` says what it did to what there was before the whole of
    /// it.
    pub fn record(&mut self, run: Option<Run>, before: S, now: &S, deed: impl FnOnce(&S) -> Deed) {
        self.undone.clear();
        let goes_on = run.is_some() && self.open == run;
        self.open = run;
        match self.done.last_mut().filter(|_| goes_on) {
            Some(last) if last.state.shows_as(now) => {
                self.open = None;
                self.done.pop();
            }
            Some(last) => last.deed = deed(&last.state),
            None => {
                if let Some(last) = self.done.last_mut() {
                    last.bytes = last.state.bytes_beside(&before);
                }
                self.done.push(Step {
                    deed: deed(&before),
                    state: before,
                    bytes: 0,
                });
            }
        }
        if let Some(last) = self.done.last_mut() {
            last.bytes = last.state.bytes_beside(now);
        }
        self.forget_oldest();
    }

    fn forget_oldest(&mut self) {
        let mut bytes = 0_usize;
        let kept = self.done.iter().rev().take(STEPS).take_while(|step| {
            bytes = bytes.saturating_add(step.bytes);
            bytes <= HISTORY_BYTES
        });
        let kept = kept.count().max(1);
        self.forget(self.done.len().saturating_sub(kept));
    }

    fn forget(&mut self, oldest: usize) {
        self.done.drain(..oldest.min(self.done.len()));
        self.held = self.held.saturating_sub(oldest);
    }

    /// Has none of the steps that are done by now be taken back until they are released.
    pub fn hold(&mut self) {
        self.held = self.done.len();
    }

    /// Has all steps be taken back again.
    pub fn release(&mut self) {
        self.held = 0;
    }

    /// Lets go of those that are held, and of the way back to before them.
    pub fn forget_held(&mut self) {
        self.forget(self.held);
    }

    /// Whether no step that is done leads back to before those that are held.
    pub fn begins_at_held(&self) -> bool {
        self.held == 0
    }

    /// Whether there are steps, but none that can be taken back for now.
    pub fn is_held(&self) -> bool {
        self.held > 0 && self.done.len() <= self.held
    }

    /// Whether no step is done.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// Goes back or forth until so many steps are `done`, or as near as there is;
    /// `state` becomes what it was then.
    pub fn go_to(&mut self, done: usize, state: &mut S) {
        self.open = None;
        let done = done.max(self.held);
        while self.done.len() > done
            && let Some(step) = self.done.pop()
        {
            self.undone.push(step.turned(state));
        }
        while self.done.len() < done
            && let Some(step) = self.undone.pop()
        {
            self.done.push(step.turned(state));
        }
    }

    /// Goes so many steps forth, or back where it is negative, or as many as there are.
    pub fn go(&mut self, by: i32, state: &mut S) {
        let by = isize::try_from(by).unwrap_or(0);
        self.go_to(self.done.len().saturating_add_signed(by), state);
    }

    /// Takes the last step back.
    pub fn undo(&mut self, state: &mut S) {
        self.go_to(self.done.len().saturating_sub(1), state);
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self, state: &mut S) {
        self.go_to(self.done.len() + 1, state);
    }

    /// The names of all steps, each made by `name`.
    pub fn steps(&self, name: impl Fn(&Deed) -> String) -> Steps {
        let named = |step: &Step<S>| name(&step.deed);
        Steps {
            done: self.done.iter().map(named).collect(),
            undone: self.undone.iter().rev().map(named).collect(),
        }
    }

    /// Changes every state there is since the steps that are held, or else every one: no
    /// other step takes that away.
    pub fn change(&mut self, change: impl Fn(&mut S)) {
        let since = self.done.iter_mut().skip(self.held);
        let steps = since.chain(&mut self.undone);
        steps.for_each(|step| change(&mut step.state));
    }

    /// Begins anew.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

impl<S> Step<S> {
    /// The same step seen from its other side.
    fn turned(mut self, state: &mut S) -> Self {
        std::mem::swap(state, &mut self.state);
        self
    }
}

impl State for Vec<Listed> {
    fn bytes_beside(&self, next: &Self) -> usize {
        let next: BTreeMap<u32, &Object> = next.iter().map(|(id, object)| (*id, object)).collect();
        let own = |(id, object): &Listed| {
            let names = [&object.label, &object.class];
            let names: usize = names.into_iter().flatten().map(String::len).sum();
            size_of::<Listed>() + names + object.bytes_beside(next.get(id).copied())
        };
        self.iter().map(own).sum()
    }

    /// Looks at what an edit can change, and at masks only where they are not the very
    /// same.
    fn shows_as(&self, other: &Self) -> bool {
        let mut both = self.iter().zip(other);
        self.len() == other.len()
            && both.all(|((id, one), (other_id, other))| id == other_id && one.shows_as(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::Part;
    use crate::geometry::Size;
    use crate::session::{Answering, These};

    fn objects(labels: &[&str]) -> Vec<Listed> {
        let items = labels.iter().map(|label| {
            format!(
                r#"{{"label": "{label}", "box_2d": [0, 0, 500, 500], "mask": [[0, 0], [500, 0], [0, 500]]}}"#
            )
        });
        let text = format!("[{}]", items.collect::<Vec<_>>().join(", "));
        let size = Size::new(100, 100).expect("a size");
        let read = Answering::new(size, 127).read(Part::Text(text));
        (1..).zip(read).collect()
    }

    fn names(objects: &[Listed]) -> Vec<String> {
        objects.iter().map(|(_, object)| object.name()).collect()
    }

    fn steps(history: &History<Vec<Listed>>) -> Steps {
        history.steps(|deed| match deed {
            Deed::Rename(_, label) => label.clone(),
            other => format!("{other:?}"),
        })
    }

    /// Renames the only object, as one step.
    fn rename(
        history: &mut History<Vec<Listed>>,
        now: &mut Vec<Listed>,
        label: &str,
        run: Option<Run>,
    ) {
        let before = now.clone();
        now[0].1.label = Some(label.to_owned());
        history.record(run, before, now, |_| {
            Deed::Rename(These::All, label.to_owned())
        });
    }

    #[test]
    fn steps_are_taken_back_and_done_again() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        for label in ["b", "c", "d"] {
            rename(&mut history, &mut now, label, None);
        }
        history.go_to(1, &mut now);
        assert_eq!(names(&now), ["b"]);
        let all = steps(&history);
        assert_eq!(
            (all.done, all.undone),
            (vec!["b".to_owned()], vec!["c".to_owned(), "d".to_owned()])
        );
        history.redo(&mut now);
        assert_eq!(names(&now), ["c"]);
        history.go_to(99, &mut now);
        assert_eq!(names(&now), ["d"]);
        history.go_to(0, &mut now);
        history.undo(&mut now);
        assert_eq!(names(&now), ["a"]);
        rename(&mut history, &mut now, "e", None);
        assert_eq!(steps(&history).done, ["e"]);
        assert!(steps(&history).undone.is_empty());
    }

    #[test]
    fn what_goes_on_is_one_step_until_it_is_taken_back() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        let run = || Some(Run::Rename(vec![1]));
        rename(&mut history, &mut now, "b", run());
        rename(&mut history, &mut now, "c", run());
        assert_eq!(steps(&history).done, ["c"]);
        rename(&mut history, &mut now, "d", Some(Run::Rename(vec![2])));
        history.undo(&mut now);
        rename(&mut history, &mut now, "e", run());
        assert_eq!(steps(&history).done, ["c", "e"]);
        history.go_to(0, &mut now);
        assert_eq!(names(&now), ["a"]);
    }

    #[test]
    fn what_leads_back_to_where_it_began_is_no_step() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        rename(&mut history, &mut now, "b", None);
        let run = || Some(Run::Rename(vec![1]));
        rename(&mut history, &mut now, "c", run());
        rename(&mut history, &mut now, "b", run());
        assert_eq!(steps(&history).done, ["b"]);
        // What follows is a step of its own, and not a part of the first.
        rename(&mut history, &mut now, "d", run());
        history.undo(&mut now);
        assert_eq!(
            (names(&now), steps(&history).done),
            (vec!["b".to_owned()], vec!["b".to_owned()])
        );
    }

    #[test]
    fn no_more_is_kept_than_may_be() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        for step in 0..STEPS + 5 {
            rename(&mut history, &mut now, &step.to_string(), None);
        }
        assert_eq!(steps(&history).done.len(), STEPS);
        // Labels of a tenth of the room each.
        let long = "x".repeat(HISTORY_BYTES / 10);
        for _ in 0..20 {
            let before = now.clone();
            now[0].1.label = Some(long.clone());
            history.record(None, before, &now, |_| Deed::Merge);
        }
        assert!(steps(&history).done.len() < 11);
        let before = now.clone();
        now[0].1.label = Some("x".repeat(2 * HISTORY_BYTES));
        history.record(None, before, &now, |_| Deed::Merge);
        let before = now.clone();
        now[0].1.label = None;
        history.record(None, before, &now, |_| Deed::Merge);
        assert_eq!(steps(&history).done.len(), 1);
    }

    #[test]
    fn what_comes_is_in_every_state() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        rename(&mut history, &mut now, "b", None);
        let come = objects(&["x", "c"]).split_off(1);
        history.change(|objects| objects.extend_from_slice(&come));
        now.extend(come);
        history.undo(&mut now);
        assert_eq!(names(&now), ["a", "c"]);
        history.redo(&mut now);
        assert_eq!(names(&now), ["b", "c"]);
    }

    #[test]
    fn what_is_held_stays_and_what_comes_is_in_no_state_before_it() {
        let mut history = History::default();
        let mut now = objects(&["a"]);
        rename(&mut history, &mut now, "b", None);
        assert!(!history.is_held());
        history.hold();
        assert!(history.is_held());
        rename(&mut history, &mut now, "c", None);
        assert!(!history.is_held());
        let come = objects(&["x", "d"]).split_off(1);
        history.change(|objects| objects.extend_from_slice(&come));
        now.extend(come);
        history.go(-9, &mut now);
        assert_eq!(names(&now), ["b", "d"]);
        assert!(history.is_held());
        history.release();
        assert!(!history.is_held());
        history.go(-1, &mut now);
        assert_eq!(names(&now), ["a"]);
        history.go(9, &mut now);
        assert_eq!(names(&now), ["c", "d"]);
        history.go(-1, &mut now);
        history.hold();
        history.forget_held();
        history.go(-9, &mut now);
        assert_eq!(
            (names(&now), history.is_empty()),
            (vec!["b".to_owned(), "d".to_owned()], true)
        );
    }

    #[test]
    fn masks_that_are_on_show_too_cost_nothing() {
        let now = objects(&["a"]);
        let bytes = now.bytes_beside(&now);
        assert!(now.bytes_beside(&Vec::new()) > bytes && bytes > 0);
    }
}
