//! All that a renderer may know: the document, built from questionnaire, assessment, scorecard and findings.

mod build;
mod document;
pub mod explanation;
pub mod file;
pub mod grid;
mod imprint;
pub mod listed;
pub mod overview;
pub mod questionnaire_json;
pub mod result;

pub use crate::language::Lang;
pub use build::build;
pub use document::{
    Align, Bar, BarChart, Block, Card, Cell, Column, Cover, Document, Figure, Labels, Section, Table, Tone, Voice,
};
pub use imprint::Imprint;
