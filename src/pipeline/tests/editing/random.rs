//! Edits by chance: whatever is done, all of it can be undone and done again.

use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Any edit of these objects and some others; points near and far.
pub(super) fn edits() -> impl Strategy<Value = Edit> {
    let id = || prop_oneof![8 => 1_u32..5, 2 => MADE..MADE + 6, 1 => any::<u32>()];
    let ids = || prop::collection::vec(id(), 0..4);
    let some = || prop::option::of(id());
    let refines = (any::<i8>(), any::<u8>(), any::<bool>(), 0_u32..60);
    let near = prop::array::uniform2(-100_i32..16 * PICTURE as i32 + 100);
    let point = prop_oneof![9 => near, 1 => prop::array::uniform2(any::<i32>())];
    let points = || prop::collection::vec(point.clone(), 0..6);
    prop_oneof![
        (ids(), any::<bool>()).prop_map(|(ids, shown)| Edit::Show { ids, shown }),
        ids().prop_map(Edit::Solo),
        (ids(), ".{0,6}").prop_map(|(ids, label)| Edit::Rename { ids, label }),
        (ids(), ".{0,6}").prop_map(|(ids, class)| Edit::Classify { ids, class }),
        (ids(), any::<Option<[u8; 3]>>()).prop_map(|(ids, color)| Edit::Recolor { ids, color }),
        ids().prop_map(Edit::Delete),
        (ids(), refines).prop_map(|(ids, (grow, smooth, fill_holes, specks))| Edit::Refine {
            ids,
            refine: Refine {
                grow,
                smooth,
                fill_holes,
                specks
            },
        }),
        (some(), 0_u32..4, points(), any::<u16>(), any::<bool>()).prop_map(
            |(id, number, points, radius, erase)| Edit::Stroke {
                id,
                number,
                points,
                radius: radius % 200,
                erase,
            }
        ),
        (some(), points(), any::<bool>()).prop_map(|(id, points, erase)| Edit::Lasso {
            id,
            points,
            erase
        }),
        ids().prop_map(Edit::Unite),
        ids().prop_map(Edit::Split),
        (0_u8..255).prop_map(Edit::Threshold),
        (10_u8..141).prop_map(Edit::FieldOfView),
        Just(Edit::Undo),
        Just(Edit::Redo),
        (-9_i32..9).prop_map(Edit::Go),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 2 } else { 150 },
        rng_seed: RngSeed::Fixed(7),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_is_done_can_be_taken_back_and_done_again(
        edits in prop::collection::vec(edits(), 0..25),
        is_pair in any::<bool>(),
    ) {
        let mut pipeline = if is_pair { pair() } else { table() };
        // What there was after so many steps.
        let there = 0..=pipeline.steps().done.len();
        let mut states: Vec<State> = there
            .map(|done| {
                went(&mut pipeline, done);
                state(&pipeline)
            })
            .collect();
        for edit in edits {
            let written = message::write(&Request::Edit(edit)).expect("plain data");
            let edit = message::read(&written).expect("an edit");
            let before = pipeline.steps().done.len();
            let reply = ask(&mut pipeline, edit, Vec::new());
            let is_known = matches!(reply, Reply::All(_) | Reply::Refused(_));
            prop_assert!(is_known, "{reply:?}");
            let steps = pipeline.steps();
            let (done, now) = (steps.done.len(), state(&pipeline));
            if !steps.undone.is_empty() || done < before {
                prop_assert_eq!(&now, &states[done]);
            }
            if steps.undone.is_empty() {
                states.truncate(done);
                states.push(now);
            }
        }
        let last = state(&pipeline);
        // What is on show is what its objects' masks say, and nothing else.
        for (at, row) in last.rows.iter().enumerate() {
            prop_assert_eq!(row.area, last.masks[at].as_ref().map_or(0, Mask::area));
        }
        let there = 0..states.len();
        for done in there.clone().rev().chain(there) {
            went(&mut pipeline, done);
            prop_assert_eq!(&state(&pipeline), &states[done]);
        }
    }
}
