//! Security maturity self-assessment.

pub mod language;
pub mod report;
