//! What answers that were given elsewhere propose for a questionnaire: never more than a proposal.

use std::collections::HashMap;

use super::{Closeness, Link, Side, links};
use crate::assessment::sheet::{AnswerSheet, Settled, State, Verdict};
use crate::questionnaire::{Method, NOT_APPLICABLE, Questionnaire, Scale, Text};

/// Answers that were given elsewhere: an assessment, or a statement of applicability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// What was answered.
    pub side: Side,
    /// How each item stands.
    pub standings: Vec<Standing>,
    /// Answers say how far something has come, not whether it is in place.
    stages: bool,
}

/// How an item stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Its state; none where it was not asked.
    pub state: Option<State>,
    /// The answer in the words of its questionnaire; empty where these are not known.
    pub said: Text,
    /// Why it does not apply, or why the answer stands.
    pub reason: Option<String>,
    /// The answer in files.
    answer: String,
}

/// What earlier answers say of a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The answer they propose; none where they only say something on the subject.
    pub verdict: Option<Verdict>,
    /// Why the requirement does not apply, where that is proposed.
    pub reason: Option<String>,
    /// How close they are.
    pub closeness: Closeness,
    /// Items that it comes from: indices on the earlier side.
    pub sources: Vec<usize>,
}

impl Standing {
    /// Returns a standing in a state, for reasons that were given.
    pub fn of(state: State, reason: Option<String>) -> Self {
        Self { state: Some(state), reason, ..Self::default() }
    }
}

impl Earlier {
    /// Takes an assessment for earlier answers.
    pub fn of_sheet(sheet: &AnswerSheet<'_>) -> Self {
        let questionnaire = sheet.questionnaire();
        let standings = questionnaire.requirements().iter().enumerate().map(|(position, requirement)| {
            let (answer, said) = match sheet.settled(position) {
                Settled::Answer(index) => {
                    let answer = &questionnaire.scale_of(requirement).answers[index];
                    (answer.id.clone(), answer.label.clone())
                }
                Settled::NotApplicable => (NOT_APPLICABLE.to_owned(), Text::default()),
                Settled::Open { .. } => (String::new(), Text::default()),
            };
            Standing {
                state: Some(sheet.state(position)).filter(|state| *state != State::NotAsked),
                said,
                reason: sheet.entry(position).and_then(|entry| entry.reason.clone()),
                answer,
            }
        });
        Self {
            side: Side::of_questionnaire(questionnaire),
            standings: standings.collect(),
            stages: questionnaire.method() == Method::Mean,
        }
    }

    /// Takes the controls of a framework for earlier answers; one standing for each.
    pub fn of_controls(side: Side, standings: Vec<Standing>) -> Self {
        Self { side, standings, stages: false }
    }

    /// Returns how many items are answered.
    pub fn answered(&self) -> usize {
        let open = [None, Some(State::Unanswered), Some(State::Unknown)];
        self.standings.iter().filter(|standing| !open.contains(&standing.state)).count()
    }
}

/// Returns for each requirement what earlier answers say of it.
pub fn proposals(questionnaire: &Questionnaire, earlier: &Earlier) -> Vec<Option<Proposal>> {
    let mut by_requirement: HashMap<usize, Vec<Link>> = HashMap::new();
    for link in links(&earlier.side, &Side::of_questionnaire(questionnaire)) {
        by_requirement.entry(link.to).or_default().push(link);
    }
    let stages = earlier.stages || questionnaire.method() == Method::Mean;
    let requirements = questionnaire.requirements().iter().enumerate();
    let proposed = requirements.map(|(position, requirement)| {
        let links = by_requirement.remove(&position).unwrap_or_default();
        proposal(&links, earlier, questionnaire.scale_of(requirement), stages)
    });
    proposed.collect()
}

fn proposal(links: &[Link], earlier: &Earlier, scale: &Scale, stages: bool) -> Option<Proposal> {
    // That a subject does not apply in one questionnaire says nothing of a requirement that is only related.
    let speaks = |link: &&Link| match earlier.standings[link.from].state {
        None => false,
        Some(State::NotApplicable) => link.closeness == Closeness::Same,
        Some(_) => true,
    };
    let closeness = links.iter().filter(speaks).map(|link| link.closeness).min()?;
    let own: Vec<&Link> = links.iter().filter(speaks).filter(|link| link.closeness == closeness).collect();
    let sources: Vec<usize> = own.iter().map(|link| link.from).collect();
    let standings: Vec<&Standing> = sources.iter().map(|source| &earlier.standings[*source]).collect();
    let is_open = |standing: &&Standing| matches!(standing.state, Some(State::Unanswered | State::Unknown));
    if standings.iter().all(is_open) {
        return None;
    }
    let the_same = match standings.as_slice() {
        [only] if closeness == Closeness::Same => verdict(scale, &only.answer),
        _ => None,
    };
    // A stage is no answer to whether something is in place, and a third text joins what is only alike.
    let silent = stages || closeness == Closeness::Distant;
    let verdict = the_same.or_else(|| if silent { None } else { followed(&standings, scale) });
    let reason = match standings.as_slice() {
        [only] if verdict == Some(Verdict::NotApplicable) => only.reason.clone(),
        _ => None,
    };
    Some(Proposal { verdict, reason, closeness, sources })
}

/// The same answer, where the scale has it.
fn verdict(scale: &Scale, answer: &str) -> Option<Verdict> {
    match answer {
        NOT_APPLICABLE => scale.not_applicable.as_ref().map(|_| Verdict::NotApplicable),
        answer => scale.position(answer).map(Verdict::Answer),
    }
}

/// What follows from several answers: the best only if all are in place, the worst only if none is, else what lies
/// between, or the worst where the scale has nothing between.
fn followed(standings: &[&Standing], scale: &Scale) -> Option<Verdict> {
    let all = |wanted: State| standings.iter().all(|standing| standing.state == Some(wanted));
    let any = |wanted: State| standings.iter().any(|standing| standing.state == Some(wanted));
    if all(State::Met) {
        return scale.answers.iter().position(|answer| answer.passes).map(Verdict::Answer);
    }
    // Something in place and something open: whether all is in place is to be found out.
    if !any(State::NotMet) && !any(State::Partly) {
        return None;
    }
    let between = scale.answers.iter().position(|answer| !answer.passes && !answer.credit.is_zero());
    let some = any(State::Met) || any(State::Partly);
    between.filter(|_| some).or_else(|| scale.answers.len().checked_sub(1)).map(Verdict::Answer)
}
