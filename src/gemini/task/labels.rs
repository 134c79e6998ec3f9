//! What stands in the labels: names in any language, names out of a list, or an
//! explanation. Never translates anything itself.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What stands in the labels of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// How things are named.
    pub naming: Naming,
    /// The language of the labels, or several, in the person's own words, such as
    /// "Japanese with English"; blank for the language of the question.
    pub languages: String,
}

/// How things are named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Naming {
    /// By what sets each apart.
    #[default]
    Descriptive,
    /// By one of these names, and no other.
    Classes(Vec<String>),
    /// By what the person wants told of each, such as "how to clean this up".
    Explanation(String),
}

/// Why labels cannot be asked for so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub enum LabelsProblem {
    /// A list of classes without a class.
    NoClasses,
    /// An explanation, but not of what.
    NothingToExplain,
}

impl Naming {
    /// The classes that a person typed, with commas or on lines of their own;
    /// each counts once.
    ///
    /// ```
    /// use masque::gemini::task::Naming;
    /// let classes = Naming::classes("cup, plate\n cup,, fork").unwrap();
    /// assert_eq!(classes, Naming::Classes(vec!["cup".into(), "plate".into(), "fork".into()]));
    /// assert!(Naming::classes(" , ").is_err());
    /// ```
    pub fn classes(typed: &str) -> Result<Self, LabelsProblem> {
        let mut classes: Vec<String> = Vec::new();
        for class in typed.split([',', '\n', ';']).map(str::trim) {
            if !class.is_empty() && !classes.iter().any(|other| other == class) {
                classes.push(class.to_owned());
            }
        }
        if classes.is_empty() {
            return Err(LabelsProblem::NoClasses);
        }
        Ok(Self::Classes(classes))
    }

    /// An explanation of what a person typed.
    pub fn explanation(typed: &str) -> Result<Self, LabelsProblem> {
        let what = typed.trim().trim_end_matches('.');
        if what.is_empty() {
            return Err(LabelsProblem::NothingToExplain);
        }
        Ok(Self::Explanation(what.to_owned()))
    }
}

impl Labels {
    /// What the prompt says of them.
    pub(super) fn prompt(&self) -> String {
        let naming = match &self.naming {
            Naming::Descriptive => {
                "Use descriptive labels; where there are several of a kind, say in the label what \
                 sets each apart."
                    .to_owned()
            }
            Naming::Classes(classes) => {
                let classes: Vec<_> = classes
                    .iter()
                    .map(|class| json!(class).to_string())
                    .collect();
                format!(
                    "As labels use only these, exactly as they are written here: {}. Leave out what \
                     is none of them.",
                    classes.join(", ")
                )
            }
            Naming::Explanation(what) => format!(
                "Do not just name the things: as the label of each write an explanation of {what}, \
                 in one short sentence."
            ),
        };
        match self.languages.trim().trim_end_matches('.') {
            "" => naming,
            languages => format!("{naming} Write the labels in {languages}."),
        }
    }

    /// What the schema says of one.
    pub(super) fn schema(&self) -> Value {
        match &self.naming {
            Naming::Descriptive => {
                json!({ "type": "string", "description": "a descriptive label" })
            }
            Naming::Classes(classes) => json!({ "type": "string", "enum": classes }),
            Naming::Explanation(_) => {
                json!({ "type": "string", "description": "the explanation, one short sentence" })
            }
        }
    }
}
