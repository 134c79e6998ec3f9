//! What can be asked: each task is its prompt and its schema, by the form that
//! the model's family writes. Never sees a picture.
//!
//! An answer is read by what is in it, not by what was asked: `answer` takes
//! masks, boxes, points and 3D boxes as they come, several kinds in one answer.
//! To add a task: a file here, a variant of [`Task`], a line in [`Task::ALL`],
//! its two arms below, and its name in `session::words`.

mod boxes;
mod boxes_3d;
mod labels;
mod masks;
mod points;
mod schema;

pub use labels::{Labels, LabelsProblem, Naming};

use super::model::Family;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that can be asked about a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Task {
    /// A box, a mask and a label for each thing.
    #[default]
    Masks,
    /// A box and a label.
    Boxes,
    /// A point and a label.
    Points,
    /// A box in space, from the camera, and a label.
    Boxes3d,
}

/// The most objects that are asked for unless a person says otherwise: uncapped,
/// models repeat themselves.
pub const MOST: u16 = 25;

/// What a person wants to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The kind of answer.
    pub task: Task,
    /// What to find, in the person's own words.
    pub words: String,
    /// What stands in the labels.
    pub labels: Labels,
    /// At most so many objects, at least one.
    pub most: u16,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            task: Task::Masks,
            words: String::new(),
            labels: Labels::default(),
            most: MOST,
        }
    }
}

impl Task {
    /// Every task, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Masks, Self::Boxes, Self::Points, Self::Boxes3d];
}

impl Wish {
    /// The text that is sent to a model of `family`.
    ///
    /// ```
    /// use masque::gemini::{model::family, task::{Task, Wish}};
    /// let wish = Wish { task: Task::Points, words: "the keys".into(), ..Wish::default() };
    /// assert!(wish.prompt(&family("gemini-3.8-flash")).starts_with("Point to the keys."));
    /// ```
    pub fn prompt(&self, family: &Family) -> String {
        let words = self.words.trim().trim_end_matches('.');
        let most = self.most.max(1);
        let form = match self.task {
            Task::Masks => masks::prompt(words, most, family.masks),
            Task::Boxes => boxes::prompt(words, most),
            Task::Points => points::prompt(words, most),
            Task::Boxes3d => boxes_3d::prompt(words, most),
        };
        let labels = self.labels.prompt();
        format!("{form} {labels} If there is nothing to find, output an empty list.")
    }

    /// The JSON schema that the answer is held to, where `family` takes one.
    pub fn schema(&self, family: &Family) -> Option<Value> {
        let place = match self.task {
            Task::Masks => masks::schema(),
            Task::Boxes => boxes::schema(),
            Task::Points => points::schema(),
            Task::Boxes3d => boxes_3d::schema(),
        };
        family
            .schema
            .then(|| schema::list(place, self.labels.schema()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemini::model::family;

    fn wish(task: Task, naming: Naming, languages: &str) -> Wish {
        Wish {
            task,
            words: "the fox's shadow.".to_owned(),
            labels: Labels {
                naming,
                languages: languages.to_owned(),
            },
            most: 7,
        }
    }

    #[test]
    fn every_task_says_what_to_find_where_and_how_often() {
        for task in Task::ALL {
            for model in ["gemini-3.8-flash", "gemini-2.5-flash"] {
                let wish = wish(task, Naming::Descriptive, "");
                let prompt = wish.prompt(&family(model));
                assert!(prompt.contains("the fox's shadow"), "{prompt}");
                assert!(prompt.contains("at most 7"), "{prompt}");
                assert!(prompt.contains("\"label\""), "{prompt}");
                assert!(!prompt.contains("base64"), "{prompt}");
                assert!(!prompt.contains(".."), "{prompt}");
                let schema = wish.schema(&family(model));
                assert_eq!(schema.is_some(), model == "gemini-3.8-flash");
            }
        }
    }

    #[test]
    fn a_schema_asks_for_what_the_task_is_about() {
        let keys = [
            (Task::Masks, vec!["box_2d", "mask", "label"]),
            (Task::Boxes, vec!["box_2d", "label"]),
            (Task::Points, vec!["point", "label"]),
            (Task::Boxes3d, vec!["box_3d", "label"]),
        ];
        for (task, keys) in keys {
            let wish = wish(task, Naming::Descriptive, "");
            let schema = wish.schema(&family("gemini-3.6-flash")).expect("a schema");
            let item = &schema["properties"]["boxes"]["items"];
            assert_eq!(item["required"], serde_json::json!(keys));
            assert!(keys.iter().all(|key| item["properties"][key].is_object()));
        }
    }

    #[test]
    fn labels_are_asked_for_as_they_are_wanted() {
        let newest = family("gemini-3.8-flash");
        let japanese = wish(Task::Boxes, Naming::Descriptive, " Japanese with English ");
        let prompt = japanese.prompt(&newest);
        assert!(
            prompt.contains("Write the labels in Japanese with English."),
            "{prompt}"
        );
        let classes = Naming::Classes(vec!["cup".to_owned(), "big plate".to_owned()]);
        let classes = wish(Task::Boxes, classes, "");
        assert!(classes.prompt(&newest).contains("\"cup\", \"big plate\""));
        let schema = classes.schema(&newest).expect("a schema");
        let label = &schema["properties"]["boxes"]["items"]["properties"]["label"];
        assert_eq!(label["enum"], serde_json::json!(["cup", "big plate"]));
        let why = Naming::Explanation("how to clean this up".to_owned());
        let prompt = wish(Task::Masks, why, "").prompt(&newest);
        assert!(prompt.contains("how to clean this up"), "{prompt}");
    }
}
