//! All that a renderer may know: the document, built from questionnaire, assessment, scorecard and findings.

mod document;

pub use crate::language::Lang;
pub use document::{
    Align, Bar, BarChart, Block, Card, Cell, Column, Cover, Document, Figure, Labels, Section, Table, Tone, Voice,
};
