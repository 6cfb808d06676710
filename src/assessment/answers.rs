//! Answers from a file instead of a conversation: CSV rows or a YAML file, proven before any is taken.

use std::collections::HashMap;

use super::file::{self, Places, RawEntry, RawStatusDates};
use super::sheet::{needs_reason, verdict};
use super::{Assessment, Entry, Evidence, Plan};
use crate::diagnostic::{Code, Diagnostic, Placed, Source, Span};
use crate::questionnaire::{Item, Questionnaire};
use crate::reading::{Named, Read, record};
use crate::yaml;

/// Format line of an answers file in YAML.
pub const FORMAT: &str = "gradus/answers/1";

/// Columns that an answers file in CSV may have.
const COLUMNS: [&str; 6] = ["id", "answer", "reason", "note", "evidence", "plan"];

type Word = Placed<String>;

record! {
    /// An answers file in YAML as written.
    RawAnswers {
        required format: Word,
        optional questionnaire: Word,
        optional organisation: Word,
        optional scope: Word,
        optional target: Word,
        optional profile: Named<Word>,
        optional status_dates: Named<RawStatusDates>,
        required answers: Named<RawEntry>,
    }
}

/// Takes the answers of a CSV file into an assessment, or none of them.
///
/// # Errors
///
/// Every row that is not CSV, names nothing in the questionnaire, or answers what the scale does not have.
pub fn take_csv(
    source: &Source,
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    now: &str,
) -> Result<(), Vec<Diagnostic>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let skipped = source.text.len() - text.len();
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut problems = Vec::new();
    let span_at = |start: u64| {
        let start = usize::try_from(start).unwrap_or(usize::MAX).saturating_add(skipped).min(source.text.len());
        // The position of a row is where the one before it ended, so line ends may come first.
        let start = start + source.text[start..].len() - source.text[start..].trim_start_matches(['\r', '\n']).len();
        let end = source.text[start..].find(['\r', '\n']).map_or(source.text.len(), |length| start + length);
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: 0, start: narrow(start), end: narrow(end) }
    };
    if let Some(at) = never_closed(text) {
        let before = text[..at].rfind('\n').map_or(0, |end| end + 1);
        return Err(vec![Diagnostic::new(Code::BadRow, span_at(before as u64))]);
    }
    let columns = match reader.headers() {
        Ok(headers) => header(headers, span_at(0), &mut problems),
        Err(_) => {
            problems.push(Diagnostic::new(Code::BadRow, span_at(0)));
            return Err(problems);
        }
    };
    let mut taking = Taking { questionnaire, problems, rows: HashMap::new() };
    let mut changed = assessment.clone();
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) if columns.contains_key("id") => {
                let cell = |name: &str| {
                    let text = columns.get(name).and_then(|&column| record.get(column)).unwrap_or("");
                    (!text.is_empty()).then(|| text.to_owned())
                };
                taking.row(span_at(start), &cell, &mut changed, now);
            }
            Ok(true) => {}
            Err(_) => {
                taking.problems.push(Diagnostic::new(Code::BadRow, span_at(start)));
                break;
            }
        }
    }
    if taking.problems.iter().any(Diagnostic::is_error) {
        return Err(taking.problems);
    }
    *assessment = changed;
    Ok(())
}

/// Returns where a quotation mark is opened and never closed. The reader would take the rest of the file for one
/// cell, and the answers in it would be lost without a word.
fn never_closed(text: &str) -> Option<usize> {
    let mut opened = None;
    let mut begins = true;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match (opened, letter) {
            (Some(_), '"') if letters.next_if(|(_, next)| *next == '"').is_none() => opened = None,
            (None, '"') if begins => opened = Some(at),
            _ => {}
        }
        begins = opened.is_none() && matches!(letter, ',' | '\n' | '\r');
    }
    opened
}

fn header(headers: &csv::StringRecord, span: Span, problems: &mut Vec<Diagnostic>) -> HashMap<&'static str, usize> {
    let mut columns = HashMap::new();
    for (position, written) in headers.iter().enumerate() {
        match COLUMNS.into_iter().find(|known| known.eq_ignore_ascii_case(written)) {
            Some(known) if columns.contains_key(known) => {
                problems.push(Diagnostic::new(Code::DuplicateKey, span).with("key", written).related(span));
            }
            Some(known) => {
                columns.insert(known, position);
            }
            None => problems
                .push(Diagnostic::new(Code::UnknownColumn, span).with("column", written).choices(written, COLUMNS)),
        }
    }
    for needed in ["id", "answer"] {
        if !columns.contains_key(needed) {
            problems.push(Diagnostic::new(Code::MissingColumn, span).with("column", needed));
        }
    }
    columns
}

struct Taking<'q> {
    questionnaire: &'q Questionnaire,
    problems: Vec<Diagnostic>,
    /// Where each item was answered.
    rows: HashMap<(usize, Option<usize>), Span>,
}

impl Taking<'_> {
    fn row(&mut self, span: Span, cell: &dyn Fn(&str) -> Option<String>, assessment: &mut Assessment, now: &str) {
        let Some(name) = cell("id") else {
            self.problems.push(Diagnostic::new(Code::MissingKey, span).with("key", "id"));
            return;
        };
        let items: Vec<(usize, Option<usize>)> = match self.questionnaire.find(&name) {
            Some(Item::Requirements(found)) => found.into_iter().map(|requirement| (requirement, None)).collect(),
            Some(Item::Objective(requirement, objective)) => vec![(requirement, Some(objective))],
            None => {
                let problem = Diagnostic::new(Code::UnknownRow, span).with("id", &name);
                self.problems.push(problem.choices(&name, self.questionnaire.names()));
                return;
            }
        };
        for item in items {
            if let Some(first) = self.rows.insert(item, span) {
                self.problems.push(Diagnostic::new(Code::RowTwice, span).with("id", &name).related(first));
            }
            self.item(item, span, cell, assessment, now);
        }
    }

    fn item(
        &mut self,
        (position, objective): (usize, Option<usize>),
        span: Span,
        cell: &dyn Fn(&str) -> Option<String>,
        assessment: &mut Assessment,
        now: &str,
    ) {
        let requirement = &self.questionnaire.requirements()[position];
        let scale = self.questionnaire.scale_of(requirement);
        let entry = assessment.entry_mut(&requirement.id);
        if let Some(answer) = cell("answer") {
            let part = objective.map(|objective| &requirement.objectives[objective]);
            let Some(given) = verdict(scale, part, &answer) else {
                let problem = Diagnostic::new(Code::UnknownAnswer, span).with("found", &answer);
                self.problems.push(problem.choices(&answer, scale.words(part)));
                return;
            };
            let excused = cell("reason").is_some() || entry.reason.is_some();
            if needs_reason(scale, given) && !excused {
                let problem = Diagnostic::new(Code::MissingReason, span).with("id", &requirement.id);
                self.problems.push(problem.with("answer", &answer));
            }
            let both = match objective {
                None => self.rows.iter().find(|((other, part), _)| *other == position && part.is_some()),
                Some(_) => self.rows.iter().find(|((other, part), _)| *other == position && part.is_none()),
            };
            if let Some((_, first)) = both {
                let problem = Diagnostic::new(Code::AnswerAndObjectives, span).with("id", &requirement.id);
                self.problems.push(problem.related(*first));
            }
            match objective {
                None => entry.answer_whole(&answer),
                Some(objective) => entry.answer_objective(&requirement.objectives[objective].id, &answer),
            }
            entry.at = Some(now.to_owned());
        }
        join(&mut entry.reason, cell("reason"), objective.is_some());
        join(&mut entry.note, cell("note"), objective.is_some());
        let mut action = entry.plan.as_ref().map(|plan| plan.action.clone());
        join(&mut action, cell("plan"), objective.is_some());
        if let Some(action) = action {
            entry.take_plan(Plan::from(action.as_str()));
        }
        for what in cell("evidence").iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty()) {
            entry.add_evidence(Evidence { what: what.trim().to_owned(), ..Evidence::default() });
        }
    }
}

/// A row for a requirement replaces a text; rows for its objectives add to one another.
fn join(text: &mut Option<String>, new: Option<String>, add: bool) {
    let Some(new) = new else { return };
    *text = Some(match text.take() {
        Some(old) if add && old != new => format!("{old}\n{new}"),
        _ => new,
    });
}

impl Entry {
    /// Answers the whole requirement; answers to its objectives give way.
    pub fn answer_whole(&mut self, answer: &str) {
        self.answer = Some(answer.to_owned());
        self.objectives.clear();
        self.edition = None;
    }

    /// Takes over what another entry says; what it does not speak of stays.
    fn take(&mut self, other: Self) {
        if other.is_answered() {
            self.answer = other.answer;
            self.objectives = other.objectives;
            // What is given now is given under the present edition, and has to fit it.
            self.edition = None;
        }
        self.reason = other.reason.or(self.reason.take());
        self.note = other.note.or(self.note.take());
        if let Some(plan) = other.plan {
            self.take_plan(plan);
        }
        self.by = other.by.or(self.by.take());
        self.at = other.at.or(self.at.take());
        self.flag |= other.flag;
        for evidence in other.evidence {
            self.add_evidence(evidence);
        }
    }

    /// Adds evidence. A file that is taken again must not repeat itself: a piece that is there already, by kind,
    /// name and place, only learns what is newly said of it.
    pub fn add_evidence(&mut self, evidence: Evidence) {
        let same = |known: &&mut Evidence| {
            (known.kind, &known.what, &known.place) == (evidence.kind, &evidence.what, &evidence.place)
        };
        let Some(known) = self.evidence.iter_mut().find(same) else {
            self.evidence.push(evidence);
            return;
        };
        // Every field is named, so that one which is added later is not forgotten here.
        let Evidence { kind: _, what: _, place: _, owner, date, sha256 } = evidence;
        known.owner = owner.or(known.owner.take());
        known.date = date.or(known.date);
        known.sha256 = sha256.or(known.sha256.take());
    }

    /// Takes a plan over the one that is there, which keeps what the new one does not speak of.
    pub fn take_plan(&mut self, newer: Plan) {
        match &mut self.plan {
            Some(plan) => plan.take(newer),
            None => self.plan = Some(newer),
        }
    }

    /// Answers one objective; an answer to the whole gives way.
    pub fn answer_objective(&mut self, letter: &str, answer: &str) {
        self.answer = None;
        match self.objectives.iter_mut().find(|(known, _)| known == letter) {
            Some((_, given)) => *given = answer.to_owned(),
            None => self.objectives.push((letter.to_owned(), answer.to_owned())),
        }
    }
}

/// Takes the answers of a YAML file into an assessment; returns the places of what was taken. Organisation,
/// scope, target, profile and the days of statuses are taken where the file names them.
///
/// # Errors
///
/// Every problem of the file. Whether its answers fit the questionnaire is proven with the sheet.
pub fn take_yaml(
    source: &Source,
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    now: &str,
) -> Result<Places, Vec<Diagnostic>> {
    let node = yaml::parse(&source.text, 0).map_err(|problem| vec![problem])?;
    let mut problems = Vec::new();
    let mut places = Places::default();
    let Some(raw) = RawAnswers::read(&node, &mut problems) else { return Err(problems) };
    if let Some(format) = raw.format.as_ref().filter(|word| word.value != FORMAT) {
        problems
            .push(Diagnostic::new(Code::WrongFormat, format.span).with("found", &format.value).with("wanted", FORMAT));
    }
    if let Some(other) = raw.questionnaire.as_ref().filter(|word| word.value != questionnaire.id()) {
        let problem = Diagnostic::new(Code::OtherQuestionnaire, other.span).with("found", &other.value);
        problems.push(problem.with("wanted", questionnaire.id()));
    }
    let mut changed = assessment.clone();
    let facts = [
        ("organisation", raw.organisation, &mut changed.organisation),
        ("scope", raw.scope, &mut changed.scope),
        ("target", raw.target, &mut changed.target),
    ];
    for (path, word, field) in facts {
        if let Some(word) = word {
            places.note(path.to_owned(), word.span);
            *field = word.value;
        }
    }
    for (id, choice) in raw.profile.into_iter().flat_map(|Named(list)| list) {
        places.note(format!("profile/{}", id.value), choice.span);
        changed.profile.retain(|(known, _)| *known != id.value);
        changed.profile.push((id.value, choice.value));
    }
    if let Some(raw) = raw.status_dates {
        for (level, dates) in file::status_dates(raw, &mut places, &mut problems) {
            changed.status_dates.retain(|(known, _)| *known != level);
            changed.status_dates.push((level, dates));
        }
    }
    let mut taken: HashMap<usize, Span> = HashMap::new();
    for (id, raw) in raw.answers.into_iter().flat_map(|Named(list)| list) {
        let (name, span) = (id.value.clone(), id.span);
        let (_, mut entry) = file::entry(id, raw, &mut places, &mut problems);
        // A note alone answers nothing, and must not make an answer look newer than it is.
        if entry.is_answered() {
            entry.at = entry.at.or_else(|| Some(now.to_owned()));
        }
        match questionnaire.find(&name) {
            Some(Item::Requirements(found)) => {
                for position in found {
                    if let Some(first) = taken.insert(position, span) {
                        problems.push(Diagnostic::new(Code::RowTwice, span).with("id", &name).related(first));
                    }
                    changed.entry_mut(&questionnaire.requirements()[position].id).take(entry.clone());
                }
            }
            _ => problems
                .push(Diagnostic::new(Code::UnknownRow, span).with("id", &name).choices(&name, questionnaire.names())),
        }
    }
    if problems.iter().any(Diagnostic::is_error) {
        return Err(problems);
    }
    *assessment = changed;
    Ok(places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::Date;
    use crate::questionnaire::{EvidenceKind, Texts, catalog};

    fn source(name: &str, text: &str) -> Source {
        Source { name: name.to_owned(), text: text.to_owned().into() }
    }

    #[test]
    fn what_a_file_does_not_speak_of_stays() {
        let cmmc = catalog::built_in("cmmc").expect("built in").read(&Texts::Main).questionnaire.expect("sound");
        let mut assessment = Assessment::begin(&cmmc, None, "2026-11-22T08:00:00Z");
        let yaml = "format: gradus/answers/1\nanswers:\n  AC.L2-3.1.1:\n    answer: not-met\n    note: mine\n    evidence: [{what: list}]\n";
        take_yaml(&source("a.yaml", yaml), &cmmc, &mut assessment, "2026-11-22T09:00:00Z").expect("good");
        let second = "format: gradus/answers/1\nanswers:\n  AC.L1-b.1.i: {answer: met, evidence: [{what: list}, {what: test}]}\n";
        take_yaml(&source("b.yaml", second), &cmmc, &mut assessment, "2026-11-22T10:00:00Z").expect("good");
        let csv = "id,answer,evidence\nAC.L2-3.1.1,,\"list\nphoto\"\n";
        take_csv(&source("c.csv", csv), &cmmc, &mut assessment, "2026-11-22T11:00:00Z").expect("good");
        let entry = assessment.entry("AC.L2-3.1.1").expect("answered");
        assert_eq!((entry.answer.as_deref(), entry.note.as_deref()), (Some("met"), Some("mine")));
        let evidence: Vec<&str> = entry.evidence.iter().map(|evidence| evidence.what.as_str()).collect();
        assert_eq!(evidence, ["list", "test", "photo"]);
        assert_eq!(entry.at.as_deref(), Some("2026-11-22T10:00:00Z"), "no answer was given the third time");
    }

    #[test]
    fn a_note_alone_is_no_answer_and_has_no_time() {
        let cmmc = catalog::built_in("cmmc").expect("built in").read(&Texts::Main).questionnaire.expect("sound");
        let mut assessment = Assessment::begin(&cmmc, None, "2026-11-22T08:00:00Z");
        let answered = "format: gradus/answers/1\nanswers:\n  AC.L2-3.1.1: {answer: met}\n  AC.L2-3.1.2: {objectives: {a: met}}\n  AC.L2-3.1.20: {note: later}\n";
        take_yaml(&source("a.yaml", answered), &cmmc, &mut assessment, "2026-11-22T09:00:00Z").expect("good");
        let noted = "format: gradus/answers/1\nanswers:\n  AC.L2-3.1.1: {note: n}\n  AC.L2-3.1.2: {flag: true}\n";
        take_yaml(&source("b.yaml", noted), &cmmc, &mut assessment, "2026-11-23T09:00:00Z").expect("good");
        let at = |id: &str| assessment.entry(id).expect("it is there").at.as_deref();
        for id in ["AC.L2-3.1.1", "AC.L2-3.1.2"] {
            assert_eq!(at(id), Some("2026-11-22T09:00:00Z"), "{id}");
        }
        assert_eq!(at("AC.L2-3.1.20"), None);
    }

    #[test]
    fn a_plan_taken_again_keeps_owner_and_day_unless_it_states_them() {
        let cmmc = catalog::built_in("cmmc").expect("built in").read(&Texts::Main).questionnaire.expect("sound");
        let mut assessment = Assessment::begin(&cmmc, None, "2026-11-22T08:00:00Z");
        let planned = |assessment: &Assessment| {
            let plan = assessment.entry("AC.L2-3.1.1").and_then(|entry| entry.plan.clone()).expect("a plan");
            (plan.action, plan.owner.unwrap_or_default(), plan.due.map(|due| due.to_string()).unwrap_or_default())
        };
        let tuple = |action: &str, owner: &str, due: &str| (action.to_owned(), owner.to_owned(), due.to_owned());
        let mut yaml = |plan: &str| {
            let text =
                format!("format: gradus/answers/1\nanswers:\n  AC.L2-3.1.1: {{answer: not-met, plan: {plan}}}\n");
            let taken = take_yaml(&source("a.yaml", &text), &cmmc, &mut assessment, "2026-11-22T09:00:00Z");
            taken.expect("good");
            planned(&assessment)
        };
        assert_eq!(yaml("badges"), tuple("badges", "", ""));
        assert_eq!(yaml("{action: badges, owner: IT lead, due: 2027-01-29}"), tuple("badges", "IT lead", "2027-01-29"));
        assert_eq!(yaml("new badges"), tuple("new badges", "IT lead", "2027-01-29"));
        assert_eq!(yaml("{action: newer, due: 2027-02-26}"), tuple("newer", "IT lead", "2027-02-26"));
        let csv = |assessment: &mut Assessment, rows: &str| {
            let text = format!("id,answer,plan\n{rows}");
            take_csv(&source("c.csv", &text), &cmmc, assessment, "2026-11-22T10:00:00Z").expect("good");
            planned(assessment)
        };
        let kept = csv(&mut assessment, "AC.L2-3.1.1,not-met,by row\n");
        assert_eq!(kept, tuple("by row", "IT lead", "2027-02-26"));
        assert_eq!(csv(&mut assessment, "AC.L2-3.1.1,not-met,\n"), kept, "an empty cell says nothing");
        let rows = "AC.L2-3.1.1/a,not-met,and this\nAC.L2-3.1.1/b,not-met,and that\n";
        assert_eq!(csv(&mut assessment, rows), tuple("by row\nand this\nand that", "IT lead", "2027-02-26"));
    }

    #[test]
    fn a_piece_of_evidence_learns_what_is_new_and_is_not_repeated() {
        let piece = |kind, place: &str, owner: Option<&str>, date| Evidence {
            kind,
            what: "list".into(),
            place: Some(place.into()),
            owner: owner.map(str::to_owned),
            date: Date::parse(date),
            sha256: None,
        };
        let examined = Some(EvidenceKind::Examine);
        let mut entry = Entry::default();
        entry.add_evidence(piece(examined, "binder", Some("IT"), "2026-10-05"));
        entry.add_evidence(Evidence { sha256: Some("ab".repeat(32)), ..piece(examined, "binder", None, "2026-11-05") });
        let wanted = Evidence { sha256: Some("ab".repeat(32)), ..piece(examined, "binder", Some("IT"), "2026-11-05") };
        assert_eq!(entry.evidence, [wanted]);
        entry.add_evidence(piece(None, "binder", None, ""));
        entry.add_evidence(piece(examined, "cabinet", None, ""));
        entry.add_evidence(piece(None, "binder", None, ""));
        assert_eq!(entry.evidence.len(), 3, "gathered in another way, or kept in another place, it is another piece");
    }
}
