//! `gradus compare`: what changed between two editions of a questionnaire.

use std::path::Path;

use super::{Failure, World, check};
use crate::cli::{Compare, TableFormat};
use crate::language::fill;
use crate::questionnaire::{Texts, catalog, changes};
use crate::render::terminal;
use crate::report::editions::told;
use crate::report::editions_file::changes_file;
use crate::text::{harmless_json, visible};

/// Compares two questionnaires.
pub fn run(args: &Compare, world: &mut World<'_>) -> Result<(), Failure> {
    let words = &world.lang.words().editions;
    let is_assessment = |name: &str| catalog::built_in(name).is_none() && check::is_assessment_file(Path::new(name));
    let (old, new) = (visible(&args.old), visible(&args.new));
    let (found, values) = match (is_assessment(&args.old), is_assessment(&args.new)) {
        (false, false) => (None, [("", ""), ("", "")]),
        (true, true) => (Some(words.two_assessments), [("old", old.as_str()), ("new", new.as_str())]),
        (true, false) => (Some(words.one_of_each), [("assessment", old.as_str()), ("questionnaire", new.as_str())]),
        (false, true) => (Some(words.one_of_each), [("assessment", new.as_str()), ("questionnaire", old.as_str())]),
    };
    if let Some(text) = found {
        return Err(Failure::Usage(fill(text, &values)));
    }
    let old = world.questionnaire(&args.old, &Texts::All)?;
    let new = world.questionnaire(&args.new, &Texts::All)?;
    let found = changes::compare(&old, &new);
    let text = match args.format {
        TableFormat::Table => terminal::editions(&told(&found, world.lang), world.lang, world.out_screen),
        TableFormat::Json => {
            let text = serde_json::to_string_pretty(&changes_file(&found));
            harmless_json(&text.expect("texts and numbers can always be written as JSON")) + "\n"
        }
    };
    Ok(write!(world.out, "{text}")?)
}
