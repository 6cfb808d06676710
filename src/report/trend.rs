//! Assessments of one firm side by side: where each stands, and what changed from one to the next, with why.

use serde::Serialize;

use super::document::Tone;
use super::overview::{answer, level_status, overview, state, state_tone, status_tone};
use super::result::{self, Bounds, bounds};
use crate::assessment::sheet::AnswerSheet;
use crate::comparison::{Comparison, Difference, Direction, Reason, compare, differences, last_day};
use crate::exact::Fraction;
use crate::language::{Lang, Report, fill};
use crate::questionnaire::Method;
use crate::scoring::Scorecard;
use crate::text::named;

/// An assessment with its result.
#[derive(Debug, Clone)]
pub struct Point<'t> {
    /// Its file, as it is shown.
    pub file: String,
    /// Its answers.
    pub sheet: &'t AnswerSheet<'t>,
    /// What follows from them.
    pub card: &'t Scorecard,
}

impl Point<'_> {
    /// Returns what changed from this assessment to a later one.
    pub fn to(&self, later: &Point<'_>) -> Comparison {
        compare((self.sheet, self.card), (later.sheet, later.card))
    }
}

/// Assessments in the order in which they were given, ready to be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// What the questionnaire is called.
    pub title: String,
    /// The assessments, in order.
    pub points: Vec<Stood>,
    /// What their parts are parts of.
    pub measure: Measure,
    /// Levels that all of them aim at or pass on the way, with status and score in each.
    pub levels: Vec<Row>,
    /// Domains that differ, with their share or mean in each.
    pub domains: Vec<Row>,
    /// What changed from one to the next; one less than there are assessments.
    pub steps: Vec<Step>,
}

/// How an assessment stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Stood {
    /// What its column is called: its day, or its file where two are of one day.
    pub name: String,
    /// Its file and its day.
    pub file: String,
    /// What it aimed at, where not all of them aimed at the same; else empty.
    pub aim: String,
    /// What came out.
    pub headline: String,
    /// How much of the level aimed at was there, as it is told.
    pub measure: String,
    /// That part for certain, 0 to 1.
    pub low: f64,
    /// That part with every open answer at its best, `low` to 1.
    pub high: f64,
    /// The part that the level asks for, 0 to 1.
    pub needed: f64,
    /// Whether the target was reached.
    pub tone: Tone,
}

/// A level or a domain in each of the assessments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Index of the level or of the domain.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// How it stood in each, with its tone.
    pub stood: Vec<Mark>,
}

/// How something stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its state or status.
    pub text: String,
    /// The figure that belongs to it; empty where there is none.
    pub note: String,
    /// What it means.
    pub tone: Tone,
}

impl Mark {
    /// Returns both in one line.
    pub fn told(&self) -> String {
        named(&self.text, " · ", &self.note)
    }
}

/// What the parts of the assessments are parts of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// The score of the level aimed at.
    #[default]
    Score,
    /// The requirements that count.
    Met,
}

/// What changed from one assessment to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was found.
    pub found: Comparison,
    /// From when to when.
    pub between: String,
    /// From when to when, and how many went which way.
    pub told: String,
    /// The requirements of which something changed, one for each difference that was found.
    pub changes: Vec<Changed>,
}

/// A requirement of which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Index of the requirement.
    pub requirement: usize,
    /// Its id and title.
    pub name: String,
    /// It is in another state or at another stage than before.
    pub moved: bool,
    /// Its state before, or its stage where levels are means.
    pub before: Mark,
    /// Its state or stage now.
    pub now: Mark,
    /// What is another than before.
    pub why: String,
}

/// Puts assessments side by side into words.
pub fn told(points: &[Point<'_>], lang: Lang) -> Told {
    let report = &lang.words().report;
    let Some(last) = points.last() else { return Told::default() };
    let questionnaire = last.sheet.questionnaire();
    let names = names(points);
    let overviews: Vec<_> = points.iter().map(|point| overview(point.sheet, point.card, lang)).collect();
    let common = points.iter().map(|point| point.card.levels.len()).min().unwrap_or(0);
    let levels = (0..common).map(|level| {
        let stood = points.iter().zip(&overviews).map(|(point, overview)| {
            let own = &point.card.levels[level];
            let status = level_status(point.sheet, level, own, lang);
            Mark { text: status, note: overview.levels[level].score.clone(), tone: status_tone(own.status) }
        });
        Row {
            index: level,
            name: questionnaire.levels()[level].title.get(lang.tag()).to_owned(),
            stood: stood.collect(),
        }
    });
    let domains = questionnaire.domains().iter().enumerate().filter_map(|(domain, own)| {
        let stood: Vec<Mark> = overviews
            .iter()
            .map(|overview| overview.domains.iter().find(|row| row.domain == domain))
            .map(|row| match row {
                Some(row) => Mark { text: row.stands.clone(), note: row.level.clone(), tone: row.tone },
                None => Mark { text: report.nothing.to_owned(), note: String::new(), tone: Tone::Absent },
            })
            .collect();
        let differs = stood.windows(2).any(|pair| pair[0].told() != pair[1].told());
        differs.then(|| Row { index: domain, name: named(&own.id, " ", own.title.get(lang.tag())), stood })
    });
    let steps = points.windows(2).zip(names.windows(2));
    let steps = steps.map(|(pair, names)| step(&pair[0], &pair[1], (&names[0], &names[1]), lang));
    // What is drawn beside each other has to be of one kind.
    let by_score = points.iter().all(|point| point.card.levels.last().is_some_and(|level| level.score.is_some()));
    let aims_differ = points.windows(2).any(|pair| pair[0].sheet.target() != pair[1].sheet.target());
    let stood = points.iter().zip(&overviews).zip(&names).map(|((point, overview), name)| {
        let day = last_day(point.sheet).map(|day| day.to_string());
        let level = point.sheet.target();
        let (low, high) = progress(point.card, by_score);
        let aim = aims_differ.then(|| questionnaire.levels()[level].title.get(lang.tag()).to_owned());
        Stood {
            name: name.clone(),
            file: lang.detailed(&point.file, &day.into_iter().collect::<Vec<_>>()),
            aim: aim.unwrap_or_default(),
            headline: overview.headline.clone(),
            measure: match overview.levels.last() {
                Some(level) if by_score => level.score.clone(),
                _ => met(point.card, report),
            },
            low,
            high,
            needed: if by_score { questionnaire.needed_part(level).to_f64() } else { 1.0 },
            tone: overview.tone,
        }
    });
    Told {
        title: questionnaire.title().get(lang.tag()).to_owned(),
        points: stood.collect(),
        measure: if by_score { Measure::Score } else { Measure::Met },
        levels: levels.collect(),
        domains: domains.collect(),
        steps: steps.collect(),
    }
}

/// What the columns are called: by their days, or by their files where two are of one day.
fn names(points: &[Point<'_>]) -> Vec<String> {
    let days: Vec<Option<String>> =
        points.iter().map(|point| last_day(point.sheet).map(|day| day.to_string())).collect();
    let unique = (0..days.len()).all(|at| days[at].is_some() && !days[at + 1..].contains(&days[at]));
    let names = points.iter().zip(days);
    names.map(|(point, day)| day.filter(|_| unique).unwrap_or_else(|| point.file.clone())).collect()
}

/// Requirements that pass for certain, those that may still pass, and those that count.
pub fn counts(card: &Scorecard) -> (usize, usize, usize) {
    let all = card.requirements.iter().filter(|own| own.outlook.is_some());
    all.fold((0, 0, 0), |(met, possible, of), own| {
        (met + usize::from(own.passes()), possible + usize::from(!own.fails()), of + 1)
    })
}

fn met(card: &Scorecard, report: &Report) -> String {
    let (met, _, of) = counts(card);
    fill(report.met_value, &[("met", met.to_string()), ("of", of.to_string())])
}

/// How much of the level aimed at is there for certain and at best, 0 to 1: of its score, or of the requirements that
/// count.
fn progress(card: &Scorecard, by_score: bool) -> (f64, f64) {
    let score = card.levels.last().and_then(|level| level.score.as_ref()).filter(|_| by_score);
    match score.filter(|score| !score.max.is_zero()) {
        Some(score) => {
            let part = |value: &Fraction| (value.to_f64() / score.max.to_f64()).clamp(0.0, 1.0);
            (part(&score.range.low), part(&score.range.high))
        }
        None => {
            let (met, possible, of) = counts(card);
            let whole = |count: usize| Fraction::from(i64::try_from(count).unwrap_or(i64::MAX));
            let part = |count: usize| if of == 0 { 0.0 } else { (whole(count) / whole(of)).to_f64() };
            (part(met), part(possible))
        }
    }
}

fn step(before: &Point<'_>, now: &Point<'_>, (old, new): (&str, &str), lang: Lang) -> Step {
    let found = before.to(now);
    let (words, report) = (&lang.words().editions, &lang.words().report);
    let count = |direction: Direction| found.count(direction).to_string();
    let values = [
        ("old", old.to_owned()),
        ("new", new.to_owned()),
        ("better", count(Direction::Better)),
        ("worse", count(Direction::Worse)),
        ("other", count(Direction::Other)),
    ];
    let by_stage = now.sheet.questionnaire().method() == Method::Mean;
    let stood = |sheet: &AnswerSheet<'_>, position: usize| {
        let (text, tone) = if by_stage {
            answer(sheet, position, lang)
        } else {
            let own = sheet.state(position);
            (state(report, own).to_owned(), state_tone(own))
        };
        Mark { text, note: String::new(), tone }
    };
    let changes: Vec<Changed> = (found.differences.iter())
        .map(|own| {
            let requirement = &now.sheet.questionnaire().requirements()[own.change.requirement];
            Changed {
                requirement: own.change.requirement,
                name: named(&requirement.id, " ", requirement.title.get(lang.tag())),
                moved: own.direction.is_some(),
                before: stood(before.sheet, own.change.requirement),
                now: stood(now.sheet, own.change.requirement),
                why: why(own, lang),
            }
        })
        .collect();
    let between = fill(words.between, &values[..2]);
    Step { between, told: fill(words.step, &values), changes, found }
}

fn why(own: &Difference, lang: Lang) -> String {
    let words = &lang.words().editions;
    let told = own.reasons.iter().map(|reason| match reason {
        Reason::Answer => words.reason_answer.to_owned(),
        Reason::Objective => lang.detailed(words.reason_objective, &[own.objectives.join(", ")]),
        Reason::Evidence => words.reason_evidence.to_owned(),
        Reason::Plan => words.reason_plan.to_owned(),
        Reason::Asked => words.reason_asked.to_owned(),
        Reason::Edition => words.reason_edition.to_owned(),
    });
    told.collect::<Vec<_>>().join(lang.comma())
}

/// Assessments side by side for other programs: `gradus/comparison/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct ComparisonFile<'t> {
    format: &'static str,
    questionnaire: &'t str,
    edition: &'t str,
    #[serde(flatten)]
    compared: Compared<'t>,
}

/// How each assessment stood, and what changed from one to the next.
#[derive(Debug, Serialize)]
pub struct Compared<'t> {
    assessments: Vec<PointFile<'t>>,
    steps: Vec<Vec<DifferenceFile<'t>>>,
}

#[derive(Debug, Serialize)]
struct PointFile<'t> {
    file: String,
    day: Option<crate::dates::Date>,
    edition: &'t str,
    reached: Option<&'t str>,
    target_status: &'static str,
    levels: Vec<LevelFile<'t>>,
    domains: Vec<DomainFile<'t>>,
}

#[derive(Debug, Serialize)]
struct LevelFile<'t> {
    id: &'t str,
    status: &'static str,
    score: Option<Bounds>,
}

#[derive(Debug, Serialize)]
struct DomainFile<'t> {
    id: &'t str,
    level: Option<&'t str>,
    met: usize,
    of: usize,
    share: Option<Bounds>,
}

#[derive(Debug, Serialize)]
struct DifferenceFile<'t> {
    id: &'t str,
    before: &'static str,
    now: &'static str,
    answer_before: Option<&'t str>,
    answer_now: Option<&'t str>,
    direction: &'static str,
    why: Vec<&'static str>,
    objectives: Vec<String>,
}

/// Puts assessments side by side into their frozen form.
pub fn file<'t>(points: &[Point<'t>]) -> ComparisonFile<'t> {
    let questionnaire = points[points.len() - 1].sheet.questionnaire();
    ComparisonFile {
        format: "gradus/comparison/1",
        questionnaire: questionnaire.id(),
        edition: questionnaire.edition(),
        compared: compared(points),
    }
}

/// Puts assessments side by side, as part of a file. There is one at least.
pub fn compared<'t>(points: &[Point<'t>]) -> Compared<'t> {
    let questionnaire = points[points.len() - 1].sheet.questionnaire();
    let level_id = |level: usize| questionnaire.levels()[level].id.as_str();
    let assessments = points.iter().map(|point| PointFile {
        file: point.file.clone(),
        day: last_day(point.sheet),
        edition: &point.sheet.assessment().questionnaire.edition,
        reached: point.card.reached.map(level_id),
        target_status: point.card.target.word(),
        levels: point
            .card
            .levels
            .iter()
            .enumerate()
            .map(|(level, own)| LevelFile {
                id: level_id(level),
                status: own.status.word(),
                score: own.score.as_ref().map(|score| bounds(&score.range)),
            })
            .collect(),
        domains: questionnaire
            .domains()
            .iter()
            .zip(&point.card.domains)
            .filter(|(_, own)| own.of > 0)
            .map(|(domain, own)| DomainFile {
                id: &domain.id,
                level: own.level.map(level_id),
                met: own.met,
                of: own.of,
                share: own.share.as_ref().map(bounds),
            })
            .collect(),
    });
    let steps = points.windows(2).map(|pair| {
        let all = differences(pair[0].sheet, pair[1].sheet).into_iter();
        all.map(|own| {
            let requirement = own.change.requirement;
            DifferenceFile {
                id: &questionnaire.requirements()[requirement].id,
                before: super::file::state(own.change.before),
                now: super::file::state(own.change.after),
                answer_before: result::answer(pair[0].sheet, requirement),
                answer_now: result::answer(pair[1].sheet, requirement),
                direction: own.direction.unwrap_or(Direction::Other).word(),
                why: own.reasons.iter().map(|reason| reason.word()).collect(),
                objectives: own.objectives,
            }
        })
        .collect()
    });
    Compared { assessments: assessments.collect(), steps: steps.collect() }
}
