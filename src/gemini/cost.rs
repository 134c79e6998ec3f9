//! What calls cost, from their tokens and the family's prices. Never more than an
//! estimate: Google's bill counts.

use super::model::family;
use super::wire::Usage;
use serde::{Deserialize, Serialize};

/// Money, in millionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cost(pub u64);

impl Cost {
    /// What `usage` costs with `model` on the day `today`, `YYYY-MM-DD`: tokens
    /// times cents a million tokens, thinking at the answer's price, rounded up.
    /// `None` where the price is not known.
    ///
    /// ```
    /// use masque::gemini::{Cost, Usage};
    /// let usage = Usage { prompt: 1000, answer: 300, thinking: 100, picture: None };
    /// // 1000 · $0.75 and 400 · $3.75, a million tokens each.
    /// assert_eq!(Cost::of("gemini-3.8-flash", usage, "2026-11-24"), Some(Cost(2250)));
    /// ```
    pub fn of(model: &str, usage: Usage, today: &str) -> Option<Self> {
        let price = family(model).price(today)?;
        let written = usage.answer.saturating_add(usage.thinking);
        let input = usage.prompt.saturating_mul(price.input.into());
        let output = written.saturating_mul(price.output.into());
        // Cents a million tokens are hundredths of a millionth of a dollar each.
        Some(Self(input.saturating_add(output).div_ceil(100)))
    }
}

/// What the calls of a session took so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Calls of which the service told the tokens.
    pub calls: u32,
    /// Their tokens.
    pub tokens: u64,
    /// What those with a known price cost.
    pub cost: Cost,
    /// How many have no known price.
    pub unpriced: u32,
}

impl Bill {
    /// Adds a call; `cost` is what [`Cost::of`] gave for it.
    pub fn add(&mut self, usage: Usage, cost: Option<Cost>) {
        self.calls += 1;
        let tokens = [usage.prompt, usage.answer, usage.thinking];
        self.tokens = tokens.into_iter().fold(self.tokens, u64::saturating_add);
        match cost {
            Some(Cost(cost)) => self.cost = Cost(self.cost.0.saturating_add(cost)),
            None => self.unpriced += 1,
        }
    }
}
