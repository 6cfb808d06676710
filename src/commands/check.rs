//! `gradus check`: tells every problem of questionnaires and assessments.

use std::path::Path;

use serde::Serialize;

use super::{Failure, World};
use crate::assessment::sheet::prove;
use crate::cli::{Check, ProblemFormat};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::language::fill;
use crate::questionnaire::{Texts, catalog};
use crate::render::{diagnostics, terminal};
use crate::report::editions::carried_over;
use crate::report::explanation::Line;
use crate::storage::{self, Refusal};
use crate::text::{harmless_json, visible};

/// All problems for other programs: `gradus/problems/1`. Keys may be added, never changed.
#[derive(Serialize)]
struct ProblemsFile {
    format: &'static str,
    problems: Vec<Problem>,
}

/// A problem for other programs. Lines and columns begin at 1; columns count characters.
#[derive(Serialize)]
struct Problem {
    file: String,
    code: &'static str,
    severity: &'static str,
    message: String,
    cure: String,
    line: Option<usize>,
    column: Option<usize>,
}

/// Checks files one after the other.
pub fn run(args: &Check, world: &mut World<'_>) -> Result<(), Failure> {
    let mut failed = false;
    let mut file = ProblemsFile { format: "gradus/problems/1", problems: Vec::new() };
    for name in &args.files {
        let (problems, sources, carried) = problems_of(name, world)?;
        failed |= problems.iter().any(Diagnostic::is_error);
        match args.format {
            ProblemFormat::Text => {
                tell(name, &problems, &sources, world)?;
                write!(world.out, "{}", terminal::explanation(&carried, world.out_screen))?;
            }
            ProblemFormat::Json => file.problems.extend(problems.iter().map(|problem| row(problem, &sources, world))),
        }
    }
    if args.format == ProblemFormat::Json {
        let text = serde_json::to_string_pretty(&file).expect("texts and numbers can always be written as JSON");
        writeln!(world.out, "{}", harmless_json(&text))?;
    }
    if failed { Err(Failure::Problems(Vec::new(), Vec::new())) } else { Ok(()) }
}

fn tell(name: &str, problems: &[Diagnostic], sources: &[Source], world: &mut World<'_>) -> Result<(), Failure> {
    let words = world.words();
    let sources: Vec<Source> =
        sources.iter().map(|source| Source { name: visible(&source.name), text: source.text.clone() }).collect();
    let screen = world.out_screen;
    write!(world.out, "{}", diagnostics::render(problems, &sources, world.lang, screen.color, screen.width))?;
    let errors = problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = problems.len() - errors;
    let text = if problems.is_empty() { words.check_good } else { words.check_counts };
    let (errors, warnings) = (errors.to_string(), warnings.to_string());
    let values = [("name", visible(name)), ("errors", errors), ("warnings", warnings)];
    Ok(writeln!(world.out, "{}", fill(text, &values))?)
}

fn row(problem: &Diagnostic, sources: &[Source], world: &World<'_>) -> Problem {
    let (message, cure) = diagnostics::sentences(problem, world.lang);
    let place = problem.span.map(|span| {
        let text = &sources[usize::from(span.file).min(sources.len() - 1)].text;
        let before = &text[..(span.start as usize).min(text.len())];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    });
    let file = problem.span.map_or(0, |span| usize::from(span.file).min(sources.len() - 1));
    Problem {
        file: sources[file].name.clone(),
        code: problem.code.as_str(),
        severity: match problem.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message,
        cure,
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
    }
}

/// Problems of a file, the texts they point into, and what became of answers to another edition.
type Found = (Vec<Diagnostic>, Vec<Source>, Vec<Line>);

fn problems_of(name: &str, world: &World<'_>) -> Result<Found, Failure> {
    if catalog::built_in(name).is_none() && looks_like_assessment(name) {
        return assessment(name, world);
    }
    match storage::questionnaire(name, &Texts::All) {
        Ok(loaded) => Ok((loaded.problems, loaded.sources, Vec::new())),
        Err(Refusal::Problems(problems, sources)) => Ok((problems, sources, Vec::new())),
        Err(refusal) => Err(world.refusal(refusal)),
    }
}

/// Returns whether a file is an assessment: by its name, or by its first lines.
pub(super) fn looks_like_assessment(name: &str) -> bool {
    let format = format!("format: {}", crate::assessment::FORMAT);
    name.ends_with(crate::assessment::ENDING)
        || storage::read_text(Path::new(name)).is_ok_and(|source| source.text.lines().any(|line| line == format))
}

fn assessment(name: &str, world: &World<'_>) -> Result<Found, Failure> {
    let path = Path::new(name);
    let (assessment, places, source) = match storage::read_assessment(path) {
        Ok(read) => read,
        Err(Refusal::Problems(problems, sources)) => return Ok((problems, sources, Vec::new())),
        Err(refusal) => return Err(world.refusal(refusal)),
    };
    let questionnaire = world.good(storage::questionnaire_of(&assessment, path, &Texts::Main))?;
    let mut problems = Vec::new();
    let carried = match prove(&questionnaire, &assessment, &places, &mut problems) {
        Ok(sheet) => carried_over(&sheet, world.lang, None),
        Err(errors) => {
            problems.extend(errors);
            Vec::new()
        }
    };
    Ok((problems, vec![source], carried))
}
