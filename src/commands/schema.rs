//! `gradus schema`: the JSON Schema of a kind of file, for editors.

use super::{Failure, World};
use crate::cli::{Schema, SchemaChoice};
use crate::schema::{Kind, text};

/// Prints a schema.
pub fn run(args: &Schema, world: &mut World<'_>) -> Result<(), Failure> {
    let kind = match args.kind {
        SchemaChoice::Questionnaire => Kind::Questionnaire,
        SchemaChoice::Assessment => Kind::Assessment,
        SchemaChoice::Texts => Kind::Texts,
        SchemaChoice::Refs => Kind::Refs,
    };
    Ok(write!(world.out, "{}", text(kind))?)
}
