//! Masks that are refined, drawn on, united and split, held against plain bitmaps.
//! Never more than one edit after another; what chance makes of them is beside this.

use super::*;

#[test]
fn what_is_refined_is_still_cut_at_the_threshold() {
    let mut pipeline = table();
    let grow = Refine {
        grow: 2,
        ..Refine::default()
    };
    let cut = |pipeline: &mut Pipeline, threshold| {
        all(pipeline, Request::Edit(Edit::Threshold(threshold)));
        mask(pipeline, 2)
    };
    let unrefined = [100, 30, 200].map(|threshold| cut(&mut pipeline, threshold));
    all(&mut pipeline, Request::Edit(Edit::Threshold(100)));
    let rows = step(&mut pipeline, refine(&[2], grow), "Grow plate by 2 px");
    assert_eq!(rows[1].refine, grow);
    for (threshold, came) in [100, 30, 200].into_iter().zip(&unrefined) {
        let expected = crate::mask::grow(came, 2);
        assert_eq!(cut(&mut pipeline, threshold), expected);
        let row = &pipeline.rows()[1];
        assert_eq!(
            (row.area, row.about.as_str()),
            (expected.area(), format!("{} px", expected.area()).as_str())
        );
    }
    // The threshold is taken back first, and what grew with it stays grown.
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(mask(&pipeline, 2), crate::mask::grow(&unrefined[0], 2));
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(mask(&pipeline, 2), unrefined[0]);
    went(&mut pipeline, 9);
    // While the slider is moved, what is drawn is refined as well.
    let overlay = |threshold| Request::Overlay {
        is_second: false,
        picture: [PICTURE; 2],
        part: [0, 0, PICTURE, PICTURE],
        view: [PICTURE; 2],
        fill: 50,
        style: Style::Fill,
        lit: Vec::new(),
        is_moving: false,
        threshold,
    };
    edited(&mut pipeline, Edit::Solo(vec![2]));
    let mut covered = 0;
    pipeline.handle(overlay(30), Vec::new(), &mut |strip| {
        covered += strip.pixels.iter().filter(|pixel| pixel[3] > 0).count();
    });
    assert_eq!(covered as u64, crate::mask::grow(&unrefined[1], 2).area());
}

#[test]
fn all_are_refined_at_once_and_a_slider_is_one_step() {
    let mut pipeline = table();
    for radius in 1..9 {
        let smooth = Refine {
            smooth: radius,
            ..Refine::default()
        };
        let (rows, steps) = edited(&mut pipeline, refine(&[], smooth));
        assert_eq!(steps.done, ["Smooth all"]);
        assert_eq!([&rows[0], &rows[1]].map(|row| row.refine), [smooth; 2]);
    }
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(state(&pipeline), state(&table()));
}

#[test]
fn a_stroke_adds_and_takes_away_to_the_pixel() {
    let mut pipeline = table();
    let way = [[4, 20], [30, 20]];
    let rows = step(
        &mut pipeline,
        brush(Some(1), 1, &way, false),
        "Brush on cup",
    );
    let added = |x, y| is_cup(x, y) || is_brushed(x, y, [4, 30], 20);
    assert_eq!(mask(&pipeline, 1), plain(added));
    assert_eq!(rows[0].area, plain(added).area());
    step(
        &mut pipeline,
        brush(Some(1), 2, &[[2, 4], [40, 4]], true),
        "Erase from cup",
    );
    let left = move |x, y| added(x, y) && !is_brushed(x, y, [2, 40], 4);
    assert_eq!(mask(&pipeline, 1), plain(left));
    // Further pieces of one stroke are one step with the first.
    for x in 0..9 {
        let (_, steps) = edited(
            &mut pipeline,
            brush(Some(1), 3, &[[x, 30], [x + 1, 30]], false),
        );
        assert_eq!(steps.done.len(), 3);
    }
    assert_eq!(
        mask(&pipeline, 1),
        plain(|x, y| left(x, y) || is_brushed(x, y, [0, 9], 30))
    );
    edited(&mut pipeline, Edit::Undo);
    assert_eq!(mask(&pipeline, 1), plain(left));
}

#[test]
fn a_stroke_makes_a_new_object_and_goes_on_with_it() {
    let mut pipeline = table();
    let first = brush(None, 7, &[[20, 30]], false);
    let rows = step(&mut pipeline, first, "Brush a new object");
    assert_eq!((rows.len(), rows[3].name.as_str()), (4, "Object 4"));
    let id = rows[3].id;
    for x in 20..30 {
        let more = brush(None, 7, &[[x, 30], [x + 1, 30]], false);
        let (rows, _) = edited(&mut pipeline, more);
        assert_eq!(rows.len(), 4);
    }
    assert_eq!(
        mask(&pipeline, id),
        plain(|x, y| is_brushed(x, y, [20, 30], 30))
    );
    assert_eq!(went(&mut pipeline, 0).0.len(), 3);
    // The fork has no mask yet.
    let rows = step(
        &mut pipeline,
        brush(Some(3), 8, &[[5, 30]], false),
        "Brush on fork",
    );
    assert!(rows[2].has_mask && !rows[2].is_soft);
    assert_eq!(
        mask(&pipeline, 3),
        plain(|x, y| is_brushed(x, y, [5, 5], 30))
    );
}

#[test]
fn a_lasso_adds_and_takes_away_to_the_pixel() {
    let mut pipeline = table();
    let lasso = |id, corners: &[[i32; 2]], erase| Edit::Lasso {
        id,
        points: corners
            .iter()
            .map(|point| point.map(|at| 16 * at))
            .collect(),
        erase,
    };
    let square = [[2, 2], [20, 2], [20, 30], [2, 30]];
    step(
        &mut pipeline,
        lasso(Some(1), &square, false),
        "Lasso on cup",
    );
    let held = |x, y| (2..20).contains(&x) && (2..30).contains(&y);
    let added = |x, y| is_cup(x, y) || held(x, y);
    assert_eq!(mask(&pipeline, 1), plain(added));
    // A triangle: the pixels whose centres lie left of its long side, or on it.
    let triangle = [[0, 0], [16, 0], [0, 16]];
    step(
        &mut pipeline,
        lasso(Some(1), &triangle, true),
        "Lasso away from cup",
    );
    assert_eq!(mask(&pipeline, 1), plain(|x, y| added(x, y) && x + y >= 15));
    let rows = step(
        &mut pipeline,
        lasso(None, &square, false),
        "Lasso a new object",
    );
    assert_eq!(mask(&pipeline, rows[3].id), plain(held));
}

#[test]
fn objects_are_united_in_the_place_of_the_first() {
    let mut pipeline = table();
    let plate = mask(&pipeline, 2);
    let rows = step(&mut pipeline, Edit::Unite(vec![2, 1, 3]), "Unite 3 objects");
    assert_eq!(
        (rows.len(), rows[0].id, rows[0].name.as_str()),
        (1, 2, "plate")
    );
    let both = plain(|x, y| is_cup(x, y) || plate.contains(x as u32, y as u32));
    assert_eq!(mask(&pipeline, 2), both);
    // It is what it was, whatever the threshold.
    all(&mut pipeline, Request::Edit(Edit::Threshold(254)));
    assert_eq!(mask(&pipeline, 2), both);
    let mut pipeline = table();
    step(
        &mut pipeline,
        Edit::Unite(vec![3, 2]),
        "Unite fork and plate",
    );
    assert_eq!(mask(&pipeline, 3), plate);
}

#[test]
fn an_object_is_split_into_what_hangs_together() {
    let mut pipeline = table();
    let rows = step(&mut pipeline, Edit::Split(vec![1, 2, 3]), "Split 3 objects");
    let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["cup 1", "cup 2", "plate", "fork"]);
    assert_eq!(mask(&pipeline, 1), plain(|x, y| x < 8 && y < 8));
    assert_eq!(
        mask(&pipeline, rows[1].id),
        plain(|x, y| is_cup(x, y) && x > 8)
    );
    // Each has a number, and so a colour, of its own.
    assert_eq!(
        rows.iter()
            .map(|row| row.color)
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        4
    );
}
