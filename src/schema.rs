//! The JSON Schemas of the files that people write, for editors: made of the same records that read them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::assessment::file::RawAssessment;
use crate::questionnaire::raw::{Questionnaire, RefsFile};
use crate::questionnaire::texts::TextsFile;

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A questionnaire: `gradus/questionnaire/1`.
    Questionnaire,
    /// An assessment: `gradus/assessment/1`.
    Assessment,
    /// A language file beside a questionnaire: `gradus/texts/1`.
    Texts,
    /// A file of references beside a questionnaire: `gradus/refs/1`.
    Refs,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Questionnaire, Self::Assessment, Self::Texts, Self::Refs];

    /// Returns its name, as it is typed.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Questionnaire => "questionnaire",
            Self::Assessment => "assessment",
            Self::Texts => "texts",
            Self::Refs => "refs",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Questionnaire => "gradus: questionnaire",
            Self::Assessment => "gradus: assessment",
            Self::Texts => "gradus: texts of a questionnaire",
            Self::Refs => "gradus: references of a questionnaire",
        }
    }
}

/// Returns the schema of a kind of file as JSON: the same bytes every time, with a line end.
pub fn text(kind: Kind) -> String {
    let mut schema = match kind {
        Kind::Questionnaire => root::<Questionnaire>(),
        Kind::Assessment => root::<RawAssessment>(),
        Kind::Texts => root::<TextsFile>(),
        Kind::Refs => root::<RefsFile>(),
    };
    // The number is that of the format: a schema may learn to say more, as its format may grow.
    schema.insert("$id".into(), format!("urn:gradus:{}:1", kind.name()).into());
    schema.insert("title".into(), kind.title().into());
    serde_json::to_string_pretty(&schema).expect("texts, numbers and maps can always be written as JSON") + "\n"
}

fn root<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}
