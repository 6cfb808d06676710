//! What is worth a second look before an assessment is handed over: answers that are open, doubtful, or at odds with
//! one another.

use crate::assessment::sheet::{AnswerSheet, Reply, State, Verdict};
use crate::dates::Date;
use crate::questionnaire::Rule;
use crate::scoring::Scorecard;

/// Why a requirement is worth a second look; the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// It is said not to apply, but without it there is no score.
    EssentialNotApplicable,
    /// It is met, but what it depends on is not: index of that requirement.
    WithoutGround(usize),
    /// The day until which its gap is to be closed is past.
    Overdue(Date),
    /// It is not met and could stand on an action plan, but does not.
    NoPlan,
    /// It is met or partly met, and nothing is named that shows it.
    NoEvidence,
    /// It has an action plan, but nothing is left to be done for it.
    NeedlessPlan,
    /// Somebody marked it to be looked at again.
    Marked,
    /// "Don't know": somebody has to find out.
    Unknown,
    /// It is not answered, or not all of its objectives.
    Open,
}

/// A kind of doubt, whatever it carries; the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Said not to apply, though there is no score without it.
    EssentialNotApplicable,
    /// Met without what it depends on.
    WithoutGround,
    /// A plan whose day is past.
    Overdue,
    /// A gap that could stand on the action plan.
    NoPlan,
    /// Met without evidence.
    NoEvidence,
    /// A plan with nothing left to do.
    NeedlessPlan,
    /// Marked to be looked at again.
    Marked,
    /// To be found out.
    Unknown,
    /// Not answered.
    Open,
}

/// How much a doubt weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The answers contradict each other, or a promise was not kept.
    Contradiction,
    /// An answer that would not stand up to a question.
    Weakness,
    /// Something is still to be said.
    Open,
}

impl Doubt {
    /// Returns its kind.
    pub const fn kind(self) -> Kind {
        match self {
            Self::EssentialNotApplicable => Kind::EssentialNotApplicable,
            Self::WithoutGround(_) => Kind::WithoutGround,
            Self::Overdue(_) => Kind::Overdue,
            Self::NoPlan => Kind::NoPlan,
            Self::NoEvidence => Kind::NoEvidence,
            Self::NeedlessPlan => Kind::NeedlessPlan,
            Self::Marked => Kind::Marked,
            Self::Unknown => Kind::Unknown,
            Self::Open => Kind::Open,
        }
    }
}

impl Kind {
    /// Returns how much doubts of this kind weigh.
    pub const fn weight(self) -> Weight {
        match self {
            Self::EssentialNotApplicable | Self::WithoutGround | Self::Overdue => Weight::Contradiction,
            Self::NoPlan | Self::NoEvidence | Self::NeedlessPlan => Weight::Weakness,
            Self::Marked | Self::Unknown | Self::Open => Weight::Open,
        }
    }
}

/// A requirement with one reason to look at it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// Index of the requirement.
    pub requirement: usize,
    /// Why.
    pub doubt: Doubt,
}

/// Returns everything worth a second look on a day: the weightiest kinds first, each kind in the order of the
/// questionnaire.
pub fn review(sheet: &AnswerSheet<'_>, scorecard: &Scorecard, today: Date) -> Vec<Remark> {
    let on_plan = plan_counts(sheet);
    let mut remarks = Vec::new();
    for requirement in sheet.asked_requirements() {
        let doubts = doubts(sheet, scorecard, requirement, today, on_plan);
        remarks.extend(doubts.into_iter().map(|doubt| Remark { requirement, doubt }));
    }
    remarks.sort_by_key(|remark| (remark.doubt.kind(), remark.requirement));
    remarks
}

/// Returns whether an action plan makes a difference: the level aimed at can be reached on condition of one.
fn plan_counts(sheet: &AnswerSheet<'_>) -> bool {
    let level = &sheet.questionnaire().levels()[sheet.target()];
    matches!(&level.rule, Rule::Points(points) if points.conditional.is_some())
}

fn doubts(
    sheet: &AnswerSheet<'_>,
    scorecard: &Scorecard,
    requirement: usize,
    today: Date,
    on_plan: bool,
) -> Vec<Doubt> {
    let own = &sheet.questionnaire().requirements()[requirement];
    let entry = sheet.entry(requirement);
    let standing = &scorecard.requirements[requirement];
    let state = sheet.state(requirement);
    let holds = matches!(state, State::Met | State::Partly);
    let gap = matches!(state, State::NotMet | State::Partly);
    let mut found = Vec::new();
    if own.essential && says_not_applicable(sheet, requirement) {
        found.push(Doubt::EssentialNotApplicable);
    }
    let missing = own
        .depends_on
        .iter()
        .filter(|_| state == State::Met)
        .find(|&&ground| matches!(sheet.state(ground), State::NotMet | State::Partly));
    found.extend(missing.map(|&ground| Doubt::WithoutGround(ground)));
    let plan = entry.and_then(|entry| entry.plan.as_ref());
    match plan {
        Some(plan) if gap => found.extend(plan.due.filter(|due| *due < today).map(Doubt::Overdue)),
        Some(_) if matches!(state, State::Met | State::NotApplicable) => found.push(Doubt::NeedlessPlan),
        None if gap && on_plan && standing.eligible => found.push(Doubt::NoPlan),
        _ => {}
    }
    if holds && entry.is_none_or(|entry| entry.evidence.is_empty()) {
        found.push(Doubt::NoEvidence);
    }
    if entry.is_some_and(|entry| entry.flag) {
        found.push(Doubt::Marked);
    }
    match state {
        State::Unknown => found.push(Doubt::Unknown),
        State::Unanswered => found.push(Doubt::Open),
        _ if !sheet.is_complete(requirement) => found.push(Doubt::Open),
        _ => {}
    }
    found
}

fn says_not_applicable(sheet: &AnswerSheet<'_>, requirement: usize) -> bool {
    match sheet.reply(requirement) {
        Reply::Whole(verdict) => *verdict == Verdict::NotApplicable,
        Reply::Objectives(parts) => !parts.is_empty() && parts.iter().all(|part| *part == Some(Verdict::NotApplicable)),
        Reply::None => false,
    }
}
