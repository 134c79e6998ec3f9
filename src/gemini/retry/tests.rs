//! The policy against a service of our own that fails by chance, on a clock of our
//! own. Never waits.

use super::*;
use crate::gemini::Timeout;
use std::time::Duration;

/// xorshift64*, Vigna 2016: the same numbers in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn unit(&mut self) -> f64 {
        self.below(1 << 53) as f64 / (1_u64 << 53) as f64
    }
}

/// What a service does with one attempt, and whether it is paid for.
struct Fault {
    failure: Failure,
    heard: bool,
    is_paid: bool,
    /// The earliest that the service lets the next attempt come, in seconds.
    asks: f64,
}

fn fault(chance: &mut Chance) -> Option<Fault> {
    let after = |failure, is_paid| Fault {
        failure,
        heard: false,
        is_paid,
        asks: 0.0,
    };
    let coin = chance.below(2) == 0;
    Some(match chance.below(16) {
        0 => return None,
        1 => after(Failure::Unavailable(503), false),
        2 => after(Failure::Unavailable(500), false),
        3 => after(Failure::Unavailable(408), false),
        4 => after(Failure::NoNetwork, coin),
        5 => after(Failure::Offline, false),
        6 => after(Failure::TimedOut(Timeout::Begin(60)), coin),
        7 => after(Failure::TimedOut(Timeout::Idle(45)), true),
        8 => after(Failure::Interrupted, true),
        9 => Fault {
            heard: true,
            ..after(Failure::Interrupted, true)
        },
        10 => after(Failure::NotAReply(200), coin),
        11 => after(Failure::DayQuota, false),
        12 => after(Failure::KeyRefused, false),
        13 => after(Failure::MinuteQuota(None), false),
        both => {
            let asks = chance.unit() * 90.0;
            let wait = Duration::from_secs_f64(asks);
            let failure = match both {
                14 => Failure::MinuteQuota(Some(wait)),
                _ => Failure::BackIn(503, wait),
            };
            Fault {
                asks,
                ..after(failure, false)
            }
        }
    })
}

/// One question against a schedule of faults; gives how often it was sent.
fn simulate(chance: &mut Chance) -> u32 {
    let mut retry = Retry::default();
    let (mut now, mut earliest) = (0.0_f64, 0.0_f64);
    let (mut sent, mut paid) = (0, 0);
    let mut delivery = Delivery::Stream;
    loop {
        assert!(now >= earliest, "sent {} s too early", earliest - now);
        sent += 1;
        assert!(sent <= ATTEMPTS, "sent {sent} times");
        now += chance.unit() * 20.0;
        let Some(fault) = fault(chance) else {
            paid += 1;
            assert!(paid <= 1 + REPEATS, "paid {paid} times");
            return sent;
        };
        paid += u32::from(fault.is_paid);
        assert!(paid <= 1 + REPEATS, "paid {paid} times");
        earliest = now + fault.asks;
        let attempt = Attempt {
            failure: &fault.failure,
            delivery,
            heard: fault.heard,
        };
        match retry.after(attempt, chance.unit()) {
            Next::Stop => return sent,
            Next::Again {
                wait,
                delivery: next,
                may_be_paid,
            } => {
                assert!(
                    may_be_paid || !fault.is_paid,
                    "{:?} is not said",
                    fault.failure
                );
                assert!((0.0..=LONGEST_WAIT).contains(&wait), "{wait}");
                assert!(retry.waited <= LONGEST_WAIT);
                now += wait;
                delivery = next;
            }
        }
    }
}

#[test]
fn ten_thousand_questions_are_never_asked_early_often_or_paid_thrice() {
    let runs = if cfg!(miri) { 50 } else { 10_000 };
    let mut chance = Chance(0x6d61_7371_7565);
    let mut times = [0_u32; ATTEMPTS as usize + 1];
    for _ in 0..runs {
        let sent = simulate(&mut chance);
        if let Some(count) = times.get_mut(sent as usize) {
            *count += 1;
        }
    }
    println!("{runs} questions; sent 1, 2, … times: {:?}", &times[1..]);
    assert!(times[1..].iter().all(|count| *count > 0), "{times:?}");
}

fn after(retry: &mut Retry, failure: Failure, random: f64) -> Next {
    let attempt = Attempt {
        failure: &failure,
        delivery: Delivery::Stream,
        heard: false,
    };
    retry.after(attempt, random)
}

fn wait(next: Next) -> f64 {
    match next {
        Next::Again { wait, .. } => wait,
        Next::Stop => panic!("it stopped"),
    }
}

#[test]
fn waits_grow_and_are_spread_over_all_that_is_below() {
    let mut retry = Retry::default();
    let waits = [0; 4].map(|_| wait(after(&mut retry, Failure::Unavailable(503), 1.0)));
    assert_eq!(waits, [1.0, 2.0, 4.0, 8.0]);
    assert_eq!(
        after(&mut retry, Failure::Unavailable(503), 1.0),
        Next::Stop
    );
    assert_eq!(
        wait(after(&mut Retry::default(), Failure::Unavailable(503), 0.0)),
        0.0
    );
}

#[test]
fn what_the_service_asks_is_waited_and_a_little_more() {
    let asked = |seconds| Failure::MinuteQuota(Some(Duration::from_secs_f64(seconds)));
    assert_eq!(wait(after(&mut Retry::default(), asked(38.2), 0.0)), 38.2);
    assert_eq!(wait(after(&mut Retry::default(), asked(30.0), 1.0)), 36.0);
    let later = Failure::BackIn(503, Duration::from_secs(30));
    assert_eq!(wait(after(&mut Retry::default(), later, 0.0)), 30.0);
    assert_eq!(
        wait(after(
            &mut Retry::default(),
            Failure::MinuteQuota(None),
            0.0
        )),
        60.0
    );
    // Nobody sits through more.
    assert_eq!(after(&mut Retry::default(), asked(400.0), 0.0), Next::Stop);
    let mut retry = Retry::default();
    wait(after(&mut retry, asked(200.0), 0.0));
    assert_eq!(after(&mut retry, asked(200.0), 0.0), Next::Stop);
}

#[test]
fn what_may_be_paid_for_is_repeated_once_and_in_one_piece() {
    let mut retry = Retry::default();
    let first = after(&mut retry, Failure::TimedOut(Timeout::Begin(60)), 0.5);
    let expected = Next::Again {
        wait: TIME_TO_STOP + 0.5,
        delivery: Delivery::Plain,
        may_be_paid: true,
    };
    assert_eq!(first, expected);
    assert_eq!(after(&mut retry, Failure::NoNetwork, 0.5), Next::Stop);
}

#[test]
fn what_waiting_does_not_help_ends_it() {
    for failure in [
        Failure::DayQuota,
        Failure::KeyRefused,
        Failure::Region,
        Failure::TooLarge,
        Failure::UnknownModel,
        Failure::NoCredit,
        Failure::SpendingCap,
        Failure::FreeTierRegion,
        Failure::BillingOff,
        Failure::Rejected(String::new()),
    ] {
        assert_eq!(after(&mut Retry::default(), failure, 0.5), Next::Stop);
    }
    // What came of a cut answer is kept; the rest is asked for when it is wanted.
    let attempt = Attempt {
        failure: &Failure::Interrupted,
        delivery: Delivery::Stream,
        heard: true,
    };
    assert_eq!(Retry::default().after(attempt, 0.5), Next::Stop);
}
