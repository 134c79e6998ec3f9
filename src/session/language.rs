//! The languages in which people are told what happens, and how numbers are written
//! there. Never looks a text up by a name: every text stands in the code in all
//! languages at once, see [`say`], so one that is missing does not compile.
//!
//! To add a language: a variant of [`Language`], its arms here, and one more line in
//! `say` and in each text, which the compiler asks for.

use serde::{Deserialize, Serialize};

/// A text in every language: `say!(tongue, en: "…", de: "…")`. Each is a format string
/// that may name variables, or values given behind both, as in `n = of + 1`.
macro_rules! say {
    ($tongue:expr, en: $en:literal, de: $de:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $tongue.language {
            $crate::session::Language::English => format!($en $(, $name = $value)*),
            $crate::session::Language::German => format!($de $(, $name = $value)*),
        }
    };
}
pub(crate) use say;

/// A language that all texts are there in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The one that a browser's tag asks for; English where there is none for it.
    ///
    /// ```
    /// use masque::session::Language;
    /// assert_eq!(Language::of_tag("de-CH"), Language::German);
    /// assert_eq!(Language::of_tag("fr"), Language::English);
    /// ```
    pub fn of_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or(tag).trim();
        let is_asked = |language: &Self| first.eq_ignore_ascii_case(language.tag());
        Self::ALL.into_iter().find(is_asked).unwrap_or_default()
    }

    /// Its tag, as a document's `lang` has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }
}

/// The signs in numbers, as the browser's `Intl.NumberFormat` gives them for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numbers {
    /// What stands between thousands, if anything does.
    pub group: Option<char>,
    /// What stands before the first decimal.
    pub decimal: char,
}

impl Numbers {
    /// The signs where nothing else is known.
    pub fn of(language: Language) -> Self {
        match language {
            Language::English => Self {
                group: Some('\u{202f}'),
                decimal: '.',
            },
            Language::German => Self {
                group: Some('.'),
                decimal: ',',
            },
        }
    }
}

/// How people are spoken to: in which language, and with which signs in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// The signs in numbers, which may be those of a country that speaks another one.
    pub numbers: Numbers,
}

impl From<Language> for Tongue {
    fn from(language: Language) -> Self {
        Self {
            language,
            numbers: Numbers::of(language),
        }
    }
}

impl Default for Tongue {
    fn default() -> Self {
        Language::default().into()
    }
}

impl Tongue {
    /// A whole number, its thousands apart.
    ///
    /// ```
    /// use masque::session::{Language, Tongue};
    /// assert_eq!(Tongue::from(Language::German).whole(1_234_567), "1.234.567");
    /// ```
    pub fn whole(self, number: u64) -> String {
        let digits = number.to_string();
        let mut whole = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                whole.extend(self.numbers.group);
            }
            whole.push(digit);
        }
        whole
    }

    /// A number with so many decimals.
    ///
    /// ```
    /// use masque::session::{Language, Tongue};
    /// assert_eq!(Tongue::from(Language::German).decimal(0.914, 2), "0,91");
    /// ```
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        let decimal = self.numbers.decimal;
        format!("{number:.decimals$}").replace('.', decimal.encode_utf8(&mut [0; 4]))
    }

    /// US dollars with so many decimals; `amount` counts the last of them.
    ///
    /// ```
    /// use masque::session::{Language, Tongue};
    /// assert_eq!(Tongue::default().dollars(23, 4), "$0.0023");
    /// assert_eq!(Tongue::from(Language::German).dollars(375, 2), "3,75\u{a0}$");
    /// ```
    pub fn dollars(self, amount: u64, decimals: u32) -> String {
        let one = 10_u64.saturating_pow(decimals).max(1);
        let (whole, rest) = (amount / one, amount % one);
        let decimal = self.numbers.decimal;
        let width = decimals as usize;
        say!(self, en: "${whole}{decimal}{rest:0width$}", de: "{whole}{decimal}{rest:0width$}\u{a0}$")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_ask_for_languages() {
        for tag in ["de", "de-CH", "DE-at", "de_DE", "de-Latn-DE-1996"] {
            assert_eq!(Language::of_tag(tag), Language::German, "{tag}");
        }
        for tag in ["", "en", "en-GB", "fr", "den", "-de", "nds"] {
            assert_eq!(Language::of_tag(tag), Language::English, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::of_tag(language.tag()), language);
        }
    }

    #[test]
    fn numbers_are_written_as_the_browser_does() {
        let swiss = Tongue {
            language: Language::German,
            numbers: Numbers {
                group: Some('’'),
                decimal: '.',
            },
        };
        assert_eq!(swiss.whole(0), "0");
        assert_eq!(swiss.whole(999), "999");
        assert_eq!(swiss.whole(12_345), "12’345");
        assert_eq!(swiss.decimal(-0.5, 1), "-0.5");
        assert_eq!(swiss.dollars(123_456, 4), "12.3456\u{a0}$");
        let none = Tongue {
            numbers: Numbers {
                group: None,
                decimal: ',',
            },
            ..swiss
        };
        assert_eq!(none.whole(12_345), "12345");
        assert_eq!(Tongue::default().whole(12_345), "12\u{202f}345");
        assert_eq!(Tongue::default().dollars(75, 2), "$0.75");
    }
}
