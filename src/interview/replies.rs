//! What follows from each reply: what the assessment takes, what is told, and the step that comes next.

use super::prompter::{CardReply, ObjectivesReply};
use super::{AtEnd, Ending, Interview, Next, Round, Step, card, is_marked};
use crate::assessment::Evidence;
use crate::assessment::sheet::{self, Reply, Verdict, may_have, needs_reason};
use crate::language::fill;
use crate::questionnaire::{EvidenceKind, NOT_APPLICABLE, Scale, UNKNOWN};

impl Interview<'_> {
    /// Back from a step that belongs to a card leads to that card.
    pub(super) fn step_back(&mut self) -> Next {
        match self.step {
            Step::Reason(requirement, Some(objective), _) => Next::Step(Step::Objectives(requirement, objective)),
            Step::FollowUp(requirement, _) => self.leave_card(requirement),
            Step::Reason(requirement, None, _)
            | Step::Note(requirement)
            | Step::EvidenceKind(requirement)
            | Step::EvidenceWhat(requirement, _)
            | Step::EvidencePlace(requirement) => Next::Step(Step::Card(requirement)),
            _ => self.back(),
        }
    }

    pub(super) fn after_card(&mut self, requirement: usize, reply: CardReply, now: &dyn Fn() -> String) -> Next {
        match reply {
            CardReply::Answer(verdict) => {
                // One answer replaces those to the objectives, so they are not dropped by one key.
                if matches!(self.sheet().reply(requirement), Reply::Objectives(_)) {
                    return Next::Step(Step::InsteadOfObjectives(requirement, verdict));
                }
                self.whole(requirement, verdict, now)
            }
            CardReply::Objectives if self.requirement(requirement).objectives.is_empty() => {
                Next::Step(Step::Card(requirement))
            }
            CardReply::Objectives => {
                let first = match self.sheet().reply(requirement) {
                    Reply::Objectives(parts) => parts.iter().position(Option::is_none).unwrap_or(0),
                    _ => 0,
                };
                Next::Step(Step::Objectives(requirement, first))
            }
            CardReply::Back => self.back(),
            CardReply::Skip => Next::Step(self.skip(requirement)),
            CardReply::Note => Next::Step(Step::Note(requirement)),
            CardReply::Evidence => Next::Step(Step::EvidenceKind(requirement)),
            CardReply::Mark => {
                let entry = self.entry(requirement);
                entry.flag = !entry.flag;
                let marked = entry.flag;
                self.notice = Some(if marked { self.words.marked_on } else { self.words.marked_off }.to_owned());
                Next::Step(Step::Card(requirement))
            }
            CardReply::Find => Next::Step(Step::Find(Some(requirement))),
            CardReply::Pause => Next::End(Ending::Paused),
        }
    }

    /// Takes an answer to the whole, or first asks for the reason that it needs.
    pub(super) fn whole(&mut self, requirement: usize, verdict: Verdict, now: &dyn Fn() -> String) -> Next {
        if needs_reason(self.scale(requirement), verdict) {
            return Next::Step(Step::Reason(requirement, None, verdict));
        }
        self.answer(requirement, verdict, None, now)
    }

    pub(super) fn answer(
        &mut self,
        requirement: usize,
        verdict: Verdict,
        reason: Option<&str>,
        now: &dyn Fn() -> String,
    ) -> Next {
        let scale = self.scale(requirement);
        let before: Vec<usize> = self.sheet().asked_requirements().collect();
        let excused = match self.sheet().reply(requirement) {
            Reply::Whole(old) => needs_reason(scale, *old),
            Reply::Objectives(parts) => parts.iter().flatten().any(|part| needs_reason(scale, *part)),
            Reply::None => false,
        };
        let word = word(scale, verdict);
        let entry = self.entry(requirement);
        entry.answer_whole(&word);
        entry.at = Some(now());
        match reason {
            Some(reason) => entry.reason = Some(reason.to_owned()),
            // The reason for an answer that no longer stands would be read as the reason for this one.
            None if excused && !needs_reason(scale, verdict) => entry.reason = None,
            None => {}
        }
        self.notice = Some(self.saved(requirement, verdict, &before));
        match verdict {
            // Where a reason is needed, the follow-up was the question for it.
            Verdict::Answer(index)
                if !scale.answers[index].follow_up.is_empty() && !scale.answers[index].reason_required =>
            {
                Next::Step(Step::FollowUp(requirement, index))
            }
            _ => self.leave_card(requirement),
        }
    }

    /// Goes on from a card whose reply is complete; "back" leads to that card.
    fn leave_card(&mut self, requirement: usize) -> Next {
        self.step = Step::Card(requirement);
        Next::Step(self.onward(requirement + 1))
    }

    pub(super) fn after_objectives(
        &mut self,
        requirement: usize,
        reply: ObjectivesReply,
        now: &dyn Fn() -> String,
    ) -> Next {
        match reply {
            ObjectivesReply::Answer(objective, verdict)
                if !may_have(&self.requirement(requirement).objectives[objective], verdict) =>
            {
                let letter = &self.requirement(requirement).objectives[objective].id;
                let values = [("answer", self.label(requirement, verdict)), ("letter", letter.clone())];
                self.notice = Some(fill(self.words.not_for_objective, &values));
                Next::Step(Step::Objectives(requirement, objective))
            }
            ObjectivesReply::Answer(objective, verdict) if needs_reason(self.scale(requirement), verdict) => {
                Next::Step(Step::Reason(requirement, Some(objective), verdict))
            }
            ObjectivesReply::Answer(objective, verdict) => self.tick(requirement, objective, verdict, None, now),
            ObjectivesReply::Onward if self.sheet().is_complete(requirement) => self.leave_card(requirement),
            ObjectivesReply::Onward | ObjectivesReply::Back => Next::Step(Step::Card(requirement)),
            ObjectivesReply::Pause => Next::End(Ending::Paused),
        }
    }

    fn tick(
        &mut self,
        requirement: usize,
        objective: usize,
        verdict: Verdict,
        reason: Option<&str>,
        now: &dyn Fn() -> String,
    ) -> Next {
        let word = word(self.scale(requirement), verdict);
        let objectives = &self.requirement(requirement).objectives;
        let entry = self.entry(requirement);
        entry.answer_objective(&objectives[objective].id, &word);
        entry.at = Some(now());
        if let Some(reason) = reason {
            entry.reason = Some(reason.to_owned());
        }
        self.notice = Some(self.words.saved.to_owned());
        Next::Step(Step::Objectives(requirement, (objective + 1).min(objectives.len() - 1)))
    }

    pub(super) fn after_choice(&mut self, chosen: usize) -> Next {
        match self.step {
            Step::Target => {
                if let Some(target) = sheet::targets(self.questionnaire).get(chosen) {
                    (*target).clone_into(&mut self.assessment.target);
                    self.changed = true;
                }
                Next::Step(self.front())
            }
            Step::Profile(question) => {
                let question = &self.questionnaire.profile()[question];
                if let Some((choice, _)) = question.choices.get(chosen) {
                    self.assessment.profile.retain(|(known, _)| *known != question.id);
                    self.assessment.profile.push((question.id.clone(), choice.clone()));
                    self.changed = true;
                }
                Next::Step(self.front())
            }
            Step::EvidenceKind(requirement) => match EvidenceKind::ALL.get(chosen) {
                Some(kind) => Next::Step(Step::EvidenceWhat(requirement, *kind)),
                None => {
                    let evidence = &mut self.entry(requirement).evidence;
                    let position = chosen - EvidenceKind::ALL.len();
                    if position < evidence.len() {
                        evidence.remove(position);
                    }
                    self.notice = Some(self.words.evidence_removed.to_owned());
                    Next::Step(Step::Card(requirement))
                }
            },
            _ => self.after_end(chosen),
        }
    }

    fn after_end(&mut self, chosen: usize) -> Next {
        match self.end_choices().get(chosen).copied().unwrap_or(AtEnd::Pause) {
            AtEnd::Finish => Next::End(Ending::Finished),
            AtEnd::Pause => Next::End(Ending::Paused),
            AtEnd::Find => Next::Step(Step::Find(None)),
            AtEnd::Open => self.round(Round::Open),
            AtEnd::Marked => self.round(Round::Marked),
            AtEnd::All => self.round(Round::All),
        }
    }

    fn round(&mut self, round: Round) -> Next {
        self.round = round;
        self.history.clear();
        Next::Step(self.onward(0))
    }

    pub(super) fn end_choices(&self) -> Vec<AtEnd> {
        let sheet = self.sheet();
        let open = sheet.asked_requirements().any(|r| !sheet.is_complete(r));
        let marked = sheet.asked_requirements().any(|r| is_marked(&sheet, r));
        let any = sheet.asked_requirements().next().is_some();
        let all = [
            (!open, AtEnd::Finish),
            (open, AtEnd::Open),
            (marked, AtEnd::Marked),
            (any, AtEnd::All),
            (any, AtEnd::Find),
            (true, AtEnd::Pause),
        ];
        all.into_iter().filter(|(offered, _)| *offered).map(|(_, choice)| choice).collect()
    }

    pub(super) fn after_text(&mut self, text: &str, now: &dyn Fn() -> String) -> Next {
        let given = (!text.is_empty()).then(|| text.to_owned());
        match self.step {
            Step::Organisation if text.is_empty() => self.again(self.words.organisation_needed),
            Step::Organisation => {
                text.clone_into(&mut self.assessment.organisation);
                self.changed = true;
                Next::Step(self.front())
            }
            Step::Scope => {
                text.clone_into(&mut self.assessment.scope);
                self.scope_asked = true;
                self.changed = true;
                Next::Step(self.front())
            }
            Step::Reason(..) if text.is_empty() => self.again(self.words.reason_needed),
            Step::Reason(requirement, None, verdict) => self.answer(requirement, verdict, Some(text), now),
            Step::Reason(requirement, Some(objective), verdict) => {
                self.tick(requirement, objective, verdict, Some(text), now)
            }
            Step::FollowUp(requirement, _) => {
                self.entry(requirement).note = given;
                self.notice = Some(self.words.saved.to_owned());
                self.leave_card(requirement)
            }
            Step::Note(requirement) => {
                self.entry(requirement).note = given;
                self.notice = Some(self.words.saved.to_owned());
                Next::Step(Step::Card(requirement))
            }
            Step::EvidenceWhat(requirement, _) if text.is_empty() => Next::Step(Step::Card(requirement)),
            Step::EvidenceWhat(requirement, kind) => {
                let evidence = Evidence { kind: Some(kind), what: text.to_owned(), ..Evidence::default() };
                self.entry(requirement).evidence.push(evidence);
                Next::Step(Step::EvidencePlace(requirement))
            }
            Step::EvidencePlace(requirement) => {
                if let Some(evidence) = self.entry(requirement).evidence.last_mut() {
                    evidence.place = given;
                }
                self.notice = Some(self.words.saved.to_owned());
                Next::Step(Step::Card(requirement))
            }
            other => Next::Step(other),
        }
    }

    fn again(&mut self, notice: &str) -> Next {
        self.notice = Some(notice.to_owned());
        Next::Step(self.step)
    }

    /// What is told after an answer: that it is saved, and what it changed about the questions to come.
    fn saved(&self, requirement: usize, verdict: Verdict, before: &[usize]) -> String {
        let own = self.requirement(requirement);
        let label = self.label(requirement, verdict);
        let mut notice = card::named(self.words, &own.id, &label);
        let after: Vec<usize> = self.sheet().asked_requirements().collect();
        let more = after.iter().filter(|r| !before.contains(r)).count();
        let less = before.iter().filter(|r| !after.contains(r)).count();
        for (count, text) in [(more, self.words.now_asked), (less, self.words.no_longer_asked)] {
            if count > 0 {
                notice.push_str(&fill(text, &[("count", &count.to_string())]));
            }
        }
        notice
    }
}

/// Returns how files write a verdict.
fn word(scale: &Scale, verdict: Verdict) -> String {
    match verdict {
        Verdict::Answer(index) => scale.answers[index].id.clone(),
        Verdict::NotApplicable => NOT_APPLICABLE.to_owned(),
        Verdict::Unknown => UNKNOWN.to_owned(),
    }
}
