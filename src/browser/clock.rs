//! The browser's clock. Never a wall clock: only time since the page opened.

use gloo_timers::callback::Interval;

/// Seconds since the page opened, never running backwards.
pub fn now_seconds() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now() / 1000.0)
}

/// Calls something again and again until it is dropped.
#[derive(Debug)]
pub struct Ticker {
    _interval: Interval,
}

impl Ticker {
    /// Calls `tick` every `milliseconds`.
    pub fn new(milliseconds: u32, tick: impl FnMut() + 'static) -> Self {
        Self {
            _interval: Interval::new(milliseconds, tick),
        }
    }
}
