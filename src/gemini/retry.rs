//! When a question is asked again by itself. Never waits and never sends: it says
//! how long to wait, and is told what came and given chance as a number.
//!
//! The rules are Google's advice (troubleshooting page: only 408, 429 and 5xx,
//! growing waits with jitter, a bounded number) with three of our own: what the
//! service asks to wait is waited, and never less; a quota of the day ends it; and
//! a question that may already have been answered, and so be paid for, is asked
//! again by itself at most once.

use super::{Delivery, Failure};

/// How often a question is sent at most, the first time included.
pub const ATTEMPTS: u32 = 5;

/// How often one that may have been answered is sent again by itself.
pub const REPEATS: u32 = 1;

/// The longest wait that is begun by itself, in seconds. Beyond it a person has
/// left, or chooses another model.
pub const LONGEST_WAIT: f64 = 300.0;

/// The wait before the second attempt, at most; it doubles from there. Seconds.
const FIRST_WAIT: f64 = 1.0;
/// Where it stops doubling, in seconds.
const LARGEST_BACKOFF: f64 = 30.0;
/// What is waited when a minute's quota is used up and nothing says how long.
const QUOTA_WAIT: f64 = 60.0;
/// What is waited at least before something is repeated that may be paid for
/// twice, so that a person can stop it. Seconds.
const TIME_TO_STOP: f64 = 3.0;
/// By how much more than asked is waited at most, so that all who were told the
/// same do not come back in the same moment.
const SPREAD: f64 = 0.2;

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Why there is no answer, or not all of it.
    pub failure: &'a Failure,
    /// How it was asked for.
    pub delivery: Delivery,
    /// Whether any of the answer came.
    pub heard: bool,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Ask again.
    Again {
        /// After so many seconds.
        wait: f64,
        /// In this way.
        delivery: Delivery,
        /// Whether the last attempt may have been answered, and be paid for.
        may_be_paid: bool,
    },
    /// Leave it to the person.
    Stop,
}

/// What was tried so far for one question.
///
/// ```
/// use masque::gemini::{Attempt, Delivery, Failure, Next, Retry};
/// let mut retry = Retry::default();
/// let asked = std::time::Duration::from_millis(38_200);
/// let failure = Failure::MinuteQuota(Some(asked));
/// let attempt = Attempt { failure: &failure, delivery: Delivery::Stream, heard: false };
/// let Next::Again { wait, .. } = retry.after(attempt, 0.5) else { panic!() };
/// assert!((38.2..46.0).contains(&wait));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Retry {
    /// Attempts that came to nothing.
    failed: u32,
    /// Repeats of attempts that may be paid for.
    repeats: u32,
    /// Seconds that were waited.
    waited: f64,
}

impl Retry {
    /// How many attempts have come to nothing.
    pub fn failed(&self) -> u32 {
        self.failed
    }

    /// What to do after `attempt`; `random` is in 0–1.
    pub fn after(&mut self, attempt: Attempt<'_>, random: f64) -> Next {
        self.failed += 1;
        let Some(wait) = self.wait(attempt, random.clamp(0.0, 1.0)) else {
            return Next::Stop;
        };
        let may_be_paid = attempt.failure.may_be_paid();
        let spent = self.failed >= ATTEMPTS
            || self.waited + wait > LONGEST_WAIT
            || (may_be_paid && self.repeats >= REPEATS);
        if spent {
            return Next::Stop;
        }
        self.repeats += u32::from(may_be_paid);
        self.waited += wait;
        Next::Again {
            wait,
            delivery: delivery(attempt),
            may_be_paid,
        }
    }

    /// Seconds to wait; `None` for what waiting does not help.
    fn wait(&self, attempt: Attempt<'_>, random: f64) -> Option<f64> {
        // What came is kept, and the person asks for the rest when they want it.
        if attempt.heard {
            return None;
        }
        match attempt.failure {
            Failure::MinuteQuota(asked) => {
                let asked = asked.map_or(QUOTA_WAIT, |asked| asked.as_secs_f64());
                let own = self.backoff(random);
                Some(own.max(asked + asked * SPREAD * random))
            }
            Failure::BackIn(_, asked) => {
                let asked = asked.as_secs_f64();
                Some(self.backoff(random).max(asked + asked * SPREAD * random))
            }
            Failure::Unavailable(_) | Failure::Offline => Some(self.backoff(random)),
            Failure::NoNetwork | Failure::Interrupted | Failure::TimedOut(_) => {
                Some(TIME_TO_STOP + self.backoff(random))
            }
            // Something between here and Google may only dislike streams.
            Failure::NotAReply(_) if attempt.delivery == Delivery::Stream => Some(0.0),
            _ => None,
        }
    }

    /// Full jitter: anything up to a bound that doubles.
    fn backoff(&self, random: f64) -> f64 {
        let doublings = self.failed.saturating_sub(1).min(10);
        let bound = FIRST_WAIT * f64::from(1_u32 << doublings);
        bound.min(LARGEST_BACKOFF) * random
    }
}

/// A stream of which nothing came is asked for in one piece the next time, where
/// the failure is none of the service's own.
fn delivery(attempt: Attempt<'_>) -> Delivery {
    match attempt.failure {
        Failure::NotAReply(_)
        | Failure::NoNetwork
        | Failure::Interrupted
        | Failure::TimedOut(_) => Delivery::Plain,
        _ => attempt.delivery,
    }
}

impl Failure {
    /// Whether the service may have answered all the same, so that asking once
    /// more may be paid for twice.
    pub fn may_be_paid(&self) -> bool {
        matches!(
            self,
            Self::NoNetwork | Self::Interrupted | Self::TimedOut(_) | Self::NotAReply(200..=299)
        )
    }
}

#[cfg(test)]
mod tests;
