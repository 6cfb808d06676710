//! `gradus check`: tells every problem of questionnaires and assessments.

use std::path::{Path, PathBuf};

use super::{Failure, World};
use crate::assessment::file;
use crate::assessment::sheet::prove;
use crate::cli::{Check, ProblemFormat};
use crate::diagnostic::{Diagnostic, Source};
use crate::language::fill;
use crate::questionnaire::{self, FORMAT, Loaded, Texts, catalog};
use crate::render::diagnostics::{self, Checked, Unread};
use crate::render::terminal;
use crate::report::editions::carried_over;
use crate::report::explanation::Line;
use crate::storage::{self, Refusal, StorageError};
use crate::text::visible;
use crate::translation;

/// What stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The `format` line of a file stands among so many first lines, or it is written in another way.
const HEAD: usize = 100;

/// What the files say that can be checked.
const OURS: [&str; 3] = [FORMAT, crate::assessment::FORMAT, translation::FORMAT];

/// Something to check.
enum Named {
    /// A built-in questionnaire.
    BuiltIn(&'static catalog::BuiltIn),
    /// What comes in on standard input.
    StandardInput,
    /// A file.
    File(PathBuf),
}

/// What was found in a file, and what became of answers to another edition.
type Found = (Checked, Vec<Line>);

/// How much was found in all.
#[derive(Default)]
struct Total {
    files: usize,
    unread: usize,
    errors: usize,
    warnings: usize,
}

/// Checks files one after the other. What cannot be read does not keep the rest from being checked.
pub fn run(args: &Check, world: &mut World<'_>) -> Result<(), Failure> {
    let mut unread: Vec<Unread> = Vec::new();
    let mut kept: Vec<Checked> = Vec::new();
    let mut total = Total::default();
    let mut told = None;
    for named in all_named(args, world, &mut unread) {
        let (checked, carried) = match named.check(world) {
            Ok(found) => found,
            Err(error) => {
                unread.push(refused(named.name(), &error, world));
                continue;
            }
        };
        total.files += 1;
        let errors = checked.problems.iter().filter(|problem| problem.is_error()).count();
        total.errors += errors;
        total.warnings += checked.problems.len() - errors;
        let first = checked.problems.iter().find(|problem| problem.is_error()).or(checked.problems.first());
        told = told.or(first.map(|problem| problem.code));
        match args.format {
            ProblemFormat::Text => {
                tell(&named.name(), &checked, world)?;
                write!(world.out, "{}", terminal::explanation(&carried, world.out_screen))?;
            }
            ProblemFormat::Json | ProblemFormat::Sarif => kept.push(checked),
        }
    }
    total.unread = unread.len();
    total.files += total.unread;
    match args.format {
        ProblemFormat::Text => {
            if total.files > 1 {
                tell_total(&total, world)?;
            }
            if let Some(code) = told {
                writeln!(world.out, "{}", fill(world.words().check_more, &[("code", code.as_str())]))?;
            }
        }
        ProblemFormat::Json => writeln!(world.out, "{}", diagnostics::json(&kept, &unread, world.lang))?,
        ProblemFormat::Sarif => {
            // Without a working directory no path can be seen from it, and each stays as it was typed.
            let folder = std::env::current_dir().unwrap_or_default();
            writeln!(world.out, "{}", diagnostics::sarif(&kept, &unread, world.lang, &folder))?;
        }
    }
    if total.unread > 0 {
        Err(Failure::Unread)
    } else if total.errors > 0 || (args.strict && total.warnings > 0) {
        Err(Failure::Problems(Vec::new(), Vec::new()))
    } else {
        Ok(())
    }
}

/// Tells at once what could not be read, and keeps it for the other forms.
fn refused(file: String, error: &StorageError, world: &mut World<'_>) -> Unread {
    let failure = world.storage(error);
    world.tell_failure(&failure);
    let Failure::Failed(message, cure) = failure else { unreachable!("it is what the disk says") };
    Unread { file, message, cure }
}

/// Returns what is to be checked, each file once however often it is named; a folder stands for all in it.
fn all_named(args: &Check, world: &mut World<'_>, unread: &mut Vec<Unread>) -> Vec<Named> {
    let mut all: Vec<Named> = Vec::new();
    for name in &args.files {
        let path = Path::new(name);
        if name == STANDARD_INPUT {
            add(&mut all, Named::StandardInput);
        } else if let Some(built_in) = catalog::built_in(name) {
            add(&mut all, Named::BuiltIn(built_in));
        } else if path.is_dir() {
            match in_folder(path) {
                Ok(found) => found.into_iter().for_each(|path| add(&mut all, Named::File(path))),
                Err(error) => unread.push(refused(name.clone(), &error, world)),
            }
        } else {
            add(&mut all, Named::File(world.shelved(name).unwrap_or_else(|| storage::questionnaire_path(name))));
        }
    }
    all
}

fn add(all: &mut Vec<Named>, named: Named) {
    let same = |known: &Named| match (known, &named) {
        (Named::File(one), Named::File(other)) => storage::is_same(one, other),
        (Named::BuiltIn(one), Named::BuiltIn(other)) => one.id == other.id,
        (Named::StandardInput, Named::StandardInput) => true,
        _ => false,
    };
    if !all.iter().any(same) {
        all.push(named);
    }
}

/// Files of a folder that say they are something else are none of ours to check.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, StorageError> {
    let mut found = storage::checkable(folder)?;
    found.retain(|path| {
        let other = |source: Source| format_of(&source).is_some_and(|format| !OURS.contains(&format));
        !storage::read_text(path).is_ok_and(other)
    });
    if found.is_empty() { Err(StorageError::IsFolder(folder.display().to_string())) } else { Ok(found) }
}

/// The value of the line `format`, where it is written as such a line.
fn format_of(source: &Source) -> Option<&str> {
    let value = source.text.lines().take(HEAD).find_map(|line| line.strip_prefix("format:"))?;
    let value = value.split(" #").next().unwrap_or_default().trim();
    Some(value.trim_matches(['"', '\'']))
}

/// Returns whether a file is an assessment: by its name, or by its first lines.
pub(super) fn is_assessment_file(path: &Path) -> bool {
    path.to_string_lossy().ends_with(crate::assessment::ENDING)
        || storage::read_text(path).is_ok_and(|source| format_of(&source).is_some_and(is_assessment))
}

fn is_assessment(format: &str) -> bool {
    format == crate::assessment::FORMAT
}

impl Named {
    fn name(&self) -> String {
        match self {
            Self::BuiltIn(built_in) => built_in.id.to_owned(),
            Self::StandardInput => STANDARD_INPUT.to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Checks it; what keeps a file from being read as text is told like what stands in it.
    fn check(&self, world: &World<'_>) -> Result<Found, StorageError> {
        match self.read(world) {
            Ok(found) => Ok(found),
            Err(Refusal::Problems(problems, sources)) => Ok((Checked { problems, sources }, Vec::new())),
            Err(Refusal::Storage(error)) => Err(error),
        }
    }

    fn read(&self, world: &World<'_>) -> Result<Found, Refusal> {
        let nowhere = Path::new("");
        let (source, path) = match self {
            Self::BuiltIn(built_in) => return Ok(found_in(built_in.read(&Texts::All))),
            Self::StandardInput => (storage::read_stream(std::io::stdin().lock())?, nowhere),
            Self::File(path) => (storage::read_text(path)?, path.as_path()),
        };
        let named_so = path.to_string_lossy().ends_with(crate::assessment::ENDING);
        if named_so || format_of(&source).is_some_and(is_assessment) {
            return assessment(source, path, world);
        }
        if format_of(&source) == Some(translation::FORMAT) {
            let (_, problems) = translation::read(&source);
            return Ok((Checked { problems, sources: vec![source] }, Vec::new()));
        }
        match self {
            // A stream has neither a name that the id has to equal nor files beside it.
            Self::StandardInput => Ok(found_in(questionnaire::read(source, None, &Texts::All, &|_| None))),
            _ => storage::questionnaire_in(source, path, &Texts::All).map(found_in),
        }
    }
}

fn found_in(loaded: Loaded) -> Found {
    (Checked { problems: loaded.problems, sources: loaded.sources }, Vec::new())
}

fn assessment(source: Source, path: &Path, world: &World<'_>) -> Result<Found, Refusal> {
    let (assessment, places) = match file::read(&source) {
        Ok(read) => read,
        Err(problems) => return Ok((Checked { problems, sources: vec![source] }, Vec::new())),
    };
    let loaded = world.load_for(&assessment, path, &Texts::Main)?;
    let Some(questionnaire) = loaded.questionnaire else {
        let problems = loaded.problems.into_iter().filter(Diagnostic::is_error).collect();
        return Ok((Checked { problems, sources: loaded.sources }, Vec::new()));
    };
    let mut problems = Vec::new();
    let carried = match prove(&questionnaire, &assessment, &places, &mut problems) {
        Ok(sheet) => carried_over(&sheet, world.lang, None),
        Err(errors) => {
            problems.extend(errors);
            Vec::new()
        }
    };
    Ok((Checked { problems, sources: vec![source] }, carried))
}

fn tell(name: &str, checked: &Checked, world: &mut World<'_>) -> Result<(), Failure> {
    let words = world.words();
    let screen = world.out_screen;
    let drawn = diagnostics::render(&checked.problems, &checked.sources, world.lang, screen.color, screen.width);
    write!(world.out, "{drawn}")?;
    let errors = checked.problems.iter().filter(|problem| problem.is_error()).count();
    let warnings = checked.problems.len() - errors;
    let text = if checked.problems.is_empty() { words.check_good } else { words.check_counts };
    let (errors, warnings) = (errors.to_string(), warnings.to_string());
    let values = [("name", visible(name)), ("errors", errors), ("warnings", warnings)];
    Ok(writeln!(world.out, "{}", fill(text, &values))?)
}

fn tell_total(total: &Total, world: &mut World<'_>) -> Result<(), Failure> {
    let numbers =
        [("files", total.files), ("unread", total.unread), ("errors", total.errors), ("warnings", total.warnings)];
    let values = numbers.map(|(name, number)| (name, number.to_string()));
    Ok(writeln!(world.out, "{}", fill(world.words().check_total, &values))?)
}
