//! What changed between two assessments of one questionnaire: requirement by requirement, and in the levels.

use crate::assessment::sheet::{AnswerSheet, Reply, Settled, State, Verdict};
use crate::dates::Date;
use crate::exact::Fraction;
use crate::questionnaire::Method;
use crate::scoring::{Range, Scorecard, Status};

/// What changed from an earlier assessment to a later one. Indices are those of their common questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Day of the earlier assessment: that of its last answer, else that on which it was begun.
    pub since: Option<Date>,
    /// Requirements of which something changed, in the questionnaire's order.
    pub differences: Vec<Difference>,
    /// Highest level reached before and now.
    pub reached: (Option<usize>, Option<usize>),
    /// Levels that both assessments aim at or pass on the way, lowest first.
    pub levels: Vec<LevelChange>,
}

/// How a level stood before, and how it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelChange {
    /// Its status before and now.
    pub status: (Status, Status),
    /// Its score before and now; none where there is none.
    pub score: (Option<Range>, Option<Range>),
}

/// A requirement whose state is another one than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Index of the requirement.
    pub requirement: usize,
    /// Its state before.
    pub before: State,
    /// Its state now.
    pub after: State,
}

/// Which way a requirement went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// More of it is in place than before.
    Better,
    /// Less of it is in place than before.
    Worse,
    /// It is answered now, or open again, or came to apply or not: no step up or down.
    Other,
}

impl Direction {
    /// Returns the word by which files name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Other => "other",
        }
    }
}

/// Returns which way a requirement went; nothing where it stands as before. Only what was answered both times can have
/// gone up or down: a first answer tells what was there all along.
fn direction(before: &AnswerSheet<'_>, now: &AnswerSheet<'_>, change: Change) -> Option<Direction> {
    let [old, new] = [before, now].map(|sheet| place(sheet, change.requirement));
    match (old, new) {
        (Some(old), Some(new)) if new > old => Some(Direction::Better),
        (Some(old), Some(new)) if new < old => Some(Direction::Worse),
        _ => (change.before != change.after).then_some(Direction::Other),
    }
}

/// Returns how high a requirement stands: by its state or, where levels are means, by what its answer is worth. None for
/// what is no answer to how much is in place.
fn place(sheet: &AnswerSheet<'_>, requirement: usize) -> Option<Fraction> {
    let by_state = match sheet.state(requirement) {
        State::NotMet => Fraction::from(0),
        State::Partly => Fraction::from(1),
        State::Met => Fraction::from(2),
        State::NotApplicable | State::Unknown | State::Unanswered | State::NotAsked => return None,
    };
    let questionnaire = sheet.questionnaire();
    let scale = questionnaire.scale_of(&questionnaire.requirements()[requirement]);
    match (questionnaire.method(), sheet.settled(requirement)) {
        (Method::Rules, _) => Some(by_state),
        (Method::Mean, Settled::Answer(answer)) => scale.answers[answer].value.clone(),
        (Method::Mean, Settled::Open { .. } | Settled::NotApplicable) => None,
    }
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
    /// Returns the word by which files name it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Objective => "objective",
            Self::Evidence => "evidence",
            Self::Plan => "plan",
            Self::Asked => "asked",
            Self::Edition => "edition",
        }
    }
}

/// A requirement of which something changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Index of the requirement, with its states.
    pub change: Change,
    /// Which way it went; none where it stands as before and something else changed.
    pub direction: Option<Direction>,
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
        let direction = direction(before, now, change);
        let is_told = direction.is_some() || !reasons.is_empty();
        is_told.then_some(Difference { change, direction, reasons, objectives })
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

impl Comparison {
    /// Returns the requirements whose state or stage is another one, in the questionnaire's order.
    pub fn changes(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|own| own.direction.is_some())
    }

    /// Returns how many requirements went a way.
    pub fn count(&self, direction: Direction) -> usize {
        self.differences.iter().filter(|own| own.direction == Some(direction)).count()
    }
}

/// Compares two assessments that were joined to the same questionnaire.
pub fn compare(before: (&AnswerSheet<'_>, &Scorecard), after: (&AnswerSheet<'_>, &Scorecard)) -> Comparison {
    let (old, new) = (before.0, after.0);
    let levels = before.1.levels.iter().zip(&after.1.levels).map(|(before, after)| {
        let [old, new] = [before, after].map(|level| level.score.as_ref().map(|score| score.range.clone()));
        LevelChange { status: (before.status, after.status), score: (old, new) }
    });
    Comparison {
        since: last_day(old),
        differences: differences(old, new),
        reached: (before.1.reached, after.1.reached),
        levels: levels.collect(),
    }
}

/// Returns the day of the last answer, else that on which an assessment was begun.
pub fn last_day(sheet: &AnswerSheet<'_>) -> Option<Date> {
    let assessment = sheet.assessment();
    let answered = assessment.answers.iter().filter_map(|(_, entry)| Date::of_time_stamp(entry.at.as_deref()?));
    answered.max().or_else(|| Date::of_time_stamp(&assessment.started))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Assessment, file::Places, sheet::prove};
    use crate::questionnaire::{Questionnaire, Texts, catalog};
    use crate::scoring::score;

    fn cmmc() -> Questionnaire {
        catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main).questionnaire.expect("it is sound")
    }

    fn assessment(own: &Questionnaire, target: &str, answers: &[(&str, &str)]) -> Assessment {
        let mut assessment = Assessment::begin(own, None, "2026-01-05T08:00:00Z");
        target.clone_into(&mut assessment.target);
        for (id, answer) in answers {
            assessment.entry_mut(id).answer_whole(answer);
        }
        assessment
    }

    fn compared(own: &Questionnaire, before: &Assessment, after: &Assessment) -> Comparison {
        let [old, new] =
            [before, after].map(|a| prove(own, a, &Places::default(), &mut Vec::new()).expect("the answers fit"));
        compare((&old, &score(&old)), (&new, &score(&new)))
    }

    #[test]
    fn only_a_second_answer_is_better_or_worse() {
        let own = cmmc();
        let before = assessment(
            &own,
            "l2",
            &[("AC.L2-3.1.1", "not-met"), ("AC.L2-3.1.2", "met"), ("IA.L2-3.5.3", "not-met"), ("AC.L2-3.1.3", "met")],
        );
        let after = assessment(
            &own,
            "l2",
            &[("AC.L2-3.1.1", "met"), ("AC.L2-3.1.2", "not-met"), ("AC.L2-3.1.3", "met"), ("AC.L2-3.1.4", "met")],
        );
        let found = compared(&own, &before, &after);
        let told: Vec<_> = found
            .changes()
            .map(|found| (own.requirements()[found.change.requirement].id.as_str(), found.direction.expect("it moved")))
            .collect();
        let wanted = [
            ("AC.L2-3.1.1", Direction::Better),
            ("AC.L2-3.1.2", Direction::Worse),
            ("AC.L2-3.1.4", Direction::Other),
            ("IA.L2-3.5.3", Direction::Other),
        ];
        assert_eq!(told, wanted);
        assert_eq!(found.count(Direction::Other), 2);
        assert_eq!(found.since, Date::parse("2026-01-05"));
    }

    #[test]
    fn the_day_is_that_of_the_last_answer() {
        let own = cmmc();
        let mut before = assessment(&own, "l1", &[("AC.L2-3.1.1", "met"), ("AC.L2-3.1.2", "met")]);
        for (id, at) in [("AC.L2-3.1.1", "2026-03-09T10:00:00Z"), ("AC.L2-3.1.2", "2026-02-01T10:00:00Z")] {
            before.entry_mut(id).at = Some(at.to_owned());
        }
        let found = compared(&own, &before, &before);
        assert_eq!((found.since, found.differences.len()), (Date::parse("2026-03-09"), 0));
    }

    #[test]
    fn levels_that_only_one_of_them_has_are_not_compared() {
        let own = cmmc();
        let before = assessment(&own, "l1", &[]);
        let after = assessment(&own, "l2", &[]);
        let found = compared(&own, &before, &after);
        let levels: Vec<_> = found.levels.iter().map(|level| level.status).collect();
        assert_eq!(levels, [(Status::Open, Status::Open)]);
        assert!(found.changes().all(|found| found.change.before == State::NotAsked));
    }
}
