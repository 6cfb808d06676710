//! Every questionnaire that can be had by a name: built in, in `./questionnaires`, in the user's own folder.

use std::path::{Path, PathBuf};

use super::World;
use crate::questionnaire::{Loaded, Texts, catalog};
use crate::storage::{self, QUESTIONNAIRES};

/// Where a questionnaire stands, in the order in which a bare name is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Inside the program.
    BuiltIn,
    /// In `./questionnaires`.
    Here,
    /// In the folder of the user's own questionnaires.
    Shelf,
}

/// A questionnaire of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What to type for it: its bare name, or its path where the bare name means another one.
    pub name: String,
    /// The stem of its file.
    pub id: String,
    /// Where it stands.
    pub origin: Origin,
    /// Its file; none where it is built in.
    pub path: Option<PathBuf>,
}

impl Item {
    /// Returns whether its bare name means another one that comes first.
    pub fn is_hidden(&self) -> bool {
        self.name != self.id
    }
}

impl World<'_> {
    /// Returns what there is, in the order in which a bare name is looked for.
    pub(super) fn catalogue(&self) -> Vec<Item> {
        let built_in = catalog::BUILT_IN.iter().map(|own| Item {
            name: own.id.to_owned(),
            id: own.id.to_owned(),
            origin: Origin::BuiltIn,
            path: None,
        });
        let item = |origin: Origin, path: PathBuf| {
            let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let meant = match origin {
                _ if catalog::built_in(&id).is_some() => None,
                Origin::BuiltIn | Origin::Here => storage::at_hand(&id),
                Origin::Shelf => self.shelved(&id),
            };
            let name = if meant.as_ref() == Some(&path) { id.clone() } else { path.display().to_string() };
            Item { name, id, origin, path: Some(path) }
        };
        let here = storage::listed(Path::new(QUESTIONNAIRES)).into_iter().map(|path| item(Origin::Here, path));
        let own = self.shelf.iter().flat_map(|shelf| storage::listed(shelf)).map(|path| item(Origin::Shelf, path));
        built_in.chain(here).chain(own).collect()
    }

    /// Reads a questionnaire of the catalogue; nothing where it cannot even be read as text.
    pub(super) fn load_item(&self, item: &Item, texts: &Texts) -> Option<Loaded> {
        match &item.path {
            None => catalog::built_in(&item.id).map(|own| own.read(texts)),
            Some(path) => storage::questionnaire_at(path, texts).ok(),
        }
    }
}
