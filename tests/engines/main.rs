//! The page as a person uses it, in the engines beside Chromium's: the unmodified
//! release bundle in Firefox or in WebKitGTK, through what every WebDriver has. Short
//! roads that touch each thing in which engines differ; `tests/browser` walks them all.
//! Never reaches the network; `cargo xtask test` builds and serves the page, says which
//! engine it is, and runs this once for each.

mod browser;
mod driver;
mod exporting;
mod journeys;
mod masks;
mod page;
