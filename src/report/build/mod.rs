//! Builds the document of a report: which sections there are and what stands in them.
//!
//! One file for each part of the report, in reading order: `front` (cover, the director's page), `changes`, `domains`, `gaps`,
//! `requirements`, `annex` (reasons, evidence, method, imprint, signature). `blank` builds a questionnaire to fill in
//! by hand.

mod annex;
mod blank;
mod changes;
mod domains;
mod front;
mod gaps;
mod poam;
mod requirements;
mod soa;
mod sprs;

pub use blank::{Blank, blank};

use super::applicability::Statement;
use super::bilingual::in_languages;
use super::document::{Align, Block, Cell, Column, Document, Figure, Labels, Look, Section, Table, Tone, Voice};
use super::imprint::Imprint;
use super::overview::{Overview, answer, overview};
use super::sprs::Sheet as Submission;
use super::wording::Wording;
use crate::assessment::Entry;
use crate::assessment::sheet::AnswerSheet;
use crate::comparison::Comparison;
use crate::language::{Lang, Report, fill};
use crate::questionnaire::{Method, Text};
use crate::report::poam::ActionPlan;
use crate::report::trend::Point;
use crate::scoring::Scorecard;

/// All that a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The answers.
    pub sheet: &'s AnswerSheet<'s>,
    /// What follows from them.
    pub scorecard: &'s Scorecard,
    /// Earlier assessments in their order and, as the last, this one; empty where there is nothing to compare with.
    pub trend: &'s [Point<'s>],
    /// When and by what the report is made.
    pub imprint: &'s Imprint,
    /// How it is to look.
    pub look: &'s Look,
}

/// Builds a report in a language, or in two side by side.
pub fn build(subject: &Subject<'_>, lang: Lang, second: Option<Lang>) -> Document {
    in_languages(lang, second, |own, order| {
        let words = &own.words().report;
        let overview = overview(subject.sheet, subject.scorecard, own);
        Builder { subject: *subject, lang: own, order, words, overview }.document()
    })
}

/// Builds a statement of applicability in a language, or in two side by side.
pub fn soa(statement: &Statement, subject: &Subject<'_>, lang: Lang, second: Option<Lang>) -> Document {
    in_languages(lang, second, |own, order| {
        let words = &own.words().report;
        let overview = overview(subject.sheet, subject.scorecard, own);
        Builder { subject: *subject, lang: own, order, words, overview }.statement(statement)
    })
}

/// Builds the action plan in a language, or in two side by side.
pub fn action_plan(plan: &ActionPlan<'_>, subject: &Subject<'_>, lang: Lang, second: Option<Lang>) -> Document {
    in_languages(lang, second, |own, order| {
        let words = &own.words().report;
        let overview = overview(subject.sheet, subject.scorecard, own);
        Builder { subject: *subject, lang: own, order, words, overview }.action_plan(plan)
    })
}

/// Builds the sheet for SPRS in a language, or in two side by side.
pub fn submission(sheet: &Submission, subject: &Subject<'_>, lang: Lang, second: Option<Lang>) -> Document {
    in_languages(lang, second, |own, order| {
        let words = &own.words().report;
        let overview = overview(subject.sheet, subject.scorecard, own);
        Builder { subject: *subject, lang: own, order, words, overview }.submission(sheet)
    })
}

struct Builder<'b> {
    subject: Subject<'b>,
    lang: Lang,
    /// Languages of the report, whichever of them this builder speaks.
    order: (Lang, Option<Lang>),
    words: &'static Report,
    overview: Overview,
}

impl Subject<'_> {
    /// Returns what changed since the last of the earlier assessments.
    pub fn since(&self) -> Option<Comparison> {
        match self.trend {
            [.., before, now] => Some(before.to(now)),
            _ => None,
        }
    }
}

impl Builder<'_> {
    fn sheet(&self) -> &AnswerSheet<'_> {
        self.subject.sheet
    }

    fn own<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang.tag())
    }

    fn title(&self) -> String {
        self.own(self.sheet().questionnaire().title()).to_owned()
    }

    /// Of two texts the one that fits how the questionnaire decides levels: by rules, or by means.
    fn by_method(&self, rules: &'static str, mean: &'static str) -> &'static str {
        match self.sheet().questionnaire().method() {
            Method::Rules => rules,
            Method::Mean => mean,
        }
    }

    fn or_not_named(&self, text: &str) -> String {
        if text.is_empty() { self.words.not_named.to_owned() } else { text.to_owned() }
    }

    fn organisation(&self) -> String {
        self.or_not_named(&self.sheet().assessment().organisation)
    }

    /// A label inside a text that is the firm's own: in both languages of the report at once, since the text itself
    /// would else be told twice.
    fn label(&self, word: fn(&Report) -> &'static str) -> String {
        let (first, second) = self.order;
        let one = word(&first.words().report);
        match second.map(|second| word(&second.words().report)).filter(|other| *other != one) {
            Some(other) => format!("{one} {other}"),
            None => one.to_owned(),
        }
    }

    /// Puts such a label before a text.
    fn labelled(&self, word: fn(&Report) -> &'static str, text: &str) -> String {
        self.order.0.labelled(&self.label(word), text)
    }

    fn document(&self) -> Document {
        let questionnaire = self.sheet().questionnaire();
        let (title, organisation) = (self.title(), self.organisation());
        let subject =
            fill(self.words.subject, &[("questionnaire", title.as_str()), ("edition", questionnaire.edition())]);
        let mut sections = self.result();
        sections.extend(self.changes());
        sections.extend(self.domains());
        sections.extend(self.gaps());
        sections.extend(self.requirements());
        sections.extend(self.annex());
        Document {
            lang: self.lang,
            second: None,
            look: self.subject.look.clone(),
            title: format!("{title} – {organisation}"),
            author: organisation.clone(),
            subject,
            keywords: vec![questionnaire.id().to_owned(), self.words.kicker.to_owned()],
            date: self.subject.imprint.date.clone(),
            producer: self.subject.imprint.program.clone(),
            cover: self.cover(),
            labels: Labels {
                contents: self.words.contents.into(),
                page: self.words.page.to_owned(),
                continued: self.words.continued.to_owned(),
                running_head: format!("{organisation} · {title}"),
                boxes: self.words.boxes.into(),
                search: self.words.search.to_owned(),
                filter: self.words.filter.to_owned(),
                shown: self.words.shown.to_owned(),
                skip: self.words.skip.to_owned(),
            },
            sections,
        }
    }

    /// A table of what the firm wrote, for the requirements that have it: the name of each, and these columns.
    fn written(&self, own: Vec<Column>, wanted: &dyn Fn(usize, &Entry) -> Option<Vec<Cell>>) -> Option<Table> {
        let rows = (0..self.sheet().questionnaire().requirements().len()).filter_map(|position| {
            let cells = wanted(position, self.sheet().entry(position)?)?;
            let mut row = vec![self.naming(position)];
            row.extend(cells);
            Some(row)
        });
        let rows: Vec<Vec<Cell>> = rows.collect();
        let mut columns = vec![column(self.words.requirement, Align::Left, 2)];
        columns.extend(own);
        (!rows.is_empty()).then_some(Table { columns, rows, compact: false })
    }

    /// A cell that names a requirement, marks its state, and leads to its card.
    fn naming(&self, position: usize) -> Cell {
        let requirement = &self.sheet().questionnaire().requirements()[position];
        let title = self.own(&requirement.title);
        let (_, tone) = answer(self.sheet(), position, self.lang);
        Cell {
            text: requirement.id.as_str().into(),
            note: if title == requirement.id { Wording::default() } else { title.into() },
            tone: Some(tone),
            strong: true,
            link: Some(requirement.id.clone()),
        }
    }
}

fn section(level: u8, title: &str, blocks: Vec<Block>) -> Section {
    Section { level, title: title.into(), blocks }
}

fn body(text: impl Into<Wording>) -> Block {
    Block::Paragraph(Voice::Body, text.into())
}

fn figure(value: impl Into<Wording>, caption: &str, tone: Tone) -> Figure {
    Figure { value: value.into(), caption: caption.into(), tone }
}

fn column(title: &str, align: Align, share: u8) -> Column {
    Column { title: title.into(), align, share }
}

fn cell(text: &str) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

fn strong(text: &str) -> Cell {
    Cell { strong: true, ..cell(text) }
}

fn toned(text: &str, tone: Tone) -> Cell {
    Cell { tone: Some(tone), ..cell(text) }
}

fn facts(pairs: Vec<(&str, String)>) -> Block {
    let given = pairs.into_iter().filter(|(_, value)| !value.is_empty());
    Block::Facts(given.map(|(label, value)| (label.into(), value.into())).collect())
}
