//! Security maturity self-assessment.

pub mod assessment;
pub mod diagnostic;
pub mod exact;
pub mod interview;
pub mod language;
pub mod questionnaire;
mod reading;
pub mod report;
pub mod yaml;
