//! Language files beside a questionnaire: texts by the id of what they belong to.

use std::cell::Cell;
use std::collections::HashMap;

use super::{TEXTS_FORMAT, raw};
use crate::diagnostic::{Code, Diagnostic, Placed};
use crate::reading::{Read, wrong_kind};
use crate::yaml::{Node, Value};

/// Parts of a language file besides its first three lines.
const PARTS: [&str; 8] = ["title", "summary", "attribution", "scales", "levels", "targets", "profile", "domains"];

/// A language file: every text under the path that leads to it (`requirements/ACC-1/ask`).
pub struct Beside {
    /// Language of its texts.
    pub tag: String,
    /// Line that names the questionnaire.
    pub questionnaire: Option<raw::Word>,
    texts: HashMap<String, (raw::Word, Cell<bool>)>,
}

impl Beside {
    /// Reads a language file; reports what is no text, and a file that is for another language.
    pub fn read(tag: &str, node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, "map", problems);
            return None;
        };
        let mut file = Self { tag: tag.to_owned(), questionnaire: None, texts: HashMap::new() };
        let line = |key: &str, problems: &mut Vec<Diagnostic>| {
            let found = entries.iter().find(|(written, _)| written.value == key);
            if found.is_none() {
                problems.push(Diagnostic::new(Code::MissingKey, node.span).with("key", key));
            }
            raw::Word::read(&found?.1, problems)
        };
        let format = line("format", problems);
        let language = line("language", problems);
        file.questionnaire = line("questionnaire", problems);
        if let Some(format) = format.filter(|word| word.value != TEXTS_FORMAT) {
            problems.push(
                Diagnostic::new(Code::WrongFormat, format.span)
                    .with("found", format.value)
                    .with("wanted", TEXTS_FORMAT),
            );
        }
        if let Some(language) = language.filter(|word| word.value != tag) {
            problems.push(
                Diagnostic::new(Code::ForeignTexts, language.span).with("found", language.value).with("wanted", tag),
            );
        }
        for (key, value) in entries {
            match key.value.as_str() {
                "format" | "language" | "questionnaire" => {}
                part if part == "requirements" || PARTS.contains(&part) => {
                    file.gather(part.to_owned(), key, value, problems)
                }
                other => problems.push(
                    Diagnostic::new(Code::UnknownKey, key.span)
                        .with("key", other)
                        .choices(other, PARTS.into_iter().chain(["requirements"])),
                ),
            }
        }
        Some(file)
    }

    fn gather(&mut self, path: String, key: &Placed<String>, node: &Node, problems: &mut Vec<Diagnostic>) {
        if let Value::Map(entries) = &node.value {
            for (key, value) in entries {
                self.gather(format!("{path}/{}", key.value), key, value, problems);
            }
        } else if let Some(text) = raw::Word::read(node, problems) {
            if let Some((first, _)) = self.texts.get(&path) {
                problems
                    .push(Diagnostic::new(Code::DuplicateKey, key.span).with("key", &key.value).related(first.span));
            } else {
                self.texts.insert(path, (text, Cell::new(false)));
            }
        }
    }

    /// Returns the text under a path and notes that it has a place in the questionnaire.
    pub fn take(&self, path: &str) -> Option<&raw::Word> {
        let (text, used) = self.texts.get(path)?;
        used.set(true);
        Some(text)
    }

    /// Returns the paths that nothing in the questionnaire asked for.
    pub fn unused(&self) -> impl Iterator<Item = (&str, &raw::Word)> {
        self.texts.iter().filter(|(_, (_, used))| !used.get()).map(|(path, (text, _))| (path.as_str(), text))
    }
}
