//! Renderers: one file or folder for each form in which a result leaves the program.

pub mod calendar;
pub mod csv;
pub mod diagnostics;
pub mod html;
pub mod markdown;
pub mod pdf;
pub mod terminal;
pub mod xlsx;
