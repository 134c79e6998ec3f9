//! The three pictures. Each scene is a function that gives a finished [`super::scene::Scene`].
//! Never renders. A new picture is a file here and a line in `samples::all`.

pub mod breakfast;
pub mod dusk;
mod fruit;
mod peg;
pub mod toys;
mod train;
