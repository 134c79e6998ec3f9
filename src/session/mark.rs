//! What there is to say of an object beside others, and who gave it, as plain values.
//! Never worded here.

use super::{Called, Sameness};

/// What sets an object of an answer beside others.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// It is the same as an earlier one.
    Double {
        /// What that one is called.
        of: Called,
        /// What says so.
        by: Sameness,
    },
    /// The other of two answers has nothing like it.
    Alone {
        /// Whether it is of the second.
        is_second: bool,
    },
    /// It has another half in the other of two answers.
    Paired {
        /// Whether it is of the second.
        is_second: bool,
        /// What its other half is called, where that is something else.
        other: Option<Called>,
        /// What says so.
        by: Sameness,
    },
}

/// Who gave an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Giver {
    /// There is none.
    #[default]
    Nobody,
    /// A model, by its id.
    Model(String),
    /// It was saved, and nobody knows.
    Saved,
    /// It was made of two.
    Both,
}
