//! `gradus compare`: what changed between two editions of a questionnaire, or from one assessment to the next.

use std::path::Path;

use super::{Failure, World, check};
use crate::assessment::Assessment;
use crate::assessment::file::Places;
use crate::assessment::sheet::{AnswerSheet, prove};
use crate::cli::{Compare, TableFormat};
use crate::diagnostic::Source;
use crate::language::fill;
use crate::questionnaire::{Questionnaire, Texts, catalog, changes};
use crate::render::terminal;
use crate::report::editions::told;
use crate::report::editions_file::changes_file;
use crate::report::trend::{self, Point};
use crate::scoring::{Scorecard, score};
use crate::storage;
use crate::text::{harmless_json, visible};

/// Compares questionnaires or assessments.
pub fn run(args: &Compare, world: &mut World<'_>) -> Result<(), Failure> {
    let words = &world.lang.words().editions;
    let is_assessment = |name: &str| catalog::built_in(name).is_none() && check::is_assessment_file(Path::new(name));
    let names: Vec<&str> = std::iter::once(&args.old).chain(&args.new).map(String::as_str).collect();
    let assessment = names.iter().find(|name| is_assessment(name));
    let questionnaire = names.iter().find(|name| !is_assessment(name));
    match (assessment, questionnaire) {
        (Some(assessment), Some(questionnaire)) => {
            let values = [("assessment", visible(assessment)), ("questionnaire", visible(questionnaire))];
            Err(Failure::Usage(fill(words.one_of_each, &values)))
        }
        (Some(_), None) => assessments(&names, args.format, world),
        (None, _) if names.len() > 2 => Err(Failure::Usage(words.two_questionnaires.to_owned())),
        (None, _) => questionnaires(names[0], names[1], args.format, world),
    }
}

fn questionnaires(old: &str, new: &str, format: TableFormat, world: &mut World<'_>) -> Result<(), Failure> {
    let old = world.questionnaire(old, &Texts::All)?;
    let new = world.questionnaire(new, &Texts::All)?;
    let found = changes::compare(&old, &new);
    let text = match format {
        TableFormat::Table => terminal::editions(&told(&found, world.lang), world.lang, world.out_screen),
        TableFormat::Json => {
            let text = serde_json::to_string_pretty(&changes_file(&found));
            harmless_json(&text.expect("texts and numbers can always be written as JSON")) + "\n"
        }
    };
    Ok(write!(world.out, "{text}")?)
}

/// Compares assessments of one questionnaire, all of them scored by the edition that the last one is scored by.
fn assessments(names: &[&str], format: TableFormat, world: &mut World<'_>) -> Result<(), Failure> {
    let mut read = Vec::new();
    for name in names {
        let path = Path::new(name);
        let (assessment, places, source) = storage::read_assessment(path).map_err(|refusal| world.refusal(refusal))?;
        read.push((visible(name), assessment, places, source));
    }
    let (last, own, ..) = read.last().expect("there are two at least");
    let texts = Texts::Titles(world.lang.tag().to_owned());
    let questionnaire = world.good(world.load_for(own, Path::new(names[names.len() - 1]), &texts))?;
    for (path, assessment, ..) in &read {
        if assessment.questionnaire.id != own.questionnaire.id {
            let values = [
                ("path", path.clone()),
                ("found", visible(&assessment.questionnaire.id)),
                ("last", last.clone()),
                ("wanted", visible(&own.questionnaire.id)),
            ];
            return Err(Failure::Usage(fill(world.lang.words().editions.not_compared, &values)));
        }
    }
    let mut scored: Vec<(AnswerSheet<'_>, Scorecard)> = Vec::new();
    for (_, assessment, places, source) in &read {
        let sheet = proven(&questionnaire, assessment, places, source)?;
        let card = score(&sheet);
        scored.push((sheet, card));
    }
    let points: Vec<Point<'_>> =
        read.iter().zip(&scored).map(|((file, ..), (sheet, card))| Point { file: file.clone(), sheet, card }).collect();
    let text = match format {
        TableFormat::Table => terminal::trend(&trend::told(&points, world.lang), world.lang, world.out_screen),
        TableFormat::Json => {
            let text = serde_json::to_string_pretty(&trend::file(&points));
            harmless_json(&text.expect("texts and numbers can always be written as JSON")) + "\n"
        }
    };
    Ok(write!(world.out, "{text}")?)
}

fn proven<'a>(
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    places: &Places,
    source: &Source,
) -> Result<AnswerSheet<'a>, Failure> {
    let sheet = prove(questionnaire, assessment, places, &mut Vec::new());
    sheet.map_err(|problems| Failure::Problems(problems, vec![source.clone()]))
}
