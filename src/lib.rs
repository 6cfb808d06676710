//! Security maturity self-assessment.

pub mod assessment;
pub mod cli;
pub mod diagnostic;
pub mod exact;
pub mod findings;
pub mod language;
pub mod questionnaire;
mod reading;
pub mod render;
pub mod report;
pub mod scoring;
pub mod storage;
pub mod yaml;
