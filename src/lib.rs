//! Security maturity self-assessment.

pub mod language;
pub mod render;
pub mod report;
