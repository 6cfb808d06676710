//! `gradus list`: the built-in questionnaires and those in `./questionnaires`.

use super::{Failure, World};
use crate::questionnaire::{Loaded, Texts, catalog};
use crate::render::terminal;
use crate::storage;
use crate::text::visible;

/// Lists them with title, levels and counts.
pub fn run(world: &mut World<'_>) -> Result<(), Failure> {
    let words = world.words();
    let texts = Texts::Titles(world.lang.tag().to_owned());
    let mut rows = Vec::new();
    for built_in in catalog::BUILT_IN {
        rows.push(row(world, built_in.id, &built_in.read(&texts)));
    }
    for path in storage::listed() {
        let name = path.display().to_string();
        // The program's own folder holds the files of the built-in ones.
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if catalog::built_in(&stem).is_some() {
            continue;
        }
        match storage::questionnaire(&name, &texts) {
            Ok(loaded) => rows.push(row(world, &name, &loaded)),
            Err(_) => rows.push(vec![visible(&name), words.list_broken.to_owned(), String::new(), String::new()]),
        }
    }
    let heads = [words.list_id, words.list_title, words.list_levels, words.list_count];
    let text = terminal::table(&heads, rows, &[3], world.lang, world.out_screen.width);
    Ok(write!(world.out, "{text}")?)
}

fn row(world: &World<'_>, name: &str, loaded: &Loaded) -> Vec<String> {
    let tag = world.lang.tag();
    match &loaded.questionnaire {
        Some(questionnaire) => {
            let levels: Vec<&str> = questionnaire.levels().iter().map(|level| level.id.as_str()).collect();
            vec![
                visible(name),
                visible(questionnaire.title().get(tag)),
                levels.join(", "),
                questionnaire.requirements().len().to_string(),
            ]
        }
        None => vec![visible(name), world.words().list_broken.to_owned(), String::new(), String::new()],
    }
}
