//! The types of a questionnaire that makes sense.

use std::sync::Arc;

use super::{NOT_APPLICABLE, UNKNOWN};
use crate::dates::Period;
use crate::exact::Fraction;

/// A questionnaire that makes sense.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    pub(super) id: String,
    pub(super) edition: String,
    pub(super) languages: Vec<String>,
    pub(super) title: Text,
    pub(super) summary: Text,
    pub(super) attribution: Attribution,
    pub(super) same_as: Vec<String>,
    pub(super) method: Method,
    /// Those of the file, then those of requirements that word their answers themselves.
    pub(super) scales: Vec<Scale>,
    /// How many of them the file defines.
    pub(super) defined_scales: usize,
    pub(super) levels: Vec<Level>,
    pub(super) targets: Vec<Target>,
    pub(super) profile: Vec<ProfileQuestion>,
    pub(super) domains: Vec<Domain>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) digest: String,
}

/// A text in the languages of its questionnaire, the first language first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub(super) Vec<(Arc<str>, String)>);

/// Who made a questionnaire, from what, under which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Who publishes it.
    pub publisher: Text,
    /// What it is based on; empty where nothing is said.
    pub based_on: Text,
    /// Licence of its texts.
    pub licence: String,
    /// What it does not claim; empty where nothing is said.
    pub disclaimer: Text,
}

/// How levels are decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Each level has a rule.
    Rules,
    /// The mean of the answers' values is compared with the levels' values.
    Mean,
}

/// An answer scale, best answer first.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Its name.
    pub id: String,
    /// Terms of "not applicable"; none where it is forbidden.
    pub not_applicable: Option<NotApplicable>,
    /// Whether "don't know" may be answered.
    pub unknown: bool,
    /// Its answers, best first.
    pub answers: Vec<Answer>,
}

/// What "not applicable" counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotApplicable {
    /// Counts as passed; otherwise it is left out of every sum.
    pub counts_as_met: bool,
    /// A reason has to be given.
    pub reason_required: bool,
}

/// A choice of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its name in files.
    pub id: String,
    /// Its shortcut.
    pub key: char,
    /// Part of the requirement that it fulfils, 0 to 1.
    pub credit: Fraction,
    /// The requirement passes with it: always with credit 1, with less where the author says so.
    pub passes: bool,
    /// Points it takes away; none means all of the requirement's points unless it passes.
    pub deduct: Option<Fraction>,
    /// Its value on the level scale, for the method `mean`.
    pub value: Option<Fraction>,
    /// What people read; the id where the author gave none.
    pub label: Text,
    /// What it means for the requirement; empty where nothing is said.
    pub meaning: Text,
    /// What is asked as a note after this answer; empty for nothing.
    pub follow_up: Text,
    /// A reason has to be given.
    pub reason_required: bool,
}

/// A level of maturity.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its name in files.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// What it means to have reached it; empty where nothing is said.
    pub meaning: Text,
    /// What decides whether it is reached.
    pub rule: Rule,
    /// Counts the requirements of the levels below too.
    pub cumulative: bool,
    /// A fact about the firm without which it is not reached.
    pub requires: Option<Fact>,
    /// What follows from having reached it.
    pub statuses: Statuses,
}

/// A fact about the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Index of the profile question.
    pub question: usize,
    /// Indices of the choices that make it true.
    pub choices: Vec<usize>,
}

/// What follows from having reached a level: how that is called, and how long it holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statuses {
    /// Reached for good.
    pub final_status: Terms,
    /// Reached on condition.
    pub conditional: Terms,
    /// How often it has to be affirmed, where it has to be.
    pub affirmation: Option<Period>,
}

/// Name and duration of a status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// How it is called; empty where it has no name of its own.
    pub title: Text,
    /// How long it holds; without an end where nothing is said.
    pub valid: Option<Period>,
}

/// The rule of a level.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Every counted requirement passes.
    Every,
    /// At least this share of the weighted credit, above 0 to 1.
    Share(Fraction),
    /// A score that starts high and loses the points of what does not pass.
    Points(Points),
    /// The mean value is at least this (method `mean` only).
    Mean(Fraction),
}

/// Numbers of a points rule; `start` ≥ `final_score` ≥ `conditional`.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Score when everything passes.
    pub start: Fraction,
    /// Score at which the level is reached for good.
    pub final_score: Fraction,
    /// Score at which it is reached on condition that every gap stands on an action plan.
    pub conditional: Option<Fraction>,
    /// Frameworks whose references say why a requirement costs what it costs.
    pub cite: Vec<String>,
}

/// A level to aim at.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Its name in files.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// Index of the level for all domains.
    pub level: usize,
    /// Domains with a level of their own: domain index, level index.
    pub domains: Vec<(usize, usize)>,
}

/// A fact about the firm that decides what is asked; never scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileQuestion {
    /// Its name in files.
    pub id: String,
    /// The question.
    pub ask: Text,
    /// Possible facts: id and label.
    pub choices: Vec<(String, Text)>,
}

/// A group of requirements.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its name in files.
    pub id: String,
    /// What people read.
    pub title: Text,
    /// What it is about; empty where nothing is said.
    pub summary: Text,
    /// Its requirements: a range of indices.
    pub requirements: std::ops::Range<usize>,
}

/// What is answered and scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Its name in files.
    pub id: String,
    /// Other names; one that several requirements share names them together.
    pub aliases: Vec<String>,
    /// Index of its domain.
    pub domain: usize,
    /// Index of its level.
    pub level: usize,
    /// Index of its scale.
    pub scale: usize,
    /// Its share of the domain, where the rule needs one.
    pub weight: Option<Fraction>,
    /// Points lost when it does not pass, where it has some.
    pub points: Option<Fraction>,
    /// Whether it may stand on an action plan.
    pub poam: Poam,
    /// Without it there is no score.
    pub essential: bool,
    /// Effort to close it.
    pub effort: Option<Effort>,
    /// Requirements to close first: indices.
    pub depends_on: Vec<usize>,
    /// When it is asked; always where none is given.
    pub condition: Option<Condition>,
    /// Short name.
    pub title: Text,
    /// The question.
    pub ask: Text,
    /// What it means; empty where nothing is said.
    pub help: Text,
    /// What to do if it is not in place; empty where nothing is said.
    pub advice: Text,
    /// What shows that an answer is true.
    pub evidence: Vec<EvidenceHint>,
    /// Related items of other frameworks: framework and ids.
    pub refs: Vec<(String, Vec<String>)>,
    /// Its parts.
    pub objectives: Vec<Objective>,
}

/// Whether a requirement that does not pass may stand on an action plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Poam {
    /// Never.
    Never,
    /// Always.
    Allowed,
    /// Only with one of these answers: indices into the scale.
    With(Vec<usize>),
}

/// Effort to close a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Little.
    Small,
    /// Some.
    Medium,
    /// Much.
    Large,
}

impl Effort {
    /// Every effort, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// Returns the letter that files use.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Small => "S",
            Self::Medium => "M",
            Self::Large => "L",
        }
    }
}

/// How evidence is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// Look at a document, record or setting.
    Examine,
    /// Ask people.
    Interview,
    /// Try it.
    Test,
}

impl EvidenceKind {
    /// Every kind, in the usual order.
    pub const ALL: [Self; 3] = [Self::Examine, Self::Interview, Self::Test];

    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Examine => "examine",
            Self::Interview => "interview",
            Self::Test => "test",
        }
    }

    /// Returns the kind that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A hint at what shows that an answer is true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceHint {
    /// How it is gathered.
    pub kind: EvidenceKind,
    /// What to show; empty where nothing is said.
    pub hint: Text,
}

/// A part of a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// Its letter.
    pub id: String,
    /// Other full names, such as `PE.L1-b.1.ix/a`.
    pub aliases: Vec<String>,
    /// Answers of the scale that it may have: indices. Empty for all of them.
    pub answers: Vec<usize>,
    /// What has to be true.
    pub ask: Text,
}

/// When a requirement is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
    /// An earlier requirement was answered in one of these ways.
    Answered {
        /// Index of the requirement.
        requirement: usize,
        /// Indices into its scale.
        answers: Vec<usize>,
        /// Whether "not applicable" fulfils it too.
        not_applicable: bool,
    },
    /// A fact about the firm is one of these.
    Profile(Fact),
}

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// One requirement, or all that share an alias: indices.
    Requirements(Vec<usize>),
    /// An objective: requirement index, objective index.
    Objective(usize, usize),
}

impl From<&str> for Text {
    /// A text that is the same in every language.
    fn from(text: &str) -> Self {
        Self(vec![(Arc::from(""), text.to_owned())])
    }
}

impl Text {
    /// Returns the text in a language, or else in the first language that has one; empty if there is none.
    pub fn get(&self, lang: &str) -> &str {
        let own = self.0.iter().find(|(tag, _)| **tag == *lang);
        own.or(self.0.first()).map_or("", |(_, text)| text)
    }

    /// Returns whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns every language with its text, in the questionnaire's order.
    pub fn by_language(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (&**tag, text.as_str()))
    }
}

impl Scale {
    /// Returns the index of an answer by its name.
    pub fn position(&self, answer: &str) -> Option<usize> {
        self.answers.iter().position(|known| known.id == answer)
    }

    /// Returns every word that may be answered on this scale, to the whole or to an objective.
    pub fn words(&self, objective: Option<&Objective>) -> Vec<&str> {
        let may = |index: usize| objective.is_none_or(|objective| objective.allows(index));
        let own =
            self.answers.iter().enumerate().filter(|(index, _)| may(*index)).map(|(_, answer)| answer.id.as_str());
        let rest = [(self.not_applicable.is_some(), NOT_APPLICABLE), (self.unknown, UNKNOWN)];
        own.chain(rest.into_iter().filter(|(may, _)| *may).map(|(_, word)| word)).collect()
    }
}

impl Condition {
    /// Returns whether it looks at a profile question.
    pub fn reads(&self, question: usize) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.reads(question)),
            Self::Answered { .. } => false,
            Self::Profile(fact) => fact.question == question,
        }
    }
}

impl Objective {
    /// Returns whether it may have an answer of its scale.
    pub fn allows(&self, answer: usize) -> bool {
        self.answers.is_empty() || self.answers.contains(&answer)
    }
}

impl Questionnaire {
    /// Returns its name, which is the stem of its file.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns its edition.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Returns its languages, the fallback first.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// Returns its title.
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// Returns what it is; empty where nothing is said.
    pub fn summary(&self) -> &Text {
        &self.summary
    }

    /// Returns who made it, from what, under which terms.
    pub fn attribution(&self) -> &Attribution {
        &self.attribution
    }

    /// Returns the frameworks whose requirements these are; references to all others mean a related subject.
    pub fn same_as(&self) -> &[String] {
        &self.same_as
    }

    /// Returns how levels are decided.
    pub fn method(&self) -> Method {
        self.method
    }

    /// Returns its scales as the file defines them.
    pub fn scales(&self) -> &[Scale] {
        &self.scales[..self.defined_scales]
    }

    /// Returns its levels, lowest first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Returns its targets.
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// Returns its profile questions.
    pub fn profile(&self) -> &[ProfileQuestion] {
        &self.profile
    }

    /// Returns its domains.
    pub fn domains(&self) -> &[Domain] {
        &self.domains
    }

    /// Returns its requirements, domain by domain.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Returns the SHA-256 of its files, as `sha256:` and hexadecimal digits.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Returns the scale of a requirement, with the wording of its answers.
    pub fn scale_of(&self, requirement: &Requirement) -> &Scale {
        &self.scales[requirement.scale]
    }

    /// Returns the index of a level by its name, without regard to case.
    pub fn level_position(&self, id: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.id.eq_ignore_ascii_case(id))
    }

    /// Returns whether a level counts a requirement: its own always, those of the levels below where it says so.
    pub fn counts(&self, level: usize, requirement: &Requirement) -> bool {
        requirement.level == level || (self.levels[level].cumulative && requirement.level < level)
    }

    /// Returns the least credit that an answer can have.
    pub fn least_credit(&self) -> Fraction {
        let credits = self.scales.iter().flat_map(|scale| &scale.answers).map(|answer| answer.credit.clone());
        credits.min().unwrap_or_else(Fraction::zero)
    }

    /// Returns the smallest value that an answer can have under the method `mean`.
    pub fn least_value(&self) -> Fraction {
        let values = self.scales.iter().flat_map(|scale| &scale.answers).filter_map(|answer| answer.value.clone());
        values.min().unwrap_or_else(Fraction::zero)
    }

    /// Returns the largest value that an answer can have under the method `mean`.
    pub fn top_value(&self) -> Fraction {
        let values = self.scales.iter().flat_map(|scale| &scale.answers).filter_map(|answer| answer.value.clone());
        values.max().unwrap_or_else(Fraction::zero)
    }

    /// Returns the mean that a level needs under the method `mean`.
    pub fn needed_value(&self, level: usize) -> Fraction {
        match &self.levels[level].rule {
            Rule::Mean(value) => value.clone(),
            Rule::Every | Rule::Share(_) | Rule::Points(_) => self.top_value(),
        }
    }

    /// Returns the part of what can be had that a level needs to be reached for good, 0 to 1.
    pub fn needed_part(&self, level: usize) -> Fraction {
        let top = self.top_value();
        match &self.levels[level].rule {
            Rule::Every | Rule::Points(_) => Fraction::one(),
            Rule::Share(share) => share.clone(),
            Rule::Mean(_) if top.is_zero() => Fraction::zero(),
            Rule::Mean(value) => value.clone() / top,
        }
    }

    /// Finds what a name stands for: an id, an alias, or one of these with `/` and an objective's letter.
    pub fn find(&self, name: &str) -> Option<Item> {
        let same = |known: &str| known.eq_ignore_ascii_case(name);
        let named = |known: &Requirement| same(&known.id) || known.aliases.iter().any(|alias| same(alias));
        let found: Vec<usize> = (0..self.requirements.len()).filter(|&i| named(&self.requirements[i])).collect();
        if !found.is_empty() {
            return Some(Item::Requirements(found));
        }
        for (r, requirement) in self.requirements.iter().enumerate() {
            let aliased = |objective: &Objective| objective.aliases.iter().any(|alias| same(alias));
            if let Some(o) = requirement.objectives.iter().position(aliased) {
                return Some(Item::Objective(r, o));
            }
        }
        let (requirement, letter) = name.rsplit_once('/')?;
        let Some(Item::Requirements(found)) = self.find(requirement) else {
            return None;
        };
        let [r] = found.as_slice() else { return None };
        let objective = self.requirements[*r].objectives.iter().position(|o| o.id.eq_ignore_ascii_case(letter))?;
        Some(Item::Objective(*r, objective))
    }

    /// Returns every name under which a requirement can be found, for "did you mean".
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.requirements.iter().flat_map(|requirement| {
            std::iter::once(requirement.id.as_str()).chain(requirement.aliases.iter().map(String::as_str))
        })
    }
}
