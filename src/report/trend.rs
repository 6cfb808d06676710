//! Assessments of one firm side by side: where each stands, and what changed from one to the next, with why.

use serde::Serialize;

use super::overview::{level_status, overview, state};
use super::result::{self, Bounds, bounds};
use crate::assessment::sheet::{AnswerSheet, Reply, State, Verdict};
use crate::comparison::{Change, Direction, last_day};
use crate::exact::Fraction;
use crate::language::{Lang, Report, fill};
use crate::scoring::Scorecard;
use crate::text::named;

/// An assessment with its result.
pub struct Point<'t> {
    /// Its file, as it is shown.
    pub file: String,
    /// Its answers.
    pub sheet: &'t AnswerSheet<'t>,
    /// What follows from them.
    pub card: &'t Scorecard,
}

/// Why a requirement is told: what is another than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The answer to the whole.
    Answer,
    /// Answers to objectives.
    Objective,
    /// What shows it.
    Evidence,
    /// The action plan.
    Plan,
    /// It is asked now, or no longer: the profile, the target or another answer.
    Asked,
    /// What was answered under another edition is answered anew, or no longer answered under this one.
    Edition,
}

impl Reason {
    const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Objective => "objective",
            Self::Evidence => "evidence",
            Self::Plan => "plan",
            Self::Asked => "asked",
            Self::Edition => "edition",
        }
    }

    fn told(self, lang: Lang) -> &'static str {
        let words = &lang.words().editions;
        match self {
            Self::Answer => words.reason_answer,
            Self::Objective => words.reason_objective,
            Self::Evidence => words.reason_evidence,
            Self::Plan => words.reason_plan,
            Self::Asked => words.reason_asked,
            Self::Edition => words.reason_edition,
        }
    }
}

/// A requirement of which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Index of the requirement, with its states.
    pub change: Change,
    /// Why, in the order of [`Reason`].
    pub reasons: Vec<Reason>,
    /// Letters of the objectives that are answered otherwise.
    pub objectives: Vec<String>,
}

/// Returns what changed from one assessment to the next, in the order of the questionnaire.
pub fn differences(before: &AnswerSheet<'_>, now: &AnswerSheet<'_>) -> Vec<Difference> {
    let questionnaire = now.questionnaire();
    let found = (0..questionnaire.requirements().len()).filter_map(|requirement| {
        let (old, new) = (before.reply(requirement), now.reply(requirement));
        let change = Change { requirement, before: before.state(requirement), after: now.state(requirement) };
        let objectives: Vec<String> = questionnaire.requirements()[requirement]
            .objectives
            .iter()
            .enumerate()
            .filter(|(index, _)| part(old, *index) != part(new, *index))
            .map(|(_, own)| own.id.clone())
            .collect();
        let by_parts = matches!((old, new), (Reply::Objectives(_), Reply::Objectives(_)));
        let entries = [before.entry(requirement), now.entry(requirement)];
        let evidence = entries.map(|entry| entry.map_or(&[][..], |entry| &entry.evidence));
        let plan = entries.map(|entry| entry.and_then(|entry| entry.plan.as_ref()));
        let hidden = |state: State| state == State::NotAsked;
        let all = [
            (old != new && !by_parts, Reason::Answer),
            (by_parts && !objectives.is_empty(), Reason::Objective),
            (evidence[0] != evidence[1], Reason::Evidence),
            (plan[0] != plan[1], Reason::Plan),
            (hidden(change.before) != hidden(change.after), Reason::Asked),
            (before.earlier(requirement) != now.earlier(requirement), Reason::Edition),
        ];
        let reasons: Vec<Reason> = all.into_iter().filter(|(is, _)| *is).map(|(_, reason)| reason).collect();
        let objectives = if by_parts { objectives } else { Vec::new() };
        let is_told = change.before != change.after || !reasons.is_empty();
        is_told.then_some(Difference { change, reasons, objectives })
    });
    found.collect()
}

fn part(reply: &Reply, index: usize) -> Option<Verdict> {
    match reply {
        Reply::Objectives(parts) => parts.get(index).copied().flatten(),
        Reply::Whole(verdict) => Some(*verdict),
        Reply::None => None,
    }
}

/// Assessments in the order in which they were given, ready to be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// What the questionnaire is called.
    pub title: String,
    /// For each assessment: its day and file, what came out, and how much of the target's score or share it has.
    pub points: Vec<(String, String, f64, String)>,
    /// Heads of the tables: levels or domains, then a column for each assessment.
    pub heads: Vec<String>,
    /// Levels with status and score in each.
    pub levels: Vec<Vec<String>>,
    /// Domains that differ, with their share or mean in each.
    pub domains: Vec<Vec<String>>,
    /// For each step from one to the next: what it is, and its rows (requirement, before, now, why).
    pub steps: Vec<(String, Vec<[String; 4]>)>,
}

/// Puts assessments side by side into words.
pub fn told(points: &[Point<'_>], lang: Lang) -> Told {
    let (words, report) = (&lang.words().editions, &lang.words().report);
    let Some(last) = points.last() else { return Told::default() };
    let questionnaire = last.sheet.questionnaire();
    let names = names(points);
    let overviews: Vec<_> = points.iter().map(|point| overview(point.sheet, point.card, lang)).collect();
    let common = points.iter().map(|point| point.card.levels.len()).min().unwrap_or(0);
    let levels = (0..common).map(|level| {
        let title = questionnaire.levels()[level].title.get(lang.tag()).to_owned();
        let stood = points.iter().zip(&overviews).map(|(point, overview)| {
            let status = level_status(point.sheet, level, &point.card.levels[level], lang);
            named(&status, " · ", &overview.levels[level].score)
        });
        std::iter::once(title).chain(stood).collect()
    });
    let domains = (0..questionnaire.domains().len()).filter_map(|domain| {
        let title = &questionnaire.domains()[domain];
        let stood: Vec<String> = overviews
            .iter()
            .map(|overview| overview.domains.iter().find(|row| row.domain == domain))
            .map(|row| row.map_or_else(|| report.nothing.to_owned(), |row| named(&row.stands, " · ", &row.level)))
            .collect();
        let differs = stood.windows(2).any(|pair| pair[0] != pair[1]);
        let name = named(&title.id, " ", title.title.get(lang.tag()));
        differs.then(|| std::iter::once(name).chain(stood).collect())
    });
    let steps = points.windows(2).zip(names.windows(2));
    let steps = steps.map(|(pair, names)| step((&pair[0], &names[0]), (&pair[1], &names[1]), lang));
    // What is drawn beside each other has to be of one kind.
    let by_score = points.iter().all(|point| point.card.levels.last().is_some_and(|level| level.score.is_some()));
    let told_points = points.iter().zip(&overviews).map(|(point, overview)| {
        let day = last_day(point.sheet).map_or_else(String::new, |day| day.to_string());
        let name = lang.detailed(&point.file, &[day].into_iter().filter(|day| !day.is_empty()).collect::<Vec<_>>());
        let measure = match overview.levels.last() {
            Some(level) if by_score => level.score.clone(),
            _ => met(point.card, report),
        };
        (name, overview.headline.clone(), progress(point.card, by_score), measure)
    });
    Told {
        title: questionnaire.title().get(lang.tag()).to_owned(),
        points: told_points.collect(),
        heads: std::iter::once(words.compared.to_owned()).chain(names.clone()).collect(),
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

/// Requirements that pass, and those that count.
fn counts(card: &Scorecard) -> (usize, usize) {
    let all = card.requirements.iter().filter(|own| own.outlook.is_some());
    all.fold((0, 0), |(met, of), own| (met + usize::from(own.passes()), of + 1))
}

fn met(card: &Scorecard, report: &Report) -> String {
    let (met, of) = counts(card);
    fill(report.met_value, &[("met", met.to_string()), ("of", of.to_string())])
}

/// How much of the level aimed at is there for certain, 0 to 1: of its score, or of the requirements that count.
fn progress(card: &Scorecard, by_score: bool) -> f64 {
    let score = card.levels.last().and_then(|level| level.score.as_ref()).filter(|_| by_score);
    match score.filter(|score| !score.max.is_zero()) {
        Some(score) => (score.range.low.to_f64() / score.max.to_f64()).clamp(0.0, 1.0),
        None => {
            let (met, of) = counts(card);
            let whole = |count: usize| Fraction::from(i64::try_from(count).unwrap_or(i64::MAX));
            if of == 0 { 0.0 } else { (whole(met) / whole(of)).to_f64() }
        }
    }
}

fn step((before, old): (&Point<'_>, &str), (now, new): (&Point<'_>, &str), lang: Lang) -> (String, Vec<[String; 4]>) {
    let (words, report) = (&lang.words().editions, &lang.words().report);
    let questionnaire = now.sheet.questionnaire();
    let all = differences(before.sheet, now.sheet);
    let count = |direction: Direction| {
        let moved = all.iter().filter(|own| own.change.before != own.change.after);
        moved.filter(|own| own.change.direction() == direction).count().to_string()
    };
    let values = [
        ("old", old.to_owned()),
        ("new", new.to_owned()),
        ("better", count(Direction::Better)),
        ("worse", count(Direction::Worse)),
        ("other", count(Direction::Other)),
    ];
    let rows = all.iter().map(|own| {
        let requirement = &questionnaire.requirements()[own.change.requirement];
        let reasons: Vec<String> = own
            .reasons
            .iter()
            .map(|reason| match reason {
                Reason::Objective => lang.detailed(reason.told(lang), &[own.objectives.join(", ")]),
                _ => reason.told(lang).to_owned(),
            })
            .collect();
        [
            named(&requirement.id, " ", requirement.title.get(lang.tag())),
            state(report, own.change.before).to_owned(),
            state(report, own.change.after).to_owned(),
            reasons.join(lang.comma()),
        ]
    });
    (fill(words.step, &values), rows.collect())
}

/// Assessments side by side for other programs: `gradus/comparison/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct ComparisonFile<'t> {
    format: &'static str,
    questionnaire: &'t str,
    edition: &'t str,
    assessments: Vec<PointFile<'t>>,
    steps: Vec<Vec<DifferenceFile<'t>>>,
}

#[derive(Debug, Serialize)]
struct PointFile<'t> {
    file: &'t str,
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
pub fn file<'t>(points: &'t [Point<'t>]) -> ComparisonFile<'t> {
    let questionnaire = points[points.len() - 1].sheet.questionnaire();
    let level_id = |level: usize| questionnaire.levels()[level].id.as_str();
    let assessments = points.iter().map(|point| PointFile {
        file: &point.file,
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
                direction: match own.change.direction() {
                    Direction::Better => "better",
                    Direction::Worse => "worse",
                    Direction::Other => "other",
                },
                why: own.reasons.iter().map(|reason| reason.word()).collect(),
                objectives: own.objectives,
            }
        })
        .collect()
    });
    ComparisonFile {
        format: "gradus/comparison/1",
        questionnaire: questionnaire.id(),
        edition: questionnaire.edition(),
        assessments: assessments.collect(),
        steps: steps.collect(),
    }
}
