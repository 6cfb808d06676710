//! Scoring: from answers to levels. Pure and exact; every open answer makes a range, never a guess.
//!
//! Each figure is computed twice, with all open answers at their worst and at their best. What is the same
//! both ways is certain, whatever the answers still to come.

mod rules;

use crate::assessment::sheet::{AnswerSheet, Asked, Settled, State};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::questionnaire::{Method, Poam, Requirement, Rule};

/// Everything that follows from an answer sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// How far the assessment is.
    pub progress: Progress,
    /// One entry for each requirement of the questionnaire, in its order.
    pub requirements: Vec<Standing>,
    /// One entry for each level up to the target, lowest first.
    pub levels: Vec<LevelResult>,
    /// One entry for each domain, in the questionnaire's order.
    pub domains: Vec<DomainResult>,
    /// Index of the highest level that is reached for certain.
    pub reached: Option<usize>,
    /// Whether the target is reached, in all and in each domain.
    pub target: Status,
}

impl Scorecard {
    /// Returns whether a level is reached for certain, and in each domain the level aimed at there. What was not
    /// asked is not reached.
    pub fn reaches(&self, (level, by_domain): &(usize, Vec<usize>)) -> bool {
        let all = self.reached.is_some_and(|reached| reached >= *level);
        all && self
            .domains
            .iter()
            .zip(by_domain)
            .all(|(domain, aim)| aim <= level || domain.of == 0 || domain.level.is_some_and(|reached| reached >= *aim))
    }
}

/// A figure between its worst and its best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// With all open answers at their worst.
    pub low: Fraction,
    /// With all open answers at their best.
    pub high: Fraction,
}

impl Range {
    /// Returns whether nothing is open in it.
    pub fn is_certain(&self) -> bool {
        self.low == self.high
    }

    fn exactly(value: Fraction) -> Self {
        Self { low: value.clone(), high: value }
    }
}

/// Counts of requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Asked of this firm.
    pub asked: usize,
    /// Answered for good, "not applicable" among them.
    pub answered: usize,
    /// Answered "don't know".
    pub unknown: usize,
    /// Answered "not applicable".
    pub not_applicable: usize,
}

impl Progress {
    /// Returns the answered part in whole percent, rounded down.
    pub fn percent(&self) -> usize {
        (self.answered * 100).checked_div(self.asked).unwrap_or(0)
    }
}

/// How a requirement stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The state in which people see it.
    pub state: State,
    /// Credit from 0 to 1; none where it counts in no sum.
    pub credit: Option<Range>,
    /// Whether it passes; none where it counts in no sum.
    pub outlook: Option<Outlook>,
    /// Points lost; 0 where it has none.
    pub lost: Range,
    /// Whether it may stand on an action plan as it is answered now.
    pub eligible: bool,
    /// Whether it stands on the action plan.
    pub planned: bool,
}

impl Standing {
    /// Returns whether it passes for certain.
    pub fn passes(&self) -> bool {
        self.outlook == Some(Outlook::Passes)
    }

    /// Returns whether it fails for certain.
    pub fn fails(&self) -> bool {
        self.outlook == Some(Outlook::Fails)
    }
}

/// Whether a requirement passes, whatever is still answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlook {
    /// With every answer that it can still have.
    Passes,
    /// With none.
    Fails,
    /// Answers still to come decide.
    Open,
}

impl Outlook {
    /// Returns the outlook between the worst and the best that can still be answered.
    const fn between(worst_passes: bool, best_passes: bool) -> Self {
        match (worst_passes, best_passes) {
            (true, _) => Self::Passes,
            (false, true) => Self::Open,
            (false, false) => Self::Fails,
        }
    }
}

/// Whether a level is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// For good.
    Final,
    /// On condition that the action plan is carried out.
    Conditional,
    /// Not reached, whatever is still answered.
    NotReached,
    /// Answers still to come decide.
    Open,
}

impl Status {
    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Conditional => "conditional",
            Self::NotReached => "not-reached",
            Self::Open => "open",
        }
    }

    /// Returns whether the level counts as reached.
    pub const fn is_reached(self) -> bool {
        matches!(self, Self::Final | Self::Conditional)
    }
}

/// How a level stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelResult {
    /// Whether it is reached.
    pub status: Status,
    /// The best status that can still be had without closing a gap: with every open answer at its best, and every
    /// gap that may stand on an action plan on it. Never `Open`.
    pub possible: Status,
    /// From when to when the status holds; none where it is not reached or no day is known.
    pub validity: Option<Validity>,
    /// Its score; none where its rule has no score, or an essential requirement is missing.
    pub score: Option<Score>,
    /// What keeps it from being reached for certain.
    pub blockers: Vec<Blocker>,
}

/// From when to when a status holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Validity {
    /// The day from which it counts.
    pub from: Date,
    /// The file states that day; otherwise it is the day of the assessment.
    pub stated: bool,
    /// The last day, where the level names a duration.
    pub until: Option<Date>,
    /// The day by which it has to be affirmed next, where it has to be.
    pub affirm_by: Option<Date>,
}

/// A score with its greatest value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// What was scored.
    pub range: Range,
    /// What can be scored at most.
    pub max: Fraction,
}

/// Something that keeps a level from being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocker {
    /// What it is.
    pub item: BlockerItem,
    /// Why it counts.
    pub why: Why,
}

/// What keeps a level from being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockerItem {
    /// A requirement, by its index.
    Requirement(usize),
    /// A lower level, by its index.
    Level(usize),
    /// A fact about the firm that the level requires: index of the profile question.
    Fact(usize),
}

/// Why something keeps a level from being reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It does not pass.
    NotMet,
    /// It costs more than one point, so it may not stand on an action plan.
    PointsOverOne,
    /// It may never stand on an action plan.
    NeverOnPlan,
    /// It may stand on an action plan, but does not.
    NotOnPlan,
    /// Without it there is no score.
    NoSsp,
    /// It stands on the plan, but the score is below the conditional score.
    BelowConditional,
    /// A lower level is not reached, or not in the way that this one requires.
    LowerLevel,
}

impl Why {
    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::PointsOverOne => "points-over-1",
            Self::NeverOnPlan => "never-on-plan",
            Self::NotOnPlan => "not-on-plan",
            Self::NoSsp => "no-ssp",
            Self::BelowConditional => "below-conditional",
            Self::LowerLevel => "lower-level",
        }
    }
}

/// How a domain stands.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainResult {
    /// Index of the highest level that its own requirements reach.
    pub level: Option<usize>,
    /// Requirements that pass.
    pub met: usize,
    /// Requirements that count.
    pub of: usize,
    /// Part of the credit, 0 to 1; none where nothing counts.
    pub share: Option<Range>,
    /// Mean value, under the method `mean`.
    pub value: Option<Range>,
    /// Whether it reaches the level aimed at in it; none where nothing of it is asked.
    pub target: Option<Status>,
}

/// Scores an answer sheet. It cannot fail.
pub fn score(sheet: &AnswerSheet<'_>) -> Scorecard {
    let questionnaire = sheet.questionnaire();
    let requirements: Vec<Standing> =
        (0..questionnaire.requirements().len()).map(|position| standing(sheet, position)).collect();
    let scoring = rules::Scoring { sheet, standings: &requirements };
    let levels = scoring.levels();
    let domains: Vec<DomainResult> = (0..questionnaire.domains().len()).map(|domain| scoring.domain(domain)).collect();
    let reached = levels.iter().rposition(|level| level.status.is_reached());
    let target = target_status(&levels, &domains);
    Scorecard { progress: progress(sheet), requirements, levels, domains, reached, target }
}

fn progress(sheet: &AnswerSheet<'_>) -> Progress {
    let mut progress = Progress::default();
    for position in sheet.asked_requirements() {
        progress.asked += 1;
        match sheet.state(position) {
            State::Met | State::Partly | State::NotMet => progress.answered += 1,
            State::NotApplicable => {
                progress.answered += 1;
                progress.not_applicable += 1;
            }
            State::Unknown => progress.unknown += 1,
            State::Unanswered | State::NotAsked => {}
        }
    }
    progress
}

/// The target is reached when its level is, and every domain reaches what is aimed at in it.
fn target_status(levels: &[LevelResult], domains: &[DomainResult]) -> Status {
    let all = levels.last().map_or(Status::NotReached, |level| level.status);
    let raised = domains.iter().filter_map(|domain| domain.target);
    raised.fold(all, |worst, status| match (worst, status) {
        (Status::NotReached, _) | (_, Status::NotReached) => Status::NotReached,
        (Status::Open, _) | (_, Status::Open) => Status::Open,
        (Status::Conditional, _) | (_, Status::Conditional) => Status::Conditional,
        (Status::Final, Status::Final) => Status::Final,
    })
}

fn standing(sheet: &AnswerSheet<'_>, position: usize) -> Standing {
    let questionnaire = sheet.questionnaire();
    let requirement = &questionnaire.requirements()[position];
    let scale = questionnaire.scale_of(requirement);
    let state = sheet.state(position);
    let planned = sheet.entry(position).is_some_and(|entry| entry.plan.is_some());
    let nothing = Range::exactly(Fraction::zero());
    let last = scale.answers.len() - 1;
    let passes = |answer: usize| scale.answers[answer].passes;
    let (credit, outlook, lost) = match (sheet.asked(position), sheet.settled(position)) {
        (Asked::Hidden | Asked::AboveTarget, _) => (None, None, nothing),
        (Asked::Undecided, _) | (Asked::Yes, Settled::Open { best: 0 }) => {
            let drops_out = may_drop_out(sheet, position);
            let low = if drops_out { questionnaire.least_credit() } else { scale.answers[last].credit.clone() };
            let worst_passes = if drops_out { low.is_one() } else { passes(last) };
            let credit = Range { low, high: Fraction::one() };
            let lost = Range { low: worst_loss(sheet, position, 0), high: Fraction::zero() };
            (Some(credit), Some(Outlook::between(worst_passes, true)), lost)
        }
        (Asked::Yes, Settled::Open { best }) => {
            let credit = Range { low: scale.answers[last].credit.clone(), high: scale.answers[best].credit.clone() };
            let lost = Range { low: worst_loss(sheet, position, best), high: loss(sheet, requirement, best) };
            (Some(credit), Some(Outlook::between(passes(last), passes(best))), lost)
        }
        (Asked::Yes, Settled::Answer(index)) => {
            let credit = Range::exactly(scale.answers[index].credit.clone());
            (
                Some(credit),
                Some(Outlook::between(passes(index), passes(index))),
                Range::exactly(loss(sheet, requirement, index)),
            )
        }
        (Asked::Yes, Settled::NotApplicable) => {
            let met = scale.not_applicable.is_some_and(|terms| terms.counts_as_met);
            (met.then(|| Range::exactly(Fraction::one())), met.then_some(Outlook::Passes), nothing)
        }
    };
    let eligible = match (&requirement.poam, sheet.settled(position)) {
        (Poam::Never, _) => false,
        (Poam::Allowed, _) => true,
        (Poam::With(answers), Settled::Answer(own)) => answers.contains(&own),
        // It cannot become better than this, but it can still become an answer that may wait on a plan.
        (Poam::With(answers), Settled::Open { best }) => best > 0 && answers.iter().any(|answer| *answer >= best),
        (Poam::With(_), Settled::NotApplicable) => false,
    };
    Standing { state, credit, outlook, lost, eligible, planned }
}

/// Returns whether a requirement may yet be left out of every sum: it is not settled whether it is asked, or whether
/// it applies. A mean without it lies anywhere between the least and the greatest of the others, so its bounds have
/// to be those of the whole questionnaire, not of its own scale.
fn may_drop_out(sheet: &AnswerSheet<'_>, position: usize) -> bool {
    let questionnaire = sheet.questionnaire();
    let scale = questionnaire.scale_of(&questionnaire.requirements()[position]);
    let drops_out = scale.not_applicable.is_some_and(|terms| !terms.counts_as_met);
    match sheet.asked(position) {
        Asked::Undecided => true,
        Asked::Yes => drops_out && matches!(sheet.settled(position), Settled::Open { best: 0 }),
        Asked::Hidden | Asked::AboveTarget => false,
    }
}

/// Returns the points that an answer takes away.
fn loss(sheet: &AnswerSheet<'_>, requirement: &Requirement, answer: usize) -> Fraction {
    let answer = &sheet.questionnaire().scale_of(requirement).answers[answer];
    if answer.passes {
        return Fraction::zero();
    }
    answer.deduct.clone().or_else(|| requirement.points.clone()).unwrap_or_else(Fraction::zero)
}

/// Returns the most points that an open requirement can lose, with answers no better than `best`.
fn worst_loss(sheet: &AnswerSheet<'_>, position: usize, best: usize) -> Fraction {
    let requirement = &sheet.questionnaire().requirements()[position];
    let answers = best..sheet.questionnaire().scale_of(requirement).answers.len();
    answers.map(|answer| loss(sheet, requirement, answer)).max().unwrap_or_else(Fraction::zero)
}

/// Returns the most points that a requirement can cost in the score of a level up to the target; none where no score
/// counts it.
pub fn at_stake(sheet: &AnswerSheet<'_>, position: usize) -> Option<Fraction> {
    let own = &sheet.questionnaire().requirements()[position];
    let mut levels = sheet.questionnaire().levels().iter().enumerate().take(sheet.target() + 1);
    let counts =
        levels.any(|(index, level)| matches!(level.rule, Rule::Points(_)) && sheet.questionnaire().counts(index, own));
    counts.then(|| worst_loss(sheet, position, 0)).filter(|points| !points.is_zero())
}

/// Returns the requirements that a level counts and that count in its sums.
pub fn counted(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, level: usize) -> Vec<usize> {
    rules::Scoring { sheet, standings: &scorecard.requirements }.counted(level)
}

/// Returns how many requirements of a level do not pass for certain yet: gaps, and what is still open.
pub fn missing(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, level: usize) -> usize {
    counted(sheet, scorecard, level).into_iter().filter(|&position| !scorecard.requirements[position].passes()).count()
}

/// Returns whether a questionnaire's levels follow from the mean of values.
fn by_mean(sheet: &AnswerSheet<'_>) -> bool {
    sheet.questionnaire().method() == Method::Mean
}

#[cfg(test)]
mod tests;
