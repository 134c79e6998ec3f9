//! Models and what each family of them takes. Never asks the service.
//!
//! Sources: Google's thinking, models and image understanding pages, read
//! 2026-10-05. `temperature` is deprecated from the 3.x models on; a thinking
//! budget and a thinking level are never sent together.

/// How a family is told to think as little as it can: masks gain nothing by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thinking {
    /// `thinkingBudget`, in tokens.
    Budget(u32),
    /// `thinkingLevel`.
    Level(&'static str),
}

/// The form in which a family writes masks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaskForm {
    /// A PNG in base64 over the object's box; asked for in words alone.
    Png,
    /// A polygon in the whole picture's frame; asked for with a schema.
    Polygon,
}

/// What a family of models takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// What the family's model ids begin with.
    pub prefix: &'static str,
    /// The least thinking it accepts.
    pub thinking: Thinking,
    /// The sampling temperature, where it is still a parameter.
    pub temperature: Option<f32>,
    /// The form of its masks.
    pub masks: MaskForm,
}

/// A model that the picker offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its id in the API.
    pub id: &'static str,
    /// Its name, and what sets it apart.
    pub name: &'static str,
}

/// The models that the picker offers; the first is the default.
pub const MODELS: &[Model] = &[
    Model {
        id: "gemini-3.8-flash",
        name: "Gemini 3.8 Flash",
    },
    Model {
        id: "gemini-3.6-flash",
        name: "Gemini 3.6 Flash",
    },
    Model {
        id: "gemini-3.5-flash-lite",
        name: "Gemini 3.5 Flash-Lite · fastest",
    },
    Model {
        id: "gemini-4-argon",
        name: "Gemini 4 Argon · paid keys only",
    },
    Model {
        id: "gemini-robotics-er-2-preview",
        name: "Gemini Robotics-ER 2 · preview",
    },
    Model {
        id: "gemini-2.5-flash-lite",
        name: "Gemini 2.5 Flash-Lite · older",
    },
];

const fn newer(prefix: &'static str, level: &'static str) -> Family {
    Family {
        prefix,
        thinking: Thinking::Level(level),
        temperature: None,
        masks: MaskForm::Polygon,
    }
}

const fn older(prefix: &'static str, budget: u32) -> Family {
    // Over 0 keeps 2.5 models from repeating themselves (Google's cookbook).
    let temperature = Some(0.5);
    Family {
        prefix,
        thinking: Thinking::Budget(budget),
        temperature,
        masks: MaskForm::Png,
    }
}

/// The families, the most particular prefix first. 3.7 and 3.8 refuse `minimal`.
const FAMILIES: &[Family] = &[
    newer("gemini-3.8-", "low"),
    newer("gemini-3.7-", "low"),
    newer("gemini-3.6-flash", "minimal"),
    newer("gemini-3.5-flash", "minimal"),
    newer("gemini-3.1-flash-lite", "minimal"),
    newer("gemini-3-flash", "minimal"),
    newer("gemini-robotics-er-2", "minimal"),
    older("gemini-robotics-er-1", 0),
    older("gemini-2.5-pro", 128),
    older("gemini-2.5-", 0),
];

/// What a model that no entry knows is asked with: the newest family's
/// parameters, which every current model accepts.
const NEWEST: Family = newer("", "low");

/// The family of the model `id`.
///
/// ```
/// use masque::gemini::model::{Thinking, family};
/// assert_eq!(family("gemini-2.5-flash").thinking, Thinking::Budget(0));
/// assert_eq!(family("gemini-9-xenon").thinking, Thinking::Level("low"));
/// ```
pub fn family(id: &str) -> Family {
    FAMILIES
        .iter()
        .find(|family| id.starts_with(family.prefix))
        .copied()
        .unwrap_or(NEWEST)
}

/// Whether `id` can be part of a request's path: letters, digits, `.`, `-`, `_`.
pub fn is_model_id(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
