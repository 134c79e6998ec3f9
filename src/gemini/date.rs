//! Days, as Google and people write them. Never asks what day it is.

/// The days from 1970-01-01 to `date`, which begins `YYYY-MM-DD`; `None` when it
/// does not. The formula is Howard Hinnant's `days_from_civil`.
///
/// ```
/// use masque::gemini::days;
/// assert_eq!(days("2026-12-01").unwrap() - days("2026-11-24T10:00:00Z").unwrap(), 7);
/// assert_eq!(days("tomorrow"), None);
/// ```
pub fn days(date: &str) -> Option<i64> {
    let mut parts = date
        .get(..10)?
        .split('-')
        .map(|part| part.parse::<i64>().ok());
    let mut part = || parts.next().flatten();
    let (year, month, day) = (part()?, part()?, part()?);
    if !((0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)) {
        return None;
    }
    // Years begin with March, so that the leap day ends one.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    Some(era * 146_097 + of_era - 719_468)
}
