//! `gradus new`: begins a questionnaire.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::{Failure, World};
use crate::cli::{New, ScaleChoice};
use crate::diagnostic::Source;
use crate::draft::asking::{self, Asker, Begun};
use crate::draft::dialog::Dialog;
use crate::draft::lines::Lines;
use crate::draft::ready::Ready;
use crate::draft::wishes::Options;
use crate::draft::{Draft, Voice, page};
use crate::language::{Draft as Words, fill};
use crate::questionnaire::{self, Texts, catalog, is_id};
use crate::storage;
use crate::text::visible;

/// Asks what is needed, and writes the file.
pub fn run(args: &New, world: &mut World<'_>) -> Result<(), Failure> {
    let id = id(&args.file, world)?;
    storage::refuse_existing(&args.file).map_err(|error| taken(&error, world))?;
    anew(args, &id, world)
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

/// Writes the file, and says what to do with it.
fn write(draft: &Draft, path: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let words = words(world);
    let text = page::write(draft, world.lang);
    let source = Source { name: shown(path), text: text.clone().into() };
    let loaded = questionnaire::read(source, Some(&draft.id), &Texts::All, &|_| None);
    let warnings = loaded.problems.len();
    let own = world.good(Ok(loaded))?;
    storage::write_new(path, text.as_bytes()).map_err(|error| taken(&error, world))?;
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
        return usage(words.bad_name, stem);
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
