//! What there is to say of objects beside one another: of those that are there twice,
//! and of two answers to one question. Never which is right.

use super::super::{Giver, Mark, Tongue};
use super::edit::called;
use super::{Message, count};
use crate::session::say;
use crate::session::{Pair, Sameness};

/// What stands beside an object that has this mark.
pub fn mark(tongue: Tongue, mark: &Mark) -> String {
    match mark {
        Mark::Double { of, by } => {
            let of = called(tongue, of);
            match by {
                Sameness::Iou(iou) => say!(tongue,
                    en: "The same as “{of}”: IoU {iou}",
                    de: "Gleich wie „{of}“: IoU {iou}",
                    iou = tongue.decimal(*iou, 2)),
                Sameness::Place => say!(tongue,
                    en: "The same as “{of}”: in the same place",
                    de: "Gleich wie „{of}“: an derselben Stelle"),
            }
        }
        Mark::Alone { is_second: false } => {
            say!(tongue, en: "Only in the first answer", de: "Nur in der ersten Antwort")
        }
        Mark::Alone { is_second: true } => {
            say!(tongue, en: "Only in the second answer", de: "Nur in der zweiten Antwort")
        }
        Mark::Paired {
            is_second,
            other,
            by,
        } => {
            let whose = match is_second {
                true => say!(tongue, en: "the first answer", de: "der ersten Antwort"),
                false => say!(tongue, en: "the second answer", de: "der zweiten Antwort"),
            };
            let other = other.as_ref().map(|other| called(tongue, other));
            paired(tongue, &whose, other, *by)
        }
    }
}

/// The same of an object whose other half, of `whose` answer, is called `other`, unless
/// both are called the same.
fn paired(tongue: Tongue, whose: &str, other: Option<String>, by: Sameness) -> String {
    match (by, other) {
        (Sameness::Iou(iou), None) => say!(tongue,
            en: "IoU {iou} with {whose}",
            de: "IoU {iou} mit {whose}",
            iou = tongue.decimal(iou, 2)),
        (Sameness::Iou(iou), Some(other)) => say!(tongue,
            en: "IoU {iou} with {whose}’s “{other}”",
            de: "IoU {iou} mit „{other}“ {whose}",
            iou = tongue.decimal(iou, 2)),
        (Sameness::Place, None) => say!(tongue,
            en: "In the same place in {whose}",
            de: "An derselben Stelle in {whose}"),
        (Sameness::Place, Some(other)) => say!(tongue,
            en: "In the same place in {whose}’s “{other}”",
            de: "An derselben Stelle wie „{other}“ {whose}"),
    }
}

/// Who gave the first answer, and who the second, a line each.
pub fn sides(tongue: Tongue, first: &Giver, second: &Giver) -> String {
    say!(tongue,
        en: "First: {first}\nSecond: {second}",
        de: "Erste: {first}\nZweite: {second}",
        first = giver(tongue, first),
        second = giver(tongue, second))
}

fn giver(tongue: Tongue, giver: &Giver) -> String {
    match giver {
        Giver::Nobody => String::new(),
        Giver::Model(model) => model.clone(),
        Giver::Saved => say!(tongue, en: "a saved answer", de: "eine gespeicherte Antwort"),
        Giver::Both => {
            say!(tongue, en: "two answers made one", de: "zwei Antworten, zu einer vereint")
        }
    }
}

/// How far two answers of so many objects agree.
pub fn compared(tongue: Tongue, counts: [usize; 2], pairs: &[Pair]) -> Message {
    let shared = pairs.len();
    let ious: Vec<f64> = pairs
        .iter()
        .filter_map(|pair| match pair.by {
            Sameness::Iou(iou) => Some(iou),
            Sameness::Place => None,
        })
        .collect();
    let agree = match shared {
        0 => say!(tongue,
            en: "The two answers share no object",
            de: "Die beiden Antworten haben kein Objekt gemeinsam"),
        _ => say!(tongue,
            en: "The two answers share {objects}",
            de: "Die beiden Antworten haben {objects} gemeinsam",
            objects = count(tongue, shared)),
    };
    let mean = match ious.len() {
        0 => String::new(),
        n => say!(tongue,
            en: ", mean IoU {mean}",
            de: ", mittlere IoU {mean}",
            mean = tongue.decimal(ious.iter().sum::<f64>() / n as f64, 2)),
    };
    let [first, second] = counts.map(|count| count - shared.min(count));
    Message::note(say!(tongue,
        en: "{agree}{mean}; {first} only in the first, {second} only in the second. Keep one of them, or what is in either or in both.",
        de: "{agree}{mean}; {first} nur in der ersten, {second} nur in der zweiten. Eine davon behalten, oder was in mindestens einer oder in beiden ist."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Called, Language};

    const GERMAN: Language = Language::German;

    #[test]
    fn two_answers_are_compared_in_numbers() {
        let pair = |iou| Pair {
            first: 0,
            second: 0,
            by: Sameness::Iou(iou),
        };
        let pairs = [pair(0.9), pair(0.7)];
        let said = compared(Tongue::default(), [3, 2], &pairs);
        assert_eq!(
            said.text,
            "The two answers share 2 objects, mean IoU 0.80; 1 only in the first, 0 only in the second. Keep one of them, or what is in either or in both."
        );
        let said = compared(GERMAN.into(), [3, 2], &pairs);
        assert_eq!(
            said.text,
            "Die beiden Antworten haben 2 Objekte gemeinsam, mittlere IoU 0,80; 1 nur in der ersten, 0 nur in der zweiten. Eine davon behalten, oder was in mindestens einer oder in beiden ist."
        );
        let said = compared(Tongue::default(), [1, 0], &[]).text;
        assert!(
            said.starts_with("The two answers share no object; 1 only"),
            "{said}"
        );
        let said = compared(GERMAN.into(), [1, 0], &[]).text;
        assert!(said.contains("kein Objekt gemeinsam; 1 nur"), "{said}");
    }

    #[test]
    fn an_object_says_where_its_other_half_is() {
        let paired = |other: Option<Called>, by| Mark::Paired {
            is_second: false,
            other,
            by,
        };
        let (near, same) = (Sameness::Iou(0.914), Sameness::Iou(1.0));
        let mug = || Called::Label("mug".to_owned());
        let cases = [
            (
                paired(Some(mug()), near),
                "IoU 0.91 with the second answer’s “mug”",
                "IoU 0,91 mit „mug“ der zweiten Antwort",
            ),
            (
                paired(None, same),
                "IoU 1.00 with the second answer",
                "IoU 1,00 mit der zweiten Antwort",
            ),
            (
                paired(None, Sameness::Place),
                "In the same place in the second answer",
                "An derselben Stelle in der zweiten Antwort",
            ),
            (
                paired(Some(Called::Number(3)), Sameness::Place),
                "In the same place in the second answer’s “Object 3”",
                "An derselben Stelle wie „Objekt 3“ der zweiten Antwort",
            ),
            (
                Mark::Alone { is_second: true },
                "Only in the second answer",
                "Nur in der zweiten Antwort",
            ),
            (
                Mark::Alone { is_second: false },
                "Only in the first answer",
                "Nur in der ersten Antwort",
            ),
            (
                Mark::Double {
                    of: mug(),
                    by: near,
                },
                "The same as “mug”: IoU 0.91",
                "Gleich wie „mug“: IoU 0,91",
            ),
            (
                Mark::Double {
                    of: mug(),
                    by: Sameness::Place,
                },
                "The same as “mug”: in the same place",
                "Gleich wie „mug“: an derselben Stelle",
            ),
        ];
        for (given, english, german) in cases {
            assert_eq!(mark(Tongue::default(), &given), english);
            assert_eq!(mark(GERMAN.into(), &given), german);
        }
    }

    #[test]
    fn both_sides_say_who_gave_them() {
        let model = Giver::Model("gemini-3.8-flash".to_owned());
        assert_eq!(
            sides(Tongue::default(), &model, &Giver::Saved),
            "First: gemini-3.8-flash\nSecond: a saved answer"
        );
        assert_eq!(
            sides(GERMAN.into(), &Giver::Both, &model),
            "Erste: zwei Antworten, zu einer vereint\nZweite: gemini-3.8-flash"
        );
    }
}
