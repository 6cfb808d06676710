//! What is worth a second look before an assessment is handed over: answers that are open, doubtful, or at odds with
//! one another.

use crate::assessment::Plan;
use crate::assessment::sheet::{AnswerSheet, Reply, State, Truth, Verdict};
use crate::dates::{Date, Period, Unit};
use crate::questionnaire::{Condition, Rule};
use crate::scoring::Scorecard;

/// Why a requirement is worth a second look; the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// It is said not to apply, but without it there is no score.
    EssentialNotApplicable,
    /// It is met, but what it depends on is not: index of that requirement.
    WithoutGround(usize),
    /// The file that shows it is no longer the one that was looked at: index of the evidence.
    ChangedFile(usize),
    /// The day until which its gap is to be closed is past.
    Overdue(Date),
    /// Its plan ends before it begins, or before one of its milestones: the day on which it ends.
    PlanOrder(Date),
    /// It is said not to apply, although the profile says that the firm has what it is about: index of the question.
    AgainstProfile(usize),
    /// It is not met and could stand on an action plan, but does not.
    NoPlan,
    /// The day of a milestone is past, and nothing says that it is done: the first such day.
    LateMilestone(Date),
    /// It is met or partly met, and nothing is named that shows it.
    NoEvidence,
    /// What shows it is older than a year: the day of the newest evidence.
    Stale(Date),
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
    /// Evidence whose file has changed.
    ChangedFile,
    /// A plan whose day is past.
    Overdue,
    /// A plan that ends before it begins, or before a milestone.
    PlanOrder,
    /// Said not to apply against the profile.
    AgainstProfile,
    /// A gap that could stand on the action plan.
    NoPlan,
    /// A milestone whose day is past.
    LateMilestone,
    /// Met without evidence.
    NoEvidence,
    /// Evidence that is older than a year.
    Stale,
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
            Self::AgainstProfile(_) => Kind::AgainstProfile,
            Self::ChangedFile(_) => Kind::ChangedFile,
            Self::Overdue(_) => Kind::Overdue,
            Self::PlanOrder(_) => Kind::PlanOrder,
            Self::NoPlan => Kind::NoPlan,
            Self::LateMilestone(_) => Kind::LateMilestone,
            Self::NoEvidence => Kind::NoEvidence,
            Self::Stale(_) => Kind::Stale,
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
            Self::EssentialNotApplicable
            | Self::WithoutGround
            | Self::ChangedFile
            | Self::Overdue
            | Self::PlanOrder => Weight::Contradiction,
            // It has a reason, which may be good.
            Self::AgainstProfile
            | Self::NoPlan
            | Self::LateMilestone
            | Self::NoEvidence
            | Self::Stale
            | Self::NeedlessPlan => Weight::Weakness,
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
/// questionnaire. `digest` returns the SHA-256 of the file at a place, or nothing where none can be read.
pub fn review(
    sheet: &AnswerSheet<'_>,
    scorecard: &Scorecard,
    today: Date,
    digest: &dyn Fn(&str) -> Option<String>,
) -> Vec<Remark> {
    let on_plan = plan_counts(sheet);
    let mut remarks = Vec::new();
    for requirement in sheet.asked_requirements() {
        let mut doubts = doubts(sheet, scorecard, requirement, today, on_plan);
        doubts.extend(profile_says_otherwise(sheet, requirement).map(Doubt::AgainstProfile));
        doubts.extend(changed_file(sheet, requirement, digest).map(Doubt::ChangedFile));
        doubts.extend(stale(sheet, requirement, today).map(Doubt::Stale));
        remarks.extend(doubts.into_iter().map(|doubt| Remark { requirement, doubt }));
    }
    remarks.sort_by_key(|remark| (remark.doubt.kind(), remark.requirement));
    remarks
}

/// What is due for a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// The status has ended.
    Ended(Date),
    /// It has to be affirmed, and the day for that is past.
    Affirmation(Date),
}

impl Due {
    /// Returns the day that is past.
    pub const fn day(self) -> Date {
        match self {
            Self::Ended(day) | Self::Affirmation(day) => day,
        }
    }
}

/// Returns the levels that are reached and of which a day is past.
pub fn due(scorecard: &Scorecard, today: Date) -> Vec<(usize, Due)> {
    let all = scorecard.levels.iter().enumerate().filter_map(|(level, own)| Some((level, own.validity?)));
    let past = all.flat_map(|(level, own)| {
        let ended = own.until.filter(|day| *day < today).map(Due::Ended);
        let affirm = own.affirm_by.filter(|day| *day < today).map(Due::Affirmation);
        [ended, affirm].into_iter().flatten().map(move |due| (level, due))
    });
    past.collect()
}

/// What is asked because of a fact about the firm can hardly not apply to it: index of the question.
fn profile_says_otherwise(sheet: &AnswerSheet<'_>, requirement: usize) -> Option<usize> {
    fn fact(sheet: &AnswerSheet<'_>, condition: &Condition) -> Option<usize> {
        match condition {
            Condition::Profile(fact) => Some(fact.question).filter(|_| sheet.fact(fact) == Truth::True),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(|part| fact(sheet, part)),
            Condition::Answered { .. } => None,
        }
    }
    let condition = sheet.questionnaire().requirements()[requirement].condition.as_ref()?;
    fact(sheet, condition).filter(|_| says_not_applicable(sheet, requirement))
}

/// A file whose digest was noted and is another one now; one that cannot be read says nothing.
fn changed_file(sheet: &AnswerSheet<'_>, requirement: usize, digest: &dyn Fn(&str) -> Option<String>) -> Option<usize> {
    sheet.entry(requirement)?.evidence.iter().position(|own| match (&own.place, &own.sha256) {
        (Some(place), Some(noted)) => digest(place).is_some_and(|now| !now.eq_ignore_ascii_case(noted)),
        _ => false,
    })
}

/// Of evidence that bears days the newest, where that is older than a year.
fn stale(sheet: &AnswerSheet<'_>, requirement: usize, today: Date) -> Option<Date> {
    let newest = sheet.entry(requirement)?.evidence.iter().filter_map(|own| own.date).max()?;
    let holds = matches!(sheet.state(requirement), State::Met | State::Partly);
    let year = Period { count: 1, unit: Unit::Years };
    Some(newest).filter(|day| holds && day.after(year).is_some_and(|end| end < today))
}

/// Returns whether an action plan makes a difference: the level aimed at can be reached on condition of one.
fn plan_counts(sheet: &AnswerSheet<'_>) -> bool {
    let level = &sheet.questionnaire().levels()[sheet.target()];
    matches!(&level.rule, Rule::Points(points) if points.conditional.is_some())
}

/// Returns the day of a requirement's plan, where it is past and nothing says that the requirement is met.
pub fn overdue(sheet: &AnswerSheet<'_>, requirement: usize, today: Date) -> Option<Date> {
    let holds = matches!(sheet.state(requirement), State::Met | State::NotApplicable);
    let plan = sheet.entry(requirement).filter(|_| !holds)?.plan.as_ref()?;
    plan.due.filter(|due| *due < today)
}

/// Returns the first day of a milestone that is past, where nothing says that it is done.
fn late_milestone(plan: &Plan, today: Date) -> Option<Date> {
    let waiting = plan.milestones.iter().filter(|own| !own.done);
    waiting.filter_map(|own| own.due).filter(|due| *due < today).min()
}

/// Returns the day on which a plan ends, where it begins later or has a milestone later.
fn ends_too_early(plan: &Plan) -> Option<Date> {
    let mut others = plan.start.into_iter().chain(plan.milestones.iter().filter_map(|own| own.due));
    plan.due.filter(|due| others.any(|other| other > *due))
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
        Some(plan) if gap => {
            let overdue = overdue(sheet, requirement, today).map(Doubt::Overdue);
            // A plan that is late as a whole says it for its steps.
            let late = || late_milestone(plan, today).map(Doubt::LateMilestone);
            found.extend(overdue.or_else(late));
            found.extend(ends_too_early(plan).map(Doubt::PlanOrder));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::file::Places;
    use crate::assessment::sheet::prove;
    use crate::assessment::{Assessment, Evidence, Milestone};
    use crate::diagnostic::Source;
    use crate::questionnaire::{Questionnaire, Texts, read};
    use crate::scoring::score;

    const CASE: &str = "\
format: gradus/questionnaire/1
id: case
edition: '1'
languages: [en]
title: Case
attribution: {publisher: gradus, licence: MIT}
scales:
  s:
    not_applicable: {counts_as: met}
    unknown: allowed
    answers: [{id: met, key: m, credit: 1}, {id: half, key: h, credit: 1/2}, {id: fails, key: n, credit: 0}]
levels:
  - {id: basic, rule: {points: {start: 10, final: 10, conditional: 5}}}
  - {id: high, rule: every}
domains:
  - id: D
    requirements:
      - {id: PLAN, level: basic, scale: s, points: 1, ask: Is it?, essential: true, poam: never}
      - {id: GROUND, level: basic, scale: s, points: 1, ask: Is it?, poam: allowed}
      - {id: ON-IT, level: basic, scale: s, points: 1, ask: Is it?, poam: allowed, depends_on: [GROUND]}
      - {id: NEVER, level: basic, scale: s, points: 1, ask: Is it?, poam: never}
      - {id: PARTS, level: basic, scale: s, points: 1, ask: Is it?, poam: never, objectives: [{id: a, ask: Is a?}, {id: b, ask: Is b?}]}
      - {id: HIDDEN, level: basic, scale: s, points: 1, ask: Is it?, poam: allowed, ask_when: {question: NEVER, is: met}}
      - {id: ABOVE, level: high, scale: s, ask: Is it?}
";

    fn case() -> Questionnaire {
        let source = Source { name: "case.yaml".into(), text: CASE.into() };
        let loaded = read(source, Some("case"), &Texts::Main, &|_| None);
        loaded.questionnaire.unwrap_or_else(|| panic!("the case has errors: {:?}", loaded.problems))
    }

    /// Remarks as `ID kind`, in their order. Every answer has evidence unless it is said otherwise.
    fn told(change: impl FnOnce(&mut Assessment)) -> Vec<String> {
        let questionnaire = case();
        let mut assessment = Assessment::begin(&questionnaire, None, "2026-11-22T08:00:00Z");
        assessment.target = "basic".into();
        for id in ["PLAN", "GROUND", "ON-IT", "NEVER", "PARTS", "HIDDEN"] {
            let entry = assessment.entry_mut(id);
            entry.answer_whole("met");
            entry.evidence.push(Evidence { what: "list".into(), ..Evidence::default() });
        }
        change(&mut assessment);
        let sheet = prove(&questionnaire, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
        let today = Date::parse("2026-11-24").expect("a day");
        let remarks = review(&sheet, &score(&sheet), today, &|_| None);
        let requirements = questionnaire.requirements();
        remarks.iter().map(|own| format!("{} {:?}", requirements[own.requirement].id, own.doubt.kind())).collect()
    }

    fn plan(due: &str) -> Option<Plan> {
        Some(Plan { due: Date::parse(due), ..Plan::from("do it") })
    }

    #[test]
    fn where_all_is_well_nothing_is_said() {
        assert_eq!(told(|_| {}), [] as [&str; 0]);
    }

    #[test]
    fn each_doubt_is_told_where_it_is_and_nowhere_else() {
        let answer = |id: &'static str, answer: &'static str| {
            move |assessment: &mut Assessment| assessment.entry_mut(id).answer_whole(answer)
        };
        assert_eq!(told(answer("PLAN", "not-applicable")), ["PLAN EssentialNotApplicable"]);
        assert_eq!(told(answer("NEVER", "not-applicable")), [] as [&str; 0], "and what it hides is not asked");
        assert_eq!(told(answer("GROUND", "half")), ["ON-IT WithoutGround", "GROUND NoPlan"]);
        assert_eq!(told(answer("GROUND", "unknown")), ["GROUND Unknown"], "it may still turn out to be met");
        assert_eq!(told(answer("ON-IT", "fails")), ["ON-IT NoPlan"]);
        assert_eq!(told(answer("NEVER", "fails")), [] as [&str; 0], "it may not wait on a plan");
        assert_eq!(told(|assessment| assessment.entry_mut("PARTS").evidence.clear()), ["PARTS NoEvidence"]);
        assert_eq!(told(|assessment| assessment.entry_mut("PARTS").flag = true), ["PARTS Marked"]);
        assert_eq!(told(|assessment| assessment.entry_mut("PARTS").plan = plan("2020-01-01")), ["PARTS NeedlessPlan"]);
        assert_eq!(told(|assessment| assessment.entry_mut("PARTS").answer = None), ["PARTS Open"]);
    }

    #[test]
    fn a_plan_is_overdue_on_the_day_after() {
        let due = |day: &'static str| {
            told(move |assessment| {
                let entry = assessment.entry_mut("ON-IT");
                entry.answer_whole("fails");
                entry.plan = plan(day);
            })
        };
        assert_eq!(due("2026-11-23"), ["ON-IT Overdue"]);
        assert_eq!(due("2026-11-24"), [] as [&str; 0]);
    }

    #[test]
    fn a_milestone_is_late_on_the_day_after_unless_it_is_done_or_all_is_late() {
        let steps = |due: &'static str, steps: &'static [(&'static str, bool)]| {
            told(move |assessment| {
                let entry = assessment.entry_mut("ON-IT");
                entry.answer_whole("fails");
                let milestone =
                    |&(day, done): &(&str, bool)| Milestone { what: "a step".into(), due: Date::parse(day), done };
                entry.plan = plan(due).map(|plan| Plan { milestones: steps.iter().map(milestone).collect(), ..plan });
            })
        };
        assert_eq!(steps("2027-01-31", &[("2026-11-23", false)]), ["ON-IT LateMilestone"]);
        assert_eq!(steps("2027-01-31", &[("2026-11-24", false), ("2026-11-01", true)]), [] as [&str; 0]);
        assert_eq!(steps("2026-11-23", &[("2026-11-20", false)]), ["ON-IT Overdue"]);
        assert_eq!(steps("2027-01-31", &[("2027-02-01", false)]), ["ON-IT PlanOrder"]);
        assert_eq!(steps("2027-01-31", &[("2027-01-31", false)]), [] as [&str; 0]);
    }

    #[test]
    fn a_plan_does_not_end_before_it_begins() {
        let from = |start: &'static str| {
            told(move |assessment| {
                let entry = assessment.entry_mut("ON-IT");
                entry.answer_whole("fails");
                entry.plan = plan("2027-01-31").map(|plan| Plan { start: Date::parse(start), ..plan });
            })
        };
        assert_eq!(from("2027-02-01"), ["ON-IT PlanOrder"]);
        assert_eq!(from("2027-01-31"), [] as [&str; 0]);
    }

    #[test]
    fn an_answer_by_parts_is_open_as_long_as_one_part_is() {
        let parts = |answers: &'static [(&'static str, &'static str)]| {
            told(move |assessment| {
                let entry = assessment.entry_mut("PARTS");
                answers.iter().for_each(|(letter, answer)| entry.answer_objective(letter, answer));
            })
        };
        assert_eq!(parts(&[("a", "fails")]), ["PARTS Open"], "decided, but not all of it was looked at");
        assert_eq!(parts(&[("a", "met"), ("b", "unknown")]), ["PARTS Unknown"]);
        assert_eq!(parts(&[("a", "met"), ("b", "met")]), [] as [&str; 0]);
    }

    #[test]
    fn the_weightiest_come_first_and_each_kind_in_the_order_of_the_questionnaire() {
        let all = told(|assessment| {
            assessment.entry_mut("PLAN").answer_whole("not-applicable");
            assessment.entry_mut("GROUND").answer_whole("fails");
            assessment.entry_mut("ON-IT").flag = true;
            assessment.entry_mut("NEVER").evidence.clear();
            assessment.entry_mut("PARTS").evidence.clear();
            assessment.entry_mut("HIDDEN").answer_whole("unknown");
        });
        let expected = [
            "PLAN EssentialNotApplicable",
            "ON-IT WithoutGround",
            "GROUND NoPlan",
            "NEVER NoEvidence",
            "PARTS NoEvidence",
            "ON-IT Marked",
            "HIDDEN Unknown",
        ];
        assert_eq!(all, expected);
        let kinds = [Kind::EssentialNotApplicable, Kind::Overdue, Kind::NoPlan, Kind::NeedlessPlan, Kind::Marked];
        assert!(kinds.windows(2).all(|pair| pair[0].weight() <= pair[1].weight()));
    }
}
