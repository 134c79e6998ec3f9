//! Masque turns words into exact image masks: what a Gemini model wrote about a
//! picture becomes pixels, cut-outs and files.
//!
//! The rooms, in the order in which the data walks through them; none knows
//! anything of those below it. `ARCHITECTURE.md` has the rules.
//!
//! Everything but `browser` and `app` is pure: no I/O, no clock, no panic on
//! data from outside.
// Tests may panic: they are where panics belong.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::unreachable,
        clippy::string_slice
    )
)]

pub mod geometry;
pub mod picture;
pub mod mask;
pub mod answer;
pub mod gemini;
pub mod render;
pub mod export;
pub mod session;
pub mod pipeline;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "app")]
pub mod app;
