//! The families of malformed answers. To add one: a function that makes its
//! `number`-th case from intact things, and a line in its file's `ALL`.

mod around;
mod brackets;
mod limits;
mod loops;
mod nothing;
mod numbers;
mod shapes;
mod strings;

use super::case::Case;
use super::random::Random;

/// A name, how many cases it has, and what makes one.
pub type Family = (&'static str, usize, fn(&mut Random, usize) -> Case);

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Family> {
    let files = [
        around::ALL,
        strings::ALL,
        numbers::ALL,
        shapes::ALL,
        brackets::ALL,
        nothing::ALL,
        loops::ALL,
        limits::ALL,
    ];
    files.into_iter().flatten()
}
