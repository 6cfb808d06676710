//! Turns a questionnaire as written into one that makes sense, and reports everything that does not.

mod conditions;
mod ladder;
mod levels;
mod reach;
mod requirements;
mod scales;
mod script;
mod sums;
mod wording;

use std::collections::HashMap;
use std::sync::Arc;

use super::framework::Framework;
use super::{Attribution, FORMAT, Method, Questionnaire, REFS_FORMAT, is_id, raw};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::exact::Fraction;
use crate::questionnaire::texts::{Beside, MOST_LANGUAGES, PLACES};
use crate::reading::Named;
use conditions::Facts;
use ladder::Ladder;
use reach::Asking;

/// Letters that the interview uses itself: not applicable, back, find, skip, objectives, quit, note, unknown, evidence, mark.
pub const RESERVED_KEYS: &str = "abfkoqtuvx";

/// Returns the letters that are free to be the shortcut of an answer.
pub fn free_keys() -> Vec<String> {
    ('a'..='z').filter(|letter| !RESERVED_KEYS.contains(*letter)).map(String::from).collect()
}

/// Under which circumstances a questionnaire is checked.
pub struct Terms<'t> {
    /// Stem of its file, which its id has to equal.
    pub stem: Option<&'t str>,
    /// All languages were read, so missing translations can be told.
    pub complete: bool,
    /// Questions have to have a text; not so when the language files were left out.
    pub expects_texts: bool,
    /// Digest of its files.
    pub digest: String,
    /// References that stand in a file of their own.
    pub refs: Option<raw::RefsFile>,
}

/// What came out of the check.
pub struct Outcome {
    /// The questionnaire; meaningless if errors were reported.
    pub questionnaire: Option<Questionnaire>,
    /// A text has no wording in the languages that were read.
    pub lacks_texts: bool,
}

/// Checks a questionnaire and reports all that is wrong or suspicious.
pub fn validate(
    raw: &raw::Questionnaire,
    beside: Vec<Beside>,
    terms: &Terms<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Outcome {
    let languages: Vec<String> =
        raw.languages.iter().flatten().take(MOST_LANGUAGES).map(|word| word.value.clone()).collect();
    let refs = terms.refs.as_ref().and_then(|file| file.requirements.as_ref());
    let mut refs_beside = HashMap::new();
    for entry in refs.into_iter().flat_map(|Named(list)| list) {
        refs_beside.entry(entry.0.value.as_str()).or_insert(entry);
    }
    let languages = &languages;
    let tags = languages.iter().map(|tag| Arc::from(tag.as_str())).collect();
    let mut check = Check {
        raw,
        beside: &beside,
        terms,
        problems,
        languages,
        tags,
        refs_beside,
        frameworks: HashMap::new(),
        lacks_texts: false,
    };
    let questionnaire = check.questionnaire();
    let lacks_texts = check.lacks_texts;
    Outcome { questionnaire, lacks_texts }
}

struct Check<'c> {
    raw: &'c raw::Questionnaire,
    beside: &'c [Beside],
    terms: &'c Terms<'c>,
    problems: &'c mut Vec<Diagnostic>,
    languages: &'c [String],
    /// The same, shared by all texts.
    tags: Vec<Arc<str>>,
    /// References that stand in a file of their own, by requirement.
    refs_beside: HashMap<&'c str, &'c (raw::Word, Named<Vec<raw::Word>>)>,
    /// Frameworks that references were looked up in, by their name; nothing for those that are not known.
    frameworks: HashMap<String, Option<Framework>>,
    lacks_texts: bool,
}

/// What a text is to its readers.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Has to be there.
    Required,
    /// May be missing.
    Optional,
    /// May be the same in every language (a name).
    Name,
}

/// Ids by name, for references.
type Index = HashMap<String, usize>;

impl<'c> Check<'c> {
    fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn questionnaire(&mut self) -> Option<Questionnaire> {
        let raw = self.raw;
        self.head();
        let mut scales = self.scales();
        let defined_scales = scales.len();
        let scale_index: Index = scales.iter().enumerate().map(|(i, scale)| (scale.id.clone(), i)).collect();
        let method = self.method();
        let profile = self.profile();
        let facts = Facts::of(&profile);
        let levels = self.levels(method, &facts);
        let level_index: Index = levels.iter().enumerate().map(|(i, level)| (level.id.clone(), i)).collect();
        let (domains, requirements) = self.domains(&mut scales, &scale_index, &level_index, &facts, method);
        let domain_index: Index = domains.iter().enumerate().map(|(i, domain)| (domain.id.clone(), i)).collect();
        let targets = self.targets(&level_index, &domain_index);
        self.numbers(&levels, &requirements, &scales, method);
        self.use_of(&scales, &levels, &requirements, &profile);
        if self.terms.complete {
            let written = self.written();
            let asking = Asking {
                scales: &scales,
                profile: &profile,
                requirements: &requirements,
                targets: &targets,
                method,
                written: &written,
            };
            let asked = self.asked(&asking);
            // What is broken would seem to be out of reach.
            if !self.problems.iter().any(Diagnostic::is_error) {
                let ladder =
                    Ladder { levels: &levels, scales: &scales, requirements: &requirements, asked: &asked, method };
                self.reachable(&ladder);
                self.points_decide(&ladder);
            }
        }
        self.leftover_texts();
        let title = self.text(raw.title.as_ref(), "title", Need::Required, raw.span);
        let summary = self.text(raw.summary.as_ref(), "summary", Need::Optional, raw.span);
        let attribution = self.attribution()?;
        Some(Questionnaire {
            id: raw.id.as_ref()?.value.clone(),
            edition: raw.edition.as_ref()?.value.clone(),
            languages: self.languages.to_vec(),
            title,
            summary,
            attribution,
            same_as: raw.same_as.iter().flatten().map(|word| word.value.clone()).collect(),
            method,
            scales,
            defined_scales,
            levels,
            targets,
            profile,
            domains,
            requirements,
            digest: self.terms.digest.clone(),
        })
    }

    /// Returns the requirements as written, in the order in which they are numbered.
    fn written(&self) -> Vec<&'c raw::Requirement> {
        let domains = self.raw.domains.as_deref().unwrap_or_default();
        let all = domains.iter().flat_map(|domain| domain.requirements.as_deref().unwrap_or_default());
        all.filter(|requirement| requirement.id.is_some()).collect()
    }

    fn head(&mut self) {
        if let Some(format) = self.raw.format.as_ref().filter(|word| word.value != FORMAT) {
            let problem = Diagnostic::new(Code::WrongFormat, format.span);
            self.report(problem.with("found", &format.value).with("wanted", FORMAT));
        }
        if let Some(id) = &self.raw.id {
            self.well_formed(id);
            if let Some(stem) = self.terms.stem.filter(|stem| *stem != id.value) {
                self.report(Diagnostic::new(Code::IdNotFileName, id.span).with("id", &id.value).with("stem", stem));
            }
        }
        if let Some(texts) = self.raw.texts.as_ref().filter(|word| !PLACES.contains(&word.value.as_str())) {
            self.report(not_one_of(texts, &PLACES));
        }
        if let Some(refs) = self.raw.refs.as_ref().filter(|word| !raw::RefsPlace::WORDS.contains(&word.value.as_str()))
        {
            self.report(not_one_of(refs, raw::RefsPlace::WORDS));
        }
        if let Some(format) = self.terms.refs.as_ref().and_then(|file| file.format.as_ref())
            && format.value != REFS_FORMAT
        {
            let problem = Diagnostic::new(Code::WrongFormat, format.span);
            self.report(problem.with("found", &format.value).with("wanted", REFS_FORMAT));
        }
        let same_as = self.raw.same_as.as_deref().unwrap_or_default();
        self.unique(same_as.iter());
        for word in same_as {
            self.as_text(word);
        }
        for word in self.raw.edition.iter().chain(self.raw.attribution.iter().flat_map(|raw| &raw.licence)) {
            self.as_text(word);
        }
        for word in self.beside.iter().flat_map(|file| file.names.iter().chain(&file.questionnaires)) {
            self.as_text(word);
        }
        let languages = self.raw.languages.as_deref().unwrap_or_default();
        if let Some(list) = &self.raw.languages
            && list.is_empty()
        {
            self.report(Diagnostic::new(Code::NothingInside, self.raw.span).with("what", "languages"));
        }
        self.unique(languages.iter());
        if let Some(word) = languages.get(MOST_LANGUAGES) {
            let problem = Diagnostic::new(Code::OutOfRange, word.span).with("found", languages.len());
            self.report(problem.with("from", 1).with("to", MOST_LANGUAGES));
        }
        for word in languages {
            self.well_formed(word);
        }
        let wanted = self.raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        let foreign: Vec<Diagnostic> = self
            .beside
            .iter()
            .flat_map(|file| &file.questionnaires)
            .chain(self.terms.refs.as_ref().and_then(|file| file.questionnaire.as_ref()))
            .filter(|word| word.value != wanted)
            .map(|word| {
                Diagnostic::new(Code::ForeignTexts, word.span).with("found", &word.value).with("wanted", &wanted)
            })
            .collect();
        self.problems.extend(foreign);
    }

    fn well_formed(&mut self, id: &raw::Word) {
        self.as_text(id);
        if !is_id(&id.value) {
            self.report(Diagnostic::new(Code::BadId, id.span).with("id", &id.value));
        }
    }

    fn unique<'w>(&mut self, words: impl Iterator<Item = &'w raw::Word>) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for word in words {
            let folded = word.value.to_lowercase();
            if let Some(first) = seen.get(&folded) {
                self.report(Diagnostic::new(Code::DuplicateId, word.span).with("id", &word.value).related(*first));
            } else {
                seen.insert(folded, word.span);
            }
        }
    }

    fn attribution(&mut self) -> Option<Attribution> {
        let raw = self.raw.attribution.as_ref()?;
        Some(Attribution {
            publisher: self.text(raw.publisher.as_ref(), "attribution/publisher", Need::Name, raw.span),
            based_on: self.text(raw.based_on.as_ref(), "attribution/based_on", Need::Name, raw.span),
            licence: raw.licence.as_ref()?.value.clone(),
            disclaimer: self.text(raw.disclaimer.as_ref(), "attribution/disclaimer", Need::Optional, raw.span),
        })
    }

    fn method(&mut self) -> Method {
        let Some(method) = self.raw.scoring.as_ref().and_then(|scoring| scoring.method.as_ref()) else {
            return Method::Rules;
        };
        match method.value.as_str() {
            "mean" => Method::Mean,
            "rules" => Method::Rules,
            _ => {
                self.report(not_one_of(method, raw::ScoringMethod::WORDS));
                Method::Rules
            }
        }
    }

    fn reference(&mut self, what: &'static str, word: &raw::Word, known: &Index) -> Option<usize> {
        self.as_text(word);
        let found = known.get(&word.value).copied();
        if found.is_none() {
            let mut names: Vec<(&String, &usize)> = known.iter().collect();
            names.sort_by_key(|(_, position)| **position);
            let problem = Diagnostic::new(Code::UnknownName, word.span).with("what", what).with("name", &word.value);
            let names = names.iter().map(|(name, _)| name.as_str());
            self.report(problem.choices_after(self.problems.len(), &word.value, names));
        }
        found
    }

    fn word<'w>(&mut self, word: Option<&raw::Word>, known: &[&'w str]) -> Option<&'w str> {
        let word = word?;
        let found = known.iter().find(|known| **known == word.value).copied();
        if found.is_none() {
            self.report(not_one_of(word, known));
        }
        found
    }

    fn number(&mut self, word: &raw::Word) -> Option<Fraction> {
        let number = Fraction::parse(&word.value);
        if number.is_none() {
            self.report(Diagnostic::new(Code::NotANumber, word.span).with("found", &word.value));
        }
        number
    }

    fn positive(&mut self, word: Option<&raw::Word>) -> Option<Fraction> {
        let word = word?;
        let number = self.number(word)?;
        if number.is_negative() {
            let problem = Diagnostic::new(Code::OutOfRange, word.span).with("found", &word.value);
            self.report(problem.with("from", "0").with("to", "∞"));
        }
        Some(number)
    }
}

fn not_one_of(word: &raw::Word, known: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::NotOneOf, word.span).with("found", &word.value).choices(&word.value, known.iter().copied())
}
