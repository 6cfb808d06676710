//! All that a renderer may know: the document, built from questionnaire, assessment, scorecard and findings.

pub mod applicability;
mod bilingual;
mod build;
pub mod coverage;
pub mod crossings;
mod document;
pub mod editions;
pub mod editions_file;
pub mod explanation;
pub mod file;
pub mod grid;
mod imprint;
pub mod listed;
mod logo;
pub mod overview;
pub mod poam;
pub mod portrait;
pub mod questionnaire_json;
pub mod result;
mod share;
pub mod sprs;
pub mod stages;
pub mod trend;
pub mod way;
mod wording;

pub use crate::language::Lang;
pub use build::{Blank, Subject, action_plan, blank, build, soa, submission};
pub use document::{
    Align, Bar, Block, Card, Cell, Chart, Column, Cover, Document, Figure, HeatCell, HeatMap, Labels, Logo, Look,
    ObjectiveRow, Paper, Part, Question, Section, Signature, Table, Tone, Voice,
};
pub use imprint::Imprint;
pub use logo::LogoProblem;
pub use share::Parts;
pub use wording::Wording;
