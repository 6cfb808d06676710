//! The assessment file: text to type with the place of every value, and type to text.

use std::collections::HashMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Assessment, Entry, Evidence, FORMAT, Milestone, Plan, PlanStatus, Reference, StatusDates};
use crate::dates::{self, Date};
use crate::diagnostic::{Code, Diagnostic, Placed, Source, Span};
use crate::form::{Day, Either, Moment, YesNo, fixed, form, not_beside};
use crate::questionnaire::EvidenceKind;
use crate::reading::{Named, Read, record};
use crate::yaml::{self, Node, Value};

type Word = Placed<String>;

fixed! {
    /// The format of an assessment.
    Format = [FORMAT]
}

fixed!(for PlanStatus in Self::ALL.map(Self::word).into_iter());

form! {
    /// A SHA-256: 64 hexadecimal digits, as `sha256sum FILE` prints them.
    Sha256 = {
        "type": "string",
        "pattern": "^[0-9A-Fa-f]{64}$",
        "patternErrorMessage": "This is no SHA-256. Write the 64 hexadecimal digits that sha256sum prints.",
    }
}

record! {
    /// An assessment: one firm's answers to one edition of a questionnaire. It lists what is not yet secured. Check it
    /// with `gradus check FILE`, which knows more than an editor can.
    RawAssessment {
        /// Always `gradus/assessment/1`.
        required format: Word as Format,
        /// The questionnaire that was answered.
        required questionnaire: RawReference,
        /// Name of the organisation, as the report shows it.
        optional organisation: Word,
        /// What is assessed: sites, systems.
        optional scope: Word,
        /// The level or target aimed at, by its id; the highest level if missing.
        optional target: Word,
        /// Language of the program when the assessment was begun.
        optional language: Word,
        /// Facts about the firm: a choice by profile question.
        optional profile: Named<Word>,
        /// When it was begun, in UTC.
        optional started: Word as Moment,
        /// Days on which a level was entered where it counts: `l2: {conditional: 2026-03-02}`. Without them a status
        /// counts from the day of the last answer.
        optional status_dates: Named<RawStatusDates>,
        /// What was said of each requirement, by its id.
        optional answers: Named<RawEntry>,
    }
}

record! {
    /// Which questionnaire was answered.
    RawReference {
        /// Its id.
        required id: Word,
        /// Its edition, in quotes where it looks like a number: `"2.13"`.
        required edition: Word,
        /// The digest of its files, as `gradus show` prints it.
        required digest: Word,
        /// Path of its file as seen from the assessment; none for a built-in one.
        optional file: Word,
    }
}

record! {
    /// Days on which a level was entered where it counts.
    RawStatusDates {
        /// When it was reached on condition.
        optional conditional: Word as Day,
        // The key is `final`, which Rust keeps for itself.
        /// When it was reached for good.
        optional r#final: Word as Day,
        /// The edition under which it was entered, where that is no longer the edition of this file.
        optional edition: Word,
    }
}

record! {
    /// What was said of a requirement. Without `answer` and `objectives` it is unanswered, and the rest is kept.
    RawEntry {
        /// An answer of the scale, `not-applicable` or `unknown`.
        optional answer: Word,
        /// Answers by objective, instead of one answer to the whole.
        optional objectives: Named<Word>,
        /// Why it is so; needed where the scale says so.
        optional reason: Word,
        /// Free text.
        optional note: Word,
        /// What shows that the answer is true.
        optional evidence: Vec<RawEvidence>,
        /// What will be done, as a text or as a map that says by whom, until when and how. With it the requirement
        /// stands on the action plan, and is still not met.
        optional plan: RawPlan as Either<Word, RawFullPlan>,
        /// `true`: marked to be looked at again.
        optional flag: Word as YesNo,
        /// When it was answered last, in UTC.
        optional at: Word as Moment,
        /// Who answered: a name or role.
        optional by: Word,
        /// The edition under which it was answered, where the answer does not fit the edition of this file.
        optional edition: Word,
    } => not_beside("answer", "objectives")
}

record! {
    /// What shows that an answer is true.
    RawEvidence {
        /// How it was gathered: `examine`, `interview` or `test`.
        optional kind: Word as EvidenceKind,
        /// What it is.
        required what: Word,
        /// Where it is kept.
        optional r#where: Word,
        /// Who answers for it.
        optional owner: Word,
        /// The day that it shows: `2026-11-20`.
        optional date: Word as Day,
        /// SHA-256 of the file at `where` when it was named: the 64 hexadecimal digits that `sha256sum FILE` prints.
        optional sha256: Word as Sha256,
    }
}

/// A plan as written: a text, or a map that says more than what will be done.
#[derive(Debug, Clone, PartialEq)]
pub enum RawPlan {
    /// What will be done.
    Action(Word),
    /// `{action: …, owner: …, due: …}`.
    Full(Box<RawFullPlan>),
}

impl Read for RawPlan {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => RawFullPlan::read(node, problems).map(|plan| Self::Full(Box::new(plan))),
            _ => Word::read(node, problems).map(Self::Action),
        }
    }
}

record! {
    /// What will be done, by whom and until when.
    RawFullPlan {
        /// What will be done.
        required action: Word,
        /// Who answers for it.
        optional owner: Word,
        /// The day on which it begins: `2027-01-04`.
        optional start: Word as Day,
        /// The day by which it is to be done: `2027-03-31`.
        optional due: Word as Day,
        /// How far it is: `planned`, `in-progress` or `done`. The requirement is met only by its answer.
        optional status: Word as PlanStatus,
        /// The steps in between.
        optional milestones: Vec<RawMilestone>,
        /// What it takes: people, money, purchases.
        optional resources: Word,
    }
}

record! {
    /// A step of a plan.
    RawMilestone {
        /// What is then done.
        required what: Word,
        /// The day by which it is to be done: `2027-02-15`.
        optional due: Word as Day,
        /// `true`: it is done.
        optional done: Word as YesNo,
    }
}

/// Where the parts of an assessment stand in its file, by path (`answers/ACC-1/answer`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(HashMap<String, Span>);

impl Places {
    /// Returns the place of a part, or of what it belongs to.
    pub fn of(&self, path: &str) -> Option<Span> {
        let mut path = path;
        loop {
            if let Some(span) = self.0.get(path) {
                return Some(*span);
            }
            path = path.rsplit_once('/')?.0;
        }
    }

    pub(super) fn note(&mut self, path: String, span: Span) {
        self.0.insert(path, span);
    }
}

/// Reads an assessment file; returns it with the places of its parts, or every problem that was found.
///
/// # Errors
///
/// All problems that keep the file from being read.
pub fn read(source: &Source) -> Result<(Assessment, Places), Vec<Diagnostic>> {
    let node = yaml::parse(&source.text, 0).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut places = Places::default();
    let raw = RawAssessment::read(&node, &mut problems);
    drop(node);
    let assessment = raw.map(|raw| {
        if let Some(format) = raw.format.as_ref().filter(|word| word.value != FORMAT) {
            problems.push(
                Diagnostic::new(Code::WrongFormat, format.span).with("found", &format.value).with("wanted", FORMAT),
            );
        }
        assessment(raw, &mut places, &mut problems)
    });
    match assessment {
        Some(assessment) if !problems.iter().any(Diagnostic::is_error) => Ok((assessment, places)),
        _ => Err(problems),
    }
}

fn assessment(raw: RawAssessment, places: &mut Places, problems: &mut Vec<Diagnostic>) -> Assessment {
    let word = |places: &mut Places, path: &str, word: Option<Word>| {
        word.map(|word| {
            places.note(path.to_owned(), word.span);
            word.value
        })
    };
    let mut reference = Reference::default();
    if let Some(raw) = raw.questionnaire {
        places.note("questionnaire".into(), raw.span);
        reference = Reference {
            id: word(places, "questionnaire/id", raw.id).unwrap_or_default(),
            edition: word(places, "questionnaire/edition", raw.edition).unwrap_or_default(),
            digest: word(places, "questionnaire/digest", raw.digest).unwrap_or_default(),
            file: word(places, "questionnaire/file", raw.file),
        };
    }
    let profile = raw.profile.into_iter().flat_map(|Named(list)| list).map(|(id, choice)| {
        places.note(format!("profile/{}", id.value), choice.span);
        (id.value, choice.value)
    });
    let profile = profile.collect();
    if let Some(started) = &raw.started {
        time_stamp(started, problems);
    }
    let status_dates = raw.status_dates.map(|list| status_dates(list, places, problems)).unwrap_or_default();
    let answers = raw.answers.into_iter().flat_map(|Named(list)| list);
    let answers = answers.map(|(id, raw)| entry(id, raw, places, problems)).collect();
    Assessment {
        questionnaire: reference,
        organisation: word(places, "organisation", raw.organisation).unwrap_or_default(),
        scope: word(places, "scope", raw.scope).unwrap_or_default(),
        target: word(places, "target", raw.target).unwrap_or_default(),
        language: word(places, "language", raw.language).unwrap_or_default(),
        profile,
        started: raw.started.map(|word| word.value).unwrap_or_default(),
        status_dates,
        answers,
    }
}

/// Turns days as written into those of an assessment and notes their places.
pub(super) fn status_dates(
    Named(raw): Named<RawStatusDates>,
    places: &mut Places,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(String, StatusDates)> {
    let mut found = Vec::new();
    for (level, own) in raw {
        places.note(format!("status_dates/{}", level.value), level.span);
        let dates = StatusDates {
            conditional: day(own.conditional.as_ref(), problems),
            final_status: day(own.r#final.as_ref(), problems),
            edition: own.edition.map(|word| word.value),
        };
        if let (Some(first), Some(last), Some(word)) = (dates.conditional, dates.final_status, &own.r#final)
            && last < first
        {
            let problem = Diagnostic::new(Code::DatesContradict, word.span);
            problems.push(problem.with("found", last.to_string()).with("first", first.to_string()));
        }
        found.push((level.value, dates));
    }
    found
}

/// Turns an entry as written into one of an assessment and notes its places.
pub(super) fn entry(id: Word, raw: RawEntry, places: &mut Places, problems: &mut Vec<Diagnostic>) -> (String, Entry) {
    let path = format!("answers/{}", id.value);
    places.note(path.clone(), id.span);
    if let Some(answer) = &raw.answer {
        places.note(format!("{path}/answer"), answer.span);
    }
    if let Some(at) = &raw.at {
        time_stamp(at, problems);
    }
    let objectives = raw.objectives.into_iter().flat_map(|Named(list)| list).map(|(letter, answer)| {
        places.note(format!("{path}/objectives/{}", letter.value), answer.span);
        (letter.value, answer.value)
    });
    let objectives = objectives.collect();
    let flag = raw.flag.is_some_and(|word| yes(&word, problems));
    let evidence = raw.evidence.into_iter().flatten().filter_map(|raw| evidence(raw, problems)).collect();
    let plan = raw.plan.and_then(|raw| plan(raw, problems));
    let text = |word: Option<Word>| word.map(|word| word.value);
    let entry = Entry {
        answer: text(raw.answer),
        objectives,
        reason: text(raw.reason),
        note: text(raw.note),
        evidence,
        plan,
        flag,
        at: text(raw.at),
        by: text(raw.by),
        edition: text(raw.edition),
    };
    (id.value, entry)
}

fn evidence(raw: RawEvidence, problems: &mut Vec<Diagnostic>) -> Option<Evidence> {
    let kind = raw.kind.and_then(|word| {
        one_of(&word, EvidenceKind::from_word(&word.value), &EvidenceKind::ALL.map(EvidenceKind::word), problems)
    });
    Some(Evidence {
        kind,
        date: day(raw.date.as_ref(), problems),
        sha256: raw.sha256.and_then(|word| digest(&word, problems)),
        what: raw.what?.value,
        place: raw.r#where.map(|word| word.value),
        owner: raw.owner.map(|word| word.value),
    })
}

fn plan(raw: RawPlan, problems: &mut Vec<Diagnostic>) -> Option<Plan> {
    match raw {
        RawPlan::Action(action) => Some(Plan::from(action.value.as_str())),
        RawPlan::Full(raw) => {
            let milestones = raw.milestones.into_iter().flatten();
            Some(Plan {
                start: day(raw.start.as_ref(), problems),
                due: day(raw.due.as_ref(), problems),
                status: raw.status.and_then(|word| {
                    one_of(&word, PlanStatus::from_word(&word.value), &PlanStatus::ALL.map(PlanStatus::word), problems)
                }),
                milestones: milestones.filter_map(|raw| milestone(raw, problems)).collect(),
                action: raw.action?.value,
                owner: raw.owner.map(|word| word.value),
                resources: raw.resources.map(|word| word.value),
            })
        }
    }
}

fn milestone(raw: RawMilestone, problems: &mut Vec<Diagnostic>) -> Option<Milestone> {
    let due = day(raw.due.as_ref(), problems);
    let done = raw.done.is_some_and(|word| yes(&word, problems));
    Some(Milestone { what: raw.what?.value, due, done })
}

/// Returns what a word stands for, and tells the words that there are where it stands for nothing.
fn one_of<T>(word: &Word, found: Option<T>, words: &[&str], problems: &mut Vec<Diagnostic>) -> Option<T> {
    if found.is_none() {
        let choices = words.iter().copied();
        problems
            .push(Diagnostic::new(Code::NotOneOf, word.span).with("found", &word.value).choices(&word.value, choices));
    }
    found
}

/// Returns whether a word says yes; one that says nothing is told, and counts as no.
fn yes(word: &Word, problems: &mut Vec<Diagnostic>) -> bool {
    let found = match word.value.as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    one_of(word, found, YesNo::WORDS, problems).unwrap_or_default()
}

fn day(word: Option<&Word>, problems: &mut Vec<Diagnostic>) -> Option<Date> {
    let word = word?;
    let day = Date::parse(&word.value);
    if day.is_none() {
        problems.push(Diagnostic::new(Code::NotADay, word.span).with("found", &word.value));
    }
    day
}

/// Returns a SHA-256 in small letters; some systems print it in capitals.
fn digest(word: &Word, problems: &mut Vec<Diagnostic>) -> Option<String> {
    let is_digest = word.value.len() == 64 && word.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_digest {
        problems.push(Diagnostic::new(Code::NotADigest, word.span).with("found", &word.value));
    }
    is_digest.then(|| word.value.to_ascii_lowercase())
}

fn time_stamp(word: &Word, problems: &mut Vec<Diagnostic>) {
    if !dates::is_time_stamp(&word.value) {
        problems.push(Diagnostic::new(Code::BadDate, word.span).with("found", &word.value));
    }
}

/// The file as it is written: keys in this order.
#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    questionnaire: &'a Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "as_map")]
    profile: &'a [(String, String)],
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "as_map")]
    status_dates: &'a [(String, StatusDates)],
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "as_map")]
    answers: &'a [(String, Entry)],
}

/// First line of the file: whoever opens it should know what lies open. It is in the language of the answers.
const WARNING: &str = "Confidential: this file lists what an organisation has not yet secured.";
const WARNING_ZH_TW: &str = "機密：本檔列出組織尚未做好的資安措施，請勿外流。";

/// Writes an assessment as its file holds it. The same assessment gives the same text.
pub fn write(assessment: &Assessment) -> String {
    let mut text = format!("# {}\n", if assessment.language == "zh-TW" { WARNING_ZH_TW } else { WARNING });
    let written = Written {
        format: FORMAT,
        questionnaire: &assessment.questionnaire,
        organisation: present(&assessment.organisation),
        scope: present(&assessment.scope),
        target: present(&assessment.target),
        language: present(&assessment.language),
        profile: &assessment.profile,
        started: present(&assessment.started),
        status_dates: &assessment.status_dates,
        answers: &assessment.answers,
    };
    text.push_str(&serde_yaml::to_string(&written).expect("texts and maps can always be written as YAML"));
    text
}

fn present(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Serialises pairs as a map, in their order.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_map<T: Serialize, S: Serializer>(pairs: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(pairs.len()))?;
    for (key, value) in pairs {
        map.serialize_entry(key, value)?;
    }
    map.end()
}

/// Serialises a plan as the text that it has always been, and as a map only where a text cannot hold it.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_text_or_map<S: Serializer>(plan: &Option<Plan>, serializer: S) -> Result<S::Ok, S::Error> {
    match plan {
        Some(plan) if plan.is_only_action() => plan.action.serialize(serializer),
        plan => plan.serialize(serializer),
    }
}

/// Serialises a kind of evidence as the word that files use.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_word<S: Serializer>(kind: &Option<EvidenceKind>, serializer: S) -> Result<S::Ok, S::Error> {
    kind.map(EvidenceKind::word).serialize(serializer)
}

/// Serialises the status of a plan as the word that files use.
///
/// # Errors
///
/// Those of the serializer.
pub fn as_status<S: Serializer>(status: &Option<PlanStatus>, serializer: S) -> Result<S::Ok, S::Error> {
    status.map(PlanStatus::word).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Assessment {
        let questionnaire = Reference {
            id: "q".into(),
            edition: "2.10".into(),
            digest: "sha256:00".into(),
            file: Some("q.yaml".into()),
        };
        let mut assessment = Assessment {
            questionnaire,
            organisation: "NO".into(),
            scope: "台中廠\n二廠: 含 ERP".into(),
            target: "l1".into(),
            language: "zh-TW".into(),
            profile: vec![("link".into(), "no".into())],
            started: "2026-11-22T08:00:00Z".into(),
            status_dates: vec![(
                "l2".into(),
                StatusDates {
                    conditional: Date::parse("2026-03-02"),
                    edition: Some("1.10".into()),
                    ..StatusDates::default()
                },
            )],
            answers: Vec::new(),
        };
        *assessment.entry_mut("A.1") = Entry {
            answer: None,
            objectives: vec![("a".into(), "met".into()), ("1".into(), "~".into())],
            reason: Some("\u{1b}[31mred".into()),
            note: Some(" leading: space\n\n  indented # no\ttab\ntrailing \n".into()),
            evidence: vec![Evidence {
                kind: Some(EvidenceKind::Test),
                what: "- x".into(),
                place: Some("C:\\x".into()),
                owner: Some("null".into()),
                date: Date::parse("2026-11-20"),
                // All digits, so that it could be taken for a number.
                sha256: Some("12".repeat(32)),
            }],
            plan: Some(Plan {
                start: Date::parse("2026-12-01"),
                status: Some(PlanStatus::InProgress),
                milestones: vec![
                    Milestone { what: "讀卡機: 採購".into(), due: Date::parse("2026-12-18"), done: true },
                    Milestone { what: "line 3".into(), ..Milestone::default() },
                ],
                resources: Some("3 readers, NT$ 60,000".into()),
                action: "word ".repeat(60),
                owner: Some("資訊主管: 王".into()),
                due: Date::parse("2027-01-29"),
            }),
            flag: true,
            at: Some("2026-11-22T08:01:00Z".into()),
            by: Some("王小明".into()),
            edition: Some("2025.10".into()),
        };
        assessment
    }

    fn source(text: String) -> Source {
        Source { name: "x.assessment.yaml".into(), text: text.into() }
    }

    #[test]
    fn what_is_written_is_read_again_to_the_letter() {
        let (again, places) = read(&source(write(&full()))).expect("what we write can be read");
        assert_eq!(again, full());
        assert!(places.of("answers/A.1/objectives/a").is_some());
        assert_eq!(places.of("answers/A.1/plan/owner"), places.of("answers/A.1"));
    }

    #[test]
    fn evidence_is_written_key_by_key_in_this_order() {
        let text = write(&full());
        let keys = ["- kind: ", "  what: ", "  where: ", "  owner: ", "  date: ", "  sha256: "];
        let at = keys.map(|key| text.find(&format!("    {key}")).unwrap_or_else(|| panic!("{key}: {text}")));
        assert!(at.is_sorted(), "{text}");
    }

    #[test]
    fn a_plan_is_a_text_until_more_is_said_of_it() {
        let written = |plan: Plan| {
            let mut assessment = full();
            assessment.entry_mut("A.1").plan = Some(plan.clone());
            let text = write(&assessment);
            let (again, _) = read(&source(text.clone())).expect("what we write can be read");
            assert_eq!(again.entry("A.1").and_then(|entry| entry.plan.clone()), Some(plan));
            text
        };
        let plan = Plan::from("Badge: by spring");
        let (owner, due) = (Some("IT".to_owned()), Date::parse("2027-01-29"));
        assert!(written(plan.clone()).contains("    plan: \"Badge: by spring\"\n    flag:"));
        let map = "    plan:\n      action: \"Badge: by spring\"\n";
        assert!(
            written(Plan { owner: owner.clone(), ..plan.clone() }).contains(&format!("{map}      owner: IT\n    f"))
        );
        assert!(written(Plan { due, ..plan.clone() }).contains(&format!("{map}      due: \"2027-01-29\"\n    flag:")));
        let both = format!("{map}      owner: IT\n      due: \"2027-01-29\"\n    flag:");
        assert!(written(Plan { owner, due, ..plan }).contains(&both));
    }

    #[test]
    fn a_map_that_holds_only_an_action_is_the_text() {
        let mut assessment = full();
        assessment.entry_mut("A.1").plan = Some(Plan { owner: Some("IT".into()), ..Plan::from("Badges") });
        let text = write(&assessment);
        let bare = text.replace("      owner: IT\n", "");
        assert_ne!(bare, text);
        let (read, _) = read(&source(bare)).expect("good");
        let plan = read.entry("A.1").and_then(|entry| entry.plan.as_ref()).expect("a plan");
        assert!(plan.is_only_action(), "{plan:?}");
    }

    #[test]
    fn a_digest_in_capitals_is_the_same_digest() {
        let small = "ab".repeat(32);
        let mut assessment = full();
        assessment.entry_mut("A.1").evidence[0].sha256 = Some(small.clone());
        let text = write(&assessment).replace(&small, &small.to_ascii_uppercase());
        assert_eq!(read(&source(text)).expect("a digest").0, assessment);
    }

    #[test]
    fn every_problem_of_a_file_is_told_at_once() {
        let text = "format: gradus/assessment/2\nquestionnaire: {id: q, edition: '1'}\nanswers:\n  A: {anser: met, flag: maybe, at: today}\n  A: {}\n";
        let problems = read(&source(text.into())).expect_err("five faults");
        let mut codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
        codes.sort_unstable();
        let expected =
            [Code::UnknownKey, Code::DuplicateKey, Code::MissingKey, Code::NotOneOf, Code::WrongFormat, Code::BadDate];
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(codes, expected);
    }

    #[test]
    fn a_file_cut_in_half_is_refused_or_says_less_but_never_panics() {
        let text = write(&full());
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            let _ = read(&source(text[..end].to_owned()));
        }
    }
}
