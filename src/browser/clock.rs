//! The browser's clock and its chance. Never measures by the wall clock: that only
//! says which day it is.

use gloo_timers::callback::{Interval, Timeout};
use js_sys::{Date, Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

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

/// Resolves after so many milliseconds.
pub async fn pause(milliseconds: u32) {
    let promise = Promise::new(&mut |resolve, _reject| {
        let wake = move || {
            let _ = resolve.call0(&JsValue::NULL);
        };
        Timeout::new(milliseconds, wake).forget();
    });
    let _ = JsFuture::from(promise).await;
}

/// The day, `YYYY-MM-DD`, by the computer's clock.
pub fn today() -> String {
    let now = String::from(Date::new_0().to_iso_string());
    now.chars().take(10).collect()
}

/// A number that nobody knows before.
pub fn chance() -> u32 {
    (Math::random() * f64::from(u32::MAX)) as u32
}
