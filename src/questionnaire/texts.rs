//! Language files beside a questionnaire: texts by the id of what they belong to.

use std::cell::Cell;
use std::collections::HashMap;

use super::raw::{Id, Word};
use super::{TEXTS_FORMAT, is_id, raw};
use crate::diagnostic::{Code, Diagnostic};
use crate::form::{ByName, fixed, shape};
use crate::reading::{Read, wrong_kind};
use crate::yaml::{self, Key, Node, Value};

/// Parts of a language file besides its first three lines.
const PARTS: [&str; 8] = ["title", "summary", "attribution", "scales", "levels", "targets", "profile", "domains"];

/// Where the texts of a questionnaire may stand, as its line `texts` says.
pub const PLACES: [&str; 2] = ["beside", "by-domain"];

/// No questionnaire speaks more languages; each of them multiplies what may be missing.
pub const MOST_LANGUAGES: usize = 50;

/// Paths of texts are a few ids of at most 64 characters.
const LONGEST_PATH: usize = 1_024;

/// A folder with a file for each domain has no more domains than this.
const MOST_DOMAINS: usize = 1_000;

/// Returns the language files that a questionnaire may have, each with its language: one for each language, or one
/// for each domain in a folder of the questionnaire's name. Language by language, in the order of their names.
pub fn files(
    place: &str,
    stem: &str,
    raw: &raw::Questionnaire,
    languages: &[String],
) -> impl Iterator<Item = (String, String)> {
    let mut domains: Vec<&str> = match place {
        "by-domain" => {
            raw.domains.iter().flatten().filter_map(|domain| domain.id.as_ref()?.value.as_str().into()).collect()
        }
        _ => Vec::new(),
    };
    // What is no id is reported later; until then it must not lead out of the folder.
    domains.retain(|id| is_id(id));
    domains.sort_unstable();
    domains.dedup();
    domains.truncate(MOST_DOMAINS);
    let name = |tag: &String| match place {
        "beside" => vec![(tag.clone(), format!("{stem}.{tag}.yaml"))],
        _ => domains.iter().map(|id| (tag.clone(), format!("{stem}/{id}.{tag}.yaml"))).collect(),
    };
    languages.iter().filter(|tag| is_id(tag)).flat_map(name).collect::<Vec<_>>().into_iter()
}

fixed! {
    /// The format of a language file.
    Format = [TEXTS_FORMAT]
}

shape! {
    /// Texts in one language, in a file beside a questionnaire that says `texts: beside` or `texts: by-domain`. Each
    /// stands under the id of what it belongs to, and in one place only: here, or in the main file.
    TextsFile {
        /// Always `gradus/texts/1`.
        required format: Format,
        /// The id of the questionnaire.
        required questionnaire: Id,
        /// The language of the texts, as it stands in the name of this file: `en`, `zh-TW`.
        required language: Id,
        /// What the questionnaire is called.
        optional title: Word,
        /// What it is, and for whom.
        optional summary: Word,
        /// Who made it, from what, under which terms.
        optional attribution: AttributionTexts,
        /// By scale, then by answer.
        optional scales: ByName<Id, ByName<Id, AnswerTexts>>,
        /// By level.
        optional levels: ByName<Id, LevelTexts>,
        /// By target.
        optional targets: ByName<Id, TargetTexts>,
        /// By profile question.
        optional profile: ByName<Id, ProfileTexts>,
        /// By domain.
        optional domains: ByName<Id, DomainTexts>,
        /// By requirement.
        optional requirements: ByName<Id, RequirementTexts>,
    }
}

shape! {
    /// Who made the questionnaire, from what, under which terms.
    AttributionTexts {
        /// Who publishes it.
        optional publisher: Word,
        /// What it is based on.
        optional based_on: Word,
        /// What it does not claim to be.
        optional disclaimer: Word,
    }
}

shape! {
    /// Texts of an answer.
    AnswerTexts {
        /// What people read; the id if missing.
        optional label: Word,
        /// What it means in general.
        optional meaning: Word,
        /// Asked right after this answer, and kept as a note.
        optional follow_up: Word,
    }
}

shape! {
    /// Texts of a level.
    LevelTexts {
        /// What people read; the id if missing.
        optional title: Word,
        /// What it means to have reached it.
        optional meaning: Word,
        /// What having reached it for good is called.
        optional r#final: Word,
        /// What having reached it on condition is called.
        optional conditional: Word,
    }
}

shape! {
    /// Texts of a target.
    TargetTexts {
        /// What people read; the id if missing.
        optional title: Word,
    }
}

shape! {
    /// Texts of a profile question.
    ProfileTexts {
        /// The question.
        optional ask: Word,
        /// What people read, by choice; the id if missing.
        optional choices: ByName<Id, Word>,
    }
}

shape! {
    /// Texts of a domain.
    DomainTexts {
        /// What people read; the id if missing.
        optional title: Word,
        /// What it is about.
        optional summary: Word,
    }
}

shape! {
    /// Texts of a requirement.
    RequirementTexts {
        /// Short name; the id if missing.
        optional title: Word,
        /// The question.
        optional ask: Word,
        /// What it means, and what is often forgotten.
        optional help: Word,
        /// What to do if it is not in place.
        optional advice: Word,
        /// What shows that an answer is true.
        optional evidence: EvidenceTexts,
        /// Its own wording of answers of its scale, by answer.
        optional answers: ByName<Id, Word>,
        /// What answers of its scale mean here, by answer.
        optional meanings: ByName<Id, Word>,
        /// What has to be true, by objective.
        optional objectives: ByName<Id, Word>,
    }
}

shape! {
    /// What shows that an answer is true, by how it is gathered.
    EvidenceTexts {
        /// A document, record or setting to look at.
        optional examine: Word,
        /// Whom to ask, and what.
        optional interview: Word,
        /// What to try.
        optional test: Word,
    }
}

/// The texts of one language: every text under the path that leads to it (`requirements/ACC-1/ask`).
pub struct Beside {
    /// Language of its texts.
    pub tag: String,
    /// Lines that name the questionnaire, one for each file.
    pub questionnaires: Vec<Word>,
    /// Names under which texts stand.
    pub names: Vec<Word>,
    texts: HashMap<String, (Word, Cell<bool>)>,
}

impl Beside {
    /// Begins a language without texts.
    pub fn new(tag: &str) -> Self {
        Self { tag: tag.to_owned(), questionnaires: Vec::new(), names: Vec::new(), texts: HashMap::new() }
    }

    /// Adds the texts of a file; reports what is no text, and a file that is for another language.
    pub fn add(&mut self, node: &Node, problems: &mut Vec<Diagnostic>) {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, "map", problems);
            return;
        };
        let line = |key: &str, problems: &mut Vec<Diagnostic>| {
            let found = entries.iter().find(|(written, _)| written.value == key);
            if found.is_none() {
                problems.push(Diagnostic::new(Code::MissingKey, node.span).with("key", key));
            }
            Word::read(&found?.1, problems)
        };
        let format = line("format", problems);
        let language = line("language", problems);
        self.questionnaires.extend(line("questionnaire", problems));
        if let Some(format) = format.filter(|word| word.value != TEXTS_FORMAT) {
            problems.push(
                Diagnostic::new(Code::WrongFormat, format.span)
                    .with("found", format.value)
                    .with("wanted", TEXTS_FORMAT),
            );
        }
        if let Some(language) = language.filter(|word| word.value != self.tag) {
            let problem = Diagnostic::new(Code::ForeignTexts, language.span).with("found", language.value);
            problems.push(problem.with("wanted", &self.tag));
        }
        for (key, value) in entries {
            match &*key.value {
                "format" | "language" | "questionnaire" => {}
                part if part == "requirements" || PARTS.contains(&part) => {
                    self.gather(part.to_owned(), key, value, problems)
                }
                other => problems.push(
                    Diagnostic::new(Code::UnknownKey, key.span)
                        .with("key", other)
                        .choices(other, PARTS.into_iter().chain(["requirements"])),
                ),
            }
        }
    }

    fn gather(&mut self, path: String, key: &Key<'_>, node: &Node<'_>, problems: &mut Vec<Diagnostic>) {
        // Nothing in a questionnaire stands under so long a name, and each text below would repeat it.
        if path.len() > LONGEST_PATH {
            problems.push(Diagnostic::new(Code::TextForNothing, key.span).with("path", path).choices("", []));
            return;
        }
        if let Value::Map(entries) = &node.value {
            for (key, value) in entries {
                // Only these may be read as something else; all would be too many to keep.
                if yaml::looks_like(&key.value).is_some() {
                    self.names.push(Word { value: key.value.clone().into_owned(), span: key.span });
                }
                self.gather(format!("{path}/{}", key.value), key, value, problems);
            }
        } else if let Some(text) = Word::read(node, problems) {
            if let Some((first, _)) = self.texts.get(&path) {
                problems
                    .push(Diagnostic::new(Code::DuplicateKey, key.span).with("key", &key.value).related(first.span));
            } else {
                self.texts.insert(path, (text, Cell::new(false)));
            }
        }
    }

    /// Returns the text under a path and notes that it has a place in the questionnaire.
    pub fn take(&self, path: &str) -> Option<&Word> {
        let (text, used) = self.texts.get(path)?;
        used.set(true);
        Some(text)
    }

    /// Returns the paths that nothing in the questionnaire asked for.
    pub fn unused(&self) -> impl Iterator<Item = (&str, &Word)> {
        self.texts.iter().filter(|(_, (_, used))| !used.get()).map(|(path, (text, _))| (path.as_str(), text))
    }
}
