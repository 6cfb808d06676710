//! A questionnaire as its author wrote it: every value with its place, nothing checked against anything else.

use crate::diagnostic::{Code, Diagnostic, Placed};
use crate::reading::{Fields, Named, Read, record, texts, wrong_kind};
use crate::yaml::{Node, Value};

/// A word or text with its place.
pub type Word = Placed<String>;

/// A text in one or more languages; the language is missing where the author wrote a plain text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text(pub Vec<(Option<Word>, Word)>);

impl Read for Text {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => {
                let Named(entries) = texts(node, problems)?;
                Some(Self(entries.into_iter().map(|(lang, text)| (Some(lang), text)).collect()))
            }
            _ => Some(Self(vec![(None, Word::read(node, problems)?)])),
        }
    }
}

/// One word, or a list of them.
#[derive(Debug, Clone, PartialEq)]
pub enum WordOrList {
    /// A single word.
    Word(Word),
    /// A list.
    List(Vec<Word>),
}

impl Read for WordOrList {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::read(node, problems).map(Self::List),
            _ => Word::read(node, problems).map(Self::Word),
        }
    }
}

record! {
    /// The whole file.
    Questionnaire {
        required format: Word,
        required id: Word,
        required edition: Word,
        required languages: Vec<Word>,
        /// `beside` or `by-domain`: the long texts stand in files of their own, by language, or by domain and language.
        optional texts: Word,
        /// `beside`: references to other frameworks stand in a file of their own.
        optional refs: Word,
        required title: Text,
        optional summary: Text,
        required attribution: Attribution,
        optional scoring: Scoring,
        required scales: Named<Scale>,
        required levels: Vec<Level>,
        optional targets: Vec<Target>,
        optional profile: Vec<ProfileQuestion>,
        required domains: Vec<Domain>,
    }
}

record! {
    /// Who made it, from what, under which terms.
    Attribution {
        required publisher: Text,
        optional based_on: Text,
        required licence: Word,
        optional disclaimer: Text,
    }
}

record! {
    /// How levels are decided when no level has a rule of its own.
    Scoring { required method: Word }
}

record! {
    /// An answer scale.
    Scale {
        optional not_applicable: NotApplicable,
        optional unknown: Word,
        required answers: Vec<Answer>,
    }
}

/// Whether "not applicable" may be answered, and what it counts as.
#[derive(Debug, Clone, PartialEq)]
pub enum NotApplicable {
    /// `forbidden`, or another word.
    Word(Word),
    /// `{counts_as: …, reason: …}`.
    Allowed(NotApplicableTerms),
}

impl Read for NotApplicable {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => NotApplicableTerms::read(node, problems).map(Self::Allowed),
            _ => Word::read(node, problems).map(Self::Word),
        }
    }
}

record! {
    /// Terms under which "not applicable" may be answered.
    NotApplicableTerms {
        required counts_as: Word,
        optional reason: Word,
    }
}

record! {
    /// A choice of a scale.
    Answer {
        required id: Word,
        required key: Word,
        optional credit: Word,
        optional passes: Word,
        optional deduct: Word,
        optional value: Word,
        optional label: Text,
        optional follow_up: Text,
        optional reason: Word,
    }
}

record! {
    /// A level of maturity.
    Level {
        required id: Word,
        optional title: Text,
        optional meaning: Text,
        optional rule: Rule,
        optional counts: Word,
        optional value: Word,
        optional requires: Clause,
        optional statuses: Statuses,
        optional affirmation: Word,
    }
}

record! {
    /// What follows from having reached a level.
    Statuses {
        /// The key is `final`, which Rust keeps for itself.
        optional r#final: Terms,
        optional conditional: Terms,
    }
}

record! {
    /// Name and duration of a status.
    Terms {
        optional title: Text,
        optional valid: Word,
    }
}

/// The rule of a level as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// `every`, or another word.
    Word(Word),
    /// `{share: 80%}`.
    Share(Word),
    /// `{points: {start, final, conditional}}`.
    Points(Points),
}

impl Read for Rule {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return Word::read(node, problems).map(Self::Word);
        };
        let mut fields = Fields::of(node, problems)?;
        let share = fields.optional("share", problems).map(Self::Share);
        let points = fields.optional("points", problems).map(Self::Points);
        fields.finish(problems);
        if share.is_some() && points.is_some() {
            problems.push(
                Diagnostic::new(Code::UnknownKey, entries[1].0.span)
                    .with("key", &entries[1].0.value)
                    .choices("", ["share"]),
            );
        }
        if entries.is_empty() {
            wrong_kind(node, "rule", problems);
        }
        share.or(points)
    }
}

record! {
    /// A score that starts high and loses points.
    Points {
        required start: Word,
        /// The key is `final`, which Rust keeps for itself.
        required r#final: Word,
        optional conditional: Word,
        optional cite: Vec<Word>,
    }
}

record! {
    /// A level to aim at, for all or by domain.
    Target {
        required id: Word,
        optional title: Text,
        required level: Word,
        optional domains: Named<Word>,
    }
}

record! {
    /// A fact about the firm that decides what is asked.
    ProfileQuestion {
        required id: Word,
        optional ask: Text,
        required choices: Vec<Choice>,
    }
}

record! {
    /// A possible fact.
    Choice {
        required id: Word,
        optional label: Text,
    }
}

record! {
    /// A group of requirements.
    Domain {
        required id: Word,
        optional title: Text,
        optional summary: Text,
        required requirements: Vec<Requirement>,
    }
}

record! {
    /// What is answered and scored.
    Requirement {
        required id: Word,
        optional aliases: Vec<Word>,
        optional title: Text,
        required level: Word,
        required scale: Word,
        optional weight: Word,
        optional points: Word,
        optional poam: WordOrList,
        optional essential: Word,
        optional effort: Word,
        optional depends_on: Vec<Word>,
        optional ask_when: Condition,
        optional ask: Text,
        optional help: Text,
        optional advice: Text,
        optional evidence: Vec<Evidence>,
        optional refs: Named<Vec<Word>>,
        /// Its own wording of the answers of its scale, by their ids.
        optional answers: Named<Text>,
        optional objectives: Vec<Objective>,
    }
}

record! {
    /// A file of references beside a questionnaire: by requirement, then by framework.
    RefsFile {
        required format: Word,
        required questionnaire: Word,
        required requirements: Named<Named<Vec<Word>>>,
    }
}

record! {
    /// A hint at what shows that an answer is true.
    Evidence {
        required kind: Word,
        optional hint: Text,
    }
}

/// A part of a requirement: a bare id, or a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Objective {
    /// Its id alone; the text stands in a language file.
    Id(Word),
    /// A record.
    Full(FullObjective),
}

impl Read for Objective {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => FullObjective::read(node, problems).map(Self::Full),
            _ => Word::read(node, problems).map(Self::Id),
        }
    }
}

record! {
    /// A part of a requirement.
    FullObjective {
        required id: Word,
        optional aliases: Vec<Word>,
        optional answers: Vec<Word>,
        optional ask: Text,
    }
}

/// When a requirement is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// All of these hold.
    All(Placed<Vec<Condition>>),
    /// At least one of these holds.
    Any(Placed<Vec<Condition>>),
    /// One question was answered in a certain way.
    Clause(Clause),
}

impl Read for Condition {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            wrong_kind(node, "map", problems);
            return None;
        };
        let [(key, value)] = entries.as_slice() else {
            return Clause::read(node, problems).map(Self::Clause);
        };
        let list = |problems: &mut Vec<Diagnostic>| {
            let value = Vec::read(value, problems)?;
            Some(Placed { value, span: key.span })
        };
        match &*key.value {
            "all" => list(problems).map(Self::All),
            "any" => list(problems).map(Self::Any),
            "question" | "is" | "in" | "at_least" => Clause::read(node, problems).map(Self::Clause),
            other => {
                problems.push(
                    Diagnostic::new(Code::UnknownKey, key.span)
                        .with("key", other)
                        .choices(other, ["all", "any", "question"]),
                );
                None
            }
        }
    }
}

record! {
    /// A question and the answers that are meant.
    Clause {
        required question: Word,
        optional is: Word,
        /// The key is `in`, which Rust keeps for itself.
        optional r#in: Vec<Word>,
        optional at_least: Word,
    }
}
