//! What there is to say of two answers to one question. Never which is right.

use super::{Message, count};
use crate::session::{Pair, Sameness};

/// Who gave an answer that was opened.
pub const SAVED: &str = "a saved answer";

/// Who gave an answer that was made of two.
pub const BOTH: &str = "two answers made one";

/// What stands beside an object of two answers, which is called `name`: of the
/// second, or of the first; and what its other half is called and the two share, if
/// it has one.
pub fn paired(is_second: bool, name: &str, other: Option<(String, Sameness)>) -> String {
    let (own, others) = match is_second {
        true => ("second", "first"),
        false => ("first", "second"),
    };
    let Some((called, by)) = other else {
        return format!("Only in the {own} answer");
    };
    let whose = match called == name {
        true => format!("the {others} answer"),
        false => format!("the {others} answer’s “{called}”"),
    };
    match by {
        Sameness::Iou(iou) => format!("IoU {iou:.2} with {whose}"),
        Sameness::Place => format!("In the same place in {whose}"),
    }
}

/// Who gave the first answer, and who the second, a line each.
pub fn sides(first: &str, second: &str) -> String {
    format!("First: {first}\nSecond: {second}")
}

/// How far two answers of so many objects agree.
pub fn compared(counts: [usize; 2], pairs: &[Pair]) -> Message {
    let shared = pairs.len();
    let ious: Vec<f64> = pairs
        .iter()
        .filter_map(|pair| match pair.by {
            Sameness::Iou(iou) => Some(iou),
            Sameness::Place => None,
        })
        .collect();
    let agree = match shared {
        0 => "The two answers share no object".to_owned(),
        _ => format!("The two answers share {}", count(shared)),
    };
    let mean = match ious.len() {
        0 => String::new(),
        n => format!(", mean IoU {:.2}", ious.iter().sum::<f64>() / n as f64),
    };
    let alone = |count: usize, side: &str| {
        let alone = count - shared.min(count);
        format!("{alone} only in the {side}")
    };
    Message::note(format!(
        "{agree}{mean}; {}, {}. Keep one of them, or what is in either or in both.",
        alone(counts[0], "first"),
        alone(counts[1], "second")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_answers_are_compared_in_numbers() {
        let pair = |iou| Pair {
            first: 0,
            second: 0,
            by: Sameness::Iou(iou),
        };
        let said = compared([3, 2], &[pair(0.9), pair(0.7)]);
        assert_eq!(
            said.text,
            "The two answers share 2 objects, mean IoU 0.80; 1 only in the first, 0 only in the second. Keep one of them, or what is in either or in both."
        );
        let said = compared([1, 0], &[]).text;
        assert!(
            said.starts_with("The two answers share no object; 1 only"),
            "{said}"
        );
    }

    #[test]
    fn an_object_says_where_its_other_half_is() {
        let other = |name: &str, by| paired(false, "cup", Some((name.to_owned(), by)));
        assert_eq!(
            other("mug", Sameness::Iou(0.914)),
            "IoU 0.91 with the second answer’s “mug”"
        );
        assert_eq!(
            other("cup", Sameness::Iou(1.0)),
            "IoU 1.00 with the second answer"
        );
        assert_eq!(
            other("cup", Sameness::Place),
            "In the same place in the second answer"
        );
        assert_eq!(paired(true, "cup", None), "Only in the second answer");
    }
}
