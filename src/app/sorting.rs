//! The list's order, and which of it is listed. Never changes what is drawn.

use super::Desk;
use super::desk::Row;
use super::texts::Text;
use crate::pipeline::message;
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The answer's own order.
    #[default]
    Answer,
    /// The largest first.
    Area,
    /// By name.
    Name,
    /// As one reads: from above, and from the left.
    Place,
}

impl Order {
    /// All of them, and what they are called.
    pub const ALL: [(Self, Text); 4] = [
        (Self::Answer, |t| t.order.answered),
        (Self::Area, |t| t.order.largest),
        (Self::Name, |t| t.order.name),
        (Self::Place, |t| t.order.place),
    ];
}

/// Rows whose boxes begin within so many shares of the tallest box count as one line.
const LINES: i64 = 2;

/// Sorts `rows`; what is alike stays in its order.
pub fn sort<T>(rows: &mut [T], order: Order, object: impl Fn(&T) -> message::Row) {
    match order {
        Order::Answer => {}
        Order::Area => rows.sort_by_cached_key(|row| Reverse(object(row).area)),
        Order::Name => rows.sort_by_cached_key(|row| object(row).name.to_lowercase()),
        Order::Place => {
            let boxes = rows.iter().filter_map(|row| object(row).bounds);
            let tallest = boxes.map(|[_, top, _, bottom]| bottom - top).max();
            let line = (tallest.unwrap_or(0) / LINES).max(1);
            rows.sort_by_cached_key(|row| {
                let bounds = object(row).bounds;
                bounds.map_or((i64::MAX, 0), |[left, top, ..]| {
                    (top.div_euclid(line), left)
                })
            });
        }
    }
}

/// Whether an object is meant by a text that a person typed.
pub fn is_meant(object: &message::Row, typed: &str) -> bool {
    let typed = typed.trim().to_lowercase();
    let names = [Some(&object.name), object.class.as_ref()];
    let has = |name: &String| name.to_lowercase().contains(&typed);
    typed.is_empty() || names.into_iter().flatten().any(has)
}

/// How many objects have each label, the most frequent first.
pub fn counts(labels: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

impl Desk {
    /// The rows as they are listed.
    pub(super) fn listed(self) -> Vec<Row> {
        let filter = self.filter.get();
        let mut rows = self.rows.get();
        rows.retain(|row| is_meant(&row.object.read(), &filter));
        sort(&mut rows, self.order.get(), |row| {
            (**row.object.read()).clone()
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, area: u64, bounds: [i64; 4]) -> message::Row {
        message::Row {
            name: name.to_owned(),
            area,
            bounds: Some(bounds),
            ..message::Row::default()
        }
    }

    fn sorted(order: Order) -> Vec<String> {
        let mut rows = vec![
            row("cup", 5, [50, 2, 60, 22]),
            row("Apple", 9, [5, 0, 20, 20]),
            row("bowl", 7, [0, 30, 9, 50]),
        ];
        sort(&mut rows, order, Clone::clone);
        rows.into_iter().map(|row| row.name).collect()
    }

    #[test]
    fn the_list_is_sorted_as_a_person_wants_it() {
        assert_eq!(sorted(Order::Answer), ["cup", "Apple", "bowl"]);
        assert_eq!(sorted(Order::Area), ["Apple", "bowl", "cup"]);
        assert_eq!(sorted(Order::Name), ["Apple", "bowl", "cup"]);
        assert_eq!(sorted(Order::Place), ["Apple", "cup", "bowl"]);
    }

    #[test]
    fn labels_are_counted_and_found_by_a_part_of_them() {
        let labels = ["cup", "plate", "cup"].map(str::to_owned);
        let counted = counts(labels.into_iter());
        assert_eq!(counted, [("cup".to_owned(), 2), ("plate".to_owned(), 1)]);
        assert!(is_meant(&row("Red cup", 0, [0; 4]), " CUP "));
        assert!(!is_meant(&row("Red cup", 0, [0; 4]), "plate"));
        let classified = message::Row {
            class: Some("Tableware".to_owned()),
            ..row("Red cup", 0, [0; 4])
        };
        assert!(is_meant(&classified, "ware") && is_meant(&classified, "cup"));
    }
}
