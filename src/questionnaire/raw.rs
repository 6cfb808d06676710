//! A questionnaire as its author wrote it: every value with its place, nothing checked against anything else.

use super::{Effort, EvidenceKind};
use super::{FORMAT, ID_PATTERN, NOT_APPLICABLE, REFS_FORMAT, UNKNOWN, texts, validate};
use crate::diagnostic::{Code, Diagnostic, Placed};
use crate::form::{
    Amount, ByName, Either, Filled, Number, Part, Period, YesNo, at_least_one, exactly_one, fixed, form, json_schema,
    shape,
};
use crate::form::{JsonSchema, Schema, SchemaGenerator};
use crate::reading::{Fields, Named, Read, record, texts as read_texts, wrong_kind};
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
                let Named(entries) = read_texts(node, problems)?;
                Some(Self(entries.into_iter().map(|(lang, text)| (Some(lang), text)).collect()))
            }
            _ => Some(Self(vec![(None, Word::read(node, problems)?)])),
        }
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let plain = generator.subschema_for::<Word>();
        json_schema!({
            "description": "A text for people: plain, which is then in the first language, or a map by language.",
            "anyOf": [
                plain,
                {
                    "type": "object",
                    // These two are offered; any other tag is good where `languages` names it.
                    "properties": {"en": plain, "zh-TW": plain},
                    "additionalProperties": plain,
                    "propertyNames": generator.subschema_for::<Id>(),
                },
            ],
        })
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

form! {
    /// A name of your own, which answers refer to: letters, digits and `. - _ & [ ]`, at most 64 bytes. Capitals and
    /// small letters count as the same. Quote it where it looks like a number.
    Id = {
        "type": "string",
        "pattern": ID_PATTERN,
        "maxLength": super::LONGEST_ID,
        "patternErrorMessage": "An id consists of letters, digits and . - _ & [ ] only.",
    }
}

form! {
    /// The name of an answer in files. `not-applicable` and `unknown` are words of the program's own.
    AnswerId = {
        "type": "string",
        "pattern": format!("^(?!({NOT_APPLICABLE}|{UNKNOWN})$){}", &ID_PATTERN[1..]),
        "maxLength": super::LONGEST_ID,
        "patternErrorMessage": format!(
            "An id consists of letters, digits and . - _ & [ ] only; {NOT_APPLICABLE} and {UNKNOWN} are taken."
        ),
    }
}

/// Letters that are free to be the shortcut of an answer.
pub enum Shortcut {}

fixed!(for Shortcut in validate::free_keys().iter().map(String::as_str));

fixed! {
    /// The format of a questionnaire.
    Format = [FORMAT]
}

fixed! {
    /// The format of a file of references.
    RefsFormat = [REFS_FORMAT]
}

/// Where long texts may stand.
pub enum TextsPlace {}

fixed!(for TextsPlace in texts::PLACES.into_iter());

fixed! {
    /// Where references may stand.
    RefsPlace = ["beside"]
}

fixed! {
    /// How levels are decided.
    ScoringMethod = ["rules", "mean"]
}

fixed! {
    /// That "not applicable" may not be answered.
    Forbidden = ["forbidden"]
}

fixed! {
    /// What "not applicable" counts as.
    CountsAs = ["met", "nothing"]
}

fixed! {
    /// Whether something may be answered.
    Allowed = ["allowed", "forbidden"]
}

fixed! {
    /// Whether a reason has to be given.
    Reason = ["required", "optional"]
}

fixed! {
    /// The rule that needs no numbers.
    Every = ["every"]
}

fixed! {
    /// Which requirements a level counts.
    Counts = ["cumulative", "own"]
}

fixed! {
    /// Whether a requirement may stand on an action plan, without regard to its answer.
    PoamWord = ["allowed", "never"]
}

fixed!(for Effort in Self::ALL.map(Self::letter).into_iter());

fixed!(for EvidenceKind in Self::ALL.map(Self::word).into_iter());

form! {
    /// A share of the credit, above 0 and at most 1: `80%`, `0.8` or `4/5`.
    Share = {
        "type": ["number", "string"],
        "exclusiveMinimum": 0,
        "maximum": 1,
        "pattern": crate::exact::Fraction::PART_PATTERN,
        "maxLength": crate::exact::LONGEST,
        "patternErrorMessage": "This is no share. Write 80%, 0.8 or 4/5.",
    }
}

record! {
    /// A questionnaire: its domains of requirements, the answers they can have, and the levels that follow. Check it
    /// with `gradus check FILE`, which knows more than an editor can.
    Questionnaire {
        /// Always `gradus/questionnaire/1`.
        required format: Word as Format,
        /// Name of the questionnaire: equals the name of this file without `.yaml`.
        required id: Word as Id,
        /// Any text, in quotes where it looks like a number: `"2.13"`. Give a new one whenever an old answer might no
        /// longer be true.
        required edition: Word,
        /// Language tags, such as `en` and `zh-TW`. The first is shown where a text is missing in another.
        required languages: Vec<Word> as Filled<Id>,
        /// Says that long texts stand in files of their own. `beside`: one for each language; `by-domain`: in a folder
        /// of the questionnaire's name, one for each domain and language.
        optional texts: Word as TextsPlace,
        /// `beside`: references to other frameworks stand in a file of their own, `ID.refs.yaml`.
        optional refs: Word as RefsPlace,
        /// Frameworks whose requirements these are: a reference to one of their ids says that it is the same
        /// requirement. All other references mean a related subject.
        optional same_as: Vec<Word>,
        /// What it is called.
        required title: Text,
        /// What it is, and for whom.
        optional summary: Text,
        /// Who made it, from what, under which terms.
        required attribution: Attribution,
        /// `{method: mean}` for models in which answers have values from 0 to n. Without it, levels have rules.
        optional scoring: Scoring,
        /// Answer scales, each under a name of your own that requirements refer to.
        required scales: Named<Scale> as ByName<Id, Scale>,
        /// Levels of maturity, lowest first. A level is reached only if all below it are.
        required levels: Vec<Level> as Filled<Level>,
        /// What a firm can aim at besides a plain level.
        optional targets: Vec<Target>,
        /// Facts about the firm that decide what is asked. They are asked first and never scored.
        optional profile: Vec<ProfileQuestion>,
        /// Groups of requirements, in the order in which they are asked.
        required domains: Vec<Domain> as Filled<Domain>,
    }
}

record! {
    /// Who made the questionnaire, from what, under which terms.
    Attribution {
        /// Who publishes it. A plain text may be a name that is the same in every language.
        required publisher: Text,
        /// What it is based on.
        optional based_on: Text,
        /// Licence of its texts, such as `CC-BY-4.0`.
        required licence: Word,
        /// What it does not claim to be.
        optional disclaimer: Text,
    }
}

record! {
    /// How levels are decided when no level has a rule of its own.
    Scoring {
        /// `mean`: answers have values, and a level is reached by the mean. `rules`, as if nothing were said: each level
        /// has a rule.
        required method: Word as ScoringMethod,
    }
}

record! {
    /// An answer scale, which requirements refer to by its name.
    Scale {
        /// Whether "not applicable" may be answered. `forbidden`, also if missing, or what it counts as:
        /// `{counts_as: nothing, reason: required}`.
        optional not_applicable: NotApplicable as Either<Forbidden, NotApplicableTerms>,
        /// Whether "don't know" may be answered; `allowed` if missing. It makes a range, never a score.
        optional unknown: Word as Allowed,
        /// The answers, best first. At least one has the credit 1.
        required answers: Vec<Answer> as Filled<Answer>,
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
        /// `met`: counts as passed. `nothing`: left out of every sum.
        required counts_as: Word as CountsAs,
        /// `required`: a reason has to be given. `optional` if missing.
        optional reason: Word as Reason,
    }
}

record! {
    /// An answer of a scale.
    Answer {
        /// Its name in files.
        required id: Word as AnswerId,
        /// Its letter in the interview: a small letter that no other answer of the scale has and the interview does not
        /// use itself.
        required key: Word as Shortcut,
        /// The part of the requirement that it fulfils, 0 to 1. With a `value` it may be missing: then it is the value
        /// as a part of the largest one.
        optional credit: Word as Part,
        /// `true`: the requirement passes with this answer although its credit is below 1.
        optional passes: Word as YesNo,
        /// Points that this answer takes away, instead of all points of the requirement.
        optional deduct: Word as Amount,
        /// Its place on the level scale, for the method `mean`.
        optional value: Word as Amount,
        /// What people read; the id if missing.
        optional label: Text,
        /// What it means in general. A requirement may say in `meanings` what it means there.
        optional meaning: Text,
        /// Asked right after this answer, and kept as a note.
        optional follow_up: Text,
        /// `required`: this answer needs a reason, and `follow_up` is the question for it. `optional` if missing.
        optional reason: Word as Reason,
    } => at_least_one(["credit", "value"])
}

record! {
    /// A level of maturity.
    Level {
        /// Its name in files. Quote it where it is a number: `"1"`.
        required id: Word as Id,
        /// What people read; the id if missing.
        optional title: Text,
        /// What it means to have reached it.
        optional meaning: Text,
        /// What decides whether it is reached. `every`, also if missing: all counted requirements pass. `{share: 80%}`:
        /// at least that share of the credit. `{points: {start: 110, final: 110, conditional: 88}}`: a score that
        /// starts high and loses points.
        optional rule: Rule as Either<Every, NumberedRule>,
        /// `cumulative`, also if missing: its own requirements and those of the levels below. `own`: only its own.
        optional counts: Word as Counts,
        /// For the method `mean`: the mean from which it is reached. If missing 1 for the first level, 2 for the second …
        optional value: Word as Number,
        /// A fact of the profile without which the level is not reached: `{question: audited, is: passed}`.
        optional requires: Clause,
        /// What having reached it is called, and how long that holds.
        optional statuses: Statuses,
        /// How often a final status has to be affirmed: `1 year`.
        optional affirmation: Word as Period,
    }
}

record! {
    /// What follows from having reached a level.
    Statuses {
        // The key is `final`, which Rust keeps for itself.
        /// Reached for good.
        optional r#final: Terms,
        /// Reached on condition that every gap stands on an action plan.
        optional conditional: Terms,
    }
}

record! {
    /// Name and duration of a status.
    Terms {
        /// What it is called.
        optional title: Text,
        /// How long it holds: `3 years`, `180 days`. Without an end if missing.
        optional valid: Word as Period,
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

shape! {
    /// A rule that needs numbers: `share` or `points`.
    NumberedRule {
        /// The level is reached with at least this share of the weighted credit. Every counted requirement needs a
        /// `weight`.
        optional share: Share,
        /// A score that starts high and loses the points of what does not pass. Every counted requirement needs
        /// `points`, unless it is `essential`.
        optional points: Points,
    } => exactly_one(["share", "points"])
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
    /// A score that starts high and loses points: `start` ≥ `final` ≥ `conditional`.
    Points {
        /// The score when everything passes.
        required start: Word as Number,
        // The key is `final`, which Rust keeps for itself.
        /// The score at which the level is reached for good.
        required r#final: Word as Number,
        /// The score at which it is reached on condition that every gap stands on an action plan. If missing there is no
        /// action plan.
        optional conditional: Word as Number,
        /// Frameworks among the references that say why a requirement costs what it costs.
        optional cite: Vec<Word>,
    }
}

record! {
    /// What a firm can aim at: a level for the whole, and a higher one in some domains.
    Target {
        /// Its name in files; not that of a level, each of which is a target already.
        required id: Word as Id,
        /// What people read; the id if missing.
        optional title: Text,
        /// The level for the whole, by its id.
        required level: Word as Id,
        /// Domains with a higher level: `{NET: assured}`.
        optional domains: Named<Word> as ByName<Id, Id>,
    }
}

record! {
    /// A fact about the firm that decides what is asked; never scored.
    ProfileQuestion {
        /// Its name, which conditions refer to.
        required id: Word as Id,
        /// The question. It has to stand here or in a language file.
        optional ask: Text,
        /// What can be chosen.
        required choices: Vec<Choice> as Filled<Choice>,
    }
}

record! {
    /// A possible fact.
    Choice {
        /// Its name, which conditions refer to.
        required id: Word as Id,
        /// What people read; the id if missing.
        optional label: Text,
    }
}

record! {
    /// A group of requirements, with a level of its own in the result.
    Domain {
        /// Its name in files.
        required id: Word as Id,
        /// What people read; the id if missing.
        optional title: Text,
        /// What it is about.
        optional summary: Text,
        /// Its requirements, in the order in which they are asked.
        required requirements: Vec<Requirement> as Filled<Requirement>,
    }
}

record! {
    /// What is answered and scored.
    Requirement {
        /// Its name: unique in the whole questionnaire, and never used again for something else.
        required id: Word as Id,
        /// Other names, accepted by every command. One that several requirements share names them together.
        optional aliases: Vec<Word> as Vec<Id>,
        /// Short name; the id if missing.
        optional title: Text,
        /// The level it belongs to, by its id.
        required level: Word as Id,
        /// The answers it can have: the name of a scale.
        required scale: Word as Id,
        /// Its weight. Needed where the rule `share` or the method `mean` counts it.
        optional weight: Word as Amount,
        /// What is lost when it does not pass. Needed where the rule `points` counts it.
        optional points: Word as Amount,
        /// Whether it may stand on an action plan: `never`, also if missing, `allowed`, or a list of the answers with
        /// which it may.
        optional poam: WordOrList as Either<PoamWord, Vec<Id>>,
        /// `true`: if it does not pass, there is no score under the rule `points`.
        optional essential: Word as YesNo,
        /// Effort to close it, small, medium or large. Of two gaps alike, the smaller one is named first.
        optional effort: Word as Effort,
        /// Requirements to close first, by their ids.
        optional depends_on: Vec<Word> as Vec<Id>,
        /// When it is asked: a condition on the profile or on requirements that come before. Always if missing.
        optional ask_when: Condition,
        /// The question. It has to stand here or in a language file.
        optional ask: Text,
        /// What it means, and what is often forgotten.
        optional help: Text,
        /// What to do if it is not in place.
        optional advice: Text,
        /// What shows that an answer is true.
        optional evidence: Vec<Evidence>,
        /// Related items of other frameworks: a list of ids by framework.
        optional refs: Named<Vec<Word>>,
        /// Its own wording of answers of its scale, by their ids. Credit, letter and all else stay those of the scale.
        optional answers: Named<Text>,
        /// What answers of its scale mean here, by their ids: how it looks at each stage.
        optional meanings: Named<Text>,
        /// Its parts. Answered one by one, the worst decides. A bare id where the text stands in a language file.
        optional objectives: Vec<Objective> as Vec<Either<Id, FullObjective>>,
    }
}

record! {
    /// References to other frameworks, in a file beside a questionnaire that says `refs: beside`.
    RefsFile {
        /// Always `gradus/refs/1`.
        required format: Word as RefsFormat,
        /// The id of the questionnaire.
        required questionnaire: Word as Id,
        /// By requirement, then by framework: `A-1: {nist-800-171r2: [3.1.1, 3.5.1]}`. Quote what is only a number with
        /// a point, such as `"3.10"`.
        required requirements: Named<Named<Vec<Word>>> as ByName<Id, Named<Vec<Word>>>,
    }
}

record! {
    /// A hint at what shows that an answer is true.
    Evidence {
        /// How it is gathered: `examine` a document, record or setting, `interview` people, or `test` it.
        required kind: Word as EvidenceKind,
        /// What to show.
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
        /// Its letter, such as `a`; its name is then that of the requirement, a slash and this.
        required id: Word as Id,
        /// Other whole names, such as `PE.L1-b.1.ix/c`.
        optional aliases: Vec<Word>,
        /// Answers of the scale that it may have; all if missing. One that passes must be among them.
        optional answers: Vec<Word> as Vec<Id>,
        /// What has to be true. It has to stand here or in a language file.
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

impl JsonSchema for Condition {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "When a requirement is asked: a question and the answers that are meant, or `all` or `any` of several conditions.",
            "anyOf": [
                generator.subschema_for::<Clause>(),
                generator.subschema_for::<Together>(),
            ],
        })
    }
}

shape! {
    /// Several conditions.
    Together {
        /// All of these hold.
        optional all: Vec<Condition>,
        /// At least one of these holds.
        optional any: Vec<Condition>,
    } => exactly_one(["all", "any"])
}

record! {
    /// A question and the answers that are meant: `{question: ACC-1, is: met}`.
    Clause {
        /// A profile question, or a requirement that comes before, by its id.
        required question: Word as Id,
        /// This answer or choice.
        optional is: Word as Id,
        // The key is `in`, which Rust keeps for itself.
        /// One of these answers or choices.
        optional r#in: Vec<Word> as Vec<Id>,
        /// This answer or a better one. Not for profile questions, which have no order.
        optional at_least: Word as Id,
    } => exactly_one(["is", "in", "at_least"])
}
