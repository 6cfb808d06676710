//! What follows from a scorecard for the firm: which gaps there are, and which to close first.

use std::cmp::Reverse;

use crate::assessment::sheet::{AnswerSheet, Settled, State};
use crate::exact::Fraction;
use crate::questionnaire::Method;
use crate::scoring::{BlockerItem, Scorecard, Why};

/// A requirement that is asked and does not pass or, where levels are means, is below the stage aimed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Index of the requirement.
    pub requirement: usize,
    /// The lowest level that it keeps from being reached, and why; none where it blocks none.
    pub blocks: Option<(usize, Why)>,
    /// It may stand on an action plan, and does.
    pub planned: bool,
    /// Points it costs.
    pub lost: Fraction,
}

/// Returns the gaps in the order in which to close them: what blocks the lowest level first, then what costs
/// most, then the lowest stage, then what is least effort; and always after the requirements it depends on.
pub fn gaps(sheet: &AnswerSheet<'_>, scorecard: &Scorecard) -> Vec<Gap> {
    let requirements = sheet.questionnaire().requirements();
    let mut gaps: Vec<Gap> = (0..requirements.len())
        .filter(|&requirement| matches!(sheet.state(requirement), State::NotMet | State::Partly))
        .filter(|&requirement| !is_high_enough(sheet, requirement))
        .map(|requirement| Gap {
            requirement,
            blocks: blocks(scorecard, requirement),
            planned: scorecard.requirements[requirement].eligible && scorecard.requirements[requirement].planned,
            lost: scorecard.requirements[requirement].lost.low.clone(),
        })
        .collect();
    gaps.sort_by_cached_key(|gap| {
        let own = &requirements[gap.requirement];
        let weight = own.weight.clone().unwrap_or_else(Fraction::zero);
        (
            !own.essential,
            own.level,
            gap.blocks.is_none(),
            Reverse(gap.lost.clone()),
            value(sheet, gap.requirement),
            Reverse(weight),
            own.effort,
        )
    });
    prerequisites_first(sheet, gaps)
}

/// Returns the value of an answer under the method `mean`; none under another, or while it is open.
fn value(sheet: &AnswerSheet<'_>, requirement: usize) -> Option<Fraction> {
    let questionnaire = sheet.questionnaire();
    let answers = &questionnaire.scale_of(&questionnaire.requirements()[requirement]).answers;
    match sheet.settled(requirement) {
        Settled::Answer(index) if questionnaire.method() == Method::Mean => answers[index].value.clone(),
        _ => None,
    }
}

/// Returns whether an answer is as high as the target asks under the method `mean`, where that need not be the best.
pub fn is_high_enough(sheet: &AnswerSheet<'_>, requirement: usize) -> bool {
    let questionnaire = sheet.questionnaire();
    let target = sheet.domain_target(questionnaire.requirements()[requirement].domain);
    value(sheet, requirement).is_some_and(|value| value >= questionnaire.needed_value(target))
}

fn blocks(scorecard: &Scorecard, requirement: usize) -> Option<(usize, Why)> {
    let item = BlockerItem::Requirement(requirement);
    scorecard.levels.iter().enumerate().find_map(|(level, result)| {
        let blocker = result.blockers.iter().find(|blocker| blocker.item == item)?;
        Some((level, blocker.why))
    })
}

/// Keeps the order, but puts a gap behind the gaps that it depends on. Dependencies have no circles.
fn prerequisites_first(sheet: &AnswerSheet<'_>, gaps: Vec<Gap>) -> Vec<Gap> {
    let mut waiting = gaps;
    let mut ordered: Vec<Gap> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_free = |gap: &Gap| {
            let needs = &sheet.questionnaire().requirements()[gap.requirement].depends_on;
            !needs.iter().any(|needed| waiting.iter().any(|other| other.requirement == *needed))
        };
        let next = waiting.iter().position(is_free).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}

/// Returns the requirements that are asked and still open, in order.
pub fn open(sheet: &AnswerSheet<'_>) -> Vec<usize> {
    let is_open = |&position: &usize| matches!(sheet.state(position), State::Unknown | State::Unanswered);
    sheet.asked_requirements().filter(is_open).collect()
}
