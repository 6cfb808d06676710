//! The interview: a reply goes in, the next step comes out, and "back" is a step like any other.
//!
//! Which question comes next follows from the answers alone; who asks it stands behind `Prompter`. The
//! assessment is saved after every reply, so that leaving at any moment loses nothing.

pub mod card;
pub mod dialog;
mod dialog_keys;
mod dialog_screen;
pub mod doubts;
mod fields;
pub mod find;
pub mod form;
mod keys;
pub mod line;
mod lists;
mod meaning;
pub mod page;
pub mod plain;
pub mod prompter;
mod proposed;
mod replies;
mod shown;

pub use dialog_screen::quiet;

use std::io;

use thiserror::Error;

use crate::assessment::file::Places;
use crate::assessment::history::{History, Part, Step as Replied};
use crate::assessment::sheet::{self, AnswerSheet, State, Verdict};
use crate::assessment::{Assessment, Entry};
use crate::crosswalk::earlier::{Earlier, Proposal, proposals};
use crate::dates::Date;
use crate::diagnostic::Diagnostic;
use crate::language::{Interview as Words, Lang, fill};
use crate::questionnaire::{EvidenceKind, Questionnaire, Requirement, Scale};
use crate::review::{Kind, Remark, review};
use crate::scoring::score;
use prompter::{Move, Prompter, Said};

/// How an interview ended; everything is saved either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user said that it is finished.
    Finished,
    /// The user wants the result, though something is open.
    Interim,
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

/// What an interview needs of the world besides somebody to ask.
pub struct Setting<'s> {
    /// Language of the interview.
    pub lang: Lang,
    /// Gives time stamps.
    pub now: &'s dyn Fn() -> String,
    /// The day it is.
    pub today: Date,
    /// Returns the SHA-256 of the file at a place, in small hex digits; nothing where there is no such file.
    pub digest: &'s dyn Fn(&str) -> Option<String>,
    /// Who answers, where that was said.
    pub by: Option<String>,
    /// Nothing is kept, and every page says so.
    pub preview: bool,
    /// Answers that were given elsewhere, which propose answers here.
    pub earlier: Option<&'s Earlier>,
}

/// Asks what is still open in an assessment. `save` is called after every reply.
///
/// # Errors
///
/// The answers do not fit, nobody can be asked any more, or a reply could not be saved.
pub fn run<E>(
    questionnaire: &Questionnaire,
    assessment: &mut Assessment,
    history: &mut History,
    setting: &Setting<'_>,
    prompter: &mut dyn Prompter,
    save: &mut dyn FnMut(&Assessment, &mut History) -> Result<(), E>,
) -> Result<Ending, InterviewError<E>> {
    sheet::prove(questionnaire, assessment, &Places::default(), &mut Vec::new()).map_err(InterviewError::DoesNotFit)?;
    let mut interview = Interview::begin(questionnaire, assessment, history, setting);
    loop {
        let before = interview.assessment.clone();
        let next = interview.turn(prompter).map_err(InterviewError::Terminal)?;
        let travelled = std::mem::take(&mut interview.travelled);
        if std::mem::take(&mut interview.changed) {
            // Whatever is saved is saved under this edition. That is no part of the reply, so it is not taken back with it.
            let mut before = before;
            before.adopt(questionnaire);
            interview.assessment.adopt(questionnaire);
            interview.assessment.tidy(questionnaire);
            if !travelled && let Some(step) = Replied::between(&before, interview.assessment) {
                interview.history.note(step);
            }
            save(interview.assessment, interview.history).map_err(InterviewError::Save)?;
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
    Who,
    Target,
    Profile(usize),
    Card(usize),
    Objectives(usize, usize),
    Reason(usize, Option<usize>, Verdict),
    InsteadOfObjectives(usize, Verdict),
    FollowUp(usize, usize),
    Note(usize),
    EvidenceKind(usize),
    /// A new piece of evidence, gathered in some way, or one that is there.
    Evidence(usize, Piece),
    Plan(usize),
    Find,
    /// From where every question can be reached, and the end.
    Overview,
    Domains,
    List(Round),
    /// What deserves a second look: all of it, or one kind.
    Review(Option<Kind>),
    Basics,
}

/// A piece of evidence that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    New(EvidenceKind),
    Old(usize),
}

impl Step {
    /// Steps that "back" can lead to; the others belong to one of them.
    const fn stands_alone(self) -> bool {
        matches!(
            self,
            Self::Organisation
                | Self::Scope
                | Self::Who
                | Self::Target
                | Self::Profile(_)
                | Self::Card(_)
                | Self::Overview
                | Self::Domains
                | Self::List(_)
                | Self::Review(_)
                | Self::Basics
        )
    }

    /// The requirement that a step belongs to.
    const fn requirement(self) -> Option<usize> {
        match self {
            Self::Card(requirement)
            | Self::Objectives(requirement, _)
            | Self::Reason(requirement, ..)
            | Self::InsteadOfObjectives(requirement, _)
            | Self::FollowUp(requirement, _)
            | Self::Note(requirement)
            | Self::EvidenceKind(requirement)
            | Self::Evidence(requirement, _)
            | Self::Plan(requirement) => Some(requirement),
            _ => None,
        }
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
    Unknown,
    Marked,
    NotMet,
    /// What stands on the action plan and is still to be closed.
    Planned,
    /// What the review found, or one kind of it; after each its list comes again.
    Review(Option<Kind>),
}

impl Round {
    /// Rounds that have a list of their own.
    const LISTS: [Self; 5] = [Self::Open, Self::Unknown, Self::Marked, Self::NotMet, Self::Planned];
}

struct Interview<'a> {
    questionnaire: &'a Questionnaire,
    assessment: &'a mut Assessment,
    history: &'a mut History,
    setting: &'a Setting<'a>,
    words: &'static Words,
    step: Step,
    /// Steps that "back" leads to, the last first.
    trail: Vec<Step>,
    /// Where a step leads that was called for from elsewhere.
    return_to: Option<Step>,
    round: Round,
    /// Who answers; empty where nobody is named.
    by: String,
    /// The scope and the name of who answers may be left empty, so whether they were asked cannot be seen from them.
    scope_asked: bool,
    who_asked: bool,
    /// The requirement that was looked at last from a list of the review; the cursor waits there.
    reviewed: Option<usize>,
    /// What was typed into a form that was not accepted, and the field at fault.
    draft: Option<(Vec<String>, usize)>,
    /// What earlier answers say of each requirement; empty where there are none.
    proposals: Vec<Option<Proposal>>,
    /// What was just done, told on the next screen.
    notice: Option<String>,
    changed: bool,
    /// The change was a reply taken back or given again, not a new one.
    travelled: bool,
}

impl<'a> Interview<'a> {
    fn begin(
        questionnaire: &'a Questionnaire,
        assessment: &'a mut Assessment,
        history: &'a mut History,
        setting: &'a Setting<'a>,
    ) -> Self {
        if assessment.language.is_empty() {
            setting.lang.tag().clone_into(&mut assessment.language);
        }
        assessment.take_names(questionnaire, |_| true);
        let aimless = sheet::aim(questionnaire, &assessment.target).is_none();
        if let ([only], true) = (sheet::targets(questionnaire).as_slice(), aimless) {
            (*only).clone_into(&mut assessment.target);
        }
        let begun =
            !assessment.organisation.is_empty() && (!assessment.answers.is_empty() || !assessment.profile.is_empty());
        let scope_asked = begun || !assessment.scope.is_empty();
        let by = setting.by.clone().or_else(|| latest_name(assessment)).unwrap_or_default();
        let who_asked = begun || !by.is_empty();
        let words = setting.lang.words().asking(setting.preview);
        let mut interview = Self {
            questionnaire,
            assessment,
            history,
            setting,
            words,
            step: Step::Overview,
            trail: Vec::new(),
            return_to: None,
            round: Round::Open,
            by,
            scope_asked,
            who_asked,
            reviewed: None,
            draft: None,
            proposals: setting.earlier.map_or_else(Vec::new, |earlier| proposals(questionnaire, earlier)),
            notice: None,
            changed: false,
            travelled: false,
        };
        interview.step = interview.front();
        interview.notice = setting.preview.then(|| words.preview_help.to_owned());
        if begun && matches!(interview.step, Step::Card(_)) {
            interview.notice = Some(match interview.by.as_str() {
                "" => words.welcome_back.to_owned(),
                by => fill(words.welcome_back_by, &[("name", by)]),
            });
        }
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

    fn remarks(&self, sheet: &AnswerSheet<'_>) -> Vec<Remark> {
        // Files of evidence may be large, and this is asked for whenever the overview is drawn: `gradus review` reads them.
        review(sheet, &score(sheet), self.setting.today, &|_| None)
    }

    // Where to go.

    /// Steps before the first requirement.
    fn preliminaries(&self) -> Vec<Step> {
        let mut steps = vec![Step::Organisation, Step::Scope, Step::Who];
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
            Step::Who => !self.who_asked,
            Step::Target => sheet::aim(self.questionnaire, &self.assessment.target).is_none(),
            Step::Profile(question) => {
                let question = &self.questionnaire.profile()[question];
                let said = self.assessment.profile.iter().find(|(known, _)| *known == question.id);
                !said.is_some_and(|(_, said)| question.choices.iter().any(|(choice, _)| choice == said))
            }
            _ => false,
        }
    }

    /// Whether everything is said that decides which questions there are.
    fn is_ready(&self) -> bool {
        self.preliminaries().into_iter().all(|step| !self.is_missing(step))
    }

    /// The first step that is not done.
    fn front(&self) -> Step {
        let missing = self.preliminaries().into_iter().find(|step| self.is_missing(*step));
        missing.unwrap_or_else(|| self.onward(0))
    }

    /// Where a step leads that stands before the questions: to where it was called for, or on.
    fn after_preliminary(&mut self) -> Next {
        match self.return_to.take() {
            Some(step) => self.leave_for(step),
            None => Next::Step(self.front()),
        }
    }

    /// Goes back to a step without "back" leading here again.
    fn leave_for(&mut self, step: Step) -> Next {
        if self.trail.last() == Some(&step) {
            self.trail.pop();
        }
        self.step = step;
        Next::Step(step)
    }

    /// Goes to a step that leads back here when it is done.
    fn aside(&mut self, step: Step) -> Next {
        self.return_to = Some(self.step.requirement().map_or(self.step, Step::Card));
        if let Some(origin) = self.return_to {
            self.step = origin;
        }
        Next::Step(step)
    }

    /// The first requirement of this round from here on, or where the round ends.
    fn onward(&self, from: usize) -> Step {
        let sheet = self.sheet();
        if let Round::Review(kind) = self.round {
            let left = kind.is_none_or(|kind| self.remarks(&sheet).iter().any(|remark| remark.doubt.kind() == kind));
            return Step::Review(kind.filter(|_| left));
        }
        let found = sheet.asked_requirements().filter(|&r| r >= from).find(|&r| is_wanted(&sheet, self.round, r));
        found.map_or(Step::Overview, Step::Card)
    }

    /// Without an answer the neighbour comes next, open or not, so that skip undoes back.
    fn skip(&self, from: usize) -> Step {
        match self.round {
            Round::Open | Round::All => {
                let sheet = self.sheet();
                sheet.asked_requirements().find(|&r| r > from).map_or(Step::Overview, Step::Card)
            }
            Round::Unknown | Round::Marked | Round::NotMet | Round::Planned | Round::Review(_) => self.onward(from + 1),
        }
    }

    /// The next open requirement after this one, or else the first one before it.
    fn next_open(&mut self) -> Next {
        let here = self.step.requirement();
        self.round = Round::Open;
        let after = self.onward(here.map_or(0, |requirement| requirement + 1));
        let found = if after == Step::Overview { self.onward(0) } else { after };
        match found {
            Step::Card(next) if Some(next) == here => self.again(self.words.no_other_open),
            step => Next::Step(step),
        }
    }

    fn go(&mut self, step: Step) {
        // A step that belongs to a card was left for a card: the card itself is where "back" leads.
        if self.step.stands_alone() && step.stands_alone() && step != self.step {
            self.trail.push(self.step);
        }
        self.step = step;
    }

    fn back(&mut self) -> Next {
        let sheet = self.sheet();
        let asked: Vec<usize> = sheet.asked_requirements().collect();
        drop(sheet);
        let before = self.preliminaries();
        let here = self.step;
        self.return_to = None;
        while let Some(step) = self.trail.pop() {
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
            Step::Overview => asked.last().map(|&r| Step::Card(r)).or(before.last().copied()),
            Step::Review(Some(_)) => Some(Step::Review(None)),
            Step::Domains | Step::List(_) | Step::Review(None) | Step::Basics => Some(Step::Overview),
            own => before.iter().position(|step| *step == own).and_then(|at| at.checked_sub(1)).map(|at| before[at]),
        };
        match found {
            Some(step) => {
                self.step = step;
                Next::Step(step)
            }
            None => self.again(self.words.first_question),
        }
    }

    /// What can be said whatever is asked. What decides which questions there are comes before them.
    fn moved(&mut self, to: Move) -> Next {
        match to {
            Move::NextOpen | Move::Find if !self.is_ready() => self.again(self.words.answer_first),
            Move::Back => self.step_back(),
            Move::Undo => self.travel(false),
            Move::Redo => self.travel(true),
            Move::NextOpen => self.next_open(),
            Move::Overview if self.step == Step::Overview => self.step_back(),
            Move::Overview => {
                self.step = self.step.requirement().map_or(self.step, Step::Card);
                Next::Step(Step::Overview)
            }
            Move::Find => self.aside(Step::Find),
            Move::Who => self.aside(Step::Who),
            Move::Pause => Next::End(Ending::Paused),
        }
    }

    /// Takes the last reply back, or gives it again, and goes to where it was given.
    fn travel(&mut self, forth: bool) -> Next {
        let moved = if forth { self.history.redo(self.assessment) } else { self.history.undo(self.assessment) };
        let Some(replied) = moved else {
            return self.again(if forth { self.words.nothing_to_redo } else { self.words.nothing_to_undo });
        };
        // The history may stem from another edition of the questionnaire, or from somebody else's hand.
        if sheet::prove(self.questionnaire, self.assessment, &Places::default(), &mut Vec::new()).is_err() {
            let back = if forth { History::undo } else { History::redo };
            back(self.history, self.assessment);
            return self.again(self.words.no_longer_fits);
        }
        self.changed = true;
        self.travelled = true;
        let text = if forth { self.words.redone } else { self.words.undone };
        let part = replied.parts().last().expect("a reply changes something");
        let counts = !matches!(part, Part::Organisation | Part::Scope);
        let meaning = if counts { self.meaning(None) } else { String::new() };
        let told = fill(text, &[("what", self.told(&replied, part))]);
        self.notice = Some(if meaning.is_empty() { told } else { format!("{told}\n{meaning}") });
        let own = match part {
            Part::Answer(id) => self.questionnaire.requirements().iter().position(|own| own.id == *id),
            _ => None,
        };
        let here = self.step;
        match own {
            Some(own) if self.sheet().asked_requirements().any(|asked| asked == own) => match here {
                Step::Objectives(requirement, cursor) if requirement == own => {
                    Next::Step(Step::Objectives(requirement, cursor))
                }
                _ => {
                    self.step = self.step.requirement().map_or(self.step, Step::Card);
                    Next::Step(Step::Card(own))
                }
            },
            // What is aimed at or true of the firm changed, so this question may no longer be asked.
            _ => match here {
                Step::Card(_) | Step::Objectives(..) => Next::Step(self.front()),
                _ => Next::Step(here),
            },
        }
    }

    fn again(&mut self, notice: &str) -> Next {
        self.notice = Some(notice.to_owned());
        Next::Step(self.step)
    }

    fn turn(&mut self, prompter: &mut dyn Prompter) -> io::Result<Next> {
        Ok(match self.step {
            Step::Card(requirement) => {
                let card = self.card(requirement);
                let reply = prompter.card(&card)?;
                self.after_card(requirement, reply)
            }
            Step::Objectives(requirement, cursor) => {
                let page = self.objectives(requirement, cursor);
                let reply = prompter.objectives(&page)?;
                self.after_objectives(requirement, reply)
            }
            Step::Target
            | Step::Profile(_)
            | Step::EvidenceKind(_)
            | Step::InsteadOfObjectives(..)
            | Step::Overview
            | Step::Domains
            | Step::List(_)
            | Step::Review(_)
            | Step::Basics => {
                let choosing = self.choosing();
                match prompter.choose(&choosing)? {
                    Said::Given(chosen) => self.after_choice(chosen),
                    Said::Move(to) => self.moved(to),
                }
            }
            Step::Find => {
                let (finding, requirements) = self.finding();
                match prompter.find(&finding)? {
                    Said::Given(found) => self.after_find(requirements.get(found).copied()),
                    Said::Move(to) => self.moved(to),
                }
            }
            Step::Evidence(..) | Step::Plan(_) => {
                let form = self.form();
                match prompter.form(&form)? {
                    Said::Given(texts) => self.after_form(&texts),
                    Said::Move(to) => self.moved(to),
                }
            }
            Step::Organisation | Step::Scope | Step::Who | Step::Reason(..) | Step::FollowUp(..) | Step::Note(_) => {
                let asking = self.asking();
                match prompter.text(&asking)? {
                    Said::Given(text) => self.after_text(text.trim()),
                    Said::Move(to) => self.moved(to),
                }
            }
        })
    }
}

/// Whether a requirement belongs to a round.
fn is_wanted(sheet: &AnswerSheet<'_>, round: Round, requirement: usize) -> bool {
    let is_gap = matches!(sheet.state(requirement), State::NotMet | State::Partly);
    match round {
        Round::Open => !sheet.is_complete(requirement),
        Round::All | Round::Review(_) => true,
        Round::Unknown => sheet.is_complete(requirement) && sheet.state(requirement) == State::Unknown,
        Round::Marked => sheet.entry(requirement).is_some_and(|entry| entry.flag),
        Round::NotMet => is_gap,
        Round::Planned => is_gap && sheet.entry(requirement).is_some_and(|entry| entry.plan.is_some()),
    }
}

/// Who answered last, as the file says.
fn latest_name(assessment: &Assessment) -> Option<String> {
    let named = assessment.answers.iter().filter_map(|(_, entry)| Some((entry.at.as_ref()?, entry.by.as_ref()?)));
    named.max_by_key(|(at, _)| *at).map(|(_, by)| by.clone())
}
