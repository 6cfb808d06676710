//! The frozen form of a result for other programs: `gradus/result/1`. Keys may be added, never changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::stages::next;
use crate::assessment::carried::{Carried, carried};
use crate::assessment::sheet::{AnswerSheet, Asked, Reply, Settled, Verdict, aim};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::questionnaire::{NOT_APPLICABLE, Poam, UNKNOWN};
use crate::scoring::{BlockerItem, Range, Scorecard};

/// A result for other programs.
#[derive(Debug, Serialize)]
pub struct ResultFile<'a> {
    format: &'static str,
    questionnaire: QuestionnaireRef<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<CarriedFile>,
    target: &'a str,
    reached: Option<&'a str>,
    target_status: &'static str,
    progress: Progress,
    levels: Vec<Level<'a>>,
    domains: Vec<Domain<'a>>,
    requirements: Vec<Requirement<'a>>,
}

#[derive(Debug, Serialize)]
struct QuestionnaireRef<'a> {
    id: &'a str,
    edition: &'a str,
    digest: &'a str,
}

/// What became of answers to another edition: ids of requirements, and `ID/a` for an objective that is gone.
#[derive(Debug, Serialize)]
struct CarriedFile {
    edition: String,
    kept: usize,
    renamed: BTreeMap<String, String>,
    to_answer: Vec<String>,
    no_longer_fitting: Vec<String>,
    not_asked_now: Vec<String>,
    no_longer_asked: Vec<String>,
}

/// Puts what became of answers to another edition into its frozen form.
fn carried_file(sheet: &AnswerSheet<'_>, carried: Carried) -> CarriedFile {
    // Every field is named, so that one which is added later is not forgotten here.
    let Carried { from, to: _, kept, renamed, unfit, open, hidden, gone, facts: _, target: _ } = carried;
    let id = |position: usize| sheet.questionnaire().requirements()[position].id.clone();
    let ids = |positions: &[usize]| positions.iter().map(|&position| id(position)).collect::<Vec<String>>();
    let mut to_answer: Vec<usize> = unfit.iter().chain(&open).copied().collect();
    to_answer.sort_unstable();
    CarriedFile {
        edition: from,
        kept: kept.len(),
        renamed: renamed.into_iter().map(|(name, position)| (name, id(position))).collect(),
        to_answer: ids(&to_answer),
        no_longer_fitting: ids(&unfit),
        not_asked_now: ids(&hidden),
        no_longer_asked: gone,
    }
}

#[derive(Debug, Serialize)]
struct Progress {
    asked: usize,
    answered: usize,
    unknown: usize,
    not_applicable: usize,
}

/// A figure between its worst and its best.
#[derive(Debug, Serialize)]
pub(super) struct Bounds {
    low: Fraction,
    high: Fraction,
}

#[derive(Debug, Serialize)]
struct Score {
    low: Fraction,
    high: Fraction,
    max: Fraction,
}

#[derive(Debug, Serialize)]
struct Level<'a> {
    id: &'a str,
    status: &'static str,
    possible: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    validity: Option<Validity>,
    score: Option<Score>,
    blockers: Vec<Blocker<'a>>,
}

/// Days from and until which a status holds, and by which it has to be affirmed.
#[derive(Debug, Serialize)]
struct Validity {
    from: Date,
    stated: bool,
    until: Option<Date>,
    affirm_by: Option<Date>,
}

#[derive(Debug, Serialize)]
struct Blocker<'a> {
    id: &'a str,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct Domain<'a> {
    id: &'a str,
    level: Option<&'a str>,
    met: usize,
    of: usize,
    share: Option<Bounds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Bounds>,
}

/// What was answered under another edition and is no answer to this one, by the names of files.
#[derive(Debug, Serialize)]
struct Earlier<'a> {
    edition: &'a str,
    answer: String,
}

/// `credit` and `lost` are null while they are open; their bounds stand in `range` and `lost_range`.
#[derive(Debug, Serialize)]
struct Requirement<'a> {
    id: &'a str,
    asked: bool,
    answer: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a str>,
    credit: Option<Fraction>,
    lost: Option<Fraction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Bounds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost_range: Option<Bounds>,
    poam: &'static str,
    planned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<Earlier<'a>>,
}

/// Puts a result into its frozen form.
pub fn result<'a>(sheet: &'a AnswerSheet<'a>, scorecard: &Scorecard) -> ResultFile<'a> {
    let questionnaire = sheet.questionnaire();
    let level_id = |level: usize| questionnaire.levels()[level].id.as_str();
    let target = &sheet.assessment().target;
    let levels = scorecard.levels.iter().enumerate().map(|(index, level)| Level {
        id: level_id(index),
        status: level.status.word(),
        possible: level.possible.word(),
        validity: level.validity.map(|own| Validity {
            from: own.from,
            stated: own.stated,
            until: own.until,
            affirm_by: own.affirm_by,
        }),
        score: level.score.as_ref().map(|score| Score {
            low: score.range.low.clone(),
            high: score.range.high.clone(),
            max: score.max.clone(),
        }),
        blockers: level
            .blockers
            .iter()
            .map(|blocker| Blocker {
                id: match blocker.item {
                    BlockerItem::Requirement(position) => questionnaire.requirements()[position].id.as_str(),
                    BlockerItem::Level(lower) => level_id(lower),
                    BlockerItem::Fact(question) => questionnaire.profile()[question].id.as_str(),
                },
                why: blocker.why.word(),
            })
            .collect(),
    });
    let domains = questionnaire.domains().iter().zip(&scorecard.domains).filter(|(_, result)| result.of > 0);
    let domains = domains.map(|(domain, result)| Domain {
        id: &domain.id,
        level: result.level.map(level_id),
        met: result.met,
        of: result.of,
        share: result.share.as_ref().map(bounds),
        value: result.value.as_ref().map(bounds),
    });
    ResultFile {
        format: "gradus/result/1",
        questionnaire: QuestionnaireRef {
            id: questionnaire.id(),
            edition: questionnaire.edition(),
            digest: questionnaire.digest(),
        },
        carried: carried(sheet).map(|carried| carried_file(sheet, carried)),
        target: if aim(questionnaire, target).is_some() { target } else { level_id(sheet.target()) },
        reached: scorecard.reached.map(level_id),
        target_status: scorecard.target.word(),
        progress: Progress {
            asked: scorecard.progress.asked,
            answered: scorecard.progress.answered,
            unknown: scorecard.progress.unknown,
            not_applicable: scorecard.progress.not_applicable,
        },
        levels: levels.collect(),
        domains: domains.collect(),
        requirements: (0..questionnaire.requirements().len())
            .map(|position| requirement(sheet, scorecard, position))
            .collect(),
    }
}

pub(super) fn bounds(range: &Range) -> Bounds {
    Bounds { low: range.low.clone(), high: range.high.clone() }
}

/// The worst case loses most, so it is the upper bound of what is lost.
fn lost_bounds(range: &Range) -> Bounds {
    Bounds { low: range.high.clone(), high: range.low.clone() }
}

fn requirement<'a>(sheet: &'a AnswerSheet<'a>, scorecard: &Scorecard, position: usize) -> Requirement<'a> {
    let own = &sheet.questionnaire().requirements()[position];
    let standing = &scorecard.requirements[position];
    let certain = |range: &Range| range.is_certain().then(|| range.low.clone());
    let open = standing.credit.as_ref().filter(|credit| !credit.is_certain());
    Requirement {
        id: &own.id,
        asked: sheet.asked(position) == Asked::Yes,
        answer: answer(sheet, position),
        next: next(sheet, position).map(|answer| answer.id.as_str()),
        credit: standing.credit.as_ref().and_then(certain),
        lost: certain(&standing.lost),
        range: open.map(bounds),
        lost_range: Some(&standing.lost).filter(|lost| !lost.is_certain()).map(lost_bounds),
        poam: match (&own.poam, standing.eligible) {
            (Poam::Never, _) => "never",
            (Poam::Allowed, _) => "allowed",
            (Poam::With(_), true) => "allowed",
            (Poam::With(_), false) => "never",
        },
        planned: standing.planned,
        earlier: sheet.earlier(position).map(|(edition, answer)| Earlier { edition, answer }),
    }
}

/// The answer to the whole requirement, or what follows from its objectives; none while it is open.
pub(super) fn answer<'a>(sheet: &'a AnswerSheet<'a>, position: usize) -> Option<&'a str> {
    let scale = sheet.questionnaire().scale_of(&sheet.questionnaire().requirements()[position]);
    match (sheet.settled(position), sheet.reply(position)) {
        (Settled::Answer(index), _) => Some(scale.answers[index].id.as_str()),
        (Settled::NotApplicable, _) => Some(NOT_APPLICABLE),
        (Settled::Open { .. }, Reply::Whole(Verdict::Unknown)) => Some(UNKNOWN),
        (Settled::Open { .. }, _) => None,
    }
}
