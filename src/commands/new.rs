//! `gradus new`: begins a questionnaire.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::{Failure, World};
use crate::cli::{New, ScaleChoice};
use crate::diagnostic::{Diagnostic, Source};
use crate::draft::asking::{self, Asker, Begun};
use crate::draft::copy::{self, Terms};
use crate::draft::dialog::Dialog;
use crate::draft::lines::Lines;
use crate::draft::ready::Ready;
use crate::draft::wishes::{self, Options};
use crate::draft::{Draft, SCHEMA_FILE, Voice, columns, page, rows};
use crate::language::{Draft as Words, fill};
use crate::questionnaire::{self, Questionnaire, Texts, catalog, is_id};
use crate::schema;
use crate::storage;
use crate::text::visible;

/// Asks what is needed, and writes the file.
pub fn run(args: &New, world: &mut World<'_>) -> Result<(), Failure> {
    let id = id(&args.file, world)?;
    storage::refuse_existing(&args.file).map_err(|error| taken(&error, world))?;
    match args.from.as_deref() {
        None => anew(args, &id, world),
        Some(from) => match kind(from, world)? {
            Kind::Questionnaire => copied(args, from, &id, world),
            kind => from_table(args, Path::new(from), kind == Kind::Workbook, &id, world),
        },
    }
}

/// What a questionnaire is made from.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Workbook,
    Questionnaire,
}

/// Tells a table from a questionnaire by the name.
fn kind(from: &str, world: &World<'_>) -> Result<Kind, Failure> {
    if catalog::built_in(from).is_some() {
        return Ok(Kind::Questionnaire);
    }
    let ending = Path::new(from).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        None | Some("yaml" | "yml") => Ok(Kind::Questionnaire),
        Some("csv" | "tsv" | "txt") => Ok(Kind::Text),
        Some("xlsx" | "xlsm") => Ok(Kind::Workbook),
        Some(_) => Err(Failure::Usage(fill(words(world).bad_source, &[("found", &visible(from))]))),
    }
}

fn anew(args: &New, id: &str, world: &mut World<'_>) -> Result<(), Failure> {
    let words = words(world);
    let options = options(args);
    let mut asker = asker(args, world);
    if let Some(asker) = &mut asker {
        asker.say(&fill(words.begins, &[("file", &shown(&args.file))]))?;
    }
    let named = options.languages(words).map_err(Failure::Usage)?;
    let languages = match (named, &mut asker) {
        (Some(named), _) => named,
        (None, Some(asker)) => asking::languages(world.lang, asker.as_mut())?.ok_or_else(|| left(words))?,
        (None, None) => vec![world.lang.tag().to_owned()],
    };
    let voice = Voice { languages: &languages, lang: world.lang };
    let mut wishes = options.wishes(voice).map_err(Failure::Usage)?;
    if let Some(asker) = &mut asker {
        asking::rest(&mut wishes, id, Begun::Anew, voice, asker.as_mut())?.ok_or_else(|| left(words))?;
    }
    drop(asker);
    write(&wishes.examples(id, voice), &args.file, world)
}

/// Makes a questionnaire of a table of requirements.
fn from_table(args: &New, from: &Path, is_workbook: bool, id: &str, world: &mut World<'_>) -> Result<(), Failure> {
    let words = words(world);
    if args.sheet.is_some() && !is_workbook {
        return Err(Failure::Usage(words.only_with_workbook.to_owned()));
    }
    let table = world.table(from, is_workbook, args.sheet.as_deref())?;
    let mut problems = Vec::new();
    let columns = columns::find(&table, &args.ignore, &mut problems)
        .map_err(|name| Failure::Usage(fill(words.no_such_column, &[("found", &visible(&name))])))?;
    let options = options(args);
    let named = options.languages(words).map_err(Failure::Usage)?;
    let languages = named.unwrap_or_else(|| columns.languages(world.lang));
    let voice = Voice { languages: &languages, lang: world.lang };
    let mut wishes = options.wishes(voice).map_err(Failure::Usage)?;
    // Nobody is asked anything for a table that cannot be read.
    let mut first = problems.clone();
    rows::read(&table, &columns, &wishes, id, voice, &mut first);
    if first.iter().any(Diagnostic::is_error) {
        return Err(Failure::Problems(in_order(first), vec![table.source]));
    }
    if let Some(mut asker) = asker(args, world) {
        asker.say(&fill(words.begins, &[("file", &shown(&args.file))]))?;
        asking::rest(&mut wishes, id, Begun::Table, voice, asker.as_mut())?.ok_or_else(|| left(words))?;
    }
    let read = rows::read(&table, &columns, &wishes, id, voice, &mut problems);
    if problems.iter().any(Diagnostic::is_error) {
        return Err(Failure::Problems(in_order(problems), vec![table.source]));
    }
    world.tell(&in_order(problems), std::slice::from_ref(&table.source))?;
    if let Some((sheet, others)) = table.sheets.filter(|(_, others)| !others.is_empty()) {
        let values = [("sheet", visible(&sheet)), ("others", visible(&others.join(world.lang.comma())))];
        world.say(&fill(words.other_sheets, &values))?;
    }
    if read.levels_by_order {
        let levels: Vec<&str> = read.draft.levels.iter().map(|level| level.title.get_or_first(&languages[0])).collect();
        let levels = visible(&levels.join(world.lang.comma()));
        world.say(&fill(words.levels_by_order, &[("levels", &levels)]))?;
    }
    if let Some(column) = read.added {
        world.say(&fill(words.added_numbers, &[("column", column)]))?;
    }
    write(&read.draft, &args.file, world)
}

/// Problems as a reader of the table meets them.
fn in_order(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by_key(|problem| problem.span);
    problems
}

/// Copies a questionnaire.
fn copied(args: &New, from: &str, id: &str, world: &mut World<'_>) -> Result<(), Failure> {
    let words = words(world);
    let needless = [
        ("--title", !args.title.is_empty()),
        ("--languages", args.languages.is_some()),
        ("--licence", args.licence.is_some()),
        ("--levels", !args.levels.is_empty()),
        ("--domains", !args.domains.is_empty()),
        ("--scale", args.scale.is_some()),
        ("--rule", args.rule.is_some()),
    ];
    if let Some((option, _)) = needless.into_iter().find(|(_, given)| *given) {
        return Err(Failure::Usage(fill(words.not_with_copy, &[("option", option)])));
    }
    let for_tables = [("--sheet", args.sheet.is_some()), ("--ignore", !args.ignore.is_empty())];
    if let Some((option, _)) = for_tables.into_iter().find(|(_, given)| *given) {
        return Err(Failure::Usage(fill(words.only_with_table, &[("option", option)])));
    }
    // Says what is wrong with it in the same words as every other command.
    world.questionnaire(from, &Texts::All)?;
    let found = world.shelved(from).map_or_else(|| from.to_owned(), |path| path.display().to_string());
    let (files, loaded) = storage::questionnaire_files(&found).map_err(|refusal| world.refusal(refusal))?;
    let own = world.good(Ok(loaded))?;
    let publisher = args.publisher.as_deref().map(|text| wishes::said(text, words)).transpose();
    let mut publisher = publisher.map_err(Failure::Usage)?;
    if let Some(mut asker) = asker(args, world) {
        asker.say(&fill(words.begins, &[("file", &shown(&args.file))]))?;
        publisher = match publisher {
            Some(publisher) => Some(publisher),
            None => asking::publisher(world.lang, asker.as_mut())?.ok_or_else(|| left(words))?,
        };
        asking::write(id, world.lang, asker.as_mut())?.ok_or_else(|| left(words))?;
    }
    let terms = Terms { id, publisher: publisher.as_deref(), lang: world.lang };
    let Some(copy) = copy::copy(&files.main, &files.beside, &own, &terms) else {
        let what = fill(words.cannot_copy, &[("found", &visible(&files.main.name))]);
        return Err(Failure::Failed(what, words.cannot_copy_cure.to_owned()));
    };
    let folder = args.file.parent().unwrap_or(Path::new(""));
    // A folder is named once, however many files are in it.
    let mut names: Vec<String> = copy.beside.iter().map(|(path, _)| top(path)).collect();
    names.dedup();
    let beside = copy.beside.into_iter().map(|(path, text)| (folder.join(path), text));
    // The main file last: whoever finds it finds all of them.
    let schema = schema_beside(&args.file);
    let files: Vec<(PathBuf, String)> =
        schema.into_iter().chain(beside).chain([(args.file.clone(), copy.main)]).collect();
    storage::write_new(&files).map_err(|error| taken(&error, world))?;
    tell(&args.file, &own, 0, world)?;
    if !names.is_empty() {
        writeln!(world.out, "{}", fill(words.written_too, &[("file", &visible(&names.join(world.lang.comma())))]))?;
    }
    Ok(())
}

/// The schema that the first line of a questionnaire names, unless another questionnaire brought it along already.
fn schema_beside(path: &Path) -> Option<(PathBuf, String)> {
    let beside = path.with_file_name(SCHEMA_FILE);
    storage::refuse_existing(&beside).ok()?;
    Some((beside, schema::text(schema::Kind::Questionnaire)))
}

/// Returns the file or the folder beside the main file that a path begins with.
fn top(path: &str) -> String {
    path.split_once('/').map_or_else(|| path.to_owned(), |(folder, _)| format!("{folder}/"))
}

/// Writes the file, and says what to do with it.
fn write(draft: &Draft, path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let text = page::write(draft, world.lang);
    let source = Source { name: shown(path), text: text.clone().into() };
    let loaded = questionnaire::read(source, Some(&draft.id), &Texts::All, &|_| None);
    let warnings = loaded.problems.len();
    let own = world.good(Ok(loaded))?;
    let files: Vec<(PathBuf, String)> = schema_beside(path).into_iter().chain([(path.to_owned(), text)]).collect();
    storage::write_new(&files).map_err(|error| taken(&error, world))?;
    tell(path, &own, warnings, world)
}

/// Says what was written, and what to do with it.
fn tell(path: &Path, own: &Questionnaire, warnings: usize, world: &mut World<'_>) -> Result<(), Failure> {
    let words = words(world);
    let file = shown(path);
    let count = |count: usize| count.to_string();
    let values = [
        ("file", file.clone()),
        ("levels", count(own.levels().len())),
        ("domains", count(own.domains().len())),
        ("requirements", count(own.requirements().len())),
    ];
    writeln!(world.out, "{}", fill(words.written, &values))?;
    if warnings > 0 {
        writeln!(world.out, "{}", fill(words.to_do, &[("file", file.clone()), ("count", count(warnings))]))?;
    }
    Ok(writeln!(world.out, "{}", fill(words.next, &[("file", file)]))?)
}

/// Returns the id that the name of a file stands for.
fn id(path: &Path, world: &World<'_>) -> Result<String, Failure> {
    let words = words(world);
    let usage = |text: &str, found: &str| Err(Failure::Usage(fill(text, &[("found", &visible(found))])));
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let Some(stem) = name.strip_suffix(".yaml") else {
        let meant = path.with_extension("yaml");
        return Err(Failure::Usage(fill(words.bad_ending, &[("meant", &shown(&meant))])));
    };
    if stem.is_empty() || !is_id(stem) {
        return usage(words.bad_name, if stem.is_empty() { &name } else { stem });
    }
    if catalog::built_in(stem).is_some() {
        return usage(words.built_in_name, stem);
    }
    if name.ends_with(crate::assessment::ENDING) {
        return usage(words.assessment_name, stem);
    }
    Ok(stem.to_owned())
}

/// Somebody to ask, where there is a terminal or lines were asked for.
fn asker(args: &New, world: &World<'_>) -> Option<Box<dyn Asker>> {
    let terminal = io::stdin().is_terminal() && io::stderr().is_terminal();
    let dumb = terminal && std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if args.plain || dumb {
        let (input, output) = (io::stdin().lock(), io::stderr());
        return Some(Box::new(Lines::new(input, output, world.lang, world.err_screen.width, world.signs)));
    }
    Some(Box::new(Dialog::open(world.lang, world.signs).ok()?))
}

fn options(args: &New) -> Options {
    Options {
        languages: args.languages.clone(),
        titles: args.title.clone(),
        publisher: args.publisher.clone(),
        licence: args.licence.clone(),
        levels: args.levels.clone(),
        domains: args.domains.clone(),
        scale: args.scale.map(|scale| match scale {
            ScaleChoice::YesNo => Ready::YesNo,
            ScaleChoice::ThreeSteps => Ready::ThreeSteps,
            ScaleChoice::FourSteps => Ready::FourSteps,
            ScaleChoice::ZeroToThree => Ready::ZeroToThree,
        }),
        rule: args.rule.clone(),
    }
}

fn words(world: &World<'_>) -> &'static Words {
    &world.lang.words().draft
}

fn left(words: &Words) -> Failure {
    Failure::Failed(words.left.to_owned(), String::new())
}

/// A name is chosen here by the argument, not by `-o`.
fn taken(error: &storage::StorageError, world: &World<'_>) -> Failure {
    match (error, world.storage(error)) {
        (storage::StorageError::Exists(_), Failure::Failed(what, _)) => {
            Failure::Failed(what, words(world).exists_cure.to_owned())
        }
        (_, failure) => failure,
    }
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
}
