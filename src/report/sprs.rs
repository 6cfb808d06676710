//! What a firm types into SPRS, the system of the US Department of Defense, after a self-assessment of CMMC Level 1 or 2.
//!
//! 32 CFR 170.15(a)(1)(i) and 170.16(a)(1)(i) name the fields, 170.22(a)(2) those of the affirmation.

use serde::Serialize;

use super::Subject;
use super::grid::{Book, Column, Kind, Sheet as Table, Value, joined};
use crate::assessment::sheet::{AnswerSheet, State};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::language::{Lang, Sprs};
use crate::scoring::{LevelResult, Scorecard, Status, Why};

/// Id of the questionnaire that it is about.
const CMMC: &str = "cmmc";
/// Index of the highest level that a firm can enter by itself: Level 2 (Self).
const HIGHEST: usize = 1;

/// Why there is no sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSheet {
    /// Another questionnaire.
    OtherQuestionnaire,
    /// A level that others assess.
    HigherLevel,
}

/// What the sheet says of the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Final, with its day.
    Final,
    /// Conditional, with its day and the end of the action plan.
    Conditional,
    /// Without a security plan there is no score: "No CMMC Score".
    NoScore,
    /// Below the conditional score, or a gap that may not wait: "No CMMC Status".
    NoStatus,
    /// Answers are missing, so nothing can be entered yet.
    Open,
}

/// How a requirement is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// MET.
    Met,
    /// NOT MET.
    NotMet,
    /// NOT APPLICABLE.
    NotApplicable,
    /// Not answered yet.
    Open,
}

impl Entered {
    /// Returns what SPRS calls it; empty while it is open.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "MET",
            Self::NotMet => "NOT MET",
            Self::NotApplicable => "NOT APPLICABLE",
            Self::Open => "",
        }
    }
}

/// The sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Index of the level: 0 or 1.
    pub level: usize,
    /// What can be said of the status.
    pub standing: Standing,
    /// The CMMC Status Date, where there is a status.
    pub day: Option<Date>,
    /// The day is stated in the file; otherwise it is that of the last answer.
    pub is_stated: bool,
    /// The last day of the status.
    pub until: Option<Date>,
    /// The score with its highest value, at Level 2.
    pub score: Option<(Fraction, Fraction)>,
    /// Requirements that stand on the action plan.
    pub planned: Vec<usize>,
    /// Each requirement of the level, and how it is entered.
    pub requirements: Vec<(usize, Entered)>,
}

impl Sheet {
    /// Makes the sheet of the level aimed at.
    ///
    /// # Errors
    ///
    /// Another questionnaire than CMMC, or a level that a firm does not enter by itself.
    pub fn of(sheet: &AnswerSheet<'_>, card: &Scorecard) -> Result<Self, NoSheet> {
        let questionnaire = sheet.questionnaire();
        if questionnaire.id() != CMMC {
            return Err(NoSheet::OtherQuestionnaire);
        }
        let level = sheet.target();
        let result = card.levels.get(level).filter(|_| level <= HIGHEST).ok_or(NoSheet::HigherLevel)?;
        let own = questionnaire.requirements().iter().enumerate().filter(|(_, own)| own.level <= level);
        let requirements: Vec<(usize, Entered)> = own
            .map(|(position, _)| (position, entered(sheet.state(position), card.requirements[position].passes())))
            .collect();
        let is_open = requirements.iter().any(|(_, own)| *own == Entered::Open);
        let standing = if is_open { Standing::Open } else { standing(result) };
        let has_status = matches!(standing, Standing::Final | Standing::Conditional);
        let validity = result.validity.filter(|_| has_status);
        let score = result.score.as_ref().filter(|_| !is_open && standing != Standing::NoScore);
        Ok(Self {
            level,
            standing,
            day: validity.map(|own| own.from),
            is_stated: validity.is_some_and(|own| own.stated),
            until: validity.and_then(|own| own.until),
            score: score.map(|score| (score.range.low.clone(), score.max.clone())),
            planned: requirements
                .iter()
                .filter(|(position, own)| level > 0 && *own == Entered::NotMet && card.requirements[*position].planned)
                .map(|(position, _)| *position)
                .collect(),
            requirements,
        })
    }

    /// Returns how many requirements are entered in a way.
    pub fn count(&self, wanted: Entered) -> usize {
        self.requirements.iter().filter(|(_, own)| *own == wanted).count()
    }
}

fn entered(state: State, passes: bool) -> Entered {
    match state {
        State::NotApplicable => Entered::NotApplicable,
        State::Met | State::Partly | State::NotMet => {
            if passes {
                Entered::Met
            } else {
                Entered::NotMet
            }
        }
        State::Unknown | State::Unanswered | State::NotAsked => Entered::Open,
    }
}

fn standing(result: &LevelResult) -> Standing {
    match result.status {
        Status::Final => Standing::Final,
        Status::Conditional => Standing::Conditional,
        Status::NotReached if result.blockers.iter().any(|own| own.why == Why::NoSsp) => Standing::NoScore,
        Status::NotReached => Standing::NoStatus,
        Status::Open => Standing::Open,
    }
}

/// Puts the sheet into tables: each requirement, and how it is entered.
pub fn book(own: &Sheet, subject: &Subject<'_>, langs: &[Lang]) -> Book {
    type Word = fn(&Sprs) -> &'static str;
    let word = |of: Word| joined(langs, " ", |lang| of(&lang.words().sprs).to_owned());
    let requirement = joined(langs, " ", |lang| lang.words().report.requirement.to_owned());
    let requirements = subject.sheet.questionnaire().requirements();
    let column = |title: String| Column { title, kind: Kind::Word };
    let rows = own.requirements.iter().map(|(position, entered)| {
        let requirement = &requirements[*position];
        let title = joined(langs, "\n", |lang| requirement.title.get(lang.tag()).to_owned());
        let on_plan = if own.planned.contains(position) { Value::text(word(|words| words.yes)) } else { Value::Empty };
        vec![Value::text(&*requirement.id), Value::text(title), Value::text(entered.word()), on_plan]
    });
    let day = |day: Option<Date>| day.map_or(Value::Empty, Value::Date);
    let mut facts = vec![(word(|words| words.status_date), day(own.day))];
    if let Some((score, _)) = &own.score {
        facts.push((word(|words| words.score), Value::Number(score.clone())));
    }
    let sheet = Table {
        title: word(|words| words.title),
        facts,
        columns: vec![
            column("ID".to_owned()),
            column(requirement),
            column(word(|words| words.entered)),
            column(word(|words| words.on_plan)),
        ],
        rows: rows.collect(),
    };
    Book::of(word(|words| words.title), vec![sheet], subject, langs)
}

/// The sheet for other programs: `gradus/sprs/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct SheetFile<'s> {
    format: &'static str,
    level: &'s str,
    status: &'static str,
    status_date: Option<Date>,
    status_date_stated: bool,
    status_until: Option<Date>,
    scope: &'s str,
    organisation: &'s str,
    score: Option<Fraction>,
    score_of: Option<Fraction>,
    poam: Vec<&'s str>,
    requirements: Vec<EntryFile<'s>>,
}

#[derive(Debug, Serialize)]
struct EntryFile<'s> {
    id: &'s str,
    entered: &'static str,
}

impl Standing {
    const fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Conditional => "conditional",
            Self::NoScore => "no-score",
            Self::NoStatus => "no-status",
            Self::Open => "open",
        }
    }
}

/// Puts the sheet into its frozen form.
pub fn file<'s>(own: &Sheet, sheet: &'s AnswerSheet<'_>) -> SheetFile<'s> {
    let requirements = sheet.questionnaire().requirements();
    SheetFile {
        format: "gradus/sprs/1",
        level: &sheet.questionnaire().levels()[own.level].id,
        status: own.standing.word(),
        status_date: own.day,
        status_date_stated: own.is_stated,
        status_until: own.until,
        scope: &sheet.assessment().scope,
        organisation: &sheet.assessment().organisation,
        score: own.score.as_ref().map(|(score, _)| score.clone()),
        score_of: own.score.as_ref().map(|(_, max)| max.clone()),
        poam: own.planned.iter().map(|&position| requirements[position].id.as_str()).collect(),
        requirements: own
            .requirements
            .iter()
            .map(|(position, own)| EntryFile { id: &requirements[*position].id, entered: own.word() })
            .collect(),
    }
}
