//! Answers joined to their questionnaire: every name resolved, every reason given, every question asked or not.

use std::collections::HashMap;

use super::file::Places;
use super::{Assessment, Entry, StatusDates};
use crate::dates::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::questionnaire::{
    Condition, Fact, Method, NOT_APPLICABLE, Objective, Questionnaire, Requirement, Scale, UNKNOWN,
};

/// What was answered to a requirement or an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// An answer of the scale: its index.
    Answer(usize),
    /// It does not apply here.
    NotApplicable,
    /// Asked, and still to be found out.
    Unknown,
}

/// What was answered to a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing yet.
    None,
    /// One answer to the whole.
    Whole(Verdict),
    /// Answers to its objectives, in their order.
    Objectives(Vec<Option<Verdict>>),
}

/// What follows for the requirement as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Still open; with objectives it can become no better than this answer.
    Open {
        /// Index of the best answer that is still possible.
        best: usize,
    },
    /// Decided: index of the answer.
    Answer(usize),
    /// Does not apply.
    NotApplicable,
}

/// Whether a requirement is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It is.
    Yes,
    /// A condition hides it.
    Hidden,
    /// An open question will decide.
    Undecided,
    /// It belongs to a level above the target.
    AboveTarget,
}

/// The state in which people see a requirement. They are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Passed.
    Met,
    /// Some credit.
    Partly,
    /// No credit.
    NotMet,
    /// Does not apply, with a reason.
    NotApplicable,
    /// "Don't know": asked, and still to be found out.
    Unknown,
    /// Not answered, or not all of its objectives.
    Unanswered,
    /// Not asked: a condition hides it, or it is above the target.
    NotAsked,
}

/// How an answer that was given under another edition fits this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// All of it fits.
    Whole,
    /// Parts of it are to objectives that are gone; the rest fits.
    PartsGone,
    /// It is to be answered anew, in whole or in part: what was answered is no answer here, or lacks a reason.
    Not,
}

/// The answers of an assessment, proven to fit its questionnaire.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSheet<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    /// Which entry of the assessment speaks of a requirement.
    entries: Vec<Option<usize>>,
    replies: Vec<Reply>,
    fits: Vec<Fit>,
    asked: Vec<Asked>,
    facts: Vec<Option<usize>>,
    status_dates: Vec<StatusDates>,
    target: usize,
    by_domain: Vec<usize>,
}

/// Joins answers to their questionnaire.
///
/// # Errors
///
/// Every answer that the questionnaire does not allow. Answers to requirements that it does not have are no
/// errors: they stay in the file and are named in `warnings`. So are answers that were given under another edition
/// and are none under this one: they count as open until they are given anew.
pub fn prove<'a>(
    questionnaire: &'a Questionnaire,
    assessment: &'a Assessment,
    places: &Places,
    warnings: &mut Vec<Diagnostic>,
) -> Result<AnswerSheet<'a>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let (own, known) = (&assessment.questionnaire, questionnaire);
    let other = own.id == known.id() && own.edition != known.edition();
    let edition = other.then_some(own.edition.as_str());
    let mut proof = Proof { questionnaire, places, edition, problems: &mut problems };
    let (target, by_domain) = proof.target(assessment);
    let facts = proof.facts(assessment);
    let status_dates = proof.status_dates(assessment);
    proof.same_questionnaire(assessment);
    let count = questionnaire.requirements().len();
    let (mut entries, mut replies, mut fits) = (vec![None; count], vec![Reply::None; count], vec![Fit::Whole; count]);
    for (at, own) in spoken_of(questionnaire, assessment).into_iter().enumerate() {
        let (id, entry) = &assessment.answers[at];
        match own {
            Some(position) => {
                entries[position] = Some(at);
                (replies[position], fits[position]) = proof.reply(&questionnaire.requirements()[position], id, entry);
            }
            None => proof.unknown_requirement(id, entry),
        }
    }
    let (errors, found): (Vec<_>, Vec<_>) = problems.into_iter().partition(Diagnostic::is_error);
    warnings.extend(found);
    if !errors.is_empty() {
        return Err(errors);
    }
    let asked = Vec::new();
    let mut sheet = AnswerSheet {
        questionnaire,
        assessment,
        entries,
        replies,
        fits,
        asked,
        facts,
        status_dates,
        target,
        by_domain,
    };
    for position in 0..questionnaire.requirements().len() {
        let asked = sheet.decide_asked(position);
        sheet.asked.push(asked);
    }
    Ok(sheet)
}

/// Returns of which requirement each entry of an assessment speaks: the one of that id, or else the only one that has
/// it as an alias. An alias counts for nothing where the requirement has an entry by its id, or another by an alias:
/// which of them is true cannot be known.
pub fn spoken_of(questionnaire: &Questionnaire, assessment: &Assessment) -> Vec<Option<usize>> {
    let requirements = questionnaire.requirements();
    let ids: HashMap<&str, usize> =
        requirements.iter().enumerate().map(|(position, own)| (own.id.as_str(), position)).collect();
    let mut found: Vec<Option<usize>> =
        assessment.answers.iter().map(|(id, _)| ids.get(id.as_str()).copied()).collect();
    if found.iter().all(Option::is_some) {
        return found;
    }
    let mut aliases: HashMap<&str, Vec<usize>> = HashMap::new();
    for (position, own) in requirements.iter().enumerate() {
        for alias in &own.aliases {
            aliases.entry(alias).or_default().push(position);
        }
    }
    let mut claims = vec![0_usize; requirements.len()];
    for position in found.iter().flatten() {
        claims[*position] += 1;
    }
    let claimed = |(id, _): &(String, Entry), own: &Option<usize>| match (own, aliases.get(id.as_str())) {
        (None, Some(shared)) if shared.len() == 1 => shared.first().copied(),
        _ => None,
    };
    let by_alias: Vec<Option<usize>> =
        assessment.answers.iter().zip(&found).map(|(answer, own)| claimed(answer, own)).collect();
    for position in by_alias.iter().flatten() {
        claims[*position] += 1;
    }
    for (own, alias) in found.iter_mut().zip(by_alias) {
        *own = own.or(alias.filter(|position| claims[*position] == 1));
    }
    found
}

struct Proof<'p> {
    questionnaire: &'p Questionnaire,
    places: &'p Places,
    /// The edition that was answered, where that is another one than this.
    edition: Option<&'p str>,
    problems: &'p mut Vec<Diagnostic>,
}

impl Proof<'_> {
    fn report(&mut self, code: Code, path: &str, say: impl FnOnce(Diagnostic) -> Diagnostic) {
        self.problems.push(say(Diagnostic::new(code, self.places.of(path))));
    }

    /// Without a target the highest level is aimed at, so that nothing is left out by default.
    fn target(&mut self, assessment: &Assessment) -> (usize, Vec<usize>) {
        let questionnaire = self.questionnaire;
        let highest = questionnaire.levels().len().saturating_sub(1);
        let all = |level: usize| (level, vec![level; questionnaire.domains().len()]);
        if assessment.target.is_empty() {
            return all(highest);
        }
        match aim(questionnaire, &assessment.target) {
            Some(found) => found,
            None => {
                let code = if self.edition.is_some() { Code::LevelOfOtherEdition } else { Code::UnknownTarget };
                self.report(code, "target", |problem| {
                    let known = targets(questionnaire);
                    problem.with("found", &assessment.target).choices(&assessment.target, known)
                });
                all(highest)
            }
        }
    }

    fn facts(&mut self, assessment: &Assessment) -> Vec<Option<usize>> {
        let profile = self.questionnaire.profile();
        let mut facts = vec![None; profile.len()];
        for (id, choice) in &assessment.profile {
            let question = profile.iter().position(|known| known.id == *id);
            let found = question.and_then(|q| Some((q, profile[q].choices.iter().position(|(own, _)| own == choice)?)));
            match found {
                Some((question, choice)) => facts[question] = Some(choice),
                None => {
                    self.report(Code::UnknownProfile, &format!("profile/{id}"), |problem| {
                        problem.with("id", id).with("found", choice)
                    });
                }
            }
        }
        facts
    }

    fn status_dates(&mut self, assessment: &Assessment) -> Vec<StatusDates> {
        let questionnaire = self.questionnaire;
        let mut dates = vec![StatusDates::default(); questionnaire.levels().len()];
        for (id, own) in &assessment.status_dates {
            match questionnaire.level_position(id) {
                Some(level) => dates[level] = own.clone(),
                // It was told when it was put aside.
                None if self.is_other(own.edition.as_deref()) => {}
                None => {
                    let code = if self.edition.is_some() { Code::LevelOfOtherEdition } else { Code::UnknownTarget };
                    self.report(code, &format!("status_dates/{id}"), |problem| {
                        let known = questionnaire.levels().iter().map(|level| level.id.as_str());
                        problem.with("found", id).choices(id, known)
                    });
                }
            }
        }
        dates
    }

    fn same_questionnaire(&mut self, assessment: &Assessment) {
        let (own, known) = (&assessment.questionnaire, self.questionnaire);
        let difference = if own.id != known.id() {
            Some((Code::OtherQuestionnaire, "questionnaire/id", own.id.as_str(), known.id()))
        } else if own.edition != known.edition() {
            Some((Code::OtherEdition, "questionnaire/edition", own.edition.as_str(), known.edition()))
        } else if own.digest != known.digest() {
            Some((Code::OtherDigest, "questionnaire/digest", own.edition.as_str(), known.id()))
        } else {
            None
        };
        if let Some((code, path, found, wanted)) = difference {
            self.report(code, path, |problem| problem.with("found", found).with("wanted", wanted));
        }
    }

    /// Whether what an entry says of its edition makes it one of another edition than this.
    fn is_other(&self, edition: Option<&str>) -> bool {
        edition.is_some_and(|edition| edition != self.questionnaire.edition())
    }

    /// What was put aside when the file took this edition over was told then, and is no problem of the file.
    fn unknown_requirement(&mut self, id: &str, entry: &Entry) {
        if self.is_other(entry.edition.as_deref()) {
            return;
        }
        // An alias that several requirements share is no requirement, and nothing that could be meant instead.
        let names: Vec<&str> = self.questionnaire.names().filter(|name| *name != id).collect();
        self.report(Code::UnknownRequirement, &format!("answers/{id}"), |problem| {
            problem.with("id", id).choices(id, names)
        });
    }

    /// `id` is the name by which the file speaks of the requirement.
    fn reply(&mut self, requirement: &Requirement, id: &str, entry: &Entry) -> (Reply, Fit) {
        let path = format!("answers/{id}");
        let scale = self.questionnaire.scale_of(requirement);
        let own = entry.edition.as_deref().filter(|edition| self.is_other(Some(edition)));
        let edition = own.or(self.edition);
        let lacks_reason = |proof: &mut Self, path: &str, answer: &str| {
            let code = if edition.is_some() { Code::ReasonNowNeeded } else { Code::MissingReason };
            proof.report(code, path, |problem| problem.with("id", &requirement.id).with("answer", answer));
        };
        if entry.answer.is_some() && !entry.objectives.is_empty() {
            self.report(Code::AnswerAndObjectives, &path, |problem| problem.with("id", &requirement.id));
        }
        if let Some(answer) = &entry.answer {
            let part = Asking { id: &requirement.id, scale, objective: None, edition };
            let verdict = self.verdict(&part, answer, &format!("{path}/answer"));
            let excused = verdict.filter(|verdict| needs_reason(scale, *verdict) && entry.reason.is_none());
            if excused.is_some() {
                lacks_reason(self, &format!("{path}/answer"), answer);
            }
            return match verdict.filter(|_| excused.is_none()) {
                Some(verdict) => (Reply::Whole(verdict), Fit::Whole),
                None => (Reply::None, Fit::Not),
            };
        }
        if entry.objectives.is_empty() {
            return (Reply::None, Fit::Whole);
        }
        let mut parts = vec![None; requirement.objectives.len()];
        let mut fit = Fit::Whole;
        for (letter, answer) in &entry.objectives {
            let place = format!("{path}/objectives/{letter}");
            match requirement.objectives.iter().position(|known| known.id == *letter) {
                Some(position) => {
                    let objective = Some(&requirement.objectives[position]);
                    let part = Asking { id: &requirement.id, scale, objective, edition };
                    parts[position] = self.verdict(&part, answer, &place);
                    if parts[position].is_none() {
                        fit = Fit::Not;
                    }
                }
                // It was told when it was put aside.
                None if own.is_some() => fit = fit.max(Fit::PartsGone),
                None => {
                    fit = fit.max(Fit::PartsGone);
                    let known: Vec<&str> = requirement.objectives.iter().map(|known| known.id.as_str()).collect();
                    self.report(Code::UnknownObjective, &place, |problem| {
                        problem.with("id", &requirement.id).with("letter", letter).choices(letter, known)
                    });
                }
            }
        }
        let excused = |part: &Option<Verdict>| part.is_some_and(|part| needs_reason(scale, part));
        if parts.iter().any(excused) && entry.reason.is_none() {
            lacks_reason(self, &path, NOT_APPLICABLE);
            parts.iter_mut().filter(|part| excused(part)).for_each(|part| *part = None);
            fit = Fit::Not;
        }
        if parts.iter().all(Option::is_none) { (Reply::None, Fit::Not) } else { (Reply::Objectives(parts), fit) }
    }

    fn verdict(&mut self, part: &Asking<'_>, answer: &str, path: &str) -> Option<Verdict> {
        let &Asking { id, scale, objective, edition } = part;
        let found = verdict(scale, objective, answer);
        if found.is_none() {
            let code = if edition.is_some() { Code::AnswerOfOtherEdition } else { Code::UnknownAnswer };
            self.report(code, path, |problem| {
                let problem = problem.with("found", answer).choices(answer, scale.words(objective));
                match (edition, objective) {
                    (None, _) => problem,
                    (Some(edition), None) => problem.with("id", id).with("edition", edition),
                    (Some(edition), Some(part)) => {
                        problem.with("id", format!("{id}/{}", part.id)).with("edition", edition)
                    }
                }
            });
        }
        found
    }
}

/// What an answer is given to: a requirement as a whole or one of its objectives.
struct Asking<'a> {
    id: &'a str,
    scale: &'a Scale,
    objective: Option<&'a Objective>,
    /// The edition under which it was answered, where that is another one.
    edition: Option<&'a str>,
}

/// Returns what a word means on a scale as an answer to the whole or to an objective; nothing where it cannot be
/// given.
pub fn verdict(scale: &Scale, objective: Option<&Objective>, answer: &str) -> Option<Verdict> {
    let found = match answer {
        NOT_APPLICABLE => scale.not_applicable.map(|_| Verdict::NotApplicable),
        UNKNOWN => scale.unknown.then_some(Verdict::Unknown),
        other => scale.position(other).map(Verdict::Answer),
    };
    found.filter(|verdict| objective.is_none_or(|objective| may_have(objective, *verdict)))
}

/// Returns whether an objective may have an answer.
pub fn may_have(objective: &Objective, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Answer(index) => objective.allows(index),
        Verdict::NotApplicable | Verdict::Unknown => true,
    }
}

/// Returns whether a verdict may only be given with a reason.
pub fn needs_reason(scale: &Scale, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Answer(index) => scale.answers[index].reason_required,
        Verdict::NotApplicable => scale.not_applicable.is_some_and(|terms| terms.reason_required),
        Verdict::Unknown => false,
    }
}

/// Returns the level that a level's or target's name aims at, for all and by domain.
pub fn aim(questionnaire: &Questionnaire, name: &str) -> Option<(usize, Vec<usize>)> {
    if let Some(level) = questionnaire.level_position(name) {
        return Some((level, vec![level; questionnaire.domains().len()]));
    }
    let target = questionnaire.targets().iter().find(|target| target.id.eq_ignore_ascii_case(name))?;
    let mut by_domain = vec![target.level; questionnaire.domains().len()];
    for (domain, level) in &target.domains {
        by_domain[*domain] = *level;
    }
    Some((target.level, by_domain))
}

/// Returns every name that can be aimed at: targets first, then levels.
pub fn targets(questionnaire: &Questionnaire) -> Vec<&str> {
    let named = questionnaire.targets().iter().map(|target| target.id.as_str());
    named.chain(questionnaire.levels().iter().map(|level| level.id.as_str())).collect()
}

impl<'a> AnswerSheet<'a> {
    /// Returns the questionnaire.
    pub fn questionnaire(&self) -> &'a Questionnaire {
        self.questionnaire
    }

    /// Returns the assessment.
    pub fn assessment(&self) -> &'a Assessment {
        self.assessment
    }

    /// Returns the index of the level aimed at.
    pub fn target(&self) -> usize {
        self.target
    }

    /// Returns the index of the level aimed at in a domain.
    pub fn domain_target(&self, domain: usize) -> usize {
        self.by_domain[domain]
    }

    /// Returns the highest level aimed at in any domain.
    pub fn highest_target(&self) -> usize {
        self.by_domain.iter().copied().max().unwrap_or(self.target).max(self.target)
    }

    /// Returns what was answered to a requirement.
    pub fn reply(&self, requirement: usize) -> &Reply {
        &self.replies[requirement]
    }

    /// Returns whether a requirement is asked.
    pub fn asked(&self, requirement: usize) -> Asked {
        self.asked[requirement]
    }

    /// Returns what was said of a requirement besides its answer.
    pub fn entry(&self, requirement: usize) -> Option<&'a Entry> {
        self.entries[requirement].map(|at| &self.assessment.answers[at].1)
    }

    /// Returns the name by which the file speaks of a requirement: its id, or an alias.
    pub fn name(&self, requirement: usize) -> Option<&'a str> {
        self.entries[requirement].map(|at| self.assessment.answers[at].0.as_str())
    }

    /// Returns the entries that speak of no requirement.
    pub fn of_no_requirement(&self) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let mut speaks = vec![false; self.assessment.answers.len()];
        self.entries.iter().flatten().for_each(|at| speaks[*at] = true);
        let rest = self.assessment.answers.iter().zip(speaks).filter(|(_, speaks)| !speaks);
        rest.map(|((id, entry), _)| (id.as_str(), entry))
    }

    /// Returns how what was answered to a requirement fits.
    pub fn fit(&self, requirement: usize) -> Fit {
        self.fits[requirement]
    }

    /// Returns what was answered under another edition and does not fit this one: the edition, and the answers by the
    /// names of files.
    pub fn earlier(&self, requirement: usize) -> Option<(&'a str, String)> {
        let entry = self.entry(requirement).filter(|_| self.fits[requirement] == Fit::Not)?;
        let edition = entry.edition.as_deref().unwrap_or(&self.assessment.questionnaire.edition);
        let parts = entry.objectives.iter().map(|(letter, answer)| format!("{letter} {answer}"));
        let answered = entry.answer.clone().into_iter().chain(parts).collect::<Vec<String>>();
        Some((edition, answered.join(", ")))
    }

    /// Returns the choice of a profile question that the firm made; none while it made none of those there are.
    pub fn choice(&self, question: usize) -> Option<usize> {
        self.facts[question]
    }

    /// Returns the indices of the requirements that are asked, in order.
    pub fn asked_requirements(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.asked.len()).filter(|&requirement| self.asked[requirement] == Asked::Yes)
    }

    /// Returns what follows for a requirement as a whole. With objectives the worst one decides.
    pub fn settled(&self, requirement: usize) -> Settled {
        let scale = self.questionnaire.scale_of(&self.questionnaire.requirements()[requirement]);
        match &self.replies[requirement] {
            Reply::None | Reply::Whole(Verdict::Unknown) => Settled::Open { best: 0 },
            Reply::Whole(Verdict::Answer(index)) => Settled::Answer(*index),
            Reply::Whole(Verdict::NotApplicable) => Settled::NotApplicable,
            Reply::Objectives(parts) => {
                let answered = parts.iter().filter_map(|part| match part {
                    Some(Verdict::Answer(index)) => Some(*index),
                    _ => None,
                });
                let worst = answered.max();
                let open = parts.iter().any(|part| matches!(part, None | Some(Verdict::Unknown)));
                match worst {
                    Some(worst) if !open || worst + 1 == scale.answers.len() => Settled::Answer(worst),
                    Some(worst) => Settled::Open { best: worst },
                    None if open => Settled::Open { best: 0 },
                    None => Settled::NotApplicable,
                }
            }
        }
    }

    /// Returns the state in which people see a requirement.
    pub fn state(&self, requirement: usize) -> State {
        if matches!(self.asked[requirement], Asked::Hidden | Asked::AboveTarget) {
            return State::NotAsked;
        }
        match self.settled(requirement) {
            Settled::Answer(index) => self.state_of(requirement, Verdict::Answer(index)),
            Settled::NotApplicable => State::NotApplicable,
            Settled::Open { .. } => match &self.replies[requirement] {
                Reply::Whole(Verdict::Unknown) => State::Unknown,
                Reply::Objectives(parts) if parts.iter().all(Option::is_some) => State::Unknown,
                _ => State::Unanswered,
            },
        }
    }

    /// Returns the state that a verdict means for a requirement or one of its objectives.
    pub fn state_of(&self, requirement: usize, verdict: Verdict) -> State {
        let scale = self.questionnaire.scale_of(&self.questionnaire.requirements()[requirement]);
        match verdict {
            Verdict::NotApplicable => State::NotApplicable,
            Verdict::Unknown => State::Unknown,
            Verdict::Answer(index) => {
                let answer = &scale.answers[index];
                match (answer.passes, answer.credit.is_zero()) {
                    (true, _) => State::Met,
                    (_, true) => State::NotMet,
                    _ => State::Partly,
                }
            }
        }
    }

    /// Returns whether nothing is left to answer: also every objective, where the answer is by objectives.
    pub fn is_complete(&self, requirement: usize) -> bool {
        match &self.replies[requirement] {
            Reply::None => false,
            Reply::Whole(_) => true,
            Reply::Objectives(parts) => parts.iter().all(Option::is_some),
        }
    }

    /// Returns whether a fact about the firm is true; open while the question has no answer.
    pub fn fact(&self, fact: &Fact) -> Truth {
        self.facts[fact.question].map_or(Truth::Open, |choice| Truth::of(fact.choices.contains(&choice)))
    }

    /// Returns whether a profile question matters: something up to the target looks at it.
    pub fn is_relevant(&self, question: usize) -> bool {
        let levels = &self.questionnaire.levels()[..=self.target];
        let required = levels.iter().filter_map(|level| level.requires.as_ref()).any(|fact| fact.question == question);
        required
            || self.questionnaire.requirements().iter().any(|own| {
                self.is_aimed_at(own) && own.condition.as_ref().is_some_and(|condition| condition.reads(question))
            })
    }

    /// Returns the profile questions that matter and have no answer: indices.
    pub fn open_facts(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.facts.len()).filter(|&question| self.facts[question].is_none() && self.is_relevant(question))
    }

    /// Returns the days on which a level was entered where it counts, as the file states them.
    pub fn status_dates(&self, level: usize) -> &StatusDates {
        &self.status_dates[level]
    }

    /// Returns the day of the assessment: that of the last answer to something that is asked, in universal time, or
    /// of its beginning. None where the file has no such day.
    pub fn day(&self) -> Option<Date> {
        let answered = self.asked_requirements().filter_map(|position| self.entry(position)?.at.as_deref());
        let last = answered.filter_map(Date::of_time_stamp).max();
        last.or_else(|| Date::of_time_stamp(&self.assessment.started))
    }

    /// A mean is that of all activities: one that left out those above the target would rise with a lower aim.
    fn is_aimed_at(&self, own: &Requirement) -> bool {
        self.questionnaire.method() == Method::Mean || own.level <= self.by_domain[own.domain]
    }

    /// A hidden question counts as false, an open one leaves the matter open.
    fn decide_asked(&self, requirement: usize) -> Asked {
        let own = &self.questionnaire.requirements()[requirement];
        if !self.is_aimed_at(own) {
            return Asked::AboveTarget;
        }
        match own.condition.as_ref().map_or(Truth::True, |condition| self.holds(condition)) {
            Truth::True => Asked::Yes,
            Truth::False => Asked::Hidden,
            Truth::Open => Asked::Undecided,
        }
    }

    fn holds(&self, condition: &Condition) -> Truth {
        match condition {
            Condition::All(parts) => parts.iter().map(|part| self.holds(part)).min().unwrap_or(Truth::True),
            Condition::Any(parts) => parts.iter().map(|part| self.holds(part)).max().unwrap_or(Truth::False),
            Condition::Profile(fact) => self.fact(fact),
            Condition::Answered { requirement, answers, not_applicable } => match self.asked[*requirement] {
                Asked::Hidden | Asked::AboveTarget => Truth::False,
                Asked::Undecided => Truth::Open,
                Asked::Yes => match self.settled(*requirement) {
                    Settled::Answer(index) => Truth::of(answers.contains(&index)),
                    Settled::NotApplicable => Truth::of(*not_applicable),
                    Settled::Open { .. } => Truth::Open,
                },
            },
        }
    }
}

/// Three-valued truth; ordered so that "all" is the least and "any" the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It is not so.
    False,
    /// An answer still to come decides.
    Open,
    /// It is so.
    True,
}

impl Truth {
    const fn of(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}
