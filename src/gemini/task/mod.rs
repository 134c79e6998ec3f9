//! What can be asked: each task is its prompt and its schema, by the form that
//! the model's family writes. Never sees a picture.
//!
//! To add a task: a file here, a variant of [`Task`], and a line in [`Task::ALL`].

mod masks;

use super::model::MaskForm;
use serde_json::Value;

/// Something that can be asked about a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A box, a mask and a label for each thing.
    Masks,
}

impl Task {
    /// Every task, in the order in which they are offered.
    pub const ALL: &[Self] = &[Self::Masks];

    /// The text that is sent, from what the person wants found.
    pub fn prompt(self, words: &str, form: MaskForm) -> String {
        match self {
            Self::Masks => masks::prompt(words, form),
        }
    }

    /// The JSON schema that the answer is held to, where the family takes one.
    pub fn schema(self, form: MaskForm) -> Option<Value> {
        match self {
            Self::Masks => masks::schema(form),
        }
    }
}
