//! `gradus list`: every questionnaire that can be had by a name, and where each stands.

use std::collections::BTreeMap;

use serde::Serialize;

use super::catalogue::{Item, Origin};
use super::{Failure, World};
use crate::cli::{List, TableFormat};
use crate::language::fill;
use crate::questionnaire::framework::frameworks;
use crate::questionnaire::{Questionnaire, Texts};
use crate::render::terminal::wrapped;
use crate::report::portrait::language_name;
use crate::storage::QUESTIONNAIRES;
use crate::text::{harmless_json, named, visible};

/// The catalogue for other programs: `gradus/list/1`. Keys may be added, never changed.
#[derive(Serialize)]
struct ListFile<'a> {
    format: &'static str,
    /// Folders that are looked through behind the built-in ones, in this order.
    folders: Vec<String>,
    questionnaires: Vec<Row<'a>>,
    /// Frameworks whose ids are looked up in references.
    frameworks: Vec<Known>,
}

/// A framework that the program knows.
#[derive(Serialize)]
struct Known {
    id: String,
    title: String,
    items: usize,
}

/// A questionnaire for other programs. What a file with errors holds is not told.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    id: &'a str,
    from: &'static str,
    path: Option<String>,
    usable: bool,
    #[serde(flatten)]
    facts: Option<Facts<'a>>,
}

#[derive(Serialize)]
struct Facts<'a> {
    edition: &'a str,
    languages: &'a [String],
    title: BTreeMap<&'a str, &'a str>,
    levels: Vec<&'a str>,
    requirements: usize,
}

/// A questionnaire of the catalogue with what was read of it; nothing where it has errors.
type Read = (Item, Option<Questionnaire>);

/// Lists them with title, levels, counts, languages and where they stand.
pub fn run(args: &List, world: &mut World<'_>) -> Result<(), Failure> {
    // Titles in one language are quick to read, and enough for a line.
    let texts = Texts::Titles(world.lang.tag().to_owned());
    let read = |item: Item| -> Read {
        let loaded = world.load_item(&item, &texts);
        (item, loaded.and_then(|loaded| loaded.questionnaire))
    };
    let all: Vec<Read> = world.catalogue().into_iter().map(read).collect();
    let text = match args.format {
        TableFormat::Table => lines(&all, world),
        TableFormat::Json => json(&all, world),
    };
    Ok(write!(world.out, "{text}")?)
}

/// Draws them by where they stand, in the order in which a bare name is looked for.
fn lines(all: &[Read], world: &World<'_>) -> String {
    let words = world.words();
    let shelf = world.shelf.as_ref().map(|shelf| visible(&shelf.display().to_string()));
    let shelf_head = shelf.map(|path| fill(words.list_shelf, &[("path", path)]));
    let groups = [
        (Origin::BuiltIn, Some(words.list_built_in.to_owned())),
        (Origin::Here, Some(words.list_here.to_owned())),
        (Origin::Shelf, shelf_head),
    ];
    let mut parts = Vec::new();
    for (origin, head) in groups {
        let own: Vec<&Read> = all.iter().filter(|(item, _)| item.origin == origin).collect();
        let Some(head) = head.filter(|_| !own.is_empty() || origin == Origin::Shelf) else { continue };
        let mut part = head + "\n";
        if own.is_empty() {
            part.push_str(&wrapped(words.list_nothing, world.out_screen.width, 2, None));
        }
        own.iter().for_each(|read| part.push_str(&entry(read, world)));
        parts.push(part);
    }
    if all.iter().any(|(item, _)| item.is_hidden()) {
        parts.push(wrapped(words.list_order, world.out_screen.width, 0, None));
    }
    parts.join("\n")
}

fn entry((item, found): &Read, world: &World<'_>) -> String {
    let (words, lang, width) = (world.words(), world.lang, world.out_screen.width);
    let path = item.path.as_ref().map_or_else(|| item.id.clone(), |path| path.display().to_string());
    // A path stands on a line of its own, whole, so that it can be copied.
    let told = |form: &str| format!("      {}\n", fill(form, &[("path", visible(&path))]));
    let title = found.as_ref().map_or(words.list_broken, |own| own.title().get(lang.tag()));
    let mut text = wrapped(&named(&item.id, "  ", title), width, 2, None);
    match found {
        Some(own) => {
            let levels: Vec<&str> = own.levels().iter().map(|level| level.title.get(lang.tag())).collect();
            let languages: Vec<String> = own.languages().iter().map(|tag| language_name(tag, lang)).collect();
            let facts = [
                (words.list_levels, levels.join(lang.comma())),
                (words.list_count, own.requirements().len().to_string()),
                (words.list_languages, languages.join(lang.comma())),
            ];
            let facts = facts.map(|(label, value)| lang.labelled(label, &value));
            text.push_str(&wrapped(&facts.join(" · "), width, 6, None));
        }
        None => text.push_str(&told(words.list_mend)),
    }
    if item.is_hidden() {
        text.push_str(&told(words.list_hidden));
    }
    text
}

fn json(all: &[Read], world: &World<'_>) -> String {
    let shelf = world.shelf.iter().map(|shelf| shelf.display().to_string());
    let rows = all.iter().map(|(item, found)| Row {
        name: &item.name,
        id: &item.id,
        from: match item.origin {
            Origin::BuiltIn => "built-in",
            Origin::Here => "questionnaires",
            Origin::Shelf => "data",
        },
        path: item.path.as_ref().map(|path| path.display().to_string()),
        usable: found.is_some(),
        facts: found.as_ref().map(|own| Facts {
            edition: own.edition(),
            languages: own.languages(),
            title: own.title().by_language().collect(),
            levels: own.levels().iter().map(|level| level.id.as_str()).collect(),
            requirements: own.requirements().len(),
        }),
    });
    let file = ListFile {
        format: "gradus/list/1",
        folders: std::iter::once(QUESTIONNAIRES.to_owned()).chain(shelf).collect(),
        questionnaires: rows.collect(),
        frameworks: frameworks()
            .into_iter()
            .map(|own| Known { id: own.id, title: own.title, items: own.items.len() })
            .collect(),
    };
    let text = serde_json::to_string_pretty(&file).expect("texts and numbers can always be written as JSON");
    harmless_json(&text) + "\n"
}
