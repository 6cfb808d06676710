//! New questionnaires: from a few questions, from a table of requirements, or from another questionnaire.
//!
//! Wishes (options, replies) and perhaps a table become a `Draft`, which `page` writes down as a commented file. A
//! questionnaire that is there already is copied with its comments instead (`copy`).

pub mod asking;
pub mod columns;
pub mod copy;
pub mod dialog;
pub mod lines;
pub mod names;
pub mod page;
pub mod quoting;
pub mod ready;
pub mod rows;
pub mod wishes;

use ready::{Ready, Rule};

use crate::exact::Fraction;
use crate::language::{Draft as Words, Lang, fill};

/// The schema beside a new questionnaire, for editors.
pub const SCHEMA_FILE: &str = "gradus-questionnaire.schema.json";

/// The first line of a new questionnaire, by which an editor finds the schema beside it.
pub const SCHEMA_LINE: &str = "# yaml-language-server: $schema=gradus-questionnaire.schema.json";

/// The edition of a new questionnaire.
pub const FIRST_EDITION: &str = "1";

/// A text by language, in the order of the questionnaire's languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording(pub Vec<(String, String)>);

impl Wording {
    /// Makes a text in one language.
    pub fn one(tag: &str, text: &str) -> Self {
        Self(vec![(tag.to_owned(), text.to_owned())])
    }

    /// Returns the text in a language.
    pub fn get(&self, tag: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == tag).map(|(_, text)| text.as_str())
    }

    /// Returns the text in a language, or else in the first one that has it.
    pub fn get_or_first(&self, tag: &str) -> &str {
        self.get(tag).or(self.0.first().map(|(_, text)| text.as_str())).unwrap_or_default()
    }

    /// Returns whether nothing is said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Something with a name in files and a title for people: a level or a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its name in files.
    pub id: String,
    /// The id was typed by the author, not proposed.
    pub typed: bool,
    /// What people read.
    pub title: Wording,
}

/// A group of new requirements.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its name and title.
    pub named: Named,
    /// Its requirements.
    pub requirements: Vec<Requirement>,
}

/// A new requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Its name in files.
    pub id: String,
    /// Short name; may be empty.
    pub title: Wording,
    /// The question.
    pub ask: Wording,
    /// What it means; may be empty.
    pub help: Wording,
    /// What to do if it is not in place; may be empty.
    pub advice: Wording,
    /// What shows that an answer is true: to examine, to ask people, to test. Each may be empty.
    pub evidence: [Wording; 3],
    /// Index of its level.
    pub level: usize,
    /// Its scale.
    pub scale: Ready,
    /// Its weight, where it has one.
    pub weight: Option<Fraction>,
    /// Its points, where it has some.
    pub points: Option<Fraction>,
    /// Whether it may stand on an action plan, where that is said.
    pub poam: Option<Poam>,
    /// Without it there is no score.
    pub essential: bool,
    /// Effort to close it: `S`, `M` or `L`, where that is said.
    pub effort: Option<&'static str>,
    /// Ids of requirements to close first.
    pub depends_on: Vec<String>,
}

/// Whether a new requirement may stand on an action plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Poam {
    /// Never.
    Never,
    /// Always.
    Allowed,
    /// Only with these answers.
    With(Vec<String>),
}

/// Where the requirements of a draft come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// They are examples.
    Examples,
    /// They come from a table of this name.
    Table(String),
}

/// A questionnaire that is about to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its name, which is the stem of its file.
    pub id: String,
    /// Its languages, the fallback first.
    pub languages: Vec<String>,
    /// Its title.
    pub title: Wording,
    /// Who publishes it.
    pub publisher: Wording,
    /// Licence of its texts.
    pub licence: String,
    /// Its levels, lowest first.
    pub levels: Vec<Named>,
    /// What decides every level.
    pub rule: Rule,
    /// Its domains.
    pub domains: Vec<Domain>,
    /// Where its requirements come from.
    pub origin: Origin,
}

impl Draft {
    /// Returns every requirement, domain by domain.
    pub fn requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.domains.iter().flat_map(|domain| &domain.requirements)
    }

    /// Returns the scales that a requirement uses, in their usual order.
    pub fn scales(&self) -> Vec<Ready> {
        let used = |scale: &Ready| self.requirements().any(|requirement| requirement.scale == *scale);
        Ready::ALL.into_iter().filter(used).collect()
    }
}

/// Who speaks: the languages of a questionnaire, and that of the program for those it does not know.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'v> {
    /// Languages of the questionnaire.
    pub languages: &'v [String],
    /// Language of the program.
    pub lang: Lang,
}

impl Voice<'_> {
    /// Returns a text of the program in each of the languages that it knows; in its own where it knows none of them,
    /// since a question has to be asked somehow.
    pub fn wording(&self, word: impl Fn(&Words) -> &'static str) -> Wording {
        self.filled(word, |_| Vec::new())
    }

    /// Returns the same with fields filled, which may differ by language.
    pub fn filled<'f>(
        &self,
        word: impl Fn(&Words) -> &'static str,
        fields: impl Fn(&str) -> Vec<(&'static str, &'f str)>,
    ) -> Wording {
        let text = |tag: &str, lang: Lang| (tag.to_owned(), fill(word(&lang.words().draft), &fields(tag)));
        let known = self.languages.iter().filter_map(|tag| Some(text(tag, Lang::from_tag(tag)?)));
        let known: Vec<(String, String)> = known.collect();
        match self.languages.first() {
            Some(first) if known.is_empty() => Wording(vec![text(first, self.lang)]),
            _ => Wording(known),
        }
    }
}
