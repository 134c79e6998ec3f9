//! Rows that come onto the page a slice at a time, so that no one task of the page's
//! own thread is long. Never leaves a row out, and never keeps one back that was there.

use super::desk::Row;
use crate::browser;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// So many new rows come at a time, so that on a machine that is four times slower they and
/// what the browser makes of them stay within about 50 ms.
const SLICE: usize = 4;

/// What of `rows` is on the page by now. A few new ones are there at once; of many, a slice
/// comes after each frame, so that no frame has two of them to lay out. The very first is
/// one row alone, for which the browser compiles what all of them need.
pub(super) fn in_slices(rows: impl Fn() -> Vec<Row> + 'static) -> RwSignal<Vec<Row>> {
    let there = RwSignal::new(Vec::<Row>::new());
    let turn = RwSignal::new(());
    let (is_due, is_waiting) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    Effect::new(move |_| {
        turn.track();
        let mut rows = rows();
        let known: BTreeSet<u32> = there.with_untracked(|rows| {
            let keys = rows.iter().map(|row| row.key);
            keys.collect()
        });
        let is_new = |row: &Row| !known.contains(&row.key);
        let new = rows.iter().filter(|row| is_new(row)).count();
        let mut left = match (new > SLICE, is_due.take(), known.is_empty()) {
            (true, false, _) => 0,
            (true, true, true) => 1,
            _ => SLICE,
        };
        rows.retain(|row| {
            let is_there = !is_new(row) || left > 0;
            left -= usize::from(is_new(row) && left > 0);
            is_there
        });
        there.set(rows);
        if new > SLICE && !is_waiting.replace(true) {
            let (is_due, is_waiting) = (Rc::clone(&is_due), Rc::clone(&is_waiting));
            spawn_local(async move {
                browser::after_frame().await;
                is_waiting.set(false);
                is_due.set(true);
                // It may be gone by then.
                let _ = turn.try_set(());
            });
        }
    });
    there
}
