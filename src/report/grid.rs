//! A result as sheets of typed cells, for spreadsheets: everything in rows, nothing of how it looks.
//!
//! In a report of two languages a text that differs by language stands in both, one to a line, the first first.

use std::mem;

use super::build::Subject;
use super::imprint::Imprint;
use super::listed::{Part, is_scored, kept, listed, parts};
use super::overview::{Overview, answer, effort_word, named_status, overview, state, verdict};
use super::poam::ActionPlan;
use super::stages::next_told;
use super::trend::{self, Point};
use crate::action_plan::{milestone, plan_status};
use crate::assessment::sheet::{AnswerSheet, Asked, Reply, Settled, State};
use crate::assessment::{Entry, Evidence, Milestone, Plan};
use crate::comparison::{Difference, last_day};
use crate::dates::{self, Date};
use crate::exact::Fraction;
use crate::findings::gaps;
use crate::language::{Lang, Words, fill};
use crate::questionnaire::{EvidenceKind, Method, Text};
use crate::scoring::{LevelResult, Range, Scorecard};
use crate::text::{clusters, named};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// A text, never a formula.
    Text(String),
    /// A number.
    Number(Fraction),
    /// A part of a whole, 0 to 1.
    Share(Fraction),
    /// A day.
    Date(Date),
    /// A day with hour and minute in universal time: `2026-11-22 08:30`.
    Minute(String),
}

/// What kind of values a column holds; any cell of it may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Names and single words.
    Word,
    /// Sentences.
    Text,
    /// Numbers.
    Number,
    /// Parts of a whole.
    Share,
    /// Days.
    Date,
    /// Days with hour and minute.
    Minute,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands at its head.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
}

/// A sheet: what it says before its table, and the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name, at most 31 characters.
    pub title: String,
    /// Labels and values before the table; often none.
    pub facts: Vec<(String, Value)>,
    /// The columns of its table.
    pub columns: Vec<Column>,
    /// The rows of its table, each with a cell for every column.
    pub rows: Vec<Vec<Value>>,
}

/// All sheets of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Title of the report.
    pub title: String,
    /// The organisation.
    pub author: String,
    /// What it is.
    pub subject: String,
    /// The day of the report (ISO 8601).
    pub date: String,
    /// The sheets.
    pub sheets: Vec<Sheet>,
    langs: Vec<Lang>,
}

/// How much a cell can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// UTF-16 units.
    pub units: usize,
    /// Line ends.
    pub line_ends: usize,
}

impl Value {
    /// Returns a text as a value; one without anything in it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into().replace("\r\n", "\n");
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn count(count: usize) -> Self {
        Self::Number(Fraction::from(i64::try_from(count).unwrap_or(i64::MAX)))
    }

    fn stamp(stamp: &str) -> Self {
        dates::minute(stamp).map_or_else(|| Self::text(stamp), Self::Minute)
    }

    fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    fn optional(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

/// Returns everything that a report says as sheets: result, domains, requirements, objectives, gaps, evidence, and what
/// changed where an earlier assessment is known.
pub fn book(subject: &Subject<'_>, langs: &[Lang]) -> Book {
    let Subject { sheet, scorecard, trend, imprint, look: _ } = *subject;
    let grid = Grid::new(sheet, scorecard, langs);
    let mut sheets = vec![
        grid.result(imprint),
        grid.domains(),
        grid.requirements(),
        grid.objectives(),
        grid.gaps(),
        grid.evidence(),
    ];
    if trend.len() > 1 {
        sheets.extend([grid.changes(trend), grid.assessments(trend)]);
    }
    let questionnaire = sheet.questionnaire();
    let title = grid.inline(|lang| own(questionnaire.title(), lang));
    Book::of(title, sheets, subject, langs)
}

/// Puts the action plan into a book of one sheet.
pub fn action_plan(own: &ActionPlan<'_>, subject: &Subject<'_>, langs: &[Lang]) -> Book {
    let grid = Grid::new(subject.sheet, subject.scorecard, langs);
    let columns: [(Label, Kind); 12] = [
        (|words| words.sheets.id, Kind::Word),
        (|words| words.sheets.title, Kind::Word),
        (|words| words.sheets.state, Kind::Word),
        (|words| words.sheets.lost, Kind::Number),
        (|words| words.report.plan, Kind::Text),
        (|words| words.report.owner, Kind::Word),
        (|words| words.report.plan_start, Kind::Date),
        (|words| words.report.due, Kind::Date),
        (|words| words.report.plan_status, Kind::Word),
        (|words| words.report.plan_milestones, Kind::Text),
        (|words| words.report.plan_resources, Kind::Text),
        (|words| words.report.status, Kind::Word),
    ];
    let rows = own.items.iter().map(|item| {
        let row = match (item.requirement, subject.sheet.assessment().entry(item.id)) {
            (Some(position), _) => grid.requirement(position),
            (None, Some(entry)) => grid.kept(item.id, entry),
            (None, None) => Row { id: Value::text(item.id), ..Row::default() },
        };
        let (told, _) = item.progress.told(item.plan);
        let first = [row.id.clone(), row.title.clone(), row.state.clone(), row.lost_least.clone()];
        let last = [grid.value(|lang| told(&lang.words().report).to_owned())];
        [&first as &[Value], &plan_cells(row), &last].concat()
    });
    let mut sheet = grid.named_sheet(|words| words.poam.title, &columns, rows.collect());
    let until =
        own.until.map(|(_, day)| (grid.inline(|lang| lang.words().sheets.valid_until.to_owned()), Value::Date(day)));
    sheet.facts = until.into_iter().collect();
    Book::of(grid.inline(|lang| lang.words().poam.title.to_owned()), vec![sheet], subject, langs)
}

/// Returns the sheet of requirements with the objectives of each in rows below it, for forms that have one table only.
pub fn requirements_with_objectives(subject: &Subject<'_>, langs: &[Lang]) -> Sheet {
    let Subject { sheet, scorecard, .. } = *subject;
    let grid = Grid::new(sheet, scorecard, langs);
    let mut rows = Vec::new();
    for position in listed(sheet) {
        rows.push(grid.requirement(position));
        rows.extend(parts(sheet, position).iter().map(|part| grid.part(position, part)));
    }
    for (id, entry) in kept(sheet) {
        rows.push(grid.kept(id, entry));
        rows.extend(entry.objectives.iter().map(|(letter, answer)| grid.kept_part(id, letter, answer)));
    }
    grid.table(rows)
}

impl Book {
    /// Binds sheets that tell of a result; what the book is called comes before the organisation in its title.
    pub(super) fn of(called: String, sheets: Vec<Sheet>, subject: &Subject<'_>, langs: &[Lang]) -> Self {
        let grid = Grid::new(subject.sheet, subject.scorecard, langs);
        let (organisation, questionnaire) = (grid.organisation(), subject.sheet.questionnaire());
        let about = grid.inline(|lang| {
            let title = own(questionnaire.title(), lang);
            fill(
                lang.words().report.subject,
                &[("questionnaire", title.as_str()), ("edition", questionnaire.edition())],
            )
        });
        Self {
            title: format!("{called} – {organisation}"),
            author: organisation,
            subject: about,
            date: subject.imprint.date.clone(),
            sheets,
            langs: langs.to_vec(),
        }
    }

    /// Returns the book with no cell fuller than a limit. A text that is too long begins in its cell and says where it
    /// stands whole: on a sheet of its own, at the end, in as many rows as it takes.
    pub fn within(mut self, limit: Limit) -> Self {
        let label =
            |of: fn(&'static Words) -> &'static str| joined(&self.langs, " ", |lang| of(lang.words()).to_owned());
        let title = label(|words| words.sheets.long_texts);
        let columns = [
            (label(|words| words.sheets.sheet), Kind::Word),
            (label(|words| words.sheets.id), Kind::Word),
            (label(|words| words.sheets.column), Kind::Word),
            (label(|words| words.sheets.part), Kind::Number),
            (label(|words| words.sheets.parts), Kind::Number),
            (label(|words| words.sheets.text), Kind::Text),
        ];
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let mut shorten = |text: &mut String, place: [&str; 3]| {
            let pieces = pieces(text, limit);
            if pieces.len() < 2 {
                return;
            }
            // The first row is the heads of the columns, and people count from 1.
            let first = rows.len() + 2;
            let [count, first_row, last_row] =
                [text.chars().count(), first, first + pieces.len() - 1].map(|number| number.to_string());
            let values = [("count", count.as_str()), ("sheet", &title), ("first", &first_row), ("last", &last_row)];
            let notice = joined(&self.langs, "\n", |lang| fill(lang.words().sheets.whole_text, &values));
            for (index, piece) in pieces.iter().enumerate() {
                let mut row: Vec<Value> = place.iter().map(|text| Value::text(*text)).collect();
                row.extend([Value::count(index + 1), Value::count(pieces.len()), Value::text(*piece)]);
                rows.push(row);
            }
            let whole = format!("{notice}\n\n{text}");
            *text = self::pieces(&whole, limit)[0].to_owned();
        };
        for sheet in &mut self.sheets {
            for (label, value) in &mut sheet.facts {
                if let Value::Text(text) = value {
                    shorten(text, [&sheet.title, "", label]);
                }
            }
            for row in &mut sheet.rows {
                let id = match row.first() {
                    Some(Value::Text(id)) => id.clone(),
                    _ => String::new(),
                };
                for (column, value) in sheet.columns.iter().zip(row) {
                    if let Value::Text(text) = value {
                        shorten(text, [&sheet.title, &id, &column.title]);
                    }
                }
            }
        }
        if !rows.is_empty() {
            let columns = columns.map(|(title, kind)| Column { title, kind }).to_vec();
            self.sheets.push(Sheet { title, facts: Vec::new(), columns, rows });
        }
        self
    }
}

/// Returns a text in pieces that leave nothing out and fit a limit each.
fn pieces(text: &str, limit: Limit) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at, mut units, mut line_ends) = (0, 0, 0, 0);
    let whole = |cluster: &&str| cluster.encode_utf16().count() <= limit.units;
    // A letter with more marks on it than a cell can hold is torn; nothing else is.
    let letters = clusters(text).flat_map(|cluster| {
        let torn = if whole(&cluster) { None } else { Some(cluster.split_inclusive(|_| true)) };
        torn.is_none().then_some(cluster).into_iter().chain(torn.into_iter().flatten())
    });
    for letter in letters {
        let (wide, ends) = (letter.encode_utf16().count(), letter.matches('\n').count());
        if units + wide > limit.units || line_ends + ends > limit.line_ends {
            pieces.push(&text[start..at]);
            (start, units, line_ends) = (at, 0, 0);
        }
        at += letter.len();
        units += wide;
        line_ends += ends;
    }
    pieces.push(&text[start..]);
    pieces
}

/// Returns a text of the questionnaire in a language.
/// The worst and the best of a figure.
fn bounds(range: Option<&Range>) -> [Value; 2] {
    match range {
        Some(range) => [Value::Number(range.low.clone()), Value::Number(range.high.clone())],
        None => [Value::Empty, Value::Empty],
    }
}

fn own(text: &Text, lang: Lang) -> String {
    text.get(lang.tag()).to_owned()
}

/// Joins a text in each language, once where they are the same.
pub(super) fn joined(langs: &[Lang], gap: &str, of: impl Fn(Lang) -> String) -> String {
    let mut texts: Vec<String> = langs.iter().map(|&lang| of(lang)).filter(|text| !text.is_empty()).collect();
    texts.dedup();
    texts.join(gap)
}

/// What the sheets are made of.
struct Grid<'g, 'a> {
    sheet: &'g AnswerSheet<'a>,
    scorecard: &'g Scorecard,
    langs: &'g [Lang],
    overviews: Vec<Overview>,
}

/// A row of the sheet of requirements.
#[derive(Default)]
struct Row {
    id: Value,
    aliases: Value,
    domain: Value,
    level: Value,
    title: Value,
    question: Value,
    state: Value,
    answer: Value,
    points: Value,
    weight: Value,
    lost_least: Value,
    lost_most: Value,
    credit_least: Value,
    credit_most: Value,
    may_plan: Value,
    effort: Value,
    next: Value,
    reason: Value,
    note: Value,
    evidence: Value,
    action: Value,
    owner: Value,
    start: Value,
    due: Value,
    status: Value,
    milestones: Value,
    resources: Value,
    marked: Value,
    at: Value,
    by: Value,
}

type Label = fn(&'static Words) -> &'static str;

/// The field of a row that a column shows.
type Field = fn(&mut Row) -> &mut Value;

impl Row {
    /// The columns with the field that each shows.
    const COLUMNS: [(Label, Kind, Field); 29] = [
        (|words| words.sheets.id, Kind::Word, |row| &mut row.id),
        (|words| words.sheets.aliases, Kind::Word, |row| &mut row.aliases),
        (|words| words.report.domain, Kind::Word, |row| &mut row.domain),
        (|words| words.report.level, Kind::Word, |row| &mut row.level),
        (|words| words.sheets.title, Kind::Word, |row| &mut row.title),
        (|words| words.sheets.question, Kind::Text, |row| &mut row.question),
        (|words| words.sheets.state, Kind::Word, |row| &mut row.state),
        (|words| words.report.answer, Kind::Word, |row| &mut row.answer),
        (|words| words.sheets.points, Kind::Number, |row| &mut row.points),
        (|words| words.sheets.weight, Kind::Number, |row| &mut row.weight),
        (|words| words.sheets.lost_least, Kind::Number, |row| &mut row.lost_least),
        (|words| words.sheets.lost_most, Kind::Number, |row| &mut row.lost_most),
        (|words| words.sheets.credit_least, Kind::Share, |row| &mut row.credit_least),
        (|words| words.sheets.credit_most, Kind::Share, |row| &mut row.credit_most),
        (|words| words.sheets.may_plan, Kind::Word, |row| &mut row.may_plan),
        (|words| words.report.effort, Kind::Word, |row| &mut row.effort),
        (|words| words.report.reason, Kind::Text, |row| &mut row.reason),
        (|words| words.report.note, Kind::Text, |row| &mut row.note),
        (|words| words.report.evidence, Kind::Text, |row| &mut row.evidence),
        (|words| words.report.plan, Kind::Text, |row| &mut row.action),
        (|words| words.report.owner, Kind::Word, |row| &mut row.owner),
        (|words| words.report.plan_start, Kind::Date, |row| &mut row.start),
        (|words| words.report.due, Kind::Date, |row| &mut row.due),
        (|words| words.report.plan_status, Kind::Word, |row| &mut row.status),
        (|words| words.report.plan_milestones, Kind::Text, |row| &mut row.milestones),
        (|words| words.report.plan_resources, Kind::Text, |row| &mut row.resources),
        (|words| words.report.marked, Kind::Word, |row| &mut row.marked),
        (|words| words.sheets.answered_at, Kind::Minute, |row| &mut row.at),
        (|words| words.sheets.answered_by, Kind::Word, |row| &mut row.by),
    ];
}

impl<'g, 'a> Grid<'g, 'a> {
    fn new(sheet: &'g AnswerSheet<'a>, scorecard: &'g Scorecard, langs: &'g [Lang]) -> Self {
        let overviews = langs.iter().map(|&lang| overview(sheet, scorecard, lang)).collect();
        Self { sheet, scorecard, langs, overviews }
    }

    /// A text in each language, one to a line.
    fn lines(&self, of: impl Fn(Lang) -> String) -> String {
        joined(self.langs, "\n", of)
    }

    /// A short text in each language, on one line.
    fn inline(&self, of: impl Fn(Lang) -> String) -> String {
        joined(self.langs, " ", of)
    }

    fn value(&self, of: impl Fn(Lang) -> String) -> Value {
        Value::text(self.lines(of))
    }

    fn word(&self, of: Label) -> Value {
        self.value(|lang| of(lang.words()).to_owned())
    }

    /// What the overviews say, in each language.
    fn said(&self, of: impl Fn(&Overview) -> &str) -> Value {
        let mut texts: Vec<&str> = self.overviews.iter().map(of).filter(|text| !text.is_empty()).collect();
        texts.dedup();
        Value::text(texts.join("\n"))
    }

    fn label(&self, of: Label) -> String {
        self.lines(|lang| of(lang.words()).to_owned())
    }

    fn columns(&self, columns: &[(Label, Kind)]) -> Vec<Column> {
        columns.iter().map(|&(title, kind)| Column { title: self.label(title), kind }).collect()
    }

    fn named_sheet(&self, title: Label, columns: &[(Label, Kind)], rows: Vec<Vec<Value>>) -> Sheet {
        let title = self.inline(|lang| title(lang.words()).to_owned());
        Sheet { title, facts: Vec::new(), columns: self.columns(columns), rows }
    }

    /// Where levels are means, the next stage stands at the end.
    fn table(&self, rows: Vec<Row>) -> Sheet {
        let next: (Label, Kind, Field) = (|words| words.report.stage_next, Kind::Text, |row| &mut row.next);
        let fields: Vec<(Label, Kind, Field)> =
            Row::COLUMNS.into_iter().chain(self.by_mean().then_some(next)).collect();
        let columns: Vec<(Label, Kind)> = fields.iter().map(|&(title, kind, _)| (title, kind)).collect();
        let cells = |mut row: Row| fields.iter().map(|(_, _, field)| mem::take(field(&mut row))).collect();
        self.named_sheet(|words| words.sheets.requirements, &columns, rows.into_iter().map(cells).collect())
    }

    fn by_mean(&self) -> bool {
        self.sheet.questionnaire().method() == Method::Mean
    }

    fn organisation(&self) -> String {
        let name = &self.sheet.assessment().organisation;
        if name.is_empty() { self.inline(|lang| lang.words().report.not_named.to_owned()) } else { name.clone() }
    }

    fn level_title(&self, level: usize) -> Value {
        self.value(|lang| own(&self.sheet.questionnaire().levels()[level].title, lang))
    }

    fn yes_or_no(&self, is_so: bool) -> Value {
        self.word(if is_so { |words| words.sheets.yes } else { |words| words.sheets.no })
    }

    fn facts(&self, imprint: &Imprint) -> Vec<(String, Value)> {
        let (sheet, scorecard, progress) = (self.sheet, self.scorecard, self.scorecard.progress);
        let (questionnaire, assessment) = (sheet.questionnaire(), sheet.assessment());
        let attribution = questionnaire.attribution();
        let or_not_named = |text: &str| match text {
            "" => self.word(|words| words.report.not_named),
            text => Value::text(text),
        };
        let reached =
            scorecard.reached.map_or_else(|| self.word(|words| words.report.none), |level| self.level_title(level));
        let complete = Fraction::from(i64::try_from(progress.answered).unwrap_or(i64::MAX));
        let complete = (progress.asked > 0)
            .then(|| Value::Share(complete / Fraction::from(i64::try_from(progress.asked).unwrap_or(i64::MAX))));
        let named = questionnaire.targets().iter().find(|target| target.id == assessment.target);
        let target = named.map_or(&questionnaire.levels()[sheet.target()].title, |target| &target.title);
        let date = Date::parse(&imprint.date);
        let facts: Vec<(Label, Value)> = vec![
            (|words| words.report.organisation, or_not_named(&assessment.organisation)),
            (|words| words.report.scope, or_not_named(&assessment.scope)),
            (|words| words.report.questionnaire, self.value(|lang| own(questionnaire.title(), lang))),
            (|words| words.report.edition, Value::text(questionnaire.edition())),
            (|words| words.report.target, self.value(|lang| own(target, lang))),
            (|words| words.report.figure_level, reached),
            (|words| words.sheets.headline, self.said(|overview| &overview.headline)),
            (|words| words.sheets.complete, complete.unwrap_or_default()),
            (|words| words.report.figure_answered, Value::count(progress.answered)),
            (|words| words.sheets.asked, Value::count(progress.asked)),
            (
                if self.by_mean() { |words| words.report.figure_gaps_mean } else { |words| words.report.figure_gaps },
                Value::count(gaps(sheet, scorecard).len()),
            ),
            (|words| words.report.date, date.map_or_else(|| Value::text(&*imprint.date), Value::Date)),
            (|words| words.sheets.begun, Value::stamp(&assessment.started)),
            (|words| words.report.digest, Value::text(questionnaire.digest())),
            (|words| words.sheets.assessment_digest, Value::text(&*imprint.digest)),
            (|words| words.report.program, Value::text(&*imprint.program)),
            (|words| words.sheets.honesty, self.honesty()),
            (|words| words.report.profile, self.profile()),
            (|words| words.sheets.stated_days, self.stated_days()),
            (|words| words.report.publisher, self.value(|lang| own(&attribution.publisher, lang))),
            (|words| words.report.based_on, self.value(|lang| own(&attribution.based_on, lang))),
            (|words| words.report.licence, Value::text(&*attribution.licence)),
            (|words| words.report.disclaimer, self.value(|lang| own(&attribution.disclaimer, lang))),
        ];
        let facts = facts.into_iter().filter(|(_, value)| *value != Value::Empty);
        facts.map(|(label, value)| (self.label(label), value)).collect()
    }

    fn honesty(&self) -> Value {
        let sentences = self.overviews.iter().zip(self.langs);
        let sentences = sentences.map(|(overview, lang)| format!("{}\n{}", overview.honesty, lang.words().report.tell));
        Value::text(sentences.collect::<Vec<String>>().join("\n"))
    }

    /// The facts about the firm, also those of which the questionnaire knows nothing.
    fn profile(&self) -> Value {
        let told = self.sheet.assessment().profile.iter().map(|(id, choice)| {
            let question = self.sheet.questionnaire().profile().iter().find(|question| question.id == *id);
            let known = question.and_then(|own| Some((own, own.choices.iter().find(|(own, _)| own == choice)?)));
            match known {
                Some((question, (_, label))) => {
                    self.lines(|lang| format!("{} {}", own(&question.ask, lang), own(label, lang)))
                }
                None => format!("{id}: {choice}"),
            }
        });
        Value::text(told.collect::<Vec<String>>().join("\n"))
    }

    /// The days from which a status counts, as the file states them.
    fn stated_days(&self) -> Value {
        let days = self.sheet.assessment().status_dates.iter().flat_map(|(id, days)| {
            let level = self.sheet.questionnaire().level_position(id);
            let named: [(Label, Option<Date>); 2] = [
                (|words| words.report.conditional, days.conditional),
                (|words| words.report.reached, days.final_status),
            ];
            named.into_iter().filter_map(move |(status, day)| {
                let day = day?.to_string();
                Some(self.lines(|lang| {
                    let levels = self.sheet.questionnaire().levels();
                    let title = level.map_or_else(|| id.clone(), |level| own(&levels[level].title, lang));
                    lang.labelled(&lang.detailed(&title, &[status(lang.words()).to_owned()]), &day)
                }))
            })
        });
        Value::text(days.collect::<Vec<String>>().join("\n"))
    }

    fn result(&self, imprint: &Imprint) -> Sheet {
        let columns: [(Label, Kind); 10] = [
            (|words| words.report.level, Kind::Word),
            (|words| words.report.status, Kind::Text),
            (|words| words.sheets.score_least, Kind::Number),
            (|words| words.sheets.score_most, Kind::Number),
            (|words| words.sheets.score_max, Kind::Number),
            (|words| words.sheets.valid_from, Kind::Date),
            (|words| words.sheets.valid_until, Kind::Date),
            (|words| words.sheets.affirm_by, Kind::Date),
            (|words| words.sheets.meaning, Kind::Text),
            (|words| words.sheets.notes, Kind::Text),
        ];
        let rows = self.scorecard.levels.iter().enumerate().map(|(index, level)| self.level(index, level));
        let sheet = self.named_sheet(|words| words.report.section_result, &columns, rows.collect());
        Sheet { facts: self.facts(imprint), ..sheet }
    }

    fn level(&self, index: usize, level: &LevelResult) -> Vec<Value> {
        let [least, most, max] = match &level.score {
            Some(score) => [&score.range.low, &score.range.high, &score.max].map(|own| Value::Number(own.clone())),
            None => [Value::Empty, Value::Empty, Value::Empty],
        };
        let day = |of: fn(&crate::scoring::Validity) -> Option<Date>| Value::day(level.validity.as_ref().and_then(of));
        let notes: Vec<String> =
            self.overviews.iter().map(|overview| overview.levels[index].notes.join("\n")).collect();
        vec![
            self.level_title(index),
            self.said(|overview| &overview.levels[index].status),
            least,
            most,
            max,
            day(|validity| Some(validity.from)),
            day(|validity| validity.until),
            day(|validity| validity.affirm_by),
            self.said(|overview| &overview.levels[index].meaning),
            Value::text(notes.join("\n").trim()),
        ]
    }

    fn domains(&self) -> Sheet {
        let questionnaire = self.sheet.questionnaire();
        let by_mean = self.by_mean();
        let mut columns: Vec<(Label, Kind)> = vec![
            (|words| words.sheets.id, Kind::Word),
            (|words| words.report.domain, Kind::Word),
            (|words| words.report.level, Kind::Word),
            (|words| words.sheets.target, Kind::Word),
            (|words| words.report.met, Kind::Number),
            (|words| words.sheets.counted, Kind::Number),
            (|words| words.sheets.share_least, Kind::Share),
            (|words| words.sheets.share_most, Kind::Share),
        ];
        if by_mean {
            columns.push((|words| words.sheets.mean_least, Kind::Number));
            columns.push((|words| words.sheets.mean_most, Kind::Number));
        }
        let bounds = |range: Option<&Range>, kind: fn(Fraction) -> Value| match range {
            Some(range) => [kind(range.low.clone()), kind(range.high.clone())],
            None => [Value::Empty, Value::Empty],
        };
        let asked = (0..questionnaire.domains().len()).filter(|&domain| self.scorecard.domains[domain].of > 0);
        let rows = asked.map(|domain| {
            let (own_domain, result) = (&questionnaire.domains()[domain], &self.scorecard.domains[domain]);
            let level =
                result.level.map_or_else(|| self.word(|words| words.report.none), |level| self.level_title(level));
            let mut row = vec![
                Value::text(&*own_domain.id),
                self.value(|lang| own(&own_domain.title, lang)),
                level,
                self.level_title(self.sheet.domain_target(domain)),
                Value::count(result.met),
                Value::count(result.of),
            ];
            row.extend(bounds(result.share.as_ref(), Value::Share));
            if by_mean {
                row.extend(bounds(result.value.as_ref(), Value::Number));
            }
            row
        });
        self.named_sheet(|words| words.report.section_domains, &columns, rows.collect())
    }

    fn requirements(&self) -> Sheet {
        let known = listed(self.sheet).map(|position| self.requirement(position));
        self.table(known.chain(kept(self.sheet).map(|(id, entry)| self.kept(id, entry))).collect())
    }

    fn requirement(&self, position: usize) -> Row {
        let questionnaire = self.sheet.questionnaire();
        let requirement = &questionnaire.requirements()[position];
        let standing = &self.scorecard.requirements[position];
        let domain = &questionnaire.domains()[requirement.domain];
        let counts = matches!(self.sheet.asked(position), Asked::Yes | Asked::Undecided);
        let scored = is_scored(self.sheet, requirement);
        // What is lost at worst is the more of the two.
        let lost = |bound: &Fraction| if counts && scored { Value::Number(bound.clone()) } else { Value::Empty };
        let credit = |bound: fn(&Range) -> &Fraction| {
            standing.credit.as_ref().map_or(Value::Empty, |credit| Value::Share(bound(credit).clone()))
        };
        let number = |number: Option<&Fraction>| number.map_or(Value::Empty, |number| Value::Number(number.clone()));
        let title = self.value(|lang| own(&requirement.title, lang));
        let mut row = Row {
            id: Value::text(&*requirement.id),
            aliases: Value::text(requirement.aliases.join("\n")),
            domain: self.value(|lang| named(&domain.id, " ", domain.title.get(lang.tag()))),
            level: self.level_title(requirement.level),
            title: if title == Value::text(&*requirement.id) { Value::Empty } else { title },
            question: self.value(|lang| own(&requirement.ask, lang)),
            state: self.state(self.sheet.state(position)),
            answer: self.value(|lang| self.answer(position, lang)),
            points: number(requirement.points.as_ref().filter(|_| scored)),
            weight: number(requirement.weight.as_ref()),
            lost_least: lost(&standing.lost.high),
            lost_most: lost(&standing.lost.low),
            credit_least: credit(|range| &range.low),
            credit_most: credit(|range| &range.high),
            may_plan: self.yes_or_no(standing.eligible),
            effort: self.effort(position),
            next: self.value(|lang| next_told(self.sheet, position, lang)),
            ..Row::default()
        };
        if let Some(entry) = self.sheet.entry(position) {
            self.write(&mut row, entry);
        }
        row
    }

    /// What the firm wrote besides its answer.
    fn write(&self, row: &mut Row, entry: &Entry) {
        // Every field is named, so that one which is added later is not forgotten here.
        let Entry { answer: _, objectives: _, reason, note, evidence, plan, flag, at, by, edition: _ } = entry;
        let pieces: Vec<String> = evidence.iter().map(|piece| self.piece(piece)).collect();
        row.reason = Value::optional(reason.as_deref());
        row.note = Value::optional(note.as_deref());
        row.evidence = Value::text(pieces.join("\n"));
        if let Some(plan) = plan {
            self.write_plan(row, plan);
        }
        row.marked = if *flag { self.word(|words| words.sheets.yes) } else { Value::Empty };
        row.at = at.as_deref().map_or(Value::Empty, Value::stamp);
        row.by = Value::optional(by.as_deref());
    }

    fn write_plan(&self, row: &mut Row, plan: &Plan) {
        let Plan { action, owner, start, due, status, milestones, resources } = plan;
        let done = joined(self.langs, " / ", |lang| lang.words().report.milestone_done.to_owned());
        let step = |own: &Milestone| self.langs.first().map(|&lang| milestone(own, lang, &done));
        let steps: Vec<String> = milestones.iter().filter_map(step).collect();
        row.action = Value::text(action.as_str());
        row.owner = Value::optional(owner.as_deref());
        row.start = Value::day(*start);
        row.due = Value::day(*due);
        row.status =
            status.map_or(Value::Empty, |own| self.value(|lang| plan_status(own)(&lang.words().report).to_owned()));
        row.milestones = Value::text(steps.join("\n"));
        row.resources = Value::optional(resources.as_deref());
    }

    /// An entry of which the questionnaire knows nothing.
    fn kept(&self, id: &str, entry: &Entry) -> Row {
        let answer = Value::optional(entry.answer.as_deref());
        let state = self.word(|words| words.sheets.not_known);
        let mut row = Row { id: Value::text(id), state, answer, ..Row::default() };
        self.write(&mut row, entry);
        row
    }

    fn kept_part(&self, id: &str, letter: &str, answer: &str) -> Row {
        let state = self.word(|words| words.sheets.not_known);
        Row { id: Value::text(format!("{id}/{letter}")), state, answer: Value::text(answer), ..Row::default() }
    }

    fn state(&self, own: State) -> Value {
        self.value(|lang| state(&lang.words().report, own).to_owned())
    }

    fn effort(&self, position: usize) -> Value {
        let effort = self.sheet.questionnaire().requirements()[position].effort;
        effort.map_or(Value::Empty, |effort| self.value(|lang| effort_word(&lang.words().report, effort).to_owned()))
    }

    /// The answer in the questionnaire's words; also one to what is no longer asked. Nothing where there is none.
    fn answer(&self, position: usize, lang: Lang) -> String {
        let reply = self.sheet.reply(position);
        match (self.sheet.state(position), reply, self.sheet.settled(position)) {
            // An answer of another edition is none, and is told as what it was.
            (_, Reply::None, _) => self.sheet.earlier(position).map_or_else(String::new, |(edition, answer)| {
                lang.detailed(&answer, &[lang.labelled(lang.words().report.edition, edition)])
            }),
            (State::NotAsked, Reply::Whole(own), _) => verdict(self.sheet, position, Some(*own), lang).0,
            (State::NotAsked, Reply::Objectives(_), Settled::Answer(index)) => {
                let requirement = &self.sheet.questionnaire().requirements()[position];
                own(&self.sheet.questionnaire().scale_of(requirement).answers[index].label, lang)
            }
            (State::NotAsked, Reply::Objectives(_), Settled::NotApplicable) => {
                lang.words().report.state_not_applicable.to_owned()
            }
            (State::NotAsked, Reply::Objectives(_), Settled::Open { .. }) => {
                lang.words().report.state_unanswered.to_owned()
            }
            (_, Reply::Whole(_) | Reply::Objectives(_), _) => answer(self.sheet, position, lang).0,
        }
    }

    fn part_answer(&self, position: usize, part: &Part<'_>) -> Value {
        match part.verdict {
            Some(own) => self.value(|lang| verdict(self.sheet, position, Some(own), lang).0),
            None if part.written.is_some() => Value::optional(part.written),
            None if matches!(self.sheet.reply(position), Reply::Whole(_)) => self.word(|words| words.sheets.as_a_whole),
            None => Value::Empty,
        }
    }

    fn part_state(&self, part: &Part<'_>) -> Value {
        match (part.objective, part.state) {
            (None, _) => self.word(|words| words.sheets.not_known),
            (Some(_), None) => Value::Empty,
            (Some(_), Some(own)) => self.state(own),
        }
    }

    /// An objective as a row below its requirement.
    fn part(&self, position: usize, part: &Part<'_>) -> Row {
        let questionnaire = self.sheet.questionnaire();
        let requirement = &questionnaire.requirements()[position];
        let domain = &questionnaire.domains()[requirement.domain];
        Row {
            id: Value::text(format!("{}/{}", requirement.id, part.id)),
            aliases: Value::text(part.objective.map_or_else(String::new, |objective| objective.aliases.join("\n"))),
            domain: self.value(|lang| named(&domain.id, " ", domain.title.get(lang.tag()))),
            level: self.level_title(requirement.level),
            question: part.objective.map_or(Value::Empty, |objective| self.value(|lang| own(&objective.ask, lang))),
            state: self.part_state(part),
            answer: self.part_answer(position, part),
            ..Row::default()
        }
    }

    fn objectives(&self) -> Sheet {
        let columns: [(Label, Kind); 8] = [
            (|words| words.sheets.id, Kind::Word),
            (|words| words.report.requirement, Kind::Word),
            (|words| words.sheets.aliases, Kind::Word),
            (|words| words.report.domain, Kind::Word),
            (|words| words.report.level, Kind::Word),
            (|words| words.sheets.question, Kind::Text),
            (|words| words.sheets.state, Kind::Word),
            (|words| words.report.answer, Kind::Word),
        ];
        let cells = |id: &str, row: Row| {
            vec![row.id, Value::text(id), row.aliases, row.domain, row.level, row.question, row.state, row.answer]
        };
        let known = listed(self.sheet).flat_map(|position| {
            let id = &self.sheet.questionnaire().requirements()[position].id;
            parts(self.sheet, position).into_iter().map(move |part| cells(id, self.part(position, &part)))
        });
        let kept = kept(self.sheet).flat_map(|(id, entry)| {
            let parts = entry.objectives.iter();
            parts.map(move |(letter, answer)| cells(id, self.kept_part(id, letter, answer)))
        });
        self.named_sheet(|words| words.sheets.objectives, &columns, known.chain(kept).collect())
    }

    /// How this assessment and the earlier ones stood, in their order.
    fn assessments(&self, points: &[Point<'_>]) -> Sheet {
        let columns: [(Label, Kind); 9] = [
            (|words| words.sheets.day, Kind::Date),
            (|words| words.sheets.file, Kind::Word),
            (|words| words.report.target, Kind::Word),
            (|words| words.sheets.headline, Kind::Text),
            (|words| words.sheets.score_least, Kind::Number),
            (|words| words.sheets.score_most, Kind::Number),
            (|words| words.sheets.score_max, Kind::Number),
            (|words| words.report.met, Kind::Number),
            (|words| words.sheets.counted, Kind::Number),
        ];
        let rows = points.iter().map(|point| {
            let questionnaire = point.sheet.questionnaire();
            let aim = &questionnaire.levels()[point.sheet.target()].title;
            let score = point.card.levels.last().and_then(|level| level.score.as_ref());
            let [low, high] = bounds(score.map(|score| &score.range));
            let (met, _, of) = trend::counts(point.card);
            vec![
                Value::day(last_day(point.sheet)),
                Value::text(&point.file),
                self.value(|lang| own(aim, lang)),
                self.value(|lang| overview(point.sheet, point.card, lang).headline),
                low,
                high,
                score.map_or(Value::Empty, |score| Value::Number(score.max.clone())),
                Value::count(met),
                Value::count(of),
            ]
        });
        self.named_sheet(|words| words.sheets.assessments, &columns, rows.collect())
    }

    /// What changed from one assessment to the next: the levels, the domains, then the requirements with why.
    fn changes(&self, points: &[Point<'_>]) -> Sheet {
        let columns: [(Label, Kind); 12] = [
            (|words| words.sheets.id, Kind::Word),
            (|words| words.sheets.title, Kind::Word),
            (|words| words.report.before, Kind::Word),
            (|words| words.report.now, Kind::Word),
            (|words| words.sheets.score_before_least, Kind::Number),
            (|words| words.sheets.score_before_most, Kind::Number),
            (|words| words.sheets.score_least, Kind::Number),
            (|words| words.sheets.score_most, Kind::Number),
            (|words| words.editions.why_changed, Kind::Word),
            (|words| words.editions.column_sort, Kind::Word),
            (|words| words.sheets.from, Kind::Date),
            (|words| words.sheets.to, Kind::Date),
        ];
        let questionnaire = self.sheet.questionnaire();
        let told: Vec<(Lang, trend::Told)> = self.langs.iter().map(|&lang| (lang, trend::told(points, lang))).collect();
        let said = |of: &dyn Fn(&trend::Told) -> String| {
            self.value(|lang| told.iter().find(|(own, _)| *own == lang).map_or_else(String::new, |(_, told)| of(told)))
        };
        let empty = || [Value::Empty, Value::Empty, Value::Empty, Value::Empty];
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (number, pair) in points.windows(2).enumerate() {
            let found = pair[0].to(&pair[1]);
            let days = [&pair[0], &pair[1]].map(|point| Value::day(last_day(point.sheet)));
            let mut add = |named: [Value; 2], stood: [Value; 2], scores: [Value; 4], why: Value, kind: Label| {
                rows.push([&named[..], &stood, &scores, &[why, self.word(kind)], &days].concat());
            };
            for (index, level) in found.levels.iter().enumerate() {
                let own_level = &questionnaire.levels()[index];
                let status = |status| self.value(|lang| named_status(self.sheet, index, status, lang));
                let [low, high] = bounds(level.score.0.as_ref());
                let [least, most] = bounds(level.score.1.as_ref());
                add(
                    [Value::text(&own_level.id), self.value(|lang| own(&own_level.title, lang))],
                    [status(level.status.0), status(level.status.1)],
                    [low, high, least, most],
                    Value::Empty,
                    |words| words.report.level,
                );
            }
            let differing = told.first().map_or(&[][..], |(_, told)| &told.domains);
            for (row, domain) in differing.iter().map(|own| own.index).enumerate() {
                let [before, now] = [number, number + 1].map(|at| said(&|told| told.domains[row].stood[at].told()));
                if before == now {
                    continue;
                }
                let own_domain = &questionnaire.domains()[domain];
                let named = [Value::text(&own_domain.id), self.value(|lang| own(&own_domain.title, lang))];
                add(named, [before, now], empty(), Value::Empty, |words| words.report.domain);
            }
            for (row, Difference { change, .. }) in found.differences.iter().enumerate() {
                let requirement = &questionnaire.requirements()[change.requirement];
                let stood = |of: fn(&trend::Changed) -> &trend::Mark| {
                    said(&|told| of(&told.steps[number].changes[row]).text.clone())
                };
                let why = said(&|told| told.steps[number].changes[row].why.clone());
                add(
                    [Value::text(&requirement.id), self.value(|lang| own(&requirement.title, lang))],
                    [stood(|own| &own.before), stood(|own| &own.now)],
                    empty(),
                    why,
                    |words| words.report.requirement,
                );
            }
        }
        self.named_sheet(|words| words.sheets.changes, &columns, rows)
    }

    /// The gaps in the order in which to close them, then whatever else stands on the action plan.
    fn gaps(&self) -> Sheet {
        let mut columns: Vec<(Label, Kind)> = vec![
            (|words| words.sheets.id, Kind::Word),
            (|words| words.sheets.title, Kind::Word),
            (|words| words.sheets.order, Kind::Number),
            (|words| words.sheets.state, Kind::Word),
            (|words| words.report.why, Kind::Text),
            (|words| words.sheets.lost, Kind::Number),
            (|words| words.sheets.may_plan, Kind::Word),
            (|words| words.report.first_step, Kind::Text),
            (|words| words.report.effort, Kind::Word),
            (|words| words.report.plan, Kind::Text),
            (|words| words.report.owner, Kind::Word),
            (|words| words.report.plan_start, Kind::Date),
            (|words| words.report.due, Kind::Date),
            (|words| words.report.plan_status, Kind::Word),
            (|words| words.report.plan_milestones, Kind::Text),
            (|words| words.report.plan_resources, Kind::Text),
        ];
        // What the action plan fills in for requirements that are not known here.
        let planned_at = columns.len() - PLANNED;
        if self.by_mean() {
            columns.push((|words| words.report.stage_next, Kind::Text));
        }
        let found = gaps(self.sheet, self.scorecard);
        let row = |position: usize, order: Option<usize>, why: Value| {
            let row = self.requirement(position);
            let requirement = &self.sheet.questionnaire().requirements()[position];
            let advice = self.value(|lang| own(&requirement.advice, lang));
            let order = order.map_or(Value::Empty, Value::count);
            // What a gap costs for certain; what may still be lost stands with the requirement.
            let points = if why == Value::Empty { Value::Empty } else { row.lost_least.clone() };
            let next = row.next.clone();
            let first = [row.id.clone(), row.title.clone(), order, row.state.clone()];
            let middle = [why, points, row.may_plan.clone(), advice, row.effort.clone()];
            let mut cells = [&first as &[Value], &middle, &plan_cells(row)].concat();
            cells.extend(self.by_mean().then_some(next));
            cells
        };
        let mut rows: Vec<Vec<Value>> = Vec::new();
        for (index, gap) in found.iter().enumerate() {
            rows.push(row(gap.requirement, Some(index + 1), self.said(|overview| &overview.gaps[index].why)));
        }
        let planned = |position: &usize| self.sheet.entry(*position).is_some_and(|entry| entry.plan.is_some());
        let others = listed(self.sheet).filter(planned);
        let others = others.filter(|position| found.iter().all(|gap| gap.requirement != *position));
        rows.extend(others.map(|position| row(position, None, Value::Empty)));
        rows.extend(kept(self.sheet).filter(|(_, entry)| entry.plan.is_some()).map(|(id, entry)| {
            let row = self.kept(id, entry);
            let mut cells = vec![Value::Empty; columns.len()];
            cells[0] = row.id.clone();
            cells[3] = row.state.clone();
            cells[planned_at..planned_at + PLANNED].clone_from_slice(&plan_cells(row));
            cells
        }));
        self.named_sheet(|words| words.sheets.gaps, &columns, rows)
    }

    fn evidence(&self) -> Sheet {
        let columns: [(Label, Kind); 9] = [
            (|words| words.report.requirement, Kind::Word),
            (|words| words.sheets.title, Kind::Word),
            (|words| words.sheets.number, Kind::Number),
            (|words| words.sheets.kind, Kind::Word),
            (|words| words.report.evidence, Kind::Text),
            (|words| words.sheets.place, Kind::Text),
            (|words| words.report.owner, Kind::Word),
            (|words| words.sheets.day, Kind::Date),
            (|words| words.report.evidence_sha256, Kind::Text),
        ];
        let rows = |id: &str, title: Value, entry: &Entry| -> Vec<Vec<Value>> {
            let row = |(index, piece): (usize, &Evidence)| {
                let Evidence { kind, what, place, owner, date, sha256 } = piece;
                vec![
                    Value::text(id),
                    title.clone(),
                    Value::count(index + 1),
                    kind.map_or(Value::Empty, |kind| self.word(kind_word(kind))),
                    Value::text(what.as_str()),
                    Value::optional(place.as_deref()),
                    Value::optional(owner.as_deref()),
                    Value::day(*date),
                    Value::optional(sha256.as_deref()),
                ]
            };
            entry.evidence.iter().enumerate().map(row).collect()
        };
        let known = listed(self.sheet).flat_map(|position| {
            let requirement = &self.sheet.questionnaire().requirements()[position];
            let title = self.value(|lang| own(&requirement.title, lang));
            self.sheet.entry(position).map_or_else(Vec::new, |entry| rows(&requirement.id, title, entry))
        });
        let kept = kept(self.sheet).flat_map(|(id, entry)| rows(id, Value::Empty, entry));
        self.named_sheet(|words| words.report.evidence, &columns, known.chain(kept).collect())
    }

    /// A piece of evidence as one text. Its labels stand in each language, what the firm wrote stands once.
    fn piece(&self, evidence: &Evidence) -> String {
        let Some(&first) = self.langs.first() else { return evidence.what.clone() };
        let label = |of: Label| joined(self.langs, " / ", |lang| of(lang.words()).to_owned());
        let details: [(Label, Option<String>); 3] = [
            (|words| words.report.evidence_place, evidence.place.clone()),
            (|words| words.report.evidence_owner, evidence.owner.clone()),
            (|words| words.report.evidence_date, evidence.date.map(|date| date.to_string())),
        ];
        let details = details.into_iter().filter_map(|(of, text)| Some(first.labelled(&label(of), &text?)));
        let mut text = first.detailed(&evidence.what, &details.collect::<Vec<String>>());
        if let Some(kind) = evidence.kind {
            text = first.labelled(&label(kind_word(kind)), &text);
        }
        match &evidence.sha256 {
            Some(digest) => format!("{text}\n{}", first.labelled(&label(|words| words.report.evidence_sha256), digest)),
            None => text,
        }
    }
}

/// How many columns tell an action plan.
const PLANNED: usize = 7;

fn plan_cells(row: Row) -> [Value; PLANNED] {
    [row.action, row.owner, row.start, row.due, row.status, row.milestones, row.resources]
}

fn kind_word(kind: EvidenceKind) -> Label {
    match kind {
        EvidenceKind::Examine => |words| words.report.examine,
        EvidenceKind::Interview => |words| words.report.interview,
        EvidenceKind::Test => |words| words.report.test,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { units: 4, line_ends: 2 };

    #[test]
    fn pieces_fit_and_leave_nothing_out() {
        assert_eq!(pieces("", LIMIT), [""]);
        assert_eq!(pieces("abcd", LIMIT), ["abcd"]);
        assert_eq!(pieces("abcde", LIMIT), ["abcd", "e"]);
        assert_eq!(pieces("a\nb\nc\nd", Limit { units: 99, line_ends: 2 }), ["a\nb\nc", "\nd"]);
        // An emoji takes two units, and a family of them is not torn.
        assert_eq!(pieces("abc😀", LIMIT), ["abc", "😀"]);
        assert_eq!(pieces("abc😀\u{200d}😀", Limit { units: 5, line_ends: 2 }), ["abc", "😀\u{200d}😀"]);
        // Nothing else fits a letter with more marks than a cell holds.
        let heaped = format!("a{}", "\u{301}".repeat(9));
        assert_eq!(pieces(&heaped, LIMIT).concat(), heaped);
        assert!(pieces(&heaped, LIMIT).iter().all(|piece| piece.chars().count() <= 4));
    }
}
