//! One form per module for the report's neutral document.

pub mod pdf;
