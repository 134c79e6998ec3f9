//! The way back over answers: a new one, its rest, a second one and what is kept of two
//! are steps, and a new pipeline that is told what a page keeps gets to the same.

use super::*;
use crate::session::Keep;
use message::{Code, Shown};

/// A page, as far as it keeps what it told its pipeline.
struct Page {
    pipeline: Pipeline,
    told: Vec<(Request, Vec<u8>)>,
    before: usize,
}

/// An answer with one object of this label there, in thousandths from the left.
fn one(label: &str, left: u32) -> String {
    let right = left + 400;
    format!(r#"[{{"box_2d": [0, {left}, 500, {right}], "label": "{label}"}}]"#)
}

impl Page {
    fn new() -> Self {
        Self {
            pipeline: Pipeline::default(),
            told: Vec::new(),
            before: 0,
        }
    }

    fn tell(&mut self, request: Request, bytes: Vec<u8>) -> Reply {
        self.told.push((request.clone(), bytes.clone()));
        ask(&mut self.pipeline, request, bytes)
    }

    fn edit(&mut self, edit: Edit) -> Shown {
        match self.tell(Request::Edit(edit), Vec::new()) {
            Reply::All(shown) => shown,
            other => panic!("{other:?} instead of all"),
        }
    }

    fn keep(&mut self, how: Keep) {
        self.tell(Request::Keep(how), Vec::new());
    }

    /// Asks, has the `text` come and end so, and does an edit before each of the three.
    fn ask(&mut self, role: Role, text: &str, ending: Ending, edits: [Option<Edit>; 3]) -> Came {
        let [first, second, third] = edits;
        if role == Role::New {
            self.before = self.told.len();
        }
        let write = Request::Write {
            model: MODEL.to_owned(),
            wanted: (role == Role::New).then(wanted),
            role,
        };
        self.tell(write, b"jpeg".to_vec());
        let edit = |page: &mut Self, edit: Option<Edit>| {
            edit.map(|edit| page.tell(Request::Edit(edit), Vec::new()))
        };
        edit(self, first);
        let begin = Request::Begin {
            width: PICTURE,
            height: PICTURE,
            threshold: self.pipeline.threshold,
            degrees: self.pipeline.degrees,
            is_live: true,
        };
        let Reply::Begun(numbers) = self.tell(begin, Vec::new()) else {
            panic!("not begun");
        };
        let begun = self.told.len() - 1;
        self.told
            .insert(begun, (Request::CountFrom(numbers), Vec::new()));
        edit(self, second);
        self.tell(Request::Bytes, event(text));
        edit(self, third);
        let Reply::Ended { came, .. } = self.tell(ended(ending), Vec::new()) else {
            panic!("not ended");
        };
        let before = std::mem::take(&mut self.before);
        if came == Came::Beginning {
            self.told.drain(..before);
        } else if came == Came::Nothing && role == Role::New {
            let since = self.told.split_off(before);
            let lasts = |told: &(Request, _)| {
                matches!(told.0, Request::Edit(_) | Request::Merge | Request::Keep(_))
            };
            self.told.extend(since.into_iter().filter(lasts));
        }
        came
    }

    fn answered(&mut self, role: Role, text: &str) -> Came {
        self.ask(role, text, Ending::Done, [None, None, None])
    }

    /// A pipeline that was told what this one's page keeps.
    fn told_again(&self) -> Pipeline {
        let mut another = Pipeline::default();
        for (request, bytes) in self.told.clone() {
            ask(&mut another, request, bytes);
        }
        another
    }

    /// Both must show the same, and still do when all steps were walked. Of an answer that
    /// gave a text and no object, the text alone is let go of.
    fn check_told_again(&self) {
        let mut another = self.told_again();
        let masks = state(&self.pipeline).masks;
        let check = |another: &Pipeline| {
            assert_eq!(another.on_show(), self.pipeline.on_show());
            assert_eq!(state(another).masks, masks);
        };
        check(&another);
        let now = another.steps();
        for done in (0..=now.done.len() + now.undone.len()).rev() {
            went(&mut another, done);
        }
        went(&mut another, now.done.len());
        check(&another);
    }
}

#[test]
fn each_answer_is_a_step_that_is_taken_back_and_done_again_with_all_that_belongs_to_it() {
    let mut page = Page::new();
    assert_eq!(page.answered(Role::New, &one("cup", 0)), Came::Beginning);
    let mut states = vec![state(&page.pipeline)];
    let mut after = |page: &mut Page| states.push(state(&page.pipeline));
    page.edit(rename(1, "mug"));
    after(&mut page);
    page.answered(Role::Rest, &one("fork", 500));
    after(&mut page);
    page.answered(Role::Second, &one("bowl", 100));
    after(&mut page);
    page.keep(Keep::Union);
    after(&mut page);
    assert_eq!(page.answered(Role::New, &one("plate", 0)), Came::Step);
    after(&mut page);
    page.edit(Edit::Delete(vec![4]));
    after(&mut page);
    let steps = page.pipeline.steps();
    assert_eq!(
        steps.done,
        [
            "Rename cup to mug",
            "Continue the answer",
            "Compare with gemini-3.8-flash",
            "Keep the union of both answers",
            "Ask gemini-3.8-flash",
            "Delete plate",
        ]
    );
    let there = 0..states.len();
    for done in there.clone().rev().chain(there) {
        went(&mut page.pipeline, done);
        assert_eq!(state(&page.pipeline), states[done], "{done}");
    }
    page.check_told_again();
    assert_eq!(state(&page.told_again()), state(&page.pipeline));
}

#[test]
fn a_saved_answer_that_takes_anothers_place_is_a_step() {
    let mut pipeline = table();
    let before = state(&pipeline);
    begin(&mut pipeline, 100);
    found(&mut pipeline, Request::Saved, one("bowl", 0).into_bytes());
    end(&mut pipeline);
    let after = state(&pipeline);
    assert_eq!(after.rows.len(), 1);
    assert_eq!(pipeline.steps().done, ["Open a saved answer"]);
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(state(&pipeline), before);
    edited(&mut pipeline, Edit::Redo);
    assert_eq!(state(&pipeline), after);
}

#[test]
fn what_follows_is_about_the_answer_that_was_gone_back_to() {
    let mut pipeline = Pipeline::default();
    let ask_for = |pipeline: &mut Pipeline, prompt: &str| {
        let wanted = Wanted {
            prompt: Some(prompt.to_owned()),
            ..wanted()
        };
        let write = Request::Write {
            model: MODEL.to_owned(),
            wanted: Some(wanted),
            role: Role::New,
        };
        ask(pipeline, write, prompt.as_bytes().to_vec());
        begin_asked(pipeline);
        found(pipeline, Request::Bytes, event(&one(prompt, 0)));
        end(pipeline);
    };
    let copied = |pipeline: &mut Pipeline| {
        let snippet = Request::Snippet(Code::Curl);
        let (_, text) = pipeline.handle(snippet, Vec::new(), &mut |_strip| {});
        String::from_utf8(text).expect("text")
    };
    ask_for(&mut pipeline, "moon");
    ask_for(&mut pipeline, "star");
    assert!(copied(&mut pipeline).contains("star"));
    edited(&mut pipeline, Edit::Undo);
    assert!(copied(&mut pipeline).contains("moon"));
    assert!(texts(&mut pipeline).contains("moon"));
    let rest = question(&mut pipeline, MODEL, Role::Rest);
    assert!(rest.contains("moon") && !rest.contains("star"), "{rest}");
    end(&mut pipeline);
    edited(&mut pipeline, Edit::Redo);
    assert!(copied(&mut pipeline).contains("star"));
    assert!(texts(&mut pipeline).contains("star"));
}

#[test]
fn an_answer_is_not_taken_back_while_it_comes_and_all_of_it_is_afterwards() {
    let mut pipeline = Pipeline::default();
    question(&mut pipeline, MODEL, Role::New);
    found(&mut pipeline, Request::Bytes, event(&one("cup", 0)));
    end(&mut pipeline);
    edited(&mut pipeline, rename(1, "mug"));
    question(&mut pipeline, MODEL, Role::New);
    // Until it gives something, what is on show can be edited, and that too is undone.
    edited(&mut pipeline, brush(None, 2, &[[70, 70]], false));
    edited(&mut pipeline, Edit::Undo);
    edited(&mut pipeline, Edit::Redo);
    let before = state(&pipeline);
    let list = [one("fork", 0), one("bowl", 500)]
        .join(",")
        .replace("],[", ",");
    let (first, second) = list.split_at(list.find("},").expect("two") + 1);
    found(&mut pipeline, Request::Bytes, event(first));
    let coming = state(&pipeline);
    for way in [Edit::Undo, Edit::Go(-2)] {
        let Reply::Refused(said) = ask(&mut pipeline, Request::Edit(way), Vec::new()) else {
            panic!("undone without a word");
        };
        assert_eq!(said.text, "Undo works again as soon as the answer is there");
        assert_eq!(state(&pipeline), coming);
    }
    edited(&mut pipeline, rename(2, "spoon"));
    let names = |rows: &[Row]| rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    let (rows, steps) = went(&mut pipeline, 0);
    assert_eq!(
        (names(&rows), steps.done.len()),
        (vec!["fork".to_owned()], 3)
    );
    edited(&mut pipeline, Edit::Redo);
    found(&mut pipeline, Request::Bytes, event(second));
    end(&mut pipeline);
    let after = state(&pipeline);
    assert_eq!(names(&after.rows), ["spoon", "bowl"]);
    let (rows, _) = edited(&mut pipeline, Edit::Undo);
    assert_eq!(names(&rows), ["fork", "bowl"]);
    assert_eq!(texts(&mut pipeline), list);
    edited(&mut pipeline, Edit::Undo);
    let now = state(&pipeline);
    assert_eq!((now.rows, now.masks), (before.rows, before.masks));
    went(&mut pipeline, 9);
    assert_eq!(state(&pipeline), after);
}

#[test]
fn what_an_answer_takes_the_place_of_can_be_what_was_drawn_by_hand() {
    let mut pipeline = Pipeline::default();
    ask(&mut pipeline, Request::Open([PICTURE; 2]), Vec::new());
    edited(&mut pipeline, brush(None, 1, &[[5, 5]], false));
    let drawn = state(&pipeline);
    begin(&mut pipeline, 127);
    found(&mut pipeline, Request::Saved, one("cup", 0).into_bytes());
    end(&mut pipeline);
    assert_eq!(pipeline.rows().len(), 1);
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(state(&pipeline), drawn);
}

#[test]
fn a_failed_answer_is_no_step_and_is_forgotten() {
    let mut page = Page::new();
    page.answered(Role::New, &one("cup", 0));
    page.edit(rename(1, "mug"));
    let before = state(&page.pipeline);
    let done = [None, Some(Edit::Delete(vec![1])), Some(Edit::Undo)];
    assert_eq!(
        page.ask(Role::New, "", Ending::Refused(401), done),
        Came::Nothing
    );
    assert_eq!(state(&page.pipeline), before);
    page.check_told_again();
}

#[test]
fn a_new_pipeline_is_told_of_no_more_answers_than_can_be_gone_back_to() {
    let mut page = Page::new();
    let mut beginnings = 0;
    // In Miri each look takes a minute.
    let is_looked_at = |round: u32| !cfg!(miri) || round % 13 == 12;
    for round in 0..40 {
        let came = page.answered(Role::New, &one(&format!("cup {round}"), 0));
        beginnings += usize::from(came == Came::Beginning);
        page.edit(Edit::Recolor {
            ids: vec![round + 1],
            color: Some([1, 2, 3]),
        });
        if round % 3 == 0 {
            page.edit(Edit::Go(-3));
            if is_looked_at(round) {
                page.check_told_again();
            }
            page.edit(Edit::Go(2));
        }
        if is_looked_at(round) {
            page.check_told_again();
        }
    }
    assert_eq!(beginnings, 3);
    let answers = page.told.iter();
    let answers = answers.filter(|told| matches!(told.0, Request::Begin { .. }));
    assert!(answers.count() <= 16);
}

#[test]
fn a_pipeline_that_breaks_on_the_way_back_is_told_the_way() {
    let mut page = Page::new();
    page.answered(Role::New, &one("cup", 0));
    page.answered(Role::New, &one("fork", 0));
    let shown = page.edit(Edit::Undo);
    assert_eq!(shown.rows[0].name, "cup");
    page.check_told_again();
    page.answered(Role::Second, &one("mug", 0));
    page.check_told_again();
    page.edit(Edit::Go(-9));
    page.check_told_again();
}

mod by_chance {
    use super::super::random::edits;
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// What a person and Gemini do.
    #[derive(Clone, Debug)]
    enum Done {
        Edit(Edit),
        Keep(Keep),
        Answer(Role, String, Ending, Box<[Option<Edit>; 3]>),
    }

    fn done() -> impl Strategy<Value = Done> {
        let role = prop_oneof![Just(Role::New), Just(Role::Rest), Just(Role::Second)];
        let text = prop_oneof![
            4 => (any::<bool>(), 0_u32..600).prop_map(|(is_cup, left)| {
                one(if is_cup { "cup" } else { "fork" }, left)
            }),
            1 => Just("Nothing there.".to_owned()),
            1 => Just(String::new()),
        ];
        let ending = prop_oneof![
            4 => Just(Ending::Done),
            1 => Just(Ending::Cancelled),
            1 => Just(Ending::Refused(401)),
        ];
        let some = || prop::option::weighted(0.3, edits());
        let meanwhile = (some(), some(), some()).prop_map(|(a, b, c)| Box::new([a, b, c]));
        let keep = prop_oneof![
            Just(Keep::First),
            Just(Keep::Second),
            Just(Keep::Union),
            Just(Keep::Intersection),
        ];
        prop_oneof![
            6 => edits().prop_map(Done::Edit),
            2 => prop_oneof![Just(Edit::Undo), Just(Edit::Redo)].prop_map(Done::Edit),
            1 => keep.prop_map(Done::Keep),
            4 => (role, text, ending, meanwhile).prop_map(|(role, text, ending, edits)| {
                Done::Answer(role, text, ending, edits)
            }),
        ]
    }

    fn begun(answers: usize) -> Page {
        let mut page = Page::new();
        for round in 0..=answers {
            page.answered(Role::New, &one(&round.to_string(), 0));
        }
        page
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: if cfg!(miri) { 2 } else { 150 },
            rng_seed: RngSeed::Fixed(11),
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn a_new_pipeline_shows_what_was_on_show(
            all in prop::collection::vec(done(), 0..12),
            answers in prop_oneof![Just(0_usize), 13_usize..16],
        ) {
            let mut page = begun(answers);
            for one in all {
                match one {
                    Done::Edit(edit) => {
                        page.tell(Request::Edit(edit), Vec::new());
                    }
                    Done::Keep(how) => page.keep(how),
                    Done::Answer(role, text, ending, edits) => {
                        page.ask(role, &text, ending, *edits);
                    }
                }
            }
            page.check_told_again();
        }

        #[test]
        fn answers_too_can_be_taken_back_and_done_again(
            all in prop::collection::vec(done(), 0..12),
        ) {
            let mut page = begun(0);
            let mut states = vec![state(&page.pipeline)];
            for one in all {
                let before = page.pipeline.steps().done.len();
                match one {
                    Done::Edit(edit) => {
                        page.tell(Request::Edit(edit), Vec::new());
                    }
                    Done::Keep(how) => page.keep(how),
                    Done::Answer(role, text, _, _) => {
                        page.answered(role, &text);
                    }
                }
                let steps = page.pipeline.steps();
                let (done, now) = (steps.done.len(), state(&page.pipeline));
                if steps.undone.is_empty() || done > before {
                    states.truncate(done);
                    states.push(now);
                }
            }
            let there = 0..states.len();
            for done in there.clone().rev().chain(there) {
                went(&mut page.pipeline, done);
                let now = state(&page.pipeline);
                prop_assert_eq!(&now.rows, &states[done].rows);
                prop_assert_eq!(&now.masks, &states[done].masks);
                prop_assert_eq!(now.answer.0, states[done].answer.0);
                prop_assert_eq!(&now.answer.1, &states[done].answer.1);
            }
        }
    }
}
