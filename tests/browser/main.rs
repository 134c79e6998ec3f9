//! .
mod harness;
