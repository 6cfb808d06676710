//! Problems for other programs: `gradus/problems/1`. Keys may be added, never changed.

use serde::Serialize;

use super::places::Places;
use super::{Checked, Unread, sentences, severity};
use crate::diagnostic::Diagnostic;
use crate::language::Lang;
use crate::text::harmless_json;

/// The whole output.
#[derive(Serialize)]
struct Problems<'s> {
    format: &'static str,
    problems: Vec<Problem<'s>>,
    /// Files that could not be read.
    unread: &'s [Unread],
}

/// A problem. Lines and columns begin at 1; columns count characters, and the end is the first character behind it.
#[derive(Serialize)]
struct Problem<'s> {
    file: &'s str,
    code: &'static str,
    severity: &'static str,
    message: String,
    cure: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    related: Option<Related<'s>>,
}

/// Another place that belongs to a problem.
#[derive(Serialize)]
struct Related<'s> {
    file: &'s str,
    line: usize,
    column: usize,
}

/// Returns the problems of some files as JSON.
pub fn json(checked: &[Checked], unread: &[Unread], lang: Lang) -> String {
    let places: Vec<Places<'_>> = checked.iter().map(|file| Places::of(&file.sources)).collect();
    let problems = checked.iter().zip(&places);
    let problems = problems.flat_map(|(file, places)| file.problems.iter().map(|own| problem(own, places, lang)));
    let whole = Problems { format: "gradus/problems/1", problems: problems.collect(), unread };
    let text = serde_json::to_string_pretty(&whole).expect("texts and numbers can always be written as JSON");
    harmless_json(&text)
}

fn problem<'s>(problem: &Diagnostic, places: &Places<'s>, lang: Lang) -> Problem<'s> {
    let (message, cure) = sentences(problem, lang);
    let place = problem.span.and_then(|span| places.find(span));
    let related = problem.related.and_then(|span| places.find(span));
    Problem {
        file: places.file(problem.span),
        code: problem.code.as_str(),
        severity: severity(problem.code),
        message,
        cure,
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        end_line: place.map(|place| place.end_line),
        end_column: place.map(|place| place.end_column),
        related: related.map(|place| Related { file: place.file, line: place.line, column: place.column }),
    }
}
