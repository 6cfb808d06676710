//! What a report lists: which requirements, which parts of them, and what the file holds besides.

use crate::assessment::Entry;
use crate::assessment::sheet::{AnswerSheet, Asked, Reply, State, Verdict};
use crate::questionnaire::{Objective, Requirement, Rule};

/// Returns the requirements that a report lists, in order: those up to the target, and any of which something was
/// said. What is hidden by a condition is among them, with the state that says so.
pub fn listed(sheet: &AnswerSheet<'_>) -> impl Iterator<Item = usize> {
    let wanted = |&position: &usize| sheet.asked(position) != Asked::AboveTarget || sheet.entry(position).is_some();
    (0..sheet.questionnaire().requirements().len()).filter(wanted)
}

/// Returns what the file says of requirements that the questionnaire does not know.
pub fn kept<'a>(sheet: &AnswerSheet<'a>) -> impl Iterator<Item = (&'a str, &'a Entry)> {
    sheet.of_no_requirement()
}

/// Returns whether the score of a level up to the target counts a requirement. Points that no such rule reads would
/// promise a score that there is not.
pub fn is_scored(sheet: &AnswerSheet<'_>, requirement: &Requirement) -> bool {
    let questionnaire = sheet.questionnaire();
    let by_points = |&level: &usize| matches!(questionnaire.levels()[level].rule, Rule::Points(_));
    (0..=sheet.highest_target()).filter(by_points).any(|level| questionnaire.counts(level, requirement))
}

/// A part of a requirement with what was answered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// Its letter.
    pub id: &'a str,
    /// The objective; none where the questionnaire does not know the letter.
    pub objective: Option<&'a Objective>,
    /// Its state; none where the requirement was answered as a whole, or the letter is not known.
    pub state: Option<State>,
    /// What was answered, where the questionnaire knows it.
    pub verdict: Option<Verdict>,
    /// The answer as the file writes it.
    pub written: Option<&'a str>,
}

/// Returns the parts of a requirement: its objectives in order, then letters that only the file has.
pub fn parts<'a>(sheet: &AnswerSheet<'a>, position: usize) -> Vec<Part<'a>> {
    let objectives = &sheet.questionnaire().requirements()[position].objectives;
    let entry = sheet.entry(position);
    let answers = entry.map_or(&[] as &[(String, String)], |entry| &entry.objectives);
    let written = |letter: &str| answers.iter().find(|(own, _)| own == letter).map(|(_, answer)| answer.as_str());
    let known = objectives.iter().enumerate().map(|(index, objective)| {
        let verdict = match sheet.reply(position) {
            Reply::Objectives(parts) => parts[index],
            Reply::None | Reply::Whole(_) => None,
        };
        let state = match (sheet.state(position), sheet.reply(position), verdict) {
            (State::NotAsked, ..) => Some(State::NotAsked),
            (_, Reply::Whole(_), _) => None,
            (_, Reply::None | Reply::Objectives(_), None) => Some(State::Unanswered),
            (_, Reply::None | Reply::Objectives(_), Some(verdict)) => Some(sheet.state_of(position, verdict)),
        };
        let (id, written) = (objective.id.as_str(), written(&objective.id));
        Part { id, objective: Some(objective), state, verdict, written }
    });
    let others = answers.iter().filter(|(letter, _)| objectives.iter().all(|known| known.id != *letter));
    let others = others.map(|(letter, answer)| Part {
        id: letter,
        objective: None,
        state: None,
        verdict: None,
        written: Some(answer),
    });
    known.chain(others).collect()
}
