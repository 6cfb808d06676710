//! Renderers: one file for each form in which a result leaves the program.

pub mod diagnostics;
pub mod terminal;
