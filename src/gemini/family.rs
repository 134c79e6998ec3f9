//! Families of models: what each takes, what it costs, and until when it is
//! there. Never asks the service.
//!
//! Sources: Google's thinking, models, image understanding and changelog pages,
//! read 2026-10-05; prices read 2026-10-07; retirements as announced by
//! 2026-11-10. `temperature` is deprecated from the 3.x models on; a thinking
//! budget and a thinking level are never sent together.

/// The day on which [`Family::prices`] were read, for whoever shows a cost.
pub const PRICES_READ: &str = "2026-10-07";

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

/// Which of Google's two interfaces a family is asked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// `models/{model}:generateContent`, which every model so far has.
    GenerateContent,
    /// `interactions`, the newer one, where models beside the main line appear.
    Interactions,
}

/// What a million tokens cost, in US cents, the answer's with its thinking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The last day on which it holds, `YYYY-MM-DD`; `None` without an end.
    pub until: Option<&'static str>,
    /// Of the prompt, the picture included.
    pub input: u32,
    /// Of the answer and of thinking.
    pub output: u32,
}

/// When Google ends a family, and what answers in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// The first day without it, `YYYY-MM-DD`.
    pub on: &'static str,
    /// The model that answers from then on; `None` where none does.
    pub then: Option<&'static str>,
}

/// What a family of models takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// What the family's model ids begin with.
    pub prefix: &'static str,
    /// The interface that it is asked through.
    pub wire: Wire,
    /// The least thinking it accepts.
    pub thinking: Thinking,
    /// The sampling temperature, where it is still a parameter.
    pub temperature: Option<f32>,
    /// The form of its masks.
    pub masks: MaskForm,
    /// Whether it is held to a schema.
    pub schema: bool,
    /// Its prices, the earliest first; none where they are not known.
    pub prices: &'static [Price],
    /// Its end, where one was announced.
    pub retires: Option<Retirement>,
}

impl Family {
    /// What it costs on the day `today`, `YYYY-MM-DD`; `None` where that is not
    /// known.
    ///
    /// ```
    /// use masque::gemini::model::family;
    /// let argon = family("gemini-4-argon");
    /// assert_eq!(argon.price("2026-11-30").unwrap().input, 200);
    /// assert_eq!(argon.price("2026-12-01").unwrap().input, 400);
    /// ```
    pub fn price(&self, today: &str) -> Option<Price> {
        let holds = |price: &&Price| price.until.is_none_or(|until| today <= until);
        self.prices.iter().find(holds).copied()
    }

    const fn newer(prefix: &'static str, level: &'static str, prices: &'static [Price]) -> Self {
        Self {
            prefix,
            wire: Wire::GenerateContent,
            thinking: Thinking::Level(level),
            temperature: None,
            masks: MaskForm::Polygon,
            schema: true,
            prices,
            retires: None,
        }
    }

    const fn older(prefix: &'static str, budget: u32, prices: &'static [Price]) -> Self {
        Self {
            prefix,
            wire: Wire::GenerateContent,
            thinking: Thinking::Budget(budget),
            // Over 0 keeps 2.5 models from repeating themselves (Google's cookbook).
            temperature: Some(0.5),
            masks: MaskForm::Png,
            schema: false,
            prices,
            retires: None,
        }
    }

    const fn through(self, wire: Wire) -> Self {
        Self { wire, ..self }
    }

    const fn until(self, on: &'static str, then: Option<&'static str>) -> Self {
        let retires = Some(Retirement { on, then });
        Self { retires, ..self }
    }
}

const fn price(input: u32, output: u32) -> Price {
    Price {
        until: None,
        input,
        output,
    }
}

const fn at_first(until: &'static str, input: u32, output: u32) -> Price {
    Price {
        until: Some(until),
        input,
        output,
    }
}

/// The price with which 3.6, 3.7 and 3.8 Flash began, and what follows.
const FLASH: &[Price] = &[at_first("2026-12-31", 75, 375), price(150, 750)];
const ARGON: &[Price] = &[at_first("2026-11-30", 200, 1000), price(400, 2000)];

/// The families, the most particular prefix first. 3.7 and 3.8 refuse `minimal`.
///
/// Robotics-ER stands beside the main line, for which Google names the newer
/// interface as the one that stays.
const FAMILIES: &[Family] = &[
    Family::newer("gemini-4-argon", "low", ARGON),
    Family::newer("gemini-3.8-flash", "low", FLASH),
    Family::newer("gemini-3.7-flash", "low", FLASH).until("2026-10-08", Some("gemini-3.8-flash")),
    Family::newer("gemini-3.6-flash", "minimal", FLASH),
    Family::newer("gemini-3.5-flash-lite", "minimal", &[price(30, 250)]),
    Family::newer("gemini-3.5-flash", "minimal", &[price(150, 900)])
        .until("2026-10-08", Some("gemini-3.6-flash")),
    Family::newer("gemini-3.1-flash-lite", "minimal", &[price(25, 150)]).until("2027-05-07", None),
    Family::newer("gemini-3.1-pro", "low", &[price(200, 1200)]),
    Family::newer("gemini-3-flash", "minimal", &[price(50, 300)]),
    Family::newer("gemini-robotics-er-2", "minimal", &[price(100, 500)])
        .through(Wire::Interactions),
    Family::older("gemini-robotics-er-1.6", 0, &[]).until("2026-08-31", None),
    Family::older("gemini-robotics-er-1.5", 0, &[]).until("2026-04-30", None),
    Family::older("gemini-2.5-pro", 128, &[price(125, 1000)])
        .until("2026-12-01", Some("gemini-3.8-flash")),
    Family::older("gemini-2.5-flash-lite", 0, &[price(10, 40)]),
    Family::older("gemini-2.5-flash", 0, &[price(30, 250)])
        .until("2026-12-01", Some("gemini-3.5-flash-lite")),
    Family::older("gemini-2.5-", 0, &[]),
];

/// What a model that no entry knows is asked with: the newest family's
/// parameters, which every current model accepts.
const NEWEST: Family = Family::newer("", "low", &[]);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_family_hides_behind_one_before_it() {
        for (at, family) in FAMILIES.iter().enumerate() {
            let before = FAMILIES.get(..at).unwrap_or(&[]);
            let hidden = before
                .iter()
                .find(|other| family.prefix.starts_with(other.prefix));
            assert_eq!(hidden, None, "{} is never found", family.prefix);
        }
    }

    #[test]
    fn prices_change_on_their_day() {
        let flash = family("gemini-3.8-flash");
        assert_eq!(
            flash.price("2026-12-31"),
            Some(at_first("2026-12-31", 75, 375))
        );
        assert_eq!(flash.price("2027-01-01"), Some(price(150, 750)));
        assert_eq!(family("gemini-9-xenon").price("2026-11-24"), None);
    }
}
