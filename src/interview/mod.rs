//! The interview: a reply goes in, the next step comes out, and "back" is a step like any other.
//!
//! Which question comes next follows from the answers alone; who asks it stands behind `Prompter`. The
//! assessment is saved after every reply, so that leaving at any moment loses nothing.

pub mod card;
pub mod dialog;
mod dialog_keys;
mod dialog_screen;
pub mod line;
pub mod page;
pub mod prompter;
mod replies;
mod shown;

use std::io;

use thiserror::Error;

use crate::assessment::file::Places;
use crate::assessment::sheet::{self, AnswerSheet, Asked, State, Verdict};
use crate::assessment::{Assessment, Entry};
use crate::diagnostic::Diagnostic;
use crate::language::{Interview as Words, Lang};
use crate::questionnaire::{EvidenceKind, Questionnaire, Requirement, Scale};
use prompter::{Prompter, Said};

/// How an interview ended; everything is saved either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user said that it is finished.
    Finished,
    /// It goes on another day.
    Paused,
}

/// Why an interview could not go on. All earlier replies are saved.
#[derive(Debug, Error)]
pub enum InterviewError<E> {
    /// The answers do not fit the questionnaire.
    #[error("the answers do not fit the questionnaire")]
    DoesNotFit(Vec<Diagnostic>),
    /// Nobody can be asked any more.
    #[error("the terminal cannot be used")]
    Terminal(#[source] io::Error),
    /// The last reply could not be saved.
    #[error("the assessment could not be saved")]
    Save(#[source] E),
}

/// Asks what is still open in an assessment. `now` gives time stamps; `save` is called after every reply.
///
/// # Errors
///
/// The answers do not fit, nobody can be asked any more, or a reply could not be saved.
pub fn run<E>(
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    lang: Lang,
    prompter: &mut dyn Prompter,
    now: &dyn Fn() -> String,
    save: &mut dyn FnMut(&mut Assessment) -> Result<(), E>,
) -> Result<Ending, InterviewError<E>> {
    sheet::prove(questionnaire, assessment, &Places::default(), &mut Vec::new()).map_err(InterviewError::DoesNotFit)?;
    let mut interview = Interview::begin(questionnaire, assessment, lang);
    loop {
        let next = interview.turn(prompter, now).map_err(InterviewError::Terminal)?;
        if std::mem::take(&mut interview.changed) {
            interview.assessment.tidy(questionnaire);
            save(interview.assessment).map_err(InterviewError::Save)?;
        }
        match next {
            Next::Step(step) => interview.go(step),
            Next::End(ending) => return Ok(ending),
        }
    }
}

/// A step of the interview. Requirements, objectives and the like are indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Organisation,
    Scope,
    Target,
    Profile(usize),
    Card(usize),
    Objectives(usize, usize),
    Reason(usize, Option<usize>, Verdict),
    InsteadOfObjectives(usize, Verdict),
    FollowUp(usize, usize),
    Note(usize),
    EvidenceKind(usize),
    EvidenceWhat(usize, EvidenceKind),
    EvidencePlace(usize),
    /// From a requirement, or from the end.
    Find(Option<usize>),
    End,
}

impl Step {
    /// Steps that "back" can lead to; the others belong to one of them.
    const fn stands_alone(self) -> bool {
        matches!(self, Self::Organisation | Self::Scope | Self::Target | Self::Profile(_) | Self::Card(_) | Self::End)
    }
}

enum Next {
    Step(Step),
    End(Ending),
}

/// Which requirements are gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    Open,
    All,
    Marked,
}

/// What can be chosen at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AtEnd {
    Finish,
    Open,
    Marked,
    All,
    Find,
    Pause,
}

struct Interview<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a mut Assessment,
    lang: Lang,
    words: &'static Words,
    step: Step,
    /// Steps that "back" leads to, the last first.
    history: Vec<Step>,
    round: Round,
    /// The scope may be left empty, so whether it was asked cannot be seen from it.
    scope_asked: bool,
    /// What was just done, told on the next screen.
    notice: Option<String>,
    changed: bool,
}

impl<'a> Interview<'a> {
    fn begin(questionnaire: &'a Questionnaire, assessment: &'a mut Assessment, lang: Lang) -> Self {
        if assessment.language.is_empty() {
            lang.tag().clone_into(&mut assessment.language);
        }
        if let ([only], true) = (sheet::targets(questionnaire).as_slice(), assessment.target.is_empty()) {
            (*only).clone_into(&mut assessment.target);
        }
        let begun =
            !assessment.organisation.is_empty() && (!assessment.answers.is_empty() || !assessment.profile.is_empty());
        let scope_asked = begun || !assessment.scope.is_empty();
        let words = &lang.words().interview;
        let mut interview = Self {
            questionnaire,
            assessment,
            lang,
            words,
            step: Step::End,
            history: Vec::new(),
            round: Round::Open,
            scope_asked,
            notice: None,
            changed: false,
        };
        interview.step = interview.front();
        interview
    }

    fn sheet(&self) -> AnswerSheet<'_> {
        sheet::prove(self.questionnaire, self.assessment, &Places::default(), &mut Vec::new())
            .expect("the answers fitted at the beginning, and every reply is taken from the scale")
    }

    fn requirement(&self, requirement: usize) -> &'a Requirement {
        &self.questionnaire.requirements()[requirement]
    }

    fn scale(&self, requirement: usize) -> &'a Scale {
        self.questionnaire.scale_of(self.requirement(requirement))
    }

    fn entry(&mut self, requirement: usize) -> &mut Entry {
        self.changed = true;
        self.assessment.entry_mut(&self.questionnaire.requirements()[requirement].id)
    }

    // Where to go.

    /// Steps before the first requirement.
    fn preliminaries(&self) -> Vec<Step> {
        let mut steps = vec![Step::Organisation, Step::Scope];
        if sheet::targets(self.questionnaire).len() > 1 {
            steps.push(Step::Target);
        }
        let sheet = self.sheet();
        let relevant = (0..self.questionnaire.profile().len()).filter(|&question| sheet.is_relevant(question));
        steps.extend(relevant.map(Step::Profile));
        steps
    }

    fn is_missing(&self, step: Step) -> bool {
        match step {
            Step::Organisation => self.assessment.organisation.is_empty(),
            Step::Scope => !self.scope_asked,
            Step::Target => self.assessment.target.is_empty(),
            Step::Profile(question) => {
                let id = &self.questionnaire.profile()[question].id;
                !self.assessment.profile.iter().any(|(known, _)| known == id)
            }
            _ => false,
        }
    }

    /// The first step that is not done.
    fn front(&self) -> Step {
        let missing = self.preliminaries().into_iter().find(|step| self.is_missing(*step));
        missing.unwrap_or_else(|| self.onward(0))
    }

    /// The first requirement of this round from here on, or the end.
    fn onward(&self, from: usize) -> Step {
        let sheet = self.sheet();
        let found = sheet.asked_requirements().filter(|&r| r >= from).find(|&r| self.is_wanted(&sheet, r));
        found.map_or(Step::End, Step::Card)
    }

    fn is_wanted(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> bool {
        match self.round {
            Round::Open => !sheet.is_complete(requirement),
            Round::All => true,
            Round::Marked => is_marked(sheet, requirement),
        }
    }

    /// Without an answer the neighbour comes next, open or not, so that skip undoes back.
    fn skip(&self, from: usize) -> Step {
        if self.round == Round::Marked {
            return self.onward(from + 1);
        }
        let sheet = self.sheet();
        sheet.asked_requirements().find(|&r| r > from).map_or(Step::End, Step::Card)
    }

    fn go(&mut self, step: Step) {
        // A step that belongs to a card was left for a card: the card itself is where "back" leads.
        if self.step.stands_alone() && step.stands_alone() && step != self.step {
            self.history.push(self.step);
        }
        self.step = step;
    }

    fn back(&mut self) -> Next {
        let sheet = self.sheet();
        let asked: Vec<usize> = sheet.asked_requirements().collect();
        drop(sheet);
        let before = self.preliminaries();
        let here = self.step;
        while let Some(step) = self.history.pop() {
            let stands = match step {
                Step::Card(requirement) => asked.contains(&requirement),
                Step::Profile(_) => before.contains(&step),
                _ => true,
            };
            if stands && step != here {
                self.step = step;
                return Next::Step(step);
            }
        }
        let found = match here {
            Step::Card(own) => {
                asked.iter().rev().find(|&&r| r < own).map(|&r| Step::Card(r)).or(before.last().copied())
            }
            Step::End => asked.last().map(|&r| Step::Card(r)).or(before.last().copied()),
            own => before.iter().position(|step| *step == own).and_then(|at| at.checked_sub(1)).map(|at| before[at]),
        };
        match found {
            Some(step) => {
                self.step = step;
                Next::Step(step)
            }
            None => {
                self.notice = Some(self.words.first_question.to_owned());
                Next::Step(here)
            }
        }
    }

    // Replies.

    fn turn(&mut self, prompter: &mut dyn Prompter, now: &dyn Fn() -> String) -> io::Result<Next> {
        Ok(match self.step {
            Step::Card(requirement) => {
                let card = self.card(requirement);
                let reply = prompter.card(&card)?;
                self.after_card(requirement, reply, now)
            }
            Step::Objectives(requirement, cursor) => {
                let page = self.objectives(requirement, cursor);
                let reply = prompter.objectives(&page)?;
                self.after_objectives(requirement, reply, now)
            }
            Step::Target | Step::Profile(_) | Step::EvidenceKind(_) | Step::End => {
                let choosing = self.choosing();
                match prompter.choose(&choosing)? {
                    Said::Given(chosen) => self.after_choice(chosen),
                    Said::Back => self.step_back(),
                    Said::Pause => Next::End(Ending::Paused),
                }
            }
            Step::Find(from) => {
                let (finding, requirements) = self.finding();
                match prompter.find(&finding)? {
                    Said::Given(found) => {
                        let next = requirements.get(found).map_or(Step::End, |&r| Step::Card(r));
                        // Found from a card: "back" leads to that card again.
                        self.step = from.map_or(Step::End, Step::Card);
                        Next::Step(next)
                    }
                    Said::Back => Next::Step(from.map_or(Step::End, Step::Card)),
                    Said::Pause => Next::End(Ending::Paused),
                }
            }
            Step::InsteadOfObjectives(requirement, verdict) => {
                let ask = self.confirmation(requirement, verdict);
                match prompter.confirm(&ask)? {
                    Said::Given(true) => self.whole(requirement, verdict, now),
                    Said::Given(false) | Said::Back => Next::Step(Step::Card(requirement)),
                    Said::Pause => Next::End(Ending::Paused),
                }
            }
            _ => {
                let asking = self.asking();
                match prompter.text(&asking)? {
                    Said::Given(text) => self.after_text(text.trim(), now),
                    Said::Back => self.step_back(),
                    Said::Pause => Next::End(Ending::Paused),
                }
            }
        })
    }
}

/// Marked for review, or answered with "don't know".
fn is_marked(sheet: &AnswerSheet<'_>, requirement: usize) -> bool {
    let flagged = sheet.entry(requirement).is_some_and(|entry| entry.flag);
    flagged || (sheet.is_complete(requirement) && sheet.state(requirement) == State::Unknown)
}

/// Returns whether a requirement may be asked once an open answer is settled.
fn waits(sheet: &AnswerSheet<'_>, requirement: usize) -> bool {
    sheet.asked(requirement) == Asked::Undecided
}
