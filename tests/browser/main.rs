//! The page as a person uses it: the unmodified release bundle in a real
//! Chromium, with a Gemini of our own. Looks only at what a person has: roles
//! and names, text, pixels, files. Never reaches the network; `cargo xtask
//! test` builds and serves the page first.

mod accessibility;
mod answers;
mod arriving;
mod breaking;
mod comparing;
mod exporting;
mod faults;
mod figures;
mod files;
mod front;
mod harness;
mod importing;
mod interactions;
mod main_job;
mod mending;
mod models;
mod narrow;
mod pictures;
mod questions;
mod refusals;
mod remembering;
mod samples;
mod saved_answers;
mod setting;
mod showing;
mod snippets;
mod speaking;
mod tray;
mod viewing;
mod waiting;
